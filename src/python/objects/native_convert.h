// python/objects/native_convert.h -- conversions between values and the parameters of native functions. See native.h.
#pragma once

#include <tuple>
#include <type_traits>
#include <utility>

#include "python/objects/native.h"
#include "vm/containers.h"

namespace taipan::python {

// Which Python type a C++ struct is; specialised beside each struct: `template <> struct NativeTypeOf<List> { ... }`.
// `check` accepts instances of subclasses; `expected` is the name for "must be X, not Y".
template <class T>
struct NativeTypeOf;

#define NATIVE_TYPE(Struct, condition, name)                         \
  template <>                                                        \
  struct NativeTypeOf<Struct> {                                      \
    static bool check([[maybe_unused]] Value v) { return condition; } \
    static constexpr const char* expected = name;                    \
  };

NATIVE_TYPE(HeapObject, v.is_object(), "object")
NATIVE_TYPE(String, is_kind(v, Kind::String), "str")
NATIVE_TYPE(Bytes, is_kind(v, Kind::Bytes), "bytes")
NATIVE_TYPE(Tuple, is_kind(v, Kind::Tuple), "tuple")
NATIVE_TYPE(List, is_kind(v, Kind::List), "list")
NATIVE_TYPE(Dict, is_kind(v, Kind::Dict), "dict")
NATIVE_TYPE(Cell, is_kind(v, Kind::Cell), "cell")

namespace detail {

// The argument's failure texts live out of line.
Raised bad_argument(Thread& thread, Native* native, int index, const char* expected, Value given);
Result<int64_t> argument_to_int64(Thread& thread, Value value);
Result<int> argument_to_int(Thread& thread, Value value);
Result<double> argument_to_double(Thread& thread, Value value);
Result<bool> argument_to_bool(Thread& thread, Value value);
Value int64_result(Thread& thread, int64_t i);
Keywords keywords_from(Value packed);
Arguments arguments_from(Value packed);

template <class T>
struct Convert {
  static_assert(std::is_pointer_v<T>, "no conversion for this parameter type");
  static T from(Thread& thread, Value v, Native* native, int index) {
    using Struct = std::remove_cv_t<std::remove_pointer_t<T>>;
    if (NativeTypeOf<Struct>::check(v)) [[likely]] return v.template as<Struct>();
    return bad_argument(thread, native, index, NativeTypeOf<Struct>::expected, v);
  }
};
template <>
struct Convert<Value> {
  static Result<Value> from(Thread&, Value v, Native*, int) { return v; }
};
template <>
struct Convert<int64_t> {
  static Result<int64_t> from(Thread& t, Value v, Native*, int) {
    if (v.is_int()) [[likely]] return v.as_int();
    return argument_to_int64(t, v);
  }
};
template <>
struct Convert<int> {
  static Result<int> from(Thread& t, Value v, Native*, int) { return argument_to_int(t, v); }
};
template <>
struct Convert<double> {
  static Result<double> from(Thread& t, Value v, Native*, int) {
    if (v.is_double()) [[likely]] return v.as_double();
    return argument_to_double(t, v);
  }
};
template <>
struct Convert<bool> {
  static Result<bool> from(Thread& t, Value v, Native*, int) {
    if (v.is_bool()) [[likely]] return v.as_bool();
    return argument_to_bool(t, v);
  }
};
template <>
struct Convert<Arguments> {  // the binder passes a pointer to the span as an integer-tagged word
  static Result<Arguments> from(Thread&, Value v, Native*, int) { return arguments_from(v); }
};
template <>
struct Convert<Keywords> {
  static Result<Keywords> from(Thread&, Value v, Native*, int) { return keywords_from(v); }
};
template <class T>
struct Convert<Optional<T>> {
  static Result<Optional<T>> from(Thread& t, Value v, Native* n, int i) {
    if (v.is_none() || v.is_missing()) return Optional<T>{};
    auto converted = Convert<T>::from(t, v, n, i);
    if (taipan::detail::failed(converted)) return Raised{};
    return Optional<T>{taipan::detail::take(converted), true};
  }
};

// A function that made its result from a null pointer has raised.
inline Value to_value(Thread&, Value v) { return v.is_unbound() ? Value::raised() : v; }
inline Value to_value(Thread&, bool b) { return Value::boolean(b); }
inline Value to_value(Thread& t, int64_t i) { return Value::fits_int(i) ? Value::integer(i) : int64_result(t, i); }
inline Value to_value(Thread&, int i) { return Value::integer(i); }
inline Value to_value(Thread&, double d) { return Value::number(d); }
inline Value to_value(Thread&, Unit) { return Value::none(); }
inline Value to_value(Thread&, Raised) { return Value::raised(); }
template <class T>
Value to_value(Thread&, T* object) {
  return object ? Value(static_cast<const HeapObject*>(object)) : Value::raised();
}
template <class T>
Value to_value(Thread& t, Result<T> result) {
  return result.ok() ? to_value(t, result.value()) : Value::raised();
}

template <class R, class... A>
struct Invoke {
  static Value call(Thread& thread, NativeFunction function, const Value* arguments, Native* native) {
    return call_indexed(thread, function, arguments, native, std::index_sequence_for<A...>{});
  }

 private:
  template <size_t... I>
  static Value call_indexed(Thread& thread, NativeFunction function, [[maybe_unused]] const Value* arguments,
                            [[maybe_unused]] Native* native, std::index_sequence<I...>) {
    [[maybe_unused]] bool ok = true;
    // Braced initialisation converts left to right, so the first bad argument is the one reported.
    auto converted = std::tuple{convert<A>(thread, arguments[I], native, int(I), ok)...};
    if (!ok) return Value::raised();
    auto* f = reinterpret_cast<R (*)(Thread&, A...)>(function);
    return to_value(thread, f(thread, std::get<I>(converted)...));
  }
  template <class T>
  static std::remove_cv_t<T> convert(Thread& thread, Value v, Native* native, int index, bool& ok) {
    if (!ok) return {};
    auto result = Convert<std::remove_cv_t<T>>::from(thread, v, native, index);
    if (taipan::detail::failed(result)) {
      ok = false;
      return {};
    }
    return taipan::detail::take(result);
  }
};

}  // namespace detail
}  // namespace taipan::python
