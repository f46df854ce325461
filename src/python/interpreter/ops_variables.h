// python/interpreter/ops_variables.h -- staged moves, constants, cells, globals, names and plain jumps.
#pragma once

#include "python/interpreter/ops_common.h"
#include "python/interpreter/slow_paths.h"

namespace taipan::python {

STAGED Step op_Nop(S& s, const Instruction&) { return s.next(); }
STAGED Step op_Extra(S& s, const Instruction&) { return s.next(); }
STAGED Step op_Resume(S& s, const Instruction&) {
  if (s.breaker()) [[unlikely]] {
    if (!s.template call<&handle_breaker_at_safepoint, kAnyEffect>()) return Step::Raise;
  }
  return s.next();
}
STAGED Step op_LoadConst(S& s, const Instruction& in) { return s.result(in.a, s.constant(code_of(s.regs)->constants[in.wide])); }
STAGED Step op_LoadInt(S& s, const Instruction& in) { return s.result(in.a, s.constant(Value::integer(in.wide))); }
STAGED Step op_Move(S& s, const Instruction& in) { return s.result(in.a, s.get(in.b)); }
STAGED Step op_Clear(S& s, const Instruction& in) { return s.result(in.a, s.constant(Value::unbound())); }
STAGED Step op_CheckLocal(S& s, const Instruction& in) {
  if (!s.is_unbound(s.get(in.a))) [[likely]] return s.next();
  s.template call<&raise_unbound_local, kMayRaise>(int(in.c));
  return Step::Raise;
}
STAGED Step op_DeleteLocal(S& s, const Instruction& in) {
  if (!s.is_unbound(s.get(in.a))) [[likely]] return s.result(in.a, s.constant(Value::unbound()));
  s.template call<&raise_unbound_local, kMayRaise>(int(in.c));
  return Step::Raise;
}

// ---- cells
STAGED Step op_MakeCell(S& s, const Instruction& in) {
  return s.result(in.a, s.template call<&make_cell, kAllocates>(s.get(in.a)));
}
STAGED Step op_CopyFree(S& s, const Instruction& in) {
  auto closure = s.load_reference(s.function(), &Function::closure);
  for (int i = 0; i < in.b; i++) s.set(uint16_t(in.a + i), s.load_slot(closure, uint32_t(offsetof(Tuple, items_) + size_t(i) * 8)));
  return s.next();
}
STAGED Step op_LoadCell(S& s, const Instruction& in) {
  auto value = s.load_slot(s.as_ref(s.get(in.b)), offsetof(Cell, value));
  if (!s.is_unbound(value)) [[likely]] return s.result(in.a, value);
  s.template call<&raise_unbound_local, kMayRaise>(int(in.c));
  return Step::Raise;
}
STAGED Step op_StoreCell(S& s, const Instruction& in) {
  s.store_slot(s.as_ref(s.get(in.a)), offsetof(Cell, value), s.get(in.b));
  return s.next();
}
STAGED Step op_DeleteCell(S& s, const Instruction& in) {
  auto cell = s.as_ref(s.get(in.a));
  if (s.is_unbound(s.load_slot(cell, offsetof(Cell, value)))) [[unlikely]] {
    s.template call<&raise_unbound_local, kMayRaise>(int(in.c));
    return Step::Raise;
  }
  s.store_slot(cell, offsetof(Cell, value), s.constant(Value::unbound()));
  return s.next();
}
STAGED Step op_LoadClassCell(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&load_class_cell, kAnyEffect>(s.get(in.b), int(in.c)));
}

// ---- globals and names: a cache holds the address of the dict entry while the key set is unchanged
STAGED Step op_LoadGlobal(S& s, const Instruction& in) {
  auto function = s.function();
  auto* const globals = static_cast<Dict*>(s.promote(s.load_reference(function, &Function::globals)));
  InlineCache& cache = cache_of(s, in.wide);
  if (cache.version == globals->keys_version) [[likely]] {
    s.rely_on_keys(globals, cache.version);
    if (cache.version2 == 0) return s.result(in.a, s.load_location(cache.location));
    auto* const builtins = static_cast<Dict*>(s.promote(s.load_reference(function, &Function::builtins)));
    if (cache.version2 == builtins->keys_version) {
      s.rely_on_keys(builtins, cache.version2);
      return s.result(in.a, s.load_location(cache.location));
    }
  }
  return finish(s, in.a, s.template call<&load_global_slow, kAnyEffect>(&cache));
}
STAGED Step op_StoreGlobal(S& s, const Instruction& in) {
  auto* const globals = static_cast<Dict*>(s.promote(s.load_reference(s.function(), &Function::globals)));
  InlineCache& cache = cache_of(s, in.wide);
  if (cache.version == globals->keys_version) [[likely]] {
    s.rely_on_keys(globals, cache.version);
    s.store_location(globals->table, cache.location, s.get(in.a));
    return s.next();
  }
  if (!s.template call<&store_global_slow, kAnyEffect>(&cache, s.get(in.a))) return Step::Raise;
  return s.next();
}
STAGED Step op_DeleteGlobal(S& s, const Instruction& in) {
  if (!s.template call<&delete_global, kAnyEffect>(&cache_of(s, in.wide))) return Step::Raise;
  return s.next();
}
STAGED Step op_LoadName(S& s, const Instruction& in) {
  InlineCache& cache = cache_of(s, in.wide);
  const Value space = s.name_space();
  if (cache.version == keys_version_of(space)) [[likely]] {
    s.rely_on_keys(space.as_object(), cache.version);
    return s.result(in.a, s.load_location(cache.location));
  }
  return finish(s, in.a, s.template call<&load_name_slow, kAnyEffect>(&cache));
}
STAGED Step op_StoreName(S& s, const Instruction& in) {
  InlineCache& cache = cache_of(s, in.wide);
  const Value space = s.name_space();
  if (cache.version == keys_version_of(space)) [[likely]] {
    s.rely_on_keys(space.as_object(), cache.version);
    s.store_location(space.as<Dict>()->table, cache.location, s.get(in.a));
    return s.next();
  }
  if (!s.template call<&store_name_slow, kAnyEffect>(&cache, s.get(in.a))) return Step::Raise;
  return s.next();
}
STAGED Step op_DeleteName(S& s, const Instruction& in) {
  if (!s.template call<&delete_name, kAnyEffect>(&cache_of(s, in.wide))) return Step::Raise;
  return s.next();
}
STAGED Step op_LoadLocals(S& s, const Instruction& in) {
  return finish(s, in.a, s.template call<&load_locals, kAnyEffect>());
}

// ---- jumps
STAGED Step op_Jump(S& s, const Instruction& in) { return s.jump(in.wide); }
STAGED Step op_JumpBack(S& s, const Instruction& in) {
  if (s.breaker()) [[unlikely]] {
    if (!s.template call<&handle_breaker_at_safepoint, kAnyEffect>()) return Step::Raise;
  }
  return s.loop_back(in);
}

}  // namespace taipan::python
