// python/interpreter/jump_to_line.h -- setting frame.f_lineno: the debugger's jump.
//
// Room       python/interpreter. A trace function asks for it (plan_jump); it happens when that function has returned
//            (make_jump), since only then the traced frame is the innermost one again.
// Tests      tests/python/frames/jump_*.py, CPython's test_sys_settrace
//
// Allowed is what CPython allows: the values that the target's instructions find held (iterators of loops, exit methods of
// `with`, handled exceptions, parts of an expression) must be held here already, as the lowest ones. What is held here beyond
// them is dropped; the exceptions among it are no longer the handled ones.
#pragma once

#include "python/objects/objects.h"

namespace taipan::python {

// Frame::traced_instruction of a generator's frame that went to another line from a yield: it resumes there.
inline constexpr int32_t kResumesAtTarget = -2;

// frame.f_lineno = line, or ValueError.
Status plan_jump(Thread& thread, Frame* frame, Value line);
// The trace function has returned to thread.regs: goes where it asked for, if it did.
Status make_jump(Thread& thread, Frame* frame);

}  // namespace taipan::python
