// python/modules/pickle/loading.cpp -- unpickling: input, stack, memo, and what each instruction is.
//
// Room       python/modules/pickle. See loader.h.
#include "python/modules/pickle/loader.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/bytearray.h"
#include "python/objects/set.h"
#include "vm/integer.h"

namespace taipan::python::pickle {

namespace {
constexpr int64_t kPrefetch = 128 * 1024;
}

Value Loader::load(Value data) {
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

// What peek() showed and was used is read now.
Status Loader::skip_consumed() {
  if (prefetched_ == 0) return ok_status();
  const int64_t used = int64_t(at_) < prefetched_ ? int64_t(at_) : prefetched_;
  prefetched_ = 0;
  TRY(call_with(thread_, self_->read, Value::integer(used)));
  return ok_status();
}

Status Loader::take_input(Value data) {
  if (!is_kind(data, Kind::Bytes)) return raise(thread_, TypeId::TypeError, "a bytes-like object is required, not '%T'", data);
  holder_ = data;
  input_ = data.as<Bytes>()->view();
  at_ = 0;
  return ok_status();
}

Status Loader::read_file(int64_t n) {
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

Status Loader::read(uint64_t n, std::string_view* out) {
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
Status Loader::read_across(uint64_t n, std::string_view* out) {
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
Status Loader::read_line(std::string_view* out) {
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

Result<uint64_t> Loader::read_size(int bytes, const char* what) {
  std::string_view data;
  TRY(read(uint64_t(bytes), &data));
  const uint64_t n = little(data);
  if (n > uint64_t(INT64_MAX)) return raise(thread_, TypeId::OverflowError, "%s exceeds system's maximum size of %ld bytes", what, INT64_MAX);
  return n;
}

Raised Loader::underflow() {
  return raise(thread_, g_unpickling_error, marks_.empty() ? "unpickling stack underflow" : "unexpected MARK found");
}

Result<int64_t> Loader::pop_mark() {
  if (marks_.empty()) return raise(thread_, g_unpickling_error, "could not find MARK");
  const int64_t mark = marks_.back();
  marks_.pop_back();
  return mark;
}

Tuple* Loader::pop_tuple(int64_t start) {
  if (start < fence()) return underflow();
  Tuple* tuple = tuple_from(heap_, stack_->span().subspan(size_t(start)));
  stack_->truncate(heap_, start);
  return tuple;
}

Status Loader::memo_put(uint64_t number) {
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

Status Loader::memo_get(uint64_t number) {
  const bool known = number < uint64_t(self_->memo->length()) && !self_->memo->at(int64_t(number)).is_unbound();
  if (!known) return raise(thread_, g_unpickling_error, "Memo value not found at index %ld", int64_t(number));
  return push(self_->memo->at(int64_t(number)));
}

Result<uint64_t> Loader::number_line(const char* negative) {
  std::string_view line;
  TRY(read_line(&line));
  const Value n = TRY(integer_of_text(line));
  int64_t number;
  if (!integer_to_int64(n, &number)) return raise(thread_, TypeId::OverflowError, "Python int too large to convert to C ssize_t");
  if (number < 0) return raise(thread_, TypeId::ValueError, "%s", negative);
  return uint64_t(number);
}

Status Loader::execute(Opcode opcode) {
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

Status Loader::load_frame() {
  std::string_view data;
  TRY(read(8, &data));
  const uint64_t n = little(data);
  if (n > uint64_t(INT64_MAX)) return raise(thread_, TypeId::OverflowError, "FRAME length exceeds system's maximum of %ld bytes", INT64_MAX);
  TRY(read(n, &data));
  at_ -= n;  // it is there: the instructions inside take it
  return ok_status();
}

Value load(Thread& thread, UnpicklerObject* self, Value data) {
  Helpers* shared = TRY(helpers(thread));
  Loader loader(thread, self, shared);
  const Value result = loader.load(data);
  asm volatile("" : : "r"(&loader) : "memory");
  return result;
}

}  // namespace taipan::python::pickle
