// python/modules/bisect_module.cpp -- the module _bisect: binary search in sorted sequences. https://docs.python.org/3.11/library/bisect.html
//
// Room       python/modules.
// Tests      tests/python/modules/bisect_*.py; CPython's test_bisect
#include "python/objects/abstract.h"

namespace taipan::python {

namespace {

enum class Side : uint8_t { Left, Right };

Result<bool> less(Thread& thread, Value a, Value b) {
  if (a.is_int() && b.is_int()) return a.as_int() < b.as_int();
  if (a.is_double() && b.is_double()) return a.as_double() < b.as_double();
  return compare_bool(thread, a, b, Compare::Less);
}

template <Side side>
Result<int64_t> search(Thread& thread, Value sequence, Value x, int64_t low, Value high_value, Value key) {
  if (low < 0) return raise(thread, TypeId::ValueError, "lo must be non-negative");
  int64_t high = high_value.is_none() ? -1 : TRY(to_int64(thread, high_value));
  if (high == -1) high = TRY(length(thread, sequence));
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    Value item;
    if (is_exact_list(sequence) && middle < sequence.as<List>()->length()) {
      item = sequence.as<List>()->at(middle);
    } else {
      item = TRY(get_item(thread, sequence, integer_value(thread.heap(), middle)));
    }
    if (!key.is_none()) item = TRY(call_with(thread, key, item));
    const bool below = side == Side::Right ? !TRY(less(thread, x, item)) : TRY(less(thread, item, x));
    if (below) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
template <Side side>
Result<int64_t> bisect(Thread& thread, Value a, Value x, int64_t lo, Value hi, Value key) {
  return search<side>(thread, a, x, lo, hi, key);
}
template <Side side>
Status insort(Thread& thread, Value a, Value x, int64_t lo, Value hi, Value key) {
  const Value wanted = key.is_none() ? x : TRY(call_with(thread, key, x));
  const int64_t position = TRY(search<side>(thread, a, wanted, lo, hi, key));
  if (is_exact_list(a)) {
    List* list = a.as<List>();
    if (!list->insert(thread.heap(), position < list->length() ? position : list->length(), x)) return raise_memory_error(thread);
    return ok_status();
  }
  TRY(call_method_with(thread, a, intern(thread.heap(), "insert"), integer_value(thread.heap(), position), x));
  return ok_status();
}

const Method kFunctions[] = {
    {"bisect_left(a, x, lo=0, hi=None, *, key=None)", bisect<Side::Left>, "Return the index where to insert item x in list a, assuming a is sorted: before items equal to x."},
    {"bisect_right(a, x, lo=0, hi=None, *, key=None)", bisect<Side::Right>, "Return the index where to insert item x in list a, assuming a is sorted: behind items equal to x."},
    {"insort_left(a, x, lo=0, hi=None, *, key=None)", insort<Side::Left>, "Insert item x in list a, before items equal to x, and keep it sorted assuming a is sorted."},
    {"insort_right(a, x, lo=0, hi=None, *, key=None)", insort<Side::Right>, "Insert item x in list a, behind items equal to x, and keep it sorted assuming a is sorted."},
};

}  // namespace

extern const ModuleSpec kBisectModule = {.name = "_bisect", .doc = "Bisection algorithms.", .functions = kFunctions};

}  // namespace taipan::python
