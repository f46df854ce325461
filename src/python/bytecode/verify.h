// python/bytecode/verify.h -- the rules of bytecode as a question.
#pragma once

#include "python/bytecode/bytecode.h"

namespace taipan::python {

// The first rule that the code object itself breaks (those among its constants are not looked at), or null.
const char* broken_rule(const Code* code);

}  // namespace taipan::python
