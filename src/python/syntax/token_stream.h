// python/syntax/token_stream.h -- the tokens as a parser sees them.
//
// Room       Syntax, private to this folder.
// In / out   A Tokenizer's tokens in. `# type: ignore` comments are put aside, and the end of an interactive statement
//            gets the Newline and the dedents that its source lacks.
#pragma once

#include "python/syntax/parser.h"
#include "python/syntax/tokenizer.h"

namespace taipan::syntax {

struct TypeIgnoreComment {
  int32_t lineno;
  std::string_view tag;
};

class TokenStream final {
 public:
  TokenStream(std::string_view source, const TokenizerOptions& tokenizer_options, const ParseOptions& options,
              ParseMode mode)
      : tokenizer_(source, tokenizer_options),
        single_(mode == ParseMode::Single),
        implies_dedent_(!options.dont_imply_dedent) {}

  Token next() {
    Token token = tokenizer_.next();
    while (token.kind == TokenKind::TypeIgnore) {
      type_ignores_.push_back({token.lineno, token.text()});
      token = tokenizer_.next();
    }
    if (single_ && token.kind == TokenKind::EndMarker && started_) {
      token.kind = TokenKind::Newline;
      started_ = false;
      if (implies_dedent_ && tokenizer_.indentation_depth() > 0) tokenizer_.close_all_blocks();
    } else {
      started_ = true;
    }
    return token;
  }

  [[nodiscard]] Tokenizer& tokenizer() { return tokenizer_; }
  [[nodiscard]] const std::vector<TypeIgnoreComment>& type_ignores() const { return type_ignores_; }

 private:
  Tokenizer tokenizer_;
  std::vector<TypeIgnoreComment> type_ignores_;
  bool single_;
  bool implies_dedent_;
  bool started_ = false;
};

}  // namespace taipan::syntax
