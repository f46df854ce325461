// python/syntax/parser_core.h -- the fast parser: recursive descent, precedence climbing, no words about errors.
//
// Room       Syntax, private to this folder. Bodies: parse_expressions.cpp, parse_atoms.cpp, parse_arguments.cpp,
//            parse_targets.cpp, parse_statements.cpp, parse_compound.cpp, parse_patterns.cpp.
// In / out   Tokens that end with EndMarker in; a tree, or null, out.
// Tests      tests/syntax/compare_ast.py
//
// Every parse_ function stands on the first token of what it parses and ends behind its last. It returns null on a
// failure, and then everything unwinds: the position no longer counts. Only two places look ahead by trying, `match`
// statements and parenthesised `with` items; so parsing takes linear time.
//
// Rules for whoever adds a construct: (1) remember the start token and build the Location with from(start) when the
// last token has been taken; a node's place is that of tokens, not of its children, for brackets count. (2) Whoever
// recurses through something that brackets do not bound holds a Depth.
#pragma once

#include <vector>

#include "python/syntax/parse_context.h"

namespace taipan::syntax {

// Declares a variable for a node; returns null from the enclosing function if there is no node.
#define TRY_NODE(variable, expression) \
  auto* variable = (expression);       \
  if (variable == nullptr) return nullptr

class Parser final {
 public:
  // `tokens` end with an EndMarker and stay valid as long as the parser.
  Parser(ParseContext& context, const Token* tokens) : context_(context), arena_(context.arena), token_(tokens) {}

  // Entry points; each takes all tokens.
  ast::ModNode* parse_file();
  ast::ModNode* parse_interactive();
  ast::ModNode* parse_eval();
  ast::ModNode* parse_function_type();
  // The inside of an f-string's braces; what follows is not looked at.
  ast::ExprNode* parse_fstring();

  // Parts of programs, for the diagnosis, which knows that the tokens are such a part. Null or empty if they are not.
  struct Call {
    ast::Sequence<ast::ExprNode*> positional;
    ast::Sequence<ast::Keyword*> keywords;
  };
  ast::ExprNode* parse_fragment_expression();
  Call parse_fragment_arguments();
  ast::Sequence<ast::Comprehension*> parse_fragment_clauses();
  ast::Arg* parse_fragment_parameter();
  ast::Sequence<ast::PatternNode*> parse_fragment_patterns();

  void set_type_ignores(ast::Sequence<ast::TypeIgnoreNode*> ignores) { type_ignores_ = ignores; }
  [[nodiscard]] bool nested_too_deeply() const { return too_deep_; }
  [[nodiscard]] bool at_end() const { return token_->kind == TokenKind::EndMarker; }
  [[nodiscard]] const Token* position() const { return token_; }

 private:
  using Kind = TokenKind;

  // The depth at which CPython gives up with a MemoryError; each kind of nesting counts as many levels as there.
  static constexpr int kMaxDepth = 6000;
  static constexpr int kBracketLevels = 27;
  static constexpr int kBlockLevels = 10;

  // Counts nesting while it lives. Ask ok() before going on.
  class Depth {
   public:
    Depth(Parser& parser, int levels) : parser_(parser), levels_(levels) {
      parser.depth_ += levels;
      if (parser.depth_ > kMaxDepth) parser.too_deep_ = true;
    }
    ~Depth() { parser_.depth_ -= levels_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    [[nodiscard]] bool ok() const { return !parser_.too_deep_; }

   private:
    Parser& parser_;
    int levels_;
  };

  // Collects the elements of one Sequence on a stack that all of them share.
  template <class T>
  class Collector {
   public:
    explicit Collector(Parser& parser) : parser_(parser), base_(parser.scratch_.size()) {}
    ~Collector() { parser_.scratch_.resize(base_); }
    Collector(const Collector&) = delete;
    Collector& operator=(const Collector&) = delete;

    void clear() { parser_.scratch_.resize(base_); }
    void push(T* element) { parser_.scratch_.push_back(element); }
    [[nodiscard]] size_t size() const { return parser_.scratch_.size() - base_; }
    [[nodiscard]] T* operator[](size_t index) const { return static_cast<T*>(parser_.scratch_[base_ + index]); }
    // The elements in the arena.
    [[nodiscard]] ast::Sequence<T*> take() {
      ast::Sequence<T*> sequence;
      sequence.count = static_cast<uint32_t>(size());
      if (sequence.count == 0) return sequence;
      sequence.elements = parser_.arena_.template allocate_array<T*>(sequence.count);
      for (size_t i = 0; i < sequence.count; ++i) sequence.elements[i] = (*this)[i];
      return sequence;
    }

