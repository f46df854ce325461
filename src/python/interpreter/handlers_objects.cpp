// python/interpreter/handlers_objects.cpp -- the interpreter's handlers of variables, attributes, items and containers.
#include "python/interpreter/handlers.h"
#include "python/interpreter/ops_attributes.h"
#include "python/interpreter/ops_containers.h"
#include "python/interpreter/ops_variables.h"

namespace taipan::python {

#define EACH(X)                                                                                                       \
  X(Nop) X(Extra) X(LoadConst) X(LoadInt) X(Move) X(Clear) X(CheckLocal) X(DeleteLocal) X(MakeCell)          \
  X(CopyFree) X(LoadCell) X(StoreCell) X(DeleteCell) X(LoadClassCell) X(LoadGlobal) X(StoreGlobal) X(DeleteGlobal)     \
  X(LoadName) X(StoreName) X(DeleteName) X(LoadLocals) X(Jump) X(LoadAttribute) X(StoreAttribute)          \
  X(DeleteAttribute) X(LoadMethod) X(LoadSpecialMethod) X(LoadSuperMethod) X(LoadSuperAttribute) X(GetItem)            \
  X(GetItemInt) X(SetItem) X(DeleteItem) X(BuildSlice) X(BuildTuple) X(BuildList) X(BuildSet) X(BuildMap)              \
  X(BuildString) X(FormatValue) X(ListAppend) X(ListExtend) X(SetAdd) X(SetUpdate) X(DictUpdate) X(DictSet)            \
  X(DictMerge) X(ListToTuple) X(GetIterator) X(ForIterator) X(UnpackSequence) X(UnpackStar)
EACH(DEFINE_HANDLER)
DEFINE_SAFEPOINT_HANDLER(Resume)
DEFINE_SAFEPOINT_HANDLER(JumpBack)
#undef EACH

}  // namespace taipan::python
