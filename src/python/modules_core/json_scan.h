// python/modules_core/json_scan.h -- JSON's strings and numbers: recognised, decoded, encoded.
//
// Room       Cores of modules: texts in, texts and numbers out; no VM value. Door for the module `_json`.
// In / out   Positions are indices of code points. Errors carry the position Python's JSONDecodeError is given.
// Tests      tests/unit/python/modules_core/json_scan_test.cpp, tests/differential/modules_core/compare_cores.py
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::modules_core {

enum class JsonStringStatus : uint8_t {
  Plain,    // no escapes: the string is the subject from the start to `next` - 1
  Decoded,  // it had escapes, and was appended to the buffer
  Unterminated,
  ControlCharacter,
  BadEscape,
  BadUnicodeEscape,
};

// How Python words an error; the message is followed by nothing.
const char* message_of(JsonStringStatus status);

struct JsonString {
  JsonStringStatus status;
  size_t next;  // behind the closing quote; or the position of the error
};

enum class JsonStrictness : uint8_t { Strict, Lenient };  // lenient: control characters may stand in strings

// The string whose first character (behind the opening quote) is at `start` <= length. Only if it has escapes, `out` is
// written to.
JsonString scan_json_string(text::TextView subject, size_t start, JsonStrictness strictness, text::TextBuffer& out);

struct JsonNumber {
  size_t next = 0;  // behind the number; equal to its start if there is none
  bool is_float = false;
  bool is_small = false;  // an int of at most 18 digits, and this is its value
  int64_t value = 0;
};
JsonNumber scan_json_number(text::TextView subject, size_t start);

// The first position from `start` on that holds no JSON whitespace.
size_t skip_json_space(text::TextView subject, size_t start);

enum class JsonCharacters : uint8_t { Ascii, All };  // Ascii: others are written as \uXXXX
// The text as a JSON string with its quotes.
void append_json_string(text::TextBuffer& out, text::TextView text, JsonCharacters characters);

}  // namespace taipan::modules_core
