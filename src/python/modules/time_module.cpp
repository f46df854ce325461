// python/modules/time_module.cpp -- time: clocks, sleeping, calendar times. https://docs.python.org/3.11/library/time.html
//
// Room       python/modules. Tests: CPython's test_time, test_strftime
#include <pthread.h>
#include <time.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "python/modules/time_values.h"
#include "python/objects/struct_sequence.h"
#include "python/objects/text_codec.h"
#include "python/runtime/runtime.h"
#include "python/runtime/signals.h"
#include "python/runtime/threads.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

Type* g_struct_time;
Module* g_module;

constexpr int64_t kBillion = 1000000000;

// ---- clocks

int64_t read_clock(clockid_t clock) {
  struct timespec t;
  if (clock_gettime(clock, &t) != 0) return -1;
  return int64_t(t.tv_sec) * kBillion + t.tv_nsec;
}
double to_seconds(int64_t nanoseconds) {
  if (nanoseconds % kBillion == 0) return double(nanoseconds / kBillion);
  return double(nanoseconds) / 1e9;
}
template <clockid_t clock>
double clock_seconds(Thread&) {
  return to_seconds(read_clock(clock));
}
template <clockid_t clock>
int64_t clock_nanoseconds(Thread&) {
  return read_clock(clock);
}
double time_time(Thread&) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return to_seconds(int64_t(t.tv_sec) * kBillion + t.tv_nsec);
}
Value time_clock_gettime(Thread& thread, int clk_id) {
  struct timespec t;
  if (clock_gettime(clk_id, &t) != 0) return raise_errno(thread);
  return Value::number(to_seconds(int64_t(t.tv_sec) * kBillion + t.tv_nsec));
}
Value time_clock_gettime_ns(Thread& thread, int clk_id) {
  struct timespec t;
  if (clock_gettime(clk_id, &t) != 0) return raise_errno(thread);
  return integer_value(thread.heap(), int64_t(t.tv_sec) * kBillion + t.tv_nsec);
}
Value set_clock(Thread& thread, int clk_id, int64_t nanoseconds) {
  int64_t seconds = nanoseconds / kBillion, rest = nanoseconds % kBillion;
  if (rest < 0) {
    rest += kBillion;
    seconds--;
  }
  const struct timespec t = {seconds, rest};
  if (clock_settime(clk_id, &t) != 0) return raise_errno(thread);
  return Value::none();
}
Value time_clock_settime(Thread& thread, int clk_id, Value seconds) {
  return set_clock(thread, clk_id, TRY(to_nanoseconds(thread, seconds, TimeRounding::Floor)));
}
Value time_clock_settime_ns(Thread& thread, int clk_id, Value nanoseconds) {
  if (!is_int_like(nanoseconds)) return raise(thread, TypeId::TypeError, "expect int, got %T", nanoseconds);
  return set_clock(thread, clk_id, TRY(to_int64(thread, nanoseconds)));
}
Value time_clock_getres(Thread& thread, int clk_id) {
  struct timespec t;
  if (clock_getres(clk_id, &t) != 0) return raise_errno(thread);
  return Value::number(double(t.tv_sec) + double(t.tv_nsec) * 1e-9);
}
Value time_pthread_getcpuclockid(Thread& thread, Value thread_id) {
  if (!is_int_like(thread_id)) return raise(thread, TypeId::TypeError, "pthread_getcpuclockid() argument 1 must be int, not %T", thread_id);
  clockid_t clock;
  const int error = pthread_getcpuclockid(pthread_t(integer_low_bits(int_value_of(thread.heap(), thread_id))), &clock);
  if (error != 0) return raise_os_error(thread, error);
  return Value::integer(clock);
}

