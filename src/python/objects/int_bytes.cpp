// python/objects/int_bytes.cpp -- int.to_bytes and int.from_bytes.
//
// Room       python/objects.
// Tests      tests/python/objects/numbers/, CPython's test_int, test_long
#include "python/objects/bytes.h"
#include "python/objects/int_private.h"

namespace taipan::python {

namespace {

Result<numbers::ByteOrder> byte_order(Thread& thread, const String* order) {
  if (order->equals_ascii("big")) return numbers::ByteOrder::Big;
  if (order->equals_ascii("little")) return numbers::ByteOrder::Little;
  return raise(thread, TypeId::ValueError, "byteorder must be either 'little' or 'big'");
}

numbers::Signedness signedness(bool is_signed) {
  return is_signed ? numbers::Signedness::TwosComplement : numbers::Signedness::Unsigned;
}

}  // namespace

Bytes* int_to_bytes(Thread& thread, Value self, int64_t length, String* order_text, bool is_signed) {
  const numbers::ByteOrder order = TRY(byte_order(thread, order_text));
  if (length < 0) return raise(thread, TypeId::ValueError, "length argument must be non-negative");
  Bytes* out = new_bytes(thread.heap(), length);
  if (!out) return raise_memory_error(thread);
  const IntegerOperand operand(self);
  switch (numbers::to_bytes(out->data_, size_t(length), operand.view(), order, signedness(is_signed))) {
    case numbers::ToBytesStatus::Ok: return out;
    case numbers::ToBytesStatus::NegativeToUnsigned:
      return raise(thread, TypeId::OverflowError, "can't convert negative int to unsigned");
    default: return raise(thread, TypeId::OverflowError, "int too big to convert");
  }
}

Value int_from_bytes(Thread& thread, Value cls, Value bytes_value, String* order_text, bool is_signed) {
  const numbers::ByteOrder order = TRY(byte_order(thread, order_text));
  Bytes* bytes = TRY(bytes_from_object(thread, bytes_value));
  const auto size = size_t(bytes->length());
  numbers::LimbBuffer limbs;
  limbs.resize(numbers::from_bytes_result_limbs(size));
  const numbers::SignedLength length = numbers::from_bytes(limbs.data(), bytes->data(), size, order, signedness(is_signed));
  const Value integer = TRY(int_result(thread, integer_from_limbs(thread.heap(), limbs.data(), length)));
  if (cls == Value(builtin_type(TypeId::Int))) return integer;
  return call_with(thread, cls, integer);
}

}  // namespace taipan::python
