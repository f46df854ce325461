// python/modules/datetime/time_type.cpp -- datetime.time.
//
// Room       python/modules/datetime. See datetime_private.h.
#include "python/modules/datetime/datetime_private.h"

namespace taipan::python::datetime {

Type* g_time = nullptr;

namespace {

void trace_time(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<TimeObject*>(object)->tzinfo.bits());
  trace_attributes(object, tracer);
}
const Layout kLayout = {.name = "time", .size = size_from_shape, .trace = trace_time};
TimeObject* from(Value v) { return v.as<TimeObject>(); }

Value unchecked(Thread& thread, Type* type, const TimeOfDay& time, Value tzinfo, int fold) {
  auto* self = static_cast<TimeObject*>(allocate_instance(thread.heap(), type));
  self->time = time;
  self->fold = fold;
  self->tzinfo = tzinfo.is_none() ? Value::unbound() : tzinfo;
  thread.heap().write_barrier(self);
  return Value(self);
}

// The six bytes that pickle keeps; the first has the fold in its high bit.
bool time_of_state(Value state, TimeOfDay* time, int* fold) {
  uint8_t d[6];
  if (is_kind(state, Kind::Bytes)) {
    if (state.as<Bytes>()->length() != 6) return false;
    memcpy(d, state.as<Bytes>()->data(), 6);
  } else if (String* text = as_string(state)) {
    if (text->length() != 6) return false;
    for (int i = 0; i < 6; i++) {
      if (text->at(i) > 255) return false;
      d[i] = uint8_t(text->at(i));
    }
  } else {
    return false;
  }
  if ((d[0] & 0x7F) >= 24) return false;
  *fold = d[0] >> 7;
  *time = {d[0] & 0x7F, d[1], d[2], d[3] << 16 | d[4] << 8 | d[5]};
  return true;
}

Status take_fields(Thread& thread, TimeOfDay* time, Value hour, Value minute, Value second, Value microsecond) {
  if (!hour.is_missing()) time->hour = TRY(c_int(thread, hour));
  if (!minute.is_missing()) time->minute = TRY(c_int(thread, minute));
  if (!second.is_missing()) time->second = TRY(c_int(thread, second));
  if (!microsecond.is_missing()) time->microsecond = TRY(c_int(thread, microsecond));
  return ok_status();
}

Value time_new(Thread& thread, Value cls, Value hour, Value minute, Value second, Value microsecond, Value tzinfo, Value fold) {
  TimeOfDay time;
  int f = 0;
  if (second.is_missing() && !hour.is_missing() && time_of_state(hour, &time, &f)) {
    if (!minute.is_missing() && !minute.is_none() && !is_a(minute, g_tzinfo)) return raise(thread, TypeId::TypeError, "bad tzinfo state arg");
    return unchecked(thread, cls.as<Type>(), time, minute.is_missing() ? Value::none() : minute, f);
  }
  if (minute.is_missing() && !hour.is_missing() && as_string(hour) && as_string(hour)->length() == 6 && (as_string(hour)->at(0) & 0x7F) < 24) {
    return raise(thread, TypeId::ValueError,
                 "Failed to encode latin1 string when unpickling a time object. pickle.load(data, encoding='latin1') is assumed.");
  }
  TRY(take_fields(thread, &time, hour, minute, second, microsecond));
  f = TRY(c_int(thread, fold));
  return time_direct(thread, cls.as<Type>(), time, tzinfo, f);
}
Value time_fromisoformat(Thread& thread, Value cls, Value value) {
  String* text = as_string(value);
  if (!text) return raise(thread, TypeId::TypeError, "fromisoformat: argument must be str");
  modules_core::ParsedTime parsed;
  const modules_core::IsoParse outcome = modules_core::parse_iso_time(view_of(text), parsed);
  if (outcome == modules_core::IsoParse::Invalid) return raise(thread, TypeId::ValueError, "Invalid isoformat string: %R", value);
  Value tzinfo = Value::none();
  if (outcome == modules_core::IsoParse::WithOffset) tzinfo = TRY(zone_of_offset(thread, parsed.offset_seconds, parsed.offset_microseconds));
  if (cls.as<Type>() == g_time) return time_direct(thread, g_time, parsed.time, tzinfo, 0);
  return call_with(thread, cls, Value::integer(parsed.time.hour), Value::integer(parsed.time.minute), Value::integer(parsed.time.second),
                   Value::integer(parsed.time.microsecond), tzinfo);
}

Value time_utcoffset(Thread& thread, TimeObject* self) { return ask_offset(thread, self->tzinfo, "utcoffset", Value::none()); }
Value time_dst(Thread& thread, TimeObject* self) { return ask_offset(thread, self->tzinfo, "dst", Value::none()); }
Value time_tzname(Thread& thread, TimeObject* self) { return ask_zone_name(thread, self->tzinfo, Value::none()); }

Value time_isoformat(Thread& thread, TimeObject* self, String* spec) {
  const modules_core::TimeSpec wanted = TRY(time_spec(thread, spec));
  TextBuffer out;
  modules_core::append_iso_time(out, self->time, wanted);
  TRY(append_utc_offset(thread, out, ":", self->tzinfo, Value::none()));
  return finish(thread, out);
}
Value time_str(Thread& thread, Value self) { return call_method_with(thread, self, intern(thread.heap(), "isoformat")); }
Value time_repr(Thread& thread, TimeObject* self) {
  const TimeOfDay& t = self->time;
  char fields[80];
  int n = snprintf(fields, sizeof fields, "%d, %d", t.hour, t.minute);
  if (t.microsecond) {
    n += snprintf(fields + n, sizeof fields - size_t(n), ", %d, %d", t.second, t.microsecond);
  } else if (t.second) {
    n += snprintf(fields + n, sizeof fields - size_t(n), ", %d", t.second);
  }
  if (self->fold) snprintf(fields + n, sizeof fields - size_t(n), ", fold=1");
  if (self->tzinfo.is_unbound()) return Value(format_string(thread, "%T(%s)", Value(self), fields));
  return Value(format_string(thread, "%T(%s, tzinfo=%R)", Value(self), fields, self->tzinfo));
}
Value time_strftime(Thread& thread, Value self, String* format) {
  Heap& heap = thread.heap();
  const TimeOfDay& t = from(self)->time;
  const Value parts(tuple_of(heap, Value::integer(1900), Value::integer(1), Value::integer(1), Value::integer(t.hour), Value::integer(t.minute),
                             Value::integer(t.second), Value::integer(0), Value::integer(1), Value::integer(-1)));
  return format_by(thread, format, parts, from(self)->tzinfo, Value::none(), t.microsecond);
}
Value time_format(Thread& thread, Value self, Value format) {
  String* text = as_string(format);
  if (!text) return raise(thread, TypeId::TypeError, "__format__() argument must be str, not %T", format);
  if (text->length() == 0) return Value(str(thread, self));
  return call_method_with(thread, self, intern(thread.heap(), "strftime"), format);
}
Value time_replace(Thread& thread, TimeObject* self, Value hour, Value minute, Value second, Value microsecond, Value tzinfo, Value fold) {
  TimeOfDay time = self->time;
  TRY(take_fields(thread, &time, hour, minute, second, microsecond));
  const int f = fold.is_missing() ? self->fold : TRY(c_int(thread, fold));
  return time_direct(thread, type_of(Value(self)), time, tzinfo.is_missing() ? or_none(self->tzinfo) : tzinfo, f);
}

// ---- order: with offsets both or neither

int compare_with_offsets(TimeObject* a, const Delta& offset_a, TimeObject* b, const Delta& offset_b) {
  auto since_midnight = [](const TimeOfDay& t, const Delta& offset) {
    Delta d;
    (void)modules_core::normalize_delta(-int64_t{offset.days}, int64_t{t.hour} * 3600 + t.minute * 60 + t.second - offset.seconds,
                                        int64_t{t.microsecond} - offset.microseconds, d);
    return d;
  };
  return compare_deltas(since_midnight(a->time, offset_a), since_midnight(b->time, offset_b));
}
template <Compare op>
Value time_compare(Thread& thread, Value self, Value other) {
  if (!is_time(other)) return Value::not_implemented();
  TimeObject *a = from(self), *b = from(other);
  if (a->tzinfo == b->tzinfo) return ordered(op, compare_times(a->time, b->time));
  const Value offset_a = TRY(time_utcoffset(thread, a)), offset_b = TRY(time_utcoffset(thread, b));
  if (offset_a.is_none() != offset_b.is_none()) {
    if (op == Compare::Equal || op == Compare::NotEqual) return Value::boolean(op == Compare::NotEqual);
    return raise(thread, TypeId::TypeError, "can't compare offset-naive and offset-aware times");
  }
  if (offset_a.is_none()) return ordered(op, compare_times(a->time, b->time));
  return ordered(op, compare_with_offsets(a, delta_of(offset_a), b, delta_of(offset_b)));
}

void state_of(const TimeOfDay& t, uint8_t* out) {
  out[0] = uint8_t(t.hour);
  out[1] = uint8_t(t.minute);
  out[2] = uint8_t(t.second);
  out[3] = uint8_t(t.microsecond >> 16);
  out[4] = uint8_t(t.microsecond >> 8);
  out[5] = uint8_t(t.microsecond);
}
Value time_hash(Thread& thread, Value self_value) {
  TimeObject* self = from(self_value);
  if (self->fold) self = from(unchecked(thread, type_of(self_value), self->time, or_none(self->tzinfo), 0));
  const Value offset = TRY(time_utcoffset(thread, self));
  if (offset.is_none()) {
    uint8_t state[6];
    state_of(self->time, state);
    return integer_value(thread.heap(), int64_t(hash_bytes(state, 6)));
  }
  const TimeOfDay& t = self->time;
  Delta d;
  const Delta o = delta_of(offset);
  (void)modules_core::normalize_delta(-int64_t{o.days}, int64_t{t.hour} * 3600 + t.minute * 60 + t.second - o.seconds, int64_t{t.microsecond} - o.microseconds, d);
  return hash_of_delta(thread, d);
}
Value time_reduce_ex(Thread& thread, Value self_value, int protocol) {
  TimeObject* self = from(self_value);
  Heap& heap = thread.heap();
  uint8_t state[6];
  state_of(self->time, state);
  if (protocol > 3 && self->fold) state[0] |= 0x80;
  const Value bytes(bytes_from(heap, {reinterpret_cast<const char*>(state), 6}));
  Tuple* arguments = self->tzinfo.is_unbound() ? tuple_of(heap, bytes) : tuple_of(heap, bytes, self->tzinfo);
  return Value(tuple_of(heap, Value(type_of(self_value)), Value(arguments)));
}
Value time_reduce(Thread& thread, Value self) { return time_reduce_ex(thread, self, 2); }

Value get_hour(Thread&, Value self) { return Value::integer(from(self)->time.hour); }
Value get_minute(Thread&, Value self) { return Value::integer(from(self)->time.minute); }
Value get_second(Thread&, Value self) { return Value::integer(from(self)->time.second); }
Value get_microsecond(Thread&, Value self) { return Value::integer(from(self)->time.microsecond); }
Value get_tzinfo(Thread&, Value self) { return or_none(from(self)->tzinfo); }
Value get_fold(Thread&, Value self) { return Value::integer(from(self)->fold); }

const Method kMethods[] = {
    {"__new__(cls, hour=<missing>, minute=<missing>, second=<missing>, microsecond=<missing>, tzinfo=None, *, fold=0)", time_new, ""},
    {"fromisoformat(cls, string, /)", time_fromisoformat, "The time that a text in ISO 8601 format says.", kClass},
    {"isoformat(self, timespec='auto')", time_isoformat, "HH:MM:SS, with microseconds and offset if there are any."},
    {"strftime(self, format)", time_strftime, "The time as the format says."},
    {"__format__(self, format, /)", time_format, ""},
    {"utcoffset(self, /)", time_utcoffset, "What the zone says of the offset."},
    {"tzname(self, /)", time_tzname, "What the zone says of its name."},
    {"dst(self, /)", time_dst, "What the zone says of daylight saving time."},
    {"replace(self, hour=<missing>, minute=<missing>, second=<missing>, microsecond=<missing>, tzinfo=<missing>, *, fold=<missing>)", time_replace,
     "The same time with other fields."},
    {"__reduce_ex__(self, protocol, /)", time_reduce_ex, ""},
    {"__reduce__(self, /)", time_reduce, ""},
    COMPARISONS(time_compare),
    {"__hash__(self, /)", time_hash, ""},
    {"__repr__(self, /)", time_repr, ""},
    {"__str__(self, /)", time_str, ""},
};
const Getter kGetters[] = {
    {"hour", get_hour, nullptr, nullptr},     {"minute", get_minute, nullptr, nullptr}, {"second", get_second, nullptr, nullptr},
    {"microsecond", get_microsecond, nullptr, nullptr}, {"tzinfo", get_tzinfo, nullptr, nullptr}, {"fold", get_fold, nullptr, nullptr},
};
const TypeSpec kSpec = {.name = "datetime.time",
                        .signature = "",
                        .doc = "time(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0): a time of day.",
                        .layout = &kLayout,
                        .kind = kind(PythonKind::Other),
                        .native_size = sizeof(TimeObject),
                        .flags = kTypeSubclassable,
                        .methods = kMethods,
                        .getters = kGetters};

}  // namespace

Value time_direct(Thread& thread, Type* type, const TimeOfDay& time, Value tzinfo, int fold) {
  const modules_core::FieldError error = modules_core::check(time);
  if (error != modules_core::FieldError::None) return raise_field(thread, error, 0);
  if (fold != 0 && fold != 1) return raise_field(thread, modules_core::FieldError::Fold, 0);
  TRY(check_tzinfo(thread, or_none(tzinfo)));
  return unchecked(thread, type, time, or_none(tzinfo), fold);
}

void define_time(Thread& thread) {
  g_time = define_type(thread, kSpec);
  (void)set_class_attribute(thread, g_time, "min", time_direct(thread, g_time, {}, Value::none(), 0));
  (void)set_class_attribute(thread, g_time, "max", time_direct(thread, g_time, {23, 59, 59, 999999}, Value::none(), 0));
  (void)set_class_attribute(thread, g_time, "resolution", new_delta(thread, {0, 0, 1}));
}

}  // namespace taipan::python::datetime
