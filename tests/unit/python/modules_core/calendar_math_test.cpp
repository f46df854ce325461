// tests/unit/python/modules_core/calendar_math_test.cpp
#include "python/modules_core/calendar_math.h"

#include <string>

#include "gtest/gtest.h"

namespace taipan::modules_core {
namespace {

using text::TextBuffer;
using text::TextView;

std::string narrow(const TextBuffer& buffer) {
  std::string out;
  for (size_t i = 0; i < buffer.length(); ++i)
    out.push_back(static_cast<char>(buffer.view().at(i)));
  return out;
}

TEST(CalendarMath, ordinals_count_from_the_first_day_of_year_1) {
  EXPECT_EQ(to_ordinal({1, 1, 1}), 1);
  EXPECT_EQ(to_ordinal({9999, 12, 31}), kMaxOrdinal);
  EXPECT_EQ(to_ordinal({1970, 1, 1}), 719163);
}

TEST(CalendarMath, every_day_survives_the_way_to_its_date_and_back) {
  for (int32_t ordinal = 1; ordinal <= kMaxOrdinal; ++ordinal) {
    const Date date = from_ordinal(ordinal);
    ASSERT_EQ(check(date), FieldError::None);
    ASSERT_EQ(to_ordinal(date), ordinal);
  }
}

TEST(CalendarMath, iso_years_begin_with_the_week_of_the_first_thursday) {
  const IsoDate iso = to_iso({2021, 1, 3});
  EXPECT_EQ(iso.year, 2020);
  EXPECT_EQ(iso.week, 53);
  EXPECT_EQ(iso.weekday, 7);
  Date date;
  EXPECT_EQ(from_iso({2020, 53, 7}, date), IsoError::None);
  EXPECT_EQ(date, (Date{2021, 1, 3}));
  EXPECT_EQ(from_iso({2021, 53, 1}, date), IsoError::Week);
}

TEST(CalendarMath, durations_carry_over) {
  Delta delta;
  ASSERT_TRUE(normalize_delta(0, 0, -1, delta));
  EXPECT_EQ(delta, (Delta{-1, 86399, 999999}));
  EXPECT_FALSE(normalize_delta(999999999, 86400, 0, delta));
}

TEST(CalendarMath, quotients_are_rounded_to_even) {
  EXPECT_TRUE(divide_to_nearest(5, 2) == 2);
  EXPECT_TRUE(divide_to_nearest(7, 2) == 4);
  EXPECT_TRUE(divide_to_nearest(-5, 2) == -2);
  EXPECT_TRUE(divide_to_nearest(5, -2) == -2);
}

TEST(CalendarMath, adding_stays_in_the_years_of_the_calendar) {
  Date date{9999, 12, 31};
  TimeOfDay time{23, 59, 59, 999999};
  EXPECT_FALSE(add_delta(date, time, {0, 0, 1}));
  date = {2020, 2, 28};
  ASSERT_TRUE(add_delta(date, time, {0, 0, 1}));
  EXPECT_EQ(date, (Date{2020, 2, 29}));
  EXPECT_EQ(time, TimeOfDay{});
}

TEST(CalendarMath, iso_texts_are_read_in_all_their_forms) {
  for (const char* form : {"2020-12-28", "20201228", "2020-W53-1", "2020W531", "2020-W53", "2020W53"}) {
    Date date;
    EXPECT_TRUE(parse_iso_date(TextView(std::string_view(form)), date)) << form;
    EXPECT_EQ(date, (Date{2020, 12, 28})) << form;
  }
  for (const char* form : {"", "2020", "2020-1-01", "2020-W00-1", "2020-001"}) {
    Date date;
    EXPECT_FALSE(parse_iso_date(TextView(std::string_view(form)), date)) << form;
  }
}

TEST(CalendarMath, times_have_fractions_and_offsets) {
  ParsedTime parsed;
  EXPECT_EQ(parse_iso_time(TextView("T10:20:30,5-01:30"), parsed), IsoParse::WithOffset);
  EXPECT_EQ(parsed.time, (TimeOfDay{10, 20, 30, 500000}));
  EXPECT_EQ(parsed.offset_seconds, -5400);
  EXPECT_EQ(parse_iso_time(TextView("1020Z"), parsed), IsoParse::WithOffset);
  EXPECT_EQ(parse_iso_time(TextView("10:2"), parsed), IsoParse::Invalid);
  EXPECT_EQ(parse_iso_time(TextView("10:2030"), parsed), IsoParse::Invalid);
}

TEST(CalendarMath, any_character_separates_date_and_time) {
  Date date;
  ParsedTime parsed;
  EXPECT_EQ(parse_iso_datetime(TextView(std::u16string_view(u"2020-01-01\u041610")), date, parsed), IsoParse::Naive);
  EXPECT_EQ(parsed.time.hour, 10);
  EXPECT_EQ(parse_iso_datetime(TextView("2020-01-01T"), date, parsed), IsoParse::Invalid);
}

TEST(CalendarMath, texts) {
  TextBuffer out;
  append_iso_date(out, {33, 2, 1});
  append_iso_time(out, {1, 2, 3, 4000}, TimeSpec::Milliseconds);
  append_offset(out, {-1, 86399, 0}, ":");
  out.append(U' ');
  append_delta(out, {-1, 86399, 5});
  EXPECT_EQ(narrow(out), "0033-02-0101:02:03.004-00:00:01 -1 day, 23:59:59.000005");
  TextBuffer ctime;
  append_ctime(ctime, {2020, 2, 9}, {1, 2, 3, 0});
  EXPECT_EQ(narrow(ctime), "Sun Feb  9 01:02:03 2020");
}

TEST(CalendarMath, strftime_gets_what_it_does_not_know) {
  struct Replacements final : StrftimeReplacements {
    bool append_offset(TextBuffer& out) override { return out.append("+0100"), true; }
    bool append_zone(TextBuffer& out) override { return out.append("X%%"), true; }
  } replacements;
  replacements.microsecond = 42;
  TextBuffer out;
  EXPECT_TRUE(expand_strftime(out, TextView("%Y%%z %z %Z %f%"), replacements));
  EXPECT_EQ(narrow(out), "%Y%%z +0100 X%% 000042%");
}

}  // namespace
}  // namespace taipan::modules_core
