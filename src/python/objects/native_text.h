// python/objects/native_text.h -- what help() and inspect read about native functions and types: __text_signature__ and __doc__.
//
// Room       python/objects. Both come from the rows of methods (native.h). Tests: tests/python/core/introspection/
#pragma once

#include "python/objects/native.h"

namespace taipan::python {

// "($self, object, /)" from "append(self, object, /)"; None when the text is hidden (native.h) or says nothing.
Value native_text_signature(Thread& thread, Native* function);
// The row's documentation; of special methods without one, a line that says which operation they are. None if there is none.
Value native_doc(Thread& thread, Native* function);
// Of a native class: what its specification says, or the parameters of its __new__ or __init__.
Value type_text_signature(Thread& thread, Type* type);

}  // namespace taipan::python
