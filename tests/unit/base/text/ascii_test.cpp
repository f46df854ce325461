#include "base/text/ascii.h"

#include <vector>

#include "gtest/gtest.h"

namespace taipan::text {
namespace {

TEST(Ascii, prefix_ends_at_the_first_other_byte) {
  for (size_t size = 0; size < 70; ++size) {
    std::vector<uint8_t> bytes(size, 'x');
    EXPECT_EQ(ascii_prefix_length(bytes.data(), size), size);
    EXPECT_TRUE(is_ascii(bytes.data(), size));
    for (size_t place = 0; place < size; ++place) {
      bytes[place] = 0x80;
      EXPECT_EQ(ascii_prefix_length(bytes.data(), size), place);
      bytes[place] = 'x';
    }
  }
}

}  // namespace
}  // namespace taipan::text
