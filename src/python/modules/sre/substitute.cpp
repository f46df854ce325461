// python/modules/sre/substitute.cpp -- Pattern.sub and subn.
//
// The result is built in native memory piece by piece: no object is made for the text between matches.
#include "python/modules/sre/sre_private.h"
#include "python/objects/bytes.h"

namespace taipan::python {

namespace {

// The pieces of the result, which are all text or all bytes.
class Pieces {
 public:
  Pieces(Thread& thread, const SreSubject& subject) : thread_(thread), subject_(subject) {}

  void add_slice(int64_t start, int64_t end) {
    if (start == end) return;
    count_++;
    if (subject_.is_text()) {
      text_.append(subject_.text(), start, end - start);
    } else {
      bytes_.append(static_cast<const uint8_t*>(subject_.subject().data) + start, size_t(end - start));
    }
  }

  // What a replacement gave; None stands for nothing.
  Status add(Value item) {
    if (item.is_none()) return ok_status();
    if (subject_.is_text()) {
      String* s = as_string(item);
      if (!s) return raise(thread_, TypeId::TypeError, "sequence item %ld: expected str instance, %T found", count_, item);
      text_.append(s);
    } else if (is_exact_bytes(item)) {
      bytes_.append(item.as<Bytes>()->view());
    } else {
      if (!is_bytes_like(item)) {
        return raise(thread_, TypeId::TypeError, "sequence item %ld: expected a bytes-like object, %T found", count_, item);
      }
      BufferView view;
      TRY(get_buffer(thread_, item, &view));
      bytes_.append(view.view());
    }
    count_++;
    return ok_status();
  }

  Value finish() {
    if (!subject_.is_text()) {
      Bytes* bytes = make_bytes(thread_, bytes_.view());
      return bytes ? Value(bytes) : Value::raised();
    }
    String* s = text_.finish(thread_.heap());
    return s ? Value(s) : raise_memory_error(thread_);
  }

 private:
  Thread& thread_;
  const SreSubject& subject_;
  StringBuilder text_;
  ByteBuilder bytes_;
  int64_t count_ = 0;
};

bool has_backslash(const SreSubject& subject) {
  const sre::Subject& s = subject.subject();
  for (int64_t i = 0; i < s.length; i++) {
    const uint32_t c = s.width == 1   ? static_cast<const uint8_t*>(s.data)[i]
                       : s.width == 2 ? static_cast<const uint16_t*>(s.data)[i]
                                      : static_cast<const uint32_t*>(s.data)[i];
    if (c == '\\') return true;
  }
  return false;
}

// A callable replacement, or one that is put in as it is.
struct Replacement {
  Value value;
  bool is_callable = false;
};

Result<Replacement> read_replacement(Thread& thread, PatternObject* pattern, Value given) {
  if (is_callable(given)) return Replacement{given, true};
  SreSubject as_subject;
  bool is_literal = false;
  if (as_string(given) || is_bytes_like(given)) {
    if (as_subject.open(thread, given).ok()) {
      is_literal = !has_backslash(as_subject);
    } else {
      thread.clear_exception();
    }
  }
  if (is_literal) return Replacement{given, false};
  // The library makes a function, or the text if there is nothing to fill in.
  const Value arguments[] = {Value(pattern), given};
  const Value filter = TRY(re_helper(thread, "_subx", arguments));
  return Replacement{filter, is_callable(filter)};
}

Result<int64_t> substitute(Thread& thread, PatternObject* self, Value given, Value string, int64_t limit, Value* result) {
  const Replacement replacement = TRY(read_replacement(thread, self, given));
  SreSubject subject;
  TRY(open_subject(thread, self, string, &subject));
  sre::Matcher matcher(*self->compiled->program, subject.subject(), 0, INT64_MAX, backtrack_stack(), interrupt_check());
  Pieces pieces(thread, subject);
  int64_t last = 0;
  int64_t count = 0;
  while (limit == 0 || count < limit) {
    if (matcher.is_exhausted() || !TRY(outcome(thread, matcher.search()))) break;
    pieces.add_slice(last, matcher.start());
    Value item = replacement.value;
    if (replacement.is_callable) {
      const Value match = TRY(new_match(thread, self, string, matcher, 0, matcher.end_of_part()));
      item = TRY(call_with(thread, replacement.value, match));
    }
    TRY(pieces.add(item));
    last = matcher.end();
    count++;
    matcher.advance();
  }
  if (count == 0) {
    *result = TRY(subject.slice(thread, 0, subject.subject().length));
    return count;
  }
  pieces.add_slice(last, subject.subject().length);
  *result = TRY(pieces.finish());
  return count;
}

}  // namespace

Value pattern_sub(Thread& thread, PatternObject* self, Value replacement, Value string, int64_t count) {
  Value result;
  TRY(substitute(thread, self, replacement, string, count, &result));
  return result;
}
Value pattern_subn(Thread& thread, PatternObject* self, Value replacement, Value string, int64_t count) {
  Value result;
  const int64_t made = TRY(substitute(thread, self, replacement, string, count, &result));
  return Value(tuple_of(thread.heap(), result, integer_value(thread.heap(), made)));
}

}  // namespace taipan::python
