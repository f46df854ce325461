// python/objects/struct_values.h -- Python values of the items of a struct format.
#pragma once

#include "python/modules_core/struct_format.h"
#include "vm/containers.h"
#include "vm/integer.h"

namespace taipan::python {

// One value of `item`, read from its bytes.
inline Value unpack_struct_value(Heap& heap, const modules_core::StructItem& item, const uint8_t* from) {
  using modules_core::StructInteger;
  using modules_core::StructKind;
  switch (item.kind) {
    case StructKind::Float: return Value::number(modules_core::unpack_float(item, from));
    case StructKind::Boolean: {
      bool any = false;
      for (int64_t i = 0; i < item.size; i++) any |= from[i] != 0;
      return Value::boolean(any);
    }
    case StructKind::Character: return Value(bytes_from(heap, {reinterpret_cast<const char*>(from), 1}));
    case StructKind::Bytes:
    case StructKind::PascalBytes: return Value(bytes_from(heap, modules_core::unpack_bytes(item, from)));
    default: break;
  }
  const StructInteger integer = modules_core::unpack_integer(item, from);
  return integer.kind == StructInteger::Negative ? integer_value(heap, int64_t(integer.bits)) : unsigned_value(heap, integer.bits);
}

}  // namespace taipan::python
