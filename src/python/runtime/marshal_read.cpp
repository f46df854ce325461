// python/runtime/marshal_read.cpp -- bytes to values; the format is in marshal.h. Nothing that is read is trusted, except the inside
// of a code whose checksum is right.
#include <cstring>
#include <vector>

#include "base/numbers/float_text.h"
#include "base/numbers/scratch_buffer.h"
#include "python/objects/bytearray.h"
#include "python/objects/bytes.h"
#include "python/objects/objects.h"
#include "python/objects/set.h"
#include "python/objects/text_codec.h"
#include "python/runtime/marshal_private.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

constexpr int64_t kNoReference = -1;

class Reader {
 public:
  // `file` is unbound when everything is in memory.
  Reader(Thread& thread, std::string_view data, Value file)
      : thread_(thread), heap_(thread.heap()), at_(reinterpret_cast<const uint8_t*>(data.data())), end_(at_ + data.size()), file_(file),
        references_(new_list(thread.heap())) {}

  // Unbound: the NULL that ends a dict.
  Value read() {
    if (depth_ >= kMaximumDepth || !native_stack_ok(thread_)) return raise(thread_, TypeId::ValueError, "recursion limit exceeded");
    if (file_.is_unbound() && at_ == end_) return raise(thread_, TypeId::EOFError, "EOF read where object expected");
    const uint8_t* code = take(1, "EOF read where object expected");
    if (!code) return Value::raised();
    depth_++;
    const Value value = read_object(*code & 0x7F, (*code & kFlagReference) != 0);
    depth_--;
    return value;
  }

 private:
  Raised bad(const char* what) { return raise(thread_, TypeId::ValueError, "bad marshal data (%s)", what); }

  // The next bytes; valid until the next call. Null: raised.
  const uint8_t* take(size_t count, const char* message = "marshal data too short") {
    if (!file_.is_unbound()) return take_from_file(count, message);
    if (size_t(end_ - at_) < count) return raise(thread_, TypeId::EOFError, "%s", message);
    const uint8_t* start = at_;
    at_ += count;
    return start;
  }

  const uint8_t* take_from_file(size_t count, const char* message) {
    ByteArrayObject* buffer = TRY(new_bytearray(thread_, {}));
    TRY(bytearray_resize(thread_, buffer, int64_t(count)));
    if (count) memset(buffer->data(), 0, count);
    const Value answer = TRY(call_method_with(thread_, file_, intern(heap_, "readinto"), Value(buffer)));
    int64_t n = 0;
    if (!answer.is_none()) n = TRY(to_int64(thread_, answer));
    if (n != int64_t(count)) {
      if (n > int64_t(count)) {
        return raise(thread_, TypeId::ValueError, "read() returned too much data: %ld bytes requested, %ld returned", int64_t(count), n);
      }
      return raise(thread_, TypeId::EOFError, "%s", message);
    }
    scratch_.assign(buffer->data(), buffer->data() + count);
    if (scratch_.empty()) scratch_.push_back(0);
    return scratch_.data();
  }

  template <class T>
  bool get(T* out) {
    const uint8_t* bytes = take(sizeof(T));
    if (!bytes) return false;
    memcpy(out, bytes, sizeof(T));
    return true;
  }
  // A length; `what` may be too long.
  bool get_size(int32_t* out, const char* what) {
    if (!get(out)) return false;
    if (*out >= 0) return true;
    (void)raise(thread_, TypeId::ValueError, "bad marshal data (%s size out of range)", what);
    return false;
  }

  // References are numbered in the order in which their objects begin.
  int64_t reserve(bool is_referenced) {
    if (!is_referenced) return kNoReference;
    (void)references_->append(heap_, Value::missing());
    return references_->length() - 1;
  }
  Value define(int64_t index, Value value) {
    if (index != kNoReference) references_->set(heap_, index, value);
    return value;
  }
  Value add(bool is_referenced, Value value) {
    if (is_referenced) (void)references_->append(heap_, value);
    return value;
  }

