// python/modules/datetime/datetime_arithmetic.cpp -- datetime.datetime: sums, differences, order, time zones.
//
// Room       python/modules/datetime. See datetime_private.h. PEP 495 is about times that occur twice (`fold`).
#include <algorithm>

#include "python/modules/datetime/datetime_methods.h"

namespace taipan::python::datetime {

namespace {

DateObject* from(Value v) { return v.as<DateObject>(); }

Value moved(Thread& thread, Value self_value, const Delta& delta, int sign) {
  DateObject* self = from(self_value);
  Date date = self->date;
  TimeOfDay time = self->time;
  Delta d = delta;
  if (sign < 0) (void)modules_core::normalize_delta(-int64_t{delta.days}, -int64_t{delta.seconds}, -int64_t{delta.microseconds}, d);
  if (!modules_core::add_delta(date, time, d)) return raise(thread, TypeId::OverflowError, "date value out of range");
  return datetime_call(thread, type_of(self_value), date, time, or_none(self->tzinfo), 0);
}

Delta between(DateObject* a, DateObject* b) { return modules_core::difference(a->date, a->time, b->date, b->time); }
int compare_fields(DateObject* a, DateObject* b) {
  const int order = compare_dates(a->date, b->date);
  return order ? order : compare_times(a->time, b->time);
}
bool same_offset(Value a, Value b) {
  if (a.is_none() || b.is_none()) return a.is_none() && b.is_none();
  return delta_of(a) == delta_of(b);
}
// A time whose offset depends on its fold equals no time of another zone.
Result<bool> depends_on_fold(Thread& thread, DateObject* self, Value offset) {
  const Value other = TRY(datetime_direct(thread, g_datetime, self->date, self->time, or_none(self->tzinfo), !self->fold));
  return !same_offset(TRY(datetime_utcoffset(thread, from(other))), offset);
}

// The local zone at a point in time: seconds since 1970.
Value local_zone(Thread& thread, int64_t seconds) {
  const Value argument = integer_value(thread.heap(), seconds);
  const Value parts = TRY(time_module_call(thread, "localtime", {&argument, 1}));
  const Value ahead = TRY(get_attribute(thread, parts, intern(thread.heap(), "tm_gmtoff")));
  const Value zone_name = TRY(get_attribute(thread, parts, intern(thread.heap(), "tm_zone")));
  Delta d;
  (void)modules_core::normalize_delta(0, TRY(to_int64(thread, ahead)), 0, d);
  return new_zone(thread, TRY(new_delta(thread, d)), zone_name);
}
Value with_zone(Thread& thread, DateObject* self, Value tzinfo) {
  return datetime_direct(thread, type_of(Value(self)), self->date, self->time, tzinfo, self->fold);
}

}  // namespace

Value datetime_utcoffset(Thread& thread, DateObject* self) { return ask_offset(thread, self->tzinfo, "utcoffset", Value(self)); }
Value datetime_dst(Thread& thread, DateObject* self) { return ask_offset(thread, self->tzinfo, "dst", Value(self)); }
Value datetime_tzname(Thread& thread, DateObject* self) { return ask_zone_name(thread, self->tzinfo, Value(self)); }

Value datetime_add(Thread& thread, Value a, Value b) {
  if (is_datetime(a) && is_delta(b)) return moved(thread, a, delta_of(b), 1);
  if (is_delta(a) && is_datetime(b)) return moved(thread, b, delta_of(a), 1);
  return Value::not_implemented();
}
Value datetime_subtract(Thread& thread, Value a, Value b) {
  if (!is_datetime(a)) return Value::not_implemented();
  if (is_delta(b)) return moved(thread, a, delta_of(b), -1);
  if (!is_datetime(b)) return Value::not_implemented();
  DateObject *x = from(a), *y = from(b);
  Value offset_x = Value::none(), offset_y = Value::none();
  if (!(x->tzinfo == y->tzinfo)) {
    offset_x = TRY(datetime_utcoffset(thread, x));
    offset_y = TRY(datetime_utcoffset(thread, y));
    if (offset_x.is_none() != offset_y.is_none()) return raise(thread, TypeId::TypeError, "can't subtract offset-naive and offset-aware datetimes");
  }
  Delta d = between(x, y);
  if (!offset_x.is_none()) d = subtract(d, subtract(delta_of(offset_x), delta_of(offset_y)));
  return new_delta(thread, d);
}
Value datetime_rsubtract(Thread& thread, Value self, Value other) { return datetime_subtract(thread, other, self); }

Value compare_datetimes(Thread& thread, Value self, Value other, Compare op) {
  const bool equality = op == Compare::Equal || op == Compare::NotEqual;
  if (!is_datetime(other)) {
    if (!is_date(other)) return Value::not_implemented();
    if (equality) return Value::boolean(op == Compare::NotEqual);
    return raise(thread, TypeId::TypeError, "can't compare %T to %T", self, other);
  }
  DateObject *a = from(self), *b = from(other);
  if (a->tzinfo == b->tzinfo) return ordered(op, compare_fields(a, b));
  const Value offset_a = TRY(datetime_utcoffset(thread, a)), offset_b = TRY(datetime_utcoffset(thread, b));
  if (!same_offset(offset_a, offset_b) && (offset_a.is_none() || offset_b.is_none())) {
    if (equality) return Value::boolean(op == Compare::NotEqual);
    return raise(thread, TypeId::TypeError, "can't compare offset-naive and offset-aware datetimes");
  }
  int order;
  if (same_offset(offset_a, offset_b)) {
    order = compare_fields(a, b);
  } else {
    const Delta d = subtract(between(a, b), subtract(delta_of(offset_a), delta_of(offset_b)));
    order = compare_deltas(d, Delta{});
  }
  if (equality && order == 0) {
    if (TRY(depends_on_fold(thread, a, offset_a)) || TRY(depends_on_fold(thread, b, offset_b))) order = 1;
  }
  return ordered(op, order);
}

Value datetime_timestamp(Thread& thread, DateObject* self) {
  if (!self->tzinfo.is_unbound()) {
    const Value epoch = TRY(datetime_direct(thread, g_datetime, {1970, 1, 1}, {}, g_utc, 0));
    const Value since = TRY(datetime_subtract(thread, Value(self), epoch));
    return call_method_with(thread, since, intern(thread.heap(), "total_seconds"));
  }
  const int64_t seconds = TRY(seconds_of_local(thread, self->date, self->time, self->fold));
  return Value::number(double(seconds - kEpoch) + double(self->time.microsecond) / 1e6);
}
Value datetime_timetuple(Thread& thread, DateObject* self) {
  const Value dst = TRY(datetime_dst(thread, self));
  return struct_time(thread, self->date, self->time, dst.is_none() ? -1 : !(delta_of(dst) == Delta{}));
}
Value datetime_utctimetuple(Thread& thread, DateObject* self) {
  Date date = self->date;
  TimeOfDay time = self->time;
  const Value offset = TRY(datetime_utcoffset(thread, self));
  if (!offset.is_none()) {
    const Delta back = subtract(Delta{}, delta_of(offset));
    if (!modules_core::add_delta(date, time, back)) return raise(thread, TypeId::OverflowError, "date value out of range");
  }
  return struct_time(thread, date, time, 0);
}

Value datetime_astimezone(Thread& thread, Value self_value, Value tz) {
  TRY(check_tzinfo(thread, tz));
  DateObject* self = from(self_value);
  auto zone_from_local = [&]() -> Value {
    const int64_t seconds = TRY(seconds_of_local(thread, self->date, self->time, self->fold));
    return local_zone(thread, seconds - kEpoch);
  };
  Value own = self->tzinfo.is_unbound() ? TRY(zone_from_local()) : self->tzinfo;
  if (own == tz) return self_value;
  Value offset = TRY(ask_offset(thread, own, "utcoffset", self_value));
  if (offset.is_none()) {
    own = TRY(zone_from_local());
    if (own == tz) return self_value;
    offset = TRY(ask_offset(thread, own, "utcoffset", self_value));
  }
  const Value shifted = TRY(moved(thread, self_value, delta_of(offset), -1));
  DateObject* utc = from(TRY(with_zone(thread, from(shifted), g_utc)));
  if (tz.is_none()) {
    const int64_t seconds = utc_seconds(utc->date, utc->time);
    tz = TRY(local_zone(thread, seconds - kEpoch));
  }
  const Value moment = TRY(with_zone(thread, utc, tz));
  return call_method_with(thread, tz, intern(thread.heap(), "fromutc"), moment);
}

}  // namespace taipan::python::datetime
