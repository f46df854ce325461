// base/codecs/tools/codec_probe.cpp -- developer's tool: runs codecs and error handlers on lines of test cases.
//
// Room       Codecs.
// In / out   Each line `decode|encode CODEC HANDLER FINAL HEX` of the input (bytes as two digits each, code points
//            separated by commas, `-` for nothing) is answered by `OUTPUT|POSITION|ERRORS|FIRST_DOUBTFUL`.
//            Handlers: `log` and `step` put a question mark and go on after the range, or one place after its start.
// Tests      tests/differential/base/compare_codecs.py writes the lines and compares the answers with python3.11.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/codecs/bytes_escape.h"
#include "base/codecs/charmap.h"
#include "base/codecs/error_handlers.h"
#include "base/codecs/single_byte.h"
#include "base/codecs/unicode_escape.h"
#include "base/codecs/utf16.h"
#include "base/codecs/utf32.h"
#include "base/codecs/utf7.h"
#include "base/codecs/utf8.h"

using namespace taipan;          // NOLINT
using namespace taipan::codecs;  // NOLINT
using text::ByteBuffer;
using text::TextBuffer;
using text::TextView;

namespace {

// 0 is 'A' and so on; some characters are far away, some bytes undefined, the table ends early.
constexpr char16_t kTable[] = u"ABC\ufffeEF\u20ac\xe9\xff\u0100zyx";
constexpr char16_t kInvertibleTable[] = u"\0BC\ufffeEF\u20ac\xe9\xff\u0100zyx";

struct Case {
  std::string_view codec;
  std::string_view handler;
  Final final = Final::Yes;
  std::string errors;
  size_t first_doubtful = kNoPosition;