   private:
    Parser& parser_;
    size_t base_;
  };
  using Expressions = Collector<ast::ExprNode>;
  using Statements = Collector<ast::StmtNode>;

  // --- tokens ---
  [[nodiscard]] bool at(Kind kind) const { return token_->kind == kind; }
  [[nodiscard]] Kind following() const { return token_[1].kind; }
  [[nodiscard]] bool at_word(std::string_view word) const { return at(Kind::Name) && token_->text() == word; }
  // Takes a token that is part of the tree: nodes end behind the last one taken so.
  const Token* take() { return last_ = token_++; }
  bool take_if(Kind kind) {
    if (token_->kind != kind) return false;
    take();
    return true;
  }
  // Takes a Newline, Indent or Dedent.
  bool skip_if(Kind kind) {
    if (token_->kind != kind) return false;
    ++token_;
    return true;
  }
  [[nodiscard]] ast::Location from(const Token* start) const {
    return {start->lineno, start->col_offset, last_->end_lineno, last_->end_col_offset};
  }
  [[nodiscard]] ast::Location at_last() const { return from(last_); }
  ast::Identifier take_identifier() { return context_.identifier(*take()); }
  // The text of a type comment if there is one here.
  ast::Text take_type_comment();
  template <class T>
  [[nodiscard]] ast::Sequence<T> copy(const std::vector<T>& elements) {
    ast::Sequence<T> sequence;
    sequence.count = static_cast<uint32_t>(elements.size());
    sequence.elements = arena_.template allocate_array<T>(elements.size());
    for (size_t i = 0; i < elements.size(); ++i) sequence.elements[i] = elements[i];
    return sequence;
  }
  bool supports(int32_t minor_version) const { return context_.options.feature_version >= minor_version; }

  // --- expressions ---
  ast::ExprNode* parse_star_expressions();
  ast::ExprNode* parse_star_expression();
  ast::ExprNode* parse_star_named_expression();
  ast::ExprNode* parse_named_expression();
  ast::ExprNode* parse_yield_or_star_expressions();
  ast::ExprNode* parse_yield();
  ast::ExprNode* parse_expressions();
  ast::ExprNode* parse_expression();
  ast::ExprNode* parse_lambda();
  ast::ExprNode* parse_disjunction();
  ast::ExprNode* parse_conjunction();
  ast::ExprNode* parse_inversion();
  ast::ExprNode* parse_comparison();
  ast::ExprNode* parse_bitwise_or() { return parse_binary(0); }
  ast::ExprNode* parse_binary(int lowest);
  ast::ExprNode* parse_factor();
  ast::ExprNode* parse_power();
  ast::ExprNode* parse_primary();
  ast::ExprNode* parse_starred();
  ast::ExprNode* finish_tuple(const Token* start, Expressions& elements, ast::ExprContext context);
  bool take_comparison_operator(ast::CompareOperator& op);

  // --- atoms ---
  ast::ExprNode* parse_atom();
  ast::ExprNode* parse_name();
  ast::ExprNode* parse_number();
  ast::ExprNode* parse_strings();
  ast::ExprNode* parse_parenthesised();
  ast::ExprNode* parse_list();
  ast::ExprNode* parse_dict_or_set();
  ast::ExprNode* parse_dict(const Token* start);
  bool parse_dict_item(Expressions& pairs);
  ast::ExprNode* parse_dict_rest(const Token* start, Expressions& pairs);
  ast::ExprNode* constant(ast::ConstantKind kind);
  bool parse_conditions(ast::Sequence<ast::ExprNode*>& conditions);
  bool parse_for_if_clauses(ast::Sequence<ast::Comprehension*>& generators);
  bool at_comprehension() const {
    return at(Kind::KeywordFor) || (at(Kind::KeywordAsync) && following() == Kind::KeywordFor);
  }

