// tests/unit/gc/verify_test.cpp -- the verifier finds what is planted.
#include <string>

#include "test_objects.h"

namespace taipan::test {
namespace {

class VerifyTest : public HeapTest {
 protected:
  std::string finding() {
    const char* found = heap.find_inconsistency();
    return found == nullptr ? "" : found;
  }
};

TEST_F(VerifyTest, sound_heap_passes) {
  roots.push_back(new_node(1, new_node(2)));
  roots.push_back(new_bytes(100000));
  EXPECT_EQ(finding(), "");
  heap.collect(CollectionKind::Minor);
  (void)new_node(3);
  EXPECT_EQ(finding(), "");
  heap.collect(CollectionKind::Major);
  EXPECT_EQ(finding(), "");
}

TEST_F(VerifyTest, missing_barrier_is_found) {
  Node* old = new_node(1);
  roots.push_back(old);
  heap.collect(CollectionKind::Minor);
  old->left = new_node(2);
  EXPECT_NE(finding().find("without a write barrier"), std::string::npos);
  heap.write_barrier(old);
  EXPECT_EQ(finding(), "");
}

TEST_F(VerifyTest, missing_barrier_for_a_slot_is_found) {
  Array* array = new_array(10000);
  roots.push_back(array);
  heap.collect(CollectionKind::Minor);
  set_element(array, 1, new_node(1));
  EXPECT_EQ(finding(), "");
  array->values()[5000] = array->values()[1];
  EXPECT_NE(finding().find("without a write barrier for the slot"), std::string::npos);
  array->values()[5000] = 0;
}

TEST_F(VerifyTest, dangling_reference_is_found) {
  Node* node = new_node(1);
  Node* dead = new_node(2);
  roots.push_back(node);
  heap.collect(CollectionKind::Minor);
  node->left = dead;
  EXPECT_NE(finding().find("where no live object starts"), std::string::npos);
  node->left = nullptr;
}

TEST_F(VerifyTest, interior_reference_is_found) {
  Node* node = new_node(1);
  roots.push_back(node);
  node->left = reinterpret_cast<Node*>(&new_node(2)->right);
  EXPECT_NE(finding().find("where no live object starts"), std::string::npos);
  node->left = nullptr;
}

TEST_F(VerifyTest, changed_size_is_found) {
  Bytes* bytes = new_bytes(16);
  roots.push_back(bytes);
  roots.push_back(new_node(1));
  heap.collect(CollectionKind::Minor);
  bytes->capacity = 1000;
  EXPECT_NE(finding().find("reaches into the next object"), std::string::npos);
  bytes->capacity = 16;
}

TEST_F(VerifyTest, overwritten_header_is_found) {
  Node* node = new_node(1);
  roots.push_back(node);
  heap.collect(CollectionKind::Minor);
  const uint32_t shape_ref = node->shape_ref;
  node->shape_ref = 12345;
  EXPECT_NE(finding().find("has no shape"), std::string::npos);
  node->shape_ref = shape_ref;
}

TEST_F(VerifyTest, forgotten_barrier_stops_the_program) {
  Node* old = new_node(1);
  roots.push_back(old);
  heap.collect(CollectionKind::Minor);
  old->left = new_node(2);
  EXPECT_DEATH(heap.verify(), "without a write barrier");
  heap.write_barrier(old);
}

}  // namespace
}  // namespace taipan::test
