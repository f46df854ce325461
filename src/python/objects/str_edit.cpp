// python/objects/str_edit.cpp -- texts with something cut off, replaced or added around: strip, replace, padding, tabs.
//
// Room       python/objects.
// Tests      tests/python/core/strings/, CPython's test_unicode
#include "base/numbers/scratch_buffer.h"
#include "base/text/lines.h"
#include "base/text/search.h"
#include "python/objects/str_private.h"

namespace taipan::python {

namespace {

enum class Side : uint8_t { Left = 1, Right = 2, Both = 3 };
constexpr bool has(Side sides, Side one) { return (uint8_t(sides) & uint8_t(one)) != 0; }

// A set of characters: a bitmap of the latin-1 ones, a search among the others.
class CharacterSet {
 public:
  explicit CharacterSet(const String* characters) : wide_(text_of(characters)) {
    with_characters(characters, [&](const auto* chars, int64_t length) {
      for (int64_t i = 0; i < length; i++) {
        if (chars[i] < 256) latin1_[chars[i] >> 6] |= uint64_t{1} << (chars[i] & 63);
      }
    });
  }
  bool contains(uint32_t c) const {
    if (c < 256) return (latin1_[c >> 6] >> (c & 63)) & 1;
    return wide_.width != text::CharWidth::One && text::find_char(wide_, c) != text::kNotFound;
  }

