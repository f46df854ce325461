// python/modules_core/calendar_math.h -- the proleptic Gregorian calendar, durations, and their ISO 8601 texts.
//
// Room       Cores of modules: integers and texts; no VM value. Door for the module `_datetime`.
// In / out   Dates are year, month, day, or ordinals: day 1 is the first of January of year 1. Functions expect valid
//            fields unless they say that they check.
// Tests      tests/unit/python/modules_core/calendar_math_test.cpp, tests/differential/modules_core/compare_cores.py
#pragma once

#include <cstdint>

#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::modules_core {

inline constexpr int32_t kMinYear = 1;
inline constexpr int32_t kMaxYear = 9999;
inline constexpr int32_t kMaxOrdinal = 3652059;  // the last day of the year 9999
inline constexpr int32_t kMaxDeltaDays = 999999999;
inline constexpr int32_t kSecondsPerDay = 86400;
inline constexpr int32_t kMicrosecondsPerSecond = 1000000;

struct Date {
  int32_t year = 1;
  int32_t month = 1;
  int32_t day = 1;
  bool operator==(const Date&) const = default;
};

struct TimeOfDay {
  int32_t hour = 0;
  int32_t minute = 0;
  int32_t second = 0;
  int32_t microsecond = 0;
  bool operator==(const TimeOfDay&) const = default;
};

// A duration as timedelta keeps it: 0 <= seconds < 86400, 0 <= microseconds < 1000000, the sign is that of days.
struct Delta {
  int32_t days = 0;
  int32_t seconds = 0;
  int32_t microseconds = 0;
  bool operator==(const Delta&) const = default;
};

// --- days -----------------------------------------------------------------------------------------------------------

constexpr bool is_leap_year(int32_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
int32_t days_in_month(int32_t year, int32_t month);
int32_t days_before_month(int32_t year, int32_t month);
int32_t days_before_year(int32_t year);  // year >= 1
int32_t to_ordinal(Date date);
Date from_ordinal(int32_t ordinal);  // at least 1; may lead beyond year 9999
int32_t weekday(Date date);          // Monday is 0
int32_t day_of_year(Date date);      // 1..366

enum class FieldError : uint8_t { None, Year, Month, Day, Hour, Minute, Second, Microsecond, Fold };
// The first field that is out of range.
FieldError check(Date date);
FieldError check(const TimeOfDay& time);
// How Python words it; `year` is for the message on years, which is complete in `out`.
void append_message(text::TextBuffer& out, FieldError error, int64_t year);

// --- ISO weeks ------------------------------------------------------------------------------------------------------

struct IsoDate {
  int32_t year = 1;
  int32_t week = 1;
  int32_t weekday = 1;  // Monday is 1
};
IsoDate to_iso(Date date);
enum class IsoError : uint8_t { None, Year, Week, Weekday };
// Checks the fields. The date may lie beyond the year 9999 or before year 1 (then its year is 0).
IsoError from_iso(IsoDate iso, Date& date);

// --- durations ------------------------------------------------------------------------------------------------------

// Carries over. False: more than 999999999 days, either way. `total_days` is then the number for the message of
// Python's OverflowError, "days=%d; must have magnitude <= 999999999", or if it does not fit into 32 bits the message
// is "Python int too large to convert to C int".
[[nodiscard]] bool normalize_delta(int64_t days, int64_t seconds, int64_t microseconds, Delta& delta,
                                   int64_t* total_days = nullptr);
__int128 total_microseconds(const Delta& delta);
[[nodiscard]] bool delta_of_microseconds(__int128 microseconds, Delta& delta);
// The quotient rounded to the nearest, to even where two are as near. The divisor is not zero.
__int128 divide_to_nearest(__int128 dividend, __int128 divisor);

// False: the result is not in the years 1..9999 ("date value out of range").
[[nodiscard]] bool add_days(Date& date, int64_t days);
[[nodiscard]] bool add_delta(Date& date, TimeOfDay& time, const Delta& delta);
// What is between two points in time.
Delta difference(Date date1, const TimeOfDay& time1, Date date2, const TimeOfDay& time2);

// --- texts ----------------------------------------------------------------------------------------------------------

enum class TimeSpec : uint8_t { Auto, Hours, Minutes, Seconds, Milliseconds, Microseconds };

void append_iso_date(text::TextBuffer& out, Date date);                             // YYYY-MM-DD
void append_iso_time(text::TextBuffer& out, const TimeOfDay& time, TimeSpec spec);  // HH:MM:SS.ffffff
// +HH:MM, with seconds and microseconds if there are any. `separator` stands between the parts, or is empty for none.
void append_offset(text::TextBuffer& out, const Delta& offset, const char* separator);
void append_delta(text::TextBuffer& out, const Delta& delta);  // str(timedelta): 2 days, 0:00:01
void append_ctime(text::TextBuffer& out, Date date, const TimeOfDay& time);

enum class IsoParse : uint8_t { Invalid, Naive, WithOffset };
struct ParsedTime {
  TimeOfDay time;  // not checked: the fields may be out of range
  int32_t offset_seconds = 0;
  int32_t offset_microseconds = 0;  // of the same sign
};
// What date.fromisoformat, time.fromisoformat and datetime.fromisoformat of 3.11 accept. Fields are to be checked by
// the caller, who then words the error. False or Invalid: "Invalid isoformat string: %R".
[[nodiscard]] bool parse_iso_date(text::TextView text, Date& date);
IsoParse parse_iso_time(text::TextView text, ParsedTime& time);
IsoParse parse_iso_datetime(text::TextView text, Date& date, ParsedTime& time);

// strftime knows no %z, %Z and %f of ours: they are replaced before. `replacements` are asked for when first needed.
struct StrftimeReplacements {
  virtual bool append_offset(text::TextBuffer& out) = 0;  // %z
  virtual bool append_zone(text::TextBuffer& out) = 0;    // %Z; a percent sign in it is to be doubled
  int32_t microsecond = 0;                                // %f

 protected:
  ~StrftimeReplacements() = default;
};
// False: a replacement said false.
[[nodiscard]] bool expand_strftime(text::TextBuffer& out, text::TextView format, StrftimeReplacements& replacements);

}  // namespace taipan::modules_core
