// Concatenation: prefixes of shared buffers stay what they were, and building by appending is linear.
#include <string>
#include <vector>

#include "tests/unit/vm/test_vm.h"

namespace taipan {
namespace {

using test::StressedVmTest;
using test::VmTest;

class ConcatenateTest : public VmTest {
 protected:
  String* repeated(int64_t length, char c) { return string_from_latin1(heap(), std::string(size_t(length), c)); }
  static bool is_buffered(const String* s) { return (s->flags & String::kBuffered) != 0; }
};

TEST_F(ConcatenateTest, AnEmptySideGivesTheOther) {
  String* s = text("abc");
  EXPECT_EQ(concatenate(heap(), s, empty_string()), s);
  EXPECT_EQ(concatenate(heap(), empty_string(), s), s);
}

TEST_F(ConcatenateTest, OneSumIsFlat) {
  String* s = concatenate(heap(), repeated(500, 'a'), repeated(500, 'b'));
  EXPECT_FALSE(is_buffered(s));
  EXPECT_EQ(s->length(), 1000);
}

TEST_F(ConcatenateTest, EveryIntermediateStringStaysReadable) {
  std::vector<String*> steps;
  List* keep = new_list(heap());
  std::string model;
  String* s = empty_string();
  for (int i = 0; i < 1000; ++i) {
    const std::string piece = std::to_string(i);
    s = concatenate(heap(), s, string_from_latin1(heap(), piece));
    model += piece;
    ASSERT_TRUE(keep->append(heap(), s));
  }
  EXPECT_TRUE(is_buffered(s));
  heap().collect(CollectionKind::Major);
  size_t length = 0;
  for (int i = 0; i < 1000; ++i) {
    length += std::to_string(i).size();
    ASSERT_EQ(keep->at(i).as<String>()->bytes(), std::string_view(model).substr(0, length));
  }
}

TEST_F(ConcatenateTest, TwoContinuationsOfOnePrefixDoNotMix) {
  String* s = empty_string();
  for (int i = 0; i < 400; ++i)
    s = concatenate(heap(), s, text("x"));
  ASSERT_TRUE(is_buffered(s));
  String* first = concatenate(heap(), s, text("first"));
  String* second = concatenate(heap(), s, text("second"));
  EXPECT_EQ(first->bytes(), std::string(400, 'x') + "first");
  EXPECT_EQ(second->bytes(), std::string(400, 'x') + "second");
  EXPECT_EQ(s->bytes(), std::string(400, 'x'));
  EXPECT_EQ(first->buffer_, s->buffer_);
  EXPECT_FALSE(is_buffered(second));
}

TEST_F(ConcatenateTest, WidensInTheMiddle) {
  String* s = empty_string();
  std::string model;
  for (int i = 0; i < 900; ++i) {
    const char* piece = i == 300 ? "\xC3\xA9" : i == 500 ? "\xE2\x82\xAC" : i == 700 ? "\xF0\x9F\x98\x80" : "y";
    s = concatenate(heap(), s, text(piece));
    model += piece;
    ASSERT_EQ(s->is_ascii(), i < 300);
    ASSERT_EQ(s->width(), i < 500 ? 1 : i < 700 ? 2 : 4);
  }
  EXPECT_EQ(test::utf8_of(s), model);
  EXPECT_TRUE(equal(s, text(model)));
  EXPECT_EQ(hash(s), hash(text(model)));
}

TEST_F(ConcatenateTest, DoublingAStringOntoItself) {
  String* s = text("ab");
  for (int i = 0; i < 12; ++i)
    s = concatenate(heap(), s, s);
  ASSERT_EQ(s->length(), 8192);
  for (int64_t i = 0; i < s->length(); ++i)
    ASSERT_EQ(s->at(i), i % 2 == 0 ? 'a' : 'b');
}

TEST_F(ConcatenateTest, BuildingByAppendingIsLinear) {
  const auto bytes_for = [this](int count) {
    const uint64_t before = heap().statistics().allocated_bytes + heap().generation_count(0) * 1024;
    String* s = empty_string();
    String* piece = text("0123456789");
    for (int i = 0; i < count; ++i)
      s = concatenate(heap(), s, piece);
    return heap().statistics().allocated_bytes + heap().generation_count(0) * 1024 - before;
  };
  const double small = double(bytes_for(20'000));
  const double large = double(bytes_for(200'000));
  EXPECT_LT(large, 30 * small);  // 10 would be linear, 100 quadratic
}

TEST_F(ConcatenateTest, InternedCopiesAreFlat) {
  String* s = empty_string();
  for (int i = 0; i < 400; ++i)
    s = concatenate(heap(), s, text("x"));
  String* interned = intern(heap(), s);
  EXPECT_FALSE(is_buffered(interned));
  EXPECT_TRUE(equal(interned, s));
}

class ConcatenateStressTest : public StressedVmTest {};

TEST_P(ConcatenateStressTest, SurvivesCollections) {
  String* s = empty_string();
  std::string model;
  for (int i = 0; i < 2000; ++i) {
    const std::string piece = std::to_string(i * 7919);
    s = concatenate(heap(), s, string_from_latin1(heap(), piece));
    model += piece;
  }
  EXPECT_EQ(s->bytes(), model);
}

INSTANTIATE_TEST_SUITE_P(Stress, ConcatenateStressTest, testing::Values(1, 5));

}  // namespace
}  // namespace taipan
