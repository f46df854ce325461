// base/virtual_memory.h -- address space and pages from the operating system.
//
// Room       Base.
// Contract   All sizes and addresses are multiples of kPageBytes. Fresh pages read as zero. Failures are values.
// Tests      tests/unit/base/virtual_memory_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>

namespace taipan {

inline constexpr size_t kPageBytes = 4096;

// Address space without memory behind it; null if there is none left. `alignment` is a power of two.
[[nodiscard]] void* reserve_memory(size_t bytes, size_t alignment);
// The same at exactly this address; false if anything is mapped there already.
[[nodiscard]] bool reserve_memory_at(uintptr_t address, size_t bytes);
// Makes reserved pages readable and writable. False: the system refuses.
[[nodiscard]] bool commit_memory(void* address, size_t bytes);
// Readable and writable zeroes, of which only touched pages take memory; null on failure.
[[nodiscard]] void* map_memory(size_t bytes);
// Gives the pages back; the range stays usable and reads as zero again.
void discard_memory(void* address, size_t bytes);
// Asks for huge pages in this range, where the system has them.
void prefer_huge_pages(void* address, size_t bytes);
// Ends a reservation or mapping.
void release_memory(void* address, size_t bytes);
// Moves committed pages to another committed range without copying; `from` reads as zero afterwards. False: nothing
// was moved, and `to` reads as zero.
[[nodiscard]] bool move_memory(void* from, void* to, size_t bytes);

[[nodiscard]] size_t physical_memory_bytes();
// The process's bound on address space, or SIZE_MAX.
[[nodiscard]] size_t address_space_limit();

}  // namespace taipan
