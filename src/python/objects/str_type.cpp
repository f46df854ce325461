// python/objects/str_type.cpp -- the type `str`: its rows, making instances, operators, items, repr.
//
// Room       python/objects. The other methods are in str_*.cpp, see str_private.h.
// Tests      tests/python/core/strings/, CPython's test_unicode
#include <algorithm>
#include <cstddef>

#include "base/codecs/unicode_escape.h"
#include "base/numbers/format_spec.h"
#include "base/text/search.h"
#include "base/unicode/properties.h"
#include "python/objects/buffer.h"
#include "python/objects/str_private.h"
#include "python/objects/text_codec.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python {

String* text_result(Thread& thread, const TextBuffer& out) {
  if (out.out_of_memory()) return raise_memory_error(thread);
  return checked(thread, string_from_text(thread.heap(), out.view()));
}

void write_text(String* to, int64_t at, const String* from, int64_t start, int64_t length) {
  with_characters(from, [=](const auto* characters, int64_t) {
    characters += start;
    switch (to->width_log2()) {
      case 0: text::copy_chars(static_cast<uint8_t*>(to->mutable_data()) + at, characters, size_t(length)); break;
      case 1: text::copy_chars(static_cast<uint16_t*>(to->mutable_data()) + at, characters, size_t(length)); break;
      default: text::copy_chars(static_cast<uint32_t*>(to->mutable_data()) + at, characters, size_t(length)); break;
    }
  });
}

Result<int64_t> to_size(Thread& thread, Value value, TypeId overflow) {
  if (value.is_int()) [[likely]] return value.as_int();
  const Value integer = TRY(to_index(thread, value));
  int64_t size;
  if (integer_to_int64(integer, &size)) return size;
  return raise(thread, overflow, "cannot fit '%T' into an index-sized integer", value);
}

Result<int64_t> to_slice_bound(Thread& thread, Value value, int64_t absent) {
  if (value.is_int()) [[likely]] return value.as_int();
  if (value.is_none() || value.is_missing()) return absent;
  if (!is_index(value)) {
    return raise(thread, TypeId::TypeError, "slice indices must be integers or None or have an __index__ method");
  }
  return to_index_clamped(thread, value);
}

Result<TextRange> text_range(Thread& thread, Value start_value, Value stop_value, int64_t length) {
  int64_t start = TRY(to_slice_bound(thread, start_value, 0));
  int64_t stop = TRY(to_slice_bound(thread, stop_value, INT64_MAX));
  if (stop > length) {
    stop = length;
  } else if (stop < 0) {
    stop = std::max<int64_t>(stop + length, 0);
  }
  if (start < 0) start = std::max<int64_t>(start + length, 0);
  return TextRange{start, stop};
}

const char* c_text_argument(Thread& thread, Value value, const char* function, const char* name) {
  String* s = as_string(value);
  if (!s) {
    if (value.is_none()) return raise(thread, TypeId::TypeError, "%s() argument '%s' must be str, not None", function, name);
    return raise(thread, TypeId::TypeError, "%s() argument '%s' must be str, not %T", function, name, value);
  }
  return c_text(thread, s);
}

Raised raise_format_error(Thread& thread, const numbers::FormatError& error) {
  switch (error.kind) {
    case numbers::FormatErrorKind::OutOfMemory: return raise_memory_error(thread);
    case numbers::FormatErrorKind::Overflow:
      return raise(thread, TypeId::OverflowError, "%U", text_result(thread, error.message));
    default: return raise(thread, TypeId::ValueError, "%U", text_result(thread, error.message));
  }
}

