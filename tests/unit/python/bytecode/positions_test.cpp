// The coded table of positions gives back what went in, for every instruction and from every starting point.
#include "python/bytecode/positions.h"

#include "gtest/gtest.h"

namespace taipan::python {
namespace {

void expect_same_after_coding(const std::vector<Position>& positions) {
  std::vector<uint8_t> table;
  encode_positions(table, positions);
  const auto count = static_cast<uint32_t>(positions.size());
  for (uint32_t i = 0; i < count; ++i) {
    const Position decoded = decode_position(table.data(), count, i);
    EXPECT_EQ(decoded.line, positions[i].line) << i;
    EXPECT_EQ(decoded.end_line, positions[i].end_line) << i;
    EXPECT_EQ(decoded.column, positions[i].column) << i;
    EXPECT_EQ(decoded.end_column, positions[i].end_column) << i;
  }
}

TEST(Positions, ShortFormsOnOneLine) {
  expect_same_after_coding({{1, 1, 0, 5}, {1, 1, 4, 5}, {2, 2, 8, 20}});
}

TEST(Positions, EqualNeighboursTakeOneByte) {
  const std::vector<Position> positions(64, {7, 7, 3, 9});
  std::vector<uint8_t> table;
  encode_positions(table, positions);
  EXPECT_LE(table.size(), 8u + 3u + 63u);
  expect_same_after_coding(positions);
}

TEST(Positions, UnknownPlacesAndPlacesWithoutColumns) {
  expect_same_after_coding({{-1, -1, -1, -1}, {3, 3, -1, -1}, {-1, -1, -1, -1}, {4, 6, 2, 1}});
}

TEST(Positions, LinesGoBackAndFarAway) {
  expect_same_after_coding(
      {{100, 100, 0, 1}, {1, 1, 0, 1}, {1000000, 1000003, 300, 700}, {2, 2, 0, 999}, {0, 1, 0, 0}});
}

TEST(Positions, CheckpointsStartFromTheRightLine) {
  std::vector<Position> positions;
  for (int32_t i = 0; i < 1000; ++i) {
    if (i % 7 == 3) positions.push_back({-1, -1, -1, -1});
    positions.push_back({i / 3 + 1, i / 3 + 1, i % 80, i % 80 + 4});
    if (i % 5 == 0) positions.push_back(positions.back());
  }
  expect_same_after_coding(positions);
}

TEST(Positions, NothingIsKnownBehindTheEnd) {
  std::vector<uint8_t> table;
  encode_positions(table, std::vector<Position>{{1, 1, 0, 1}});
  EXPECT_EQ(decode_position(table.data(), 1, 1).line, -1);
}

}  // namespace
}  // namespace taipan::python
