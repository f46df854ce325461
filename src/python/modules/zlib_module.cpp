// python/modules/zlib_module.cpp -- the module zlib: functions and constants. https://docs.python.org/3.11/library/zlib.html
//
// Room       python/modules. The library is zlib; compressor and decompressor objects are in zlib_objects.cpp.
// Tests      tests/python/library/zlib_*.py; CPython's test_zlib
#include "python/modules/zlib_private.h"

#include "base/hashes/checksums.h"
#include "python/modules/new_exception.h"
#include "python/objects/bytes.h"
#include "python/runtime/threads.h"
#include "vm/integer.h"

namespace taipan::python::zlib {

Type* g_error = nullptr;

Raised raise_zlib_error(Thread& thread, const z_stream& stream, int status, const char* what) {
  const char* text = stream.msg;
  if (status == Z_VERSION_ERROR) text = "library version mismatch";
  if (!text) {
    switch (status) {
      case Z_BUF_ERROR: text = "incomplete or truncated stream"; break;
      case Z_STREAM_ERROR: text = "inconsistent stream state"; break;
      case Z_DATA_ERROR: text = "invalid input data"; break;
      default: return raise(thread, g_error, "Error %d %s", status, what);
    }
  }
  return raise(thread, g_error, "Error %d %s: %s", status, what, text);
}

Bytes* Output::finish(Thread& thread) {
  if (failed_) return raise_memory_error(thread);
  return make_bytes(thread, {reinterpret_cast<const char*>(data_), size_});
}

bool Output::make_room(z_stream& stream, size_t limit) {
  if (size_ == capacity_) {
    size_t capacity = capacity_ == 0 ? initial_ : capacity_ * 2;
    if (capacity > limit) capacity = limit;
    auto* grown = static_cast<uint8_t*>(realloc(data_, capacity));
    if (!grown) {
      failed_ = true;
      return false;
    }
    data_ = grown;
    capacity_ = capacity;
  }
  const size_t room = capacity_ - size_;
  stream.next_out = data_ + size_;
  stream.avail_out = room > UINT32_MAX ? UINT32_MAX : uInt(room);
  offered_ = stream.avail_out;
  return true;
}

namespace {

// All of `data`, through one stream; more than 4 GiB go in by pieces.
class Input {
 public:
  Input(z_stream& stream, const uint8_t* data, size_t size) : stream_(stream), left_(size) {
    stream.next_in = const_cast<uint8_t*>(data);
    stream.avail_in = 0;
  }
  void refill() {
    const size_t piece = left_ > UINT32_MAX ? UINT32_MAX : left_;
    stream_.avail_in = uInt(piece);
    left_ -= piece;
  }
  bool has_more() const { return left_ != 0; }

 private:
  z_stream& stream_;
  size_t left_;
};

Bytes* compress(Thread& thread, Value data, int level, int wbits) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  z_stream stream = {};
  switch (const int status = deflateInit2(&stream, level, Z_DEFLATED, wbits, 8, Z_DEFAULT_STRATEGY)) {
    case Z_OK: break;
    case Z_MEM_ERROR: return raise(thread, TypeId::MemoryError, "Out of memory while compressing data");
    case Z_STREAM_ERROR: return raise(thread, g_error, "Bad compression level");
    default:
      raise_zlib_error(thread, stream, status, "while compressing data");
      deflateEnd(&stream);
      return nullptr;
  }
  Output out;
  Input input(stream, view.data, size_t(view.size));
  int status = Z_OK;
  {
    WithoutLock released(thread);
    do {
      input.refill();
      do {
        if (!out.make_room(stream)) break;
        status = deflate(&stream, input.has_more() ? Z_NO_FLUSH : Z_FINISH);
        out.take(stream);
      } while (stream.avail_out == 0 && status != Z_STREAM_ERROR);
    } while (input.has_more() && !out.failed() && status != Z_STREAM_ERROR);
  }
  const int end = deflateEnd(&stream);
  if (out.failed()) return raise_memory_error(thread);
  if (status == Z_STREAM_ERROR) return raise_zlib_error(thread, stream, status, "while compressing data");
  if (end != Z_OK) return raise_zlib_error(thread, stream, end, "while finishing compression");
  return out.finish(thread);
}

Bytes* decompress(Thread& thread, Value data, int wbits, int64_t buffer_size) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  if (buffer_size < 0) return raise(thread, TypeId::ValueError, "bufsize must be non-negative");
  z_stream stream = {};
  switch (const int status = inflateInit2(&stream, wbits)) {
    case Z_OK: break;
    case Z_MEM_ERROR: return raise(thread, TypeId::MemoryError, "Out of memory while decompressing data");
    default:
      raise_zlib_error(thread, stream, status, "while preparing to decompress data");
      inflateEnd(&stream);
      return nullptr;
  }
  Output out(buffer_size == 0 ? 1 : size_t(buffer_size));
  Input input(stream, view.data, size_t(view.size));
  int status = Z_OK;
  {
    WithoutLock released(thread);
    do {
      input.refill();
      do {
        if (!out.make_room(stream)) break;
        status = inflate(&stream, Z_SYNC_FLUSH);
        out.take(stream);
      } while (stream.avail_out == 0 && (status == Z_OK || status == Z_BUF_ERROR));
    } while (input.has_more() && !out.failed() && (status == Z_OK || status == Z_BUF_ERROR));
  }
  if (out.failed() || status == Z_MEM_ERROR) {
    inflateEnd(&stream);
    return raise(thread, TypeId::MemoryError, "Out of memory while decompressing data");
  }
  if (status != Z_OK && status != Z_BUF_ERROR && status != Z_STREAM_END) {
    raise_zlib_error(thread, stream, status, "while decompressing data");
    inflateEnd(&stream);
    return nullptr;
  }
  if (status != Z_STREAM_END) {
    raise_zlib_error(thread, stream, Z_BUF_ERROR, "while decompressing data");
    inflateEnd(&stream);
    return nullptr;
  }
  const int end = inflateEnd(&stream);
  if (end != Z_OK) return raise_zlib_error(thread, stream, end, "while finishing decompression");
  return out.finish(thread);
}

