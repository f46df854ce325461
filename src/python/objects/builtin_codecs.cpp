// python/objects/builtin_codecs.cpp -- Unicode's encodings, ASCII, Latin-1, escapes. Character maps: charmap_codec.cpp.
//
// Room       python/objects; the contract is in builtin_codecs.h.
// Tests      CPython's test_codecs, test_codeccallbacks
#include "python/objects/builtin_codecs.h"

#include "base/codecs/bytes_escape.h"
#include "base/codecs/single_byte.h"
#include "base/codecs/unicode_escape.h"
#include "base/codecs/utf16.h"
#include "base/codecs/utf32.h"
#include "base/codecs/utf7.h"
#include "base/codecs/utf8.h"
#include "base/text/ascii.h"
#include "python/objects/builtin_codecs_private.h"

namespace taipan::python {

using codecs::ByteOrder;
using codecs::Progress;
using text::ByteBuffer;

namespace {

template <class Decode>
String* decode_with(Thread& thread, const char* encoding, DecodeInput input, const char* errors, size_t* consumed, Decode&& decode) {
  DecodeErrors handling(thread, encoding, errors, input.bytes, input.source);
  TextBuffer out;
  TRY(decode_into(thread, handling, 0, out, consumed, decode));
  return text_result(thread, out);
}

// Replacements for what UTF encoders refuse are ASCII.
bool is_ascii(TextView text) {
  return text.width == text::CharWidth::One && text::is_ascii(text.chars1(), text.length);
}

String* ascii_text(Thread& thread, std::string_view bytes) {
  if (bytes.size() == 1) return string_from_character(thread.heap(), uint8_t(bytes[0]));
  String* s = TRY(checked(thread, new_string(thread.heap(), int64_t(bytes.size()), 0x7F)));
  if (!bytes.empty()) memcpy(s->mutable_data(), bytes.data(), bytes.size());
  return s;
}

Bytes* bytes_copy(Thread& thread, std::string_view bytes) {
  Bytes* copy = bytes_from(thread.heap(), bytes);
  if (!copy) return raise_memory_error(thread);
  return copy;
}

}  // namespace

// ---- UTF-8, ASCII, Latin-1 -----------------------------------------------------------------------------------------

String* decode_utf8(Thread& thread, DecodeInput input, const char* errors, Final final, size_t* consumed) {
  const codecs::Bytes bytes = as_bytes(input.bytes);
  const codecs::Utf8Scan scan = codecs::scan_utf8(bytes);
  if (scan.valid_bytes == bytes.size()) [[likely]] {
    *consumed = bytes.size();
    if (scan.is_ascii()) return ascii_text(thread, input.bytes);
    if (scan.length == 1) {
      char32_t c;
      codecs::decode_utf8_into(bytes, &c);
      return string_from_character(thread.heap(), c);
    }
    String* s = TRY(checked(thread, new_string(thread.heap(), int64_t(scan.length), scan.bits)));
    switch (s->width_log2()) {
      case 0: codecs::decode_utf8_into(bytes, static_cast<uint8_t*>(s->mutable_data())); break;
      case 1: codecs::decode_utf8_into(bytes, static_cast<char16_t*>(s->mutable_data())); break;
      default: codecs::decode_utf8_into(bytes, static_cast<char32_t*>(s->mutable_data())); break;
    }
    return s;
  }
  return decode_with(thread, "utf-8", input, errors, consumed, [final](codecs::Bytes in, size_t position, TextBuffer& out) {
    return codecs::decode_utf8(in, position, final, out);
  });
}

String* decode_ascii(Thread& thread, DecodeInput input, const char* errors) {
  const codecs::Bytes bytes = as_bytes(input.bytes);
  if (text::is_ascii(bytes.data(), bytes.size())) [[likely]] return ascii_text(thread, input.bytes);
  size_t consumed;
  return decode_with(thread, "ascii", input, errors, &consumed, [](codecs::Bytes in, size_t position, TextBuffer& out) {
    return codecs::decode_ascii(in, position, out);
  });
}

String* decode_latin1(Thread& thread, std::string_view bytes) { return checked(thread, string_from_latin1(thread.heap(), bytes)); }

Bytes* encode_utf8(Thread& thread, String* text, const char* errors) {
  if (text->is_ascii()) [[likely]] return bytes_copy(thread, text->bytes());
  const TextView view = text_of(text);
  const codecs::Utf8Size size = codecs::utf8_size(view);
  if (!size.has_surrogates) {
    Bytes* bytes = new_bytes(thread.heap(), int64_t(size.bytes));
    if (!bytes) return raise_memory_error(thread);
    codecs::encode_utf8_into(view, bytes->data_);
    return bytes;
  }
  EncodeErrors handling(thread, "utf-8", errors, text);
  ByteBuffer buffer;
  auto replace = [](TextView replacement, ByteBuffer& out) {
    return is_ascii(replacement) && codecs::encode_utf8(replacement, 0, out).finished();
  };
  return encode_all(thread, handling, buffer, replace, [](TextView in, size_t position, ByteBuffer& out) {
    return codecs::encode_utf8(in, position, out);
  });
}

namespace {

using EncodeSingleByte = Progress (*)(TextView, size_t, ByteBuffer&);

Bytes* encode_single_byte(Thread& thread, const char* encoding, String* text, const char* errors, EncodeSingleByte encode) {
  EncodeErrors handling(thread, encoding, errors, text);
  ByteBuffer buffer;
  auto replace = [encode](TextView replacement, ByteBuffer& out) { return encode(replacement, 0, out).finished(); };
  return encode_all(thread, handling, buffer, replace, encode);
}

}  // namespace

Bytes* encode_ascii(Thread& thread, String* text, const char* errors) {
  if (text->is_ascii()) [[likely]] return bytes_copy(thread, text->bytes());
  return encode_single_byte(thread, "ascii", text, errors, &codecs::encode_ascii);
}

Bytes* encode_latin1(Thread& thread, String* text, const char* errors) {
  if (text->width_log2() == 0) [[likely]] return bytes_copy(thread, text->bytes());
  return encode_single_byte(thread, "latin-1", text, errors, &codecs::encode_latin1);
}

// ---- UTF-7, UTF-16, UTF-32 -----------------------------------------------------------------------------------------

String* decode_utf7(Thread& thread, DecodeInput input, const char* errors, Final final, size_t* consumed) {
  return decode_with(thread, "utf7", input, errors, consumed, [final](codecs::Bytes in, size_t position, TextBuffer& out) {
    return codecs::decode_utf7(in, position, final, out);
  });
}

Bytes* encode_utf7(Thread& thread, String* text) {
  ByteBuffer out;
  codecs::encode_utf7(text_of(text), out);
  return bytes_result(thread, out);
}

namespace {

struct WideCodec {
  const char* little;
  const char* big;
  const char* marked;
  size_t unit_bytes;
  codecs::ByteOrderMark (*find_mark)(codecs::Bytes);
  Progress (*decode)(codecs::Bytes, size_t, ByteOrder, Final, TextBuffer&);
  Progress (*encode)(TextView, size_t, ByteOrder, ByteBuffer&);
};
constexpr WideCodec kUtf16 = {"utf-16-le", "utf-16-be", "utf-16", 2, &codecs::utf16_byte_order, &codecs::decode_utf16, &codecs::encode_utf16};
constexpr WideCodec kUtf32 = {"utf-32-le", "utf-32-be", "utf-32", 4, &codecs::utf32_byte_order, &codecs::decode_utf32, &codecs::encode_utf32};

String* decode_wide(Thread& thread, const WideCodec& codec, DecodeInput input, const char* errors, int* order, Final final,
                    size_t* consumed) {
  size_t start = 0;
  ByteOrder byte_order = *order == 0 ? codecs::kNativeOrder : *order < 0 ? ByteOrder::Little : ByteOrder::Big;
  if (*order == 0) {
    const codecs::ByteOrderMark mark = codec.find_mark(as_bytes(input.bytes));
    if (mark.found) {
      start = mark.length;
      byte_order = mark.order;
      *order = mark.order == ByteOrder::Little ? -1 : 1;
    }
  }
  const char* encoding = byte_order == ByteOrder::Little ? codec.little : codec.big;
  DecodeErrors handling(thread, encoding, errors, input.bytes, input.source);
  TextBuffer out;
  TRY(decode_into(thread, handling, start, out, consumed, [&](codecs::Bytes in, size_t position, TextBuffer& decoded) {
    return codec.decode(in, position, byte_order, final, decoded);
  }));
  return text_result(thread, out);
}

Bytes* encode_wide(Thread& thread, const WideCodec& codec, String* text, const char* errors, int order) {
  const ByteOrder byte_order = order == 0 ? codecs::kNativeOrder : order < 0 ? ByteOrder::Little : ByteOrder::Big;
  const char* encoding = order == 0 ? codec.marked : order < 0 ? codec.little : codec.big;
  EncodeErrors handling(thread, encoding, errors, text, int(codec.unit_bytes));
  ByteBuffer buffer;
  if (order == 0) {
    if (codec.unit_bytes == 2) codecs::append_utf16_unit(buffer, 0xFEFF, byte_order);
    if (codec.unit_bytes == 4) codecs::append_utf32_unit(buffer, 0xFEFF, byte_order);
  }
  auto encode = [&](TextView in, size_t position, ByteBuffer& out) { return codec.encode(in, position, byte_order, out); };
  auto replace = [&](TextView replacement, ByteBuffer& out) { return is_ascii(replacement) && encode(replacement, 0, out).finished(); };
  return encode_all(thread, handling, buffer, replace, encode);
}

}  // namespace

String* decode_utf16(Thread& thread, DecodeInput input, const char* errors, int* order, Final final, size_t* consumed) {
  return decode_wide(thread, kUtf16, input, errors, order, final, consumed);
}
String* decode_utf32(Thread& thread, DecodeInput input, const char* errors, int* order, Final final, size_t* consumed) {
  return decode_wide(thread, kUtf32, input, errors, order, final, consumed);
}
Bytes* encode_utf16(Thread& thread, String* text, const char* errors, int order) {
  return encode_wide(thread, kUtf16, text, errors, order);
}
Bytes* encode_utf32(Thread& thread, String* text, const char* errors, int order) {
  return encode_wide(thread, kUtf32, text, errors, order);
}

// ---- escapes -------------------------------------------------------------------------------------------------------

namespace {

// The first escape that deserves a warning, copied from the input as it was then: handlers may put another in its place.
class DoubtfulEscape {
 public:
  size_t position = codecs::kNoPosition;  // behind the backslash

