// python/modules/gc_module.cpp -- gc: the collector seen from Python. https://docs.python.org/3.11/library/gc.html
// CPython's three generations are shown as: 0 allocation since the last collection, 1 minor collections, 2 the live heap.
#include <cstdio>
#include <vector>

#include "gc/collect_above.h"
#include "python/interpreter/interpreter.h"
#include "python/modules/gc_census.h"
#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/objects/set.h"
#include "vm/fast_code.h"
#include "python/runtime/finalization.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

int64_t g_thresholds[3] = {700, 10, 10};
bool g_enabled = true;
int g_debug = 0;
Value g_callbacks, g_garbage;
// Of the collections that the program asked for; the heap's own are in its statistics.
int64_t g_collections[3];
int64_t g_collected[3];
uint64_t g_asked_minors = 0, g_asked_majors = 0;
int g_collecting = 0;  // calls of gc.collect() under way

enum Debug { kDebugStats = 1, kDebugCollectable = 2, kDebugUncollectable = 4, kDebugSaveAll = 32, kDebugLeak = 38 };

void run_callbacks(Thread& thread, const char* phase, int generation, int64_t collected) {
  if (!is_kind(g_callbacks, Kind::List) || g_callbacks.as<List>()->length() == 0) return;
  Heap& heap = thread.heap();
  Dict* info = new_dict(heap);
  dict_set(heap, info, intern(heap, "generation"), Value::integer(generation));
  dict_set(heap, info, intern(heap, "collected"), Value::integer(collected));
  dict_set(heap, info, intern(heap, "uncollectable"), Value::integer(0));
  List* callbacks = list_from(heap, g_callbacks.as<List>()->span());
  for (int64_t i = 0; i < callbacks->length(); i++) {
    const Value result = call_with(thread, callbacks->at(i), Value(intern(heap, phase)), Value(info));
    if (result.is_raised()) write_unraisable(thread, callbacks->at(i));
  }
}

// Overwrites what earlier calls left below the native stack's top: the frames of the collection itself would otherwise show it to
// the conservative scan.
__attribute__((noinline)) void clear_dead_stack() {
  volatile char area[48 << 10];
  for (size_t i = 0; i < sizeof area; i += 8) *reinterpret_cast<volatile uint64_t*>(area + i) = 0;
}

// The lowest place of the native stack that may hold references, when the interpreter itself has called this function: its loop's
// frame. Null when C++ did (a callback, map(gc.collect, ...)).
template <class F>
const void* frame_of_caller(Thread& thread, F* function) {
  const auto is_callee = [function](Value v) {
    return is_kind(v, kind(PythonKind::Native)) && v.as<Native>()->method->function == reinterpret_cast<NativeFunction>(function);
  };
  if (g_fast_code_frame == nullptr || thread.regs == nullptr || g_collecting > 0) return nullptr;
  const Instruction& in = *thread.pc;
  switch (Op(in.op)) {
    case Op::Call:
    case Op::CallKeyword:
      return is_callee(thread.regs[in.b]) ? g_fast_code_frame : nullptr;
    case Op::CallMethod:
    case Op::CallMethodKeyword:  // without a receiver the callee is moved next to its arguments
      return is_callee(thread.regs[in.b]) && is_callee(thread.regs[in.b + 1]) ? g_fast_code_frame : nullptr;
    default:
      return nullptr;
  }
}

void collect(Heap& heap, CollectionKind kind, const void* lowest) {
  if (lowest) {
    collect_above(heap, kind, lowest);
  } else {
    heap.collect(kind);
  }
}

// One collection; what it found.
__attribute__((noinline)) void collect_once(Thread& thread, CollectionKind kind, const void* lowest, GarbageCensus& census) {
  Heap& heap = thread.heap();
  const HeapStatistics before = heap.statistics();
  heap.set_garbage_inspector(&census);
  collect(heap, kind, lowest);
  heap.set_garbage_inspector(nullptr);
  const HeapStatistics& after = heap.statistics();
  g_asked_minors += after.minor_collections - before.minor_collections;
  g_asked_majors += after.major_collections - before.major_collections;
}

