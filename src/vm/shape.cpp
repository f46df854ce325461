// vm/shape.cpp -- shapes: making roots and children, finding attributes, versions, and what the collector sees of them.
//
// Room       vm. What is done to an object's attributes is in attributes.cpp.
// May touch  Shapes. A store into a shape goes through the heap's barrier like any other.
// Tests      tests/unit/vm/shape_test.cpp
//
// A chain from a shape to its root is walked to find a name, but never for more than kTableDistance steps: a shape
// whose depth is a multiple of that gets a table of all names above it at the first walk that comes by.
#include "vm/shape.h"

#include <cstdlib>
#include <cstring>

#include "base/bits.h"
#include "gc/heap.h"
#include "vm/string.h"
#include "vm/well_known_shapes.h"

namespace taipan {

namespace {

constexpr uint32_t kTableDistance = 8;

uint32_t g_last_version = 0;

// Names are interned: the address is the identity. Strings are 16 bytes or more apart at best, hence the shift.
size_t name_hash(const String* name) {
  return size_t((uint64_t(reinterpret_cast<uintptr_t>(name) >> 3) * 0x9E37'79B9'7F4A'7C15u) >> 32);
}

void* allocate_native(size_t bytes) {
  void* memory = std::calloc(1, bytes);
  VM_CHECK(memory != nullptr, "memory for a shape's tables");
  return memory;
}

}  // namespace

// The children of a shape: an open-addressed set keyed by the name that a child adds, at most half full.
struct ShapeTransitions {
  Shape* dict_mode;  // in roots
  uint32_t count;
  uint32_t capacity;  // a power of two, or 0
  Shape* children[0];

  Shape* find(const String* name) const {
    if (capacity == 0) return nullptr;
    for (size_t i = name_hash(name);; ++i) {
      Shape* child = children[i & (capacity - 1)];
      if (child == nullptr || child->name == name) return child;
    }
  }

  void insert(Shape* child) {
    size_t i = name_hash(child->name);
    while (children[i & (capacity - 1)] != nullptr)
      ++i;
    children[i & (capacity - 1)] = child;
    ++count;
  }
};

// All names from the root to a shape, with their slots.
struct ShapeTable {
  uint32_t capacity;  // a power of two
  uint8_t* slots;     // behind the names
  const String* names[0];

  static ShapeTable* build(const Shape* shape) {
    uint32_t capacity = 16;
    while (capacity < shape->slot_count * 2)
      capacity *= 2;
    auto* table = static_cast<ShapeTable*>(
        allocate_native(sizeof(ShapeTable) + capacity * (sizeof(const String*) + sizeof(uint8_t))));
    table->capacity = capacity;
    table->slots = reinterpret_cast<uint8_t*>(table->names + capacity);
    for (const Shape* s = shape; s->slot_count != 0; s = s->parent) {
      size_t i = name_hash(s->name);
      while (table->names[i & (capacity - 1)] != nullptr)
        ++i;
      table->names[i & (capacity - 1)] = s->name;
      table->slots[i & (capacity - 1)] = uint8_t(s->slot_count - 1);
    }
    return table;
  }

  int find(const String* name) const {
    for (size_t i = name_hash(name);; ++i) {
      const String* found = names[i & (capacity - 1)];
      if (found == name) return slots[i & (capacity - 1)];
      if (found == nullptr) return -1;
    }
  }
};

static_assert(Shape::kMaxSlots <= 256, "slots fit the bytes of a ShapeTable");

namespace {

// The transitions of `shape`, with room for `more` further children.
ShapeTransitions* transitions_for(Shape* shape, uint32_t more) {
  ShapeTransitions* old = shape->transitions;
  const uint32_t needed = (old != nullptr ? old->count : 0) + more;
  if (old != nullptr && needed * 2 <= old->capacity) return old;
  uint32_t capacity = 2;
  while (capacity < needed * 2)
    capacity *= 2;
  if (needed == 0) capacity = 0;
  if (old != nullptr && capacity <= old->capacity) return old;
  auto* fresh = static_cast<ShapeTransitions*>(allocate_native(sizeof(ShapeTransitions) + capacity * sizeof(Shape*)));
  fresh->capacity = capacity;
  if (old != nullptr) {
    fresh->dict_mode = old->dict_mode;
    for (uint32_t i = 0; i < old->capacity; ++i) {
      if (old->children[i] != nullptr) fresh->insert(old->children[i]);
    }
    std::free(old);
  }
  shape->transitions = fresh;
  return fresh;
}

Shape* allocate_cell(Heap& heap, const Layout* layout) {
  // The first cell of all is the shape of shapes. It describes itself.
  auto* shape = static_cast<Shape*>(
      heap.allocate_shape(layout, well_known_shape_count() != 0 ? well_known_shape(WellKnownShape::Shape) : nullptr));
  shape->lookup_version = Shape::next_version();
  return shape;
}

// A shape of the same class as `root`, below `parent`.
Shape* make_descendant(Heap& heap, Shape* root, Shape* parent) {
  Shape* shape = allocate_cell(heap, root->layout);
  shape->type = root->type;
  shape->instance_size = root->instance_size;
  shape->first_slot_offset = root->first_slot_offset;
  shape->inline_capacity = root->inline_capacity;
  shape->kind = root->kind;
  shape->flags = uint8_t(root->flags & ~Shape::kRoot);
  shape->member_words = root->member_words;
  shape->language_flags = root->language_flags;
  shape->parent = parent;
  ++root->descendant_count;
  return shape;
}

void trace_shape(HeapObject* object, Tracer& tracer) {
  const auto* shape = static_cast<const Shape*>(object);
  tracer.visit(shape->type);
  tracer.visit(shape->parent);
  tracer.visit(shape->name);
  const ShapeTransitions* transitions = shape->transitions;
  if (transitions == nullptr) return;
  tracer.visit(transitions->dict_mode);
  for (uint32_t i = 0; i < transitions->capacity; ++i)
    tracer.visit(transitions->children[i]);
}

void finalize_shape(HeapObject* object) {
  auto* shape = static_cast<Shape*>(object);
  std::free(shape->transitions);
  std::free(shape->table);
  shape->transitions = nullptr;
  shape->table = nullptr;
}

}  // namespace

const Layout kShapeLayout = {
    .name = "shape", .fixed_size = kShapeCellBytes, .trace = trace_shape, .finalize = finalize_shape};

uint32_t Shape::next_version() {
  return ++g_last_version;
}

Shape* make_root_shape(Heap& heap, const ShapeInit& init) {
  VM_ASSERT(init.native_size >= sizeof(HeapObject), "the native part begins with the object's header");
  Shape* shape = allocate_cell(heap, init.layout);
  shape->type = init.type;
  shape->kind = init.kind;
  shape->flags = uint8_t(init.flags | Shape::kRoot);
  shape->language_flags = init.language_flags;
  shape->inline_capacity = init.inline_capacity;
  shape->member_words = init.member_words;
  const auto native_size = uint32_t(align_up(init.native_size, sizeof(Value)));
  VM_ASSERT(shape->has_attributes() || init.inline_capacity == 0, "slots only where attributes are allowed");
  if ((init.flags & Shape::kVariableSize) != 0) {
    shape->instance_size = native_size;
  } else {
    shape->instance_size = uint32_t(native_size + attribute_bytes(shape));
    shape->first_slot_offset = shape->has_attributes() ? uint16_t(native_size + sizeof(Value)) : 0;
  }
  heap.write_barrier(shape);
  return shape;
}

int Shape::find(const String* wanted) const {
  for (const Shape* s = this; s->slot_count != 0; s = s->parent) {
    if (s->slot_count % kTableDistance == 0) {
      if (s->table == nullptr) const_cast<Shape*>(s)->table = ShapeTable::build(s);
      return s->table->find(wanted);
    }
    if (s->name == wanted) return int(s->slot_count - 1);
  }
  return -1;
}

Shape* Shape::with_attribute(Heap& heap, String* added) {
  VM_ASSERT(has_attributes() && !is_dict_mode(), "only shapes with slots have children");
  VM_ASSERT(added->is_interned(), "attribute names are interned");
  if (transitions != nullptr) {
    if (Shape* child = transitions->find(added)) return child;
  }
  if (slot_count >= kMaxSlots) return nullptr;
  Shape* top = root();
  if (top->descendant_count >= kMaxDescendants) return nullptr;
  Shape* child = make_descendant(heap, top, this);
  child->name = added;
  child->slot_count = slot_count + 1;
  heap.write_barrier(child);
  transitions_for(this, 1)->insert(child);
  heap.write_barrier(this);
  return child;
}

Shape* Shape::dict_mode(Heap& heap) {
  if (is_dict_mode()) return this;
  Shape* top = root();
  VM_ASSERT(top->has_attributes(), "instances of this class have no attributes");
  ShapeTransitions* below = transitions_for(top, 0);
  if (below->dict_mode != nullptr) return below->dict_mode;
  Shape* shape = make_descendant(heap, top, top);
  shape->flags |= kDictMode;
  heap.write_barrier(shape);
  transitions_for(top, 0)->dict_mode = shape;
  heap.write_barrier(top);
  return shape;
}

Shape* Shape::root() {
  Shape* shape = this;
  while (shape->parent != nullptr)
    shape = shape->parent;
  return shape;
}

void Shape::for_each_descendant(void (*visit)(Shape*, void*), void* context) {
  if (transitions == nullptr) return;
  if (Shape* shape = transitions->dict_mode) visit(shape, context);
  for (uint32_t i = 0; i < transitions->capacity; ++i) {
    Shape* child = transitions->children[i];
    if (child == nullptr) continue;
    visit(child, context);
    child->for_each_descendant(visit, context);
  }
}

void Shape::renew_versions() {
  lookup_version = next_version();
  for_each_descendant([](Shape* shape, void*) { shape->lookup_version = next_version(); }, nullptr);
}

void set_type(Heap& heap, Shape* root, HeapObject* type, uint32_t language_flags) {
  VM_ASSERT(root->parent == nullptr, "classes belong to root shapes");
  root->type = type;
  root->language_flags = language_flags;
  heap.write_barrier(root);
  struct Change {
    Heap& heap;
    Shape* root;
  } change{heap, root};
  root->for_each_descendant(
      [](Shape* shape, void* context) {
        auto* c = static_cast<Change*>(context);
        shape->type = c->root->type;
        shape->language_flags = c->root->language_flags;
        c->heap.write_barrier(shape);
      },
      &change);
  root->renew_versions();
}

}  // namespace taipan
