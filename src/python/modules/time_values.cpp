// python/modules/time_values.cpp -- seconds as nanoseconds; the contract is in time_values.h.
#include "python/modules/time_values.h"

#include <cmath>
#include <ctime>

#include "vm/integer.h"

namespace taipan::python {

namespace {
double rounded(double d, TimeRounding rounding) {
  switch (rounding) {
    case TimeRounding::Floor: return std::floor(d);
    case TimeRounding::Ceiling: return std::ceil(d);
    case TimeRounding::AwayFromZero: return d >= 0 ? std::ceil(d) : std::floor(d);
    default: return std::nearbyint(d);
  }
}
Raised raise_too_large(Thread& thread) { return raise(thread, TypeId::OverflowError, "timestamp too large to convert to C _PyTime_t"); }
}  // namespace

Result<int64_t> to_nanoseconds(Thread& thread, Value seconds, TimeRounding rounding) {
  if (is_float_like(seconds)) {
    const double d = float_value_of(seconds);
    if (std::isnan(d)) return raise(thread, TypeId::ValueError, "Invalid value NaN (not a number)");
    const double nanoseconds = rounded(d * 1e9, rounding);
    if (!(nanoseconds >= -9223372036854775808.0 && nanoseconds < 9223372036854775808.0)) return raise_too_large(thread);
    return int64_t(nanoseconds);
  }
  const Value integer = TRY(to_index(thread, seconds));
  int64_t whole, nanoseconds;
  if (!integer_to_int64(integer, &whole) || __builtin_mul_overflow(whole, int64_t{1000000000}, &nanoseconds)) return raise_too_large(thread);
  return nanoseconds;
}

Result<int64_t> to_timeout(Thread& thread, Value seconds) {
  if (seconds.is_none()) return int64_t{-1};
  return to_nanoseconds(thread, seconds, TimeRounding::AwayFromZero);
}

int64_t monotonic_nanoseconds() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t(now.tv_sec) * 1000000000 + now.tv_nsec;
}

}  // namespace taipan::python
