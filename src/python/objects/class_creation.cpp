// python/objects/class_creation.cpp -- making classes: method resolution order, layout, slots. Language reference, "Customizing class
// creation"; the MRO is C3 (https://www.python.org/download/releases/2.3/mro/).
#include "python/objects/class_creation.h"

#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/objects.h"
#include "python/objects/weak_reference.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

String* class_list(Thread& thread, List* candidates) {
  StringBuilder out;
  for (int64_t i = 0; i < candidates->length(); i++) {
    if (i) out.append_ascii(", ");
    out.append(candidates->at(i).as<Type>()->name);
  }
  return out.finish(thread.heap());
}

// Whether `candidate` is in the tail of one of the sequences.
bool in_tail(std::span<List* const> sequences, const int64_t* heads, Value candidate) {
  for (size_t s = 0; s < sequences.size(); s++) {
    for (int64_t i = heads[s] + 1; i < sequences[s]->length(); i++) {
      if (sequences[s]->at(i) == candidate) return true;
    }
  }
  return false;
}

uint32_t native_size(const Type* type) {
  const Shape* shape = type->root_shape;
  if (shape->flags & Shape::kVariableSize) return shape->instance_size;
  return shape->has_attributes() ? uint32_t(shape->first_slot_offset - sizeof(Value)) : shape->instance_size;
}

// The nearest class in the chain of bases that adds native fields or slots.
Type* solid_base(Type* type) {
  while (type->base && native_size(type) == native_size(type->base) && type->root_shape->kind == type->base->root_shape->kind &&
         type->root_shape->member_words == type->base->root_shape->member_words) {
    type = type->base;
  }
  return type;
}

}  // namespace

Tuple* compute_mro(Thread& thread, Type* type, Tuple* bases) {
  Heap& heap = thread.heap();
  List* result = new_list(heap, 8);
  (void)result->append(heap, Value(type));
  const int64_t n = bases->length();
  for (Value b : bases->span()) {
    if (!b.as<Type>()->mro) return raise(thread, TypeId::TypeError, "Cannot extend an incomplete type '%N'", b.as<Type>());
  }
  if (n == 1) {
    for (Value v : bases->at(0).as<Type>()->mro->span()) (void)result->append(heap, v);
    return tuple_from(heap, result->span());
  }
  for (int64_t i = 0; i < n; i++) {
    for (int64_t j = i + 1; j < n; j++) {
      if (bases->at(i) == bases->at(j)) {
        return raise(thread, TypeId::TypeError, "duplicate base class %N", bases->at(i).as<Type>());
      }
    }
  }
  List* holder = new_list(heap, n + 1);  // keeps the sequences alive
  List** sequences = static_cast<List**>(__builtin_alloca(sizeof(List*) * size_t(n + 1)));
  auto* heads = static_cast<int64_t*>(__builtin_alloca(sizeof(int64_t) * size_t(n + 1)));
  for (int64_t i = 0; i <= n; i++) {
    sequences[i] = list_from(heap, i < n ? bases->at(i).as<Type>()->mro->span() : bases->span());
    (void)holder->append(heap, Value(sequences[i]));
    heads[i] = 0;
  }
  const std::span<List* const> all{sequences, size_t(n + 1)};
  for (;;) {
    Value chosen;
    bool left = false;
    for (int64_t i = 0; i <= n; i++) {
      if (heads[i] >= sequences[i]->length()) continue;
      left = true;
      const Value candidate = sequences[i]->at(heads[i]);
      if (!in_tail(all, heads, candidate)) {
        chosen = candidate;
        break;
      }
    }
    if (!left) break;
    if (chosen.is_unbound()) {
      List* stuck = new_list(heap);
      for (int64_t i = 0; i <= n; i++) {
        if (heads[i] >= sequences[i]->length()) continue;
        bool seen = false;
        for (int64_t j = 0; j < stuck->length(); j++) seen |= stuck->at(j) == sequences[i]->at(heads[i]);
        if (!seen) (void)stuck->append(heap, sequences[i]->at(heads[i]));
      }
      return raise(thread, TypeId::TypeError, "Cannot create a consistent method resolution\norder (MRO) for bases %U", class_list(thread, stuck));
    }
    (void)result->append(heap, chosen);
    for (int64_t i = 0; i <= n; i++) {
      if (heads[i] < sequences[i]->length() && sequences[i]->at(heads[i]) == chosen) heads[i]++;
    }
  }
  return tuple_from(heap, result->span());
}

