// python/modules/io/buffered_private.h -- what the files of the buffered streams share; the layout is in io_private.h.
#pragma once

#include "python/modules/io/io_private.h"

namespace taipan::python::io {

// One thread at a time is inside a method of a buffered stream. A thread that comes back to it, from a signal handler,
// gets a RuntimeError.
class Inside {
 public:
  Inside(Thread& thread, Buffered* stream);
  ~Inside();
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  explicit operator bool() const { return entered_; }

 private:
  Buffered* stream_;
  bool entered_ = false;
};

Status buffered_check(Thread& thread, Buffered* self);                             // initialised, not detached
Status buffered_check_open(Thread& thread, Buffered* self, const char* message);  // ValueError(message) when closed
inline int64_t unread(const Buffered* self) { return self->read_end - self->read_position; }
inline int64_t unwritten(const Buffered* self) { return self->write_end - self->write_start; }

// Bytes moved, 0 at the end, -1 raised, -2 would block.
int64_t raw_read(Thread& thread, Buffered* self, uint8_t* data, int64_t size);
int64_t raw_write(Thread& thread, Buffered* self, const uint8_t* data, int64_t size);
Result<int64_t> raw_tell(Thread& thread, Buffered* self);
Result<int64_t> raw_seek(Thread& thread, Buffered* self, int64_t target, int whence);

void forget_unread(Buffered* self);
int64_t fill(Thread& thread, Buffered* self);  // as raw_read, behind what is unread
Status write_out(Thread& thread, Buffered* self);
// Writes out what is unwritten, and puts the raw stream where the reader is.
Status synchronize(Thread& thread, Buffered* self);
ByteArray* read_storage(Thread& thread, Buffered* self);
ByteArray* write_storage(Thread& thread, Buffered* self);

// buffered_read.cpp, buffered_write.cpp
std::span<const Method> reader_methods();
Value buffered_write(Thread& thread, Buffered* self, Value buffer);
Value buffered_read(Thread& thread, Buffered* self, Value size);
Value buffered_peek(Thread& thread, Buffered* self, int64_t size);
Value buffered_read1_method(Thread& thread, Buffered* self, int64_t size);
Value buffered_readinto(Thread& thread, Buffered* self, Value buffer);
Value buffered_readinto1(Thread& thread, Buffered* self, Value buffer);
Value buffered_readline(Thread& thread, Buffered* self, Value size);
Value buffered_next(Thread& thread, Value self);

}  // namespace taipan::python::io
