// python/objects/bytes_methods.h -- the methods that bytes and bytearray share, written once over both.
//
// Room       python/objects; included by bytes_type.cpp and bytearray_type.cpp. What depends on neither kind is declared
//            in bytes_private.h.
// Tests      tests/python/objects/bytes/, CPython's test_bytes
//
// `K` is BytesKind or ByteArrayKind:
//   view(self)               the bytes now
//   make(thread, data)       a new exact instance
//   copy(thread, self)       the same bytes as an exact instance: bytes give themselves
// A Held object keeps a bytearray from changing its size while its bytes are looked at and arguments are evaluated.
#pragma once

#include "base/text/lines.h"
#include "base/text/search.h"
#include "python/objects/bytearray.h"
#include "python/objects/bytes_private.h"
#include "python/objects/iterators.h"
#include "python/objects/str_private.h"
#include "python/objects/text_codec.h"

namespace taipan::python {

struct BytesKind {
  static constexpr const char* kName = "bytes";
  static constexpr const char* kIndexName = "byte";  // in messages
  static constexpr TypeId kType = TypeId::Bytes;
  static constexpr TypeId kIterator = TypeId::BytesIterator;
  struct Held {
    explicit Held(Value v) : view(v.as<Bytes>()->view()) {}
    std::string_view view;
  };
  static std::string_view view(Value self) { return self.as<Bytes>()->view(); }
  static Value make(Thread& thread, std::string_view data) { return detail::to_value(thread, make_bytes(thread, data)); }
  static Value copy(Thread& thread, Value self) { return is_exact_bytes(self) ? self : make(thread, view(self)); }
  static Value separator(Thread&, Value given, std::string_view) { return given; }
  // A new instance to be filled in at once.
  struct Fresh {
    Value value;
    uint8_t* data;
  };
  static Fresh fresh(Thread& thread, int64_t size) {
    Bytes* made = size < 0 || size > INT64_MAX / 2 ? nullptr : new_bytes(thread.heap(), size);
    if (!made) return {raise_memory_error(thread), nullptr};
    return {Value(made), made->data_};
  }
};

struct ByteArrayKind {
  static constexpr const char* kName = "bytearray";
  static constexpr const char* kIndexName = "bytearray";
  static constexpr TypeId kType = TypeId::ByteArrayType;
  static constexpr TypeId kIterator = TypeId::ByteArrayIterator;
  struct Held {
    explicit Held(Value v) : object(v.as<ByteArrayObject>()), view(object->view()) { object->counts.held++; }
    ~Held() { object->counts.held--; }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ByteArrayObject* object;
    std::string_view view;
  };
  static std::string_view view(Value self) { return self.as<ByteArrayObject>()->view(); }
  static Value make(Thread& thread, std::string_view data) { return detail::to_value(thread, new_bytearray(thread, data)); }
  static Value copy(Thread& thread, Value self) { return make(thread, view(self)); }
  static Value separator(Thread& thread, Value, std::string_view data) { return make(thread, data); }
  struct Fresh {
    Value value;
    uint8_t* data;
  };
  static Fresh fresh(Thread& thread, int64_t size) {
    ByteArrayObject* made = new_bytearray(thread, {});
    if (!made || !bytearray_resize(thread, made, size).ok()) return {Value::raised(), nullptr};
    return {Value(made), made->data()};
  }
};

// The part [start, start + length) of `view`.
inline std::string_view part(std::string_view view, size_t start, size_t end) { return view.substr(start, end - start); }

template <class K>
struct ByteMethods {
  using Held = typename K::Held;

  // ---- searching