Tuple* mro_of(Thread& thread, Type* type, Tuple* bases) {
  Type* metatype = type_of(Value(type));
  if (uses_native_name(metatype, name(Name::MroMethod), TypeId::Type)) return compute_mro(thread, type, bases);
  const Value custom = TRY(call_method(thread, Value(type), name(Name::MroMethod), {}));
  Tuple* mro = TRY(tuple_from_iterable(thread, custom));
  for (Value v : mro->span()) {
    if (!has_type_flag(v, kTypeTypeSubclass)) {
      return raise(thread, TypeId::TypeError, "mro() returned a non-class ('%T')", v);
    }
    if (!is_subtype(solid_base(type->base), solid_base(v.as<Type>()))) {
      return raise(thread, TypeId::TypeError, "mro() returned base with unsuitable layout ('%Q')", v.as<Type>());
    }
  }
  return mro;
}

Type* best_base(Thread& thread, Tuple* bases) {
  Type* winner = nullptr;
  Type* base = nullptr;
  for (Value v : bases->span()) {
    if (!has_type_flag(v, kTypeTypeSubclass)) return raise(thread, TypeId::TypeError, "bases must be types");
    Type* candidate = v.as<Type>();
    if (!candidate->has(kTypeSubclassable)) {
      return raise(thread, TypeId::TypeError, "type '%Q' is not an acceptable base type", candidate);
    }
    Type* solid = solid_base(candidate);
    if (!winner) {
      winner = solid;
      base = candidate;
    } else if (is_subtype(winner, solid)) {
    } else if (is_subtype(solid, winner)) {
      winner = solid;
      base = candidate;
    } else {
      return raise(thread, TypeId::TypeError, "multiple bases have instance lay-out conflict");
    }
  }
  return base;
}

