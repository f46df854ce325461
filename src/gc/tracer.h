// gc/tracer.h -- how a layout or a root provider shows references to the collector.
//
// Room       Heap; included by whoever writes a trace function.
// In / out   visit...() of each reference. References may be null, must otherwise be the exact address of a live
//            object; only visit_conservative() takes words that may be anything.
// May touch  Nothing of the VM. What a visit does (mark, check, call back) is the business of gc/marker.cpp.
// Tests      tests/unit/gc/
#pragma once

#include <cstddef>
#include <cstdint>

#include "gc/heap_object.h"

namespace taipan {

class Tracer {
 public:
  Tracer(const Tracer&) = delete;
  Tracer& operator=(const Tracer&) = delete;

  // A reference to an object or a shape, or null.
  void visit(const HeapObject* object) {
    const uintptr_t offset = reinterpret_cast<uintptr_t>(object) - heap_base_;
    if (offset >= heap_bytes_) [[unlikely]] {
      visit_elsewhere(const_cast<HeapObject*>(object));
      return;
    }
    uint64_t& word = mark_words_[offset >> 9];
    const uint64_t bit = uint64_t{1} << ((offset >> 3) & 63);
    if ((word & bit) != 0) return;
    word |= bit;
    push(const_cast<HeapObject*>(object));
  }

  // A shape by its compressed reference, or 0.
  void visit_shape_ref(uint32_t shape_ref) { visit(reinterpret_cast<HeapObject*>(uintptr_t{shape_ref})); }

  // A NaN-boxed value: a reference only if is_heap_reference(bits).
  void visit_value(uint64_t bits) {
    if (is_heap_reference(bits)) visit(reinterpret_cast<HeapObject*>(bits));
  }

  void visit_values(const uint64_t* values, size_t count) {
    for (size_t i = 0; i < count; ++i)
      visit_value(values[i]);
  }

  // Any words: what looks like a pointer to or into an object keeps that object alive. Only for roots.
  void visit_conservative(const void* begin, const void* end);

  // Says what the roots that follow are (a literal): for root_path.h, which tells users what keeps an object alive.
  void set_source(const char* what) { source_ = what; }

 protected:
  Tracer() = default;
  ~Tracer() = default;

  void push(HeapObject* object) {
    __builtin_prefetch(object);
    if (mark_top_ == mark_limit_) [[unlikely]]
      grow_mark_stack();
    *mark_top_++ = object;
  }

  // Null, a shape, or any object when this tracer does not mark (then heap_bytes_ is 0).
  void visit_elsewhere(HeapObject* object);
  void grow_mark_stack();

  // Of a tracer that does not mark.
  void (*visitor_)(Tracer& tracer, HeapObject* object) = nullptr;
  void (*conservative_)(Tracer& tracer, const void* begin, const void* end) = nullptr;
  const char* source_ = "";

  uintptr_t heap_base_ = 0;
  uintptr_t heap_bytes_ = 0;
  uint64_t* mark_words_ = nullptr;  // one bit for each 8 bytes of the heap
  HeapObject** mark_top_ = nullptr;
  HeapObject** mark_limit_ = nullptr;
  HeapObject** mark_base_ = nullptr;
};

}  // namespace taipan
