// python/modules/pickle/loading.cpp -- the pickle format to objects.
//
// Room       python/modules/pickle. See pickle_private.h.
//
// A stack machine. Marks remember heights of the stack; what is popped must lie above the last one. Input is a bytes-like object,
// or a file that is asked for what an instruction needs: peek() spares most of these calls.
#include <cstring>
#include <vector>

#include "base/numbers/float_text.h"
#include "python/modules/pickle/pickle_private.h"
#include "python/objects/buffer.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/bytearray.h"
#include "python/objects/exceptions.h"
#include "python/objects/int_private.h"
#include "python/objects/set.h"
#include "python/objects/text_codec.h"
#include "python/runtime/runtime.h"
#include "vm/integer.h"

namespace taipan::python::pickle {

namespace {

constexpr int64_t kPrefetch = 128 * 1024;

uint64_t little(std::string_view data) {
  uint64_t n = 0;
  for (size_t i = data.size(); i-- > 0;) n = n << 8 | uint8_t(data[i]);
  return n;
}

class Loader {
 public:
  Loader(Thread& thread, UnpicklerObject* self, Helpers* shared) : thread_(thread), heap_(thread.heap()), self_(self), helpers_(*shared) {}

  Value load(Value data) {
    stack_ = new_list(heap_, 16);
    for (Value v : self_->memo->span()) memo_used_ += !v.is_unbound();
    self_->protocol = 0;
    if (!data.is_unbound()) {
      TRY(get_buffer(thread_, data, &view_));
      input_ = view_.view();
    }
    persistent_load_ = TRY(get_attribute_or_unbound(thread_, Value(self_), intern(heap_, "persistent_load")));
    for (;;) {
      std::string_view code;
      if (!read(1, &code).ok()) {
        if (exception_of(g_unpickling_error)) {
          thread_.clear_exception();
          return raise(thread_, TypeId::EOFError, "Ran out of input");
        }
        return Value::raised();
      }
      const auto opcode = Opcode(uint8_t(code[0]));
      if (opcode == Opcode::Stop) break;
      TRY(execute(opcode));
    }
    TRY(skip_consumed());
    return pop();
  }

 private:
  bool exception_of(Type* type) { return is_subtype(type_of(thread_.exception()), type); }

  // ---- input

  Raised truncated() { return raise(thread_, g_unpickling_error, "pickle data was truncated"); }
  bool from_file() const { return !self_->read.is_unbound(); }

  // What peek() showed and was used is read now.
  Status skip_consumed() {
    if (prefetched_ == 0) return ok_status();
    const int64_t used = int64_t(at_) < prefetched_ ? int64_t(at_) : prefetched_;
    prefetched_ = 0;
    TRY(call_with(thread_, self_->read, Value::integer(used)));
    return ok_status();
  }
  Status take_input(Value data) {
    if (!is_kind(data, Kind::Bytes)) return raise(thread_, TypeId::TypeError, "a bytes-like object is required, not '%T'", data);
    holder_ = data;
    input_ = data.as<Bytes>()->view();
    at_ = 0;
    return ok_status();
  }
  Status read_file(int64_t n) {
    TRY(skip_consumed());
    if (!self_->peek.is_unbound()) {
      const Value shown = call_with(thread_, self_->peek, Value::integer(kPrefetch));
      if (shown.is_raised()) {
        if (!clear_if(thread_, TypeId::NotImplementedError)) return Raised{};
        self_->peek = Value::unbound();
      } else if (is_kind(shown, Kind::Bytes) && shown.as<Bytes>()->length() >= n) {
        TRY(take_input(shown));
        prefetched_ = shown.as<Bytes>()->length();
        return ok_status();
      }
    }
    TRY(take_input(TRY(call_with(thread_, self_->read, Value::integer(n)))));
    if (int64_t(input_.size()) < n) return truncated();
    return ok_status();
  }
  Status read(uint64_t n, std::string_view* out) {
    if (n > input_.size() - at_) {
      if (!from_file()) return truncated();
      if (n > INT64_MAX) return raise(thread_, TypeId::OverflowError, "pickle data is too large");
      if (at_ < input_.size()) return read_across(n, out);
      TRY(read_file(int64_t(n)));
    }
    *out = input_.substr(at_, n);
    at_ += n;
    return ok_status();
  }
  // Part of it is here already, and the rest still in the file.
  Status read_across(uint64_t n, std::string_view* out) {
    if (prefetched_) {  // all of it can be read anew
      const size_t rest = input_.size() - at_;
      TRY(skip_consumed());
      (void)rest;
      TRY(take_input(TRY(call_with(thread_, self_->read, Value::integer(int64_t(n))))));
      if (input_.size() < n) return truncated();
      *out = input_;
      at_ = n;
      return ok_status();
    }
    return truncated();
  }
  // A line with its end; the text is without.
  Status read_line(std::string_view* out) {
    const size_t end = input_.find('\n', at_);
    if (end != std::string_view::npos) {
      *out = input_.substr(at_, end - at_);
      at_ = end + 1;
      return ok_status();
    }
    if (!from_file()) return truncated();
    TRY(skip_consumed());
    TRY(take_input(TRY(call_with(thread_, self_->read_line))));
    if (input_.empty() || input_.back() != '\n') return truncated();
    *out = input_.substr(0, input_.size() - 1);
    at_ = input_.size();
    return ok_status();
  }
  Result<uint64_t> read_size(int bytes, const char* what) {
    std::string_view data;
    TRY(read(uint64_t(bytes), &data));
    const uint64_t n = little(data);
    if (n > uint64_t(INT64_MAX)) return raise(thread_, TypeId::OverflowError, "%s exceeds system's maximum size of %ld bytes", what, INT64_MAX);
    return n;
  }

