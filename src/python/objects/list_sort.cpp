// python/objects/list_sort.cpp -- list.sort: stable merge sort that takes advantage of runs.
//
// Natural merge sort: ascending and strictly descending runs are found, short ones extended by binary insertion to a minimum
// length, and merged pairwise so that lengths on the stack keep decreasing (the invariants of Tim Peters' listsort). Each merge copies the
// shorter side. While sorting the list looks empty; changing it meanwhile raises ValueError.
#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

namespace {

struct Sorter {
  Thread& thread;
  Value* keys;     // what is compared
  Value* values;   // what moves along; null: the keys are the values
  List* scratch;   // room for merging: keys, then values
  enum class Fast : uint8_t { None, Ints, Floats, Strings } fast = Fast::None;
  bool failed = false;

  bool less(Value a, Value b) {
    switch (fast) {
      case Fast::Ints: return a.as_int() < b.as_int();
      case Fast::Floats: return a.as_double() < b.as_double();
      case Fast::Strings: return taipan::compare(a.as<String>(), b.as<String>()) < 0;
      case Fast::None: break;
    }
    const Value result = compare(thread, a, b, Compare::Less);
    if (result.is_bool()) return result.as_bool();
    if (result.is_raised()) {
      failed = true;
      return false;
    }
    Result<bool> truth = is_true(thread, result);
    if (!truth.ok()) {
      failed = true;
      return false;
    }
    return truth.value();
  }
  void move(int64_t to, Value key, Value value) {
    keys[to] = key;
    if (values) values[to] = value;
  }
  Value value_at(int64_t i) const { return values ? values[i] : Value(); }
  void reverse(int64_t start, int64_t stop) {
    for (stop--; start < stop; start++, stop--) {
      std::swap(keys[start], keys[stop]);
      if (values) std::swap(values[start], values[stop]);
    }
  }
  // Length of the run that starts at `start`; made ascending.
  int64_t count_run(int64_t start, int64_t stop) {
    int64_t at = start + 1;
    if (at == stop) return 1;
    if (less(keys[at], keys[at - 1])) {
      for (at++; at < stop && less(keys[at], keys[at - 1]) && !failed; at++) {
      }
      if (failed) return at - start;
      reverse(start, at);
    } else {
      for (at++; at < stop && !less(keys[at], keys[at - 1]) && !failed; at++) {
      }
    }
    return at - start;
  }
  void insertion_sort(int64_t start, int64_t sorted, int64_t stop) {
    for (int64_t i = sorted; i < stop && !failed; i++) {
      const Value key = keys[i], value = value_at(i);
      int64_t low = start, high = i;
      while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (less(key, keys[middle])) {
          high = middle;
        } else {
          low = middle + 1;
        }
        if (failed) return;
      }
      for (int64_t k = i; k > low; k--) move(k, keys[k - 1], value_at(k - 1));
      move(low, key, value);
    }
  }
  void merge(int64_t a, int64_t middle, int64_t b) {
    // Elements already in place at both ends take no part.
    while (a < middle && !less(keys[middle], keys[a])) {
      if (failed) return;
      a++;
    }
    while (b > middle && !less(keys[b - 1], keys[middle - 1])) {
      if (failed) return;
      b--;
    }
    if (failed || a == middle || b == middle) return;
    Value* spare = scratch->items();
    Value* spare_values = spare + scratch->length() / 2;
    if (middle - a <= b - middle) {
      const int64_t n = middle - a;
      for (int64_t i = 0; i < n; i++) {
        spare[i] = keys[a + i];
        if (values) spare_values[i] = values[a + i];
      }
      int64_t left = 0, right = middle, to = a;
      while (left < n && right < b) {
        const bool take_right = !failed && less(keys[right], spare[left]);
        if (take_right) {
          move(to++, keys[right], value_at(right));
          right++;
        } else {
          move(to++, spare[left], values ? spare_values[left] : Value());
          left++;
        }
      }
      for (; left < n; left++) move(to++, spare[left], values ? spare_values[left] : Value());
    } else {
      const int64_t n = b - middle;
      for (int64_t i = 0; i < n; i++) {
        spare[i] = keys[middle + i];
        if (values) spare_values[i] = values[middle + i];
      }
      int64_t left = middle - 1, right = n - 1, to = b - 1;
      while (right >= 0 && left >= a) {
        const bool take_left = !failed && less(spare[right], keys[left]);
        if (take_left) {
          move(to--, keys[left], value_at(left));
          left--;
        } else {
          move(to--, spare[right], values ? spare_values[right] : Value());
          right--;
        }
      }
      for (; right >= 0; right--) move(to--, spare[right], values ? spare_values[right] : Value());
    }
  }
  void sort(int64_t n) {
    int64_t minimum = n;
    int64_t odd = 0;
    while (minimum >= 64) {
      odd |= minimum & 1;
      minimum >>= 1;
    }
    minimum += odd;
    struct Run {
      int64_t start, length;
    } runs[90];
    int count = 0;
    auto merge_at = [&](int i) {
      merge(runs[i].start, runs[i + 1].start, runs[i + 1].start + runs[i + 1].length);
      runs[i].length += runs[i + 1].length;
      for (int k = i + 1; k + 1 < count; k++) runs[k] = runs[k + 1];
      count--;
    };
    for (int64_t start = 0; start < n && !failed;) {
      int64_t length = count_run(start, n);
      if (failed) return;
      if (length < minimum) {
        const int64_t forced = n - start < minimum ? n - start : minimum;
        insertion_sort(start, start + length, start + forced);
        length = forced;
      }
      runs[count++] = {start, length};
      start += length;
      while (count > 1 && !failed) {
        int i = count - 2;
        if ((i > 0 && runs[i - 1].length <= runs[i].length + runs[i + 1].length) ||
            (i > 1 && runs[i - 2].length <= runs[i - 1].length + runs[i].length)) {
          if (runs[i - 1].length < runs[i + 1].length) i--;
          merge_at(i);
        } else if (runs[i].length <= runs[i + 1].length) {
          merge_at(i);
        } else {
          break;
        }
      }
    }
    while (count > 1 && !failed) {
      int i = count - 2;
      if (i > 0 && runs[i - 1].length < runs[i + 1].length) i--;
      merge_at(i);
    }
  }
};

}  // namespace

