// python/modules/tokenize_module.cpp -- _tokenize: the tokens of the compiler itself, for tools.
//
// Room       python/modules. The tokenizer is python/syntax's.
// Tests      tests/python/library/tokenize_native.py; CPython's test_tokenize
#include <algorithm>
#include <string>

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/runtime/compile_source.h"
#include "python/syntax/tokenizer.h"
#include "vm/layouts.h"

namespace taipan::python {

Raised raise_syntax_problem(Thread& thread, const syntax::SyntaxProblem& problem, String* filename);  // runtime/compile_source.cpp

namespace {

using syntax::Token;
using syntax::TokenKind;

struct TokenizerIter : HeapObject {
  std::string* source;  // what the tokens point into
  syntax::Tokenizer* tokenizer;
  bool done;
};

void finalize_iterator(HeapObject* object) {
  auto* it = static_cast<TokenizerIter*>(object);
  delete it->tokenizer;
  delete it->source;
}
const Layout kLayout = {.name = "TokenizerIter", .fixed_size = sizeof(TokenizerIter), .finalize = &finalize_iterator};

// The numbers of the module `token`.
int number_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::EndMarker: return 0;
    case TokenKind::Name: return 1;
    case TokenKind::Number: return 2;
    case TokenKind::String: return 3;
    case TokenKind::Newline: return 4;
    case TokenKind::Indent: return 5;
    case TokenKind::Dedent: return 6;
    case TokenKind::LeftParen: return 7;
    case TokenKind::RightParen: return 8;
    case TokenKind::LeftBracket: return 9;
    case TokenKind::RightBracket: return 10;
    case TokenKind::Colon: return 11;
    case TokenKind::Comma: return 12;
    case TokenKind::Semicolon: return 13;
    case TokenKind::Plus: return 14;
    case TokenKind::Minus: return 15;
    case TokenKind::Star: return 16;
    case TokenKind::Slash: return 17;
    case TokenKind::VerticalBar: return 18;
    case TokenKind::Ampersand: return 19;
    case TokenKind::Less: return 20;
    case TokenKind::Greater: return 21;
    case TokenKind::Equal: return 22;
    case TokenKind::Dot: return 23;
    case TokenKind::Percent: return 24;
    case TokenKind::LeftBrace: return 25;
    case TokenKind::RightBrace: return 26;
    case TokenKind::EqualEqual: return 27;
    case TokenKind::NotEqual: return 28;
    case TokenKind::LessEqual: return 29;
    case TokenKind::GreaterEqual: return 30;
    case TokenKind::Tilde: return 31;
    case TokenKind::Circumflex: return 32;
    case TokenKind::LeftShift: return 33;
    case TokenKind::RightShift: return 34;
    case TokenKind::DoubleStar: return 35;
    case TokenKind::PlusEqual: return 36;
    case TokenKind::MinusEqual: return 37;
    case TokenKind::StarEqual: return 38;
    case TokenKind::SlashEqual: return 39;
    case TokenKind::PercentEqual: return 40;
    case TokenKind::AmpersandEqual: return 41;
    case TokenKind::VerticalBarEqual: return 42;
    case TokenKind::CircumflexEqual: return 43;
    case TokenKind::LeftShiftEqual: return 44;
    case TokenKind::RightShiftEqual: return 45;
    case TokenKind::DoubleStarEqual: return 46;
    case TokenKind::DoubleSlash: return 47;
    case TokenKind::DoubleSlashEqual: return 48;
    case TokenKind::At: return 49;
    case TokenKind::AtEqual: return 50;
    case TokenKind::Arrow: return 51;
    case TokenKind::Ellipsis: return 52;
    case TokenKind::ColonEqual: return 53;
    case TokenKind::KeywordAwait: return 55;
    case TokenKind::KeywordAsync: return 56;
    case TokenKind::TypeIgnore: return 57;
    case TokenKind::TypeComment: return 58;
    default: return syntax::is_keyword(kind) ? 1 : 54;
  }
}

