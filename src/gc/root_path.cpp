// gc/root_path.cpp -- breadth-first search from the roots.
//
// Room       Heap.
// In / out   root_path.h. Reads only.
// Tests      tests/unit/gc/root_path_test.cpp
//
// The search visits the roots with a tracer of its own, which sees what a marker would see. Queue and table hold
// addresses with all bits inverted: they are native memory, but their pieces may be copied to a stack.
#include "gc/root_path.h"

#include <algorithm>
#include <unordered_map>

#include "base/bits.h"
#include "base/sanitizer.h"
#include "gc/heap_private.h"
#include "gc/heap_walk_private.h"

namespace taipan {

namespace {

struct Origin {
  uintptr_t parent = 0;  // hidden; 0: a root refers to it
  const char* source = nullptr;
  const void* place = nullptr;
};

class PathFinder final : public Tracer {
 public:
  enum class Roots : uint8_t { WithoutNativeStacks, All };

  PathFinder(HeapState& state, Roots roots) : state_(state), roots_(roots) {
    visitor_ = [](Tracer& tracer, HeapObject* object) { static_cast<PathFinder&>(tracer).found(object, nullptr); };
    conservative_ = [](Tracer& tracer, const void* begin, const void* end) {
      static_cast<PathFinder&>(tracer).scan(begin, end);
    };
  }

  bool find(uintptr_t target, RootPath& path) {
    set_source("objects that wait for their finaliser");
    state_.finalization.visit_pending(*this);
    state_.roots.visit(*this);
    for (size_t next = 0; next < queue_.size() && origins_.count(target) == 0; ++next)
      expand(queue_[next]);
    if (origins_.count(target) == 0) return false;
    for (uintptr_t at = target;;) {
      const Origin& origin = origins_[at];
      path.objects.push_back(reinterpret_cast<HeapObject*>(~at));
      if (origin.parent == 0) {
        path.source = origin.source;
        path.place = origin.place;
        break;
      }
      at = origin.parent;
    }
    std::reverse(path.objects.begin(), path.objects.end());
    return true;
  }

 private:
  void found(HeapObject* object, const void* place) {
    if (object == nullptr) return;
    const uintptr_t hidden = hidden_address(object);
    if (origins_.try_emplace(hidden, Origin{current_, source_, place}).second) queue_.push_back(hidden);
  }

  void expand(uintptr_t hidden) {
    current_ = hidden;
    auto* object = reinterpret_cast<HeapObject*>(~hidden);
    found(object->shape(), nullptr);
    const Layout* layout =
        is_in_shape_region(~hidden) ? state_.config.shape_layout : object->shape()->layout;
    if (layout == nullptr) return;
    if ((layout->flags & kLayoutValues) != 0) {
      const uintptr_t begin = ~hidden + layout->values_offset;
      visit_values(reinterpret_cast<const uint64_t*>(begin), (~hidden + object_bytes(object, layout) - begin) / 8);
    } else if (layout->trace != nullptr) {
      layout->trace(object, *this);
    }
  }

  TAIPAN_NO_SANITIZE_ADDRESS void scan(const void* begin, const void* end) {
    if (roots_ == Roots::WithoutNativeStacks && source_ == kNativeStackSource) return;
    const auto* word = reinterpret_cast<const uintptr_t*>(align_up(reinterpret_cast<uintptr_t>(begin), 8));
    const auto* stop = reinterpret_cast<const uintptr_t*>(align_down(reinterpret_cast<uintptr_t>(end), 8));
    for (; word < stop; ++word) {
      ObjectFinder::FreshCursor cursor;
      if (HeapObject* object = state_.finder.find(*word, state_.old_starts(), cursor)) found(object, word);
    }
  }

  HeapState& state_;
  const Roots roots_;
  std::unordered_map<uintptr_t, Origin> origins_;
  std::vector<uintptr_t> queue_;
  uintptr_t current_ = 0;
};

}  // namespace

namespace {

// Bounds of the program's code, from the linker.
extern "C" const char __executable_start[] __attribute__((weak));
extern "C" const char etext[] __attribute__((weak));

TAIPAN_NO_SANITIZE_ADDRESS const void* code_above(const void* place, const void* base) {
  const auto low = reinterpret_cast<uintptr_t>(__executable_start), high = reinterpret_cast<uintptr_t>(etext);
  for (auto* word = static_cast<const uintptr_t*>(place) + 1; word < base; ++word) {
    if (*word >= low && *word < high) return reinterpret_cast<const void*>(*word - low);
  }
  return nullptr;
}

}  // namespace

bool find_root_path(Heap& heap, uintptr_t hidden_target, RootPath& path) {
  heap.state().allocator.terminate();
  if (PathFinder(heap.state(), PathFinder::Roots::WithoutNativeStacks).find(hidden_target, path)) return true;
  if (!PathFinder(heap.state(), PathFinder::Roots::All).find(hidden_target, path)) return false;
  const NativeStack* stack = heap.current_stack();
  if (stack != nullptr && path.place > __builtin_frame_address(0) && path.place < stack->base) {
    path.code = code_above(path.place, stack->base);
  }
  return true;
}

}  // namespace taipan
