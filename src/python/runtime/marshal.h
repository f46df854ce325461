// python/runtime/marshal.h -- values to bytes and back: the format of the module marshal, and of the bytecode cache.
//
// Room       python/runtime. Door for modules/marshal_module.cpp and runtime/library_code.cpp.
// In / out   Plain data are written as https://docs.python.org/3.11/library/marshal.html says for version 4. Code objects have
//            a layout of their own (type code 'c'):
//
//   'c' | payload bytes: u32 | checksum: u64 | payload     the checksum is zero in codes inside a code
//   payload   13 counts: u32 | instructions | exception entries | position table | names and constants as objects
//
// The checksum is keyed with a fingerprint of the bytecode's tables and of the executable, so that what another version wrote, or what was damaged,
// is refused before it is looked at.
// Tests      tests/python/runtime/marshal/, CPython's test_marshal
#pragma once

#include <string>
#include <string_view>

#include "python/objects/abstract.h"

namespace taipan::python {

constexpr int kMarshalVersion = 4;

// Differs for bytecode that another build of the program made.
uint64_t bytecode_fingerprint();
// The first word of .pyc files: importlib.util.MAGIC_NUMBER.
uint32_t bytecode_magic();
// Where bytecode goes when the source's own folder cannot be written; empty: nowhere.
std::string user_cache_folder();

// Appends `value`. ValueError for what cannot be written.
Status marshal_write(Thread& thread, ByteBuilder& out, Value value, int version = kMarshalVersion);
// The object that `data` begins with. EOFError, ValueError, TypeError.
Value marshal_read(Thread& thread, std::string_view data);
// The same from a file object's readinto(), which is asked for no byte more than needed.
Value marshal_read_file(Thread& thread, Value file);

}  // namespace taipan::python
