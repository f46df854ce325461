// python/modules/pickle/pickle_buffer.cpp -- pickle.PickleBuffer: marks a buffer that may be pickled out of band. PEP 574.
//
// Room       python/modules/pickle.
#include "python/modules/pickle/pickle_private.h"
#include "python/objects/buffer.h"
#include "python/objects/class_creation.h"
#include "python/objects/memoryview.h"
#include "vm/layouts.h"

namespace taipan::python::pickle {

namespace {

struct PickleBuffer : HeapObject {
  Value view;  // a memoryview of the object; unbound when released
};
PickleBuffer* from(Value v) { return v.as<PickleBuffer>(); }
Type* g_buffer = nullptr;

void trace_buffer(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<PickleBuffer*>(object)->view.bits());
  trace_attributes(object, tracer);
}
const Layout kLayout = {.name = "pickle buffer", .size = size_from_shape, .trace = trace_buffer};

Raised released(Thread& thread) { return raise(thread, TypeId::ValueError, "operation forbidden on released PickleBuffer object"); }

Status get_view(Thread& thread, Value owner, BufferView* view, BufferAccess access) {
  const Value inner = from(owner)->view;
  if (inner.is_unbound()) return released(thread);
  return get_full_buffer(thread, inner, view, access);
}
Value source_of(Value owner) {
  const Value inner = from(owner)->view;
  return inner.is_unbound() ? owner : buffer_source(inner.as<MemoryView>()->managed->owner);
}
const BufferExporter kExporter = {.get = get_view, .source = source_of};

Value buffer_new(Thread& thread, Value cls, Value object) {
  const Value view = TRY(call_with(thread, Value(builtin_type(TypeId::MemoryView)), object));
  auto* self = new_instance<PickleBuffer>(thread, cls);
  self->view = view;
  thread.heap().write_barrier(self);
  return Value(self);
}
Value buffer_raw(Thread& thread, Value self) {
  const Value view = from(self)->view;
  if (view.is_unbound()) return released(thread);
  Heap& heap = thread.heap();
  if (!TRY(is_true(thread, TRY(get_attribute(thread, view, intern(heap, "contiguous")))))) {
    return raise(thread, TypeId::BufferError, "cannot extract raw buffer from non-contiguous buffer");
  }
  const Value flat = TRY(call_with(thread, Value(builtin_type(TypeId::MemoryView)), view));
  if (TRY(is_true(thread, TRY(get_attribute(thread, flat, intern(heap, "c_contiguous")))))) {
    return call_method_with(thread, flat, intern(heap, "cast"), Value(intern(heap, "B")));
  }
  // In Fortran's order: the bytes as they lie.
  const Value transposed = TRY(call_method_with(thread, flat, intern(heap, "tobytes"), Value(intern(heap, "A"))));
  return call_with(thread, Value(builtin_type(TypeId::MemoryView)), transposed);
}
Status buffer_release(Thread& thread, Value self) {
  const Value view = from(self)->view;
  if (view.is_unbound()) return ok_status();
  from(self)->view = Value::unbound();
  TRY(call_method_with(thread, view, intern(thread.heap(), "release")));
  return ok_status();
}

const Method kMethods[] = {
    {"__new__(cls, object, /)", buffer_new, ""},
    {"raw(self, /)", buffer_raw, "A memoryview of the bytes, in one dimension."},
    {"release(self, /)", buffer_release, "Let the underlying buffer go."},
};
const TypeSpec kSpec = {.name = "pickle.PickleBuffer",
                        .signature = "",
                        .doc = "A buffer that may be pickled out of band.",
                        .layout = &kLayout,
                        .kind = kind(PythonKind::Other),
                        .native_size = sizeof(PickleBuffer),
                        .flags = kTypeSubclassable | kTypeWeakrefable,
                        .methods = kMethods,
                        .buffer = &kExporter};

}  // namespace

bool is_pickle_buffer(Value v) { return v.is_object() && type_of(v) == g_buffer; }

void define_pickle_buffer(Thread& thread, Module* module) {
  g_buffer = define_type(thread, kSpec);
  (void)module_add(thread, module, "PickleBuffer", Value(g_buffer));
}

}  // namespace taipan::python::pickle
