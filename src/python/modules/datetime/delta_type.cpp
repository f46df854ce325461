// python/modules/datetime/delta_type.cpp -- datetime.timedelta.
//
// Room       python/modules/datetime. See datetime_private.h.
//
// Products and quotients go through the number of microseconds as an int of the language: it may have more than 64 bits.
#include <cmath>

#include "python/modules/datetime/datetime_private.h"
#include "vm/integer.h"

namespace taipan::python::datetime {

Type* g_delta = nullptr;

namespace {

const Layout kLayout = {.name = "timedelta", .size = size_from_shape, .trace = trace_attributes};

Value delta_of_type(Thread& thread, Type* type, const Delta& d) {
  auto* self = static_cast<DeltaObject*>(allocate_instance(thread.heap(), type));
  self->days = d.days;
  self->seconds = d.seconds;
  self->microseconds = d.microseconds;
  return Value(self);
}

Value microseconds(Thread& thread, const Delta& d) {
  const Value seconds = integer_value(thread.heap(), int64_t{d.days} * 86400 + d.seconds);
  const Value scaled = TRY(binary(thread, seconds, Value::integer(1000000), BinaryOp::Multiply));
  return binary(thread, scaled, Value::integer(d.microseconds), BinaryOp::Add);
}
Value microseconds(Thread& thread, Value delta) { return microseconds(thread, delta_of(delta)); }

Status delta_of_microseconds(Thread& thread, Value us, Delta* out) {
  const Value million = Value::integer(1000000);
  const Value seconds = TRY(binary(thread, us, million, BinaryOp::FloorDivide));
  const Value rest = TRY(binary(thread, us, million, BinaryOp::Remainder));
  int64_t wide;
  if (!integer_to_int64(seconds, &wide)) return raise(thread, TypeId::OverflowError, "Python int too large to convert to C int");
  int64_t days;
  if (!modules_core::normalize_delta(0, wide, rest.as_int(), *out, &days)) {
    if (days > INT32_MAX || days < INT32_MIN) return raise(thread, TypeId::OverflowError, "Python int too large to convert to C int");
    return raise(thread, TypeId::OverflowError, "days=%ld; must have magnitude <= 999999999", days);
  }
  return ok_status();
}
Value from_microseconds(Thread& thread, Value us, Type* type = g_delta) {
  Delta d;
  TRY(delta_of_microseconds(thread, us, &d));
  return delta_of_type(thread, type, d);
}

// a / b, to the nearest, ties to even.
Value divide_nearest(Thread& thread, Value a, Value b) {
  const Value pair = TRY(binary(thread, a, b, BinaryOp::DivMod));
  const Value quotient = pair.as<Tuple>()->at(0), rest = pair.as<Tuple>()->at(1);
  // Twice the remainder against the divisor: both have the divisor's sign.
  const Value twice = TRY(binary(thread, rest, Value::integer(2), BinaryOp::Multiply));
  const int order = integer_compare(twice, b) * (integer_sign(b) < 0 ? -1 : 1);
  if (order > 0 || (order == 0 && integer_is_odd(quotient))) return binary(thread, quotient, Value::integer(1), BinaryOp::Add);
  return quotient;
}

struct Sum {
  Value microseconds = Value::integer(0);
  double leftover = 0;
};
Status accumulate(Thread& thread, Sum* sum, const char* what, Value v, int64_t factor) {
  if (v.is_missing()) return ok_status();
  const Value scale = integer_value(thread.heap(), factor);
  if (is_int_like(v)) {
    const Value product = TRY(binary(thread, int_value_of(thread.heap(), v), scale, BinaryOp::Multiply));
    sum->microseconds = TRY(binary(thread, sum->microseconds, product, BinaryOp::Add));
    return ok_status();
  }
  if (!is_float_like(v)) return raise(thread, TypeId::TypeError, "unsupported type for timedelta %s component: %T", what, v);
  double whole;
  double fraction = modf(float_value_of(v), &whole);
  const Value integral = TRY(to_int(thread, Value::number(std::isnan(float_value_of(v)) ? float_value_of(v) : whole)));
  const Value product = TRY(binary(thread, integral, scale, BinaryOp::Multiply));
  sum->microseconds = TRY(binary(thread, sum->microseconds, product, BinaryOp::Add));
  if (fraction == 0) return ok_status();
  fraction = modf(fraction * double(factor), &whole);
  sum->leftover += fraction;
  sum->microseconds = TRY(binary(thread, sum->microseconds, Value::integer(int64_t(whole)), BinaryOp::Add));
  return ok_status();
}

Value delta_new(Thread& thread, Value cls, Value days, Value seconds, Value us, Value milliseconds, Value minutes, Value hours, Value weeks) {
  constexpr int64_t kSecond = 1000000;
  // The usual case: small ints.
  const auto small = [](Value v) { return v.is_missing() || (v.is_int() && v.as_int() > -1000000000 && v.as_int() < 1000000000); };
  const auto number = [](Value v) { return v.is_missing() ? int64_t{0} : v.as_int(); };
  if (small(days) && small(seconds) && small(us) && small(milliseconds) && small(minutes) && small(hours) && small(weeks)) {
    Delta d;
    const int64_t all_days = number(days) + number(weeks) * 7;
    const int64_t all_seconds = number(seconds) + number(minutes) * 60 + number(hours) * 3600;
    if (modules_core::normalize_delta(all_days, all_seconds, number(us) + number(milliseconds) * 1000, d)) {
      return delta_of_type(thread, cls.as<Type>(), d);
    }
  }
  Sum sum;
  TRY(accumulate(thread, &sum, "microseconds", us, 1));
  TRY(accumulate(thread, &sum, "milliseconds", milliseconds, 1000));
  TRY(accumulate(thread, &sum, "seconds", seconds, kSecond));
  TRY(accumulate(thread, &sum, "minutes", minutes, 60 * kSecond));
  TRY(accumulate(thread, &sum, "hours", hours, 3600 * kSecond));
  TRY(accumulate(thread, &sum, "days", days, 86400 * kSecond));
  TRY(accumulate(thread, &sum, "weeks", weeks, 7 * 86400 * kSecond));
  if (sum.leftover != 0) {
    double whole = round(sum.leftover);
    if (fabs(whole - sum.leftover) == 0.5) {
      // Half a microsecond more or less: to the even sum.
      const int odd = integer_is_odd(sum.microseconds);
      whole = 2.0 * round((sum.leftover + odd) * 0.5) - odd;
    }
    sum.microseconds = TRY(binary(thread, sum.microseconds, Value::integer(int64_t(whole)), BinaryOp::Add));
  }
  return from_microseconds(thread, sum.microseconds, cls.as<Type>());
}

Value normalized(Thread& thread, int64_t days, int64_t seconds, int64_t us) {
  Delta d;
  int64_t total;
  if (!modules_core::normalize_delta(days, seconds, us, d, &total)) {
    return raise(thread, TypeId::OverflowError, "days=%ld; must have magnitude <= 999999999", total);
  }
  return new_delta(thread, d);
}
Value delta_add(Thread& thread, Value a, Value b) {
  if (!is_delta(a) || !is_delta(b)) return Value::not_implemented();
  const Delta x = delta_of(a), y = delta_of(b);
  return normalized(thread, int64_t{x.days} + y.days, int64_t{x.seconds} + y.seconds, int64_t{x.microseconds} + y.microseconds);
}
Value delta_subtract(Thread& thread, Value a, Value b) {
  if (!is_delta(a) || !is_delta(b)) return Value::not_implemented();
  const Delta x = delta_of(a), y = delta_of(b);
  return normalized(thread, int64_t{x.days} - y.days, int64_t{x.seconds} - y.seconds, int64_t{x.microseconds} - y.microseconds);
}
Value delta_rsubtract(Thread& thread, Value self, Value other) { return delta_subtract(thread, other, self); }
Value delta_negative(Thread& thread, Value self) {
  const Delta d = delta_of(self);
  return normalized(thread, -int64_t{d.days}, -int64_t{d.seconds}, -int64_t{d.microseconds});
}
Value delta_positive(Thread& thread, Value self) { return new_delta(thread, delta_of(self)); }
Value delta_absolute(Thread& thread, Value self) { return delta_of(self).days < 0 ? delta_negative(thread, self) : delta_positive(thread, self); }
bool delta_bool(Thread&, Value self) { return !(delta_of(self) == Delta{}); }

Value float_ratio(Thread& thread, Value f) {
  const Value ratio = TRY(call_method_with(thread, f, intern(thread.heap(), "as_integer_ratio")));
  if (!is_kind(ratio, Kind::Tuple)) {
    return raise(thread, TypeId::TypeError, "unexpected return type from as_integer_ratio(): expected tuple, got '%T'", ratio);
  }
  if (ratio.as<Tuple>()->length() != 2) return raise(thread, TypeId::ValueError, "as_integer_ratio() must return a 2-tuple");
  return ratio;
}

Value delta_multiply(Thread& thread, Value self, Value other) {
  const Value us = TRY(microseconds(thread, self));
  if (is_int_like(other)) return from_microseconds(thread, TRY(binary(thread, us, int_value_of(thread.heap(), other), BinaryOp::Multiply)));
  if (!is_float_like(other)) return Value::not_implemented();
  const Value ratio = TRY(float_ratio(thread, other));
  const Value product = TRY(binary(thread, us, ratio.as<Tuple>()->at(0), BinaryOp::Multiply));
  return from_microseconds(thread, TRY(divide_nearest(thread, product, ratio.as<Tuple>()->at(1))));
}
bool is_zero(Value integer) { return integer.is_int() && integer.as_int() == 0; }
Value delta_true_divide(Thread& thread, Value self, Value other) {
  const Value us = TRY(microseconds(thread, self));
  if (is_delta(other)) return binary(thread, us, TRY(microseconds(thread, other)), BinaryOp::TrueDivide);
  if (is_int_like(other)) {
    const Value n = int_value_of(thread.heap(), other);
    if (is_zero(n)) return raise(thread, TypeId::ZeroDivisionError, "integer division or modulo by zero");
    return from_microseconds(thread, TRY(divide_nearest(thread, us, n)));
  }
  if (!is_float_like(other)) return Value::not_implemented();
  const Value ratio = TRY(float_ratio(thread, other));
  if (is_zero(ratio.as<Tuple>()->at(0))) return raise(thread, TypeId::ZeroDivisionError, "integer division or modulo by zero");
  const Value product = TRY(binary(thread, us, ratio.as<Tuple>()->at(1), BinaryOp::Multiply));
  Value n = ratio.as<Tuple>()->at(0), m = product;
  if (integer_sign(n) < 0) {
    n = TRY(negative(thread, n));
    m = TRY(negative(thread, m));
  }
  return from_microseconds(thread, TRY(divide_nearest(thread, m, n)));
}
Value delta_floor_divide(Thread& thread, Value self, Value other) {
  const Value us = TRY(microseconds(thread, self));
  if (is_delta(other)) return binary(thread, us, TRY(microseconds(thread, other)), BinaryOp::FloorDivide);
  if (!is_int_like(other)) return Value::not_implemented();
  return from_microseconds(thread, TRY(binary(thread, us, int_value_of(thread.heap(), other), BinaryOp::FloorDivide)));
}
Value delta_remainder(Thread& thread, Value self, Value other) {
  if (!is_delta(self) || !is_delta(other)) return Value::not_implemented();
  return from_microseconds(thread, TRY(binary(thread, TRY(microseconds(thread, self)), TRY(microseconds(thread, other)), BinaryOp::Remainder)));
}
Value delta_divmod(Thread& thread, Value self, Value other) {
  if (!is_delta(self) || !is_delta(other)) return Value::not_implemented();
  const Value pair = TRY(binary(thread, TRY(microseconds(thread, self)), TRY(microseconds(thread, other)), BinaryOp::DivMod));
  const Value rest = TRY(from_microseconds(thread, pair.as<Tuple>()->at(1)));
  return Value(tuple_of(thread.heap(), pair.as<Tuple>()->at(0), rest));
}
// Another type on the left: only a timedelta would do.
template <Value (*operation)(Thread&, Value, Value)>
Value reflected(Thread& thread, Value self, Value other) { return is_delta(other) ? operation(thread, other, self) : Value::not_implemented(); }

template <Compare op>
Value delta_compare(Thread&, Value self, Value other) {
  if (!is_delta(other)) return Value::not_implemented();
  return ordered(op, compare_deltas(delta_of(self), delta_of(other)));
}
Value delta_hash(Thread& thread, Value self) { return hash_of_delta(thread, delta_of(self)); }

Value delta_repr(Thread& thread, DeltaObject* self) {
  StringBuilder arguments;
  bool first = true;
  auto add = [&](const char* what, int32_t n) {
    if (n == 0) return;
    char text[64];
    snprintf(text, sizeof text, "%s%s=%d", first ? "" : ", ", what, n);
    arguments.append_ascii(text);
    first = false;
  };
  add("days", self->days);
  add("seconds", self->seconds);
  add("microseconds", self->microseconds);
  if (first) arguments.append_ascii("0");
  return Value(format_string(thread, "%T(%U)", Value(self), arguments.finish(thread.heap())));
}
Value delta_str(Thread& thread, DeltaObject* self) {
  TextBuffer out;
  modules_core::append_delta(out, self->delta());
  return finish(thread, out);
}
Value delta_total_seconds(Thread& thread, Value self) {
  return binary(thread, TRY(microseconds(thread, self)), Value::integer(1000000), BinaryOp::TrueDivide);
}
Value delta_reduce(Thread& thread, DeltaObject* self) {
  Heap& heap = thread.heap();
  const Value state(tuple_of(heap, Value::integer(self->days), Value::integer(self->seconds), Value::integer(self->microseconds)));
  return Value(tuple_of(heap, Value(type_of(Value(self))), state));
}

const Method kMethods[] = {
    {"__new__(cls, days=<missing>, seconds=<missing>, microseconds=<missing>, milliseconds=<missing>, minutes=<missing>, hours=<missing>, weeks=<missing>)",
     delta_new, ""},
    {"__add__(self, value, /)", delta_add, ""},
    {"__radd__(self, value, /)", delta_add, ""},
    {"__sub__(self, value, /)", delta_subtract, ""},
    {"__rsub__(self, value, /)", delta_rsubtract, ""},
    {"__mul__(self, value, /)", delta_multiply, ""},
    {"__rmul__(self, value, /)", delta_multiply, ""},
    {"__truediv__(self, value, /)", delta_true_divide, ""},
    {"__rtruediv__(self, value, /)", reflected<delta_true_divide>, ""},
    {"__floordiv__(self, value, /)", delta_floor_divide, ""},
    {"__rfloordiv__(self, value, /)", reflected<delta_floor_divide>, ""},
    {"__mod__(self, value, /)", delta_remainder, ""},
    {"__rmod__(self, value, /)", reflected<delta_remainder>, ""},
    {"__divmod__(self, value, /)", delta_divmod, ""},
    {"__rdivmod__(self, value, /)", reflected<delta_divmod>, ""},
    {"__neg__(self, /)", delta_negative, ""},
    {"__pos__(self, /)", delta_positive, ""},
    {"__abs__(self, /)", delta_absolute, ""},
    {"__bool__(self, /)", delta_bool, ""},
    COMPARISONS(delta_compare),
    {"__hash__(self, /)", delta_hash, ""},
    {"__repr__(self, /)", delta_repr, ""},
    {"__str__(self, /)", delta_str, ""},
    {"total_seconds(self, /)", delta_total_seconds, "The whole duration in seconds, as a float."},
    {"__reduce__(self, /)", delta_reduce, ""},
};
const Member kMembers[] = {
    {"days", MemberType::Int, offsetof(DeltaObject, days), true, "Days; negative for negative durations."},
    {"seconds", MemberType::Int, offsetof(DeltaObject, seconds), true, "Seconds of the day: 0 to 86399."},
    {"microseconds", MemberType::Int, offsetof(DeltaObject, microseconds), true, "Microseconds: 0 to 999999."},
};
const TypeSpec kSpec = {.name = "datetime.timedelta",
                        .signature = "",
                        .doc = "A duration: the difference of two dates or times.",
                        .layout = &kLayout,
                        .kind = kind(PythonKind::Other),
                        .native_size = sizeof(DeltaObject),
                        .flags = kTypeSubclassable,
                        .methods = kMethods,
                        .members = kMembers};

}  // namespace

Value new_delta(Thread& thread, const Delta& delta) { return delta_of_type(thread, g_delta, delta); }

int compare_deltas(const Delta& a, const Delta& b) {
  if (a.days != b.days) return a.days < b.days ? -1 : 1;
  if (a.seconds != b.seconds) return a.seconds < b.seconds ? -1 : 1;
  if (a.microseconds != b.microseconds) return a.microseconds < b.microseconds ? -1 : 1;
  return 0;
}
Delta subtract(const Delta& a, const Delta& b) {
  Delta d;
  (void)modules_core::normalize_delta(int64_t{a.days} - b.days, int64_t{a.seconds} - b.seconds, int64_t{a.microseconds} - b.microseconds, d);
  return d;
}
Value hash_of_delta(Thread& thread, const Delta& d) {
  const Value state(tuple_of(thread.heap(), Value::integer(d.days), Value::integer(d.seconds), Value::integer(d.microseconds)));
  return integer_value(thread.heap(), int64_t(TRY(hash(thread, state))));
}

void define_delta(Thread& thread) { g_delta = define_type(thread, kSpec); }

}  // namespace taipan::python::datetime
