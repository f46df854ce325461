// vm/shape.h -- shapes (hidden classes): an object's class, its layout, and where its attributes are.
//
// Room       vm. A shape lives in a 128-byte cell of the heap's shape region: `object->shape_ref` is its address.
// Tests      tests/unit/vm/shape_test.cpp
//
// Every heap object has a shape. The root shape of a class describes its instances without attributes; adding an
// attribute moves the object to a child shape; equal histories share shapes.
//
//   object  [ shape:32 | gc, flags, aux:32 | native part ... | overflow | slot 0 | slot 1 | ... slot n-1 ]
//               |                                                ^-- ValueArray of the slots >= inline_capacity,
//               |                                                    or the attribute dict when `is_dict_mode`
//               `--> shape "y" -> 1  --parent-->  shape "x" -> 0  --parent-->  root of the class
//
// Kinds whose native part varies in length (strings, tuples, ...) have their attributes behind the variable part:
// `first_slot_offset` is then 0 and slots are found through slot_base(). Their Layout::size counts the attributes too.
// A language class (`type`) is an opaque heap object to this layer.
//
// A shape keeps its children alive, and they their parent: all shapes of a class live and die together. What a program
// with ever new attribute names can cost is bounded by kMaxDescendants.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/function_ref.h"
#include "gc/layout.h"
#include "vm/value.h"

namespace taipan {

class Heap;
struct String;
struct ShapeTransitions;
struct ShapeTable;

// The native layout of an object; what C++ struct it is. Kinds from kFirstLanguageKind on belong to the language.
enum class Kind : uint8_t {
  Shape,
  Instance,    // no native part: header, overflow word, slots
  String,
  Bytes,
  BigInt,      // integers outside the immediate range, and instances of subclasses of int
  Float,       // instances of subclasses of float only
  Tuple,
  ValueArray,  // storage of lists, overflow slots
  ByteArray,   // raw storage, no references
  List,
  Dict,
  DictTable,
  Cell,
  Code,
  FirstLanguageKind = 32,
};

struct Shape : ShapeHeader {
  static constexpr uint32_t kMaxSlots = 128;   // more attributes than that: dict mode
  static constexpr uint32_t kMaxDescendants = 2048;  // a class that would need more shapes goes on in dict mode

  enum Flag : uint8_t {
    kDictMode = 1,        // attributes are in a Dict held by the overflow word
    kHasAttributes = 2,   // instances can have attributes of their own (there is an overflow word)
    kVariableSize = 4,    // native part varies in length
    kRoot = 8,
  };

  HeapObject* type;            // the language's class
  uint32_t lookup_version;     // changes when a lookup on instances of this shape may find something else
  uint32_t slot_count;         // slots in use from the root down to here
  uint32_t instance_size;      // bytes of an instance (of the fixed part when kVariableSize)
  uint16_t first_slot_offset;  // bytes from the header to slot 0; 0 when kVariableSize
  uint16_t inline_capacity;    // slots inside the object; later ones are in the overflow array
  Kind kind;
  uint8_t flags;
  uint16_t member_words;       // words of members: at the end of the native part; kVariableSize: of the object
  uint32_t language_flags;
  Shape* parent;               // null in roots
  String* name;                // the attribute this shape adds; null in roots and dict-mode shapes
  ShapeTransitions* transitions;  // malloc'd
  ShapeTable* table;              // malloc'd index name -> slot, built for some shapes of long chains
  uint32_t descendant_count;      // in roots: shapes below

  bool is_dict_mode() const { return flags & kDictMode; }
  bool has_attributes() const { return flags & kHasAttributes; }

  // The slot of `name` (an interned string), or -1.
  int find(const String* name) const;
  // The child reached by adding `name`; created at the first call. Null when the limit is reached (go to dict mode).
  Shape* with_attribute(Heap& heap, String* name);
  // The dict-mode shape of the same class.
  Shape* dict_mode(Heap& heap);
  Shape* root();
  // Gives this shape and everything below it new lookup versions.
  void renew_versions();
  void for_each_descendant(void (*visit)(Shape*, void*), void* context);

