// python/modules/datetime/date_type.cpp -- datetime.date.
//
// Room       python/modules/datetime. See datetime_private.h.
#include "python/modules/datetime/datetime_private.h"
#include "python/objects/struct_sequence.h"

namespace taipan::python::datetime {

Type* g_date = nullptr;

namespace {

void trace_date(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<DateObject*>(object)->tzinfo.bits());
  trace_attributes(object, tracer);
}

DateObject* from(Value v) { return v.as<DateObject>(); }

// ---- construction

// The four bytes that pickle keeps, or as text of the same characters.
bool date_of_state(Value state, Date* out) {
  uint8_t data[4];
  if (is_kind(state, Kind::Bytes)) {
    if (state.as<Bytes>()->length() != 4) return false;
    memcpy(data, state.as<Bytes>()->data(), 4);
  } else if (String* text = as_string(state)) {
    if (text->length() != 4) return false;
    for (int i = 0; i < 4; i++) {
      if (text->at(i) > 255) return false;
      data[i] = uint8_t(text->at(i));
    }
  } else {
    return false;
  }
  if (data[2] < 1 || data[2] > 12) return false;
  *out = {data[0] * 256 + data[1], data[2], data[3]};
  return true;
}

Value date_new(Thread& thread, Value cls, Value year, Value month, Value day) {
  Date date;
  if (year.is_missing()) return raise(thread, TypeId::TypeError, "function missing required argument 'year' (pos 1)");
  if (month.is_missing() && day.is_missing() && date_of_state(year, &date)) {
    auto* self = static_cast<DateObject*>(allocate_instance(thread.heap(), cls.as<Type>()));
    self->date = date;
    return Value(self);
  }
  if (month.is_missing() && as_string(year) && as_string(year)->length() == 4 && as_string(year)->at(2) >= 1 && as_string(year)->at(2) <= 12) {
    return raise(thread, TypeId::ValueError,
                 "Failed to encode latin1 string when unpickling a date object. pickle.load(data, encoding='latin1') is assumed.");
  }
  if (month.is_missing()) return raise(thread, TypeId::TypeError, "function missing required argument 'month' (pos 2)");
  if (day.is_missing()) return raise(thread, TypeId::TypeError, "function missing required argument 'day' (pos 3)");
  date.year = TRY(c_int(thread, year));
  date.month = TRY(c_int(thread, month));
  date.day = TRY(c_int(thread, day));
  return date_direct(thread, cls.as<Type>(), date);
}

Value date_today(Thread& thread, Value cls) {
  const Value now = TRY(time_module_call(thread, "time", {}));
  return call_method_with(thread, cls, intern(thread.heap(), "fromtimestamp"), now);
}
Value date_fromtimestamp(Thread& thread, Value cls, Value timestamp) {
  const Value parts = TRY(time_module_call(thread, "localtime", {&timestamp, 1}));
  const Date date = {int32_t(TRY(to_int64(thread, parts.as<Tuple>()->at(0)))), int32_t(TRY(to_int64(thread, parts.as<Tuple>()->at(1)))),
                     int32_t(TRY(to_int64(thread, parts.as<Tuple>()->at(2))))};
  return date_call(thread, cls.as<Type>(), date);
}
Value date_fromordinal(Thread& thread, Value cls, Value value) {
  const int ordinal = TRY(c_int(thread, value));
  if (ordinal < 1) return raise(thread, TypeId::ValueError, "ordinal must be >= 1");
  return date_call(thread, cls.as<Type>(), modules_core::from_ordinal(ordinal));
}
Value date_fromisoformat(Thread& thread, Value cls, Value value) {
  if (!as_string(value)) return raise(thread, TypeId::TypeError, "fromisoformat: argument must be str");
  Date date;
  if (!modules_core::parse_iso_date(view_of(as_string(value)), date)) return raise(thread, TypeId::ValueError, "Invalid isoformat string: %R", value);
  return date_call(thread, cls.as<Type>(), date);
}
Value date_fromisocalendar(Thread& thread, Value cls, Value year, Value week, Value day) {
  int fields[3];
  const Value values[] = {year, week, day};
  for (int i = 0; i < 3; i++) {
    auto n = c_int(thread, values[i]);
    if (!n.ok()) {
      if (clear_if(thread, TypeId::OverflowError)) return raise(thread, TypeId::ValueError, "ISO calendar component out of range");
      return Value::raised();
    }
    fields[i] = n.value();
  }
  Date date;
  switch (modules_core::from_iso({fields[0], fields[1], fields[2]}, date)) {
    case modules_core::IsoError::Year: return raise(thread, TypeId::ValueError, "Year is out of range: %d", fields[0]);
    case modules_core::IsoError::Week: return raise(thread, TypeId::ValueError, "Invalid week: %d", fields[1]);
    case modules_core::IsoError::Weekday: return raise(thread, TypeId::ValueError, "Invalid weekday: %d (range is [1, 7])", fields[2]);
    case modules_core::IsoError::None: break;
  }
  return date_call(thread, cls.as<Type>(), date);
}

// ---- what a date says

Value date_isoformat(Thread& thread, DateObject* self) {
  TextBuffer out;
  modules_core::append_iso_date(out, self->date);
  return finish(thread, out);
}
Value date_str(Thread& thread, Value self) { return call_method_with(thread, self, intern(thread.heap(), "isoformat")); }
Value date_repr(Thread& thread, DateObject* self) {
  return Value(format_string(thread, "%T(%d, %d, %d)", Value(self), self->date.year, self->date.month, self->date.day));
}
Value date_ctime(Thread& thread, DateObject* self) {
  TextBuffer out;
  modules_core::append_ctime(out, self->date, self->time);
  return finish(thread, out);
}
Value date_strftime(Thread& thread, Value self, String* format) {
  const Value parts = TRY(call_method_with(thread, self, intern(thread.heap(), "timetuple")));
  DateObject* d = from(self);
  return format_by(thread, format, parts, is_datetime(self) ? d->tzinfo : Value::unbound(), self, is_datetime(self) ? d->time.microsecond : 0);
}
Value date_format(Thread& thread, Value self, Value format) {
  String* text = as_string(format);
  if (!text) return raise(thread, TypeId::TypeError, "__format__() argument must be str, not %T", format);
  if (text->length() == 0) return Value(str(thread, self));
  return call_method_with(thread, self, intern(thread.heap(), "strftime"), format);
}
Value date_timetuple(Thread& thread, DateObject* self) { return struct_time(thread, self->date, TimeOfDay{}, -1); }
int64_t date_toordinal(Thread&, DateObject* self) { return modules_core::to_ordinal(self->date); }
int64_t date_weekday(Thread&, DateObject* self) { return modules_core::weekday(self->date); }
int64_t date_isoweekday(Thread&, DateObject* self) { return modules_core::weekday(self->date) + 1; }
Value date_isocalendar(Thread& thread, DateObject* self) {
  const modules_core::IsoDate iso = modules_core::to_iso(self->date);
  const Value values[] = {Value::integer(iso.year), Value::integer(iso.week), Value::integer(iso.weekday)};
  return new_struct_sequence(thread, g_iso_calendar_date, values);
}
Value date_replace(Thread& thread, DateObject* self, Value year, Value month, Value day) {
  Date date = self->date;
  if (!year.is_missing()) date.year = TRY(c_int(thread, year));
  if (!month.is_missing()) date.month = TRY(c_int(thread, month));
  if (!day.is_missing()) date.day = TRY(c_int(thread, day));
  return date_direct(thread, type_of(Value(self)), date);
}
Value date_reduce(Thread& thread, DateObject* self) {
  Heap& heap = thread.heap();
  const char state[] = {char(self->date.year / 256), char(self->date.year % 256), char(self->date.month), char(self->date.day)};
  const Value bytes(bytes_from(heap, {state, 4}));
  return Value(tuple_of(heap, Value(type_of(Value(self))), Value(tuple_of(heap, bytes))));
}

// ---- arithmetic and order

Value moved(Thread& thread, Value self, const Delta& delta, int sign) {
  Date date = from(self)->date;
  if (!modules_core::add_days(date, int64_t{delta.days} * sign)) return raise(thread, TypeId::OverflowError, "date value out of range");
  return date_call(thread, type_of(self), date);
}
Value date_add(Thread& thread, Value a, Value b) {
  if (is_datetime(a) || is_datetime(b)) return Value::not_implemented();
  if (is_date(a) && is_delta(b)) return moved(thread, a, delta_of(b), 1);
  if (is_delta(a) && is_date(b)) return moved(thread, b, delta_of(a), 1);
  return Value::not_implemented();
}
Value date_subtract(Thread& thread, Value a, Value b) {
  if (is_datetime(a) || is_datetime(b)) return Value::not_implemented();
  if (!is_date(a)) return Value::not_implemented();
  if (is_date(b)) {
    return new_delta(thread, {modules_core::to_ordinal(from(a)->date) - modules_core::to_ordinal(from(b)->date), 0, 0});
  }
  if (is_delta(b)) return moved(thread, a, delta_of(b), -1);
  return Value::not_implemented();
}
Value date_rsubtract(Thread& thread, Value self, Value other) { return date_subtract(thread, other, self); }

template <Compare op>
Value date_compare(Thread&, Value self, Value other) {
  if (!is_date(other)) return Value::not_implemented();
  return ordered(op, compare_dates(from(self)->date, from(other)->date));
}
int64_t date_hash(Thread&, DateObject* self) {
  const uint8_t state[] = {uint8_t(self->date.year / 256), uint8_t(self->date.year % 256), uint8_t(self->date.month), uint8_t(self->date.day)};
  return int64_t(hash_bytes(state, 4));
}

Value get_year(Thread&, Value self) { return Value::integer(from(self)->date.year); }
Value get_month(Thread&, Value self) { return Value::integer(from(self)->date.month); }
Value get_day(Thread&, Value self) { return Value::integer(from(self)->date.day); }

const Method kMethods[] = {
    {"__new__(cls, year=<missing>, month=<missing>, day=<missing>)", date_new, ""},
    {"today(cls)", date_today, "The current local date.", kClass},
    {"fromtimestamp(cls, timestamp, /)", date_fromtimestamp, "The local date of seconds since 1970.", kClass},
    {"fromordinal(cls, ordinal, /)", date_fromordinal, "The date of a day's number: 1 is the first of January of year 1.", kClass},
    {"fromisoformat(cls, string, /)", date_fromisoformat, "The date that a text in ISO 8601 format says.", kClass},
    {"fromisocalendar(cls, year, week, day)", date_fromisocalendar, "The date of an ISO year, week and weekday.", kClass},
    {"isoformat(self, /)", date_isoformat, "YYYY-MM-DD"},
    {"ctime(self, /)", date_ctime, "The date as C's ctime writes it."},
    {"strftime(self, format)", date_strftime, "The date as the format says."},
    {"__format__(self, format, /)", date_format, ""},
    {"timetuple(self, /)", date_timetuple, "The date as a time.struct_time."},
    {"toordinal(self, /)", date_toordinal, "The day's number: 1 is the first of January of year 1."},
    {"weekday(self, /)", date_weekday, "0 for Monday to 6 for Sunday."},
    {"isoweekday(self, /)", date_isoweekday, "1 for Monday to 7 for Sunday."},
    {"isocalendar(self, /)", date_isocalendar, "ISO year, week and weekday."},
    {"replace(self, year=<missing>, month=<missing>, day=<missing>)", date_replace, "The same date with other fields."},
    {"__reduce__(self, /)", date_reduce, ""},
    {"__add__(self, value, /)", date_add, ""},
    {"__radd__(self, value, /)", date_add, ""},
    {"__sub__(self, value, /)", date_subtract, ""},
    {"__rsub__(self, value, /)", date_rsubtract, ""},
    COMPARISONS(date_compare),
    {"__hash__(self, /)", date_hash, ""},
    {"__repr__(self, /)", date_repr, ""},
    {"__str__(self, /)", date_str, ""},
};
const Getter kGetters[] = {{"year", get_year, nullptr, nullptr}, {"month", get_month, nullptr, nullptr}, {"day", get_day, nullptr, nullptr}};

}  // namespace

