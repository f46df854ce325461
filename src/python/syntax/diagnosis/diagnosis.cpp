// python/syntax/diagnosis/diagnosis.cpp -- the door of the diagnosis.
//
// Room       Syntax.
// Tests      tests/syntax/compare_errors.py
#include "python/syntax/diagnosis.h"

#include "python/syntax/diagnosis/explorer.h"

namespace taipan::syntax {

SyntaxProblem diagnose(ParseContext& context, DiagnosisStart start, std::string_view source,
                       const TokenizerOptions& tokenizer_options, const Token& refused_at) {
  diagnosis::Explorer explorer(context, start, source, tokenizer_options);
  SyntaxProblem problem = explorer.run();
  if (problem) return problem;
  problem.kind = ErrorKind::SyntaxError;
  problem.message = "invalid syntax";
  problem.lineno = refused_at.lineno;
  problem.offset = refused_at.col_offset + 1;
  problem.end_lineno = refused_at.end_lineno;
  problem.end_offset = refused_at.end_col_offset + 1;
  problem.has_end = true;
  return problem;
}

}  // namespace taipan::syntax
