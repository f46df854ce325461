// python/runtime/library_code.cpp -- code of the library's modules that must exist before importing works.
#include "python/runtime/compile_source.h"
#include "python/runtime/import.h"

namespace taipan::python {

Code* library_code(Thread& thread, std::string_view relative_path, std::string_view filename) {
  Bytes* source = TRY(read_library_file(thread, relative_path));
  CompileRequest request;
  request.source = source->view();
  request.filename = string_from_utf8(thread.heap(), filename);
  request.optimize = 0;
  const Value code = TRY(compile_source(thread, request));
  asm volatile("" : : "r"(source) : "memory");
  return code.as<Code>();
}

}  // namespace taipan::python
