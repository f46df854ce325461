// vm/well_known_shapes.cpp -- makes the root shapes that have constant addresses, and keeps them alive.
//
// Room       vm.
// Tests      tests/unit/vm/shape_test.cpp
#include "vm/well_known_shapes.h"

#include "gc/heap.h"
#include "vm/layouts.h"
#include "vm/vm_private.h"

namespace taipan {

namespace {

uint32_t g_shape_count = 0;

struct Row {
  WellKnownShape shape;
  Kind kind;
};

constexpr Row kRows[] = {
    {WellKnownShape::Shape, Kind::Shape},         {WellKnownShape::Instance, Kind::Instance},
    {WellKnownShape::String, Kind::String},       {WellKnownShape::Bytes, Kind::Bytes},
    {WellKnownShape::BigInt, Kind::BigInt},       {WellKnownShape::Float, Kind::Float},
    {WellKnownShape::Tuple, Kind::Tuple},         {WellKnownShape::ValueArray, Kind::ValueArray},
    {WellKnownShape::ByteArray, Kind::ByteArray}, {WellKnownShape::StringBuffer, Kind::ByteArray},
    {WellKnownShape::List, Kind::List},           {WellKnownShape::Dict, Kind::Dict},
    {WellKnownShape::DictTable, Kind::DictTable}, {WellKnownShape::Cell, Kind::Cell},
};
static_assert(sizeof(kRows) / sizeof(kRows[0]) == size_t(WellKnownShape::FirstLanguage));

}  // namespace

void create_vm_shapes(Heap& heap) {
  g_shape_count = 0;
  for (const Row& row : kRows) {
    ShapeInit init{.layout = layout_of(row.kind), .kind = row.kind, .native_size = native_size_of(row.kind)};
    if (row.shape == WellKnownShape::StringBuffer) init.layout = &kStringBufferLayout;
    if (is_variable_size(row.kind)) init.flags = Shape::kVariableSize;
    Shape* shape = make_root_shape_at(heap, uint32_t(row.shape), init);
    if (row.shape == WellKnownShape::Shape) shape->shape_ref = shape_ref(shape);
  }
}

Shape* make_root_shape_at(Heap& heap, uint32_t index, const ShapeInit& init) {
  VM_CHECK(index == g_shape_count, "root shapes are made in the order of their enumeration");
  Shape* shape = make_root_shape(heap, init);
  VM_CHECK(shape == well_known_shape(index), "no other shape is made before the last well-known one");
  ++g_shape_count;
  return shape;
}

uint32_t well_known_shape_count() {
  return g_shape_count;
}

void trace_well_known_shapes(Tracer& tracer) {
  for (uint32_t i = 0; i < g_shape_count; ++i)
    tracer.visit(well_known_shape(i));
}

}  // namespace taipan
