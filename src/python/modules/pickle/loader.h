// python/modules/pickle/loader.h -- one run of Unpickler.load: a stack machine.
//
// Room       python/modules/pickle. loading.cpp has input, stack, memo and the list of instructions.
//
// Marks remember heights of the stack; what is popped must lie above the last one. Input is a bytes-like object, or a file that is
// asked for what an instruction needs: peek() spares most of these calls.
#pragma once

#include <cstring>
#include <vector>

#include "python/modules/pickle/pickle_private.h"
#include "python/objects/buffer.h"
#include "python/objects/exceptions.h"

namespace taipan::python::pickle {

inline uint64_t little(std::string_view data) {
  uint64_t n = 0;
  for (size_t i = data.size(); i-- > 0;) n = n << 8 | uint8_t(data[i]);
  return n;
}

class Loader {
 public:
  Loader(Thread& thread, UnpicklerObject* self, Helpers* shared) : thread_(thread), heap_(thread.heap()), self_(self), helpers_(*shared) {}
  Value load(Value data);
 private:
  bool exception_of(Type* type) { return is_subtype(type_of(thread_.exception()), type); }

  // ---- input

  Raised truncated() { return raise(thread_, g_unpickling_error, "pickle data was truncated"); }
  bool from_file() const { return !self_->read.is_unbound(); }
  Status skip_consumed();
  Status take_input(Value data);
  Status read_file(int64_t n);
  Status read(uint64_t n, std::string_view* out);
  Status read_across(uint64_t n, std::string_view* out);
  Status read_line(std::string_view* out);
  Result<uint64_t> read_size(int bytes, const char* what);

  // ---- stack

  Status push(Value v) {
    if (!stack_->append(heap_, v)) return raise_memory_error(thread_);
    return ok_status();
  }
  int64_t height() const { return stack_->length(); }
  int64_t fence() const { return marks_.empty() ? 0 : marks_.back(); }
  Raised underflow();
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
  Result<int64_t> pop_mark();
  Tuple* pop_tuple(int64_t start);

  // ---- memo

  Status memo_put(uint64_t number);
  Status memo_get(uint64_t number);
  Result<uint64_t> number_line(const char* negative);
  Value integer_of_text(std::string_view text);

  // ---- instructions

  Status execute(Opcode opcode);
  Status push_unsigned(int bytes) { return push(Value::integer(int64_t(TRY(read_size(bytes, "BININT"))))); }
  Status load_int();
  Value literal_integer(std::string_view text);
  Status load_long_text();
  Status load_long(int bytes);
  Status load_float();
  Status load_binary_float();
  Status push_old_string(std::string_view data);
  Status load_quoted_string();
  Status load_binary_string(int size_bytes);
  Status load_unicode(int size_bytes);
  Status load_bytes(int size_bytes);
  Status load_next_buffer();
  Status load_readonly_buffer();
  Status load_tuple(int64_t n);
  Status load_dict();
  Status append_items(int64_t start);
  Status set_items(int64_t start);
  Status load_add_items();
  Value ask_class(Value module, Value class_name);
  Status class_lines(Value* module, Value* class_name);
  Status load_global();
  Status load_stack_global();
  Status load_extension(int bytes);
  Status load_new(Value keywords);
  Status load_build();
  Value instantiate(Value cls, Tuple* arguments);
  Status load_instance();
  Status load_object();
  Status load_persistent_text();
  Status persistent(Value id);
  Status load_frame();

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

}  // namespace taipan::python::pickle
