// python/objects/int_private.h -- what the files of the type `int` share, and the rows behind its method table.
//
// Room       python/objects; included only by int_*.cpp, bool_type.cpp and float_*.cpp.
// Tests      tests/python/objects/numbers/, CPython's test_int, test_long
//
//   int_type        table, __new__, operators, comparison      int_text    reading, repr, __format__
//   int_arithmetic  int_binary                                 int_bytes   to_bytes, from_bytes
//
// Values called `self` are ints, bools, or instances of subclasses of int; results are exact ints.
#pragma once

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "vm/integer.h"

namespace taipan::python {

// ---- int_arithmetic.cpp
Value int_binary(Thread& thread, Value a, Value b, BinaryOp op);
Value int_power_modulo(Thread& thread, Value base, Value exponent, Value modulus);
// Turns a failed result into the exception.
Value int_result(Thread& thread, const IntegerResult& result);

// ---- int_text.cpp
String* int_repr(Thread& thread, Value integer);
// int(text, base) of a str, bytes, bytearray or other buffer.
Value int_from_text(Thread& thread, Value text, int base);
String* int_format(Thread& thread, Value self, String* spec);

// ---- int_bytes.cpp
Bytes* int_to_bytes(Thread& thread, Value self, int64_t length, String* order, bool is_signed);
Value int_from_bytes(Thread& thread, Value cls, Value bytes, String* order, bool is_signed);

// ---- int_type.cpp
// An instance of a class derived from int, with the value of `integer`.
Value int_instance(Thread& thread, Type* cls, Value integer);

}  // namespace taipan::python
