// tests/unit/gc/shape_region_test.cpp -- shapes at fixed addresses.
#include "test_objects.h"

namespace taipan::test {
namespace {

using ShapeRegionTest = HeapTest;

TEST_F(ShapeRegionTest, first_cells_have_constant_addresses) {
  EXPECT_EQ(reinterpret_cast<uintptr_t>(node_shape), shape_cell_address(1));
  EXPECT_EQ(reinterpret_cast<uintptr_t>(native_shape), shape_cell_address(4));
  static_assert(shape_cell_address(1) == 0x10000080);
}

TEST_F(ShapeRegionTest, cells_rise_and_are_zero) {
  uintptr_t last = 0;
  for (int i = 0; i < 20000; ++i) {
    auto* shape = static_cast<TestShape*>(heap.allocate_shape(&kNodeLayout, node_shape));
    ASSERT_GT(reinterpret_cast<uintptr_t>(shape), last);
    ASSERT_EQ(shape->referent, nullptr);
    ASSERT_EQ(shape->shape(), node_shape);
    last = reinterpret_cast<uintptr_t>(shape);
  }
}

TEST_F(ShapeRegionTest, dead_shapes_are_used_again_after_a_major_collection) {
  ShapeHeader* dead = heap.allocate_shape(&kNodeLayout);
  minor();
  ShapeHeader* next = heap.allocate_shape(&kNodeLayout);
  EXPECT_GT(next, dead);
  major();
  EXPECT_EQ(heap.allocate_shape(&kBytesLayout), dead);
  EXPECT_EQ(dead->layout, &kBytesLayout);
}

TEST_F(ShapeRegionTest, objects_keep_their_shape_alive_and_what_it_refers_to) {
  auto* shape = static_cast<TestShape*>(heap.allocate_shape(&kNodeLayout));
  roots.push_back(heap.allocate(shape, sizeof(Node)));
  shape->referent = new_node(9);
  minor();
  major();
  EXPECT_EQ(count_objects(), 2u);
  EXPECT_EQ(static_cast<Node*>(shape->referent)->number, 9u);
  roots.clear();
  major();
  EXPECT_EQ(count_objects(), 0u);
  EXPECT_EQ(heap.find_object(shape), nullptr);
}

TEST_F(ShapeRegionTest, young_shapes_are_roots_of_minor_collections) {
  auto* shape = static_cast<TestShape*>(heap.allocate_shape(&kNodeLayout));
  shape->referent = new_node(1);
  minor();
  EXPECT_EQ(count_objects(), 1u);
}

TEST_F(ShapeRegionTest, meta_shapes_are_kept_alive) {
  ShapeHeader* meta = heap.allocate_shape(&kShapeLayout);
  ShapeHeader* shape = heap.allocate_shape(&kNodeLayout, meta);
  roots.push_back(heap.allocate(shape, sizeof(Node)));
  major();
  EXPECT_EQ(heap.find_object(meta), meta);
}

TEST_F(ShapeRegionTest, interior_pointers_find_the_cell) {
  EXPECT_EQ(heap.find_object(reinterpret_cast<char*>(node_shape) + 100), node_shape);
}

}  // namespace
}  // namespace taipan::test
