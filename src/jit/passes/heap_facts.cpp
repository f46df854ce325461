// jit/passes/heap_facts.cpp -- the contract is in heap_facts.h.
#include "jit/passes/heap_facts.h"

#include <algorithm>

namespace taipan::jit {

HeapFacts::Note HeapFacts::note_of(const IrInstruction& in) {
  switch (in.op) {
    case IrOp::LoadSlot: return {IrOp::LoadSlot, in.a, {}, in.immediate, {}};
    case IrOp::StoreSlot: return {IrOp::LoadSlot, in.a, {}, in.immediate, in.b};
    case IrOp::LoadLocation: return {IrOp::LoadLocation, in.a, {}, 0, {}};
    case IrOp::StoreLocation: return {IrOp::LoadLocation, in.a, {}, 0, in.b};
    case IrOp::LoadElement: return {IrOp::LoadElement, in.a, in.b, in.immediate, {}};
    case IrOp::StoreElement: return {IrOp::LoadElement, in.a, in.b, in.immediate, in.c};
    case IrOp::LoadInt: return {IrOp::LoadInt, in.a, {}, in.immediate, {}};
    case IrOp::StoreInt: return {IrOp::LoadInt, in.a, {}, in.immediate, in.b};
    case IrOp::LoadRegister: case IrOp::ReloadRegister: return {IrOp::ReloadRegister, {}, {}, in.immediate, {}};
    case IrOp::StoreRegister: return {IrOp::ReloadRegister, {}, {}, in.immediate, in.a};
    case IrOp::LoadReference: return {IrOp::LoadReference, in.a, {}, in.immediate, {}};
    default: break;
  }
  VM_UNREACHABLE("not a load or store");
}

const HeapFacts::Note* HeapFacts::find(const Note& place) const {
  for (const Note& n : notes_) {
    if (n.family == place.family && n.object == place.object && n.index == place.index && n.offset == place.offset) return &n;
  }
  return nullptr;
}

IrRef HeapFacts::find(const IrInstruction& load) const {
  const Note* note = find(note_of(load));
  return note ? note->value : IrRef{};
}

void HeapFacts::loaded(const IrInstruction& load, IrRef value) {
  Note note = note_of(load);
  note.value = value;
  notes_.push_back(note);
}

bool HeapFacts::is_stored(const IrInstruction& store) const {
  const Note place = note_of(store);
  const Note* note = find(place);
  return note && note->value == place.value;
}

void HeapFacts::stored(const IrInstruction& store) {
  const Note place = note_of(store);
  const bool exact = place.family == IrOp::LoadLocation;
  std::erase_if(notes_, [&](const Note& n) {
    if (n.family != place.family || n.offset != place.offset) return false;
    return !exact || n.object == place.object;
  });
  notes_.push_back(place);
}

void HeapFacts::forget_heap(bool keep_shapes) {
  std::erase_if(notes_, [](const Note& n) { return n.family != IrOp::ReloadRegister; });
  if (!keep_shapes) shapes_.clear();
}

void HeapFacts::forget_registers(int32_t first, int32_t count) {
  std::erase_if(notes_, [&](const Note& n) {
    return n.family == IrOp::ReloadRegister && n.offset >= first && n.offset - first < count;
  });
}

IrRef HeapFacts::shape(IrRef object) const {
  for (const auto& [o, shape] : shapes_) {
    if (o == object) return shape;
  }
  return {};
}

void HeapFacts::has_shape(IrRef object, IrRef shape) { shapes_.emplace_back(object, shape); }

void HeapFacts::gets_shape(IrRef object, IrRef shape) {
  shapes_.clear();
  shapes_.emplace_back(object, shape);
}

}  // namespace taipan::jit
