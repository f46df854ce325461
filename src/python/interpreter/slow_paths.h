// python/interpreter/slow_paths.h -- the parts of instructions that are plain C++ functions. Results as the header of
// each group says; `bool` false and Value::raised() mean that the thread has an exception. Those that return Value may
// also return Value::pending(): the interpreter is to make a call.
#pragma once

#include "python/interpreter/interpreter.h"

namespace taipan::python {

// slow_arithmetic.cpp
template <BinaryOp op, bool inplace_form>
Value binary_slow(Thread& thread, Value a, Value b);
template <Compare op>
Value compare_slow(Thread& thread, Value a, Value b);
template <Compare op>
Value compare_for_jump(Thread& thread, Value a, Value b);  // a bool
Value negative_slow(Thread& thread, Value a);
Value positive_slow(Thread& thread, Value a);
Value invert_slow(Thread& thread, Value a);
Value not_slow(Thread& thread, Value a);
Value truth_slow(Thread& thread, Value a);
Value truth_for_jump(Thread& thread, Value a);
Value contains_slow(Thread& thread, Value container, Value value);
Value not_contains_slow(Thread& thread, Value container, Value value);

// slow_variables.cpp
bool handle_breaker_at_safepoint(Thread& thread);
Raised raise_unbound_local(Thread& thread, int variable);
Value make_cell(Thread& thread, Value content);
Value load_class_cell(Thread& thread, Value cell, int variable);
Value load_global_slow(Thread& thread, InlineCache* cache);
bool store_global_slow(Thread& thread, InlineCache* cache, Value value);
bool delete_global(Thread& thread, InlineCache* cache);
Value load_name_slow(Thread& thread, InlineCache* cache);
bool store_name_slow(Thread& thread, InlineCache* cache, Value value);
bool delete_name(Thread& thread, InlineCache* cache);
Value load_locals(Thread& thread);
Value load_build_class(Thread& thread);
Value import_name(Thread& thread, Value* level_and_list, InlineCache* cache);
Value import_from(Thread& thread, Value module, InlineCache* cache);
// keys_version of an exact dict; for anything else a version that no cache has.
inline uint64_t keys_version_of(Value space) {
  return is_exact_dict(space) ? space.as<Dict>()->keys_version : ~uint64_t{0};
}

// slow_attributes.cpp
Value bind_method(Thread& thread, Value function, Value self);
Value load_attribute_slow(Thread& thread, Value object, InlineCache* cache);
Value store_attribute_slow(Thread& thread, Value object, Value value, InlineCache* cache);
Value delete_attribute(Thread& thread, Value object, InlineCache* cache);
bool load_method_slow(Thread& thread, Value* window, Value object, InlineCache* cache);
bool load_special_method(Thread& thread, Value* window, Value object, int special);
bool load_super_method(Thread& thread, Value* window, Value* operands, InlineCache* cache);
Value load_super_attribute(Thread& thread, Value* operands, InlineCache* cache);
Value dict_subscript(Thread& thread, Value dict, Value key);
Value get_item_slow(Thread& thread, Value object, Value key);
Value set_item_slow(Thread& thread, Value object, Value key, Value value);
Value delete_item_slow(Thread& thread, Value object, Value key);
Value build_slice(Thread& thread, Value* parts, int count);

// calls.cpp, generators.cpp
Value call_native_from_window(Thread& thread, Value callee, Value* arguments, int count);
Value call_from_window(Thread& thread, Value function, Value* arguments, int count);  // a Python function, by C++ recursion
Value call_any_from_window(Thread& thread, Value callee, Value* arguments, int count);  // likewise, anything
Step send_value(Thread& thread, const Instruction* in);
Step for_generator(Thread& thread, const Instruction* in);
Value get_yield_from_iterator(Thread& thread, Value iterable);
Value get_awaitable(Thread& thread, Value object, int where);
Value get_async_iterator(Thread& thread, Value object);
Value get_async_next(Thread& thread, Value iterator);
Value async_yield_wrap(Thread& thread, Value value);
Value make_function(Thread& thread, Value code, Value* parts);

// slow_containers.cpp
Value build_tuple(Thread& thread, Value* first, int count);
Value build_list(Thread& thread, Value* first, int count);
Value build_set(Thread& thread, Value* first, int count);
Value build_map(Thread& thread, Value* first, int count);
Value build_string(Thread& thread, Value* first, int count);
Value format_value(Thread& thread, Value* first, int how);
bool list_append_value(Thread& thread, Value list, Value value);
bool list_extend_unpack(Thread& thread, Value list, Value iterable);
bool set_add_value(Thread& thread, Value set, Value value);
bool set_update_value(Thread& thread, Value set, Value iterable);
bool dict_update_display(Thread& thread, Value dict, Value mapping);
bool dict_set_value(Thread& thread, Value dict, Value key, Value value);
bool dict_merge_call(Thread& thread, Value dict, Value mapping, Value callee);
Value list_to_tuple(Thread& thread, Value list);
Value get_iterator_slow(Thread& thread, Value iterable);
Value for_next_slow(Thread& thread, Value iterator);  // unbound: exhausted
// The iterable of a call with a single `*` as a tuple.
Tuple* star_arguments(Thread& thread, Value callee, Value iterable);
bool unpack_sequence(Thread& thread, Value* registers, Value source, int count);
bool unpack_star(Thread& thread, Value* registers, Value source, int counts);

// slow_exceptions.cpp
Raised raise_statement(Thread& thread, Value exception, Value cause);
Raised reraise(Thread& thread, Value exception);
Value push_handled(Thread& thread, Value exception);
Unit pop_handled(Thread& thread, Value exception);
Value match_exception(Thread& thread, Value exception, Value classes);
Value run_intrinsic(Thread& thread, int intrinsic, Value* arguments);

}  // namespace taipan::python
