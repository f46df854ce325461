// base/codecs/multibyte.h -- the East Asian multibyte encodings: one character at a time, with shift states.
//
// Room       Codecs. Used by python/modules/multibyte. The tables are made by tools/generate_multibyte.py.
// Tests      tests/python/library/multibyte_*.py; CPython's test_codecencodings_*, test_multibytecodec
//
// A charset is a table of byte sequences:
//
//   first[256]   of the first byte: its code point, or kIllegal, or kBeginsSequence
//   pages        for each prefix (one byte, or two after 0x8F) the range of last bytes and where their cells start
//   cells        a code point below 2^16; 0: none; 0xD800 + i: wide[i], a larger one or a pair that is one sequence
//   exceptions   where encoding is not the reverse of decoding: code point and bytes (0: none), the bytes as one number
//
// The reverse is made when a program first encodes. What is computed and not looked up (four bytes of GB 18030, Hangul of EUC-KR that
// are put together from letters) and the encodings with shift states (HZ, ISO 2022) are in multibyte.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace taipan::codecs {

struct MultibytePair {
  uint32_t a, b;
};
struct MultibytePage {
  uint32_t prefix;
  uint8_t low, high;
  uint32_t start;
};
struct MultibyteTable {
  const char* name;
  const uint32_t* first;
  const MultibytePage* pages;
  size_t page_count;
  const uint16_t* cells;
  const MultibytePair* wide;
  size_t wide_count;
  const MultibytePair* exceptions;
  size_t exception_count;
};
struct Gb18030Range {
  uint32_t first, last, number;
};
extern const MultibyteTable kMultibyteTables[];
extern const size_t kMultibyteTableCount;
extern const Gb18030Range kGb18030Ranges[];
extern const size_t kGb18030RangeCount;

// The shift state of a stream: eight bytes, which Python code may see as one number. Encodings without shifts have zeros.
struct MultibyteState {
  uint8_t bytes[8] = {};
};

enum class MultibyteResult : uint8_t { Good, Incomplete, Illegal };

// One character read: `used` bytes gave `count` code points (none for what only changes the state). Illegal: `used` bytes are wrong.
struct MultibyteDecoded {
  MultibyteResult result;
  uint8_t count;
  uint32_t used;
  uint32_t code_points[2];
};
// One character written: `used` code points gave `size` bytes. Incomplete: what follows decides, and is not there yet.
struct MultibyteEncoded {
  MultibyteResult result;
  uint8_t used;
  uint8_t size;
  uint8_t bytes[24];
};

class MultibyteEncoding {
 public:
  virtual ~MultibyteEncoding() = default;
  virtual MultibyteState start() const { return {}; }
  virtual MultibyteState start_decoding() const { return start(); }
  virtual MultibyteDecoded decode(MultibyteState& state, const uint8_t* data, size_t size) const = 0;
  // `last`: nothing follows the `size` code points.
  virtual MultibyteEncoded encode(MultibyteState& state, const uint32_t* text, size_t size, bool last) const = 0;
  // Back to the initial state: the bytes that say so.
  virtual MultibyteEncoded reset(MultibyteState&) const { return {MultibyteResult::Good, 0, 0, {}}; }
};

// By CPython's name ("iso2022_jp_2"); null if there is none. Lives for ever.
const MultibyteEncoding* find_multibyte_encoding(std::string_view name);

}  // namespace taipan::codecs
