// python/modules/datetime/datetime_module.cpp -- the module _datetime, and what its types share.
//
// Room       python/modules/datetime. https://docs.python.org/3.11/library/datetime.html
// Tests      tests/python/library/datetime_*.py; CPython's test_datetime
#include <algorithm>

#include "python/modules/datetime/datetime_private.h"
#include "python/objects/struct_sequence.h"
#include "python/runtime/runtime.h"
#include "vm/integer.h"

namespace taipan::python::datetime {

Type* g_iso_calendar_date = nullptr;

Raised raise_field(Thread& thread, modules_core::FieldError error, int64_t year) {
  TextBuffer out;
  modules_core::append_message(out, error, year);
  String* text = string_from_text(thread.heap(), out.view());
  return raise(thread, TypeId::ValueError, "%U", text);
}
Result<int> c_int(Thread& thread, Value v) {
  const Value integer = TRY(to_index(thread, v));
  int64_t wide;
  if (!integer_to_int64(integer, &wide)) return raise(thread, TypeId::OverflowError, "Python int too large to convert to C long");
  if (wide > INT32_MAX) return raise(thread, TypeId::OverflowError, "signed integer is greater than maximum");
  if (wide < INT32_MIN) return raise(thread, TypeId::OverflowError, "signed integer is less than minimum");
  return int(wide);
}
Value finish(Thread& thread, TextBuffer& out) { return Value(string_from_text(thread.heap(), out.view())); }

int compare_dates(Date a, Date b) {
  if (a.year != b.year) return a.year < b.year ? -1 : 1;
  if (a.month != b.month) return a.month < b.month ? -1 : 1;
  if (a.day != b.day) return a.day < b.day ? -1 : 1;
  return 0;
}
int compare_times(const TimeOfDay& a, const TimeOfDay& b) {
  if (a.hour != b.hour) return a.hour < b.hour ? -1 : 1;
  if (a.minute != b.minute) return a.minute < b.minute ? -1 : 1;
  if (a.second != b.second) return a.second < b.second ? -1 : 1;
  if (a.microsecond != b.microsecond) return a.microsecond < b.microsecond ? -1 : 1;
  return 0;
}

Result<modules_core::TimeSpec> time_spec(Thread& thread, String* text) {
  static constexpr struct {
    const char* name;
    modules_core::TimeSpec spec;
  } kSpecs[] = {{"auto", modules_core::TimeSpec::Auto},       {"hours", modules_core::TimeSpec::Hours},
                {"minutes", modules_core::TimeSpec::Minutes}, {"seconds", modules_core::TimeSpec::Seconds},
                {"milliseconds", modules_core::TimeSpec::Milliseconds}, {"microseconds", modules_core::TimeSpec::Microseconds}};
  for (const auto& row : kSpecs) {
    if (text->equals_ascii(row.name)) return row.spec;
  }
  return raise(thread, TypeId::ValueError, "Unknown timespec value");
}
Status append_utc_offset(Thread& thread, TextBuffer& out, const char* separator, Value tzinfo, Value argument) {
  const Value offset = TRY(ask_offset(thread, tzinfo, "utcoffset", argument));
  if (!offset.is_none()) modules_core::append_offset(out, delta_of(offset), separator);
  return ok_status();
}

Value time_module_call(Thread& thread, const char* function, std::span<const Value> arguments) {
  const Value module = TRY(import_module(thread, "time"));
  return call_method(thread, module, intern(thread.heap(), function), arguments);
}
Value struct_time(Thread& thread, Date date, const TimeOfDay& time, int dst) {
  const Value parts(tuple_of(thread.heap(), Value::integer(date.year), Value::integer(date.month), Value::integer(date.day), Value::integer(time.hour),
                             Value::integer(time.minute), Value::integer(time.second), Value::integer(modules_core::weekday(date)),
                             Value::integer(modules_core::day_of_year(date)), Value::integer(dst)));
  return time_module_call(thread, "struct_time", {&parts, 1});
}

Value format_by(Thread& thread, String* format, Value time_tuple, Value tzinfo, Value argument, int microsecond) {
  struct Replacements final : modules_core::StrftimeReplacements {
    Replacements(Thread& t, Value zone, Value about) : thread(t), tzinfo(zone), argument(about) {}
    bool append_offset(TextBuffer& out) override { return append_utc_offset(thread, out, "", tzinfo, argument).ok(); }
    bool append_zone(TextBuffer& out) override {
      const Value zone_name = ask_zone_name(thread, tzinfo, argument);
      if (zone_name.is_raised()) return false;
      if (zone_name.is_none()) return true;
      Heap& heap = thread.heap();
      const Value doubled = call_method_with(thread, zone_name, intern(heap, "replace"), Value(intern(heap, "%")), Value(intern(heap, "%%")));
      if (doubled.is_raised()) return false;
      if (!as_string(doubled)) {
        raise(thread, TypeId::TypeError, "tzname.replace() did not return a string");
        return false;
      }
      out.append(view_of(as_string(doubled)));
      return true;
    }
    Thread& thread;
    Value tzinfo, argument;
  } replacements(thread, tzinfo, argument);
  replacements.microsecond = microsecond;
  TextBuffer expanded;
  if (!modules_core::expand_strftime(expanded, view_of(format), replacements)) return Value::raised();
  const Value arguments[] = {finish(thread, expanded), time_tuple};
  return time_module_call(thread, "strftime", arguments);
}

// ---- civil seconds

int64_t utc_seconds(Date date, const TimeOfDay& time) {
  return (int64_t{modules_core::to_ordinal(date)} * 24 + time.hour) * 3600 + time.minute * 60 + time.second;
}
Result<int64_t> local_seconds(Thread& thread, int64_t utc) {
  const Value seconds = integer_value(thread.heap(), utc - kEpoch);
  const Value parts = TRY(time_module_call(thread, "localtime", {&seconds, 1}));
  int32_t f[6];
  for (int i = 0; i < 6; i++) f[i] = int32_t(TRY(to_int64(thread, parts.as<Tuple>()->at(i))));
  if (f[0] < 1 || f[0] > 9999) return raise(thread, TypeId::ValueError, "year %d is out of range", f[0]);
  return utc_seconds({f[0], f[1], f[2]}, {f[3], f[4], f[5], 0});
}
// The inverse of local_seconds: of two solutions `fold` takes the later one, of none it says which side of the gap is meant.
Result<int64_t> seconds_of_local(Thread& thread, Date date, const TimeOfDay& time, int fold) {
  constexpr int64_t kDay = 24 * 3600;
  const int64_t wanted = utc_seconds(date, time);
  const int64_t a = TRY(local_seconds(thread, wanted)) - wanted;
  const int64_t first = wanted - a;
  const int64_t shown = TRY(local_seconds(thread, first));
  int64_t b;
  if (shown == wanted) {
    const int64_t probe = fold ? first + kDay : first - kDay;
    b = TRY(local_seconds(thread, probe)) - probe;
    if (a == b) return first;
  } else {
    b = shown - first;
  }
  const int64_t second = wanted - b;
  if (TRY(local_seconds(thread, second)) == wanted) return second;
  if (shown == wanted) return first;
  return fold ? std::min(first, second) : std::max(first, second);
}

Status set_class_attribute(Thread& thread, Type* type, const char* attribute, Value value) {
  if (value.is_raised()) return Raised{};
  dict_set(thread.heap(), type->dict, intern(thread.heap(), attribute), value);
  return ok_status();
}

namespace {

Value iso_calendar_reduce(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  Tuple* t = self.as<Tuple>();
  const Value fields(tuple_of(heap, t->at(0), t->at(1), t->at(2)));
  return Value(tuple_of(heap, Value(builtin_type(TypeId::Tuple)), Value(tuple_of(heap, fields))));
}
const Method kIsoCalendarMethods[] = {{"__reduce__(self, /)", iso_calendar_reduce, ""}};

Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  define_delta(thread);
  (void)set_class_attribute(thread, g_delta, "min", new_delta(thread, {-999999999, 0, 0}));
  (void)set_class_attribute(thread, g_delta, "max", new_delta(thread, {999999999, 86399, 999999}));
  (void)set_class_attribute(thread, g_delta, "resolution", new_delta(thread, {0, 0, 1}));
  define_zones(thread);
  define_date(thread);
  define_time(thread);
  define_datetime(thread);
  static const FieldSpec kFields[] = {{"year", "ISO year"}, {"week", "ISO week: 1 to 53"}, {"weekday", "1 for Monday to 7 for Sunday"}};
  g_iso_calendar_date = TRY(define_struct_sequence(thread, "datetime.IsoCalendarDate", "A date of the ISO calendar.", kFields, 3));
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_iso_calendar_date), 1);
  (void)dict_delete(heap, g_iso_calendar_date->dict, special_name(Special::Reduce));
  add_methods(heap, g_iso_calendar_date, kIsoCalendarMethods);
  type_modified(g_iso_calendar_date);
  const struct {
    const char* name;
    Value value;
  } rows[] = {{"timedelta", Value(g_delta)}, {"date", Value(g_date)},         {"datetime", Value(g_datetime)}, {"time", Value(g_time)},
              {"tzinfo", Value(g_tzinfo)},   {"timezone", Value(g_timezone)}, {"UTC", g_utc},                  {"MINYEAR", Value::integer(1)},
              {"MAXYEAR", Value::integer(9999)}};
  for (const auto& row : rows) TRY(module_add(thread, module, row.name, row.value));
  return ok_status();
}

}  // namespace

}  // namespace taipan::python::datetime

namespace taipan::python {
extern const ModuleSpec kDatetimeModule = {.name = "_datetime", .doc = "Dates and times.", .execute = datetime::execute};
}