namespace {

// An instance of a subclass with the text of `s`.
String* new_subclass_instance(Thread& thread, Type* cls, const String* s) {
  const size_t bytes = size_t(s->length()) << s->width_log2();
  auto* copy = static_cast<String*>(allocate_instance_sized(thread.heap(), cls, String::kHeaderBytes + bytes));
  if (copy == nullptr) return raise_memory_error(thread);
  copy->flags = s->flags & (String::kWidthMask | String::kAscii);
  copy->length_ = s->length();
  memcpy(copy->inline_, s->data(), bytes);
  copy->hash_ = s->hash_;
  return copy;
}

String* text_from(Thread& thread, Value object, Value encoding_value, Value errors_value) {
  if (object.is_missing()) return empty_string();
  if (encoding_value.is_missing() && errors_value.is_missing()) return str(thread, object);
  const char* encoding = nullptr;
  const char* errors = nullptr;
  if (!encoding_value.is_missing()) encoding = TRY(c_text_argument(thread, encoding_value, "str", "encoding"));
  if (!errors_value.is_missing()) errors = TRY(c_text_argument(thread, errors_value, "str", "errors"));
  return decode_object(thread, object, encoding, errors);
}

String* str_new(Thread& thread, Type* cls, Value object, Value encoding, Value errors) {
  String* s = TRY(text_from(thread, object, encoding, errors));
  if (cls == builtin_type(TypeId::Str)) return s;
  return new_subclass_instance(thread, cls, s);
}

// Single quotes, unless the text has these and no double ones.
String* str_repr(Thread& thread, String* self) {
  const TextView text = text_of(self);
  const bool has_single = text::find_char(text, '\'') != text::kNotFound;
  const char32_t quote = has_single && text::find_char(text, '"') == text::kNotFound ? '"' : '\'';
  if (self->is_ascii() && !(has_single && quote == '\'')) {  // nothing to escape: the common case
    const uint8_t* chars = self->data1();
    int64_t i = 0;
    while (i < self->length() && chars[i] >= ' ' && chars[i] != '\\' && chars[i] != 0x7F) i++;
    if (i == self->length()) {
      String* result = TRY(checked(thread, new_string(thread.heap(), i + 2, 0x7F)));
      auto* to = static_cast<uint8_t*>(result->mutable_data());
      to[0] = to[i + 1] = uint8_t(quote);
      memcpy(to + 1, self->data(), size_t(i));
      return result;
    }
  }
  TextBuffer out;
  text::ByteBuffer escape;
  out.append(quote);
  with_characters(self, [&](const auto* chars, int64_t length) {
    for (int64_t i = 0; i < length; i++) {
      const char32_t c = chars[i];
      if (c == quote || c == '\\') {
        out.append(U'\\');
        out.append(c);
      } else if (c == '\n' || c == '\r' || c == '\t') {
        out.append(U'\\');
        out.append(c == '\n' ? U'n' : c == '\r' ? U'r' : U't');
      } else if (unicode::is_printable(c)) {
        out.append(c);
      } else {
        escape.truncate(0);
        codecs::append_escape(escape, c);
        out.append_ascii(escape.data(), escape.size());
      }
    }
  });
  out.append(quote);
  return text_result(thread, out);
}

String* str_str(Thread& thread, String* self) { return exact_text(thread, self); }
int64_t str_hash(Thread&, String* self) { return int64_t(taipan::hash(self)); }
int64_t str_length(Thread&, String* self) { return self->length(); }

}  // namespace

Value str_slice(Thread& thread, String* self, Value slice) {
  const SliceRange range = TRY(slice_range(thread, slice, self->length()));
  if (range.count <= 0) return Value(empty_string());
  if (range.step == 1) return Value(TRY(slice_of(thread, self, range.start, range.count)));
  TextBuffer out;
  with_characters(self, [&](const auto* chars, int64_t) {
    out.reserve(size_t(range.count));
    for (int64_t i = 0, at = range.start; i < range.count; i++, at += range.step) out.append(chars[at]);
  });
  return Value(TRY(text_result(thread, out)));
}

