// The intern table: one object for each text, as long as somebody refers to it.
#include "tests/unit/vm/test_vm.h"

namespace taipan {
namespace {

using test::VmTest;

class InternTest : public VmTest {};

TEST_F(InternTest, EqualTextsAreOneObject) {
  String* a = name("some_attribute");
  EXPECT_EQ(name("some_attribute"), a);
  EXPECT_EQ(intern(heap(), text("some_attribute")), a);
  EXPECT_TRUE(a->is_interned());
  EXPECT_NE(name("another"), a);
  EXPECT_EQ(name("\xC3\xA9t\xC3\xA9"), intern(heap(), text("\xC3\xA9t\xC3\xA9")));
  EXPECT_EQ(name("x"), text("x"));
  EXPECT_EQ(name(""), empty_string());
}

TEST_F(InternTest, InternsAPlainStringInPlace) {
  String* s = text("in place");
  EXPECT_EQ(intern(heap(), s), s);
}

TEST_F(InternTest, ForgetsDeadStringsInBothKindsOfCollection) {
  for (const CollectionKind kind : {CollectionKind::Minor, CollectionKind::Major}) {
    heap().collect(CollectionKind::Major);
    const size_t before = interned_count();
    [this]() __attribute__((noinline)) {
      for (int i = 0; i < 5000; ++i)
        name("name number " + std::to_string(i));
    }
    ();
    EXPECT_GT(interned_count(), before + 1000);
    heap().collect(kind);
    EXPECT_LT(interned_count(), before + 50);
    heap().verify();
  }
}

TEST_F(InternTest, KeepsLiveStringsThroughCollections) {
  List* keep = new_list(heap());
  for (int i = 0; i < 3000; ++i) {
    String* s = name("kept " + std::to_string(i));
    if (i % 3 == 0) ASSERT_TRUE(keep->append(heap(), s));
    if (i % 500 == 0) heap().collect(i % 1000 == 0 ? CollectionKind::Minor : CollectionKind::Major);
  }
  for (int i = 0; i < 3000; i += 3)
    ASSERT_EQ(keep->at(i / 3), Value(name("kept " + std::to_string(i))));
}

}  // namespace
}  // namespace taipan
