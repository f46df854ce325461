// python/modules/compression/lzma_private.h -- what lzma_module.cpp and lzma_filters.cpp share.
//
// Room       python/modules/compression. The library is liblzma.
#pragma once

#include <lzma.h>

#include "python/objects/abstract.h"

namespace taipan::python::lzma {

extern Type* g_error;  // _lzma.LZMAError
// The exception for a status that is no success; ok for those that are.
Status check_status(Thread& thread, lzma_ret status);

// A chain of filters with the options they point to.
struct FilterChain {
  lzma_filter filters[LZMA_FILTERS_MAX + 1];
  union Options {
    lzma_options_lzma lzma;
    lzma_options_delta delta;
    lzma_options_bcj bcj;
  } options[LZMA_FILTERS_MAX];
};
// From a Python sequence of dicts.
Status to_filter_chain(Thread& thread, Value specifications, FilterChain* chain);
// One filter into filters[index] and options[index].
Status to_filter(Thread& thread, Value specification, FilterChain* chain, int index);
Result<uint32_t> to_preset(Thread& thread, Value preset);
Value encode_properties(Thread& thread, Value filter);
Value decode_properties(Thread& thread, Value filter_id, Value encoded);

}  // namespace taipan::python::lzma