  struct Search {
    ByteNeedle what;
    int64_t start = 0, stop = 0;
    bool impossible = false;
  };
  // Arguments first: they may run code; then the bytes.
  static Status parse(Thread& thread, const NativeCall& call, const char* function, Search* search) {
    if (call.names) return raise(thread, TypeId::TypeError, "%s.%s() takes no keyword arguments", K::kName, function);
    if (call.count < 2) return raise(thread, TypeId::TypeError, "%s() takes at least 1 argument (%ld given)", function, call.count - 1);
    if (call.count > 4) return raise(thread, TypeId::TypeError, "%s() takes at most 3 arguments (%ld given)", function, call.count - 1);
    int64_t start = 0, stop = INT64_MAX;
    if (call.count > 2) start = TRY(to_slice_bound(thread, call.values[2], 0));
    if (call.count > 3) stop = TRY(to_slice_bound(thread, call.values[3], INT64_MAX));
    TRY(search->what.take(thread, call.values[1]));
    const auto length = int64_t(K::view(call.values[0]).size());
    if (stop > length) stop = length;
    if (stop < 0) stop = stop + length < 0 ? 0 : stop + length;
    if (start < 0) start = start + length < 0 ? 0 : start + length;
    search->start = start;
    search->stop = stop;
    search->impossible = start > stop || stop - start < int64_t(search->what.view().size());
    return ok_status();
  }
  template <size_t (*search_function)(TextView, TextView)>
  static Result<int64_t> position(Thread& thread, const NativeCall& call, const char* function) {
    Search search;
    TRY(parse(thread, call, function, &search));
    if (search.impossible) return -1;
    const std::string_view where = part(K::view(call.values[0]), size_t(search.start), size_t(search.stop));
    const size_t found = search_function(TextView(where), TextView(search.what.view()));
    return found == text::kNotFound ? -1 : int64_t(found) + search.start;
  }
  static Value or_value_error(Thread& thread, Result<int64_t> found) {
    const int64_t at = TRY(found);
    if (at < 0) return raise(thread, TypeId::ValueError, "subsection not found");
    return Value::integer(at);
  }
  static Value find(Thread& thread, NativeCall call) { return Value::integer(TRY(position<&text::find>(thread, call, "find"))); }
  static Value rfind(Thread& thread, NativeCall call) { return Value::integer(TRY(position<&text::rfind>(thread, call, "rfind"))); }
  static Value index(Thread& thread, NativeCall call) { return or_value_error(thread, position<&text::find>(thread, call, "index")); }
  static Value rindex(Thread& thread, NativeCall call) { return or_value_error(thread, position<&text::rfind>(thread, call, "rindex")); }
  static Value count(Thread& thread, NativeCall call) {
    Search search;
    TRY(parse(thread, call, "count", &search));
    if (search.impossible) return Value::integer(0);
    const std::string_view where = part(K::view(call.values[0]), size_t(search.start), size_t(search.stop));
    return Value::integer(int64_t(text::count(TextView(where), TextView(search.what.view()))));
  }
  static Result<bool> contains(Thread& thread, Value self, Value key) {
    BufferView sub;
    uint8_t byte;
    std::string_view what;
    if (is_index(key)) {
      byte = uint8_t(TRY(byte_from_object(thread, key)));
      what = {reinterpret_cast<const char*>(&byte), 1};
    } else {
      TRY(get_buffer(thread, key, &sub));
      what = sub.view();
    }
    return text::find(TextView(K::view(self)), TextView(what)) != text::kNotFound;
  }

  using Test = bool (*)(TextView, TextView);
  template <Test test>
  static Value has_affix(Thread& thread, const NativeCall& call, const char* function) {
    if (call.names) return raise(thread, TypeId::TypeError, "%s.%s() takes no keyword arguments", K::kName, function);
    if (call.count < 2) return raise(thread, TypeId::TypeError, "%s() takes at least 1 argument (%ld given)", function, call.count - 1);
    if (call.count > 4) return raise(thread, TypeId::TypeError, "%s() takes at most 3 arguments (%ld given)", function, call.count - 1);
    int64_t start = 0, stop = INT64_MAX;
    if (call.count > 2) start = TRY(to_slice_bound(thread, call.values[2], 0));
    if (call.count > 3) stop = TRY(to_slice_bound(thread, call.values[3], INT64_MAX));
    const Held self(call.values[0]);
    const auto length = int64_t(self.view.size());
    if (stop > length) stop = length;
    if (stop < 0) stop = stop + length < 0 ? 0 : stop + length;
    if (start < 0) start = start + length < 0 ? 0 : start + length;
    const bool possible = start <= stop;
    const TextView where = possible ? TextView(part(self.view, size_t(start), size_t(stop))) : TextView();
    const Value given = call.values[1];
    if (is_kind(given, Kind::Tuple)) {
      for (Value item : given.as<Tuple>()->span()) {
        BufferView one;
        TRY(get_buffer(thread, item, &one));
        if (possible && test(where, TextView(one.view()))) return Value::true_value();
      }
      return Value::false_value();
    }
    if (!is_bytes_like(given)) {
      return raise(thread, TypeId::TypeError, "%s first arg must be bytes or a tuple of bytes, not %T", function, given);
    }
    BufferView one;
    TRY(get_buffer(thread, given, &one));
    return Value::boolean(possible && test(where, TextView(one.view())));
  }
  static Value startswith(Thread& thread, NativeCall call) { return has_affix<&text::starts_with>(thread, call, "startswith"); }
  static Value endswith(Thread& thread, NativeCall call) { return has_affix<&text::ends_with>(thread, call, "endswith"); }