  void log(const Progress& p) {
    char line[200];
    std::snprintf(line, sizeof(line), "%zu-%zu %s;", p.error_start, p.error_end, p.reason);
    errors += line;
  }
};

bool is_wide(std::string_view codec) { return codec.starts_with("utf-16") || codec.starts_with("utf-32"); }
ByteOrder order_of(std::string_view codec) { return codec.ends_with("be") ? ByteOrder::Big : ByteOrder::Little; }

Progress decode_once(Case& test, Bytes input, size_t position, TextBuffer& out) {
  const std::string_view codec = test.codec;
  if (codec == "utf-8") return decode_utf8(input, position, test.final, out);
  if (codec == "utf-7") return decode_utf7(input, position, test.final, out);
  if (codec == "ascii") return decode_ascii(input, position, out);
  if (codec == "charmap") {
    return decode_charmap(input, position, TextView(kTable, sizeof(kTable) / 2 - 1), out);
  }
  if (codec == "unicode_escape") return decode_unicode_escape(input, position, test.final, out, test.first_doubtful);
  if (codec == "raw_unicode_escape") return decode_raw_unicode_escape(input, position, test.final, out);
  if (codec.starts_with("utf-16")) return decode_utf16(input, position, order_of(codec), test.final, out);
  return decode_utf32(input, position, order_of(codec), test.final, out);
}

// False: the error stands.
bool handle_decoding(Case& test, Bytes input, const Progress& error, TextBuffer& out, size_t& resume) {
  resume = error.error_end;
  if (test.handler == "replace") {
    out.append(U'\uFFFD');
  } else if (test.handler == "backslashreplace") {
    ByteBuffer bytes;
    backslash_replace(input, error.error_start, error.error_end, bytes);
    out.append_ascii(bytes.data(), bytes.size());
  } else if (test.handler == "surrogateescape") {
    return surrogate_escape_decode(input, error.error_start, error.error_end, out, resume);
  } else if (test.handler == "surrogatepass") {
    const auto encoding = unicode_encoding_named(test.codec);
    return encoding && surrogate_pass_decode(*encoding, input, error.error_start, out, resume);
  } else if (test.handler == "log" || test.handler == "step") {
    test.log(error);
    out.append(U'?');
    if (test.handler == "step") resume = error.error_start + 1;
  } else if (test.handler != "ignore") {
    return false;
  }
  return true;
}

size_t decode_all(Case& test, Bytes input, TextBuffer& out) {
  Progress p;
  for (;;) {
    p = decode_once(test, input, p.position, out);
    if (p.finished()) return p.position;
    size_t resume = 0;
    if (!handle_decoding(test, input, p, out, resume)) {
      test.log(p);
      test.errors += "!";
      return p.position;
    }
    p.position = resume;
  }
}

// The two passes over valid UTF-8 must agree with the one.
void check_utf8(Bytes input, const TextBuffer& decoded, bool valid) {
  const Utf8Scan scan = scan_utf8(input);
  if ((scan.valid_bytes == input.size()) != valid) std::abort();
  if (!valid) return;
  if (scan.length != decoded.length() || scan.width() != decoded.width()) std::abort();
  std::vector<char32_t> storage(scan.length + 1);
  if (scan.width() == text::CharWidth::One) decode_utf8_into(input, reinterpret_cast<uint8_t*>(storage.data()));
  if (scan.width() == text::CharWidth::Two) decode_utf8_into(input, reinterpret_cast<char16_t*>(storage.data()));
  if (scan.width() == text::CharWidth::Four) decode_utf8_into(input, storage.data());
  if (std::memcmp(storage.data(), decoded.data(), scan.length * static_cast<size_t>(scan.width())) != 0) std::abort();
}

Progress encode_once(Case& test, TextView input, size_t position, ByteBuffer& out) {
  const std::string_view codec = test.codec;
  if (codec == "utf-8") return encode_utf8(input, position, out);
  if (codec == "ascii") return encode_ascii(input, position, out);
  if (codec == "latin-1") return encode_latin1(input, position, out);
  if (codec == "charmap") {
    const EncodingMap map(TextView(kInvertibleTable, sizeof(kInvertibleTable) / 2 - 1));
    return encode_charmap(input, position, map, out);
  }
  if (codec.starts_with("utf-16")) return encode_utf16(input, position, order_of(codec), out);
  if (codec.starts_with("utf-32")) return encode_utf32(input, position, order_of(codec), out);
  if (codec == "utf-7") {
    encode_utf7(input, out);
  } else if (codec == "unicode_escape") {
    encode_unicode_escape(input, out);
  } else if (codec == "raw_unicode_escape") {
    encode_raw_unicode_escape(input, out);
  }
  return {input.length};
}

bool handle_encoding(Case& test, TextView input, Progress& error, ByteBuffer& out, size_t& resume) {
  resume = error.error_end;
  const size_t start = error.error_start, end = error.error_end;
  ByteBuffer text;
  if (test.handler == "surrogateescape") {
    if (is_wide(test.codec)) return false;
    const size_t reached = surrogate_escape_encode(input, start, end, out);
    if (test.codec != "charmap") error.error_start = reached;
    return reached == end;
  }
  if (test.handler == "surrogatepass") {
    const auto encoding = unicode_encoding_named(test.codec);
    return encoding && surrogate_pass_encode(*encoding, input, start, end, out);
  }
  if (test.handler == "replace") {
    for (size_t i = start; i < end; ++i) text.append('?');
  } else if (test.handler == "backslashreplace") {
    backslash_replace(input, start, end, text);
  } else if (test.handler == "xmlcharrefreplace") {
    xml_reference_replace(input, start, end, text);
  } else if (test.handler == "namereplace") {
    name_replace(input, start, end, text);
  } else if (test.handler == "log" || test.handler == "step") {
    test.log(error);
    text.append('?');
    if (test.handler == "step") resume = start + 1;
  } else if (test.handler != "ignore") {
    return false;
  }
  Case replacement{test.codec, "strict", Final::Yes, {}, kNoPosition};
  return encode_once(replacement, TextView(text.data(), text.size()), 0, out).finished();
}

size_t encode_all(Case& test, TextView input, ByteBuffer& out) {
  Progress p;
  for (;;) {
    p = encode_once(test, input, p.position, out);
    if (p.finished()) return p.position;
    size_t resume = 0;
    if (!handle_encoding(test, input, p, out, resume)) {
      test.log(p);
      test.errors += "!";
      return p.position;
    }
    p.position = resume;
  }
}

void print_bytes(Bytes bytes) {
  for (const uint8_t byte : bytes) std::printf("%02x", byte);
}

void print_text(TextView text) {
  for (size_t i = 0; i < text.length; ++i) std::printf("%s%x", i == 0 ? "" : ",", unsigned(text.at(i)));
}

void run(char* line) {
  const bool decoding = std::strcmp(std::strtok(line, " \n"), "decode") == 0;
  Case test;
  test.codec = std::strtok(nullptr, " \n");
  test.handler = std::strtok(nullptr, " \n");
  test.final = std::strcmp(std::strtok(nullptr, " \n"), "1") == 0 ? Final::Yes : Final::No;
  const std::string_view hex = std::strtok(nullptr, " \n");
  size_t position = 0;
  if (decoding) {
    std::vector<uint8_t> bytes;
    for (size_t i = 0; i + 1 < hex.size(); i += 2) {
      bytes.push_back(static_cast<uint8_t>(std::strtoul(std::string(hex.substr(i, 2)).c_str(), nullptr, 16)));
    }
    if (test.codec == "bytes_escape") {
      ByteBuffer out;
      Progress p;
      for (p = decode_bytes_escape(bytes, 0, out, test.first_doubtful); !p.finished();) {
        if (test.handler == "strict" || p.reason == kTrailingBackslash) {
          test.log(p);
          test.errors += "!";
          break;
        }
        if (test.handler == "replace") out.append('?');
        p = decode_bytes_escape(bytes, p.error_end, out, test.first_doubtful);
      }
      position = p.position;
      print_bytes(out.view());
    } else {
      TextBuffer out;
      position = decode_all(test, bytes, out);
      if (test.codec == "utf-8" && test.handler == "strict" && test.final == Final::Yes) {
        check_utf8(bytes, out, test.errors.empty());
      }
      print_text(out.view());
    }
  } else {
    TextBuffer input;
    for (char* word = std::strtok(const_cast<char*>(hex.data()), ",\n-"); word; word = std::strtok(nullptr, ",\n-")) {
      input.append(static_cast<char32_t>(std::strtoul(word, nullptr, 16)));
    }
    ByteBuffer out;
    if (test.codec == "bytes_escape") {
      encode_bytes_escape({static_cast<const uint8_t*>(input.data()), input.length()}, out);
      position = input.length();
    } else {
      position = encode_all(test, input.view(), out);
    }
    print_bytes(out.view());
  }
  std::printf("|%zu|%s|%lld\n", position, test.errors.c_str(), static_cast<long long>(test.first_doubtful));
}

}  // namespace

int main() {
  static char line[1 << 16];
  while (std::fgets(line, sizeof(line), stdin) != nullptr) run(line);
  return 0;
}