  Value read_object(uint8_t type, bool is_referenced) {
    switch (type) {
      case kNull: return Value::unbound();
      case kNone: return Value::none();
      case kFalse: return Value::false_value();
      case kTrue: return Value::true_value();
      case kEllipsis: return Value::ellipsis();
      case kStopIteration: return Value(builtin_type(TypeId::StopIteration));
      case kInt: {
        int32_t i;
        if (!get(&i)) return Value::raised();
        return add(is_referenced, Value::integer(i));
      }
      case kInt64: {
        int64_t i;
        if (!get(&i)) return Value::raised();
        return add(is_referenced, integer_value(heap_, i));
      }
      case kLong: return add(is_referenced, TRY(read_long()));
      case kFloat: {
        double d;
        if (!get(&d)) return Value::raised();
        return add(is_referenced, Value::number(d));
      }
      case kFloatText: return add(is_referenced, Value::number(TRY(read_float_text())));
      case kComplex: {
        double real, imaginary;
        if (!get(&real) || !get(&imaginary)) return Value::raised();
        return add(is_referenced, new_complex(real, imaginary));
      }
      case kComplexText: {
        const double real = TRY(read_float_text());
        const double imaginary = TRY(read_float_text());
        return add(is_referenced, new_complex(real, imaginary));
      }
      case kBytes: {
        int32_t size;
        if (!get_size(&size, "bytes object")) return Value::raised();
        const uint8_t* bytes = TRY(take(size_t(size)));
        return add(is_referenced, Value(TRY(make_bytes(thread_, {reinterpret_cast<const char*>(bytes), size_t(size)}))));
      }
      case kShortAscii:
      case kShortAsciiInterned: {
        uint8_t size;
        if (!get(&size)) return Value::raised();
        return read_ascii(size, type == kShortAsciiInterned, is_referenced);
      }
      case kAscii:
      case kAsciiInterned: {
        int32_t size;
        if (!get_size(&size, "string")) return Value::raised();
        return read_ascii(size_t(size), type == kAsciiInterned, is_referenced);
      }
      case kInterned:
      case kUnicode: {
        int32_t size;
        if (!get_size(&size, "string")) return Value::raised();
        const uint8_t* bytes = TRY(take(size_t(size)));
        String* text = TRY(decode(thread_, {reinterpret_cast<const char*>(bytes), size_t(size)}, "utf-8", "surrogatepass"));
        if (type == kInterned) text = intern(heap_, text);
        return add(is_referenced, Value(text));
      }
      case kSmallTuple: {
        uint8_t size;
        if (!get(&size)) return Value::raised();
        return read_tuple(size, is_referenced);
      }
      case kTuple: {
        int32_t size;
        if (!get_size(&size, "tuple")) return Value::raised();
        return read_tuple(size, is_referenced);
      }
      case kList: return read_list(is_referenced);
      case kDict: return read_dict(is_referenced);
      case kSet:
      case kFrozenSet: return read_set(type == kFrozenSet, is_referenced);
      case kCode: return read_code(is_referenced);
      case kReference: {
        uint32_t index;
        if (!get(&index)) return Value::raised();
        if (int64_t(index) >= references_->length() || references_->at(index).is_missing()) return bad("invalid reference");
        return references_->at(index);
      }
      default: return bad("unknown type code");
    }
  }

  Value new_complex(double real, double imaginary) {
    auto* c = heap_.allocate_as<ComplexObject>(exact_shape(TypeId::Complex));
    c->real = real;
    c->imaginary = imaginary;
    return Value(c);
  }

  Result<double> read_float_text() {
    uint8_t size;
    if (!get(&size)) return Raised{};
    const uint8_t* text = take(size);
    if (!text) return Raised{};
    const String* copy = string_from_latin1(heap_, {reinterpret_cast<const char*>(text), size});
    double d;
    if (!numbers::read_float(view_of(copy), &d)) {
      return raise(thread_, TypeId::ValueError, "could not convert string to float: %R", Value(copy));
    }
    return d;
  }