Value iterator_new(Thread& thread, Value cls, String* source) {
  auto* it = static_cast<TokenizerIter*>(thread.heap().allocate_with_native(cls.as<Type>()->root_shape, sizeof(TokenizerIter)));
  it->source = nullptr;
  it->tokenizer = nullptr;
  it->done = false;
  ByteBuilder utf8;
  append_utf8(utf8, source);
  const std::string_view given = utf8.view();
  if (given.find('\0') != std::string_view::npos) return raise(thread, TypeId::ValueError, "source code string cannot contain null bytes");
  auto* text = new std::string;
  for (size_t i = 0; i < given.size(); ++i) {
    if (given[i] != '\r') text->push_back(given[i]);
    if (given[i] == '\r' && (i + 1 == given.size() || given[i + 1] != '\n')) text->push_back('\n');
  }
  if (!text->empty() && text->back() != '\n') text->push_back('\n');
  it->source = text;
  it->tokenizer = new syntax::Tokenizer(*text, {});
  return Value(it);
}

// (text, kind, line, last line, column, end column, text of the lines)
Value iterator_next_token(Thread& thread, Value self) {
  auto* it = self.as<TokenizerIter>();
  if (it->done || !it->tokenizer) return Value::unbound();
  Heap& heap = thread.heap();
  syntax::Tokenizer& tokenizer = *it->tokenizer;
  const Token token = tokenizer.next();
  if (token.kind == TokenKind::Error || token.kind == TokenKind::EndMarker) {
    it->done = true;
    if (token.kind == TokenKind::Error && tokenizer.failure() == syntax::TokenizerFailure::Reported) {
      return raise_syntax_problem(thread, tokenizer.problem(), string_from_latin1(heap, "<string>"));
    }
    return Value::unbound();
  }
  const char* begin = it->source->data();
  const bool placed = token.kind != TokenKind::Indent && token.kind != TokenKind::Dedent && token.start != nullptr;
  const char* from = token.start;
  const char* to = token.end;
  if (token.kind == TokenKind::Newline && placed) {  // a comment belongs to the end of its line
    while (*from == ' ' || *from == '\t' || *from == '\f') ++from;
    if (*from != '#') from = token.start;
    to = from;
    while (*from == '#' && *to != '\n') ++to;
  }
  const char* line = placed ? from : tokenizer.line_start();
  while (line > begin && line[-1] != '\n') --line;
  const char* last_line = placed ? to : line;
  while (last_line > begin && last_line[-1] != '\n') --last_line;
  const char* end = placed ? to : line;
  while (end < begin + it->source->size() && *end != '\n') ++end;
  if (end < begin + it->source->size()) ++end;
  const int64_t column = placed ? from - line : -1;  // in bytes
  const int64_t end_column = placed ? to - last_line : -1;
  const int64_t lineno = placed ? token.lineno : tokenizer.lineno();
  const int64_t end_lineno = placed && token.kind != TokenKind::Newline ? token.end_lineno : lineno;
  const std::string_view text = placed ? std::string_view(from, size_t(to - from)) : std::string_view();
  return Value(tuple_of(heap, Value(string_from_utf8(heap, text)), Value::integer(number_of(token.kind)), Value::integer(lineno),
                        Value::integer(end_lineno), Value::integer(column), Value::integer(end_column),
                        Value(string_from_utf8(heap, {line, size_t(end - line)}))));
}
Value iterator_next_or_stop(Thread& thread, Value self) {
  const Value v = iterator_next_token(thread, self);
  return v.is_unbound() ? Value(raise_stop_iteration(thread, Value::unbound())) : v;
}
Value iterator_self(Thread&, Value self) { return self; }

const Method kMethods[] = {
    {"__new__(cls, source)", iterator_new, "Create and return a new object."},
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", iterator_next_or_stop, "Implement next(self)."},
};
const TypeSpec kSpec = {.name = "_tokenize.TokenizerIter", .layout = &kLayout, .kind = kind(PythonKind::Other),
                        .native_size = sizeof(TokenizerIter), .methods = kMethods, .next = iterator_next_token};

Status fill(Thread& thread, Module* module) { return module_add(thread, module, "TokenizerIter", Value(TRY(define_type(thread, kSpec)))); }

}  // namespace

extern const ModuleSpec kTokenizeModule = {.name = "_tokenize", .doc = "The tokens of Python source.", .execute = fill};

}  // namespace taipan::python