// Appends what SAVEALL kept to gc.garbage, and shows what COLLECTABLE wants shown.
void note_found(Thread& thread, const GarbageCensus& census) {
  if (!census.keeps()) return;
  Heap& heap = thread.heap();
  Heap::DeferCollections defer(heap);
  for (HeapObject* object : census.found()) {
    if (g_debug & kDebugSaveAll) (void)g_garbage.as<List>()->append(heap, Value(object));
    if (g_debug & kDebugCollectable) {
      ByteBuilder name;
      append_utf8(name, type_of(Value(object))->name);
      fprintf(stderr, "gc: collectable <%.*s %p>\n", int(name.size()), name.view().data(), static_cast<void*>(object));
    }
  }
}

Value gc_collect(Thread& thread, int generation) {
  if (generation < 0 || generation > 2) return raise(thread, TypeId::ValueError, "invalid generation");
  Heap& heap = thread.heap();
  const void* const lowest = frame_of_caller(thread, &gc_collect);
  struct Collecting {
    Collecting() { g_collecting++; }
    ~Collecting() { g_collecting--; }
  } collecting;
  run_callbacks(thread, "start", generation, 0);
  if (g_debug & kDebugStats) {
    fprintf(stderr, "gc: collecting generation %d...\ngc: objects in each generation: %zu\n", generation, heap.count_objects());
    fprintf(stderr, "gc: objects in permanent generation: %zu\n", heap.frozen_objects());
  }
  const uint64_t start = heap.statistics().total_pause_nanoseconds;
  // Shown objects must outlive the collection.
  GarbageCensus census((g_debug & (kDebugSaveAll | kDebugCollectable)) != 0 && generation > 0);
  clear_dead_stack();
  // Finalisers may make more garbage, or find some that only they held.
  for (int round = 0; round < 3; round++) {
    collect_once(thread, generation == 0 ? CollectionKind::Minor : CollectionKind::Major, lowest, census);
    note_found(thread, census);
    run_weak_callbacks(thread);
    if (!heap.has_pending_finalization()) break;
    run_finalizers(thread);
    clear_dead_stack();
  }
  const int64_t collected = census.count();
  g_collections[generation]++;
  g_collected[generation] += collected;
  if (g_debug & kDebugStats) {
    const double seconds = double(heap.statistics().total_pause_nanoseconds - start) * 1e-9;
    fprintf(stderr, "gc: done, %ld unreachable, 0 uncollectable, %.4fs elapsed\n", long(collected), seconds);
  }
  run_callbacks(thread, "stop", generation, collected);
  return Value::integer(collected);
}
// A first threshold of 0 switches automatic collections off as well.
void set_mode(Thread& thread) {
  thread.heap().set_automatic(g_enabled && g_thresholds[0] != 0 ? AutomaticCollection::Enabled : AutomaticCollection::Disabled);
}
Status gc_enable(Thread& thread) {
  g_enabled = true;
  set_mode(thread);
  return ok_status();
}
Status gc_disable(Thread& thread) {
  g_enabled = false;
  set_mode(thread);
  return ok_status();
}
bool gc_is_enabled(Thread&) { return g_enabled; }
Status gc_set_debug(Thread&, int flags) {
  g_debug = flags;
  return ok_status();
}
int gc_get_debug(Thread&) { return g_debug; }
Value gc_get_count(Thread& thread) {
  Heap& heap = thread.heap();
  return Value(tuple_of(heap, Value::integer(int64_t(heap.generation_count(0))), Value::integer(int64_t(heap.generation_count(1))),
                        Value::integer(int64_t(heap.generation_count(2)) > 0 ? 1 : 0)));
}
Status gc_set_threshold(Thread& thread, int64_t first, Optional<int64_t> second, Optional<int64_t> third) {
  g_thresholds[0] = first;
  if (second.present) g_thresholds[1] = second.value;
  if (third.present) g_thresholds[2] = third.value;
  set_mode(thread);
  return ok_status();
}
Value gc_get_threshold(Thread& thread) {
  return Value(tuple_of(thread.heap(), Value::integer(g_thresholds[0]), Value::integer(g_thresholds[1]), Value::integer(g_thresholds[2])));
}

bool gc_is_tracked(Thread&, Value object) { return object.is_object() && is_tracked(object.as_object()); }
bool gc_is_finalized(Thread&, Value object) { return object.is_object() && was_finalized(object.as_object()); }

