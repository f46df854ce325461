// python/syntax/parser.cpp -- runs the parts of the front end one after another.
//
// Room       Syntax.
// Tests      tests/syntax/compare_ast.py, tests/syntax/compare_errors.py
#include "python/syntax/parser.h"

#include "base/text/text_buffer.h"
#include "base/unicode/normalization.h"
#include "python/syntax/diagnosis.h"
#include "python/syntax/literals.h"
#include "python/syntax/parser_core.h"
#include "python/syntax/source.h"
#include "python/syntax/token_stream.h"
#include "python/syntax/utf8.h"

namespace taipan::syntax {

namespace {

// All tokens of a source, up to EndMarker or Error.
std::vector<Token> read_tokens(TokenStream& stream, size_t source_size) {
  std::vector<Token> tokens;
  tokens.reserve(source_size / 4 + 8);
  do {
    tokens.push_back(stream.next());
  } while (tokens.back().kind != TokenKind::EndMarker && tokens.back().kind != TokenKind::Error);
  return tokens;
}

ast::Sequence<ast::TypeIgnoreNode*> make_type_ignores(Arena& arena, const std::vector<TypeIgnoreComment>& comments) {
  ast::Sequence<ast::TypeIgnoreNode*> nodes;
  nodes.count = static_cast<uint32_t>(comments.size());
  nodes.elements = arena.allocate_array<ast::TypeIgnoreNode*>(comments.size());
  for (size_t i = 0; i < comments.size(); ++i) {
    nodes[i] = ast::make_plain<ast::TypeIgnore>(arena, comments[i].lineno, comments[i].tag);
  }
  return nodes;
}

// Whether there is more than blanks and comments.
bool has_more_statements(const char* at) {
  for (;;) {
    while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\f') ++at;
    if (*at != '#') return *at != 0;
    while (*at != 0 && *at != '\n') ++at;
  }
}

// The tokenizer has run ahead of the strings: brings what both found into the order of the source. Each list is in order
// already.
std::vector<WarningRecord> merge(std::vector<WarningRecord> of_tokenizer, std::vector<WarningRecord> of_strings) {
  if (of_tokenizer.empty()) return of_strings;
  const auto precedes = [](const WarningRecord& a, const WarningRecord& b) {
    return a.lineno != b.lineno ? a.lineno < b.lineno : a.col_offset < b.col_offset;
  };
  std::vector<WarningRecord> merged;
  auto token = of_tokenizer.begin();
  for (WarningRecord& warning : of_strings) {
    while (token != of_tokenizer.end() && precedes(*token, warning)) merged.push_back(std::move(*token++));
    merged.push_back(std::move(warning));
  }
  while (token != of_tokenizer.end()) merged.push_back(std::move(*token++));
  return merged;
}

DiagnosisStart start_of(ParseMode mode) {
  switch (mode) {
    case ParseMode::Exec: return DiagnosisStart::File;
    case ParseMode::Single: return DiagnosisStart::Interactive;
    case ParseMode::Eval: return DiagnosisStart::Eval;
    case ParseMode::FuncType: return DiagnosisStart::FunctionType;
  }
  return DiagnosisStart::File;
}

ast::ModNode* parse_fast(Parser& parser, ParseMode mode) {
  switch (mode) {
    case ParseMode::Exec: return parser.parse_file();
    case ParseMode::Single: {
      ast::ModNode* tree = parser.parse_interactive();
      return tree != nullptr && has_more_statements(parser.position()[-1].end) ? nullptr : tree;
    }
    case ParseMode::Eval: return parser.parse_eval();
    case ParseMode::FuncType: return parser.parse_function_type();
  }
  return nullptr;
}

// The normal form NFKC, in which identifiers are compared.
std::string_view normalise(Arena& arena, std::string_view text) {
  text::TextBuffer points;
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) points.append(utf8::next(at));
  text::TextBuffer normal;
  unicode::append_normalized(normal, points.view(), unicode::NormalForm::Nfkc);
  std::string result;
  for (size_t i = 0; i < normal.length(); ++i) utf8::append(result, normal.view().at(i));
  return arena.copy(result);
}

}  // namespace

ast::Identifier ParseContext::identifier(const Token& token) {
  std::string_view text = token.text();
  for (char c : text) {
    if (static_cast<signed char>(c) < 0) {
      text = normalise(arena, text);
      break;
    }
  }
  return interner.intern(text);
}

ParseResult parse(Arena& arena, std::string_view source_bytes, const ParseOptions& options) {
  ParseResult result;
  std::string_view text;
  bool has_encoding;
  if (!decode_source(arena, source_bytes, options, text, has_encoding, result.problem)) return result;

  ParseContext context{arena, options, {}, {}};
  context.counts_characters = has_encoding;
  TokenizerOptions tokenizer_options;
  tokenizer_options.type_comments = options.type_comments;
  tokenizer_options.async_is_name = options.feature_version < 7;
  TokenStream stream(text, tokenizer_options, options, options.mode);
  const std::vector<Token> tokens = read_tokens(stream, text.size());
  std::vector<WarningRecord> tokenizer_warnings = std::move(stream.tokenizer().warnings());

  const Token* refused_at = &tokens.back();
  if (refused_at->kind == TokenKind::EndMarker) {
    Parser parser(context, tokens.data());
    parser.set_type_ignores(make_type_ignores(arena, stream.type_ignores()));
    result.tree = parse_fast(parser, options.mode);
    if (parser.nested_too_deeply()) {
      result.tree = nullptr;
      result.problem.kind = ErrorKind::MemoryError;
    }
    refused_at = parser.position();
  }
  context.warnings = merge(std::move(tokenizer_warnings), std::move(context.warnings));
  if (result.tree == nullptr && !result.problem) {
    context.warnings.clear();
    result.problem = diagnose(context, start_of(options.mode), text, tokenizer_options, *refused_at);
  }
  result.warnings = std::move(context.warnings);
  return result;
}

ast::ExprNode* parse_fstring_expression(ParseContext& context, std::string_view source, int32_t lineno, int32_t column,
                                        bool explain, LiteralError& error) {
  const size_t warning_count = context.warnings.size();
  TokenizerOptions tokenizer_options;
  tokenizer_options.first_lineno = lineno;
  tokenizer_options.first_column = column;
  TokenStream stream(source, tokenizer_options, context.options, ParseMode::Eval);
  const std::vector<Token> tokens = read_tokens(stream, source.size());
  for (WarningRecord& warning : stream.tokenizer().warnings()) context.warnings.push_back(std::move(warning));
  const Token* refused_at = &tokens.back();
  bool too_deep = false;
  if (refused_at->kind == TokenKind::EndMarker) {
    Parser parser(context, tokens.data());
    if (ast::ExprNode* expression = parser.parse_fstring()) return expression;
    refused_at = parser.position();
    too_deep = parser.nested_too_deeply();
  }
  if (too_deep) error.problem.kind = ErrorKind::MemoryError;
  context.warnings.resize(warning_count);
  if (!too_deep && explain) {
    error.problem = diagnose(context, DiagnosisStart::FString, source, tokenizer_options, *refused_at);
  }
  return nullptr;
}

}  // namespace taipan::syntax
