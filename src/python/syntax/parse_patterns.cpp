// python/syntax/parse_patterns.cpp -- the match statement.
//
// Room       Syntax. See parser_core.h for the rules.
// Tests      tests/syntax/compare_ast.py
//
// `match`, `case` and `_` are names everywhere else. A line that begins with `match` is tried as a match statement;
// only if that fails is it an expression statement.
#include "python/syntax/literals.h"
#include "python/syntax/parser_core.h"

namespace taipan::syntax {

using ast::ExprContext;
using ast::ExprNode;
using ast::PatternNode;
using ast::StmtNode;

// A quick look that rules out most uses of the name `match`.
bool Parser::may_start_match() const {
  if (!at_word("match") || !supports(10)) return false;
  switch (following()) {
    case Kind::Name: case Kind::Number: case Kind::String: case Kind::LeftParen: case Kind::LeftBracket:
    case Kind::LeftBrace: case Kind::Ellipsis: case Kind::Minus: case Kind::Plus: case Kind::Tilde: case Kind::Star:
    case Kind::KeywordFalse: case Kind::KeywordNone: case Kind::KeywordTrue: case Kind::KeywordAwait:
    case Kind::KeywordLambda: case Kind::KeywordNot:
      return true;
    default:
      return false;
  }
}

// Null if this is no match statement; nothing is taken then.
StmtNode* Parser::try_match() {
  const Token* start = token_;
  const Token* last = last_;
  const size_t warning_count = context_.warnings.size();
  const Depth depth(*this, kBlockLevels);
  take();
  ExprNode* subject = parse_subject();
  if (subject != nullptr && take_if(Kind::Colon) && skip_if(Kind::Newline) && skip_if(Kind::Indent)) {
    Collector<ast::MatchCase> cases(*this);
    bool complete = true;
    while (complete && at_word("case")) {
      ast::MatchCase* one = parse_case();
      complete = one != nullptr;
      cases.push(one);
    }
    if (complete && cases.size() != 0 && skip_if(Kind::Dedent)) {
      return ast::make<ast::Match>(arena_, from(start), subject, cases.take());
    }
  }
  context_.warnings.resize(warning_count);
  token_ = start;
  last_ = last;
  return nullptr;
}

ExprNode* Parser::parse_subject() {
  const Token* start = token_;
  TRY_NODE(first, parse_star_named_expression());
  if (!at(Kind::Comma)) return first->is<ast::Starred>() ? nullptr : first;
  Expressions elements(*this);
  elements.push(first);
  while (take_if(Kind::Comma) && !at(Kind::Colon)) {
    TRY_NODE(element, parse_star_named_expression());
    elements.push(element);
  }
  return finish_tuple(start, elements, ExprContext::Load);
}

ast::MatchCase* Parser::parse_case() {
  take();
  TRY_NODE(pattern, parse_patterns());
  ExprNode* guard = nullptr;
  if (take_if(Kind::KeywordIf)) {
    guard = parse_named_expression();
    if (guard == nullptr) return nullptr;
  }
  ast::Sequence<StmtNode*> body;
  if (!parse_colon_and_block(body)) return nullptr;
  return ast::make_plain<ast::MatchCase>(arena_, pattern, guard, body);
}

// The top level of a case: an open sequence, or one pattern.
PatternNode* Parser::parse_patterns() {
  const Token* start = token_;
  TRY_NODE(first, parse_maybe_star_pattern());
  if (!at(Kind::Comma)) return first->is<ast::MatchStar>() ? nullptr : first;
  Collector<PatternNode> patterns(*this);
  patterns.push(first);
  while (take_if(Kind::Comma) && !at(Kind::Colon) && !at(Kind::KeywordIf)) {
    TRY_NODE(pattern, parse_maybe_star_pattern());
    patterns.push(pattern);
  }
  return ast::make<ast::MatchSequence>(arena_, from(start), patterns.take());
}

PatternNode* Parser::parse_maybe_star_pattern() {
  if (!at(Kind::Star)) return parse_as_pattern();
  const Token* start = take();
  if (!at(Kind::Name)) return nullptr;
  const ast::Identifier name = at_word("_") ? (take(), ast::Identifier()) : take_identifier();
  return ast::make<ast::MatchStar>(arena_, from(start), name);
}

PatternNode* Parser::parse_as_pattern() {
  const Token* start = token_;
  TRY_NODE(pattern, parse_or_pattern());
  if (!take_if(Kind::KeywordAs)) return pattern;
  if (!at(Kind::Name) || at_word("_")) return nullptr;
  const ast::Identifier name = take_identifier();
  if (at(Kind::Dot) || at(Kind::LeftParen) || at(Kind::Equal)) return nullptr;
  return ast::make<ast::MatchAs>(arena_, from(start), pattern, name);
}

PatternNode* Parser::parse_or_pattern() {
  const Token* start = token_;
  TRY_NODE(first, parse_closed_pattern());
  if (!at(Kind::VerticalBar)) return first;
  Collector<PatternNode> patterns(*this);
  patterns.push(first);
  while (take_if(Kind::VerticalBar)) {
    TRY_NODE(pattern, parse_closed_pattern());
    patterns.push(pattern);
  }
  return ast::make<ast::MatchOr>(arena_, from(start), patterns.take());
}

PatternNode* Parser::parse_closed_pattern() {
  const Token* start = token_;
  switch (token_->kind) {
    case Kind::Number:
    case Kind::Minus: {
      TRY_NODE(value, parse_pattern_value());
      return ast::make<ast::MatchValue>(arena_, from(start), value);
    }
    case Kind::String: {
      TRY_NODE(value, parse_strings());
      return ast::make<ast::MatchValue>(arena_, from(start), value);
    }
    case Kind::KeywordNone:
    case Kind::KeywordTrue:
    case Kind::KeywordFalse: return parse_singleton_pattern();
    case Kind::Name: return parse_name_pattern();
    case Kind::LeftParen:
    case Kind::LeftBracket: return parse_group_or_sequence_pattern();
    case Kind::LeftBrace: return parse_mapping_pattern();
    default: return nullptr;
  }
}

PatternNode* Parser::parse_singleton_pattern() {
  ast::ConstantValue value;
  switch (take()->kind) {
    case Kind::KeywordTrue: value.kind = ast::ConstantKind::True; break;
    case Kind::KeywordFalse: value.kind = ast::ConstantKind::False; break;
    default: value.kind = ast::ConstantKind::None; break;
  }
  return ast::make<ast::MatchSingleton>(arena_, at_last(), value);
}

// A capture, the wildcard, a dotted value or a class.
PatternNode* Parser::parse_name_pattern() {
  const Token* start = token_;
  if (following() != Kind::Dot && following() != Kind::LeftParen) {
    if (following() == Kind::Equal) return nullptr;
    const ast::Identifier name = at_word("_") ? (take(), ast::Identifier()) : take_identifier();
    return ast::make<ast::MatchAs>(arena_, at_last(), static_cast<PatternNode*>(nullptr), name);
  }
  TRY_NODE(name, parse_name_or_attribute());
  if (at(Kind::LeftParen)) return parse_class_pattern(start, name);
  if (at(Kind::Equal)) return nullptr;
  return ast::make<ast::MatchValue>(arena_, from(start), name);
}

ExprNode* Parser::parse_name_or_attribute() {
  const Token* start = token_;
  ExprNode* node = parse_name();
  while (take_if(Kind::Dot)) {
    if (!at(Kind::Name)) return nullptr;
    const ast::Identifier name = take_identifier();
    node = ast::make<ast::Attribute>(arena_, from(start), node, name, ExprContext::Load);
  }
  return node;
}

// An optional minus and a number.
ExprNode* Parser::parse_signed_number() {
  const Token* start = token_;
  const bool negative = take_if(Kind::Minus);
  if (!at(Kind::Number)) return nullptr;
  TRY_NODE(number, parse_number());
  if (!negative) return number;
  return ast::make<ast::UnaryOp>(arena_, from(start), ast::UnaryOperator::USub, number);
}

// A number, which may be complex: real part, sign, imaginary part.
ExprNode* Parser::parse_pattern_value() {
  const Token* start = token_;
  TRY_NODE(real, parse_signed_number());
  if (!at(Kind::Plus) && !at(Kind::Minus)) return real;
  const auto is_imaginary = [](const ExprNode* number) {
    return number->as<ast::Constant>()->value.kind == ast::ConstantKind::Imaginary;
  };
  if (is_imaginary(real->is<ast::UnaryOp>() ? real->as<ast::UnaryOp>()->operand : real)) return nullptr;
  const ast::Operator op = take()->kind == Kind::Plus ? ast::Operator::Add : ast::Operator::Sub;
  if (!at(Kind::Number)) return nullptr;
  TRY_NODE(imaginary, parse_number());
  if (!is_imaginary(imaginary)) return nullptr;
  return ast::make<ast::BinOp>(arena_, from(start), real, op, imaginary);
}

// Patterns with commas between them, up to the closing bracket `end`.
bool Parser::parse_pattern_list(Collector<PatternNode>& patterns, Kind end, bool& trailing_comma) {
  trailing_comma = false;
  while (!at(end)) {
    PatternNode* pattern = parse_maybe_star_pattern();
    if (pattern == nullptr) return false;
    patterns.push(pattern);
    trailing_comma = take_if(Kind::Comma);
    if (!trailing_comma) break;
  }
  return take_if(end);
}

PatternNode* Parser::parse_group_or_sequence_pattern() {
  const Depth depth(*this, kBracketLevels);
  if (!depth.ok()) return nullptr;
  const Token* start = take();
  const bool in_parentheses = start->kind == Kind::LeftParen;
  Collector<PatternNode> patterns(*this);
  bool trailing_comma;
  if (!parse_pattern_list(patterns, in_parentheses ? Kind::RightParen : Kind::RightBracket, trailing_comma)) {
    return nullptr;
  }
  if (in_parentheses && patterns.size() == 1 && !trailing_comma) {
    return patterns[0]->is<ast::MatchStar>() ? nullptr : patterns[0];
  }
  return ast::make<ast::MatchSequence>(arena_, from(start), patterns.take());
}

PatternNode* Parser::parse_mapping_pattern() {
  const Depth depth(*this, kBracketLevels);
  if (!depth.ok()) return nullptr;
  const Token* start = take();
  std::vector<ExprNode*> keys;
  std::vector<PatternNode*> patterns;
  ast::Identifier rest;
  while (!at(Kind::RightBrace)) {
    if (rest.data() != nullptr) return nullptr;
    if (take_if(Kind::DoubleStar)) {
      if (!at(Kind::Name) || at_word("_")) return nullptr;
      rest = take_identifier();
      if (at(Kind::Dot) || at(Kind::LeftParen) || at(Kind::Equal)) return nullptr;
    } else {
      TRY_NODE(key, parse_mapping_key());
      if (!take_if(Kind::Colon)) return nullptr;
      TRY_NODE(pattern, parse_as_pattern());
      keys.push_back(key);
      patterns.push_back(pattern);
    }
    if (!take_if(Kind::Comma)) break;
  }
  if (!take_if(Kind::RightBrace)) return nullptr;
  return ast::make<ast::MatchMapping>(arena_, from(start), copy(keys), copy(patterns), rest);
}

// A literal or a dotted name.
ExprNode* Parser::parse_mapping_key() {
  switch (token_->kind) {
    case Kind::Number:
    case Kind::Minus: return parse_pattern_value();
    case Kind::String: return parse_strings();
    case Kind::KeywordNone: return constant(ast::ConstantKind::None);
    case Kind::KeywordTrue: return constant(ast::ConstantKind::True);
    case Kind::KeywordFalse: return constant(ast::ConstantKind::False);
    case Kind::Name: return following() == Kind::Dot ? parse_name_or_attribute() : nullptr;
    default: return nullptr;
  }
}

// Positional patterns, then those with keywords.
PatternNode* Parser::parse_class_pattern(const Token* start, ExprNode* name) {
  const Depth depth(*this, kBracketLevels);
  if (!depth.ok()) return nullptr;
  take();
  std::vector<PatternNode*> positional;
  std::vector<ast::Identifier> keywords;
  std::vector<PatternNode*> keyword_patterns;
  while (!at(Kind::RightParen)) {
    if (at(Kind::Name) && following() == Kind::Equal) {
      keywords.push_back(take_identifier());
      take();
      TRY_NODE(pattern, parse_as_pattern());
      keyword_patterns.push_back(pattern);
    } else {
      if (!keywords.empty()) return nullptr;
      TRY_NODE(pattern, parse_as_pattern());
      positional.push_back(pattern);
    }
    if (!take_if(Kind::Comma)) break;
  }
  if (!take_if(Kind::RightParen)) return nullptr;
  return ast::make<ast::MatchClass>(arena_, from(start), name, copy(positional), copy(keywords),
                                    copy(keyword_patterns));
}

}  // namespace taipan::syntax
