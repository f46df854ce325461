// base/codecs/multibyte_iso2022.cpp -- the ISO 2022 encodings: seven bits, charsets designated by escape sequences.
//
// Room       Codecs.
// Tests      tests/python/library/multibyte_*.py; CPython's test_codecencodings_iso2022
//
// State: bytes 0 to 2 are the marks of what G0, G1 and G2 hold, byte 4 has bit 0 while G1 is shifted in. A mark is the final byte of
// the escape sequence, with bit 7 for charsets of two bytes. Bit 1 of byte 4 is set inside an escape sequence that is none of ours: it
// is passed through.
#include <cstring>

#include "base/codecs/multibyte_private.h"

namespace taipan::codecs {

namespace {

constexpr uint8_t kAscii = 'B', kDouble = 0x80, kEscape = 0x1b, kShiftOut = 0x0e, kShiftIn = 0x0f, kThrough = 2;

enum class Set : uint8_t { Ksx1001, Jisx0208, Jisx0212, Gb2312, Jisx0213One, Jisx0213Two, Jisx0213OneOld, Jisx0213TwoOld, Jisx0201Roman, Jisx0201Kana, Latin1, Greek };

struct Designation {
  uint8_t mark;
  uint8_t plane;  // 0: G0, 1: G1, 2: G2
  Set set;
};

// The charset that a double-byte set lies in, with both bytes' high bits set; planes two and 0212 behind 0x8F.
const MultibyteCharset& charset_of(Set set) {
  switch (set) {
    case Set::Ksx1001: return MultibyteCharset::get("euc_kr");
    case Set::Gb2312: return MultibyteCharset::get("gb2312");
    case Set::Jisx0213One:
    case Set::Jisx0213Two: return MultibyteCharset::get("euc_jis_2004");
    case Set::Jisx0213OneOld:
    case Set::Jisx0213TwoOld: return MultibyteCharset::get("euc_jisx0213");
    default: return MultibyteCharset::get("euc_jp");
  }
}
bool is_behind_8f(Set set) { return set == Set::Jisx0212 || set == Set::Jisx0213Two || set == Set::Jisx0213TwoOld; }
// EUC has the rows that plane two of JIS X 0213 leaves free filled with those of JIS X 0212.
bool has_row(Set set, uint32_t row) {
  if (set != Set::Jisx0213Two && set != Set::Jisx0213TwoOld) return true;
  return row == 0x21 || (row >= 0x23 && row <= 0x25) || row == 0x28 || (row >= 0x2c && row <= 0x2f) || row >= 0x6e;
}

MultibytePair decode_two(Set set, uint8_t a, uint8_t b) {
  if (a < 0x21 || a > 0x7e || b < 0x21 || b > 0x7e) return {0, 0};
  if (!has_row(set, a)) return {0, 0};
  const uint32_t prefix = is_behind_8f(set) ? 0x8f00 | a | 0x80 : a | 0x80u;
  return charset_of(set).find(prefix, b | 0x80);
}
uint32_t decode_one(Set set, uint8_t c) {
  switch (set) {
    case Set::Jisx0201Roman: return c == 0x5c ? 0xa5 : c == 0x7e ? 0x203e : c < 0x7f ? c : 0;
    case Set::Jisx0201Kana: return c >= 0x21 && c <= 0x5f ? 0xff61 + c - 0x21u : 0;
    default: return 0;
  }
}
// The two bytes without high bits; 0: not in this set.
uint32_t seven_bits(Set set, uint32_t bytes) {
  if (is_behind_8f(set) ? bytes >> 16 != 0x8f : bytes < 0xa1a1 || bytes > 0xfefe) return 0;
  if ((bytes & 0x8080) != 0x8080 || (bytes & 0xff) < 0xa1) return 0;
  return has_row(set, bytes >> 8 & 0x7f) ? bytes & 0x7f7f : 0;
}

// ISO 8859-7 (2003 edition's currency signs are not in it), from 0xA0 on; 0: none.
const uint16_t kGreek[96] = {
    0xa0,  0x2018, 0x2019, 0xa3,  0x20ac, 0x20af, 0xa6,  0xa7,  0xa8,  0xa9,  0x37a, 0xab,  0xac,  0xad,  0,     0x2015, 0xb0,  0xb1,  0xb2,  0xb3,
    0x384, 0x385,  0x386,  0xb7,  0x388,  0x389,  0x38a, 0xbb,  0x38c, 0xbd,  0x38e, 0x38f, 0x390, 0x391, 0x392, 0x393,  0x394, 0x395, 0x396, 0x397,
    0x398, 0x399,  0x39a,  0x39b, 0x39c,  0x39d,  0x39e, 0x39f, 0x3a0, 0x3a1, 0,     0x3a3, 0x3a4, 0x3a5, 0x3a6, 0x3a7,  0x3a8, 0x3a9, 0x3aa, 0x3ab,
    0x3ac, 0x3ad,  0x3ae,  0x3af, 0x3b0,  0x3b1,  0x3b2, 0x3b3, 0x3b4, 0x3b5, 0x3b6, 0x3b7, 0x3b8, 0x3b9, 0x3ba, 0x3bb,  0x3bc, 0x3bd, 0x3be, 0x3bf,
    0x3c0, 0x3c1,  0x3c2,  0x3c3, 0x3c4,  0x3c5,  0x3c6, 0x3c7, 0x3c8, 0x3c9, 0x3ca, 0x3cb, 0x3cc, 0x3cd, 0x3ce, 0};

class Iso2022 final : public MultibyteEncoding {
 public:
  Iso2022(const char* name, std::initializer_list<Designation> designations, bool shifts) : name_(name), shifts_(shifts) {
    for (const Designation& d : designations) designations_[count_++] = d;
  }
  const char* name() const { return name_; }

