// python/modules/pickle/saving_atoms.cpp -- pickling numbers, text and bytes.
//
// Room       python/modules/pickle. See saver.h.
#include <cstring>

#include "base/numbers/float_text.h"
#include "python/modules/pickle/saver.h"
#include "python/objects/buffer.h"
#include "python/objects/bytearray.h"
#include "vm/integer.h"

namespace taipan::python::pickle {

Status Saver::save_bool(bool value) {
  if (self_->protocol >= 2) {
    op(value ? Opcode::NewTrue : Opcode::NewFalse);
  } else {
    write_text(value ? "I01\n" : "I00\n");
  }
  return ok_status();
}

Status Saver::save_int(Value object) {
  int64_t value;
  if (integer_to_int64(object, &value) && value >= INT32_MIN && value <= INT32_MAX) {
    if (!self_->binary) {
      char text[32];
      write(text, size_t(snprintf(text, sizeof text, "I%ld\n", long(value))));
    } else if (value < 0 || value > 0xFFFF) {
      op_number(Opcode::BinInt, uint64_t(value), 4);
    } else if (value > 0xFF) {
      op_number(Opcode::BinInt2, uint64_t(value), 2);
    } else {
      op_number(Opcode::BinInt1, uint64_t(value), 1);
    }
    return ok_status();
  }
  if (self_->protocol < 2) {
    String* text = TRY(repr(thread_, object));
    op(Opcode::Long);
    write_text(text->bytes());
    write_text("L\n");
    return ok_status();
  }
  const IntegerOperand operand(object);
  size_t count = integer_bit_length(object) / 8 + 1;
  Bytes* data = new_bytes(heap_, int64_t(count));
  if (!data) return raise_memory_error(thread_);
  (void)numbers::to_bytes(data->data_, count, operand.view(), numbers::ByteOrder::Little, numbers::Signedness::TwosComplement);
  // A negative number may need one byte less.
  if (integer_sign(object) < 0 && count > 1 && data->data_[count - 1] == 0xFF && (data->data_[count - 2] & 0x80)) count--;
  if (count < 256) {
    op_number(Opcode::Long1, count, 1);
  } else {
    if (count > INT32_MAX) return raise(thread_, TypeId::OverflowError, "int too large to pickle");
    op_number(Opcode::Long4, count, 4);
  }
  write(data->data_, count);
  return ok_status();
}

Status Saver::save_float(double value) {
  if (self_->binary) {
    uint64_t bits;
    memcpy(&bits, &value, 8);
    bits = __builtin_bswap64(bits);
    op(Opcode::BinFloat);
    write(&bits, 8);
    return ok_status();
  }
  numbers::AsciiBuffer text;
  numbers::append_float_repr(text, value);
  op(Opcode::Float);
  write(text.data(), text.size());
  write_text("\n");
  return ok_status();
}

Status Saver::bytes_data(Value object, std::string_view data, Value payload) {
  uint8_t header[9];
  size_t size;
  if (data.size() <= 0xFF) {
    header[0] = uint8_t(Opcode::ShortBinBytes);
    header[1] = uint8_t(data.size());
    size = 2;
  } else if (data.size() <= 0xFFFFFFFF) {
    header[0] = uint8_t(Opcode::BinBytes);
    put_little(header + 1, data.size(), 4);
    size = 5;
  } else if (self_->protocol >= 4) {
    header[0] = uint8_t(Opcode::BinBytes8);
    put_little(header + 1, data.size(), 8);
    size = 9;
  } else {
    return raise(thread_, TypeId::OverflowError, "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher");
  }
  TRY(write_payload(header, size, data, payload));
  return memo_put(object);
}

Status Saver::save_bytes(Value object) {
  auto* bytes = object.as<Bytes>();
  if (self_->protocol >= 3) return bytes_data(object, bytes->view(), object);
  if (bytes->length() == 0) return save_reduce(tuple_of(heap_, Value(builtin_type(TypeId::Bytes)), Value(empty_tuple())), object);
  String* text = string_from_latin1(heap_, bytes->view());
  const Value latin1(intern(heap_, "latin1"));
  return save_reduce(tuple_of(heap_, helpers_.codecs_encode, Value(tuple_of(heap_, Value(text), latin1))), object);
}

Status Saver::bytearray_data(Value object, std::string_view data, Value payload) {
  uint8_t header[9] = {uint8_t(Opcode::ByteArray8)};
  put_little(header + 1, data.size(), 8);
  TRY(write_payload(header, 9, data, payload));
  return memo_put(object);
}

Status Saver::save_bytearray(Value object) {
  auto* array = object.as<ByteArrayObject>();
  if (self_->protocol < 5) {
    const Value type(builtin_type(TypeId::ByteArrayType));
    if (array->length() == 0) return save_reduce(tuple_of(heap_, type, Value(empty_tuple())), object);
    Bytes* copy = bytes_from(heap_, array->view());
    return save_reduce(tuple_of(heap_, type, Value(tuple_of(heap_, Value(copy)))), object);
  }
  return bytearray_data(object, array->view(), object);
}

Status Saver::save_buffer(Value object) {
  if (self_->protocol < 5) return raise(thread_, g_pickling_error, "PickleBuffer can only be pickled with protocol >= 5");
  BufferView view;
  TRY(get_full_buffer(thread_, object, &view));
  if (!is_c_contiguous(view)) return raise(thread_, g_pickling_error, "PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
  bool in_band = true;
  if (!self_->buffer_callback.is_unbound()) in_band = TRY(is_true(thread_, TRY(call_with(thread_, self_->buffer_callback, object))));
  if (in_band) {
    if (view.read_only) return bytes_data(object, view.view(), Value::unbound());
    return bytearray_data(object, view.view(), Value::unbound());
  }
  op(Opcode::NextBuffer);
  if (view.read_only) op(Opcode::ReadonlyBuffer);
  return ok_status();
}

Status Saver::save_string(Value object) {
  auto* text = object.as<String>();
  if (!self_->binary) {
    op(Opcode::Unicode);
    write_raw_unicode(text);
    write_text("\n");
    return memo_put(object);
  }
  ByteBuilder utf8;
  append_utf8(utf8, text);
  const std::string_view data = utf8.view();
  uint8_t header[9];
  size_t size;
  if (data.size() <= 0xFF && self_->protocol >= 4) {
    header[0] = uint8_t(Opcode::ShortBinUnicode);
    header[1] = uint8_t(data.size());
    size = 2;
  } else if (data.size() <= 0xFFFFFFFF) {
    header[0] = uint8_t(Opcode::BinUnicode);
    put_little(header + 1, data.size(), 4);
    size = 5;
  } else if (self_->protocol >= 4) {
    header[0] = uint8_t(Opcode::BinUnicode8);
    put_little(header + 1, data.size(), 8);
    size = 9;
  } else {
    return raise(thread_, TypeId::OverflowError, "serializing a string larger than 4 GiB requires pickle protocol 4 or higher");
  }
  TRY(write_payload(header, size, data, Value::unbound()));
  return memo_put(object);
}

void Saver::write_raw_unicode(String* text) {
  ByteBuilder out;
  for (int64_t i = 0; i < text->length(); i++) {
    const uint32_t c = text->at(i);
    char escape[16];
    if (c >= 0x10000) {
      out.append(escape, size_t(snprintf(escape, sizeof escape, "\\U%08x", c)));
    } else if (c >= 256 || c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1a) {
      out.append(escape, size_t(snprintf(escape, sizeof escape, "\\u%04x", c)));
    } else {
      out.append(uint8_t(c));
    }
  }
  write_text(out.view());
}

}  // namespace taipan::python::pickle
