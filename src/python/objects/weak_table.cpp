// python/objects/weak_table.cpp -- the table of weak references by the address of their target, and what the collector does to it.
//
// Room       python/objects. Implements gc/hooks.h for weak references, and run_weak_callbacks of runtime/finalization.h.
// Tests      tests/python/objects/weak_references_*.py; CPython's test_weakref
//
// In a collection, what is dead before finalisers run loses its references: they are cleared, and the callbacks of those
// references that live themselves wait in a queue until the next safepoint. After finalisers were queued, references that
// are dead themselves leave the table. A minor collection looks only at references made since the last collection: an older
// one refers to an object older still.
#include <cstdlib>

#include "python/objects/weak_table_private.h"
#include "python/runtime/finalization.h"

namespace taipan::python {

namespace {

// A vector in native memory.
template <class T>
struct NativeVector {
  T* items = nullptr;
  size_t count = 0, capacity = 0;
  void push(T item) {
    if (count == capacity) {
      capacity = capacity ? capacity * 2 : 64;
      items = static_cast<T*>(realloc(static_cast<void*>(items), capacity * sizeof(T)));
      VM_CHECK(items, "out of memory");
    }
    items[count++] = item;
  }
};

// Open addressing with linear probes; deletion moves entries back.
class WeakTable {
 public:
  struct Entry {
    const HeapObject* target;  // null: free
    WeakReferenceObject* first;
  };

  Entry* find(const HeapObject* target) {
    if (capacity_ == 0) return nullptr;
    for (size_t i = home(target);; i = (i + 1) & (capacity_ - 1)) {
      if (entries_[i].target == target) return &entries_[i];
      if (!entries_[i].target) return nullptr;
    }
  }
  Entry& find_or_add(const HeapObject* target) {
    if ((count_ + 1) * 2 > capacity_) grow();
    size_t i = home(target);
    while (entries_[i].target && entries_[i].target != target) i = (i + 1) & (capacity_ - 1);
    if (!entries_[i].target) {
      entries_[i] = {target, nullptr};
      count_++;
    }
    return entries_[i];
  }
  void remove(Entry* entry) {
    size_t hole = size_t(entry - entries_);
    entries_[hole] = {};
    count_--;
    for (size_t i = (hole + 1) & (capacity_ - 1); entries_[i].target; i = (i + 1) & (capacity_ - 1)) {
      const size_t wanted = home(entries_[i].target);
      const bool stays = hole <= i ? (hole < wanted && wanted <= i) : (hole < wanted || wanted <= i);
      if (stays) continue;
      entries_[hole] = entries_[i];
      entries_[i] = {};
      hole = i;
    }
  }
  // Calls visit(entry) -> whether to keep it, for all entries; some may be visited twice.
  template <class Visit>
  void filter(Visit&& visit) {
    for (size_t i = 0; i < capacity_;) {
      if (entries_[i].target && !visit(entries_[i])) {
        remove(&entries_[i]);  // another entry may have moved here
      } else {
        i++;
      }
    }
  }

 private:
  size_t home(const HeapObject* target) const {
    return size_t((reinterpret_cast<uint64_t>(target) * 0x9E3779B97F4A7C15u) >> 20) & (capacity_ - 1);
  }
  void grow() {
    Entry* old = entries_;
    const size_t old_capacity = capacity_;
    capacity_ = capacity_ ? capacity_ * 2 : 1024;
    entries_ = static_cast<Entry*>(calloc(capacity_, sizeof(Entry)));
    VM_CHECK(entries_, "out of memory");
    count_ = 0;
    for (size_t i = 0; i < old_capacity; i++) {
      if (old[i].target) find_or_add(old[i].target).first = old[i].first;
    }
    free(old);
  }