struct ClockRow {
  const char *name, *implementation;
  clockid_t clock;
  bool monotonic, adjustable;
};
constexpr ClockRow kClocks[] = {
    {"time", "clock_gettime(CLOCK_REALTIME)", CLOCK_REALTIME, false, true},
    {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC, true, false},
    {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC, true, false},
    {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", CLOCK_PROCESS_CPUTIME_ID, true, false},
    {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", CLOCK_THREAD_CPUTIME_ID, true, false},
};
Value time_get_clock_info(Thread& thread, String* wanted) {
  for (const ClockRow& row : kClocks) {
    if (!wanted->equals_ascii(row.name)) continue;
    Heap& heap = thread.heap();
    struct timespec resolution;
    clock_getres(row.clock, &resolution);
    const Value info = TRY(call_with(thread, Value(builtin_type(TypeId::SimpleNamespace))));
    TRY(set_attribute(thread, info, intern(heap, "implementation"), Value(intern(heap, row.implementation))));
    TRY(set_attribute(thread, info, intern(heap, "monotonic"), Value::boolean(row.monotonic)));
    TRY(set_attribute(thread, info, intern(heap, "adjustable"), Value::boolean(row.adjustable)));
    TRY(set_attribute(thread, info, intern(heap, "resolution"), Value::number(double(resolution.tv_sec) + double(resolution.tv_nsec) * 1e-9)));
    return info;
  }
  return raise(thread, TypeId::ValueError, "unknown clock");
}

Value time_sleep(Thread& thread, Value seconds) {
  const int64_t length = TRY(to_nanoseconds(thread, seconds, TimeRounding::AwayFromZero));
  if (length < 0) return raise(thread, TypeId::ValueError, "sleep length must be non-negative");
  const int64_t now = monotonic_nanoseconds();
  const int64_t until = length > INT64_MAX - now ? INT64_MAX : now + length;
  const struct timespec deadline = {until / kBillion, until % kBillion};
  for (;;) {
    int error;
    {
      WithoutLock released(thread);
      error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr);
    }
    if (error == 0) break;
    if (error != EINTR) return raise_os_error(thread, error);
    TRY(run_signal_handlers(thread));
  }
  TRY(run_signal_handlers(thread));  // what came just before the system call did not cut it short
  return Value::none();
}

// ---- calendar times

Value struct_time_value(Thread& thread, const struct tm& t) {
  const Value values[] = {Value::integer(int64_t{t.tm_year} + 1900), Value::integer(t.tm_mon + 1), Value::integer(t.tm_mday), Value::integer(t.tm_hour),
                          Value::integer(t.tm_min), Value::integer(t.tm_sec), Value::integer((t.tm_wday + 6) % 7), Value::integer(t.tm_yday + 1),
                          Value::integer(t.tm_isdst), Value(TRY(decode_filesystem(thread, t.tm_zone ? t.tm_zone : ""))), Value::integer(t.tm_gmtoff)};
  return new_struct_sequence(thread, g_struct_time, values);
}

// Whole seconds from an argument; None or none given: now.
Result<time_t> to_time(Thread& thread, Value seconds) {
  if (seconds.is_none() || seconds.is_missing()) return time(nullptr);
  if (is_float_like(seconds)) {
    const double d = float_value_of(seconds);
    if (std::isnan(d)) return raise(thread, TypeId::ValueError, "Invalid value NaN (not a number)");
    const double whole = std::floor(d);
    if (!(whole >= -9223372036854775808.0 && whole < 9223372036854775808.0)) {
      return raise(thread, TypeId::OverflowError, "timestamp out of range for platform time_t");
    }
    return time_t(whole);
  }
  const Value integer = TRY(to_index(thread, seconds));
  int64_t whole;
  if (!integer_to_int64(integer, &whole)) return raise(thread, TypeId::OverflowError, "timestamp out of range for platform time_t");
  return time_t(whole);
}
Value time_gmtime(Thread& thread, Value seconds) {
  const time_t when = TRY(to_time(thread, seconds));
  struct tm t;
  errno = 0;
  if (!gmtime_r(&when, &t)) return raise_os_error(thread, errno ? errno : EINVAL);
  t.tm_zone = "UTC";
  t.tm_gmtoff = 0;
  return struct_time_value(thread, t);
}
Value time_localtime(Thread& thread, Value seconds) {
  const time_t when = TRY(to_time(thread, seconds));
  struct tm t;
  errno = 0;
  if (!localtime_r(&when, &t)) return raise_os_error(thread, errno ? errno : EINVAL);
  return struct_time_value(thread, t);
}

struct BrokenTime {
  struct tm tm;
  Bytes* zone = nullptr;  // what tm.tm_zone points into
};
Status to_broken_time(Thread& thread, Value value, const char* function, BrokenTime* out) {
  if (!is_kind(value, Kind::Tuple)) return raise(thread, TypeId::TypeError, "Tuple or struct_time argument required");
  const Tuple* items = value.as<Tuple>();
  if (items->length() != 9) return raise(thread, TypeId::TypeError, "%s(): illegal time tuple argument", function);
  int fields[9];
  for (int i = 0; i < 9; i++) {
    const Value item = items->at(i);
    const Value integer = TRY(to_index(thread, item));
    int64_t wide;
    if (!integer_to_int64(integer, &wide)) return raise(thread, TypeId::OverflowError, "Python int too large to convert to C long");
    if (wide > INT32_MAX) return raise(thread, TypeId::OverflowError, "signed integer is greater than maximum");
    if (wide < INT32_MIN) return raise(thread, TypeId::OverflowError, "signed integer is less than minimum");
    fields[i] = int(wide);
  }
  struct tm& t = out->tm;
  memset(&t, 0, sizeof t);
  if (fields[0] < INT32_MIN + 1900) return raise(thread, TypeId::OverflowError, "year out of range");
  t.tm_year = fields[0] - 1900;
  t.tm_mon = fields[1] - 1;
  t.tm_mday = fields[2];
  t.tm_hour = fields[3];
  t.tm_min = fields[4];
  t.tm_sec = fields[5];
  t.tm_wday = int((int64_t{fields[6]} + 1) % 7);
  t.tm_yday = fields[7] - 1;
  t.tm_isdst = fields[8];
  if (type_of(value) == g_struct_time) {
    const Value zone = struct_sequence_field(value, 9), offset = struct_sequence_field(value, 10);
    if (!zone.is_none()) {
      if (!as_string(zone)) return raise(thread, TypeId::TypeError, "tm_zone must be a string");
      out->zone = TRY(encode_filesystem(thread, as_string(zone)));
      t.tm_zone = reinterpret_cast<const char*>(out->zone->data());
    }
    if (!offset.is_none()) t.tm_gmtoff = TRY(to_int64(thread, offset));
  }
  return ok_status();
}
// Zeros stand for the first month and day; other values must be possible.
Status check_broken_time(Thread& thread, struct tm& t) {
  auto out_of_range = [&](const char* what) { return raise(thread, TypeId::ValueError, "%s out of range", what); };
  if (t.tm_mon == -1) t.tm_mon = 0;
  if (t.tm_mon < 0 || t.tm_mon > 11) return out_of_range("month");
  if (t.tm_mday == 0) t.tm_mday = 1;
  if (t.tm_mday < 0 || t.tm_mday > 31) return out_of_range("day of month");
  if (t.tm_hour < 0 || t.tm_hour > 23) return out_of_range("hour");
  if (t.tm_min < 0 || t.tm_min > 59) return out_of_range("minute");
  if (t.tm_sec < 0 || t.tm_sec > 61) return out_of_range("seconds");
  if (t.tm_wday < 0) return out_of_range("day of week");
  if (t.tm_yday == -1) t.tm_yday = 0;
  if (t.tm_yday < 0 || t.tm_yday > 365) return out_of_range("day of year");
  return ok_status();
}
Status now_broken(BrokenTime* out) {
  const time_t now = time(nullptr);
  localtime_r(&now, &out->tm);
  return ok_status();
}

Value time_mktime(Thread& thread, Value tuple) {
  BrokenTime broken;
  TRY(to_broken_time(thread, tuple, "mktime", &broken));
  broken.tm.tm_wday = -1;  // stays when mktime fails
  const time_t when = mktime(&broken.tm);
  if (when == time_t(-1) && broken.tm.tm_wday == -1) return raise(thread, TypeId::OverflowError, "mktime argument out of range");
  return Value::number(double(when));
}

Value ascii_time(Thread& thread, const struct tm& t) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[96];
  snprintf(text, sizeof text, "%s %s%3d %.2d:%.2d:%.2d %ld", kDays[t.tm_wday % 7], kMonths[t.tm_mon % 12], t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec,
           1900L + t.tm_year);
  return Value(string_from_latin1(thread.heap(), text));
}
Value time_asctime(Thread& thread, Value tuple) {
  BrokenTime broken;
  if (tuple.is_missing()) {
    TRY(now_broken(&broken));
  } else {
    TRY(to_broken_time(thread, tuple, "asctime", &broken));
    TRY(check_broken_time(thread, broken.tm));
  }
  return ascii_time(thread, broken.tm);
}
Value time_ctime(Thread& thread, Value seconds) {
  const time_t when = TRY(to_time(thread, seconds));
  struct tm t;
  errno = 0;
  if (!localtime_r(&when, &t)) return raise_os_error(thread, errno ? errno : EINVAL);
  return ascii_time(thread, t);
}

