// python/syntax/parse_context.h -- what the parts of the front end share while one source is parsed.
//
// Room       Syntax, private to this folder.
#pragma once

#include "python/syntax/interner.h"
#include "python/syntax/parser.h"
#include "python/syntax/token.h"

namespace taipan::syntax {

struct ParseContext {
  Arena& arena;
  const ParseOptions& options;
  Interner interner;
  std::vector<WarningRecord> warnings;
  bool counts_characters = true;  // columns of errors: otherwise they count bytes

  // The identifier of a Name token: normalised and unique.
  ast::Identifier identifier(const Token& token);
};

// Something that a literal does wrong. Where it is reported depends on the parser.
struct LiteralError {
  std::string message;
  SyntaxProblem problem;      // complete already: an error inside of an f-string's expression
  bool without_place = false;  // reported on the token's line, but at no column

  [[nodiscard]] bool empty() const { return message.empty() && !problem; }
};

}  // namespace taipan::syntax
