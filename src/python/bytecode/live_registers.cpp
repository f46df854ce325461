// python/bytecode/live_registers.cpp -- backward data flow over the temporaries of a code object.
//
// Room       python/bytecode; the contract is in live_registers.h.
//
//   before(i) = used by i, or after(i) and not written by i, or before(handler of i)
//   after(i)  = before of all instructions that may follow
//
// Some instructions write their register only when they do not jump (ForIterator), so the jump's part is joined after the
// writes were taken away.
#include "python/bytecode/live_registers.h"

#include <algorithm>

#include "python/bytecode/operands.h"

namespace taipan::python {

namespace {

// Beyond this many words of sets, knowing more is not worth the time.
constexpr size_t kMostWords = size_t{1} << 20;
// The working memory is kept up to this size.
constexpr size_t kKeptWords = size_t{1} << 13;

struct Flow {
  const Code* code;
  uint32_t words;

  void change(uint64_t* set, uint32_t reg, uint32_t count, bool present) const {
    for (uint32_t r = reg; r < reg + count; ++r) {
      if (r < code->local_count || r >= code->register_count) continue;
      const uint32_t i = r - code->local_count;
      const uint64_t bit = uint64_t{1} << (i % 64);
      set[i / 64] = present ? set[i / 64] | bit : set[i / 64] & ~bit;
    }
  }
  bool is_call(const Instruction& in) const { return info_of(in).changes_frame; }
  void operand(uint64_t* set, const Instruction& in, OperandKind kind, uint16_t field, bool writes) const {
    switch (kind) {
      case OperandKind::Def:
      case OperandKind::FirstDef:
        if (writes) change(set, field, registers_of(in, kind), false);
        return;
      case OperandKind::Use:
      case OperandKind::First:
      case OperandKind::Mod:
        if (!writes) change(set, field, registers_of(in, kind), true);
        return;
      case OperandKind::Window:
        if (is_call(in) != writes) change(set, field, registers_of(in, kind), !writes);
        return;
      default:
        return;
    }
  }
  // The registers that `in` writes leave the set.
  void take_written(uint64_t* set, const Instruction& in) const {
    const OpInfo& info = info_of(in);
    operand(set, in, info.a, in.a, true);
    operand(set, in, info.b, in.b, true);
    operand(set, in, info.c, in.c, true);
  }
  // The registers that `in` reads join it.
  void add_read(uint64_t* set, const Instruction& in) const {
    if (Op(in.op) == Op::Raise) {
      if (in.c >= 1) change(set, in.a, 1, true);
      if (in.c >= 2) change(set, in.b, 1, true);
      return;
    }
    const OpInfo& info = info_of(in);
    operand(set, in, info.a, in.a, false);
    operand(set, in, info.b, in.b, false);
    operand(set, in, info.c, in.c, false);
  }
  // Those that `in` writes one after the other, while code may run in between.
  void add_written_in_steps(uint64_t* set, const Instruction& in) const {
    const OpInfo& info = info_of(in);
    if (info.a == OperandKind::FirstDef || (info.a == OperandKind::Window && !is_call(in))) {
      change(set, in.a, registers_of(in, info.a), true);
    }
  }
};

}  // namespace

void LiveRegisters::clear() {
  known_.clear();
  sets_.clear();
  computed_ = nullptr;
  if (before_.capacity() > kKeptWords) std::vector<uint64_t>().swap(before_);
}

void LiveRegisters::compute(const Code* code) {
  if (computed_ == code) return;
  computed_ = code;
  const uint32_t n = code->instruction_count;
  const uint32_t words = (uint32_t{code->register_count} - code->local_count + 63) / 64;
  const Flow flow{code, words};
  before_.assign(size_t{n} * words, 0);
  std::vector<uint64_t> set(words);
  const auto join = [&](int64_t instruction) {
    if (instruction < 0 || instruction >= n) return;
    const uint64_t* other = &before_[size_t(instruction) * words];
    for (uint32_t w = 0; w < words; ++w) set[w] |= other[w];
  };
  // The innermost handler of each instruction: entries are sorted by start and nest, so later ones overwrite.
  std::vector<uint32_t> handlers;
  if (code->exception_count > 0) {
    handlers.assign(n, UINT32_MAX);
    for (uint32_t e = 0; e < code->exception_count; ++e) {
      const ExceptionEntry& entry = code->exceptions[e];
      for (uint32_t i = entry.start; i < entry.end && i < n; ++i) handlers[i] = e;
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = n; i-- > 0;) {
      const Instruction& in = code->instructions[i];
      if (Op(in.op) == Op::Extra) {
        set.assign(words, 0);
        join(int64_t{i} + 1);
      } else {
        const OpInfo& info = info_of(in);
        set.assign(words, 0);
        if (!info.never_falls_through) join(int64_t{i} + 1);
        flow.take_written(set.data(), in);
        if (info.c == OperandKind::Jump16) join(int64_t{i} + in.c_signed());
        if (info.c == OperandKind::WideJump) join(int64_t{i} + in.wide);
        flow.add_read(set.data(), in);
        if (!handlers.empty() && handlers[i] != UINT32_MAX) {
          const ExceptionEntry& entry = code->exceptions[handlers[i]];
          std::vector<uint64_t> own = set;
          set.assign(words, 0);
          join(entry.target);
          flow.change(set.data(), entry.exception_register, 1, false);
          for (uint32_t w = 0; w < words; ++w) set[w] |= own[w];
        }
      }
      uint64_t* stored = &before_[size_t{i} * words];
      for (uint32_t w = 0; w < words; ++w) {
        if (stored[w] == set[w]) continue;
        stored[w] = set[w];
        changed = true;
      }
    }
  }
}

const uint64_t* LiveRegisters::at(const Code* code, const Instruction* at, Place place) {
  const uint32_t words = (uint32_t{code->register_count} - code->local_count + 63) / 64;
  if (words == 0 || size_t{code->instruction_count} * words > kMostWords) return nullptr;
  const uintptr_t key = reinterpret_cast<uintptr_t>(at) + uintptr_t(place == Place::Suspended);
  const auto [found, is_new] = known_.try_emplace(key, sets_.size());
  if (is_new) {
    compute(code);
    const Flow flow{code, words};
    const size_t index = size_t(at - code->instructions);
    std::vector<uint64_t> set(before_.begin() + ptrdiff_t(index * words), before_.begin() + ptrdiff_t((index + 1) * words));
    if (place == Place::During) {
      flow.add_written_in_steps(set.data(), *at);
    } else {
      // What is handed out is no longer needed, unless by what comes behind; and an exception may be thrown in here.
      set.assign(words, 0);
      if (index + 1 < code->instruction_count) {
        for (uint32_t w = 0; w < words; ++w) set[w] = before_[(index + 1) * words + w];
      }
      flow.take_written(set.data(), *at);
      if (const ExceptionEntry* entry = find_handler(code, uint32_t(index))) {
        std::vector<uint64_t> handler(before_.begin() + ptrdiff_t(size_t(entry->target) * words),
                                      before_.begin() + ptrdiff_t((size_t(entry->target) + 1) * words));
        flow.change(handler.data(), entry->exception_register, 1, false);
        for (uint32_t w = 0; w < words; ++w) set[w] |= handler[w];
      }
      // A delegating generator is closed and thrown into through the iterator of its Send.
      if (index > 0 && Op(at[-1].op) == Op::Send) flow.change(set.data(), at[-1].b, 1, true);
    }
    sets_.insert(sets_.end(), set.begin(), set.end());
  }
  return sets_.data() + found->second;
}

uint32_t suspended_register_count(Code* code) {
  if (code->suspended_count != 0) return code->suspended_count - 1;
  uint32_t count = code->local_count;
  const auto keep = [&](uint32_t end) { count = std::max(count, end); };
  LiveRegisters live;
  for (uint32_t i = 0; i < code->instruction_count; ++i) {
    const Instruction* in = code->instructions + i;
    if (Op(in->op) != Op::Yield) continue;
    live.for_each_run(code, in, LiveRegisters::Place::Suspended, [&](uint32_t first, uint32_t n) { keep(first + n); });
    // What a delegate returned is put there while the generator waits.
    if (i > 0 && Op(in[-1].op) == Op::Send) keep(std::max<uint32_t>(in[-1].a, in[-1].b) + 1);
  }
  code->suspended_count = count + 1;
  return count;
}

}  // namespace taipan::python
