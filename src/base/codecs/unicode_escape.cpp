// base/codecs/unicode_escape.cpp -- text with backslash escapes.
//
// Room       Codecs; the contract is in unicode_escape.h.
// Tests      tests/unit/base/codecs/escape_test.cpp, tests/differential/base/compare_codecs.py
#include "base/codecs/unicode_escape.h"

#include <cstring>
#include <string_view>

#include "base/unicode/names.h"
#include "base/unicode/properties.h"

namespace taipan::codecs {

using text::ByteBuffer;
using text::TextBuffer;
using text::TextView;

namespace {

constexpr const char* kTruncatedX = "truncated \\xXX escape";
constexpr const char* kTruncatedU = "truncated \\uXXXX escape";
constexpr const char* kTruncatedLongU = "truncated \\UXXXXXXXX escape";
constexpr const char* kMalformedName = "malformed \\N character escape";

// Reads one escape. What it finds is told apart by `outcome`.
class EscapeReader {
 public:
  enum class Outcome : uint8_t { Character, LargeOctal, Nothing, Unknown, Incomplete, Wrong };

  EscapeReader(Bytes input, size_t position) : input_(input), position_(position) {}

  size_t position() const { return position_; }  // after what was read, or where the error ends
  char32_t character() const { return character_; }
  const char* reason() const { return reason_; }

  // At the character after the backslash.
  Outcome read() {
    reason_ = "\\ at end of string";
    if (at_end()) return Outcome::Incomplete;
    const uint8_t letter = input_[position_++];
    switch (letter) {
      case '\n': return Outcome::Nothing;
      case '\\': case '\'': case '"': return found(letter);
      case 'a': return found('\a');
      case 'b': return found('\b');
      case 'f': return found('\f');
      case 'n': return found('\n');
      case 'r': return found('\r');
      case 't': return found('\t');
      case 'v': return found('\v');
      case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': return read_octal(letter);
      case 'x': return read_hex(2, kTruncatedX, "illegal Unicode character");
      case 'u': return read_hex(4, kTruncatedU, "illegal Unicode character");
      case 'U': return read_hex(8, kTruncatedLongU, "illegal Unicode character");
      case 'N': return read_name();
      default: character_ = letter; return Outcome::Unknown;
    }
  }

  Outcome read_hex(int digits, const char* truncated, const char* too_large) {
    reason_ = truncated;
    uint32_t value = 0;
    for (; digits > 0; --digits) {
      if (at_end()) return Outcome::Incomplete;
      const int digit = unicode::hex_digit_value(input_[position_]);
      if (digit < 0) return Outcome::Wrong;
      value = value << 4 | static_cast<uint32_t>(digit);
      ++position_;
    }
    if (value <= unicode::kMaxCodePoint) return found(value);
    reason_ = too_large;
    return Outcome::Wrong;
  }

 private:
  bool at_end() const { return position_ >= input_.size(); }

  Outcome found(char32_t c) {
    character_ = c;
    return Outcome::Character;
  }

  Outcome read_octal(uint8_t first) {
    char32_t value = first - U'0';
    for (int i = 0; i < 2 && !at_end() && input_[position_] - U'0' < 8; ++i) {
      value = value * 8 + (input_[position_++] - U'0');
    }
    character_ = value;
    return value > 0xFF ? Outcome::LargeOctal : Outcome::Character;
  }

  Outcome read_name() {
    reason_ = kMalformedName;
    if (at_end()) return Outcome::Incomplete;
    if (input_[position_] != '{') return Outcome::Wrong;
    const size_t start = ++position_;
    while (!at_end() && input_[position_] != '}') ++position_;
    if (at_end()) return Outcome::Incomplete;
    if (position_ == start) return Outcome::Wrong;
    const std::string_view name(reinterpret_cast<const char*>(input_.data()) + start, position_ - start);
    ++position_;
    if (const auto named = unicode::lookup_name(name)) return found(named->characters[0]);
    reason_ = "unknown Unicode character name";
    return Outcome::Wrong;
  }

