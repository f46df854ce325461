// Shapes: transitions, finding names, versions, limits, constant addresses.
#include "vm/shape.h"

#include <set>

#include "tests/unit/vm/test_vm.h"

namespace taipan {
namespace {

using test::VmTest;

class ShapeTest : public VmTest {
 protected:
  String* numbered(int i) { return name("attribute" + std::to_string(i)); }
};

TEST_F(ShapeTest, WellKnownShapesHaveTheirAddresses) {
  EXPECT_EQ(text("abc")->shape_ref, exact_shape_ref(WellKnownShape::String));
  EXPECT_EQ(new_list(heap())->shape_ref, exact_shape_ref(WellKnownShape::List));
  EXPECT_EQ(new_dict(heap())->shape_ref, exact_shape_ref(WellKnownShape::Dict));
  EXPECT_EQ(well_known_shape(WellKnownShape::Tuple)->kind, Kind::Tuple);
  EXPECT_TRUE(is_exact_string(text("abc")));
  EXPECT_FALSE(is_exact_string(new_list(heap())));
  EXPECT_FALSE(is_exact_string(Value::integer(1)));
}

TEST_F(ShapeTest, LanguageShapesFollowAtConstantAddresses) {
  const auto first = uint32_t(WellKnownShape::FirstLanguage);
  Shape* shape = make_root_shape_at(heap(), first, {.layout = &kInstanceLayout, .native_size = 8});
  EXPECT_EQ(shape_ref(shape), exact_shape_ref(first));
  heap().collect(CollectionKind::Major);
  EXPECT_EQ(shape->layout, &kInstanceLayout);
}

TEST_F(ShapeTest, EqualHistoriesShareShapes) {
  Shape* root = instance_shape();
  Shape* xy = root->with_attribute(heap(), name("x"))->with_attribute(heap(), name("y"));
  EXPECT_EQ(root->with_attribute(heap(), name("x"))->with_attribute(heap(), name("y")), xy);
  Shape* yx = root->with_attribute(heap(), name("y"))->with_attribute(heap(), name("x"));
  EXPECT_NE(yx, xy);
  EXPECT_EQ(xy->find(name("x")), 0);
  EXPECT_EQ(xy->find(name("y")), 1);
  EXPECT_EQ(yx->find(name("x")), 1);
  EXPECT_EQ(xy->find(name("z")), -1);
  EXPECT_EQ(xy->root(), root);
}

TEST_F(ShapeTest, FindsNamesInLongChains) {
  Shape* shape = instance_shape();
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(shape->find(numbered(i)), -1);
    shape = shape->with_attribute(heap(), numbered(i));
    ASSERT_NE(shape, nullptr);
  }
  for (Shape* s = shape; s->slot_count != 0; s = s->parent) {
    for (int i = 0; i < 100; ++i)
      ASSERT_EQ(s->find(numbered(i)), i < int(s->slot_count) ? i : -1);
  }
}

TEST_F(ShapeTest, ChainsEndAtTheLimit) {
  Shape* shape = instance_shape();
  uint32_t length = 0;
  while (Shape* next = shape->with_attribute(heap(), numbered(int(length)))) {
    shape = next;
    ++length;
  }
  EXPECT_EQ(length, Shape::kMaxSlots);
}

TEST_F(ShapeTest, OneClassHasABoundedNumberOfShapes) {
  Shape* root = instance_shape();
  uint32_t count = 0;
  while (root->with_attribute(heap(), numbered(int(count))) != nullptr)
    ++count;
  EXPECT_EQ(count, Shape::kMaxDescendants);
  EXPECT_NE(root->with_attribute(heap(), numbered(0)), nullptr);
}

TEST_F(ShapeTest, RenewedVersionsAreNewForEveryShapeBelow) {
  Shape* root = instance_shape();
  Shape* x = root->with_attribute(heap(), name("x"));
  Shape* xy = x->with_attribute(heap(), name("y"));
  Shape* other = instance_shape();
  Shape* mode = root->dict_mode(heap());
  const uint32_t untouched = other->lookup_version;
  std::set<uint32_t> versions = {root->lookup_version, x->lookup_version, xy->lookup_version, mode->lookup_version};
  root->renew_versions();
  for (const Shape* s : {root, x, xy, mode})
    versions.insert(s->lookup_version);
  EXPECT_EQ(versions.size(), 8u);
  EXPECT_EQ(other->lookup_version, untouched);
}

TEST_F(ShapeTest, TheDictModeShapeIsMadeOnce) {
  Shape* root = instance_shape();
  Shape* x = root->with_attribute(heap(), name("x"));
  Shape* mode = x->dict_mode(heap());
  EXPECT_TRUE(mode->is_dict_mode());
  EXPECT_EQ(root->dict_mode(heap()), mode);
  EXPECT_EQ(mode->dict_mode(heap()), mode);
  EXPECT_EQ(mode->root(), root);
}

TEST_F(ShapeTest, ShapesOfLiveObjectsSurviveAndOthersGo) {
  HeapObject* object;
  {
    Shape* kept = instance_shape();
    object = new_instance(kept);
    set_own_attribute(heap(), object, name("x"), Value::integer(1));
  }
  auto count_shapes = [this] {
    size_t count = 0;
    heap().for_each_shape([&](ShapeHeader*) { ++count; });
    return count;
  };
  heap().collect(CollectionKind::Major);
  const size_t before = count_shapes();
  [this]() __attribute__((noinline)) {
    for (int i = 0; i < 100; ++i)
      (void)instance_shape()->with_attribute(heap(), numbered(i));
  }
  ();
  EXPECT_GE(count_shapes(), before + 200);
  heap().collect(CollectionKind::Major);
  EXPECT_LT(count_shapes(), before + 20);
  EXPECT_EQ(get_own_attribute(object, name("x")), Value::integer(1));
}

TEST_F(ShapeTest, TypesReachTheShapesBelow) {
  Shape* root = instance_shape();
  Shape* x = root->with_attribute(heap(), name("x"));
  HeapObject* type = new_instance(root);
  const uint32_t version = x->lookup_version;
  set_type(heap(), root, type, 77);
  EXPECT_EQ(x->type, type);
  EXPECT_EQ(x->language_flags, 77u);
  EXPECT_NE(x->lookup_version, version);
}

}  // namespace
}  // namespace taipan
