// python/objects/object_object.cpp -- the class `object`: what every instance can do. Language reference, "Basic customization".
#include "python/objects/abstract.h"
#include "python/objects/class_creation.h"
#include "python/objects/exceptions.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"
#include "vm/plain_keys.h"

namespace taipan::python {

namespace {

bool excess(NativeCall call) { return call.count > 1; }

Value object_new(Thread& thread, NativeCall call) {
  if (call.positional() < 1) return raise(thread, TypeId::TypeError, "object.__new__(): not enough arguments");
  if (!has_type_flag(call.values[0], kTypeTypeSubclass)) {
    return raise(thread, TypeId::TypeError, "object.__new__(X): X is not a type object (%T)", call.values[0]);
  }
  Type* type = call.values[0].as<Type>();
  if (excess(call)) {
    if (!uses_native(type, Special::New, TypeId::Object)) {
      return raise(thread, TypeId::TypeError, "object.__new__() takes exactly one argument (the type to instantiate)");
    }
    if (uses_native(type, Special::Init, TypeId::Object)) return raise(thread, TypeId::TypeError, "%N() takes no arguments", type);
  }
  if (type->has(kTypeAbstract)) {
    const Value names = TRY(get_attribute(thread, Value(type), name(Name::AbstractMethods)));
    List* list = TRY(list_from_iterable(thread, names));
    const Value sorted = TRY(call_method_with(thread, Value(list), name(Name::Sort)));
    (void)sorted;
    StringBuilder joined;
    for (int64_t i = 0; i < list->length(); i++) {
      if (i) joined.append_ascii(", ");
      joined.append(TRY(str(thread, list->at(i))));
    }
    return raise(thread, TypeId::TypeError, "Can't instantiate abstract class %N with abstract method%s %U", type, list->length() == 1 ? "" : "s",
                 joined.finish(thread.heap()));
  }
  if (type->root_shape->kind != Kind::Instance) {
    Type* native = type;
    while (native->is_heap()) native = native->base;
    return raise(thread, TypeId::TypeError, "object.__new__(%N) is not safe, use %N.__new__()", type, native);
  }
  return Value(allocate_instance(thread.heap(), type));
}

Value object_init(Thread& thread, NativeCall call) {
  if (call.count > 1) {
    Type* type = type_of(call.values[0]);
    if (!uses_native(type, Special::Init, TypeId::Object)) {
      return raise(thread, TypeId::TypeError, "object.__init__() takes exactly one argument (the instance to initialize)");
    }
    if (uses_native(type, Special::New, TypeId::Object) && !type->has(kTypeNoInstantiation)) {
      return raise(thread, TypeId::TypeError, "%N.__init__() takes exactly one argument (the instance to initialize)", type);
    }
  }
  return Value::none();
}

Value object_repr(Thread& thread, Value self) {
  Type* type = type_of(self);
  const Value module = TRY(get_attribute_or_unbound(thread, Value(type), name(Name::Module)));
  if (as_string(module) && !as_string(module)->equals_ascii("builtins")) {
    return Value(format_string(thread, "<%S.%U object at 0x%lx>", module, type->qualified_name, long(identity(self))));
  }
  return Value(format_string(thread, "<%U object at 0x%lx>", type->qualified_name, long(identity(self))));
}
Value object_str(Thread& thread, Value self) { return Value(repr(thread, self)); }
int64_t object_hash(Thread&, Value self) {
  if (!self.is_object()) return int64_t(plain_hash(self));
  const uint64_t bits = self.bits();
  const auto rotated = int64_t((bits >> 4) | (bits << 60));
  return rotated == -1 ? -2 : rotated;
}
Value object_eq(Thread&, Value self, Value other) { return is_same(self, other) ? Value::true_value() : Value::not_implemented(); }
Value object_ne(Thread& thread, Value self, Value other) {
  const Value result = TRY(call_special(thread, self, Special::Eq, {&other, 1}));
  if (result.is_not_implemented() || result.is_unbound()) return Value::not_implemented();
  return Value::boolean(!TRY(is_true(thread, result)));
}
Value object_order(Thread&, Value, Value) { return Value::not_implemented(); }
Value object_getattribute(Thread& thread, Value self, Value attribute) {
  String* text = as_string(attribute);
  if (!text) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", attribute);
  return generic_get_attribute(thread, self, intern(thread.heap(), text));
}
Status check_not_type_hack(Thread& thread, Value self, const char* what) {
  if (has_type_flag(self, kTypeTypeSubclass)) {
    return raise(thread, TypeId::TypeError, "can't apply this %s to %N object", what, type_of(self));
  }
  return ok_status();
}
Status object_setattr(Thread& thread, Value self, Value attribute, Value value) {
  String* text = as_string(attribute);
  if (!text) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", attribute);
  TRY(check_not_type_hack(thread, self, "__setattr__"));
  return generic_set_attribute(thread, self, intern(thread.heap(), text), value);
}
Status object_delattr(Thread& thread, Value self, Value attribute) {
  String* text = as_string(attribute);
  if (!text) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", attribute);
  TRY(check_not_type_hack(thread, self, "__delattr__"));
  return generic_set_attribute(thread, self, intern(thread.heap(), text), Value::unbound());
}
Value object_format(Thread& thread, Value self, String* spec) {
  if (spec->length() > 0) return raise(thread, TypeId::TypeError, "unsupported format string passed to %T.__format__", self);
  return Value(str(thread, self));
}
int64_t object_sizeof(Thread&, Value self) { return self.is_object() ? int64_t(object_size(self.as_object())) : 24; }

Value object_dir(Thread& thread, Value self) {
  Dict* names = new_dict(thread.heap());
  Heap& heap = thread.heap();
  const Value own = TRY(get_attribute_or_unbound(thread, self, name(Name::Dict)));
  if (!own.is_unbound() && is_kind(own, Kind::Dict)) TRY(dict_update(thread, names, own));
  const Value cls = TRY(get_attribute_or_unbound(thread, self, name(Name::Class)));
  if (has_type_flag(cls, kTypeTypeSubclass)) {
    Tuple* mro = cls.as<Type>()->mro;
    for (int64_t i = mro ? mro->length() : 0; i-- > 0;) {
      Value key, value;
      for (uint32_t k = 0; dict_next(mro->at(i).as<Type>()->dict, k, key, value);) {
        TRY(dict_set(thread, names, key, Value::none()));
      }
    }
  }
  List* list = new_list(heap);
  Value key, value;
  for (uint32_t k = 0; dict_next(names, k, key, value);) (void)list->append(heap, key);
  return Value(list);
}

Value object_init_subclass(Thread& thread, NativeCall call) {
  if (call.positional() > 1) return raise(thread, TypeId::TypeError, "%N.__init_subclass__() takes no arguments (%ld given)", call.values[0].as<Type>(), call.positional() - 1);
  if (call.names) return raise(thread, TypeId::TypeError, "%N.__init_subclass__() takes no keyword arguments", call.values[0].as<Type>());
  return Value::none();
}
Value object_subclasshook(Thread&, NativeCall) { return Value::not_implemented(); }

Value get_class(Thread&, Value self) { return Value(type_of(self)); }

// Whether the classes differ at most in a last layer that adds the same __slots__.
bool same_slots(Type* a, Type* b) {
  auto layer = [](Type* t) {
    while (t->base && t->slots_size == 0 && t->is_heap()) t = t->base;
    return t;
  };
  a = layer(a);
  b = layer(b);
  if (a == b || (a->slots_size == 0 && b->slots_size == 0)) return true;
  if (a->base != b->base || a->slots_size != b->slots_size) return false;
  Tuple* left = a->slot_names.as<Tuple>();
  Tuple* right = b->slot_names.as<Tuple>();
  for (int64_t i = 0; i < left->length(); i++) {
    if (!equal(left->at(i).as<String>(), right->at(i).as<String>())) return false;
  }
  return true;
}

Status set_class(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "can't delete __class__ attribute");
  if (!has_type_flag(value, kTypeTypeSubclass)) return raise(thread, TypeId::TypeError, "__class__ must be set to a class, not '%T' object", value);
  Type* target = value.as<Type>();
  Type* current = type_of(self);
  const bool modules = is_subtype(target, builtin_type(TypeId::Module)) && is_subtype(current, builtin_type(TypeId::Module));
  if (!modules && (!target->is_heap() || !current->is_heap())) {
    return raise(thread, TypeId::TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  if (target == current) return ok_status();
  Heap& heap = thread.heap();
  HeapObject* object = self.as_object();
  Shape* from = shape_of(object);
  Shape* to = target->root_shape;
  auto native = [](const Shape* root) { return root->has_attributes() ? root->first_slot_offset : root->instance_size; };
  const Shape* from_root = from->root();
  if (!same_slots(current, target) || current->has(kTypeWeakrefable) != target->has(kTypeWeakrefable) || from_root->kind != to->kind || native(from_root) != native(to) || from_root->has_attributes() != to->has_attributes() ||
      from_root->member_words != to->member_words) {
    return raise(thread, TypeId::TypeError, "__class__ assignment: '%Q' object layout differs from '%Q'", target, current);
  }
  if (!to->has_attributes()) {
    object->shape_ref = shape_ref(to);
    heap.write_barrier(object);
    return ok_status();
  }
  // The attributes move through a dict when the new class keeps another number of them inside the object.
  if (from_root->inline_capacity == to->inline_capacity && !from->is_dict_mode()) {
    Shape* chain[Shape::kMaxSlots];
    uint32_t n = 0;
    for (Shape* s = from; s->slot_count; s = s->parent) chain[n++] = s;
    Shape* target_shape = to;
    while (n > 0 && target_shape) target_shape = target_shape->with_attribute(heap, chain[--n]->name);
    if (target_shape) {
      object->shape_ref = shape_ref(target_shape);
      heap.write_barrier(object);
      return ok_status();
    }
  }
  // A shape of the new class that has room for as many words as the object really has.
  Dict* attributes = to_dict_mode(heap, object);
  Shape* wide = make_instance_shape_like(heap, target, from_root);
  Shape* dict_shape = wide->dict_mode(heap);
  object->shape_ref = shape_ref(dict_shape);
  slot_base(object, dict_shape)[-1] = Value(attributes);
  heap.write_barrier(object);
  return ok_status();
}

Value copyreg_call(Thread& thread, const char* function, std::span<const Value> arguments) {
  const Value module = TRY(import_module(thread, "copyreg"));
  const Value callable = TRY(get_attribute(thread, module, intern(thread.heap(), function)));
  return call(thread, callable, arguments);
}

}  // namespace

// The state copyreg and pickle save: __dict__ alone, or (dict or None, slots dict).
Value object_get_state_default(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  Value state = Value::none();
  if (self.is_object() && shape_of(self.as_object())->has_attributes()) {
    Dict* dict = new_dict(heap);
    const Value own = TRY(get_attribute_or_unbound(thread, self, name(Name::Dict)));
    if (!own.is_unbound() && is_kind(own, Kind::Dict)) {
      TRY(dict_update(thread, dict, own));
      if (dict->length() || true) state = Value(dict);
    }
  }
  Dict* slots = nullptr;
  Tuple* mro = type_of(self)->mro;
  const Value named = dict_get(type_of(self)->dict, intern(heap, "__slotnames__"));
  const bool listed = is_kind(named, Kind::List);
  for (int64_t i = 0; listed && i < named.as<List>()->length(); i++) {
    String* slot = as_string(named.as<List>()->at(i));
    if (!slot) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", named.as<List>()->at(i));
    const Value value = TRY(get_attribute_or_unbound(thread, self, slot));
    if (value.is_unbound()) continue;
    if (!slots) slots = new_dict(heap);
    TRY(dict_set(thread, slots, Value(slot), value));
  }
  for (Value v : mro->span()) {
    if (listed) break;
    Type* t = v.as<Type>();
    if (t->slot_names.is_unbound() || t->slot_names.is_none()) continue;
    for (Value slot : t->slot_names.as<Tuple>()->span()) {
      const Value value = TRY(get_attribute_or_unbound(thread, self, slot.as<String>()));
      if (value.is_unbound()) continue;
      if (!slots) slots = new_dict(heap);
      dict_set(heap, slots, slot.as<String>(), value);
    }
  }
  if (state.is_object() && state.as<Dict>()->length() == 0) {
    // An empty __dict__ shows as None, as CPython's lazily made dictionaries do.
    if (own_attribute_count(self.as_object()) == 0) state = Value::none();
  }
  if (slots) return Value(tuple_of(heap, state, Value(slots)));
  return state;
}

namespace {

Value object_getstate(Thread& thread, Value self) { return object_get_state_default(thread, self); }

Value reduce_newobj(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  Type* type = type_of(self);
  if (!lookup_special(type, Special::New).is_unbound() && type->root_shape->kind != Kind::Instance && !type->is_heap() && type->has(kTypeNoInstantiation)) {
    return raise(thread, TypeId::TypeError, "cannot pickle '%Q' object", type);
  }
  Value arguments = Value(empty_tuple());
  Value keywords = Value::none();
  bool has_arguments = false;
  const Value getnewargs_ex = lookup(type, intern(heap, "__getnewargs_ex__"));
  if (!getnewargs_ex.is_unbound()) {
    const Value pair = TRY(call_with(thread, TRY(bind_descriptor(thread, getnewargs_ex, self, type))));
    if (!is_kind(pair, Kind::Tuple)) return raise(thread, TypeId::TypeError, "__getnewargs_ex__ should return a tuple, not '%T'", pair);
    if (pair.as<Tuple>()->length() != 2) {
      return raise(thread, TypeId::ValueError, "__getnewargs_ex__ should return a tuple of length 2, not %ld", pair.as<Tuple>()->length());
    }
    arguments = pair.as<Tuple>()->at(0);
    keywords = pair.as<Tuple>()->at(1);
    if (!is_kind(arguments, Kind::Tuple)) {
      return raise(thread, TypeId::TypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%T'", arguments);
    }
    if (!is_kind(keywords, Kind::Dict)) {
      return raise(thread, TypeId::TypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%T'", keywords);
    }
    has_arguments = true;
  } else {
    const Value getnewargs = lookup(type, intern(heap, "__getnewargs__"));
    if (!getnewargs.is_unbound()) {
      arguments = TRY(call_with(thread, TRY(bind_descriptor(thread, getnewargs, self, type))));
      if (!is_kind(arguments, Kind::Tuple)) return raise(thread, TypeId::TypeError, "__getnewargs__ should return a tuple, not '%T'", arguments);
      has_arguments = true;
    }
  }
  const Value copyreg = TRY(import_module(thread, "copyreg"));
  Value function, function_arguments;
  if (keywords.is_none() || keywords.as<Dict>()->length() == 0) {
    function = TRY(get_attribute(thread, copyreg, intern(heap, "__newobj__")));
    List* all = new_list(heap);
    (void)all->append(heap, Value(type));
    for (Value v : arguments.as<Tuple>()->span()) (void)all->append(heap, v);
    function_arguments = Value(tuple_from(heap, all->span()));
  } else {
    function = TRY(get_attribute(thread, copyreg, intern(heap, "__newobj_ex__")));
    function_arguments = Value(tuple_of(heap, Value(type), arguments, keywords));
  }
  // Objects whose native part is not covered by their arguments cannot be copied.
  const bool is_list = is_kind(self, Kind::List), is_dict = is_kind(self, Kind::Dict);
  const Value getstate = TRY(get_attribute(thread, self, special_name(Special::GetState)));
  if (!has_arguments && !is_list && !is_dict && type->root_shape->kind != Kind::Instance && !is_exception(self) &&
      is_exact(getstate, TypeId::BuiltinFunction) && getstate.as<Native>()->owner == builtin_type(TypeId::Object)) {
    return raise(thread, TypeId::TypeError, "cannot pickle '%Q' object", type);
  }
  const Value state = TRY(call_with(thread, getstate));
  const Value list_items = is_list ? TRY(get_iterator(thread, self)) : Value::none();
  Value dict_items = Value::none();
  if (is_dict) dict_items = TRY(get_iterator(thread, TRY(call_method_with(thread, self, name(Name::Items)))));
  return Value(tuple_of(heap, function, function_arguments, state, list_items, dict_items));
}

Value reduce_with_protocol(Thread& thread, Value self, int64_t protocol) {
  if (protocol >= 2) return reduce_newobj(thread, self);
  const Value arguments[] = {self, Value::integer(protocol)};
  return copyreg_call(thread, "_reduce_ex", arguments);
}
Value object_reduce(Thread& thread, Value self) { return reduce_with_protocol(thread, self, 0); }
Value object_reduce_ex(Thread& thread, Value self, int64_t protocol) {
  const Value method = TRY(get_attribute_or_unbound(thread, self, special_name(Special::Reduce)));
  if (!method.is_unbound()) {
    const Value plain = lookup_special(type_of(self), Special::Reduce);
    if (!(plain == lookup_special(builtin_type(TypeId::Object), Special::Reduce))) return call_with(thread, method);
  }
  return reduce_with_protocol(thread, self, protocol);
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", object_new, "Create and return a new object."},
    {"__init__(self, /, *args, **kwargs)", object_init, ""},
    {"__repr__(self, /)", object_repr, "Return repr(self)."},
    {"__str__(self, /)", object_str, "Return str(self)."},
    {"__hash__(self, /)", object_hash, "Return hash(self)."},
    {"__eq__(self, value, /)", object_eq, "Return self==value."},
    {"__ne__(self, value, /)", object_ne, "Return self!=value."},
    {"__lt__(self, value, /)", object_order, "Return self<value."},
    {"__le__(self, value, /)", object_order, "Return self<=value."},
    {"__gt__(self, value, /)", object_order, "Return self>value."},
    {"__ge__(self, value, /)", object_order, "Return self>=value."},
    {"__getattribute__(self, name, /)", object_getattribute, "Return getattr(self, name)."},
    {"__setattr__(self, name, value, /)", object_setattr, "Implement setattr(self, name, value)."},
    {"__delattr__(self, name, /)", object_delattr, "Implement delattr(self, name)."},
    {"__format__(self, format_spec, /)", object_format, "Default object formatter."},
    {"__sizeof__(self, /)", object_sizeof, "Size of object in memory, in bytes."},
    {"__dir__(self, /)", object_dir, "Default dir() implementation."},
    {"__init_subclass__(cls)", object_init_subclass, "", kClass},
    {"__subclasshook__(cls, subclass)", object_subclasshook, "", kClass},
    {"__getstate__(self, /)", object_getstate, "Helper for pickle."},
    {"__reduce__(self, /)", object_reduce, "Helper for pickle."},
    {"__reduce_ex__(self, protocol, /)", object_reduce_ex, "Helper for pickle."},
};
const Getter kGetters[] = {{"__class__", get_class, set_class, "the object's class"}};

}  // namespace

extern const TypeSpec kObjectSpec = {.name = "object",
                                     .signature = "()",
                                     .doc = "The base class of the class hierarchy.",
                                     .layout = &kInstanceLayout,
                                     .kind = Kind::Instance,
                                     .native_size = sizeof(HeapObject),
                                     .flags = kTypeSubclassable,
                                     .methods = kMethods,
                                     .getters = kGetters};

}  // namespace taipan::python