  MultibyteState start() const override {
    MultibyteState state;
    state.bytes[0] = state.bytes[1] = kAscii;
    return state;
  }
  MultibyteState start_decoding() const override {
    MultibyteState state = start();
    state.bytes[2] = kAscii;
    return state;
  }

  MultibyteDecoded decode(MultibyteState& state, const uint8_t* data, size_t size) const override {
    const uint8_t c = data[0];
    const MultibyteDecoded nothing = {MultibyteResult::Good, 0, 1, {}};
    if (state.bytes[4] & kThrough) {
      if (is_escape_end(c)) state.bytes[4] &= uint8_t(~kThrough);
      return decoded(1, c);
    }
    if (c == kEscape) {
      if (size < 2) return incomplete(1);
      if (data[1] == 'N' && has_second_plane()) return decode_second_plane(state, data, size);
      if (is_escape(data[1])) return decode_escape(state, data, size);
      state.bytes[4] |= kThrough;
      return decoded(1, c);
    }
    if (c == kShiftIn) {
      if (shifts_) state.bytes[4] &= 0xfe;
      return shifts_ ? nothing : decoded(1, c);
    }
    if (c == kShiftOut) {
      if (shifts_) state.bytes[4] |= 1;
      return shifts_ ? nothing : decoded(1, c);
    }
    if (c == '\n') {
      state.bytes[4] &= 0xfe;
      return decoded(1, c);
    }
    if (c < 0x20) return decoded(1, c);
    if (c >= 0x80) return illegal(1);
    const uint8_t mark = state.bytes[4] & 1 ? state.bytes[1] : state.bytes[0];
    if (mark == kAscii) return decoded(1, c);
    const Designation* d = find(mark);
    if (!d) return illegal(1);
    if (!(mark & kDouble)) {
      const uint32_t code_point = decode_one(d->set, c);
      return code_point ? decoded(1, code_point) : illegal(1);
    }
    if (size < 2) return incomplete(1);
    const MultibytePair meaning = decode_two(d->set, c, data[1]);
    if (meaning.a == 0) return illegal(2);
    MultibyteDecoded result = decoded(2, meaning.a);
    if (meaning.b) {
      result.code_points[1] = meaning.b;
      result.count = 2;
    }
    return result;
  }

