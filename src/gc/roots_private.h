// gc/roots_private.h -- everything outside the heap that may refer into it.
//
// Room       Heap, inside only.
// Tests      tests/unit/gc/conservative_test.cpp, collection_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gc/hooks.h"
#include "gc/native_stack.h"

namespace taipan {

inline constexpr const char kNativeStackSource[] = "a word on a native stack";

class RootSet {
 public:
  void add(RootProvider* provider) { providers_.push_back(provider); }
  void remove(RootProvider* provider) { std::erase(providers_, provider); }
  void add_values(const uint64_t* values, size_t count) { ranges_.push_back({values, count}); }
  void remove_values(const uint64_t* values) {
    std::erase_if(ranges_, [values](const Range& range) { return range.values == values; });
  }

  void register_stack(NativeStack* stack);
  void unregister_stack(NativeStack* stack);
  void set_current(NativeStack* stack) { current_ = stack; }
  [[nodiscard]] NativeStack* current() const { return current_; }

  // Null: the calling thread's stack is scanned with its registers, from the caller's frame on; otherwise from here.
  void set_lowest(const void* address) { lowest_ = address; }

  // Shows all of them, the calling thread's frames included.
  void visit(Tracer& tracer);

 private:
  struct Range {
    const uint64_t* values;
    size_t count;
  };

  void visit_stack(Tracer& tracer, const NativeStack& stack);

  std::vector<RootProvider*> providers_;
  std::vector<Range> ranges_;
  NativeStack* stacks_ = nullptr;
  NativeStack* current_ = nullptr;
  const void* lowest_ = nullptr;
};

}  // namespace taipan
