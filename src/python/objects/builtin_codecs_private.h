// python/objects/builtin_codecs_private.h -- the loops that join a codec to its error handling.
//
// Room       python/objects; included by builtin_codecs.cpp and charmap_codec.cpp only.
#pragma once

#include "python/objects/builtin_codecs.h"
#include "python/objects/codec_errors.h"
#include "python/objects/str_private.h"

namespace taipan::python {

inline codecs::Bytes as_bytes(std::string_view bytes) { return {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}; }

inline Bytes* bytes_result(Thread& thread, const text::ByteBuffer& out) {
  if (out.out_of_memory()) return raise_memory_error(thread);
  Bytes* bytes = bytes_from(thread.heap(), {reinterpret_cast<const char*>(out.data()), out.size()});
  if (!bytes) return raise_memory_error(thread);
  return bytes;
}

// decode(input, position, out) -> Progress. It may have run other code: then an exception says that it stopped.
template <class Decode>
Status decode_into(Thread& thread, DecodeErrors& errors, size_t position, TextBuffer& out, size_t* consumed, Decode&& decode) {
  for (;;) {
    const codecs::Progress p = decode(errors.input(), position, out);
    if (p.finished()) {
      if (thread.has_exception()) return Raised{};
      *consumed = p.position;
      return ok_status();
    }
    position = TRY(errors.handle(p, out));
  }
}

// encode(input, position, out) -> Progress.
template <class Encode>
Bytes* encode_all(Thread& thread, EncodeErrors& errors, text::ByteBuffer& out, ReplacementEncoder replace, Encode&& encode) {
  for (size_t position = 0;;) {
    const codecs::Progress p = encode(errors.input(), position, out);
    if (p.finished()) {
      if (thread.has_exception()) return Raised{};
      return bytes_result(thread, out);
    }
    position = TRY(errors.handle(p, out, replace));
  }
}

}  // namespace taipan::python
