// python/interpreter/ops_attributes.h -- staged attribute and item access.
//
// An inline cache remembers for one lookup version what the lookup found (attribute_cache.h). The version belongs to one
// shape in one state of its class, so a hit needs no further check.
#pragma once

#include "python/interpreter/attribute_cache.h"
#include "python/interpreter/ops_common.h"
#include "python/interpreter/slow_paths.h"

namespace taipan::python {

STAGED Step op_LoadAttribute(S& s, const Instruction& in) {
  auto object = s.get(in.b);
  InlineCache& cache = cache_of(s, in.c);
  if (s.is_object(object)) [[likely]] {
    auto ref = s.as_ref(object);
    const Shape* shape = s.shape_of(ref);
    if (cache.version == shape->lookup_version) [[likely]] {
      s.rely_on_lookup(shape);
      switch (AccessKind(cache.kind & 0xFF)) {
        case AccessKind::Slot: case AccessKind::Member: {
          auto value = s.load_slot(ref, uint32_t(cache.slot));
          if (!s.is_unbound(value)) [[likely]] return s.result(in.a, value);
          break;
        }
        case AccessKind::ClassValue: {
          auto value = s.load_location(reinterpret_cast<Value*>(cache.slot));
          if (!s.is_unbound(value)) [[likely]] return s.result(in.a, value);
          break;
        }
        case AccessKind::Constant: return s.result(in.a, s.constant(cache.value));
        case AccessKind::Method: return s.result(in.a, s.template call<&bind_method, kAllocates>(cache.value, object));
        default: break;
      }
    }
  }
  return finish(s, in.a, s.template call<&load_attribute_slow, kAnyEffect>(object, &cache));
}

STAGED Step op_StoreAttribute(S& s, const Instruction& in) {
  auto object = s.get(in.a);
  InlineCache& cache = cache_of(s, in.c);
  if (s.is_object(object)) [[likely]] {
    auto ref = s.as_ref(object);
    const Shape* shape = s.shape_of(ref);
    if (cache.version == shape->lookup_version) [[likely]] {
      s.rely_on_lookup(shape);
      if (cache.shape != nullptr) s.set_shape(ref, cache.shape);
      s.store_slot(ref, uint32_t(cache.slot), s.get(in.b));
      return s.next();
    }
  }
  auto done = s.template call<&store_attribute_slow, kAnyEffect>(object, s.get(in.b), &cache);
  if (!s.is_plain_result(done)) return s.unusual_result(in.a, done);
  return s.next();
}

STAGED Step op_DeleteAttribute(S& s, const Instruction& in) {
  auto done = s.template call<&delete_attribute, kAnyEffect>(s.get(in.a), &cache_of(s, in.wide));
  if (!s.is_plain_result(done)) return s.unusual_result(in.a, done);
  return s.next();
}

// The callee goes to a; the receiver to a+1, unbound when the callee was not found as a plain function of the class.
STAGED Step op_LoadMethod(S& s, const Instruction& in) {
  auto object = s.get(in.b);
  InlineCache& cache = cache_of(s, in.c);
  if (s.is_object(object)) [[likely]] {
    auto ref = s.as_ref(object);
    const Shape* shape = s.shape_of(ref);
    if (cache.version == shape->lookup_version) [[likely]] {
      s.rely_on_lookup(shape);
      switch (AccessKind(cache.kind & 0xFF)) {
        case AccessKind::Method:
          s.set(uint16_t(in.a + 1), object);
          return s.result(in.a, s.constant(cache.value));
        case AccessKind::Slot: {
          auto callee = s.load_slot(ref, uint32_t(cache.slot));
          if (s.is_unbound(callee)) [[unlikely]] break;
          s.set(uint16_t(in.a + 1), s.constant(Value::unbound()));
          return s.result(in.a, callee);
        }
        case AccessKind::Constant:
          s.set(uint16_t(in.a + 1), s.constant(Value::unbound()));
          return s.result(in.a, s.constant(cache.value));
        default: break;
      }
    }
  }
  return s.template call<&load_method_slow, kAnyEffect>(&s.regs[in.a], object, &cache) ? s.next() : Step::Raise;
}

STAGED Step op_LoadSpecialMethod(S& s, const Instruction& in) {
  return s.template call<&load_special_method, kAnyEffect>(&s.regs[in.a], s.get(in.b), int(in.c)) ? s.next() : Step::Raise;
}
STAGED Step op_LoadSuperMethod(S& s, const Instruction& in) {
  return s.template call<&load_super_method, kAnyEffect>(&s.regs[in.a], &s.regs[in.b], &cache_of(s, in.c)) ? s.next() : Step::Raise;
}
STAGED Step op_LoadSuperAttribute(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&load_super_attribute, kAnyEffect>(&s.regs[in.b], &cache_of(s, in.c)));
}