  static Value removeprefix(Thread& thread, Value self_value, Value prefix) {
    BufferView view;
    TRY(get_buffer(thread, prefix, &view));
    const Held self(self_value);
    if (view.size == 0 || !self.view.starts_with(view.view())) return K::copy(thread, self_value);
    return K::make(thread, self.view.substr(size_t(view.size)));
  }
  static Value removesuffix(Thread& thread, Value self_value, Value suffix) {
    BufferView view;
    TRY(get_buffer(thread, suffix, &view));
    const Held self(self_value);
    if (view.size == 0 || !self.view.ends_with(view.view())) return K::copy(thread, self_value);
    return K::make(thread, self.view.substr(0, self.view.size() - size_t(view.size)));
  }

  // ---- taking apart

  class Parts {
   public:
    Parts(Thread& thread, std::string_view whole) : thread_(thread), whole_(whole), list_(new_list(thread.heap(), 8)) {}
    Status add(size_t start, size_t end) {
      const Value made = TRY(K::make(thread_, part(whole_, start, end)));
      if (!list_->append(thread_.heap(), made)) return raise_memory_error(thread_);
      return ok_status();
    }
    Value list() const { return Value(list_); }
    Value reversed() const {
      Value* items = list_->items();
      for (int64_t i = 0, j = list_->length() - 1; i < j; i++, j--) std::swap(items[i], items[j]);
      return Value(list_);
    }

   private:
    Thread& thread_;
    std::string_view whole_;
    List* list_;
  };

