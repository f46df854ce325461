#include "python/syntax/interner.h"

#include <string>

#include "gtest/gtest.h"

namespace taipan::syntax {
namespace {

TEST(Interner, gives_equal_texts_the_same_view) {
  Interner interner;
  const std::string first = "name";
  const std::string second = "name";
  EXPECT_EQ(interner.intern(first).data(), first.data());
  EXPECT_EQ(interner.intern(second).data(), first.data());
}

TEST(Interner, keeps_its_views_while_it_grows) {
  Interner interner;
  std::vector<std::string> texts;
  for (int i = 0; i < 5000; ++i) texts.push_back("name" + std::to_string(i));
  for (const std::string& text : texts) interner.intern(text);
  for (const std::string& text : texts) EXPECT_EQ(interner.intern(std::string(text)).data(), text.data());
}

}  // namespace
}  // namespace taipan::syntax
