// python/syntax/diagnosis/explorer.h -- runs the grammar over the tokens, in the order in which CPython does.
//
// Room       Syntax, private to the diagnosis.
// In / out   A source in; the first problem that the search comes upon out.
// Tests      tests/syntax/compare_errors.py
//
// The search is that of a packrat parser: alternatives in order, results remembered for each place. Tokens are read
// only when the search first asks for them, because the last token read is part of many messages. It runs twice: first
// without the rules of mistakes, to see how far a correct program goes, then with them.
//
// What CPython remembers (`memo`) is remembered regardless of whether mistakes were being looked for, as there, since a
// remembered failure hides the mistakes inside. All other results are remembered too, for the sake of time, but for
// both cases apart, so that it cannot be noticed.
#pragma once

#include <vector>

#include "python/syntax/diagnosis.h"
#include "python/syntax/diagnosis/grammar.h"
#include "python/syntax/literals.h"
#include "python/syntax/token_stream.h"

namespace taipan::syntax::diagnosis {

// The tokens from `begin` up to `end` that an item has matched.
struct Capture {
  int32_t begin = 0;
  int32_t end = 0;
};

class Explorer final {
 public:
  Explorer(ParseContext& context, DiagnosisStart start, std::string_view source,
           const TokenizerOptions& tokenizer_options);

  // Searches; the problem is empty if the grammar accepts the source.
  SyntaxProblem run();

 private:
  static constexpr int32_t kNoMatch = -1;
  static constexpr int kMaxDepth = 6000;

  enum class ActionResult : uint8_t { Match, NoMatch };

  struct Remembered {
    uint16_t key;
    int32_t end;
  };

  // A token, with the number of brackets open behind it.
  struct DeepToken {
    Token token;
    int32_t bracket_depth;
  };

  // --- tokens ---
  // Makes sure that the token has been read. False if reading it failed.
  bool read_to(int32_t index);
  void take_tokenizer_warnings();
  const Token& token(int32_t index) const { return tokens_[index].token; }
  const Token& last_token() const { return tokens_.back().token; }

  // --- search ---
  int32_t match_rule(RuleId id, int32_t at);
  int32_t match_alternatives(const std::vector<Alternative>& alternatives, int32_t at);
  int32_t match_alternative(const Alternative& alternative, int32_t at, bool& cut, bool& stop);
  int32_t match_item(const Item& item, int32_t at);
  int32_t match_token(TokenKind kind, int32_t at);
  int32_t match_repeated(const Item& item, int32_t at);
  int32_t match_separated(const Item& item, int32_t at);
  const int32_t* recall(uint16_t key, int32_t at) const;
  void remember(uint16_t key, int32_t at, int32_t end);
  void forget(int32_t begin, int32_t end);

  // --- actions, in actions.cpp ---
  ActionResult act(const Alternative& alternative, const Capture* captures);
  std::string fill_in(std::string_view message, const Capture* captures);
  ActionResult report_invalid_target(ActionKind kind, const Capture& capture);
  ActionResult check_strings(const Capture& capture);
  ActionResult check_complex_part(ActionKind kind, const Capture& capture);
  ActionResult check_not_equal(const Capture& capture);
  ActionResult check_version(std::string_view message);
  bool check_number(int32_t at);
  [[nodiscard]] bool has_comma(const Capture& capture) const;
  [[nodiscard]] bool is_legacy_statement(const Capture& capture) const;
  // The location of a token, or of the expression that several tokens make.
  ast::Location location(const Capture& capture);
  ast::Location location_of_clause_end(const Capture& clauses);
  // The tree of what the tokens make; null if the fast parser knows no such thing.
  ast::ExprNode* expression(const Capture& capture);
  template <class Parse>
  auto parse_fragment(const Capture& capture, Parse parse);

  // --- reports, in reports.cpp ---
  // Places with columns that are byte offsets from 0, as in tokens and nodes.
  void report_at(ast::Location location, std::string message);
  void report_at(ErrorKind kind, ast::Location location, std::string message);
  // From the start of a place to where the tokenizer is.
  void report_from(ast::Location location, std::string message);
  // At the last token that has been read.
  void report_at_last(ErrorKind kind, std::string message);
  // The same with offsets from 1.
  void report(ErrorKind kind, int32_t lineno, int32_t offset, int32_t end_lineno, int32_t end_offset,
              std::string message);
  void report_tokenizer_failure();
  void report_unclosed_bracket();
  void report_generic(const Token& last);
  void report_literal(LiteralError error, const Token& token);
  void report_nesting();
  void read_rest_for_errors();
  std::string line_text(int32_t lineno);
  bool line_of_file(int32_t lineno, std::string& text) const;
  [[nodiscard]] bool failed() const { return static_cast<bool>(problem_); }

  ParseContext& context_;
  const Grammar& grammar_;
  DiagnosisStart start_;
  std::string_view source_;
  TokenizerOptions tokenizer_options_;
  TokenStream stream_;
  std::vector<DeepToken> tokens_;
  std::vector<std::vector<Remembered>> memory_;  // for each place
  SyntaxProblem problem_;
  bool looks_for_mistakes_ = false;
  int depth_ = 0;
  RuleId statement_rule_;
};

}  // namespace taipan::syntax::diagnosis
