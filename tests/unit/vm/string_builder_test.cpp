// StringBuilder and ByteBuilder.
#include <random>
#include <string>
#include <vector>

#include "tests/unit/vm/test_vm.h"

namespace taipan {
namespace {

using test::VmTest;

class StringBuilderTest : public VmTest {};

TEST_F(StringBuilderTest, NothingGivesTheEmptyString) {
  StringBuilder builder;
  EXPECT_EQ(builder.finish(heap()), empty_string());
}

TEST_F(StringBuilderTest, KeepsTheNarrowestWidth) {
  StringBuilder builder;
  builder.append_ascii("abc");
  EXPECT_TRUE(builder.finish(heap())->is_ascii());
  builder.append_ascii("abc");
  builder.append(0xE9u);
  String* s = builder.finish(heap());
  EXPECT_EQ(s->width(), 1);
  EXPECT_FALSE(s->is_ascii());
  builder.append(text("\xE2\x82\xAC"
                      "abc"),
                 1, 3);
  EXPECT_TRUE(builder.finish(heap())->is_ascii());
}

TEST_F(StringBuilderTest, NarrowsAfterATruncation) {
  StringBuilder builder;
  builder.append_utf8("ab\xE2\x82\xAC");
  builder.truncate(2);
  String* s = builder.finish(heap());
  EXPECT_TRUE(s->is_ascii());
  EXPECT_EQ(s->bytes(), "ab");
  builder.append_utf8(
      "\xE2\x82\xAC"
      "ab");
  builder.truncate(0);
  builder.append_ascii("again");
  EXPECT_EQ(builder.finish(heap())->bytes(), "again");
}

TEST_F(StringBuilderTest, AgreesWithAModel) {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    StringBuilder builder;
    std::vector<uint32_t> model;
    for (int step = 0; step < 40; ++step) {
      const uint32_t limits[] = {0x80, 0x100, 0x10000, 0x110000};
      const uint32_t character = random() % limits[random() % (1 + unsigned(step) / 10)];
      switch (random() % 5) {
        case 0: {
          const int64_t count = int64_t(random() % 90);
          builder.append_repeated(character, count);
          model.insert(model.end(), size_t(count), character);
          break;
        }
        case 1: {
          const uint32_t three[] = {'q', character, 'r'};
          String* s = string_from_code_points(heap(), three, 3);
          builder.append(s);
          model.insert(model.end(), three, three + 3);
          builder.append(s, 1, 2);
          model.insert(model.end(), three + 1, three + 3);
          break;
        }
        default:
          builder.append(character);
          model.push_back(character);
      }
    }
    ASSERT_EQ(builder.length(), int64_t(model.size()));
    String* expected = string_from_code_points(heap(), model.data(), int64_t(model.size()));
    String* s = builder.finish(heap());
    ASSERT_TRUE(equal(s, expected));
    ASSERT_EQ(s->flags & 7, expected->flags & 7);
  }
}

TEST_F(StringBuilderTest, RefusesWhatCannotFit) {
  StringBuilder builder;
  builder.append_repeated('x', int64_t{1} << 60);
  builder.append_ascii("more");
  EXPECT_EQ(builder.finish(heap()), nullptr);
  builder.append_ascii("fresh");
  EXPECT_EQ(builder.finish(heap())->bytes(), "fresh");
}

TEST_F(StringBuilderTest, BytesGrow) {
  ByteBuilder out;
  std::string model;
  for (int i = 0; i < 1000; ++i) {
    out.append(uint8_t(i));
    model.push_back(char(i));
    out.append("text");
    model += "text";
  }
  EXPECT_EQ(out.view(), model);
  out.truncate(3);
  memcpy(out.extend(2), "zz", 2);
  EXPECT_EQ(out.view(), model.substr(0, 3) + "zz");
}

}  // namespace
}  // namespace taipan
