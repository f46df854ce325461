// python/objects/str_search.cpp -- where a text stands in another: find, index, count, startswith, endswith, `in`.
//
// Room       python/objects. The searching itself is in base/text/search.h.
// Tests      tests/python/core/strings/, CPython's test_unicode
#include "base/text/search.h"

#include "python/objects/str_private.h"

namespace taipan::python {

namespace {

// The arguments of find(sub[, start[, end]]) and its relatives: receiver first, positional ones only.
struct SearchCall {
  String* self;
  Value sub;
  Value start, stop;
};

Result<SearchCall> parse_call(Thread& thread, const NativeCall& call, const char* function) {
  if (call.names) return raise(thread, TypeId::TypeError, "str.%s() takes no keyword arguments", function);
  if (call.count < 2) return raise(thread, TypeId::TypeError, "%s() takes at least 1 argument (%ld given)", function, call.count - 1);
  if (call.count > 4) return raise(thread, TypeId::TypeError, "%s() takes at most 3 arguments (%ld given)", function, call.count - 1);
  SearchCall parsed{call.values[0].as<String>(), call.values[1], Value::none(), Value::none()};
  if (call.count > 2) parsed.start = call.values[2];
  if (call.count > 3) parsed.stop = call.values[3];
  return parsed;
}

// The text to look for, and the part of the receiver to look in; nothing can be found in a range turned around.
struct Search {
  TextView where, what;
  int64_t start;
  bool impossible;
};

Result<Search> prepare(Thread& thread, const NativeCall& call, const char* function) {
  const SearchCall parsed = TRY(parse_call(thread, call, function));
  const String* sub = as_string(parsed.sub);
  TextRange range{0, parsed.self->length()};
  if (call.count > 2) range = TRY(text_range(thread, parsed.start, parsed.stop, parsed.self->length()));
  if (!sub) return raise(thread, TypeId::TypeError, "must be str, not %T", parsed.sub);
  if (range.start > range.stop || range.stop - range.start < sub->length()) return Search{{}, {}, 0, true};
  return Search{text_of(parsed.self).substring(size_t(range.start), size_t(range.stop)), text_of(sub), range.start, false};
}

template <size_t (*search)(TextView, TextView)>
Result<int64_t> position_of(Thread& thread, const NativeCall& call, const char* function) {
  const Search s = TRY(prepare(thread, call, function));
  if (s.impossible) return -1;
  const size_t found = search(s.where, s.what);
  return found == text::kNotFound ? -1 : int64_t(found) + s.start;
}

Value or_value_error(Thread& thread, Result<int64_t> position) {
  const int64_t found = TRY(position);
  if (found < 0) return raise(thread, TypeId::ValueError, "substring not found");
  return Value::integer(found);
}

using Test = bool (*)(TextView, TextView);

// startswith and endswith: one text, or a tuple of them.
template <Test test>
Value has_affix(Thread& thread, const NativeCall& call, const char* function) {
  const SearchCall parsed = TRY(parse_call(thread, call, function));
  const int64_t length = parsed.self->length();
  TextRange range{0, length};
  if (call.count > 2) range = TRY(text_range(thread, parsed.start, parsed.stop, length));
  const bool possible = range.start <= range.stop;
  const TextView where = possible ? text_of(parsed.self).substring(size_t(range.start), size_t(range.stop)) : TextView();
  if (const String* one = as_string(parsed.sub)) return Value::boolean(possible && test(where, text_of(one)));
  if (!is_kind(parsed.sub, Kind::Tuple)) {
    return raise(thread, TypeId::TypeError, "%s first arg must be str or a tuple of str, not %T", function, parsed.sub);
  }
  for (Value item : parsed.sub.as<Tuple>()->span()) {
    const String* one = as_string(item);
    if (!one) return raise(thread, TypeId::TypeError, "tuple for %s must only contain str, not %T", function, item);
    if (possible && test(where, text_of(one))) return Value::true_value();
  }
  return Value::false_value();
}

}  // namespace

Value str_find(Thread& thread, NativeCall call) { return Value::integer(TRY(position_of<&text::find>(thread, call, "find"))); }
Value str_rfind(Thread& thread, NativeCall call) { return Value::integer(TRY(position_of<&text::rfind>(thread, call, "rfind"))); }
Value str_index(Thread& thread, NativeCall call) { return or_value_error(thread, position_of<&text::find>(thread, call, "index")); }
Value str_rindex(Thread& thread, NativeCall call) { return or_value_error(thread, position_of<&text::rfind>(thread, call, "rindex")); }

Value str_count(Thread& thread, NativeCall call) {
  const Search s = TRY(prepare(thread, call, "count"));
  return Value::integer(s.impossible ? 0 : int64_t(text::count(s.where, s.what)));
}

Value str_startswith(Thread& thread, NativeCall call) { return has_affix<&text::starts_with>(thread, call, "startswith"); }
Value str_endswith(Thread& thread, NativeCall call) { return has_affix<&text::ends_with>(thread, call, "endswith"); }

String* str_removeprefix(Thread& thread, String* self, String* prefix) {
  if (!text::starts_with(text_of(self), text_of(prefix))) return exact_text(thread, self);
  return slice_of(thread, self, prefix->length(), self->length() - prefix->length());
}

String* str_removesuffix(Thread& thread, String* self, String* suffix) {
  if (suffix->length() == 0 || !text::ends_with(text_of(self), text_of(suffix))) return exact_text(thread, self);
  return slice_of(thread, self, 0, self->length() - suffix->length());
}

Result<bool> str_contains(Thread& thread, String* self, Value key) {
  const String* sub = as_string(key);
  if (!sub) return raise(thread, TypeId::TypeError, "'in <string>' requires string as left operand, not %T", key);
  return text::find(text_of(self), text_of(sub)) != text::kNotFound;
}

}  // namespace taipan::python
