// gc/address_space.cpp -- handing out units of the heap's range.
//
// Room       Heap.
// In / out   address_space_private.h.
// May touch  The unit table's dirty counts and the free runs. Kinds are set by whoever takes a unit.
// Tests      tests/unit/gc/address_space_test.cpp
#include <algorithm>
#include <cstring>

#include "base/assert.h"
#include "base/bits.h"
#include "base/sanitizer.h"
#include "gc/address_space_private.h"

namespace taipan {

namespace {

constexpr size_t kSmallestReservation = 32 * kMiB;
constexpr uint32_t kCommitUnits = 256;  // 8 MiB at a time
// A heap that has grown to 512 MiB gets huge pages from there on: marking it misses the TLB less. In a smaller one what
// they waste behind large objects, and the time the system takes to clear them, is more than that.
constexpr uint32_t kHugePagesFromUnit = 16384;

}  // namespace

AddressSpace::AddressSpace(size_t wanted_bytes) {
  size_t bytes = align_up(wanted_bytes, kUnitBytes);
  void* range = nullptr;
  while (bytes >= kSmallestReservation && (range = reserve_memory(bytes, 2 * kMiB)) == nullptr)
    bytes /= 2;
  VM_CHECK(range != nullptr, "there is address space for a heap");
  base_ = reinterpret_cast<uintptr_t>(range);
  unit_limit_ = static_cast<uint32_t>(bytes >> kUnitShift);
  units_ = static_cast<UnitInfo*>(map_memory(align_up(unit_limit_ * sizeof(UnitInfo), kPageBytes)));
  VM_CHECK(units_ != nullptr, "there is address space for the table of units");
}

AddressSpace::~AddressSpace() {
  unpoison_memory(reinterpret_cast<void*>(base_), frontier_bytes());
  release_memory(reinterpret_cast<void*>(base_), reserved_bytes());
  release_memory(units_, align_up(unit_limit_ * sizeof(UnitInfo), kPageBytes));
}

bool AddressSpace::commit_up_to(uint32_t unit) {
  if (unit <= committed_units_) return true;
  if (unit > unit_limit_) return false;
  uint32_t target = std::min(unit_limit_, static_cast<uint32_t>(align_up(unit, kCommitUnits)));
  const auto commit = [&](uint32_t to) {
    return commit_memory(reinterpret_cast<void*>(address_of(committed_units_)),
                         size_t{to - committed_units_} << kUnitShift);
  };
  if (!commit(target)) {
    target = unit;
    if (!commit(target)) return false;
  }
  if (committed_units_ >= kHugePagesFromUnit) {
    prefer_huge_pages(reinterpret_cast<void*>(address_of(committed_units_)),
                      size_t{target - committed_units_} << kUnitShift);
  }
  committed_units_ = target;
  return true;
}

size_t AddressSpace::first_run_not_before(uint32_t start) const {
  const auto at = std::lower_bound(free_runs_.begin(), free_runs_.end(), start,
                                   [](const Run& run, uint32_t wanted) { return run.start < wanted; });
  return static_cast<size_t>(at - free_runs_.begin());
}

uint32_t AddressSpace::take_units(uint32_t count) {
  uint32_t& no_fit_below = no_fit_below_[size_class(count)];
  bool may_advance = true;
  for (size_t i = first_run_not_before(no_fit_below); i < free_runs_.size(); ++i) {
    Run& run = free_runs_[i];
    if (size_class(run.count) < size_class(count)) {
      if (may_advance) no_fit_below = run.start + run.count;
      continue;
    }
    if (run.count < count) {
      may_advance = false;
      continue;
    }
    const uint32_t start = run.start;
    run.start += count;
    run.count -= count;
    if (run.count == 0) free_runs_.erase(free_runs_.begin() + static_cast<ptrdiff_t>(i));
    free_units_ -= count;
    return start;
  }
  // A free run that ends at the frontier is the beginning of the answer.
  uint32_t start = frontier_;
  if (!free_runs_.empty() && free_runs_.back().start + free_runs_.back().count == frontier_) {
    start = free_runs_.back().start;
  }
  if (count > unit_limit_ - start || !commit_up_to(start + count)) return kNoUnit;
  if (start != frontier_) {
    free_units_ -= free_runs_.back().count;
    free_runs_.pop_back();
  }
  frontier_ = start + count;
  return start;
}

bool AddressSpace::take_units_at(uint32_t start, uint32_t count) {
  const size_t at = first_run_not_before(start);
  uint32_t from_run = 0;
  if (at < free_runs_.size() && free_runs_[at].start == start) from_run = std::min(count, free_runs_[at].count);
  if (from_run < count) {
    const uint32_t end = start + from_run;
    if (end != frontier_ || count - from_run > unit_limit_ - frontier_ || !commit_up_to(start + count)) return false;
    frontier_ = start + count;
  }
  if (from_run > 0) {
    Run& run = free_runs_[at];
    run.start += from_run;
    run.count -= from_run;
    if (run.count == 0) free_runs_.erase(free_runs_.begin() + static_cast<ptrdiff_t>(at));
    free_units_ -= from_run;
  }
  return true;
}

void AddressSpace::give_back(uint32_t start, uint32_t count) {
  for (uint32_t i = start; i < start + count; ++i) {
    if constexpr (kPoison) poison_unit(i);
    units_[i].kind = UnitKind::Free;
    units_[i].value = 0;
    units_[i].is_touched = 0;
  }
  poison_memory(reinterpret_cast<void*>(address_of(start)), size_t{count} << kUnitShift);
  free_units_ += count;
  size_t at = first_run_not_before(start);
  if (at > 0 && free_runs_[at - 1].start + free_runs_[at - 1].count == start) {
    --at;
    free_runs_[at].count += count;
  } else {
    free_runs_.insert(free_runs_.begin() + static_cast<ptrdiff_t>(at), Run{start, count});
  }
  if (at + 1 < free_runs_.size() && free_runs_[at].start + free_runs_[at].count == free_runs_[at + 1].start) {
    free_runs_[at].count += free_runs_[at + 1].count;
    free_runs_.erase(free_runs_.begin() + static_cast<ptrdiff_t>(at) + 1);
  }
  for (size_t c = 0; c <= size_class(free_runs_[at].count); ++c) {
    no_fit_below_[c] = std::min(no_fit_below_[c], free_runs_[at].start);
  }
}

void AddressSpace::poison_unit(uint32_t index) {
  void* start = reinterpret_cast<void*>(address_of(index));
  unpoison_memory(start, kUnitBytes);
  std::memset(start, kPoisonByte, units_[index].dirty_pages * kPageBytes);
}

void AddressSpace::set_dirty_pages(uint32_t index, size_t pages) {
  UnitInfo& info = units_[index];
  dirty_pages_ = dirty_pages_ - info.dirty_pages + pages;
  info.dirty_pages = static_cast<uint8_t>(pages);
}

void AddressSpace::zero(uintptr_t begin, uintptr_t end) {
  unpoison_memory(reinterpret_cast<void*>(begin), end - begin);
  for (uint32_t index = unit_of(begin); begin < end; ++index) {
    const uintptr_t start = address_of(index);
    const uintptr_t stop = std::min(end, start + kUnitBytes);
    const uintptr_t dirty_end = start + units_[index].dirty_pages * kPageBytes;
    if (begin < dirty_end) std::memset(reinterpret_cast<void*>(begin), 0, std::min(stop, dirty_end) - begin);
    if (stop > dirty_end) set_dirty_pages(index, divide_round_up(stop - start, kPageBytes));
    begin = stop;
  }
}

bool AddressSpace::move_units(uint32_t from, uint32_t to, uint32_t count) {
  const size_t bytes = size_t{count} << kUnitShift;
  unpoison_memory(reinterpret_cast<void*>(address_of(to)), bytes);
  if (!move_memory(reinterpret_cast<void*>(address_of(from)), reinterpret_cast<void*>(address_of(to)), bytes)) {
    for (uint32_t i = 0; i < count; ++i)
      set_dirty_pages(to + i, 0);
    return false;
  }
  for (uint32_t i = 0; i < count; ++i) {
    set_dirty_pages(to + i, units_[from + i].dirty_pages);
    set_dirty_pages(from + i, 0);
  }
  return true;
}

void AddressSpace::discard_behind(uintptr_t end) {
  const uint32_t index = unit_of(end - 1);
  const size_t pages = divide_round_up(end - address_of(index), kPageBytes);
  const size_t dirty = units_[index].dirty_pages;
  if (dirty <= pages) return;
  set_dirty_pages(index, pages);
  discard_memory(reinterpret_cast<void*>(address_of(index) + pages * kPageBytes), (dirty - pages) * kPageBytes);
}

void AddressSpace::discard_free_pages(size_t keep_bytes) {
  size_t free_dirty = 0;
  for (const Run& run : free_runs_) {
    for (uint32_t i = run.start; i < run.start + run.count; ++i)
      free_dirty += units_[i].dirty_pages;
  }
  const size_t keep = keep_bytes / kPageBytes;
  for (size_t at = free_runs_.size(); at > 0 && free_dirty > keep; --at) {
    const Run& run = free_runs_[at - 1];
    // From the end of the run as many units as are too many, in one call.
    uint32_t first = run.start + run.count;
    while (first > run.start && free_dirty > keep) {
      --first;
      free_dirty -= units_[first].dirty_pages;
      set_dirty_pages(first, 0);
    }
    const size_t bytes = size_t{run.start + run.count - first} << kUnitShift;
    discard_memory(reinterpret_cast<void*>(address_of(first)), bytes);
  }
}

}  // namespace taipan
