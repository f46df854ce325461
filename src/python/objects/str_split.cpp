// python/objects/str_split.cpp -- taking texts apart and putting them together: split, splitlines, partition, join.
//
// Room       python/objects. Words, lines and separators are found by base/text.
// Tests      tests/python/core/strings/, CPython's test_unicode
#include <algorithm>

#include "base/text/lines.h"
#include "base/text/search.h"
#include "base/unicode/properties.h"
#include "python/objects/str_private.h"

namespace taipan::python {

namespace {

// Collects parts of one text into a list.
template <class Char>
class Parts {
 public:
  Parts(Thread& thread, String* whole, const Char* characters, int64_t expected)
      : thread_(thread), whole_(whole), characters_(characters), list_(new_list(thread.heap(), std::min<int64_t>(expected, 12))) {}

  bool add(size_t start, size_t end) {
    String* part = piece(start, end - start);
    if (part != nullptr && list_->append(thread_.heap(), Value(part))) [[likely]] return true;
    raise_memory_error(thread_);
    return false;
  }
  List* list() const { return list_; }
  List* reversed() const {
    std::reverse(list_->items(), list_->items() + list_->length());
    return list_;
  }

 private:
  String* piece(size_t start, size_t length) {
    Heap& heap = thread_.heap();
    if (sizeof(Char) == 1 && whole_->is_ascii() && length > 1 && length < size_t(whole_->length())) {
      String* part = new_string(heap, int64_t(length), 0x7F);
      if (part != nullptr) memcpy(part->mutable_data(), characters_ + start, length);
      return part;
    }
    return substring(heap, whole_, int64_t(start), int64_t(length));
  }