  static uint32_t next_version();
};
static_assert(sizeof(Shape) <= kShapeCellBytes);

// What a class says of its instances when its root shape is made.
struct ShapeInit {
  const Layout* layout;
  HeapObject* type = nullptr;
  Kind kind = Kind::Instance;
  uint8_t flags = 0;
  uint32_t native_size = 0;      // bytes before the overflow word (or in all, without attributes)
  uint16_t inline_capacity = 0;
  uint16_t member_words = 0;     // of native_size, the last so many words are values: members that a class declared
  uint32_t language_flags = 0;
};
Shape* make_root_shape(Heap& heap, const ShapeInit& init);
extern const Layout kShapeLayout;

inline Shape* shape_of(const HeapObject* object) { return reinterpret_cast<Shape*>(uintptr_t{object->shape_ref}); }
inline uint32_t shape_ref(const Shape* shape) { return uint32_t(reinterpret_cast<uintptr_t>(shape)); }
inline Kind kind_of(const HeapObject* object) { return shape_of(object)->kind; }
inline bool is_kind(Value value, Kind kind) { return value.is_object() && kind_of(value.as_object()) == kind; }

// Bytes of the object, attributes included.
inline size_t object_size(const HeapObject* object) {
  const Layout* layout = object->shape()->layout;
  return layout->fixed_size != 0 ? layout->fixed_size : layout->size(object);
}
// Address of slot 0 (the overflow word is just before it).
inline Value* slot_base(HeapObject* object, const Shape* shape) {
  size_t offset = shape->first_slot_offset;
  if (offset == 0) [[unlikely]] {
    offset = occupied_bytes(shape->layout->size(object)) - (size_t{shape->inline_capacity} + shape->member_words) * sizeof(Value);
  }
  return reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + offset);
}
// Bytes behind the native part that the attributes and, in variable-size kinds, the members of an object of this shape take;
// for Layout::size.
inline size_t attribute_bytes(const Shape* shape) {
  const size_t members = shape->flags & Shape::kVariableSize ? shape->member_words : 0;
  return (members + (shape->has_attributes() ? size_t{1} + shape->inline_capacity : 0)) * sizeof(Value);
}
// In variable-size kinds members are the object's last words: the address of the one that is `from_end` words from the end.
inline Value* member_from_end(HeapObject* object, const Shape* shape, size_t from_end) {
  const size_t offset = occupied_bytes(shape->layout->size(object)) - from_end * sizeof(Value);
  return reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + offset);
}
// Visits members, overflow word and inline slots; every trace function of a kind that can be subclassed ends with it.
void trace_attributes(HeapObject* object, Tracer& tracer);

// Attributes kept in the object itself (not in its class). All names are interned. Setting needs a shape that
// has_attributes(); an attribute whose value was stored as unbound counts as absent.
Value get_own_attribute(HeapObject* object, String* name);                            // unbound if there is none
void set_own_attribute(Heap& heap, HeapObject* object, String* name, Value value);
bool delete_own_attribute(Heap& heap, HeapObject* object, String* name);              // false if there is none
// Slots of shapes that are not in dict mode; `slot` is below slot_count. A store takes a shape the object already has.
Value load_slot(HeapObject* object, const Shape* shape, uint32_t slot);
void store_slot(Heap& heap, HeapObject* object, const Shape* shape, uint32_t slot, Value value);
// Moves `object` from its shape to the child `next`, which adds one attribute, with `value` in it.
void add_slot(Heap& heap, HeapObject* object, const Shape* next, Value value);
// Moves the attributes of `object` into a dict, unless they are in one, and returns that.
struct Dict* to_dict_mode(Heap& heap, HeapObject* object);
// Calls visit(name, value) for each attribute in order of creation; stops when it returns false. The visitor must not
// add or delete attributes of the object.
void for_each_own_attribute(HeapObject* object, FunctionRef<bool(String* name, Value value)> visit);
size_t own_attribute_count(HeapObject* object);

}  // namespace taipan
