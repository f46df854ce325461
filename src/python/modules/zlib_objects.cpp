// python/modules/zlib_objects.cpp -- compressor and decompressor objects of the module zlib.
//
// Room       python/modules.
// Tests      tests/python/library/zlib_*.py; CPython's test_zlib
#include <algorithm>
#include <cstddef>
#include <cstring>

#include "python/modules/zlib_private.h"
#include "python/objects/bytes.h"
#include "vm/layouts.h"

namespace taipan::python::zlib {

namespace {

struct Stream : HeapObject {
  z_stream* stream;  // native: the library keeps its address
  bool compresses;
  bool open;         // deflateEnd or inflateEnd is due
  bool eof;
  Value unused_data, unconsumed_tail;
  Value dictionary;  // a decompressor's, until it is asked for; or unbound
};

void trace_stream(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Stream*>(object);
  for (Value v : {self->unused_data, self->unconsumed_tail, self->dictionary}) tracer.visit_value(v.bits());
}
void close(Stream* self) {
  if (!self->open) return;
  self->open = false;
  if (self->compresses) {
    deflateEnd(self->stream);
  } else {
    inflateEnd(self->stream);
  }
}
void finalize_stream(HeapObject* object) {
  auto* self = static_cast<Stream*>(object);
  close(self);
  free(self->stream);
}
const Layout kLayout = {.name = "zlib stream", .size = size_from_shape, .trace = trace_stream, .finalize = finalize_stream};

Type* g_compressor = nullptr;
Type* g_decompressor = nullptr;

Stream* new_stream(Thread& thread, Type* type, bool compresses) {
  auto* self = static_cast<Stream*>(allocate_instance(thread.heap(), type));
  self->stream = static_cast<z_stream*>(calloc(1, sizeof(z_stream)));
  VM_CHECK(self->stream, "out of memory");
  self->compresses = compresses;
  Bytes* empty = TRY(make_bytes(thread, {}));
  self->unused_data = Value(empty);
  self->unconsumed_tail = Value(empty);
  thread.heap().write_barrier(self);
  return self;
}

Stream* of(Value v) { return v.as<Stream>(); }

// ---- compressing

// Writes what comes out of `mode`; the input is set.
Result<int> run_deflate(Thread& thread, Stream* self, Output& out, const uint8_t* data, size_t size, int mode) {
  z_stream& stream = *self->stream;
  stream.next_in = const_cast<uint8_t*>(data);
  int status = Z_OK;
  do {
    const size_t piece = std::min(size, size_t{UINT32_MAX});
    stream.avail_in = uInt(piece);
    size -= piece;
    do {
      if (!out.make_room(stream)) return raise_memory_error(thread);
      status = deflate(&stream, size != 0 ? Z_NO_FLUSH : mode);
      out.take(stream);
      if (status == Z_STREAM_ERROR) return status;
    } while (stream.avail_out == 0);
  } while (size != 0);
  return status;
}

Bytes* compressor_compress(Thread& thread, Value self, Value data) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  Output out;
  const int status = TRY(run_deflate(thread, of(self), out, view.data, size_t(view.size), Z_NO_FLUSH));
  if (status == Z_STREAM_ERROR) return raise_zlib_error(thread, *of(self)->stream, status, "while compressing data");
  return out.finish(thread);
}

Bytes* compressor_flush(Thread& thread, Value self, int mode) {
  if (mode == Z_NO_FLUSH) return make_bytes(thread, {});
  Output out;
  const int status = TRY(run_deflate(thread, of(self), out, nullptr, 0, mode));
  if (status == Z_STREAM_ERROR) return raise_zlib_error(thread, *of(self)->stream, status, "while flushing");
  if (status == Z_STREAM_END && mode == Z_FINISH) {
    of(self)->open = false;
    const int end = deflateEnd(of(self)->stream);
    if (end != Z_OK) return raise_zlib_error(thread, *of(self)->stream, end, "while finishing compression");
  } else if (status != Z_OK && status != Z_BUF_ERROR && status != Z_STREAM_END) {
    return raise_zlib_error(thread, *of(self)->stream, status, "while flushing");
  }
  return out.finish(thread);
}

Value stream_copy(Thread& thread, Value self_value) {
  Stream* self = of(self_value);
  if (!self->open) {
    // A stream that has ended has no state to copy.
    return raise(thread, TypeId::ValueError, "Inconsistent stream state");
  }
  Stream* copy = TRY(new_stream(thread, type_of(self_value), self->compresses));
  const int status = self->compresses ? deflateCopy(copy->stream, self->stream) : inflateCopy(copy->stream, self->stream);
  switch (status) {
    case Z_OK: break;
    case Z_STREAM_ERROR: return raise(thread, TypeId::ValueError, "Inconsistent stream state");
    case Z_MEM_ERROR:
      return raise(thread, TypeId::MemoryError, "Can't allocate memory for %scompression object", self->compresses ? "" : "de");
    default:
      return raise_zlib_error(thread, *self->stream, status,
                              self->compresses ? "while copying compression object" : "while copying decompression object");
  }
  copy->open = true;
  copy->eof = self->eof;
  copy->unused_data = self->unused_data;
  copy->unconsumed_tail = self->unconsumed_tail;
  copy->dictionary = self->dictionary;
  thread.heap().write_barrier(copy);
  return Value(copy);
}
Value stream_deepcopy(Thread& thread, Value self, Value) { return stream_copy(thread, self); }

// ---- decompressing

Status use_dictionary(Thread& thread, Stream* self) {
  BufferView view;
  TRY(get_buffer(thread, self->dictionary, &view));
  if (uint64_t(view.size) > UINT32_MAX) return raise(thread, TypeId::OverflowError, "zdict length does not fit in an unsigned int");
  const int status = inflateSetDictionary(self->stream, view.data, uInt(view.size));
  if (status != Z_OK) return raise_zlib_error(thread, *self->stream, status, "while setting zdict");
  return ok_status();
}

// What was not read stays for the next call, or is not of this stream.
Status keep_rest(Thread& thread, Stream* self, const uint8_t* data, size_t size, int status) {
  const auto used = size_t(self->stream->next_in - data);
  const std::string_view rest(reinterpret_cast<const char*>(data) + used, size - used);
  if (status == Z_STREAM_END) {
    // Data behind the end adds up.
    Bytes* before = self->unused_data.as<Bytes>();
    Bytes* all = new_bytes(thread.heap(), before->length() + int64_t(rest.size()));
    if (!all) return raise_memory_error(thread);
    memcpy(all->data_, before->data(), size_t(before->length()));
    if (!rest.empty()) memcpy(all->data_ + before->length(), rest.data(), rest.size());
    self->unused_data = Value(all);
    self->stream->avail_in = 0;
    self->unconsumed_tail = Value(TRY(make_bytes(thread, {})));
  } else if (!rest.empty() || self->unconsumed_tail.as<Bytes>()->length() != 0) {
    self->unconsumed_tail = Value(TRY(make_bytes(thread, rest)));
  }
  thread.heap().write_barrier(self);
  return ok_status();
}

// Inflates up to `limit` bytes; the status of the last step. A needed dictionary is given.
Result<int> run_inflate(Thread& thread, Stream* self, Output& out, const uint8_t* data, size_t size, size_t limit, int mode) {
  z_stream& stream = *self->stream;
  stream.next_in = const_cast<uint8_t*>(data);
  int status = Z_OK;
  bool again = true;
  while (again) {
    const auto left = size_t(data + size - stream.next_in);
    stream.avail_in = uInt(std::min(left, size_t{UINT32_MAX}));
    const bool last = left <= UINT32_MAX;
    do {
      if (!out.make_room(stream, limit)) return raise_memory_error(thread);
      status = inflate(&stream, last ? mode : Z_NO_FLUSH);
      out.take(stream);
      again = false;
      if (status == Z_NEED_DICT && !self->dictionary.is_unbound()) {
        TRY(use_dictionary(thread, self));
        again = true;
        continue;
      }
      if (status != Z_OK && status != Z_BUF_ERROR) return status;
    } while ((again || stream.avail_out == 0) && out.size() < limit);
    again = !last && out.size() < limit && status != Z_STREAM_END;
  }
  return status;
}

Bytes* decompressor_decompress(Thread& thread, Value self_value, Value data, int64_t max_length) {
  Stream* self = of(self_value);
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  if (max_length < 0) return raise(thread, TypeId::ValueError, "max_length must be non-negative");
  const size_t limit = max_length == 0 ? SIZE_MAX : size_t(max_length);
  Output out(std::min(limit, size_t{16 * 1024}));
  const int status = TRY(run_inflate(thread, self, out, view.data, size_t(view.size), limit, Z_SYNC_FLUSH));
  TRY(keep_rest(thread, self, view.data, size_t(view.size), status));
  if (status == Z_STREAM_END) {
    self->eof = true;
  } else if (status != Z_OK && status != Z_BUF_ERROR) {
    return raise_zlib_error(thread, *self->stream, status, "while decompressing data");
  }
  return out.finish(thread);
}

Bytes* decompressor_flush(Thread& thread, Value self_value, int64_t length) {
  Stream* self = of(self_value);
  if (length <= 0) return raise(thread, TypeId::ValueError, "length must be greater than zero");
  Bytes* tail = self->unconsumed_tail.as<Bytes>();
  Output out{size_t(length)};
  const int status = TRY(run_inflate(thread, self, out, tail->data(), size_t(tail->length()), SIZE_MAX, Z_FINISH));
  TRY(keep_rest(thread, self, tail->data(), size_t(tail->length()), status));
  if (status == Z_STREAM_END) {
    self->eof = true;
    self->open = false;
    const int end = inflateEnd(self->stream);
    if (end != Z_OK) return raise_zlib_error(thread, *self->stream, end, "while finishing decompression");
  }
  return out.finish(thread);
}

// ---- rows

const Method kCompressorMethods[] = {
    {"compress(self, data, /)", compressor_compress, "Returns a bytes object containing compressed data."},
    {"flush(self, mode=4, /)", compressor_flush, "Return a bytes object containing any remaining compressed data."},
    {"copy(self, /)", stream_copy, "Return a copy of the compression object."},
    {"__copy__(self, /)", stream_copy, ""},
    {"__deepcopy__(self, memo, /)", stream_deepcopy, ""},
};
const Method kDecompressorMethods[] = {
    {"decompress(self, data, /, max_length=0)", decompressor_decompress, "Return a bytes object containing the decompressed data."},
    {"flush(self, length=16384, /)", decompressor_flush, "Return a bytes object containing any remaining decompressed data."},
    {"copy(self, /)", stream_copy, "Return a copy of the decompression object."},
    {"__copy__(self, /)", stream_copy, ""},
    {"__deepcopy__(self, memo, /)", stream_deepcopy, ""},
};
const Member kDecompressorMembers[] = {
    {"unused_data", MemberType::Object, offsetof(Stream, unused_data), true, nullptr},
    {"unconsumed_tail", MemberType::Object, offsetof(Stream, unconsumed_tail), true, nullptr},
    {"eof", MemberType::Bool, offsetof(Stream, eof), true, nullptr},
};
const TypeSpec kCompressorSpec = {.name = "zlib.Compress",
                                  .layout = &kLayout,
                                  .kind = kind(PythonKind::Other),
                                  .native_size = sizeof(Stream),
                                  .flags = kTypeNoInstantiation,
                                  .methods = kCompressorMethods};
const TypeSpec kDecompressorSpec = {.name = "zlib.Decompress",
                                    .layout = &kLayout,
                                    .kind = kind(PythonKind::Other),
                                    .native_size = sizeof(Stream),
                                    .flags = kTypeNoInstantiation,
                                    .methods = kDecompressorMethods,
                                    .members = kDecompressorMembers};

}  // namespace

