// Attributes of objects: slots, overflow, dict mode, deletion; against a model.
#include <map>
#include <random>
#include <vector>

#include "tests/unit/vm/test_vm.h"

namespace taipan {
namespace {

using test::StressedVmTest;
using test::VmTest;

class AttributesTest : public VmTest {};

TEST_F(AttributesTest, AbsentIsUnbound) {
  HeapObject* object = new_instance(instance_shape());
  EXPECT_TRUE(get_own_attribute(object, name("x")).is_unbound());
  EXPECT_FALSE(delete_own_attribute(heap(), object, name("x")));
}

TEST_F(AttributesTest, SlotsBeyondTheInlineOnesOverflow) {
  HeapObject* object = new_instance(instance_shape(2));
  for (int i = 0; i < 40; ++i)
    set_own_attribute(heap(), object, name("a" + std::to_string(i)), Value::integer(i));
  EXPECT_FALSE(shape_of(object)->is_dict_mode());
  for (int i = 0; i < 40; ++i)
    EXPECT_EQ(get_own_attribute(object, name("a" + std::to_string(i))), Value::integer(i));
  EXPECT_EQ(own_attribute_count(object), 40u);
}

TEST_F(AttributesTest, ManyAttributesGoToADict) {
  HeapObject* object = new_instance(instance_shape());
  for (int i = 0; i < 500; ++i)
    set_own_attribute(heap(), object, name("a" + std::to_string(i)), Value::integer(i));
  EXPECT_TRUE(shape_of(object)->is_dict_mode());
  for (int i = 0; i < 500; ++i)
    EXPECT_EQ(get_own_attribute(object, name("a" + std::to_string(i))), Value::integer(i));
  EXPECT_EQ(own_attribute_count(object), 500u);
}

TEST_F(AttributesTest, DictModeKeepsOrderAndValues) {
  HeapObject* object = new_instance(instance_shape());
  for (const char* n : {"one", "two", "three", "four"})
    set_own_attribute(heap(), object, name(n), text(n));
  Dict* dict = to_dict_mode(heap(), object);
  EXPECT_EQ(dict->count, 4);
  EXPECT_EQ(to_dict_mode(heap(), object), dict);
  std::vector<std::string> order;
  for_each_own_attribute(object, [&](String* n, Value value) {
    EXPECT_TRUE(equal(n, value.as<String>()));
    order.push_back(test::utf8_of(n));
    return true;
  });
  EXPECT_EQ(order, (std::vector<std::string>{"one", "two", "three", "four"}));
}

TEST_F(AttributesTest, DeletingTheLastGoesBackToTheParentShape) {
  HeapObject* object = new_instance(instance_shape());
  set_own_attribute(heap(), object, name("x"), Value::integer(1));
  const uint32_t with_x = object->shape_ref;
  set_own_attribute(heap(), object, name("y"), Value::integer(2));
  EXPECT_TRUE(delete_own_attribute(heap(), object, name("y")));
  EXPECT_EQ(object->shape_ref, with_x);
}

TEST_F(AttributesTest, VariableSizeObjectsHaveThemBehindTheirContents) {
  Shape* shape = make_root_shape(heap(), {.layout = &kBytesLayout,
                                          .kind = Kind::Bytes,
                                          .flags = Shape::kHasAttributes | Shape::kVariableSize,
                                          .native_size = sizeof(Bytes),
                                          .inline_capacity = 1});
  const int64_t length = 13;
  const size_t bytes = ((sizeof(Bytes) + length + 1 + 7) & ~size_t{7}) + 2 * sizeof(Value);
  auto* object = heap().allocate_as<Bytes>(shape, bytes);
  object->length_ = length;
  EXPECT_EQ(object_size(object), bytes);
  memset(object->data_, 'z', size_t(length));
  set_own_attribute(heap(), object, name("x"), text("first"));
  set_own_attribute(heap(), object, name("y"), text("second"));
  heap().collect(CollectionKind::Major);
  heap().collect(CollectionKind::Minor);
  EXPECT_EQ(object->view(), "zzzzzzzzzzzzz");
  EXPECT_TRUE(get_own_attribute(object, name("x")).as<String>()->equals_ascii("first"));
  EXPECT_TRUE(get_own_attribute(object, name("y")).as<String>()->equals_ascii("second"));
}

class AttributesModelTest : public StressedVmTest {};

TEST_P(AttributesModelTest, AgreesWithAMap) {
  std::mt19937 random(11);
  const int rounds = GetParam() == 1 ? 3000 : 20000;
  Shape* shapes[] = {instance_shape(0), instance_shape(2), instance_shape(6)};
  List* objects = new_list(heap());
  struct Model {
    std::vector<std::pair<int, int>> attributes;  // in order of creation
  };
  std::vector<Model> models;
  for (int i = 0; i < 12; ++i) {
    ASSERT_TRUE(objects->append(heap(), new_instance(shapes[i % 3])));
    models.emplace_back();
  }
  const int names = 60;
  for (int round = 0; round < rounds; ++round) {
    const size_t which = random() % models.size();
    HeapObject* object = objects->at(int64_t(which)).as_object();
    auto& attributes = models[which].attributes;
    const int key = int(random() % (which < 6 ? 8 : names));
    String* key_name = name("key" + std::to_string(key));
    auto found = attributes.begin();
    while (found != attributes.end() && found->first != key)
      ++found;
    if (random() % 3 != 0) {
      const int value = int(random() % 1000);
      set_own_attribute(heap(), object, key_name, string_from_utf8(heap(), std::to_string(value)));
      if (found != attributes.end()) {
        found->second = value;
      } else {
        attributes.emplace_back(key, value);
      }
    } else {
      ASSERT_EQ(delete_own_attribute(heap(), object, key_name), found != attributes.end());
      if (found != attributes.end()) attributes.erase(found);
    }
    if (random() % 500 == 0) to_dict_mode(heap(), object);
    size_t position = 0;
    ASSERT_EQ(own_attribute_count(object), attributes.size());
    for_each_own_attribute(object, [&](String* n, Value value) {
      EXPECT_EQ(test::utf8_of(n), "key" + std::to_string(attributes[position].first));
      EXPECT_EQ(test::utf8_of(value.as<String>()), std::to_string(attributes[position].second));
      ++position;
      return true;
    });
    ASSERT_EQ(position, attributes.size());
  }
}

INSTANTIATE_TEST_SUITE_P(Stress, AttributesModelTest, testing::Values(0, 1, 7));

}  // namespace
}  // namespace taipan