Value time_strftime(Thread& thread, Value format, Value tuple) {
  if (!as_string(format)) return raise(thread, TypeId::TypeError, "strftime() argument 1 must be str, not %T", format);
  BrokenTime broken;
  if (tuple.is_missing()) {
    TRY(now_broken(&broken));
  } else {
    TRY(to_broken_time(thread, tuple, "strftime", &broken));
    TRY(check_broken_time(thread, broken.tm));
  }
  if (broken.tm.tm_isdst < -1) broken.tm.tm_isdst = -1;
  if (broken.tm.tm_isdst > 1) broken.tm.tm_isdst = 1;
  Bytes* bytes = TRY(encode(thread, as_string(format), "utf-8", nullptr));
  if (bytes->view().find('\0') != std::string_view::npos) return raise(thread, TypeId::ValueError, "embedded null character");
  const auto* text = reinterpret_cast<const char*>(bytes->data());
  const auto length = size_t(bytes->length());
  ByteBuilder out;
  for (size_t room = 1024;; room *= 2) {
    out.truncate(0);
    auto* buffer = reinterpret_cast<char*>(out.extend(room));
    const size_t n = strftime(buffer, room, text, &broken.tm);
    // An empty result and one that does not fit look the same.
    if (n > 0 || room >= 256 * length) return Value(decode(thread, {buffer, n}, "utf-8", "surrogateescape"));
  }
}

