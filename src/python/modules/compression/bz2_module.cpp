// python/modules/compression/bz2_module.cpp -- the module _bz2: compressor and decompressor objects. https://docs.python.org/3.11/library/bz2.html
//
// Room       python/modules/compression. The library is libbz2.
// Tests      tests/python/library/compression_*.py; CPython's test_bz2
//
// Each object has a mutex: the library runs without the interpreter lock, and another thread may use the same object meanwhile.
#include <bzlib.h>
#include <pthread.h>

#include <climits>

#include "python/modules/compression/output_buffer.h"
#include "python/objects/buffer.h"
#include "python/objects/objects.h"
#include "python/runtime/threads.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

using compression::OutputBuffer;
using compression::PendingInput;

struct State {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  bz_stream stream = {};
  PendingInput input;
  bool compresses = false, open = false, flushed = false, failed = false, eof = false, needs_input = true;
  ~State() {
    if (open) (void)(compresses ? BZ2_bzCompressEnd(&stream) : BZ2_bzDecompressEnd(&stream));
  }
};
struct Stream : HeapObject {
  State* state;
  Value unused_data;
};
State& state_of(Value v) { return *v.as<Stream>()->state; }

void trace_stream(HeapObject* object, Tracer& tracer) { tracer.visit_value(static_cast<Stream*>(object)->unused_data.bits()); }
void finalize_stream(HeapObject* object) { delete static_cast<Stream*>(object)->state; }
const Layout kLayout = {.name = "bz2 stream", .size = &size_from_shape, .trace = &trace_stream, .finalize = &finalize_stream};

Raised raise_status(Thread& thread, int status) {
  switch (status) {
    case BZ_PARAM_ERROR: return raise(thread, TypeId::ValueError, "Internal error - invalid parameters passed to libbzip2");
    case BZ_MEM_ERROR: return raise_memory_error(thread);
    case BZ_DATA_ERROR:
    case BZ_DATA_ERROR_MAGIC: return raise(thread, TypeId::OSError, "Invalid data stream");
    case BZ_IO_ERROR: return raise(thread, TypeId::OSError, "Unknown I/O error");
    case BZ_UNEXPECTED_EOF: return raise(thread, TypeId::EOFError, "Compressed file ended before the logical end-of-stream was detected");
    case BZ_SEQUENCE_ERROR: return raise(thread, TypeId::RuntimeError, "Internal error - Invalid sequence of commands sent to libbzip2");
    default: return raise(thread, TypeId::OSError, "Unrecognized error from libbzip2: %d", status);
  }
}

Stream* new_stream(Thread& thread, Type* type, bool compresses) {
  auto* self = static_cast<Stream*>(allocate_instance(thread.heap(), type));
  self->state = new State;
  self->state->compresses = compresses;
  self->unused_data = Value(TRY(make_bytes(thread, {})));
  thread.heap().write_barrier(self);
  return self;
}

// ---- compressing

Value compressor_new(Thread& thread, Value cls, int64_t level) {
  if (level < 1 || level > 9) return raise(thread, TypeId::ValueError, "compresslevel must be between 1 and 9");
  Stream* self = TRY(new_stream(thread, cls.as<Type>(), true));
  const int status = BZ2_bzCompressInit(&self->state->stream, int(level), 0, 0);
  if (status != BZ_OK) return raise_status(thread, status);
  self->state->open = true;
  return Value(self);
}

// Runs the library with the interpreter lock given up; the status that ended it.
int compress_all(Thread& thread, State& state, OutputBuffer& out, const uint8_t* data, size_t size, int action) {
  WithoutLock released(thread);
  bz_stream& stream = state.stream;
  stream.next_in = reinterpret_cast<char*>(const_cast<uint8_t*>(data));
  stream.avail_in = 0;
  for (;;) {
    if (stream.avail_in == 0 && size > 0) {
      stream.avail_in = unsigned(std::min<size_t>(size, UINT_MAX));
      size -= stream.avail_in;
    }
    if (action == BZ_RUN && stream.avail_in == 0) return BZ_OK;
    if (!out.grow(UINT_MAX)) return BZ_MEM_ERROR;
    stream.next_out = reinterpret_cast<char*>(out.next());
    stream.avail_out = unsigned(out.room());
    const int status = BZ2_bzCompress(&stream, action);
    out.wrote(out.room() - stream.avail_out);
    if (status < 0 || status == BZ_STREAM_END) return status;
  }
}
Bytes* compress(Thread& thread, Value object, const uint8_t* data, size_t size, int action) {
  State& state = state_of(object);
  OutputBuffer out(-1);
  const int status = compress_all(thread, state, out, data, size, action);
  if (status < 0) return raise_status(thread, status);
  return out.finish(thread);
}
// Holds the object's mutex. Taken without the interpreter lock, which its holder may be waiting for.
class Holding {
 public:
  Holding(Thread& thread, State& state) : state_(state) {
    if (pthread_mutex_trylock(&state.mutex) != 0) {
      WithoutLock released(thread);
      pthread_mutex_lock(&state.mutex);
    }
  }
  ~Holding() { pthread_mutex_unlock(&state_.mutex); }

 private:
  State& state_;
};
Bytes* compressor_compress(Thread& thread, Value object, Value data) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  const Holding holding(thread, state_of(object));
  if (state_of(object).flushed) return raise(thread, TypeId::ValueError, "Compressor has been flushed");
  return compress(thread, object, view.data, size_t(view.size), BZ_RUN);
}
Bytes* compressor_flush(Thread& thread, Value object) {
  State& state = state_of(object);
  const Holding holding(thread, state);
  if (state.flushed) return raise(thread, TypeId::ValueError, "Repeated call to flush()");
  state.flushed = true;
  return compress(thread, object, nullptr, 0, BZ_FINISH);
}