  Value read_long() {
    int32_t signed_count;
    if (!get(&signed_count)) return Value::raised();
    if (signed_count == 0) return Value::integer(0);
    if (signed_count == INT32_MIN) return bad("long size out of range");
    const size_t count = size_t(signed_count < 0 ? -int64_t{signed_count} : signed_count);
    const uint8_t* bytes = TRY(take(count * 2));
    std::vector<numbers::Limb> limbs(count * 15 / 64 + 1, 0);
    uint16_t digit = 0;
    for (size_t i = 0; i < count; i++) {
      memcpy(&digit, bytes + i * 2, 2);
      if (digit > 0x7FFF) return bad("digit out of range in long");
      const size_t at = i * 15;
      limbs[at / 64] |= uint64_t{digit} << (at % 64);
      if (at % 64 > 49) limbs[at / 64 + 1] |= uint64_t{digit} >> (64 - at % 64);
    }
    if (digit == 0) return bad("unnormalized long data");
    auto length = numbers::SignedLength(limbs.size());
    while (length > 0 && limbs[size_t(length - 1)] == 0) length--;
    const IntegerResult result = integer_from_limbs(heap_, limbs.data(), signed_count < 0 ? -length : length);
    if (!result.ok()) return raise_memory_error(thread_);
    return result.value;
  }

  Value read_ascii(size_t size, bool is_interned, bool is_referenced) {
    const uint8_t* bytes = TRY(take(size));
    const std::string_view text{reinterpret_cast<const char*>(bytes), size};
    if (is_interned) {
      // Not necessarily ASCII in damaged data: then it is Latin-1.
      for (const char c : text) {
        if (uint8_t(c) >= 0x80) return add(is_referenced, Value(intern(heap_, string_from_latin1(heap_, text))));
      }
      return add(is_referenced, Value(intern(heap_, text)));
    }
    String* s = string_from_latin1(heap_, text);
    if (!s) return raise_memory_error(thread_);
    return add(is_referenced, Value(s));
  }

  // Containers claim sizes that their data may not have: memory only grows with what is there.
  bool plausible(int64_t count) { return !file_.is_unbound() || count <= end_ - at_; }

  Value read_tuple(int64_t count, bool is_referenced) {
    const int64_t index = reserve(is_referenced);
    if (!plausible(count)) return raise(thread_, TypeId::EOFError, "marshal data too short");
    Tuple* tuple = new_tuple(heap_, count);
    if (!tuple) return raise_memory_error(thread_);
    for (int64_t i = 0; i < count; i++) tuple->items_[i] = Value::none();
    for (int64_t i = 0; i < count; i++) {
      const Value item = TRY(read());
      if (item.is_unbound()) return raise(thread_, TypeId::TypeError, "NULL object in marshal data for tuple");
      tuple->initialize(heap_, i, item);
    }
    return define(index, Value(tuple));
  }

  Value read_list(bool is_referenced) {
    int32_t count;
    if (!get_size(&count, "list")) return Value::raised();
    List* list = new_list(heap_);
    add(is_referenced, Value(list));
    for (int32_t i = 0; i < count; i++) {
      const Value item = TRY(read());
      if (item.is_unbound()) return raise(thread_, TypeId::TypeError, "NULL object in marshal data for list");
      if (!list->append(heap_, item)) return raise_memory_error(thread_);
    }
    return Value(list);
  }

  Value read_dict(bool is_referenced) {
    Dict* dict = new_dict(heap_);
    add(is_referenced, Value(dict));
    for (;;) {
      const Value key = TRY(read());
      if (key.is_unbound()) return Value(dict);
      const Value value = TRY(read());
      if (value.is_unbound()) return raise(thread_, TypeId::TypeError, "NULL object in marshal data for dict");
      TRY(dict_set(thread_, dict, key, value));
    }
  }

  Value read_set(bool is_frozen, bool is_referenced) {
    int32_t count;
    if (!get_size(&count, "set")) return Value::raised();
    const int64_t index = is_frozen ? reserve(is_referenced) : kNoReference;
    SetObject* set = new_set(heap_, is_frozen ? TypeId::FrozenSet : TypeId::Set);
    if (!is_frozen) add(is_referenced, Value(set));
    for (int32_t i = 0; i < count; i++) {
      const Value item = TRY(read());
      if (item.is_unbound()) return raise(thread_, TypeId::TypeError, "NULL object in marshal data for set");
      TRY(set_add(thread_, set, item));
    }
    return define(index, Value(set));
  }