Value list_sort(Thread& thread, List* self, Value key, int reverse) {
  Heap& heap = thread.heap();
  const int64_t n = self->length();
  // The list looks empty meanwhile.
  List* values = new_list(heap);
  values->length_ = self->length_;
  values->storage_ = self->storage_;
  heap.write_barrier(values);
  self->length_ = 0;
  self->storage_ = nullptr;
  auto restore = [&] {
    const bool changed = self->length_ != 0 || self->storage_ != nullptr;
    self->length_ = values->length_;
    self->storage_ = values->storage_;
    heap.write_barrier(self);
    return changed;
  };
  List* keys = values;
  if (!key.is_none()) {
    keys = new_list(heap, n);
    for (int64_t i = 0; i < n; i++) {
      const Value k = call_with(thread, key, values->at(i));
      if (k.is_raised()) {
        restore();
        return k;
      }
      (void)keys->append(heap, k);
    }
  }
  if (n > 1) {
    List* scratch = new_list(heap, n + 2);
    for (int64_t i = 0; i < n + 2; i++) (void)scratch->append(heap, Value::none());
    Sorter sorter{thread, keys->items(), keys == values ? nullptr : values->items(), scratch};
    bool ints = true, floats = true, strings = true;
    for (int64_t i = 0; i < n; i++) {
      const Value k = keys->at(i);
      ints &= k.is_int();
      floats &= k.is_double() && k.as_double() == k.as_double();
      strings &= is_exact_string(k);
    }
    sorter.fast = ints ? Sorter::Fast::Ints : floats ? Sorter::Fast::Floats : strings ? Sorter::Fast::Strings : Sorter::Fast::None;
    if (reverse) sorter.reverse(0, n);
    sorter.sort(n);
    if (reverse) sorter.reverse(0, n);
    heap.write_barrier(values->storage_);
    if (keys != values) heap.write_barrier(keys->storage_);
    heap.write_barrier(scratch->storage_);
    if (sorter.failed) {
      restore();
      return Value::raised();
    }
  }
  if (restore()) return raise(thread, TypeId::ValueError, "list modified during sort");
  return Value::none();
}

}  // namespace taipan::python
