// python/objects/format_fields.h -- the grammar of str.format(): replacement fields, their names and conversions.
//
// Room       python/objects; shared by str.format (str_format.cpp) and the module _string.
// In / out   A format text in; literals, fields and steps out, as positions. Errors are ValueErrors.
// Tests      tests/python/core/strings/, CPython's test_unicode, test_string
//
//   "a {0.name[key]!r:>{width}} b"
//     literal "a "   field name "0.name[key]"   conversion 'r'   spec ">{width}" (nested)
//     name: first "0" (an index), steps .name (attribute), [key] (item)
#pragma once

#include "base/text/text_view.h"
#include "vm/result.h"

namespace taipan {
class Thread;
}

namespace taipan::python {

// A part of the format text, [start, end).
struct FormatPart {
  size_t start = 0, end = 0;
  bool empty() const { return start >= end; }
};

struct FormatField {
  FormatPart literal;     // braces doubled in the text stand once in it
  bool has_field = false; // otherwise only the literal counts
  FormatPart name, spec;
  bool spec_is_nested = false;
  char32_t conversion = 0;  // 0: none
};

class FormatScanner {
 public:
  FormatScanner(text::TextView text, FormatPart part) : text_(text), at_(part.start), end_(part.end) {}
  explicit FormatScanner(text::TextView text) : FormatScanner(text, {0, text.length}) {}
  // False at the end.
  Result<bool> next(Thread& thread, FormatField* field);
  size_t position() const { return at_; }

 private:
  Status scan_field(Thread& thread, FormatField* field);

  text::TextView text_;
  size_t at_, end_;
};

// Whether fields are numbered by themselves ("{} {}") or by hand ("{0} {1}"): not both in one text.
struct AutoNumber {
  enum class State : uint8_t { Unknown, Automatic, Manual } state = State::Unknown;
  int64_t next = 0;
};

// "first.attribute[item]...": the first part and the rest.
struct FieldName {
  FormatPart first, rest;
  int64_t index = -1;  // of the first part when it is a number
};
// `numbering` null: an empty first part stays a name.
Result<FieldName> split_field_name(Thread& thread, text::TextView text, FormatPart name, AutoNumber* numbering);

struct FieldStep {
  bool is_attribute = false;
  FormatPart name;
  int64_t index = -1;  // of an item when it is a number
};
// Takes the next step off the front of `rest`; false when there is none.
Result<bool> next_field_step(Thread& thread, text::TextView text, FormatPart* rest, FieldStep* step);

}  // namespace taipan::python
