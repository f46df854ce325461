// python/modules/datetime/zone_types.cpp -- datetime.tzinfo and datetime.timezone.
//
// Room       python/modules/datetime. See datetime_private.h.
#include "python/modules/datetime/datetime_private.h"

namespace taipan::python::datetime {

Type* g_tzinfo = nullptr;
Type* g_timezone = nullptr;
Value g_utc;

namespace {

struct PlainZone : HeapObject {
  Value unused;
};
const Layout kPlainLayout = {.name = "tzinfo", .size = size_from_shape, .trace = trace_attributes};
void trace_zone(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<ZoneObject*>(object)->offset.bits());
  tracer.visit_value(static_cast<ZoneObject*>(object)->name.bits());
  trace_attributes(object, tracer);
}
const Layout kZoneLayout = {.name = "timezone", .size = size_from_shape, .trace = trace_zone};

// ---- tzinfo

Value tzinfo_new(Thread& thread, NativeCall call) { return Value(allocate_instance(thread.heap(), call.values[0].as<Type>())); }
Raised must_implement(Thread& thread, const char* method) {
  return raise(thread, TypeId::NotImplementedError, "a tzinfo subclass must implement %s()", method);
}
Value tzinfo_tzname(Thread& thread, Value, Value) { return must_implement(thread, "tzname"); }
Value tzinfo_utcoffset(Thread& thread, Value, Value) { return must_implement(thread, "utcoffset"); }
Value tzinfo_dst(Thread& thread, Value, Value) { return must_implement(thread, "dst"); }

// The offset without daylight saving time gives standard time; what that says of daylight saving decides.
Value tzinfo_fromutc(Thread& thread, Value self, Value moment) {
  if (!is_datetime(moment)) return raise(thread, TypeId::TypeError, "fromutc: argument must be a datetime");
  if (!(or_none(moment.as<DateObject>()->tzinfo) == self)) return raise(thread, TypeId::ValueError, "fromutc: dt.tzinfo is not self");
  String* dst_name = intern(thread.heap(), "dst");
  const Value offset = TRY(ask_offset(thread, self, "utcoffset", moment));
  if (offset.is_none()) return raise(thread, TypeId::ValueError, "fromutc: non-None utcoffset() result required");
  Value dst = TRY(ask_offset(thread, self, "dst", moment));
  if (dst.is_none()) return raise(thread, TypeId::ValueError, "fromutc: non-None dst() result required");
  const Value standard = TRY(new_delta(thread, subtract(delta_of(offset), delta_of(dst))));
  const Value result = TRY(binary(thread, moment, standard, BinaryOp::Add));
  (void)dst_name;
  dst = TRY(ask_offset(thread, self, "dst", result));
  if (dst.is_none()) return raise(thread, TypeId::ValueError, "fromutc: tz.dst() gave inconsistent results; cannot convert");
  if (delta_of(dst) == Delta{}) return result;
  return binary(thread, result, dst, BinaryOp::Add);
}
Value tzinfo_reduce(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  Value arguments(empty_tuple());
  const Value getinitargs = TRY(get_attribute_or_unbound(thread, self, intern(heap, "__getinitargs__")));
  if (!getinitargs.is_unbound()) arguments = TRY(call_with(thread, getinitargs));
  const Value state = TRY(call_method_with(thread, self, special_name(Special::GetState)));
  return Value(tuple_of(heap, Value(type_of(self)), arguments, state));
}

const Method kTzinfoMethods[] = {
    {"__new__(*args, **kwargs)", tzinfo_new, ""},
    {"tzname(self, dt, /)", tzinfo_tzname, "The zone's name at that time."},
    {"utcoffset(self, dt, /)", tzinfo_utcoffset, "How far local time is ahead of UTC: a timedelta, or None."},
    {"dst(self, dt, /)", tzinfo_dst, "The part of the offset that is daylight saving time: a timedelta, or None."},
    {"fromutc(self, dt, /)", tzinfo_fromutc, "A datetime in UTC as one of this zone."},
    {"__reduce__(self, /)", tzinfo_reduce, ""},
};
const TypeSpec kTzinfoSpec = {.name = "datetime.tzinfo",
                              .signature = "",
                              .doc = "The base of time zones.",
                              .layout = &kPlainLayout,
                              .kind = kind(PythonKind::Other),
                              .native_size = sizeof(PlainZone),
                              .flags = kTypeSubclassable,
                              .methods = kTzinfoMethods};

// ---- timezone

bool fits(const Delta& d) {
  const Delta day = {1, 0, 0}, minus_day = {-1, 0, 0};
  return compare_deltas(d, minus_day) > 0 && compare_deltas(d, day) < 0;
}

Value zone_object(Thread& thread, Value offset, Value zone_name) {
  auto* zone = static_cast<ZoneObject*>(allocate_instance(thread.heap(), g_timezone));
  zone->offset = offset;
  zone->name = zone_name;
  thread.heap().write_barrier(zone);
  return Value(zone);
}
Value zone_new(Thread& thread, Value, DeltaObject* offset, Value zone_name) {
  if (!zone_name.is_missing() && !as_string(zone_name)) {
    return raise(thread, TypeId::TypeError, "timezone() argument 2 must be str, not %T", zone_name);
  }
  return new_zone(thread, Value(offset), zone_name.is_missing() ? Value::unbound() : zone_name);
}
Status check_moment(Thread& thread, const char* method, Value moment) {
  if (moment.is_none() || is_datetime(moment)) return ok_status();
  return raise(thread, TypeId::TypeError, "%s(dt) argument must be a datetime instance or None, not %T", method, moment);
}
Value zone_text(Thread& thread, ZoneObject* self) {
  if (!self->name.is_unbound()) return self->name;
  TextBuffer out;
  out.append("UTC");
  if (!(delta_of(self->offset) == Delta{})) modules_core::append_offset(out, delta_of(self->offset), ":");
  return finish(thread, out);
}
Value zone_tzname(Thread& thread, ZoneObject* self, Value moment) {
  TRY(check_moment(thread, "tzname", moment));
  return zone_text(thread, self);
}
Value zone_utcoffset(Thread& thread, ZoneObject* self, Value moment) {
  TRY(check_moment(thread, "utcoffset", moment));
  return self->offset;
}
Value zone_dst(Thread& thread, ZoneObject*, Value moment) {
  TRY(check_moment(thread, "dst", moment));
  return Value::none();
}
Value zone_fromutc(Thread& thread, ZoneObject* self, Value moment) {
  if (!is_datetime(moment)) return raise(thread, TypeId::TypeError, "fromutc: argument must be a datetime instance");
  if (!(or_none(moment.as<DateObject>()->tzinfo) == Value(self))) return raise(thread, TypeId::ValueError, "fromutc: dt.tzinfo is not self");
  return binary(thread, moment, self->offset, BinaryOp::Add);
}
Value zone_repr(Thread& thread, ZoneObject* self) {
  if (Value(self) == g_utc) return Value(string_from_latin1(thread.heap(), "datetime.timezone.utc"));
  if (self->name.is_unbound()) return Value(format_string(thread, "%T(%R)", Value(self), self->offset));
  return Value(format_string(thread, "%T(%R, %R)", Value(self), self->offset, self->name));
}
template <Compare op>
Value zone_compare(Thread&, Value self, Value other) {
  if (op != Compare::Equal && op != Compare::NotEqual) return Value::not_implemented();
  if (!is_a(other, g_timezone)) return Value::not_implemented();
  return ordered(op, compare_deltas(delta_of(self.as<ZoneObject>()->offset), delta_of(other.as<ZoneObject>()->offset)));
}
Value zone_hash(Thread& thread, ZoneObject* self) { return hash_of_delta(thread, delta_of(self->offset)); }
Value zone_getinitargs(Thread& thread, ZoneObject* self) {
  if (self->name.is_unbound()) return Value(tuple_of(thread.heap(), self->offset));
  return Value(tuple_of(thread.heap(), self->offset, self->name));
}

const Method kZoneMethods[] = {
    {"__new__(cls, offset, name=<missing>)", zone_new, ""},
    {"tzname(self, dt, /)", zone_tzname, "The name, or UTC and the offset."},
    {"utcoffset(self, dt, /)", zone_utcoffset, "The fixed offset."},
    {"dst(self, dt, /)", zone_dst, "None: there is no daylight saving time."},
    {"fromutc(self, dt, /)", zone_fromutc, "A datetime in UTC as one of this zone."},
    {"__repr__(self, /)", zone_repr, ""},
    {"__str__(self, /)", zone_text, ""},
    COMPARISONS(zone_compare),
    {"__hash__(self, /)", zone_hash, ""},
    {"__getinitargs__(self, /)", zone_getinitargs, "What pickle makes the zone of."},
};
const TypeSpec kZoneSpec = {.name = "datetime.timezone",
                            .signature = "",
                            .doc = "A time zone with a fixed offset from UTC.",
                            .layout = &kZoneLayout,
                            .kind = kind(PythonKind::Other),
                            .native_size = sizeof(ZoneObject),
                            .flags = 0,
                            .methods = kZoneMethods};

}  // namespace

