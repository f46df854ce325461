// base/function_ref.h -- a callable passed down by reference: two words, no allocation, no <functional>.
//
// Room       Base.
// Contract   A FunctionRef does not own what it calls: use it as a parameter, never keep it.
// Tests      tests/unit/base/function_ref_test.cpp
#pragma once

#include <type_traits>
#include <utility>

namespace taipan {

template <class Signature>
class FunctionRef;

template <class Result, class... Arguments>
class FunctionRef<Result(Arguments...)> {
 public:
  template <class Callable>
  requires(!std::is_same_v<std::remove_cvref_t<Callable>, FunctionRef> &&
           std::is_invocable_r_v<Result, Callable&, Arguments...>)
      FunctionRef(Callable&& callable)  // NOLINT: implicit on purpose
      : callable_(const_cast<void*>(static_cast<const void*>(&callable))),
        call_([](void* target, Arguments... arguments) -> Result {
          return (*static_cast<std::remove_reference_t<Callable>*>(target))(std::forward<Arguments>(arguments)...);
        }) {}

  Result operator()(Arguments... arguments) const { return call_(callable_, std::forward<Arguments>(arguments)...); }

 private:
  void* callable_;
  Result (*call_)(void*, Arguments...);
};

}  // namespace taipan