  MultibyteEncoded encode(MultibyteState& state, const uint32_t* text, size_t, bool) const override {
    MultibyteEncoded out = {MultibyteResult::Good, 1, 0, {}};
    auto put = [&](int byte) { out.bytes[out.size++] = uint8_t(byte); };
    const uint32_t c = text[0];
    if (c < 0x80) {
      to_ascii(state, out);
      put(int(c));
      return out;
    }
    for (int i = 0; i < count_; i++) {
      const Designation& d = designations_[i];
      if (d.plane == 2 || is_old_form(d)) continue;
      uint32_t bytes = 0;
      if (!(d.mark & kDouble)) {
        bytes = encode_one(d.set, c);
        if (bytes == 0) continue;
      } else {
        // The wide tilde is an addition of EUC's and Shift JIS's.
        if (c == 0xff5e && d.set != Set::Jisx0208 && d.set != Set::Gb2312 && d.set != Set::Ksx1001) continue;
        const MultibyteCharset& charset = charset_of(d.set);
        bytes = seven_bits(d.set, charset.bytes_of(c));
        if (!bytes) continue;
      }
      designate(state, d, out);
      if (d.mark & kDouble) put(int(bytes >> 8));
      put(int(bytes & 0xff));
      return out;
    }
    return kMultibyteCannotEncode;
  }

  MultibyteEncoded reset(MultibyteState& state) const override {
    MultibyteEncoded out = {MultibyteResult::Good, 0, 0, {}};
    to_ascii(state, out);
    return out;
  }

 private:
  static bool is_escape(uint8_t c) { return c == '(' || c == ')' || c == '$' || c == '.' || c == '&'; }
  static bool is_escape_end(uint8_t c) { return (c >= 'A' && c <= 'Z') || c == '@'; }
  // "ESC $ @" is read, and written as "ESC $ B".
  static bool is_old_form(const Designation& d) { return d.mark == ('@' | kDouble); }
  bool has_second_plane() const {
    for (int i = 0; i < count_; i++) {
      if (designations_[i].plane == 2) return true;
    }
    return false;
  }
  const Designation* find(uint8_t mark) const {
    for (int i = 0; i < count_; i++) {
      if (designations_[i].mark == mark && designations_[i].plane != 2) return &designations_[i];
    }
    return nullptr;
  }
  static uint32_t encode_one(Set set, uint32_t c) {
    if (set == Set::Jisx0201Roman) return c == 0xa5 ? 0x5c : c == 0x203e ? 0x7e : 0;
    if (set == Set::Jisx0201Kana) return c >= 0xff61 && c <= 0xff9f ? c - 0xff61 + 0x21 : 0;
    return 0;
  }

  static void to_ascii(MultibyteState& state, MultibyteEncoded& out) {
    if (state.bytes[4] & 1) {
      out.bytes[out.size++] = kShiftIn;
      state.bytes[4] &= 0xfe;
    }
    if (state.bytes[0] != kAscii) {
      for (const uint8_t byte : {kEscape, uint8_t('('), kAscii}) out.bytes[out.size++] = byte;
      state.bytes[0] = kAscii;
    }
  }
  static void designate(MultibyteState& state, const Designation& d, MultibyteEncoded& out) {
    auto put = [&](int byte) { out.bytes[out.size++] = uint8_t(byte); };
    if (d.plane == 0 && (state.bytes[4] & 1)) {
      put(kShiftIn);
      state.bytes[4] &= 0xfe;
    }
    if (state.bytes[d.plane] != d.mark) {
      const uint8_t final_byte = d.mark & 0x7f;
      put(kEscape);
      if (d.mark & kDouble) put('$');
      if (d.plane == 1) {
        put(')');
      } else if (!(d.mark & kDouble) || (final_byte != '@' && final_byte != 'B')) {
        put('(');
      }
      put(final_byte);
      state.bytes[d.plane] = d.mark;
    }
    if (d.plane == 1 && !(state.bytes[4] & 1)) {
      put(kShiftOut);
      state.bytes[4] |= 1;
    }
  }

