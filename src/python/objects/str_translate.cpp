// python/objects/str_translate.cpp -- str.translate and str.maketrans.
//
// Room       python/objects.
// In / out   A table is anything with __getitem__ from a code point to a code point, a str, or None (deleted); LookupError
//            leaves the character as it is.
// Tests      tests/python/core/strings/, CPython's test_unicode
//
// What the table says of ASCII characters is asked once for each call: most texts are long and most tables small.
#include "python/objects/str_private.h"
#include "vm/integer.h"

namespace taipan::python {

Value get_mapped(Thread& thread, Value mapping, uint32_t character) {
  const Value key = Value::integer(character);
  if (is_exact_dict(mapping)) return dict_get(thread, mapping.as<Dict>(), key);
  const Value found = get_item(thread, mapping, key);
  if (found.is_raised() && clear_if(thread, TypeId::LookupError)) return Value::unbound();
  return found;
}

namespace {

Value look_up(Thread& thread, Value table, uint32_t character) {
  const Value found = get_mapped(thread, table, character);
  if (found.is_unbound() || found.is_raised() || found.is_none() || as_string(found)) return found;
  if (is_int_like(found)) {
    const int64_t code = integer_to_int64_clamped(found);
    if (code < 0 || code > 0x10FFFF) return raise(thread, TypeId::ValueError, "character mapping must be in range(0x110000)");
    return Value::integer(code);
  }
  return raise(thread, TypeId::TypeError, "character mapping must return integer, None or str");
}

void append_mapped(TextBuffer& out, Value mapped, uint32_t character) {
  if (mapped.is_unbound()) {
    out.append(character);
  } else if (mapped.is_int()) {
    out.append(char32_t(mapped.as_int()));
  } else if (const String* s = as_string(mapped)) {
    out.append(text_of(s));
  }
}

}  // namespace

namespace {

// What became of the ASCII characters so far: another one, nothing, or not asked yet.
class KnownAscii {
 public:
  static constexpr uint8_t kUnknown = 0xFF, kDeleted = 0xFE;
  KnownAscii() { memset(known_, kUnknown, sizeof known_); }
  uint8_t operator[](uint32_t c) const { return known_[c]; }
  void remember(uint32_t c, Value mapped) {
    if (mapped.is_unbound()) {
      known_[c] = uint8_t(c);
    } else if (mapped.is_none()) {
      known_[c] = kDeleted;
    } else if (mapped.is_int()) {
      if (mapped.as_int() < 128) known_[c] = uint8_t(mapped.as_int());
    } else if (const String* s = as_string(mapped); s && s->length() == 1 && s->is_ascii()) {
      known_[c] = uint8_t(s->at(0));
    }
  }

 private:
  uint8_t known_[128];
};

// Runs of known ASCII characters go through a small buffer: a byte each, without asking `out` about its width.
template <class Char>
Status translate_into(Thread& thread, const Char* chars, int64_t length, Value table, TextBuffer& out) {
  KnownAscii known;
  uint8_t run[256];
  size_t in_run = 0;
  for (int64_t i = 0; i < length; i++) {
    const uint32_t c = chars[i];
    if (c < 128 && known[c] != KnownAscii::kUnknown) [[likely]] {
      run[in_run] = known[c];
      in_run += known[c] != KnownAscii::kDeleted;
      if (in_run < sizeof run) continue;
    }
    out.append_ascii(run, in_run);
    in_run = 0;
    if (c < 128 && known[c] != KnownAscii::kUnknown) continue;
    const Value mapped = TRY(look_up(thread, table, c));
    append_mapped(out, mapped, c);
    if (c < 128) known.remember(c, mapped);
  }
  out.append_ascii(run, in_run);
  return ok_status();
}

}  // namespace

String* str_translate(Thread& thread, String* self, Value table) {
  TextBuffer out;
  out.reserve(size_t(self->length()));
  TRY(with_characters(self, [&](const auto* chars, int64_t length) { return translate_into(thread, chars, length, table, out); }));
  return text_result(thread, out);
}

Value str_maketrans(Thread& thread, Value x, Value y, Value z) {
  Heap& heap = thread.heap();
  Dict* result = new_dict(heap);
  if (y.is_missing()) {
    if (!is_exact_dict(x)) {
      return raise(thread, TypeId::TypeError, "if you give only one argument to maketrans it must be a dict");
    }
    Value key, value;
    for (uint32_t i = 0; dict_next(x.as<Dict>(), i, key, value);) {
      if (const String* s = as_string(key)) {
        if (s->length() != 1) return raise(thread, TypeId::ValueError, "string keys in translate table must be of length 1");
        key = Value::integer(s->at(0));
      } else if (!is_int_like(key)) {
        return raise(thread, TypeId::TypeError, "keys in translate table must be strings or integers");
      }
      TRY(dict_set(thread, result, key, value));
    }
    return Value(result);
  }
  const String* from = as_string(x);
  const String* to = as_string(y);
  const String* deleted = z.is_missing() ? nullptr : as_string(z);
  if (!to) return raise(thread, TypeId::TypeError, "maketrans() argument 2 must be str, not %T", y);
  if (!z.is_missing() && !deleted) return raise(thread, TypeId::TypeError, "maketrans() argument 3 must be str, not %T", z);
  if (!from) return raise(thread, TypeId::TypeError, "first maketrans argument must be a string if there is a second argument");
  if (from->length() != to->length()) {
    return raise(thread, TypeId::ValueError, "the first two maketrans arguments must have equal length");
  }
  for (int64_t i = 0; i < from->length(); i++) {
    TRY(dict_set(thread, result, Value::integer(from->at(i)), Value::integer(to->at(i))));
  }
  if (deleted) {
    for (int64_t i = 0; i < deleted->length(); i++) {
      TRY(dict_set(thread, result, Value::integer(deleted->at(i)), Value::none()));
    }
  }
  return Value(result);
}

}  // namespace taipan::python
