// vm/string.cpp -- making strings, taking parts of them, comparing and hashing them.
//
// Room       vm. Concatenation is in string_concatenate.cpp, piecewise building in string_builder.cpp.
// Tests      tests/unit/vm/string_test.cpp
//
// Widths are canonical everywhere, so two strings of different widths are never equal, and the `or` of all characters
// tells the width as well as their maximum would: the limits 0x7F, 0xFF and 0xFFFF are all ones.
#include "vm/string.h"

#include <algorithm>

#include "base/codecs/utf8.h"
#include "base/siphash.h"
#include "base/text/ascii.h"
#include "vm/thread.h"
#include "vm/vm_private.h"
#include "vm/well_known_shapes.h"

namespace taipan {

SharedStrings g_shared_strings;

namespace {

// Sizes up to this are allocated without asking whether they fit the heap.
constexpr size_t kSmallBytes = 4096;
constexpr int64_t kMaximumLength = int64_t{1} << 60;

uint8_t flags_for(uint32_t max_character) {
  if (max_character < 0x80) return String::kAscii;
  if (max_character < 0x100) return 0;
  return max_character < 0x10000 ? String::kWidth2 : String::kWidth4;
}

template <class CharT>
uint32_t or_of(const CharT* characters, int64_t length) {
  uint32_t bits = 0;
  for (int64_t i = 0; i < length; ++i)
    bits |= characters[i];
  return bits;
}

uint32_t or_of(const uint8_t* characters, int64_t length) {
  return text::is_ascii(characters, size_t(length)) ? 0x7F : 0xFF;
}

// A string of these characters, in the width that `bits`, the or of all, calls for.
template <class CharT>
String* make_string(Heap& heap, const CharT* characters, int64_t length, uint32_t bits) {
  if (length == 0) return g_shared_strings.empty;
  if (length == 1) return string_from_character(heap, characters[0]);
  String* s = allocate_flat_string(heap, length, bits);
  if (s == nullptr) return nullptr;
  switch (s->width_log2()) {
    case 0:
      text::copy_chars(static_cast<uint8_t*>(s->mutable_data()), characters, size_t(length));
      break;
    case 1:
      text::copy_chars(static_cast<uint16_t*>(s->mutable_data()), characters, size_t(length));
      break;
    default:
      text::copy_chars(static_cast<uint32_t*>(s->mutable_data()), characters, size_t(length));
      break;
  }
  return s;
}

template <class A, class B>
int compare_characters(const A* a, int64_t a_length, const B* b, int64_t b_length) {
  const int64_t common = std::min(a_length, b_length);
  if constexpr (sizeof(A) == 1 && sizeof(B) == 1) {
    if (const int order = memcmp(a, b, size_t(common)); order != 0) return order < 0 ? -1 : 1;
  } else {
    for (int64_t i = 0; i < common; ++i) {
      if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    }
  }
  return a_length == b_length ? 0 : a_length < b_length ? -1 : 1;
}

}  // namespace

String* allocate_flat_string(Heap& heap, int64_t length, uint32_t max_character) {
  VM_ASSERT(length >= 0, "a string has no negative length");
  if (length > kMaximumLength) return nullptr;
  const uint8_t flags = flags_for(max_character);
  const size_t bytes = String::kHeaderBytes + (size_t(length) << (flags & String::kWidthMask));
  Shape* shape = well_known_shape(WellKnownShape::String);
  auto* s = static_cast<String*>(bytes <= kSmallBytes ? heap.allocate(shape, bytes) : heap.try_allocate(shape, bytes));
  if (s == nullptr) return nullptr;
  s->flags = flags;
  s->length_ = length;
  return s;
}

String* new_string(Heap& heap, int64_t length, uint32_t max_character) {
  return length == 0 ? g_shared_strings.empty : allocate_flat_string(heap, length, max_character);
}

String* empty_string() {
  return g_shared_strings.empty;
}

void create_shared_strings(Heap& heap) {
  g_shared_strings.empty = allocate_flat_string(heap, 0, 0);
  for (uint32_t c = 0; c < 256; ++c) {
    String* s = allocate_flat_string(heap, 1, c);
    *static_cast<uint8_t*>(s->mutable_data()) = uint8_t(c);
    g_shared_strings.latin1[c] = s;
    intern(heap, s);
  }
  intern(heap, g_shared_strings.empty);
}

String* string_from_character(Heap& heap, uint32_t character) {
  if (character < 256) return g_shared_strings.latin1[character];
  String* s = allocate_flat_string(heap, 1, character);
  if (s->width_log2() == 1) {
    *static_cast<uint16_t*>(s->mutable_data()) = uint16_t(character);
  } else {
    *static_cast<uint32_t*>(s->mutable_data()) = character;
  }
  return s;
}

String* string_from_latin1(Heap& heap, std::string_view bytes) {
  const auto* characters = reinterpret_cast<const uint8_t*>(bytes.data());
  const auto length = int64_t(bytes.size());
  return make_string(heap, characters, length, or_of(characters, length));
}

String* string_from_utf8(Heap& heap, std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const size_t ascii = text::ascii_prefix_length(bytes, text.size());
  if (ascii == text.size()) return make_string(heap, bytes, int64_t(ascii), 0x7F);

  // What leading bytes say is enough for the width: C2 and C3 begin the characters up to U+00FF.
  int64_t length = int64_t(ascii);
  uint8_t largest = 0;
  for (size_t i = ascii; i < text.size(); ++i) {
    length += (bytes[i] & 0xC0) != 0x80;
    largest = std::max(largest, bytes[i]);
  }
  const uint32_t maximum = largest <= 0xC3 ? 0xFF : largest < 0xF0 ? 0xFFFF : 0x10FFFF;
  if (length == 1) {
    uint32_t character;
    codecs::decode_utf8_into({bytes, text.size()}, reinterpret_cast<char32_t*>(&character));
    return string_from_character(heap, character);
  }
  String* s = allocate_flat_string(heap, length, maximum);
  if (s == nullptr) return nullptr;
  switch (s->width_log2()) {
    case 0:
      codecs::decode_utf8_into({bytes, text.size()}, static_cast<uint8_t*>(s->mutable_data()));
      break;
    case 1:
      codecs::decode_utf8_into({bytes, text.size()}, static_cast<char16_t*>(s->mutable_data()));
      break;
    default:
      codecs::decode_utf8_into({bytes, text.size()}, static_cast<char32_t*>(s->mutable_data()));
      break;
  }
  return s;
}

String* string_from_code_points(Heap& heap, const uint32_t* characters, int64_t length) {
  return make_string(heap, characters, length, or_of(characters, length));
}

String* string_from_ucs2(Heap& heap, const uint16_t* characters, int64_t length) {
  return make_string(heap, characters, length, or_of(characters, length));
}

String* string_from_text(Heap& heap, text::TextView text) {
  const auto length = int64_t(text.length);
  switch (text.width) {
    case text::CharWidth::One:
      return make_string(heap, text.chars1(), length, or_of(text.chars1(), length));
    case text::CharWidth::Two:
      return make_string(heap, text.chars2(), length, or_of(text.chars2(), length));
    default:
      return make_string(heap, text.chars4(), length, or_of(text.chars4(), length));
  }
}

String* substring(Heap& heap, String* s, int64_t start, int64_t length) {
  VM_ASSERT(start >= 0 && length >= 0 && start <= s->length() && length <= s->length() - start,
            "the range lies inside the string");
  if (length == s->length() && is_exact_string(s)) return s;
  return with_characters(s, [&](const auto* characters, int64_t) {
    const auto* part = characters + start;
    return make_string(heap, part, length, s->is_ascii() ? 0x7F : or_of(part, length));
  });
}

bool equal_slow(const String* a, const String* b) {
  if (a->hash_ != b->hash_ && a->hash_ != 0 && b->hash_ != 0) return false;
  if ((a->flags & b->flags & String::kInterned) != 0) return a == b;
  return memcmp(a->data(), b->data(), size_t(a->length_) << a->width_log2()) == 0;
}

int compare(const String* a, const String* b) {
  if (a == b) return 0;
  return with_characters(a, [b](const auto* a_characters, int64_t a_length) {
    return with_characters(b, [=](const auto* b_characters, int64_t b_length) {
      return compare_characters(a_characters, a_length, b_characters, b_length);
    });
  });
}

uint64_t hash_bytes(const void* data, size_t size) {
  const uint64_t* key = vm().hash_key;
  return uint64_t(hash_bytes(SipKey{key[0], key[1]}, data, size));
}

uint64_t hash_slow(String* s) {
  uint64_t h = hash_bytes(s->data(), size_t(s->length_) << s->width_log2());
  if (h == 0 && s->length_ != 0) h = 1;  // 0 means 'not computed yet'
  s->hash_ = h;
  return h;
}

void append_utf8(ByteBuilder& out, const String* s) {
  if (s->is_ascii()) return out.append(s->bytes());
  const text::TextView text = view_of(s);
  const size_t size = codecs::utf8_size(text).bytes;
  codecs::encode_utf8_into(text, out.extend(size));
}

}  // namespace taipan
