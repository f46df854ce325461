// python/modules/multibyte/codec.cpp -- codec objects of the multibyte encodings, and the modules that hand them out.
// https://docs.python.org/3.11/library/codecs.html#standard-encodings
//
// Room       python/modules/multibyte.
// Tests      tests/python/library/multibyte_*.py; CPython's test_codecencodings_*, test_multibytecodec
#include <cstring>

#include "python/modules/multibyte/multibyte_private.h"
#include "python/objects/buffer.h"
#include "python/objects/builtin_codecs_private.h"
#include "python/objects/exceptions.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace multibyte {

Type* g_codec_type;

namespace {

constexpr const char *kIllegal = "illegal multibyte sequence", *kIncomplete = "incomplete multibyte sequence";

// A handler's position that fits no machine word is out of range for these codecs, whatever others say.
Raised handler_failed(Thread& thread) {
  const bool by_handler = thread.has_exception() && !thread.exception().as<ExceptionObject>()->traceback.is_none();
  if (!by_handler && clear_if(thread, TypeId::OverflowError)) return raise(thread, TypeId::IndexError, "cannot fit 'int' into an index-sized integer");
  return {};
}

// As far as the text goes, or to the first thing that cannot be written.
codecs::Progress encode_run(const codecs::MultibyteEncoding& encoding, codecs::MultibyteState& state, text::TextView in, size_t position, bool last,
                            text::ByteBuffer& out) {
  while (position < in.length) {
    const uint32_t next[2] = {in.at(position), position + 1 < in.length ? uint32_t(in.at(position + 1)) : 0};
    const codecs::MultibyteEncoded step = encoding.encode(state, next, in.length - position, last);
    if (step.result == codecs::MultibyteResult::Incomplete) break;
    if (step.result == codecs::MultibyteResult::Illegal) return codecs::Progress::failed(position, position + 1, kIllegal);
    out.append(step.bytes, step.size);
    position += step.used;
  }
  return {.position = position};
}

}  // namespace

Bytes* encode_text(Thread& thread, const CodecObject* codec, codecs::MultibyteState& state, String* text, const char* errors, Final final, int64_t* consumed) {
  const codecs::MultibyteEncoding& encoding = *codec->encoding;
  EncodeErrors handling(thread, codec->name, errors, text);
  handling.set_narrows(false);
  text::ByteBuffer out;
  auto replace = [&](text::TextView replacement, text::ByteBuffer& to) { return encode_run(encoding, state, replacement, 0, true, to).finished(); };
  size_t position = 0;
  for (;;) {
    const codecs::Progress p = encode_run(encoding, state, handling.input(), position, final == Final::Yes, out);
    position = p.position;
    if (p.finished()) break;
    Result<size_t> resume = handling.handle(p, out, replace);
    if (!resume.ok()) return handler_failed(thread);
    position = resume.value();
  }
  *consumed = int64_t(position);
  if (final == Final::Yes) {
    const codecs::MultibyteEncoded end = encoding.reset(state);
    out.append(end.bytes, end.size);
  }
  return bytes_result(thread, out);
}

String* decode_bytes(Thread& thread, const CodecObject* codec, codecs::MultibyteState& state, DecodeInput input, const char* errors, Final final,
                     size_t* consumed) {
  const codecs::MultibyteEncoding& encoding = *codec->encoding;
  DecodeErrors handling(thread, codec->name, errors, input.bytes, input.source);
  text::TextBuffer out;
  auto run = [&](codecs::Bytes in, size_t position, text::TextBuffer& to) -> codecs::Progress {
    while (position < in.size()) {
      const codecs::MultibyteDecoded step = encoding.decode(state, in.data() + position, in.size() - position);
      if (step.result == codecs::MultibyteResult::Incomplete) {
        if (final == Final::No) break;
        return codecs::Progress::failed(position, in.size(), kIncomplete);
      }
      if (step.result == codecs::MultibyteResult::Illegal) return codecs::Progress::failed(position, position + step.used, kIllegal);
      for (int i = 0; i < step.count; i++) to.append(char32_t(step.code_points[i]));
      position += step.used;
    }
    return {.position = position};
  };
  if (!decode_into(thread, handling, 0, out, consumed, run).ok()) return handler_failed(thread);
  if (out.out_of_memory()) return raise_memory_error(thread);
  return string_from_text(thread.heap(), out.view());
}