Value gc_get_objects(Thread& thread, Value generation) {
  int64_t wanted = -1;
  if (!generation.is_none()) {
    wanted = TRY(to_index_clamped(thread, generation));
    if (wanted >= 3) return raise(thread, TypeId::ValueError, "generation parameter must be less than the number of available generations (3)");
    if (wanted < -1) return raise(thread, TypeId::ValueError, "generation parameter cannot be negative");
  }
  Heap& heap = thread.heap();
  if (wanted != 0) collect(heap, CollectionKind::Major, frame_of_caller(thread, &gc_get_objects));  // garbage is not shown
  List* list = new_list(heap);
  Heap::DeferCollections defer(heap);  // the vector is not seen by the collector
  std::vector<HeapObject*> found;
  heap.for_each_object([&](HeapObject* object) {
    if (object == list || !is_tracked(object)) return;
    if (wanted < 0 || heap.generation_of(object) == wanted) found.push_back(object);
  });
  for (HeapObject* object : found) (void)list->append(heap, Value(object));
  return Value(list);
}

// The values a container refers to, its storage looked through.
void add_referents(Heap& heap, HeapObject* object, List* out, int depth) {
  const Value value(object);
  auto add = [&](Value v) {
    if (!v.is_unbound() && !v.is_missing()) (void)out->append(heap, v);
  };
  if (is_kind(value, Kind::List)) {
    for (int64_t i = 0; i < value.as<List>()->length(); i++) add(value.as<List>()->at(i));
  } else if (is_kind(value, Kind::Tuple)) {
    for (const Value v : value.as<Tuple>()->span()) add(v);
  } else if (is_kind(value, Kind::Dict)) {
    Value key, item;
    for (uint32_t i = 0; dict_next(value.as<Dict>(), i, key, item);) {
      add(key);
      add(item);
    }
  } else if (is_set(value)) {
    SetEntry entry;
    for (int64_t i = 0; set_next_entry(value.as<SetObject>(), i, entry);) add(entry.key);
  } else {
    std::vector<HeapObject*> direct;
    heap.for_each_reference(object, [&](HeapObject* target) { direct.push_back(target); });
    for (HeapObject* target : direct) {
      if (is_visible(target)) {
        add(Value(target));
      } else if (depth < 2) {
        add_referents(heap, target, out, depth + 1);
      }
    }
  }
  if (depth == 0 && type_of(value)->is_heap()) add(Value(type_of(value)));
}
Value gc_get_referents(Thread& thread, Arguments objects) {
  Heap& heap = thread.heap();
  List* list = new_list(heap);
  Heap::DeferCollections defer(heap);
  for (int64_t i = 0; i < objects.count; i++) {
    const Value object = objects[i];
    // What consists of atoms is untracked, but can be asked all the same.
    const bool container = object.is_object() && (is_kind(object, Kind::Tuple) || is_kind(object, Kind::Dict) || is_tracked(object.as_object()));
    if (container) add_referents(heap, object.as_object(), list, 0);
  }
  return Value(list);
}

