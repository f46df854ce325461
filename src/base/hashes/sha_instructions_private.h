// base/hashes/sha_instructions_private.h -- SHA-1 and SHA-256 by the processor's own instructions, where it has them.
//
// Room       Base: hashes, and only sha1.cpp and sha2.cpp.
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan::hashes {

// Whether the functions below may be called. Looked up once.
bool has_sha_instructions();

// The compression functions on whole blocks of 64 bytes.
void compress_sha1_by_instructions(uint32_t state[5], const uint8_t* blocks, size_t count);
void compress_sha256_by_instructions(uint32_t state[8], const uint32_t constants[64], const uint8_t* blocks,
                                     size_t count);

}  // namespace taipan::hashes
