// python/objects/traceback_print.cpp -- printing uncaught exceptions as CPython does: chains, positions, notes, groups, suggestions.
#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "base/arena.h"
#include "python/interpreter/interpreter.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/objects.h"
#include "python/objects/suggestions.h"
#include "python/objects/text_codec.h"
#include "python/runtime/import.h"
#include "python/runtime/runtime.h"
#include "python/syntax/source.h"

namespace taipan::python {

namespace {

constexpr int kRepeatedFrames = 3;   // further equal lines are counted
constexpr int64_t kDefaultLimit = 1000;
constexpr int kGroupWidth = 15, kGroupDepth = 10;

struct Printer {
  Thread& thread;
  Value file;                 // sys.stderr or another text file; None: descriptor 2
  std::vector<Value> seen{};  // exceptions shown already
  int indent = 0;             // of groups
  int group_depth = 0;
  bool need_close = false;
  int max_group_width = kGroupWidth, max_group_depth = kGroupDepth;

  void write(const String* text) {
    if (file.is_none()) {
      ByteBuilder out;
      append_utf8(out, text);
      ssize_t ignored = ::write(2, out.data(), out.size());
      (void)ignored;
      return;
    }
    const Value result = call_method_with(thread, file, name(Name::Write), Value(text));
    if (result.is_raised()) thread.clear_exception();
  }
  void write(std::string_view text) { write(string_from_utf8(thread.heap(), text)); }
  void margin() {
    if (indent == 0) return;
    write(std::string(size_t(2 * indent), ' '));
    if (group_depth > 0) write("| ");
  }
};

// The line as UTF-8, by the encoding that the file declares.
std::string in_utf8(Thread& thread, std::string_view file, std::string line) {
  Arena arena;
  const std::string encoding(syntax::find_encoding(arena, file).name);
  if (encoding.empty() || encoding == "utf-8") return line;
  String* text = decode(thread, line, encoding.c_str(), "replace");
  if (!text) {
    thread.clear_exception();
    return line;
  }
  ByteBuilder utf8;
  append_utf8(utf8, text);
  return std::string(utf8.view());
}

// Source lines of a file, or of the library for frozen names.
std::string file_line(Thread& thread, const String* filename, int line) {
  ByteBuilder path;
  append_utf8(path, filename);
  std::string name(path.view());
  int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    // Relative names may be found along sys.path.
    const Value sys_path = sys_get("path");
    const size_t slash = name.rfind('/');
    const std::string tail = slash == std::string::npos ? name : name.substr(slash + 1);
    if (name.empty() || name[0] == '<' || !is_kind(sys_path, Kind::List)) return {};
    for (Value entry : sys_path.as<List>()->span()) {
      if (!as_string(entry)) continue;
      ByteBuilder folder;
      append_utf8(folder, as_string(entry));
      fd = open((std::string(folder.view()) + "/" + tail).c_str(), O_RDONLY | O_CLOEXEC);
      if (fd >= 0) break;
    }
    if (fd < 0) return {};
  }
  std::string text;
  char buffer[8192];
  for (ssize_t n; (n = read(fd, buffer, sizeof buffer)) > 0;) text.append(buffer, size_t(n));
  close(fd);
  size_t at = 0;
  for (int i = 1; i < line; i++) {
    at = text.find('\n', at);
    if (at == std::string::npos) return {};
    at++;
  }
  const size_t end = text.find('\n', at);
  std::string found = text.substr(at, end == std::string::npos ? end : end - at);
  if (!found.empty() && found.back() == '\r') found.pop_back();
  return in_utf8(thread, text, std::move(found));
}

size_t leading_space(const std::string& s) {
  size_t n = 0;
  while (n < s.size() && (s[n] == ' ' || s[n] == '\t' || s[n] == '\f')) n++;
  return n;
}
int characters(const std::string& s, size_t from, size_t to) {
  int n = 0;
  for (size_t i = from; i < to && i < s.size(); i++) n += (uint8_t(s[i]) & 0xC0) != 0x80;
  return n;
}

bool is_word(char c) { return isalnum(uint8_t(c)) || c == '_' || (c & 0x80); }

// For a binary operation or a subscript whose operands lie on one line: where the operator is. Mirrors what CPython shows: ~ under the
// operands, ^ under the operator or the subscript.
bool anchors(const std::string& line, size_t start, size_t end, size_t* left, size_t* right);

void print_source_line(Printer& p, const std::string& line, const Position& where) {
  const size_t skipped = leading_space(line);
  if (skipped == line.size()) return;
  p.margin();
  p.write("    " + line.substr(skipped) + "\n");
  if (where.column < 0 || where.end_column < 0) return;
  size_t start = size_t(where.column), end = where.end_line == where.line ? size_t(where.end_column) : line.size();
  if (start >= line.size() || end <= start) return;
  if (end > line.size()) end = line.size();
  while (end > start && (line[end - 1] == ' ' || line[end - 1] == '\t')) end--;
  if (start < skipped) start = skipped;
  // Carets under the whole line say nothing.
  size_t line_end = line.size();
  while (line_end > skipped && (line[line_end - 1] == ' ' || line[line_end - 1] == '\t')) line_end--;
  size_t left, right;
  const bool split = where.end_line == where.line && anchors(line, start, end, &left, &right);
  if (!split && start <= skipped && end >= line_end) return;
  std::string marks(size_t(characters(line, skipped, start)), ' ');
  if (split) {
    marks += std::string(size_t(characters(line, start, left)), '~');
    marks += std::string(size_t(characters(line, left, right)), '^');
    marks += std::string(size_t(characters(line, right, end)), '~');
  } else {
    marks += std::string(size_t(characters(line, start, end)), '^');
  }
  p.margin();
  p.write("    " + marks + "\n");
}

void print_entry(Printer& p, TracebackObject* entry, int line) {
  Code* code = entry->frame->function->code;
  p.margin();
  String* text = format_string(p.thread, "  File \"%U\", line %d, in %U\n", code->filename, line, code->name);
  if (!text) {
    p.thread.clear_exception();
    return;
  }
  p.write(text);
  const std::string source = file_line(p.thread, code->filename, line);
  if (source.empty()) return;
  Position where = position_of(code, uint32_t(entry->instruction));
  if (where.line != line) where.column = where.end_column = -1;
  print_source_line(p, source, where);
}

void print_repeats(Printer& p, int64_t count) {
  count -= kRepeatedFrames;
  p.margin();
  p.write("  [Previous line repeated " + std::to_string(count) + " more time" + (count > 1 ? "s" : "") + "]\n");
}

void print_traceback(Printer& p, Value tb, const char* header) {
  int64_t limit = kDefaultLimit;
  const Value setting = sys_get("tracebacklimit");
  if (!setting.is_unbound() && is_int_like(setting)) {
    Result<int64_t> clamped = to_index_clamped(p.thread, setting);
    if (clamped.ok()) limit = clamped.value();
    if (limit <= 0) return;
  }
  if (*header) {
    p.margin();
    p.write(header);
  }
  int64_t depth = 0;
  for (Value v = tb; !v.is_none(); v = v.as<TracebackObject>()->next) depth++;
  while (!tb.is_none() && depth > limit) {
    depth--;
    tb = tb.as<TracebackObject>()->next;
  }
  String* last_file = nullptr;
  String* last_name = nullptr;
  int last_line = -1;
  int64_t repeats = 0;
  for (; !tb.is_none(); tb = tb.as<TracebackObject>()->next) {
    auto* entry = tb.as<TracebackObject>();
    Code* code = entry->frame->function->code;
    const int line = entry->line >= 0 ? entry->line : position_of(code, uint32_t(entry->instruction)).line;
    if (!last_file || code->filename != last_file || line != last_line || code->name != last_name) {
      if (repeats > kRepeatedFrames) print_repeats(p, repeats);
      last_file = code->filename;
      last_line = line;
      last_name = code->name;
      repeats = 0;
    }
    repeats++;
    if (repeats <= kRepeatedFrames) print_entry(p, entry, line);
  }
  if (repeats > kRepeatedFrames) print_repeats(p, repeats);
}

String* attribute_text(Thread& thread, Value object, const char* attribute) {
  const Value v = get_attribute_or_unbound(thread, object, intern(thread.heap(), attribute));
  if (v.is_raised()) thread.clear_exception();
  return as_string(v);
}

// The place of a SyntaxError: file, line, text with carets.
void print_syntax_place(Printer& p, ExceptionObject* e) {
  const Value lineno = e->fields[2];
  if (!lineno.is_int()) return;
  String* filename = e->fields[1].is_none() ? nullptr : str(p.thread, e->fields[1]);
  p.thread.clear_exception();
  String* head = filename ? format_string(p.thread, "  File \"%U\", line %ld\n", filename, lineno.as_int())
                          : format_string(p.thread, "  File \"<string>\", line %ld\n", lineno.as_int());
  p.margin();
  p.write(head);
  String* text = as_string(e->fields[4]);
  if (!text) return;
  ByteBuilder utf8;
  append_utf8(utf8, text);
  std::string line(utf8.view());
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  const size_t newline = line.rfind('\n');
  if (newline != std::string::npos) line = line.substr(newline + 1);
  int64_t offset = e->fields[3].is_int() ? e->fields[3].as_int() - 1 : -1;
  int64_t end_offset = e->fields[6].is_int() ? e->fields[6].as_int() - 1 : offset;
  const int64_t end_line = e->fields[5].is_int() ? e->fields[5].as_int() : lineno.as_int();
  size_t skipped = leading_space(line);
  const int skipped_characters = int(skipped);
  p.margin();
  p.write("    " + line.substr(skipped) + "\n");
  if (offset < 0) return;
  const int total = characters(line, 0, line.size());
  offset = std::min<int64_t>(offset, total);
  if (end_line != lineno.as_int() || end_offset == offset || end_offset < 0) end_offset = end_line != lineno.as_int() ? total : offset + 1;
  end_offset = std::min<int64_t>(end_offset, total);
  if (end_offset <= offset) end_offset = offset + 1;
  offset -= skipped_characters;
  end_offset -= skipped_characters;
  if (offset < 0) return;
  p.margin();
  p.write("    " + std::string(size_t(offset), ' ') + std::string(size_t(end_offset - offset), '^') + "\n");
}

void print_message(Printer& p, Value value) {
  Thread& thread = p.thread;
  auto* e = value.as<ExceptionObject>();
  Type* type = type_of(value);
  const bool syntax = is_subtype(type, builtin_type(TypeId::SyntaxError));
  if (syntax) print_syntax_place(p, e);
  p.margin();
  String* module = attribute_text(thread, Value(type), "__module__");
  StringBuilder line;
  if (!module) {
    line.append_ascii("<unknown>.");
  } else if (!module->equals_ascii("builtins") && !module->equals_ascii("__main__")) {
    line.append(module);
    line.append('.');
  }
  line.append(type->qualified_name);
  const bool placed = syntax && e->fields[2].is_int();  // file and line are shown: the message does not say them again
  String* text = placed && as_string(e->fields[0]) ? as_string(e->fields[0]) : str(thread, value);
  if (!text) {
    thread.clear_exception();
    line.append_ascii(": <exception str() failed>");
  } else if (text->length() > 0) {
    line.append_ascii(": ");
    line.append(text);
  }
  if (String* hint = suggestion_for(thread, value)) line.append(hint);
  thread.clear_exception();
  line.append('\n');
  // Every line of the message keeps the margin of its group.
  String* whole = line.finish(thread.heap());
  if (p.group_depth == 0) {
    p.write(whole);
  } else {
    ByteBuilder utf8;
    append_utf8(utf8, whole);
    std::string all(utf8.view());
    for (size_t at = 0; at < all.size();) {
      const size_t end = all.find('\n', at);
      if (at > 0) p.margin();
      p.write(all.substr(at, end == std::string::npos ? end : end + 1 - at));
      if (end == std::string::npos) break;
      at = end + 1;
    }
  }
  // Notes.
  const Value notes = get_attribute_or_unbound(thread, value, name(Name::Notes));
  if (notes.is_raised()) {
    thread.clear_exception();
    return;
  }
  if (notes.is_unbound()) return;
  auto write_note = [&](String* note, const char* end_of_note) {
    ByteBuilder utf8;
    append_utf8(utf8, note);
    std::string all(utf8.view());
    size_t at = 0;
    do {
      const size_t end = all.find('\n', at);
      p.margin();
      p.write(all.substr(at, end == std::string::npos ? end : end - at) + (end == std::string::npos ? end_of_note : "\n"));
      if (end == std::string::npos) break;
      at = end + 1;
    } while (at <= all.size());
  };
  if (!is_kind(notes, Kind::List) && !is_kind(notes, Kind::Tuple)) {
    String* shown = repr(thread, notes);
    if (!shown) {
      thread.clear_exception();
      shown = string_from_latin1(thread.heap(), "<__notes__ repr() failed>");
    }
    write_note(shown, "");
    return;
  }
  List* list = list_from_iterable(thread, notes);
  for (int64_t i = 0; list && i < list->length(); i++) {
    String* note = str(thread, list->at(i));
    if (!note) {
      thread.clear_exception();
      note = string_from_latin1(thread.heap(), "<note str() failed>");
    }
    write_note(note, "\n");
  }
}

void print_recursive(Printer& p, Value value);

void print_group(Printer& p, Value value) {
  auto* e = value.as<ExceptionObject>();
  if (p.group_depth >= p.max_group_depth) {
    p.margin();
    p.write("... (max_group_depth is " + std::to_string(p.max_group_depth) + ")\n");
    return;
  }
  if (p.group_depth == 0) p.indent += 1;
  if (!e->traceback.is_none()) {
    if (p.group_depth == 0) {
      p.write(std::string(size_t(2 * p.indent), ' ') + "+ Exception Group Traceback (most recent call last):\n");
      p.group_depth++;
      print_traceback(p, e->traceback, "");
      p.group_depth--;
    } else {
      print_traceback(p, e->traceback, "Exception Group Traceback (most recent call last):\n");
    }
  }
  p.group_depth++;
  print_message(p, value);
  p.group_depth--;
  Tuple* members = e->fields[1].as<Tuple>();
  const int64_t n = members->length();
  p.need_close = false;
  for (int64_t i = 0; i < n && i <= p.max_group_width; i++) {
    const bool last = i == n - 1 || i == p.max_group_width;
    if (last) p.need_close = true;
    p.write(std::string(size_t(2 * p.indent), ' ') + (i == 0 ? "+-" : "  ") + "+---------------- " +
            (i >= p.max_group_width ? std::string("...") : std::to_string(i + 1)) + " ----------------\n");
    p.group_depth++;
    p.indent++;
    if (i >= p.max_group_width) {
      const int64_t rest = n - p.max_group_width;
      p.margin();
      p.write("and " + std::to_string(rest) + " more exception" + (rest > 1 ? "s" : "") + "\n");
    } else {
      print_recursive(p, members->at(i));
    }
    if (last && p.need_close) {
      p.write(std::string(size_t(2 * p.indent), ' ') + "+------------------------------------\n");
      p.need_close = false;
    }
    p.group_depth--;
    p.indent--;
  }
  if (p.group_depth == 0) p.indent -= 1;
}

void print_chain(Printer& p, Value cause, const char* text) {
  print_recursive(p, cause);
  p.margin();
  p.write("\n");
  p.margin();
  p.write(text);
  p.margin();
  p.write("\n");
}

void print_recursive(Printer& p, Value value) {
  if (!native_stack_ok(p.thread)) return;
  auto* e = value.as<ExceptionObject>();
  p.seen.push_back(value);
  auto shown = [&](Value v) {
    for (Value s : p.seen) {
      if (s == v) return true;
    }
    return false;
  };
  if (!e->cause.is_none()) {
    if (!shown(e->cause)) {
      const bool close = p.need_close;
      p.need_close = false;
      print_chain(p, e->cause, "The above exception was the direct cause of the following exception:\n");
      p.need_close = close;
    }
  } else if (!e->context.is_none() && !e->suppress_context && !shown(e->context)) {
    const bool close = p.need_close;
    p.need_close = false;
    print_chain(p, e->context, "During handling of the above exception, another exception occurred:\n");
    p.need_close = close;
  }
  if (is_subtype(type_of(value), builtin_type(TypeId::BaseExceptionGroup))) return print_group(p, value);
  if (!e->traceback.is_none()) print_traceback(p, e->traceback, "Traceback (most recent call last):\n");
  print_message(p, value);
}

bool anchors(const std::string& line, size_t start, size_t end, size_t* left, size_t* right) {
  // Only when the range is a whole binary operation or subscript: find the top-level operator by scanning with brackets and strings.
  // a.b(c)[d] : the last trailing bracket of kind [ at depth 0 that ends the range.
  int depth = 0;
  size_t bracket = std::string::npos;
  if (line[end - 1] == ']') {
    for (size_t i = end; i-- > start;) {
      if (line[i] == ']' || line[i] == ')' || line[i] == '}') depth++;
      if (line[i] == '[' || line[i] == '(' || line[i] == '{') {
        depth--;
        if (depth == 0) {
          bracket = i;
          break;
        }
      }
    }
  }
  // A binary operator of the lowest precedence at depth 0, the rightmost one.
  struct Candidate {
    size_t at, length;
    int precedence;
  } best{0, 0, 100};
  depth = 0;
  bool operand = false;  // something stands to the left
  for (size_t i = start; i < end;) {
    const char c = line[i];
    if (c == '\'' || c == '"') {
      size_t k = i + 1;
      while (k < end && line[k] != c) k += line[k] == '\\' ? 2 : 1;
      i = k + 1;
      operand = true;
      continue;
    }
    if (c == '(' || c == '[' || c == '{') {
      depth++;
      i++;
      continue;
    }
    if (c == ')' || c == ']' || c == '}') {
      depth--;
      i++;
      operand = true;
      if (depth < 0) return false;
      continue;
    }
    if (depth > 0 || c == ' ' || c == '\t') {
      i++;
      continue;
    }
    if (is_word(c) || c == '.') {
      size_t k = i;
      while (k < end && (is_word(line[k]) || line[k] == '.')) k++;
      const std::string word = line.substr(i, k - i);
      for (const char* keyword : {"if", "else", "and", "or", "not", "in", "is", "lambda", "for", "await", "yield"}) {
        if (word == keyword) return false;
      }
      operand = true;
      i = k;
      continue;
    }
    if (c == '=' || c == '<' || c == '>' || c == '!' || c == ',' || c == ':' || c == ';') {
      if ((c == '<' || c == '>') && i + 1 < end && line[i + 1] == c) {
        // a shift
      } else {
        return false;
      }
    }
    size_t length = 1;
    int precedence;
    if (c == '|') precedence = 1;
    else if (c == '^') precedence = 2;
    else if (c == '&') precedence = 3;
    else if (c == '<' || c == '>') precedence = 4, length = 2;
    else if (c == '+' || c == '-') precedence = 5;
    else if (c == '*' && i + 1 < end && line[i + 1] == '*') precedence = 7, length = 2;
    else if (c == '/' && i + 1 < end && line[i + 1] == '/') precedence = 6, length = 2;
    else if (c == '*' || c == '/' || c == '%' || c == '@') precedence = 6;
    else if (c == '~') { i++; continue; }
    else return false;
    if (!operand) {  // a sign
      i++;
      continue;
    }
    if (precedence < best.precedence || (precedence == best.precedence && precedence != 7)) best = {i, length, precedence};
    operand = false;
    i += length;
  }
  if (best.length) {
    *left = best.at;
    *right = best.at + best.length;
    return true;
  }
  if (bracket != std::string::npos && bracket > start) {
    *left = bracket;
    *right = end;
    return true;
  }
  return false;
}

}  // namespace

void print_exception_to(Thread& thread, Value exception, Value file) {
  Printer printer{thread, file};
  print_recursive(printer, exception);
  if (!file.is_none()) {
    const Value flushed = call_method_with(thread, file, name(Name::Flush));
    if (flushed.is_raised()) thread.clear_exception();
  }
}

Status print_traceback_to(Thread& thread, Value traceback, Value file) {
  if (!is_exact(traceback, TypeId::Traceback)) return raise(thread, TypeId::SystemError, "bad argument to internal function");
  Printer printer{thread, file};
  print_traceback(printer, traceback, "Traceback (most recent call last):\n");
  return ok_status();
}

void print_exception(Thread& thread, Value exception) {
  Value file = runtime().sys_dict ? sys_get("stderr") : Value::none();
  if (file.is_unbound()) file = Value::none();
  if (file.is_none() && runtime().initialized && !sys_get("stderr").is_unbound()) return;
  print_exception_to(thread, exception, file);
}

}  // namespace taipan::python
