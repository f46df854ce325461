// jit/passes/heap_facts.h -- what a trace knows of the heap's contents: load forwarding, dropped stores, shapes.
//
// Room       jit/passes. Knows alias classes; knows no language.
// In / out   The emitter asks at every load and store.
// Tests      tests/unit/jit/passes/
//
// A store leaves the note "field k of object o holds v", and so does a load. A later load that meets its note becomes v;
// a store of what is noted is dropped. A store ends the notes of its alias class (its family of instructions and its
// offset) about other objects, which may be the same object under another name. Locations are constant addresses: two of
// them never alias. Not handled: objects that are known to differ because their shapes do.
#pragma once

#include <vector>

#include "jit/ir/ir.h"

namespace taipan::jit {

class HeapFacts {
 public:
  // The value that this load would give, or none.
  IrRef find(const IrInstruction& load) const;
  void loaded(const IrInstruction& load, IrRef value);
  // True when the store is of no use.
  bool is_stored(const IrInstruction& store) const;
  void stored(const IrInstruction& store);

  // A residual call may have changed the heap: what is known of the frames' registers is left, and shapes if it ran no
  // guest code.
  void forget_heap(bool keep_shapes);
  // Registers were written behind the trace's back.
  void forget_registers(int32_t first, int32_t count);

  IrRef shape(IrRef object) const;
  void has_shape(IrRef object, IrRef shape);   // by a guard
  void gets_shape(IrRef object, IrRef shape);  // by a store

 private:
  struct Note {
    IrOp family;  // the load
    IrRef object, index;
    int32_t offset;
    IrRef value;
  };
  static Note note_of(const IrInstruction& in);
  const Note* find(const Note& place) const;

  std::vector<Note> notes_;
  std::vector<std::pair<IrRef, IrRef>> shapes_;
};

}  // namespace taipan::jit
