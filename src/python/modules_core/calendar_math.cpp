// python/modules_core/calendar_math.cpp -- days, weeks and durations.
//
// Room       Cores of modules. Texts are in calendar_text.cpp.
// Tests      tests/unit/python/modules_core/calendar_math_test.cpp, tests/differential/modules_core/compare_cores.py
//
// Ordinals are computed on years that begin with March: the leap day is then the last of its year, and the months from
// March on have lengths that a linear function counts.
#include "python/modules_core/calendar_math.h"

namespace taipan::modules_core {

namespace {

constexpr int32_t kDaysIn400Years = 146097;
constexpr int32_t kDaysBeforeMonth[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

int64_t floor_divide(int64_t dividend, int64_t divisor, int64_t& remainder) {
  int64_t quotient = dividend / divisor;
  remainder = dividend % divisor;
  if (remainder < 0) {
    remainder += divisor;
    quotient -= 1;
  }
  return quotient;
}

// The Monday that begins the first ISO week of the year: the week with the first Thursday.
int32_t first_iso_monday(int32_t year) {
  const int32_t first = to_ordinal({year, 1, 1});
  const int32_t first_weekday = (first + 6) % 7;
  const int32_t monday = first - first_weekday;
  return first_weekday > 3 ? monday + 7 : monday;
}

}  // namespace

int32_t days_in_month(int32_t year, int32_t month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return kDaysBeforeMonth[month] - kDaysBeforeMonth[month - 1];
}

int32_t days_before_month(int32_t year, int32_t month) {
  return kDaysBeforeMonth[month - 1] + (month > 2 && is_leap_year(year) ? 1 : 0);
}

int32_t days_before_year(int32_t year) {
  const int32_t y = year - 1;
  return y * 365 + y / 4 - y / 100 + y / 400;
}

int32_t to_ordinal(Date date) {
  return days_before_year(date.year) + days_before_month(date.year, date.month) + date.day;
}

Date from_ordinal(int32_t ordinal) {
  // Days since the first of March of year 0, which is 306 days before day 1.
  const int32_t days = ordinal + 305;
  const int32_t era = days / kDaysIn400Years;
  const int32_t day_of_era = days % kDaysIn400Years;
  const int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int32_t month = (5 * day_of_year + 2) / 153;  // March is 0
  Date date;
  date.day = day_of_year - (153 * month + 2) / 5 + 1;
  date.month = month < 10 ? month + 3 : month - 9;
  date.year = era * 400 + year_of_era + (date.month <= 2 ? 1 : 0);
  return date;
}

int32_t weekday(Date date) {
  return (to_ordinal(date) + 6) % 7;
}

int32_t day_of_year(Date date) {
  return days_before_month(date.year, date.month) + date.day;
}

FieldError check(Date date) {
  if (date.year < kMinYear || date.year > kMaxYear) return FieldError::Year;
  if (date.month < 1 || date.month > 12) return FieldError::Month;
  if (date.day < 1 || date.day > days_in_month(date.year, date.month)) return FieldError::Day;
  return FieldError::None;
}

FieldError check(const TimeOfDay& time) {
  if (time.hour < 0 || time.hour > 23) return FieldError::Hour;
  if (time.minute < 0 || time.minute > 59) return FieldError::Minute;
  if (time.second < 0 || time.second > 59) return FieldError::Second;
  if (time.microsecond < 0 || time.microsecond > 999999) return FieldError::Microsecond;
  return FieldError::None;
}

// --- ISO weeks ------------------------------------------------------------------------------------------------------

IsoDate to_iso(Date date) {
  const int32_t today = to_ordinal(date);
  int32_t year = date.year;
  int32_t monday = first_iso_monday(year);
  if (today < monday) {
    year -= 1;
    // Year 0 is not of this calendar, but the first days of year 1 would belong to its last week if there were any:
    // January of year 1 begins with a Monday.
    monday = first_iso_monday(year);
  } else if (year <= kMaxYear && today >= first_iso_monday(year + 1)) {
    year += 1;
    monday = first_iso_monday(year);
  }
  return {year, (today - monday) / 7 + 1, (today - monday) % 7 + 1};
}

IsoError from_iso(IsoDate iso, Date& date) {
  if (iso.year < kMinYear || iso.year > kMaxYear) return IsoError::Year;
  if (iso.week < 1 || iso.week > 53) return IsoError::Week;
  if (iso.week == 53) {
    // A year has 53 weeks if it begins with a Thursday, or with a Wednesday and is a leap year.
    const int32_t first = weekday({iso.year, 1, 1});
    if (first != 3 && !(first == 2 && is_leap_year(iso.year))) return IsoError::Week;
  }
  if (iso.weekday < 1 || iso.weekday > 7) return IsoError::Weekday;
  date = from_ordinal(first_iso_monday(iso.year) + (iso.week - 1) * 7 + iso.weekday - 1);
  return IsoError::None;
}

// --- durations ------------------------------------------------------------------------------------------------------

bool normalize_delta(int64_t days, int64_t seconds, int64_t microseconds, Delta& delta, int64_t* total_days) {
  int64_t rest = 0;
  const int64_t more_seconds = floor_divide(microseconds, kMicrosecondsPerSecond, rest);
  delta.microseconds = static_cast<int32_t>(rest);
  int64_t more_days = floor_divide(seconds, kSecondsPerDay, rest);
  more_days += floor_divide(rest + more_seconds, kSecondsPerDay, rest);
  delta.seconds = static_cast<int32_t>(rest);
  if (__builtin_add_overflow(days, more_days, &days)) days = days < 0 ? INT64_MIN : INT64_MAX;
  if (total_days != nullptr) *total_days = days;
  if (days < -kMaxDeltaDays || days > kMaxDeltaDays) return false;
  delta.days = static_cast<int32_t>(days);
  return true;
}

__int128 total_microseconds(const Delta& delta) {
  const int64_t seconds = int64_t{delta.days} * kSecondsPerDay + delta.seconds;
  return static_cast<__int128>(seconds) * kMicrosecondsPerSecond + delta.microseconds;
}

bool delta_of_microseconds(__int128 microseconds, Delta& delta) {
  constexpr __int128 kPerDay = static_cast<__int128>(kSecondsPerDay) * kMicrosecondsPerSecond;
  __int128 days = microseconds / kPerDay;
  __int128 rest = microseconds % kPerDay;
  if (rest < 0) {
    rest += kPerDay;
    days -= 1;
  }
  if (days < -kMaxDeltaDays || days > kMaxDeltaDays) return false;
  return normalize_delta(static_cast<int64_t>(days), 0, static_cast<int64_t>(rest), delta);
}

__int128 divide_to_nearest(__int128 dividend, __int128 divisor) {
  if (divisor < 0) {
    dividend = -dividend;
    divisor = -divisor;
  }
  __int128 quotient = dividend / divisor;
  __int128 rest = dividend % divisor;
  if (rest < 0) {
    rest += divisor;
    quotient -= 1;
  }
  const __int128 other = divisor - rest;
  if (rest > other || (rest == other && (quotient & 1) != 0)) quotient += 1;
  return quotient;
}

bool add_days(Date& date, int64_t days) {
  // A look at the number first keeps the sum from overflowing.
  if (days < -kMaxOrdinal || days > kMaxOrdinal) return false;
  const int64_t ordinal = to_ordinal(date) + days;
  if (ordinal < 1 || ordinal > kMaxOrdinal) return false;
  date = from_ordinal(static_cast<int32_t>(ordinal));
  return true;
}

bool add_delta(Date& date, TimeOfDay& time, const Delta& delta) {
  int64_t rest = 0;
  int64_t carry = floor_divide(int64_t{time.microsecond} + delta.microseconds, kMicrosecondsPerSecond, rest);
  const auto microsecond = static_cast<int32_t>(rest);
  const int64_t seconds = int64_t{time.hour} * 3600 + time.minute * 60 + time.second + delta.seconds + carry;
  carry = floor_divide(seconds, kSecondsPerDay, rest);
  if (!add_days(date, delta.days + carry)) return false;
  const auto second_of_day = static_cast<int32_t>(rest);
  time = {second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60, microsecond};
  return true;
}

Delta difference(Date date1, const TimeOfDay& time1, Date date2, const TimeOfDay& time2) {
  const int64_t days = int64_t{to_ordinal(date1)} - to_ordinal(date2);
  const int64_t seconds =
      (time1.hour - time2.hour) * 3600 + (time1.minute - time2.minute) * 60 + time1.second - time2.second;
  Delta delta;
  (void)normalize_delta(days, seconds, time1.microsecond - time2.microsecond, delta);
  return delta;
}

}  // namespace taipan::modules_core
