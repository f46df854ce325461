// python/objects/str_case.cpp -- capital and small letters, and questions about all characters of a text.
//
// Room       python/objects. The properties of characters are in base/unicode.
// Tests      tests/python/core/strings/, CPython's test_unicode
#include "base/unicode/case_mapping.h"

#include "base/unicode/properties.h"
#include "python/objects/class_creation.h"
#include "python/objects/str_private.h"

namespace taipan::python {

namespace {

using Map = void (*)(TextBuffer&, TextView);
using MapAscii = void (*)(uint8_t*, const uint8_t*, size_t);

String* map_ascii(Thread& thread, String* self, MapAscii map) {
  if (self->length() == 0) return empty_string();
  String* result = TRY(checked(thread, new_string(thread.heap(), self->length(), 0x7F)));
  map(static_cast<uint8_t*>(result->mutable_data()), self->data1(), size_t(self->length()));
  return result;
}

String* map_text(Thread& thread, String* self, Map map) {
  TextBuffer out;
  map(out, text_of(self));
  return text_result(thread, out);
}

// Whether there are characters and all of them have one of the flags.
template <uint32_t flags>
bool all_have(const String* self) {
  if (self->length() == 0) return false;
  return with_characters(self, [](const auto* chars, int64_t length) {
    for (int64_t i = 0; i < length; i++) {
      if (!unicode::has_any(chars[i], flags)) return false;
    }
    return true;
  });
}

// Some character has the wanted case, and none another.
template <uint32_t wanted, uint32_t unwanted>
bool has_only_case(const String* self) {
  return with_characters(self, [](const auto* chars, int64_t length) {
    uint32_t seen = 0;
    for (int64_t i = 0; i < length; i++) seen |= unicode::flags_of(chars[i]);
    return (seen & wanted) != 0 && (seen & unwanted) == 0;
  });
}

namespace flag = unicode::flag;

}  // namespace

String* str_lower(Thread& thread, String* self) {
  return self->is_ascii() ? map_ascii(thread, self, &unicode::lower_ascii) : map_text(thread, self, &unicode::append_lower);
}
String* str_upper(Thread& thread, String* self) {
  return self->is_ascii() ? map_ascii(thread, self, &unicode::upper_ascii) : map_text(thread, self, &unicode::append_upper);
}
String* str_casefold(Thread& thread, String* self) {
  return self->is_ascii() ? map_ascii(thread, self, &unicode::lower_ascii) : map_text(thread, self, &unicode::append_folded);
}
String* str_swapcase(Thread& thread, String* self) { return map_text(thread, self, &unicode::append_swapped); }
String* str_capitalize(Thread& thread, String* self) { return map_text(thread, self, &unicode::append_capitalized); }
String* str_title(Thread& thread, String* self) { return map_text(thread, self, &unicode::append_titled); }

bool str_isalpha(Thread&, String* self) { return all_have<flag::kAlpha>(self); }
bool str_isalnum(Thread&, String* self) { return all_have<flag::kAlpha | flag::kDecimal | flag::kDigit | flag::kNumeric>(self); }
bool str_isdecimal(Thread&, String* self) { return all_have<flag::kDecimal>(self); }
bool str_isdigit(Thread&, String* self) { return all_have<flag::kDigit>(self); }
bool str_isnumeric(Thread&, String* self) { return all_have<flag::kNumeric>(self); }
bool str_isspace(Thread&, String* self) { return all_have<flag::kSpace>(self); }
bool str_isprintable(Thread&, String* self) { return self->length() == 0 || all_have<flag::kPrintable>(self); }
bool str_islower(Thread&, String* self) { return has_only_case<flag::kLower, flag::kUpper | flag::kTitle>(self); }
bool str_isupper(Thread&, String* self) { return has_only_case<flag::kUpper, flag::kLower | flag::kTitle>(self); }

// Capitals only follow uncased characters, small letters only cased ones.
bool str_istitle(Thread&, String* self) {
  return with_characters(self, [](const auto* chars, int64_t length) {
    bool any_cased = false, after_cased = false;
    for (int64_t i = 0; i < length; i++) {
      const uint32_t flags = unicode::flags_of(chars[i]);
      const bool starts_word = (flags & (flag::kUpper | flag::kTitle)) != 0;
      const bool goes_on = !starts_word && (flags & flag::kLower) != 0;
      if ((starts_word && after_cased) || (goes_on && !after_cased)) return false;
      after_cased = starts_word || goes_on;
      any_cased |= after_cased;
    }
    return any_cased;
  });
}

bool str_isascii(Thread&, String* self) { return self->is_ascii(); }
bool str_isidentifier(Thread&, String* self) { return is_identifier(self); }

bool is_identifier(const String* text) {
  if (text->length() == 0) return false;
  return with_characters(text, [](const auto* chars, int64_t length) {
    if (chars[0] != '_' && !unicode::is_xid_start(chars[0])) return false;
    for (int64_t i = 1; i < length; i++) {
      if (!unicode::is_xid_continue(chars[i])) return false;
    }
    return true;
  });
}

}  // namespace taipan::python