  Value read_code(bool is_referenced) {
    const int64_t index = reserve(is_referenced);
    uint32_t size;
    uint64_t checksum;
    if (!get(&size) || !get(&checksum)) return Value::raised();
    if (inside_code_) return define(index, TRY(read_payload()));
    const uint8_t* payload = TRY(take(size));
    if (siphash13(code_checksum_key(), payload, size) != checksum) return bad("code of another version, or damaged");
    // The payload is read from memory, also when it came from a file.
    std::vector<uint8_t> kept;
    const Value file = file_;
    const uint8_t* const rest = at_;
    const uint8_t* const rest_end = end_;
    if (!file.is_unbound()) {
      kept.swap(scratch_);
      payload = kept.data();
    }
    file_ = Value::unbound();
    at_ = payload;
    end_ = payload + size;
    inside_code_ = true;
    const Value code = read_payload();
    inside_code_ = false;
    file_ = file;
    at_ = rest;
    end_ = rest_end;
    if (code.is_raised()) return code;
    return define(index, code);
  }

  template <class T>
  T* read_as() {
    const Value value = read();
    if (value.is_raised()) return nullptr;
    if (value.is_unbound() || !NativeTypeOf<T>::check(value)) return bad("code with a wrong object");
    return value.as<T>();
  }

  Value read_payload() {
    uint32_t counts[kCodeCounts];
    if (!get(&counts)) return Value::raised();
    CodeDraft draft;
    draft.flags = counts[0];
    draft.register_count = counts[1];
    draft.local_count = counts[2];
    draft.variable_count = counts[3];
    draft.argument_count = counts[4];
    draft.positional_only_count = counts[5];
    draft.keyword_only_count = counts[6];
    draft.loop_count = counts[7];
    draft.first_line = counts[8];
    const size_t cache_count = counts[10];
    draft.instructions = {reinterpret_cast<const Instruction*>(TRY(take(size_t{counts[9]} * sizeof(Instruction)))), counts[9]};
    draft.exceptions = {reinterpret_cast<const ExceptionEntry*>(TRY(take(size_t{counts[11]} * sizeof(ExceptionEntry)))), counts[11]};
    draft.encoded_positions = {TRY(take(counts[12])), counts[12]};
    draft.filename = TRY(read_as<String>());
    draft.name = TRY(read_as<String>());
    draft.qualified_name = TRY(read_as<String>());
    draft.names = TRY(read_as<Tuple>());
    draft.register_names = TRY(read_as<Tuple>());
    draft.cell_names = TRY(read_as<Tuple>());
    draft.free_names = TRY(read_as<Tuple>());
    // Versions below 3 do not say that a name was interned.
    for (Tuple* names : {draft.names, draft.register_names, draft.cell_names, draft.free_names}) {
      for (int64_t i = 0; i < names->length(); i++) {
        String* name = as_string(names->at(i));
        if (!name) return bad("code with a wrong object");
        if (!name->is_interned()) names->initialize(heap_, i, Value(intern(heap_, name)));
      }
    }
    Tuple* constants = TRY(read_as<Tuple>());
    draft.constants = constants->span();
    Tuple* cache_names = new_tuple(heap_, int64_t(cache_count));
    for (size_t i = 0; i < cache_count; i++) {
      Value name = TRY(read());
      if (!name.is_none()) {
        if (!as_string(name)) return bad("code with a wrong object");
        name = Value(intern(heap_, name.as<String>()));
      }
      cache_names->initialize(heap_, int64_t(i), name);
    }
    std::vector<String*> names(cache_count);
    for (size_t i = 0; i < cache_count; i++) {
      const Value name = cache_names->at(int64_t(i));
      names[i] = name.is_none() ? nullptr : name.as<String>();
    }
    draft.cache_names = names;
    Code* code = make_code(heap_, draft);
    asm volatile("" : : "r"(constants), "r"(cache_names) : "memory");
    return Value(code);
  }

  Thread& thread_;
  Heap& heap_;
  const uint8_t* at_;
  const uint8_t* end_;
  Value file_;
  List* references_;
  std::vector<uint8_t> scratch_;
  int depth_ = 0;
  bool inside_code_ = false;
};

Value read_one(Thread& thread, Reader& reader) {
  const Value value = TRY(reader.read());
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "NULL object in marshal data for object");
  return value;
}

}  // namespace

Value marshal_read(Thread& thread, std::string_view data) {
  Reader reader(thread, data, Value::unbound());
  return read_one(thread, reader);
}

Value marshal_read_file(Thread& thread, Value file) {
  Reader reader(thread, {}, file);
  return read_one(thread, reader);
}

}  // namespace taipan::python
