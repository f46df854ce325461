// python/objects/code_construction.h -- code objects made from their fields: types.CodeType(...), code.replace(...).
#pragma once

#include "python/objects/objects.h"

namespace taipan::python {

Value code_replace(Thread& thread, NativeCall call);
Value code_new(Thread& thread, Value cls, int argcount, int posonlyargcount, int kwonlyargcount, int nlocals, int stacksize, int flags,
               Bytes* codestring, Tuple* constants, Tuple* names, Tuple* varnames, String* filename, String* name, String* qualname,
               int firstlineno, Bytes* linetable, Bytes* exceptiontable, Tuple* freevars, Tuple* cellvars);

}  // namespace taipan::python
