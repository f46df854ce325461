// base/codecs/error_handlers.cpp -- the standard error handlers.
//
// Room       Codecs; the contract is in error_handlers.h.
// Tests      tests/unit/base/codecs/error_handlers_test.cpp, tests/differential/base/compare_codecs.py
#include "base/codecs/error_handlers.h"

#include "base/codecs/unicode_escape.h"
#include "base/codecs/utf32.h"
#include "base/codecs/utf8.h"
#include "base/unicode/names.h"
#include "base/unicode/properties.h"

namespace taipan::codecs {

using text::ByteBuffer;
using text::TextBuffer;
using text::TextView;

namespace {

bool all_surrogates(TextView input, size_t start, size_t end) {
  for (size_t i = start; i < end; ++i) {
    if (!unicode::is_surrogate(input.at(i))) return false;
  }
  return true;
}

void append_decimal(ByteBuffer& out, uint32_t value) {
  char digits[10];
  size_t count = 0;
  do {
    digits[count++] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value != 0);
  while (count > 0) out.append(static_cast<uint8_t>(digits[--count]));
}

// The code unit at `start` if it is a surrogate, else 0.
char32_t surrogate_at(UnicodeEncoding encoding, Bytes input, size_t start) {
  const auto byte = [&](size_t i) -> char32_t { return input[start + i]; };
  char32_t c = 0;
  if (encoding.unit_bytes == 1) {
    if ((byte(0) & 0xF0) != 0xE0 || (byte(1) & 0xC0) != 0x80 || (byte(2) & 0xC0) != 0x80) return 0;
    c = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
  } else {
    for (size_t i = 0; i < encoding.unit_bytes; ++i) {
      const size_t place = encoding.order == ByteOrder::Big ? i : encoding.unit_bytes - 1 - i;
      c = c << 8 | byte(place);
    }
  }
  return unicode::is_surrogate(c) ? c : 0;
}

}  // namespace

void backslash_replace(TextView input, size_t start, size_t end, ByteBuffer& out) {
  for (size_t i = start; i < end; ++i) append_escape(out, input.at(i));
}

void backslash_replace(Bytes input, size_t start, size_t end, ByteBuffer& out) {
  for (size_t i = start; i < end; ++i) append_escape(out, input[i]);
}

void xml_reference_replace(TextView input, size_t start, size_t end, ByteBuffer& out) {
  for (size_t i = start; i < end; ++i) {
    out.append(std::string_view("&#"));
    append_decimal(out, input.at(i));
    out.append(';');
  }
}

void name_replace(TextView input, size_t start, size_t end, ByteBuffer& out) {
  unicode::NameBuffer buffer;
  for (size_t i = start; i < end; ++i) {
    const std::string_view name = unicode::name_of(input.at(i), buffer);
    if (name.empty()) {
      append_escape(out, input.at(i));
      continue;
    }
    out.append(std::string_view("\\N{"));
    out.append(name);
    out.append('}');
  }
}

bool surrogate_escape_decode(Bytes input, size_t start, size_t end, TextBuffer& out, size_t& resume) {
  size_t i = start;
  for (; i < end && i < start + 4 && input[i] >= 0x80; ++i) out.append(0xDC00 + char32_t{input[i]});
  resume = i;
  return i > start;
}

size_t surrogate_escape_encode(TextView input, size_t start, size_t end, ByteBuffer& out) {
  size_t i = start;
  for (; i < end && input.at(i) >= 0xDC80 && input.at(i) <= 0xDCFF; ++i) {
    out.append(static_cast<uint8_t>(input.at(i) - 0xDC00));
  }
  return i;
}

std::optional<UnicodeEncoding> unicode_encoding_named(std::string_view name) {
  if (name == "CP_UTF8") return UnicodeEncoding{1, kNativeOrder};
  const auto skip_separator = [&] {
    if (name.starts_with('-') || name.starts_with('_')) name.remove_prefix(1);
  };
  const auto lower = [&](size_t i) { return name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 0x20 : name[i]; };
  if (name.size() < 3 || lower(0) != 'u' || lower(1) != 't' || lower(2) != 'f') return std::nullopt;
  name.remove_prefix(3);
  skip_separator();
  if (name == "8") return UnicodeEncoding{1, kNativeOrder};
  const bool is_16 = name.starts_with("16");
  if (!is_16 && !name.starts_with("32")) return std::nullopt;
  name.remove_prefix(2);
  const uint8_t unit_bytes = is_16 ? 2 : 4;
  if (name.empty()) return UnicodeEncoding{unit_bytes, kNativeOrder};
  skip_separator();
  if (name.size() != 2 || lower(1) != 'e') return std::nullopt;
  if (lower(0) == 'b') return UnicodeEncoding{unit_bytes, ByteOrder::Big};
  if (lower(0) == 'l') return UnicodeEncoding{unit_bytes, ByteOrder::Little};
  return std::nullopt;
}

bool surrogate_pass_decode(UnicodeEncoding encoding, Bytes input, size_t start, TextBuffer& out, size_t& resume) {
  const size_t bytes = encoding.unit_bytes == 1 ? 3 : encoding.unit_bytes;
  if (start > input.size() || input.size() - start < bytes) return false;
  const char32_t surrogate = surrogate_at(encoding, input, start);
  if (surrogate == 0) return false;
  out.append(surrogate);
  resume = start + bytes;
  return true;
}

bool surrogate_pass_encode(UnicodeEncoding encoding, TextView input, size_t start, size_t end, ByteBuffer& out) {
  if (!all_surrogates(input, start, end)) return false;
  for (size_t i = start; i < end; ++i) {
    const char32_t c = input.at(i);
    if (encoding.unit_bytes == 1) {
      if (uint8_t* room = out.extend(3)) write_utf8(c, room);
    } else if (encoding.unit_bytes == 2) {
      append_utf16_unit(out, static_cast<char16_t>(c), encoding.order);
    } else {
      append_utf32_unit(out, c, encoding.order);
    }
  }
  return true;
}

}  // namespace taipan::codecs
