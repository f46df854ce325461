// python/objects/numeric.cpp -- operators and number conversions. Language reference, "Emulating numeric types".
#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

struct OperatorRow {
  Special forward, reflected, in_place;
  const char* symbol;
};
constexpr OperatorRow kOperators[] = {
    {Special::Add, Special::RAdd, Special::IAdd, "+"},
    {Special::Subtract, Special::RSubtract, Special::ISubtract, "-"},
    {Special::Multiply, Special::RMultiply, Special::IMultiply, "*"},
    {Special::TrueDivide, Special::RTrueDivide, Special::ITrueDivide, "/"},
    {Special::FloorDivide, Special::RFloorDivide, Special::IFloorDivide, "//"},
    {Special::Remainder, Special::RRemainder, Special::IRemainder, "%"},
    {Special::Power, Special::RPower, Special::IPower, "** or pow()"},
    {Special::LeftShift, Special::RLeftShift, Special::ILeftShift, "<<"},
    {Special::RightShift, Special::RRightShift, Special::IRightShift, ">>"},
    {Special::And, Special::RAnd, Special::IAnd, "&"},
    {Special::Or, Special::ROr, Special::IOr, "|"},
    {Special::Xor, Special::RXor, Special::IXor, "^"},
    {Special::MatrixMultiply, Special::RMatrixMultiply, Special::IMatrixMultiply, "@"},
    {Special::DivMod, Special::RDivMod, Special::DivMod, "divmod()"},
};
static_assert(sizeof kOperators / sizeof *kOperators == size_t(BinaryOp::DivMod) + 1);

const OperatorRow& row(BinaryOp op) { return kOperators[size_t(op)]; }

bool is_sequence_type(Type* type) {
  return type->root_shape->kind == Kind::List || type->root_shape->kind == Kind::Tuple || type->root_shape->kind == Kind::String ||
         type->root_shape->kind == Kind::Bytes || type->root_shape->kind == kind(PythonKind::MutableBytes);
}

// A built-in sequence times something that is no index: the operator words the failure, not the method.
bool is_vain_repetition(Type* type, Value method, Value times) {
  return is_sequence_type(type) && is_exact(method, TypeId::WrapperDescriptor) && !is_index(times);
}

// What the methods of both operands make of it; NotImplemented if none wants it.
Value dispatch(Thread& thread, Value a, Value b, Special forward, Special reflected) {
  if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, "");
  Type* left = type_of(a);
  Type* right = type_of(b);
  Value left_method = lookup_special(left, forward);
  Value right_method = left == right ? Value::unbound() : lookup_special(right, reflected);
  if (forward == Special::Multiply) {
    if (!left_method.is_unbound() && is_vain_repetition(left, left_method, b)) left_method = Value::unbound();
    if (!right_method.is_unbound() && is_vain_repetition(right, right_method, a)) right_method = Value::unbound();
  }
  bool right_done = false;
  // Concatenation and repetition of built-in sequences come last in CPython: their types have no number slots.
  const bool left_last = !left_method.is_unbound() && !left->is_heap() && is_sequence_type(left) && forward != Special::Remainder;
  if (!right_method.is_unbound() && ((is_subtype(right, left) && !(right_method == lookup_special(left, reflected))) || left_last)) {
    if (!(left_last && !right->is_heap() && is_sequence_type(right))) {
      right_done = true;
      const Value result = TRY(call_special(thread, b, reflected, {&a, 1}));
      if (!result.is_not_implemented()) return result;
    }
  }
  if (!left_method.is_unbound()) {
    const Value result = TRY(call_special(thread, a, forward, {&b, 1}));
    if (!result.is_not_implemented()) return result;
  }
  if (!right_done && !right_method.is_unbound()) {
    const Value result = TRY(call_special(thread, b, reflected, {&a, 1}));
    if (!result.is_not_implemented()) return result;
  }
  return Value::not_implemented();
}

}  // namespace

