// vm/string_concatenate.cpp -- joining two strings, so that building a long one by `s += x` takes linear time.
//
// Room       vm.
// In / out   concatenate().
// Tests      tests/unit/vm/string_concatenate_test.cpp
//
// A short result is a flat copy. A longer one is a copy, too, the first times; when its left operand is itself the
// result of kPatience concatenations, somebody is building a string, and the result becomes a prefix of a buffer with
// room behind:
//
//   s0 [ length 300 ] --.
//   s1 [ length 310 ] --+-->  buffer [ capacity 465 | used 320 | 320 characters ... | room ]
//   s2 [ length 320 ] --'
//
// s2 + x goes on in the buffer, because s2 ends where the used part ends. s1 + y does not, and copies. Prefixes never
// see what is written behind them.
#include <algorithm>

#include "vm/string.h"
#include "vm/vm_private.h"
#include "vm/well_known_shapes.h"

namespace taipan {

namespace {

constexpr size_t kBufferBytes = 256;  // shorter results are flat
constexpr uint16_t kPatience = 3;     // concatenations before a buffer is made
constexpr int64_t kMaximumLength = int64_t{1} << 60;

// Writes the characters of `s` to `to`, in units of 1 << width_log2 bytes, which are at least as wide as those of `s`.
void copy_widened(void* to, int width_log2, const String* s) {
  with_characters(s, [=](const auto* characters, int64_t length) {
    switch (width_log2) {
      case 0:
        text::copy_chars(static_cast<uint8_t*>(to), characters, size_t(length));
        break;
      case 1:
        text::copy_chars(static_cast<uint16_t*>(to), characters, size_t(length));
        break;
      default:
        text::copy_chars(static_cast<uint32_t*>(to), characters, size_t(length));
        break;
    }
  });
}

void* advance(void* start, int64_t characters, int width_log2) {
  return static_cast<char*>(start) + (characters << width_log2);
}

String* exact(Heap& heap, String* s) {
  return substring(heap, s, 0, s->length());
}

// Whether `s` may be continued in its buffer: nothing has been appended behind it.
bool ends_buffer(const String* s) {
  return (s->flags & String::kBuffered) != 0 && s->buffer_->used == size_t(s->length_) << s->width_log2();
}

String* new_buffered(Heap& heap, StringBuffer* buffer, int64_t length, uint8_t flags) {
  auto* s = heap.allocate_as<String>(well_known_shape(WellKnownShape::String), sizeof(String));
  s->length_ = length;
  s->buffer_ = buffer;
  s->aux = kPatience;
  s->flags = uint8_t(flags | String::kBuffered);
  return s;
}

// `used` bytes of room, and half as much again; null when the heap cannot hold it.
StringBuffer* new_buffer(Heap& heap, size_t used) {
  const size_t capacity = (used + used / 2 + 7) & ~size_t{7};
  auto* buffer = static_cast<StringBuffer*>(
      heap.try_allocate(well_known_shape(WellKnownShape::StringBuffer), sizeof(StringBuffer) + capacity));
  if (buffer != nullptr) buffer->capacity = capacity;
  return buffer;
}

}  // namespace

String* concatenate(Heap& heap, String* a, String* b) {
  if (b->length_ == 0) return exact(heap, a);
  if (a->length_ == 0) return exact(heap, b);
  if (a->length_ > kMaximumLength - b->length_) return nullptr;
  const int64_t length = a->length_ + b->length_;
  const int width_log2 = std::max(a->width_log2(), b->width_log2());
  const size_t bytes = size_t(length) << width_log2;

  if (bytes >= kBufferBytes) {
    const auto flags = uint8_t(width_log2 | (a->flags & b->flags & String::kAscii));
    const bool continues = ends_buffer(a) && a->width_log2() == width_log2;
    if (continues && bytes <= a->buffer_->capacity) {
      String* s = new_buffered(heap, a->buffer_, length, flags);
      copy_widened(advance(s->buffer_->bytes(), a->length_, width_log2), width_log2, b);
      s->buffer_->used = bytes;
      return s;
    }
    if (ends_buffer(a) || ((a->flags & String::kBuffered) == 0 && a->aux >= kPatience)) {
      if (StringBuffer* buffer = new_buffer(heap, bytes)) {
        copy_widened(buffer->bytes(), width_log2, a);
        copy_widened(advance(buffer->bytes(), a->length_, width_log2), width_log2, b);
        buffer->used = bytes;
        return new_buffered(heap, buffer, length, flags);
      }
    }
  }

  const uint32_t maximum = width_log2 == 2                               ? 0x10FFFF
                           : width_log2 == 1                             ? 0xFFFF
                           : (a->flags & b->flags & String::kAscii) != 0 ? 0x7F
                                                                         : 0xFF;
  String* s = allocate_flat_string(heap, length, maximum);
  if (s == nullptr) return nullptr;
  copy_widened(s->mutable_data(), width_log2, a);
  copy_widened(advance(s->mutable_data(), a->length_, width_log2), width_log2, b);
  s->aux = (a->flags & String::kBuffered) != 0 ? 1 : uint16_t(std::min<int>(a->aux + 1, kPatience));
  return s;
}

}  // namespace taipan
