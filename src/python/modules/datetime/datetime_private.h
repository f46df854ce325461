// python/modules/datetime/datetime_private.h -- what the files of this folder share.
//
// Room       python/modules/datetime: the module _datetime. The calendar, ISO texts and durations without values are in
//            modules_core/calendar_math.h; here are the types: a file each.
// Tests      tests/python/library/datetime_*.py; CPython's test_datetime
#pragma once

#include "python/modules_core/calendar_math.h"
#include "python/objects/class_creation.h"
#include "python/objects/iterators.h"
#include "vm/layouts.h"

namespace taipan::python::datetime {

using modules_core::Date;
using modules_core::Delta;
using modules_core::TimeOfDay;
using text::TextBuffer;

struct DeltaObject : HeapObject {
  int32_t days, seconds, microseconds;
  Delta delta() const { return {days, seconds, microseconds}; }
};
// A date; instances of datetime use the rest, too.
struct DateObject : HeapObject {
  Date date;
  TimeOfDay time;
  int32_t fold;
  Value tzinfo;  // unbound: None
};
struct TimeObject : HeapObject {
  TimeOfDay time;
  int32_t fold;
  Value tzinfo;
};
struct ZoneObject : HeapObject {
  Value offset;  // a timedelta
  Value name;    // unbound: made of the offset
};

extern Type *g_delta, *g_date, *g_datetime, *g_time, *g_tzinfo, *g_timezone, *g_iso_calendar_date;
extern Value g_utc;

inline bool is_a(Value v, Type* type) { return v.is_object() && is_subtype(type_of(v), type); }
inline bool is_delta(Value v) { return is_a(v, g_delta); }
inline bool is_date(Value v) { return is_a(v, g_date); }
inline bool is_datetime(Value v) { return is_a(v, g_datetime); }
inline bool is_time(Value v) { return is_a(v, g_time); }
inline Value or_none(Value v) { return v.is_unbound() ? Value::none() : v; }

// timedelta
Value new_delta(Thread& thread, const Delta& delta);
inline Delta delta_of(Value v) { return v.as<DeltaObject>()->delta(); }
int compare_deltas(const Delta& a, const Delta& b);
Delta subtract(const Delta& a, const Delta& b);
Value hash_of_delta(Thread& thread, const Delta& delta);

// Checked construction. Of classes derived by programs, `call` makes instances by calling them, as methods that return such
// instances do; `direct` does not run their __init__.
Raised raise_field(Thread& thread, modules_core::FieldError error, int64_t year);
Result<int> c_int(Thread& thread, Value v);
Value date_direct(Thread& thread, Type* type, Date date);
Value date_call(Thread& thread, Type* type, Date date);
Value datetime_direct(Thread& thread, Type* type, Date date, const TimeOfDay& time, Value tzinfo, int fold);
Value datetime_call(Thread& thread, Type* type, Date date, const TimeOfDay& time, Value tzinfo, int fold);
Value time_direct(Thread& thread, Type* type, const TimeOfDay& time, Value tzinfo, int fold);
Status check_tzinfo(Thread& thread, Value tzinfo);

// tzinfo.method(argument): None, or a timedelta that fits (utcoffset, dst), or a str (tzname). `tzinfo` unbound: None.
Value ask_offset(Thread& thread, Value tzinfo, const char* method, Value argument);
Value ask_zone_name(Thread& thread, Value tzinfo, Value argument);
Value new_zone(Thread& thread, Value offset, Value name);  // range is checked
Value zone_of_offset(Thread& thread, int32_t seconds, int32_t microseconds);

Result<modules_core::TimeSpec> time_spec(Thread& thread, String* text);
// "+01:00" of an object with this tzinfo; nothing when it has no offset.
Status append_utc_offset(Thread& thread, TextBuffer& out, const char* separator, Value tzinfo, Value argument);
Value finish(Thread& thread, TextBuffer& out);
// time.strftime(format, time_tuple), with %z, %Z and %f filled in.
Value format_by(Thread& thread, String* format, Value time_tuple, Value tzinfo, Value argument, int microsecond);
Value time_module_call(Thread& thread, const char* function, std::span<const Value> arguments);
Value struct_time(Thread& thread, Date date, const TimeOfDay& time, int dst);
inline Value ordered(Compare op, int order) {
  switch (op) {
    case Compare::Less: return Value::boolean(order < 0);
    case Compare::LessEqual: return Value::boolean(order <= 0);
    case Compare::Equal: return Value::boolean(order == 0);
    case Compare::NotEqual: return Value::boolean(order != 0);
    case Compare::Greater: return Value::boolean(order > 0);
    case Compare::GreaterEqual: return Value::boolean(order >= 0);
  }
  return Value::none();
}
int compare_dates(Date a, Date b);
int compare_times(const TimeOfDay& a, const TimeOfDay& b);

#define COMPARISONS(function)                                                                                                    \
  {"__lt__(self, value, /)", function<Compare::Less>, ""}, {"__le__(self, value, /)", function<Compare::LessEqual>, ""},          \
      {"__eq__(self, value, /)", function<Compare::Equal>, ""}, {"__ne__(self, value, /)", function<Compare::NotEqual>, ""},      \
      {"__gt__(self, value, /)", function<Compare::Greater>, ""}, {"__ge__(self, value, /)", function<Compare::GreaterEqual>, ""}

void define_delta(Thread& thread);
void define_zones(Thread& thread);
void define_date(Thread& thread);
void define_time(Thread& thread);
void define_datetime(Thread& thread);
Status set_class_attribute(Thread& thread, Type* type, const char* attribute, Value value);

// Civil time in seconds: of a UTC date and time, and of the local time that a point in time has.
int64_t utc_seconds(Date date, const TimeOfDay& time);
Result<int64_t> local_seconds(Thread& thread, int64_t utc);                        // since the year 1, both
Result<int64_t> seconds_of_local(Thread& thread, Date date, const TimeOfDay& time, int fold);
inline constexpr int64_t kEpoch = int64_t{719163} * 86400;  // 1970 in seconds since the year 1, as utc_seconds has it

}  // namespace taipan::python::datetime

namespace taipan::python {
NATIVE_TYPE(datetime::DeltaObject, datetime::is_delta(v), "datetime.timedelta")
NATIVE_TYPE(datetime::DateObject, datetime::is_date(v), "datetime.date")
NATIVE_TYPE(datetime::TimeObject, datetime::is_time(v), "datetime.time")
NATIVE_TYPE(datetime::ZoneObject, datetime::is_a(v, datetime::g_timezone), "datetime.timezone")
}  // namespace taipan::python