  static Value split_words(Thread& thread, std::string_view view, int64_t maximum) {
    const TextView text(view);
    Parts parts(thread, view);
    size_t at = text::skip_spaces(text, 0, text::Separators::Ascii);
    while (at < text.length) {
      if (maximum-- == 0) {  // the rest, white space at its end included
        TRY(parts.add(at, text.length));
        break;
      }
      const size_t end = text::find_space(text, at, text::Separators::Ascii);
      TRY(parts.add(at, end));
      at = text::skip_spaces(text, end, text::Separators::Ascii);
    }
    return parts.list();
  }
  static Value rsplit_words(Thread& thread, std::string_view view, int64_t maximum) {
    const TextView text(view);
    Parts parts(thread, view);
    size_t end = text::skip_spaces_before(text, text.length, text::Separators::Ascii);
    while (end > 0) {
      if (maximum-- == 0) {
        TRY(parts.add(0, end));
        break;
      }
      const size_t start = text::find_space_before(text, end, text::Separators::Ascii);
      TRY(parts.add(start, end));
      end = text::skip_spaces_before(text, start, text::Separators::Ascii);
    }
    return parts.reversed();
  }
  static Value split(Thread& thread, Value self_value, Value separator, int64_t maximum) {
    const Held self(self_value);
    if (maximum < 0) maximum = INT64_MAX;
    if (separator.is_none()) return split_words(thread, self.view, maximum);
    BufferView sep;
    TRY(get_buffer(thread, separator, &sep));
    if (sep.size == 0) return raise(thread, TypeId::ValueError, "empty separator");
    const TextView text(self.view);
    const text::Searcher searcher(TextView(sep.view()), text.width);
    Parts parts(thread, self.view);
    size_t start = 0;
    for (; maximum > 0; --maximum) {
      const size_t found = searcher.find(text, start);
      if (found == text::kNotFound) break;
      TRY(parts.add(start, found));
      start = found + size_t(sep.size);
    }
    TRY(parts.add(start, text.length));
    return parts.list();
  }
  static Value rsplit(Thread& thread, Value self_value, Value separator, int64_t maximum) {
    const Held self(self_value);
    if (maximum < 0) maximum = INT64_MAX;
    if (separator.is_none()) return rsplit_words(thread, self.view, maximum);
    BufferView sep;
    TRY(get_buffer(thread, separator, &sep));
    if (sep.size == 0) return raise(thread, TypeId::ValueError, "empty separator");
    const TextView text(self.view);
    const text::Searcher searcher(TextView(sep.view()), text.width);
    Parts parts(thread, self.view);
    size_t end = text.length;
    for (; maximum > 0; --maximum) {
      const size_t found = searcher.rfind(text, end);
      if (found == text::kNotFound) break;
      TRY(parts.add(found + size_t(sep.size), end));
      end = found;
    }
    TRY(parts.add(0, end));
    return parts.reversed();
  }
  static Value splitlines(Thread& thread, Value self_value, int keep_ends) {
    const Held self(self_value);
    const TextView text(self.view);
    Parts parts(thread, self.view);
    for (size_t at = 0; at < text.length;) {
      const text::Line line = text::find_line(text, at, text::Separators::Ascii);
      TRY(parts.add(at, keep_ends ? line.next : line.end));
      at = line.next;
    }
    return parts.list();
  }
  template <size_t (*search)(TextView, TextView), bool from_right>
  static Value partition_by(Thread& thread, Value self_value, Value separator) {
    BufferView sep;
    TRY(get_buffer(thread, separator, &sep));
    if (sep.size == 0) return raise(thread, TypeId::ValueError, "empty separator");
    const Held self(self_value);
    const size_t found = search(TextView(self.view), TextView(sep.view()));
    Heap& heap = thread.heap();
    if (found == text::kNotFound) {
      const Value whole = TRY(K::copy(thread, self_value)), one = TRY(K::make(thread, {})), two = TRY(K::make(thread, {}));
      return from_right ? Value(tuple_of(heap, one, two, whole)) : Value(tuple_of(heap, whole, one, two));
    }
    const Value head = TRY(K::make(thread, self.view.substr(0, found)));
    const Value middle = TRY(K::separator(thread, separator, sep.view()));
    const Value tail = TRY(K::make(thread, self.view.substr(found + size_t(sep.size))));
    return Value(tuple_of(heap, head, middle, tail));
  }
  static Value partition(Thread& thread, Value self, Value separator) {
    return partition_by<&text::find, false>(thread, self, separator);
  }
  static Value rpartition(Thread& thread, Value self, Value separator) {
    return partition_by<&text::rfind, true>(thread, self, separator);
  }

  // ---- editing