  void look(codecs::Bytes input) {
    if (text_[0] != 0 || position == codecs::kNoPosition) return;
    const bool octal = position < input.size() && input[position] >= '0' && input[position] <= '7';
    for (size_t i = 0; i < (octal ? 3 : 1) && position + i < input.size(); i++) text_[i] = char(input[position + i]);
  }
  Status warn_if_any(Thread& thread) const {
    if (text_[0] == 0) return ok_status();
    if (text_[1] != 0) return warn(thread, TypeId::DeprecationWarning, 1, "invalid octal escape sequence '\\%s'", text_);
    return warn(thread, TypeId::DeprecationWarning, 1, "invalid escape sequence '\\%c'", int(uint8_t(text_[0])));
  }

 private:
  char text_[4] = {};
};

}  // namespace

String* decode_unicode_escape(Thread& thread, DecodeInput input, const char* errors, Final final, size_t* consumed) {
  DoubtfulEscape doubtful;
  String* s = TRY(decode_with(thread, "unicodeescape", input, errors, consumed, [&](codecs::Bytes in, size_t position, TextBuffer& out) {
    const Progress p = codecs::decode_unicode_escape(in, position, final, out, doubtful.position);
    doubtful.look(in);
    return p;
  }));
  TRY(doubtful.warn_if_any(thread));
  return s;
}

Bytes* decode_bytes_escape(Thread& thread, DecodeInput input, const char* errors, size_t* consumed) {
  const codecs::Bytes bytes = as_bytes(input.bytes);
  const ErrorPolicy policy = error_policy(errors);
  ByteBuffer out;
  DoubtfulEscape doubtful;
  Progress p = codecs::decode_bytes_escape(bytes, 0, out, doubtful.position);
  while (!p.finished()) {
    if (p.reason == codecs::kTrailingBackslash) return raise(thread, TypeId::ValueError, "%s", p.reason);
    if (policy == ErrorPolicy::Strict) {
      return raise(thread, TypeId::ValueError, "invalid \\x escape at position %ld", int64_t(p.error_start));
    }
    if (policy == ErrorPolicy::Replace) {
      out.append('?');
    } else if (policy != ErrorPolicy::Ignore) {
      return raise(thread, TypeId::ValueError, "decoding error; unknown error handling code: %s", errors);
    }
    p = codecs::decode_bytes_escape(bytes, p.error_end, out, doubtful.position);
  }
  *consumed = bytes.size();
  doubtful.look(bytes);
  TRY(doubtful.warn_if_any(thread));
  return bytes_result(thread, out);
}

String* decode_raw_unicode_escape(Thread& thread, DecodeInput input, const char* errors, Final final, size_t* consumed) {
  return decode_with(thread, "rawunicodeescape", input, errors, consumed, [final](codecs::Bytes in, size_t position, TextBuffer& out) {
    return codecs::decode_raw_unicode_escape(in, position, final, out);
  });
}

Bytes* encode_unicode_escape(Thread& thread, String* text) {
  ByteBuffer out;
  codecs::encode_unicode_escape(text_of(text), out);
  return bytes_result(thread, out);
}

Bytes* encode_raw_unicode_escape(Thread& thread, String* text) {
  ByteBuffer out;
  codecs::encode_raw_unicode_escape(text_of(text), out);
  return bytes_result(thread, out);
}

}  // namespace taipan::python
