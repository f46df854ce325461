// gc/finalization_order.cpp -- depth-first search from the objects to be finalised, through garbage only.
//
// Room       Heap.
// In / out   finalization_order.h. Reads objects; between marking from the roots and marking what is to be finalised.
// Tests      tests/unit/gc/finalization_test.cpp
//
// Tarjan's strongly connected components, without recursion: the search leaves a component after all those it refers to,
// so the reverse of that order has every object before what it refers to. Members of one component, which are on cycles
// with each other, keep the order in which they were registered.
#include "gc/finalization_order.h"

#include <algorithm>
#include <unordered_map>

#include "gc/heap_private.h"
#include "gc/heap_walk_private.h"

namespace taipan {

bool (*g_wants_finalizer)(const HeapObject* object) = nullptr;

namespace {

// More garbage than this is left in the order of registration.
constexpr size_t kMostVisited = size_t{1} << 20;

class Search {
 public:
  Search(HeapState& state, const MarkBitmap& starts, const std::vector<HeapObject*>& queue, size_t first)
      : state_(state), starts_(starts) {
    for (size_t i = first; i < queue.size(); ++i)
      wanted_.emplace(queue[i], i);
  }

  // False when there is too much to look at.
  bool from(HeapObject* root) {
    meet(root);
    while (!open_.empty()) {
      if (open_.back().next < pending_.size()) {
        HeapObject* target = pending_.back();
        pending_.pop_back();
        meet(target);
      } else {
        leave();
      }
      if (numbers_.size() > kMostVisited) return false;
    }
    return true;
  }
  [[nodiscard]] const std::vector<HeapObject*>& left() const { return left_; }

 private:
  struct Open {
    uint32_t number;
    size_t next;  // its references that were not followed yet are in pending_ from here on
  };
  struct Visited {
    HeapObject* object;
    uint32_t lowest;  // number that can be reached and belongs to no finished component
    bool is_finished;
  };

  [[nodiscard]] bool is_garbage(const HeapObject* object) const {
    const uintptr_t address = reinterpret_cast<uintptr_t>(object);
    return state_.space.contains(address) && !state_.marks.is_marked(address - state_.space.base());
  }

  // Opens the object, or notes that the innermost open one reaches it.
  void meet(HeapObject* object) {
    const auto [found, is_new] = numbers_.try_emplace(object, static_cast<uint32_t>(visited_.size()));
    if (!is_new) {
      if (!open_.empty() && !visited_[found->second].is_finished) reach(found->second);
      return;
    }
    const uint32_t number = found->second;
    visited_.push_back({object, number, false});
    component_.push_back(number);
    open_.push_back({number, pending_.size()});
    if (object->shape()->layout->is_leaf()) return;
    const auto follow = [this](HeapObject* target) {
      if (is_garbage(target)) pending_.push_back(target);
    };
    ReferenceLister(state_, starts_, follow).list(object);
  }

  void reach(uint32_t number) {
    uint32_t& lowest = visited_[open_.back().number].lowest;
    lowest = std::min(lowest, number);
  }

  void leave() {
    const uint32_t number = open_.back().number;
    open_.pop_back();
    if (visited_[number].lowest < number) {
      reach(visited_[number].lowest);
      return;
    }
    const size_t first = left_.size();
    for (bool is_last = false; !is_last;) {
      const uint32_t member = component_.back();
      component_.pop_back();
      is_last = member == number;
      visited_[member].is_finished = true;
      if (wanted_.count(visited_[member].object) != 0) left_.push_back(visited_[member].object);
    }
    std::sort(left_.begin() + ptrdiff_t(first), left_.end(),
              [this](HeapObject* a, HeapObject* b) { return wanted_.at(a) > wanted_.at(b); });
  }

  HeapState& state_;
  const MarkBitmap& starts_;
  std::unordered_map<HeapObject*, size_t> wanted_;  // to their positions in the queue
  std::unordered_map<HeapObject*, uint32_t> numbers_;
  std::vector<Visited> visited_;
  std::vector<uint32_t> component_;  // met, of no finished component
  std::vector<Open> open_;
  std::vector<HeapObject*> pending_;
  std::vector<HeapObject*> left_;  // in the reverse of the order wanted
};

}  // namespace

void order_for_finalization(HeapState& state, CollectionKind kind, std::vector<HeapObject*>& queue, size_t first) {
  if (queue.size() - first < 2) return;
  const bool was_incremental = state.collector.is_incremental();
  const MarkBitmap& starts = kind == CollectionKind::Major || was_incremental ? state.previous : state.marks;
  Search search(state, starts, queue, first);
  // From the last one on, so that what has nothing to do with each other stays in order.
  for (size_t i = queue.size(); i-- > first;) {
    if (!search.from(queue[i])) return;
  }
  if (search.left().size() != queue.size() - first) return;  // one of them was registered twice
  std::reverse_copy(search.left().begin(), search.left().end(), queue.begin() + ptrdiff_t(first));
}

}  // namespace taipan
