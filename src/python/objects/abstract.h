// python/objects/abstract.h -- the abstract operations on values, named as CPython's documentation names them
// (https://docs.python.org/3.11/c-api/abstract.html). All may run Python code and raise unless they take only a Heap&.
//
// The interpreter has staged fast paths of its own for the hot ones; these are the complete definitions.
#pragma once

#include "python/objects/native.h"

namespace taipan::python {

// ---- calls (call.cpp; enter the interpreter when the callee is a Python function)
Value call(Thread& thread, Value callable, std::span<const Value> arguments);
Value call_with_names(Thread& thread, Value callable, const Value* values, int64_t count, Tuple* names);
Value call_unpacked(Thread& thread, Value callable, Tuple* arguments, Dict* keywords);  // keywords may be null
template <class... V>
Value call_with(Thread& thread, Value callable, V... arguments) {
  const Value array[] = {Value(arguments)..., Value()};
  return call(thread, callable, {array, sizeof...(arguments)});
}
Value call_method(Thread& thread, Value object, String* name, std::span<const Value> arguments);
template <class... V>
Value call_method_with(Thread& thread, Value object, String* name, V... arguments) {
  const Value array[] = {Value(arguments)..., Value()};
  return call_method(thread, object, name, {array, sizeof...(arguments)});
}
// type(self).special(self, arguments...): raises TypeError through `lookup` failing is the caller's business: unbound means absent.
Value call_special(Thread& thread, Value self, Special special, std::span<const Value> arguments);
bool is_callable(Value value);

// ---- attributes (attributes.cpp)
Value get_attribute(Thread& thread, Value object, String* name);
Value get_attribute_or_unbound(Thread& thread, Value object, String* name);  // unbound instead of AttributeError
Status set_attribute(Thread& thread, Value object, String* name, Value value);  // value unbound: delete
Result<bool> has_attribute(Thread& thread, Value object, String* name);
Value generic_get_attribute(Thread& thread, Value object, String* name);  // object.__getattribute__
Status generic_set_attribute(Thread& thread, Value object, String* name, Value value);
Value type_get_attribute(Thread& thread, Type* type, String* name);       // type.__getattribute__
Value type_find_attribute(Thread& thread, Type* type, String* name);      // the same, unbound if absent
Value member_get(Thread& thread, struct MemberObject* member, Value object);
Status member_set(Thread& thread, struct MemberObject* member, Value object, Value value);
Value getset_get(Thread& thread, struct GetSetObject* getset, Value object);
Status getset_set(Thread& thread, struct GetSetObject* getset, Value object, Value value);
// Applies the descriptor protocol: type(descriptor).__get__(descriptor, object, owner), or the value itself.
Value bind_descriptor(Thread& thread, Value descriptor, Value object, Type* owner);
Value module_get_attribute(Thread& thread, Value module, String* name);
Status module_set_attribute(Thread& thread, Value module, String* name, Value value);  // unbound: delete
Dict* instance_dict(Thread& thread, Value object);  // its __dict__ (goes to dict mode); null without an exception: it has none
Status set_instance_dict(Thread& thread, Value object, Dict* dict);  // object.__dict__ = dict

// ---- truth, identity, comparison, hash (compare.cpp)
Result<bool> is_true(Thread& thread, Value value);
enum class Compare : uint8_t { Less, LessEqual, Equal, NotEqual, Greater, GreaterEqual };
Value compare(Thread& thread, Value a, Value b, Compare op);           // any result
Result<bool> compare_bool(Thread& thread, Value a, Value b, Compare op);  // identity implies equality
Result<bool> equal(Thread& thread, Value a, Value b);                  // identity or ==
Result<uint64_t> hash(Thread& thread, Value value);                    // the 64 bits of the signed Python hash
uint64_t identity(Value value);                                        // id()
bool is_same(Value a, Value b);                                        // `is`

// ---- numbers (numeric.cpp)
enum class BinaryOp : uint8_t { Add, Subtract, Multiply, TrueDivide, FloorDivide, Remainder, Power, LeftShift, RightShift, And, Or, Xor, MatrixMultiply, DivMod };
Value binary(Thread& thread, Value a, Value b, BinaryOp op);
Value inplace(Thread& thread, Value a, Value b, BinaryOp op);
Value power(Thread& thread, Value a, Value b, Value modulus);
Value negative(Thread& thread, Value a);
Value positive(Thread& thread, Value a);
Value invert(Thread& thread, Value a);
Value absolute(Thread& thread, Value a);
bool is_index(Value value);                              // has __index__
Value to_index(Thread& thread, Value value);             // an int, by __index__: "'X' object cannot be interpreted as an integer"
Result<int64_t> to_int64(Thread& thread, Value value, TypeId overflow = TypeId::OverflowError);  // __index__ then int64
Result<int64_t> to_index_clamped(Thread& thread, Value value);  // out of range values become INT64_MIN/MAX
Result<double> to_double(Thread& thread, Value value);
Value to_int(Thread& thread, Value value);               // int(value)
Value to_float(Thread& thread, Value value);             // float(value)
bool is_int_like(Value value);                           // int or a subclass (bool included)
// The integer inside an int, a bool or an instance of an int subclass, as an exact int.
Value int_value_of(Heap& heap, Value value);
bool is_float_like(Value value);
double float_value_of(Value value);

// ---- text (text.cpp)
String* repr(Thread& thread, Value value);
String* str(Thread& thread, Value value);
String* ascii(Thread& thread, Value value);
Value format(Thread& thread, Value value, String* spec);  // spec may be null
// Protects recursive reprs: true if `value` is already being represented; leave with repr_leave.
bool repr_enter(Thread& thread, Value value);
void repr_leave(Thread& thread, Value value);
String* as_string(Value value);                           // a str or subclass instance; null otherwise, nothing raised

// ---- iteration and containers (sequence.cpp)
Value get_iterator(Thread& thread, Value iterable);
Value iterator_next(Thread& thread, Value iterator);      // unbound: exhausted (StopIteration is cleared)
Result<int64_t> length(Thread& thread, Value value);
Result<int64_t> length_hint(Thread& thread, Value value, int64_t default_value);
Value get_item(Thread& thread, Value object, Value key);
Status set_item(Thread& thread, Value object, Value key, Value value);
Status delete_item(Thread& thread, Value object, Value key);
Result<bool> contains(Thread& thread, Value container, Value value);
List* list_from_iterable(Thread& thread, Value iterable);
Tuple* tuple_from_iterable(Thread& thread, Value iterable);
Status list_extend(Thread& thread, List* list, Value iterable);
Status dict_update(Thread& thread, Dict* dict, Value other);  // mapping or iterable of pairs
Value mapping_keys(Thread& thread, Value mapping, Value keys_method);  // an iterator over what mapping.keys() gives
// Calls visit(Value) -> bool (false stops; then the Status fails if an exception was raised, else ok) for each element. Fast for lists and tuples.
Status for_each(Thread& thread, Value iterable, FunctionRef<bool(Value)> visit);
// Values of list or tuple without copying; otherwise makes a list first.
Value fast_sequence(Thread& thread, Value iterable, const char* type_error_message);

// start, stop, step of a slice for a sequence of this length, adjusted as slice.indices does; `count` elements.
struct SliceRange {
  int64_t start, stop, step, count;
};
Result<SliceRange> slice_range(Thread& thread, Value slice, int64_t length);

Value new_generic_alias(Thread& thread, Value origin, Value arguments);  // origin[arguments]

Value new_union(Thread& thread, Value left, Value right);  // left | right of types: NotImplemented if one is none
Value new_mapping_proxy(Heap& heap, Value mapping);

// ---- classes
Result<bool> is_instance(Thread& thread, Value object, Value class_or_tuple);  // isinstance()
Result<bool> is_subclass(Thread& thread, Value cls, Value class_or_tuple);

// ---- buffers (buffer.h): bytes-like arguments
}  // namespace taipan::python
