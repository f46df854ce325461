// python/modules_core/calendar_text.cpp -- dates, times and durations as texts, and back.
//
// Room       Cores of modules; declared in calendar_math.h.
// Tests      tests/unit/python/modules_core/calendar_math_test.cpp, tests/differential/modules_core/compare_cores.py
//
// The parsers accept what python3.11's do, which is more than ISO 8601 says: any character may stand between date and
// time; an ASCII character behind complete seconds is overlooked if an offset follows; without colons, digits behind
// the seconds are a fraction; behind YYYYMMDD two more characters are overlooked.
#include "base/unicode/properties.h"
#include "python/modules_core/calendar_math.h"

namespace taipan::modules_core {

using text::TextBuffer;
using text::TextView;

namespace {

void append_digits(TextBuffer& out, int32_t value, int width) {
  char digits[10];
  for (int i = width; i-- > 0; value /= 10)
    digits[i] = static_cast<char>('0' + value % 10);
  out.append_ascii(digits, static_cast<size_t>(width));
}

void append_integer(TextBuffer& out, int64_t value) {
  if (value < 0) out.append(U'-');
  uint64_t magnitude = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  char digits[20];
  size_t place = sizeof digits;
  do {
    digits[--place] = static_cast<char>('0' + magnitude % 10);
    magnitude /= 10;
  } while (magnitude != 0);
  out.append_ascii(digits + place, sizeof digits - place);
}

// Reads from a text; behind its end there are zeros.
class Cursor {
 public:
  Cursor(TextView text, size_t place, size_t end) : text_(text), place_(place), end_(end) {}

  size_t place() const { return place_; }
  char32_t peek() const { return place_ < text_.length ? text_.at(place_) : 0; }
  char32_t take() {
    const char32_t c = peek();
    place_ += 1;
    return c;
  }
  void step_back() { place_ -= 1; }
  bool is_at_end() const { return place_ >= end_; }
  size_t left() const { return place_ < end_ ? end_ - place_ : 0; }

  // Exactly `count` digits. They may lie beyond the end, as may what peek sees.
  bool read_digits(int32_t& value, size_t count) {
    value = 0;
    for (size_t i = 0; i < count; ++i) {
      const char32_t c = peek();
      if (!unicode::is_ascii_digit(c)) return false;
      value = value * 10 + static_cast<int32_t>(c - '0');
      place_ += 1;
    }
    return true;
  }

