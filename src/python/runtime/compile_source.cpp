// python/runtime/compile_source.cpp -- source text to code objects; turns the front end's records into exceptions and warnings.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>

#include "python/compiler/compiler.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/set.h"
#include "python/objects/text_codec.h"
#include "python/runtime/audit.h"
#include "python/runtime/compile_source.h"
#include "python/runtime/runtime.h"
#include "python/syntax/parser.h"
#include "python/syntax/source.h"

namespace taipan::python {

namespace {

struct SourceContext {
  Thread& thread;
  String* filename;
  std::string_view source;
};

Value number_or_none(int32_t i) { return i < 0 ? Value::none() : Value::integer(i); }

// Line number `lineno` of the source as text with its newline, or None.
Value line_of(Thread& thread, std::string_view source, int32_t lineno) {
  size_t at = 0;
  for (int32_t line = 1; line < lineno; line++) {
    const size_t end = source.find('\n', at);
    if (end == std::string_view::npos) return Value::none();
    at = end + 1;
  }
  if (lineno < 1 || at > source.size()) return Value::none();
  const size_t end = source.find('\n', at);
  std::string_view line = source.substr(at, end == std::string_view::npos ? end : end + 1 - at);
  String* text = decode(thread, line, "utf-8", "replace");
  return text ? Value(text) : Value::none();
}

// The line as it stands in the file of that name now, or None: what compile errors show, whatever text was compiled.
Value line_of_file(Thread& thread, String* filename, int32_t lineno) {
  ByteBuilder path;
  append_utf8(path, filename);
  path.append(0);
  FILE* file = fopen(reinterpret_cast<const char*>(path.data()), "rb");
  if (!file) return Value::none();
  std::string line, head;  // `head`: where an encoding is declared
  int32_t number = 1;
  for (int c; number <= std::max(lineno, 2) && (c = getc(file)) != EOF;) {
    if (number == lineno) line += static_cast<char>(c);
    if (number <= 2) head += static_cast<char>(c);
    if (c == '\n') number++;
  }
  fclose(file);
  if (line.ends_with("\r\n")) line.replace(line.size() - 2, 2, "\n");
  if (line.empty()) return Value::none();
  Arena arena;
  const std::string encoding(syntax::find_encoding(arena, head).name);
  if (!encoding.empty()) {
    if (String* text = decode(thread, line, encoding.c_str(), "replace")) return Value(text);
    thread.clear_exception();
  }
  return line_of(thread, line, 1);
}

Raised raise_syntax(Thread& thread, TypeId type, String* filename, std::string_view message, Value lineno, Value offset, Value text, Value end_lineno,
                    Value end_offset, bool has_place) {
  Heap& heap = thread.heap();
  const Value message_value = Value(string_from_utf8(heap, message));
  if (!has_place) {
    return raise_with(thread, type, {&message_value, 1});
  }
  Tuple* info = end_lineno.is_unbound() ? tuple_of(heap, Value(filename), lineno, offset, text)
                                        : tuple_of(heap, Value(filename), lineno, offset, text, end_lineno, end_offset);
  const Value arguments[] = {message_value, Value(info)};
  const Value exception = call(thread, Value(builtin_type(type)), arguments);
  if (exception.is_raised()) return {};
  return raise_exception(thread, exception);
}

Raised raise_problem(Thread& thread, const syntax::SyntaxProblem& p, String* filename) {
  using syntax::ErrorKind;
  switch (p.kind) {
    case ErrorKind::MemoryError: return raise_memory_error(thread);
    case ErrorKind::ValueError: return raise(thread, TypeId::ValueError, "%s", p.message.c_str());
    default: break;
  }
  const TypeId type = p.kind == ErrorKind::IndentationError ? TypeId::IndentationError : p.kind == ErrorKind::TabError ? TypeId::TabError : TypeId::SyntaxError;
  const Value text = p.has_text ? Value(string_from_utf8(thread.heap(), p.text)) : Value::none();
  return raise_syntax(thread, type, filename, p.message, Value::integer(p.lineno), Value::integer(p.offset), text,
                      p.has_end ? Value::integer(p.end_lineno) : Value::unbound(), p.has_end ? Value::integer(p.end_offset) : Value::unbound(), p.has_place);
}

// A SyntaxWarning or DeprecationWarning of the source. False: raised (as a SyntaxError when the filters made it an error).
WarningOutcome issue_warning(Thread& thread, TypeId category, std::string_view message, String* filename, int32_t lineno) {
  String* text = string_from_utf8(thread.heap(), message);
  if (warn_explicit(thread, builtin_type(category), Value(text), filename, lineno).ok()) return WarningOutcome::Issued;
  if (exception_matches(thread, category)) {
    thread.clear_exception();
    return WarningOutcome::IsError;
  }
  return WarningOutcome::Raised;
}

WarningOutcome compiler_warning(void* context, Thread& thread, std::string_view message, int32_t lineno) {
  auto* source = static_cast<SourceContext*>(context);
  return issue_warning(thread, TypeId::SyntaxWarning, message, source->filename, lineno);
}

syntax::DecodedSource decode_source(void* context, Arena& arena, std::string_view encoding, std::string_view bytes) {
  auto* source = static_cast<SourceContext*>(context);
  syntax::DecodedSource result;
  const std::string encoding_text(encoding);
  String* text = decode(source->thread, bytes, encoding_text.c_str(), "strict");
  if (!text) {
    String* message = str(source->thread, source->thread.take_exception());
    ByteBuilder utf8;
    if (message) append_utf8(utf8, message);
    source->thread.clear_exception();
    result.message = std::string(utf8.view());
    return result;
  }
  ByteBuilder utf8;
  append_utf8(utf8, text);
  char* copy = static_cast<char*>(arena.allocate(utf8.size() + 1, 1));
  memcpy(copy, utf8.data(), utf8.size());
  result.succeeded = true;
  result.text = {copy, utf8.size()};
  return result;
}

}  // namespace

Raised raise_compile_problem(Thread& thread, const CompileProblem& p, String* filename) {
  switch (p.kind) {
    case CompileProblem::Kind::Raised: return {};
    case CompileProblem::Kind::RecursionError: return raise(thread, TypeId::RecursionError, "%s", p.message.c_str());
    case CompileProblem::Kind::OverflowError: return raise(thread, TypeId::OverflowError, "%s", p.message.c_str());
    case CompileProblem::Kind::SystemError: return raise(thread, TypeId::SystemError, "%s", p.message.c_str());
    case CompileProblem::Kind::ValueError: return raise(thread, TypeId::ValueError, "%s", p.message.c_str());
    default: break;
  }
  const Value text = line_of_file(thread, filename, p.lineno);
  if (p.place_in_arguments) {
    return raise_syntax(thread, TypeId::SyntaxError, filename, p.message, number_or_none(p.lineno), number_or_none(p.offset), text,
                        number_or_none(p.end_lineno), number_or_none(p.end_offset), true);
  }
  Heap& heap = thread.heap();
  const Value message = Value(string_from_utf8(heap, p.message));
  const Value exception = call(thread, Value(builtin_type(TypeId::SyntaxError)), {&message, 1});
  if (exception.is_raised()) return {};
  auto* e = exception.as<ExceptionObject>();
  e->fields[1] = Value(filename);
  e->fields[2] = number_or_none(p.lineno);
  e->fields[3] = number_or_none(p.offset);
  e->fields[4] = text;
  e->fields[5] = number_or_none(p.end_lineno);
  e->fields[6] = number_or_none(p.end_offset);
  heap.write_barrier(e);
  return raise_exception(thread, exception);
}

syntax::ast::ModNode* parse_source(Thread& thread, Arena& arena, const CompileRequest& request) {
  SourceContext context{thread, request.filename, request.source};
  ByteBuilder filename;
  append_utf8(filename, request.filename);
  syntax::ParseOptions options;
  options.mode = request.func_type ? syntax::ParseMode::FuncType
                 : request.mode == CompileMode::Eval   ? syntax::ParseMode::Eval
                 : request.mode == CompileMode::Single ? syntax::ParseMode::Single
                                                       : syntax::ParseMode::Exec;
  options.type_comments = request.flags & kCompileTypeComments;
  options.dont_imply_dedent = request.flags & kCompileDontImplyDedent;
  options.allow_incomplete_input = request.flags & kCompileAllowIncompleteInput;
  options.ignore_cookie = request.source_is_string;
  options.from_file = request.from_file;
  options.barry_as_flufl = (request.flags | request.future_flags) & kFutureBarryAsFlufl;
  if (request.feature_version >= 0) options.feature_version = request.feature_version;
  options.int_max_str_digits = int32_t(int_max_str_digits());
  options.filename = filename.view();
  options.decode = decode_source;
  options.decode_context = &context;
  syntax::ParseResult result = syntax::parse(arena, request.source, options);
  for (const syntax::WarningRecord& w : result.warnings) {
    const TypeId category = w.category == syntax::WarningCategory::SyntaxWarning ? TypeId::SyntaxWarning : TypeId::DeprecationWarning;
    switch (issue_warning(thread, category, w.message, request.filename, w.lineno)) {
      case WarningOutcome::Issued: break;
      case WarningOutcome::IsError:
        return raise_syntax(thread, TypeId::SyntaxError, request.filename, w.message, Value::integer(w.lineno), Value::integer(w.col_offset + 1),
                            line_of(thread, request.source, w.lineno), Value::integer(w.end_lineno), Value::integer(w.end_col_offset + 1), true);
      case WarningOutcome::Raised: return Raised{};
    }
  }
  if (result.problem) return raise_problem(thread, result.problem, request.filename);
  return result.tree;
}

Code* compile_tree(Thread& thread, Arena& arena, syntax::ast::ModNode* tree, const CompileRequest& request) {
  SourceContext context{thread, request.filename, request.source};
  CompileOptions options;
  options.future_flags = (request.future_flags | request.flags) & kFutureMask;
  options.optimize = request.optimize < 0 ? default_optimize() : request.optimize;
  options.top_level_await = request.flags & kCompileTopLevelAwait;
  options.warn = compiler_warning;
  options.warn_context = &context;
  CompileResult result = compile(thread, arena, tree, request.filename, options);
  if (result.problem) return raise_compile_problem(thread, result.problem, request.filename);
  return result.code;
}

Raised raise_syntax_problem(Thread& thread, const syntax::SyntaxProblem& problem, String* filename) {
  return raise_problem(thread, problem, filename);
}

Value compile_source(Thread& thread, const CompileRequest& request) {
  if (g_audited) [[unlikely]] {
    TRY(audit(thread, "compile", Value(bytes_from(thread.heap(), request.source)), Value(request.filename)));
  }
  Arena arena;
  auto* tree = TRY(parse_source(thread, arena, request));
  if (request.flags & kCompileOnlyAst) return ast_to_objects(thread, tree);
  return Value(TRY(compile_tree(thread, arena, tree, request)));
}

Value make_frozenset(Thread& thread, std::span<const Value> values) { return frozenset_from(thread, values); }
Value make_imaginary(Heap& heap, double imaginary) {
  auto* c = heap.allocate_as<ComplexObject>(exact_shape(TypeId::Complex));
  c->real = 0;
  c->imaginary = imaginary;
  return Value(c);
}

}  // namespace taipan::python
