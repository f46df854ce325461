// vm/result.h -- failure as a value. A raised exception is kept by the Thread; functions only say that there is one.
//
//   Value      Value::raised()
//   T*         nullptr
//   bool-like  Result<bool>, Result<int64_t>, Result<double>, Result<Unit>: an explicit flag
//
// `TRY(expression)` yields the good value, or returns the failure from the enclosing function, whatever of these types
// it returns.
#pragma once

#include <utility>

#include "vm/value.h"

namespace taipan {

// What raising functions return: converts to every failing result.
struct Raised {
  operator Value() const { return Value::raised(); }  // NOLINT: implicit on purpose
  template <class T>
  operator T*() const {
    return nullptr;
  }
};

struct Unit {};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)), ok_(true) {}  // NOLINT: implicit on purpose
  Result(Raised) : value_(), ok_(false) {}                  // NOLINT: implicit on purpose
  bool ok() const { return ok_; }
  T& value() {
    VM_ASSERT(ok_, "value of a failed result");
    return value_;
  }

 private:
  T value_;
  bool ok_;
};

using Status = Result<Unit>;
inline Status ok_status() { return Unit{}; }

namespace detail {
inline bool failed(Value v) { return v.is_raised(); }
template <class T>
bool failed(T* p) {
  return p == nullptr;
}
template <class T>
bool failed(const Result<T>& r) {
  return !r.ok();
}
inline Value take(Value v) { return v; }
template <class T>
T* take(T* p) {
  return p;
}
template <class T>
T take(Result<T>& r) {
  return std::move(r.value());
}
}  // namespace detail

#define TRY(expression)                                                       \
  __extension__({                                                             \
    auto try_result_ = (expression);                                          \
    if (__builtin_expect(::taipan::detail::failed(try_result_), 0)) return ::taipan::Raised{}; \
    ::taipan::detail::take(try_result_);                                      \
  })

}  // namespace taipan
