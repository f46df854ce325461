// base/codecs/multibyte_charset.h -- one table of multibyte.h, to be looked up in both directions.
//
// Room       Codecs.
#pragma once

#include "base/codecs/multibyte.h"

namespace taipan::codecs {

constexpr uint32_t kMultibyteIllegal = 0x80000000, kMultibyteBegins = 0x40000000;

class MultibyteCharset {
 public:
  // Of kMultibyteTables; made at the first use.
  static const MultibyteCharset& get(std::string_view name);

  uint32_t first(uint8_t byte) const { return table_.first[byte]; }
  // What `last` behind the prefix means; a: 0 if nothing.
  MultibytePair find(uint32_t prefix, uint8_t last) const;
  // The bytes of a code point as one number; 0: none.
  uint32_t bytes_of(uint32_t code_point) const;
  // The bytes of two code points that have one sequence together; 0: none.
  uint32_t bytes_of_pair(uint32_t a, uint32_t b) const;
  bool begins_pair(uint32_t code_point) const;

 private:
  explicit MultibyteCharset(const MultibyteTable& table);
  void make_reverse() const;
  void set_reverse(uint32_t code_point, uint32_t bytes, bool overwrite) const;

  const MultibyteTable& table_;
  const MultibytePage* one_[256] = {};  // behind one byte
  const MultibytePage* two_[256] = {};  // behind 0x8F and another
  mutable uint32_t* reverse_[0x300] = {};
  mutable bool reversed_ = false;
};

}  // namespace taipan::codecs
