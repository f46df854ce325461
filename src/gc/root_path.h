// gc/root_path.h -- why an object is alive: the way to it from a root.
//
// Room       Heap; for tools that look for leaks. Slow: it walks everything that is reachable.
// Contract   No collection may be under way that is not incremental. Allocates in native memory only.
// Tests      tests/unit/gc/root_path_test.cpp
#pragma once

#include <cstdint>
#include <vector>

#include "gc/heap.h"

namespace taipan {

struct RootPath {
  const char* source = "";        // what kind of root it is; see Tracer::set_source
  const void* place = nullptr;    // the word on a stack where it was seen; null when the root is no word on a stack
  const void* code = nullptr;     // on this native stack: the nearest return address above, from the program's start
  std::vector<HeapObject*> objects;  // from what the root refers to, to the object itself; shapes may be among them
};

// An address that no scan of a stack takes for a reference: so the search does not find itself.
[[nodiscard]] inline uintptr_t hidden_address(const void* address) { return ~reinterpret_cast<uintptr_t>(address); }

// A shortest path, if possible one that needs no word on a native stack, which may be there by accident; false when nothing keeps the object alive.
[[nodiscard]] bool find_root_path(Heap& heap, uintptr_t hidden_target, RootPath& path);

}  // namespace taipan