  template <bool left, bool right>
  static Value strip_sides(Thread& thread, Value self_value, Value characters) {
    BufferView set;
    if (!characters.is_none()) TRY(get_buffer(thread, characters, &set));
    const Held self(self_value);
    const std::string_view view = strip_bytes(self.view, characters.is_none() ? nullptr : &set, left, right);
    if (view.size() == self.view.size()) return K::copy(thread, self_value);
    return K::make(thread, view);
  }
  static Value replace(Thread& thread, Value self_value, Value old_value, Value new_value, int64_t maximum) {
    BufferView old_bytes, new_bytes;
    TRY(get_buffer(thread, old_value, &old_bytes));
    TRY(get_buffer(thread, new_value, &new_bytes));
    const Held self(self_value);
    const size_t times = count_replacements(self.view, old_bytes.view(), maximum);
    if (times == 0) return K::copy(thread, self_value);
    const auto fresh = K::fresh(thread, replaced_size(self.view.size(), old_bytes.view(), new_bytes.view(), times));
    if (!fresh.data) return Value::raised();
    write_replaced(fresh.data, self.view, old_bytes.view(), new_bytes.view(), times);
    return fresh.value;
  }
  static Value padded(Thread& thread, Value self_value, int64_t left, int64_t right, uint8_t fill) {
    if (left < 0) left = 0;
    if (right < 0) right = 0;
    if (left == 0 && right == 0) return K::copy(thread, self_value);
    const Held self(self_value);
    const auto fresh = K::fresh(thread, int64_t(self.view.size()) + left + right);
    if (!fresh.data) return Value::raised();
    memset(fresh.data, fill, size_t(left));
    if (!self.view.empty()) memcpy(fresh.data + left, self.view.data(), self.view.size());
    memset(fresh.data + left + self.view.size(), fill, size_t(right));
    return fresh.value;
  }
  static Value center(Thread& thread, Value self, int64_t width, Value fill_value) {
    const int fill = TRY(fill_byte(thread, fill_value, "center"));
    const int64_t margin = width - int64_t(K::view(self).size());
    const int64_t left = margin <= 0 ? 0 : margin / 2 + (margin & width & 1);
    return padded(thread, self, left, margin - left, uint8_t(fill));
  }
  static Value ljust(Thread& thread, Value self, int64_t width, Value fill_value) {
    const int fill = TRY(fill_byte(thread, fill_value, "ljust"));
    return padded(thread, self, 0, width - int64_t(K::view(self).size()), uint8_t(fill));
  }
  static Value rjust(Thread& thread, Value self, int64_t width, Value fill_value) {
    const int fill = TRY(fill_byte(thread, fill_value, "rjust"));
    return padded(thread, self, width - int64_t(K::view(self).size()), 0, uint8_t(fill));
  }
  static Value zfill(Thread& thread, Value self_value, int64_t width) {
    const auto length = int64_t(K::view(self_value).size());
    if (width <= length) return K::copy(thread, self_value);
    const Held self(self_value);
    const bool sign = length != 0 && (self.view[0] == '+' || self.view[0] == '-');
    const auto fresh = K::fresh(thread, width);
    if (!fresh.data) return Value::raised();
    memset(fresh.data, '0', size_t(width - length));
    if (length != 0) memcpy(fresh.data + (width - length), self.view.data(), size_t(length));
    if (sign) {
      fresh.data[width - length] = '0';
      fresh.data[0] = uint8_t(self.view[0]);
    }
    return fresh.value;
  }
  static Value expandtabs(Thread& thread, Value self_value, int tab_size) {
    const Held self(self_value);
    text::ByteBuffer out;
    expand_tabs(out, self.view, tab_size);
    if (out.out_of_memory()) return raise_memory_error(thread);
    return K::make(thread, {reinterpret_cast<const char*>(out.data()), out.size()});
  }
  static Value join(Thread& thread, Value self_value, Value iterable) {
    const Held self(self_value);
    text::ByteBuffer out;
    const Value single = TRY(join_bytes(thread, out, self.view, iterable));
    if (!single.is_none()) {
      if (K::kType == TypeId::Bytes) return single;
      return K::make(thread, single.as<Bytes>()->view());
    }
    if (out.out_of_memory()) return raise_memory_error(thread);
    return K::make(thread, {reinterpret_cast<const char*>(out.data()), out.size()});
  }
  static Value translate(Thread& thread, Value self_value, Value table, Value deleted) {
    const Held self(self_value);
    BufferView table_view, deleted_view;
    if (!table.is_none()) {
      TRY(get_buffer(thread, table, &table_view));
      if (table_view.size != 256) return raise(thread, TypeId::ValueError, "translation table must be 256 characters long");
    }
    TRY(get_buffer(thread, deleted, &deleted_view));
    const auto fresh = K::fresh(thread, int64_t(self.view.size()));
    if (fresh.value.is_raised()) return fresh.value;
    const size_t kept = translate_bytes(fresh.data, self.view, table.is_none() ? nullptr : table_view.data, deleted_view.view());
    if (kept == self.view.size()) return fresh.value;
    return K::make(thread, {reinterpret_cast<const char*>(fresh.data), kept});
  }

  // ---- letters

