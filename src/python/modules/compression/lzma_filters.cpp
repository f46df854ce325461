// python/modules/compression/lzma_filters.cpp -- filter specifications of the module lzma: dicts to the library's options and back.
// https://docs.python.org/3.11/library/lzma.html#specifying-custom-filter-chains
//
// Room       python/modules/compression.
// Tests      tests/python/library/compression_*.py; CPython's test_lzma
#include <cstdlib>
#include <cstring>
#include <string>

#include "python/modules/compression/lzma_private.h"
#include "python/objects/buffer.h"
#include "python/objects/bytes.h"
#include "vm/integer.h"

namespace taipan::python::lzma {

namespace {

Result<uint64_t> to_unsigned(Thread& thread, Value value, uint64_t most) {
  const Value integer = TRY(to_index(thread, value));
  uint64_t n;
  if (integer_sign(integer) < 0) return raise(thread, TypeId::OverflowError, "can't convert negative int to unsigned");
  if (!integer_to_uint64(integer, &n) || n > most) return raise(thread, TypeId::OverflowError, "Value too large for %s type", most == UINT32_MAX ? "uint32_t" : "unsigned");
  return n;
}

// An entry of a specification; unbound if it has none.
Value entry(Thread& thread, Value specification, const char* key) {
  String* name = intern(thread.heap(), key);
  if (is_kind(specification, Kind::Dict)) return dict_get(thread, specification.as<Dict>(), Value(name));
  const Value found = get_item(thread, specification, Value(name));
  if (found.is_raised() && clear_if(thread, TypeId::KeyError)) return Value::unbound();
  return found;
}

// Only the keys in `allowed` may be there, beside "id".
Status check_keys(Thread& thread, Value specification, std::span<const char* const> allowed, const char* filter) {
  const Value iterator = TRY(get_iterator(thread, specification));
  for (;;) {
    const Value key = TRY(iterator_next(thread, iterator));
    if (key.is_unbound()) return ok_status();
    String* text = as_string(key);
    bool known = text && text->equals_ascii("id");
    for (const char* name : allowed) known |= text && text->equals_ascii(name);
    if (!known) return raise(thread, TypeId::ValueError, "Invalid filter specifier for %s filter", filter);
  }
}

struct Field {
  const char* name;
  uint32_t lzma_options_lzma::* field;
};

Status read_lzma(Thread& thread, Value specification, lzma_options_lzma* options) {
  static const char* const kKeys[] = {"preset", "dict_size", "lc", "lp", "pb", "mode", "nice_len", "mf", "depth"};
  TRY(check_keys(thread, specification, kKeys, "LZMA"));
  const Value preset_value = TRY(entry(thread, specification, "preset"));
  const uint32_t preset = preset_value.is_unbound() ? LZMA_PRESET_DEFAULT : uint32_t(TRY(to_unsigned(thread, preset_value, UINT32_MAX)));
  if (lzma_lzma_preset(options, preset)) return raise(thread, g_error, "Invalid compression preset: %lu", uint64_t(preset));
  static const Field kFields[] = {{"dict_size", &lzma_options_lzma::dict_size}, {"lc", &lzma_options_lzma::lc}, {"lp", &lzma_options_lzma::lp},
                                  {"pb", &lzma_options_lzma::pb}, {"nice_len", &lzma_options_lzma::nice_len}, {"depth", &lzma_options_lzma::depth}};
  for (const Field& f : kFields) {
    const Value value = TRY(entry(thread, specification, f.name));
    if (!value.is_unbound()) options->*f.field = uint32_t(TRY(to_unsigned(thread, value, UINT32_MAX)));
  }
  const Value mode = TRY(entry(thread, specification, "mode"));
  if (!mode.is_unbound()) options->mode = lzma_mode(TRY(to_unsigned(thread, mode, UINT32_MAX)));
  const Value finder = TRY(entry(thread, specification, "mf"));
  if (!finder.is_unbound()) options->mf = lzma_match_finder(TRY(to_unsigned(thread, finder, UINT32_MAX)));
  return ok_status();
}
Status read_delta(Thread& thread, Value specification, lzma_options_delta* options) {
  static const char* const kKeys[] = {"dist"};
  TRY(check_keys(thread, specification, kKeys, "delta"));
  *options = {};
  options->type = LZMA_DELTA_TYPE_BYTE;
  options->dist = 1;
  const Value distance = TRY(entry(thread, specification, "dist"));
  if (!distance.is_unbound()) options->dist = uint32_t(TRY(to_unsigned(thread, distance, UINT32_MAX)));
  return ok_status();
}
Status read_branches(Thread& thread, Value specification, lzma_options_bcj* options) {
  static const char* const kKeys[] = {"start_offset"};
  TRY(check_keys(thread, specification, kKeys, "BCJ"));
  *options = {};
  const Value offset = TRY(entry(thread, specification, "start_offset"));
  if (!offset.is_unbound()) options->start_offset = uint32_t(TRY(to_unsigned(thread, offset, UINT32_MAX)));
  return ok_status();
}

Status add_number(Thread& thread, Dict* dict, const char* name, uint64_t value) {
  return dict_set(thread, dict, Value(intern(thread.heap(), name)), unsigned_value(thread.heap(), value));
}

}  // namespace

Result<uint32_t> to_preset(Thread& thread, Value preset) {
  if (preset.is_none()) return uint32_t(LZMA_PRESET_DEFAULT);
  if (!is_index(preset)) return raise(thread, TypeId::TypeError, "an integer is required");
  return uint32_t(TRY(to_unsigned(thread, preset, UINT32_MAX)));
}

Status to_filter(Thread& thread, Value specification, FilterChain* chain, int index) {
  if (lookup_special(type_of(specification), Special::GetItem).is_unbound() || as_string(specification) || is_kind(specification, Kind::List) ||
      is_kind(specification, Kind::Tuple)) {
    return raise(thread, TypeId::TypeError, "Filter specifier must be a dict or dict-like object");
  }
  const Value id = TRY(entry(thread, specification, "id"));
  if (id.is_unbound()) return raise(thread, TypeId::ValueError, "Filter specifier must have an \"id\" entry");
  lzma_filter& filter = chain->filters[index];
  FilterChain::Options& options = chain->options[index];
  filter.id = TRY(to_unsigned(thread, id, UINT64_MAX));
  filter.options = &options;
  switch (filter.id) {
    case LZMA_FILTER_LZMA1:
    case LZMA_FILTER_LZMA2: return read_lzma(thread, specification, &options.lzma);
    case LZMA_FILTER_DELTA: return read_delta(thread, specification, &options.delta);
    case LZMA_FILTER_X86:
    case LZMA_FILTER_POWERPC:
    case LZMA_FILTER_IA64:
    case LZMA_FILTER_ARM:
    case LZMA_FILTER_ARMTHUMB:
    case LZMA_FILTER_SPARC: return read_branches(thread, specification, &options.bcj);
    default: return raise(thread, TypeId::ValueError, "Invalid filter ID: %lu", uint64_t(filter.id));
  }
}

Status to_filter_chain(Thread& thread, Value specifications, FilterChain* chain) {
  if (is_kind(specifications, Kind::Dict)) return raise(thread, TypeId::TypeError, "%T is not a sequence", specifications);
  const int64_t count = TRY(length(thread, specifications));
  if (count > LZMA_FILTERS_MAX) {
    return raise(thread, TypeId::ValueError, "Too many filters - liblzma supports a maximum of %d", LZMA_FILTERS_MAX);
  }
  for (int64_t i = 0; i < count; i++) {
    const Value item = TRY(get_item(thread, specifications, Value::integer(i)));
    TRY(to_filter(thread, item, chain, int(i)));
  }
  chain->filters[count].id = LZMA_VLI_UNKNOWN;
  chain->filters[count].options = nullptr;
  return ok_status();
}

Value encode_properties(Thread& thread, Value filter) {
  FilterChain chain;
  TRY(to_filter(thread, filter, &chain, 0));
  uint32_t size;
  TRY(check_status(thread, lzma_properties_size(&size, &chain.filters[0])));
  std::string bytes(size, '\0');
  TRY(check_status(thread, lzma_properties_encode(&chain.filters[0], reinterpret_cast<uint8_t*>(bytes.data()))));
  return Value(TRY(make_bytes(thread, bytes)));
}

Value decode_properties(Thread& thread, Value filter_id, Value encoded) {
  lzma_filter filter;
  filter.id = TRY(to_unsigned(thread, filter_id, UINT64_MAX));
  filter.options = nullptr;
  BufferView view;
  TRY(get_buffer(thread, encoded, &view));
  TRY(check_status(thread, lzma_properties_decode(&filter, nullptr, view.data, size_t(view.size))));
  Dict* dict = new_dict(thread.heap());
  TRY(add_number(thread, dict, "id", filter.id));
  if (!filter.options) return Value(dict);  // of branch filters without properties
  const auto& lzma = *static_cast<lzma_options_lzma*>(filter.options);
  switch (filter.id) {
    case LZMA_FILTER_LZMA1:
      TRY(add_number(thread, dict, "lc", lzma.lc));
      TRY(add_number(thread, dict, "lp", lzma.lp));
      TRY(add_number(thread, dict, "pb", lzma.pb));
      [[fallthrough]];
    case LZMA_FILTER_LZMA2: TRY(add_number(thread, dict, "dict_size", lzma.dict_size)); break;
    case LZMA_FILTER_DELTA: TRY(add_number(thread, dict, "dist", static_cast<lzma_options_delta*>(filter.options)->dist)); break;
    default: TRY(add_number(thread, dict, "start_offset", static_cast<lzma_options_bcj*>(filter.options)->start_offset)); break;
  }
  free(filter.options);
  return Value(dict);
}

}  // namespace taipan::python::lzma