 private:
  TextView text_;
  size_t place_;
  size_t end_;
};

enum class ClockParse : uint8_t { Invalid, Complete, SomethingLeft };

// HH[:MM[:SS[.f...]]], with or without colons.
ClockParse parse_clock(TextView text, size_t start, size_t end, TimeOfDay& time) {
  time = {};
  Cursor cursor(text, start, end);
  int32_t* const fields[] = {&time.hour, &time.minute, &time.second};
  bool has_separator = true;
  for (int i = 0; i < 3; ++i) {
    if (!cursor.read_digits(*fields[i], 2)) return ClockParse::Invalid;
    const char32_t c = cursor.take();
    if (i == 0) has_separator = c == ':';
    if (cursor.is_at_end() && c < 0x80) return c == 0 ? ClockParse::Complete : ClockParse::SomethingLeft;
    if (has_separator && c == ':') continue;
    if (c == '.' || c == ',') break;
    if (has_separator) return ClockParse::Invalid;
    cursor.step_back();
  }
  const size_t count = cursor.left() < 6 ? cursor.left() : 6;
  if (!cursor.read_digits(time.microsecond, count)) return ClockParse::Invalid;
  for (size_t i = count; i < 6; ++i)
    time.microsecond *= 10;
  while (unicode::is_ascii_digit(cursor.peek()))
    cursor.take();  // finer than a microsecond
  return cursor.peek() == 0 ? ClockParse::Complete : ClockParse::SomethingLeft;
}

IsoParse parse_time(TextView text, size_t start, ParsedTime& parsed) {
  parsed = {};
  size_t zone = start;
  while (zone < text.length) {
    const char32_t c = text.at(zone);
    if (c == '+' || c == '-' || c == 'Z') break;
    zone += 1;
  }
  const ClockParse clock = parse_clock(text, start, zone, parsed.time);
  if (clock == ClockParse::Invalid) return IsoParse::Invalid;
  if (zone >= text.length) return clock == ClockParse::Complete ? IsoParse::Naive : IsoParse::Invalid;
  const char32_t sign = text.at(zone);
  if (sign == 'Z') return zone + 1 == text.length ? IsoParse::WithOffset : IsoParse::Invalid;
  TimeOfDay offset;
  if (parse_clock(text, zone + 1, text.length, offset) != ClockParse::Complete) return IsoParse::Invalid;
  parsed.offset_seconds = offset.hour * 3600 + offset.minute * 60 + offset.second;
  parsed.offset_microseconds = parsed.offset_seconds == 0 ? 0 : offset.microsecond;  // as python3.11 has it
  if (sign == '-') {
    parsed.offset_seconds = -parsed.offset_seconds;
    parsed.offset_microseconds = -parsed.offset_microseconds;
  }
  return IsoParse::WithOffset;
}

// The first `length` characters as a date.
bool parse_date(TextView text, size_t length, Date& date) {
  Cursor cursor(text, 0, length);
  if (!cursor.read_digits(date.year, 4)) return false;
  const bool has_separator = cursor.peek() == '-';
  if (has_separator) cursor.take();
  if (cursor.peek() == 'W') {
    cursor.take();
    IsoDate iso{date.year, 0, 1};
    if (!cursor.read_digits(iso.week, 2)) return false;
    if (cursor.place() < length) {
      if (has_separator && cursor.take() != '-') return false;
      if (!cursor.read_digits(iso.weekday, 1)) return false;
    }
    return from_iso(iso, date) == IsoError::None;
  }
  if (!cursor.read_digits(date.month, 2)) return false;
  if (has_separator && cursor.take() != '-') return false;
  return cursor.read_digits(date.day, 2);
}

// Where the date of a date with time ends, or 0. Only the forms of week dates leave a doubt.
size_t find_separator(TextView text) {
  const size_t length = text.length;
  if (length == 7) return 7;
  const auto is_digit = [&](size_t place) { return unicode::is_ascii_digit(text.at(place)); };
  if (text.at(4) == '-') {
    if (text.at(5) != 'W') return 10;
    if (length == 8 || text.at(8) != '-') return 8;
    if (length == 9) return 0;
    // YYYY-Www-D, or YYYY-Www and a time of at least two digits behind a hyphen.
    return length > 10 && is_digit(10) ? 8 : 10;
  }
  if (text.at(4) != 'W') return 8;
  size_t place = 7;
  while (place < length && is_digit(place))
    ++place;
  if (place < 9) return place;
  return place % 2 == 0 ? 7 : 8;
}

}  // namespace

bool parse_iso_date(TextView text, Date& date) {
  if (text.length != 7 && text.length != 8 && text.length != 10) return false;
  return parse_date(text, text.length, date);
}

IsoParse parse_iso_time(TextView text, ParsedTime& time) {
  const bool has_prefix = text.length > 0 && text.at(0) == 'T';
  return parse_time(text, has_prefix ? 1 : 0, time);
}

IsoParse parse_iso_datetime(TextView text, Date& date, ParsedTime& time) {
  time = {};
  if (text.length < 7) return IsoParse::Invalid;
  const size_t separator = find_separator(text);
  if (separator == 0 || separator > text.length || !parse_date(text, separator, date)) return IsoParse::Invalid;
  if (separator == text.length) return IsoParse::Naive;
  return parse_time(text, separator + 1, time);
}

void append_message(TextBuffer& out, FieldError error, int64_t year) {
  switch (error) {
    case FieldError::None:
      break;
    case FieldError::Year:
      out.append("year ");
      append_integer(out, year);
      out.append(" is out of range");
      break;
    case FieldError::Month:
      out.append("month must be in 1..12");
      break;
    case FieldError::Day:
      out.append("day is out of range for month");
      break;
    case FieldError::Hour:
      out.append("hour must be in 0..23");
      break;
    case FieldError::Minute:
      out.append("minute must be in 0..59");
      break;
    case FieldError::Second:
      out.append("second must be in 0..59");
      break;
    case FieldError::Microsecond:
      out.append("microsecond must be in 0..999999");
      break;
    case FieldError::Fold:
      out.append("fold must be either 0 or 1");
      break;
  }
}

void append_iso_date(TextBuffer& out, Date date) {
  append_digits(out, date.year, 4);
  out.append(U'-');
  append_digits(out, date.month, 2);
  out.append(U'-');
  append_digits(out, date.day, 2);
}

void append_iso_time(TextBuffer& out, const TimeOfDay& time, TimeSpec spec) {
  if (spec == TimeSpec::Auto) spec = time.microsecond == 0 ? TimeSpec::Seconds : TimeSpec::Microseconds;
  append_digits(out, time.hour, 2);
  if (spec == TimeSpec::Hours) return;
  out.append(U':');
  append_digits(out, time.minute, 2);
  if (spec == TimeSpec::Minutes) return;
  out.append(U':');
  append_digits(out, time.second, 2);
  if (spec == TimeSpec::Seconds) return;
  out.append(U'.');
  if (spec == TimeSpec::Milliseconds) {
    append_digits(out, time.microsecond / 1000, 3);
  } else {
    append_digits(out, time.microsecond, 6);
  }
}

void append_offset(TextBuffer& out, const Delta& offset, const char* separator) {
  Delta size = offset;
  out.append(offset.days < 0 ? U'-' : U'+');
  if (offset.days < 0) (void)delta_of_microseconds(-total_microseconds(offset), size);
  append_digits(out, size.seconds / 3600, 2);
  out.append(separator);
  append_digits(out, size.seconds / 60 % 60, 2);
  if (size.seconds % 60 == 0 && size.microseconds == 0) return;
  out.append(separator);
  append_digits(out, size.seconds % 60, 2);
  if (size.microseconds == 0) return;
  out.append(U'.');
  append_digits(out, size.microseconds, 6);
}

void append_delta(TextBuffer& out, const Delta& delta) {
  if (delta.days != 0) {
    append_integer(out, delta.days);
    out.append(delta.days == 1 || delta.days == -1 ? " day, " : " days, ");
  }
  append_integer(out, delta.seconds / 3600);
  out.append(U':');
  append_digits(out, delta.seconds / 60 % 60, 2);
  out.append(U':');
  append_digits(out, delta.seconds % 60, 2);
  if (delta.microseconds == 0) return;
  out.append(U'.');
  append_digits(out, delta.microseconds, 6);
}

void append_ctime(TextBuffer& out, Date date, const TimeOfDay& time) {
  static constexpr char kDays[] = "MonTueWedThuFriSatSun";
  static constexpr char kMonths[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  out.append_ascii(kDays + 3 * weekday(date), 3);
  out.append(U' ');
  out.append_ascii(kMonths + 3 * (date.month - 1), 3);
  out.append(U' ');
  out.append(date.day < 10 ? U' ' : static_cast<char32_t>('0' + date.day / 10));
  append_digits(out, date.day % 10, 1);
  out.append(U' ');
  append_iso_time(out, time, TimeSpec::Seconds);
  out.append(U' ');
  append_digits(out, date.year, 4);
}

bool expand_strftime(TextBuffer& out, TextView format, StrftimeReplacements& replacements) {
  for (size_t i = 0; i < format.length; ++i) {
    const char32_t c = format.at(i);
    if (c != '%' || i + 1 == format.length) {
      out.append(c);
      continue;
    }
    const char32_t directive = format.at(++i);
    switch (directive) {
      case 'z':
        if (!replacements.append_offset(out)) return false;
        break;
      case 'Z':
        if (!replacements.append_zone(out)) return false;
        break;
      case 'f':
        append_digits(out, replacements.microsecond, 6);
        break;
      default:
        out.append(U'%');
        out.append(directive);
        break;
    }
  }
  return true;
}

}  // namespace taipan::modules_core
