// base/virtual_memory.cpp -- the calls behind virtual_memory.h.
//
// Room       Base.
// Tests      tests/unit/base/virtual_memory_test.cpp
#include "base/virtual_memory.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/assert.h"
#include "base/bits.h"

namespace taipan {

namespace {

constexpr int kPrivate = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;

}  // namespace

void* reserve_memory(size_t bytes, size_t alignment) {
  const size_t padded = alignment > kPageBytes ? bytes + alignment : bytes;
  void* mapping = mmap(nullptr, padded, PROT_NONE, kPrivate, -1, 0);
  if (mapping == MAP_FAILED) return nullptr;
  const uintptr_t start = reinterpret_cast<uintptr_t>(mapping);
  const uintptr_t aligned = align_up(start, alignment);
  if (aligned > start) munmap(mapping, aligned - start);
  const uintptr_t end = aligned + bytes;
  if (start + padded > end) munmap(reinterpret_cast<void*>(end), start + padded - end);
  return reinterpret_cast<void*>(aligned);
}

bool reserve_memory_at(uintptr_t address, size_t bytes) {
  void* wanted = reinterpret_cast<void*>(address);
  void* mapping = mmap(wanted, bytes, PROT_NONE, kPrivate | MAP_FIXED_NOREPLACE, -1, 0);
  if (mapping == wanted) return true;
  if (mapping != MAP_FAILED) munmap(mapping, bytes);  // a kernel that does not know the flag took it as a hint
  return false;
}

bool commit_memory(void* address, size_t bytes) {
  return mprotect(address, bytes, PROT_READ | PROT_WRITE) == 0;
}

void* map_memory(size_t bytes) {
  void* mapping = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, kPrivate, -1, 0);
  return mapping == MAP_FAILED ? nullptr : mapping;
}

void discard_memory(void* address, size_t bytes) {
  if (bytes == 0) return;
  const int result = madvise(address, bytes, MADV_DONTNEED);
  VM_CHECK(result == 0, "the system takes pages back");
}

void prefer_huge_pages(void* address, size_t bytes) {
  (void)madvise(address, bytes, MADV_HUGEPAGE);
}

void release_memory(void* address, size_t bytes) {
  if (address != nullptr) munmap(address, bytes);
}

bool move_memory(void* from, void* to, size_t bytes) {
  void* moved = mremap(from, bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, to);
  if (moved != to) {
    // The system may have unmapped the target before it gave up.
    void* restored = mmap(to, bytes, PROT_READ | PROT_WRITE, kPrivate | MAP_FIXED, -1, 0);
    VM_CHECK(restored == to, "the target of a failed move can be mapped again");
    return false;
  }
  void* refilled = mmap(from, bytes, PROT_READ | PROT_WRITE, kPrivate | MAP_FIXED, -1, 0);
  VM_CHECK(refilled == from, "the pages that moved away can be mapped again");
  return true;
}

size_t physical_memory_bytes() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page = sysconf(_SC_PAGESIZE);
  if (pages <= 0 || page <= 0) return size_t{4} << 30;
  return static_cast<size_t>(pages) * static_cast<size_t>(page);
}

size_t address_space_limit() {
  rlimit limit = {};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return SIZE_MAX;
  return limit.rlim_cur;
}

}  // namespace taipan
