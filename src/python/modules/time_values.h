// python/modules/time_values.h -- numbers of seconds from Python, as nanoseconds.
//
// Room       python/modules. For sleep, timeouts of locks, sockets and polls, and the clocks.
// Tests      CPython's test_time
#pragma once

#include "python/objects/abstract.h"

namespace taipan::python {

enum class TimeRounding : uint8_t { Floor, Ceiling, HalfEven, AwayFromZero };

// An int or a float of seconds. ValueError for a NaN, OverflowError "timestamp too large to convert to C _PyTime_t".
Result<int64_t> to_nanoseconds(Thread& thread, Value seconds, TimeRounding rounding);
// The same from None, which is -1.
Result<int64_t> to_timeout(Thread& thread, Value seconds);
// Now, on a clock that only goes forward.
int64_t monotonic_nanoseconds();

}  // namespace taipan::python
