// Plain keys: equal numbers of all representations are one key.
#include "vm/plain_keys.h"

#include <limits>

#include "tests/unit/vm/test_vm.h"
#include "vm/integer.h"

namespace taipan {
namespace {

using test::VmTest;

class PlainKeysTest : public VmTest {
 protected:
  void expect_same(Value a, Value b) {
    EXPECT_TRUE(plain_equal(a, b));
    EXPECT_TRUE(plain_equal(b, a));
    EXPECT_EQ(plain_hash(a), plain_hash(b));
  }
};

TEST_F(PlainKeysTest, NumbersOfEqualValueAreOneKey) {
  expect_same(Value::integer(1), Value::number(1.0));
  expect_same(Value::integer(1), Value::true_value());
  expect_same(Value::number(0.0), Value::false_value());
  expect_same(Value::number(0.0), Value::number(-0.0));
  expect_same(Value::integer(-1), Value::number(-1.0));
  const Value large = integer_shift_left(heap(), Value::integer(1), Value::integer(60)).value;
  expect_same(large, Value::number(0x1p60));
  expect_same(large, integer_shift_left(heap(), Value::integer(2), Value::integer(59)).value);
  expect_same(Value::integer(int64_t{1} << 47), Value::number(0x1p47));
}

TEST_F(PlainKeysTest, DifferentValuesAreDifferentKeys) {
  EXPECT_FALSE(plain_equal(Value::integer(1), Value::integer(2)));
  EXPECT_FALSE(plain_equal(Value::integer(1), Value::number(1.5)));
  EXPECT_FALSE(plain_equal(Value::integer(0), Value::none()));
  EXPECT_FALSE(plain_equal(Value::none(), Value::false_value()));
  EXPECT_FALSE(plain_equal(text("1"), Value::integer(1)));
  EXPECT_FALSE(plain_equal(Value::true_value(), Value::false_value()));
  EXPECT_FALSE(plain_equal(Value::number(std::numeric_limits<double>::infinity()), integer_value(heap(), INT64_MAX)));
}

TEST_F(PlainKeysTest, HashesAreThoseOfTheLanguagesNumbers) {
  EXPECT_EQ(int64_t(plain_hash(Value::integer(-1))), -2);
  EXPECT_EQ(int64_t(plain_hash(Value::integer(-2))), -2);
  EXPECT_EQ(int64_t(plain_hash(Value::number(0.5))), 1152921504606846976);
  EXPECT_EQ(int64_t(plain_hash(Value::number(std::numeric_limits<double>::infinity()))), 314159);
  const Value prime = integer_value(heap(), (int64_t{1} << 61) - 1);
  EXPECT_EQ(plain_hash(prime), 0u);
  EXPECT_EQ(plain_hash(integer_negate(heap(), integer_add(heap(), prime, Value::integer(5)).value).value),
            uint64_t(-5));
}

TEST_F(PlainKeysTest, ContainersAndCellsAreNotPlain) {
  EXPECT_TRUE(is_plain_key(text("abc")));
  EXPECT_TRUE(is_plain_key(Value::none()));
  EXPECT_TRUE(is_plain_key(integer_value(heap(), INT64_MAX)));
  EXPECT_FALSE(is_plain_key(new_list(heap())));
  EXPECT_FALSE(is_plain_key(cell(1)));
}

}  // namespace
}  // namespace taipan
