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
//   s0: {0: i1, 3: f7} at 12, frame 20 from 0
//
// A reference is a letter for the type and the instruction's number. Constants: 5, 0.5f, true, none, object#2,
// address#3 (the number of the constant: addresses differ from run to run). A snapshot's position counts instructions
// from that of the first snapshot.
#pragma once

#include <string>
#include <string_view>

#include "jit/ir/ir.h"

namespace taipan::jit {

std::string to_text(const Trace& trace);

// False: `mistake` says what is wrong. Objects and addresses become small numbers; they are not to be followed.
bool from_text(std::string_view text, Trace& trace, std::string& mistake);

}  // namespace taipan::jit
