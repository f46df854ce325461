// base/codecs/progress.h -- how a decoder or encoder says how far it came.
//
// Room       Codecs. All decoders and encoders of this folder have one of these two forms:
//
//   Progress decode_x(Bytes input, size_t position, Final final, text::TextBuffer& out);
//   Progress encode_x(text::TextView input, size_t position, text::ByteBuffer& out);
//
// They start at `position` and run to the end of the input or to the first thing they cannot translate. What came
// before it has been written to `out`. On an error the caller asks its error handler, which sees the range and the
// reason, writes the replacement to `out` itself, and calls again with the position where the handler wants to go on.
// Decoders and encoders keep no state between calls: an error always leaves them outside of any shift sequence.
//
//   for (Progress p{};;) {
//     p = decode_x(input, p.position, Final::Yes, out);
//     if (p.finished()) return;
//     p.position = handle(p.error_start, p.error_end, p.reason, out);
//   }
//
// With Final::No an incomplete sequence at the end is no error: `position` is then where it starts, and the caller
// keeps the rest for later. Positions are bytes for decoders and code points for encoders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace taipan::codecs {

using Bytes = std::span<const uint8_t>;

enum class Final : uint8_t { No, Yes };

struct Progress {
  size_t position = 0;           // everything before was consumed
  const char* reason = nullptr;  // null: no error
  size_t error_start = 0;        // the range that the error speaks of
  size_t error_end = 0;

  bool finished() const { return reason == nullptr; }
  static Progress failed(size_t start, size_t end, const char* reason) { return {start, reason, start, end}; }
};

// Reasons that more than one codec gives.
inline constexpr const char* kTruncatedData = "truncated data";
inline constexpr const char* kUnexpectedEnd = "unexpected end of data";
inline constexpr const char* kSurrogatesNotAllowed = "surrogates not allowed";

}  // namespace taipan::codecs
