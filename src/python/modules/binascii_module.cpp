// python/modules/binascii_module.cpp -- the module binascii. https://docs.python.org/3.11/library/binascii.html
//
// Room       python/modules. The encodings are in base/transfer, the checksums in base/hashes.
// Tests      tests/python/library/binascii_*.py; CPython's test_binascii
#include "base/hashes/checksums.h"
#include "base/text/ascii.h"
#include "base/transfer/base64.h"
#include "base/transfer/hexadecimal.h"
#include "base/transfer/quoted_printable.h"
#include "base/transfer/uu.h"
#include "python/modules/new_exception.h"
#include "python/objects/buffer.h"
#include "python/objects/bytes_private.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

using text::ByteBuffer;

Type* g_error = nullptr;

Bytes* result_of(Thread& thread, const ByteBuffer& out) {
  if (out.out_of_memory()) return raise_memory_error(thread);
  return make_bytes(thread, {reinterpret_cast<const char*>(out.data()), out.size()});
}

Raised raise_error(Thread& thread, std::string_view message) {
  return raise(thread, g_error, "%.*s", int(message.size()), message.data());
}

// What the a2b functions take: bytes, or a text of ASCII.
class AsciiInput {
 public:
  Status take(Thread& thread, Value value) {
    if (const String* text = as_string(value)) {
      if (!text->is_ascii()) return raise(thread, TypeId::ValueError, "string argument should contain only ASCII characters");
      data_ = text->data1();
      size_ = size_t(text->length());
      return ok_status();
    }
    if (!is_bytes_like(value)) {
      return raise(thread, TypeId::TypeError, "argument should be bytes, buffer or ASCII string, not '%T'", value);
    }
    TRY(get_buffer(thread, value, &view_));
    data_ = view_.data;
    size_ = size_t(view_.size);
    return ok_status();
  }
  const uint8_t* data() const { return data_; }
  size_t size() const { return size_; }

 private:
  BufferView view_;
  const uint8_t* data_ = nullptr;
  size_t size_ = 0;
};

Bytes* a2b_base64(Thread& thread, Value data, bool strict) {
  AsciiInput input;
  TRY(input.take(thread, data));
  ByteBuffer out;
  const auto result = transfer::read_base64(out, input.data(), input.size(),
                                            strict ? transfer::Base64Mode::Strict : transfer::Base64Mode::Lenient);
  if (result.error == transfer::Base64Error::OneCharacterLeft) {
    return raise(thread, g_error,
                 "Invalid base64-encoded string: number of data characters (%ld) cannot be 1 more than a multiple of 4",
                 int64_t(result.data_characters));
  }
  if (result.error != transfer::Base64Error::None) return raise_error(thread, transfer::message_of(result.error));
  return result_of(thread, out);
}
Bytes* b2a_base64(Thread& thread, Value data, bool newline) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  ByteBuffer out;
  transfer::append_base64(out, view.data, size_t(view.size));
  if (newline) out.append(uint8_t('\n'));
  return result_of(thread, out);
}

Bytes* a2b_hex(Thread& thread, Value hexstr) {
  AsciiInput input;
  TRY(input.take(thread, hexstr));
  ByteBuffer out;
  const auto error = transfer::read_hexadecimal(out, input.data(), input.size());
  if (error != transfer::HexadecimalError::None) return raise_error(thread, transfer::message_of(error));
  return result_of(thread, out);
}
Bytes* b2a_hex(Thread& thread, Value data, Value separator, int group) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  return make_bytes(thread, TRY(hex_of(thread, view.view(), separator, group))->bytes());
}

Bytes* a2b_uu(Thread& thread, Value data) {
  AsciiInput input;
  TRY(input.take(thread, data));
  ByteBuffer out;
  const auto error = transfer::read_uu_line(out, input.data(), input.size());
  if (error != transfer::UuError::None) return raise_error(thread, transfer::message_of(error));
  return result_of(thread, out);
}
Bytes* b2a_uu(Thread& thread, Value data, bool backtick) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  if (size_t(view.size) > transfer::kMaximumUuBytes) return raise_error(thread, transfer::kUuLineTooLongMessage);
  ByteBuffer out;
  transfer::append_uu_line(out, view.data, size_t(view.size), backtick ? transfer::UuZero::Backtick : transfer::UuZero::Blank);
  return result_of(thread, out);
}

Bytes* a2b_qp(Thread& thread, Value data, bool header) {
  AsciiInput input;
  TRY(input.take(thread, data));
  ByteBuffer out;
  transfer::read_quoted_printable(out, input.data(), input.size(),
                                  header ? transfer::QuotedPrintableKind::Header : transfer::QuotedPrintableKind::Body);
  return result_of(thread, out);
}
Bytes* b2a_qp(Thread& thread, Value data, bool quote_tabs, bool is_text, bool header) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  ByteBuffer out;
  transfer::append_quoted_printable(out, view.data, size_t(view.size), {quote_tabs, is_text, header});
  return result_of(thread, out);
}

// The sum so far: any int, of which the low bits count.
Result<uint64_t> sum_of(Thread& thread, Value value) { return integer_low_bits(TRY(to_index(thread, value))); }

Value crc32(Thread& thread, Value data, Value crc) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  const uint64_t sum = TRY(sum_of(thread, crc));
  return Value::integer(hashes::crc32(view.data, size_t(view.size), uint32_t(sum)));
}
Value crc_hqx(Thread& thread, Value data, Value crc) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  const uint64_t sum = TRY(sum_of(thread, crc));
  return Value::integer(hashes::crc_hqx(view.data, size_t(view.size), uint16_t(sum)));
}

const Method kFunctions[] = {
    {"a2b_uu(data, /)", a2b_uu, "Decode a line of uuencoded data."},
    {"b2a_uu(data, /, *, backtick=False)", b2a_uu, "Uuencode line of data."},
    {"a2b_base64(data, /, *, strict_mode=False)", a2b_base64, "Decode a line of base64 data."},
    {"b2a_base64(data, /, *, newline=True)", b2a_base64, "Base64-code line of data."},
    {"a2b_hex(hexstr, /)", a2b_hex, "Binary data of hexadecimal representation."},
    {"b2a_hex(data, sep=<unrepresentable>, bytes_per_sep=1)", b2a_hex, "Hexadecimal representation of binary data."},
    {"hexlify(data, sep=<unrepresentable>, bytes_per_sep=1)", b2a_hex, "Hexadecimal representation of binary data."},
    {"unhexlify(hexstr, /)", a2b_hex, "Binary data of hexadecimal representation."},
    {"crc_hqx(data, crc, /)", crc_hqx, "Compute CRC-CCITT incrementally."},
    {"crc32(data, crc=0, /)", crc32, "Compute CRC-32 incrementally."},
    {"b2a_qp(data, quotetabs=False, istext=True, header=False)", b2a_qp, "Encode a string using quoted-printable encoding."},
    {"a2b_qp(data, header=False)", a2b_qp, "Decode a string of qp-encoded data."},
};

Status execute(Thread& thread, Module* module) {
  if (!g_error) g_error = TRY(new_exception_type(thread, "binascii.Error", TypeId::ValueError));
  TRY(module_add(thread, module, "Error", Value(g_error)));
  return module_add(thread, module, "Incomplete", Value(TRY(new_exception_type(thread, "binascii.Incomplete"))));
}

}  // namespace

extern const ModuleSpec kBinasciiModule = {
    .name = "binascii", .doc = "Conversion between binary data and ASCII", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
