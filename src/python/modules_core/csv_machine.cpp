// python/modules_core/csv_machine.cpp -- the reader's states, and the writer's quoting.
//
// Room       Cores of modules.
// Tests      tests/unit/python/modules_core/csv_machine_test.cpp, tests/differential/modules_core/compare_cores.py
//
// `take` is the whole machine, one character at a time. `feed_chars` hurries over what it would only copy: a field
// without quotes and escapes goes to the sink as a piece of the line, runs inside quotes are copied at once.
#include "python/modules_core/csv_machine.h"

namespace taipan::modules_core {

using text::TextView;

namespace {

bool is_line_end(char32_t c) {
  return c == '\n' || c == '\r';
}

}  // namespace

std::u32string message_of(CsvStatus status, const CsvDialect& dialect, int64_t field_limit) {
  switch (status) {
    case CsvStatus::FieldTooLarge: {
      const std::string digits = std::to_string(field_limit);
      return U"field larger than field limit (" + std::u32string(digits.begin(), digits.end()) + U")";
    }
    case CsvStatus::ExpectedAfter:
      return std::u32string(U"'") + dialect.delimiter + U"' expected after '" + dialect.quote + U"'";
    case CsvStatus::NewLineInside:
      return U"new-line character seen in unquoted field - do you need to open the file in universal-newline mode?";
    case CsvStatus::UnexpectedEnd:
      return U"unexpected end of data";
    case CsvStatus::NeedsEscape:
      return U"need to escape, but no escapechar set";
    case CsvStatus::SingleEmptyField:
      return U"single empty field record must be quoted";
    default:
      return {};
  }
}

// --- reader ---------------------------------------------------------------------------------------------------------

void CsvReader::start_record() {
  field_.clear();
  state_ = State::StartRecord;
  is_number_ = false;
}

CsvStatus CsvReader::add(char32_t c, int64_t field_limit) {
  if (static_cast<int64_t>(field_.length()) >= field_limit) return CsvStatus::FieldTooLarge;
  field_.append(c);
  return field_.out_of_memory() ? CsvStatus::OutOfMemory : CsvStatus::Ok;
}

CsvStatus CsvReader::save(FieldSink sink) {
  const bool is_number = is_number_;
  is_number_ = false;
  const bool goes_on = sink(field_.view(), is_number);
  field_.clear();
  return goes_on ? CsvStatus::Ok : CsvStatus::Stopped;
}

CsvStatus CsvReader::take(char32_t c, int64_t field_limit, FieldSink sink) {
  const bool ends_record = is_line_end(c) || c == kEndOfLine;
  const bool is_quote = c == dialect_.quote && dialect_.quoting != CsvQuoting::None;
  switch (state_) {
    case State::StartRecord:
      if (c == kEndOfLine) return CsvStatus::Ok;  // an empty line is a record without fields
      if (is_line_end(c)) {
        state_ = State::EatNewLine;
        return CsvStatus::Ok;
      }
      state_ = State::StartField;
      [[fallthrough]];
    case State::StartField:
      if (ends_record) {
        state_ = c == kEndOfLine ? State::StartRecord : State::EatNewLine;
        return save(sink);
      }
      if (is_quote) {
        state_ = State::InQuotedField;
        return CsvStatus::Ok;
      }
      if (c == dialect_.escape) {
        state_ = State::EscapedCharacter;
        return CsvStatus::Ok;
      }
      if (c == ' ' && dialect_.skip_initial_space) return CsvStatus::Ok;
      if (c == dialect_.delimiter) return save(sink);
      is_number_ = is_number_ || dialect_.quoting == CsvQuoting::NonNumeric;
      state_ = State::InField;
      return add(c, field_limit);
    case State::EscapedCharacter:
      state_ = is_line_end(c) ? State::AfterEscapedNewLine : State::InField;
      return add(c == kEndOfLine ? U'\n' : c, field_limit);
    case State::AfterEscapedNewLine:
      if (c == kEndOfLine) return CsvStatus::Ok;
      [[fallthrough]];
    case State::InField:
      if (ends_record) {
        state_ = c == kEndOfLine ? State::StartRecord : State::EatNewLine;
        return save(sink);
      }
      if (c == dialect_.escape) {
        state_ = State::EscapedCharacter;
        return CsvStatus::Ok;
      }
      if (c == dialect_.delimiter) {
        state_ = State::StartField;
        return save(sink);
      }
      return add(c, field_limit);
    case State::InQuotedField:
      if (c == kEndOfLine) return CsvStatus::Ok;
      if (c == dialect_.escape) {
        state_ = State::EscapeInQuotedField;
        return CsvStatus::Ok;
      }
      if (is_quote) {
        state_ = dialect_.double_quote ? State::QuoteInQuotedField : State::InField;
        return CsvStatus::Ok;
      }
      return add(c, field_limit);
    case State::EscapeInQuotedField:
      state_ = State::InQuotedField;
      return add(c == kEndOfLine ? U'\n' : c, field_limit);
    case State::QuoteInQuotedField:
      if (is_quote) {
        state_ = State::InQuotedField;
        return add(c, field_limit);
      }
      if (c == dialect_.delimiter) {
        state_ = State::StartField;
        return save(sink);
      }
      if (ends_record) {
        state_ = c == kEndOfLine ? State::StartRecord : State::EatNewLine;
        return save(sink);
      }
      if (dialect_.is_strict) return CsvStatus::ExpectedAfter;
      state_ = State::InField;
      return add(c, field_limit);
    case State::EatNewLine:
      if (is_line_end(c)) return CsvStatus::Ok;
      if (c != kEndOfLine) return CsvStatus::NewLineInside;
      state_ = State::StartRecord;
      return CsvStatus::Ok;
  }
  return CsvStatus::Ok;
}

template <typename Char>
CsvStatus CsvReader::feed_chars(const Char* chars, size_t length, int64_t field_limit, FieldSink sink) {
  const char32_t delimiter = dialect_.delimiter;
  const char32_t escape = dialect_.escape;
  const char32_t quote = dialect_.quoting == CsvQuoting::None ? kNoCsvCharacter : dialect_.quote;
  const auto run_end = [&](size_t place, auto&& is_special) {
    while (place < length && !is_special(chars[place]))
      ++place;
    return place;
  };
  for (size_t place = 0; place < length;) {
    size_t end = place;
    if (state_ == State::InQuotedField) {
      end = run_end(place, [&](Char c) { return c == quote || c == escape; });
    } else if (state_ == State::InField || state_ == State::StartField) {
      const char32_t first = chars[place];
      if (state_ == State::InField || (first != quote && !(first == ' ' && dialect_.skip_initial_space))) {
        end = run_end(place, [&](Char c) { return c == delimiter || c == escape || is_line_end(c); });
      }
    }
    if (end > place) {
      if (static_cast<int64_t>(field_.length() + (end - place)) > field_limit) return CsvStatus::FieldTooLarge;
      const TextView run(chars + place, end - place);
      if (state_ == State::StartField) {
        const bool is_number = is_number_ || dialect_.quoting == CsvQuoting::NonNumeric;
        if (end < length && chars[end] == delimiter) {
          is_number_ = false;
          if (!sink(run, is_number)) return CsvStatus::Stopped;
          place = end + 1;
          continue;
        }
        is_number_ = is_number;
        state_ = State::InField;
      }
      field_.append(run);
      if (field_.out_of_memory()) return CsvStatus::OutOfMemory;
      place = end;
      continue;
    }
    if (const CsvStatus status = take(chars[place++], field_limit, sink); status != CsvStatus::Ok) return status;
  }
  return take(kEndOfLine, field_limit, sink);
}

CsvStatus CsvReader::feed(TextView line, int64_t field_limit, FieldSink sink) {
  return line.visit([&](const auto* chars) { return feed_chars(chars, line.length, field_limit, sink); });
}

CsvStatus CsvReader::finish(FieldSink sink, bool& has_record) {
  has_record = field_.length() != 0 || state_ == State::InQuotedField;
  if (!has_record) return CsvStatus::Ok;
  if (dialect_.is_strict) return CsvStatus::UnexpectedEnd;
  return save(sink);
}

// --- writer ---------------------------------------------------------------------------------------------------------

void CsvWriter::start_row() {
  line_.clear();
  field_count_ = 0;
}

CsvWriter::CsvWriter(const CsvDialect& dialect) : dialect_(dialect) {
  for (const char32_t c : {dialect.delimiter, dialect.escape, dialect.quote})
    mark_special(c);
  for (const char32_t c : dialect.line_terminator)
    mark_special(c);
}

void CsvWriter::mark_special(char32_t c) {
  if (c < 128) {
    is_special_[c] = true;
  } else if (c != kNoCsvCharacter) {
    wide_special_.push_back(c);
  }
}

// The field with what it needs doubled or escaped, into the scratch buffer.
template <typename Char>
CsvStatus CsvWriter::append_data(const Char* chars, size_t length, bool& quoted) {
  const auto is_special = [&](Char c) {
    return c < 128 ? is_special_[c] : wide_special_.find(c) != std::u32string::npos;
  };
  for (size_t place = 0;;) {
    const size_t run = place;
    while (place < length && !is_special(chars[place]))
      ++place;
    scratch_.append(TextView(chars + run, place - run));
    if (place == length) return CsvStatus::Ok;
    const char32_t c = chars[place++];
    bool needs_escape = dialect_.quoting == CsvQuoting::None || c == dialect_.escape;
    if (c == dialect_.quote && dialect_.quoting != CsvQuoting::None) {
      needs_escape = !dialect_.double_quote;
      if (dialect_.double_quote) scratch_.append(c);
    }
    if (needs_escape) {
      if (dialect_.escape == kNoCsvCharacter) return CsvStatus::NeedsEscape;
      scratch_.append(dialect_.escape);
    } else {
      quoted = true;
    }
    scratch_.append(c);
  }
}

CsvStatus CsvWriter::add_field(TextView field, bool wants_quotes) {
  if (field_count_ > 0) line_.append(dialect_.delimiter);
  scratch_.clear();
  bool quoted = wants_quotes;
  const CsvStatus status = field.visit([&](const auto* chars) { return append_data(chars, field.length, quoted); });
  if (status != CsvStatus::Ok) return status;
  field_count_ += 1;
  if (quoted) line_.append(dialect_.quote);
  line_.append(scratch_.view());
  if (quoted) line_.append(dialect_.quote);
  return line_.out_of_memory() || scratch_.out_of_memory() ? CsvStatus::OutOfMemory : CsvStatus::Ok;
}

CsvStatus CsvWriter::finish_row() {
  if (field_count_ > 0 && line_.length() == 0) {
    if (dialect_.quoting == CsvQuoting::None) return CsvStatus::SingleEmptyField;
    field_count_ = 0;
    if (const CsvStatus status = add_field({}, true); status != CsvStatus::Ok) return status;
  }
  for (const char32_t c : dialect_.line_terminator)
    line_.append(c);
  return line_.out_of_memory() ? CsvStatus::OutOfMemory : CsvStatus::Ok;
}

}  // namespace taipan::modules_core