Value time_strptime(Thread& thread, NativeCall call) {
  const Value module = TRY(import_module(thread, "_strptime"));
  const Value function = TRY(get_attribute(thread, module, intern(thread.heap(), "_strptime_time")));
  return call_with_names(thread, function, call.values, call.count, call.names);
}

// ---- the time zone

struct Zone {
  char name[64];
  long offset;  // seconds west of UTC
};
Zone zone_at(time_t when) {
  Zone zone;
  struct tm t;
  localtime_r(&when, &t);
  snprintf(zone.name, sizeof zone.name, "%s", t.tm_zone ? t.tm_zone : "");
  zone.offset = -t.tm_gmtoff;
  return zone;
}
// timezone, altzone, daylight, tzname: what holds at the start and in the middle of this year.
Status set_zone(Thread& thread) {
  constexpr time_t kYear = (365 * 24 + 6) * 3600;
  const time_t start = time(nullptr) / kYear * kYear;
  Zone first = zone_at(start), second = zone_at(start + kYear / 2);
  const bool daylight = first.offset != second.offset;
  if (first.offset < second.offset) std::swap(first, second);  // summer is in January
  Value standard = Value(TRY(decode_filesystem(thread, first.name)));
  Value summer = Value(TRY(decode_filesystem(thread, second.name)));
  TRY(module_add(thread, g_module, "timezone", Value::integer(first.offset)));
  TRY(module_add(thread, g_module, "altzone", Value::integer(second.offset)));
  TRY(module_add(thread, g_module, "daylight", Value::integer(daylight)));
  return module_add(thread, g_module, "tzname", Value(tuple_of(thread.heap(), standard, summer)));
}
Value time_tzset(Thread& thread) {
  tzset();
  TRY(set_zone(thread));
  return Value::none();
}

