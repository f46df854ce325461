// python/modules/gc_census.cpp -- counting garbage, and which objects count.
//
// Room       python/modules; the contract is in gc_census.h. inspect() runs in the collector.
#include "python/modules/gc_census.h"

#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

namespace {

// Numbers for objects, by address. Open addressing.
class Numbering {
 public:
  explicit Numbering(const std::vector<HeapObject*>& objects) {
    while (size_t{1} << log2_ < objects.size() * 2) log2_++;
    cells_.assign(size_t{1} << log2_, 0);
    for (size_t i = 0; i < objects.size(); i++) {
      size_t at = home(objects[i]);
      while (cells_[at] != 0) at = (at + 1) & (cells_.size() - 1);
      cells_[at] = uint32_t(i + 1);
    }
    objects_ = &objects;
  }
  // -1: none of them.
  int64_t find(const HeapObject* object) const {
    for (size_t at = home(object); cells_[at] != 0; at = (at + 1) & (cells_.size() - 1)) {
      if ((*objects_)[cells_[at] - 1] == object) return int64_t(cells_[at]) - 1;
    }
    return -1;
  }

 private:
  size_t home(const HeapObject* object) const {
    return size_t((reinterpret_cast<uint64_t>(object) * 0x9E3779B97F4A7C15u) >> (64 - log2_)) & (cells_.size() - 1);
  }
  int log2_ = 4;
  std::vector<uint32_t> cells_;
  const std::vector<HeapObject*>* objects_ = nullptr;
};

// Classes whose instances cannot refer to anything: the collector of CPython does not look at them.
bool is_atomic_type(const Type* type) {
  for (const TypeId id : {TypeId::Object, TypeId::Int, TypeId::Float, TypeId::Complex, TypeId::Str, TypeId::Bytes, TypeId::ByteArrayType, TypeId::Bool,
                          TypeId::NoneType, TypeId::CodeType, TypeId::Range, TypeId::EllipsisType, TypeId::NotImplementedType}) {
    if (type == builtin_type(id)) return true;
  }
  return false;
}

// Not looked into: a value may be part of a cycle.
bool may_be_tracked(Value value) {
  if (!value.is_object() || !is_visible(value.as_object())) return false;
  const Type* type = type_of(value);
  if (is_atomic_type(type)) return false;
  return !type->has(kTypeTypeSubclass) || value.as<Type>()->is_heap();
}

}  // namespace

bool is_visible(const HeapObject* object) {
  const Shape* shape = shape_of(object);
  return shape->type != nullptr && shape->kind != Kind::Shape && shape->kind != Kind::ValueArray && shape->kind != Kind::DictTable &&
         shape->kind != Kind::ByteArray;
}

bool is_tracked(HeapObject* object) {
  if (!is_visible(object)) return false;
  const Type* type = type_from_shape(shape_of(object));
  if (is_atomic_type(type)) return false;
  if (type->has(kTypeTypeSubclass)) return static_cast<Type*>(object)->is_heap();
  if (type == builtin_type(TypeId::Tuple)) {
    for (const Value item : static_cast<Tuple*>(object)->span()) {
      if (may_be_tracked(item)) return true;
    }
    return false;
  }
  if (type == builtin_type(TypeId::Dict)) {
    Value key, value;
    for (uint32_t i = 0; dict_next(static_cast<Dict*>(object), i, key, value);) {
      if (may_be_tracked(key) || may_be_tracked(value)) return true;
    }
    return false;
  }
  return true;
}

void GarbageCensus::inspect(Garbage& garbage) {
  found_.clear();
  std::vector<HeapObject*> objects;
  garbage.for_each([&](HeapObject* object) {
    if (!object->shape()->layout->is_leaf()) objects.push_back(object);
  });
  const Numbering numbers(objects);
  std::vector<uint32_t> references(objects.size(), 0);
  for (HeapObject* object : objects) {
    garbage.for_each_reference(object, [&](HeapObject* target) {
      if (const int64_t i = numbers.find(target); i >= 0) references[size_t(i)]++;
    });
  }
  std::vector<uint32_t> unreferenced;
  for (size_t i = 0; i < objects.size(); i++) {
    if (references[i] == 0) unreferenced.push_back(uint32_t(i));
  }
  std::vector<bool> acyclic(objects.size(), false);
  while (!unreferenced.empty()) {
    const uint32_t next = unreferenced.back();
    unreferenced.pop_back();
    acyclic[next] = true;
    garbage.for_each_reference(objects[next], [&](HeapObject* target) {
      const int64_t i = numbers.find(target);
      if (i >= 0 && --references[size_t(i)] == 0) unreferenced.push_back(uint32_t(i));
    });
  }
  for (size_t i = 0; i < objects.size(); i++) {
    // A class may be dead too: it is asked for its address only.
    if (!acyclic[i] && is_tracked(objects[i])) found_.push_back(objects[i]);
  }
  count_ += int64_t(found_.size());
  if (!keeps_) return;
  for (HeapObject* object : found_) garbage.keep(object);
}

}  // namespace taipan::python
