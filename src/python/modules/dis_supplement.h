// python/modules/dis_supplement.h -- the library's dis for Taipan's own bytecode.
//
// Room       python/modules. dis.py knows CPython's instructions only; one function of it, which lists the instructions of a
//            code object, is replaced when the module has run (docs/decisions/0007-code-objects-show-their-own-bytecode.md).
// Tests      tests/python/frames/dis_shows_own_instructions.py
#pragma once

#include "python/objects/objects.h"

namespace taipan::python {

extern bool g_dis_is_loading;  // _opcode has been imported: dis comes next

Status supplement_dis(Thread& thread, Dict* globals);
// Behind exec(): whether it was dis that ran.
inline Status after_library_module(Thread& thread, Dict* globals) {
  if (!g_dis_is_loading) [[likely]] return ok_status();
  return supplement_dis(thread, globals);
}

}  // namespace taipan::python
