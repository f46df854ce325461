// jit/backend/code_memory.cpp -- the contract is in code_memory.h.
//
// Chunks of address space with a map of their free parts; first fit, neighbours join again.
#include "jit/backend/code_memory.h"

#include <asmjit/core.h>
#include <sys/mman.h>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace taipan::jit {

namespace {

constexpr size_t kChunk = size_t{1} << 20, kAlignment = 32, kPage = 4096;

struct CodeMemory {
  std::map<uintptr_t, size_t> free;
  std::unordered_map<uintptr_t, size_t> used;

  uintptr_t take(size_t bytes) {
    bytes = (bytes + kAlignment - 1) / kAlignment * kAlignment;
    auto found = std::find_if(free.begin(), free.end(), [&](const auto& part) { return part.second >= bytes; });
    if (found == free.end()) {
      const size_t size = std::max(kChunk, (bytes + kPage - 1) / kPage * kPage);
      void* chunk = mmap(nullptr, size, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (chunk == MAP_FAILED) return 0;
      found = free.emplace(reinterpret_cast<uintptr_t>(chunk), size).first;
    }
    const auto [start, size] = *found;
    free.erase(found);
    if (size > bytes) free.emplace(start + bytes, size - bytes);
    used.emplace(start, bytes);
    return start;
  }

  void give_back(uintptr_t start) {
    const auto at = used.find(start);
    size_t size = at->second;
    used.erase(at);
    auto next = free.lower_bound(start);
    if (next != free.end() && next->first == start + size) {
      size += next->second;
      next = free.erase(next);
    }
    if (next != free.begin()) {
      auto before = std::prev(next);
      if (before->first + before->second == start) {
        before->second += size;
        return;
      }
    }
    free.emplace(start, size);
  }
};

CodeMemory& memory() {
  static CodeMemory* instance = new CodeMemory;
  return *instance;
}

bool protect(uintptr_t start, size_t bytes, int how) {
  const uintptr_t first = start / kPage * kPage;
  const uintptr_t end = (start + bytes + kPage - 1) / kPage * kPage;
  return mprotect(reinterpret_cast<void*>(first), end - first, how) == 0;
}

}  // namespace

void* place_code(asmjit::CodeHolder& code) {
  if (code.flatten() != asmjit::kErrorOk || code.resolveUnresolvedLinks() != asmjit::kErrorOk) return nullptr;
  const size_t bytes = code.codeSize();
  const uintptr_t start = memory().take(bytes);
  if (!start) return nullptr;
  void* const there = reinterpret_cast<void*>(start);
  bool done = code.relocateToBase(start) == asmjit::kErrorOk && protect(start, bytes, PROT_READ | PROT_WRITE);
  done = done && code.copyFlattenedData(there, bytes) == asmjit::kErrorOk;
  if (!protect(start, bytes, PROT_READ | PROT_EXEC) || !done) {
    memory().give_back(start);
    return nullptr;
  }
  return there;
}

void free_code(const void* start) { memory().give_back(reinterpret_cast<uintptr_t>(start)); }

}  // namespace taipan::jit
