// base/codecs/utf8.cpp -- UTF-8.
//
// Room       Codecs; the contract is in utf8.h.
// Tests      tests/unit/base/codecs/utf8_test.cpp, tests/differential/base/compare_codecs.py
//
// All loops alternate between runs of ASCII, taken sixteen bytes at a time, and single longer sequences.
#include "base/codecs/utf8.h"

#include "base/text/ascii.h"
#include "base/unicode/properties.h"

namespace taipan::codecs {

using text::ascii_prefix_length;
using text::ByteBuffer;
using text::copy_chars;
using text::TextBuffer;
using text::TextView;

namespace {

constexpr bool is_continuation(uint8_t byte) { return (byte & 0xC0) == 0x80; }

// What stands at the start of some bytes of which the first is not ASCII.
struct Sequence {
  uint8_t length;      // 2..4 if valid, else how many bytes the error covers
  const char* reason;  // null if valid
  char32_t character;
};

constexpr Sequence invalid(uint8_t length) { return {length, "invalid continuation byte", 0}; }
constexpr Sequence incomplete(size_t size) { return {static_cast<uint8_t>(size), kUnexpectedEnd, 0}; }

// The second byte of each sequence excludes what is overlong, a surrogate, or too large; so an error covers the longest
// run of bytes that begins some valid sequence.
inline Sequence read_sequence(const uint8_t* bytes, size_t size) {
  const uint32_t first = bytes[0];
  if (first < 0xC2 || first > 0xF4) return {1, "invalid start byte", 0};
  if (size < 2) return incomplete(1);
  const uint32_t second = bytes[1];
  if (first < 0xE0) {
    if (!is_continuation(bytes[1])) return invalid(1);
    return {2, nullptr, (first & 0x1F) << 6 | (second & 0x3F)};
  }
  if (first < 0xF0) {
    const uint32_t low = first == 0xE0 ? 0xA0 : 0x80;
    const uint32_t high = first == 0xED ? 0x9F : 0xBF;
    if (second < low || second > high) return invalid(1);
    if (size < 3) return incomplete(2);
    if (!is_continuation(bytes[2])) return invalid(2);
    return {3, nullptr, (first & 0x0F) << 12 | (second & 0x3F) << 6 | (bytes[2] & 0x3Fu)};
  }
  const uint32_t low = first == 0xF0 ? 0x90 : 0x80;
  const uint32_t high = first == 0xF4 ? 0x8F : 0xBF;
  if (second < low || second > high) return invalid(1);
  if (size < 3) return incomplete(2);
  if (!is_continuation(bytes[2])) return invalid(2);
  if (size < 4) return incomplete(3);
  if (!is_continuation(bytes[3])) return invalid(3);
  return {4, nullptr, (first & 0x07) << 18 | (second & 0x3F) << 12 | (bytes[2] & 0x3Fu) << 6 | (bytes[3] & 0x3Fu)};
}

// A valid sequence of two or three bytes, by far the most common ones, told by a few masks; `bytes` has at least four.
// Returns its length, or 0 if something else stands there.
inline size_t read_common(const uint8_t* bytes, char32_t& c) {
  if ((bytes[0] & 0xE0) == 0xC0) {
    c = (bytes[0] & 0x1Fu) << 6 | (bytes[1] & 0x3Fu);
    return is_continuation(bytes[1]) && c >= 0x80 ? 2 : 0;
  }
  if ((bytes[0] & 0xF0) == 0xE0) {
    c = (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
    const bool continues = ((bytes[1] ^ 0x80u) | (bytes[2] ^ 0x80u)) < 0x40;
    return continues && c >= 0x800 && !unicode::is_surrogate(c) ? 3 : 0;
  }
  return 0;
}

// Two bytes at the end of the input that begin an encoded surrogate: wrong, but a handler may want to see all three.
bool begins_surrogate(const uint8_t* bytes, size_t size) {
  return size == 2 && bytes[0] == 0xED && bytes[1] >= 0xA0 && bytes[1] <= 0xBF;
}

template <typename Char>
void decode_valid(Bytes valid, Char* out) {
  const uint8_t* bytes = valid.data();
  const uint8_t* const end = bytes + valid.size();
  while (bytes < end) {
    if (*bytes < 0x80) {
      if (end - bytes > 1 && bytes[1] >= 0x80) {
        *out++ = *bytes++;
        continue;
      }
      const size_t run = ascii_prefix_length(bytes, static_cast<size_t>(end - bytes));
      copy_chars(out, bytes, run);
      bytes += run;
      out += run;
      continue;
    }
    const uint32_t first = *bytes;
    if (sizeof(Char) == 1 || first < 0xE0) {
      *out++ = static_cast<Char>((first & 0x1F) << 6 | (bytes[1] & 0x3Fu));
      bytes += 2;
    } else if (sizeof(Char) == 2 || first < 0xF0) {
      *out++ = static_cast<Char>((first & 0x0F) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu));
      bytes += 3;
    } else {
      *out++ = static_cast<Char>((first & 0x07) << 18 | (bytes[1] & 0x3Fu) << 12 | (bytes[2] & 0x3Fu) << 6 |
                                 (bytes[3] & 0x3Fu));
      bytes += 4;
    }
  }
}

// Sums are kept in units as small as the characters for as long as they fit, so that compilers use whole registers.
Utf8Size size_of(const uint8_t* chars, size_t length) {
  size_t extra = 0;
  for (size_t i = 0; i < length;) {
    const size_t stop = i + 255 < length ? i + 255 : length;
    uint8_t high = 0;
    for (; i < stop; ++i) high = static_cast<uint8_t>(high + (chars[i] >> 7));
    extra += high;
  }
  return {length + extra, false};
}

template <typename Char>
Utf8Size size_of(const Char* chars, size_t length) {
  constexpr size_t kBlock = 16384;  // three times as many still fit 16 bits
  size_t bytes = length, surrogates = 0;
  for (size_t i = 0; i < length;) {
    const size_t stop = i + kBlock < length ? i + kBlock : length;
    Char extra = 0, found = 0;
    for (; i < stop; ++i) {
      const Char c = chars[i];
      extra = static_cast<Char>(extra + (c >= 0x80) + (c >= 0x800));
      if constexpr (sizeof(Char) == 4) extra += c >= 0x10000;
      found |= static_cast<Char>((c & Char(~Char{0x7FF})) == 0xD800);
    }
    bytes += extra;
    surrogates |= found;
  }
  return {bytes, surrogates != 0};
}

void write_all(const uint8_t* chars, size_t length, uint8_t* out) {
  size_t i = 0;
  while (i < length) {
    const size_t run = ascii_prefix_length(chars + i, length - i);
    copy_chars(out, chars + i, run);
    out += run;
    i += run;
    for (; i < length && chars[i] >= 0x80; ++i) {
      *out++ = static_cast<uint8_t>(0xC0 | chars[i] >> 6);
      *out++ = static_cast<uint8_t>(0x80 | (chars[i] & 0x3F));
    }
  }
}

template <typename Char>
void write_all(const Char* chars, size_t length, uint8_t* out) {
  for (size_t i = 0; i < length; ++i) out += write_utf8(chars[i], out);
}

}  // namespace

Utf8Scan scan_utf8(Bytes input) {
  const uint8_t* const bytes = input.data();
  const size_t size = input.size();
  Utf8Scan scan{0, 0, 0};
  size_t i = 0;
  while (i < size) {
    if (bytes[i] < 0x80) {
      if (i + 1 < size && bytes[i + 1] >= 0x80) {
        ++scan.length;
        ++i;
      } else {
        const size_t run = ascii_prefix_length(bytes + i, size - i);
        scan.length += run;
        i += run;
        continue;
      }
    }
    while (i + 4 <= size) {
      char32_t c;
      const size_t bytes_read = read_common(bytes + i, c);
      if (bytes_read == 0) break;
      scan.bits |= c;
      ++scan.length;
      i += bytes_read;
    }
    if (i == size || bytes[i] < 0x80) continue;
    const Sequence sequence = read_sequence(bytes + i, size - i);
    if (sequence.reason != nullptr) break;
    scan.bits |= sequence.character;
    ++scan.length;
    i += sequence.length;
  }
  scan.valid_bytes = i;
  return scan;
}

void decode_utf8_into(Bytes valid, uint8_t* out) { decode_valid(valid, out); }
void decode_utf8_into(Bytes valid, char16_t* out) { decode_valid(valid, out); }
void decode_utf8_into(Bytes valid, char32_t* out) { decode_valid(valid, out); }

Progress decode_utf8(Bytes input, size_t position, Final final, TextBuffer& out) {
  const uint8_t* const bytes = input.data();
  const size_t size = input.size();
  size_t i = position;
  while (i < size) {
    if (bytes[i] < 0x80) {
      const size_t run = ascii_prefix_length(bytes + i, size - i);
      out.append_ascii(bytes + i, run);
      i += run;
      continue;
    }
    char32_t c;
    if (i + 4 <= size) {
      if (const size_t bytes_read = read_common(bytes + i, c)) {
        out.append(c);
        i += bytes_read;
        continue;
      }
    }
    const Sequence sequence = read_sequence(bytes + i, size - i);
    if (sequence.reason == nullptr) {
      out.append(sequence.character);
      i += sequence.length;
      continue;
    }
    const bool may_continue = sequence.reason == kUnexpectedEnd || begins_surrogate(bytes + i, size - i);
    if (may_continue && final == Final::No) return {i};
    return Progress::failed(i, i + sequence.length, sequence.reason);
  }
  return {i};
}

Utf8Size utf8_size(TextView text) {
  return text.visit([&](const auto* chars) { return size_of(chars, text.length); });
}

void encode_utf8_into(TextView text, uint8_t* out) {
  text.visit([&](const auto* chars) { write_all(chars, text.length, out); });
}

Progress encode_utf8(TextView input, size_t position, ByteBuffer& out) {
  return input.visit([&](const auto* chars) -> Progress {
    size_t end = position;
    while (end < input.length && !unicode::is_surrogate(chars[end])) ++end;
    const TextView clean = input.substring(position, end);
    if (uint8_t* room = out.extend(utf8_size(clean).bytes)) encode_utf8_into(clean, room);
    if (end == input.length) return {end};
    size_t error_end = end;
    while (error_end < input.length && unicode::is_surrogate(chars[error_end])) ++error_end;
    return Progress::failed(end, error_end, kSurrogatesNotAllowed);
  });
}

}  // namespace taipan::codecs
