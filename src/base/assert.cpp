// base/assert.cpp -- what happens when an assertion does not hold.
//
// Room       Base.
// May touch  stderr only: the heap may be broken when this runs.
// Tests      tests/unit/base/assert_test.cpp
#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace taipan {

void assertion_failed(const char* condition, const char* sentence, const char* file, int line) {
  std::fprintf(stderr, "taipan: fatal: %s\n  expected: %s\n  at %s:%d\n", sentence, condition, file, line);
  std::fflush(stderr);
  std::abort();
}

}  // namespace taipan