  Thread& thread_;
  String* whole_;
  const Char* characters_;
  List* list_;
};

// Words end where flags of Unicode, or of latin-1 in a table, say so.
template <class Char>
size_t skip_space(const Char* chars, size_t i, size_t length) {
  while (i < length && unicode::is_space(chars[i])) i++;
  return i;
}
template <class Char>
size_t skip_word(const Char* chars, size_t i, size_t length) {
  while (i < length && !unicode::is_space(chars[i])) i++;
  return i;
}

// Null separator: white space.
Result<String*> separator_of(Thread& thread, Value separator) {
  if (separator.is_none()) return static_cast<String*>(nullptr);
  String* s = as_string(separator);
  if (!s) return raise(thread, TypeId::TypeError, "must be str or None, not %T", separator);
  if (s->length() == 0) return raise(thread, TypeId::ValueError, "empty separator");
  return s;
}

Result<String*> required_separator(Thread& thread, Value separator) {
  String* s = as_string(separator);
  if (!s) return raise(thread, TypeId::TypeError, "must be str, not %T", separator);
  if (s->length() == 0) return raise(thread, TypeId::ValueError, "empty separator");
  return s;
}

List* split_words(Thread& thread, String* self, int64_t maximum) {
  return with_characters(self, [&](const auto* chars, int64_t whole_length) -> List* {
    const auto length = size_t(whole_length);
    Parts parts(thread, self, chars, 12);
    for (size_t at = skip_space(chars, 0, length); at < length;) {
      if (maximum-- == 0) {  // the rest as it is
        if (!parts.add(at, length)) return nullptr;
        break;
      }
      const size_t end = skip_word(chars, at, length);
      if (!parts.add(at, end)) return nullptr;
      at = skip_space(chars, end, length);
    }
    return parts.list();
  });
}

List* rsplit_words(Thread& thread, String* self, int64_t maximum) {
  return with_characters(self, [&](const auto* chars, int64_t whole_length) -> List* {
    Parts parts(thread, self, chars, 12);
    const auto back_over = [chars](size_t end, bool spaces) {
      while (end > 0 && unicode::is_space(chars[end - 1]) == spaces) end--;
      return end;
    };
    for (size_t end = back_over(size_t(whole_length), true); end > 0;) {
      if (maximum-- == 0) {
        if (!parts.add(0, end)) return nullptr;
        break;
      }
      const size_t start = back_over(end, false);
      if (!parts.add(start, end)) return nullptr;
      end = back_over(start, true);
    }
    return parts.reversed();
  });
}

// The parts between the places where `find_next(from)` finds a separator.
template <class Char, class FindNext>
List* split_at(Thread& thread, String* self, const Char* chars, int64_t maximum, size_t separator_length, FindNext&& find_next) {
  Parts parts(thread, self, chars, maximum == INT64_MAX ? 12 : maximum + 1);
  size_t start = 0;
  for (; maximum > 0; --maximum) {
    const size_t found = find_next(start);
    if (found == text::kNotFound) break;
    if (!parts.add(start, found)) return nullptr;
    start = found + separator_length;
  }
  if (!parts.add(start, size_t(self->length()))) return nullptr;
  return parts.list();
}

}  // namespace

List* str_split(Thread& thread, String* self, Value separator, int64_t maximum) {
  if (maximum < 0) maximum = INT64_MAX;
  const String* sep = TRY(separator_of(thread, separator));
  if (!sep) return split_words(thread, self, maximum);
  const TextView text = text_of(self);
  return with_characters(self, [&](const auto* chars, int64_t length) -> List* {
    if (sep->length() > 1) {
      const text::Searcher searcher(text_of(sep), text.width);
      return split_at(thread, self, chars, maximum, size_t(sep->length()), [&](size_t from) { return searcher.find(text, from); });
    }
    // Separators mostly stand close together: a plain loop beats starting a search each time.
    const uint32_t c = sep->at(0);
    return split_at(thread, self, chars, maximum, 1, [=](size_t from) {
      const size_t near = std::min(from + 16, size_t(length));
      for (size_t i = from; i < near; i++) {
        if (chars[i] == c) return i;
      }
      return text::find_char(text, c, near);
    });
  });
}

List* str_rsplit(Thread& thread, String* self, Value separator, int64_t maximum) {
  if (maximum < 0) maximum = INT64_MAX;
  const String* sep = TRY(separator_of(thread, separator));
  if (!sep) return rsplit_words(thread, self, maximum);
  const TextView text = text_of(self);
  const text::Searcher searcher(text_of(sep), text.width);
  return with_characters(self, [&](const auto* chars, int64_t length) -> List* {
    Parts parts(thread, self, chars, maximum == INT64_MAX ? 12 : maximum + 1);
    auto end = size_t(length);
    for (; maximum > 0; --maximum) {
      const size_t found = searcher.rfind(text, end);
      if (found == text::kNotFound) break;
      if (!parts.add(found + size_t(sep->length()), end)) return nullptr;
      end = found;
    }
    if (!parts.add(0, end)) return nullptr;
    return parts.reversed();
  });
}

List* str_splitlines(Thread& thread, String* self, int keep_ends) {
  const TextView text = text_of(self);
  return with_characters(self, [&](const auto* chars, int64_t) -> List* {
    Parts parts(thread, self, chars, 12);
    for (size_t at = 0; at < text.length;) {
      const text::Line line = text::find_line(text, at, text::Separators::Unicode);
      if (!parts.add(at, keep_ends ? line.next : line.end)) return nullptr;
      at = line.next;
    }
    return parts.list();
  });
}

Tuple* str_partition(Thread& thread, String* self, Value separator) {
  String* sep = TRY(required_separator(thread, separator));
  const size_t found = text::find(text_of(self), text_of(sep));
  String* empty = empty_string();
  if (found == text::kNotFound) return tuple_of(thread.heap(), Value(TRY(exact_text(thread, self))), Value(empty), Value(empty));
  const int64_t after = int64_t(found) + sep->length();
  String* head = TRY(slice_of(thread, self, 0, int64_t(found)));
  String* tail = TRY(slice_of(thread, self, after, self->length() - after));
  return tuple_of(thread.heap(), Value(head), Value(sep), Value(tail));
}

Tuple* str_rpartition(Thread& thread, String* self, Value separator) {
  String* sep = TRY(required_separator(thread, separator));
  const size_t found = text::rfind(text_of(self), text_of(sep));
  String* empty = empty_string();
  if (found == text::kNotFound) return tuple_of(thread.heap(), Value(empty), Value(empty), Value(TRY(exact_text(thread, self))));
  const int64_t after = int64_t(found) + sep->length();
  String* head = TRY(slice_of(thread, self, 0, int64_t(found)));
  String* tail = TRY(slice_of(thread, self, after, self->length() - after));
  return tuple_of(thread.heap(), Value(head), Value(sep), Value(tail));
}

String* str_join(Thread& thread, String* self, Value iterable) {
  const Value sequence = TRY(fast_sequence(thread, iterable, "can only join an iterable"));
  const auto items = is_kind(sequence, Kind::List) ? sequence.as<List>()->span() : sequence.as<Tuple>()->span();
  if (items.empty()) return empty_string();
  if (items.size() == 1 && is_exact_string(items[0])) return items[0].as<String>();
  const int64_t between = items.size() > 1 ? self->length() : 0;
  uint32_t bits = between != 0 ? maximum_of(self) : 0;
  int64_t length = 0;
  if (__builtin_mul_overflow(between, int64_t(items.size()) - 1, &length)) {
    return raise(thread, TypeId::OverflowError, "join() result is too long for a Python string");
  }
  for (size_t i = 0; i < items.size(); i++) {
    const String* item = as_string(items[i]);
    if (!item) {
      return raise(thread, TypeId::TypeError, "sequence item %ld: expected str instance, %T found", int64_t(i), items[i]);
    }
    bits |= maximum_of(item);
    if (__builtin_add_overflow(length, item->length(), &length)) {
      return raise(thread, TypeId::OverflowError, "join() result is too long for a Python string");
    }
  }
  String* result = TRY(checked(thread, new_string(thread.heap(), length, bits)));
  if (length == 0) return result;
  // The list cannot change meanwhile: nothing here runs other code.
  if (bits == 0x7F) {
    auto* to = static_cast<uint8_t*>(result->mutable_data());
    const bool single = between == 1;
    const uint8_t separator = single ? self->data1()[0] : 0;
    for (size_t i = 0; i < items.size(); i++) {
      if (i != 0) {
        if (single) {
          *to++ = separator;
        } else if (between != 0) {
          memcpy(to, self->data(), size_t(between));
          to += between;
        }
      }
      const auto* item = items[i].as<String>();
      memcpy(to, item->data(), size_t(item->length()));
      to += item->length();
    }
    return result;
  }
  int64_t at = 0;
  for (size_t i = 0; i < items.size(); i++) {
    if (i != 0 && between != 0) {
      write_text(result, at, self, 0, between);
      at += between;
    }
    const auto* item = items[i].as<String>();
    write_text(result, at, item, 0, item->length());
    at += item->length();
  }
  return result;
}

}  // namespace taipan::python
