// python/interpreter/slow_arithmetic.cpp -- operators on anything else than two small ints or floats.
//
// When the method that decides is a Python function, the interpreter is asked to push its frame (Value::pending) with an
// action that finishes the operator: NotImplemented goes on with the other operand.
#include "python/interpreter/slow_paths.h"

namespace taipan::python {

namespace {

constexpr Special special_of(BinaryOp op) {
  switch (op) {
    case BinaryOp::Add: return Special::Add;
    case BinaryOp::Subtract: return Special::Subtract;
    case BinaryOp::Multiply: return Special::Multiply;
    case BinaryOp::TrueDivide: return Special::TrueDivide;
    case BinaryOp::FloorDivide: return Special::FloorDivide;
    case BinaryOp::Remainder: return Special::Remainder;
    case BinaryOp::Power: return Special::Power;
    case BinaryOp::LeftShift: return Special::LeftShift;
    case BinaryOp::RightShift: return Special::RightShift;
    case BinaryOp::And: return Special::And;
    case BinaryOp::Or: return Special::Or;
    case BinaryOp::Xor: return Special::Xor;
    case BinaryOp::MatrixMultiply: return Special::MatrixMultiply;
    case BinaryOp::DivMod: return Special::DivMod;
  }
  return Special::Add;
}
constexpr Special special_of(Compare op) { return Special(uint16_t(Special::Lt) + (op == Compare::Less ? 0 : op == Compare::LessEqual ? 1 : op == Compare::Equal ? 2 : op == Compare::NotEqual ? 3 : op == Compare::Greater ? 4 : 5)); }
static_assert(uint16_t(Special::Le) == uint16_t(Special::Lt) + 1 && uint16_t(Special::Eq) == uint16_t(Special::Lt) + 2 &&
              uint16_t(Special::Ne) == uint16_t(Special::Lt) + 3 && uint16_t(Special::Gt) == uint16_t(Special::Lt) + 4 &&
              uint16_t(Special::Ge) == uint16_t(Special::Lt) + 5);
static_assert(uint16_t(Special::RAdd) == uint16_t(Special::Add) + 1 && uint16_t(Special::IAdd) == uint16_t(Special::Add) + 2);

bool is_simple_python_function(Value method, int count) {
  if (!is_function(method)) return false;
  const Code* code = method.as<Function>()->code;
  return (code->flags & kCodeSimpleParameters) && code->argument_count == count;
}

Value ask(Thread& thread, Value function, Action action, std::initializer_list<Value> arguments) {
  PendingCall& pending = thread.pending_call;
  pending.callable = function;
  pending.count = int(arguments.size());
  int i = 0;
  for (Value v : arguments) pending.arguments[i++] = v;
  pending.action = return_action(action);
  pending.auxiliary = Value::unbound();
  return Value::pending();
}

// Whether the right operand's reflected method goes first: its class is a proper subclass that provides its own.
bool reflected_first(Type* left, Type* right, Special reflected) {
  if (left == right || !is_subtype(right, left)) return false;
  const Value theirs = lookup_special(right, reflected);
  return !theirs.is_unbound() && !(theirs == lookup_special(left, reflected));
}

}  // namespace

template <BinaryOp op, bool inplace_form>
Value binary_slow(Thread& thread, Value a, Value b) {
  if (a.is_object() && type_of(a)->is_heap()) {
    Type* left = type_of(a);
    constexpr Special forward = special_of(op);
    constexpr Special in_place = Special(uint16_t(forward) + 2);
    if (inplace_form) {
      const Value method = lookup_special(left, in_place);
      if (!method.is_unbound()) return inplace(thread, a, b, op);
    }
    const Value method = lookup_special(left, forward);
    if (!method.is_unbound() && is_simple_python_function(method, 2) &&
        !reflected_first(left, type_of(b), Special(uint16_t(forward) + 1))) {
      return ask(thread, method, Action::Binary, {a, b});
    }
  }
  return inplace_form ? inplace(thread, a, b, op) : binary(thread, a, b, op);
}
#define BINARY_ROW(N)                                                              \
  template Value binary_slow<BinaryOp::N, false>(Thread & thread, Value a, Value b); \
  template Value binary_slow<BinaryOp::N, true>(Thread & thread, Value a, Value b);
BINARY_OPS(BINARY_ROW)
#undef BINARY_ROW

namespace {

struct DecodedBinary {
  BinaryOp op;
  bool in_place;
  Value a, b;
};
DecodedBinary decode(const Instruction* in, Value* regs) {
  const Op op = Op(in->op);
  if (op >= Op::AddInt && op <= Op::InplaceRightShiftInt) {
    constexpr BinaryOp immediate[] = {BinaryOp::Add,       BinaryOp::Subtract, BinaryOp::Multiply,  BinaryOp::FloorDivide,
                                      BinaryOp::Remainder, BinaryOp::And,      BinaryOp::LeftShift, BinaryOp::RightShift};
    const int index = int(op) - int(Op::AddInt);
    return {immediate[index / 2], bool(index & 1), regs[in->b], Value::integer(in->c_signed())};
  }
  const int index = int(op) - int(Op::Add);
  return {BinaryOp(index / 2), bool(index & 1), regs[in->b], regs[in->c]};
}

}  // namespace

Raised raise_unsupported_operands(Thread& thread, BinaryOp op, bool in_place, Value a, Value b);  // objects/numeric.cpp

// The left operand's method returned NotImplemented; the operands still lie in the registers.
Value binary_reflected(Thread& thread, const Instruction* in, Value* regs) {
  const DecodedBinary d = decode(in, regs);
  Type* left = type_of(d.a);
  Type* right = type_of(d.b);
  const Special reflected = Special(uint16_t(special_of(d.op)) + 1);
  if (left != right) {
    const Value method = lookup_special(right, reflected);
    if (!method.is_unbound()) {
      const Value result = TRY(call_with(thread, method, d.b, d.a));
      if (!result.is_not_implemented()) return result;
    }
  }
  return raise_unsupported_operands(thread, d.op, d.in_place, d.a, d.b);
}

template <Compare op>
Value compare_slow(Thread& thread, Value a, Value b) {
  if (op == Compare::Equal || op == Compare::NotEqual) {
    if (is_exact_string(a) && is_exact_string(b)) return Value::boolean(equal(a.as<String>(), b.as<String>()) == (op == Compare::Equal));
  }
  return compare(thread, a, b, op);
}
template <Compare op>
Value compare_for_jump(Thread& thread, Value a, Value b) {
  if (op == Compare::Equal || op == Compare::NotEqual) {
    if (is_exact_string(a) && is_exact_string(b)) return Value::boolean(equal(a.as<String>(), b.as<String>()) == (op == Compare::Equal));
  }
  if (a.is_object() && type_of(a)->is_heap()) {
    Type* left = type_of(a);
    const Value method = lookup_special(left, special_of(op));
    if (!method.is_unbound() && is_simple_python_function(method, 2) && (left == type_of(b) || !is_subtype(type_of(b), left))) {
      return ask(thread, method, Action::CompareJump, {a, b});
    }
  }
  const Value result = TRY(compare(thread, a, b, op));
  if (result.is_bool()) return result;
  return Value::boolean(TRY(is_true(thread, result)));
}
#define COMPARE_ROW(N)                                                       \
  template Value compare_slow<Compare::N>(Thread & thread, Value a, Value b); \
  template Value compare_for_jump<Compare::N>(Thread & thread, Value a, Value b);
COMPARE_OPS(COMPARE_ROW)
#undef COMPARE_ROW

Value compare_not_implemented(Thread& thread, Value a, Value b, Compare op);  // objects/compare.cpp

// The left operand's method returned NotImplemented in a fused comparison.
Value compare_reflected(Thread& thread, const Instruction* in, Value* regs) {
  const Compare op = Compare((uint16_t(in->op) - uint16_t(Op::JumpIfLess)) / 2);
  return compare_not_implemented(thread, regs[in->a], regs[in->b], op);
}

Value negative_slow(Thread& thread, Value a) { return negative(thread, a); }
Value positive_slow(Thread& thread, Value a) { return positive(thread, a); }
Value invert_slow(Thread& thread, Value a) { return invert(thread, a); }

Value truth_slow(Thread& thread, Value a) { return Value::boolean(TRY(is_true(thread, a))); }
Value not_slow(Thread& thread, Value a) { return Value::boolean(!TRY(is_true(thread, a))); }
Value truth_for_jump(Thread& thread, Value a) {
  if (a.is_object() && type_of(a)->is_heap()) {
    const Value method = lookup_special(type_of(a), Special::Bool);
    if (!method.is_unbound() && is_simple_python_function(method, 1)) return ask(thread, method, Action::TestJump, {a});
  }
  return Value::boolean(TRY(is_true(thread, a)));
}

Value contains_slow(Thread& thread, Value container, Value value) {
  if (container.is_object() && type_of(container)->is_heap()) {
    const Value method = lookup_special(type_of(container), Special::Contains);
    if (!method.is_unbound() && is_simple_python_function(method, 2)) return ask(thread, method, Action::Contains, {container, value});
  }
  return Value::boolean(TRY(contains(thread, container, value)));
}
Value not_contains_slow(Thread& thread, Value container, Value value) {
  if (container.is_object() && type_of(container)->is_heap()) {
    const Value method = lookup_special(type_of(container), Special::Contains);
    if (!method.is_unbound() && is_simple_python_function(method, 2)) return ask(thread, method, Action::Contains, {container, value});
  }
  return Value::boolean(!TRY(contains(thread, container, value)));
}

}  // namespace taipan::python
