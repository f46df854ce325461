// python/syntax/parse_expressions.cpp -- operators, from the comma down to the primary.
//
// Room       Syntax. See parser_core.h for the rules.
// Tests      tests/syntax/compare_ast.py
//
//   star_expressions > expression > or > and > not > comparison > | > ^ > & > shift > sum > term > factor > ** > await
//                    > primary > atom
//
// The binary operators from | to @ climb precedence in one loop; the others have a function each, since each makes
// another kind of node.
#include "python/syntax/parser_core.h"

namespace taipan::syntax {

using ast::ExprContext;
using ast::ExprNode;

namespace {

struct BinaryOperator {
  int8_t precedence = -1;
  ast::Operator op = ast::Operator::Add;
};

struct BinaryOperators {
  BinaryOperator of[kTokenKindCount];
};

constexpr BinaryOperators list_binary_operators() {
  using enum TokenKind;
  BinaryOperators table;
  const auto add = [&](TokenKind kind, int8_t precedence, ast::Operator op) {
    table.of[static_cast<size_t>(kind)] = {precedence, op};
  };
  add(VerticalBar, 0, ast::Operator::BitOr);
  add(Circumflex, 1, ast::Operator::BitXor);
  add(Ampersand, 2, ast::Operator::BitAnd);
  add(LeftShift, 3, ast::Operator::LShift);
  add(RightShift, 3, ast::Operator::RShift);
  add(Plus, 4, ast::Operator::Add);
  add(Minus, 4, ast::Operator::Sub);
  add(Star, 5, ast::Operator::Mult);
  add(Slash, 5, ast::Operator::Div);
  add(DoubleSlash, 5, ast::Operator::FloorDiv);
  add(Percent, 5, ast::Operator::Mod);
  add(At, 5, ast::Operator::MatMult);
  return table;
}

constexpr BinaryOperators kBinaryOperators = list_binary_operators();

}  // namespace

ExprNode* Parser::finish_tuple(const Token* start, Expressions& elements, ExprContext context) {
  return ast::make<ast::Tuple>(arena_, from(start), elements.take(), context);
}

// Whether an expression may begin with this token: what follows a comma decides if the comma ends a tuple.
static bool starts_expression(TokenKind kind) {
  using enum TokenKind;
  switch (kind) {
    case Name: case Number: case String: case LeftParen: case LeftBracket: case LeftBrace: case Ellipsis: case Minus:
    case Plus: case Tilde: case KeywordFalse: case KeywordNone: case KeywordTrue: case KeywordAwait: case KeywordLambda:
    case KeywordNot:
      return true;
    default:
      return false;
  }
}

ExprNode* Parser::parse_star_expressions() {
  const Token* start = token_;
  TRY_NODE(first, parse_star_expression());
  if (!at(Kind::Comma)) return first;
  Expressions elements(*this);
  elements.push(first);
  while (take_if(Kind::Comma)) {
    if (!starts_expression(token_->kind) && !at(Kind::Star)) break;
    TRY_NODE(element, parse_star_expression());
    elements.push(element);
  }
  return finish_tuple(start, elements, ExprContext::Load);
}

ExprNode* Parser::parse_expressions() {
  const Token* start = token_;
  TRY_NODE(first, parse_expression());
  if (!at(Kind::Comma)) return first;
  Expressions elements(*this);
  elements.push(first);
  while (take_if(Kind::Comma)) {
    if (!starts_expression(token_->kind)) break;
    TRY_NODE(element, parse_expression());
    elements.push(element);
  }
  return finish_tuple(start, elements, ExprContext::Load);
}

// `*operand`; the star is the current token.
ExprNode* Parser::parse_starred() {
  const Token* start = take();
  TRY_NODE(value, parse_bitwise_or());
  return ast::make<ast::Starred>(arena_, from(start), value, ExprContext::Load);
}

ExprNode* Parser::parse_star_expression() { return at(Kind::Star) ? parse_starred() : parse_expression(); }

ExprNode* Parser::parse_star_named_expression() { return at(Kind::Star) ? parse_starred() : parse_named_expression(); }

ExprNode* Parser::parse_named_expression() {
  if (!at(Kind::Name) || following() != Kind::ColonEqual) {
    TRY_NODE(expression, parse_expression());
    return at(Kind::ColonEqual) ? nullptr : expression;
  }
  if (!supports(8)) return nullptr;
  const Token* start = token_;
  const ast::Identifier name = take_identifier();
  ExprNode* target = ast::make<ast::Name>(arena_, at_last(), name, ExprContext::Store);
  take();
  TRY_NODE(value, parse_expression());
  return ast::make<ast::NamedExpr>(arena_, from(start), target, value);
}

ExprNode* Parser::parse_yield_or_star_expressions() {
  return at(Kind::KeywordYield) ? parse_yield() : parse_star_expressions();
}

ExprNode* Parser::parse_yield() {
  const Token* start = take();
  if (take_if(Kind::KeywordFrom)) {
    TRY_NODE(value, parse_expression());
    return ast::make<ast::YieldFrom>(arena_, from(start), value);
  }
  ExprNode* value = nullptr;
  if (starts_expression(token_->kind) || at(Kind::Star)) {
    value = parse_star_expressions();
    if (value == nullptr) return nullptr;
  }
  return ast::make<ast::Yield>(arena_, from(start), value);
}

ExprNode* Parser::parse_expression() {
  const Token* start = token_;
  const Depth depth(*this, 1);
  if (!depth.ok()) return nullptr;
  if (at(Kind::KeywordLambda)) return parse_lambda();
  TRY_NODE(body, parse_disjunction());
  if (!at(Kind::KeywordIf)) return body;
  take();
  TRY_NODE(test, parse_disjunction());
  if (!take_if(Kind::KeywordElse)) return nullptr;
  TRY_NODE(orelse, parse_expression());
  return ast::make<ast::IfExp>(arena_, from(start), test, body, orelse);
}

ExprNode* Parser::parse_lambda() {
  const Token* start = take();
  const Depth depth(*this, 1);
  TRY_NODE(parameters, parse_parameters(ParameterStyle::Lambda, Kind::Colon));
  if (!take_if(Kind::Colon)) return nullptr;
  TRY_NODE(body, parse_expression());
  return ast::make<ast::Lambda>(arena_, from(start), parameters, body);
}

ExprNode* Parser::parse_disjunction() {
  const Token* start = token_;
  TRY_NODE(first, parse_conjunction());
  if (!at(Kind::KeywordOr)) return first;
  Expressions values(*this);
  values.push(first);
  while (take_if(Kind::KeywordOr)) {
    TRY_NODE(value, parse_conjunction());
    values.push(value);
  }
  return ast::make<ast::BoolOp>(arena_, from(start), ast::BoolOperator::Or, values.take());
}

ExprNode* Parser::parse_conjunction() {
  const Token* start = token_;
  TRY_NODE(first, parse_inversion());
  if (!at(Kind::KeywordAnd)) return first;
  Expressions values(*this);
  values.push(first);
  while (take_if(Kind::KeywordAnd)) {
    TRY_NODE(value, parse_inversion());
    values.push(value);
  }
  return ast::make<ast::BoolOp>(arena_, from(start), ast::BoolOperator::And, values.take());
}

ExprNode* Parser::parse_inversion() {
  if (!at(Kind::KeywordNot)) return parse_comparison();
  const Depth depth(*this, 1);
  if (!depth.ok()) return nullptr;
  const Token* start = take();
  TRY_NODE(operand, parse_inversion());
  return ast::make<ast::UnaryOp>(arena_, from(start), ast::UnaryOperator::Not, operand);
}

// Takes a comparison operator if there is one.
bool Parser::take_comparison_operator(ast::CompareOperator& op) {
  using ast::CompareOperator;
  switch (token_->kind) {
    case Kind::EqualEqual: op = CompareOperator::Eq; break;
    case Kind::NotEqual:
      if ((token_->text() == "<>") != context_.options.barry_as_flufl) return false;
      op = CompareOperator::NotEq;
      break;
    case Kind::Less: op = CompareOperator::Lt; break;
    case Kind::LessEqual: op = CompareOperator::LtE; break;
    case Kind::Greater: op = CompareOperator::Gt; break;
    case Kind::GreaterEqual: op = CompareOperator::GtE; break;
    case Kind::KeywordIn: op = CompareOperator::In; break;
    case Kind::KeywordIs:
      take();
      op = take_if(Kind::KeywordNot) ? CompareOperator::IsNot : CompareOperator::Is;
      return true;
    case Kind::KeywordNot:
      if (following() != Kind::KeywordIn) return false;
      take();
      op = CompareOperator::NotIn;
      break;
    default: return false;
  }
  take();
  return true;
}

ExprNode* Parser::parse_comparison() {
  const Token* start = token_;
  TRY_NODE(left, parse_bitwise_or());
  ast::CompareOperator op;
  if (!take_comparison_operator(op)) return left;
  std::vector<ast::CompareOperator> operators;
  Expressions comparators(*this);
  do {
    operators.push_back(op);
    TRY_NODE(right, parse_bitwise_or());
    comparators.push(right);
  } while (take_comparison_operator(op));
  return ast::make<ast::Compare>(arena_, from(start), left, copy(operators), comparators.take());
}

ExprNode* Parser::parse_binary(int lowest) {
  const Token* start = token_;
  TRY_NODE(left, parse_factor());
  for (;;) {
    const BinaryOperator found = kBinaryOperators.of[static_cast<size_t>(token_->kind)];
    if (found.precedence < lowest) return left;
    if (found.op == ast::Operator::MatMult && !supports(5)) return nullptr;
    take();
    TRY_NODE(right, parse_binary(found.precedence + 1));
    left = ast::make<ast::BinOp>(arena_, from(start), left, found.op, right);
  }
}

ExprNode* Parser::parse_factor() {
  ast::UnaryOperator op;
  switch (token_->kind) {
    case Kind::Plus: op = ast::UnaryOperator::UAdd; break;
    case Kind::Minus: op = ast::UnaryOperator::USub; break;
    case Kind::Tilde: op = ast::UnaryOperator::Invert; break;
    default: return parse_power();
  }
  const Depth depth(*this, 1);
  if (!depth.ok()) return nullptr;
  const Token* start = take();
  TRY_NODE(operand, parse_factor());
  return ast::make<ast::UnaryOp>(arena_, from(start), op, operand);
}

ExprNode* Parser::parse_power() {
  const Token* start = token_;
  ExprNode* base;
  if (at(Kind::KeywordAwait)) {
    if (!supports(5)) return nullptr;
    take();
    TRY_NODE(value, parse_primary());
    base = ast::make<ast::Await>(arena_, from(start), value);
  } else {
    base = parse_primary();
    if (base == nullptr) return nullptr;
  }
  if (!at(Kind::DoubleStar)) return base;
  const Depth depth(*this, 2);
  if (!depth.ok()) return nullptr;
  take();
  TRY_NODE(exponent, parse_factor());
  return ast::make<ast::BinOp>(arena_, from(start), base, ast::Operator::Pow, exponent);
}

ExprNode* Parser::parse_primary() {
  const Token* start = token_;
  TRY_NODE(primary, parse_atom());
  for (;;) {
    switch (token_->kind) {
      case Kind::Dot: {
        take();
        if (!at(Kind::Name)) return nullptr;
        const ast::Identifier name = take_identifier();
        primary = ast::make<ast::Attribute>(arena_, from(start), primary, name, ExprContext::Load);
        break;
      }
      case Kind::LeftParen: primary = parse_call(start, primary); break;
      case Kind::LeftBracket: primary = parse_subscript(start, primary); break;
      default: return primary;
    }
    if (primary == nullptr) return nullptr;
  }
}

ast::ExprNode* Parser::parse_fstring() { return parse_star_expressions(); }

ast::ModNode* Parser::parse_eval() {
  TRY_NODE(body, parse_expressions());
  while (skip_if(Kind::Newline)) {
  }
  return at_end() ? ast::make_plain<ast::Expression>(arena_, body) : nullptr;
}

// func_type: '(' [types] ')' '->' type, where types may end with `*args` and `**kwargs`.
ast::ModNode* Parser::parse_function_type() {
  if (!take_if(Kind::LeftParen)) return nullptr;
  Expressions types(*this);
  bool star_seen = false;
  bool double_star_seen = false;
  while (!at(Kind::RightParen)) {
    if (types.size() != 0 && !take_if(Kind::Comma)) return nullptr;
    if (double_star_seen) return nullptr;
    if (at(Kind::DoubleStar)) {
      double_star_seen = true;
      take();
    } else if (at(Kind::Star)) {
      if (star_seen) return nullptr;
      star_seen = true;
      take();
    } else if (star_seen) {
      return nullptr;
    }
    TRY_NODE(type, parse_expression());
    types.push(type);
  }
  take();
  if (!take_if(Kind::Arrow)) return nullptr;
  TRY_NODE(returns, parse_expression());
  while (skip_if(Kind::Newline)) {
  }
  return at_end() ? ast::make_plain<ast::FunctionType>(arena_, types.take(), returns) : nullptr;
}

}  // namespace taipan::syntax
