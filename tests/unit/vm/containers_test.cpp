// Tuples, byte strings, arrays, cells, big integers: what they hold and what the collector sees.
#include "tests/unit/vm/test_vm.h"

namespace taipan {
namespace {

using test::VmTest;

class ContainersTest : public VmTest {};

TEST_F(ContainersTest, TheEmptyTupleIsShared) {
  EXPECT_EQ(new_tuple(heap(), 0), empty_tuple());
  EXPECT_EQ(tuple_from(heap(), {}), empty_tuple());
  EXPECT_EQ(empty_tuple()->length(), 0);
}

TEST_F(ContainersTest, TuplesKeepTheirItems) {
  Tuple* tuple = tuple_of(heap(), Value::integer(1), text("two"), Value::none());
  heap().collect(CollectionKind::Major);
  EXPECT_EQ(tuple->length(), 3);
  EXPECT_EQ(tuple->at(0), Value::integer(1));
  EXPECT_EQ(tuple->at(1).as<String>()->bytes(), "two");
  EXPECT_EQ(object_size(tuple), sizeof(Tuple) + 3 * sizeof(Value));
}

TEST_F(ContainersTest, LargeTuplesKeepTheirItems) {
  Tuple* tuple = new_tuple(heap(), 5000);
  for (int64_t i = 0; i < 5000; ++i)
    tuple->initialize(heap(), i, string_from_utf8(heap(), std::to_string(i)));
  heap().collect(CollectionKind::Minor);
  heap().collect(CollectionKind::Major);
  for (int64_t i = 0; i < 5000; ++i)
    ASSERT_EQ(tuple->at(i).as<String>()->bytes(), std::to_string(i));
}

TEST_F(ContainersTest, BytesEndWithANul) {
  Bytes* bytes = bytes_from(heap(), std::string_view("a\0b", 3));
  EXPECT_EQ(bytes->view(), std::string_view("a\0b", 3));
  EXPECT_EQ(bytes->data()[3], 0);
  EXPECT_EQ(bytes_from(heap(), "")->length(), 0);
}

TEST_F(ContainersTest, CellsKeepTheirValue) {
  Cell* held = new_cell(heap(), text("held by a cell"));
  heap().collect(CollectionKind::Major);
  EXPECT_EQ(held->value.as<String>()->bytes(), "held by a cell");
}

TEST_F(ContainersTest, IntegersAreImmediateUpTo49Bits) {
  EXPECT_TRUE(integer_value(heap(), Value::kMaxInt).is_int());
  EXPECT_TRUE(integer_value(heap(), Value::kMinInt).is_int());
  const Value large = integer_value(heap(), Value::kMaxInt + 1);
  ASSERT_TRUE(is_exact_bigint(large));
  EXPECT_EQ(large.as<BigInt>()->limbs_[0], uint64_t(Value::kMaxInt) + 1);
  const Value least = integer_value(heap(), INT64_MIN);
  EXPECT_TRUE(least.as<BigInt>()->negative());
  EXPECT_EQ(least.as<BigInt>()->limbs_[0], uint64_t{1} << 63);
  EXPECT_EQ(unsigned_value(heap(), UINT64_MAX).as<BigInt>()->limbs_[0], UINT64_MAX);
  EXPECT_EQ(unsigned_value(heap(), 7), Value::integer(7));
}

TEST_F(ContainersTest, EveryKindHasALayout) {
  for (const Kind kind :
       {Kind::Shape, Kind::Instance, Kind::String, Kind::Bytes, Kind::BigInt, Kind::Float, Kind::Tuple,
        Kind::ValueArray, Kind::ByteArray, Kind::List, Kind::Dict, Kind::DictTable, Kind::Cell}) {
    EXPECT_NE(layout_of(kind), nullptr);
    EXPECT_GE(native_size_of(kind), sizeof(HeapObject));
  }
}

}  // namespace
}  // namespace taipan