  template <uint8_t (*convert)(uint8_t)>
  static Value map_bytes(Thread& thread, Value self_value) {
    const Held self(self_value);
    const auto fresh = K::fresh(thread, int64_t(self.view.size()));
    if (fresh.value.is_raised()) return fresh.value;
    for (size_t i = 0; i < self.view.size(); i++) fresh.data[i] = convert(uint8_t(self.view[i]));
    return fresh.value;
  }
  static Value capitalize(Thread& thread, Value self_value) {
    const Held self(self_value);
    const auto fresh = K::fresh(thread, int64_t(self.view.size()));
    if (fresh.value.is_raised()) return fresh.value;
    for (size_t i = 0; i < self.view.size(); i++) {
      fresh.data[i] = i == 0 ? upper_byte(uint8_t(self.view[i])) : lower_byte(uint8_t(self.view[i]));
    }
    return fresh.value;
  }
  static Value title(Thread& thread, Value self_value) {
    const Held self(self_value);
    const auto fresh = K::fresh(thread, int64_t(self.view.size()));
    if (fresh.value.is_raised()) return fresh.value;
    bool inside = false;
    for (size_t i = 0; i < self.view.size(); i++) {
      const auto c = uint8_t(self.view[i]);
      fresh.data[i] = inside ? lower_byte(c) : upper_byte(c);
      inside = is_letter(c);
    }
    return fresh.value;
  }
  template <bool (*test)(std::string_view)>
  static bool ask(Thread&, Value self) {
    return test(K::view(self));
  }

  // ---- text

  static Value decode(Thread& thread, Value self, Value encoding_value, Value errors_value) {
    const char* encoding = TRY(c_text_argument(thread, encoding_value, "decode", "encoding"));
    const char* errors = TRY(c_text_argument(thread, errors_value, "decode", "errors"));
    return detail::to_value(thread, decode_object(thread, self, encoding, errors));
  }
  static String* hex(Thread& thread, Value self_value, Value separator, int group) {
    const Held self(self_value);
    return hex_of(thread, self.view, separator, group);
  }
  static Value fromhex(Thread& thread, Value cls, String* text) {
    text::ByteBuffer out;
    TRY(read_hex(thread, out, text));
    const Value made = TRY(K::make(thread, {reinterpret_cast<const char*>(out.data()), out.size()}));
    if (cls == Value(builtin_type(K::kType))) return made;
    return call_with(thread, cls, made);
  }

  // ---- sequence operations

