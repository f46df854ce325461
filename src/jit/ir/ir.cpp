// jit/ir/ir.cpp -- the instructions' table, and interning of constants.
#include "jit/ir/ir.h"

#include <cstring>

namespace taipan::jit {

namespace {

constexpr char P = 'P', L = 'L', S = 'S', G = 'G', C = 'C', M = 'M';

constexpr int count_operands(const char* operands) {
  int n = 0;
  for (; *operands; operands++) n += *operands != 'k';
  return n;
}
constexpr bool has_immediate(const char* operands) {
  for (; *operands; operands++) {
    if (*operands == 'k') return true;
  }
  return false;
}

constexpr IrInfo kTable[] = {
#define IR(name, text, result, operands, effects, meaning) \
  {#name, text, Type::result, operands, effects, meaning, count_operands(operands), has_immediate(operands)},
#include "jit/ir/instructions.def"
#undef IR
};
static_assert(sizeof(kTable) / sizeof(kTable[0]) == size_t(IrOp::Count));

}  // namespace

const IrInfo& info(IrOp op) { return kTable[size_t(op)]; }

IrRef Trace::constant(Type type, uint64_t bits) {
  auto& table = interned_[size_t(type)];
  if (table.empty()) {  // a trace that was put together from parts
    for (size_t i = 0; i < constants.size(); i++) {
      if (constants[i].type == type) table.try_emplace(constants[i].bits, int32_t(i));
    }
  }
  const auto [at, fresh] = table.try_emplace(bits, int32_t(constants.size()));
  if (fresh) constants.push_back({type, bits});
  return {~at->second};
}

}  // namespace taipan::jit
