// tests/unit/gc/collection_policy_test.cpp -- thresholds.
#include <gtest/gtest.h>

#include "base/bits.h"
#include "gc/collection_policy_private.h"

namespace taipan::test {
namespace {

const HeapConfig kConfig;

TEST(CollectionPolicyTest, young_objects_get_little_room_at_first) {
  CollectionPolicy policy(kConfig);
  policy.add_allocated(kConfig.young_bytes - 1);
  EXPECT_FALSE(policy.is_young_full());
  policy.add_allocated(1);
  EXPECT_TRUE(policy.is_young_full());
  policy.after_collection(CollectionKind::Minor, kMiB, 0);
  EXPECT_FALSE(policy.is_young_full());
  EXPECT_EQ(policy.young_limit(), kConfig.young_bytes);
}

TEST(CollectionPolicyTest, young_limit_follows_the_live_size) {
  CollectionPolicy policy(kConfig);
  for (int i = 0; i < 10; ++i)
    policy.after_collection(CollectionKind::Minor, 20 * kMiB, 0);
  EXPECT_EQ(policy.young_limit(), 5 * kMiB);
  for (int i = 0; i < 10; ++i)
    policy.after_collection(CollectionKind::Minor, 8 * kGiB, 0);
  EXPECT_EQ(policy.young_limit(), kConfig.young_bytes_maximum);
}

TEST(CollectionPolicyTest, many_survivors_shrink_the_young_limit) {
  CollectionPolicy policy(kConfig);
  for (int i = 0; i < 10; ++i)
    policy.after_collection(CollectionKind::Minor, 8 * kGiB, 0);
  const size_t before = policy.young_limit();
  policy.after_collection(CollectionKind::Minor, 8 * kGiB, 20 * kMiB);
  EXPECT_EQ(policy.young_limit(), before / 2);
}

TEST(CollectionPolicyTest, major_collections_follow_the_live_size) {
  CollectionPolicy policy(kConfig);
  EXPECT_FALSE(policy.wants_major(kConfig.first_major_bytes - 1, AutomaticCollection::Enabled));
  EXPECT_TRUE(policy.wants_major(kConfig.first_major_bytes, AutomaticCollection::Enabled));
  EXPECT_FALSE(policy.wants_major(kConfig.first_major_bytes, AutomaticCollection::Disabled));
  policy.after_collection(CollectionKind::Major, 10 * kMiB, 0);
  EXPECT_FALSE(policy.wants_major(17 * kMiB, AutomaticCollection::Enabled));
  EXPECT_TRUE(policy.wants_major(18 * kMiB, AutomaticCollection::Enabled));
  EXPECT_TRUE(policy.wants_major(72 * kMiB, AutomaticCollection::Disabled));
}

TEST(CollectionPolicyTest, large_heaps_grow_by_a_smaller_part) {
  CollectionPolicy policy(kConfig);
  policy.after_collection(CollectionKind::Major, 1000 * kMiB, 0);
  EXPECT_FALSE(policy.wants_major(1300 * kMiB, AutomaticCollection::Enabled));
  EXPECT_TRUE(policy.wants_major(1350 * kMiB, AutomaticCollection::Enabled));
}

TEST(CollectionPolicyTest, fixed_young_limit_stays) {
  CollectionPolicy policy(kConfig);
  policy.fix_young_limit(kMiB);
  policy.after_collection(CollectionKind::Minor, 8 * kGiB, 0);
  EXPECT_EQ(policy.young_limit(), kMiB);
  policy.fix_young_limit(0);
  EXPECT_EQ(policy.young_limit(), kConfig.young_bytes);
}

}  // namespace
}  // namespace taipan::test