  // ---- stack

  Status push(Value v) {
    if (!stack_->append(heap_, v)) return raise_memory_error(thread_);
    return ok_status();
  }
  int64_t height() const { return stack_->length(); }
  int64_t fence() const { return marks_.empty() ? 0 : marks_.back(); }
  Raised underflow() {
    return raise(thread_, g_unpickling_error, marks_.empty() ? "unpickling stack underflow" : "unexpected MARK found");
  }
  Value pop() {
    if (height() <= fence()) return underflow();
    const Value v = stack_->at(height() - 1);
    stack_->truncate(heap_, height() - 1);
    return v;
  }
  Value top() {
    if (height() <= fence()) return underflow();
    return stack_->at(height() - 1);
  }
  Result<int64_t> pop_mark() {
    if (marks_.empty()) return raise(thread_, g_unpickling_error, "could not find MARK");
    const int64_t mark = marks_.back();
    marks_.pop_back();
    return mark;
  }
  Tuple* pop_tuple(int64_t start) {
    if (start < fence()) return underflow();
    Tuple* tuple = tuple_from(heap_, stack_->span().subspan(size_t(start)));
    stack_->truncate(heap_, start);
    return tuple;
  }

  // ---- memo

  Status memo_put(uint64_t number) {
    if (number > uint64_t(INT32_MAX)) return raise(thread_, TypeId::MemoryError, "memo index is too large");
    const Value value = TRY(top());
    List* memo = self_->memo;
    while (memo->length() <= int64_t(number)) {
      if (!memo->append(heap_, Value::unbound())) return raise_memory_error(thread_);
    }
    memo_used_ += memo->at(int64_t(number)).is_unbound();
    memo->set(heap_, int64_t(number), value);
    return ok_status();
  }
  Status memo_get(uint64_t number) {
    const bool known = number < uint64_t(self_->memo->length()) && !self_->memo->at(int64_t(number)).is_unbound();
    if (!known) return raise(thread_, g_unpickling_error, "Memo value not found at index %ld", int64_t(number));
    return push(self_->memo->at(int64_t(number)));
  }
  Result<uint64_t> number_line(const char* negative) {
    std::string_view line;
    TRY(read_line(&line));
    const Value n = TRY(integer_of_text(line));
    int64_t number;
    if (!integer_to_int64(n, &number)) return raise(thread_, TypeId::OverflowError, "Python int too large to convert to C ssize_t");
    if (number < 0) return raise(thread_, TypeId::ValueError, "%s", negative);
    return uint64_t(number);
  }
  Value integer_of_text(std::string_view text) {
    return call_with(thread_, Value(builtin_type(TypeId::Int)), Value(string_from_latin1(heap_, text)));
  }

  // ---- instructions

