// tests/unit/python/modules_core/struct_format_test.cpp
#include "python/modules_core/struct_format.h"

#include <bit>
#include <limits>

#include "gtest/gtest.h"

namespace taipan::modules_core {
namespace {

StructItem item_of(std::string_view format) {
  return parse_struct_format(format).items.at(0);
}

TEST(StructFormat, native_formats_are_aligned_and_standard_ones_are_not) {
  EXPECT_EQ(parse_struct_format("bi").size, 8);
  EXPECT_EQ(parse_struct_format("=bi").size, 5);
  EXPECT_EQ(parse_struct_format("b0i").size, 4);
  EXPECT_EQ(parse_struct_format("<l").size, 4);
}

TEST(StructFormat, counts_repeat_values_but_are_the_length_of_bytes) {
  const StructLayout layout = parse_struct_format("<3h 5s2x p");
  EXPECT_EQ(layout.size, 14);
  EXPECT_EQ(layout.value_count, 5);
  ASSERT_EQ(layout.items.size(), 3u);
  EXPECT_EQ(layout.items[0].count, 3);
  EXPECT_EQ(layout.items[1].size, 5);
  EXPECT_EQ(layout.items[2].offset, 13);
}

TEST(StructFormat, errors_of_formats) {
  EXPECT_EQ(parse_struct_format("z").status, StructStatus::BadCharacter);
  EXPECT_EQ(parse_struct_format("<P").status, StructStatus::BadCharacter);
  EXPECT_EQ(parse_struct_format("3").status, StructStatus::CountWithoutCode);
  EXPECT_EQ(parse_struct_format("9999999999999999999q").status, StructStatus::SizeTooLong);
  EXPECT_EQ(parse_struct_format("9223372036854775807i").status, StructStatus::SizeTooLong);
}

TEST(StructFormat, integers_go_in_both_orders_and_come_back) {
  uint8_t bytes[8];
  ASSERT_TRUE(pack_integer(item_of(">h"), StructInteger::of(-2), bytes));
  EXPECT_EQ(bytes[0], 0xFF);
  EXPECT_EQ(bytes[1], 0xFE);
  EXPECT_EQ(unpack_integer(item_of(">h"), bytes).kind, StructInteger::Negative);
  ASSERT_TRUE(pack_integer(item_of("<Q"), StructInteger::of_unsigned(UINT64_MAX), bytes));
  EXPECT_EQ(unpack_integer(item_of("<Q"), bytes).bits, UINT64_MAX);
}

TEST(StructFormat, range_errors_are_worded_as_python_does) {
  uint8_t bytes[8];
  const auto message = [&](std::string_view format, StructInteger value) {
    EXPECT_FALSE(pack_integer(item_of(format), value, bytes));
    return message_of_range(item_of(format), value);
  };
  EXPECT_EQ(message("B", StructInteger::of(256)), "ubyte format requires 0 <= number <= 255");
  EXPECT_EQ(message("h", StructInteger::of(40000)), "short format requires -32768 <= number <= 32767");
  EXPECT_EQ(message(">h", StructInteger::of(40000)), "'h' format requires -32768 <= number <= 32767");
  EXPECT_EQ(message("Q", StructInteger::of(-1)), "argument out of range");
  EXPECT_EQ(message(">q", StructInteger::huge()), "int too large to convert");
}

TEST(StructFormat, halves_are_rounded_to_even_and_may_be_too_large) {
  uint16_t half = 0;
  ASSERT_TRUE(to_half(1.0, half));
  EXPECT_EQ(half, 0x3C00);
  ASSERT_TRUE(to_half(2049.0, half));  // between 2048 and 2050
  EXPECT_EQ(from_half(half), 2048.0);
  ASSERT_TRUE(to_half(0x1p-25, half));
  EXPECT_EQ(half, 0);
  ASSERT_TRUE(to_half(0x1.8p-25, half));
  EXPECT_EQ(half, 1);
  ASSERT_TRUE(to_half(-65504.0, half));
  EXPECT_EQ(from_half(half), -65504.0);
  EXPECT_FALSE(to_half(65520.0, half));
  ASSERT_TRUE(to_half(std::numeric_limits<double>::infinity(), half));
  EXPECT_EQ(half, 0x7C00);
}

TEST(StructFormat, every_half_survives_the_way_to_double_and_back) {
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {
    if ((bits & 0x7C00) == 0x7C00 && (bits & 0x3FF) != 0) continue;  // not a number
    uint16_t half = 0;
    ASSERT_TRUE(to_half(from_half(static_cast<uint16_t>(bits)), half));
    ASSERT_EQ(half, bits);
  }
}

TEST(StructFormat, a_float_too_large_is_infinite_in_native_formats_only) {
  uint8_t bytes[4];
  EXPECT_TRUE(pack_float(item_of("f"), 1e300, bytes));
  EXPECT_FALSE(pack_float(item_of("<f"), 1e300, bytes));
}

TEST(StructFormat, pascal_bytes_begin_with_their_length) {
  uint8_t bytes[4];
  const uint8_t value[] = {'a', 'b', 'c', 'd', 'e'};
  pack_bytes(item_of("4p"), value, 5, bytes);
  EXPECT_EQ(bytes[0], 3);
  EXPECT_EQ(unpack_bytes(item_of("4p"), bytes), "abc");
}

}  // namespace
}  // namespace taipan::modules_core