  Entry* entries_ = nullptr;
  size_t count_ = 0, capacity_ = 0;
};

WeakTable g_table;
NativeVector<WeakReferenceObject*> g_young;   // made since the last collection
NativeVector<WeakReferenceObject*> g_queue;   // cleared, with a callback to be called
size_t g_next_in_queue = 0;                   // the first that was not called yet

class WeakReferences final : public WeakProcessor, public RootProvider {
 public:
  void process_weak(LivenessQuery& query) override {
    const bool before = query.phase() == WeakPhase::BeforeFinalizers;
    auto visit = [&](WeakTable::Entry& entry) {
      if (!before) return drop_dead_references(query, entry);
      if (query.is_live(entry.target)) return true;
      clear(query, entry.first);
      return false;
    };
    if (query.kind() == CollectionKind::Major) {
      g_table.filter(visit);
    } else {
      for (size_t i = 0; i < g_young.count; i++) {
        const HeapObject* target = g_young.items[i]->target;
        if (!target) continue;
        WeakTable::Entry* entry = g_table.find(target);
        if (entry && !visit(*entry)) g_table.remove(entry);
      }
    }
    if (!before) g_young.count = 0;
    if (g_queue.count != 0) {
      if (Thread* thread = current_thread()) thread->request(Breaker::Finalize);
    }
  }
  void visit_roots(Tracer& tracer) override {
    tracer.set_source("weak references whose callbacks are to be called");
    for (size_t i = g_next_in_queue; i < g_queue.count; i++) tracer.visit(g_queue.items[i]);
  }

 private:
  // The target of these is dead.
  static void clear(LivenessQuery& query, WeakReferenceObject* first) {
    for (WeakReferenceObject* reference = first; reference;) {
      WeakReferenceObject* next = reference->next_of_target;
      reference->target = nullptr;
      reference->next_of_target = nullptr;
      if (!reference->callback.is_none() && query.is_live(reference)) g_queue.push(reference);
      reference = next;
    }
  }
  static bool drop_dead_references(LivenessQuery& query, WeakTable::Entry& entry) {
    WeakReferenceObject** link = &entry.first;
    while (WeakReferenceObject* reference = *link) {
      if (query.is_live(reference)) {
        link = &reference->next_of_target;
      } else {
        *link = reference->next_of_target;
        reference->target = nullptr;
      }
    }
    return entry.first != nullptr;
  }
};
WeakReferences g_references;

bool g_started = false;

}  // namespace

void start_weak_references(Heap& heap) {
  if (g_started) return;
  g_started = true;
  heap.add_weak_processor(&g_references);
  heap.add_roots(&g_references);
}

WeakReferenceObject* first_weak_reference(const HeapObject* target) {
  WeakTable::Entry* entry = g_table.find(target);
  return entry ? entry->first : nullptr;
}

bool is_shared_weak_reference(const WeakReferenceObject* reference) {
  const uint32_t ref = reference->shape_ref;
  return reference->callback.is_none() &&
         (ref == exact_builtin_shape_ref(TypeId::WeakReference) || ref == exact_builtin_shape_ref(TypeId::WeakProxy) ||
          ref == exact_builtin_shape_ref(TypeId::WeakCallableProxy));
}

void link_weak_reference(Thread& thread, WeakReferenceObject* reference, HeapObject* target) {
  start_weak_references(thread.heap());
  reference->target = target;
  WeakReferenceObject** link = &g_table.find_or_add(target).first;
  const bool plain = is_exact(Value(reference), TypeId::WeakReference) && is_shared_weak_reference(reference);
  if (!plain) {
    while (*link && is_shared_weak_reference(*link)) link = &(*link)->next_of_target;
  }
  reference->next_of_target = *link;
  *link = reference;
  g_young.push(reference);
}

void unlink_weak_reference(WeakReferenceObject* reference) {
  if (!reference->target) return;
  WeakTable::Entry* entry = g_table.find(reference->target);
  reference->target = nullptr;
  if (!entry) return;
  for (WeakReferenceObject** link = &entry->first; *link; link = &(*link)->next_of_target) {
    if (*link != reference) continue;
    *link = reference->next_of_target;
    break;
  }
  reference->next_of_target = nullptr;
  if (!entry->first) g_table.remove(entry);
}

void run_weak_callbacks(Thread& thread) {
  // A safepoint inside a callback leaves the others to the loop that called it: they keep their order.
  static thread_local bool running = false;
  if (g_queue.count == 0 || running) return;
  running = true;
  const WeakCallbacksFirst first;
  const Value pending = thread.take_exception();
  while (g_next_in_queue < g_queue.count) {
    WeakReferenceObject* reference = g_queue.items[g_next_in_queue++];
    if (g_next_in_queue == g_queue.count) g_next_in_queue = g_queue.count = 0;
    const Value callback = reference->callback;
    reference->callback = Value::none();
    if (callback.is_none()) continue;
    const Value result = call_with(thread, callback, Value(reference));
    if (result.is_raised()) write_unraisable(thread, callback);
  }
  running = false;
  if (!pending.is_unbound()) (void)thread.raise_value(pending);
}

}  // namespace taipan::python
