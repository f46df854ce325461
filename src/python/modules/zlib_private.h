// python/modules/zlib_private.h -- what zlib_module.cpp and zlib_objects.cpp share.
#pragma once

#include <zlib.h>

#include <cstdlib>

#include "python/objects/buffer.h"
#include "python/objects/objects.h"

namespace taipan::python::zlib {

extern Type* g_error;  // zlib.error
Raised raise_zlib_error(Thread& thread, const z_stream& stream, int status, const char* what);

// What a stream writes: native memory that grows.
class Output {
 public:
  explicit Output(size_t initial = 16 * 1024) : initial_(initial) {}
  ~Output() { free(data_); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  // Offers the stream room, at most up to `limit` bytes in all; false: no memory.
  bool make_room(z_stream& stream, size_t limit = SIZE_MAX);
  // After the stream wrote.
  void take(const z_stream& stream) { size_ += offered_ - stream.avail_out; }
  size_t size() const { return size_; }
  bool failed() const { return failed_; }
  Bytes* finish(Thread& thread);

 private:
  uint8_t* data_ = nullptr;
  size_t size_ = 0, capacity_ = 0, initial_;
  uInt offered_ = 0;
  bool failed_ = false;
};

// zlib_objects.cpp
void define_objects(Thread& thread);
Value new_compressor(Thread& thread, int level, int method, int wbits, int memory_level, int strategy, Value dictionary);
Value new_decompressor(Thread& thread, int wbits, Value dictionary);

}  // namespace taipan::python::zlib
