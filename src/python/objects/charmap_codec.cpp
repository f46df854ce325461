// python/objects/charmap_codec.cpp -- encodings given by a mapping, and the type EncodingMap.
//
// Room       python/objects; the contract is in builtin_codecs.h.
// In / out   Decoding: a str indexed by the byte, or a mapping from the byte to a code point, a str or None. Encoding: an
//            EncodingMap (fast), or a mapping from the code point to a byte, bytes or None.
// Tests      CPython's test_codecs, test_charmapcodec
#include "base/codecs/charmap.h"

#include <new>

#include "python/objects/builtin_codecs_private.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python {

using codecs::Mapped;
using codecs::Progress;
using text::ByteBuffer;

namespace {

struct EncodingMapObject : HeapObject {
  codecs::EncodingMap map;
};

const Layout kEncodingMapLayout = {.name = "encoding map", .size = &size_from_shape};

Type* g_encoding_map_type = nullptr;

int64_t encoding_map_size(Thread&, Value) { return sizeof(EncodingMapObject); }

const Method kEncodingMapMethods[] = {
    {"size(self, /)", encoding_map_size, "Return the size (in bytes) of this object."},
};

const TypeSpec kEncodingMapSpec = {
    .name = "EncodingMap",
    .layout = &kEncodingMapLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(EncodingMapObject),
    .flags = kTypeNoInstantiation,
    .methods = kEncodingMapMethods,
};

bool is_encoding_map(Value v) { return g_encoding_map_type && type_of(v) == g_encoding_map_type; }

// The mapping's value; unbound: it has none.
Value look_up(Thread& thread, Value mapping, uint32_t key) {
  const Value found = get_mapped(thread, mapping, key);
  return found.is_none() ? Value::unbound() : found;
}

Mapped stop() { return Mapped::Stopped; }

Mapped map_byte(Thread& thread, Value mapping, uint8_t byte, TextBuffer& out) {
  const Value found = look_up(thread, mapping, byte);
  if (found.is_raised()) return stop();
  if (found.is_unbound()) return Mapped::Undefined;
  if (const String* s = as_string(found)) {
    if (s->length() == 1 && s->at(0) == codecs::kUndefinedCharacter) return Mapped::Undefined;
    out.append(text_of(s));
    return Mapped::Written;
  }
  if (is_int_like(found)) {
    const int64_t code = integer_to_int64_clamped(found);
    if (code == codecs::kUndefinedCharacter) return Mapped::Undefined;
    if (code < 0 || code > 0x10FFFF) {
      raise(thread, TypeId::TypeError, "character mapping must be in range(0x110000)");
      return stop();
    }
    out.append(char32_t(code));
    return Mapped::Written;
  }
  raise(thread, TypeId::TypeError, "character mapping must return integer, None or str");
  return stop();
}

Mapped map_character(Thread& thread, Value mapping, char32_t character, ByteBuffer& out) {
  const Value found = look_up(thread, mapping, character);
  if (found.is_raised()) return stop();
  if (found.is_unbound()) return Mapped::Undefined;
  if (is_kind(found, Kind::Bytes)) {
    out.append(found.as<Bytes>()->view());
    return Mapped::Written;
  }
  if (is_int_like(found)) {
    const int64_t code = integer_to_int64_clamped(found);
    if (code < 0 || code > 255) {
      raise(thread, TypeId::TypeError, "character mapping must be in range(256)");
      return stop();
    }
    out.append(uint8_t(code));
    return Mapped::Written;
  }
  raise(thread, TypeId::TypeError, "character mapping must return integer, bytes or None, not %T", found);
  return stop();
}

}  // namespace

void define_encoding_map(Thread& thread) {
  if (!g_encoding_map_type) g_encoding_map_type = define_type(thread, kEncodingMapSpec);
}

String* decode_charmap(Thread& thread, DecodeInput input, const char* errors, Value mapping) {
  DecodeErrors handling(thread, "charmap", errors, input.bytes, input.source);
  TextBuffer buffer;
  size_t consumed;
  if (is_exact_string(mapping)) {
    const TextView table = text_of(mapping.as<String>());
    TRY(decode_into(thread, handling, 0, buffer, &consumed, [table](codecs::Bytes in, size_t position, TextBuffer& out) {
      return codecs::decode_charmap(in, position, table, out);
    }));
  } else {
    auto map = [&](uint8_t byte, TextBuffer& out) { return map_byte(thread, mapping, byte, out); };
    TRY(decode_into(thread, handling, 0, buffer, &consumed, [&](codecs::Bytes in, size_t position, TextBuffer& out) {
      return codecs::decode_charmap(in, position, codecs::ByteMapping(map), out);
    }));
  }
  return text_result(thread, buffer);
}

Bytes* encode_charmap(Thread& thread, String* text, const char* errors, Value mapping) {
  EncodeErrors handling(thread, "charmap", errors, text);
  handling.set_narrows(false);
  ByteBuffer buffer;
  if (is_encoding_map(mapping)) {
    const codecs::EncodingMap& map = mapping.as<EncodingMapObject>()->map;
    auto encode = [&](TextView in, size_t position, ByteBuffer& out) { return codecs::encode_charmap(in, position, map, out); };
    auto replace = [&](TextView replacement, ByteBuffer& out) { return encode(replacement, 0, out).finished(); };
    return encode_all(thread, handling, buffer, replace, encode);
  }
  auto map = [&](char32_t character, ByteBuffer& out) { return map_character(thread, mapping, character, out); };
  auto encode = [&](TextView in, size_t position, ByteBuffer& out) {
    return codecs::encode_charmap(in, position, codecs::CharacterMapping(map), out);
  };
  auto replace = [&](TextView replacement, ByteBuffer& out) {  // the first character that cannot be mapped decides
    for (size_t i = 0; i < replacement.length; i++) {
      if (map_character(thread, mapping, replacement.at(i), out) != Mapped::Written) return false;
    }
    return true;
  };
  return encode_all(thread, handling, buffer, replace, encode);
}

Value build_encoding_map(Thread& thread, String* table) {
  const TextView text = text_of(table);
  if (codecs::EncodingMap::fits(text)) {
    auto* object = static_cast<EncodingMapObject*>(allocate_instance(thread.heap(), g_encoding_map_type));
    new (&object->map) codecs::EncodingMap(text);
    return Value(object);
  }
  Dict* dict = new_dict(thread.heap());
  for (int64_t i = 0; i < table->length() && i < 256; i++) {
    TRY(dict_set(thread, dict, Value::integer(table->at(i)), Value::integer(i)));
  }
  return Value(dict);
}

}  // namespace taipan::python
