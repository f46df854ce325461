// tests/unit/python/modules_core/csv_machine_test.cpp
#include "python/modules_core/csv_machine.h"

#include <vector>

#include "gtest/gtest.h"

namespace taipan::modules_core {
namespace {

using text::TextView;

std::string narrow(TextView text) {
  std::string out;
  for (size_t i = 0; i < text.length; ++i)
    out.push_back(static_cast<char>(text.at(i)));
  return out;
}

struct Result {
  CsvStatus status = CsvStatus::Ok;
  std::vector<std::string> fields;
  bool is_complete = false;
};

Result read(const CsvDialect& dialect, std::initializer_list<std::string_view> lines, int64_t limit = 1000) {
  Result result;
  CsvReader reader(dialect);
  reader.start_record();
  for (const std::string_view line : lines) {
    result.status = reader.feed(TextView(line), limit, [&](TextView field, bool) {
      result.fields.push_back(narrow(field));
      return true;
    });
    if (result.status != CsvStatus::Ok) return result;
  }
  result.is_complete = reader.is_record_complete();
  return result;
}

std::string write(const CsvDialect& dialect, std::initializer_list<std::string_view> fields) {
  CsvWriter writer(dialect);
  writer.start_row();
  for (const std::string_view field : fields) {
    if (writer.add_field(TextView(field), false) != CsvStatus::Ok) return "error";
  }
  if (writer.finish_row() != CsvStatus::Ok) return "error";
  return narrow(writer.line().view());
}

using Fields = std::vector<std::string>;

TEST(CsvMachine, splits_at_delimiters) {
  const Result result = read({}, {"a,,bc\r\n"});
  EXPECT_EQ(result.fields, (Fields{"a", "", "bc"}));
  EXPECT_TRUE(result.is_complete);
}

TEST(CsvMachine, an_empty_line_has_no_fields) {
  EXPECT_EQ(read({}, {"\n"}).fields, Fields{});
}

TEST(CsvMachine, quotes_protect_delimiters_and_doubled_quotes) {
  EXPECT_EQ(read({}, {"\"a,b\",\"c\"\"d\""}).fields, (Fields{"a,b", "c\"d"}));
}

TEST(CsvMachine, a_quoted_field_goes_on_in_the_next_line) {
  EXPECT_FALSE(read({}, {"\"a\n"}).is_complete);
  EXPECT_EQ(read({}, {"\"a\n", "b\"\n"}).fields, (Fields{"a\nb"}));
}

TEST(CsvMachine, strict_wants_a_delimiter_behind_quotes) {
  CsvDialect dialect;
  EXPECT_EQ(read(dialect, {"\"a\"b"}).fields, (Fields{"ab"}));
  dialect.is_strict = true;
  EXPECT_EQ(read(dialect, {"\"a\"b"}).status, CsvStatus::ExpectedAfter);
  EXPECT_EQ(message_of(CsvStatus::ExpectedAfter, dialect, 0), U"',' expected after '\"'");
}

TEST(CsvMachine, fields_have_a_limit) {
  EXPECT_EQ(read({}, {"abcd"}, 3).status, CsvStatus::FieldTooLarge);
  EXPECT_EQ(message_of(CsvStatus::FieldTooLarge, {}, 3), U"field larger than field limit (3)");
}

TEST(CsvMachine, a_line_end_inside_a_line_is_an_error) {
  EXPECT_EQ(read({}, {"a\rb"}).status, CsvStatus::NewLineInside);
}

TEST(CsvMachine, input_that_ends_inside_quotes_is_a_record_unless_strict) {
  for (const bool is_strict : {false, true}) {
    CsvDialect dialect;
    dialect.is_strict = is_strict;
    CsvReader reader(dialect);
    reader.start_record();
    const auto sink = [](TextView, bool) { return true; };
    ASSERT_EQ(reader.feed(TextView("\"a"), 100, sink), CsvStatus::Ok);
    bool has_record = false;
    EXPECT_EQ(reader.finish(sink, has_record), is_strict ? CsvStatus::UnexpectedEnd : CsvStatus::Ok);
    EXPECT_TRUE(has_record);
  }
}

TEST(CsvMachine, writing_quotes_what_needs_it) {
  EXPECT_EQ(write({}, {"a", "b,c", "d\"e", ""}), "a,\"b,c\",\"d\"\"e\",\r\n");
}

TEST(CsvMachine, a_row_of_one_empty_field_is_quoted) {
  EXPECT_EQ(write({}, {""}), "\"\"\r\n");
  EXPECT_EQ(write({}, {}), "\r\n");
}

TEST(CsvMachine, without_quoting_special_characters_need_an_escape) {
  CsvDialect dialect;
  dialect.quoting = CsvQuoting::None;
  EXPECT_EQ(write(dialect, {"a,b"}), "error");
  dialect.escape = '\\';
  EXPECT_EQ(write(dialect, {"a,b"}), "a\\,b\r\n");
}

}  // namespace
}  // namespace taipan::modules_core
