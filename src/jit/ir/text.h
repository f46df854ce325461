// jit/ir/text.h -- the text form of a trace: what dumps show, golden tests compare, and the parser reads back.
//
// Room       jit/ir.   Tests: tests/unit/jit/ir/
//
//   r0: Any = load_register 0
//   guard_int r0 -> s0
//   i1: Int = unbox_int r0
//   i2: Int = int_add i1, 5 -> s0
//   loop
//   jump
//   phi i1, i2
//   a3: Any = call_value function#0 effects 31 (a0, word, register 4)
//   guard_plain a3 -> s1
//   s0: {0: i1, 3: f7}, frame 20 from 0
//   s1: {0: i1, 4: memory, result: a3}, result
//
// A reference is a letter for the type and the instruction's number. Constants: 5, 0.5f, yes, no; of type Any: none,
// true, false, unbound, value 5, value 0.5f, object#0; pointer#1, address#2. Objects and addresses are numbered as they
// come, and versions are shown as 0, because they differ from run to run. Positions in the bytecode are not shown.
#pragma once

#include <string>
#include <string_view>

#include "jit/ir/ir.h"

namespace taipan::jit {

// `end`: also shown, behind a line `# end sN`: the state in which a recorded round reaches its head again.
std::string to_text(const Trace& trace, SnapshotId end = SnapshotId::None);

// False: `mistake` says what is wrong. Objects and addresses become small numbers; they are not to be followed.
bool from_text(std::string_view text, Trace& trace, std::string& mistake);

}  // namespace taipan::jit