// ---- items

STAGED Step get_item_op(S& s, const Instruction& in, typename S::Any object, typename S::Any key) {
  if (s.is_object(object)) [[likely]] {
    auto ref = s.as_ref(object);
    const uint32_t shape = shape_ref(s.shape_of(ref));
    if (shape == exact_shape_ref(WellKnownShape::List) && s.is_int(key)) {
      auto index = s.as_int(key);
      auto length = s.template load_int<List>(ref, &List::length_);
      if (s.test(s.in_range(index, length))) {
        auto storage = s.box(s.load_list_storage(ref));
        return s.result(in.a, s.load_element(s.as_ref(storage), offsetof(ValueArray, items), index));
      }
    } else if (shape == exact_shape_ref(WellKnownShape::Tuple) && s.is_int(key)) {
      auto index = s.as_int(key);
      if (s.test(s.in_range(index, s.template load_int<Tuple>(ref, &Tuple::length_)))) {
        return s.result(in.a, s.load_element(ref, offsetof(Tuple, items_), index));
      }
    } else if (shape == exact_shape_ref(WellKnownShape::Dict)) {
      return finish(s, in.a, s.template call<&dict_subscript, kAnyEffect>(object, key));
    }
  }
  return finish(s, in.a, s.template call<&get_item_slow, kAnyEffect>(object, key));
}
STAGED Step op_GetItem(S& s, const Instruction& in) { return get_item_op(s, in, s.get(in.b), s.get(in.c)); }
STAGED Step op_GetItemInt(S& s, const Instruction& in) {
  return get_item_op(s, in, s.get(in.b), s.constant(Value::integer(in.c_signed())));
}
STAGED Step op_SetItem(S& s, const Instruction& in) {
  auto object = s.get(in.a), key = s.get(in.b);
  if (s.is_object(object)) [[likely]] {
    auto ref = s.as_ref(object);
    if (shape_ref(s.shape_of(ref)) == exact_shape_ref(WellKnownShape::List) && s.is_int(key)) {
      auto index = s.as_int(key);
      if (s.test(s.in_range(index, s.template load_int<List>(ref, &List::length_)))) {
        s.store_element(s.load_list_storage(ref), offsetof(ValueArray, items), index, s.get(in.c));
        return s.next();
      }
    }
  }
  auto done = s.template call<&set_item_slow, kAnyEffect>(object, key, s.get(in.c));
  if (!s.is_plain_result(done)) return s.unusual_result(in.a, done);
  return s.next();
}
STAGED Step op_DeleteItem(S& s, const Instruction& in) {
  auto done = s.template call<&delete_item_slow, kAnyEffect>(s.get(in.a), s.get(in.b));
  if (!s.is_plain_result(done)) return s.unusual_result(in.a, done);
  return s.next();
}
STAGED Step op_BuildSlice(S& s, const Instruction& in) {
  return s.result(in.a, s.template call<&build_slice, kAllocates>(&s.regs[in.b], int(in.c)));
}

}  // namespace taipan::python
