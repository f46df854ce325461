// python/modules/compression/lzma_module.cpp -- the module _lzma: compressor and decompressor objects. https://docs.python.org/3.11/library/lzma.html
//
// Room       python/modules/compression. The library is liblzma; filter specifications are in lzma_filters.cpp.
// Tests      tests/python/library/compression_*.py; CPython's test_lzma
//
// Each object has a mutex: the library runs without the interpreter lock, and another thread may use the same object meanwhile.
#include <pthread.h>

#include "python/modules/compression/lzma_private.h"
#include "python/modules/compression/output_buffer.h"
#include "python/modules/new_exception.h"
#include "python/objects/buffer.h"
#include "python/objects/objects.h"
#include "python/runtime/threads.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace lzma {

Type* g_error;

Status check_status(Thread& thread, lzma_ret status) {
  switch (status) {
    case LZMA_OK:
    case LZMA_GET_CHECK:
    case LZMA_NO_CHECK:
    case LZMA_STREAM_END: return ok_status();
    case LZMA_UNSUPPORTED_CHECK: return raise(thread, g_error, "Unsupported integrity check");
    case LZMA_MEM_ERROR: return raise_memory_error(thread);
    case LZMA_MEMLIMIT_ERROR: return raise(thread, g_error, "Memory usage limit exceeded");
    case LZMA_FORMAT_ERROR: return raise(thread, g_error, "Input format not supported by decoder");
    case LZMA_OPTIONS_ERROR: return raise(thread, g_error, "Invalid or unsupported options");
    case LZMA_DATA_ERROR: return raise(thread, g_error, "Corrupt input data");
    case LZMA_BUF_ERROR: return raise(thread, g_error, "Insufficient buffer space");
    case LZMA_PROG_ERROR: return raise(thread, g_error, "Internal error");
    default: return raise(thread, g_error, "Unrecognized error from liblzma: %d", int(status));
  }
}