  // --- calls, subscripts, parameters ---
  ast::ExprNode* parse_call(const Token* start, ast::ExprNode* function);
  bool parse_arguments(ast::Sequence<ast::ExprNode*>& positional, ast::Sequence<ast::Keyword*>& keywords);
  ast::ExprNode* parse_subscript(const Token* start, ast::ExprNode* value);
  ast::ExprNode* parse_slices();
  ast::ExprNode* parse_call_star();
  ast::ExprNode* parse_slice();
  enum class ParameterStyle : uint8_t { Function, Lambda };
  ast::Arguments* parse_parameters(ParameterStyle style, Kind end);
  ast::Arg* parse_parameter(ParameterStyle style, bool star_annotation);
  bool end_parameter(ParameterStyle style, Kind end, ast::Arg* parameter);

  // --- targets ---
  // Makes `node`, parsed as an expression, a target of the context. False if it cannot be one.
  bool become_target(ast::ExprNode* node, ast::ExprContext context);
  // `star_targets` in front of `in`.
  ast::ExprNode* parse_loop_target();
  ast::ExprNode* parse_with_target();
  static bool is_single_target(const ast::ExprNode* node);

  // --- statements ---
  bool parse_statements(Statements& statements, Kind end);
  bool parse_statement(Statements& statements);
  bool parse_simple_statements(Statements& statements);
  ast::StmtNode* parse_simple_statement();
  ast::StmtNode* parse_expression_statement();
  ast::StmtNode* parse_annotated_assignment(const Token* start, ast::ExprNode* target);
  ast::StmtNode* parse_assignment(const Token* start, ast::ExprNode* first);
  ast::StmtNode* parse_return();
  ast::StmtNode* parse_raise();
  ast::StmtNode* parse_assert();
  ast::StmtNode* parse_delete();
  ast::StmtNode* parse_scope_declaration();
  ast::StmtNode* parse_import();
  ast::StmtNode* parse_import_from();
  bool parse_dotted_name(ast::Identifier& name);
  ast::Alias* parse_import_alias();
  ast::Alias* parse_import_from_alias();

  // --- compound statements ---
  bool parse_block(ast::Sequence<ast::StmtNode*>& body);
  bool parse_colon_and_block(ast::Sequence<ast::StmtNode*>& body);
  bool parse_colon_and_typed_block(ast::Sequence<ast::StmtNode*>& body, ast::Text& type_comment);
  bool parse_else(ast::Sequence<ast::StmtNode*>& body);
  ast::StmtNode* parse_compound_statement(bool& is_compound);
  ast::StmtNode* parse_if();
  ast::StmtNode* parse_while();
  ast::StmtNode* parse_for(const Token* start, bool is_async);
  ast::StmtNode* parse_with(const Token* start, bool is_async);
  bool try_parenthesised_items(Collector<ast::WithItem>& items);
  ast::WithItem* parse_with_item();
  ast::StmtNode* parse_try();
  ast::ExceptHandlerNode* parse_handler(bool& is_star);
  ast::StmtNode* parse_async();
  ast::StmtNode* parse_decorated();
  bool parse_function_type_comment(ast::Text& comment);
  ast::StmtNode* parse_function(const Token* start, bool is_async, ast::Sequence<ast::ExprNode*> decorators);
  ast::StmtNode* parse_class(ast::Sequence<ast::ExprNode*> decorators);

  // --- match ---
  bool may_start_match() const;
  ast::StmtNode* try_match();
  ast::ExprNode* parse_subject();
  ast::MatchCase* parse_case();
  ast::PatternNode* parse_patterns();
  ast::PatternNode* parse_maybe_star_pattern();
  ast::PatternNode* parse_as_pattern();
  ast::PatternNode* parse_or_pattern();
  ast::PatternNode* parse_closed_pattern();
  ast::PatternNode* parse_name_pattern();
  ast::PatternNode* parse_class_pattern(const Token* start, ast::ExprNode* name);
  ast::PatternNode* parse_group_or_sequence_pattern();
  ast::PatternNode* parse_mapping_pattern();
  ast::PatternNode* parse_singleton_pattern();
  ast::ExprNode* parse_pattern_value();
  ast::ExprNode* parse_mapping_key();
  ast::ExprNode* parse_signed_number();
  ast::ExprNode* parse_name_or_attribute();
  bool parse_pattern_list(Collector<ast::PatternNode>& patterns, Kind end, bool& trailing_comma);

  ParseContext& context_;
  Arena& arena_;
  const Token* token_;
  const Token* last_ = nullptr;  // the last token that is part of the tree
  int depth_ = 0;
  bool too_deep_ = false;
  std::vector<void*> scratch_;
  ast::Sequence<ast::TypeIgnoreNode*> type_ignores_;
};

}  // namespace taipan::syntax
