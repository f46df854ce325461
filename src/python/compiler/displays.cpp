// python/compiler/displays.cpp -- lists, tuples, sets, dicts and f-strings.
//
// Room       python/compiler. Conventions are in compiler_private.h.
// Tests      tests/golden/compiler/displays*.py
//
// Small displays are built from consecutive registers by one instruction. Large ones start so and then grow, so that a
// table of ten thousand rows needs no more registers than one of fifty.
#include "python/compiler/compiler_private.h"

namespace taipan::python::compiler {

using ast::NodeKind;

namespace {

constexpr uint32_t kAllAtOnce = 64;  // elements
constexpr uint32_t kFirstBatch = 32;
constexpr uint32_t kPairsAtOnce = 24;  // of a dict
constexpr uint32_t kLongConstant = 8;  // more constant elements than these come from one tuple
constexpr uint32_t kStringsAtOnce = 64;

bool has_starred(const ast::Sequence<ast::ExprNode*>& elements) {
  for (const ast::ExprNode* element : elements) {
    if (element->is<ast::Starred>()) return true;
  }
  return false;
}

bool all_constant(const ast::Sequence<ast::ExprNode*>& elements) {
  for (const ast::ExprNode* element : elements) {
    if (!element->is<ast::Constant>()) return false;
  }
  return true;
}

}  // namespace

void Compiler::intrinsic(Intrinsic which, Register destination, Register first) {
  code().emit(Op::Intrinsic, destination, first, static_cast<uint32_t>(which));
}

void Compiler::sequence_display(const ast::Sequence<ast::ExprNode*>& elements, Op build, Op append, Op extend,
                                Register destination) {
  TemporaryScope scope(code());
  const uint32_t count = elements.size();
  if (count <= kAllAtOnce && !has_starred(elements)) {
    const Register first = code().top();
    // Several constants count as one, at the place of the display.
    const bool as_one = count >= 3 && all_constant(elements);
    for (const ast::ExprNode* element : elements) {
      const Register value = code().push();
      as_one ? constant_expression(element->as<ast::Constant>(), value) : expression(element, value);
    }
    return code().emit(build, destination, count == 0 ? 0 : first, count);
  }
  const Register result = code().is_temporary(destination) ? destination : code().push();
  uint32_t done = 0;
  {
    TemporaryScope batch(code());
    const Register first = code().top();
    for (; done < count && done < kFirstBatch && !elements[done]->is<ast::Starred>(); ++done) {
      expression(elements[done], code().push());
    }
    code().emit(build, result, done == 0 ? 0 : first, done);
  }
  for (; done < count && !failed(); ++done) {
    TemporaryScope element_scope(code());
    if (const auto* starred = elements[done]->try_as<ast::Starred>()) {
      code().emit(extend, result, operand(starred->value));
    } else {
      code().emit(append, result, operand(elements[done]));
    }
  }
  code().move(destination, result);
}

void Compiler::build_list(const ast::Sequence<ast::ExprNode*>& elements, Register destination) {
  sequence_display(elements, Op::BuildList, Op::ListAppend, Op::ListExtend, destination);
}

void Compiler::list_display(const ast::List* node, Register destination) {
  if (node->elts.size() > kLongConstant && all_constant(node->elts)) {
    TemporaryScope scope(code());
    std::vector<Value> values;
    for (const ast::ExprNode* element : node->elts)
      values.push_back(constants_.value_of(element->as<ast::Constant>()->value));
    const Register tuple = code().push();
    load_constant(constants_.canonical(tuple_from(heap_, values)), tuple);
    return intrinsic(Intrinsic::ListOf, destination, tuple);
  }
  build_list(node->elts, destination);
}

void Compiler::build_tuple(const ast::Sequence<ast::ExprNode*>& elements, Register destination) {
  const uint32_t count = elements.size();
  TemporaryScope scope(code());
  if (count <= kAllAtOnce && !has_starred(elements)) {
    const Register first = code().top();
    for (const ast::ExprNode* element : elements)
      expression(element, code().push());
    return code().emit(Op::BuildTuple, destination, count == 0 ? 0 : first, count);
  }
  const Register list = code().push();
  build_list(elements, list);
  code().emit(Op::ListToTuple, destination, list);
}

void Compiler::set_display(const ast::Set* node, Register destination) {
  if (node->elts.size() > kLongConstant && all_constant(node->elts)) {
    TemporaryScope scope(code());
    std::vector<Value> values;
    for (const ast::ExprNode* element : node->elts)
      values.push_back(constants_.value_of(element->as<ast::Constant>()->value));
    const Register result = code().is_temporary(destination) ? destination : code().push();
    const Register tuple = code().push();
    code().emit(Op::BuildSet, result, 0, 0);
    load_constant(constants_.canonical(tuple_from(heap_, values)), tuple);
    code().emit(Op::SetUpdate, result, tuple);
    return code().move(destination, result);
  }
  sequence_display(node->elts, Op::BuildSet, Op::SetAdd, Op::SetUpdate, destination);
}

void Compiler::dict_display(const ast::Dict* node, Register destination) {
  TemporaryScope scope(code());
  const uint32_t count = node->keys.size();
  uint32_t plain = 0;
  while (plain < count && node->keys[plain] != nullptr)
    ++plain;
  const bool at_once = plain == count && count <= kPairsAtOnce;
  const Register result = at_once || code().is_temporary(destination) ? destination : code().push();
  uint32_t done = 0;
  {
    TemporaryScope batch(code());
    const Register first = code().top();
    bool constant_keys = plain > 1;
    for (uint32_t i = 0; i < plain; ++i)
      constant_keys &= node->keys[i]->is<ast::Constant>();
    for (; done < plain && done < kPairsAtOnce; ++done) {
      const Register key = code().push();
      constant_keys ? constant_expression(node->keys[done]->as<ast::Constant>(), key)
                    : expression(node->keys[done], key);
      expression(node->values[done], code().push());
    }
    code().emit(Op::BuildMap, result, done == 0 ? 0 : first, done);
  }
  for (; done < count && !failed(); ++done) {
    TemporaryScope pair(code());
    if (node->keys[done] == nullptr) {
      code().emit(Op::DictUpdate, result, operand(node->values[done]));
    } else {
      const Register key = operand(node->keys[done], Followed::Yes);
      const Register value = operand(node->values[done]);
      code().emit(Op::DictSet, result, key, value);
    }
  }
  code().move(destination, result);
}

// ---- f-strings

void Compiler::formatted_value(const ast::FormattedValue* node, Register destination) {
  uint32_t how = 0;
  switch (node->conversion) {
    case 's':
      how = 1;
      break;
    case 'r':
      how = 2;
      break;
    case 'a':
      how = 3;
      break;
    case -1:
      break;
    default:
      problem_.set(CompileProblem::Kind::SystemError,
                   ("Unrecognized conversion character " + std::to_string(node->conversion)).c_str());
      return;
  }
  TemporaryScope scope(code());
  if (node->format_spec == nullptr) {
    const Register scratch = code().is_temporary(destination) ? destination : kNoRegister;
    const Register value = operand_into(node->value, scratch);
    return code().emit(Op::FormatValue, destination, value, how);
  }
  const Register value = code().push();
  expression(node->value, value);
  expression(node->format_spec, code().push());
  code().emit(Op::FormatValue, destination, value, how | 4);
}

void Compiler::joined_string(const ast::JoinedStr* node, Register destination) {
  const uint32_t count = node->values.size();
  if (count == 0) return load_constant(empty_string(), destination);
  if (count == 1) return expression(node->values[0], destination);
  join_strings(node->values, 0, count, destination);
}

void Compiler::join_strings(const ast::Sequence<ast::ExprNode*>& parts, uint32_t first, uint32_t count,
                            Register destination) {
  TemporaryScope scope(code());
  const Register start = code().top();
  uint32_t pieces = 0;
  if (count <= kStringsAtOnce) {
    for (; pieces < count; ++pieces)
      expression(parts[first + pieces], code().push());
  } else {
    const uint32_t step = (count + kStringsAtOnce - 1) / kStringsAtOnce;
    for (uint32_t i = 0; i < count; i += step, ++pieces) {
      join_strings(parts, first + i, std::min(step, count - i), code().push());
    }
  }
  code().emit(Op::BuildString, destination, start, pieces);
}

}  // namespace taipan::python::compiler
