// vm/plain_keys.h -- hashing and equality of values that need no code of the language: text, numbers, singletons.
//
// Room       vm. Dicts use it; sets and the language's own hash() do too, so that they agree.
// Tests      tests/unit/vm/plain_keys_test.cpp
//
// Numbers that are equal hash alike, whatever their representation: 1 == 1.0 == True are one key. All NaNs are one
// value here and equal to themselves, as identity comes before equality. Hashes of numbers are those of number_hash.h;
// those of text depend on the VM's key; those of None and the like are constants.
#pragma once

#include <cstdint>

#include "vm/string.h"
#include "vm/value.h"
#include "vm/well_known_shapes.h"

namespace taipan {

// Immediates, doubles, exact strings and exact big integers. Instances of their subclasses are not plain.
inline bool is_plain_key(Value key) {
  if (!key.is_object()) return true;
  const uint32_t ref = key.as_object()->shape_ref;
  return ref == exact_shape_ref(WellKnownShape::String) || ref == exact_shape_ref(WellKnownShape::BigInt);
}

inline uint64_t hash_small_integer(int64_t i) {
  return i == -1 ? uint64_t(-2) : uint64_t(i);
}

uint64_t plain_hash_slow(Value key);
inline uint64_t plain_hash(Value key) {
  if (key.is_int()) return hash_small_integer(key.as_int());
  if (is_exact_string(key)) return hash(key.as<String>());
  return plain_hash_slow(key);
}

bool plain_equal_slow(Value a, Value b);
inline bool plain_equal(Value a, Value b) {
  if (a == b) return true;
  if (a.is_int() && b.is_int()) return false;
  return plain_equal_slow(a, b);
}

}  // namespace taipan
