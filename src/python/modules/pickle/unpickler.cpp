// python/modules/pickle/unpickler.cpp -- the type _pickle.Unpickler, and the memo it shows.
//
// Room       python/modules/pickle. How instructions are executed is in loading.cpp.
#include "python/modules/pickle/pickle_private.h"
#include "python/objects/class_creation.h"
#include "vm/layouts.h"

namespace taipan::python::pickle {

Type* g_unpickler = nullptr;

namespace {

UnpicklerObject* from(Value v) { return v.as<UnpicklerObject>(); }

void trace_unpickler(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<UnpicklerObject*>(object);
  for (Value v : {self->read, self->read_line, self->read_into, self->peek, self->buffers, self->persistent_load}) tracer.visit_value(v.bits());
  if (self->memo) tracer.visit(self->memo);
  if (self->encoding) tracer.visit(self->encoding);
  if (self->errors) tracer.visit(self->errors);
  trace_attributes(object, tracer);
}
const Layout kLayout = {.name = "unpickler", .size = size_from_shape, .trace = trace_unpickler};

Value unpickler_new(Thread& thread, NativeCall call) { return Value(allocate_instance(thread.heap(), call.values[0].as<Type>())); }
Value unpickler_load(Thread& thread, UnpicklerObject* self) {
  if (!self->ready) return raise(thread, g_unpickling_error, "Unpickler.__init__() was not called by %T.__init__()", Value(self));
  return load(thread, self, Value::unbound());
}
Value unpickler_find_class(Thread& thread, UnpicklerObject* self, Value module, Value class_name) { return find_class(thread, self, module, class_name); }
int64_t unpickler_sizeof(Thread&, UnpicklerObject* self) {
  return int64_t(sizeof(UnpicklerObject)) + (self->memo ? self->memo->length() * 8 : 0);
}

Value get_persistent_load(Thread& thread, Value self) {
  if (from(self)->persistent_load.is_unbound()) return raise(thread, TypeId::AttributeError, "persistent_load");
  return from(self)->persistent_load;
}
Status set_persistent_load(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "attribute deletion is not supported");
  if (!is_callable(value)) return raise(thread, TypeId::TypeError, "persistent_load must be a callable taking one argument");
  from(self)->persistent_load = value;
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}

struct MemoProxy : HeapObject {
  UnpicklerObject* unpickler;
};
void trace_proxy(HeapObject* object, Tracer& tracer) {
  tracer.visit(static_cast<MemoProxy*>(object)->unpickler);
  trace_attributes(object, tracer);
}
const Layout kProxyLayout = {.name = "unpickler memo", .size = size_from_shape, .trace = trace_proxy};
Type* g_proxy = nullptr;

Value memo_as_dict(Thread& thread, UnpicklerObject* self) {
  Dict* dict = new_dict(thread.heap());
  for (int64_t i = 0; self->memo && i < self->memo->length(); i++) {
    if (!self->memo->at(i).is_unbound()) TRY(dict_set(thread, dict, Value::integer(i), self->memo->at(i)));
  }
  return Value(dict);
}
UnpicklerObject* proxied(Value self) { return self.as<MemoProxy>()->unpickler; }
Status proxy_clear(Thread& thread, Value self) {
  proxied(self)->memo = new_list(thread.heap());
  thread.heap().write_barrier(proxied(self));
  return ok_status();
}
Value proxy_copy(Thread& thread, Value self) { return memo_as_dict(thread, proxied(self)); }
Value proxy_reduce(Thread& thread, Value self) {
  const Value contents = TRY(memo_as_dict(thread, proxied(self)));
  return Value(tuple_of(thread.heap(), Value(builtin_type(TypeId::Dict)), Value(tuple_of(thread.heap(), contents))));
}
const Method kProxyMethods[] = {
    {"clear(self, /)", proxy_clear, "Forget all objects."},
    {"copy(self, /)", proxy_copy, "The memo as a dict: number to object."},
    {"__reduce__(self, /)", proxy_reduce, ""},
};
const TypeSpec kProxySpec = {.name = "_pickle.UnpicklerMemoProxy",
                             .layout = &kProxyLayout,
                             .kind = kind(PythonKind::Other),
                             .native_size = sizeof(MemoProxy),
                             .flags = kTypeNoInstantiation,
                             .methods = kProxyMethods};

Value get_memo(Thread& thread, Value self) {
  auto* proxy = static_cast<MemoProxy*>(allocate_instance(thread.heap(), g_proxy));
  proxy->unpickler = from(self);
  thread.heap().write_barrier(proxy);
  return Value(proxy);
}
Status set_memo(Thread& thread, Value self, Value value) {
  Heap& heap = thread.heap();
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "attribute deletion is not supported");
  if (value.is_object() && type_of(value) == g_proxy) value = TRY(memo_as_dict(thread, proxied(value)));
  if (!is_kind(value, Kind::Dict)) {
    return raise(thread, TypeId::TypeError, "'memo' attribute must be an UnpicklerMemoProxy object or dict, not %T", value);
  }
  List* memo = new_list(heap);
  Value key, object;
  for (uint32_t i = 0; dict_next(value.as<Dict>(), i, key, object);) {
    if (!is_int_like(key)) return raise(thread, TypeId::TypeError, "memo key must be integers");
    const int64_t number = TRY(to_int64(thread, key));
    if (number < 0) return raise(thread, TypeId::ValueError, "memo key must be positive integers.");
    while (memo->length() <= number) {
      if (!memo->append(heap, Value::unbound())) return raise_memory_error(thread);
    }
    memo->set(heap, number, object);
  }
  from(self)->memo = memo;
  heap.write_barrier(self.as_object());
  return ok_status();
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", unpickler_new, ""},
    {"__init__(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", unpickler_init, ""},
    {"load(self, /)", unpickler_load, "Read one object from the file."},
    {"find_class(self, module_name, global_name, /)", unpickler_find_class, "The object that a pickle names; override it to forbid some."},
    {"__sizeof__(self, /)", unpickler_sizeof, ""},
};
const Getter kGetters[] = {
    {"memo", get_memo, set_memo, nullptr},
    {"persistent_load", get_persistent_load, set_persistent_load, nullptr},
};
const TypeSpec kSpec = {.name = "_pickle.Unpickler",
                        .doc = "Reads objects from a binary file, in the format of the module pickle.",
                        .layout = &kLayout,
                        .kind = kind(PythonKind::Other),
                        .native_size = sizeof(UnpicklerObject),
                        .flags = kTypeSubclassable,
                        .methods = kMethods,
                        .getters = kGetters};

}  // namespace

