// python/modules/heapq_module.cpp -- the module _heapq: priority queues in lists. https://docs.python.org/3.11/library/heapq.html
//
// Room       python/modules.
// Tests      tests/python/modules/heapq_*.py; CPython's test_heapq
//
// Comparing items may run code that changes the list: its length is looked at after each comparison.
#include "python/objects/abstract.h"

namespace taipan::python {

namespace {

enum class Order : uint8_t { Least, Greatest };

// Whether `a` belongs above `b`.
template <Order order>
Result<bool> precedes(Thread& thread, Value a, Value b) {
  if constexpr (order == Order::Greatest) std::swap(a, b);
  if (a.is_int() && b.is_int()) return a.as_int() < b.as_int();
  if (a.is_double() && b.is_double()) return a.as_double() < b.as_double();
  return compare_bool(thread, a, b, Compare::Less);
}
Raised changed(Thread& thread) { return raise(thread, TypeId::RuntimeError, "list changed size during iteration"); }
Raised out_of_range(Thread& thread) { return raise(thread, TypeId::IndexError, "index out of range"); }

void swap_items(Heap& heap, List* list, int64_t a, int64_t b) {
  const Value item = list->at(a);
  list->set(heap, a, list->at(b));
  list->set(heap, b, item);
}

// Moves the item at `position` up until its parent precedes it.
template <Order order>
Status move_up(Thread& thread, List* list, int64_t top, int64_t position) {
  const int64_t size = list->length();
  if (position >= size) return out_of_range(thread);
  while (position > top) {
    const int64_t parent = (position - 1) >> 1;
    const bool above = TRY(precedes<order>(thread, list->at(position), list->at(parent)));
    if (list->length() != size) return changed(thread);
    if (!above) break;
    swap_items(thread.heap(), list, position, parent);
    position = parent;
  }
  return ok_status();
}

// Moves the item at `position` down to a leaf along the smaller children, and then up to its place.
template <Order order>
Status move_down(Thread& thread, List* list, int64_t position) {
  const int64_t size = list->length(), top = position;
  if (position >= size) return out_of_range(thread);
  while (position < size / 2) {
    int64_t child = 2 * position + 1;
    if (child + 1 < size) {
      const bool left = TRY(precedes<order>(thread, list->at(child), list->at(child + 1)));
      if (list->length() != size) return changed(thread);
      child += !left;
    }
    swap_items(thread.heap(), list, position, child);
    position = child;
  }
  return move_up<order>(thread, list, top, position);
}

template <Order order>
Status heapify(Thread& thread, List* heap) {
  for (int64_t i = heap->length() / 2 - 1; i >= 0; i--) TRY(move_down<order>(thread, heap, i));
  return ok_status();
}
Status heappush(Thread& thread, List* heap, Value item) {
  if (!heap->append(thread.heap(), item)) return raise_memory_error(thread);
  return move_up<Order::Least>(thread, heap, 0, heap->length() - 1);
}
template <Order order>
Value heappop(Thread& thread, List* heap) {
  const int64_t size = heap->length();
  if (size == 0) return out_of_range(thread);
  const Value last = heap->at(size - 1);
  heap->truncate(thread.heap(), size - 1);
  if (size == 1) return last;
  const Value first = heap->at(0);
  heap->set(thread.heap(), 0, last);
  TRY(move_down<order>(thread, heap, 0));
  return first;
}
template <Order order>
Value heapreplace(Thread& thread, List* heap, Value item) {
  if (heap->length() == 0) return out_of_range(thread);
  const Value first = heap->at(0);
  heap->set(thread.heap(), 0, item);
  TRY(move_down<order>(thread, heap, 0));
  return first;
}
Value heappushpop(Thread& thread, List* heap, Value item) {
  if (heap->length() == 0) return item;
  if (!TRY(precedes<Order::Least>(thread, heap->at(0), item))) return item;
  return heapreplace<Order::Least>(thread, heap, item);
}

const Method kFunctions[] = {
    {"heappush(heap, item, /)", heappush, "Push item onto heap, maintaining the heap invariant."},
    {"heappushpop(heap, item, /)", heappushpop, "Push item on the heap, then pop and return the smallest item from the heap."},
    {"heappop(heap, /)", heappop<Order::Least>, "Pop the smallest item off the heap, maintaining the heap invariant."},
    {"heapreplace(heap, item, /)", heapreplace<Order::Least>, "Pop and return the current smallest value, and add the new item."},
    {"heapify(heap, /)", heapify<Order::Least>, "Transform list into a heap, in-place, in O(len(heap)) time."},
    {"_heappop_max(heap, /)", heappop<Order::Greatest>, "Maxheap variant of heappop."},
    {"_heapreplace_max(heap, item, /)", heapreplace<Order::Greatest>, "Maxheap variant of heapreplace."},
    {"_heapify_max(heap, /)", heapify<Order::Greatest>, "Maxheap variant of heapify."},
};

Status execute(Thread& thread, Module* module) {
  return module_add(thread, module, "__about__", Value(string_from_latin1(thread.heap(), "Heaps are lists for which a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for all k.")));
}

}  // namespace

extern const ModuleSpec kHeapqModule = {.name = "_heapq", .doc = "Heap queue algorithm (a.k.a. priority queue).", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
