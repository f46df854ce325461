// python/bytecode/held_values.cpp -- liveness and origins of registers; the contract is in held_values.h.
//
// Room       python/bytecode.
// Tests      tests/python/frames/jump_*.py
#include "python/bytecode/held_values.h"

#include "python/bytecode/operands.h"

namespace taipan::python {

namespace {

constexpr size_t kMaximumCells = size_t{1} << 25;  // of either table

// Calls visit(first, count, written, read) for each group of registers that the instruction touches.
template <class Visit>
void for_each_operand(const Instruction& in, Visit&& visit) {
  const Op op = Op(in.op);
  const OpInfo& info = info_of(in);
  const auto operand = [&](OperandKind kind, uint16_t field) {
    switch (kind) {
      case OperandKind::Def:
        return visit(field, 1u, true, false);
      case OperandKind::Use:
        return visit(field, 1u, false, true);
      case OperandKind::Mod:
        return visit(field, 1u, true, true);
      case OperandKind::First:
        return visit(field, registers_of(in, kind), false, true);
      case OperandKind::FirstDef:
        return visit(field, registers_of(in, kind), true, false);
      case OperandKind::Window: {
        const bool fills = op == Op::LoadMethod || op == Op::LoadSpecialMethod || op == Op::LoadSuperMethod;
        return visit(field, registers_of(in, kind), fills, !fills);
      }
      default:
        return;
    }
  };
  switch (op) {
    case Op::CheckLocal:   // behind these the variable has a value, or there is an exception
    case Op::DeleteLocal:
      return visit(in.a, 1u, true, false);
    case Op::Raise:
      if (in.c >= 1) visit(in.a, 1u, false, true);
      if (in.c >= 2) visit(in.b, 1u, false, true);
      return;
    default:
      operand(info.a, in.a);
      operand(info.b, in.b);
      operand(info.c, in.c);
  }
}

int64_t jump_target(const Instruction& in, uint32_t index) {
  const OperandKind kind = info_of(in).c;
  if (kind == OperandKind::WideJump) return int64_t{index} + in.wide;
  if (kind == OperandKind::Jump16) return int64_t{index} + in.c_signed();
  return -1;
}

uint32_t origin_of(const Instruction& in, uint32_t index) {
  switch (Op(in.op)) {
    case Op::GetIterator:
    case Op::GetAsyncIterator:
      return uint32_t(Held::Iterator);
    case Op::LoadSpecialMethod:
      return uint32_t(Held::ExitMethod);
    case Op::PushHandled:
      return uint32_t(Held::HandledBefore);
    default:
      return uint32_t(Held::Value) + index;
  }
}

}  // namespace

HeldValues::HeldValues(const Code* code)
    : code_(code), count_(code->instruction_count), words_((uint32_t{code->register_count} + 63) / 64),
      temporaries_(uint32_t{code->register_count} - code->local_count) {
  if (size_t{count_} * words_ > kMaximumCells || size_t{count_} * temporaries_ > kMaximumCells) return;
  known_ = true;
  handlers_.resize(count_);
  for (uint32_t i = 0; i < code->exception_count; ++i) {  // inner entries come behind outer ones
    for (uint32_t k = code->exceptions[i].start; k < code->exceptions[i].end; ++k) handlers_[k] = &code->exceptions[i];
  }
  find_live();
  find_origins();
}

// live before = read + (live behind - written) + (live in the handler - its exception). What a jump of ForIterator leaves
// unwritten is live before it as well.
void HeldValues::find_live() {
  live_.assign(size_t{count_} * words_, 0);
  std::vector<uint64_t> now(words_);
  bool changed = true;
  while (changed) {
    changed = false;
    for (uint32_t i = count_; i-- > 0;) {
      const Instruction& in = code_->instructions[i];
      const OpInfo& info = info_of(in);
      if (info.never_falls_through || i + 1 == count_) {
        std::fill(now.begin(), now.end(), 0);
      } else {
        const uint64_t* next = &live_[size_t{i + 1} * words_];
        now.assign(next, next + words_);
      }
      for_each_operand(in, [&](uint32_t first, uint32_t n, bool written, bool) {
        for (uint32_t r = first; written && r < first + n && r < words_ * 64; ++r) now[r / 64] &= ~(uint64_t{1} << (r % 64));
      });
      if (const int64_t target = jump_target(in, i); target >= 0) {
        const uint64_t* there = &live_[size_t(target) * words_];
        for (uint32_t w = 0; w < words_; ++w) now[w] |= there[w];
      }
      if (const ExceptionEntry* handler = handlers_[i]) {
        const uint64_t* there = &live_[size_t{handler->target} * words_];
        const uint32_t e = handler->exception_register;
        for (uint32_t w = 0; w < words_; ++w) now[w] |= w == e / 64 ? there[w] & ~(uint64_t{1} << (e % 64)) : there[w];
      }
      for_each_operand(in, [&](uint32_t first, uint32_t n, bool, bool read) {
        for (uint32_t r = first; read && r < first + n && r < words_ * 64; ++r) now[r / 64] |= uint64_t{1} << (r % 64);
      });
      uint64_t* before = &live_[size_t{i} * words_];
      for (uint32_t w = 0; w < words_; ++w) {
        if (before[w] == now[w]) continue;
        before[w] = now[w];
        changed = true;
      }
    }
  }
}

void HeldValues::find_origins() {
  origins_.assign(size_t{count_} * temporaries_, uint32_t(Held::Nothing));
  reached_.assign(count_, false);
  std::vector<uint32_t> now(temporaries_);
  std::vector<uint32_t> pending{0};
  const auto flow = [&](uint32_t to, const ExceptionEntry* handler) {
    uint32_t* there = &origins_[size_t{to} * temporaries_];
    bool changed = !reached_[to];
    for (uint32_t t = 0; t < temporaries_; ++t) {
      uint32_t origin = now[t];
      if (handler != nullptr && handler->exception_register == code_->local_count + t) origin = uint32_t(Held::Exception);
      if (reached_[to] && there[t] != origin) {
        // On one way there is nothing: no matter, as long as it is read on the other way only.
        if (origin == uint32_t(Held::Nothing)) continue;
        if (there[t] != uint32_t(Held::Nothing)) origin = uint32_t(Held::Mixed);
      }
      if (there[t] == origin) continue;
      there[t] = origin;
      changed = true;
    }
    reached_[to] = true;
    if (changed) pending.push_back(to);
  };
  while (!pending.empty()) {
    uint32_t i = pending.back();
    pending.pop_back();
    const uint32_t* before = &origins_[size_t{i} * temporaries_];
    now.assign(before, before + temporaries_);
    const Instruction& in = code_->instructions[i];
    if (const ExceptionEntry* handler = handlers_[i]) flow(handler->target, handler);
    for_each_operand(in, [&](uint32_t first, uint32_t n, bool written, bool) {
      for (uint32_t r = first; written && r < first + n && r < code_->register_count; ++r) {
        if (r >= code_->local_count) now[r - code_->local_count] = origin_of(in, i);
      }
    });
    if (const int64_t target = jump_target(in, i); target >= 0) flow(uint32_t(target), nullptr);
    if (!info_of(in).never_falls_through && i + 1 < count_) flow(i + 1, nullptr);
  }
}

std::vector<HeldValues::Entry> HeldValues::at(uint32_t instruction) const {
  std::vector<Entry> held;
  for (uint32_t t = 0; t < temporaries_; ++t) {
    const uint32_t r = code_->local_count + t;
    if (is_live(instruction, r)) held.push_back({r, origins_[size_t{instruction} * temporaries_ + t]});
  }
  return held;
}

}  // namespace taipan::python
