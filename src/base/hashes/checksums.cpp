// base/hashes/checksums.cpp -- table-driven checksums.
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/
//
// CRC-32 takes eight bytes a step: table k says what a byte does to the sum when k further bytes follow it.

#include "base/hashes/checksums.h"

#include <array>

#include "base/hashes/block_buffer.h"

namespace taipan::hashes {
namespace {

constexpr auto kCrc32Tables = [] {
  std::array<std::array<uint32_t, 256>, 8> tables{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t sum = byte;
    for (int bit = 0; bit < 8; ++bit)
      sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xedb88320 : 0);
    tables[0][byte] = sum;
  }
  for (size_t k = 1; k < 8; ++k) {
    for (uint32_t byte = 0; byte < 256; ++byte) {
      const uint32_t before = tables[k - 1][byte];
      tables[k][byte] = (before >> 8) ^ tables[0][before & 0xff];
    }
  }
  return tables;
}();

constexpr auto kCrcHqxTable = [] {
  std::array<uint16_t, 256> table{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t sum = byte << 8;
    for (int bit = 0; bit < 8; ++bit)
      sum = (sum << 1) ^ ((sum & 0x8000) != 0 ? 0x1021 : 0);
    table[byte] = static_cast<uint16_t>(sum);
  }
  return table;
}();

}  // namespace

uint32_t crc32(const uint8_t* data, size_t size, uint32_t sum) {
  sum = ~sum;
  for (; size >= 8; size -= 8, data += 8) {
    const uint32_t low = sum ^ load_little<uint32_t>(data);
    const uint32_t high = load_little<uint32_t>(data + 4);
    sum = kCrc32Tables[7][low & 0xff] ^ kCrc32Tables[6][low >> 8 & 0xff] ^ kCrc32Tables[5][low >> 16 & 0xff] ^
          kCrc32Tables[4][low >> 24] ^ kCrc32Tables[3][high & 0xff] ^ kCrc32Tables[2][high >> 8 & 0xff] ^
          kCrc32Tables[1][high >> 16 & 0xff] ^ kCrc32Tables[0][high >> 24];
  }
  for (; size != 0; --size, ++data)
    sum = (sum >> 8) ^ kCrc32Tables[0][(sum ^ *data) & 0xff];
  return ~sum;
}

uint16_t crc_hqx(const uint8_t* data, size_t size, uint16_t sum) {
  for (; size != 0; --size, ++data)
    sum = static_cast<uint16_t>(sum << 8 ^ kCrcHqxTable[(sum >> 8) ^ *data]);
  return sum;
}

uint32_t adler32(const uint8_t* data, size_t size, uint32_t sum) {
  constexpr uint32_t kModulus = 65521;
  // So many sums of bytes fit into 32 bits before they must be reduced.
  constexpr size_t kRun = 5552;
  uint32_t low = sum & 0xffff;
  uint32_t high = sum >> 16;
  while (size != 0) {
    const size_t run = size < kRun ? size : kRun;
    for (size_t i = 0; i < run; ++i) {
      low += data[i];
      high += low;
    }
    low %= kModulus;
    high %= kModulus;
    data += run;
    size -= run;
  }
  return high << 16 | low;
}

}  // namespace taipan::hashes
