// base/arena.h -- memory that is given out by bumping a pointer and freed all at once.
//
// Room       Base. Knows nothing of what is stored.
// Tests      tests/unit/base/arena_test.cpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

namespace taipan {

// Owns a chain of chunks. Nothing in it is destroyed one by one, so only trivially destructible types may live there.
// Every pointer stays valid until the arena dies or is reset.
//
//   newest chunk [ previous | size | used ... | free ... ]   older chunks <- previous
//                                      cursor_^     limit_^
class Arena final {
 public:
  Arena() = default;
  explicit Arena(size_t first_chunk_size) : next_chunk_size_(first_chunk_size) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&& other) noexcept { swap(other); }
  Arena& operator=(Arena&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Arena() { reset(); }

  // Uninitialised memory; `alignment` is a power of two of at most 16. Ends the process when memory runs out.
  void* allocate(size_t size, size_t alignment = alignof(std::max_align_t)) {
    uintptr_t start = (cursor_ + alignment - 1) & ~(uintptr_t{alignment} - 1);
    if (start + size > limit_) [[unlikely]] {
      add_chunk(size);
      start = cursor_;
    }
    cursor_ = start + size;
    return reinterpret_cast<void*>(start);
  }

  // One object, initialised with braces, so that aggregates work too.
  template <class T, class... Arguments>
  T* make(Arguments&&... arguments) {
    static_assert(std::is_trivially_destructible_v<T>, "an arena never runs destructors");
    return ::new (allocate(sizeof(T), alignof(T))) T{std::forward<Arguments>(arguments)...};
  }

  // An uninitialised array.
  template <class T>
  T* allocate_array(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>, "an arena never runs destructors");
    return static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
  }

  // A copy of `text` that lives as long as the arena. Its data() is never null.
  std::string_view copy(std::string_view text) {
    char* bytes = allocate_array<char>(text.size() + 1);
    if (!text.empty()) std::memcpy(bytes, text.data(), text.size());
    bytes[text.size()] = 0;
    return {bytes, text.size()};
  }

  // Frees everything.
  void reset() {
    while (newest_ != nullptr) {
      Chunk* previous = newest_->previous;
      std::free(newest_);
      newest_ = previous;
    }
    cursor_ = limit_ = 0;
    reserved_ = 0;
  }

  // The bytes taken from the system.
  [[nodiscard]] size_t reserved() const { return reserved_; }

 private:
  struct alignas(std::max_align_t) Chunk {
    Chunk* previous;
    size_t size;
  };
  static constexpr size_t kLargestRegularChunk = size_t{1} << 20;

  void add_chunk(size_t needed) {
    size_t size = sizeof(Chunk) + needed;
    if (size < next_chunk_size_) size = next_chunk_size_;
    if (next_chunk_size_ < kLargestRegularChunk) next_chunk_size_ *= 2;
    auto* chunk = static_cast<Chunk*>(std::malloc(size));
    if (chunk == nullptr) std::abort();
    chunk->previous = newest_;
    chunk->size = size;
    newest_ = chunk;
    reserved_ += size;
    cursor_ = reinterpret_cast<uintptr_t>(chunk + 1);
    limit_ = reinterpret_cast<uintptr_t>(chunk) + size;
  }

  void swap(Arena& other) {
    std::swap(newest_, other.newest_);
    std::swap(cursor_, other.cursor_);
    std::swap(limit_, other.limit_);
    std::swap(next_chunk_size_, other.next_chunk_size_);
    std::swap(reserved_, other.reserved_);
  }

  Chunk* newest_ = nullptr;
  uintptr_t cursor_ = 0;
  uintptr_t limit_ = 0;
  size_t next_chunk_size_ = 4096;
  size_t reserved_ = 0;
};

}  // namespace taipan
