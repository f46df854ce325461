// tests/unit/gc/cards_test.cpp -- arrays of the VM's own kind: single cards of them are remembered.
#include "test_objects.h"

namespace taipan::test {
namespace {

// [ header | count | reference, raw word ... ]
struct Table : HeapObject {
  uint64_t count;
  struct Entry {
    HeapObject* reference;
    uint64_t raw;
  };
  Entry* entries() { return reinterpret_cast<Entry*>(this + 1); }
};

uint64_t g_visits = 0;

void trace_range(HeapObject* object, uintptr_t begin, uintptr_t end, Tracer& tracer) {
  auto* table = static_cast<Table*>(object);
  for (uint64_t i = 0; i < table->count; ++i) {
    const auto at = reinterpret_cast<uintptr_t>(&table->entries()[i].reference);
    if (at < begin || at >= end) continue;
    ++g_visits;
    tracer.visit(table->entries()[i].reference);
  }
}

constexpr Layout kTableLayout = {
    .name = "table",
    .size = [](const HeapObject* object) {
      return sizeof(Table) + static_cast<const Table*>(object)->count * sizeof(Table::Entry);
    },
    .trace = [](HeapObject* object, Tracer& tracer) { trace_range(object, 0, UINTPTR_MAX, tracer); },
    .trace_range = trace_range};

class CardsTest : public HeapTest {
 protected:
  CardsTest() { table_shape = heap.allocate_shape(&kTableLayout); }
  void visit_roots(Tracer& tracer) override {
    HeapTest::visit_roots(tracer);
    tracer.visit(table_shape);
  }
  Table* new_table(uint64_t count) {
    auto* table = static_cast<Table*>(heap.allocate(table_shape, sizeof(Table) + count * sizeof(Table::Entry)));
    table->count = count;
    return table;
  }
  void set(Table* table, uint64_t i, HeapObject* value) {
    table->entries()[i].reference = value;
    heap.write_barrier_slot(table, &table->entries()[i].reference);
  }
  ShapeHeader* table_shape = nullptr;
};

TEST_F(CardsTest, only_written_cards_of_a_large_table_are_visited) {
  Table* table = new_table(10000);
  roots.push_back(table);
  minor();
  set(table, 5, new_node(5));
  set(table, 9999, new_node(9999));
  g_visits = 0;
  heap.collect(CollectionKind::Minor);
  if (!kAssertionsEnabled) EXPECT_LE(g_visits, 16u);  // otherwise the verifier has been here too
  heap.verify();
  EXPECT_EQ(static_cast<Node*>(table->entries()[5].reference)->number, 5u);
  EXPECT_EQ(static_cast<Node*>(table->entries()[9999].reference)->number, 9999u);
}

TEST_F(CardsTest, a_small_table_is_visited_as_a_whole) {
  Table* table = new_table(20);
  roots.push_back(table);
  minor();
  set(table, 3, new_node(3));
  minor();
  EXPECT_EQ(static_cast<Node*>(table->entries()[3].reference)->number, 3u);
}

TEST_F(CardsTest, a_store_without_barrier_into_a_table_with_cards_is_found) {
  Table* table = new_table(10000);
  roots.push_back(table);
  minor();
  set(table, 5, new_node(5));
  table->entries()[7000].reference = new_node(7);
  EXPECT_NE(heap.find_inconsistency(), nullptr);
  table->entries()[7000].reference = nullptr;
  EXPECT_EQ(heap.find_inconsistency(), nullptr);
}

}  // namespace
}  // namespace taipan::test
