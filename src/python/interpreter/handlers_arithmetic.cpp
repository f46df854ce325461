// python/interpreter/handlers_arithmetic.cpp -- the interpreter's handlers of operators and comparisons.
#include "python/interpreter/handlers.h"
#include "python/interpreter/ops_arithmetic.h"

namespace taipan::python {

#define BINARY_ROW(N) DEFINE_HANDLER(N) DEFINE_HANDLER(Inplace##N)
BINARY_OPS(BINARY_ROW)
#undef BINARY_ROW
#define INT_ROW(N) DEFINE_HANDLER(N##Int) DEFINE_HANDLER(Inplace##N##Int)
INT_OPS(INT_ROW)
#undef INT_ROW
DEFINE_HANDLER(Negative)
DEFINE_HANDLER(Positive)
DEFINE_HANDLER(Invert)
DEFINE_HANDLER(Not)
DEFINE_HANDLER(ToBool)
DEFINE_HANDLER(JumpIfTrue)
DEFINE_HANDLER(JumpIfFalse)
DEFINE_HANDLER(JumpIfNone)
DEFINE_HANDLER(JumpIfNotNone)
#define COMPARE_ROW(N) DEFINE_HANDLER(N) DEFINE_HANDLER(JumpIf##N) DEFINE_HANDLER(JumpUnless##N)
COMPARE_OPS(COMPARE_ROW)
#undef COMPARE_ROW
DEFINE_HANDLER(Is)
DEFINE_HANDLER(IsNot)
DEFINE_HANDLER(In)
DEFINE_HANDLER(NotIn)

}  // namespace taipan::python
