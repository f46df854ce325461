// vm/plain_keys.cpp -- the cases that plain_keys.h leaves out.
//
// Room       vm.
// Tests      tests/unit/vm/plain_keys_test.cpp
#include "vm/plain_keys.h"

#include "base/numbers/number_hash.h"
#include "vm/integer.h"

namespace taipan {

namespace {

// An int, a bool, a double or an exact big integer.
bool is_numeric(Value v) {
  return v.is_number() || v.is_bool() || is_exact_bigint(v);
}

}  // namespace

uint64_t plain_hash_slow(Value key) {
  if (key.is_double()) return hash_of_double(key.as_double());
  if (key.is_bool()) return key.as_bool();
  if (key.is_object()) return integer_hash(key);
  // None and the like: their bits, spread.
  return (key.bits() * 0x9E37'79B9'7F4A'7C15u) >> 4;
}

bool plain_equal_slow(Value a, Value b) {
  if (is_exact_string(a)) return is_exact_string(b) && equal(a.as<String>(), b.as<String>());
  if (!is_numeric(a) || !is_numeric(b)) return false;
  if (a.is_double()) {
    return b.is_double() ? a.as_double() == b.as_double() : integer_equals_double(b, a.as_double());
  }
  return b.is_double() ? integer_equals_double(a, b.as_double()) : integer_equal(a, b);
}

}  // namespace taipan
