// python/objects/buffer.h -- the buffer protocol: objects that expose bytes. https://docs.python.org/3.11/c-api/buffer.html
//
// Room       python/objects. A type takes part by the `buffer` entry of its TypeSpec.
// Tests      tests/python/objects/bytes/, CPython's test_memoryview, test_buffer
//
// C++ code holds a view for a known time, and while it does the exporter refuses to move its bytes. A memoryview has no
// such time: without reference counts nobody knows when it dies. So an exporter whose size can change counts the two
// apart (ExportCounts), and memoryviews that no variable of a running frame holds do not stop a change; they keep the
// memory they showed, which is theirs alone from then on.
#pragma once

#include "python/objects/abstract.h"

namespace taipan::python {

struct BufferView;
enum class BufferAccess : uint8_t { Read, Write };

// Of an exporter that can change its size.
struct ExportCounts {
  int32_t held = 0;   // views held by C++ code
  int32_t views = 0;  // memoryviews made and not released; may count dead ones
};

struct BufferExporter {
  // Fills the view but for its owner. Raises BufferError when the access cannot be had.
  Status (*get)(Thread& thread, Value owner, BufferView* view, BufferAccess access);
  // The owner's counts; null: its bytes never move.
  ExportCounts* (*counts)(HeapObject* owner) = nullptr;
  // Gives `internal` back, in the collector as well: it must not look at heap objects.
  void (*drop)(void* internal) = nullptr;
  // An owner that passes on the bytes of another object: that object, for memoryview.obj.
  Value (*source)(Value owner) = nullptr;
};

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
  Value storage;                // what keeps the bytes alive when the owner takes other memory; or unbound
  Value owner;                  // who exported it (unbound: nothing to release)
  void* internal = nullptr;     // the exporter's
  const BufferExporter* exporter = nullptr;
  int64_t extents[2] = {0, 0};  // room for a shape and a stride

  BufferView() = default;
  BufferView(const BufferView&) = delete;
  BufferView& operator=(const BufferView&) = delete;
  ~BufferView() { release(); }
  void release();
  std::string_view view() const { return {reinterpret_cast<const char*>(data), size_t(size)}; }
};

// Whose bytes a view of this owner shows: the owner itself, unless it passes on another's.
Value buffer_source(Value owner);
bool is_bytes_like(Value value);  // has the buffer protocol
// Contiguous bytes of `value`. Errors: "a bytes-like object is required, not 'X'"; not writable; released memoryview.
// Write access that cannot be had is a TypeError, "a read-write bytes-like object is required, not 'X'".
Status get_buffer(Thread& thread, Value value, BufferView* view, BufferAccess access = BufferAccess::Read);
// With shape and strides as they are (memoryview).
Status get_full_buffer(Thread& thread, Value value, BufferView* view, BufferAccess access = BufferAccess::Read);
bool is_c_contiguous(const BufferView& view);
// The bytes of the view in C order, as many as size says, also when they do not lie so.
void copy_contiguous(uint8_t* out, const BufferView& view);
// Before an exporter changes its size: BufferError unless nobody would notice. `counts` are its own.
Status check_resizable(Thread& thread, HeapObject* exporter, ExportCounts& counts, const char* message);
// A copy; `bytes` objects themselves.
Bytes* bytes_of_buffer(Thread& thread, Value value);

}  // namespace taipan::python
