// Dicts whose keys change the dict while they are compared.
#include "tests/unit/vm/test_vm.h"

namespace taipan {
namespace {

using test::VmTest;

class DictHostileTest : public VmTest {
 protected:
  struct Attack {
    DictHostileTest* test;
    Dict* dict;
    int remaining;
    void (*act)(DictHostileTest* test, Dict* dict);
  };
  // The next `times` comparisons run `act`.
  void attack(Dict* dict, int times, void (*act)(DictHostileTest* test, Dict* dict)) {
    attack_ = {this, dict, times, act};
    language.context = &attack_;
    language.on_equal = [](void* context) {
      auto* a = static_cast<Attack*>(context);
      if (a->remaining-- > 0) a->act(a->test, a->dict);
    };
  }
  Dict* colliding(int count) {  // keys 0, 8, 16, ...: all of hash 0
    Dict* dict = new_dict(heap());
    for (int i = 0; i < count; ++i)
      EXPECT_TRUE(dict_set(thread, dict, cell(i * 8), Value::integer(i)).ok());
    return dict;
  }
  Attack attack_{};
};

TEST_F(DictHostileTest, ClearedDuringALookup) {
  Dict* dict = colliding(6);
  attack(dict, 1, [](DictHostileTest* t, Dict* d) { dict_clear(t->heap(), d); });
  EXPECT_TRUE(dict_get(thread, dict, cell(40)).is_unbound());
  EXPECT_EQ(dict->count, 0);
}

TEST_F(DictHostileTest, GrownDuringALookup) {
  Dict* dict = colliding(6);
  attack(dict, 1, [](DictHostileTest* t, Dict* d) {
    for (int i = 0; i < 5000; ++i)
      EXPECT_TRUE(dict_set(t->thread, d, Value::integer(i), Value::none()).ok());
    t->heap().collect(CollectionKind::Major);
  });
  EXPECT_EQ(dict_get(thread, dict, cell(40)), Value::integer(5));
}

TEST_F(DictHostileTest, KeyAddedDuringAStoreIsNotAddedTwice) {
  Dict* dict = colliding(3);
  attack(dict, 1, [](DictHostileTest* t, Dict* d) {
    t->language.on_equal = nullptr;
    EXPECT_TRUE(dict_set(t->thread, d, t->cell(80), Value::integer(1)).ok());
  });
  EXPECT_TRUE(dict_set(thread, dict, cell(80), Value::integer(2)).ok());
  EXPECT_EQ(dict->count, 4);
  EXPECT_EQ(dict_get(thread, dict, cell(80)), Value::integer(2));
}

TEST_F(DictHostileTest, KeyRemovedDuringADeletion) {
  Dict* dict = colliding(3);
  attack(dict, 1, [](DictHostileTest* t, Dict* d) {
    t->language.on_equal = nullptr;
    EXPECT_TRUE(dict_delete(t->thread, d, t->cell(16)).value());
  });
  EXPECT_FALSE(dict_delete(thread, dict, cell(16)).value());
  EXPECT_EQ(dict->count, 2);
}

TEST_F(DictHostileTest, AnErrorInAComparisonIsPassedOn) {
  Dict* dict = colliding(3);
  language.fail_equal = true;
  EXPECT_TRUE(dict_get(thread, dict, cell(80)).is_raised());
  thread.clear_exception();
  EXPECT_FALSE(dict_set(thread, dict, cell(80), Value::none()).ok());
  thread.clear_exception();
  EXPECT_FALSE(dict_delete(thread, dict, cell(80)).ok());
  EXPECT_EQ(dict->count, 3);
}

TEST_F(DictHostileTest, PlainLookupsRunNoCode) {
  Dict* dict = colliding(5);
  language.comparisons = 0;
  dict_set(heap(), dict, name("text"), Value::integer(1));
  EXPECT_EQ(dict_get(dict, name("text")), Value::integer(1));
  EXPECT_TRUE(dict_get(dict, name("other")).is_unbound());
  EXPECT_EQ(language.comparisons, 0);
}

TEST_F(DictHostileTest, IterationDuringChangesDoesNotFault) {
  Dict* dict = new_dict(heap());
  for (int i = 0; i < 2000; ++i)
    EXPECT_TRUE(dict_set(thread, dict, Value::integer(i), Value::none()).ok());
  Value key, value;
  int steps = 0;
  for (uint32_t i = 0; dict_next(dict, i, key, value) && steps < 10'000; ++steps) {
    if (steps % 3 == 0) EXPECT_TRUE(dict_set(thread, dict, Value::integer(10'000 + steps), Value::none()).ok());
    if (steps % 2 == 0) EXPECT_TRUE(dict_delete(thread, dict, Value::integer(steps * 2)).ok());
    if (steps == 1500) dict_clear(heap(), dict);
  }
}

}  // namespace
}  // namespace taipan
