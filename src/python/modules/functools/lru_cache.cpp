// python/modules/functools/lru_cache.cpp -- the wrapper that functools.lru_cache and functools.cache make.
// https://docs.python.org/3.11/library/functools.html#functools.lru_cache
//
// Room       python/modules.
// Tests      tests/python/modules/functools_lru_cache_*.py; CPython's test_functools
//
// A dict from keys to results; in a bounded cache to links of a ring, in order of use, oldest first behind the sentinel.
#include "python/modules/functools/functools_private.h"

namespace taipan::python::functools {

namespace {

struct Link : HeapObject {
  Link* previous;
  Link* next;
  Value key, result;
  uint64_t hash;
};
struct LruCache : HeapObject {
  Value function;
  Value info_type;   // makes what cache_info() returns
  Dict* entries;
  Link* ring;        // sentinel of a bounded cache
  int64_t max_size;  // -1: unbounded
  int64_t hits, misses;
  bool typed;
};
Type* g_lru_cache;
Shape* g_link_shape;
LruCache* from(Value v) { return v.as<LruCache>(); }

void trace_link(HeapObject* object, Tracer& tracer) {
  auto* link = static_cast<Link*>(object);
  tracer.visit(link->previous);
  tracer.visit(link->next);
  tracer.visit_value(link->key.bits());
  tracer.visit_value(link->result.bits());
}
const Layout kLinkLayout = {.name = "cache link", .fixed_size = sizeof(Link), .trace = &trace_link};
void trace_cache(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<LruCache*>(object);
  tracer.visit_value(self->function.bits());
  tracer.visit_value(self->info_type.bits());
  tracer.visit(self->entries);
  tracer.visit(self->ring);
  trace_attributes(object, tracer);
}
const Layout kLayout = {.name = "lru cache", .size = &size_from_shape, .trace = &trace_cache};

Link* new_link(Heap& heap) { return heap.allocate_as<Link>(g_link_shape); }
void unlink(Heap& heap, Link* link) {
  link->previous->next = link->next;
  link->next->previous = link->previous;
  heap.write_barrier(link->previous);
  heap.write_barrier(link->next);
}
// As the most recently used one.
void append(Heap& heap, Link* ring, Link* link) {
  link->previous = ring->previous;
  link->next = ring;
  ring->previous->next = link;
  ring->previous = link;
  heap.write_barrier(link);
  heap.write_barrier(link->previous);
  heap.write_barrier(ring);
}
void empty(Heap& heap, LruCache* self) {
  Dict* entries = new_dict(heap);
  Link* ring = new_link(heap);
  ring->previous = ring->next = ring;
  self->entries = entries;
  self->ring = ring;
  self->hits = self->misses = 0;
  heap.write_barrier(self);
}

Value cache_new(Thread& thread, Value cls, Value user_function, Value maxsize, bool typed, Value cache_info_type) {
  if (!is_callable(user_function)) return raise(thread, TypeId::TypeError, "the first argument must be callable");
  int64_t limit = -1;
  if (!maxsize.is_none()) {
    if (!is_index(maxsize)) return raise(thread, TypeId::TypeError, "maxsize should be integer or None");
    limit = TRY(to_int64(thread, maxsize));
    if (limit < 0) limit = 0;
  }
  auto* self = new_instance<LruCache>(thread, cls);
  self->function = user_function;
  self->info_type = cache_info_type;
  self->max_size = limit;
  self->typed = typed;
  thread.heap().write_barrier(self);
  empty(thread.heap(), self);
  return Value(self);
}

// The arguments as one hashable value. Calls that differ only in how they pass an argument have different keys.
Value make_key(Heap& heap, LruCache* self, NativeCall call) {
  static HeapObject* keyword_mark = nullptr;  // stands between positional and keyword arguments
  const Value* values = call.values + 1;
  const int64_t positional = call.positional() - 1, named = call.names ? call.names->length() : 0;
  if (!self->typed && named == 0 && positional == 1 && (is_exact_integer(values[0]) || is_exact_string(values[0]))) return values[0];
  if (named && !keyword_mark) {
    keyword_mark = allocate_instance(heap, builtin_type(TypeId::Object));
    heap.add_root_values(reinterpret_cast<const uint64_t*>(&keyword_mark), 1);
  }
  Tuple* key = new_tuple(heap, positional + (named ? 1 + 2 * named : 0) + (self->typed ? positional + named : 0));
  Value* to = key->items();
  for (int64_t i = 0; i < positional; i++) *to++ = values[i];
  if (named) {
    *to++ = Value(keyword_mark);
    for (int64_t i = 0; i < named; i++) {
      *to++ = call.names->at(i);
      *to++ = values[positional + i];
    }
  }
  if (self->typed) {
    for (int64_t i = 0; i < positional + named; i++) *to++ = Value(type_of(values[i]));
  }
  heap.write_barrier(key);
  return Value(key);
}

Value call_user(Thread& thread, LruCache* self, NativeCall call) {
  return call_with_names(thread, self->function, call.values + 1, call.count - 1, call.names);
}

Value call_unbounded(Thread& thread, LruCache* self, NativeCall call, Value key, uint64_t h) {
  const Value cached = TRY(dict_get_with_hash(thread, self->entries, key, h));
  if (!cached.is_unbound()) {
    self->hits++;
    return cached;
  }
  self->misses++;
  const Value result = TRY(call_user(thread, self, call));
  TRY(dict_set_with_hash(thread, self->entries, key, h, result));
  return result;
}

Value call_bounded(Thread& thread, LruCache* self, NativeCall call, Value key, uint64_t h) {
  Heap& heap = thread.heap();
  const Value cached = TRY(dict_get_with_hash(thread, self->entries, key, h));
  if (!cached.is_unbound()) {
    Link* link = cached.as<Link>();
    self->hits++;
    if (link->next != self->ring) {
      unlink(heap, link);
      append(heap, self->ring, link);
    }
    return link->result;
  }
  self->misses++;
  const Value result = TRY(call_user(thread, self, call));
  // The call may have filled or emptied the cache.
  const Value meanwhile = TRY(dict_get_with_hash(thread, self->entries, key, h));
  if (!meanwhile.is_unbound()) return result;
  Link* link = nullptr;
  if (self->entries->length() >= self->max_size && self->ring->next != self->ring) {
    link = self->ring->next;
    unlink(heap, link);
    const Value removed = TRY(dict_pop(thread, self->entries, link->key));
    if (removed.is_unbound()) return result;
  } else {
    link = new_link(heap);
  }
  link->key = key;
  link->hash = h;
  link->result = result;
  link->previous = link->next = link;
  heap.write_barrier(link);
  TRY(dict_set_with_hash(thread, self->entries, key, h, Value(link)));
  append(heap, self->ring, link);
  return result;
}

Value cache_call(Thread& thread, NativeCall call) {
  auto* self = from(call.values[0]);
  if (self->max_size == 0) {
    self->misses++;
    return call_user(thread, self, call);
  }
  const Value key = make_key(thread.heap(), self, call);
  const uint64_t h = TRY(hash(thread, key));
  return self->max_size < 0 ? call_unbounded(thread, self, call, key, h) : call_bounded(thread, self, call, key, h);
}

Value cache_info(Thread& thread, Value object) {
  auto* self = from(object);
  Heap& heap = thread.heap();
  const Value limit = self->max_size < 0 ? Value::none() : integer_value(heap, self->max_size);
  return call_with(thread, self->info_type, integer_value(heap, self->hits), integer_value(heap, self->misses), limit,
                   Value::integer(self->entries->length()));
}
Status cache_clear(Thread& thread, Value object) {
  empty(thread.heap(), from(object));
  return ok_status();
}
Value cache_get(Thread& thread, Value object, Value instance, Value) {
  if (instance.is_none() || instance.is_unbound()) return object;
  return Value(new_bound_method(thread.heap(), object, instance));
}
Value cache_reduce(Thread& thread, Value object) { return get_attribute(thread, object, name(Name::Qualname)); }
Value cache_copy(Thread&, Value object) { return object; }
Value cache_deepcopy(Thread&, Value object, Value) { return object; }

const Method kMethods[] = {
    {"__new__(cls, user_function, maxsize, typed, cache_info_type)", cache_new, "Create and return a new object."},
    {"__call__(self, /, *args, **kwargs)", cache_call, "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", cache_get, "Return an attribute of instance, which is of type owner."},
    {"cache_info(self, /)", cache_info, "Report cache statistics"},
    {"cache_clear(self, /)", cache_clear, "Clear the cache and cache statistics"},
    {"__reduce__(self, /)", cache_reduce, ""},
    {"__copy__(self, /)", cache_copy, ""},
    {"__deepcopy__(self, memo, /)", cache_deepcopy, ""},
};
const TypeSpec kLruCacheSpec = {.name = "functools._lru_cache_wrapper",
                                .doc = "Create a cached callable that wraps another function.",
                                .layout = &kLayout,
                                .kind = kind(PythonKind::Other),
                                .native_size = sizeof(LruCache),
                                .flags = kTypeSubclassable | kTypeHasDict | kTypeWeakrefable,
                                .methods = kMethods};

}  // namespace

Status define_lru_cache(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  ShapeInit init;
  init.layout = &kLinkLayout;
  init.kind = kind(PythonKind::Other);
  init.native_size = sizeof(Link);
  g_link_shape = make_root_shape(heap, init);
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_link_shape), 1);
  g_lru_cache = define_type(thread, kLruCacheSpec);
  return module_add(thread, module, "_lru_cache_wrapper", Value(g_lru_cache));
}

}  // namespace taipan::python::functools