Value new_zone(Thread& thread, Value offset, Value zone_name) {
  if (zone_name.is_unbound() && delta_of(offset) == Delta{}) return g_utc;
  if (!fits(delta_of(offset))) {
    return raise(thread, TypeId::ValueError,
                 "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not %R.", offset);
  }
  return zone_object(thread, offset, zone_name);
}
Value zone_of_offset(Thread& thread, int32_t seconds, int32_t microseconds) {
  Delta d;
  (void)modules_core::normalize_delta(0, seconds, microseconds, d);
  return new_zone(thread, TRY(new_delta(thread, d)), Value::unbound());
}

Status check_tzinfo(Thread& thread, Value tzinfo) {
  if (tzinfo.is_none() || is_a(tzinfo, g_tzinfo)) return ok_status();
  return raise(thread, TypeId::TypeError, "tzinfo argument must be None or of a tzinfo subclass, not type '%T'", tzinfo);
}
Value ask_offset(Thread& thread, Value tzinfo, const char* method, Value argument) {
  if (tzinfo.is_unbound() || tzinfo.is_none()) return Value::none();
  const Value result = TRY(call_method_with(thread, tzinfo, intern(thread.heap(), method), argument));
  if (result.is_none()) return result;
  if (!is_delta(result)) return raise(thread, TypeId::TypeError, "tzinfo.%s() must return None or a timedelta, not '%T'", method, result);
  if (!fits(delta_of(result))) {
    return raise(thread, TypeId::ValueError, "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).");
  }
  return result;
}
Value ask_zone_name(Thread& thread, Value tzinfo, Value argument) {
  if (tzinfo.is_unbound() || tzinfo.is_none()) return Value::none();
  const Value result = TRY(call_method_with(thread, tzinfo, intern(thread.heap(), "tzname"), argument));
  if (result.is_none() || as_string(result)) return result;
  return raise(thread, TypeId::TypeError, "tzinfo.tzname() must return None or a string, not '%T'", result);
}

void define_zones(Thread& thread) {
  Heap& heap = thread.heap();
  g_tzinfo = define_type(thread, kTzinfoSpec);
  g_timezone = define_type(thread, kZoneSpec, g_tzinfo);
  g_utc = zone_object(thread, new_delta(thread, Delta{}), Value::unbound());
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_utc), 1);
  (void)set_class_attribute(thread, g_timezone, "utc", g_utc);
  // A minute less than a day, either way.
  (void)set_class_attribute(thread, g_timezone, "min", zone_of_offset(thread, -86340, 0));
  (void)set_class_attribute(thread, g_timezone, "max", zone_of_offset(thread, 86340, 0));
}

}  // namespace taipan::python::datetime
