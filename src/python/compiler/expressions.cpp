// python/compiler/expressions.cpp -- values: names, constants, operators, attributes, subscripts.
//
// Room       python/compiler. Conventions are in compiler_private.h.
// Tests      tests/golden/compiler/
//
// Operands that are local variables are read in place. That is safe unless something that is evaluated after the read
// and before the use assigns the variable: only `:=` can do so inside of an expression, and the symbol table marks
// variables that are its target. Those are copied when another operand follows.
#include "python/compiler/compiler_private.h"

namespace taipan::python::compiler {

using ast::NodeKind;

namespace {

struct OperatorCodes {
  Op op;
  Op with_int;  // Nop: there is none
};

OperatorCodes codes_of(ast::Operator op, bool inplace) {
#define BOTH(N) inplace ? Op::Inplace##N : Op::N
  switch (op) {
    case ast::Operator::Add:
      return {BOTH(Add), inplace ? Op::InplaceAddInt : Op::AddInt};
    case ast::Operator::Sub:
      return {BOTH(Subtract), inplace ? Op::InplaceSubtractInt : Op::SubtractInt};
    case ast::Operator::Mult:
      return {BOTH(Multiply), inplace ? Op::InplaceMultiplyInt : Op::MultiplyInt};
    case ast::Operator::MatMult:
      return {BOTH(MatrixMultiply), Op::Nop};
    case ast::Operator::Div:
      return {BOTH(TrueDivide), Op::Nop};
    case ast::Operator::Mod:
      return {BOTH(Remainder), inplace ? Op::InplaceRemainderInt : Op::RemainderInt};
    case ast::Operator::Pow:
      return {BOTH(Power), Op::Nop};
    case ast::Operator::LShift:
      return {BOTH(LeftShift), inplace ? Op::InplaceLeftShiftInt : Op::LeftShiftInt};
    case ast::Operator::RShift:
      return {BOTH(RightShift), inplace ? Op::InplaceRightShiftInt : Op::RightShiftInt};
    case ast::Operator::BitOr:
      return {BOTH(Or), Op::Nop};
    case ast::Operator::BitXor:
      return {BOTH(Xor), Op::Nop};
    case ast::Operator::BitAnd:
      return {BOTH(And), inplace ? Op::InplaceAndInt : Op::AndInt};
    case ast::Operator::FloorDiv:
      return {BOTH(FloorDivide), inplace ? Op::InplaceFloorDivideInt : Op::FloorDivideInt};
  }
#undef BOTH
  return {Op::Nop, Op::Nop};
}

// An integer constant that fits an immediate operand.
bool small_integer(const ast::ExprNode* node, int16_t* value) {
  const auto* constant = node->try_as<ast::Constant>();
  if (constant == nullptr || constant->value.kind != ast::ConstantKind::Int || !constant->value.fits_int64)
    return false;
  *value = static_cast<int16_t>(constant->value.integer);
  return *value == constant->value.integer;
}

}  // namespace

void Compiler::expression(const ast::ExprNode* node, Register destination) {
  if (!enter_level()) return;
  {
    const Place place(*this, node);
    dispatch(node, destination);
  }
  depth_.leave();
}

void Compiler::dispatch(const ast::ExprNode* node, Register destination) {
  switch (node->node_kind) {
    case NodeKind::BoolOp:
      return boolean(node->as<ast::BoolOp>(), destination);
    case NodeKind::NamedExpr:
      return named(node->as<ast::NamedExpr>(), destination);
    case NodeKind::BinOp:
      return binary(node->as<ast::BinOp>(), destination);
    case NodeKind::UnaryOp:
      return unary(node->as<ast::UnaryOp>(), destination);
    case NodeKind::Lambda:
      return lambda(node->as<ast::Lambda>(), destination);
    case NodeKind::IfExp:
      return conditional(node->as<ast::IfExp>(), destination);
    case NodeKind::Dict:
      return dict_display(node->as<ast::Dict>(), destination);
    case NodeKind::Set:
      return set_display(node->as<ast::Set>(), destination);
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::DictComp:
    case NodeKind::GeneratorExp:
      return comprehension(node, destination);
    case NodeKind::Await:
      return await(node->as<ast::Await>(), destination);
    case NodeKind::Yield:
      return yield(node->as<ast::Yield>(), destination);
    case NodeKind::YieldFrom:
      return yield_from(node->as<ast::YieldFrom>(), destination);
    case NodeKind::Compare:
      return comparison(node->as<ast::Compare>(), destination);
    case NodeKind::Call:
      return call(node->as<ast::Call>(), destination);
    case NodeKind::FormattedValue:
      return formatted_value(node->as<ast::FormattedValue>(), destination);
    case NodeKind::JoinedStr:
      return joined_string(node->as<ast::JoinedStr>(), destination);
    case NodeKind::Constant:
      return constant_expression(node->as<ast::Constant>(), destination);
    case NodeKind::Attribute:
      return attribute(node->as<ast::Attribute>(), destination);
    case NodeKind::Subscript:
      return subscript(node->as<ast::Subscript>(), destination);
    case NodeKind::Starred:
      return fail("can't use starred expression here");
    case NodeKind::Name:
      return name_expression(node->as<ast::Name>(), destination);
    case NodeKind::List:
      return list_display(node->as<ast::List>(), destination);
    case NodeKind::Tuple:
      return build_tuple(node->as<ast::Tuple>()->elts, destination);
    case NodeKind::Slice:
      return slice(node->as<ast::Slice>(), destination);
    default:
      return;
  }
}

Register Compiler::operand_into(const ast::ExprNode* node, Register scratch, Followed followed) {
  if (const auto* name = node->try_as<ast::Name>()) {
    const Register variable = read_local(name, followed);
    if (variable != kNoRegister) return variable;
  }
  if (const auto* walrus = node->try_as<ast::NamedExpr>(); walrus != nullptr && followed == Followed::No) {
    const Register variable = local_target(walrus->target);
    if (variable != kNoRegister) {
      expression(node, variable);
      return variable;
    }
  }
  const Register result = scratch != kNoRegister ? scratch : code().push();
  expression(node, result);
  return result;
}

// The variable's own register, if the name is a local variable that can be used in place.
Register Compiler::read_local(const ast::Name* node, Followed followed) {
  const Variable variable = variable_of(mangled(node->id));
  if (variable.access != Access::Register) return kNoRegister;
  used(variable.index);
  if (followed == Followed::Yes && (variable.symbol->flags & kSymbolWalrus) != 0) return kNoRegister;
  if (!code().is_assigned(variable.index)) {
    const Place place(*this, node);
    code().emit(Op::CheckLocal, variable.index, 0, variable.index);
    code().set_assigned(variable.index);
  }
  return variable.index;
}

void Compiler::effect(const ast::ExprNode* node) {
  TemporaryScope scope(code());
  operand(node);
}

void Compiler::name_expression(const ast::Name* node, Register destination) {
  if (forbidden(node->id, node->ctx)) return;
  load_name(mangled(node->id), destination);
}

void Compiler::constant_expression(const ast::Constant* node, Register destination) {
  load_constant(constants_.value_of(node->value), destination);
}

// ---- operators

void Compiler::binary(const ast::BinOp* node, Register destination) {
  TemporaryScope scope(code());
  const Register scratch = code().is_temporary(destination) ? destination : kNoRegister;
  const Register left = operand_into(node->left, scratch, Followed::Yes);
  binary_operation(node->op, false, destination, left, node->right);
}

void Compiler::binary_operation(ast::Operator op, bool inplace, Register destination, Register left,
                                const ast::ExprNode* right) {
  const OperatorCodes codes = codes_of(op, inplace);
  int16_t immediate = 0;
  if (codes.with_int != Op::Nop && small_integer(right, &immediate)) {
    return code().emit(codes.with_int, destination, left, static_cast<uint16_t>(immediate));
  }
  const Register value = operand(right);
  code().emit(codes.op, destination, left, value);
}

void Compiler::unary(const ast::UnaryOp* node, Register destination) {
  TemporaryScope scope(code());
  const Register scratch = code().is_temporary(destination) ? destination : kNoRegister;
  const Register value = operand_into(node->operand, scratch);
  switch (node->op) {
    case ast::UnaryOperator::Invert:
      return code().emit(Op::Invert, destination, value);
    case ast::UnaryOperator::Not:
      return code().emit(Op::Not, destination, value);
    case ast::UnaryOperator::UAdd:
      return code().emit(Op::Positive, destination, value);
    case ast::UnaryOperator::USub:
      return code().emit(Op::Negative, destination, value);
  }
}

void Compiler::boolean(const ast::BoolOp* node, Register destination) {
  TemporaryScope scope(code());
  const Register result = code().is_temporary(destination) ? destination : code().push();
  const Label end = code().new_label();
  const Op jump = node->op == ast::BoolOperator::And ? Op::JumpIfFalse : Op::JumpIfTrue;
  for (uint32_t i = 0; i + 1 < node->values.size(); ++i) {
    const auto* constant = node->values[i]->try_as<ast::Constant>();
    const std::optional<bool> truth = constant == nullptr ? std::nullopt : truth_of(constant->value);
    // Constants decide now, or do not matter.
    if (truth && *truth != (node->op == ast::BoolOperator::Or)) continue;
    expression(node->values[i], result);
    truth ? code().jump(end) : code().jump_if(jump, result, end);
  }
  expression(node->values.back(), result);
  code().bind(end);
  code().move(destination, result);
}

void Compiler::conditional(const ast::IfExp* node, Register destination) {
  const Label otherwise = code().new_label();
  const Label end = code().new_label();
  jump_if(node->test, otherwise, false);
  expression(node->body, destination);
  const Position place = code().position;
  follow();
  code().jump(end);
  code().position = place;
  code().bind(otherwise);
  expression(node->orelse, destination);
  code().bind(end);
}

void Compiler::named(const ast::NamedExpr* node, Register destination) {
  const auto* target = node->target->as<ast::Name>();
  const Register variable = local_target(target);
  if (variable != kNoRegister) {
    expression(node->value, variable);
    assigned(variable);
    return code().move(destination, variable);
  }
  TemporaryScope scope(code());
  const Register value = code().is_temporary(destination) ? destination : code().push();
  expression(node->value, value);
  store(target, value);
  code().move(destination, value);
}

// ---- attributes and subscripts

// In a chain of several lines an attribute is where its name is.
void Compiler::move_start_to_attribute(const ast::Attribute* node) {
  Position& position = code().position;
  if (position.line == node->location.end_lineno) return;
  position.line = node->location.end_lineno;
  int32_t length = 0;
  for (const char c : node->attr)
    length += (c & 0xC0) != 0x80;
  if (length <= node->location.end_col_offset) {
    position.column = node->location.end_col_offset - length;
  } else {
    position.column = position.end_column = -1;
  }
}

void Compiler::attribute(const ast::Attribute* node, Register destination) {
  if (super_access(node, destination, Op::LoadSuperAttribute)) return;
  TemporaryScope scope(code());
  const Register scratch = code().is_temporary(destination) ? destination : kNoRegister;
  const Register object = operand_into(node->value, scratch);
  move_start_to_attribute(node);
  code().emit(Op::LoadAttribute, destination, object, code().cache(mangled(node->attr)));
}

void Compiler::subscript(const ast::Subscript* node, Register destination) {
  check_subscriptable(node->value);
  check_index(node->value, node->slice);
  TemporaryScope scope(code());
  const Register scratch = code().is_temporary(destination) ? destination : kNoRegister;
  const Register object = operand_into(node->value, scratch, Followed::Yes);
  int16_t immediate = 0;
  if (small_integer(node->slice, &immediate)) {
    return code().emit(Op::GetItemInt, destination, object, static_cast<uint16_t>(immediate));
  }
  const Register index = operand(node->slice);
  code().emit(Op::GetItem, destination, object, index);
}

void Compiler::slice(const ast::Slice* node, Register destination) {
  TemporaryScope scope(code());
  const uint32_t count = node->step == nullptr ? 2 : 3;
  const Register first = code().push();
  const auto part = [&](const ast::ExprNode* value, Register to) {
    value == nullptr ? load_none(to) : expression(value, to);
  };
  part(node->lower, first);
  part(node->upper, code().push());
  if (node->step != nullptr) part(node->step, code().push());
  code().emit(Op::BuildSlice, destination, first, count);
}

}  // namespace taipan::python::compiler