  // An escape sequence that designates a charset of this encoding.
  MultibyteDecoded decode_escape(MultibyteState& state, const uint8_t* data, size_t size) const {
    size_t length = 1;
    for (;; length++) {
      if (length >= size) return incomplete(size);
      if (length >= 16) return illegal(1);
      if (is_escape_end(data[length])) break;
    }
    length++;
    uint8_t mark, plane;
    if (length == 3 && data[1] == '$') {
      mark = data[2] | kDouble, plane = 0;
    } else if (length == 3 && data[1] == '(') {
      mark = data[2], plane = 0;
    } else if (length == 3 && data[1] == ')') {
      mark = data[2], plane = 1;
    } else if (length == 3 && data[1] == '.') {
      mark = data[2], plane = 2;
    } else if (length == 4 && data[1] == '$' && (data[2] == '(' || data[2] == ')')) {
      mark = data[3] | kDouble, plane = data[2] == ')';
    } else {
      return illegal(length);
    }
    bool known = mark == kAscii && plane == 0;
    for (int i = 0; i < count_; i++) known |= designations_[i].mark == mark && (designations_[i].plane == 2) == (plane == 2);
    if (!known) return illegal(length);
    state.bytes[plane] = mark;
    return {MultibyteResult::Good, 0, uint32_t(length), {}};
  }
  MultibyteDecoded decode_second_plane(const MultibyteState& state, const uint8_t* data, size_t size) const {
    if (size < 3) return incomplete(size);
    const uint8_t c = data[2];
    if (c < 0x80 && c >= 0x20) {
      if (state.bytes[2] == kAscii) return decoded(3, c);
      if (state.bytes[2] == 'A') return decoded(3, c + 0x80u);
      if (state.bytes[2] == 'F' && kGreek[c - 0x20]) return decoded(3, kGreek[c - 0x20]);
    }
    return illegal(3);
  }

  const char* name_;
  Designation designations_[8];
  int count_ = 0;
  bool shifts_;
};

}  // namespace

const MultibyteEncoding* find_iso2022(std::string_view name) {
  constexpr Designation kKorean = {'C' | kDouble, 1, Set::Ksx1001}, kKorean0 = {'C' | kDouble, 0, Set::Ksx1001},
                        kJapanese = {'B' | kDouble, 0, Set::Jisx0208}, kJapaneseOld = {'@' | kDouble, 0, Set::Jisx0208},
                        kSupplement = {'D' | kDouble, 0, Set::Jisx0212}, kChinese = {'A' | kDouble, 0, Set::Gb2312},
                        kRoman = {'J', 0, Set::Jisx0201Roman}, kKana = {'I', 0, Set::Jisx0201Kana}, kLatin = {'A', 2, Set::Latin1},
                        kGreekLetters = {'F', 2, Set::Greek}, kOne = {'Q' | kDouble, 0, Set::Jisx0213One}, kTwo = {'P' | kDouble, 0, Set::Jisx0213Two},
                        kOneOld = {'O' | kDouble, 0, Set::Jisx0213OneOld}, kTwoOld = {'P' | kDouble, 0, Set::Jisx0213TwoOld};
  static const Iso2022 kEncodings[] = {
      {"iso2022_kr", {kKorean}, true},
      {"iso2022_jp", {kJapanese, kRoman, kJapaneseOld}, false},
      {"iso2022_jp_1", {kJapanese, kSupplement, kRoman, kJapaneseOld}, false},
      {"iso2022_jp_2", {kJapanese, kSupplement, kKorean0, kChinese, kRoman, kJapaneseOld, kLatin, kGreekLetters}, false},
      {"iso2022_jp_2004", {kJapanese, kOne, kTwo}, false},
      {"iso2022_jp_3", {kJapanese, kOneOld, kTwoOld}, false},
      {"iso2022_jp_ext", {kJapanese, kSupplement, kRoman, kKana, kJapaneseOld}, false},
  };
  for (const Iso2022& encoding : kEncodings) {
    if (name == encoding.name()) return &encoding;
  }
  return nullptr;
}

}  // namespace taipan::codecs