namespace {

const Layout kLayout = {.name = "multibyte codec", .size = &size_from_shape};
CodecObject* of(Value v) { return v.as<CodecObject>(); }

Value codec_encode(Thread& thread, Value self, Value input, Optional<String*> errors) {
  String* text = as_string(input);
  if (!text) text = TRY(str(thread, input));
  const std::string how = errors.present ? std::string(TRY(encode_utf8(thread, errors.value, nullptr))->view()) : std::string();
  codecs::MultibyteState state = of(self)->encoding->start();
  int64_t consumed;
  Bytes* bytes = TRY(encode_text(thread, of(self), state, text, errors.present ? how.c_str() : nullptr, Final::Yes, &consumed));
  return Value(tuple_of(thread.heap(), Value(bytes), Value::integer(text->length())));
}
Value codec_decode(Thread& thread, Value self, Value input, Optional<String*> errors) {
  BufferView view;
  TRY(get_buffer(thread, input, &view));
  const std::string how = errors.present ? std::string(TRY(encode_utf8(thread, errors.value, nullptr))->view()) : std::string();
  codecs::MultibyteState state = of(self)->encoding->start_decoding();
  size_t consumed;
  const Value source = is_kind(input, Kind::Bytes) ? input : Value::unbound();
  String* text = TRY(decode_bytes(thread, of(self), state, {view.view(), source}, errors.present ? how.c_str() : nullptr, Final::Yes, &consumed));
  return Value(tuple_of(thread.heap(), Value(text), Value::integer(view.size)));
}
const Method kMethods[] = {
    {"encode(self, /, input, errors=None)", codec_encode, "Return an encoded string version of 'input'."},
    {"decode(self, /, input, errors=None)", codec_decode, "Decodes 'input'."},
};
const TypeSpec kCodecSpec = {.name = "_multibytecodec.MultibyteCodec", .layout = &kLayout, .kind = kind(PythonKind::Other),
                             .native_size = sizeof(CodecObject), .flags = kTypeNoInstantiation, .methods = kMethods};

// Which encodings each module knows.
struct Provider {
  const char* module;
  const char* encodings;  // each between blanks
};
constexpr Provider kProviders[] = {
    {"_codecs_cn", " gb2312 gbk gb18030 hz "},
    {"_codecs_hk", " big5hkscs "},
    {"_codecs_iso2022", " iso2022_kr iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext "},
    {"_codecs_jp", " shift_jis cp932 euc_jp shift_jis_2004 euc_jis_2004 euc_jisx0213 shift_jisx0213 "},
    {"_codecs_kr", " euc_kr cp949 johab "},
    {"_codecs_tw", " big5 cp950 "},
};

Type* codec_type(Thread& thread) {
  if (!g_codec_type) g_codec_type = define_type(thread, kCodecSpec);
  return g_codec_type;
}

template <int provider>
Value get_codec(Thread& thread, Value name) {
  String* text = as_string(name);
  if (!text) return raise(thread, TypeId::TypeError, "encoding name must be a string.");
  const std::string wanted(TRY(encode_utf8(thread, text, "surrogatepass"))->view());
  const char* known = kProviders[provider].encodings;
  const char* at = wanted.find(' ') == std::string::npos ? strstr(known, (" " + wanted + " ").c_str()) : nullptr;
  const codecs::MultibyteEncoding* encoding = at ? codecs::find_multibyte_encoding(wanted) : nullptr;
  if (!encoding) return raise(thread, TypeId::LookupError, "no such codec is supported.");
  Type* type = TRY(codec_type(thread));
  auto* codec = static_cast<CodecObject*>(allocate_instance(thread.heap(), type));
  codec->encoding = encoding;
  codec->name = strdup(wanted.c_str());  // in messages; asked for once an encoding
  return Value(codec);
}
Value create_codec(Thread& thread, Value) { return raise(thread, TypeId::ValueError, "argument type invalid"); }

template <int provider>
const Method kGetCodec[1] = {{"getcodec(encoding, /)", get_codec<provider>, ""}};
const Method kFunctions[] = {{"__create_codec(arg, /)", create_codec, ""}};

Status execute(Thread& thread, Module* module) {
  TRY(codec_type(thread));
  return add_stream_classes(thread, module);
}

}  // namespace

}  // namespace multibyte

extern const ModuleSpec kMultibyteCodecModule = {.name = "_multibytecodec", .functions = multibyte::kFunctions, .execute = multibyte::execute};
extern const ModuleSpec kChineseCodecsModule = {.name = "_codecs_cn", .functions = multibyte::kGetCodec<0>};
extern const ModuleSpec kHongKongCodecsModule = {.name = "_codecs_hk", .functions = multibyte::kGetCodec<1>};
extern const ModuleSpec kIso2022CodecsModule = {.name = "_codecs_iso2022", .functions = multibyte::kGetCodec<2>};
extern const ModuleSpec kJapaneseCodecsModule = {.name = "_codecs_jp", .functions = multibyte::kGetCodec<3>};
extern const ModuleSpec kKoreanCodecsModule = {.name = "_codecs_kr", .functions = multibyte::kGetCodec<4>};
extern const ModuleSpec kTaiwaneseCodecsModule = {.name = "_codecs_tw", .functions = multibyte::kGetCodec<5>};

}  // namespace taipan::python