// ---- decompressing

Value decompressor_new(Thread& thread, Value cls) {
  Stream* self = TRY(new_stream(thread, cls.as<Type>(), false));
  const int status = BZ2_bzDecompressInit(&self->state->stream, 0, 0);
  if (status != BZ_OK) return raise_status(thread, status);
  self->state->open = true;
  return Value(self);
}

// Reads `data` until its end, the stream's end or the output's limit; *left is what was not read.
int decompress_some(Thread& thread, State& state, OutputBuffer& out, const uint8_t* data, size_t size, size_t* left) {
  WithoutLock released(thread);
  bz_stream& stream = state.stream;
  stream.next_in = reinterpret_cast<char*>(const_cast<uint8_t*>(data));
  stream.avail_in = 0;
  int status = BZ_OK;
  for (;;) {
    const size_t piece = std::min<size_t>(size, UINT_MAX - stream.avail_in);
    stream.avail_in += unsigned(piece);
    size -= piece;
    if (!out.grow(UINT_MAX)) {
      if (out.failed()) status = BZ_MEM_ERROR;
      break;
    }
    stream.next_out = reinterpret_cast<char*>(out.next());
    stream.avail_out = unsigned(out.room());
    status = BZ2_bzDecompress(&stream);
    out.wrote(out.room() - stream.avail_out);
    if (status < 0 || status == BZ_STREAM_END) break;
    if (stream.avail_out != 0 && stream.avail_in == 0 && size == 0) break;
    if (out.full()) break;
  }
  *left = stream.avail_in + size;
  return status;
}
Bytes* decompressor_decompress(Thread& thread, Value object, Value data, int64_t limit) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  State& state = state_of(object);
  const Holding holding(thread, state);
  if (state.eof) return raise(thread, TypeId::EOFError, "End of stream already reached");
  if (state.failed) return raise(thread, TypeId::ValueError, "Decompressor is unusable after previous error");
  const bool pending = state.input.size() != 0;
  if (pending && !state.input.append(view.data, size_t(view.size))) return raise_memory_error(thread);
  const uint8_t* from = pending ? state.input.data() : view.data;
  const size_t size = pending ? state.input.size() : size_t(view.size);
  OutputBuffer out(limit);
  size_t left = size;
  const int status = decompress_some(thread, state, out, from, size, &left);
  if (status < 0) {
    state.input.clear();
    state.failed = true;
    state.needs_input = false;
    return raise_status(thread, status);
  }
  const uint8_t* rest = from + (size - left);
  if (status == BZ_STREAM_END) {
    state.eof = true;
    state.needs_input = false;
    if (left != 0) {
      object.as<Stream>()->unused_data = Value(TRY(make_bytes(thread, {reinterpret_cast<const char*>(rest), left})));
      thread.heap().write_barrier(object.as_object());
    }
    state.input.clear();
    return out.finish(thread);
  }
  state.needs_input = left == 0;
  if (left == 0) {
    state.input.clear();
  } else if (pending) {
    state.input.drop(size - left);
  } else if (!state.input.append(rest, left)) {
    return raise_memory_error(thread);
  }
  return out.finish(thread);
}
Value get_eof(Thread&, Value object) { return Value::boolean(state_of(object).eof); }
Value get_needs_input(Thread&, Value object) { return Value::boolean(state_of(object).needs_input); }
Value get_unused_data(Thread&, Value object) { return object.as<Stream>()->unused_data; }
Value refuse_pickling(Thread& thread, Value object) { return raise(thread, TypeId::TypeError, "cannot pickle '%T' object", object); }

const Method kCompressorMethods[] = {
    {"__new__(cls, compresslevel=9, /)", compressor_new, ""},
    {"compress(self, data, /)", compressor_compress, "Provide data to the compressor object."},
    {"flush(self, /)", compressor_flush, "Finish the compression process."},
    {"__getstate__(self, /)", refuse_pickling, ""},
};
const Method kDecompressorMethods[] = {
    {"__new__(cls, /)", decompressor_new, ""},
    {"decompress(self, data, max_length=-1)", decompressor_decompress, "Decompress *data*, returning uncompressed data as bytes."},
    {"__getstate__(self, /)", refuse_pickling, ""},
};
const Getter kDecompressorGetters[] = {
    {"eof", get_eof, nullptr, "True if the end-of-stream marker has been reached."},
    {"needs_input", get_needs_input, nullptr, "True if more input is needed before more decompressed data can be produced."},
    {"unused_data", get_unused_data, nullptr, "Data found after the end of the compressed stream."},
};
const TypeSpec kCompressorSpec = {.name = "_bz2.BZ2Compressor", .doc = "Create a compressor object for compressing data incrementally.",
                                  .layout = &kLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Stream), .methods = kCompressorMethods};
const TypeSpec kDecompressorSpec = {.name = "_bz2.BZ2Decompressor", .doc = "Create a decompressor object for decompressing data incrementally.",
                                    .layout = &kLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Stream),
                                    .methods = kDecompressorMethods, .getters = kDecompressorGetters};

Status execute(Thread& thread, Module* module) {
  TRY(module_add(thread, module, "BZ2Compressor", Value(define_type(thread, kCompressorSpec))));
  return module_add(thread, module, "BZ2Decompressor", Value(define_type(thread, kDecompressorSpec)));
}

}  // namespace

extern const ModuleSpec kBz2Module = {.name = "_bz2", .execute = execute};

}  // namespace taipan::python
