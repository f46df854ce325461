// Lists: growth, shrinking, insertion and replacement, against a vector.
#include <random>
#include <vector>

#include "tests/unit/vm/test_vm.h"

namespace taipan {
namespace {

using test::StressedVmTest;
using test::VmTest;

class ListTest : public VmTest {};

TEST_F(ListTest, GrowthWastesAboutAnEighth) {
  List* list = new_list(heap());
  int64_t changes = 0, capacity = 0;
  for (int64_t i = 0; i < 1'000'000; ++i) {
    ASSERT_TRUE(list->append(heap(), Value::integer(i)));
    if (list->capacity() != capacity) ++changes;
    capacity = list->capacity();
    ASSERT_LE(capacity, i + i / 8 + 8);
  }
  EXPECT_LT(changes, 130);
  for (int64_t i = 0; i < list->length(); ++i)
    ASSERT_EQ(list->at(i), Value::integer(i));
}

TEST_F(ListTest, ElementsSurviveCollectionsWhileItGrows) {
  List* list = new_list(heap());
  for (int64_t i = 0; i < 30'000; ++i) {
    ASSERT_TRUE(list->append(heap(), string_from_utf8(heap(), std::to_string(i))));
    if (i % 4096 == 0) heap().collect(i % 8192 == 0 ? CollectionKind::Minor : CollectionKind::Major);
  }
  for (int64_t i = 0; i < list->length(); ++i)
    ASSERT_EQ(list->at(i).as<String>()->bytes(), std::to_string(i));
}

TEST_F(ListTest, EmptyingGivesMemoryBack) {
  List* list = new_list(heap());
  for (int64_t i = 0; i < 100'000; ++i)
    ASSERT_TRUE(list->append(heap(), Value::integer(i)));
  while (list->length() > 10)
    list->truncate(heap(), list->length() - 1);
  EXPECT_LT(list->capacity(), 64);
  list->truncate(heap(), 0);
  EXPECT_EQ(list->length(), 0);
}

TEST_F(ListTest, ASizeThatCannotBeIsRefusedAndChangesNothing) {
  List* list = new_list(heap(), 2);
  ASSERT_TRUE(list->append(heap(), Value::integer(5)));
  EXPECT_FALSE(list->reserve(heap(), int64_t{1} << 58));
  EXPECT_EQ(list->at(0), Value::integer(5));
  EXPECT_EQ(new_list(heap(), int64_t{1} << 50), nullptr);
  EXPECT_EQ(new_tuple(heap(), int64_t{1} << 60), nullptr);
  EXPECT_EQ(new_bytes(heap(), int64_t{1} << 60), nullptr);
}

class ListModelTest : public StressedVmTest {};

TEST_P(ListModelTest, AgreesWithAVector) {
  std::mt19937 random(17);
  const int rounds = GetParam() == 1 ? 3000 : 20000;
  List* list = new_list(heap());
  std::vector<int> model;
  const auto boxed = [this](int i) { return Value(string_from_utf8(heap(), "value " + std::to_string(i))); };
  for (int round = 0; round < rounds; ++round) {
    const int value = int(random() % 100000);
    const auto length = int64_t(model.size());
    const unsigned choice = random() % 16;
    if (choice < 6) {
      ASSERT_TRUE(list->append(heap(), boxed(value)));
      model.push_back(value);
    } else if (choice < 9) {
      const auto at = int64_t(random() % uint64_t(length + 1));
      ASSERT_TRUE(list->insert(heap(), at, boxed(value)));
      model.insert(model.begin() + at, value);
    } else if (choice < 11 && length > 0) {
      const auto at = int64_t(random() % uint64_t(length));
      list->set(heap(), at, boxed(value));
      model[size_t(at)] = value;
    } else if (choice < 15) {
      const auto start = int64_t(random() % uint64_t(length + 1));
      const auto stop = start + int64_t(random() % uint64_t(std::min<int64_t>(length - start, 8) + 1));
      Value values[7];
      const auto count = int64_t(random() % 7);
      for (int64_t i = 0; i < count; ++i)
        values[i] = boxed(value + int(i));
      ASSERT_TRUE(list->replace(heap(), start, stop, values, count));
      model.erase(model.begin() + start, model.begin() + stop);
      for (int64_t i = 0; i < count; ++i)
        model.insert(model.begin() + start + i, value + int(i));
    } else if (random() % 40 == 0) {
      const auto shorter = int64_t(random() % uint64_t(length + 1));
      list->truncate(heap(), shorter);
      model.resize(size_t(shorter));
    }
    ASSERT_EQ(list->length(), int64_t(model.size()));
    if (round % 64 == 0) {
      for (size_t i = 0; i < model.size(); ++i) {
        ASSERT_EQ(list->at(int64_t(i)).as<String>()->bytes(), "value " + std::to_string(model[i]));
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Stress, ListModelTest, testing::Values(0, 1, 7));

}  // namespace
}  // namespace taipan
