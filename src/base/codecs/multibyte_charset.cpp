// base/codecs/multibyte_charset.cpp -- lookups in the tables of multibyte encodings.
//
// Room       Codecs.
// Tests      tests/python/library/multibyte_*.py
//
// Threads that make the same reverse at a time write the same values; callers hold the interpreter lock anyway.
#include "base/codecs/multibyte_charset.h"

#include <cstdlib>

#include "base/assert.h"

namespace taipan::codecs {

MultibyteCharset::MultibyteCharset(const MultibyteTable& table) : table_(table) {
  for (size_t i = 0; i < table.page_count; i++) {
    const MultibytePage& page = table.pages[i];
    (page.prefix > 0xff ? two_ : one_)[page.prefix & 0xff] = &page;
  }
}

const MultibyteCharset& MultibyteCharset::get(std::string_view name) {
  static MultibyteCharset* made[32];
  for (size_t i = 0; i < kMultibyteTableCount; i++) {
    if (name != kMultibyteTables[i].name) continue;
    if (!made[i]) made[i] = new MultibyteCharset(kMultibyteTables[i]);
    return *made[i];
  }
  VM_UNREACHABLE("charsets are asked for by their own names");
}

MultibytePair MultibyteCharset::find(uint32_t prefix, uint8_t last) const {
  const MultibytePage* page = (prefix > 0xff ? two_ : one_)[prefix & 0xff];
  if (!page || last < page->low || last > page->high) return {0, 0};
  const uint16_t cell = table_.cells[page->start + last - page->low];
  if (cell >= 0xd800 && cell < 0xe000) return table_.wide[cell - 0xd800];
  return {cell, 0};
}

void MultibyteCharset::set_reverse(uint32_t code_point, uint32_t bytes, bool overwrite) const {
  uint32_t*& page = reverse_[code_point >> 8];
  if (!page) page = static_cast<uint32_t*>(calloc(256, sizeof(uint32_t)));
  VM_CHECK(page, "out of memory");
  if (overwrite || page[code_point & 0xff] == 0) page[code_point & 0xff] = bytes;
}

void MultibyteCharset::make_reverse() const {
  for (uint32_t byte = 0; byte < 256; byte++) {
    if (table_.first[byte] < kMultibyteBegins) set_reverse(table_.first[byte], byte, false);
  }
  for (size_t i = 0; i < table_.page_count; i++) {
    const MultibytePage& page = table_.pages[i];
    for (uint32_t last = page.low; last <= page.high; last++) {
      const MultibytePair meaning = find(page.prefix, uint8_t(last));
      if (meaning.a != 0 && meaning.b == 0) set_reverse(meaning.a, page.prefix << 8 | last, false);
    }
  }
  for (size_t i = 0; i < table_.exception_count; i++) set_reverse(table_.exceptions[i].a, table_.exceptions[i].b, true);
  reversed_ = true;
}

uint32_t MultibyteCharset::bytes_of(uint32_t code_point) const {
  if (!reversed_) make_reverse();
  if (code_point >= 0x30000) return 0;
  const uint32_t* page = reverse_[code_point >> 8];
  return page ? page[code_point & 0xff] : 0;
}

bool MultibyteCharset::begins_pair(uint32_t code_point) const {
  for (size_t i = 0; i < table_.wide_count; i++) {
    if (table_.wide[i].b != 0 && table_.wide[i].a == code_point) return true;
  }
  return false;
}

uint32_t MultibyteCharset::bytes_of_pair(uint32_t a, uint32_t b) const {
  for (size_t i = 0; i < table_.page_count; i++) {
    const MultibytePage& page = table_.pages[i];
    for (uint32_t last = page.low; last <= page.high; last++) {
      const uint16_t cell = table_.cells[page.start + last - page.low];
      if (cell < 0xd800 || cell >= 0xe000) continue;
      const MultibytePair& pair = table_.wide[cell - 0xd800];
      if (pair.b == b && pair.a == a) return page.prefix << 8 | last;
    }
  }
  return 0;
}

}  // namespace taipan::codecs
