// tests/unit/base/codecs/codec_testing.h -- texts and bytes as strings, for the tests of codecs.
#pragma once

#include <string>
#include <string_view>

#include "base/codecs/progress.h"
#include "base/text/byte_buffer.h"
#include "base/text/text_buffer.h"

namespace taipan::codecs {

inline Bytes bytes_of(std::string_view text) { return {reinterpret_cast<const uint8_t*>(text.data()), text.size()}; }

inline std::string string_of(const text::ByteBuffer& buffer) {
  return {reinterpret_cast<const char*>(buffer.data()), buffer.size()};
}

inline std::u32string string_of(const text::TextBuffer& buffer) {
  std::u32string result;
  for (size_t i = 0; i < buffer.length(); ++i) result.push_back(buffer.view().at(i));
  return result;
}

// "START-END REASON", or nothing.
inline std::string error_of(const Progress& progress) {
  if (progress.finished()) return "";
  return std::to_string(progress.error_start) + "-" + std::to_string(progress.error_end) + " " + progress.reason;
}

}  // namespace taipan::codecs
