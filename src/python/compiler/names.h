// python/compiler/names.h -- identifiers of one compilation, each once, and small maps keyed by them.
//
// Room       python/compiler.
// In / out   Texts of the tree; `Name*`, which compare by pointer and carry a small number.
// Tests      tests/golden/compiler/
#pragma once

#include <cstdint>
#include <string_view>

#include "base/arena.h"

namespace taipan {
struct String;
}

namespace taipan::python::compiler {

struct Name {
  std::string_view text;     // UTF-8, in the tree's or the compilation's arena
  uint32_t id = 0;           // 0, 1, 2, ... in order of first sight
  String* string = nullptr;  // interned, made when first needed
};

class NameTable {
 public:
  explicit NameTable(Arena& arena);

  // `text` must live as long as the arena.
  Name* intern(std::string_view text);
  // The name that `name` stands for inside of class `class_name` (null: outside of classes): __x becomes _Class__x.
  Name* mangle(const Name* class_name, Name* name);

 private:
  struct Recent {
    const char* data;
    size_t size;
    Name* name;
  };
  static constexpr size_t kRecentCount = 512;

  Name* intern_slowly(std::string_view text);
  void grow();

  Arena& arena_;
  Recent recent_[kRecentCount] = {};  // by address: identifiers of parsed trees are unique
  Name** table_;
  uint32_t* hashes_;
  uint32_t capacity_;  // a power of two
  uint32_t count_ = 0;
};

// A map from numbers (ids of names, indices of caches, ...) to numbers; the first entries are searched linearly.
class IndexMap {
 public:
  static constexpr uint32_t kAbsent = 0xFFFFFFFF;

  [[nodiscard]] uint32_t find(uint64_t key) const;
  // `key` must be absent.
  void add(Arena& arena, uint64_t key, uint32_t value);

 private:
  struct Entry {
    uint64_t key;
    uint32_t value;  // kAbsent: free
  };
  static constexpr uint32_t kLinear = 8;

  [[nodiscard]] uint32_t slot_of(uint64_t key) const;
  void rehash(Arena& arena, uint32_t capacity);

  Entry* entries_ = nullptr;
  uint32_t capacity_ = 0;
  uint32_t count_ = 0;
};

}  // namespace taipan::python::compiler