namespace {

using compression::OutputBuffer;
using compression::PendingInput;

enum Format { Auto, Xz, Alone, Raw };

struct State {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  lzma_stream stream = LZMA_STREAM_INIT;
  PendingInput input;
  FilterChain filters;
  int check = LZMA_CHECK_ID_MAX + 1;
  bool flushed = false, eof = false, needs_input = true;
  ~State() { lzma_end(&stream); }
};
struct Stream : HeapObject {
  State* state;
  Value unused_data;
};
State& state_of(Value v) { return *v.as<Stream>()->state; }

void trace_stream(HeapObject* object, Tracer& tracer) { tracer.visit_value(static_cast<Stream*>(object)->unused_data.bits()); }
void finalize_stream(HeapObject* object) { delete static_cast<Stream*>(object)->state; }
const Layout kLayout = {.name = "lzma stream", .size = &size_from_shape, .trace = &trace_stream, .finalize = &finalize_stream};

Stream* new_stream(Thread& thread, Type* type) {
  auto* self = static_cast<Stream*>(allocate_instance(thread.heap(), type));
  self->state = new State;
  self->unused_data = Value(TRY(make_bytes(thread, {})));
  thread.heap().write_barrier(self);
  return self;
}

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

// ---- compressing

Status start_alone(Thread& thread, State& state, Value preset, Value filters) {
  if (filters.is_none()) {
    lzma_options_lzma& options = state.filters.options[0].lzma;
    const uint32_t level = TRY(to_preset(thread, preset));
    if (lzma_lzma_preset(&options, level)) return raise(thread, g_error, "Invalid compression preset: %lu", uint64_t(level));
    return check_status(thread, lzma_alone_encoder(&state.stream, &options));
  }
  TRY(to_filter_chain(thread, filters, &state.filters));
  if (state.filters.filters[0].id != LZMA_FILTER_LZMA1 || state.filters.filters[1].id != LZMA_VLI_UNKNOWN) {
    return raise(thread, TypeId::ValueError, "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
  }
  return check_status(thread, lzma_alone_encoder(&state.stream, static_cast<lzma_options_lzma*>(state.filters.filters[0].options)));
}
Value compressor_new(Thread& thread, Value cls, int format, int check, Value preset, Value filters) {
  if (!preset.is_none() && !filters.is_none()) return raise(thread, TypeId::ValueError, "Cannot specify both preset and filter chain");
  const uint32_t level = TRY(to_preset(thread, preset));
  if (format != Xz && check != -1 && check != LZMA_CHECK_NONE) {
    return raise(thread, TypeId::ValueError, "Integrity checks are only supported by FORMAT_XZ");
  }
  Stream* self = TRY(new_stream(thread, cls.as<Type>()));
  State& state = *self->state;
  switch (format) {
    case Xz:
      if (check == -1) check = LZMA_CHECK_CRC64;
      if (filters.is_none()) {
        TRY(check_status(thread, lzma_easy_encoder(&state.stream, level, lzma_check(check))));
      } else {
        TRY(to_filter_chain(thread, filters, &state.filters));
        TRY(check_status(thread, lzma_stream_encoder(&state.stream, state.filters.filters, lzma_check(check))));
      }
      break;
    case Alone: TRY(start_alone(thread, state, preset, filters)); break;
    case Raw:
      if (filters.is_none()) return raise(thread, TypeId::ValueError, "Must specify filters for FORMAT_RAW");
      TRY(to_filter_chain(thread, filters, &state.filters));
      TRY(check_status(thread, lzma_raw_encoder(&state.stream, state.filters.filters)));
      break;
    default: return raise(thread, TypeId::ValueError, "Invalid container format: %d", format);
  }
  return Value(self);
}

Bytes* compress(Thread& thread, State& state, const uint8_t* data, size_t size, lzma_action action) {
  OutputBuffer out(-1);
  lzma_ret status = LZMA_OK;
  {
    WithoutLock released(thread);
    lzma_stream& stream = state.stream;
    stream.next_in = data;
    stream.avail_in = size;
    do {
      if (!out.grow()) {
        status = LZMA_MEM_ERROR;
        break;
      }
      stream.next_out = out.next();
      stream.avail_out = out.room();
      status = lzma_code(&stream, action);
      if (status == LZMA_BUF_ERROR && size == 0 && stream.avail_out > 0) status = LZMA_OK;
      out.wrote(out.room() - stream.avail_out);
    } while (status == LZMA_OK && (action == LZMA_RUN ? stream.avail_in != 0 || stream.avail_out == 0 : true));
  }
  TRY(check_status(thread, status));
  return out.finish(thread);
}
Bytes* compressor_compress(Thread& thread, Value object, Value data) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  State& state = state_of(object);
  const Holding holding(thread, state);
  if (state.flushed) return raise(thread, TypeId::ValueError, "Compressor has been flushed");
  return compress(thread, state, view.data, size_t(view.size), LZMA_RUN);
}
Bytes* compressor_flush(Thread& thread, Value object) {
  State& state = state_of(object);
  const Holding holding(thread, state);
  if (state.flushed) return raise(thread, TypeId::ValueError, "Repeated call to flush()");
  state.flushed = true;
  return compress(thread, state, nullptr, 0, LZMA_FINISH);
}

// ---- decompressing

Result<uint64_t> to_memory_limit(Thread& thread, Value limit) {
  if (limit.is_none()) return UINT64_MAX;
  if (!is_index(limit)) return raise(thread, TypeId::TypeError, "an integer is required");
  const Value integer = TRY(to_index(thread, limit));
  uint64_t n;
  if (integer_sign(integer) < 0) return raise(thread, TypeId::OverflowError, "can't convert negative int to unsigned");
  if (!integer_to_uint64(integer, &n)) return raise(thread, TypeId::OverflowError, "int too big to convert");
  return n;
}
Value decompressor_new(Thread& thread, Value cls, int format, Value limit, Value filters) {
  if (!limit.is_none() && format == Raw) return raise(thread, TypeId::ValueError, "Cannot specify memory limit with FORMAT_RAW");
  const uint64_t most = TRY(to_memory_limit(thread, limit));
  if (format == Raw && filters.is_none()) return raise(thread, TypeId::ValueError, "Must specify filters for FORMAT_RAW");
  if (format != Raw && !filters.is_none()) return raise(thread, TypeId::ValueError, "Cannot specify filters except with FORMAT_RAW");
  Stream* self = TRY(new_stream(thread, cls.as<Type>()));
  State& state = *self->state;
  constexpr uint32_t kFlags = LZMA_TELL_ANY_CHECK | LZMA_TELL_NO_CHECK;
  switch (format) {
    case Auto: TRY(check_status(thread, lzma_auto_decoder(&state.stream, most, kFlags))); break;
    case Xz: TRY(check_status(thread, lzma_stream_decoder(&state.stream, most, kFlags))); break;
    case Alone:
      state.check = LZMA_CHECK_NONE;
      TRY(check_status(thread, lzma_alone_decoder(&state.stream, most)));
      break;
    case Raw:
      state.check = LZMA_CHECK_NONE;
      TRY(to_filter_chain(thread, filters, &state.filters));
      TRY(check_status(thread, lzma_raw_decoder(&state.stream, state.filters.filters)));
      break;
    default: return raise(thread, TypeId::ValueError, "Invalid container format: %d", format);
  }
  return Value(self);
}

lzma_ret decompress_some(Thread& thread, State& state, OutputBuffer& out, const uint8_t* data, size_t size) {
  WithoutLock released(thread);
  lzma_stream& stream = state.stream;
  stream.next_in = data;
  stream.avail_in = size;
  for (;;) {
    if (!out.grow()) return out.failed() ? LZMA_MEM_ERROR : LZMA_OK;
    stream.next_out = out.next();
    stream.avail_out = out.room();
    lzma_ret status = lzma_code(&stream, LZMA_RUN);
    out.wrote(out.room() - stream.avail_out);
    if (status == LZMA_BUF_ERROR && stream.avail_in == 0 && stream.avail_out > 0) status = LZMA_OK;
    if (status == LZMA_GET_CHECK || status == LZMA_NO_CHECK) state.check = int(lzma_get_check(&stream));
    if (status == LZMA_GET_CHECK || status == LZMA_NO_CHECK) status = LZMA_OK;
    if (status != LZMA_OK) return status;
    if (stream.avail_out != 0 && stream.avail_in == 0) return status;
    if (out.full()) return status;
  }
}
Bytes* decompressor_decompress(Thread& thread, Value object, Value data, int64_t limit) {
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  State& state = state_of(object);
  const Holding holding(thread, state);
  if (state.eof) return raise(thread, TypeId::EOFError, "Already at end of stream");
  const bool pending = state.input.size() != 0;
  if (pending && !state.input.append(view.data, size_t(view.size))) return raise_memory_error(thread);
  const uint8_t* from = pending ? state.input.data() : view.data;
  const size_t size = pending ? state.input.size() : size_t(view.size);
  OutputBuffer out(limit);
  const lzma_ret status = decompress_some(thread, state, out, from, size);
  const size_t left = state.stream.avail_in;
  const uint8_t* rest = from + (size - left);
  if (!check_status(thread, status).ok()) {
    state.input.clear();
    return nullptr;
  }
  if (status == LZMA_STREAM_END) {
    state.eof = true;
    state.needs_input = false;
    if (left != 0) {
      object.as<Stream>()->unused_data = Value(TRY(make_bytes(thread, {reinterpret_cast<const char*>(rest), left})));
      thread.heap().write_barrier(object.as_object());
    }
    state.input.clear();
    return out.finish(thread);
  }
  // With all input read there may still be output that found no room.
  state.needs_input = left == 0 && state.stream.avail_out != 0;
  if (left == 0) {
    state.input.clear();
  } else if (pending) {
    state.input.drop(size - left);
  } else if (!state.input.append(rest, left)) {
    return raise_memory_error(thread);
  }
  return out.finish(thread);
}
Value get_check(Thread&, Value object) { return Value::integer(state_of(object).check); }
Value get_eof(Thread&, Value object) { return Value::boolean(state_of(object).eof); }
Value get_needs_input(Thread&, Value object) { return Value::boolean(state_of(object).needs_input); }
Value get_unused_data(Thread&, Value object) { return object.as<Stream>()->unused_data; }
Value refuse_pickling(Thread& thread, Value object) { return raise(thread, TypeId::TypeError, "cannot pickle '%T' object", object); }
bool is_check_supported(Thread&, int check) { return lzma_check_is_supported(lzma_check(check)); }

const Method kCompressorMethods[] = {
    {"__new__(cls, format=1, check=-1, preset=None, filters=None)", compressor_new, ""},
    {"compress(self, data, /)", compressor_compress, "Provide data to the compressor object."},
    {"flush(self, /)", compressor_flush, "Finish the compression process."},
    {"__getstate__(self, /)", refuse_pickling, ""},
};
const Method kDecompressorMethods[] = {
    {"__new__(cls, format=0, memlimit=None, filters=None)", decompressor_new, ""},
    {"decompress(self, data, max_length=-1)", decompressor_decompress, "Decompress *data*, returning uncompressed data as bytes."},
    {"__getstate__(self, /)", refuse_pickling, ""},
};
const Getter kDecompressorGetters[] = {
    {"check", get_check, nullptr, "ID of the integrity check used by the input stream."},
    {"eof", get_eof, nullptr, "True if the end-of-stream marker has been reached."},
    {"needs_input", get_needs_input, nullptr, "True if more input is needed before more decompressed data can be produced."},
    {"unused_data", get_unused_data, nullptr, "Data found after the end of the compressed stream."},
};
const TypeSpec kCompressorSpec = {.name = "_lzma.LZMACompressor", .doc = "Create a compressor object for compressing data incrementally.",
                                  .layout = &kLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Stream),
                                  .flags = kTypeSubclassable, .methods = kCompressorMethods};
