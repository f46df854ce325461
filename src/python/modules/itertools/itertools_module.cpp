// python/modules/itertools/itertools_module.cpp -- the module itertools. https://docs.python.org/3.11/library/itertools.html
//
// Room       python/modules. Each group of iterators has a file in this folder.
// Tests      tests/python/modules/itertools_*.py; CPython's test_itertools
#include "python/modules/itertools/itertools_private.h"

namespace taipan::python {

namespace {

const Method kFunctions[] = {
    {"tee(iterable, n=2, /)", itertools::tee, "Returns a tuple of n independent iterators."},
};

Status execute(Thread& thread, Module* module) {
  TRY(itertools::define_infinite(thread, module));
  TRY(itertools::define_filters(thread, module));
  TRY(itertools::define_joining(thread, module));
  TRY(itertools::define_combinations(thread, module));
  TRY(itertools::define_grouping(thread, module));
  return ok_status();
}

}  // namespace

extern const ModuleSpec kItertoolsModule = {
    .name = "itertools", .doc = "Functional tools for creating and using iterators.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
