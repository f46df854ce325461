// base/codecs/multibyte.cpp -- multibyte encodings without shift states, and HZ; the contract is in multibyte.h.
//
// Room       Codecs. ISO 2022 is in multibyte_iso2022.cpp.
// Tests      tests/python/library/multibyte_*.py
#include "base/codecs/multibyte.h"

#include <cstring>

#include "base/codecs/multibyte_charset.h"
#include "base/codecs/multibyte_private.h"

namespace taipan::codecs {

MultibyteEncoded encode_with_charset(const MultibyteCharset& charset, const uint32_t* text, size_t size, bool last) {
  if (charset.begins_pair(text[0])) {
    if (size == 1 && !last) return kMultibyteNeedsMoreText;
    const uint32_t both = size > 1 ? charset.bytes_of_pair(text[0], text[1]) : 0;
    if (both != 0) return encoded_number(both, 2);
  }
  const uint32_t bytes = charset.bytes_of(text[0]);
  return bytes != 0 || text[0] == 0 ? encoded_number(bytes, 1) : kMultibyteCannotEncode;
}

namespace {

// What the tables say, and nothing else.
class TableEncoding : public MultibyteEncoding {
 public:
  explicit TableEncoding(std::string_view name) : charset_(MultibyteCharset::get(name)) {}

  MultibyteDecoded decode(MultibyteState&, const uint8_t* data, size_t size) const override {
    const uint32_t first = charset_.first(data[0]);
    if (first < kMultibyteBegins) return decoded(1, first);
    if (first == kMultibyteIllegal) return illegal(1);
    uint32_t prefix = data[0];
    size_t length = 2;
    if (data[0] == 0x8f && has_three_bytes_) {
      length = 3;
      if (size >= 2) prefix = 0x8f00 | data[1];
    }
    if (size < length) return incomplete(size);
    const MultibytePair meaning = charset_.find(prefix, data[length - 1]);
    if (meaning.a == 0) return illegal(later_ && length == 2 && later_->find(prefix, data[1]).a != 0 ? 2 : 1);
    MultibyteDecoded result = decoded(uint32_t(length), meaning.a);
    if (meaning.b != 0) {
      result.code_points[1] = meaning.b;
      result.count = 2;
    }
    return result;
  }
  MultibyteEncoded encode(MultibyteState&, const uint32_t* text, size_t size, bool last) const override {
    return encode_with_charset(charset_, text, size, last);
  }
  void set_three_bytes() { has_three_bytes_ = true; }
  // An edition of the same standard with more characters: its sequences are one error as a whole.
  void set_later(const MultibyteCharset* charset) { later_ = charset; }

 protected:
  const MultibyteCharset& charset_;
  const MultibyteCharset* later_ = nullptr;
  bool has_three_bytes_ = false;
};

// Four bytes, of which the second is a digit, for everything that two do not stand for.
class Gb18030 final : public TableEncoding {
 public:
  using TableEncoding::TableEncoding;
  MultibyteDecoded decode(MultibyteState& state, const uint8_t* data, size_t size) const override {
    if (size < 2 || data[0] < 0x81 || data[1] < 0x30 || data[1] > 0x39) return TableEncoding::decode(state, data, size);
    if (size < 4) return incomplete(size);
    if (data[0] == 0xff || data[2] < 0x81 || data[2] == 0xff || data[3] < 0x30 || data[3] > 0x39) return illegal(1);
    const uint32_t number = ((data[0] - 0x81u) * 10 + data[1] - 0x30) * 1260 + (data[2] - 0x81u) * 10 + data[3] - 0x30;
    if (number >= kBeyondBmp) {
      const uint32_t code_point = number - kBeyondBmp + 0x10000;
      return code_point > 0x10ffff ? illegal(1) : decoded(4, code_point);
    }
    for (size_t i = 0; i < kGb18030RangeCount; i++) {
      const Gb18030Range& range = kGb18030Ranges[i];
      if (number >= range.number && number - range.number <= range.last - range.first) return decoded(4, range.first + number - range.number);
    }
    return illegal(1);
  }
  MultibyteEncoded encode(MultibyteState& state, const uint32_t* text, size_t size, bool last) const override {
    if (text[0] < 0x10000) {
      const MultibyteEncoded plain = TableEncoding::encode(state, text, size, last);
      if (plain.result != MultibyteResult::Illegal) return plain;
      for (size_t i = 0; i < kGb18030RangeCount; i++) {
        const Gb18030Range& range = kGb18030Ranges[i];
        if (text[0] >= range.first && text[0] <= range.last) return four_bytes(range.number + text[0] - range.first);
      }
      return plain;
    }
    return four_bytes(text[0] - 0x10000 + kBeyondBmp);
  }