const TypeSpec kDecompressorSpec = {.name = "_lzma.LZMADecompressor", .doc = "Create a decompressor object for decompressing data incrementally.",
                                    .layout = &kLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(Stream),
                                    .flags = kTypeSubclassable, .methods = kDecompressorMethods, .getters = kDecompressorGetters};
const Method kFunctions[] = {
    {"is_check_supported(check_id, /)", is_check_supported, "Test whether the given integrity check is supported."},
    {"_encode_filter_properties(filter, /)", encode_properties, "Return a bytes object encoding the options (properties) of the filter specified by *filter* (a dict)."},
    {"_decode_filter_properties(filter_id, encoded_props, /)", decode_properties, "Return a dict describing a filter from its encoded options."},
};

struct Constant {
  const char* name;
  uint64_t value;
};
const Constant kConstants[] = {
    {"FORMAT_AUTO", Auto}, {"FORMAT_XZ", Xz}, {"FORMAT_ALONE", Alone}, {"FORMAT_RAW", Raw}, {"CHECK_NONE", LZMA_CHECK_NONE},
    {"CHECK_CRC32", LZMA_CHECK_CRC32}, {"CHECK_CRC64", LZMA_CHECK_CRC64}, {"CHECK_SHA256", LZMA_CHECK_SHA256},
    {"CHECK_ID_MAX", LZMA_CHECK_ID_MAX}, {"CHECK_UNKNOWN", LZMA_CHECK_ID_MAX + 1}, {"FILTER_LZMA1", LZMA_FILTER_LZMA1},
    {"FILTER_LZMA2", LZMA_FILTER_LZMA2}, {"FILTER_DELTA", LZMA_FILTER_DELTA}, {"FILTER_X86", LZMA_FILTER_X86},
    {"FILTER_POWERPC", LZMA_FILTER_POWERPC}, {"FILTER_IA64", LZMA_FILTER_IA64}, {"FILTER_ARM", LZMA_FILTER_ARM},
    {"FILTER_ARMTHUMB", LZMA_FILTER_ARMTHUMB}, {"FILTER_SPARC", LZMA_FILTER_SPARC}, {"MF_HC3", LZMA_MF_HC3}, {"MF_HC4", LZMA_MF_HC4},
    {"MF_BT2", LZMA_MF_BT2}, {"MF_BT3", LZMA_MF_BT3}, {"MF_BT4", LZMA_MF_BT4}, {"MODE_FAST", LZMA_MODE_FAST},
    {"MODE_NORMAL", LZMA_MODE_NORMAL}, {"PRESET_DEFAULT", LZMA_PRESET_DEFAULT}, {"PRESET_EXTREME", LZMA_PRESET_EXTREME},
};

Status execute(Thread& thread, Module* module) {
  g_error = TRY(new_exception_type(thread, "_lzma.LZMAError", TypeId::Exception, "Call to liblzma failed."));
  TRY(module_add(thread, module, "LZMAError", Value(g_error)));
  TRY(module_add(thread, module, "LZMACompressor", Value(define_type(thread, kCompressorSpec))));
  TRY(module_add(thread, module, "LZMADecompressor", Value(define_type(thread, kDecompressorSpec))));
  for (const Constant& c : kConstants) TRY(module_add(thread, module, c.name, unsigned_value(thread.heap(), c.value)));
  return ok_status();
}

}  // namespace

}  // namespace lzma

extern const ModuleSpec kLzmaModule = {.name = "_lzma", .functions = lzma::kFunctions, .execute = lzma::execute};

}  // namespace taipan::python
