// python/interpreter/ops_containers.h -- staged displays, unpacking and iteration.
#pragma once

#include "python/interpreter/ops_common.h"
#include "python/interpreter/slow_paths.h"

namespace taipan::python {

#define BUILD_ROW(N, function)                                                                         \
  STAGED Step op_##N(S& s, const Instruction& in) {                                                    \
    return finish(s, in.a, s.template call<&function, kAnyEffect>(s.regs + in.b, int(in.c)));          \
  }
BUILD_ROW(BuildTuple, build_tuple)
BUILD_ROW(BuildList, build_list)
BUILD_ROW(BuildSet, build_set)
BUILD_ROW(BuildMap, build_map)
BUILD_ROW(BuildString, build_string)
BUILD_ROW(FormatValue, format_value)
#undef BUILD_ROW

#define UPDATE_ROW(N, function)                                                                        \
  STAGED Step op_##N(S& s, const Instruction& in) {                                                    \
    return s.template call<&function, kAnyEffect>(s.get(in.a), s.get(in.b)) ? s.next() : Step::Raise;  \
  }
UPDATE_ROW(ListAppend, list_append_value)
UPDATE_ROW(ListExtend, list_extend_unpack)
UPDATE_ROW(SetAdd, set_add_value)
UPDATE_ROW(SetUpdate, set_update_value)
UPDATE_ROW(DictUpdate, dict_update_display)
#undef UPDATE_ROW

STAGED Step op_DictSet(S& s, const Instruction& in) {
  return s.template call<&dict_set_value, kAnyEffect>(s.get(in.a), s.get(in.b), s.get(in.c)) ? s.next() : Step::Raise;
}
STAGED Step op_DictMerge(S& s, const Instruction& in) {
  return s.template call<&dict_merge_call, kAnyEffect>(s.get(in.a), s.get(in.b), s.get(in.c)) ? s.next() : Step::Raise;
}
STAGED Step op_ListToTuple(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&list_to_tuple, kAllocates>(s.get(in.b)));
}

STAGED Step op_GetIterator(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&get_iterator_slow, kAnyEffect>(s.get(in.b)));
}

STAGED Step op_ForIterator(S& s, const Instruction& in) {
  auto iterator = s.get(in.b);
  auto ref = s.as_ref(iterator);
  const Shape* shape = s.shape_of(ref);
  if (shape->kind == kind(PythonKind::RangeIterator)) {
    auto next = s.template load_int<RangeIterator>(ref, &RangeIterator::next);
    if (s.test(s.equal(next, s.template load_int<RangeIterator>(ref, &RangeIterator::stop)))) return s.jump(in.c_signed());
    auto after = s.add(next, s.template load_int<RangeIterator>(ref, &RangeIterator::step));
    s.template store_int<RangeIterator>(ref, &RangeIterator::next, after.value);
    return s.result(in.a, s.box(next));
  }
  if (shape_ref(shape) == exact_builtin_shape_ref(TypeId::ListIterator)) {
    auto sequence = s.load_slot(ref, offsetof(SequenceIteratorObject, sequence));
    if (!s.is_unbound(sequence)) {
      auto list = s.as_ref(sequence);
      auto index = s.template load_int<SequenceIteratorObject>(ref, &SequenceIteratorObject::index);
      if (s.test(s.in_range(index, s.template load_int<List>(list, &List::length_)))) {
        auto value = s.load_element(s.load_list_storage(list), offsetof(ValueArray, items), index);
        s.template store_int<SequenceIteratorObject>(ref, &SequenceIteratorObject::index, s.add(index, s.constant_int(1)).value);
        return s.result(in.a, value);
      }
    }
  }
  if (shape->kind == kind(PythonKind::Generator)) return s.template transfer<&for_generator>(&in);
  auto value = s.template call<&for_next_slow, kAnyEffect>(iterator);
  if (!s.is_plain_result(value)) return s.unusual_result(in.a, value);
  return s.result_or_jump(in.a, value, in.c_signed());
}

STAGED Step op_UnpackSequence(S& s, const Instruction& in) {
  auto source = s.get(in.b);
  if (s.is_object(source)) [[likely]] {
    auto ref = s.as_ref(source);
    if (shape_ref(s.shape_of(ref)) == exact_shape_ref(WellKnownShape::Tuple) &&
        s.test(s.equal(s.template load_int<Tuple>(ref, &Tuple::length_), s.constant_int(in.c)))) {
      for (int i = 0; i < in.c; i++) {
        s.set(uint16_t(in.a + i), s.load_slot(ref, uint32_t(offsetof(Tuple, items_) + size_t(i) * 8)));
      }
      return s.next();
    }
  }
  return s.template call<&unpack_sequence, kAnyEffect>(s.regs + in.a, source, int(in.c)) ? s.next() : Step::Raise;
}
STAGED Step op_UnpackStar(S& s, const Instruction& in) {
  return s.template call<&unpack_star, kAnyEffect>(s.regs + in.a, s.get(in.b), int(in.c)) ? s.next() : Step::Raise;
}

}  // namespace taipan::python
