// gc/marker_private.h -- the tracer that marks.
//
// Room       Heap, inside only.
// In / out   visit...() marks and queues; drain() scans what is queued until nothing is left.
// Contract   A marked object has its bit in the bitmap. A scanned one has, besides, its lines marked with the epoch,
// its
//            shape marked, and, unless it is a leaf, kGcUnlogged set: from then on the barrier logs stores into it.
// Tests      tests/unit/gc/collection_test.cpp, incremental_test.cpp
#pragma once

#include <cstdint>
#include <vector>

#include "gc/layout.h"
#include "gc/object_finder_private.h"
#include "gc/tracer.h"

namespace taipan {

class Marker final : public Tracer {
 public:
  Marker(const AddressSpace& space, BlockSpace& blocks, ShapeRegion& shapes, const ObjectFinder& finder);
  ~Marker();

  enum class Scope : uint8_t { Young, All };

  // `marks` gets the marks; `starts` has those of all objects that were live at the last collection (the same bitmap
  // when only young objects are in question).
  void begin(Scope scope, uint8_t epoch, MarkBitmap& marks, const MarkBitmap& starts);

  // Scans until nothing is queued.
  void drain();
  // The same, but stops after about `budget` units of work (an object is one and a word of it is one eighth). True when
  // nothing is queued any more.
  bool drain_some(uint64_t budget);
  [[nodiscard]] bool is_idle() const { return mark_top_ == mark_base_ && slices_.empty() && candidates_.empty(); }
  // Forgets what is queued.
  void abandon();
  // False: no scan of this marked object, or of a part of it, is pending. True: there may be one.
  [[nodiscard]] bool may_be_queued(const HeapObject* object) const;

  // Visits what a marked object refers to once more: it was written after its scan.
  void rescan(HeapObject* object);
  // Visits the values of an object with cards that lie in [begin, end).
  void visit_values_between(HeapObject* object, uintptr_t begin, uintptr_t end);

  void add_candidates(const void* begin, const void* end);
  void visit_shape_cell(HeapObject* shape);
  void grow();

  [[nodiscard]] uint64_t marked_objects() const { return marked_objects_; }
  [[nodiscard]] uint64_t marked_bytes() const { return marked_bytes_; }
  [[nodiscard]] uint8_t epoch() const { return epoch_; }

  const Layout* shape_layout = nullptr;

 private:
  // The rest of a long array of values.
  struct Slice {
    HeapObject* object;
    uintptr_t next;
    uintptr_t end;
  };
  static constexpr size_t kSliceBytes = size_t{16} << 10;
  static constexpr size_t kRingSize = 8;

  void scan(HeapObject* object);
  void scan_shape(ShapeHeader* shape);
  void scan_slice();
  void trace_references(HeapObject* object, const Layout* layout, size_t bytes);
  void resolve_candidates();
  void add_candidate(uintptr_t word);

  const AddressSpace& space_;
  ShapeRegion& shapes_;
  const ObjectFinder& finder_;
  uint8_t* const lines_;
  const MarkBitmap* starts_ = nullptr;
  Scope scope_ = Scope::All;
  uint8_t epoch_ = 0;
  uint64_t marked_objects_ = 0;
  uint64_t marked_bytes_ = 0;
  uint64_t work_ = 0;
  size_t mark_stack_bytes_ = 0;
  std::vector<Slice> slices_;
  std::vector<uintptr_t> candidates_;  // words from native stacks that may be references
};

}  // namespace taipan
