// python/syntax/parse_statements.cpp -- simple statements and lists of statements.
//
// Room       Syntax. See parser_core.h for the rules.
// Tests      tests/syntax/compare_ast.py
#include "python/syntax/parser_core.h"

namespace taipan::syntax {

using ast::ExprContext;
using ast::ExprNode;
using ast::StmtNode;

namespace {

// The operator of an augmented assignment; false for other tokens.
bool augmented_operator(TokenKind kind, ast::Operator& op) {
  using enum TokenKind;
  switch (kind) {
    case PlusEqual: op = ast::Operator::Add; return true;
    case MinusEqual: op = ast::Operator::Sub; return true;
    case StarEqual: op = ast::Operator::Mult; return true;
    case AtEqual: op = ast::Operator::MatMult; return true;
    case SlashEqual: op = ast::Operator::Div; return true;
    case PercentEqual: op = ast::Operator::Mod; return true;
    case AmpersandEqual: op = ast::Operator::BitAnd; return true;
    case VerticalBarEqual: op = ast::Operator::BitOr; return true;
    case CircumflexEqual: op = ast::Operator::BitXor; return true;
    case LeftShiftEqual: op = ast::Operator::LShift; return true;
    case RightShiftEqual: op = ast::Operator::RShift; return true;
    case DoubleStarEqual: op = ast::Operator::Pow; return true;
    case DoubleSlashEqual: op = ast::Operator::FloorDiv; return true;
    default: return false;
  }
}

}  // namespace

ast::ModNode* Parser::parse_file() {
  Statements statements(*this);
  if (!parse_statements(statements, Kind::EndMarker)) return nullptr;
  return ast::make_plain<ast::Module>(arena_, statements.take(), type_ignores_);
}

// One statement. A compound one is ended by an empty line, which gives a Newline token of its own.
ast::ModNode* Parser::parse_interactive() {
  Statements statements(*this);
  if (at(Kind::EndMarker)) return nullptr;
  if (skip_if(Kind::Newline)) {
    statements.push(ast::make<ast::Pass>(arena_, from(token_ - 1)));
    return ast::make_plain<ast::Interactive>(arena_, statements.take());
  }
  bool is_compound = false;
  StmtNode* compound = parse_compound_statement(is_compound);
  if (is_compound) {
    if (compound == nullptr || !skip_if(Kind::Newline)) return nullptr;
    statements.push(compound);
  } else if (!parse_simple_statements(statements)) {
    return nullptr;
  }
  return ast::make_plain<ast::Interactive>(arena_, statements.take());
}

bool Parser::parse_statements(Statements& statements, Kind end) {
  while (!at(end)) {
    if (!parse_statement(statements)) return false;
  }
  return true;
}

// One compound statement, or a line of simple ones.
bool Parser::parse_statement(Statements& statements) {
  bool is_compound = false;
  StmtNode* compound = parse_compound_statement(is_compound);
  if (!is_compound) return parse_simple_statements(statements);
  if (compound == nullptr) return false;
  statements.push(compound);
  return true;
}

bool Parser::parse_simple_statements(Statements& statements) {
  do {
    StmtNode* statement = parse_simple_statement();
    if (statement == nullptr) return false;
    statements.push(statement);
    if (!take_if(Kind::Semicolon)) break;
  } while (!at(Kind::Newline));
  return skip_if(Kind::Newline);
}

StmtNode* Parser::parse_simple_statement() {
  switch (token_->kind) {
    case Kind::KeywordReturn: return parse_return();
    case Kind::KeywordImport: return parse_import();
    case Kind::KeywordFrom: return parse_import_from();
    case Kind::KeywordRaise: return parse_raise();
    case Kind::KeywordPass: take(); return ast::make<ast::Pass>(arena_, at_last());
    case Kind::KeywordBreak: take(); return ast::make<ast::Break>(arena_, at_last());
    case Kind::KeywordContinue: take(); return ast::make<ast::Continue>(arena_, at_last());
    case Kind::KeywordDel: return parse_delete();
    case Kind::KeywordAssert: return parse_assert();
    case Kind::KeywordGlobal:
    case Kind::KeywordNonlocal: return parse_scope_declaration();
    default: return parse_expression_statement();
  }
}

// An expression, or an assignment of some kind: the token behind the expression tells.
StmtNode* Parser::parse_expression_statement() {
  const Token* start = token_;
  TRY_NODE(first, parse_yield_or_star_expressions());
  const bool is_yield = start->kind == Kind::KeywordYield;
  ast::Operator op;
  switch (token_->kind) {
    case Kind::Newline:
    case Kind::Semicolon: return ast::make<ast::Expr>(arena_, from(start), first);
    case Kind::Equal: return is_yield ? nullptr : parse_assignment(start, first);
    case Kind::Colon: return is_yield ? nullptr : parse_annotated_assignment(start, first);
    default: break;
  }
  if (!augmented_operator(token_->kind, op)) return ast::make<ast::Expr>(arena_, from(start), first);
  if (!is_single_target(first) || !become_target(first, ExprContext::Store)) return nullptr;
  if (op == ast::Operator::MatMult && !supports(5)) return nullptr;
  take();
  TRY_NODE(value, parse_yield_or_star_expressions());
  return ast::make<ast::AugAssign>(arena_, from(start), first, op, value);
}

StmtNode* Parser::parse_assignment(const Token* start, ExprNode* first) {
  Expressions targets(*this);
  ExprNode* value = first;
  while (take_if(Kind::Equal)) {
    if (!become_target(value, ExprContext::Store)) return nullptr;
    targets.push(value);
    const bool is_yield = at(Kind::KeywordYield);
    value = parse_yield_or_star_expressions();
    if (value == nullptr || (is_yield && at(Kind::Equal))) return nullptr;
  }
  const ast::Text comment = take_type_comment();
  return ast::make<ast::Assign>(arena_, from(start), targets.take(), value, comment);
}

StmtNode* Parser::parse_annotated_assignment(const Token* start, ExprNode* target) {
  if (!is_single_target(target) || !become_target(target, ExprContext::Store) || !supports(6)) return nullptr;
  const int32_t simple = target->is<ast::Name>() && start->kind == Kind::Name ? 1 : 0;
  take();
  TRY_NODE(annotation, parse_expression());
  ExprNode* value = nullptr;
  if (take_if(Kind::Equal)) {
    value = parse_yield_or_star_expressions();
    if (value == nullptr) return nullptr;
  }
  return ast::make<ast::AnnAssign>(arena_, from(start), target, annotation, value, simple);
}

StmtNode* Parser::parse_return() {
  const Token* start = take();
  ExprNode* value = nullptr;
  if (!at(Kind::Newline) && !at(Kind::Semicolon)) {
    value = parse_star_expressions();
    if (value == nullptr) return nullptr;
  }
  return ast::make<ast::Return>(arena_, from(start), value);
}

StmtNode* Parser::parse_raise() {
  const Token* start = take();
  ExprNode* exception = nullptr;
  ExprNode* cause = nullptr;
  if (!at(Kind::Newline) && !at(Kind::Semicolon)) {
    exception = parse_expression();
    if (exception == nullptr) return nullptr;
    if (take_if(Kind::KeywordFrom)) {
      cause = parse_expression();
      if (cause == nullptr) return nullptr;
    }
  }
  return ast::make<ast::Raise>(arena_, from(start), exception, cause);
}

StmtNode* Parser::parse_assert() {
  const Token* start = take();
  TRY_NODE(test, parse_expression());
  ExprNode* message = nullptr;
  if (take_if(Kind::Comma)) {
    message = parse_expression();
    if (message == nullptr) return nullptr;
  }
  return ast::make<ast::Assert>(arena_, from(start), test, message);
}

StmtNode* Parser::parse_delete() {
  const Token* start = take();
  Expressions targets(*this);
  do {
    if (targets.size() != 0 && (at(Kind::Newline) || at(Kind::Semicolon))) break;
    TRY_NODE(target, parse_primary());
    if (!become_target(target, ExprContext::Del)) return nullptr;
    targets.push(target);
  } while (take_if(Kind::Comma));
  if (!at(Kind::Newline) && !at(Kind::Semicolon)) return nullptr;
  return ast::make<ast::Delete>(arena_, from(start), targets.take());
}

// global and nonlocal.
StmtNode* Parser::parse_scope_declaration() {
  const Token* start = take();
  std::vector<ast::Identifier> names;
  do {
    if (!at(Kind::Name)) return nullptr;
    names.push_back(take_identifier());
  } while (take_if(Kind::Comma));
  if (start->kind == Kind::KeywordGlobal) return ast::make<ast::Global>(arena_, from(start), copy(names));
  return ast::make<ast::Nonlocal>(arena_, from(start), copy(names));
}

// The name includes its dots, but not the blanks that may stand around them.
bool Parser::parse_dotted_name(ast::Identifier& name) {
  if (!at(Kind::Name)) return false;
  name = take_identifier();
  if (!at(Kind::Dot)) return true;
  std::string whole(name);
  while (take_if(Kind::Dot)) {
    if (!at(Kind::Name)) return false;
    whole += '.';
    whole += take_identifier();
  }
  name = context_.interner.intern(arena_.copy(whole));
  return true;
}

ast::Alias* Parser::parse_import_alias() {
  const Token* start = token_;
  ast::Identifier name;
  ast::Identifier alias;
  if (!parse_dotted_name(name)) return nullptr;
  if (take_if(Kind::KeywordAs)) {
    if (!at(Kind::Name)) return nullptr;
    alias = take_identifier();
  }
  return ast::make<ast::Alias>(arena_, from(start), name, alias);
}

ast::Alias* Parser::parse_import_from_alias() {
  if (!at(Kind::Name)) return nullptr;
  const Token* start = token_;
  const ast::Identifier name = take_identifier();
  ast::Identifier alias;
  if (take_if(Kind::KeywordAs)) {
    if (!at(Kind::Name)) return nullptr;
    alias = take_identifier();
  }
  return ast::make<ast::Alias>(arena_, from(start), name, alias);
}

StmtNode* Parser::parse_import() {
  const Token* start = take();
  Collector<ast::Alias> names(*this);
  do {
    TRY_NODE(name, parse_import_alias());
    names.push(name);
  } while (take_if(Kind::Comma));
  return ast::make<ast::Import>(arena_, from(start), names.take());
}

StmtNode* Parser::parse_import_from() {
  const Token* start = take();
  int32_t level = 0;
  while (at(Kind::Dot) || at(Kind::Ellipsis)) level += take()->kind == Kind::Dot ? 1 : 3;
  ast::Identifier module;
  if (level == 0 || !at(Kind::KeywordImport)) {
    if (!parse_dotted_name(module)) return nullptr;
  }
  if (!take_if(Kind::KeywordImport)) return nullptr;
  Collector<ast::Alias> names(*this);
  if (take_if(Kind::Star)) {
    names.push(ast::make<ast::Alias>(arena_, at_last(), ast::Identifier("*"), ast::Identifier()));
  } else {
    const bool in_brackets = take_if(Kind::LeftParen);
    do {
      if (in_brackets && names.size() != 0 && at(Kind::RightParen)) break;
      TRY_NODE(name, parse_import_from_alias());
      names.push(name);
    } while (take_if(Kind::Comma));
    if (in_brackets && !take_if(Kind::RightParen)) return nullptr;
  }
  return ast::make<ast::ImportFrom>(arena_, from(start), module, names.take(), level);
}

}  // namespace taipan::syntax