// Whether `from` refers to one of the objects, its storage looked through.
bool refers_to(Heap& heap, HeapObject* from, Arguments objects, int depth) {
  bool found = false;
  std::vector<HeapObject*> storage;
  heap.for_each_reference(from, [&](HeapObject* target) {
    for (int64_t i = 0; i < objects.count; i++) found |= objects[i] == Value(target);
    if (!found && depth < 2 && !is_visible(target)) storage.push_back(target);
  });
  for (size_t i = 0; i < storage.size() && !found; i++) found = refers_to(heap, storage[i], objects, depth + 1);
  if (depth == 0 && !found && type_of(Value(from))->is_heap()) {
    for (int64_t i = 0; i < objects.count; i++) found |= objects[i] == Value(type_of(Value(from)));
  }
  return found;
}
Value gc_get_referrers(Thread& thread, Arguments objects) {
  Heap& heap = thread.heap();
  // Garbage is no referrer. The arguments are in the caller's registers.
  const bool direct = thread.regs && objects.values >= thread.regs && objects.values < next_frame_regs(thread);
  collect(heap, CollectionKind::Major, direct ? frame_of_caller(thread, &gc_get_referrers) : nullptr);
  List* list = new_list(heap);
  Heap::DeferCollections defer(heap);
  std::vector<HeapObject*> candidates;
  heap.for_each_object([&](HeapObject* object) {
    if (object != list && is_tracked(object)) candidates.push_back(object);
  });
  for (HeapObject* candidate : candidates) {
    if (refers_to(heap, candidate, objects, 0)) (void)list->append(heap, Value(candidate));
  }
  return Value(list);
}
Value gc_get_stats(Thread& thread) {
  Heap& heap = thread.heap();
  List* list = new_list(heap);
  const HeapStatistics s = heap.statistics();
  const auto automatic_minors = int64_t(s.minor_collections - g_asked_minors), automatic_majors = int64_t(s.major_collections - g_asked_majors);
  for (int i = 0; i < 3; i++) {
    Dict* row = new_dict(heap);
    const int64_t automatic = i == 0 ? automatic_minors : i == 2 ? automatic_majors : 0;
    dict_set(heap, row, intern(heap, "collections"), Value::integer(g_collections[i] + automatic));
    dict_set(heap, row, intern(heap, "collected"), Value::integer(g_collected[i]));
    dict_set(heap, row, intern(heap, "uncollectable"), Value::integer(0));
    (void)list->append(heap, Value(row));
  }
  return Value(list);
}
Status gc_freeze(Thread& thread) {
  thread.heap().freeze();
  return ok_status();
}
Status gc_unfreeze(Thread& thread) {
  thread.heap().unfreeze();
  return ok_status();
}
int64_t gc_get_freeze_count(Thread& thread) { return int64_t(thread.heap().frozen_objects()); }

const Method kFunctions[] = {
    {"collect(generation=2)", gc_collect, "Run the garbage collector."},
    {"enable()", gc_enable, "Enable automatic garbage collection."},
    {"disable()", gc_disable, "Disable automatic garbage collection."},
    {"isenabled()", gc_is_enabled, "Returns true if automatic garbage collection is enabled."},
    {"set_debug(flags, /)", gc_set_debug, "Set the garbage collection debugging flags."},
    {"get_debug()", gc_get_debug, "Get the garbage collection debugging flags."},
    {"get_count()", gc_get_count, "Return a three-tuple of the current collection counts."},
    {"set_threshold(threshold0, threshold1=None, threshold2=None, /)", gc_set_threshold, "Set the collection thresholds."},
    {"get_threshold()", gc_get_threshold, "Return the current collection thresholds."},
    {"get_objects(generation=None)", gc_get_objects, "Return a list of objects tracked by the collector (excluding the list returned)."},
    {"get_referents(*objs)", gc_get_referents, "Return the list of objects that are directly referred to by objs."},
    {"get_referrers(*objs)", gc_get_referrers, "Return the list of objects that directly refer to any of objs."},
    {"get_stats()", gc_get_stats, "Return a list of dictionaries containing per-generation statistics."},
    {"is_tracked(obj, /)", gc_is_tracked, "Returns true if the object is tracked by the garbage collector."},
    {"is_finalized(obj, /)", gc_is_finalized, "Returns true if the object has been already finalized by the GC."},
    {"freeze()", gc_freeze, "Freeze all current tracked objects and ignore them for future collections."},
    {"unfreeze()", gc_unfreeze, "Unfreeze all objects in the permanent generation."},
    {"get_freeze_count()", gc_get_freeze_count, "Return the number of objects in the permanent generation."},
};

Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  for (Value* v : {&g_callbacks, &g_garbage}) {
    *v = Value(new_list(heap));
    heap.add_root_values(reinterpret_cast<const uint64_t*>(v), 1);
  }
  TRY(module_add(thread, module, "callbacks", g_callbacks));
  TRY(module_add(thread, module, "garbage", g_garbage));
  TRY(module_add(thread, module, "DEBUG_STATS", Value::integer(kDebugStats)));
  TRY(module_add(thread, module, "DEBUG_COLLECTABLE", Value::integer(kDebugCollectable)));
  TRY(module_add(thread, module, "DEBUG_UNCOLLECTABLE", Value::integer(kDebugUncollectable)));
  TRY(module_add(thread, module, "DEBUG_SAVEALL", Value::integer(kDebugSaveAll)));
  return module_add(thread, module, "DEBUG_LEAK", Value::integer(kDebugLeak));
}

}  // namespace

extern const ModuleSpec kGcModule = {.name = "gc", .doc = "This module provides access to the garbage collector for reference cycles.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
