// python/syntax/utf8.cpp -- see utf8.h.
//
// Room       Syntax.
// Tests      tests/unit/python/syntax/utf8_test.cpp
#include "python/syntax/utf8.h"

#include <cstdio>

namespace taipan::syntax::utf8 {

namespace {

enum class StepKind : uint8_t { Character, InvalidStart, InvalidContinuation, UnexpectedEnd };

// One step of decoding: `length` bytes are a character, or belong together to one wrong part.
struct Step {
  StepKind kind;
  size_t length;
};

Step step_at(std::string_view text, size_t at) {
  const auto byte = [&](size_t index) { return static_cast<unsigned char>(text[index]); };
  const unsigned lead = byte(at);
  if (lead < 0x80) return {StepKind::Character, 1};
  if (lead < 0xC2 || lead > 0xF4) return {StepKind::InvalidStart, 1};
  const size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  // The second byte rules out overlong forms, surrogates and what is beyond U+10FFFF.
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  for (size_t i = 1; i < length; ++i) {
    if (at + i >= text.size()) return {StepKind::UnexpectedEnd, i};
    const unsigned continuation = byte(at + i);
    const bool valid = i == 1 ? continuation >= low && continuation <= high : (continuation & 0xC0) == 0x80;
    if (!valid) return {StepKind::InvalidContinuation, i};
  }
  return {StepKind::Character, length};
}

}  // namespace

char32_t next(const char*& at) {
  const auto lead = static_cast<unsigned char>(*at++);
  if (lead < 0x80) return lead;
  const int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  char32_t point = lead & (0x3F >> more);
  for (int i = 0; i < more; ++i) point = (point << 6) | (static_cast<unsigned char>(*at++) & 0x3F);
  return point;
}

void append(std::string& text, char32_t point) {
  const auto continuation = [&](int shift) { text += static_cast<char>(0x80 | ((point >> shift) & 0x3F)); };
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += static_cast<char>(0xC0 | (point >> 6));
    continuation(0);
  } else if (point < 0x10000) {
    text += static_cast<char>(0xE0 | (point >> 12));
    continuation(6);
    continuation(0);
  } else {
    text += static_cast<char>(0xF0 | (point >> 18));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

bool check(std::string_view text, Defect& defect) {
  for (size_t at = 0; at < text.size();) {
    const Step step = step_at(text, at);
    if (step.kind != StepKind::Character) {
      const char* reason = step.kind == StepKind::InvalidStart          ? "invalid start byte"
                           : step.kind == StepKind::InvalidContinuation ? "invalid continuation byte"
                                                                        : "unexpected end of data";
      defect = {at, at + step.length, reason};
      return false;
    }
    at += step.length;
  }
  return true;
}

bool check(std::string_view text, std::string& message) {
  Defect defect;
  if (check(text, defect)) return true;
  char where[96];
  if (defect.end - defect.start == 1) {
    std::snprintf(where, sizeof where, "'utf-8' codec can't decode byte 0x%02x in position %zu: ",
                  static_cast<unsigned char>(text[defect.start]), defect.start);
  } else {
    std::snprintf(where, sizeof where, "'utf-8' codec can't decode bytes in position %zu-%zu: ", defect.start,
                  defect.end - 1);
  }
  message = std::string(where) + defect.reason;
  return false;
}

size_t valid_length(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const Step step = step_at(text, at);
    if (step.kind != StepKind::Character) break;
    at += step.length;
  }
  return at;
}

size_t count_replacing(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++count) at += step_at(text, at).length;
  return count;
}

std::string replace_invalid(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const Step step = step_at(text, at);
    if (step.kind == StepKind::Character) {
      result.append(text, at, step.length);
    } else {
      append(result, 0xFFFD);
    }
    at += step.length;
  }
  return result;
}

}  // namespace taipan::syntax::utf8
