// python/syntax/parser.h -- the door of the front end: source bytes in, a tree or an error out.
//
// Room       Syntax. Knows no VM: values of literals are texts and numbers, errors and warnings are records.
// In / out   Bytes of a module, of an expression or of one interactive statement in; an ast::ModNode in the caller's
//            arena out.
// Tests      tests/syntax/compare_ast.py, tests/syntax/compare_errors.py, tests/unit/python/syntax/
//
//   Arena arena;
//   ParseOptions options;
//   options.filename = "example.py";
//   ParseResult result = parse(arena, bytes, options);
//   for (const WarningRecord& warning : result.warnings) ...
//   if (result.problem) return raise(result.problem);
//   compile(result.tree->as<ast::Module>());
//
// How it works: a fast recursive-descent parser (parser_core.h) builds the tree, and knows of errors only that there is
// one. When it fails, the source is parsed again by a slow interpreter of the grammar (diagnosis.h), which looks at
// everything in the order in which CPython does and so finds the same message and place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "python/syntax/ast.h"
#include "python/syntax/syntax_error.h"

namespace taipan::syntax {

enum class ParseMode : uint8_t {
  Exec,      // a file: ast::Module
  Eval,      // an expression: ast::Expression
  Single,    // one interactive statement: ast::Interactive
  FuncType,  // a signature type comment: ast::FunctionType
};

// The result of decoding a source that names an encoding which is not built in.
struct DecodedSource {
  bool succeeded = false;
  std::string_view text;  // UTF-8 in the arena
  std::string message;    // what went wrong, as the codec says it
};

// Decodes `bytes` from the encoding `name`; given by whoever has codecs.
using DecodeSource = DecodedSource (*)(void* context, Arena& arena, std::string_view name, std::string_view bytes);

struct ParseOptions {
  ParseMode mode = ParseMode::Exec;
  bool type_comments = false;           // `# type:` comments become part of the tree
  bool ignore_cookie = false;           // the source is a text: no byte-order mark or encoding declaration counts
  bool dont_imply_dedent = false;       // Single: a block is ended by an empty line only
  bool allow_incomplete_input = false;  // what fails at the end of the source fails with "incomplete input"
  bool barry_as_flufl = false;          // `<>` is the operator and `!=` is not
  bool from_file = false;               // undecodable bytes are reported as for a script
  int32_t feature_version = 11;         // the minor version whose syntax is accepted
  int32_t int_max_str_digits = 4300;    // limit for decimal integers; 0 means none
  std::string_view filename = "<unknown>";
  DecodeSource decode = nullptr;
  void* decode_context = nullptr;
};

struct ParseResult {
  ast::ModNode* tree = nullptr;  // null exactly when there is a problem
  SyntaxProblem problem;
  std::vector<WarningRecord> warnings;  // also in the case of a problem: what was found before it
};

// The tree's texts may point into the arena, never into `source_bytes`.
[[nodiscard]] ParseResult parse(Arena& arena, std::string_view source_bytes, const ParseOptions& options);

}  // namespace taipan::syntax
