// python/compiler/assignment.cpp -- targets: names, attributes, items, unpacking; augmented assignment.
//
// Room       python/compiler. Conventions are in compiler_private.h.
// Tests      tests/golden/compiler/assignment*.py
#include "python/compiler/compiler_private.h"

namespace taipan::python::compiler {

using ast::NodeKind;

namespace {

const ast::Sequence<ast::ExprNode*>* elements_of(const ast::ExprNode* node) {
  if (const auto* tuple = node->try_as<ast::Tuple>()) return &tuple->elts;
  if (const auto* list = node->try_as<ast::List>()) return &list->elts;
  return nullptr;
}

bool is_temporary_constant(const ast::ExprNode* node) {
  return node->is<ast::Constant>();
}

}  // namespace

void Compiler::assign(const ast::Assign* node) {
  if (node->targets.size() == 1) return assign_to(node->targets[0], node->value);
  TemporaryScope scope(code());
  // A copy, because one target may be a variable that is the value.
  const Register value = code().push();
  expression(node->value, value);
  for (const ast::ExprNode* target : node->targets)
    store(target, value);
}

void Compiler::assign_to(const ast::ExprNode* target, const ast::ExprNode* value) {
  if (assign_pairwise(target, value)) return;
  TemporaryScope scope(code());
  const Register variable = local_target(target);
  if (variable != kNoRegister) {
    expression(value, variable);
    return assigned(variable);
  }
  const bool simple = target->is<ast::Name>();
  const Register register_of_value = operand(value, simple ? Followed::No : Followed::Yes);
  // Unpacking into the variable that is unpacked reads it first, so it may be used in place.
  store(target, register_of_value);
}

// a, b = x, y without a tuple in between. All values are computed first. A variable on the right is read in place if no
// earlier target changes it; constants are loaded straight into their targets.
bool Compiler::assign_pairwise(const ast::ExprNode* target, const ast::ExprNode* value) {
  const auto* targets = elements_of(target);
  const auto* values = elements_of(value);
  if (targets != nullptr && value->is<ast::Constant>()) return assign_constants(*targets, value->as<ast::Constant>());
  if (targets == nullptr || values == nullptr || targets->size() != values->size() || targets->size() > 16)
    return false;
  for (uint32_t i = 0; i < targets->size(); ++i) {
    if ((*targets)[i]->is<ast::Starred>() || (*values)[i]->is<ast::Starred>()) return false;
  }
  if (targets->empty()) return false;
  TemporaryScope scope(code());
  std::vector<Register> registers(targets->size(), kNoRegister);
  for (uint32_t i = 0; i < values->size(); ++i) {
    const ast::ExprNode* element = (*values)[i];
    if (is_temporary_constant(element)) continue;
    const auto* name = element->try_as<ast::Name>();
    bool in_place = name != nullptr;
    for (uint32_t j = 0; in_place && j < i; ++j) {
      const auto* earlier = (*targets)[j]->try_as<ast::Name>();
      in_place = earlier == nullptr ? elements_of((*targets)[j]) == nullptr : mangled(earlier->id) != mangled(name->id);
    }
    if (in_place) registers[i] = read_local(name, Followed::Yes);
    if (registers[i] != kNoRegister) continue;
    registers[i] = code().push();
    expression(element, registers[i]);
  }
  for (uint32_t i = 0; i < targets->size(); ++i) {
    if (registers[i] == kNoRegister) {
      assign_to((*targets)[i], (*values)[i]);
    } else {
      store((*targets)[i], registers[i]);
    }
  }
  return true;
}

// a, b = 0, 1
bool Compiler::assign_constants(const ast::Sequence<ast::ExprNode*>& targets, const ast::Constant* constant) {
  if (constant->value.kind != ast::ConstantKind::External) return false;
  const Value values = constants_.value_of(constant->value);
  if (!is_kind(values, Kind::Tuple) || values.as<Tuple>()->length() != targets.size() || targets.size() > 16)
    return false;
  for (const ast::ExprNode* target : targets) {
    if (target->is<ast::Starred>()) return false;
  }
  for (uint32_t i = 0; i < targets.size(); ++i) {
    TemporaryScope scope(code());
    const Register variable = local_target(targets[i]);
    const Register to = variable != kNoRegister ? variable : code().push();
    load_constant(values.as<Tuple>()->at(i), to);
    if (variable != kNoRegister) {
      assigned(variable);
    } else {
      store(targets[i], to);
    }
  }
  return true;
}

// Stores the value in a register to a target.
void Compiler::store(const ast::ExprNode* target, Register value) {
  if (!enter_level()) return;
  {
    const Place place(*this, target);
    TemporaryScope scope(code());
    switch (target->node_kind) {
      case NodeKind::Name: {
        const auto* name = target->as<ast::Name>();
        if (!forbidden(name->id, ast::ExprContext::Store)) store_name(mangled(name->id), value);
        break;
      }
      case NodeKind::Attribute: {
        const auto* attribute = target->as<ast::Attribute>();
        const Register object = operand(attribute->value);
        move_start_to_attribute(attribute);
        if (forbidden(attribute->attr, ast::ExprContext::Store)) break;
        code().emit(Op::StoreAttribute, object, value, code().cache(mangled(attribute->attr)));
        break;
      }
      case NodeKind::Subscript: {
        const auto* subscript = target->as<ast::Subscript>();
        const Register object = operand(subscript->value, Followed::Yes);
        const Register index = operand(subscript->slice);
        code().emit(Op::SetItem, object, index, value);
        break;
      }
      case NodeKind::Tuple:
        unpack(target->as<ast::Tuple>()->elts, value);
        break;
      case NodeKind::List:
        unpack(target->as<ast::List>()->elts, value);
        break;
      case NodeKind::Starred:
        fail("starred assignment target must be in a list or tuple");
        break;
      default:
        break;
    }
  }
  depth_.leave();
}

void Compiler::unpack(const ast::Sequence<ast::ExprNode*>& targets, Register value) {
  const uint32_t count = targets.size();
  bool starred = false;
  for (uint32_t i = 0; i < count; ++i) {
    if (!targets[i]->is<ast::Starred>()) continue;
    if (starred) return fail("multiple starred expressions in assignment");
    if (i >= 256 || count - i - 1 >= 256) return fail("too many expressions in star-unpacking assignment");
    starred = true;
  }
  // Variables in registers that follow each other are unpacked to directly: the instruction writes all of them or none.
  Register first = count == 0 || starred ? kNoRegister : local_target(targets[0]);
  for (uint32_t i = 1; first != kNoRegister && i < count; ++i) {
    if (local_target(targets[i]) != first + i) first = kNoRegister;
  }
  if (first != kNoRegister) {
    code().emit(Op::UnpackSequence, first, value, count);
    for (uint32_t i = 0; i < count; ++i)
      assigned(first + i);
    return;
  }
  first = code().push(count);
  if (starred) {
    uint32_t before = 0;
    while (!targets[before]->is<ast::Starred>())
      ++before;
    code().emit(Op::UnpackStar, first, value, before | ((count - before - 1) << 8));
  } else {
    code().emit(Op::UnpackSequence, count == 0 ? 0 : first, value, count);
  }
  for (uint32_t i = 0; i < count; ++i) {
    const auto* star = targets[i]->try_as<ast::Starred>();
    store(star == nullptr ? targets[i] : star->value, first + i);
  }
}

void Compiler::augmented_assignment(const ast::AugAssign* node) {
  const ast::ExprNode* target = node->target;
  TemporaryScope scope(code());
  switch (target->node_kind) {
    case NodeKind::Name: {
      const auto* name = target->as<ast::Name>();
      {
        const Place place(*this, target);
        if (forbidden(name->id, ast::ExprContext::Store)) return;
      }
      const Register variable = local_target(target);
      const Register left = operand(target, Followed::Yes);
      if (variable != kNoRegister) {
        binary_operation(node->op, true, variable, left, node->value);
        return assigned(variable);
      }
      binary_operation(node->op, true, left, left, node->value);
      return store(target, left);
    }
    case NodeKind::Attribute: {
      const auto* attribute = target->as<ast::Attribute>();
      const Register object = operand(attribute->value, Followed::Yes);
      const Register value = code().push();
      Name* name = mangled(attribute->attr);
      {
        const Place place(*this, target);
        move_start_to_attribute(attribute);
        code().emit(Op::LoadAttribute, value, object, code().cache(name));
      }
      binary_operation(node->op, true, value, value, node->value);
      const Place place(*this, target);
      move_start_to_attribute(attribute);
      return code().emit(Op::StoreAttribute, object, value, code().cache(name));
    }
    case NodeKind::Subscript: {
      const auto* subscript = target->as<ast::Subscript>();
      const Register object = operand(subscript->value, Followed::Yes);
      const Register index = operand(subscript->slice, Followed::Yes);
      const Register value = code().push();
      {
        const Place place(*this, target);
        code().emit(Op::GetItem, value, object, index);
      }
      binary_operation(node->op, true, value, value, node->value);
      const Place place(*this, target);
      return code().emit(Op::SetItem, object, index, value);
    }
    default:
      problem_.set(CompileProblem::Kind::ValueError, "invalid node type for augmented assignment");
      return;
  }
}

}  // namespace taipan::python::compiler
