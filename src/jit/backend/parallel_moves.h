// jit/backend/parallel_moves.h -- the order of moves that are meant to happen all at once.
//
// Room       jit/backend.   Tests: tests/unit/jit/backend/
#pragma once

#include "base/function_ref.h"
#include "jit/backend/compiled_trace.h"

namespace taipan::jit {

struct Move {
  Location to;
  Location from;  // Kind::None: the constant
  IrRef constant;
};

// Calls emit(move) in an order, with moves by way of `scratch` where there are cycles, such that each target gets what
// its source held before all of them. All moves are of one class of registers (spill words included).
void order_moves(std::vector<Move> moves, Location scratch, FunctionRef<void(const Move&)> emit);

}  // namespace taipan::jit
