// python/objects/sequence_arguments.h -- arguments that methods of sequences take, with the errors CPython raises for them.
#pragma once

#include "python/objects/abstract.h"
#include "vm/integer.h"

namespace taipan::python {

// start or stop of index(): any index, clamped; the caller counts negative ones from the end.
inline Result<int64_t> slice_bound(Thread& thread, Value v) {
  if (v.is_int()) return v.as_int();
  if (!is_index(v)) return raise(thread, TypeId::TypeError, "slice indices must be integers or have an __index__ method");
  return to_index_clamped(thread, v);
}
// How often a sequence is to be repeated.
inline Result<int64_t> repeat_count(Thread& thread, Value v) {
  if (v.is_int()) return v.as_int();
  int64_t n;
  if (integer_to_int64(TRY(to_index(thread, v)), &n)) return n;
  return raise(thread, TypeId::OverflowError, "cannot fit '%T' into an index-sized integer", v);
}

}  // namespace taipan::python
