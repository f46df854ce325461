// python/objects/codec_errors.cpp -- applying error handlers; the contract is in codec_errors.h.
//
// Room       python/objects.
// Tests      CPython's test_codeccallbacks, test_codecs
#include "python/objects/codec_errors.h"

#include <string_view>

#include "base/codecs/error_handlers.h"
#include "python/objects/codec_registry.h"
#include "python/objects/exceptions.h"
#include "python/objects/str_private.h"
#include "vm/integer.h"

namespace taipan::python {

using codecs::Progress;
using text::ByteBuffer;

namespace {

constexpr const char* kPolicyNames[] = {"strict",           "ignore",      "replace",         "backslashreplace",
                                        "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"};
static_assert(sizeof kPolicyNames / sizeof *kPolicyNames == size_t(ErrorPolicy::Registered));

enum Field : int { kEncoding, kObject, kStart, kEnd, kReason };

Value new_unicode_error(Thread& thread, TypeId type, const char* encoding, Value object, const Progress& error) {
  Heap& heap = thread.heap();
  const Value arguments[] = {Value(string_from_utf8(heap, encoding)), object, Value::integer(int64_t(error.error_start)),
                             Value::integer(int64_t(error.error_end)), Value(string_from_utf8(heap, error.reason))};
  return call(thread, Value(builtin_type(type)), arguments);
}

// Makes the exception for the handler, or brings the one of the last time up to date.
Status prepare(Thread& thread, Value* exception, TypeId type, const char* encoding, Value object, const Progress& error) {
  if (exception->is_unbound()) {
    *exception = TRY(new_unicode_error(thread, type, encoding, object, error));
    return ok_status();
  }
  auto* e = exception->as<ExceptionObject>();
  e->fields[kStart] = Value::integer(int64_t(error.error_start));
  e->fields[kEnd] = Value::integer(int64_t(error.error_end));
  e->fields[kReason] = Value(string_from_utf8(thread.heap(), error.reason));
  thread.heap().write_barrier(e);
  return ok_status();
}

// The place that a handler gave, counted from the end if negative.
Result<size_t> place_in(Thread& thread, Value position, size_t size) {
  int64_t place = TRY(to_int64(thread, position));
  if (place < 0) place += int64_t(size);
  if (place < 0 || place > int64_t(size)) {
    return raise(thread, TypeId::IndexError, "position %ld from error handler out of bounds", place);
  }
  return size_t(place);
}

}  // namespace

ErrorPolicy error_policy(const char* errors) {
  if (errors == nullptr) return ErrorPolicy::Strict;
  const std::string_view name(errors);
  for (size_t i = 0; i < size_t(ErrorPolicy::Registered); i++) {
    if (name == kPolicyNames[i]) return ErrorPolicy(i);
  }
  return ErrorPolicy::Registered;
}

// ---- decoding -----------------------------------------------------------------------------------------------------

DecodeErrors::DecodeErrors(Thread& thread, const char* encoding, const char* errors, std::string_view input, Value source)
    : thread_(thread), encoding_(encoding), errors_(errors),
      input_(reinterpret_cast<const uint8_t*>(input.data()), input.size()), source_(source), policy_(error_policy(errors)) {}

Bytes* DecodeErrors::source() {
  if (source_.is_unbound()) {
    Bytes* copy = bytes_from(thread_.heap(), {reinterpret_cast<const char*>(input_.data()), input_.size()});
    if (!copy) return raise_memory_error(thread_);
    source_ = Value(copy);
  }
  return source_.as<Bytes>();
}

Raised DecodeErrors::raise_strict(const Progress& error) {
  Bytes* object = source();
  if (!object) return {};
  return raise_unicode_error(thread_, TypeId::UnicodeDecodeError, encoding_, Value(object), int64_t(error.error_start),
                             int64_t(error.error_end), error.reason);
}

Result<size_t> DecodeErrors::handle(const Progress& error, TextBuffer& out) {
  size_t resume = error.error_end;
  switch (policy_) {
    case ErrorPolicy::Strict: return raise_strict(error);
    case ErrorPolicy::Ignore: return resume;
    case ErrorPolicy::Replace: out.append(U'\uFFFD'); return resume;
    case ErrorPolicy::BackslashReplace: {
      ByteBuffer escapes;
      codecs::backslash_replace(input_, error.error_start, error.error_end, escapes);
      out.append_ascii(escapes.data(), escapes.size());
      return resume;
    }
    case ErrorPolicy::SurrogateEscape:
      if (codecs::surrogate_escape_decode(input_, error.error_start, error.error_end, out, resume)) return resume;
      return raise_strict(error);
    case ErrorPolicy::SurrogatePass: {
      const auto encoding = codecs::unicode_encoding_named(encoding_);
      if (encoding && codecs::surrogate_pass_decode(*encoding, input_, error.error_start, out, resume)) return resume;
      return raise_strict(error);
    }
    default: return call_handler(error, out);
  }
}

Result<size_t> DecodeErrors::call_handler(const Progress& error, TextBuffer& out) {
  if (handler_.is_unbound()) handler_ = TRY(lookup_error_handler(thread_, errors_));
  Bytes* object = TRY(source());
  TRY(prepare(thread_, &exception_, TypeId::UnicodeDecodeError, encoding_, Value(object), error));
  const Value result = TRY(call_with(thread_, handler_, exception_));
  const auto* pair = is_kind(result, Kind::Tuple) ? result.as<Tuple>() : nullptr;
  if (!pair || pair->length() != 2 || !as_string(pair->at(0)) || !is_int_like(pair->at(1))) {
    return raise(thread_, TypeId::TypeError, "decoding error handler must return (str, int) tuple");
  }
  const Value input = exception_.as<ExceptionObject>()->fields[kObject];
  if (!is_kind(input, Kind::Bytes)) return raise(thread_, TypeId::TypeError, "exception attribute object must be bytes");
  source_ = input;
  input_ = {input.as<Bytes>()->data(), size_t(input.as<Bytes>()->length())};
  const size_t resume = TRY(place_in(thread_, pair->at(1), input_.size()));
  out.append(text_of(pair->at(0).as<String>()));
  return resume;
}

// ---- encoding -----------------------------------------------------------------------------------------------------

EncodeErrors::EncodeErrors(Thread& thread, const char* encoding, const char* errors, String* input, int unit_bytes)
    : thread_(thread), encoding_(encoding), errors_(errors), input_(input), unit_bytes_(unit_bytes), policy_(error_policy(errors)) {}

TextView EncodeErrors::input() const { return text_of(input_); }

Raised EncodeErrors::raise_strict(const Progress& error) {
  return raise_unicode_error(thread_, TypeId::UnicodeEncodeError, encoding_, Value(input_), int64_t(error.error_start),
                             int64_t(error.error_end), error.reason);
}

Result<size_t> EncodeErrors::handle(Progress error, ByteBuffer& out, ReplacementEncoder encode) {
  const size_t start = error.error_start, end = error.error_end;
  const size_t before = out.size();
  ByteBuffer replacement;
  switch (policy_) {
    case ErrorPolicy::Strict: return raise_strict(error);
    case ErrorPolicy::Ignore: return end;
    case ErrorPolicy::Replace:
      for (size_t i = start; i < end; i++) replacement.append('?');
      break;
    case ErrorPolicy::BackslashReplace: codecs::backslash_replace(input(), start, end, replacement); break;
    case ErrorPolicy::XmlReferenceReplace: codecs::xml_reference_replace(input(), start, end, replacement); break;
    case ErrorPolicy::NameReplace: codecs::name_replace(input(), start, end, replacement); break;
    case ErrorPolicy::SurrogateEscape: {
      const size_t reached = codecs::surrogate_escape_encode(input(), start, end, out);
      if (reached == end && (out.size() - before) % size_t(unit_bytes_) == 0) return end;
      out.truncate(before);
      if (narrows_ && unit_bytes_ == 1) error.error_start = reached;
      return raise_strict(error);
    }
    case ErrorPolicy::SurrogatePass: {
      const auto encoding = codecs::unicode_encoding_named(encoding_);
      if (encoding && codecs::surrogate_pass_encode(*encoding, input(), start, end, out)) return end;
      return raise_strict(error);
    }
    case ErrorPolicy::Registered: return call_handler(error, out, encode);
  }
  if (encode(TextView(replacement.data(), replacement.size()), out)) return end;
  if (thread_.has_exception()) return Raised{};
  return raise_strict(error);
}

Result<size_t> EncodeErrors::call_handler(const Progress& error, ByteBuffer& out, ReplacementEncoder encode) {
  if (handler_.is_unbound()) handler_ = TRY(lookup_error_handler(thread_, errors_));
  TRY(prepare(thread_, &exception_, TypeId::UnicodeEncodeError, encoding_, Value(input_), error));
  const Value result = TRY(call_with(thread_, handler_, exception_));
  const auto* pair = is_kind(result, Kind::Tuple) ? result.as<Tuple>() : nullptr;
  if (!pair || pair->length() != 2 || !(as_string(pair->at(0)) || is_kind(pair->at(0), Kind::Bytes)) || !is_int_like(pair->at(1))) {
    return raise(thread_, TypeId::TypeError, "encoding error handler must return (str/bytes, int) tuple");
  }
  const size_t resume = TRY(place_in(thread_, pair->at(1), input().length));
  if (is_kind(pair->at(0), Kind::Bytes)) {
    const std::string_view bytes = pair->at(0).as<Bytes>()->view();
    if (bytes.size() % size_t(unit_bytes_) != 0) return raise_strict(error);
    out.append(bytes);
  } else if (!encode(text_of(pair->at(0).as<String>()), out)) {
    if (thread_.has_exception()) return Raised{};
    return raise_strict(error);
  }
  return resume;
}

// ---- the handlers as functions --------------------------------------------------------------------------------------

namespace {

Raised raise_unsuitable(Thread& thread, Value exception) {
  return raise(thread, TypeId::TypeError, "don't know how to handle %T in error callback", exception);
}

bool is_encode_error(Value v) { return is_instance_of(v, TypeId::UnicodeEncodeError); }
bool is_decode_error(Value v) { return is_instance_of(v, TypeId::UnicodeDecodeError); }
bool is_translate_error(Value v) { return is_instance_of(v, TypeId::UnicodeTranslateError); }

// The input of a UnicodeError and the range that it speaks of, brought inside the input.
struct Trouble {
  TextView text;
  codecs::Bytes bytes;
  size_t start, end;  // not empty, unless the input is
  size_t resume;      // what the handler is to return: the end as the exception has it
};
Result<Trouble> trouble_of(Thread& thread, Value exception) {
  auto* e = exception.as<ExceptionObject>();
  Trouble trouble{};
  int64_t size;
  const Value object = e->fields[kObject];
  if (object.is_unbound()) return raise(thread, TypeId::TypeError, "object attribute not set");
  if (is_decode_error(exception)) {
    if (!is_kind(object, Kind::Bytes)) return raise(thread, TypeId::TypeError, "object attribute must be bytes");
    trouble.bytes = {object.as<Bytes>()->data(), size_t(object.as<Bytes>()->length())};
    size = object.as<Bytes>()->length();
  } else {
    if (!as_string(object)) return raise(thread, TypeId::TypeError, "object attribute must be unicode");
    trouble.text = text_of(object.as<String>());
    size = object.as<String>()->length();
  }
  int64_t start = integer_to_int64_clamped(e->fields[kStart]), end = integer_to_int64_clamped(e->fields[kEnd]);
  if (start >= size) start = size - 1;
  if (start < 0) start = 0;
  if (end < 1) end = 1;
  if (end > size) end = size;
  trouble.start = size_t(start);
  trouble.end = size_t(end < start ? start : end);
  trouble.resume = size_t(end);
  return trouble;
}

Value pair_of(Thread& thread, HeapObject* replacement, size_t resume) {
  if (!replacement) return Value::raised();
  return Value(tuple_of(thread.heap(), Value(replacement), Value::integer(int64_t(resume))));
}
Value text_pair(Thread& thread, const TextBuffer& out, size_t resume) { return pair_of(thread, text_result(thread, out), resume); }
Value ascii_pair(Thread& thread, const ByteBuffer& out, size_t resume) {
  return pair_of(thread, checked(thread, string_from_latin1(thread.heap(), {reinterpret_cast<const char*>(out.data()), out.size()})), resume);
}
Value bytes_pair(Thread& thread, const ByteBuffer& out, size_t resume) {
  return pair_of(thread, bytes_from(thread.heap(), {reinterpret_cast<const char*>(out.data()), out.size()}), resume);
}

Value strict_errors(Thread& thread, Value exception) {
  if (!is_exception(exception)) return raise(thread, TypeId::TypeError, "codec must pass exception instance");
  return raise_exception(thread, exception);
}

Value ignore_errors(Thread& thread, Value exception) {
  if (!is_encode_error(exception) && !is_decode_error(exception) && !is_translate_error(exception)) {
    return raise_unsuitable(thread, exception);
  }
  return pair_of(thread, empty_string(), TRY(trouble_of(thread, exception)).resume);
}

Value replace_errors(Thread& thread, Value exception) {
  TextBuffer out;
  if (is_decode_error(exception)) {
    out.append(U'\uFFFD');
    return text_pair(thread, out, TRY(trouble_of(thread, exception)).resume);
  }
  if (!is_encode_error(exception) && !is_translate_error(exception)) return raise_unsuitable(thread, exception);
  const Trouble trouble = TRY(trouble_of(thread, exception));
  out.append_repeated(is_encode_error(exception) ? U'?' : U'\uFFFD', trouble.end - trouble.start);
  return text_pair(thread, out, trouble.resume);
}

Value xmlcharrefreplace_errors(Thread& thread, Value exception) {
  if (!is_encode_error(exception)) return raise_unsuitable(thread, exception);
  const Trouble trouble = TRY(trouble_of(thread, exception));
  ByteBuffer out;
  codecs::xml_reference_replace(trouble.text, trouble.start, trouble.end, out);
  return ascii_pair(thread, out, trouble.resume);
}

Value backslashreplace_errors(Thread& thread, Value exception) {
  ByteBuffer out;
  if (is_decode_error(exception)) {
    const Trouble trouble = TRY(trouble_of(thread, exception));
    codecs::backslash_replace(trouble.bytes, trouble.start, trouble.end, out);
    return ascii_pair(thread, out, trouble.resume);
  }
  if (!is_encode_error(exception) && !is_translate_error(exception)) return raise_unsuitable(thread, exception);
  const Trouble trouble = TRY(trouble_of(thread, exception));
  codecs::backslash_replace(trouble.text, trouble.start, trouble.end, out);
  return ascii_pair(thread, out, trouble.resume);
}

Value namereplace_errors(Thread& thread, Value exception) {
  if (!is_encode_error(exception)) return raise_unsuitable(thread, exception);
  const Trouble trouble = TRY(trouble_of(thread, exception));
  ByteBuffer out;
  codecs::name_replace(trouble.text, trouble.start, trouble.end, out);
  return ascii_pair(thread, out, trouble.resume);
}

// The encoding that the exception names, if it is one whose surrogates can pass.
Result<std::optional<codecs::UnicodeEncoding>> encoding_of(Thread& thread, Value exception) {
  const Value name = exception.as<ExceptionObject>()->fields[kEncoding];
  if (name.is_unbound()) return raise(thread, TypeId::TypeError, "encoding attribute not set");
  const String* s = as_string(name);
  if (!s) return raise(thread, TypeId::TypeError, "encoding attribute must be unicode");
  if (!s->is_ascii()) return std::optional<codecs::UnicodeEncoding>();
  return codecs::unicode_encoding_named(s->bytes());
}

Value surrogatepass_errors(Thread& thread, Value exception) {
  const bool encoding_error = is_encode_error(exception);
  if (!encoding_error && !is_decode_error(exception)) return raise_unsuitable(thread, exception);
  const Trouble trouble = TRY(trouble_of(thread, exception));
  const auto encoding = TRY(encoding_of(thread, exception));
  if (encoding && encoding_error) {
    ByteBuffer out;
    if (codecs::surrogate_pass_encode(*encoding, trouble.text, trouble.start, trouble.end, out)) {
      return bytes_pair(thread, out, trouble.resume);
    }
  } else if (encoding) {
    TextBuffer out;
    size_t resume;
    if (codecs::surrogate_pass_decode(*encoding, trouble.bytes, trouble.start, out, resume)) return text_pair(thread, out, resume);
  }
  return raise_exception(thread, exception);
}

Value surrogateescape_errors(Thread& thread, Value exception) {
  if (is_encode_error(exception)) {
    const Trouble trouble = TRY(trouble_of(thread, exception));
    ByteBuffer out;
    if (codecs::surrogate_escape_encode(trouble.text, trouble.start, trouble.end, out) == trouble.end) {
      return bytes_pair(thread, out, trouble.resume);
    }
    return raise_exception(thread, exception);
  }
  if (!is_decode_error(exception)) return raise_unsuitable(thread, exception);
  const Trouble trouble = TRY(trouble_of(thread, exception));
  TextBuffer out;
  size_t resume;
  if (codecs::surrogate_escape_decode(trouble.bytes, trouble.start, trouble.end, out, resume)) return text_pair(thread, out, resume);
  return raise_exception(thread, exception);
}

const Method kHandlers[] = {
    {"strict_errors(exception, /)", strict_errors, "Raises the exception."},
    {"ignore_errors(exception, /)", ignore_errors, "Leaves out what cannot be translated."},
    {"replace_errors(exception, /)", replace_errors, "Puts a replacement character in its place."},
    {"backslashreplace_errors(exception, /)", backslashreplace_errors, "Puts backslash escapes in its place."},
    {"xmlcharrefreplace_errors(exception, /)", xmlcharrefreplace_errors, "Puts XML character references in its place."},
    {"namereplace_errors(exception, /)", namereplace_errors, "Puts names of characters in its place."},
    {"surrogateescape(exception, /)", surrogateescape_errors, "Keeps bytes as single surrogates."},
    {"surrogatepass(exception, /)", surrogatepass_errors, "Translates surrogates as if they were characters."},
};

}  // namespace

std::span<const Method> standard_error_handlers() { return kHandlers; }

}  // namespace taipan::python
