// python/syntax/diagnosis.h -- finds out what is wrong with a source that the fast parser has refused.
//
// Room       Syntax, private to this folder. See diagnosis/README.md.
// Tests      tests/syntax/compare_errors.py
#pragma once

#include "python/syntax/parse_context.h"
#include "python/syntax/tokenizer.h"

namespace taipan::syntax {

enum class DiagnosisStart : uint8_t { File, Interactive, Eval, FunctionType, FString };

// The problem of a source. Always finds one: if the grammar accepts the source after all, that is "invalid syntax" at
// `refused_at`, where the fast parser stopped.
[[nodiscard]] SyntaxProblem diagnose(ParseContext& context, DiagnosisStart start, std::string_view source,
                                     const TokenizerOptions& tokenizer_options, const Token& refused_at);

}  // namespace taipan::syntax
