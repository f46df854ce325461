// python/objects/format_fields.cpp -- scanning the texts of str.format(); the contract is in format_fields.h.
//
// Room       python/objects.
// Tests      tests/python/core/strings/, CPython's test_unicode, test_string
#include "python/objects/format_fields.h"

#include "base/unicode/properties.h"
#include "python/objects/errors.h"

namespace taipan::python {

namespace {

// The number that a part is, or -1.
Result<int64_t> number_in(Thread& thread, text::TextView text, FormatPart part) {
  if (part.empty()) return -1;
  int64_t number = 0;
  for (size_t i = part.start; i < part.end; i++) {
    const int digit = unicode::decimal_value(text.at(i));
    if (digit < 0) return -1;
    if (number > (INT64_MAX - digit) / 10) return raise(thread, TypeId::ValueError, "Too many decimal digits in format string");
    number = number * 10 + digit;
  }
  return number;
}

}  // namespace

Result<bool> FormatScanner::next(Thread& thread, FormatField* field) {
  *field = FormatField();
  if (at_ >= end_) return false;
  const size_t start = at_;
  at_ = text_.visit([&](const auto* chars) {
    size_t i = start;
    while (i < end_ && chars[i] != '{' && chars[i] != '}') i++;
    return i;
  });
  if (at_ == end_) {
    field->literal = {start, at_};
    return true;
  }
  const char32_t c = text_.at(at_++);
  const bool doubled = at_ < end_ && text_.at(at_) == c;
  if (c == '}' && !doubled) return raise(thread, TypeId::ValueError, "Single '}' encountered in format string");
  if (at_ >= end_) return raise(thread, TypeId::ValueError, "Single '{' encountered in format string");
  if (doubled) {
    field->literal = {start, at_++};
    return true;
  }
  field->literal = {start, at_ - 1};
  field->has_field = true;
  TRY(scan_field(thread, field));
  return true;
}

Status FormatScanner::scan_field(Thread& thread, FormatField* field) {
  char32_t c = 0;
  const size_t name_start = at_;
  bool ended = false;
  while (at_ < end_ && !ended) {
    c = text_.at(at_++);
    if (c == '{') return raise(thread, TypeId::ValueError, "unexpected '{' in field name");
    if (c == '[') {
      while (at_ < end_ && text_.at(at_) != ']') at_++;
    }
    ended = c == '}' || c == ':' || c == '!';
  }
  if (!ended) return raise(thread, TypeId::ValueError, "expected '}' before end of string");
  field->name = {name_start, at_ - 1};
  if (c == '}') return ok_status();
  if (c == '!') {
    if (at_ >= end_) return raise(thread, TypeId::ValueError, "end of string while looking for conversion specifier");
    field->conversion = text_.at(at_++);
    if (at_ < end_) {
      c = text_.at(at_++);
      if (c == '}') return ok_status();
      if (c != ':') return raise(thread, TypeId::ValueError, "expected ':' after conversion specifier");
    }
  }
  field->spec = {at_, at_};
  for (int depth = 1; at_ < end_;) {
    c = text_.at(at_++);
    if (c == '{') {
      field->spec_is_nested = true;
      depth++;
    } else if (c == '}' && --depth == 0) {
      field->spec.end = at_ - 1;
      return ok_status();
    }
  }
  return raise(thread, TypeId::ValueError, "unmatched '{' in format spec");
}

Result<FieldName> split_field_name(Thread& thread, text::TextView text, FormatPart name, AutoNumber* numbering) {
  size_t i = name.start;
  while (i < name.end && text.at(i) != '.' && text.at(i) != '[') i++;
  FieldName result{{name.start, i}, {i, name.end}, -1};
  result.index = TRY(number_in(thread, text, result.first));
  const bool automatic = result.first.empty();
  if (numbering == nullptr || (!automatic && result.index < 0)) return result;
  using State = AutoNumber::State;
  if (numbering->state == State::Unknown) numbering->state = automatic ? State::Automatic : State::Manual;
  if (numbering->state == State::Manual && automatic) {
    return raise(thread, TypeId::ValueError, "cannot switch from manual field specification to automatic field numbering");
  }
  if (numbering->state == State::Automatic && !automatic) {
    return raise(thread, TypeId::ValueError, "cannot switch from automatic field numbering to manual field specification");
  }
  if (automatic) result.index = numbering->next++;
  return result;
}

Result<bool> next_field_step(Thread& thread, text::TextView text, FormatPart* rest, FieldStep* step) {
  *step = FieldStep();
  if (rest->empty()) return false;
  const char32_t kind = text.at(rest->start++);
  size_t i = rest->start;
  if (kind == '.') {
    step->is_attribute = true;
    while (i < rest->end && text.at(i) != '.' && text.at(i) != '[') i++;
    step->name = {rest->start, i};
    rest->start = i;
  } else if (kind == '[') {
    while (i < rest->end && text.at(i) != ']') i++;
    if (i == rest->end) return raise(thread, TypeId::ValueError, "Missing ']' in format string");
    step->name = {rest->start, i};
    rest->start = i + 1;
    step->index = TRY(number_in(thread, text, step->name));
  } else {
    return raise(thread, TypeId::ValueError, "Only '.' or '[' may follow ']' in format field specifier");
  }
  if (step->name.empty()) return raise(thread, TypeId::ValueError, "Empty attribute in format string");
  return true;
}

}  // namespace taipan::python