 private:
  uint64_t latin1_[4] = {};
  TextView wide_;
};

String* strip(Thread& thread, String* self, Value characters, Side sides, const char* function) {
  const TextView text = text_of(self);
  size_t start = 0, end = text.length;
  if (characters.is_none() || characters.is_missing()) {
    if (has(sides, Side::Left)) start = text::skip_spaces(text, 0, text::Separators::Unicode);
    if (has(sides, Side::Right) && start < end) end = text::skip_spaces_before(text, end, text::Separators::Unicode);
  } else {
    const String* chosen = as_string(characters);
    if (!chosen) return raise(thread, TypeId::TypeError, "%s arg must be None or str", function);
    const CharacterSet set(chosen);
    with_characters(self, [&](const auto* chars, int64_t) {
      if (has(sides, Side::Left)) {
        while (start < end && set.contains(chars[start])) start++;
      }
      if (has(sides, Side::Right)) {
        while (end > start && set.contains(chars[end - 1])) end--;
      }
    });
  }
  return slice_of(thread, self, int64_t(start), int64_t(end - start));
}

Result<uint32_t> fill_character(Thread& thread, Value fill) {
  const String* s = as_string(fill);
  if (!s) return raise(thread, TypeId::TypeError, "The fill character must be a unicode character, not %T", fill);
  if (s->length() != 1) return raise(thread, TypeId::TypeError, "The fill character must be exactly one character long");
  return s->at(0);
}

void fill_text(String* to, int64_t at, uint32_t character, int64_t count) {
  switch (to->width_log2()) {
    case 0: memset(static_cast<uint8_t*>(to->mutable_data()) + at, int(character), size_t(count)); break;
    case 1: std::fill_n(static_cast<uint16_t*>(to->mutable_data()) + at, count, uint16_t(character)); break;
    default: std::fill_n(static_cast<uint32_t*>(to->mutable_data()) + at, count, character); break;
  }
}

// `left` and `right` times the character around the text.
String* pad(Thread& thread, String* self, int64_t left, int64_t right, uint32_t character) {
  if (left <= 0 && right <= 0) return exact_text(thread, self);
  if (left > INT64_MAX - self->length() || right > INT64_MAX - self->length() - left) {
    return raise(thread, TypeId::OverflowError, "padded string is too long");
  }
  const int64_t length = self->length();
  String* result = TRY(checked(thread, new_string(thread.heap(), left + length + right, maximum_of(self) | character)));
  fill_text(result, 0, character, left);
  write_text(result, left, self, 0, length);
  fill_text(result, left + length, character, right);
  return result;
}

using Positions = numbers::ScratchBuffer<size_t, 64>;

// The new text between all characters, and at both ends.
String* interleave(Thread& thread, String* self, String* replacement, int64_t count) {
  const int64_t places = count > self->length() ? self->length() + 1 : count;
  int64_t length;
  if (__builtin_mul_overflow(places, replacement->length(), &length) ||
      __builtin_add_overflow(length, self->length(), &length)) {
    return raise(thread, TypeId::OverflowError, "replace string is too long");
  }
  String* result = TRY(checked(thread, new_string(thread.heap(), length, maximum_of(self) | maximum_of(replacement))));
  if (length == 0) return result;
  int64_t at = 0;
  for (int64_t i = 0; i < places; i++) {
    write_text(result, at, replacement, 0, replacement->length());
    at += replacement->length();
    if (i < self->length()) write_text(result, at++, self, i, 1);
  }
  if (places < self->length()) write_text(result, at, self, places, self->length() - places);
  return result;
}

// One ASCII character for another, everywhere; the first stands at `first`.
String* replace_character(Thread& thread, String* self, size_t first, uint8_t old, uint8_t replacement) {
  String* result = TRY(checked(thread, new_string(thread.heap(), self->length(), 0x7F)));
  auto* to = static_cast<uint8_t*>(result->mutable_data());
  const auto* from = self->data1();
  const auto length = size_t(self->length());
  memcpy(to, from, first);
  for (size_t i = first; i < length; i++) to[i] = from[i] == old ? replacement : from[i];
  return result;
}

String* replace_same_length(Thread& thread, String* self, const Positions& places, String* replacement) {
  String* result = TRY(checked(thread, new_string(thread.heap(), self->length(), 0x7F)));
  auto* to = static_cast<char*>(result->mutable_data());
  memcpy(to, self->data(), size_t(self->length()));
  for (size_t place : places) memcpy(to + place, replacement->data(), size_t(replacement->length()));
  return result;
}

}  // namespace

String* str_strip(Thread& thread, String* self, Value characters) { return strip(thread, self, characters, Side::Both, "strip"); }
String* str_lstrip(Thread& thread, String* self, Value characters) { return strip(thread, self, characters, Side::Left, "lstrip"); }
String* str_rstrip(Thread& thread, String* self, Value characters) { return strip(thread, self, characters, Side::Right, "rstrip"); }

String* str_replace(Thread& thread, String* self, String* old, String* replacement, int64_t count) {
  if (count < 0) count = INT64_MAX;
  if (count == 0 || old->length() > self->length() || equal(old, replacement)) return exact_text(thread, self);
  if (old->length() == 0) {
    if (replacement->length() == 0) return exact_text(thread, self);
    return interleave(thread, self, replacement, count);
  }
  const TextView text = text_of(self);
  Positions places;
  if (old->length() == 1) {
    const char32_t c = old->at(0);
    const size_t first = text::find_char(text, c);
    if (first == text::kNotFound) return exact_text(thread, self);
    if (self->is_ascii() && replacement->is_ascii() && replacement->length() == 1 && count >= self->length()) {
      return replace_character(thread, self, first, uint8_t(c), uint8_t(replacement->at(0)));
    }
    for (size_t from = first; int64_t(places.size()) < count;) {
      const size_t found = text::find_char(text, c, from);
      if (found == text::kNotFound) break;
      places.push_back(found);
      from = found + 1;
    }
  } else {
    const text::Searcher searcher(text_of(old), text.width);
    for (size_t from = 0; int64_t(places.size()) < count;) {
      const size_t found = searcher.find(text, from);
      if (found == text::kNotFound) break;
      places.push_back(found);
      from = found + size_t(old->length());
    }
  }
  if (places.empty()) return exact_text(thread, self);
  const bool ascii = self->is_ascii() && replacement->is_ascii();
  if (ascii && old->length() == replacement->length()) return replace_same_length(thread, self, places, replacement);

  int64_t length;
  if (__builtin_mul_overflow(int64_t(places.size()), replacement->length() - old->length(), &length) ||
      __builtin_add_overflow(length, self->length(), &length)) {
    return raise(thread, TypeId::OverflowError, "replace string is too long");
  }
  const auto old_length = size_t(old->length());
  if (ascii) {
    String* result = TRY(checked(thread, new_string(thread.heap(), length, 0x7F)));
    if (length == 0) return result;
    auto* to = static_cast<uint8_t*>(result->mutable_data());
    const auto* from = self->data1();
    size_t done = 0;
    for (size_t place : places) {
      memcpy(to, from + done, place - done);
      to += place - done;
      memcpy(to, replacement->data(), size_t(replacement->length()));
      to += replacement->length();
      done = place + old_length;
    }
    memcpy(to, from + done, text.length - done);
    return result;
  }
  // What goes may have been the widest: a buffer keeps the result narrow.
  TextBuffer out;
  const TextView inserted = text_of(replacement);
  out.reserve(size_t(length), maximum_of(self) | maximum_of(replacement));
  size_t done = 0;
  for (size_t place : places) {
    out.append(text.substring(done, place));
    out.append(inserted);
    done = place + old_length;
  }
  out.append(text.substring(done, text.length));
  return text_result(thread, out);
}

String* str_center(Thread& thread, String* self, int64_t width, Value fill) {
  const uint32_t character = TRY(fill_character(thread, fill));
  if (self->length() >= width) return exact_text(thread, self);
  const int64_t margin = width - self->length();
  const int64_t left = margin / 2 + (margin & width & 1);
  return pad(thread, self, left, margin - left, character);
}

String* str_ljust(Thread& thread, String* self, int64_t width, Value fill) {
  const uint32_t character = TRY(fill_character(thread, fill));
  return pad(thread, self, 0, width > self->length() ? width - self->length() : 0, character);
}

String* str_rjust(Thread& thread, String* self, int64_t width, Value fill) {
  const uint32_t character = TRY(fill_character(thread, fill));
  return pad(thread, self, width > self->length() ? width - self->length() : 0, 0, character);
}

String* str_zfill(Thread& thread, String* self, int64_t width) {
  if (self->length() >= width) return exact_text(thread, self);
  const int64_t zeros = width - self->length();
  String* result = TRY(pad(thread, self, zeros, 0, '0'));
  if (self->length() != 0 && (self->at(0) == '+' || self->at(0) == '-')) {  // the sign goes first
    fill_text(result, 0, self->at(0), 1);
    fill_text(result, zeros, '0', 1);
  }
  return result;
}

String* str_expandtabs(Thread& thread, String* self, int tab_size) {
  const TextView text = text_of(self);
  if (text::find_char(text, '\t') == text::kNotFound) return exact_text(thread, self);
  TextBuffer out;
  size_t column = 0, total = 0;
  const auto size = size_t(tab_size > 0 ? tab_size : 0);
  with_characters(self, [&](const auto* chars, int64_t length) {
    for (int64_t i = 0; i < length; i++) {
      if (chars[i] == '\t') {
        if (size == 0) continue;
        const size_t blanks = size - column % size;
        total += blanks;
        if (total > (size_t{1} << 60)) return;
        out.append_repeated(' ', blanks);
        column += blanks;
      } else {
        out.append(chars[i]);
        column = chars[i] == '\n' || chars[i] == '\r' ? 0 : column + 1;
        total++;
      }
    }
  });
  if (total > (size_t{1} << 60)) return raise(thread, TypeId::OverflowError, "new string is too long");
  return text_result(thread, out);
}

}  // namespace taipan::python
