// python/runtime/import.h -- the import system: the stdlib's importlib, and what it needs from the VM.
#pragma once

#include <string_view>

#include "python/runtime/runtime.h"

namespace taipan::python {

// Runs importlib._bootstrap and _bootstrap_external from the library and installs them.
Status start_import(Thread& thread);
// The library's folder: "/usr/lib/python3.11", or under PYTHONHOME.
std::string_view library_path();
// Source of a module of the library that is needed before importing works; empty if unreadable.
Bytes* read_library_file(Thread& thread, std::string_view relative_path);
// Code of a module of the library that is needed before importing works; from the bytecode cache when it is fresh.
Code* library_code(Thread& thread, std::string_view relative_path, std::string_view filename);
// Where a module's own folder cannot be written, its bytecode is kept below the user's cache folder.
Status install_user_cache(Thread& thread);
// Imports `wanted` and its parents; what `import a.b` binds is the caller's business.
Value import_absolute(Thread& thread, String* wanted);

}  // namespace taipan::python
