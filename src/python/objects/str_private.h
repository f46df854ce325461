// python/objects/str_private.h -- what the files of the type `str` share: views, results, argument checks, and the functions
// behind the rows of its method table (str_type.cpp).
//
// Room       python/objects; included only by str_*.cpp and by modules about text.
// Tests      tests/python/core/strings/, CPython's test_unicode
//
//   str_type       table, __new__, operators, items          str_case       upper and lower, questions like isalpha
//   str_search     find, count, startswith                   str_translate  translate, maketrans
//   str_split      split, partition, splitlines, join        str_format     format, format_map, __format__
//   str_edit       strip, replace, padding, tabs             str_percent_format   the % operator
//
// A view of a String points into the heap: it keeps the characters alive while it is on the native stack.
#pragma once

#include "base/text/text_buffer.h"
#include "base/text/text_view.h"
#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::numbers {
struct FormatError;
}

namespace taipan::python {

using text::TextBuffer;
using text::TextView;

inline TextView text_of(const String* s) { return taipan::view_of(s); }

// Turns the null of an allocation that was too large into MemoryError.
inline String* checked(Thread& thread, String* s) {
  if (s != nullptr) [[likely]] return s;
  return raise_memory_error(thread);
}
String* text_result(Thread& thread, const TextBuffer& out);
inline String* slice_of(Thread& thread, String* s, int64_t start, int64_t length) {
  return checked(thread, substring(thread.heap(), s, start, length));
}
// The text of `s` as an instance of exactly str: often `s` itself.
inline String* exact_text(Thread& thread, String* s) { return slice_of(thread, s, 0, s->length()); }

// The largest character that a string with these flags may have: what new_string() wants for a mixture of parts.
inline uint32_t maximum_of(const String* s) {
  if (s->is_ascii()) return 0x7F;
  return s->width_log2() == 0 ? 0xFF : s->width_log2() == 1 ? 0xFFFF : 0x10FFFF;
}
// Copies `length` characters of `from` to `to`, which is under construction and wide enough.
void write_text(String* to, int64_t at, const String* from, int64_t start, int64_t length);

// An index into something that a program sized: OverflowError or IndexError "cannot fit 'int' into an index-sized integer".
Result<int64_t> to_size(Thread& thread, Value value, TypeId overflow);
// A `start` or `stop` argument: None and absent are `absent`; huge values are clamped.
Result<int64_t> to_slice_bound(Thread& thread, Value value, int64_t absent);
// start and stop of find() and friends, adjusted to the length. `start` may stay above `stop` or the length.
struct TextRange {
  int64_t start, stop;
};
Result<TextRange> text_range(Thread& thread, Value start, Value stop, int64_t length);
// The text of a `str`-typed argument in C form: TypeError "<function>() argument '<name>' must be str, not <type>",
// ValueError "embedded null character". Null with the exception raised.
const char* c_text_argument(Thread& thread, Value value, const char* function, const char* name);

Raised raise_format_error(Thread& thread, const numbers::FormatError& error);

// ---- str_type.cpp
Value str_slice(Thread& thread, String* self, Value slice);

// ---- str_search.cpp
Value str_find(Thread& thread, NativeCall call);
Value str_rfind(Thread& thread, NativeCall call);
Value str_index(Thread& thread, NativeCall call);
Value str_rindex(Thread& thread, NativeCall call);
Value str_count(Thread& thread, NativeCall call);
Value str_startswith(Thread& thread, NativeCall call);
Value str_endswith(Thread& thread, NativeCall call);
String* str_removeprefix(Thread& thread, String* self, String* prefix);
String* str_removesuffix(Thread& thread, String* self, String* suffix);
Result<bool> str_contains(Thread& thread, String* self, Value key);

// ---- str_split.cpp
List* str_split(Thread& thread, String* self, Value separator, int64_t maximum);
List* str_rsplit(Thread& thread, String* self, Value separator, int64_t maximum);
List* str_splitlines(Thread& thread, String* self, int keep_ends);
Tuple* str_partition(Thread& thread, String* self, Value separator);
Tuple* str_rpartition(Thread& thread, String* self, Value separator);
String* str_join(Thread& thread, String* self, Value iterable);

// ---- str_edit.cpp
String* str_strip(Thread& thread, String* self, Value characters);
String* str_lstrip(Thread& thread, String* self, Value characters);
String* str_rstrip(Thread& thread, String* self, Value characters);
String* str_replace(Thread& thread, String* self, String* old, String* replacement, int64_t count);
String* str_center(Thread& thread, String* self, int64_t width, Value fill);
String* str_ljust(Thread& thread, String* self, int64_t width, Value fill);
String* str_rjust(Thread& thread, String* self, int64_t width, Value fill);
String* str_zfill(Thread& thread, String* self, int64_t width);
String* str_expandtabs(Thread& thread, String* self, int tab_size);

// ---- str_case.cpp
String* str_lower(Thread& thread, String* self);
String* str_upper(Thread& thread, String* self);
String* str_casefold(Thread& thread, String* self);
String* str_swapcase(Thread& thread, String* self);
String* str_capitalize(Thread& thread, String* self);
String* str_title(Thread& thread, String* self);
bool str_isalpha(Thread& thread, String* self);
bool str_isalnum(Thread& thread, String* self);
bool str_isdecimal(Thread& thread, String* self);
bool str_isdigit(Thread& thread, String* self);
bool str_isnumeric(Thread& thread, String* self);
bool str_isspace(Thread& thread, String* self);
bool str_isprintable(Thread& thread, String* self);
bool str_islower(Thread& thread, String* self);
bool str_isupper(Thread& thread, String* self);
bool str_istitle(Thread& thread, String* self);
bool str_isascii(Thread& thread, String* self);
bool str_isidentifier(Thread& thread, String* self);

// ---- str_translate.cpp
// mapping[character]; unbound instead of LookupError.
Value get_mapped(Thread& thread, Value mapping, uint32_t character);
String* str_translate(Thread& thread, String* self, Value table);
Value str_maketrans(Thread& thread, Value x, Value y, Value z);

// ---- str_format.cpp
Value str_format(Thread& thread, NativeCall call);
String* str_format_map(Thread& thread, String* self, Value mapping);
String* str_dunder_format(Thread& thread, String* self, String* spec);

// ---- str_percent_format.cpp
String* percent_format(Thread& thread, String* format, Value arguments);

// ---- str_iterators.cpp
Value new_str_iterator(Heap& heap, String* text);

}  // namespace taipan::python
