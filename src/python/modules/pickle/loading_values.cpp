// python/modules/pickle/loading_values.cpp -- unpickling numbers, text and bytes.
//
// Room       python/modules/pickle. See loader.h.
#include "python/modules/pickle/loader.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/int_private.h"
#include "python/objects/text_codec.h"
#include "vm/integer.h"

namespace taipan::python::pickle {

Value Loader::integer_of_text(std::string_view text) {
  return call_with(thread_, Value(builtin_type(TypeId::Int)), Value(string_from_latin1(heap_, text)));
}

Status Loader::load_int() {
  std::string_view line;
  TRY(read_line(&line));
  if (line == "01") return push(Value::true_value());
  if (line == "00") return push(Value::false_value());
  return push(TRY(literal_integer(line)));
}

// Base 0, as C reads it: "0x10", but "010" is decimal here.
Value Loader::literal_integer(std::string_view text) {
  const Value base = Value::integer(text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9' ? 10 : 0);
  const Value n = call_with(thread_, Value(builtin_type(TypeId::Int)), Value(string_from_latin1(heap_, text)), base);
  if (n.is_raised() && clear_if(thread_, TypeId::ValueError)) return raise(thread_, TypeId::ValueError, "could not convert string to int");
  return n;
}

Status Loader::load_long_text() {
  std::string_view line;
  TRY(read_line(&line));
  if (!line.empty() && line.back() == 'L') line.remove_suffix(1);
  const Value text(string_from_latin1(heap_, line));
  return push(TRY(call_with(thread_, Value(builtin_type(TypeId::Int)), text, Value::integer(0))));
}

Status Loader::load_long(int bytes) {
  std::string_view data;
  TRY(read(uint64_t(bytes), &data));
  const int64_t n = bytes == 4 ? int32_t(little(data)) : int64_t(little(data));
  if (n < 0) return raise(thread_, g_unpickling_error, "LONG pickle has negative byte count");
  TRY(read(uint64_t(n), &data));
  if (n == 0) return push(Value::integer(0));
  numbers::LimbBuffer limbs;
  limbs.resize(numbers::from_bytes_result_limbs(size_t(n)));
  const numbers::SignedLength length = numbers::from_bytes(limbs.data(), reinterpret_cast<const uint8_t*>(data.data()), size_t(n),
                                                           numbers::ByteOrder::Little, numbers::Signedness::TwosComplement);
  return push(TRY(int_result(thread_, integer_from_limbs(heap_, limbs.data(), length))));
}

Status Loader::load_float() {
  std::string_view line;
  TRY(read_line(&line));
  String* text = string_from_latin1(heap_, line);
  const Value f = call_with(thread_, Value(builtin_type(TypeId::Float)), Value(text));
  if (f.is_raised() && clear_if(thread_, TypeId::ValueError)) return raise(thread_, TypeId::ValueError, "could not convert string to float: '%U\n'", text);
  return push(TRY(f));
}

Status Loader::load_binary_float() {
  std::string_view data;
  TRY(read(8, &data));
  uint64_t bits;
  memcpy(&bits, data.data(), 8);
  bits = __builtin_bswap64(bits);
  double value;
  memcpy(&value, &bits, 8);
  return push(Value::number(value));
}

// str of Python 2: text in the unpickler's encoding, or bytes.
Status Loader::push_old_string(std::string_view data) {
  if (self_->encoding->equals_ascii("bytes")) return push(Value(bytes_from(heap_, data)));
  ByteBuilder encoding, errors;
  append_utf8(encoding, self_->encoding);
  append_utf8(errors, self_->errors);
  encoding.append(uint8_t(0));
  errors.append(uint8_t(0));
  return push(Value(TRY(decode(thread_, data, encoding.view().data(), errors.view().data()))));
}

Status Loader::load_quoted_string() {
  std::string_view line;
  TRY(read_line(&line));
  const bool quoted = line.size() >= 2 && line.front() == line.back() && (line.front() == '\'' || line.front() == '"');
  if (!quoted) return raise(thread_, g_unpickling_error, "the STRING opcode argument must be quoted");
  line = line.substr(1, line.size() - 2);
  Bytes* bytes = TRY(decode_bytes_escape(thread_, {line, Value::unbound()}, nullptr, &unused_));
  return push_old_string(bytes->view());
}

Status Loader::load_binary_string(int size_bytes) {
  std::string_view data;
  TRY(read(uint64_t(size_bytes), &data));
  const int64_t n = size_bytes == 4 ? int32_t(little(data)) : int64_t(little(data));
  if (n < 0) return raise(thread_, g_unpickling_error, "BINSTRING pickle has negative byte count");
  TRY(read(uint64_t(n), &data));
  return push_old_string(data);
}

Status Loader::load_unicode(int size_bytes) {
  const uint64_t n = TRY(read_size(size_bytes, "BINUNICODE"));
  std::string_view data;
  TRY(read(n, &data));
  bool ascii = true;
  for (char c : data) ascii &= uint8_t(c) < 128;
  if (ascii) return push(Value(string_from_latin1(heap_, data)));
  return push(Value(TRY(decode_utf8(thread_, {data, Value::unbound()}, "surrogatepass", codecs::Final::Yes, &unused_))));
}

Status Loader::load_bytes(int size_bytes) {
  const uint64_t n = TRY(read_size(size_bytes, "BINBYTES"));
  std::string_view data;
  TRY(read(n, &data));
  return push(Value(bytes_from(heap_, data)));
}

Status Loader::load_next_buffer() {
  if (self_->buffers.is_unbound()) {
    return raise(thread_, g_unpickling_error, "pickle stream refers to out-of-band data but no *buffers* argument was given");
  }
  const Value buffer = TRY(iterator_next(thread_, self_->buffers));
  if (buffer.is_unbound()) return raise(thread_, g_unpickling_error, "not enough out-of-band buffers");
  return push(buffer);
}

Status Loader::load_readonly_buffer() {
  const Value buffer = TRY(top());
  const Value view = TRY(call_with(thread_, Value(builtin_type(TypeId::MemoryView)), buffer));
  const Value read_only = TRY(get_attribute(thread_, view, intern(heap_, "readonly")));
  if (TRY(is_true(thread_, read_only))) return ok_status();
  const Value shown = TRY(call_method_with(thread_, view, intern(heap_, "toreadonly")));
  stack_->set(heap_, height() - 1, shown);
  return ok_status();
}

}  // namespace taipan::python::pickle