const Method kFunctions[] = {
    {"time()", time_time, "Return the current time in seconds since the Epoch."},
    {"time_ns()", &clock_nanoseconds<CLOCK_REALTIME>, "Return the current time in nanoseconds since the Epoch."},
    {"clock_gettime(clk_id, /)", time_clock_gettime, "Return the time of the specified clock clk_id."},
    {"clock_gettime_ns(clk_id, /)", time_clock_gettime_ns, "Return the time of the specified clock clk_id as nanoseconds."},
    {"clock_settime(clk_id, time, /)", time_clock_settime, "Set the time of the specified clock clk_id."},
    {"clock_settime_ns(clk_id, time, /)", time_clock_settime_ns, "Set the time of the specified clock clk_id with nanoseconds."},
    {"clock_getres(clk_id, /)", time_clock_getres, "Return the resolution (precision) of the specified clock clk_id."},
    {"pthread_getcpuclockid(thread_id, /)", time_pthread_getcpuclockid, "Return the clk_id of a thread's CPU time clock."},
    {"sleep(seconds, /)", time_sleep, "Delay execution for a given number of seconds."},
    {"gmtime(seconds=<missing>, /)", time_gmtime, "Convert seconds since the Epoch to a time tuple expressing UTC."},
    {"localtime(seconds=<missing>, /)", time_localtime, "Convert seconds since the Epoch to a time tuple expressing local time."},
    {"asctime(t=<missing>, /)", time_asctime, "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'."},
    {"ctime(seconds=<missing>, /)", time_ctime, "Convert a time in seconds since the Epoch to a string in local time."},
    {"mktime(t, /)", time_mktime, "Convert a time tuple in local time to seconds since the Epoch."},
    {"strftime(format, t=<missing>, /)", time_strftime, "Convert a time tuple to a string according to a format specification."},
    {"strptime(*args, **kwargs)", time_strptime, "Parse a string to a time tuple according to a format specification."},
    {"tzset()", time_tzset, "Initialize, or reinitialize, the local timezone to the value stored in os.environ['TZ']."},
    {"monotonic()", &clock_seconds<CLOCK_MONOTONIC>, "Monotonic clock, cannot go backward."},
    {"monotonic_ns()", &clock_nanoseconds<CLOCK_MONOTONIC>, "Monotonic clock, cannot go backward, as nanoseconds."},
    {"process_time()", &clock_seconds<CLOCK_PROCESS_CPUTIME_ID>, "Process time for profiling: sum of the kernel and user-space CPU time."},
    {"process_time_ns()", &clock_nanoseconds<CLOCK_PROCESS_CPUTIME_ID>, "Process time for profiling as nanoseconds."},
    {"thread_time()", &clock_seconds<CLOCK_THREAD_CPUTIME_ID>, "Thread time for profiling: sum of the kernel and user-space CPU time."},
    {"thread_time_ns()", &clock_nanoseconds<CLOCK_THREAD_CPUTIME_ID>, "Thread time for profiling as nanoseconds."},
    {"perf_counter()", &clock_seconds<CLOCK_MONOTONIC>, "Performance counter for benchmarking."},
    {"perf_counter_ns()", &clock_nanoseconds<CLOCK_MONOTONIC>, "Performance counter for benchmarking as nanoseconds."},
    {"get_clock_info(name, /)", time_get_clock_info, "Get information of the specified clock."},
};

constexpr FieldSpec kFields[] = {{"tm_year", "year, for example, 1993"},
                                 {"tm_mon", "month of year, range [1, 12]"},
                                 {"tm_mday", "day of month, range [1, 31]"},
                                 {"tm_hour", "hours, range [0, 23]"},
                                 {"tm_min", "minutes, range [0, 59]"},
                                 {"tm_sec", "seconds, range [0, 61])"},
                                 {"tm_wday", "day of week, range [0, 6], Monday is 0"},
                                 {"tm_yday", "day of year, range [1, 366]"},
                                 {"tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown"},
                                 {"tm_zone", "abbreviation of timezone name"},
                                 {"tm_gmtoff", "offset from UTC in seconds"}};

Status execute(Thread& thread, Module* module) {
  if (!g_module) thread.heap().add_root_values(reinterpret_cast<const uint64_t*>(&g_module), 1);
  g_module = module;
  if (!g_struct_time) g_struct_time = TRY(define_struct_sequence(thread, "time.struct_time", "The time value as returned by gmtime(), localtime(), and strptime().", kFields, 9));
  TRY(module_add(thread, module, "struct_time", Value(g_struct_time)));
  TRY(module_add(thread, module, "_STRUCT_TM_ITEMS", Value::integer(11)));
  struct Row {
    const char* name;
    int value;
  };
  for (const Row& row : {Row{"CLOCK_REALTIME", CLOCK_REALTIME}, Row{"CLOCK_MONOTONIC", CLOCK_MONOTONIC}, Row{"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
                         Row{"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID}, Row{"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
                         Row{"CLOCK_BOOTTIME", CLOCK_BOOTTIME}, Row{"CLOCK_TAI", CLOCK_TAI}}) {
    TRY(module_add(thread, module, row.name, Value::integer(row.value)));
  }
  return set_zone(thread);
}

}  // namespace

extern const ModuleSpec kTimeModule = {
    .name = "time", .doc = "This module provides various functions to manipulate time values.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
