// python/modules/datetime/datetime_type.cpp -- datetime.datetime: construction, fields, texts.
//
// Room       python/modules/datetime. Arithmetic, order and time zones are in datetime_arithmetic.cpp.
#include <cmath>

#include "python/modules/datetime/datetime_methods.h"
#include "python/runtime/runtime.h"
#include "vm/integer.h"

namespace taipan::python::datetime {

Type* g_datetime = nullptr;
extern const Layout kDateLayout;

namespace {

DateObject* from(Value v) { return v.as<DateObject>(); }

Value unchecked(Thread& thread, Type* type, Date date, const TimeOfDay& time, Value tzinfo, int fold) {
  auto* self = static_cast<DateObject*>(allocate_instance(thread.heap(), type));
  self->date = date;
  self->time = time;
  self->fold = fold;
  self->tzinfo = tzinfo.is_none() ? Value::unbound() : tzinfo;
  thread.heap().write_barrier(self);
  return Value(self);
}

// The ten bytes that pickle keeps; the month's has the fold in its high bit.
bool datetime_of_state(Value state, Date* date, TimeOfDay* time, int* fold) {
  uint8_t d[10];
  if (is_kind(state, Kind::Bytes)) {
    if (state.as<Bytes>()->length() != 10) return false;
    memcpy(d, state.as<Bytes>()->data(), 10);
  } else if (String* text = as_string(state)) {
    if (text->length() != 10) return false;
    for (int i = 0; i < 10; i++) {
      if (text->at(i) > 255) return false;
      d[i] = uint8_t(text->at(i));
    }
  } else {
    return false;
  }
  const int month = d[2] & 0x7F;
  if (month < 1 || month > 12) return false;
  *fold = d[2] >> 7;
  *date = {d[0] * 256 + d[1], month, d[3]};
  *time = {d[4], d[5], d[6], d[7] << 16 | d[8] << 8 | d[9]};
  return true;
}

Status take_fields(Thread& thread, Date* date, TimeOfDay* time, const Value* values) {
  int32_t* const to[] = {&date->year, &date->month, &date->day, &time->hour, &time->minute, &time->second, &time->microsecond};
  for (int i = 0; i < 7; i++) {
    if (!values[i].is_missing()) *to[i] = TRY(c_int(thread, values[i]));
  }
  return ok_status();
}

Value datetime_new(Thread& thread, Value cls, Value year, Value month, Value day, Value hour, Value minute, Value second, Value microsecond, Value tzinfo,
                   Value fold) {
  Date date;
  TimeOfDay time;
  int f = 0;
  if (year.is_missing()) return raise(thread, TypeId::TypeError, "function missing required argument 'year' (pos 1)");
  if (day.is_missing() && datetime_of_state(year, &date, &time, &f)) {
    if (!month.is_missing() && !month.is_none() && !is_a(month, g_tzinfo)) return raise(thread, TypeId::TypeError, "bad tzinfo state arg");
    return unchecked(thread, cls.as<Type>(), date, time, month.is_missing() ? Value::none() : month, f);
  }
  if (day.is_missing() && as_string(year) && as_string(year)->length() == 10 && ((as_string(year)->at(2) & 0x7F) - 1) < 12) {
    return raise(thread, TypeId::ValueError,
                 "Failed to encode latin1 string when unpickling a datetime object. pickle.load(data, encoding='latin1') is assumed.");
  }
  if (month.is_missing()) return raise(thread, TypeId::TypeError, "function missing required argument 'month' (pos 2)");
  if (day.is_missing()) return raise(thread, TypeId::TypeError, "function missing required argument 'day' (pos 3)");
  const Value values[] = {year, month, day, hour, minute, second, microsecond};
  TRY(take_fields(thread, &date, &time, values));
  f = TRY(c_int(thread, fold));
  return datetime_direct(thread, cls.as<Type>(), date, time, tzinfo, f);
}

// ---- points in time

struct Instant {
  int64_t seconds;  // since 1970
  int32_t microsecond;
};
// A number of seconds, the microseconds rounded to the nearest, to even.
Result<Instant> instant_of(Thread& thread, Value timestamp) {
  constexpr const char* kRange = "timestamp out of range for platform time_t";
  if (is_float_like(timestamp)) {
    const double value = float_value_of(timestamp);
    if (std::isnan(value)) return raise(thread, TypeId::ValueError, "Invalid value NaN (not a number)");
    double whole;
    double part = modf(value, &whole) * 1e6;
    double rounded = nearbyint(part);
    if (rounded >= 1e6) {
      rounded -= 1e6;
      whole += 1;
    } else if (rounded < 0) {
      rounded += 1e6;
      whole -= 1;
    }
    if (!(whole >= -9.2e18 && whole <= 9.2e18)) return raise(thread, TypeId::OverflowError, kRange);
    return Instant{int64_t(whole), int32_t(rounded)};
  }
  const Value integer = TRY(to_index(thread, timestamp));
  int64_t seconds;
  if (!integer_to_int64(integer, &seconds)) return raise(thread, TypeId::OverflowError, kRange);
  return Instant{seconds, 0};
}

enum class Clock { Local, Utc };
Value datetime_at(Thread& thread, Type* type, Clock clock, const Instant& instant, Value tzinfo) {
  const Value seconds = integer_value(thread.heap(), instant.seconds);
  const Value parts = TRY(time_module_call(thread, clock == Clock::Local ? "localtime" : "gmtime", {&seconds, 1}));
  int32_t f[6];
  for (int i = 0; i < 6; i++) f[i] = int32_t(TRY(to_int64(thread, parts.as<Tuple>()->at(i))));
  const Date date = {f[0], f[1], f[2]};
  const TimeOfDay time = {f[3], f[4], f[5] > 59 ? 59 : f[5], instant.microsecond};
  const modules_core::FieldError error = modules_core::check(date);
  if (error != modules_core::FieldError::None) return raise_field(thread, error, date.year);
  int fold = 0;
  // The second of two same local times comes a day behind a jump back of the clock.
  if (or_none(tzinfo).is_none() && clock == Clock::Local) {
    constexpr int64_t kDay = 24 * 3600;
    const int64_t here = utc_seconds(date, time);
    const int64_t before = TRY(local_seconds(thread, kEpoch + instant.seconds - kDay));
    const int64_t jump = here - before - kDay;
    if (jump < 0 && TRY(local_seconds(thread, kEpoch + instant.seconds + jump)) == here) fold = 1;
  }
  return datetime_call(thread, type, date, time, or_none(tzinfo), fold);
}
Instant now() {
  timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return {int64_t(t.tv_sec), int32_t(t.tv_nsec / 1000)};
}
Value datetime_now(Thread& thread, Value cls, Value tz) {
  TRY(check_tzinfo(thread, tz));
  const Value self = TRY(datetime_at(thread, cls.as<Type>(), tz.is_none() ? Clock::Local : Clock::Utc, now(), tz));
  return tz.is_none() ? self : call_method_with(thread, tz, intern(thread.heap(), "fromutc"), self);
}
Value datetime_utcnow(Thread& thread, Value cls) { return datetime_at(thread, cls.as<Type>(), Clock::Utc, now(), Value::none()); }
Value datetime_fromtimestamp(Thread& thread, Value cls, Value timestamp, Value tz) {
  TRY(check_tzinfo(thread, tz));
  const Instant instant = TRY(instant_of(thread, timestamp));
  const Value self = TRY(datetime_at(thread, cls.as<Type>(), tz.is_none() ? Clock::Local : Clock::Utc, instant, tz));
  return tz.is_none() ? self : call_method_with(thread, tz, intern(thread.heap(), "fromutc"), self);
}
Value datetime_utcfromtimestamp(Thread& thread, Value cls, Value timestamp) {
  return datetime_at(thread, cls.as<Type>(), Clock::Utc, TRY(instant_of(thread, timestamp)), Value::none());
}
Value datetime_strptime(Thread& thread, Value cls, String* text, String* format) {
  const Value module = TRY(import_module(thread, "_strptime"));
  return call_method_with(thread, module, intern(thread.heap(), "_strptime_datetime"), cls, Value(text), Value(format));
}
Value datetime_combine(Thread& thread, Value cls, DateObject* date, TimeObject* time, Value tzinfo) {
  return datetime_call(thread, cls.as<Type>(), date->date, time->time, tzinfo.is_missing() ? or_none(time->tzinfo) : tzinfo, time->fold);
}
Value datetime_fromisoformat(Thread& thread, Value cls, Value value) {
  String* text = as_string(value);
  if (!text) return raise(thread, TypeId::TypeError, "fromisoformat: argument must be str");
  Date date;
  modules_core::ParsedTime parsed;
  const modules_core::IsoParse outcome = modules_core::parse_iso_datetime(view_of(text), date, parsed);
  if (outcome == modules_core::IsoParse::Invalid) return raise(thread, TypeId::ValueError, "Invalid isoformat string: %R", value);
  Value tzinfo = Value::none();
  if (outcome == modules_core::IsoParse::WithOffset) tzinfo = TRY(zone_of_offset(thread, parsed.offset_seconds, parsed.offset_microseconds));
  return datetime_call(thread, cls.as<Type>(), date, parsed.time, tzinfo, 0);
}

// ---- parts and texts

Value datetime_date(Thread& thread, DateObject* self) { return date_direct(thread, g_date, self->date); }
Value datetime_time(Thread& thread, DateObject* self) { return time_direct(thread, g_time, self->time, Value::none(), self->fold); }
Value datetime_timetz(Thread& thread, DateObject* self) { return time_direct(thread, g_time, self->time, self->tzinfo, self->fold); }
Value datetime_replace(Thread& thread, DateObject* self, Value year, Value month, Value day, Value hour, Value minute, Value second, Value microsecond,
                       Value tzinfo, Value fold) {
  Date date = self->date;
  TimeOfDay time = self->time;
  const Value values[] = {year, month, day, hour, minute, second, microsecond};
  TRY(take_fields(thread, &date, &time, values));
  const int f = fold.is_missing() ? self->fold : TRY(c_int(thread, fold));
  return datetime_direct(thread, type_of(Value(self)), date, time, tzinfo.is_missing() ? or_none(self->tzinfo) : tzinfo, f);
}
Value isoformat(Thread& thread, DateObject* self, uint32_t separator, modules_core::TimeSpec spec) {
  TextBuffer out;
  modules_core::append_iso_date(out, self->date);
  out.append(char32_t(separator));
  modules_core::append_iso_time(out, self->time, spec);
  TRY(append_utc_offset(thread, out, ":", self->tzinfo, Value(self)));
  return finish(thread, out);
}
Value datetime_isoformat(Thread& thread, DateObject* self, Value separator, String* spec) {
  String* text = as_string(separator);
  if (!text || text->length() != 1) return raise(thread, TypeId::TypeError, "isoformat() argument 1 must be a unicode character, not %T", separator);
  return isoformat(thread, self, text->at(0), TRY(time_spec(thread, spec)));
}
Value datetime_str(Thread& thread, Value self) {
  return call_method_with(thread, self, intern(thread.heap(), "isoformat"), Value(string_from_latin1(thread.heap(), " ")));
}
Value datetime_repr(Thread& thread, DateObject* self) {
  const Date& d = self->date;
  const TimeOfDay& t = self->time;
  char fields[120];
  int n = snprintf(fields, sizeof fields, "%d, %d, %d, %d, %d", d.year, d.month, d.day, t.hour, t.minute);
  if (t.microsecond) {
    n += snprintf(fields + n, sizeof fields - size_t(n), ", %d, %d", t.second, t.microsecond);
  } else if (t.second) {
    n += snprintf(fields + n, sizeof fields - size_t(n), ", %d", t.second);
  }
  if (self->fold) snprintf(fields + n, sizeof fields - size_t(n), ", fold=1");
  if (self->tzinfo.is_unbound()) return Value(format_string(thread, "%T(%s)", Value(self), fields));
  return Value(format_string(thread, "%T(%s, tzinfo=%R)", Value(self), fields, self->tzinfo));
}
Value datetime_ctime(Thread& thread, DateObject* self) {
  TextBuffer out;
  modules_core::append_ctime(out, self->date, self->time);
  return finish(thread, out);
}

void state_of(DateObject* self, uint8_t* out) {
  const Date& d = self->date;
  const TimeOfDay& t = self->time;
  const int bytes[] = {d.year / 256, d.year % 256, d.month, d.day, t.hour, t.minute, t.second, t.microsecond >> 16, t.microsecond >> 8 & 0xFF, t.microsecond & 0xFF};
  for (int i = 0; i < 10; i++) out[i] = uint8_t(bytes[i]);
}
Value datetime_reduce_ex(Thread& thread, Value self_value, int protocol) {
  DateObject* self = from(self_value);
  Heap& heap = thread.heap();
  uint8_t state[10];
  state_of(self, state);
  if (protocol > 3 && self->fold) state[2] |= 0x80;
  const Value bytes(bytes_from(heap, {reinterpret_cast<const char*>(state), 10}));
  Tuple* arguments = self->tzinfo.is_unbound() ? tuple_of(heap, bytes) : tuple_of(heap, bytes, self->tzinfo);
  return Value(tuple_of(heap, Value(type_of(self_value)), Value(arguments)));
}
Value datetime_reduce(Thread& thread, Value self) { return datetime_reduce_ex(thread, self, 2); }
Value datetime_hash(Thread& thread, Value self_value) {
  DateObject* self = from(self_value);
  if (self->fold) self = from(unchecked(thread, type_of(self_value), self->date, self->time, or_none(self->tzinfo), 0));
  const Value offset = TRY(datetime_utcoffset(thread, self));
  if (offset.is_none()) {
    uint8_t state[10];
    state_of(self, state);
    return integer_value(thread.heap(), int64_t(hash_bytes(state, 10)));
  }
  const Delta o = delta_of(offset);
  const TimeOfDay& t = self->time;
  Delta d;
  (void)modules_core::normalize_delta(int64_t{modules_core::to_ordinal(self->date)} - o.days,
                                      int64_t{t.hour} * 3600 + t.minute * 60 + t.second - o.seconds, int64_t{t.microsecond} - o.microseconds, d);
  return hash_of_delta(thread, d);
}

Value get_hour(Thread&, Value self) { return Value::integer(from(self)->time.hour); }
Value get_minute(Thread&, Value self) { return Value::integer(from(self)->time.minute); }
Value get_second(Thread&, Value self) { return Value::integer(from(self)->time.second); }
Value get_microsecond(Thread&, Value self) { return Value::integer(from(self)->time.microsecond); }
Value get_tzinfo(Thread&, Value self) { return or_none(from(self)->tzinfo); }
Value get_fold(Thread&, Value self) { return Value::integer(from(self)->fold); }

const Method kMethods[] = {
    {"__new__(cls, year=<missing>, month=<missing>, day=<missing>, hour=<missing>, minute=<missing>, second=<missing>, microsecond=<missing>, tzinfo=None, *, "
     "fold=0)",
     datetime_new, ""},
    {"now(cls, tz=None)", datetime_now, "The current time, local or in the zone.", kClass},
    {"utcnow(cls)", datetime_utcnow, "The current time in UTC, without a zone.", kClass},
    {"fromtimestamp(cls, timestamp, tz=None)", datetime_fromtimestamp, "The time that is so many seconds after 1970, local or in the zone.", kClass},
    {"utcfromtimestamp(cls, timestamp, /)", datetime_utcfromtimestamp, "The same in UTC, without a zone.", kClass},
    {"strptime(cls, date_string, format, /)", datetime_strptime, "The time that a text says in this format.", kClass},
    {"combine(cls, date, time, tzinfo=<missing>)", datetime_combine, "A date and a time of day.", kClass},
    {"fromisoformat(cls, string, /)", datetime_fromisoformat, "The time that a text in ISO 8601 format says.", kClass},
    {"date(self, /)", datetime_date, "The date alone."},
    {"time(self, /)", datetime_time, "The time of day, without its zone."},
    {"timetz(self, /)", datetime_timetz, "The time of day, with its zone."},
    {"ctime(self, /)", datetime_ctime, "The time as C's ctime writes it."},
    {"isoformat(self, sep='T', timespec='auto')", datetime_isoformat, "YYYY-MM-DDTHH:MM:SS, with microseconds and offset if there are any."},
    {"replace(self, year=<missing>, month=<missing>, day=<missing>, hour=<missing>, minute=<missing>, second=<missing>, microsecond=<missing>, "
     "tzinfo=<missing>, *, fold=<missing>)",
     datetime_replace, "The same time with other fields."},
    {"utcoffset(self, /)", datetime_utcoffset, "What the zone says of the offset."},
    {"tzname(self, /)", datetime_tzname, "What the zone says of its name."},
    {"dst(self, /)", datetime_dst, "What the zone says of daylight saving time."},
    {"timestamp(self, /)", datetime_timestamp, "Seconds since 1970, as a float."},
    {"timetuple(self, /)", datetime_timetuple, "The time as a time.struct_time."},
    {"utctimetuple(self, /)", datetime_utctimetuple, "The time in UTC as a time.struct_time."},
    {"astimezone(self, tz=None)", datetime_astimezone, "The same time in another zone, or in the local one."},
    {"__reduce_ex__(self, protocol, /)", datetime_reduce_ex, ""},
    {"__reduce__(self, /)", datetime_reduce, ""},
    {"__add__(self, value, /)", datetime_add, ""},
    {"__radd__(self, value, /)", datetime_add, ""},
    {"__sub__(self, value, /)", datetime_subtract, ""},
    {"__rsub__(self, value, /)", datetime_rsubtract, ""},
    COMPARISONS(datetime_compare),
    {"__hash__(self, /)", datetime_hash, ""},
    {"__repr__(self, /)", datetime_repr, ""},
    {"__str__(self, /)", datetime_str, ""},
};
const Getter kGetters[] = {
    {"hour", get_hour, nullptr, nullptr},     {"minute", get_minute, nullptr, nullptr}, {"second", get_second, nullptr, nullptr},
    {"microsecond", get_microsecond, nullptr, nullptr}, {"tzinfo", get_tzinfo, nullptr, nullptr}, {"fold", get_fold, nullptr, nullptr},
};
const TypeSpec kSpec = {.name = "datetime.datetime",
                        .signature = "",
                        .doc = "datetime(year, month, day[, hour[, minute[, second[, microsecond[, tzinfo]]]]]): a date and time of day.",
                        .layout = &kDateLayout,
                        .kind = kind(PythonKind::Other),
                        .native_size = sizeof(DateObject),
                        .flags = kTypeSubclassable,
                        .methods = kMethods,
                        .getters = kGetters};

}  // namespace

Value datetime_direct(Thread& thread, Type* type, Date date, const TimeOfDay& time, Value tzinfo, int fold) {
  modules_core::FieldError error = modules_core::check(date);
  if (error == modules_core::FieldError::None) error = modules_core::check(time);
  if (error == modules_core::FieldError::None && fold != 0 && fold != 1) error = modules_core::FieldError::Fold;
  if (error != modules_core::FieldError::None) return raise_field(thread, error, date.year);
  TRY(check_tzinfo(thread, or_none(tzinfo)));
  return unchecked(thread, type, date, time, or_none(tzinfo), fold);
}
Value datetime_call(Thread& thread, Type* type, Date date, const TimeOfDay& time, Value tzinfo, int fold) {
  if (type == g_datetime) return datetime_direct(thread, type, date, time, tzinfo, fold);
  const Value arguments[] = {Value::integer(date.year),   Value::integer(date.month),  Value::integer(date.day),         Value::integer(time.hour),
                             Value::integer(time.minute), Value::integer(time.second), Value::integer(time.microsecond), or_none(tzinfo)};
  const Value made = TRY(call(thread, Value(type), arguments));
  if (is_datetime(made)) from(made)->fold = fold;
  return made;
}

void define_datetime(Thread& thread) {
  g_datetime = define_type(thread, kSpec, g_date);
  (void)set_class_attribute(thread, g_datetime, "min", datetime_direct(thread, g_datetime, {1, 1, 1}, {}, Value::none(), 0));
  (void)set_class_attribute(thread, g_datetime, "max", datetime_direct(thread, g_datetime, {9999, 12, 31}, {23, 59, 59, 999999}, Value::none(), 0));
  (void)set_class_attribute(thread, g_datetime, "resolution", new_delta(thread, {0, 0, 1}));
}

}  // namespace taipan::python::datetime
