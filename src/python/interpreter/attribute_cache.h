// python/interpreter/attribute_cache.h -- what an inline cache of an attribute instruction can hold.
#pragma once

#include "python/objects/objects.h"

namespace taipan::python {

// Low byte of InlineCache::kind for loads. For stores, `slot` is the byte offset and `shape` the shape to go to, or null.
enum class AccessKind : uint8_t {
  None,
  Slot,        // in the object, at byte offset `slot`
  Constant,    // `value`, found in the class and not bound
  Method,      // function `value` of the class: binds to the object
  Overflow,    // in the overflow array, element `slot`
  ClassValue,  // at `slot` as an address: a plain value in a class's dict, which may be replaced without notice
  Property,    // `value` is the getter, a Python function
  Member,      // a __slots__ member at byte offset `slot`, may be unbound
};

}  // namespace taipan::python
