// python/compiler/calls.cpp -- calls, method calls, calls with `*` and `**`, and super().
//
// Room       python/compiler. Conventions are in compiler_private.h; call windows are described in opcodes.def.
// Tests      tests/golden/compiler/calls*.py
//
// Arguments are evaluated straight into the window, from where they become the callee's parameters:
//
//   ... | five registers for the frame header | callee | argument | argument | ...
//   ... | five registers for the frame header | callee | receiver | argument | ...       method calls
//
// A result that goes to the topmost temporary lets the window begin in that register: it is dead until the call
// returns.
#include "python/compiler/compiler_private.h"

namespace taipan::python::compiler {

using ast::NodeKind;

namespace {

// More arguments than these are gathered in a tuple first.
constexpr uint32_t kMaximumWindow = 200;

bool has_unpacking(const ast::Sequence<ast::ExprNode*>& arguments, const ast::Sequence<ast::Keyword*>& keywords) {
  for (const ast::ExprNode* argument : arguments) {
    if (argument->is<ast::Starred>()) return true;
  }
  for (const ast::Keyword* keyword : keywords) {
    if (keyword->arg.data() == nullptr) return true;
  }
  return false;
}

}  // namespace

// Reserves a window; its callee register is the topmost temporary then.
Register Compiler::open_window(Register destination) {
  const Register top = code().top();
  const Register base = code().is_temporary(destination) && destination + 1 == top ? destination : top;
  code().set_top(base + kWindowHeader + 1);
  return base + kWindowHeader;
}

void Compiler::call(const ast::Call* node, Register destination) {
  if (method_call(node, destination)) return;
  check_callable(node->func);
  TemporaryScope scope(code());
  const Register window = open_window(destination);
  expression(node->func, window);
  arguments_and_call(destination, window, window + 1, 0, node->args, node->keywords, false);
}

bool Compiler::method_call(const ast::Call* node, Register destination) {
  const auto* method = node->func->try_as<ast::Attribute>();
  if (method == nullptr || method->ctx != ast::ExprContext::Load) return false;
  if (has_unpacking(node->args, node->keywords)) return false;
  if (node->args.size() + node->keywords.size() > kMaximumWindow) return false;
  TemporaryScope scope(code());
  const Register window = open_window(destination);
  const Register receiver = code().push();
  {
    const Place place(*this, method);
    if (!super_access(method, window, Op::LoadSuperMethod)) {
      const Register object = operand_into(method->value, receiver);
      move_start_to_attribute(method);
      code().emit(Op::LoadMethod, window, object, code().cache(mangled(method->attr)));
    }
  }
  const Position before = code().position;
  move_start_to_attribute(method);
  const Position moved = code().position;
  code().position = before;
  const uint32_t count = node->args.size() + node->keywords.size();
  for (const ast::ExprNode* argument : node->args)
    expression(argument, code().push());
  if (node->keywords.empty()) {
    code().position = moved;
    code().emit(Op::CallMethod, destination, window, count);
    return true;
  }
  if (!check_keywords(node->keywords)) return true;
  std::vector<Name*> names;
  for (const ast::Keyword* keyword : node->keywords) {
    expression(keyword->value, code().push());
    names.push_back(names_.intern(keyword->arg));
  }
  code().position = moved;
  const Value names_tuple = constants_.canonical(tuple_of_names(names));
  code().emit(Op::CallMethodKeyword, destination, window, count);
  code().emit_wide(Op::Extra, 0, static_cast<int32_t>(code().constant(names_tuple)));
  return true;
}

void Compiler::arguments_and_call(Register destination, Register window, Register first, uint32_t extra,
                                  const ast::Sequence<ast::ExprNode*>& arguments,
                                  const ast::Sequence<ast::Keyword*>& keywords, bool is_method) {
  VM_ASSERT(!is_method && code().top() == first + extra, "arguments lie behind the callee");
  if (!check_keywords(keywords)) return;
  const uint32_t count = extra + arguments.size() + keywords.size();
  if (count > kMaximumWindow || has_unpacking(arguments, keywords)) {
    return unpacking_call(destination, window, first, extra, arguments, keywords);
  }
  for (const ast::ExprNode* argument : arguments)
    expression(argument, code().push());
  if (keywords.empty()) return code().emit(Op::Call, destination, window, count);
  std::vector<Name*> names;
  for (const ast::Keyword* keyword : keywords) {
    expression(keyword->value, code().push());
    names.push_back(names_.intern(keyword->arg));
  }
  const Value names_tuple = constants_.canonical(tuple_of_names(names));
  code().emit(Op::CallKeyword, destination, window, count);
  code().emit_wide(Op::Extra, 0, static_cast<int32_t>(code().constant(names_tuple)));
}

// `leading` values lie in the window already (the body and name of a class).
void Compiler::unpacking_call(Register destination, Register window, Register leading, uint32_t leading_count,
                              const ast::Sequence<ast::ExprNode*>& arguments,
                              const ast::Sequence<ast::Keyword*>& keywords) {
  const Register positional = window + 1;
  if (leading_count == 0 && arguments.size() == 1 && arguments[0]->is<ast::Starred>()) {
    expression(arguments[0]->as<ast::Starred>()->value, code().push());
  } else {
    bool starred = false;
    for (const ast::ExprNode* argument : arguments)
      starred |= argument->is<ast::Starred>();
    if (leading_count == 0 && !starred && arguments.size() <= kMaximumWindow) {
      const Register result = code().push();
      TemporaryScope scope(code());
      const Register first = code().top();
      for (const ast::ExprNode* argument : arguments)
        expression(argument, code().push());
      code().emit(Op::BuildTuple, result, arguments.empty() ? 0 : first, arguments.size());
    } else {
      if (leading_count == 0) code().push();
      TemporaryScope scope(code());
      const Register list = code().push();
      if (leading_count == 0) {
        build_list(arguments, list);
      } else {
        code().emit(Op::BuildList, list, leading, leading_count);
        for (const ast::ExprNode* argument : arguments) {
          TemporaryScope element(code());
          if (const auto* star = argument->try_as<ast::Starred>()) {
            code().emit(Op::ListExtend, list, operand(star->value));
          } else {
            code().emit(Op::ListAppend, list, operand(argument));
          }
        }
      }
      code().emit(Op::ListToTuple, positional, list);
    }
  }
  code().set_top(window + 3);
  keyword_dict(keywords, window + 2, window);
  code().emit(Op::CallUnpack, destination, window);
}

// The dict of the keyword arguments, in the order in which they are written; unbound if there are none.
void Compiler::keyword_dict(const ast::Sequence<ast::Keyword*>& keywords, Register destination, Register callee) {
  if (keywords.empty()) return code().emit(Op::Clear, destination);
  bool started = false;
  for (uint32_t i = 0; i < keywords.size() && !failed();) {
    TemporaryScope scope(code());
    if (keywords[i]->arg.data() == nullptr) {
      if (!started) code().emit(Op::BuildMap, destination, 0, 0);
      started = true;
      const Register mapping = operand(keywords[i]->value);
      code().emit(Op::DictMerge, destination, mapping, callee);
      ++i;
      continue;
    }
    const Register first = code().top();
    uint32_t pairs = 0;
    for (; i < keywords.size() && keywords[i]->arg.data() != nullptr && pairs < 24; ++i, ++pairs) {
      load_constant(string_of(names_.intern(keywords[i]->arg)), code().push());
      expression(keywords[i]->value, code().push());
    }
    if (!started) {
      code().emit(Op::BuildMap, destination, first, pairs);
    } else {
      code().emit(Op::BuildMap, first, first, pairs);
      code().emit(Op::DictMerge, destination, first, callee);
    }
    started = true;
  }
}

bool Compiler::check_keywords(const ast::Sequence<ast::Keyword*>& keywords) {
  IndexMap seen;
  for (uint32_t i = 0; i < keywords.size(); ++i) {
    const ast::Keyword* keyword = keywords[i];
    if (keyword->arg.data() == nullptr) continue;
    if (forbidden(keyword->arg, ast::ExprContext::Store)) return false;
    const Name* name = names_.intern(keyword->arg);
    if (seen.find(name->id) == IndexMap::kAbsent) {
      seen.add(arena_, name->id, i);
      continue;
    }
    std::string message = "keyword argument repeated: ";
    message += name->text;
    fail(std::move(message), keyword);
    return false;
  }
  return true;
}

// ---- super()

// `super()` in a method, which finds its class through the __class__ cell and its object in the first argument.
bool Compiler::is_implicit_super(const ast::ExprNode* node) {
  const auto* call = node->try_as<ast::Call>();
  if (call == nullptr || !call->args.empty() || !call->keywords.empty()) return false;
  const auto* name = call->func->try_as<ast::Name>();
  if (name == nullptr || name->id != "super") return false;
  const Unit& unit = *unit_;
  if (!unit.is_function() || unit.kind == UnitKind::Comprehension || unit.argument_count == 0) return false;
  const Symbol* super = unit.scope->find(names_.intern("super"));
  const Symbol* owner = unit.scope->find(class_name_);
  if (super == nullptr || super->resolution != Resolution::GlobalImplicit) return false;
  if (owner == nullptr || owner->resolution != Resolution::Free) return false;
  return (unit.scope->symbols[0]->flags & kSymbolUnbindable) == 0;
}

// super().name: `destination` is a register, or the window of a method call.
bool Compiler::super_access(const ast::Attribute* node, Register destination, Op op) {
  if (!is_implicit_super(node->value)) return false;
  TemporaryScope scope(code());
  const Register first = code().push(3);
  {
    const Place place(*this, node->value->as<ast::Call>()->func);
    load_name(names_.intern("super"), first);
  }
  const Place place(*this, node->value);
  load_name(class_name_, first + 1);
  load_name(unit_->scope->symbols[0]->name, first + 2);
  const Place whole(*this, node);
  move_start_to_attribute(node);
  code().emit(op, destination, first, code().cache(mangled(node->attr)));
  return true;
}

}  // namespace taipan::python::compiler
