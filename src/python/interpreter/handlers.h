// python/interpreter/handlers.h -- makes a handler out of a staged operation. For handlers_*.cpp only.
#pragma once

#include "python/interpreter/ops_common.h"
#include "python/interpreter/tracing.h"

namespace taipan::python {

PRESERVE_NONE void handle_raise(Thread* thread, Value* regs, const Instruction* pc, const HandlerTable* table);

// `width`: words of the instruction (2 with an Extra word).
#define DEFINE_HANDLER_WIDTH(name, width)                                                                               \
  PRESERVE_NONE void handle_##name(Thread* thread, Value* regs, const Instruction* pc, const HandlerTable* table) {     \
    PythonExecute s{{*thread, regs, pc}};                                                                               \
    switch (op_##name(s, *pc)) {                                                                                        \
      case Step::Next:                                                                                                  \
        pc += width;                                                                                                    \
        [[clang::musttail]] return table->entries[pc->op](thread, regs, pc, table);                                     \
      case Step::Jump:                                                                                                  \
        pc = s.pc;                                                                                                      \
        [[clang::musttail]] return table->entries[pc->op](thread, regs, pc, table);                                     \
      case Step::Frame:                                                                                                 \
        pc = s.pc;                                                                                                      \
        regs = s.regs;                                                                                                  \
        [[clang::musttail]] return table->entries[pc->op](thread, regs, pc, table);                                     \
      case Step::Raise:                                                                                                 \
        pc = s.pc;                                                                                                      \
        regs = s.regs;                                                                                                  \
        [[clang::musttail]] return handle_raise(thread, regs, pc, table);                                               \
      case Step::Leave:                                                                                                 \
        return;                                                                                                         \
    }                                                                                                                   \
    __builtin_unreachable();                                                                                            \
  }
#define DEFINE_HANDLER(name) DEFINE_HANDLER_WIDTH(name, 1)

// The same for instructions behind which tracing may begin: they choose the table of handlers anew.
#define DEFINE_SAFEPOINT_HANDLER(name)                                                                                  \
  PRESERVE_NONE void handle_##name(Thread* thread, Value* regs, const Instruction* pc, const HandlerTable* table) {     \
    PythonExecute s{{*thread, regs, pc}};                                                                               \
    const Step step = op_##name(s, *pc);                                                                                \
    if (step == Step::Jump && !s.breaker()) [[likely]] {                                                                \
      pc = s.pc;                                                                                                        \
      [[clang::musttail]] return table->entries[pc->op](thread, regs, pc, table);                                       \
    }                                                                                                                   \
    if (s.breaker()) [[unlikely]] table = current_handlers(*thread);                                                    \
    switch (step) {                                                                                                     \
      case Step::Next:                                                                                                  \
        pc += 1;                                                                                                        \
        [[clang::musttail]] return table->entries[pc->op](thread, regs, pc, table);                                     \
      case Step::Jump:                                                                                                  \
      case Step::Frame:                                                                                                 \
        pc = s.pc;                                                                                                      \
        regs = s.regs;                                                                                                  \
        [[clang::musttail]] return table->entries[pc->op](thread, regs, pc, table);                                     \
      case Step::Raise:                                                                                                 \
        pc = s.pc;                                                                                                      \
        regs = s.regs;                                                                                                  \
        [[clang::musttail]] return handle_raise(thread, regs, pc, table);                                               \
      case Step::Leave:                                                                                                 \
        return;                                                                                                         \
    }                                                                                                                   \
    __builtin_unreachable();                                                                                            \
  }

}  // namespace taipan::python
