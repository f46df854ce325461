// python/modules/io/io_private.h -- layouts of the streams of module _io, and what its files share.
//
// Room       python/modules/io. https://docs.python.org/3.11/library/io.html
// In / out   Streams call each other directly where the other one is of the exact built-in class; otherwise by their methods.
// Tests      CPython's test_io, test_fileio, test_memoryio; tests/python/io/
#pragma once

#include <cstddef>

#include "python/objects/abstract.h"
#include "python/objects/buffer.h"
#include "python/objects/exceptions.h"
#include "python/objects/native.h"
#include "python/objects/objects.h"
#include "vm/integer.h"

namespace taipan::python::io {

constexpr int64_t kDefaultBufferSize = 8192;

// The classes; defined when the module is first executed.
struct Types {
  Type *io_base, *raw_base, *buffered_base, *text_base;
  Type *file, *bytes_io, *string_io, *reader, *writer, *random, *pair, *text, *newline_decoder;
  Type* unsupported;
};
extern Types g_types;

#define TAIPAN_IO_NAMES(X)                                                                                            \
  X(Read, "read") X(Read1, "read1") X(Readall, "readall") X(Readinto, "readinto") X(Readinto1, "readinto1")            \
  X(Readline, "readline") X(Write, "write") X(Flush, "flush") X(Close, "close") X(Closed, "closed") X(Seek, "seek")   \
  X(Tell, "tell") X(Truncate, "truncate") X(Seekable, "seekable") X(Readable, "readable") X(Writable, "writable")      \
  X(Fileno, "fileno") X(Isatty, "isatty") X(Peek, "peek") X(Name, "name") X(Mode, "mode") X(Raw, "raw")                \
  X(Finalizing, "_finalizing") X(DeallocWarn, "_dealloc_warn") X(BaseClosed, "__IOBase_closed") X(Decode, "decode")    \
  X(Encode, "encode") X(GetState, "getstate") X(SetState, "setstate") X(Reset, "reset") X(Newlines, "newlines")        \
  X(Opener, "opener") X(Encoding, "encoding") X(Errors, "errors") X(IncrementalDecoder, "incrementaldecoder")          \
  X(IncrementalEncoder, "incrementalencoder") X(IsTextEncoding, "_is_text_encoding") X(Buffer, "buffer")
enum class IoName : uint8_t {
#define X(id, text) id,
  TAIPAN_IO_NAMES(X)
#undef X
      Count
};
String* io_name(IoName id);  // interned

// ---- layouts

struct FileIO : HeapObject {
  int fd;  // -1: closed or never opened
  bool created, readable, writable, appending, close_fd, finalizing;
  int8_t seekable;  // -1: not known yet
  int64_t block_size;
};

// BufferedReader, BufferedWriter, BufferedRandom. A reader's bytes and a writer's bytes are in storages of their own; a
// BufferedRandom has unread bytes or unwritten ones, never both.
//
//   read storage   [ . . . . read_position . . . read_end . . ]    the raw stream stands behind read_end
//   write storage  [ write_start . . . write_end . . . . . . . ]    the raw stream stands before write_start
struct Buffered : HeapObject {
  Value raw;
  ByteArray* read_storage;
  ByteArray* write_storage;
  int64_t buffer_size;
  int64_t read_position, read_end;
  int64_t write_start, write_end;
  int64_t raw_position;  // -1: not known
  uint64_t owner;        // thread inside a method; 0: none
  uint32_t owner_forks;  // fork_count() when it came in: in the child of a fork other threads are gone
  int32_t waiting;
  bool ok, detached, readable, writable, finalizing, plain_raw;
  bool released;         // closed: the storages are gone
};

struct BufferedPair : HeapObject {
  Value reader, writer;
};

struct BytesIO : HeapObject {
  Value storage;  // a ByteArray of its own, a bytes object shared with others, or unbound: empty
  Value exported; // what getbuffer() gave a view of, or unbound
  int64_t position, size;
  bool shared, closed;
};

struct StringIO : HeapObject {
  ByteArray* text;     // `length` characters of 1 << width_log2 bytes; null while empty
  int64_t position, length;
  Value newline;       // None or str, as given
  uint8_t width_log2;
  uint8_t write_newline;  // 0: as is, 1: "\r", 2: "\r\n"
  uint8_t read_newline;   // as TextIO::read_newline
  bool read_universal, read_translate, initialized, closed;
  uint8_t seen;        // Seen
};

enum Seen : uint8_t { kSeenCr = 1, kSeenLf = 2, kSeenCrLf = 4 };

struct NewlineDecoder : HeapObject {
  Value decoder;  // or None
  Value errors;
  bool translate, pending_cr;
  uint8_t seen;
};

// What the text layer does itself.
enum class Codec : uint8_t { Other, Utf8, Ascii, Latin1 };

struct TextIO : HeapObject {
  Value buffer;
  Value encoding;  // str
  Value errors;    // str
  Value encoder;   // incremental encoder; unbound while the text layer encodes itself
  Value decoder;   // incremental decoder; unbound while the text layer decodes itself
  Value decoded;   // str: characters read and not yet given out start at decoded_used
  Value snapshot;  // the bytes object that led to `decoded`, fed to a decoder in the state snapshot_flags; unbound: not kept
  uint64_t snapshot_flags;
  ByteArray* pending;      // encoded text that is not in the buffer yet
  int64_t pending_bytes;
  int64_t decoded_used;
  int64_t chunk_size;
  double bytes_per_character;
  const char* errors_text;  // `errors` in C form; lives for ever
  uint8_t undecoded[4];     // an incomplete sequence of UTF-8
  uint8_t undecoded_count;
  bool pending_cr;          // a "\r" that may become "\r\n"
  uint8_t seen;
  Codec codec;
  bool ok, detached, line_buffering, write_through, has_read1, seekable, telling, finalizing;
  bool can_encode, can_decode;
  bool read_universal, read_translate;
  uint8_t read_newline;   // 0: "\n" or universal, 1: "\r", 2: "\r\n"
  uint8_t write_newline;  // 0: as is, 1: "\r", 2: "\r\n"
};

extern const Layout kFileLayout, kBufferedLayout, kPairLayout, kBytesIOLayout, kStringIOLayout, kNewlineDecoderLayout, kTextLayout;

inline bool has_layout(Value v, const Layout& layout) { return v.is_object() && v.as_object()->shape()->layout == &layout; }
inline bool is_exactly(Value v, const Type* type) { return v.is_object() && type_from_shape(shape_of(v.as_object())) == type; }

// ---- functions of one file used by another

// Raises io.UnsupportedOperation(message).
Raised raise_unsupported(Thread& thread, const char* message);
// `saved` was raised before and something else may have been raised since: the newer one gets it as its context.
Raised chain_exceptions(Thread& thread, Value saved);
// 1: the attribute `closed` is true.
Result<bool> is_closed(Thread& thread, Value stream);
Status check_closed(Thread& thread, Value stream);  // "I/O operation on closed file."
Status check_readable(Thread& thread, Value stream);
Status check_writable(Thread& thread, Value stream);
// A size argument: None or an integer.
Result<int64_t> optional_size(Thread& thread, Value size);
// The raised exception is OSError with EINTR, which is taken away (handlers have run).
bool clear_if_interrupted(Thread& thread);
// After a system call failed with EINTR: runs signal handlers.
Status after_interrupt(Thread& thread);
// The collector calls __del__ of this stream when it dies, or no longer does. Of a stack of streams only the outermost is registered:
// were the lower ones finalised first, what the upper ones still hold would be lost.
void finalize_later(Thread& thread, HeapObject* stream);
void finalize_never(Thread& thread, HeapObject* stream);
Value get_dict(Thread& thread, Value self);
Value get_state_refused(Thread& thread, Value self);

// file_io.cpp. Bytes read, -1 raised, -2 would block.
int64_t file_read(Thread& thread, FileIO* file, uint8_t* data, int64_t size);
int64_t file_write(Thread& thread, FileIO* file, const uint8_t* data, int64_t size);
Value new_file(Thread& thread, Value file, const char* mode, bool close_fd, Value opener);  // not registered, as the next two
Value file_seek(Thread& thread, FileIO* file, int64_t offset, int whence);

// buffered.cpp
Value new_buffered(Thread& thread, Type* type, Value raw, int64_t buffer_size);
// Writes all of it into an exact BufferedWriter or BufferedRandom.
Status buffered_write_bytes(Thread& thread, Buffered* stream, const uint8_t* data, int64_t size);
Value buffered_read1(Thread& thread, Value self, int64_t size);
Status buffered_flush_stream(Thread& thread, Buffered* self);

// newlines.cpp
// Position behind the end of line that starts the search at `start`, or -1: none up to `length`.
struct LineRules {
  bool universal, translated;
  uint8_t newline;  // as TextIO::read_newline
};
int64_t find_line_end(const String* text, int64_t start, LineRules rules);
// What translation of a chunk yields: "\r\n" and "\r" become "\n" when `translate`, and `seen` learns. `pending_cr` holds back a "\r" at the end.
String* translate_newlines(Thread& thread, String* chunk, bool final, bool translate, bool* pending_cr, uint8_t* seen);
Value newlines_value(Heap& heap, uint8_t seen);
Value new_newline_decoder(Thread& thread, Value decoder, bool translate, Value errors);
// decoder.decode(input, final) of any decoder; checks that it gives text.
String* decoder_decode(Thread& thread, Value decoder, Value input, bool final);
// "\n" replaced by another end of line.
String* replace_newlines(Thread& thread, String* text, uint8_t newline);

// text_io.cpp
Value new_text(Thread& thread, Value buffer, Value encoding, Value errors, Value newline, bool line_buffering, bool write_through);
Status text_check(Thread& thread, TextIO* self);         // initialised, attached
Status text_check_open(Thread& thread, TextIO* self);    // and not closed
void text_set_decoded(Thread& thread, TextIO* self, Value decoded);  // unbound: nothing
void text_forget_snapshot(TextIO* self);
inline bool has_decoded(const TextIO* self) {
  return !self->decoded.is_unbound() && self->decoded_used < self->decoded.as<String>()->length();
}
Value text_flush(Thread& thread, TextIO* self);

// text_coding.cpp: one way to use the text layer's own codecs and incremental ones.
Status text_set_coding(Thread& thread, TextIO* self, String* encoding, String* errors);
String* text_decode(Thread& thread, TextIO* self, Value bytes, bool final);
struct DecoderState {
  Value bytes;  // not decoded yet
  uint64_t flags = 0;
};
Result<DecoderState> text_decoder_state(Thread& thread, TextIO* self);
Status text_set_decoder_state(Thread& thread, TextIO* self, Value bytes, uint64_t flags);
Status text_reset_decoder(Thread& thread, TextIO* self);
Status text_reset_encoder(Thread& thread, TextIO* self, bool start_of_stream);

// text_read.cpp, text_write.cpp, text_position.cpp
Result<bool> text_read_chunk(Thread& thread, TextIO* self, int64_t size_hint);  // false: the end of the stream
Value text_read(Thread& thread, TextIO* self, Value size);
Value text_readline(Thread& thread, TextIO* self, Value size);
Value text_next(Thread& thread, Value self);
Value text_write(Thread& thread, TextIO* self, Value text);
Status text_flush_pending(Thread& thread, TextIO* self);
Value text_tell(Thread& thread, TextIO* self);
Value text_seek(Thread& thread, TextIO* self, Value cookie, int whence);

// Types' specifications, and members that the module adds itself.
extern const TypeSpec kIOBaseSpec, kRawBaseSpec, kBufferedBaseSpec, kTextBaseSpec, kFileSpec, kBytesIOSpec, kStringIOSpec, kReaderSpec, kWriterSpec,
    kRandomSpec, kPairSpec, kTextSpec, kNewlineDecoderSpec;

// io.open, also for other modules. Arguments as open's; unbound ones have their defaults.
Value open(Thread& thread, Value file, Value mode, int64_t buffering, Value encoding, Value errors, Value newline, bool close_fd, Value opener);

}  // namespace taipan::python::io

namespace taipan::python {
NATIVE_TYPE(io::FileIO, io::has_layout(v, io::kFileLayout), "FileIO")
NATIVE_TYPE(io::Buffered, io::has_layout(v, io::kBufferedLayout), "BufferedReader")
NATIVE_TYPE(io::BufferedPair, io::has_layout(v, io::kPairLayout), "BufferedRWPair")
NATIVE_TYPE(io::BytesIO, io::has_layout(v, io::kBytesIOLayout), "BytesIO")
NATIVE_TYPE(io::StringIO, io::has_layout(v, io::kStringIOLayout), "StringIO")
NATIVE_TYPE(io::NewlineDecoder, io::has_layout(v, io::kNewlineDecoderLayout), "IncrementalNewlineDecoder")
NATIVE_TYPE(io::TextIO, io::has_layout(v, io::kTextLayout), "TextIOWrapper")
}  // namespace taipan::python
