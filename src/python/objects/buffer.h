// python/objects/buffer.h -- the buffer protocol: objects that expose bytes. https://docs.python.org/3.11/c-api/buffer.html
#pragma once

#include "python/objects/abstract.h"

namespace taipan::python {

// An exported view; the exporter is not resized while views are out. Released by the destructor.
struct BufferView {
  uint8_t* data = nullptr;
  int64_t size = 0;             // bytes
  bool read_only = true;
  int64_t item_size = 1;
  const char* format = "B";     // struct syntax
  int dimensions = 1;
  const int64_t* shape = nullptr;    // null: one dimension of size / item_size
  const int64_t* strides = nullptr;  // null: C-contiguous
  const int64_t* suboffsets = nullptr;
  Value owner;                  // who exported it (unbound: nothing to release)
  void* internal = nullptr;     // the exporter's

  BufferView() = default;
  BufferView(const BufferView&) = delete;
  BufferView& operator=(const BufferView&) = delete;
  ~BufferView() { release(); }
  void release();
  std::string_view view() const { return {reinterpret_cast<const char*>(data), size_t(size)}; }
};

enum class BufferAccess : uint8_t { Read, Write };

bool is_bytes_like(Value value);  // has the buffer protocol
// Contiguous bytes of `value`. Errors: "a bytes-like object is required, not 'X'"; not writable; released memoryview.
Status get_buffer(Thread& thread, Value value, BufferView* view, BufferAccess access = BufferAccess::Read);
// With shape and strides as they are (memoryview).
Status get_full_buffer(Thread& thread, Value value, BufferView* view, BufferAccess access = BufferAccess::Read);
// A copy; `bytes` objects themselves.
Bytes* bytes_of_buffer(Thread& thread, Value value);

}  // namespace taipan::python