  Status execute(Opcode opcode) {
    switch (opcode) {
      case Opcode::None: return push(Value::none());
      case Opcode::BinInt: {
        std::string_view data;
        TRY(read(4, &data));
        return push(Value::integer(int32_t(little(data))));
      }
      case Opcode::BinInt1: return push_unsigned(1);
      case Opcode::BinInt2: return push_unsigned(2);
      case Opcode::Int: return load_int();
      case Opcode::Long: return load_long_text();
      case Opcode::Long1: return load_long(1);
      case Opcode::Long4: return load_long(4);
      case Opcode::Float: return load_float();
      case Opcode::BinFloat: return load_binary_float();
      case Opcode::NewTrue: return push(Value::true_value());
      case Opcode::NewFalse: return push(Value::false_value());
      case Opcode::String: return load_quoted_string();
      case Opcode::BinString: return load_binary_string(4);
      case Opcode::ShortBinString: return load_binary_string(1);
      case Opcode::Unicode: {
        std::string_view line;
        TRY(read_line(&line));
        return push(Value(TRY(decode_raw_unicode_escape(thread_, {line, Value::unbound()}, "strict", codecs::Final::Yes, &unused_))));
      }
      case Opcode::BinUnicode: return load_unicode(4);
      case Opcode::ShortBinUnicode: return load_unicode(1);
      case Opcode::BinUnicode8: return load_unicode(8);
      case Opcode::BinBytes: return load_bytes(4);
      case Opcode::ShortBinBytes: return load_bytes(1);
      case Opcode::BinBytes8: return load_bytes(8);
      case Opcode::ByteArray8: {
        const uint64_t n = TRY(read_size(8, "BYTEARRAY8"));
        std::string_view data;
        TRY(read(n, &data));
        return push(Value(TRY(new_bytearray(thread_, data))));
      }
      case Opcode::NextBuffer: return load_next_buffer();
      case Opcode::ReadonlyBuffer: return load_readonly_buffer();
      case Opcode::EmptyTuple: return push(Value(empty_tuple()));
      case Opcode::Tuple1: return load_tuple(1);
      case Opcode::Tuple2: return load_tuple(2);
      case Opcode::Tuple3: return load_tuple(3);
      case Opcode::Tuple: {
        const int64_t mark = TRY(pop_mark());
        return push(Value(TRY(pop_tuple(mark))));
      }
      case Opcode::EmptyList: return push(Value(new_list(heap_)));
      case Opcode::List: {
        const int64_t mark = TRY(pop_mark());
        if (mark < fence()) return underflow();
        List* list = list_from(heap_, stack_->span().subspan(size_t(mark)));
        stack_->truncate(heap_, mark);
        return push(Value(list));
      }
      case Opcode::EmptyDict: return push(Value(new_dict(heap_)));
      case Opcode::Dict: return load_dict();
      case Opcode::EmptySet: return push(Value(new_set(heap_, TypeId::Set)));
      case Opcode::AddItems: return load_add_items();
      case Opcode::FrozenSet: {
        const int64_t mark = TRY(pop_mark());
        Tuple* items = TRY(pop_tuple(mark));
        return push(TRY(frozenset_from(thread_, items->span())));
      }
      case Opcode::Append: {
        if (height() - 1 <= fence()) return underflow();
        return append_items(height() - 1);
      }
      case Opcode::Appends: return append_items(TRY(pop_mark()));
      case Opcode::SetItem: {
        if (height() - 2 <= fence()) return underflow();
        return set_items(height() - 2);
      }
      case Opcode::SetItems: return set_items(TRY(pop_mark()));
      case Opcode::Mark: marks_.push_back(height()); return ok_status();
      case Opcode::Pop:
        if (!marks_.empty() && marks_.back() == height()) {
          marks_.pop_back();
        } else {
          TRY(pop());
        }
        return ok_status();
      case Opcode::PopMark: {
        const int64_t mark = TRY(pop_mark());
        stack_->truncate(heap_, mark);
        return ok_status();
      }
      case Opcode::Dup: return push(TRY(top()));
      case Opcode::Get: return memo_get(TRY(number_line("negative GET argument")));
      case Opcode::BinGet: return memo_get(TRY(read_size(1, "BINGET")));
      case Opcode::LongBinGet: return memo_get(TRY(read_size(4, "LONG_BINGET")));
      case Opcode::Put: {
        TRY(top());
        return memo_put(TRY(number_line("negative PUT argument")));
      }
      case Opcode::BinPut: return memo_put(TRY(read_size(1, "BINPUT")));
      case Opcode::LongBinPut: return memo_put(TRY(read_size(4, "LONG_BINPUT")));
      case Opcode::Memoize: return memo_put(uint64_t(memo_used_));
      case Opcode::Global: return load_global();
      case Opcode::StackGlobal: return load_stack_global();
      case Opcode::Extension1: return load_extension(1);
      case Opcode::Extension2: return load_extension(2);
      case Opcode::Extension4: return load_extension(4);
      case Opcode::Reduce: {
        const Value arguments = TRY(pop());
        const Value callable = TRY(pop());
        if (!is_kind(arguments, Kind::Tuple)) return raise(thread_, TypeId::TypeError, "argument list must be a tuple");
        return push(TRY(taipan::python::call(thread_, callable, arguments.as<Tuple>()->span())));
      }
      case Opcode::NewObject: return load_new(Value::unbound());
      case Opcode::NewObjectEx: return load_new(TRY(pop()));
      case Opcode::Build: return load_build();
      case Opcode::Instance: return load_instance();
      case Opcode::Object: return load_object();
      case Opcode::PersistentId: return load_persistent_text();
      case Opcode::BinPersistentId: return persistent(TRY(pop()));
      case Opcode::Protocol: {
        const uint64_t n = TRY(read_size(1, "PROTO"));
        if (n > uint64_t(kHighestProtocol)) return raise(thread_, TypeId::ValueError, "unsupported pickle protocol: %ld", int64_t(n));
        self_->protocol = int32_t(n);
        return ok_status();
      }
      case Opcode::Frame: return load_frame();
      default: break;
    }
    const auto c = uint8_t(opcode);
    if (c >= 0x20 && c <= 0x7e && c != '\'' && c != '\\') return raise(thread_, g_unpickling_error, "invalid load key, '%c'.", int(c));
    char text[8];
    snprintf(text, sizeof text, "\\x%02x", c);
    return raise(thread_, g_unpickling_error, "invalid load key, '%s'.", text);
  }

