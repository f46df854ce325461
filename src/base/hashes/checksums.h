// base/hashes/checksums.h -- CRC-32, the CRC of BinHex (CRC-16/XMODEM) and Adler-32.
//
// Room       Base: hashes.
// Tests      tests/unit/base/hashes/hashes_test.cpp, tests/differential/numbers/
//
// Each takes the sum so far, so that data may come in pieces: start with 0 (Adler-32 with 1).
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan::hashes {

[[nodiscard]] uint32_t crc32(const uint8_t* data, size_t size, uint32_t sum);
[[nodiscard]] uint16_t crc_hqx(const uint8_t* data, size_t size, uint16_t sum);
[[nodiscard]] uint32_t adler32(const uint8_t* data, size_t size, uint32_t sum);

}  // namespace taipan::hashes
