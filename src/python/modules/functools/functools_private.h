// python/modules/functools/functools_private.h -- the parts of the module _functools.
#pragma once

#include "python/objects/iterators.h"
#include "vm/layouts.h"

namespace taipan::python::functools {

Status define_partial(Thread& thread, Module* module);    // partial.cpp
Status define_lru_cache(Thread& thread, Module* module);  // lru_cache.cpp

}  // namespace taipan::python::functools
