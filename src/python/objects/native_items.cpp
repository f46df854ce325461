// python/objects/native_items.cpp -- machine values to Python values and back; the contract is in native_items.h.
//
// Room       python/objects.
// Tests      tests/python/objects/bytes/, CPython's test_memoryview
#include "python/objects/native_items.h"

#include <cstring>
#include <limits>

#include "python/objects/objects.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

template <class T>
T load(const uint8_t* from) {
  T value;
  memcpy(&value, from, sizeof value);
  return value;
}
template <class T>
PackResult store(uint8_t* to, T value) {
  memcpy(to, &value, sizeof value);
  return PackResult::Ok;
}

// A failed conversion: the kinds of errors that are worded anew are taken away.
PackResult failure(Thread& thread) {
  if (clear_if(thread, TypeId::TypeError)) return PackResult::WrongType;
  if (clear_if(thread, TypeId::OverflowError) || clear_if(thread, TypeId::ValueError)) return PackResult::WrongValue;
  return PackResult::Raised;
}

template <class T>
PackResult pack_integer(Thread& thread, uint8_t* to, Value value) {
  const Value integer = to_index(thread, value);
  if (integer.is_raised()) return failure(thread);
  if (std::is_signed_v<T>) {
    int64_t wide;
    if (!integer_to_int64(integer, &wide)) return PackResult::WrongValue;
    if (wide < int64_t(std::numeric_limits<T>::min()) || wide > int64_t(std::numeric_limits<T>::max())) return PackResult::WrongValue;
    return store(to, T(wide));
  }
  uint64_t wide;
  if (!integer_to_uint64(integer, &wide) || wide > uint64_t(std::numeric_limits<T>::max())) return PackResult::WrongValue;
  return store(to, T(wide));
}

// Addresses may be given as negative numbers as well.
PackResult pack_pointer(Thread& thread, uint8_t* to, Value value) {
  const Value integer = to_index(thread, value);
  if (integer.is_raised()) return failure(thread);
  int64_t negative;
  uint64_t wide;
  if (integer_to_int64(integer, &negative)) return store(to, negative);
  return integer_to_uint64(integer, &wide) ? store(to, wide) : PackResult::WrongValue;
}

}  // namespace

int native_item_size(char code) {
  switch (code) {
    case 'c': case 'b': case 'B': case '?': return 1;
    case 'h': case 'H': return 2;
    case 'i': case 'I': case 'f': return 4;
    case 'l': case 'L': case 'q': case 'Q': case 'n': case 'N': case 'd': case 'P': return 8;
    default: return 0;
  }
}

char native_item_code(const char* format) {
  if (*format == '@') format++;
  return format[0] != 0 && format[1] == 0 && native_item_size(format[0]) != 0 ? format[0] : 0;
}

Value unpack_native_item(Heap& heap, char code, const uint8_t* from) {
  switch (code) {
    case 'b': return Value::integer(int8_t(*from));
    case 'B': return Value::integer(*from);
    case 'c': return Value(bytes_from(heap, {reinterpret_cast<const char*>(from), 1}));
    case '?': return Value::boolean(*from != 0);
    case 'h': return Value::integer(load<int16_t>(from));
    case 'H': return Value::integer(load<uint16_t>(from));
    case 'i': return Value::integer(load<int32_t>(from));
    case 'I': return Value::integer(load<uint32_t>(from));
    case 'l': case 'q': case 'n': return integer_value(heap, load<int64_t>(from));
    case 'L': case 'Q': case 'N': case 'P': return unsigned_value(heap, load<uint64_t>(from));
    case 'f': return Value::number(double(load<float>(from)));
    case 'd': return Value::number(load<double>(from));
    default: return Value::unbound();
  }
}

PackResult pack_native_item(Thread& thread, char code, uint8_t* to, Value value) {
  switch (code) {
    case 'b': return pack_integer<int8_t>(thread, to, value);
    case 'B': return pack_integer<uint8_t>(thread, to, value);
    case 'h': return pack_integer<int16_t>(thread, to, value);
    case 'H': return pack_integer<uint16_t>(thread, to, value);
    case 'i': return pack_integer<int32_t>(thread, to, value);
    case 'I': return pack_integer<uint32_t>(thread, to, value);
    case 'l': case 'q': case 'n': return pack_integer<int64_t>(thread, to, value);
    case 'L': case 'Q': case 'N': return pack_integer<uint64_t>(thread, to, value);
    case 'P': return pack_pointer(thread, to, value);
    case 'c':
      if (!is_kind(value, Kind::Bytes)) return PackResult::WrongType;
      if (value.as<Bytes>()->length() != 1) return PackResult::WrongValue;
      return store(to, value.as<Bytes>()->data()[0]);
    case '?': {
      Result<bool> truth = is_true(thread, value);
      return truth.ok() ? store(to, uint8_t(truth.value())) : PackResult::Raised;
    }
    default: {
      Result<double> number = to_double(thread, value);
      if (!number.ok()) return failure(thread);
      return code == 'f' ? store(to, float(number.value())) : store(to, number.value());
    }
  }
}

}  // namespace taipan::python
