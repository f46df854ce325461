// vm/attributes.cpp -- the attributes an object has of its own: reading, adding, deleting, and moving them to a dict.
//
// Room       vm. Shapes themselves are made in shape.cpp.
// In / out   Objects and interned names. Runs no code of the language.
// Tests      tests/unit/vm/attributes_test.cpp
//
// Everything that may collect (a child shape, a longer overflow array, the dict) is allocated before the first word of
// the object is changed; then the object is stored to in one go, shape last, and its barrier called.
#include "gc/heap.h"
#include "vm/containers.h"
#include "vm/dict.h"
#include "vm/shape.h"
#include "vm/string.h"

namespace taipan {

namespace {

Value& overflow_word(HeapObject* object, const Shape* shape) {
  return slot_base(object, shape)[-1];
}

ValueArray* overflow_array(HeapObject* object, const Shape* shape) {
  const Value word = overflow_word(object, shape);
  return word.is_unbound() ? nullptr : word.as<ValueArray>();
}

Dict* attribute_dict(HeapObject* object, const Shape* shape) {
  VM_ASSERT(shape->is_dict_mode(), "the overflow word holds a dict");
  return overflow_word(object, shape).as<Dict>();
}

// Where slot `slot` of the object is now.
Value* slot_address(HeapObject* object, const Shape* shape, uint32_t slot) {
  Value* base = slot_base(object, shape);
  if (slot < shape->inline_capacity) return base + slot;
  ValueArray* overflow = base[-1].as<ValueArray>();
  VM_ASSERT(slot - shape->inline_capacity < uint32_t(overflow->capacity), "slot inside the overflow array");
  return overflow->items + (slot - shape->inline_capacity);
}

// Calls both barriers that a store to any slot of the object may need.
void attributes_changed(Heap& heap, HeapObject* object, const Shape* shape) {
  heap.write_barrier(object);
  if (shape->is_dict_mode()) return;
  if (ValueArray* overflow = overflow_array(object, shape)) heap.write_barrier(overflow);
}

// The chain from the root to `shape`, without the root: chain[i] adds slot i.
void collect_chain(Shape* shape, Shape** chain) {
  for (Shape* s = shape; s->slot_count != 0; s = s->parent)
    chain[s->slot_count - 1] = s;
}

constexpr int64_t kFirstOverflow = 4;

}  // namespace

void trace_attributes(HeapObject* object, Tracer& tracer) {
  const Shape* shape = shape_of(object);
  if (shape->member_words != 0) {
    const size_t end = shape->has_attributes() ? shape->first_slot_offset - sizeof(Value) : shape->instance_size;
    const Value* members = shape->flags & Shape::kVariableSize
                               ? member_from_end(object, shape, shape->member_words)
                               : reinterpret_cast<const Value*>(reinterpret_cast<const char*>(object) + end) - shape->member_words;
    tracer.visit_values(reinterpret_cast<const uint64_t*>(members), shape->member_words);
  }
  if (!shape->has_attributes()) return;
  const Value* overflow = slot_base(object, shape) - 1;
  tracer.visit_values(reinterpret_cast<const uint64_t*>(overflow), size_t{1} + shape->inline_capacity);
}

Value load_slot(HeapObject* object, const Shape* shape, uint32_t slot) {
  VM_ASSERT(slot < shape->slot_count, "slot in use");
  return *slot_address(object, shape, slot);
}

void store_slot(Heap& heap, HeapObject* object, const Shape* shape, uint32_t slot, Value value) {
  VM_ASSERT(slot < shape->slot_count, "slot in use");
  Value* base = slot_base(object, shape);
  if (slot < shape->inline_capacity) {
    base[slot] = value;
    heap.write_barrier(object);
    return;
  }
  ValueArray* overflow = base[-1].as<ValueArray>();
  overflow->items[slot - shape->inline_capacity] = value;
  heap.write_barrier(overflow);
}

void add_slot(Heap& heap, HeapObject* object, const Shape* next, Value value) {
  VM_ASSERT(shape_of(object) == next->parent, "the object moves to a child of its shape");
  const uint32_t slot = next->slot_count - 1;
  if (slot < next->inline_capacity) {
    slot_base(object, next)[slot] = value;
  } else {
    const int64_t position = slot - next->inline_capacity;
    ValueArray* overflow = overflow_array(object, next);
    if (overflow == nullptr || position >= overflow->capacity) {
      const int64_t capacity = overflow == nullptr ? kFirstOverflow : overflow->capacity * 2;
      ValueArray* longer = new_value_array(heap, capacity);
      if (overflow != nullptr) memcpy(longer->items, overflow->items, size_t(overflow->capacity) * sizeof(Value));
      overflow = longer;
      slot_base(object, next)[-1] = Value(longer);
    }
    overflow->items[position] = value;
    heap.write_barrier(overflow);
  }
  object->shape_ref = shape_ref(next);
  heap.write_barrier(object);
}

Dict* to_dict_mode(Heap& heap, HeapObject* object) {
  Shape* shape = shape_of(object);
  if (shape->is_dict_mode()) return attribute_dict(object, shape);
  Shape* target = shape->dict_mode(heap);
  Dict* dict = new_dict(heap, shape->slot_count);
  Shape* chain[Shape::kMaxSlots];
  collect_chain(shape, chain);
  for (uint32_t i = 0; i < shape->slot_count; ++i) {
    const Value value = load_slot(object, shape, i);
    if (!value.is_unbound()) dict_set(heap, dict, chain[i]->name, value);
  }
  Value* base = slot_base(object, shape);
  base[-1] = Value(dict);
  for (uint32_t i = 0; i < shape->inline_capacity; ++i)
    base[i] = Value::unbound();
  object->shape_ref = shape_ref(target);
  heap.write_barrier(object);
  return dict;
}

Value get_own_attribute(HeapObject* object, String* name) {
  const Shape* shape = shape_of(object);
  if (shape->is_dict_mode()) return dict_get_interned(attribute_dict(object, shape), name);
  const int slot = shape->find(name);
  return slot < 0 ? Value::unbound() : load_slot(object, shape, uint32_t(slot));
}

void set_own_attribute(Heap& heap, HeapObject* object, String* name, Value value) {
  Shape* shape = shape_of(object);
  VM_ASSERT(shape->has_attributes(), "instances of this class have no attributes");
  if (!shape->is_dict_mode()) {
    const int slot = shape->find(name);
    if (slot >= 0) return store_slot(heap, object, shape, uint32_t(slot), value);
    if (const Shape* next = shape->with_attribute(heap, name)) return add_slot(heap, object, next, value);
    to_dict_mode(heap, object);
    shape = shape_of(object);
  }
  dict_set(heap, attribute_dict(object, shape), name, value);
}

bool delete_own_attribute(Heap& heap, HeapObject* object, String* name) {
  Shape* shape = shape_of(object);
  if (shape->is_dict_mode()) return dict_delete(heap, attribute_dict(object, shape), name);
  const int found = shape->find(name);
  if (found < 0 || load_slot(object, shape, uint32_t(found)).is_unbound()) return false;
  const auto slot = uint32_t(found);

  // The same attributes without this one, in the same order.
  Shape* chain[Shape::kMaxSlots];
  collect_chain(shape, chain);
  Shape* target = chain[slot]->parent;
  for (uint32_t i = slot + 1; i < shape->slot_count && target != nullptr; ++i) {
    target = target->with_attribute(heap, chain[i]->name);
  }
  if (target == nullptr) return dict_delete(heap, to_dict_mode(heap, object), name);
  for (uint32_t i = slot + 1; i < shape->slot_count; ++i) {
    *slot_address(object, shape, i - 1) = *slot_address(object, shape, i);
  }
  *slot_address(object, shape, shape->slot_count - 1) = Value::unbound();
  object->shape_ref = shape_ref(target);
  attributes_changed(heap, object, target);
  return true;
}

void for_each_own_attribute(HeapObject* object, FunctionRef<bool(String* name, Value value)> visit) {
  Shape* shape = shape_of(object);
  if (!shape->has_attributes()) return;
  if (shape->is_dict_mode()) {
    Dict* dict = attribute_dict(object, shape);
    Value key, value;
    for (uint32_t i = 0; dict_next(dict, i, key, value);) {
      if (is_kind(key, Kind::String) && !visit(key.as<String>(), value)) return;
    }
    return;
  }
  Shape* chain[Shape::kMaxSlots];
  collect_chain(shape, chain);
  for (uint32_t i = 0; i < shape->slot_count; ++i) {
    const Value value = load_slot(object, shape, i);
    if (!value.is_unbound() && !visit(chain[i]->name, value)) return;
  }
}

size_t own_attribute_count(HeapObject* object) {
  const Shape* shape = shape_of(object);
  if (!shape->has_attributes()) return 0;
  if (shape->is_dict_mode()) return size_t(attribute_dict(object, shape)->count);
  size_t count = 0;
  for (uint32_t i = 0; i < shape->slot_count; ++i)
    count += !load_slot(object, shape, i).is_unbound();
  return count;
}

}  // namespace taipan
