// gc/collection_policy_private.h -- when to collect what. Arithmetic only.
//
// Room       Heap, inside only.
// Tests      tests/unit/gc/collection_policy_test.cpp
//
// Minor collections come after `young limit` bytes of allocation. It starts small, since a program that prints a line
// should need little memory and the cache is small too; it follows the live size, since a large heap has more to scan
// in remembered objects and roots; and it is halved while much survives, since survivors are what a pause costs.
//
// Major collections come when the live size has grown by four fifths since the last one, of a large heap by less: there
// memory counts for more than the time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "gc/heap.h"

namespace taipan {

class CollectionPolicy {
 public:
  explicit CollectionPolicy(const HeapConfig& config)
      : config_(config), young_limit_(config.young_bytes), major_threshold_(config.first_major_bytes) {}

  void add_allocated(size_t bytes) { allocated_ += bytes; }
  [[nodiscard]] size_t allocated() const { return allocated_; }
  [[nodiscard]] bool is_young_full() const { return allocated_ >= young_limit_; }
  [[nodiscard]] size_t young_limit() const { return young_limit_; }
  void fix_young_limit(size_t bytes) {
    fixed_young_limit_ = bytes;
    young_limit_ = bytes != 0 ? bytes : config_.young_bytes;
  }

  // `old_bytes`: in use after the last collection.
  [[nodiscard]] bool wants_major(size_t old_bytes, AutomaticCollection mode) const {
    return old_bytes / (mode == AutomaticCollection::Enabled ? 1 : kDisabledFactor) >= major_threshold_;
  }
  [[nodiscard]] bool wants_incremental(size_t old_bytes) const { return old_bytes >= config_.incremental_bytes; }

  void after_collection(CollectionKind kind, size_t bytes_in_use, size_t survivor_bytes) {
    allocated_ = 0;
    if (kind == CollectionKind::Major) {
      major_threshold_ = std::max(config_.first_major_bytes, bytes_in_use + growth_after(bytes_in_use));
    }
    if (fixed_young_limit_ != 0) return;
    const size_t wanted = std::clamp(bytes_in_use / 4, config_.young_bytes, config_.young_bytes_maximum);
    if (kind == CollectionKind::Minor && survivor_bytes > kManySurvivorBytes) {
      young_limit_ = std::max(config_.young_bytes, young_limit_ / 2);
    } else if (kind == CollectionKind::Major || survivor_bytes < kManySurvivorBytes / 2) {
      young_limit_ = std::min(wanted, young_limit_ * 2);
    }
  }

 private:
  // What a heap may grow by until the next major collection.
  static size_t growth_after(size_t bytes_in_use) {
    const size_t small = std::min(bytes_in_use, kSmallHeapBytes);
    return small / 5 * 4 + (bytes_in_use - small) / 3;
  }

  static constexpr size_t kSmallHeapBytes = size_t{16} << 20;
  static constexpr size_t kManySurvivorBytes = size_t{4} << 20;
  static constexpr size_t kDisabledFactor = 4;

  const HeapConfig config_;
  size_t young_limit_;
  size_t fixed_young_limit_ = 0;
  size_t major_threshold_;
  size_t allocated_ = 0;  // since the last collection
};

}  // namespace taipan