Status unpickler_init(Thread& thread, UnpicklerObject* self, Value file, bool fix_imports, String* encoding, String* errors, Value buffers) {
  Heap& heap = thread.heap();
  self->ready = false;
  self->memo = new_list(heap);
  self->encoding = encoding;
  self->errors = errors;
  self->fix_imports = fix_imports;
  self->protocol = 0;
  self->buffers = Value::unbound();
  heap.write_barrier(self);
  if (!file.is_unbound()) {
    const Value peek = TRY(get_attribute_or_unbound(thread, file, intern(heap, "peek")));
    const Value read = TRY(get_attribute_or_unbound(thread, file, intern(heap, "read")));
    const Value read_line = TRY(get_attribute_or_unbound(thread, file, intern(heap, "readline")));
    if (read.is_unbound() || read_line.is_unbound()) return raise(thread, TypeId::TypeError, "file must have 'read' and 'readline' attributes");
    self->peek = peek;
    self->read = read;
    self->read_line = read_line;
    heap.write_barrier(self);
  }
  const bool none = buffers.is_none() || (is_exact_tuple(buffers) && buffers.as<Tuple>()->length() == 0);
  if (!none) {
    self->buffers = TRY(get_iterator(thread, buffers));
    heap.write_barrier(self);
  }
  self->ready = true;
  return ok_status();
}

void define_unpickler(Thread& thread) {
  g_proxy = define_type(thread, kProxySpec);
  g_unpickler = define_type(thread, kSpec);
}

}  // namespace taipan::python::pickle