  Status push_unsigned(int bytes) { return push(Value::integer(int64_t(TRY(read_size(bytes, "BININT"))))); }

  Status load_int() {
    std::string_view line;
    TRY(read_line(&line));
    if (line == "01") return push(Value::true_value());
    if (line == "00") return push(Value::false_value());
    return push(TRY(literal_integer(line)));
  }
  // Base 0, as C reads it: "0x10", but "010" is decimal here.
  Value literal_integer(std::string_view text) {
    const Value base = Value::integer(text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9' ? 10 : 0);
    const Value n = call_with(thread_, Value(builtin_type(TypeId::Int)), Value(string_from_latin1(heap_, text)), base);
    if (n.is_raised() && clear_if(thread_, TypeId::ValueError)) return raise(thread_, TypeId::ValueError, "could not convert string to int");
    return n;
  }
  Status load_long_text() {
    std::string_view line;
    TRY(read_line(&line));
    if (!line.empty() && line.back() == 'L') line.remove_suffix(1);
    const Value text(string_from_latin1(heap_, line));
    return push(TRY(call_with(thread_, Value(builtin_type(TypeId::Int)), text, Value::integer(0))));
  }
  Status load_long(int bytes) {
    std::string_view data;
    TRY(read(uint64_t(bytes), &data));
    const int64_t n = bytes == 4 ? int32_t(little(data)) : int64_t(little(data));
    if (n < 0) return raise(thread_, g_unpickling_error, "LONG pickle has negative byte count");
    TRY(read(uint64_t(n), &data));
    if (n == 0) return push(Value::integer(0));
    numbers::LimbBuffer limbs;
    limbs.resize(numbers::from_bytes_result_limbs(size_t(n)));
    const numbers::SignedLength length = numbers::from_bytes(limbs.data(), reinterpret_cast<const uint8_t*>(data.data()), size_t(n),
                                                             numbers::ByteOrder::Little, numbers::Signedness::TwosComplement);
    return push(TRY(int_result(thread_, integer_from_limbs(heap_, limbs.data(), length))));
  }
  Status load_float() {
    std::string_view line;
    TRY(read_line(&line));
    String* text = string_from_latin1(heap_, line);
    const Value f = call_with(thread_, Value(builtin_type(TypeId::Float)), Value(text));
    if (f.is_raised() && clear_if(thread_, TypeId::ValueError)) return raise(thread_, TypeId::ValueError, "could not convert string to float: '%U\n'", text);
    return push(TRY(f));
  }
  Status load_binary_float() {
    std::string_view data;
    TRY(read(8, &data));
    uint64_t bits;
    memcpy(&bits, data.data(), 8);
    bits = __builtin_bswap64(bits);
    double value;
    memcpy(&value, &bits, 8);
    return push(Value::number(value));
  }

  // str of Python 2: text in the unpickler's encoding, or bytes.
  Status push_old_string(std::string_view data) {
    if (self_->encoding->equals_ascii("bytes")) return push(Value(bytes_from(heap_, data)));
    ByteBuilder encoding, errors;
    append_utf8(encoding, self_->encoding);
    append_utf8(errors, self_->errors);
    encoding.append(uint8_t(0));
    errors.append(uint8_t(0));
    return push(Value(TRY(decode(thread_, data, encoding.view().data(), errors.view().data()))));
  }
  Status load_quoted_string() {
    std::string_view line;
    TRY(read_line(&line));
    const bool quoted = line.size() >= 2 && line.front() == line.back() && (line.front() == '\'' || line.front() == '"');
    if (!quoted) return raise(thread_, g_unpickling_error, "the STRING opcode argument must be quoted");
    line = line.substr(1, line.size() - 2);
    Bytes* bytes = TRY(decode_bytes_escape(thread_, {line, Value::unbound()}, nullptr, &unused_));
    return push_old_string(bytes->view());
  }
  Status load_binary_string(int size_bytes) {
    std::string_view data;
    TRY(read(uint64_t(size_bytes), &data));
    const int64_t n = size_bytes == 4 ? int32_t(little(data)) : int64_t(little(data));
    if (n < 0) return raise(thread_, g_unpickling_error, "BINSTRING pickle has negative byte count");
    TRY(read(uint64_t(n), &data));
    return push_old_string(data);
  }
  Status load_unicode(int size_bytes) {
    const uint64_t n = TRY(read_size(size_bytes, "BINUNICODE"));
    std::string_view data;
    TRY(read(n, &data));
    bool ascii = true;
    for (char c : data) ascii &= uint8_t(c) < 128;
    if (ascii) return push(Value(string_from_latin1(heap_, data)));
    return push(Value(TRY(decode_utf8(thread_, {data, Value::unbound()}, "surrogatepass", codecs::Final::Yes, &unused_))));
  }
  Status load_bytes(int size_bytes) {
    const uint64_t n = TRY(read_size(size_bytes, "BINBYTES"));
    std::string_view data;
    TRY(read(n, &data));
    return push(Value(bytes_from(heap_, data)));
  }
  Status load_next_buffer() {
    if (self_->buffers.is_unbound()) {
      return raise(thread_, g_unpickling_error, "pickle stream refers to out-of-band data but no *buffers* argument was given");
    }
    const Value buffer = TRY(iterator_next(thread_, self_->buffers));
    if (buffer.is_unbound()) return raise(thread_, g_unpickling_error, "not enough out-of-band buffers");
    return push(buffer);
  }
  Status load_readonly_buffer() {
    const Value buffer = TRY(top());
    const Value view = TRY(call_with(thread_, Value(builtin_type(TypeId::MemoryView)), buffer));
    const Value read_only = TRY(get_attribute(thread_, view, intern(heap_, "readonly")));
    if (TRY(is_true(thread_, read_only))) return ok_status();
    const Value shown = TRY(call_method_with(thread_, view, intern(heap_, "toreadonly")));
    stack_->set(heap_, height() - 1, shown);
    return ok_status();
  }

  Status load_tuple(int64_t n) {
    if (height() < n || height() - n < fence()) return underflow();
    return push(Value(TRY(pop_tuple(height() - n))));
  }
  Status load_dict() {
    const int64_t mark = TRY(pop_mark());
    if ((height() - mark) % 2 != 0) return raise(thread_, g_unpickling_error, "odd number of items for DICT");
    Dict* dict = new_dict(heap_);
    for (int64_t i = mark; i + 1 < height(); i += 2) TRY(dict_set(thread_, dict, stack_->at(i), stack_->at(i + 1)));
    stack_->truncate(heap_, mark);
    return push(Value(dict));
  }
  Status append_items(int64_t start) {
    if (start <= fence() || start > height()) return underflow();
    if (start == height()) return ok_status();
    const Value target = stack_->at(start - 1);
    if (is_exact_list(target)) {
      for (int64_t i = start; i < height(); i++) {
        if (!target.as<List>()->append(heap_, stack_->at(i))) return raise_memory_error(thread_);
      }
      stack_->truncate(heap_, start);
      return ok_status();
    }
    const Value extend = TRY(get_attribute_or_unbound(thread_, target, intern(heap_, "extend")));
    List* items = list_from(heap_, stack_->span().subspan(size_t(start)));
    stack_->truncate(heap_, start);
    if (!extend.is_unbound()) {
      TRY(call_with(thread_, extend, Value(items)));
      return ok_status();
    }
    const Value append = TRY(get_attribute(thread_, target, name(Name::Append)));
    for (int64_t i = 0; i < items->length(); i++) TRY(call_with(thread_, append, items->at(i)));
    return ok_status();
  }
  Status set_items(int64_t start) {
    if (start <= fence() || start > height()) return underflow();
    if (start == height()) return ok_status();
    if ((height() - start) % 2 != 0) return raise(thread_, g_unpickling_error, "odd number of items for SETITEMS");
    const Value target = stack_->at(start - 1);
    for (int64_t i = start; i + 1 < height(); i += 2) {
      if (is_exact_dict(target)) {
        TRY(dict_set(thread_, target.as<Dict>(), stack_->at(i), stack_->at(i + 1)));
      } else {
        TRY(set_item(thread_, target, stack_->at(i), stack_->at(i + 1)));
      }
    }
    stack_->truncate(heap_, start);
    return ok_status();
  }
  Status load_add_items() {
    const int64_t mark = TRY(pop_mark());
    if (mark <= fence() || mark > height()) return underflow();
    if (mark == height()) return ok_status();
    const Value target = stack_->at(mark - 1);
    Tuple* items = TRY(pop_tuple(mark));
    if (is_set(target)) {
      for (Value v : items->span()) TRY(set_add(thread_, target.as<SetObject>(), v));
      return ok_status();
    }
    const Value add = TRY(get_attribute(thread_, target, intern(heap_, "add")));
    for (Value v : items->span()) TRY(call_with(thread_, add, v));
    return ok_status();
  }

  Value ask_class(Value module, Value class_name) {
    const Value arguments[] = {module, class_name};
    if (type_of(Value(self_)) == g_unpickler) return find_class(thread_, self_, module, class_name);
    return call_method(thread_, Value(self_), intern(heap_, "find_class"), arguments);
  }
  Status class_lines(Value* module, Value* class_name) {
    for (Value* to : {module, class_name}) {
      std::string_view line;
      TRY(read_line(&line));
      *to = Value(TRY(decode_utf8(thread_, {line, Value::unbound()}, "strict", codecs::Final::Yes, &unused_)));
    }
    return ok_status();
  }
  Status load_global() {
    Value module, class_name;
    TRY(class_lines(&module, &class_name));
    return push(TRY(ask_class(module, class_name)));
  }
  Status load_stack_global() {
    const Value class_name = TRY(pop());
    const Value module = TRY(pop());
    if (!is_exact_string(module) || !is_exact_string(class_name)) return raise(thread_, g_unpickling_error, "STACK_GLOBAL requires str");
    return push(TRY(ask_class(module, class_name)));
  }
  Status load_extension(int bytes) {
    std::string_view data;
    TRY(read(uint64_t(bytes), &data));
    const int64_t code = bytes == 4 ? int32_t(little(data)) : int64_t(little(data));
    if (code <= 0) return raise(thread_, g_unpickling_error, "EXT specifies code <= 0");
    const Value key = Value::integer(code);
    const Value cached = TRY(dict_get(thread_, helpers_.extension_cache.as<Dict>(), key));
    if (!cached.is_unbound()) return push(cached);
    const Value pair = TRY(dict_get(thread_, helpers_.inverted_registry.as<Dict>(), key));
    if (pair.is_unbound()) return raise(thread_, TypeId::ValueError, "unregistered extension code %ld", code);
    if (!is_kind(pair, Kind::Tuple) || pair.as<Tuple>()->length() != 2 || !as_string(pair.as<Tuple>()->at(0)) || !as_string(pair.as<Tuple>()->at(1))) {
      return raise(thread_, TypeId::ValueError, "_inverted_registry[%ld] isn't a 2-tuple of strings", code);
    }
    const Value found = TRY(ask_class(pair.as<Tuple>()->at(0), pair.as<Tuple>()->at(1)));
    TRY(dict_set(thread_, helpers_.extension_cache.as<Dict>(), key, found));
    return push(found);
  }

  // `keywords` unbound: NEWOBJ.
  Status load_new(Value keywords) {
    const char* what = keywords.is_unbound() ? "NEWOBJ" : "NEWOBJ_EX";
    const Value arguments = TRY(pop());
    const Value cls = TRY(pop());
    if (!has_type_flag(cls, kTypeTypeSubclass)) return raise(thread_, g_unpickling_error, "%s class argument must be a type, not %T", what, cls);
    if (!is_kind(arguments, Kind::Tuple)) return raise(thread_, g_unpickling_error, "%s args argument must be a tuple, not %T", what, arguments);
    if (!keywords.is_unbound() && !is_kind(keywords, Kind::Dict)) {
      return raise(thread_, g_unpickling_error, "%s kwargs argument must be a dict, not %T", what, keywords);
    }
    Tuple* given = arguments.as<Tuple>();
    Tuple* all = new_tuple(heap_, given->length() + 1);
    all->initialize(heap_, 0, cls);
    for (int64_t i = 0; i < given->length(); i++) all->initialize(heap_, i + 1, given->at(i));
    const Value maker = TRY(get_attribute(thread_, cls, special_name(Special::New)));
    return push(TRY(call_unpacked(thread_, maker, all, keywords.is_unbound() ? nullptr : keywords.as<Dict>())));
  }
  Status load_build() {
    Value state = TRY(pop());
    const Value object = TRY(top());
    const Value setstate = TRY(get_attribute_or_unbound(thread_, object, intern(heap_, "__setstate__")));
    if (!setstate.is_unbound()) {
      TRY(call_with(thread_, setstate, state));
      return ok_status();
    }
    Value slots;
    if (is_kind(state, Kind::Tuple) && state.as<Tuple>()->length() == 2) {
      slots = state.as<Tuple>()->at(1);
      state = state.as<Tuple>()->at(0);
    }
    if (!state.is_none()) {
      if (!is_kind(state, Kind::Dict)) return raise(thread_, g_unpickling_error, "state is not a dictionary");
      const Value dict = TRY(get_attribute(thread_, object, name(Name::Dict)));
      Value key, value;
      for (uint32_t i = 0; dict_next(state.as<Dict>(), i, key, value);) {
        if (is_exact_string(key)) key = Value(intern(heap_, key.as<String>()));
        TRY(set_item(thread_, dict, key, value));
      }
    }
    if (!slots.is_unbound() && !slots.is_none()) {
      if (!is_kind(slots, Kind::Dict)) return raise(thread_, g_unpickling_error, "slot state is not a dictionary");
      Value key, value;
      for (uint32_t i = 0; dict_next(slots.as<Dict>(), i, key, value);) {
        if (!as_string(key)) return raise(thread_, TypeId::TypeError, "attribute name must be string, not '%T'", key);
        TRY(set_attribute(thread_, object, as_string(key), value));
      }
    }
    return ok_status();
  }
  // Classes of old: without arguments an instance is made without __init__.
  Value instantiate(Value cls, Tuple* arguments) {
    if (arguments->length() == 0 && has_type_flag(cls, kTypeTypeSubclass)) {
      const Value getinitargs = TRY(get_attribute_or_unbound(thread_, cls, intern(heap_, "__getinitargs__")));
      if (getinitargs.is_unbound()) {
        return call_with(thread_, TRY(get_attribute(thread_, cls, special_name(Special::New))), cls);
      }
    }
    return taipan::python::call(thread_, cls, arguments->span());
  }
  Status load_instance() {
    const int64_t mark = TRY(pop_mark());
    Tuple* arguments = TRY(pop_tuple(mark));
    Value module, class_name;
    TRY(class_lines(&module, &class_name));
    const Value cls = TRY(ask_class(module, class_name));
    return push(TRY(instantiate(cls, arguments)));
  }
  Status load_object() {
    const int64_t mark = TRY(pop_mark());
    if (height() - mark < 1) return underflow();
    Tuple* arguments = TRY(pop_tuple(mark + 1));
    const Value cls = TRY(pop());
    return push(TRY(instantiate(cls, arguments)));
  }

  Status load_persistent_text() {
    std::string_view line;
    TRY(read_line(&line));
    for (char c : line) {
      if (uint8_t(c) >= 128) return raise(thread_, g_unpickling_error, "persistent IDs in protocol 0 must be ASCII strings");
    }
    return persistent(Value(string_from_latin1(heap_, line)));
  }
  Status persistent(Value id) {
    if (persistent_load_.is_unbound()) {
      return raise(thread_, g_unpickling_error, "A load persistent id instruction was encountered,\nbut no persistent_load function was specified.");
    }
    return push(TRY(call_with(thread_, persistent_load_, id)));
  }
  Status load_frame() {
    std::string_view data;
    TRY(read(8, &data));
    const uint64_t n = little(data);
    if (n > uint64_t(INT64_MAX)) return raise(thread_, TypeId::OverflowError, "FRAME length exceeds system's maximum of %ld bytes", INT64_MAX);
    TRY(read(n, &data));
    at_ -= n;  // it is there: the instructions inside take it
    return ok_status();
  }

  Thread& thread_;
  Heap& heap_;
  UnpicklerObject* self_;
  Helpers& helpers_;
  List* stack_ = nullptr;
  std::vector<int64_t> marks_;
  Value persistent_load_, holder_;
  BufferView view_;
  std::string_view input_;
  size_t at_ = 0;
  size_t unused_ = 0;
  int64_t prefetched_ = 0;  // bytes of input_ that the file was only asked to show
  int64_t memo_used_ = 0;   // entries of the memo that are set
};

}  // namespace

Value load(Thread& thread, UnpicklerObject* self, Value data) {
  Helpers* shared = TRY(helpers(thread));
  Loader loader(thread, self, shared);
  const Value result = loader.load(data);
  asm volatile("" : : "r"(&loader) : "memory");
  return result;
}

Value find_class(Thread& thread, UnpicklerObject* self, Value module, Value class_name) {
  const int protocol = self->protocol;
  Helpers* shared = TRY(helpers(thread));
  Heap& heap = thread.heap();
  if (protocol < 3 && self->fix_imports) {
    const Value both = TRY(dict_get(thread, shared->name_mapping_2_to_3.as<Dict>(), Value(tuple_of(heap, module, class_name))));
    if (!both.is_unbound()) {
      if (!is_kind(both, Kind::Tuple) || both.as<Tuple>()->length() != 2) {
        return raise(thread, TypeId::RuntimeError, "_compat_pickle.NAME_MAPPING values should be 2-tuples, not %T", both);
      }
      module = both.as<Tuple>()->at(0);
      class_name = both.as<Tuple>()->at(1);
    } else {
      const Value renamed = TRY(dict_get(thread, shared->import_mapping_2_to_3.as<Dict>(), module));
      if (!renamed.is_unbound()) module = renamed;
    }
  }
  if (!as_string(module)) return raise(thread, TypeId::TypeError, "module name must be a string");
  if (!as_string(class_name)) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", class_name);
  TRY(import_module_level(thread, as_string(module), Value::none(), Value::none(), Value::integer(0)));
  const Value holder = TRY(dict_get(thread, runtime().modules, module));
  if (holder.is_unbound()) return raise_key_error(thread, module);
  Tuple* path = protocol < 4 ? tuple_of(heap, class_name) : TRY(dotted_path(thread, holder, as_string(class_name)));
  Value parent;
  const Value found = TRY(deep_attribute(thread, holder, path, &parent));
  if (found.is_unbound()) return raise(thread, TypeId::AttributeError, "Can't get attribute %R on %R", class_name, holder);
  return found;
}

}  // namespace taipan::python::pickle
