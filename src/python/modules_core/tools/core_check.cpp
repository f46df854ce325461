// python/modules_core/tools/core_check.cpp -- developer's tool: asks the cores of modules line by line.
//
// Room       Cores of modules.
// In / out   Each line of the input is an operation and its arguments, with spaces between. Numbers are decimal; a text
// is
//            its width, a colon and its code points in hexadecimal with commas between: 1:61,62. One line is answered.
// Tests      tests/differential/modules_core/compare_cores.py reads all this and compares it with python3.11.
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "python/modules_core/calendar_math.h"
#include "python/modules_core/csv_machine.h"
#include "python/modules_core/json_scan.h"
#include "python/modules_core/struct_format.h"

using namespace taipan::modules_core;  // NOLINT
using taipan::text::TextBuffer;
using taipan::text::TextView;

namespace {

// A text in memory of its own, so that reading outside of it is seen.
struct Text {
  std::unique_ptr<char[]> memory;
  size_t length = 0;
  uint32_t width = 1;
  TextView view() const { return {memory.get(), length, static_cast<taipan::text::CharWidth>(width)}; }
};

class Line {
 public:
  explicit Line(const char* text) : rest_(text) {}
  bool at_end() {
    while (*rest_ == ' ')
      ++rest_;
    return *rest_ == 0 || *rest_ == '\n';
  }
  std::string word() {
    while (*rest_ == ' ')
      ++rest_;
    const char* start = rest_;
    while (*rest_ != 0 && *rest_ != ' ' && *rest_ != '\n')
      ++rest_;
    return {start, rest_};
  }
  int64_t number() { return std::strtoll(word().c_str(), nullptr, 10); }
  uint64_t unsigned_number() { return std::strtoull(word().c_str(), nullptr, 10); }
  Text text() {
    const std::string word = this->word();
    Text text;
    text.width = static_cast<uint32_t>(word[0] - '0');
    std::vector<uint32_t> characters;
    for (const char* c = word.c_str() + 2; *c != 0;) {
      char* end = nullptr;
      characters.push_back(static_cast<uint32_t>(std::strtoul(c, &end, 16)));
      c = *end == ',' ? end + 1 : end;
    }
    text.length = characters.size();
    text.memory.reset(new char[text.length * text.width]);
    for (size_t i = 0; i < text.length; ++i) {
      switch (text.width) {
        case 1:
          reinterpret_cast<uint8_t*>(text.memory.get())[i] = static_cast<uint8_t>(characters[i]);
          break;
        case 2:
          reinterpret_cast<uint16_t*>(text.memory.get())[i] = static_cast<uint16_t>(characters[i]);
          break;
        default:
          reinterpret_cast<uint32_t*>(text.memory.get())[i] = characters[i];
          break;
      }
    }
    return text;
  }
  std::string ascii() {
    const Text text = this->text();
    std::string out;
    for (size_t i = 0; i < text.length; ++i)
      out.push_back(static_cast<char>(text.view().at(i)));
    return out;
  }

