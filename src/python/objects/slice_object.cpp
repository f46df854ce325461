// python/objects/slice_object.cpp -- the type `slice`. https://docs.python.org/3.11/library/functions.html#slice
//
// Room       python/objects. What a slice means for a sequence of ordinary length is slice_range() of abstract.h.
// Tests      tests/python/objects/slices_*.py; CPython's test_slice
#include "python/objects/slice.h"

namespace taipan::python {

namespace {

void trace_slice(HeapObject* object, Tracer& tracer) {
  auto* slice = static_cast<SliceObject*>(object);
  for (Value v : {slice->start, slice->stop, slice->step}) tracer.visit_value(v.bits());
}
const Layout kSliceLayout = {.name = "slice", .fixed_size = sizeof(SliceObject), .trace = &trace_slice};

Value slice_new(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "slice() takes no keyword arguments");
  const Value* v = call.values + 1;
  switch (call.count - 1) {
    case 0: return raise(thread, TypeId::TypeError, "slice expected at least 1 argument, got 0");
    case 1: return new_slice(thread.heap(), Value::none(), v[0], Value::none());
    case 2: return new_slice(thread.heap(), v[0], v[1], Value::none());
    case 3: return new_slice(thread.heap(), v[0], v[1], v[2]);
    default: return raise(thread, TypeId::TypeError, "slice expected at most 3 arguments, got %ld", call.count - 1);
  }
}

Value slice_repr(Thread& thread, SliceObject* self) {
  return Value(format_string(thread, "slice(%R, %R, %R)", self->start, self->stop, self->step));
}

Value parts(Heap& heap, Value slice) {
  auto* s = slice.as<SliceObject>();
  return Value(tuple_of(heap, s->start, s->stop, s->step));
}

template <Compare op>
Value slice_compare(Thread& thread, SliceObject* self, Value other) {
  if (!is_exact(other, TypeId::Slice)) return Value::not_implemented();
  if (Value(self) == other) {
    return Value::boolean(op == Compare::Equal || op == Compare::LessEqual || op == Compare::GreaterEqual);
  }
  const Value left = parts(thread.heap(), Value(self)), right = parts(thread.heap(), other);
  return compare(thread, left, right, op);
}

Value slice_indices(Thread& thread, SliceObject* self, Value length) {
  const Value n = TRY(to_index(thread, length));
  if (integer_sign(n) < 0) return raise(thread, TypeId::ValueError, "length should not be negative");
  const WideSliceRange range = TRY(wide_slice_range(thread, self, n));
  return Value(tuple_of(thread.heap(), range.start, range.stop, range.step));
}

Value slice_reduce(Thread& thread, SliceObject* self) {
  Heap& heap = thread.heap();
  return Value(tuple_of(heap, Value(builtin_type(TypeId::Slice)), parts(heap, Value(self))));
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", slice_new, "Create and return a new object."},
    {"__repr__(self, /)", slice_repr, "Return repr(self)."},
    {"__lt__(self, value, /)", slice_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", slice_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", slice_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", slice_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", slice_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", slice_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"indices(self, object, /)", slice_indices, "The (start, stop, stride) that this slice means for a sequence of that length."},
    {"__reduce__(self, /)", slice_reduce, "Return state information for pickling."},
};
const Member kMembers[] = {
    {"start", MemberType::Object, offsetof(SliceObject, start), true, nullptr},
    {"stop", MemberType::Object, offsetof(SliceObject, stop), true, nullptr},
    {"step", MemberType::Object, offsetof(SliceObject, step), true, nullptr},
};

// An index of a slice: None gives unbound.
Value bound_of(Thread& thread, Value v) {
  if (v.is_none()) return Value::unbound();
  if (!is_index(v)) return raise(thread, TypeId::TypeError, "slice indices must be integers or None or have an __index__ method");
  return to_index(thread, v);
}

}  // namespace

Value new_slice(Heap& heap, Value start, Value stop, Value step) {
  auto* slice = heap.allocate_as<SliceObject>(exact_shape(TypeId::Slice));
  slice->start = start;
  slice->stop = stop;
  slice->step = step;
  return Value(slice);
}

Result<WideSliceRange> wide_slice_range(Thread& thread, SliceObject* slice, Value length) {
  Heap& heap = thread.heap();
  const Value zero = Value::integer(0);
  Value step = TRY(bound_of(thread, slice->step));
  if (step.is_unbound()) step = Value::integer(1);
  const int direction = integer_sign(step);
  if (direction == 0) return raise(thread, TypeId::ValueError, "slice step cannot be zero");
  const Value lower = direction < 0 ? Value::integer(-1) : zero;
  const Value upper = direction < 0 ? TRY(integer_or_raise(thread, integer_subtract(heap, length, Value::integer(1)))) : length;
  auto clamp = [&](Value v) -> Value {
    if (integer_sign(v) < 0) {
      v = TRY(integer_or_raise(thread, integer_add(heap, v, length)));
      return integer_compare(v, lower) < 0 ? lower : v;
    }
    return integer_compare(v, upper) > 0 ? upper : v;
  };
  Value start = TRY(bound_of(thread, slice->start));
  start = start.is_unbound() ? (direction < 0 ? upper : lower) : TRY(clamp(start));
  Value stop = TRY(bound_of(thread, slice->stop));
  stop = stop.is_unbound() ? (direction < 0 ? lower : upper) : TRY(clamp(stop));
  return WideSliceRange{start, stop, step};
}

extern const TypeSpec kSliceSpec = {.name = "slice",
                                    .doc = "slice(stop)\nslice(start, stop[, step])\n\nA slice object, as extended slicing uses it.",
                                    .layout = &kSliceLayout,
                                    .kind = kind(PythonKind::Slice),
                                    .native_size = sizeof(SliceObject),
                                    .methods = kMethods,
                                    .members = kMembers};

}  // namespace taipan::python
