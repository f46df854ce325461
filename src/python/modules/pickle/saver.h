// python/modules/pickle/saver.h -- one run of Pickler.dump: the instructions for an object and all it refers to.
//
// Room       python/modules/pickle. saving.cpp has what all kinds of objects share.
//
// A frame (protocol 4) is opened by the first byte behind the last one and closed when it has 64 KiB; its header of nine bytes
// is put in front then. The memo knows objects by identity: a pickler keeps them all alive.
#pragma once

#include "python/modules/pickle/pickle_private.h"

namespace taipan::python::pickle {

constexpr int64_t kFrameHeader = 9, kFrameMinimum = 4, kFrameTarget = 64 * 1024;

inline void put_little(uint8_t* out, uint64_t n, int count) {
  for (int i = 0; i < count; i++) out[i] = uint8_t(n >> (8 * i));
}

class Saver {
 public:
  Saver(Thread& thread, PicklerObject* self, Helpers* shared) : thread_(thread), heap_(thread.heap()), self_(self), out_(*self->output), helpers_(*shared) {}
  Status dump(Value object);

 private:
  // ---- bytes

  void write(const void* data, size_t count) {
    if (out_.framing && out_.frame_start < 0) {
      out_.frame_start = int64_t(out_.bytes.view().size());
      static constexpr uint8_t kRoom[kFrameHeader] = {};
      out_.bytes.append(kRoom, sizeof kRoom);
    }
    out_.bytes.append(data, count);
  }
  void op(Opcode o) {
    const auto byte = uint8_t(o);
    write(&byte, 1);
  }
  void op_number(Opcode o, uint64_t n, int count) {
    uint8_t data[9] = {uint8_t(o)};
    put_little(data + 1, n, count);
    write(data, size_t(count) + 1);
  }
  void write_text(std::string_view text) { write(text.data(), text.size()); }
  void commit_frame();
  Status boundary();
  Status flush();
  Status write_payload(const uint8_t* header, size_t header_size, std::string_view data, Value payload);

  // ---- memo

  Status memo_put(Value object);
  void memo_get(int64_t number);

  // ---- one object

  Status save(Value object, bool is_persistent_id = false);
  Status save_container(Value object);
  Status save_reduced(Value reduced, Value object);

  Result<bool> save_persistent(Value object);

  // ---- atoms (saving_atoms.cpp)

  Status save_bool(bool value);
  Status save_int(Value object);
  Status save_float(double value);
  Status bytes_data(Value object, std::string_view data, Value payload);
  Status save_bytes(Value object);
  Status bytearray_data(Value object, std::string_view data, Value payload);
  Status save_bytearray(Value object);
  Status save_buffer(Value object);
  Status save_string(Value object);
  void write_raw_unicode(String* text);

  // ---- containers (saving_containers.cpp)

  Status enter_fast(Value object);
  Status leave_fast(Value object);
  Status save_tuple(Value object);
  Status save_list(Value object);
  Status batch_exact_list(List* list);
  Status batch_items(Value iterator);
  Status save_dict(Value object);
  Status batch_exact_dict(Dict* dict);
  Result<Tuple*> next_pair(Value iterator);
  Status save_pair(Tuple* pair);
  Status batch_pairs(Value iterator);
  Status save_set(Value object);
  Status save_frozenset(Value object);

  // ---- classes, functions, everything with __reduce__ (saving_objects.cpp)

  Status save_type(Value object);
  Value which_module(Value object, Tuple* path);
  Status save_global(Value object, String* given);
  Status save_extension(Value object, Value code);
  Status save_plain_global(Value object, Value module_name, Value global_name);
  Status save_reduce(Tuple* reduced, Value object);
  Status save_new_ex(Tuple* tuple);
  Status save_new(Tuple* tuple, Value object);

  Thread& thread_;
  Heap& heap_;
  PicklerObject* self_;
  Output& out_;
  Helpers& helpers_;
  Value reducer_override_, dispatch_table_, persistent_id_;
};

}  // namespace taipan::python::pickle