 private:
  const char* rest_;
};

void print_text(TextView text) {
  for (size_t i = 0; i < text.length; ++i)
    std::printf(i == 0 ? "%x" : ",%x", unsigned(text.at(i)));
  std::printf(";");
}

void print_ascii(const TextBuffer& text) {
  for (size_t i = 0; i < text.length(); ++i)
    std::putchar(static_cast<char>(text.view().at(i)));
}

// --- json, csv ------------------------------------------------------------------------------------------------------

void json_string(Line& line) {
  const Text text = line.text();
  const auto start = static_cast<size_t>(line.number());
  const auto strictness = line.number() != 0 ? JsonStrictness::Strict : JsonStrictness::Lenient;
  TextBuffer out;
  const JsonString found = scan_json_string(text.view(), start, strictness, out);
  if (const char* message = message_of(found.status)) {
    std::printf("%s|%zu", message, found.next);
    return;
  }
  std::printf("%zu ", found.next);
  print_text(found.status == JsonStringStatus::Plain ? text.view().substring(start, found.next - 1) : out.view());
}

void json_number(Line& line) {
  const Text text = line.text();
  const auto start = static_cast<size_t>(line.number());
  const JsonNumber number = scan_json_number(text.view(), start);
  if (number.next == start) {
    std::printf("none");
    return;
  }
  std::printf("%zu %s", number.next, number.is_float ? "float" : "int");
  if (number.is_small) std::printf(" %lld", static_cast<long long>(number.value));
}

void json_encode(Line& line) {
  const Text text = line.text();
  TextBuffer out;
  append_json_string(out, text.view(), line.number() != 0 ? JsonCharacters::Ascii : JsonCharacters::All);
  print_text(out.view());
}

char32_t optional_character(Line& line) {
  const int64_t c = line.number();
  return c < 0 ? kNoCsvCharacter : static_cast<char32_t>(c);
}

CsvDialect read_dialect(Line& line) {
  CsvDialect dialect;
  dialect.delimiter = static_cast<char32_t>(line.number());
  dialect.quote = optional_character(line);
  dialect.escape = optional_character(line);
  dialect.double_quote = line.number() != 0;
  dialect.skip_initial_space = line.number() != 0;
  dialect.is_strict = line.number() != 0;
  dialect.quoting = static_cast<CsvQuoting>(line.number());
  const Text terminator = line.text();
  dialect.line_terminator.clear();
  for (size_t i = 0; i < terminator.length; ++i)
    dialect.line_terminator.push_back(terminator.view().at(i));
  return dialect;
}

void print_message(CsvStatus status, const CsvDialect& dialect, int64_t limit) {
  std::printf("error ");
  const std::u32string message = message_of(status, dialect, limit);
  print_text(TextView(message));
}

void csv_read(Line& line) {
  const CsvDialect dialect = read_dialect(line);
  const int64_t limit = line.number();
  CsvReader reader(dialect);
  const auto sink = [](TextView field, bool is_number) {
    if (is_number) std::printf("#");
    print_text(field);
    return true;
  };
  while (true) {
    reader.start_record();
    bool began = false;
    do {
      if (line.at_end()) {
        if (!began) return;
        bool has_record = false;
        const CsvStatus status = reader.finish(sink, has_record);
        if (status != CsvStatus::Ok) print_message(status, dialect, limit);
        if (has_record && status == CsvStatus::Ok) std::printf("/");
        return;
      }
      began = true;
      const Text text = line.text();
      const CsvStatus status = reader.feed(text.view(), limit, sink);
      if (status != CsvStatus::Ok) {
        print_message(status, dialect, limit);
        return;
      }
    } while (!reader.is_record_complete());
    std::printf("/");
  }
}

void csv_write(Line& line) {
  const CsvDialect dialect = read_dialect(line);
  CsvWriter writer(dialect);
  writer.start_row();
  CsvStatus status = CsvStatus::Ok;
  while (!line.at_end() && status == CsvStatus::Ok) {
    const Text field = line.text();
    status =
        writer.add_field(field.view(), dialect.quoting == CsvQuoting::All || dialect.quoting == CsvQuoting::NonNumeric);
  }
  if (status == CsvStatus::Ok) status = writer.finish_row();
  if (status != CsvStatus::Ok) {
    print_message(status, dialect, 0);
  } else {
    print_text(writer.line().view());
  }
}

// --- struct ---------------------------------------------------------------------------------------------------------

void struct_parse(Line& line) {
  const StructLayout layout = parse_struct_format(line.ascii());
  if (layout.status != StructStatus::Ok) {
    std::printf("%s", message_of(layout.status));
    return;
  }
  std::printf("%lld %lld", static_cast<long long>(layout.size), static_cast<long long>(layout.value_count));
}

// Format of one value, and 'i' and an int (or 'huge'), or 'f' and the bits of a float.
void struct_pack(Line& line) {
  const StructLayout layout = parse_struct_format(line.ascii());
  const StructItem& item = layout.items.at(0);
  std::vector<uint8_t> bytes(static_cast<size_t>(layout.size));
  const std::string kind = line.word();
  bool ok;
  if (kind == "f") {
    ok = pack_float(item, std::bit_cast<double>(line.unsigned_number()), bytes.data());
    if (!ok) std::printf("float too large to pack with %c format", item.code);
  } else {
    StructInteger value = StructInteger::huge();
    if (kind == "i") value = StructInteger::of(line.number());
    if (kind == "u") value = StructInteger::of_unsigned(line.unsigned_number());
    ok = pack_integer(item, value, bytes.data());
    if (!ok) std::printf("%s", std::string(message_of_range(item, value)).c_str());
  }
  if (!ok) return;
  for (const uint8_t byte : bytes)
    std::printf("%02x", byte);
}

void struct_unpack(Line& line) {
  const StructLayout layout = parse_struct_format(line.ascii());
  const StructItem& item = layout.items.at(0);
  const std::string bytes = line.ascii();
  const auto* from = reinterpret_cast<const uint8_t*>(bytes.data());
  if (item.kind == StructKind::Float) {
    std::printf("%llu", static_cast<unsigned long long>(std::bit_cast<uint64_t>(unpack_float(item, from))));
  } else if (item.kind == StructKind::PascalBytes || item.kind == StructKind::Bytes) {
    for (const char c : unpack_bytes(item, from))
      std::printf("%02x", static_cast<uint8_t>(c));
  } else {
    const StructInteger value = unpack_integer(item, from);
    if (value.kind == StructInteger::Negative) {
      std::printf("%lld", static_cast<long long>(value.bits));
    } else {
      std::printf("%llu", static_cast<unsigned long long>(value.bits));
    }
  }
}

void struct_bytes(Line& line) {
  const StructLayout layout = parse_struct_format(line.ascii());
  const std::string value = line.ascii();
  std::vector<uint8_t> bytes(static_cast<size_t>(layout.size));
  pack_bytes(layout.items.at(0), reinterpret_cast<const uint8_t*>(value.data()), static_cast<int64_t>(value.size()),
             bytes.data());
  for (const uint8_t byte : bytes)
    std::printf("%02x", byte);
}

// --- calendar -------------------------------------------------------------------------------------------------------

Date read_date(Line& line) {
  Date date;
  date.year = static_cast<int32_t>(line.number());
  date.month = static_cast<int32_t>(line.number());
  date.day = static_cast<int32_t>(line.number());
  return date;
}
TimeOfDay read_time(Line& line) {
  TimeOfDay time;
  for (int32_t* field : {&time.hour, &time.minute, &time.second, &time.microsecond}) {
    *field = static_cast<int32_t>(line.number());
  }
  return time;
}
Delta read_delta(Line& line) {
  Delta delta;
  for (int32_t* field : {&delta.days, &delta.seconds, &delta.microseconds})
    *field = static_cast<int32_t>(line.number());
  return delta;
}
void print_date(Date date) {
  std::printf("%d %d %d", date.year, date.month, date.day);
}
void print_time(const TimeOfDay& time) {
  std::printf(" %d %d %d %d", time.hour, time.minute, time.second, time.microsecond);
}

void calendar_date(Line& line) {
  const Date date = read_date(line);
  const IsoDate iso = to_iso(date);
  TextBuffer out;
  append_iso_date(out, date);
  out.append(U' ');
  append_ctime(out, date, {});
  std::printf("%d %d %d %d %d %d ", to_ordinal(date), weekday(date), day_of_year(date), iso.year, iso.week,
              iso.weekday);
  print_ascii(out);
}

void calendar_from_ordinal(Line& line) {
  print_date(from_ordinal(static_cast<int32_t>(line.number())));
}

void calendar_from_iso(Line& line) {
  IsoDate iso;
  for (int32_t* field : {&iso.year, &iso.week, &iso.weekday})
    *field = static_cast<int32_t>(line.number());
  Date date;
  const IsoError error = from_iso(iso, date);
  if (error == IsoError::None) {
    print_date(date);
  } else {
    std::printf("error %d", static_cast<int>(error));
  }
}

void calendar_parse(Line& line) {
  const std::string what = line.word();
  const Text text = line.text();
  Date date;
  ParsedTime parsed;
  IsoParse result;
  if (what == "date") {
    result = parse_iso_date(text.view(), date) ? IsoParse::Naive : IsoParse::Invalid;
  } else {
    result = what == "time" ? parse_iso_time(text.view(), parsed) : parse_iso_datetime(text.view(), date, parsed);
  }
  if (result == IsoParse::Invalid) {
    std::printf("invalid");
    return;
  }
  FieldError error = what == "time" ? FieldError::None : check(date);
  if (error == FieldError::None && what != "date") error = check(parsed.time);
  if (error != FieldError::None) {
    TextBuffer message;
    append_message(message, error, date.year);
    print_ascii(message);
    return;
  }
  if (what != "time") print_date(date);
  if (what != "date") print_time(parsed.time);
  if (result == IsoParse::WithOffset) std::printf(" offset %d %d", parsed.offset_seconds, parsed.offset_microseconds);
}

void calendar_add(Line& line) {
  Date date = read_date(line);
  TimeOfDay time = read_time(line);
  if (!add_delta(date, time, read_delta(line))) {
    std::printf("date value out of range");
    return;
  }
  print_date(date);
  print_time(time);
}

void calendar_difference(Line& line) {
  const Date date1 = read_date(line);
  const TimeOfDay time1 = read_time(line);
  const Date date2 = read_date(line);
  const TimeOfDay time2 = read_time(line);
  const Delta delta = difference(date1, time1, date2, time2);
  std::printf("%d %d %d", delta.days, delta.seconds, delta.microseconds);
}

void calendar_delta(Line& line) {
  const int64_t days = line.number();
  const int64_t seconds = line.number();
  const int64_t microseconds = line.number();
  Delta delta;
  int64_t total = 0;
  if (!normalize_delta(days, seconds, microseconds, delta, &total)) {
    if (total != static_cast<int32_t>(total)) {
      std::printf("Python int too large to convert to C int");
    } else {
      std::printf("days=%lld; must have magnitude <= 999999999", static_cast<long long>(total));
    }
    return;
  }
  TextBuffer out;
  append_delta(out, delta);
  std::printf("%d %d %d ", delta.days, delta.seconds, delta.microseconds);
  print_ascii(out);
}

void calendar_divide(Line& line) {
  const Delta delta = read_delta(line);
  const int64_t divisor = line.number();
  Delta result;
  (void)delta_of_microseconds(divide_to_nearest(total_microseconds(delta), divisor), result);
  std::printf("%d %d %d", result.days, result.seconds, result.microseconds);
}

void calendar_time(Line& line) {
  const TimeOfDay time = read_time(line);
  const Delta offset = read_delta(line);
  for (const TimeSpec spec : {TimeSpec::Auto, TimeSpec::Hours, TimeSpec::Minutes, TimeSpec::Seconds,
                              TimeSpec::Milliseconds, TimeSpec::Microseconds}) {
    TextBuffer out;
    append_iso_time(out, time, spec);
    append_offset(out, offset, ":");
    out.append(U' ');
    print_ascii(out);
  }
}

struct Operation {
  std::string_view name;
  void (*run)(Line&);
};
constexpr Operation kOperations[] = {
    {"json_string", json_string},
    {"json_number", json_number},
    {"json_encode", json_encode},
    {"csv_read", csv_read},
    {"csv_write", csv_write},
    {"struct_parse", struct_parse},
    {"struct_pack", struct_pack},
    {"struct_unpack", struct_unpack},
    {"struct_bytes", struct_bytes},
    {"date", calendar_date},
    {"from_ordinal", calendar_from_ordinal},
    {"from_iso", calendar_from_iso},
    {"parse", calendar_parse},
    {"add", calendar_add},
    {"difference", calendar_difference},
    {"delta", calendar_delta},
    {"divide", calendar_divide},
    {"time", calendar_time},
};

}  // namespace

int main() {
  char* text = nullptr;
  size_t capacity = 0;
  while (getline(&text, &capacity, stdin) > 0) {
    Line line(text);
    const std::string name = line.word();
    for (const Operation& operation : kOperations) {
      if (operation.name == name) operation.run(line);
    }
    std::printf("\n");
  }
  std::free(text);
  return 0;
}