void define_objects(Thread& thread) {
  if (!g_compressor) g_compressor = define_type(thread, kCompressorSpec);
  if (!g_decompressor) g_decompressor = define_type(thread, kDecompressorSpec);
}

Value new_compressor(Thread& thread, int level, int method, int wbits, int memory_level, int strategy, Value dictionary) {
  BufferView view;
  if (!dictionary.is_none()) {
    TRY(get_buffer(thread, dictionary, &view));
    if (uint64_t(view.size) > UINT32_MAX) return raise(thread, TypeId::OverflowError, "zdict length does not fit in an unsigned int");
  }
  Stream* self = TRY(new_stream(thread, g_compressor, true));
  switch (const int status = deflateInit2(self->stream, level, method, wbits, memory_level, strategy)) {
    case Z_OK: break;
    case Z_MEM_ERROR: return raise(thread, TypeId::MemoryError, "Can't allocate memory for compression object");
    case Z_STREAM_ERROR: return raise(thread, TypeId::ValueError, "Invalid initialization option");
    default: return raise_zlib_error(thread, *self->stream, status, "while creating compression object");
  }
  self->open = true;
  if (!dictionary.is_none()) {
    switch (deflateSetDictionary(self->stream, view.data, uInt(view.size))) {
      case Z_OK: break;
      case Z_STREAM_ERROR: return raise(thread, TypeId::ValueError, "Invalid dictionary");
      default: return raise(thread, TypeId::ValueError, "deflateSetDictionary()");
    }
  }
  return Value(self);
}

Value new_decompressor(Thread& thread, int wbits, Value dictionary) {
  if (!is_bytes_like(dictionary)) return raise(thread, TypeId::TypeError, "zdict argument must support the buffer protocol");
  BufferView view;
  TRY(get_buffer(thread, dictionary, &view));
  Stream* self = TRY(new_stream(thread, g_decompressor, false));
  if (view.size != 0) {
    self->dictionary = dictionary;
    thread.heap().write_barrier(self);
  }
  switch (const int status = inflateInit2(self->stream, wbits)) {
    case Z_OK: break;
    case Z_MEM_ERROR: return raise(thread, TypeId::MemoryError, "Can't allocate memory for decompression object");
    case Z_STREAM_ERROR: return raise(thread, TypeId::ValueError, "Invalid initialization option");
    default: return raise_zlib_error(thread, *self->stream, status, "while creating decompression object");
  }
  self->open = true;
  // A raw stream does not ask for its dictionary.
  if (wbits < 0 && view.size != 0) TRY(use_dictionary(thread, self));
  return Value(self);
}

}  // namespace taipan::python::zlib
