// python/modules_core/csv_machine.h -- comma-separated values: lines to fields, and fields to lines.
//
// Room       Cores of modules: texts in, texts out; no VM value. Door for the module `_csv`.
// In / out   The reader takes one line after the other (with or without its line ending) and hands over each field as
// it
//            is complete (perhaps as a piece of the line, wider than it need be); the writer takes one field after the
//            other and builds the line.
// Tests      tests/unit/python/modules_core/csv_machine_test.cpp, tests/differential/modules_core/compare_cores.py
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/function_ref.h"
#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::modules_core {

enum class CsvQuoting : uint8_t { Minimal, All, NonNumeric, None };  // the values of csv.QUOTE_*

inline constexpr char32_t kNoCsvCharacter = 0xFFFFFFFF;

struct CsvDialect {
  char32_t delimiter = ',';
  char32_t quote = '"';                      // or kNoCsvCharacter
  char32_t escape = kNoCsvCharacter;         // or kNoCsvCharacter
  std::u32string line_terminator = U"\r\n";  // of the writer only
  CsvQuoting quoting = CsvQuoting::Minimal;
  bool double_quote = true;
  bool skip_initial_space = false;
  bool is_strict = false;
};

enum class CsvStatus : uint8_t {
  Ok,
  FieldTooLarge,  // the message has the limit
  ExpectedAfter,  // the message has delimiter and quote
  NewLineInside,
  UnexpectedEnd,
  NeedsEscape,
  SingleEmptyField,
  OutOfMemory,
  Stopped,  // whoever takes the fields said so
};

// How Python words the error; empty for Ok, OutOfMemory and Stopped.
std::u32string message_of(CsvStatus status, const CsvDialect& dialect, int64_t field_limit);

class CsvReader {
 public:
  // Takes a field. `is_number`: it is to be made a float. False stops the reader.
  using FieldSink = FunctionRef<bool(text::TextView field, bool is_number)>;

  explicit CsvReader(const CsvDialect& dialect) : dialect_(dialect) {}

  // Forgets whatever was begun; called before each record.
  void start_record();
  // A line of the input. After Ok, is_record_complete() says whether the record needs another line.
  CsvStatus feed(text::TextView line, int64_t field_limit, FieldSink sink);
  bool is_record_complete() const { return state_ == State::StartRecord; }
  // The input ended inside a record. `has_record`: what there is counts as one.
  CsvStatus finish(FieldSink sink, bool& has_record);

 private:
  enum class State : uint8_t {
    StartRecord,
    StartField,
    EscapedCharacter,
    AfterEscapedNewLine,
    InField,
    InQuotedField,
    EscapeInQuotedField,
    QuoteInQuotedField,
    EatNewLine,
  };
  static constexpr char32_t kEndOfLine = 0xFFFFFFFE;

  CsvStatus take(char32_t c, int64_t field_limit, FieldSink sink);
  CsvStatus add(char32_t c, int64_t field_limit);
  CsvStatus save(FieldSink sink);
  template <typename Char>
  CsvStatus feed_chars(const Char* chars, size_t length, int64_t field_limit, FieldSink sink);

  const CsvDialect& dialect_;
  text::TextBuffer field_;
  State state_ = State::StartRecord;
  bool is_number_ = false;
};

class CsvWriter {
 public:
  explicit CsvWriter(const CsvDialect& dialect);

  void start_row();
  // A field; an empty one for None. `wants_quotes`: the quoting asks for quotes whatever is in the field.
  CsvStatus add_field(text::TextView field, bool wants_quotes);
  // Adds the line's end; line() is complete then.
  CsvStatus finish_row();
  const text::TextBuffer& line() const { return line_; }

 private:
  void mark_special(char32_t c);
  template <typename Char>
  CsvStatus append_data(const Char* chars, size_t length, bool& quoted);

  const CsvDialect& dialect_;
  text::TextBuffer line_;
  text::TextBuffer scratch_;
  size_t field_count_ = 0;
  bool is_special_[128] = {};  // the ASCII characters that a field cannot have as they are
  std::u32string wide_special_;
};

}  // namespace taipan::modules_core
