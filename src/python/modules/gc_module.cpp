// python/modules/gc_module.cpp -- gc: the collector seen from Python. https://docs.python.org/3.11/library/gc.html
// CPython's three generations are shown as: 0 allocation since the last collection, 1 minor collections, 2 the live heap.
#include <vector>

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/runtime/finalization.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

int64_t g_thresholds[3] = {700, 10, 10};
int g_debug = 0;
Value g_callbacks, g_garbage;
int64_t g_collections[3];
int64_t g_collected[3];

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

Value gc_collect(Thread& thread, int generation) {
  if (generation < 0 || generation > 2) return raise(thread, TypeId::ValueError, "invalid generation");
  Heap& heap = thread.heap();
  run_callbacks(thread, "start", generation, 0);
  for (Value& v : thread.pending_call.arguments) v = Value::unbound();
  thread.pending_call.callable = Value::unbound();
  clear_dead_stack();
  const auto before = int64_t(heap.count_objects());
  // Finalisers may make more garbage, or find some that only they held.
  for (int round = 0; round < 3; round++) {
    heap.collect(generation == 0 ? CollectionKind::Minor : CollectionKind::Major);
    run_weak_callbacks(thread);
    if (!heap.has_pending_finalization()) break;
    run_finalizers(thread);
  }
  const auto after = int64_t(heap.count_objects());
  const int64_t collected = before > after ? before - after : 0;
  g_collections[generation]++;
  g_collected[generation] += collected;
  run_callbacks(thread, "stop", generation, collected);
  return Value::integer(collected);
}
Status gc_enable(Thread& thread) {
  thread.heap().set_automatic(AutomaticCollection::Enabled);
  return ok_status();
}
Status gc_disable(Thread& thread) {
  thread.heap().set_automatic(AutomaticCollection::Disabled);
  return ok_status();
}
bool gc_is_enabled(Thread& thread) { return thread.heap().automatic() == AutomaticCollection::Enabled; }
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
Status gc_set_threshold(Thread&, int64_t first, Optional<int64_t> second, Optional<int64_t> third) {
  g_thresholds[0] = first;
  if (second.present) g_thresholds[1] = second.value;
  if (third.present) g_thresholds[2] = third.value;
  return ok_status();
}
Value gc_get_threshold(Thread& thread) {
  return Value(tuple_of(thread.heap(), Value::integer(g_thresholds[0]), Value::integer(g_thresholds[1]), Value::integer(g_thresholds[2])));
}

// What Python code may see: instances of classes, not the VM's storage.
bool is_visible(HeapObject* object) {
  const Shape* shape = shape_of(object);
  return shape->type != nullptr && shape->kind != Kind::Shape && shape->kind != Kind::ValueArray && shape->kind != Kind::DictTable &&
         shape->kind != Kind::ByteArray;
}
// Atoms are not tracked.
bool is_container(HeapObject* object) {
  switch (kind_of(object)) {
    case Kind::String:
    case Kind::Bytes:
    case Kind::BigInt:
    case Kind::Float: return shape_of(object)->has_attributes();
    default: return is_visible(object);
  }
}
bool gc_is_tracked(Thread&, Value object) { return object.is_object() && is_container(object.as_object()); }
bool gc_is_finalized(Thread&, Value) { return false; }
Value gc_get_objects(Thread& thread, Value generation) {
  (void)generation;
  std::vector<HeapObject*> found;
  thread.heap().for_each_object([&](HeapObject* object) {
    if (is_container(object)) found.push_back(object);
  });
  // The vector is not seen by the collector: make room before anything can be lost.
  List* list = nullptr;
  {
    Heap::DeferCollections defer(thread.heap());
    list = new_list(thread.heap(), int64_t(found.size()));
    for (HeapObject* object : found) (void)list->append(thread.heap(), Value(object));
  }
  return Value(list);
}
// The objects a container refers to, its storage looked through.
void add_referents(Heap& heap, HeapObject* object, List* out, int depth) {
  std::vector<HeapObject*> direct;
  heap.for_each_reference(object, [&](HeapObject* target) { direct.push_back(target); });
  for (HeapObject* target : direct) {
    if (is_visible(target)) {
      (void)out->append(heap, Value(target));
    } else if (depth < 2) {
      add_referents(heap, target, out, depth + 1);
    }
  }
}
Value gc_get_referents(Thread& thread, Arguments objects) {
  List* list = new_list(thread.heap());
  Heap::DeferCollections defer(thread.heap());
  for (int64_t i = 0; i < objects.count; i++) {
    if (!objects[i].is_object()) continue;
    add_referents(thread.heap(), objects[i].as_object(), list, 0);
    (void)list->append(thread.heap(), Value(type_of(objects[i])));
  }
  return Value(list);
}
Value gc_get_referrers(Thread& thread, Arguments objects) {
  Heap& heap = thread.heap();
  std::vector<HeapObject*> candidates;
  heap.for_each_object([&](HeapObject* object) {
    if (is_container(object)) candidates.push_back(object);
  });
  List* list = new_list(heap);
  Heap::DeferCollections defer(heap);
  for (HeapObject* candidate : candidates) {
    bool refers = false;
    auto look = [&](auto&& self, HeapObject* from, int depth) -> void {
      heap.for_each_reference(from, [&](HeapObject* target) {
        for (int64_t i = 0; i < objects.count; i++) refers |= objects[i] == Value(target);
        if (!refers && depth < 2 && !is_visible(target)) self(self, target, depth + 1);
      });
    };
    look(look, candidate, 0);
    if (refers && !(Value(candidate) == Value(list))) (void)list->append(heap, Value(candidate));
  }
  return Value(list);
}
Value gc_get_stats(Thread& thread) {
  Heap& heap = thread.heap();
  List* list = new_list(heap);
  const HeapStatistics& s = heap.statistics();
  for (int i = 0; i < 3; i++) {
    Dict* row = new_dict(heap);
    const int64_t automatic = i == 0 ? int64_t(s.minor_collections) : i == 2 ? int64_t(s.major_collections) : 0;
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
  TRY(module_add(thread, module, "DEBUG_STATS", Value::integer(1)));
  TRY(module_add(thread, module, "DEBUG_COLLECTABLE", Value::integer(2)));
  TRY(module_add(thread, module, "DEBUG_UNCOLLECTABLE", Value::integer(4)));
  TRY(module_add(thread, module, "DEBUG_SAVEALL", Value::integer(32)));
  return module_add(thread, module, "DEBUG_LEAK", Value::integer(38));
}

}  // namespace

extern const ModuleSpec kGcModule = {.name = "gc", .doc = "This module provides access to the garbage collector for reference cycles.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
