// python/sre/backtrack_stack.h -- the memory in which a match keeps its choices.
//
// Room       Regular expressions. Owned by whoever runs matches, one for each thread; used by engine.h.
// Tests      tests/unit/python/sre/matcher_test.cpp
//
// A match borrows the stack for as long as it runs. A match that is started while another one of the same thread runs
// (a signal handler that uses regular expressions) finds it borrowed and takes one of its own. After a match that
// needed much memory the stack gives it back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace taipan::sre {

class BacktrackStack {
 public:
  using Word = uint64_t;

  BacktrackStack() = default;
  ~BacktrackStack() { std::free(words_); }
  BacktrackStack(const BacktrackStack&) = delete;
  BacktrackStack& operator=(const BacktrackStack&) = delete;

  bool is_borrowed() const { return is_borrowed_; }
  void borrow() { is_borrowed_ = true; }
  void give_back() {
    is_borrowed_ = false;
    if (capacity_ <= kKeptWords) return;
    std::free(words_);
    words_ = nullptr;
    capacity_ = 0;
  }

  // The most that a match may take.
  void set_limit(size_t bytes) { limit_ = bytes / sizeof(Word); }

  Word* words() { return words_; }
  size_t capacity() const { return capacity_; }
  // Room for at least `capacity` words; contents are kept, the address changes. False: out of memory.
  [[nodiscard]] bool reserve(size_t capacity) {
    if (capacity <= capacity_) return true;
    size_t wanted = capacity_ < kFirstWords ? kFirstWords : capacity_ + capacity_ / 2;
    if (wanted < capacity) wanted = capacity;
    if (wanted > limit_) wanted = limit_;
    if (wanted < capacity) return false;
    auto* grown = static_cast<Word*>(std::realloc(words_, wanted * sizeof(Word)));
    if (grown == nullptr) return false;
    words_ = grown;
    capacity_ = wanted;
    return true;
  }

 private:
  static constexpr size_t kFirstWords = 512;
  static constexpr size_t kKeptWords = size_t{1} << 16;

  Word* words_ = nullptr;
  size_t capacity_ = 0;
  size_t limit_ = size_t{1} << 29;  // 4 GiB
  bool is_borrowed_ = false;
};

}  // namespace taipan::sre
