// python/objects/codec_errors.h -- what happens when a codec meets something that it cannot translate.
//
// Room       python/objects. The standard handlers' work is in base/codecs/error_handlers.h.
// In / out   A codec's objection (codecs::Progress) in; replacement text in its output and the place to go on out, or the
//            UnicodeDecodeError or UnicodeEncodeError raised.
// Tests      CPython's test_codeccallbacks, test_codecs
//
// Handlers with a standard name are applied here without making an exception; others are looked up in the registry
// (codec_registry.h) at the first objection and called with an exception object, which is then used again.
#pragma once

#include "base/codecs/progress.h"
#include "base/text/byte_buffer.h"
#include "base/text/text_buffer.h"
#include "python/objects/abstract.h"

namespace taipan::python {

enum class ErrorPolicy : uint8_t {
  Strict,
  Ignore,
  Replace,
  BackslashReplace,
  XmlReferenceReplace,  // encoding only, like the next one
  NameReplace,
  SurrogateEscape,
  SurrogatePass,
  Registered,
};
ErrorPolicy error_policy(const char* errors);  // null: strict

class DecodeErrors {
 public:
  // `source` is the bytes object that `input` lies in, or unbound: it is then made if an exception needs it.
  DecodeErrors(Thread& thread, const char* encoding, const char* errors, std::string_view input, Value source = Value::unbound());

  // A handler may put other bytes in place of the input.
  codecs::Bytes input() const { return input_; }
  // The name in messages: UTF-16 and UTF-32 know theirs when they have seen the byte order mark.
  void set_encoding(const char* encoding) { encoding_ = encoding; }
  Result<size_t> handle(const codecs::Progress& error, text::TextBuffer& out);

 private:
  Bytes* source();
  Raised raise_strict(const codecs::Progress& error);
  Result<size_t> call_handler(const codecs::Progress& error, text::TextBuffer& out);

  Thread& thread_;
  const char* encoding_;
  const char* errors_;
  codecs::Bytes input_;
  Value source_;
  Value handler_, exception_;
  ErrorPolicy policy_;
};

// What an encoder makes of a replacement text; false: it cannot.
using ReplacementEncoder = FunctionRef<bool(text::TextView replacement, text::ByteBuffer& out)>;

class EncodeErrors {
 public:
  // Replacement bytes must come in whole units of `unit_bytes`.
  EncodeErrors(Thread& thread, const char* encoding, const char* errors, String* input, int unit_bytes = 1);

  text::TextView input() const;
  // Handlers may be called again for the rest of the range: `narrows` says whether an error that surrogateescape cannot
  // mend is reported from the first character it cannot.
  void set_narrows(bool narrows) { narrows_ = narrows; }
  Result<size_t> handle(codecs::Progress error, text::ByteBuffer& out, ReplacementEncoder encode);

 private:
  Raised raise_strict(const codecs::Progress& error);
  Result<size_t> call_handler(const codecs::Progress& error, text::ByteBuffer& out, ReplacementEncoder encode);

  Thread& thread_;
  const char* encoding_;
  const char* errors_;
  String* input_;
  Value handler_, exception_;
  int unit_bytes_;
  bool narrows_ = true;
  ErrorPolicy policy_;
};

// The handlers as functions of Python: what the registry starts with. `exception` is a UnicodeError.
std::span<const Method> standard_error_handlers();

}  // namespace taipan::python
