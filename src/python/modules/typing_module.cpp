// python/modules/typing_module.cpp -- _typing: the one function that typing.py takes from native code.
//
// Room       python/modules.
// Tests      tests/python/modules/typing_identity.py
#include "python/objects/native.h"

namespace taipan::python {

namespace {

Value identity_function(Thread&, Value x) { return x; }

const Method kFunctions[] = {{"_idfunc(x, /)", identity_function, ""}};

}  // namespace

extern const ModuleSpec kTypingModule = {
    .name = "_typing", .doc = "Native parts of the typing module.", .functions = kFunctions};

}  // namespace taipan::python