Raised raise_unsupported_operands(Thread& thread, BinaryOp op, bool in_place, Value a, Value b) {
  if (op == BinaryOp::Add && !in_place) {
    // Sequences word it in their own way.
    Type* left = type_of(a);
    if (is_kind(a, Kind::String)) return raise(thread, TypeId::TypeError, "can only concatenate str (not \"%T\") to str", b);
    if (is_kind(a, Kind::List)) return raise(thread, TypeId::TypeError, "can only concatenate list (not \"%T\") to list", b);
    if (is_kind(a, Kind::Tuple)) return raise(thread, TypeId::TypeError, "can only concatenate tuple (not \"%T\") to tuple", b);
    if (is_kind(a, Kind::Bytes) || is_kind(a, kind(PythonKind::MutableBytes))) {
      return raise(thread, TypeId::TypeError, "can't concat %T to %N", b, left);
    }
  }
  if (op == BinaryOp::Add && in_place) {
    if (is_kind(a, Kind::String)) return raise(thread, TypeId::TypeError, "can only concatenate str (not \"%T\") to str", b);
    if (is_kind(a, Kind::Tuple)) return raise(thread, TypeId::TypeError, "can only concatenate tuple (not \"%T\") to tuple", b);
    if (is_kind(a, Kind::Bytes)) return raise(thread, TypeId::TypeError, "can't concat %T to %T", b, a);
  }
  if (op == BinaryOp::Multiply) {
    auto repeats = [](Value v) { return v.is_object() && is_sequence_type(type_of(v)); };
    if (repeats(a)) return raise(thread, TypeId::TypeError, "can't multiply sequence by non-int of type '%T'", b);
    if (repeats(b)) return raise(thread, TypeId::TypeError, "can't multiply sequence by non-int of type '%T'", a);
  }
  if (op == BinaryOp::RightShift && is_exact(a, TypeId::BuiltinFunction) && a.as<Native>()->name == name(Name::Print)) {
    return raise(thread, TypeId::TypeError,
                 "unsupported operand type(s) for >>: '%T' and '%T'. Did you mean \"print(<message>, file=<output_stream>)\"?", a, b);
  }
  const char* symbol = row(op).symbol;
  if (in_place) {
    if (op == BinaryOp::Power) return raise(thread, TypeId::TypeError, "unsupported operand type(s) for **=: '%T' and '%T'", a, b);
    return raise(thread, TypeId::TypeError, "unsupported operand type(s) for %s=: '%T' and '%T'", symbol, a, b);
  }
  return raise(thread, TypeId::TypeError, "unsupported operand type(s) for %s: '%T' and '%T'", symbol, a, b);
}

Value int_binary(Thread& thread, Value a, Value b, BinaryOp op);      // int.cpp: exact ints
Value float_binary(Thread& thread, double a, double b, BinaryOp op);  // float.cpp; NotImplemented for bit operators

// The sum of two texts is what programs add most, after numbers.
static Value add_strings(Thread& thread, Value a, Value b) {
  String* sum = concatenate(thread.heap(), a.as<String>(), b.as<String>());
  return sum ? Value(sum) : Value(raise_memory_error(thread));
}

Value binary(Thread& thread, Value a, Value b, BinaryOp op) {
  if (op == BinaryOp::Add && is_exact_string(a) && is_exact_string(b)) return add_strings(thread, a, b);
  if (is_exact_integer(a) && is_exact_integer(b) && op != BinaryOp::MatrixMultiply) return int_binary(thread, a, b, op);
  if (a.is_double() && b.is_double()) {
    const Value result = float_binary(thread, a.as_double(), b.as_double(), op);
    if (!result.is_not_implemented()) return result;
  }
  const Value result = dispatch(thread, a, b, row(op).forward, row(op).reflected);
  if (!result.is_not_implemented()) return result;
  return raise_unsupported_operands(thread, op, false, a, b);
}

Value inplace(Thread& thread, Value a, Value b, BinaryOp op) {
  if (op == BinaryOp::Add && is_exact_string(a) && is_exact_string(b)) return add_strings(thread, a, b);
  if (a.is_object()) {
    const Value result = TRY(call_special(thread, a, row(op).in_place, {&b, 1}));
    if (!result.is_unbound() && !result.is_not_implemented()) return result;
  }
  if (is_exact_integer(a) && is_exact_integer(b) && op != BinaryOp::MatrixMultiply) return int_binary(thread, a, b, op);
  const Value result = dispatch(thread, a, b, row(op).forward, row(op).reflected);
  if (!result.is_not_implemented()) return result;
  return raise_unsupported_operands(thread, op, true, a, b);
}

