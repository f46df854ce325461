// vm/string_builder.cpp -- strings and byte strings that grow piece by piece, in malloc'd memory.
//
// Room       vm.
// Tests      tests/unit/vm/string_builder_test.cpp
#include <algorithm>
#include <cstdlib>

#include "base/bits.h"
#include "base/codecs/utf8.h"
#include "base/text/ascii.h"
#include "vm/string.h"
#include "vm/vm_private.h"

namespace taipan {

namespace {

constexpr int64_t kFirstCapacity = 64;

int width_log2_for(uint32_t bits) {
  return bits < 0x100 ? 0 : bits < 0x10000 ? 1 : 2;
}

template <class From>
void copy_to(uint8_t* to, int width_log2, int64_t position, const From* from, int64_t count) {
  switch (width_log2) {
    case 0:
      text::copy_chars(to + position, from, size_t(count));
      break;
    case 1:
      text::copy_chars(reinterpret_cast<uint16_t*>(to) + position, from, size_t(count));
      break;
    default:
      text::copy_chars(reinterpret_cast<uint32_t*>(to) + position, from, size_t(count));
      break;
  }
}

}  // namespace

StringBuilder::~StringBuilder() {
  std::free(data_);
}

bool StringBuilder::reserve(int64_t more, uint32_t max_character) {
  const int width_log2 = std::max(width_log2_, width_log2_for(max_character));
  if (failed_ || more > (int64_t{1} << 60) - length_) {
    failed_ = true;
    return false;
  }
  const int64_t needed = length_ + more;
  if (width_log2 == width_log2_ && needed <= capacity_) return true;
  const int64_t capacity =
      needed <= capacity_ ? capacity_ : std::max({needed, capacity_ + capacity_ / 2, kFirstCapacity});
  const size_t bytes = size_t(capacity) << width_log2;
  if (width_log2 == width_log2_) {
    auto* grown = static_cast<uint8_t*>(std::realloc(data_, bytes));
    if (grown == nullptr) failed_ = true;
    if (failed_) return false;
    data_ = grown;
  } else {
    auto* wider = static_cast<uint8_t*>(std::malloc(bytes));
    if (wider == nullptr) failed_ = true;
    if (failed_) return false;
    if (width_log2_ == 0) copy_to(wider, width_log2, 0, data_, length_);
    if (width_log2_ == 1) copy_to(wider, width_log2, 0, reinterpret_cast<uint16_t*>(data_), length_);
    std::free(data_);
    data_ = wider;
    width_log2_ = width_log2;
  }
  capacity_ = capacity;
  return true;
}

void StringBuilder::append_slow(uint32_t character) {
  if (!reserve(1, character)) return;
  or_ |= character;
  copy_to(data_, width_log2_, length_++, &character, 1);
}

template <class CharT>
void StringBuilder::append_characters(const CharT* characters, int64_t count, uint32_t or_of_all) {
  if (!reserve(count, or_of_all)) return;
  or_ |= or_of_all;
  copy_to(data_, width_log2_, length_, characters, count);
  length_ += count;
}

void StringBuilder::append(const String* s) {
  static constexpr uint32_t kAllBits[] = {0xFF, 0xFFFF, 0x1F'FFFF};
  const uint32_t bits = s->is_ascii() ? 0x7F : kAllBits[s->width_log2()];
  with_characters(s, [&](const auto* characters, int64_t length) { append_characters(characters, length, bits); });
}

void StringBuilder::append(const String* s, int64_t start, int64_t length) {
  VM_ASSERT(start >= 0 && length >= 0 && start <= s->length() && length <= s->length() - start,
            "the range lies inside the string");
  if (length == s->length()) return append(s);
  with_characters(s, [&](const auto* characters, int64_t) {
    uint32_t bits = 0;
    for (int64_t i = start; i < start + length; ++i)
      bits |= characters[i];
    append_characters(characters + start, length, bits);
  });
}

void StringBuilder::append_ascii(std::string_view text) {
  append_characters(reinterpret_cast<const uint8_t*>(text.data()), int64_t(text.size()), 0);
}

void StringBuilder::append_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  size_t position = 0;
  while (position < text.size()) {
    const size_t ascii = text::ascii_prefix_length(bytes + position, text.size() - position);
    append_ascii(text.substr(position, ascii));
    position += ascii;
    if (position == text.size()) break;
    const uint8_t lead = bytes[position];
    const size_t count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t character;
    codecs::decode_utf8_into({bytes + position, count}, &character);
    append(character);
    position += count;
  }
}

void StringBuilder::append_repeated(uint32_t character, int64_t count) {
  if (count <= 0 || !reserve(count, character)) return;
  or_ |= character;
  switch (width_log2_) {
    case 0:
      memset(data_ + length_, int(character), size_t(count));
      break;
    case 1:
      std::fill_n(reinterpret_cast<uint16_t*>(data_) + length_, count, uint16_t(character));
      break;
    default:
      std::fill_n(reinterpret_cast<uint32_t*>(data_) + length_, count, character);
      break;
  }
  length_ += count;
}

String* StringBuilder::finish(Heap& heap) {
  const text::TextView text{data_, size_t(length_), static_cast<text::CharWidth>(1 << width_log2_)};
  String* result = nullptr;
  if (!failed_) {
    if (!exact_ || length_ <= 1 || width_log2_ != width_log2_for(or_)) {
      result = string_from_text(heap, text);
    } else if ((result = allocate_flat_string(heap, length_, or_)) != nullptr) {
      memcpy(result->mutable_data(), data_, size_t(length_) << width_log2_);
    }
  }
  length_ = 0;
  or_ = 0;
  exact_ = true;
  failed_ = false;
  return result;
}

ByteBuilder::~ByteBuilder() {
  std::free(data_);
}

void ByteBuilder::reserve(size_t more) {
  if (capacity_ - size_ >= more) return;
  const size_t capacity = std::max({size_ + more, capacity_ + capacity_ / 2, size_t{64}});
  auto* grown = static_cast<uint8_t*>(std::realloc(data_, capacity));
  VM_CHECK(grown != nullptr, "memory for a byte buffer");
  data_ = grown;
  capacity_ = capacity;
}

}  // namespace taipan
