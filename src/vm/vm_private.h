// vm/vm_private.h -- what the files of this room share: roots, the intern table, hashes of plain keys.
//
// Room       vm; included by no other room.
#pragma once

#include <cstdint>

#include "gc/hooks.h"
#include "vm/string.h"
#include "vm/value.h"

namespace taipan {

class Heap;
class Tracer;

void trace_well_known_shapes(Tracer& tracer);

// Shared strings: the empty one and those of one latin-1 character. Made once by create_vm.
struct SharedStrings {
  String* empty = nullptr;
  String* latin1[256] = {};
};
extern SharedStrings g_shared_strings;
void create_shared_strings(Heap& heap);

struct Tuple;
extern Tuple* g_empty_tuple;
void create_empty_tuple(Heap& heap);

// The intern table; entries die with their strings.
void drop_dead_interned_strings(const LivenessQuery& query);
void clear_intern_table();

// A flat string whose characters the caller fills in at once. Unlike new_string it never gives out a shared one.
String* allocate_flat_string(Heap& heap, int64_t length, uint32_t max_character);

}  // namespace taipan