  static int64_t length(Thread&, Value self) { return int64_t(K::view(self).size()); }
  static Value iterate(Thread& thread, Value self) { return new_sequence_iterator(thread.heap(), K::kIterator, self); }
  static Value get_item(Thread& thread, Value self, Value key) {
    if (key.is_int()) [[likely]] {
      const std::string_view view = K::view(self);
      int64_t i = key.as_int();
      if (i < 0) i += int64_t(view.size());
      if (uint64_t(i) < view.size()) return Value::integer(uint8_t(view[size_t(i)]));
      return raise_index(thread);
    }
    if (is_exact(key, TypeId::Slice)) return slice(thread, self, key);
    if (!is_index(key)) return raise(thread, TypeId::TypeError, "%s indices must be integers or slices, not %T", K::kIndexName, key);
    int64_t i = TRY(to_int64(thread, key, TypeId::IndexError));
    const std::string_view view = K::view(self);
    if (i < 0) i += int64_t(view.size());
    if (uint64_t(i) >= view.size()) return raise_index(thread);
    return Value::integer(uint8_t(view[size_t(i)]));
  }
  static Raised raise_index(Thread& thread) {
    return raise(thread, TypeId::IndexError, K::kType == TypeId::Bytes ? "index out of range" : "bytearray index out of range");
  }
  static Value slice(Thread& thread, Value self, Value key) {
    // The bounds may run code that changes the length; they are adjusted to the length after it.
    const SliceRange range = TRY(byte_slice_range(thread, key, [&] { return int64_t(K::view(self).size()); }));
    const std::string_view view = K::view(self);
    if (range.step == 1) {
      if (K::kType == TypeId::Bytes && range.count == int64_t(view.size())) return K::copy(thread, self);
      return K::make(thread, view.substr(range.count ? size_t(range.start) : 0, size_t(range.count)));
    }
    const auto fresh = K::fresh(thread, range.count);
    if (fresh.value.is_raised()) return fresh.value;
    for (int64_t i = 0, at = range.start; i < range.count; i++, at += range.step) fresh.data[i] = uint8_t(view[size_t(at)]);
    return fresh.value;
  }
  static Value add(Thread& thread, Value self_value, Value other) {
    if (!is_bytes_like(other)) return raise(thread, TypeId::TypeError, "can't concat %T to %T", other, self_value);
    BufferView right;
    TRY(get_buffer(thread, other, &right));
    const Held self(self_value);
    if (K::kType == TypeId::Bytes) {
      if (right.size == 0 && is_exact_bytes(self_value)) return self_value;
      if (self.view.empty() && is_exact_bytes(other)) return other;
    }
    const auto fresh = K::fresh(thread, int64_t(self.view.size()) + right.size);
    if (fresh.value.is_raised()) return fresh.value;
    if (!self.view.empty()) memcpy(fresh.data, self.view.data(), self.view.size());
    if (right.size != 0) memcpy(fresh.data + self.view.size(), right.data, size_t(right.size));
    return fresh.value;
  }
  static Value multiply(Thread& thread, Value self_value, Value times_value) {
    if (!is_index(times_value)) return Value::not_implemented();
    const int64_t times = TRY(to_size(thread, times_value, TypeId::OverflowError));
    const Held self(self_value);
    const auto length = int64_t(self.view.size());
    if (times == 1 && K::kType == TypeId::Bytes) return K::copy(thread, self_value);
    if (times <= 0 || length == 0) return K::make(thread, {});
    int64_t total;
    if (__builtin_mul_overflow(length, times, &total)) return raise_memory_error(thread);
    const auto fresh = K::fresh(thread, total);
    if (fresh.value.is_raised()) return fresh.value;
    repeat_bytes(fresh.data, self.view, times);
    return fresh.value;
  }
  static Value percent(Thread& thread, Value self_value, Value arguments) {
    const Held self(self_value);
    text::ByteBuffer out;
    TRY(percent_format_bytes(thread, out, self.view, arguments));
    if (out.out_of_memory()) return raise_memory_error(thread);
    return K::make(thread, {reinterpret_cast<const char*>(out.data()), out.size()});
  }
  static Value reflected_percent(Thread& thread, Value self, Value format) {
    if (type_of(format) != builtin_type(K::kType)) return Value::not_implemented();
    return percent(thread, format, self);
  }
};

// The rows; `M` is ByteMethods<...>.
#define SHARED_BYTE_METHODS(M)                                                                                             \
  {"__len__(self, /)", M::length, "Return len(self)."},                                                                    \
  {"__iter__(self, /)", M::iterate, "Implement iter(self)."},                                                              \
  {"__getitem__(self, key, /)", M::get_item, "Return self[key]."},                                                         \
  {"__add__(self, value, /)", M::add, "Return self+value."},                                                               \
  {"__mul__(self, value, /)", M::multiply, "Return self*value."},                                                          \
  {"__rmul__(self, value, /)", M::multiply, "Return value*self."},                                                         \
  {"__mod__(self, value, /)", M::percent, "Return self%value."},                                                           \
  {"__rmod__(self, value, /)", M::reflected_percent, "Return value%self."},                                                \
  {"__contains__(self, key, /)", M::contains, "Return key in self."},                                                      \
  {"capitalize(self, /)", M::capitalize, "A copy with a capital first letter and small ones behind."},                     \
  {"center(self, width, fillchar=b' ', /)", M::center, "The bytes in the middle of a field."},                             \
  {"count(self, sub, start=<none>, end=<none>, /)", M::count, "How often the bytes occur, without overlaps."},             \
  {"decode(self, /, encoding='utf-8', errors='strict')", M::decode, "The text that the bytes stand for."},                 \
  {"endswith(self, suffix, start=<none>, end=<none>, /)", M::endswith, "Whether the bytes end so."},                       \
  {"expandtabs(self, /, tabsize=8)", M::expandtabs, "A copy with blanks instead of tabs."},                                \
  {"find(self, sub, start=<none>, end=<none>, /)", M::find, "The first place where the bytes occur, or -1."},              \
  {"fromhex(cls, string, /)", M::fromhex, "The bytes that a text of hexadecimal digits stands for.", kClass},              \
  {"hex(self, /, sep=<unrepresentable>, bytes_per_sep=1)", M::hex, "The bytes as hexadecimal digits."},                               \
  {"index(self, sub, start=<none>, end=<none>, /)", M::index, "Like find(), but raises ValueError."},                      \
  {"isalnum(self, /)", M::template ask<is_alphanumeric>, "Whether there are bytes and all are letters or digits."},        \
  {"isalpha(self, /)", M::template ask<is_alphabetic>, "Whether there are bytes and all are letters."},                    \
  {"isascii(self, /)", M::template ask<is_ascii_bytes>, "Whether all bytes are below 128."},                               \
  {"isdigit(self, /)", M::template ask<is_digits>, "Whether there are bytes and all are digits."},                         \
  {"islower(self, /)", M::template ask<is_lower>, "Whether there are letters and all are small."},                         \
  {"isspace(self, /)", M::template ask<is_spaces>, "Whether there are bytes and all are white space."},                    \
  {"istitle(self, /)", M::template ask<is_title>, "Whether each word begins with a capital and goes on in small letters."}, \
  {"isupper(self, /)", M::template ask<is_upper>, "Whether there are letters and all are capitals."},                      \
  {"join(self, iterable_of_bytes, /)", M::join, "The items, with these bytes between them."},                              \
  {"ljust(self, width, fillchar=b' ', /)", M::ljust, "The bytes at the left of a field."},                                 \
  {"lower(self, /)", M::template map_bytes<lower_byte>, "A copy in small letters."},                                       \
  {"lstrip(self, bytes=None, /)", M::template strip_sides<true, false>, "Like strip(), on the left only."},                \
  {"maketrans(frm, to, /)", make_translation, "A table for translate().", kStatic},                                        \
  {"partition(self, sep, /)", M::partition, "What stands before the separator, it, and what stands behind."},              \
  {"replace(self, old, new, count=-1, /)", M::replace, "A copy with new instead of old, at most count times."},            \
  {"removeprefix(self, prefix, /)", M::removeprefix, "A copy without this beginning."},                                    \
  {"removesuffix(self, suffix, /)", M::removesuffix, "A copy without this end."},                                          \
  {"rfind(self, sub, start=<none>, end=<none>, /)", M::rfind, "The last place where the bytes occur, or -1."},             \
  {"rindex(self, sub, start=<none>, end=<none>, /)", M::rindex, "Like rfind(), but raises ValueError."},                   \
  {"rjust(self, width, fillchar=b' ', /)", M::rjust, "The bytes at the right of a field."},                                \
  {"rpartition(self, sep, /)", M::rpartition, "Like partition(), with the last separator."},                               \
  {"rsplit(self, /, sep=None, maxsplit=-1)", M::rsplit, "Like split(), from the right."},                                  \
  {"rstrip(self, bytes=None, /)", M::template strip_sides<false, true>, "Like strip(), on the right only."},               \
  {"split(self, /, sep=None, maxsplit=-1)", M::split, "The parts between separators, or the words."},                      \
  {"splitlines(self, /, keepends=False)", M::splitlines, "The lines."},                                                    \
  {"startswith(self, prefix, start=<none>, end=<none>, /)", M::startswith, "Whether the bytes begin so."},                 \
  {"strip(self, bytes=None, /)", M::template strip_sides<true, true>, "A copy without these bytes, or white space, at both ends."}, \
  {"swapcase(self, /)", M::template map_bytes<swap_byte>, "A copy with capital and small letters exchanged."},             \
  {"title(self, /)", M::title, "A copy with a capital at the start of each word."},                                        \
  {"translate(self, table, /, delete=b'')", M::translate, "A copy with each byte replaced by what the table says."},       \
  {"upper(self, /)", M::template map_bytes<upper_byte>, "A copy in capital letters."},                                     \
  {"zfill(self, width, /)", M::zfill, "The bytes with zeros before them, behind their sign."}

}  // namespace taipan::python
