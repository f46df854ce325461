// python/syntax/diagnosis/actions.cpp -- what is said or checked when an alternative of the grammar has matched.
//
// Room       Syntax, private to the diagnosis. The list of actions is actions.def.
// Tests      tests/syntax/compare_errors.py
//
// The explorer knows only which tokens matched. Where an action needs to know more, the fast parser makes a tree of
// those tokens: they are right in themselves.
#include "python/syntax/diagnosis/explorer.h"
#include "python/syntax/parser_core.h"

namespace taipan::syntax::diagnosis {

namespace {

using ast::ExprNode;
using ast::NodeKind;

// What an expression is called in messages.
std::string_view describe(const ExprNode* node) {
  switch (node->node_kind) {
    case NodeKind::Attribute: return "attribute";
    case NodeKind::Subscript: return "subscript";
    case NodeKind::Starred: return "starred";
    case NodeKind::Name: return "name";
    case NodeKind::List: return "list";
    case NodeKind::Tuple: return "tuple";
    case NodeKind::Lambda: return "lambda";
    case NodeKind::Call: return "function call";
    case NodeKind::BoolOp:
    case NodeKind::BinOp:
    case NodeKind::UnaryOp: return "expression";
    case NodeKind::GeneratorExp: return "generator expression";
    case NodeKind::Yield:
    case NodeKind::YieldFrom: return "yield expression";
    case NodeKind::Await: return "await expression";
    case NodeKind::ListComp: return "list comprehension";
    case NodeKind::SetComp: return "set comprehension";
    case NodeKind::DictComp: return "dict comprehension";
    case NodeKind::Dict: return "dict literal";
    case NodeKind::Set: return "set display";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue: return "f-string expression";
    case NodeKind::Compare: return "comparison";
    case NodeKind::IfExp: return "conditional expression";
    case NodeKind::NamedExpr: return "named expression";
    case NodeKind::Constant:
      switch (node->as<ast::Constant>()->value.kind) {
        case ast::ConstantKind::None: return "None";
        case ast::ConstantKind::True: return "True";
        case ast::ConstantKind::False: return "False";
        case ast::ConstantKind::Ellipsis: return "ellipsis";
        default: return "literal";
      }
    default: return "expression";
  }
}

// The part of an expression that cannot be a target of this kind, or null.
const ExprNode* invalid_target(const ExprNode* node, ActionKind kind) {
  const auto among = [&](const ast::Sequence<ExprNode*>& elements) -> const ExprNode* {
    for (const ExprNode* element : elements) {
      if (const ExprNode* found = invalid_target(element, kind)) return found;
    }
    return nullptr;
  };
  switch (node->node_kind) {
    case NodeKind::Name:
    case NodeKind::Subscript:
    case NodeKind::Attribute: return nullptr;
    case NodeKind::List: return among(node->as<ast::List>()->elts);
    case NodeKind::Tuple: return among(node->as<ast::Tuple>()->elts);
    case NodeKind::Starred:
      return kind == ActionKind::Delete ? node : invalid_target(node->as<ast::Starred>()->value, kind);
    case NodeKind::Compare: {
      // The target of a loop and what is looped over look like a comparison.
      if (kind != ActionKind::Loop) return node;
      const auto* comparison = node->as<ast::Compare>();
      return comparison->ops[0] == ast::CompareOperator::In ? invalid_target(comparison->left, kind) : nullptr;
    }
    default: return node;
  }
}

ast::Location join(const ast::Location& first, const ast::Location& last) {
  return {first.lineno, first.col_offset, last.end_lineno, last.end_col_offset};
}

}  // namespace

template <class Parse>
auto Explorer::parse_fragment(const Capture& capture, Parse parse) {
  std::vector<Token> fragment;
  for (int32_t at = capture.begin; at < capture.end; ++at) fragment.push_back(token(at));
  // Two end markers: the fast parser looks one token ahead.
  fragment.resize(fragment.size() + 2);
  const size_t warning_count = context_.warnings.size();
  Parser parser(context_, fragment.data());
  auto result = parse(parser);
  context_.warnings.resize(warning_count);
  return result;
}

ExprNode* Explorer::expression(const Capture& capture) {
  return parse_fragment(capture, [](Parser& parser) { return parser.parse_fragment_expression(); });
}

ast::Location Explorer::location(const Capture& capture) {
  const Token& first = token(capture.begin);
  const Token& last = token(capture.end - 1);
  if (capture.end - capture.begin > 1) {
    if (const ExprNode* node = expression(capture)) return node->location;
  }
  return {first.lineno, first.col_offset, last.end_lineno, last.end_col_offset};
}

// The place of the last condition of the last clause, or of what it loops over.
ast::Location Explorer::location_of_clause_end(const Capture& clauses) {
  const auto generators = parse_fragment(clauses, [](Parser& parser) { return parser.parse_fragment_clauses(); });
  if (generators.empty()) return location({clauses.end - 1, clauses.end});
  const ast::Comprehension* last = generators.back();
  return last->ifs.empty() ? last->iter->location : last->ifs.back()->location;
}

// Replaces {a}, {a.text} and {a.line}.
std::string Explorer::fill_in(std::string_view message, const Capture* captures) {
  std::string result;
  for (size_t at = 0; at < message.size(); ++at) {
    const size_t close = message[at] == '{' ? message.find('}', at) : std::string_view::npos;
    if (close == std::string_view::npos) {
      result += message[at];
      continue;
    }
    const Capture& capture = captures[message[at + 1] - 'a'];
    const std::string_view what = message.substr(at + 2, close - at - 2);
    if (what == ".text") {
      result += token(capture.begin).text();
    } else if (what == ".line") {
      result += std::to_string(token(capture.begin).lineno);
    } else if (const ExprNode* node = expression(capture)) {
      result += describe(node);
    }
    at = close;
  }
  return result;
}

Explorer::ActionResult Explorer::act(const Alternative& alternative, const Capture* captures) {
  const auto capture = [&](int index) -> const Capture& { return captures[alternative.action_captures[index]]; };
  const auto message = [&] { return fill_in(alternative.message, captures); };
  switch (alternative.action) {
    case ActionKind::None: return ActionResult::Match;
    case ActionKind::At: report_at(location(capture(0)), message()); break;
    case ActionKind::Range: report_at(join(location(capture(0)), location(capture(1))), message()); break;
    case ActionKind::From: report_from(location(capture(0)), message()); break;
    case ActionKind::Last: report_at_last(ErrorKind::SyntaxError, message()); break;
    case ActionKind::Indent: report_at_last(ErrorKind::IndentationError, message()); break;
    case ActionKind::AtParameter: {
      const auto* parameter =
          parse_fragment(capture(0), [](Parser& parser) { return parser.parse_fragment_parameter(); });
      report_at(parameter != nullptr ? parameter->location : location(capture(0)), message());
      break;
    }
    case ActionKind::Store:
    case ActionKind::Loop:
    case ActionKind::Delete: return report_invalid_target(alternative.action, capture(0));
    case ActionKind::Genexp:
      report_at(join(location(capture(0)), location_of_clause_end(capture(1))), message());
      break;
    case ActionKind::GenexpAmongArguments: {
      const auto call = parse_fragment(capture(0), [](Parser& parser) { return parser.parse_fragment_arguments(); });
      if (call.positional.size() <= 1) return ActionResult::NoMatch;
      report_at(join(call.positional.back()->location, location_of_clause_end(capture(1))), message());
      break;
    }
    case ActionKind::GenexpTarget: {
      const auto clauses = parse_fragment(capture(1), [](Parser& parser) { return parser.parse_fragment_clauses(); });
      const ast::Location end = clauses.empty() ? location(capture(1)) : clauses.back()->target->location;
      report_at(join(location(capture(0)), end), message());
      break;
    }
    case ActionKind::ArgumentOrder: {
      const auto call = parse_fragment(capture(0), [](Parser& parser) { return parser.parse_fragment_arguments(); });
      bool unpacks_mapping = false;
      for (const ast::Keyword* keyword : call.keywords) unpacks_mapping |= keyword->arg.data() == nullptr;
      report_at_last(ErrorKind::SyntaxError, unpacks_mapping
                                                 ? "positional argument follows keyword argument unpacking"
                                                 : "positional argument follows keyword argument");
      break;
    }
    case ActionKind::LegacyStatement:
      if (!is_legacy_statement(capture(0))) return ActionResult::NoMatch;
      report_at(join(location(capture(0)), location(capture(1))), message());
      break;
    case ActionKind::MissingComma:
      if (is_legacy_statement(capture(0)) || tokens_[capture(1).end - 1].bracket_depth == 0) {
        return ActionResult::NoMatch;
      }
      report_at(join(location(capture(0)), location(capture(1))), message());
      break;
    case ActionKind::Elements: {
      const ExprNode* elements = expression(capture(1));
      ast::Location end = location(capture(1));
      if (elements != nullptr && elements->is<ast::Tuple>() && has_comma(capture(1))) {
        end = elements->as<ast::Tuple>()->elts.back()->location;
      }
      report_at(join(location(capture(0)), end), message());
      break;
    }
    case ActionKind::LatePatterns: {
      const auto patterns =
          parse_fragment(capture(0), [](Parser& parser) { return parser.parse_fragment_patterns(); });
      const ast::Location whole = location(capture(0));
      report_at(patterns.empty() ? whole : join(patterns.front()->location, patterns.back()->location), message());
      break;
    }
    case ActionKind::MissingColon: {
      const ast::Location key = location(capture(0));
      report_at({key.lineno, key.end_col_offset - 1, key.end_lineno, kNoColumn}, message());
      break;
    }
    case ActionKind::Fail: return ActionResult::NoMatch;
    case ActionKind::Strings: return check_strings(capture(0));
    case ActionKind::RealNumber:
    case ActionKind::ImaginaryNumber: return check_complex_part(alternative.action, capture(0));
    case ActionKind::Version: return check_version(alternative.message);
    case ActionKind::NotEqual: return check_not_equal(capture(0));
  }
  return ActionResult::NoMatch;
}

// Whether there is a comma outside of brackets.
bool Explorer::has_comma(const Capture& capture) const {
  const int32_t depth = capture.begin == 0 ? 0 : tokens_[capture.begin - 1].bracket_depth;
  for (int32_t at = capture.begin; at < capture.end; ++at) {
    if (token(at).kind == TokenKind::Comma && tokens_[at].bracket_depth == depth) return true;
  }
  return false;
}

// The statements of Python 2 that are functions now.
bool Explorer::is_legacy_statement(const Capture& capture) const {
  if (capture.end - capture.begin != 1 || token(capture.begin).kind != TokenKind::Name) return false;
  const std::string_view name = token(capture.begin).text();
  return name == "print" || name == "exec";
}

Explorer::ActionResult Explorer::report_invalid_target(ActionKind kind, const Capture& capture) {
  const ExprNode* node = expression(capture);
  const ExprNode* found = node == nullptr ? nullptr : invalid_target(node, kind);
  if (found == nullptr) return ActionResult::NoMatch;
  const char* verb = kind == ActionKind::Delete ? "cannot delete " : "cannot assign to ";
  report_at(found->location, verb + std::string(describe(found)));
  return ActionResult::NoMatch;
}

Explorer::ActionResult Explorer::check_strings(const Capture& capture) {
  std::vector<const Token*> strings;
  for (int32_t at = capture.begin; at < capture.end; ++at) strings.push_back(&token(at));
  LiteralError error;
  const ExprNode* node = concatenate_strings(context_, strings.data(), strings.size(), true, error);
  if (node != nullptr) return ActionResult::Match;
  report_literal(std::move(error), *strings.back());
  return ActionResult::NoMatch;
}

Explorer::ActionResult Explorer::check_complex_part(ActionKind kind, const Capture& capture) {
  ast::ConstantValue value;
  LiteralError error;
  (void)evaluate_number(context_, token(capture.begin), value, error);
  const bool imaginary = value.kind == ast::ConstantKind::Imaginary;
  if (imaginary == (kind == ActionKind::ImaginaryNumber)) return ActionResult::Match;
  report_at(location(capture), imaginary ? "real number required in complex literal"
                                         : "imaginary number required in complex literal");
  return ActionResult::NoMatch;
}

Explorer::ActionResult Explorer::check_not_equal(const Capture& capture) {
  const bool is_diamond = token(capture.begin).text() == "<>";
  if (is_diamond == context_.options.barry_as_flufl) return ActionResult::Match;
  if (!is_diamond) {
    report_at_last(ErrorKind::SyntaxError, "with Barry as BDFL, use '<>' instead of '!='");
  }
  return ActionResult::NoMatch;
}

// The message is a minor version and what came with it.
Explorer::ActionResult Explorer::check_version(std::string_view message) {
  const size_t space = message.find(' ');
  int32_t version = 0;
  for (char digit : message.substr(0, space)) version = 10 * version + (digit - '0');
  if (context_.options.feature_version >= version) return ActionResult::Match;
  report_at_last(ErrorKind::SyntaxError, std::string(message.substr(space + 1)) + " only supported in Python 3." +
                                             std::to_string(version) + " and greater");
  return ActionResult::NoMatch;
}

// Only long numbers, and underscores in the time before them, in a way that the tokenizer does not see.
bool Explorer::check_number(int32_t at) {
  constexpr size_t kAlwaysRight = 600;
  constexpr int32_t kFirstWithUnderscores = 6;
  const bool has_underscore = token(at).text().find('_') != std::string_view::npos;
  if (has_underscore && context_.options.feature_version < kFirstWithUnderscores) {
    report_at_last(ErrorKind::SyntaxError,
                   "Underscores in numeric literals are only supported in Python 3.6 and greater");
    return false;
  }
  if (token(at).text().size() < kAlwaysRight) return true;
  ast::ConstantValue value;
  LiteralError error;
  if (evaluate_number(context_, token(at), value, error)) return true;
  report_literal(std::move(error), token(at));
  return false;
}

}  // namespace taipan::syntax::diagnosis
