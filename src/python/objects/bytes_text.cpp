// python/objects/bytes_text.cpp -- byte strings as text: repr, hexadecimal digits, warnings of -b.
//
// Room       python/objects; the contract is in bytes_private.h.
// Tests      tests/python/objects/bytes/, CPython's test_bytes
#include "base/transfer/hexadecimal.h"
#include "python/objects/bytes_private.h"
#include "python/objects/objects.h"
#include "python/runtime/start.h"

namespace taipan::python {

namespace {

constexpr char kDigits[] = "0123456789abcdef";

// -1: no digit.
int digit_value(uint32_t c) {
  if (c >= '0' && c <= '9') return int(c - '0');
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? int(c - 'a' + 10) : -1;
}

bool is_space(uint32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

String* bytes_repr_of(Thread& thread, std::string_view data) {
  const bool has_single = data.find('\'') != std::string_view::npos;
  const char quote = has_single && data.find('"') == std::string_view::npos ? '"' : '\'';
  StringBuilder out;
  out.append('b');
  out.append(uint32_t(quote));
  for (const char signed_char : data) {
    const auto c = uint8_t(signed_char);
    if (c == uint8_t(quote) || c == '\\') {
      out.append('\\');
      out.append(c);
    } else if (c == '\t') {
      out.append_ascii("\\t");
    } else if (c == '\n') {
      out.append_ascii("\\n");
    } else if (c == '\r') {
      out.append_ascii("\\r");
    } else if (c < ' ' || c >= 0x7F) {
      out.append_ascii("\\x");
      out.append(uint32_t(kDigits[c >> 4]));
      out.append(uint32_t(kDigits[c & 15]));
    } else {
      out.append(c);
    }
  }
  out.append(uint32_t(quote));
  String* text = out.finish(thread.heap());
  if (!text) return raise_memory_error(thread);
  return text;
}

String* hex_of(Thread& thread, std::string_view view, Value separator, int group) {
  const auto* data = reinterpret_cast<const uint8_t*>(view.data());
  uint8_t between = 0;
  if (!separator.is_missing()) {
    if (TRY(length(thread, separator)) != 1) return raise(thread, TypeId::ValueError, "sep must be length 1.");
    if (const String* text = as_string(separator)) {
      if (!text->is_ascii()) return raise(thread, TypeId::ValueError, "sep must be ASCII.");
      between = uint8_t(text->at(0));
    } else if (is_kind(separator, Kind::Bytes)) {
      between = separator.as<Bytes>()->data()[0];
      if (between >= 0x80) return raise(thread, TypeId::ValueError, "sep must be ASCII.");
    } else {
      return raise(thread, TypeId::TypeError, "sep must be str or bytes.");
    }
  }
  text::ByteBuffer out;
  if (separator.is_missing() || group == 0) {
    transfer::append_hexadecimal(out, data, view.size());
  } else {
    transfer::append_hexadecimal(out, data, view.size(), between, group);
  }
  String* text = out.out_of_memory() ? nullptr
                                     : string_from_latin1(thread.heap(), {reinterpret_cast<const char*>(out.data()), out.size()});
  if (!text) return raise_memory_error(thread);
  return text;
}

Status read_hex(Thread& thread, text::ByteBuffer& out, const String* text) {
  const int64_t size = text->length();
  const auto fail = [&](int64_t at) -> Status {
    return raise(thread, TypeId::ValueError, "non-hexadecimal number found in fromhex() arg at position %ld", at);
  };
  if (!text->is_ascii()) {
    for (int64_t i = 0; i < size; i++) {
      if (text->at(i) >= 0x80) return fail(i);
    }
  }
  const uint8_t* at = text->data1();
  for (int64_t i = 0; i < size;) {
    if (is_space(at[i])) {
      i++;
      continue;
    }
    const int high = digit_value(at[i]);
    if (high < 0) return fail(i);
    const int low = i + 1 < size ? digit_value(at[i + 1]) : -1;
    if (low < 0) return fail(i + 1);
    out.append(uint8_t(high << 4 | low));
    i += 2;
  }
  if (out.out_of_memory()) return raise_memory_error(thread);
  return ok_status();
}

Status warn_bytes(Thread& thread, const char* message) {
  if (start_options().bytes_warning == 0) return ok_status();
  return warn(thread, TypeId::BytesWarning, 1, "%s", message);
}

Status warn_byte_comparison(Thread& thread, const char* name, Value other) {
  if (start_options().bytes_warning == 0) return ok_status();
  if (as_string(other)) return warn(thread, TypeId::BytesWarning, 1, "Comparison between %s and string", name);
  if (is_int_like(other)) return warn(thread, TypeId::BytesWarning, 1, "Comparison between %s and int", name);
  return ok_status();
}

}  // namespace taipan::python