// The sum so far: any int, of which the low bits count.
Result<uint32_t> sum_of(Thread& thread, Value value) { return uint32_t(integer_low_bits(TRY(to_index(thread, value)))); }

Value adler32(Thread& thread, Value data, Value start) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  const uint32_t sum = TRY(sum_of(thread, start));
  return Value::integer(hashes::adler32(view.data, size_t(view.size), sum));
}
Value crc32(Thread& thread, Value data, Value start) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  const uint32_t sum = TRY(sum_of(thread, start));
  return Value::integer(hashes::crc32(view.data, size_t(view.size), sum));
}

const Method kFunctions[] = {
    {"adler32(data, value=1, /)", adler32, "Compute an Adler-32 checksum of data."},
    {"compress(data, /, level=-1, wbits=15)", compress, "Returns a bytes object containing compressed data."},
    {"compressobj(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)", new_compressor, "Return a compressor object."},
    {"crc32(data, value=0, /)", crc32, "Compute a CRC-32 checksum of data."},
    {"decompress(data, /, wbits=15, bufsize=16384)", decompress, "Returns a bytes object containing the uncompressed data."},
    {"decompressobj(wbits=15, zdict=b'')", new_decompressor, "Return a decompressor object."},
};

Status execute(Thread& thread, Module* module) {
  if (!g_error) g_error = TRY(new_exception_type(thread, "zlib.error"));
  TRY(module_add(thread, module, "error", Value(g_error)));
  define_objects(thread);
  constexpr std::pair<const char*, int> kConstants[] = {
      {"MAX_WBITS", MAX_WBITS}, {"DEFLATED", Z_DEFLATED}, {"DEF_MEM_LEVEL", 8}, {"DEF_BUF_SIZE", 16 * 1024},
      {"Z_NO_COMPRESSION", Z_NO_COMPRESSION}, {"Z_BEST_SPEED", Z_BEST_SPEED}, {"Z_BEST_COMPRESSION", Z_BEST_COMPRESSION},
      {"Z_DEFAULT_COMPRESSION", Z_DEFAULT_COMPRESSION}, {"Z_FILTERED", Z_FILTERED}, {"Z_HUFFMAN_ONLY", Z_HUFFMAN_ONLY},
      {"Z_RLE", Z_RLE}, {"Z_FIXED", Z_FIXED}, {"Z_DEFAULT_STRATEGY", Z_DEFAULT_STRATEGY}, {"Z_NO_FLUSH", Z_NO_FLUSH},
      {"Z_PARTIAL_FLUSH", Z_PARTIAL_FLUSH}, {"Z_SYNC_FLUSH", Z_SYNC_FLUSH}, {"Z_FULL_FLUSH", Z_FULL_FLUSH}, {"Z_FINISH", Z_FINISH},
      {"Z_BLOCK", Z_BLOCK}, {"Z_TREES", Z_TREES}};
  for (const auto& [name, value] : kConstants) TRY(module_add(thread, module, name, Value::integer(value)));
  TRY(module_add(thread, module, "ZLIB_VERSION", Value(intern(thread.heap(), ZLIB_VERSION))));
  TRY(module_add(thread, module, "ZLIB_RUNTIME_VERSION", Value(intern(thread.heap(), zlibVersion()))));
  return module_add(thread, module, "__version__", Value(intern(thread.heap(), "1.0")));
}

}  // namespace
}  // namespace taipan::python::zlib

namespace taipan::python {

extern const ModuleSpec kZlibModule = {
    .name = "zlib",
    .doc = "The functions in this module allow compression and decompression using the\nzlib library, which is based on GNU zip.\n\n"
           "'wbits' is window buffer size and container format: 9 to 15 zlib, -9 to -15 raw, 25 to 31 gzip, 40 to 47 either.",
    .functions = zlib::kFunctions,
    .execute = zlib::execute};

}  // namespace taipan::python
