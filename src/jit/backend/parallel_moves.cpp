// jit/backend/parallel_moves.cpp -- the contract is in parallel_moves.h.
#include "jit/backend/parallel_moves.h"

#include <algorithm>

namespace taipan::jit {

void order_moves(std::vector<Move> moves, Location scratch, FunctionRef<void(const Move&)> emit) {
  std::erase_if(moves, [](const Move& m) { return m.to == m.from; });
  while (!moves.empty()) {
    // A move whose target nobody reads any more can be made.
    const auto ready = std::find_if(moves.begin(), moves.end(), [&](const Move& m) {
      return std::none_of(moves.begin(), moves.end(), [&](const Move& other) { return other.from == m.to; });
    });
    if (ready != moves.end()) {
      emit(*ready);
      moves.erase(ready);
      continue;
    }
    // Only cycles are left: put one source aside.
    const Location aside = moves.front().from;
    emit({scratch, aside, {}});
    for (Move& m : moves) {
      if (m.from == aside) m.from = scratch;
    }
  }
}

}  // namespace taipan::jit