  Bytes input_;
  size_t position_;
  char32_t character_ = 0;
  const char* reason_ = nullptr;
};

// Everything up to the next backslash is Latin-1.
size_t copy_plain(Bytes input, size_t position, TextBuffer& out) {
  const void* found = position < input.size() ? std::memchr(input.data() + position, '\\', input.size() - position)
                                              : nullptr;
  const size_t end = found != nullptr ? static_cast<size_t>(static_cast<const uint8_t*>(found) - input.data())
                                      : input.size();
  out.append_latin1(input.data() + position, end - position);
  return end;
}

void append_hex(ByteBuffer& out, char32_t value, int digits) {
  for (int i = digits - 1; i >= 0; --i) out.append(static_cast<uint8_t>("0123456789abcdef"[value >> (4 * i) & 0xF]));
}

}  // namespace

Progress decode_unicode_escape(Bytes input, size_t position, Final final, TextBuffer& out, size_t& first_doubtful) {
  using Outcome = EscapeReader::Outcome;
  size_t i = position;
  for (;;) {
    i = copy_plain(input, i, out);
    if (i == input.size()) return {i};
    EscapeReader reader(input, i + 1);
    const Outcome outcome = reader.read();
    if (outcome == Outcome::Wrong || (outcome == Outcome::Incomplete && final == Final::Yes)) {
      return Progress::failed(i, reader.position(), reader.reason());
    }
    if (outcome == Outcome::Incomplete) return {i};
    const bool doubtful = outcome == Outcome::Unknown || outcome == Outcome::LargeOctal;
    if (doubtful && first_doubtful == kNoPosition) first_doubtful = i + 1;
    if (outcome == Outcome::Unknown) out.append('\\');
    if (outcome != Outcome::Nothing) out.append(reader.character());
    i = reader.position();
  }
}

Progress decode_raw_unicode_escape(Bytes input, size_t position, Final final, TextBuffer& out) {
  using Outcome = EscapeReader::Outcome;
  size_t i = position;
  for (;;) {
    i = copy_plain(input, i, out);
    if (i == input.size()) return {i};
    if (i + 1 == input.size()) {
      if (final == Final::No) return {i};
      out.append('\\');
      return {i + 1};
    }
    const uint8_t letter = input[i + 1];
    if (letter != 'u' && letter != 'U') {
      out.append('\\');
      out.append(letter);
      i += 2;
      continue;
    }
    EscapeReader reader(input, i + 2);
    const Outcome outcome = letter == 'u' ? reader.read_hex(4, kTruncatedU, "")
                                          : reader.read_hex(8, kTruncatedLongU, "\\Uxxxxxxxx out of range");
    if (outcome == Outcome::Incomplete && final == Final::No) return {i};
    if (outcome != Outcome::Character) return Progress::failed(i, reader.position(), reader.reason());
    out.append(reader.character());
    i = reader.position();
  }
}

void append_escape(ByteBuffer& out, char32_t c) {
  out.append('\\');
  if (c < 0x100) {
    out.append('x');
    append_hex(out, c, 2);
  } else if (c < 0x10000) {
    out.append('u');
    append_hex(out, c, 4);
  } else {
    out.append('U');
    append_hex(out, c, 8);
  }
}

void encode_unicode_escape(TextView input, ByteBuffer& out) {
  for (size_t i = 0; i < input.length; ++i) {
    const char32_t c = input.at(i);
    if (c >= 0x20 && c < 0x7F && c != '\\') {
      out.append(static_cast<uint8_t>(c));
      continue;
    }
    switch (c) {
      case '\\': out.append(std::string_view("\\\\")); break;
      case '\t': out.append(std::string_view("\\t")); break;
      case '\n': out.append(std::string_view("\\n")); break;
      case '\r': out.append(std::string_view("\\r")); break;
      default: append_escape(out, c); break;
    }
  }
}

void encode_raw_unicode_escape(TextView input, ByteBuffer& out) {
  for (size_t i = 0; i < input.length; ++i) {
    const char32_t c = input.at(i);
    if (c < 0x100) {
      out.append(static_cast<uint8_t>(c));
    } else {
      append_escape(out, c);
    }
  }
}

}  // namespace taipan::codecs
