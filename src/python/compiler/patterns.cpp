// python/compiler/patterns.cpp -- match statements.
//
// Room       python/compiler. Conventions are in compiler_private.h.
// Tests      tests/golden/compiler/match*.py
//
// A pattern jumps to `fail` when the subject does not match. What it captures stays in registers; the names are bound
// only when the whole pattern has matched, before the guard is looked at.
#include "python/compiler/compiler_private.h"
#include "python/objects/abstract.h"

namespace taipan::python::compiler {

using ast::NodeKind;

struct Compiler::PatternContext {
  struct Capture {
    Name* name;
    Register value;
    Position position;
  };
  Label fail;
  std::vector<Capture> captures;
  bool may_be_irrefutable = false;  // nothing follows that a pattern which always matches would hide
};

namespace {

bool is_wildcard(const ast::PatternNode* node) {
  const auto* match = node->try_as<ast::MatchAs>();
  return match != nullptr && match->pattern == nullptr && match->name.data() == nullptr;
}

bool is_star_wildcard(const ast::PatternNode* node) {
  const auto* star = node->try_as<ast::MatchStar>();
  return star != nullptr && star->name.data() == nullptr;
}

std::string quoted(const char* before, std::string_view name, const char* after) {
  std::string text = before;
  text += '\'';
  text += name;
  text += '\'';
  return text + after;
}

}  // namespace

void Compiler::match_statement(const ast::Match* node) {
  const Register subject = code().push();
  expression(node->subject, subject);
  const Label end = code().new_label();
  for (uint32_t i = 0; i < node->cases.size() && !failed(); ++i) {
    const ast::MatchCase* match_case = node->cases[i];
    const bool is_last = i + 1 == node->cases.size();
    TemporaryScope scope(code());
    PatternContext context;
    context.fail = code().new_label();
    context.may_be_irrefutable = match_case->guard != nullptr || is_last;
    {
      const Place place(*this, match_case->pattern);
      if (is_last && is_wildcard(match_case->pattern)) {
        code().emit(Op::Nop);
      } else {
        pattern(match_case->pattern, subject, context);
      }
      for (const PatternContext::Capture& capture : context.captures) {
        code().position = capture.position;
        store_name(capture.name, capture.value);
      }
      if (match_case->guard != nullptr) jump_if(match_case->guard, context.fail, false);
    }
    body(match_case->body);
    follow();
    code().jump(end);
    code().bind(context.fail);
  }
  code().bind(end);
}

// The place of a pattern stays current for what is done after it.
void Compiler::pattern(const ast::PatternNode* node, Register subject, PatternContext& context) {
  if (!enter_level()) return;
  const ast::Location& location = node->location;
  code().position = {location.lineno, location.end_lineno, location.col_offset, location.end_col_offset};
  dispatch(node, subject, context);
  depth_.leave();
}

// Inside of another pattern one that always matches is no mistake.
void Compiler::subpattern(const ast::PatternNode* node, Register subject, PatternContext& context) {
  const bool outer = context.may_be_irrefutable;
  context.may_be_irrefutable = true;
  pattern(node, subject, context);
  context.may_be_irrefutable = outer;
}

void Compiler::dispatch(const ast::PatternNode* node, Register subject, PatternContext& context) {
  switch (node->node_kind) {
    case NodeKind::MatchValue:
      return pattern_value(node->as<ast::MatchValue>(), subject, context);
    case NodeKind::MatchSingleton: {
      if (node->as<ast::MatchSingleton>()->value.kind == ast::ConstantKind::None) {
        return code().jump_if(Op::JumpIfNotNone, subject, context.fail);
      }
      TemporaryScope scope(code());
      const Register value = code().push();
      load_constant(constants_.value_of(node->as<ast::MatchSingleton>()->value), value);
      code().emit(Op::Is, value, subject, value);
      return code().jump_if(Op::JumpIfFalse, value, context.fail);
    }
    case NodeKind::MatchSequence:
      return pattern_sequence(node->as<ast::MatchSequence>(), subject, context);
    case NodeKind::MatchMapping:
      return pattern_mapping(node->as<ast::MatchMapping>(), subject, context);
    case NodeKind::MatchClass:
      return pattern_class(node->as<ast::MatchClass>(), subject, context);
    case NodeKind::MatchStar:
      return capture(node->as<ast::MatchStar>()->name, subject, context);
    case NodeKind::MatchAs:
      return pattern_as(node->as<ast::MatchAs>(), subject, context);
    case NodeKind::MatchOr:
      return pattern_or(node->as<ast::MatchOr>(), subject, context);
    default:
      return;
  }
}

void Compiler::capture(ast::Identifier name, Register value, PatternContext& context) {
  if (name.data() == nullptr) return;
  if (forbidden(name, ast::ExprContext::Store)) return;
  Name* captured = mangled(name);
  for (const PatternContext::Capture& earlier : context.captures) {
    if (earlier.name == captured) return fail(quoted("multiple assignments to name ", name, " in pattern"));
  }
  context.captures.push_back({captured, value, code().position});
}

void Compiler::pattern_value(const ast::MatchValue* node, Register subject, PatternContext& context) {
  if (!node->value->is<ast::Constant>() && !node->value->is<ast::Attribute>()) {
    return fail("patterns may only match literals and attribute lookups");
  }
  TemporaryScope scope(code());
  const Register value = operand(node->value);
  code().jump_compare(Op::JumpUnlessEqual, subject, value, context.fail);
}

// len(subject) compared with `length`; the register with the length of the subject.
Register Compiler::require_length(Register subject, uint32_t length, Op jump, PatternContext& context) {
  const Register actual = code().push();
  intrinsic(Intrinsic::Length, actual, subject);
  TemporaryScope scope(code());
  const Register wanted = code().push();
  load_constant(Value::integer(length), wanted);
  code().jump_compare(jump, actual, wanted, context.fail);
  return actual;
}

void Compiler::pattern_sequence(const ast::MatchSequence* node, Register subject, PatternContext& context) {
  const uint32_t count = node->patterns.size();
  constexpr uint32_t kNone = 0xFFFFFFFF;
  uint32_t star = kNone;
  bool only_wildcards = true;
  for (uint32_t i = 0; i < count; ++i) {
    const ast::PatternNode* element = node->patterns[i];
    if (element->is<ast::MatchStar>()) {
      if (star != kNone) return fail("multiple starred names in sequence pattern");
      star = i;
      only_wildcards &= is_star_wildcard(element);
    } else {
      only_wildcards &= is_wildcard(element);
    }
  }
  {
    TemporaryScope scope(code());
    const Register is_sequence = code().push();
    intrinsic(Intrinsic::MatchSequence, is_sequence, subject);
    code().jump_if(Op::JumpIfFalse, is_sequence, context.fail);
  }
  if (star == kNone) {
    TemporaryScope scope(code());
    require_length(subject, count, Op::JumpUnlessEqual, context);
  } else if (count > 1) {
    TemporaryScope scope(code());
    require_length(subject, count - 1, Op::JumpUnlessGreaterEqual, context);
  }
  if (only_wildcards) return;
  if (star != kNone && is_star_wildcard(node->patterns[star])) return pattern_elements(node, star, subject, context);
  const Register first = code().push(count);
  if (star == kNone) {
    code().emit(Op::UnpackSequence, first, subject, count);
  } else {
    if (star >= 256 || count - star - 1 >= 256) return fail("too many expressions in star-unpacking sequence pattern");
    code().emit(Op::UnpackStar, first, subject, star | ((count - star - 1) << 8));
  }
  for (uint32_t i = 0; i < count; ++i)
    subpattern(node->patterns[i], first + i, context);
}

// With `*_` among the elements, the others are looked up one by one.
void Compiler::pattern_elements(const ast::MatchSequence* node, uint32_t star, Register subject,
                                PatternContext& context) {
  const uint32_t count = node->patterns.size();
  for (uint32_t i = 0; i < count; ++i) {
    if (i == star || is_wildcard(node->patterns[i])) continue;
    const Register item = code().push();
    if (i < star) {
      load_constant(Value::integer(i), item);
    } else {
      intrinsic(Intrinsic::Length, item, subject);
      code().emit(Op::SubtractInt, item, item, count - i);
    }
    code().emit(Op::GetItem, item, subject, item);
    subpattern(node->patterns[i], item, context);
  }
}

bool Compiler::mapping_keys(const ast::MatchMapping* node, Register keys) {
  std::vector<Value> seen;
  TemporaryScope scope(code());
  const Register first = code().top();
  for (const ast::ExprNode* key : node->keys) {
    if (const auto* constant = key->try_as<ast::Constant>()) {
      const Value value = constants_.value_of(constant->value);
      for (const Value earlier : seen) {
        Result<bool> same = equal(thread_, earlier, value);
        if (!same.ok()) {
          problem_.set(CompileProblem::Kind::Raised, "");
          return false;
        }
        if (!same.value()) continue;
        ByteBuilder text;
        if (String* shown = repr(thread_, value)) append_utf8(text, shown);
        std::string message = "mapping pattern checks duplicate key (";
        message += text.view();
        fail(message + ")");
        return false;
      }
      seen.push_back(value);
    } else if (!key->is<ast::Attribute>()) {
      fail("mapping pattern keys may only match literals and attribute lookups");
      return false;
    }
    expression(key, code().push());
  }
  code().emit(Op::BuildTuple, keys, first, node->keys.size());
  return true;
}

void Compiler::pattern_mapping(const ast::MatchMapping* node, Register subject, PatternContext& context) {
  const uint32_t count = node->keys.size();
  const bool has_rest = node->rest.data() != nullptr;
  {
    TemporaryScope scope(code());
    const Register is_mapping = code().push();
    intrinsic(Intrinsic::MatchMapping, is_mapping, subject);
    code().jump_if(Op::JumpIfFalse, is_mapping, context.fail);
  }
  if (count == 0 && !has_rest) return;
  if (count != 0) {
    TemporaryScope scope(code());
    require_length(subject, count, Op::JumpUnlessGreaterEqual, context);
  }
  const Register pair = code().push(2);
  const Register keys = pair + 1;
  code().move(pair, subject);
  if (count == 0) {
    load_constant(empty_tuple(), keys);
  } else {
    if (!mapping_keys(node, keys)) return;
    const Register first = code().push(count);
    intrinsic(Intrinsic::MatchKeys, first, pair);
    code().jump_if(Op::JumpIfNone, first, context.fail);
    code().emit(Op::UnpackSequence, first, first, count);
    for (uint32_t i = 0; i < count; ++i)
      subpattern(node->patterns[i], first + i, context);
  }
  if (has_rest) {
    const Register rest = code().push();
    intrinsic(Intrinsic::MappingRest, rest, pair);
    capture(node->rest, rest, context);
  }
}

bool Compiler::check_class_keywords(const ast::MatchClass* node) {
  for (uint32_t i = 0; i < node->kwd_attrs.size(); ++i) {
    const ast::Location& location = node->kwd_patterns[i]->location;
    code().position = {location.lineno, location.end_lineno, location.col_offset, location.end_col_offset};
    if (forbidden(node->kwd_attrs[i], ast::ExprContext::Store)) return false;
    for (uint32_t j = i + 1; j < node->kwd_attrs.size(); ++j) {
      if (node->kwd_attrs[i] != node->kwd_attrs[j]) continue;
      std::string message = "attribute name repeated in class pattern: ";
      message += node->kwd_attrs[j];
      fail(std::move(message), node->kwd_patterns[j]);
      return false;
    }
  }
  return true;
}

void Compiler::pattern_class(const ast::MatchClass* node, Register subject, PatternContext& context) {
  const uint32_t positional = node->patterns.size();
  const uint32_t count = positional + node->kwd_attrs.size();
  if (!check_class_keywords(node)) return;
  const Register first = code().push(std::max(count, 1u));
  {
    TemporaryScope scope(code());
    const Register arguments = code().push(4);
    code().move(arguments, subject);
    expression(node->cls, arguments + 1);
    load_constant(Value::integer(positional), arguments + 2);
    std::vector<Name*> names;
    for (const ast::Identifier name : node->kwd_attrs)
      names.push_back(names_.intern(name));
    load_constant(constants_.canonical(tuple_of_names(names)), arguments + 3);
    intrinsic(Intrinsic::MatchClass, first, arguments);
  }
  code().jump_if(Op::JumpIfNone, first, context.fail);
  code().emit(Op::UnpackSequence, count == 0 ? 0 : first, first, count);
  for (uint32_t i = 0; i < count; ++i) {
    const ast::PatternNode* element = i < positional ? node->patterns[i] : node->kwd_patterns[i - positional];
    if (!is_wildcard(element)) subpattern(element, first + i, context);
  }
}

void Compiler::pattern_as(const ast::MatchAs* node, Register subject, PatternContext& context) {
  if (node->pattern != nullptr) {
    pattern(node->pattern, subject, context);
  } else if (!context.may_be_irrefutable) {
    if (node->name.data() == nullptr) return fail("wildcard makes remaining patterns unreachable");
    return fail(quoted("name capture ", node->name, " makes remaining patterns unreachable"));
  }
  capture(node->name, subject, context);
}

// All alternatives capture the same names, which are moved to the registers that the first alternative chose.
void Compiler::pattern_or(const ast::MatchOr* node, Register subject, PatternContext& context) {
  const Label matched = code().new_label();
  const uint32_t count = node->patterns.size();
  std::vector<PatternContext::Capture> common;
  // The registers of the captures lie below those of the alternatives; there are at most as many as the first has
  // names.
  for (uint32_t i = 0; i < count && !failed(); ++i) {
    PatternContext alternative;
    alternative.fail = code().new_label();
    alternative.may_be_irrefutable = i + 1 == count && context.may_be_irrefutable;
    const Register top = code().top();
    pattern(node->patterns[i], subject, alternative);
    if (failed()) return;
    if (i == 0) {
      // They are found out by the first alternative, whose temporaries stay reserved.
      for (PatternContext::Capture& captured : alternative.captures) {
        const Register kept = code().push();
        code().move(kept, captured.value);
        common.push_back({captured.name, kept, captured.position});
      }
    } else {
      bool same = alternative.captures.size() == common.size();
      for (const PatternContext::Capture& captured : alternative.captures) {
        bool known = false;
        for (const PatternContext::Capture& other : common) {
          if (other.name != captured.name) continue;
          known = true;
          code().move(other.value, captured.value);
        }
        same &= known;
      }
      if (!same) return fail("alternative patterns bind different names");
      code().release_to(top);
    }
    code().jump(matched);
    code().bind(alternative.fail);
  }
  code().jump(context.fail);
  code().bind(matched);
  for (const PatternContext::Capture& captured : common) {
    for (const PatternContext::Capture& earlier : context.captures) {
      if (earlier.name == captured.name) {
        return fail(quoted("multiple assignments to name ", captured.name->text, " in pattern"));
      }
    }
    context.captures.push_back(captured);
  }
}

}  // namespace taipan::python::compiler
