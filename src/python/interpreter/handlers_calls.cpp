// python/interpreter/handlers_calls.cpp -- the interpreter's handlers of calls, generators, imports and exceptions.
#include "python/interpreter/handlers.h"
#include "python/interpreter/ops_calls.h"

namespace taipan::python {

#define EACH(X)                                                                                                   \
  X(Call) X(CallUnpack) X(MakeGenerator) X(Yield) X(Send) X(GetYieldFromIterator)          \
  X(GetAwaitable) X(GetAsyncIterator) X(GetAsyncNext) X(AsyncYieldWrap) X(MakeFunction) X(LoadBuildClass)          \
  X(ImportName) X(ImportFrom) X(Raise) X(Reraise) X(PushHandled) X(PopHandled) X(MatchException) X(Intrinsic)
EACH(DEFINE_HANDLER)
DEFINE_SAFEPOINT_HANDLER(CallMethod)  // sys.settrace(...)
DEFINE_SAFEPOINT_HANDLER(Return)
#undef EACH
DEFINE_HANDLER_WIDTH(CallKeyword, 2)
DEFINE_HANDLER_WIDTH(CallMethodKeyword, 2)

}  // namespace taipan::python
