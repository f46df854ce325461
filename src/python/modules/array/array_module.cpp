// python/modules/array/array_module.cpp -- the module array: its class, and pickled arrays.
//
// Room       python/modules/array. https://docs.python.org/3.11/library/array.html
// Tests      tests/python/library/array_*.py; CPython's test_array
//
// A pickled array names the format of its items, so that other machines can read it.
#include <cstring>

#include "python/modules/array/array_type.h"
#include "python/objects/bytes.h"
#include "python/objects/text_codec.h"
#include "python/runtime/runtime.h"
#include "vm/integer.h"

namespace taipan::python {
namespace arrays {

namespace {

struct Format {
  char kind;  // s u: integers, f: floats, t: text
  int size;
  bool is_big_endian;
  char code;  // the first type code of such items
};
// By machine format code.
constexpr Format kFormats[] = {{'u', 1, false, 'B'}, {'s', 1, false, 'b'}, {'u', 2, false, 'H'}, {'u', 2, true, 'H'}, {'s', 2, false, 'h'},
                               {'s', 2, true, 'h'},  {'u', 4, false, 'I'}, {'u', 4, true, 'I'},  {'s', 4, false, 'i'}, {'s', 4, true, 'i'},
                               {'u', 8, false, 'L'}, {'u', 8, true, 'L'},  {'s', 8, false, 'l'}, {'s', 8, true, 'l'},  {'f', 4, false, 'f'},
                               {'f', 4, true, 'f'},  {'f', 8, false, 'd'}, {'f', 8, true, 'd'},  {'t', 2, false, 'u'}, {'t', 2, true, 'u'},
                               {'t', 4, false, 'u'}, {'t', 4, true, 'u'}};
constexpr int kFormatCount = int(sizeof kFormats / sizeof *kFormats);

int format_of(char code) {
  switch (code) {
    case 'b': return 1;
    case 'B': return 0;
    case 'u': return 20;
    case 'h': return 4;
    case 'H': return 2;
    case 'i': return 8;
    case 'I': return 6;
    case 'l':
    case 'q': return 12;
    case 'L':
    case 'Q': return 10;
    case 'f': return 14;
    default: return 16;
  }
}

uint64_t g_reconstructor = Value::none().bits();

Value make(Thread& thread, Type* cls, char code, Value items) {
  return call_with(thread, Value(cls), Value(string_from_character(thread.heap(), uint32_t(code))), items);
}

Value reconstruct(Thread& thread, Type* cls, Value typecode, int format_code, Value items) {
  const String* code_text = as_string(typecode);
  if (!code_text || code_text->length() != 1) {
    return raise(thread, TypeId::TypeError, "_array_reconstructor() argument 2 must be a unicode character, not %T", typecode);
  }
  if (!is_subtype(cls, g_array)) return raise(thread, TypeId::TypeError, "%N is not a subtype of array.array", cls);
  const char code = code_text->at(0) < 0x80 ? char(code_text->at(0)) : 0;
  if (code == 0 || item_size_of(code) == 0) return raise(thread, TypeId::ValueError, "second argument must be a valid type code");
  if (format_code < 0 || format_code >= kFormatCount) {
    return raise(thread, TypeId::ValueError, "third argument must be a valid machine format code.");
  }
  if (!is_kind(items, Kind::Bytes)) return raise(thread, TypeId::TypeError, "fourth argument should be bytes, not %T", items);
  const std::string_view bytes = items.as<Bytes>()->view();
  const Format& format = kFormats[format_code];
  if (format.kind == 't' && !(format.size == 4 && !format.is_big_endian)) {
    if (bytes.size() % size_t(format.size) != 0) return raise(thread, TypeId::ValueError, "string length not a multiple of item size");
    const char* encoding = format.size == 2 ? (format.is_big_endian ? "utf-16-be" : "utf-16-le") : "utf-32-be";
    return make(thread, cls, code, Value(TRY(decode(thread, bytes, encoding, nullptr))));
  }
  if (bytes.size() % size_t(format.size) != 0) {
    return raise(thread, TypeId::ValueError, format_code == format_of(code) ? "bytes length not a multiple of item size"
                                                                            : "string length not a multiple of item size");
  }
  if (format_code == format_of(code)) {
    const Value made = TRY(make(thread, cls, code, items));
    if (code == 'u') TRY(array_tounicode(thread, made.as<ArrayObject>()));
    return made;
  }
  // As an array of what the bytes are, from which the wanted one takes its items.
  const char near_code = format.kind == 'f' || format.kind == 't' ? code : format.code;
  ArrayObject* source = TRY(new_array(thread, g_array, format.code, int64_t(bytes.size()) / format.size));
  if (!bytes.empty()) memcpy(source->data(), bytes.data(), bytes.size());
  if (format.is_big_endian) swap_bytes(source->data(), source->length_, format.size);
  return make(thread, cls, near_code, TRY(array_tolist(thread, source)));
}

const Method kFunctions[] = {
    {"_array_reconstructor(arraytype, typecode, mformat_code, items, /)", reconstruct, "Internal. Used for pickling support."},
};

Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  if (!g_array) g_array = define_type(thread, kArraySpec);
  if (!g_iterator) g_iterator = define_type(thread, kArrayIteratorSpec);
  TRY(module_add(thread, module, "array", Value(g_array)));
  TRY(module_add(thread, module, "ArrayType", Value(g_array)));
  TRY(module_add(thread, module, "typecodes", Value(string_from_latin1(heap, kTypeCodes))));
  heap.add_root_values(&g_reconstructor, 1);
  g_reconstructor = dict_get(module->dict, intern(heap, "_array_reconstructor")).bits();
  const Value abc = TRY(import_module(thread, "collections.abc"));
  const Value sequence = TRY(get_attribute(thread, abc, intern(heap, "MutableSequence")));
  TRY(call_method_with(thread, sequence, intern(heap, "register"), Value(g_array)));
  return ok_status();
}

}  // namespace

Value reduce_ex(Thread& thread, ArrayObject* self, Value protocol_value) {
  Heap& heap = thread.heap();
  if (!is_int_like(protocol_value)) return raise(thread, TypeId::TypeError, "__reduce_ex__ argument should be an integer");
  const int64_t protocol = integer_to_int64_clamped(protocol_value);
  Value state = TRY(get_attribute_or_unbound(thread, Value(self), name(Name::Dict)));
  if (state.is_unbound()) state = Value::none();
  const Value cls(type_of(Value(self)));
  const Value code(string_from_character(heap, uint32_t(self->code)));
  if (protocol < 3) {
    const Value list = TRY(array_tolist(thread, self));
    return Value(tuple_of(heap, cls, Value(tuple_of(heap, code, list)), state));
  }
  Bytes* bytes = TRY(make_bytes(thread, self->view()));
  Tuple* arguments = tuple_of(heap, cls, code, Value::integer(format_of(self->code)), Value(bytes));
  return Value(tuple_of(heap, Value::from_bits(g_reconstructor), Value(arguments), state));
}

}  // namespace arrays

extern const ModuleSpec kArrayModule = {
    .name = "array",
    .doc = "This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating point\n"
           "numbers.\n",
    .functions = arrays::kFunctions,
    .execute = arrays::execute};

}  // namespace taipan::python
