// python/syntax/parse_compound.cpp -- statements that hold blocks.
//
// Room       Syntax. See parser_core.h for the rules.
// Tests      tests/syntax/compare_ast.py
#include "python/syntax/parser_core.h"

namespace taipan::syntax {

using ast::ExprNode;
using ast::StmtNode;

StmtNode* Parser::parse_compound_statement(bool& is_compound) {
  is_compound = true;
  switch (token_->kind) {
    case Kind::KeywordIf: return parse_if();
    case Kind::KeywordDef: return parse_function(token_, false, {});
    case Kind::KeywordFor: return parse_for(token_, false);
    case Kind::KeywordWith: return parse_with(token_, false);
    case Kind::KeywordTry: return parse_try();
    case Kind::KeywordWhile: return parse_while();
    case Kind::KeywordClass: return parse_class({});
    case Kind::At: return parse_decorated();
    case Kind::KeywordAsync: return parse_async();
    case Kind::Name:
      if (may_start_match()) {
        StmtNode* match = try_match();
        is_compound = match != nullptr;
        return match;
      }
      break;
    default: break;
  }
  is_compound = false;
  return nullptr;
}

bool Parser::parse_block(ast::Sequence<StmtNode*>& body) {
  const Depth depth(*this, kBlockLevels);
  if (!depth.ok()) return false;
  Statements statements(*this);
  if (!skip_if(Kind::Newline)) {
    if (!parse_simple_statements(statements)) return false;
  } else {
    if (!skip_if(Kind::Indent)) return false;
    do {
      if (!parse_statement(statements)) return false;
    } while (!at(Kind::Dedent) && !at(Kind::EndMarker));
    if (!skip_if(Kind::Dedent)) return false;
  }
  body = statements.take();
  return true;
}

bool Parser::parse_colon_and_block(ast::Sequence<StmtNode*>& body) { return take_if(Kind::Colon) && parse_block(body); }

bool Parser::parse_colon_and_typed_block(ast::Sequence<StmtNode*>& body, ast::Text& type_comment) {
  if (!take_if(Kind::Colon)) return false;
  type_comment = take_type_comment();
  return parse_block(body);
}

// The `else` of a loop or `try`, if there is one.
bool Parser::parse_else(ast::Sequence<StmtNode*>& body) {
  return !take_if(Kind::KeywordElse) || parse_colon_and_block(body);
}

// A chain of `elif` is a list here and becomes nested nodes in the end, when the place where all of them end is known.
StmtNode* Parser::parse_if() {
  struct Branch {
    const Token* start;
    ExprNode* test;
    ast::Sequence<StmtNode*> body;
  };
  std::vector<Branch> branches;
  ast::Sequence<StmtNode*> orelse;
  const int old_depth = depth_;
  do {
    // Each branch counts as nested, since its node is.
    if (++depth_ > kMaxDepth) too_deep_ = true;
    if (too_deep_) return nullptr;
    Branch branch{take(), nullptr, {}};
    branch.test = parse_named_expression();
    if (branch.test == nullptr || !parse_colon_and_block(branch.body)) return nullptr;
    branches.push_back(branch);
  } while (at(Kind::KeywordElif));
  depth_ = old_depth;
  if (!parse_else(orelse)) return nullptr;
  StmtNode* result = nullptr;
  for (size_t i = branches.size(); i-- > 0;) {
    const Branch& branch = branches[i];
    result = ast::make<ast::If>(arena_, from(branch.start), branch.test, branch.body, orelse);
    if (i == 0) break;
    orelse.count = 1;
    orelse.elements = arena_.allocate_array<StmtNode*>(1);
    orelse[0] = result;
  }
  return result;
}

StmtNode* Parser::parse_while() {
  const Token* start = take();
  TRY_NODE(test, parse_named_expression());
  ast::Sequence<StmtNode*> body;
  ast::Sequence<StmtNode*> orelse;
  if (!parse_colon_and_block(body) || !parse_else(orelse)) return nullptr;
  return ast::make<ast::While>(arena_, from(start), test, body, orelse);
}

// For this and the other statements with an `async` form, `start` is the `async` if there is one.
StmtNode* Parser::parse_for(const Token* start, bool is_async) {
  take();
  TRY_NODE(target, parse_loop_target());
  if (!take_if(Kind::KeywordIn)) return nullptr;
  TRY_NODE(iterable, parse_star_expressions());
  ast::Sequence<StmtNode*> body;
  ast::Sequence<StmtNode*> orelse;
  ast::Text type_comment;
  if (!parse_colon_and_typed_block(body, type_comment) || !parse_else(orelse)) return nullptr;
  if (is_async) return ast::make<ast::AsyncFor>(arena_, from(start), target, iterable, body, orelse, type_comment);
  return ast::make<ast::For>(arena_, from(start), target, iterable, body, orelse, type_comment);
}

ast::WithItem* Parser::parse_with_item() {
  TRY_NODE(manager, parse_expression());
  ExprNode* target = nullptr;
  if (take_if(Kind::KeywordAs)) {
    target = parse_with_target();
    if (target == nullptr) return nullptr;
  }
  return ast::make_plain<ast::WithItem>(arena_, manager, target);
}

// `(item, item, ...):`, which may turn out to be an expression that begins with a parenthesis. Takes nothing then.
bool Parser::try_parenthesised_items(Collector<ast::WithItem>& items) {
  if (!at(Kind::LeftParen)) return false;
  const Token* start = token_;
  const Token* last = last_;
  const size_t warning_count = context_.warnings.size();
  bool matches = true;
  take();
  do {
    if (items.size() != 0 && at(Kind::RightParen)) break;
    ast::WithItem* item = parse_with_item();
    matches = item != nullptr;
    if (matches) items.push(item);
  } while (matches && take_if(Kind::Comma));
  if (matches && take_if(Kind::RightParen) && at(Kind::Colon) && following() != Kind::TypeComment) return true;
  items.clear();
  context_.warnings.resize(warning_count);
  token_ = start;
  last_ = last;
  return false;
}

StmtNode* Parser::parse_with(const Token* start, bool is_async) {
  take();
  Collector<ast::WithItem> items(*this);
  if (try_parenthesised_items(items)) {
    if (!supports(9)) return nullptr;
  } else {
    if (too_deep_) return nullptr;
    do {
      TRY_NODE(item, parse_with_item());
      items.push(item);
    } while (take_if(Kind::Comma));
  }
  const auto taken = items.take();
  ast::Sequence<StmtNode*> body;
  ast::Text type_comment;
  if (!parse_colon_and_typed_block(body, type_comment)) return nullptr;
  if (is_async) return ast::make<ast::AsyncWith>(arena_, from(start), taken, body, type_comment);
  return ast::make<ast::With>(arena_, from(start), taken, body, type_comment);
}

ast::ExceptHandlerNode* Parser::parse_handler(bool& is_star) {
  const Token* start = take();
  is_star = take_if(Kind::Star);
  if (is_star && !supports(11)) return nullptr;
  ExprNode* type = nullptr;
  ast::Identifier name;
  if (is_star || !at(Kind::Colon)) {
    type = parse_expression();
    if (type == nullptr) return nullptr;
    if (take_if(Kind::KeywordAs)) {
      if (!at(Kind::Name)) return nullptr;
      name = take_identifier();
    }
  }
  ast::Sequence<StmtNode*> body;
  if (!parse_colon_and_block(body)) return nullptr;
  return ast::make<ast::ExceptHandler>(arena_, from(start), type, name, body);
}

StmtNode* Parser::parse_try() {
  const Token* start = take();
  ast::Sequence<StmtNode*> body;
  ast::Sequence<StmtNode*> orelse;
  ast::Sequence<StmtNode*> finally_body;
  if (!parse_colon_and_block(body)) return nullptr;
  Collector<ast::ExceptHandlerNode> handlers(*this);
  bool are_star = false;
  while (at(Kind::KeywordExcept)) {
    bool is_star;
    TRY_NODE(handler, parse_handler(is_star));
    if (handlers.size() != 0 && is_star != are_star) return nullptr;
    are_star = is_star;
    handlers.push(handler);
  }
  if (handlers.size() != 0 && !parse_else(orelse)) return nullptr;
  if (take_if(Kind::KeywordFinally)) {
    if (!parse_colon_and_block(finally_body)) return nullptr;
  } else if (handlers.size() == 0) {
    return nullptr;
  }
  const auto taken = handlers.take();
  if (are_star) return ast::make<ast::TryStar>(arena_, from(start), body, taken, orelse, finally_body);
  return ast::make<ast::Try>(arena_, from(start), body, taken, orelse, finally_body);
}

StmtNode* Parser::parse_async() {
  if (!supports(5)) return nullptr;
  const Token* start = take();
  switch (token_->kind) {
    case Kind::KeywordDef: return parse_function(start, true, {});
    case Kind::KeywordFor: return parse_for(start, true);
    case Kind::KeywordWith: return parse_with(start, true);
    default: return nullptr;
  }
}

StmtNode* Parser::parse_decorated() {
  Expressions collected(*this);
  while (take_if(Kind::At)) {
    TRY_NODE(decorator, parse_named_expression());
    if (!skip_if(Kind::Newline)) return nullptr;
    collected.push(decorator);
  }
  const auto decorators = collected.take();
  switch (token_->kind) {
    case Kind::KeywordDef: return parse_function(token_, false, decorators);
    case Kind::KeywordClass: return parse_class(decorators);
    case Kind::KeywordAsync: {
      if (!supports(5)) return nullptr;
      const Token* start = take();
      return at(Kind::KeywordDef) ? parse_function(start, true, decorators) : nullptr;
    }
    default: return nullptr;
  }
}

// The type comment of a function stands behind its colon, or alone on the first line of its body.
bool Parser::parse_function_type_comment(ast::Text& comment) {
  if (at(Kind::Newline) && following() == Kind::TypeComment) {
    if (token_[2].kind != Kind::Newline || token_[3].kind != Kind::Indent) return false;
    skip_if(Kind::Newline);
    comment = take_type_comment();
    return true;
  }
  comment = take_type_comment();
  return comment.data() == nullptr || !at(Kind::Newline) || following() != Kind::TypeComment;
}

StmtNode* Parser::parse_function(const Token* start, bool is_async, ast::Sequence<ExprNode*> decorators) {
  take();
  if (!at(Kind::Name)) return nullptr;
  const ast::Identifier name = take_identifier();
  if (!take_if(Kind::LeftParen)) return nullptr;
  TRY_NODE(parameters, parse_parameters(ParameterStyle::Function, Kind::RightParen));
  take();
  ExprNode* returns = nullptr;
  if (take_if(Kind::Arrow)) {
    returns = parse_expression();
    if (returns == nullptr) return nullptr;
  }
  ast::Sequence<StmtNode*> body;
  ast::Text type_comment;
  if (!take_if(Kind::Colon) || !parse_function_type_comment(type_comment) || !parse_block(body)) return nullptr;
  if (is_async) {
    return ast::make<ast::AsyncFunctionDef>(arena_, from(start), name, parameters, body, decorators, returns,
                                            type_comment);
  }
  return ast::make<ast::FunctionDef>(arena_, from(start), name, parameters, body, decorators, returns, type_comment);
}

StmtNode* Parser::parse_class(ast::Sequence<ExprNode*> decorators) {
  const Token* start = take();
  if (!at(Kind::Name)) return nullptr;
  const ast::Identifier name = take_identifier();
  ast::Sequence<ExprNode*> bases;
  ast::Sequence<ast::Keyword*> keywords;
  if (take_if(Kind::LeftParen)) {
    if (!parse_arguments(bases, keywords) || !take_if(Kind::RightParen)) return nullptr;
  }
  ast::Sequence<StmtNode*> body;
  if (!parse_colon_and_block(body)) return nullptr;
  return ast::make<ast::ClassDef>(arena_, from(start), name, bases, keywords, body, decorators);
}

}  // namespace taipan::syntax