 private:
  static constexpr uint32_t kBeyondBmp = 189000;  // the number of U+10000
  static MultibyteEncoded four_bytes(uint32_t number) {
    const uint32_t d = number % 10, c = number / 10 % 126, b = number / 1260 % 10, a = number / 12600;
    return encoded_number((0x81 + a) << 24 | (0x30 + b) << 16 | (0x81 + c) << 8 | (0x30 + d), 1);
  }
};

// Syllables that the standard lacks are a filler and three letters: eight bytes.
class EucKr final : public TableEncoding {
 public:
  using TableEncoding::TableEncoding;
  MultibyteDecoded decode(MultibyteState& state, const uint8_t* data, size_t size) const override {
    if (size < 2 || data[0] != kLetters || data[1] != kFiller) return TableEncoding::decode(state, data, size);
    if (size < 8) return incomplete(size);
    if (data[2] != kLetters || data[4] != kLetters || data[6] != kLetters) return illegal(1);
    const int initial = index_of(kInitials, sizeof kInitials, data[3]), final_letter = data[7] == kFiller ? 0 : index_of(kFinals, sizeof kFinals, data[7]);
    const int vowel = data[5] >= 0xbf && data[5] <= 0xd3 ? data[5] - 0xbf : -1;
    if (initial < 0 || vowel < 0 || final_letter < 0) return illegal(1);
    return decoded(8, 0xac00 + uint32_t(initial) * 588 + uint32_t(vowel) * 28 + uint32_t(final_letter));
  }
  MultibyteEncoded encode(MultibyteState& state, const uint32_t* text, size_t size, bool last) const override {
    const MultibyteEncoded plain = TableEncoding::encode(state, text, size, last);
    if (plain.result != MultibyteResult::Illegal || text[0] < 0xac00 || text[0] > 0xd7a3) return plain;
    const uint32_t syllable = text[0] - 0xac00;
    const uint8_t final_letter = syllable % 28 == 0 ? kFiller : kFinals[syllable % 28];
    return {MultibyteResult::Good, 1, 8,
            {kLetters, kFiller, kLetters, kInitials[syllable / 588], kLetters, uint8_t(0xbf + syllable / 28 % 21), kLetters, final_letter}};
  }

 private:
  static constexpr uint8_t kLetters = 0xa4, kFiller = 0xd4;
  static constexpr uint8_t kInitials[] = {0xa1, 0xa2, 0xa4, 0xa7, 0xa8, 0xa9, 0xb1, 0xb2, 0xb3, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xbb, 0xbc, 0xbd, 0xbe};
  static constexpr uint8_t kFinals[] = {0,    0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae,
                                        0xaf, 0xb0, 0xb1, 0xb2, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xba, 0xbb, 0xbc, 0xbd, 0xbe};
  static int index_of(const uint8_t* letters, size_t count, uint8_t letter) {
    const void* found = memchr(letters, letter, count);
    return found ? int(static_cast<const uint8_t*>(found) - letters) : -1;
  }
};

// GB 2312 between "~{" and "~}", in seven bits. State: byte 0 is 1 inside.
class Hz final : public MultibyteEncoding {
 public:
  MultibyteDecoded decode(MultibyteState& state, const uint8_t* data, size_t size) const override {
    if (data[0] == '~') {
      if (size < 2) return incomplete(1);
      if (data[1] == '~' && state.bytes[0] == 0) return decoded(2, '~');
      if (data[1] == '{' && state.bytes[0] == 0) {
        state.bytes[0] = 1;
      } else if (data[1] == '\n' && state.bytes[0] == 0) {
      } else if (data[1] == '}' && state.bytes[0] == 1) {
        state.bytes[0] = 0;
      } else {
        return illegal(1);
      }
      return {MultibyteResult::Good, 0, 2, {}};
    }
    if (data[0] >= 0x80) return illegal(1);
    if (state.bytes[0] == 0) return decoded(1, data[0]);
    if (size < 2) return incomplete(1);
    const MultibytePair meaning = data[1] < 0x80 ? charset_.find(data[0] | 0x80, data[1] | 0x80) : MultibytePair{0, 0};
    return meaning.a ? decoded(2, meaning.a) : illegal(1);
  }
  MultibyteEncoded encode(MultibyteState& state, const uint32_t* text, size_t, bool) const override {
    MultibyteEncoded out = {MultibyteResult::Good, 1, 0, {}};
    auto put = [&](int byte) { out.bytes[out.size++] = uint8_t(byte); };
    if (text[0] < 0x80) {
      if (state.bytes[0]) {
        put('~'), put('}');
        state.bytes[0] = 0;
      }
      if (text[0] == '~') put('~');
      put(int(text[0]));
      return out;
    }
    const uint32_t bytes = charset_.bytes_of(text[0]);
    if (bytes == 0) return kMultibyteCannotEncode;
    if (!state.bytes[0]) {
      put('~'), put('{');
      state.bytes[0] = 1;
    }
    put(bytes >> 8 & 0x7f), put(bytes & 0x7f);
    return out;
  }
  MultibyteEncoded reset(MultibyteState& state) const override {
    if (!state.bytes[0]) return {MultibyteResult::Good, 0, 0, {}};
    state.bytes[0] = 0;
    return {MultibyteResult::Good, 0, 2, {'~', '}'}};
  }

 private:
  const MultibyteCharset& charset_ = MultibyteCharset::get("gb2312");
};

}  // namespace

const MultibyteEncoding* find_multibyte_encoding(std::string_view name) {
  if (const MultibyteEncoding* shifting = find_iso2022(name)) return shifting;
  if (name == "hz") {
    static const Hz encoding;
    return &encoding;
  }
  if (name == "gb18030") {
    static const Gb18030 encoding("gb18030");
    return &encoding;
  }
  if (name == "euc_kr") {
    static const EucKr encoding("euc_kr");
    return &encoding;
  }
  static TableEncoding* made[32];
  for (size_t i = 0; i < kMultibyteTableCount; i++) {
    if (name != kMultibyteTables[i].name) continue;
    if (!made[i]) {
      made[i] = new TableEncoding(name);
      if (name.starts_with("euc_j")) made[i]->set_three_bytes();
      if (name == "euc_jisx0213") made[i]->set_later(&MultibyteCharset::get("euc_jis_2004"));
      if (name == "shift_jisx0213") made[i]->set_later(&MultibyteCharset::get("shift_jis_2004"));
    }
    return made[i];
  }
  return nullptr;
}

}  // namespace taipan::codecs