namespace {

Value str_getitem(Thread& thread, String* self, Value key) {
  if (is_exact(key, TypeId::Slice)) return str_slice(thread, self, key);
  if (!is_index(key)) return raise(thread, TypeId::TypeError, "string indices must be integers, not '%T'", key);
  int64_t i = TRY(to_size(thread, key, TypeId::IndexError));
  if (i < 0) i += self->length();
  if (i < 0 || i >= self->length()) return raise(thread, TypeId::IndexError, "string index out of range");
  return Value(string_from_character(thread.heap(), self->at(i)));
}

String* str_add(Thread& thread, String* self, Value other) {
  String* right = as_string(other);
  if (!right) return raise(thread, TypeId::TypeError, "can only concatenate str (not \"%T\") to str", other);
  return checked(thread, concatenate(thread.heap(), self, right));
}

Value str_multiply(Thread& thread, String* self, Value times) {
  const int64_t count = TRY(to_size(thread, times, TypeId::OverflowError));
  const int64_t length = self->length();
  if (count <= 0 || length == 0) return Value(empty_string());
  if (count == 1) return Value(TRY(exact_text(thread, self)));
  int64_t total;
  if (__builtin_mul_overflow(length, count, &total)) return raise(thread, TypeId::OverflowError, "repeated string is too long");
  String* result = TRY(checked(thread, new_string(thread.heap(), total, maximum_of(self))));
  auto* to = static_cast<char*>(result->mutable_data());
  const size_t unit = size_t(length) << self->width_log2();
  const size_t all = size_t(total) << self->width_log2();
  if (unit == 1) {
    memset(to, self->data1()[0], all);
    return Value(result);
  }
  memcpy(to, self->data(), unit);
  for (size_t done = unit; done < all;) {  // doubles what is there
    const size_t more = std::min(done, all - done);
    memcpy(to + done, to, more);
    done += more;
  }
  return Value(result);
}

Value str_remainder(Thread& thread, String* self, Value arguments) { return detail::to_value(thread, percent_format(thread, self, arguments)); }
Value str_reflected_remainder(Thread& thread, String* self, Value format) {
  String* left = as_string(format);
  if (!left) return Value::not_implemented();
  return detail::to_value(thread, percent_format(thread, left, Value(self)));
}

template <class Decide>
Value ordered(String* self, Value other, Decide&& decide) {
  const String* right = as_string(other);
  return right ? Value::boolean(decide(taipan::compare(self, right))) : Value::not_implemented();
}
Value str_lt(Thread&, String* self, Value other) {
  return ordered(self, other, [](int order) { return order < 0; });
}
Value str_le(Thread&, String* self, Value other) {
  return ordered(self, other, [](int order) { return order <= 0; });
}
Value str_gt(Thread&, String* self, Value other) {
  return ordered(self, other, [](int order) { return order > 0; });
}
Value str_ge(Thread&, String* self, Value other) {
  return ordered(self, other, [](int order) { return order >= 0; });
}
Value str_eq(Thread&, String* self, Value other) {
  const String* right = as_string(other);
  return right ? Value::boolean(taipan::equal(self, right)) : Value::not_implemented();
}
Value str_ne(Thread&, String* self, Value other) {
  const String* right = as_string(other);
  return right ? Value::boolean(!taipan::equal(self, right)) : Value::not_implemented();
}

Value str_iter(Thread& thread, String* self) { return new_str_iterator(thread.heap(), self); }

Bytes* str_encode(Thread& thread, String* self, Value encoding_value, Value errors_value) {
  const char* encoding = TRY(c_text_argument(thread, encoding_value, "encode", "encoding"));
  const char* errors = TRY(c_text_argument(thread, errors_value, "encode", "errors"));
  return encode(thread, self, encoding, errors);
}

// A new string, so that pickling a subclass does not take the instance for its own argument.
Tuple* str_getnewargs(Thread& thread, String* self) {
  String* copy = TRY(checked(thread, new_string(thread.heap(), self->length(), maximum_of(self))));
  if (self->length() != 0) write_text(copy, 0, self, 0, self->length());
  return tuple_of(thread.heap(), Value(copy));
}

// What CPython's layouts would take, which programs that estimate memory expect.
int64_t str_sizeof(Thread&, String* self) {
  if (self->is_ascii()) return 49 + self->length();
  return 72 + ((self->length() + 1) << self->width_log2());
}

const Method kStrMethods[] = {
    {"__new__(cls, object=<missing>, encoding=<missing>, errors=<missing>)", str_new},
    {"__repr__(self, /)", str_repr},
    {"__str__(self, /)", str_str},
    {"__hash__(self, /)", str_hash},
    {"__len__(self, /)", str_length},
    {"__getitem__(self, key, /)", str_getitem},
    {"__contains__(self, key, /)", str_contains},
    {"__iter__(self, /)", str_iter},
    {"__add__(self, value, /)", str_add},
    {"__mul__(self, value, /)", str_multiply},
    {"__rmul__(self, value, /)", str_multiply},
    {"__mod__(self, value, /)", str_remainder},
    {"__rmod__(self, value, /)", str_reflected_remainder},
    {"__lt__(self, value, /)", str_lt},
    {"__le__(self, value, /)", str_le},
    {"__eq__(self, value, /)", str_eq},
    {"__ne__(self, value, /)", str_ne},
    {"__gt__(self, value, /)", str_gt},
    {"__ge__(self, value, /)", str_ge},
    {"__format__(self, format_spec, /)", str_dunder_format, "The text laid out as format_spec says."},
    {"__getnewargs__(self, /)", str_getnewargs},
    {"__sizeof__(self, /)", str_sizeof, "Bytes that the text takes in memory."},
    {"encode(self, /, encoding='utf-8', errors='strict')", str_encode, "The text as bytes in an encoding."},
    {"find(self, sub, start=<missing>, end=<missing>, /)", str_find, "Where sub first stands in [start:end], or -1."},
    {"rfind(self, sub, start=<missing>, end=<missing>, /)", str_rfind, "Where sub last stands in [start:end], or -1."},
    {"index(self, sub, start=<missing>, end=<missing>, /)", str_index, "Like find(), but raises ValueError."},
    {"rindex(self, sub, start=<missing>, end=<missing>, /)", str_rindex, "Like rfind(), but raises ValueError."},
    {"count(self, sub, start=<missing>, end=<missing>, /)", str_count, "How often sub stands in [start:end], without overlaps."},
    {"startswith(self, prefix, start=<missing>, end=<missing>, /)", str_startswith,
     "Whether [start:end] begins with the prefix, or with one of a tuple of them."},
    {"endswith(self, suffix, start=<missing>, end=<missing>, /)", str_endswith,
     "Whether [start:end] ends with the suffix, or with one of a tuple of them."},
    {"removeprefix(self, prefix, /)", str_removeprefix, "The text without the prefix, if it has it."},
    {"removesuffix(self, suffix, /)", str_removesuffix, "The text without the suffix, if it has it."},
    {"split(self, /, sep=None, maxsplit=-1)", str_split, "The list of the parts between separators, by default white space."},
    {"rsplit(self, /, sep=None, maxsplit=-1)", str_rsplit, "Like split(), counting from the right."},
    {"splitlines(self, /, keepends=False)", str_splitlines, "The list of the lines."},
    {"partition(self, sep, /)", str_partition, "What stands before sep, sep, and what stands after."},
    {"rpartition(self, sep, /)", str_rpartition, "Like partition(), at the last sep."},
    {"join(self, iterable, /)", str_join, "The texts of the iterable, with this one between them."},
    {"strip(self, chars=None, /)", str_strip, "The text without the characters, by default white space, at both ends."},
    {"lstrip(self, chars=None, /)", str_lstrip, "Like strip(), on the left only."},
    {"rstrip(self, chars=None, /)", str_rstrip, "Like strip(), on the right only."},
    {"replace(self, old, new, count=-1, /)", str_replace, "The text with new instead of old, at most count times."},
    {"center(self, width, fillchar=' ', /)", str_center, "The text in the middle of a field."},
    {"ljust(self, width, fillchar=' ', /)", str_ljust, "The text at the left of a field."},
    {"rjust(self, width, fillchar=' ', /)", str_rjust, "The text at the right of a field."},
    {"zfill(self, width, /)", str_zfill, "The text with zeros before it, behind its sign."},
    {"expandtabs(self, /, tabsize=8)", str_expandtabs, "The text with blanks instead of tabs."},
    {"lower(self, /)", str_lower, "The text in small letters."},
    {"upper(self, /)", str_upper, "The text in capital letters."},
    {"casefold(self, /)", str_casefold, "The text as it is compared without regard to case."},
    {"swapcase(self, /)", str_swapcase, "The text with capital and small letters exchanged."},
    {"capitalize(self, /)", str_capitalize, "The text with a capital first letter and small ones behind."},
    {"title(self, /)", str_title, "The text with a capital at the start of each word."},
    {"isalpha(self, /)", str_isalpha, "Whether there are characters and all are letters."},
    {"isalnum(self, /)", str_isalnum, "Whether there are characters and all are letters or numbers."},
    {"isdecimal(self, /)", str_isdecimal, "Whether there are characters and all are decimal digits."},
    {"isdigit(self, /)", str_isdigit, "Whether there are characters and all are digits."},
    {"isnumeric(self, /)", str_isnumeric, "Whether there are characters and all are numeric."},
    {"isspace(self, /)", str_isspace, "Whether there are characters and all are white space."},
    {"isprintable(self, /)", str_isprintable, "Whether repr() shows all characters as they are."},
    {"islower(self, /)", str_islower, "Whether there are cased characters and all are small."},
    {"isupper(self, /)", str_isupper, "Whether there are cased characters and all are capitals."},
    {"istitle(self, /)", str_istitle, "Whether each word begins with a capital and goes on with small letters."},
    {"isascii(self, /)", str_isascii, "Whether all characters are below 128."},
    {"isidentifier(self, /)", str_isidentifier, "Whether the text can be a name."},
    {"translate(self, table, /)", str_translate, "Each character replaced by what the table says."},
    {"maketrans(x, y=<missing>, z=<missing>, /)", str_maketrans, "A table for translate().", kStatic},
    {"format(self, *args, **kwargs)", str_format, "The text with its replacement fields filled in."},
    {"format_map(self, mapping, /)", str_format_map, "Like format(**mapping), with any mapping."},
};

}  // namespace

extern const TypeSpec kStrSpec = {
    .name = "str",
    .doc = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nText: an immutable sequence of code points.",
    .layout = &kStringLayout,
    .kind = Kind::String,
    .native_size = String::kHeaderBytes,
    .flags = kTypeSubclassable | kTypeMatchSelf,
    .variable_size = true,
    .methods = kStrMethods,
};

}  // namespace taipan::python