extern const Layout kDateLayout = {.name = "date", .size = size_from_shape, .trace = trace_date};

namespace {
const TypeSpec kSpec = {.name = "datetime.date",
                        .signature = "",
                        .doc = "date(year, month, day): a day of the calendar.",
                        .layout = &kDateLayout,
                        .kind = kind(PythonKind::Other),
                        .native_size = sizeof(DateObject),
                        .flags = kTypeSubclassable,
                        .methods = kMethods,
                        .getters = kGetters};
}  // namespace

Value date_direct(Thread& thread, Type* type, Date date) {
  const modules_core::FieldError error = modules_core::check(date);
  if (error != modules_core::FieldError::None) return raise_field(thread, error, date.year);
  auto* self = static_cast<DateObject*>(allocate_instance(thread.heap(), type));
  self->date = date;
  return Value(self);
}
Value date_call(Thread& thread, Type* type, Date date) {
  if (type == g_date) return date_direct(thread, type, date);
  if (type == g_datetime) return datetime_direct(thread, type, date, TimeOfDay{}, Value::unbound(), 0);
  return call_with(thread, Value(type), Value::integer(date.year), Value::integer(date.month), Value::integer(date.day));
}

void define_date(Thread& thread) {
  g_date = define_type(thread, kSpec);
  (void)set_class_attribute(thread, g_date, "min", date_direct(thread, g_date, {1, 1, 1}));
  (void)set_class_attribute(thread, g_date, "max", date_direct(thread, g_date, {9999, 12, 31}));
  (void)set_class_attribute(thread, g_date, "resolution", new_delta(thread, {1, 0, 0}));
}

}  // namespace taipan::python::datetime