Type* most_derived_metatype(Thread& thread, Type* metatype, Tuple* bases) {
  Type* winner = metatype;
  for (Value v : bases->span()) {
    Type* candidate = type_of(v);
    if (is_subtype(winner, candidate)) continue;
    if (is_subtype(candidate, winner)) {
      winner = candidate;
      continue;
    }
    return raise(thread, TypeId::TypeError,
                 "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
  }
  return winner;
}

Shape* make_instance_shape(Heap& heap, Type* type, uint16_t member_words) {
  const Shape* base = type->base->root_shape;
  ShapeInit init;
  init.layout = base->layout;
  init.type = type;
  init.kind = base->kind;
  init.flags = uint8_t(base->flags & Shape::kVariableSize);
  if (type->has(kTypeHasDict)) init.flags |= Shape::kHasAttributes;
  init.native_size = native_size(type->base);
  if (!(base->flags & Shape::kVariableSize)) init.native_size += uint32_t(member_words) * sizeof(Value);
  init.member_words = uint16_t(base->member_words + member_words);
  init.inline_capacity = type->has(kTypeHasDict) ? type->attribute_estimate : 0;
  init.language_flags = type->flags;
  return make_root_shape(heap, init);
}

Shape* make_instance_shape_like(Heap& heap, Type* type, const Shape* model) {
  ShapeInit init;
  init.layout = model->layout;
  init.type = type;
  init.kind = model->kind;
  init.flags = uint8_t(model->flags & (Shape::kVariableSize | Shape::kHasAttributes));
  init.native_size = model->flags & Shape::kVariableSize ? model->instance_size : uint32_t(model->first_slot_offset - sizeof(Value));
  init.member_words = model->member_words;
  init.inline_capacity = model->inline_capacity;
  init.language_flags = type->flags;
  return make_root_shape(heap, init);
}

void add_subclass(Thread& thread, Type* base, Type* type) {
  Heap& heap = thread.heap();
  if (!base->subclasses) {
    base->subclasses = new_list(heap);
    heap.write_barrier(base);
  }
  List* list = base->subclasses;
  const Value reference = Value(new_weak_reference(thread, type, Value::none(), builtin_type(TypeId::WeakReference)));
  for (int64_t i = 0; i < list->length(); i++) {
    if (weak_target(list->at(i)).is_unbound()) {
      list->set(heap, i, reference);
      return;
    }
  }
  (void)list->append(heap, reference);
}

void remove_subclass(Thread& thread, Type* base, Type* type) {
  List* list = base->subclasses;
  if (!list) return;
  int64_t kept = 0;
  for (int64_t i = 0; i < list->length(); i++) {
    const Value target = weak_target(list->at(i));
    if (target.is_unbound() || target == Value(type)) continue;
    list->set(thread.heap(), kept++, list->at(i));
  }
  list->truncate(thread.heap(), kept);
}

void update_finalizer_flag(Type* type) {
  const bool has = !lookup(type, special_name(Special::Del)).is_unbound();
  type->flags = has ? type->flags | kTypeHasFinalizer : type->flags & ~kTypeHasFinalizer;
  if (!type->subclasses) return;
  for (int64_t i = 0; i < type->subclasses->length(); i++) {
    const Value subclass = weak_target(type->subclasses->at(i));
    if (!subclass.is_unbound()) update_finalizer_flag(subclass.as<Type>());
  }
}

namespace {


// Whether any base has what `flag` says.
bool any_base(Tuple* bases, TypeFlag flag) {
  for (Value b : bases->span()) {
    if (b.as<Type>()->has(flag)) return true;
  }
  return false;
}

struct SlotPlan {
  List* names = nullptr;  // mangled, in order of layout
  bool declared = false, wants_dict = false, wants_weakref = false;
};

String* mangle(Thread& thread, String* class_name, String* slot) {
  const int64_t n = slot->length();
  if (n < 3 || slot->at(0) != '_' || slot->at(1) != '_' || (slot->at(n - 1) == '_' && slot->at(n - 2) == '_')) return slot;
  int64_t skip = 0;
  while (skip < class_name->length() && class_name->at(skip) == '_') skip++;
  if (skip == class_name->length()) return slot;
  StringBuilder out;
  out.append('_');
  out.append(class_name, skip, class_name->length() - skip);
  out.append(slot);
  return out.finish(thread.heap());
}

Status plan_slots(Thread& thread, String* class_name, Tuple* bases, Type* base, Dict* dict, SlotPlan* plan) {
  const Value declared = dict_get(dict, name(Name::Slots));
  if (declared.is_unbound()) return ok_status();
  plan->declared = true;
  Heap& heap = thread.heap();
  List* names = new_list(heap);
  if (as_string(declared)) {
    (void)names->append(heap, declared);
  } else {
    names = TRY(list_from_iterable(thread, declared));
  }
  const bool variable = base->root_shape->flags & Shape::kVariableSize;
  if (names->length() > 0 && variable && base->root_shape->kind != Kind::String) {
    return raise(thread, TypeId::TypeError, "nonempty __slots__ not supported for subtype of '%Q'", base);
  }
  plan->names = new_list(heap);
  for (int64_t i = 0; i < names->length(); i++) {
    String* text = as_string(names->at(i));
    if (!text) return raise(thread, TypeId::TypeError, "__slots__ items must be strings, not '%T'", names->at(i));
    if (!is_identifier(text)) return raise(thread, TypeId::TypeError, "__slots__ must be identifiers");
    if (equal(text, name(Name::Dict))) {
      if (plan->wants_dict || base->has(kTypeHasDict)) {
        return raise(thread, TypeId::TypeError, "__dict__ slot disallowed: we already got one");
      }
      plan->wants_dict = true;
      continue;
    }
    if (equal(text, name(Name::Weakref))) {
      if (plan->wants_weakref || base->has(kTypeWeakrefable)) {
        return raise(thread, TypeId::TypeError, "__weakref__ slot disallowed: we already got one");
      }
      plan->wants_weakref = true;
      continue;
    }
    String* mangled = TRY(mangle(thread, class_name, text));
    mangled = intern(heap, mangled);
    const Value present = dict_get(dict, mangled);
    if (!present.is_unbound() && mangled != name(Name::Qualname) && mangled != name(Name::ClassCell)) {
      return raise(thread, TypeId::ValueError, "%R in __slots__ conflicts with class variable", Value(mangled));
    }
    (void)plan->names->append(heap, Value(mangled));
  }
  (void)bases;
  // The layout does not depend on the order in which the class lists its slots: __class__ may be assigned between such classes.
  TRY(call_method_with(thread, Value(plan->names), name(Name::Sort)));
  return ok_status();
}

// A namespace entry that is a plain function becomes a static or class method.
void wrap_function(Heap& heap, Dict* dict, String* key, TypeId wrapper) {
  const Value value = dict_get(dict, key);
  if (value.is_unbound() || !is_function(value)) return;
  auto* wrapped = static_cast<ClassMethodObject*>(allocate_instance(heap, builtin_type(wrapper)));
  wrapped->callable = value;
  heap.write_barrier(wrapped);
  dict_set(heap, dict, key, Value(wrapped));
}

// Attributes that instances are likely to get: names that methods of this class store to `self`; from the code of __init__.
uint16_t estimate_attributes(Dict* dict, Type* base) {
  int estimate = base->attribute_estimate;
  const Value init = dict_get(dict, special_name(Special::Init));
  if (!init.is_unbound() && is_function(init)) {
    const Code* code = init.as<Function>()->code;
    String* seen[32];
    int count = 0;
    for (uint32_t i = 0; i < code->instruction_count && count < 32; i++) {
      const Instruction& in = code->instructions[i];
      if (Op(in.op) != Op::StoreAttribute || in.a != 0) continue;
      String* attribute = code->caches[in.c].name;
      bool known = false;
      for (int k = 0; k < count; k++) known |= seen[k] == attribute;
      if (!known) seen[count++] = attribute;
    }
    estimate += count;
  }
  if (estimate < 2) estimate = 2;
  if (estimate > 48) estimate = 48;
  return uint16_t(estimate);
}

constexpr uint32_t kInheritedFlags = kTypeIntSubclass | kTypeListSubclass | kTypeTupleSubclass | kTypeBytesSubclass | kTypeStrSubclass |
                                     kTypeDictSubclass | kTypeExceptionSubclass | kTypeTypeSubclass | kTypeFloatSubclass | kTypeSetSubclass |
                                     kTypeMatchSelf;

}  // namespace

Value make_class(Thread& thread, Type* metatype, String* class_name, Tuple* bases, Dict* namespace_dict, Dict* keywords) {
  Heap& heap = thread.heap();
  if (bases->length() == 0) bases = tuple_of(heap, Value(builtin_type(TypeId::Object)));
  Type* base = TRY(best_base(thread, bases));
  Dict* dict = dict_copy(heap, namespace_dict);

  SlotPlan plan;
  TRY(plan_slots(thread, class_name, bases, base, dict, &plan));

  Type* type = static_cast<Type*>(TRY(allocate_type(thread, metatype)));
  type->flags = kTypeHeap | kTypeSubclassable;
  for (Value b : bases->span()) type->flags |= b.as<Type>()->flags & kInheritedFlags;
  // A module's attributes are in its own dict, also those of instances of subclasses.
  const bool may_add_dict = !base->has(kTypeHasDict) && base->root_shape->kind != kind(PythonKind::Module);
  if (any_base(bases, kTypeHasDict) || (may_add_dict && (!plan.declared || plan.wants_dict))) type->flags |= kTypeHasDict;
  if (any_base(bases, kTypeWeakrefable) || !plan.declared || plan.wants_weakref) {
    if (!(base->root_shape->flags & Shape::kVariableSize) || base->root_shape->kind == Kind::String || plan.wants_weakref || any_base(bases, kTypeWeakrefable)) {
      type->flags |= kTypeWeakrefable;
    }
  }
  type->name = class_name;
  type->base = base;
  type->bases = bases;
  type->dict = dict;
  type->spec = base->spec;
  type->version = new_type_version();
  type->module_name = Value::unbound();
  heap.write_barrier(type);

  Value qualified = dict_get(dict, name(Name::Qualname));
  if (!qualified.is_unbound()) {
    if (!as_string(qualified)) return raise(thread, TypeId::TypeError, "type __qualname__ must be a str, not %T", qualified);
    type->qualified_name = as_string(qualified);
    dict_delete(heap, dict, name(Name::Qualname));
  } else {
    type->qualified_name = class_name;
  }
  Value cell = dict_get(dict, name(Name::ClassCell));
  if (!cell.is_unbound()) {
    if (!is_cell(cell)) return raise(thread, TypeId::TypeError, "__classcell__ must be a nonlocal cell, not <class '%T'>", cell);
    dict_delete(heap, dict, name(Name::ClassCell));
  }
  if (dict_get(dict, name(Name::Module)).is_unbound()) {
    if (thread.regs) {
      const Value module = dict_get(function_of_frame(thread)->globals, name(Name::NameName));
      if (!module.is_unbound()) dict_set(heap, dict, name(Name::Module), module);
    }
  }
  wrap_function(heap, dict, special_name(Special::New), TypeId::StaticMethod);
  wrap_function(heap, dict, special_name(Special::InitSubclass), TypeId::ClassMethod);
  wrap_function(heap, dict, special_name(Special::ClassGetItem), TypeId::ClassMethod);
  // A class that defines __eq__ but not __hash__ has unhashable instances.
  if (!dict_get(dict, special_name(Special::Eq)).is_unbound() && dict_get(dict, special_name(Special::Hash)).is_unbound()) {
    dict_set(heap, dict, special_name(Special::Hash), Value::none());
  }

  type->attribute_estimate = estimate_attributes(dict, base);
  const uint16_t members = plan.names ? uint16_t(plan.names->length()) : 0;
  type->slots_size = members * sizeof(Value);
  type->root_shape = make_instance_shape(heap, type, members);
  heap.write_barrier(type);
  if (!cell.is_unbound()) {
    cell.as<Cell>()->value = Value(type);
    heap.write_barrier(cell.as_object());
  }
  type->mro = TRY(mro_of(thread, type, bases));
  // Sequence or mapping, for match statements: as the first class of the MRO that is either.
  for (int64_t i = 1; i < type->mro->length() && !(type->flags & (kTypeSequence | kTypeMapping)); i++) {
    type->flags |= type->mro->at(i).as<Type>()->flags & (kTypeSequence | kTypeMapping);
  }
  heap.write_barrier(type);
  for (Value v : type->mro->span()) {
    if (v.as<Type>()->has(kTypeHasFinalizer)) type->flags |= kTypeHasFinalizer;
  }
  if (!dict_get(dict, special_name(Special::Del)).is_unbound()) type->flags |= kTypeHasFinalizer;

  if (plan.names) {
    // Members of variable-size kinds are counted from the object's end.
    const bool from_end = base->root_shape->flags & Shape::kVariableSize;
    uint32_t offset = from_end ? (base->root_shape->member_words + 1) * sizeof(Value) : native_size(base);
    Tuple* names = tuple_from(heap, plan.names->span());
    type->slot_names = Value(names);
    heap.write_barrier(type);
    for (Value v : names->span()) {
      dict_set(heap, dict, v.as<String>(), Value(new_slot_member(heap, type, v.as<String>(), offset)));
      offset += sizeof(Value);
    }
  }
  if (type->has(kTypeHasDict) && !base->has(kTypeHasDict)) add_dict_getter(heap, type);
  if (type->has(kTypeWeakrefable) && !base->has(kTypeWeakrefable)) add_weakref_getter(heap, type);

  if (dict_get(dict, name(Name::Doc)).is_unbound()) dict_set(heap, dict, name(Name::Doc), Value::none());

  for (Value b : bases->span()) add_subclass(thread, b.as<Type>(), type);
  TRY(call_set_names(thread, type));
  TRY(call_init_subclass(thread, type, keywords));
  return Value(type);
}

Status call_set_names(Thread& thread, Type* type) {
  Dict* names = dict_copy(thread.heap(), type->dict);
  Value key, value;
  for (uint32_t i = 0; dict_next(names, i, key, value);) {
    const Value method = lookup_special(type_of(value), Special::SetName);
    if (method.is_unbound()) continue;
    const Value arguments[] = {Value(type), key};
    const Value result = call_special(thread, value, Special::SetName, arguments);
    if (result.is_raised()) {
      return raise_from_current(thread, TypeId::RuntimeError, "Error calling __set_name__ on '%T' instance %R in '%Q'", value, key, type);
    }
  }
  return ok_status();
}

Status call_init_subclass(Thread& thread, Type* type, Dict* keywords) {
  Value found;
  bool in_mro = false;
  for (Value v : type->mro->span()) in_mro |= v == Value(type);
  if (!in_mro) return raise(thread, TypeId::TypeError, "super(type, obj): obj must be an instance or subtype of type");
  for (int64_t i = 1; i < type->mro->length() && found.is_unbound(); i++) {
    found = dict_get(type->mro->at(i).as<Type>()->dict, special_name(Special::InitSubclass));
  }
  if (found.is_unbound()) return ok_status();
  const Value bound = TRY(bind_descriptor(thread, found, Value::unbound(), type));
  TRY(call_unpacked(thread, bound, empty_tuple(), keywords));
  return ok_status();
}

HeapObject* allocate_type(Thread& thread, Type* metatype) {
  Heap& heap = thread.heap();
  auto* type = static_cast<Type*>(heap.allocate_with_native(metatype->root_shape, metatype->root_shape->instance_size));
  return type;
}

HeapObject* allocate_instance(Heap& heap, Type* type) {
  Shape* shape = type->root_shape;
  HeapObject* object;
  if (shape->layout->finalize) {
    object = heap.allocate_with_native(shape, shape->instance_size);
  } else {
    object = heap.allocate(shape, shape->instance_size);
  }
  if (type->has(kTypeHasFinalizer)) heap.register_finalizable(object);
  return object;
}

HeapObject* allocate_instance_sized(Heap& heap, Type* type, size_t native_bytes) {
  Shape* shape = type->root_shape;
  size_t bytes = (native_bytes + 7) & ~size_t{7};
  bytes += attribute_bytes(shape);
  HeapObject* object = heap.try_allocate(shape, bytes);
  if (object && type->has(kTypeHasFinalizer)) heap.register_finalizable(object);
  return object;
}

}  // namespace taipan::python