Value power(Thread& thread, Value a, Value b, Value modulus) {
  if (modulus.is_none()) return binary(thread, a, b, BinaryOp::Power);
  const Value arguments[] = {b, modulus};
  const Value result = TRY(call_special(thread, a, Special::Power, arguments));
  if (!result.is_unbound() && !result.is_not_implemented()) return result;
  // Floats and complex numbers refuse for the others.
  for (Value v : arguments) {
    if (is_float_like(v)) return raise(thread, TypeId::TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
    if (is_kind(v, kind(PythonKind::Complex))) return raise(thread, TypeId::ValueError, "complex modulo");
  }
  return raise(thread, TypeId::TypeError, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a, b, modulus);
}

static Value unary(Thread& thread, Value a, Special special, const char* text) {
  const Value result = TRY(call_special(thread, a, special, {}));
  if (result.is_unbound()) return raise(thread, TypeId::TypeError, "bad operand type for %s: '%T'", text, a);
  return result;
}
Value negative(Thread& thread, Value a) { return unary(thread, a, Special::Negative, "unary -"); }
Value positive(Thread& thread, Value a) { return unary(thread, a, Special::Positive, "unary +"); }
Value invert(Thread& thread, Value a) { return unary(thread, a, Special::Invert, "unary ~"); }
Value absolute(Thread& thread, Value a) { return unary(thread, a, Special::Abs, "abs()"); }

bool is_int_like(Value v) { return v.is_int() || v.is_bool() || is_kind(v, Kind::BigInt); }
bool is_float_like(Value v) { return v.is_double() || is_kind(v, Kind::Float); }
double float_value_of(Value v) { return v.is_double() ? v.as_double() : v.as<FloatObject>()->value; }

Value int_value_of(Heap& heap, Value v) {
  if (v.is_int()) return v;
  return integer_positive(heap, v).value;
}

bool is_index(Value v) { return is_int_like(v) || !lookup_special(type_of(v), Special::Index).is_unbound(); }

Value to_index(Thread& thread, Value v) {
  if (v.is_int()) return v;
  if (is_int_like(v)) return int_value_of(thread.heap(), v);
  const Value result = TRY(call_special(thread, v, Special::Index, {}));
  if (result.is_unbound()) return raise(thread, TypeId::TypeError, "'%T' object cannot be interpreted as an integer", v);
  if (!is_int_like(result)) return raise(thread, TypeId::TypeError, "__index__ returned non-int (type %T)", result);
  if (!is_exact_integer(result)) {
    TRY(warn(thread, TypeId::DeprecationWarning, 1,
             "__index__ returned non-int (type %T).  The ability to return an instance of a strict subclass of int is deprecated, and may "
             "not be supported in a future version of Python.",
             result));
  }
  return int_value_of(thread.heap(), result);
}

Result<int64_t> to_int64(Thread& thread, Value v, TypeId overflow) {
  if (v.is_int()) return v.as_int();
  const Value integer = TRY(to_index(thread, v));
  int64_t wide;
  if (integer_to_int64(integer, &wide)) return wide;
  if (overflow == TypeId::IndexError) return raise(thread, overflow, "cannot fit '%T' into an index-sized integer", v);
  return raise(thread, overflow, "Python int too large to convert to C ssize_t");
}

Result<int64_t> to_index_clamped(Thread& thread, Value v) {
  if (v.is_int()) return v.as_int();
  return integer_to_int64_clamped(TRY(to_index(thread, v)));
}

Result<double> to_double(Thread& thread, Value v) {
  if (v.is_double()) return v.as_double();
  if (v.is_int()) return double(v.as_int());
  if (is_kind(v, Kind::Float)) return v.as<FloatObject>()->value;
  const Value method = lookup_special(type_of(v), Special::Float);
  if (!method.is_unbound() && !is_int_like(v)) {
    const Value result = TRY(call_special(thread, v, Special::Float, {}));
    if (!is_float_like(result)) return raise(thread, TypeId::TypeError, "%T.__float__ returned non-float (type %T)", v, result);
    return float_value_of(result);
  }
  if (!is_index(v)) return raise(thread, TypeId::TypeError, "must be real number, not %T", v);
  const Value integer = TRY(to_index(thread, v));
  double d;
  if (!integer_to_double(integer, &d)) return raise(thread, TypeId::OverflowError, "int too large to convert to float");
  return d;
}

}  // namespace taipan::python
