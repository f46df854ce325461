// python/objects/bytes_editing.cpp -- what the methods of byte strings do: strip, replace, join, translate, questions.
//
// Room       python/objects; the contract is in bytes_private.h.
// Tests      tests/python/objects/bytes/, CPython's test_bytes
#include <bitset>
#include <cstring>

#include "base/text/ascii.h"
#include "base/text/lines.h"
#include "base/text/search.h"
#include "python/objects/bytes_private.h"
#include "python/objects/objects.h"

namespace taipan::python {

using text::TextView;

Result<int> byte_from_object(Thread& thread, Value value) {
  if (value.is_int() && uint64_t(value.as_int()) < 256) [[likely]] return int(value.as_int());
  const int64_t byte = TRY(to_index_clamped(thread, value));
  if (byte < 0 || byte > 255) return raise(thread, TypeId::ValueError, "byte must be in range(0, 256)");
  return int(byte);
}

Status ByteNeedle::take(Thread& thread, Value value) {
  if (is_bytes_like(value)) return get_buffer(thread, value, &buffer_);
  if (!is_index(value)) {
    return raise(thread, TypeId::TypeError, "argument should be integer or bytes-like object, not '%T'", value);
  }
  byte_ = char(TRY(byte_from_object(thread, value)));
  is_byte_ = true;
  return ok_status();
}

Result<int> fill_byte(Thread& thread, Value value, const char* function) {
  if (is_kind(value, Kind::Bytes) && value.as<Bytes>()->length() == 1) return int(value.as<Bytes>()->data()[0]);
  if (is_kind(value, kind(PythonKind::MutableBytes))) {
    BufferView view;
    TRY(get_buffer(thread, value, &view));
    if (view.size == 1) return int(view.data[0]);
  }
  return raise(thread, TypeId::TypeError, "%s() argument 2 must be a byte string of length 1, not %T", function, value);
}

std::string_view strip_bytes(std::string_view view, const BufferView* set, bool left, bool right) {
  std::bitset<256> stripped;
  if (set) {
    for (const char c : set->view()) stripped.set(uint8_t(c));
  } else {
    for (const char c : std::string_view(" \t\n\r\f\v")) stripped.set(uint8_t(c));
  }
  size_t start = 0, end = view.size();
  if (left) {
    while (start < end && stripped.test(uint8_t(view[start]))) start++;
  }
  if (right) {
    while (end > start && stripped.test(uint8_t(view[end - 1]))) end--;
  }
  return view.substr(start, end - start);
}

size_t count_replacements(std::string_view view, std::string_view old_bytes, int64_t maximum) {
  const size_t limit = maximum < 0 ? text::kNotFound : size_t(maximum);
  if (limit == 0) return 0;
  const size_t found = text::count(TextView(view), TextView(old_bytes), limit);
  return found < limit ? found : limit;
}

int64_t replaced_size(size_t size, std::string_view old_bytes, std::string_view new_bytes, size_t times) {
  const int64_t growth = int64_t(new_bytes.size()) - int64_t(old_bytes.size());
  int64_t change, total;
  if (__builtin_mul_overflow(growth, int64_t(times), &change) || __builtin_add_overflow(change, int64_t(size), &total)) return -1;
  return total;
}

namespace {

uint8_t* put(uint8_t* out, std::string_view data) {
  if (!data.empty()) memcpy(out, data.data(), data.size());
  return out + data.size();
}

}  // namespace

void write_replaced(uint8_t* out, std::string_view view, std::string_view old_bytes, std::string_view new_bytes, size_t times) {
  if (old_bytes.empty()) {  // before each byte, and at the end
    for (size_t i = 0; i < view.size(); i++) {
      if (times != 0) {
        out = put(out, new_bytes);
        times--;
      }
      *out++ = uint8_t(view[i]);
    }
    if (times != 0) put(out, new_bytes);
    return;
  }
  const TextView text(view);
  const text::Searcher searcher(TextView(old_bytes), text.width);
  size_t at = 0;
  for (; times != 0; times--) {
    const size_t found = searcher.find(text, at);
    out = put(out, view.substr(at, found - at));
    out = put(out, new_bytes);
    at = found + old_bytes.size();
  }
  put(out, view.substr(at));
}

void expand_tabs(text::ByteBuffer& out, std::string_view view, int tab_size) {
  size_t column = 0;
  for (const char c : view) {
    if (c == '\t') {
      if (tab_size <= 0) continue;
      const size_t blanks = size_t(tab_size) - column % size_t(tab_size);
      column += blanks;
      if (uint8_t* room = out.extend(blanks)) memset(room, ' ', blanks);
      continue;
    }
    column = c == '\n' || c == '\r' ? 0 : column + 1;
    out.append(uint8_t(c));
  }
}

size_t translate_bytes(uint8_t* out, std::string_view view, const uint8_t* table, std::string_view deleted) {
  std::bitset<256> drop;
  for (const char c : deleted) drop.set(uint8_t(c));
  uint8_t* at = out;
  for (const char c : view) {
    const auto byte = uint8_t(c);
    if (!drop.test(byte)) *at++ = table ? table[byte] : byte;
  }
  return size_t(at - out);
}

void repeat_bytes(uint8_t* out, std::string_view view, int64_t times) {
  const size_t total = view.size() * size_t(times);
  if (view.size() == 1) {
    memset(out, view[0], total);
    return;
  }
  memcpy(out, view.data(), view.size());
  for (size_t done = view.size(); done < total;) {  // doubles what is there
    const size_t more = done < total - done ? done : total - done;
    memcpy(out + done, out, more);
    done += more;
  }
}

Value join_bytes(Thread& thread, text::ByteBuffer& out, std::string_view separator, Value iterable) {
  const Value sequence = TRY(fast_sequence(thread, iterable, "can only join an iterable"));
  const bool is_list = is_kind(sequence, Kind::List);
  // A list can change its length while the buffer of an item is asked for.
  const auto count = [&] { return is_list ? sequence.as<List>()->length() : sequence.as<Tuple>()->length(); };
  const auto item_at = [&](int64_t i) { return is_list ? sequence.as<List>()->at(i) : sequence.as<Tuple>()->at(i); };
  if (count() == 1 && is_exact_bytes(item_at(0))) return item_at(0);
  for (int64_t i = 0; i < count(); i++) {
    const Value item = item_at(i);
    if (i != 0) out.append(separator);
    if (is_exact_bytes(item)) {
      out.append(item.as<Bytes>()->view());
      continue;
    }
    BufferView view;
    if (!is_bytes_like(item)) {
      return raise(thread, TypeId::TypeError, "sequence item %ld: expected a bytes-like object, %T found", i, item);
    }
    TRY(get_full_buffer(thread, item, &view));
    if (uint8_t* room = out.extend(size_t(view.size))) copy_contiguous(room, view);
  }
  return Value::none();
}

Value make_translation(Thread& thread, Value from_value, Value to_value) {
  BufferView from, to;
  TRY(get_buffer(thread, from_value, &from));
  TRY(get_buffer(thread, to_value, &to));
  if (from.size != to.size) return raise(thread, TypeId::ValueError, "maketrans arguments must have same length");
  Bytes* table = new_bytes(thread.heap(), 256);
  if (!table) return raise_memory_error(thread);
  for (int i = 0; i < 256; i++) table->data_[i] = uint8_t(i);
  for (int64_t i = 0; i < from.size; i++) table->data_[from.data[i]] = to.data[i];
  return Value(table);
}

// ---- questions

namespace {

bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

template <class Test>
bool all(std::string_view view, Test test) {
  for (const char c : view) {
    if (!test(uint8_t(c))) return false;
  }
  return !view.empty();
}

// There are letters of this case and none of the other.
bool only_case(std::string_view view, bool (*wanted)(uint8_t), bool (*other)(uint8_t)) {
  bool found = false;
  for (const char c : view) {
    if (other(uint8_t(c))) return false;
    found |= wanted(uint8_t(c));
  }
  return found;
}

bool small_letter(uint8_t c) { return is_small_letter(c); }
bool capital_letter(uint8_t c) { return is_capital_letter(c); }

}  // namespace

bool is_alphanumeric(std::string_view view) {
  return all(view, [](uint8_t c) { return is_letter(c) || is_digit(c); });
}
bool is_alphabetic(std::string_view view) {
  return all(view, [](uint8_t c) { return is_letter(c); });
}
bool is_ascii_bytes(std::string_view view) { return text::is_ascii(reinterpret_cast<const uint8_t*>(view.data()), view.size()); }
bool is_digits(std::string_view view) { return all(view, is_digit); }
bool is_lower(std::string_view view) { return only_case(view, small_letter, capital_letter); }
bool is_upper(std::string_view view) { return only_case(view, capital_letter, small_letter); }
bool is_spaces(std::string_view view) {
  return all(view, [](uint8_t c) { return text::is_ascii_space(c); });
}
bool is_title(std::string_view view) {
  bool inside = false, found = false;
  for (const char c : view) {
    const auto byte = uint8_t(c);
    if (is_capital_letter(byte) ? inside : is_small_letter(byte) && !inside) return false;
    inside = is_letter(byte);
    found |= inside;
  }
  return found;
}

}  // namespace taipan::python
