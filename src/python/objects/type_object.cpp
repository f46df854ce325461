// python/objects/type_object.cpp -- the class `type`: attributes and methods of classes. Language reference, "Customizing class creation".
#include "python/objects/abstract.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/class_creation.h"
#include "python/objects/isinstance.h"
#include "python/objects/native_text.h"
#include "python/objects/objects.h"
#include "python/objects/weak_reference.h"
#include "python/runtime/bootstrap.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

Value construct(Thread& thread, Type* type, const Value* values, int64_t count, Tuple* names);  // call.cpp

namespace {

// Names and documentation of classes are UTF-8 texts: without surrogates.
Status check_encodable(Thread& thread, String* text) {
  if (!encode_utf8(thread, text, "strict")) return Raised{};
  return ok_status();
}
Status check_name(Thread& thread, String* text) {
  TRY(check_encodable(thread, text));
  for (int64_t i = 0; i < text->length(); i++) {
    if (text->at(i) == 0) return raise(thread, TypeId::ValueError, "type name must not contain null characters");
  }
  return ok_status();
}

Value type_new(Thread& thread, NativeCall call) {
  if (call.positional() < 1 || !has_type_flag(call.values[0], kTypeTypeSubclass)) {
    return raise(thread, TypeId::TypeError, "type.__new__(): not enough arguments");
  }
  Type* metatype = call.values[0].as<Type>();
  const int64_t n = call.positional() - 1;
  if (n == 1 && metatype == builtin_type(TypeId::Type)) return Value(type_of(call.values[1]));
  if (n != 3) {
    if (metatype == builtin_type(TypeId::Type)) return raise(thread, TypeId::TypeError, "type() takes 1 or 3 arguments");
    return raise(thread, TypeId::TypeError, "type.__new__() takes exactly 3 arguments (%ld given)", n);
  }
  String* class_name = as_string(call.values[1]);
  if (!class_name) return raise(thread, TypeId::TypeError, "type.__new__() argument 1 must be str, not %T", call.values[1]);
  if (!is_kind(call.values[2], Kind::Tuple)) return raise(thread, TypeId::TypeError, "type.__new__() argument 2 must be tuple, not %T", call.values[2]);
  if (!is_kind(call.values[3], Kind::Dict)) return raise(thread, TypeId::TypeError, "type.__new__() argument 3 must be dict, not %T", call.values[3]);
  Tuple* bases = call.values[2].as<Tuple>();
  for (Value b : bases->span()) {
    if (!has_type_flag(b, kTypeTypeSubclass)) {
      const Value entries = TRY(get_attribute_or_unbound(thread, b, special_name(Special::MroEntries)));
      if (!entries.is_unbound()) {
        return raise(thread, TypeId::TypeError, "type() doesn't support MRO entry resolution; use types.new_class()");
      }
    }
  }
  TRY(check_name(thread, class_name));
  const Value doc = dict_get(call.values[3].as<Dict>(), name(Name::Doc));
  if (!doc.is_unbound() && as_string(doc)) TRY(check_encodable(thread, as_string(doc)));
  Type* winner = TRY(most_derived_metatype(thread, metatype, bases));
  if (winner != metatype && !uses_native(winner, Special::New, TypeId::Type)) {
    List* values = list_from(thread.heap(), {call.values, size_t(call.count)});
    values->set(thread.heap(), 0, Value(winner));
    const Value maker = TRY(get_attribute(thread, Value(winner), special_name(Special::New)));
    return call_with_names(thread, maker, values->items(), call.count, call.names);
  }
  Dict* keywords = new_dict(thread.heap());
  if (call.names) {
    for (int64_t i = 0; i < call.names->length(); i++) {
      dict_set(thread.heap(), keywords, call.names->at(i).as<String>(), call.values[call.positional() + i]);
    }
  }
  return make_class(thread, winner, class_name, bases, call.values[3].as<Dict>(), keywords);
}

Value type_init(Thread& thread, NativeCall call) {
  const int64_t n = call.positional() - 1;
  if (call.names && n == 1) return raise(thread, TypeId::TypeError, "type.__init__() takes no keyword arguments");
  if (n != 1 && n != 3) return raise(thread, TypeId::TypeError, "type.__init__() takes 1 or 3 arguments");
  return Value::none();
}

Value type_call(Thread& thread, NativeCall call) {
  return construct(thread, call.values[0].as<Type>(), call.values + 1, call.count - 1, call.names);
}

Value module_of(Thread& thread, Type* self) {
  if (!self->is_heap()) return self->module_name;
  const Value module = dict_get(self->dict, name(Name::Module));
  if (module.is_unbound()) return raise(thread, TypeId::AttributeError, "__module__");
  return module;
}

Value type_repr(Thread& thread, Type* self) {
  Value module = module_of(thread, self);
  if (module.is_raised()) {
    thread.clear_exception();
    module = Value::none();
  }
  if (as_string(module) && !as_string(module)->equals_ascii("builtins")) {
    return Value(format_string(thread, "<class '%S.%U'>", module, self->qualified_name));
  }
  return Value(format_string(thread, "<class '%U'>", self->qualified_name));
}
Value type_getattribute(Thread& thread, Type* self, Value attribute) {
  String* text = as_string(attribute);
  if (!text) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", attribute);
  return type_get_attribute(thread, self, intern(thread.heap(), text));
}
Status set_type_attribute(Thread& thread, Type* self, Value attribute, Value value) {
  String* text = as_string(attribute);
  if (!text) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", attribute);
  text = intern(thread.heap(), text);
  if (!self->is_heap()) {
    return raise(thread, TypeId::TypeError, "cannot set %R attribute of immutable type '%Q'", attribute, self);
  }
  const Value meta = lookup(type_of(Value(self)), text);
  if (!meta.is_unbound() && (!lookup_special(type_of(meta), Special::Set).is_unbound() || !lookup_special(type_of(meta), Special::Delete).is_unbound())) {
    return generic_set_attribute(thread, Value(self), text, value);
  }
  return type_set_attribute(thread, self, text, value);
}
Status type_setattr(Thread& thread, Type* self, Value attribute, Value value) { return set_type_attribute(thread, self, attribute, value); }
Status type_delattr(Thread& thread, Type* self, Value attribute) { return set_type_attribute(thread, self, attribute, Value::unbound()); }

Value type_mro_method(Thread& thread, Type* self) {
  Tuple* mro = TRY(compute_mro(thread, self, self->bases));
  return Value(list_from(thread.heap(), mro->span()));
}
Value type_subclasses(Thread& thread, Type* self) {
  List* result = new_list(thread.heap());
  if (self->subclasses) {
    for (Value reference : self->subclasses->span()) {
      const Value target = weak_target(reference);
      if (!target.is_unbound()) (void)result->append(thread.heap(), target);
    }
  }
  return Value(result);
}
Value type_prepare(Thread& thread, NativeCall) { return Value(new_dict(thread.heap())); }
Result<bool> type_instancecheck(Thread& thread, Type* self, Value instance) { return is_instance_by_default(thread, instance, Value(self)); }
Value type_subclasscheck(Thread& thread, Type* self, Value cls) {
  if (has_type_flag(cls, kTypeTypeSubclass)) return Value::boolean(is_subtype(cls.as<Type>(), self));
  return Value::boolean(TRY(is_subclass_by_default(thread, cls, Value(self))));
}
Value type_dir(Thread& thread, Type* self) {
  Dict* names = new_dict(thread.heap());
  for (int64_t i = self->mro ? self->mro->length() : 0; i-- > 0;) {
    Value key, value;
    for (uint32_t k = 0; dict_next(self->mro->at(i).as<Type>()->dict, k, key, value);) TRY(dict_set(thread, names, key, Value::none()));
  }
  List* list = new_list(thread.heap());
  Value key, value;
  for (uint32_t k = 0; dict_next(names, k, key, value);) (void)list->append(thread.heap(), key);
  return Value(list);
}
Value type_or(Thread& thread, Value self, Value other) { return new_union(thread, self, other); }
Value type_ror(Thread& thread, Value self, Value other) { return new_union(thread, other, self); }
int64_t type_sizeof(Thread&, Type*) { return int64_t(sizeof(Type)); }

// ---- attributes

Value get_name(Thread&, Value self) { return Value(self.as<Type>()->name); }
Status check_settable(Thread& thread, Type* type, const char* attribute, Value value) {
  if (!type->is_heap()) return raise(thread, TypeId::TypeError, "cannot set '%s' attribute of immutable type '%Q'", attribute, type);
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "cannot delete '%s' attribute of immutable type '%Q'", attribute, type);
  return ok_status();
}
Status set_name(Thread& thread, Value self, Value value) {
  Type* type = self.as<Type>();
  TRY(check_settable(thread, type, "__name__", value));
  String* text = as_string(value);
  if (!text) return raise(thread, TypeId::TypeError, "can only assign string to %N.__name__, not '%T'", type, value);
  TRY(check_name(thread, text));
  type->name = text;
  thread.heap().write_barrier(type);
  return ok_status();
}
Value get_qualname(Thread&, Value self) { return Value(self.as<Type>()->qualified_name); }
Status set_qualname(Thread& thread, Value self, Value value) {
  Type* type = self.as<Type>();
  TRY(check_settable(thread, type, "__qualname__", value));
  String* text = as_string(value);
  if (!text) return raise(thread, TypeId::TypeError, "can only assign string to %N.__qualname__, not '%T'", type, value);
  type->qualified_name = text;
  thread.heap().write_barrier(type);
  return ok_status();
}
Value get_module(Thread& thread, Value self) { return module_of(thread, self.as<Type>()); }
Status set_module(Thread& thread, Value self, Value value) {
  TRY(check_settable(thread, self.as<Type>(), "__module__", value));
  return type_set_attribute(thread, self.as<Type>(), name(Name::Module), value);
}
Value get_bases(Thread&, Value self) { return Value(self.as<Type>()->bases); }

// The MROs of a class and of all below it anew. `changed` gets class, MRO before, and MRO now of each. A mro() of the
// program's may change bases itself: what it made of the class it was asked about is newer, and stands.
Status refresh_mro(Thread& thread, Type* type, List* changed) {
  if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, "");
  Heap& heap = thread.heap();
  Tuple* before = type->mro;
  Tuple* mro = TRY(mro_of(thread, type, type->bases));
  if (type->mro != before) return ok_status();
  type->mro = mro;
  heap.write_barrier(type);
  if (!changed->append(heap, Value(tuple_of(heap, Value(type), before ? Value(before) : Value::none(), Value(mro))))) return raise_memory_error(thread);
  if (!type->subclasses) return ok_status();
  Tuple* references = tuple_from(heap, type->subclasses->span());
  for (int64_t i = 0; i < references->length(); i++) {
    const Value target = weak_target(references->at(i));
    if (!target.is_unbound()) TRY(refresh_mro(thread, target.as<Type>(), changed));
  }
  return ok_status();
}

bool is_below_in_base_chain(const Type* type, const Type* base) {
  for (; type; type = type->base) {
    if (type == base) return true;
  }
  return false;
}

// Whether CPython's collector would look at instances: it has two ways to free objects, and classes must not mix them.
bool is_collected(const Type* type) {
  if (type->has(kTypeHasDict) || type->slots_size) return true;
  if (type->is_heap()) return is_collected(type->base);
  for (TypeId plain : {TypeId::Object, TypeId::Int, TypeId::Bool, TypeId::Float, TypeId::Complex, TypeId::Str, TypeId::Bytes, TypeId::ByteArrayType}) {
    if (type == builtin_type(plain)) return false;
  }
  return true;
}

Status set_bases(Thread& thread, Value self, Value value) {
  Type* type = self.as<Type>();
  TRY(check_settable(thread, type, "__bases__", value));
  if (!is_kind(value, Kind::Tuple)) return raise(thread, TypeId::TypeError, "can only assign tuple to %N.__bases__, not %T", type, value);
  Tuple* bases = value.as<Tuple>();
  if (bases->length() == 0) return raise(thread, TypeId::TypeError, "can only assign non-empty tuple to %N.__bases__, not ()", type);
  for (Value b : bases->span()) {
    if (!has_type_flag(b, kTypeTypeSubclass)) return raise(thread, TypeId::TypeError, "%N.__bases__ must be tuple of classes, not '%T'", type, b);
    // The MRO of a class whose mro() is running is not the new one yet, but its base is.
    if (is_subtype(b.as<Type>(), type) || is_below_in_base_chain(b.as<Type>(), type)) {
      return raise(thread, TypeId::TypeError, "a __bases__ item causes an inheritance cycle");
    }
  }
  Type* base = TRY(best_base(thread, bases));
  if (base != type->base && is_collected(base) != is_collected(type->base)) {
    return raise(thread, TypeId::TypeError, "__bases__ assignment: '%Q' deallocator differs from '%Q'", base, type->base);
  }
  if (base->root_shape->kind != type->base->root_shape->kind || base->slots_size != type->base->slots_size ||
      base->has(kTypeHasDict) != type->base->has(kTypeHasDict)) {
    if (!(base->root_shape->kind == Kind::Instance && type->base->root_shape->kind == Kind::Instance && base->slots_size == type->base->slots_size)) {
      return raise(thread, TypeId::TypeError, "__bases__ assignment: '%Q' object layout differs from '%Q'", base, type->base);
    }
  }
  Tuple* old_bases = type->bases;
  Type* old_base = type->base;
  type->bases = bases;
  type->base = base;
  thread.heap().write_barrier(type);
  List* changed = new_list(thread.heap());
  if (!refresh_mro(thread, type, changed).ok()) {
    for (int64_t i = 0; i < changed->length(); i++) {
      Tuple* row = changed->at(i).as<Tuple>();
      Type* one = row->at(0).as<Type>();
      if (Value(one->mro) != row->at(2)) continue;
      one->mro = row->at(1).is_none() ? nullptr : row->at(1).as<Tuple>();
      thread.heap().write_barrier(one);
    }
    if (type->bases == bases) {
      type->bases = old_bases;
      type->base = old_base;
      thread.heap().write_barrier(type);
    }
    type_modified(type);
    return Raised{};
  }
  if (type->bases != bases) return ok_status();  // set again by a mro()
  for (Value b : old_bases->span()) remove_subclass(thread, b.as<Type>(), type);
  for (Value b : bases->span()) add_subclass(thread, b.as<Type>(), type);
  type_modified(type);
  update_finalizer_flag(type);
  return ok_status();
}

Value get_dict(Thread& thread, Value self) { return new_mapping_proxy(thread.heap(), Value(self.as<Type>()->dict)); }
Value get_doc(Thread& thread, Value self) {
  Type* type = self.as<Type>();
  const Value doc = dict_get(type->dict, name(Name::Doc));
  if (doc.is_unbound()) return Value::none();
  const Value getter = lookup_special(type_of(doc), Special::Get);
  if (getter.is_unbound()) return doc;
  return bind_descriptor(thread, doc, Value::unbound(), type);
}
Status set_doc(Thread& thread, Value self, Value value) {
  TRY(check_settable(thread, self.as<Type>(), "__doc__", value));
  return type_set_attribute(thread, self.as<Type>(), name(Name::Doc), value);
}
Value get_text_signature(Thread& thread, Value self) { return type_text_signature(thread, self.as<Type>()); }
Value get_abstract(Thread& thread, Value self) {
  Type* type = self.as<Type>();
  const Value names = type == builtin_type(TypeId::Type) ? Value::unbound() : dict_get(type->dict, name(Name::AbstractMethods));
  if (names.is_unbound()) return raise(thread, TypeId::AttributeError, "__abstractmethods__");
  return names;
}
Status set_abstract(Thread& thread, Value self, Value value) {
  Type* type = self.as<Type>();
  bool abstract = false;
  if (!value.is_unbound()) abstract = TRY(is_true(thread, value));
  if (value.is_unbound() && dict_get(type->dict, name(Name::AbstractMethods)).is_unbound()) {
    return raise(thread, TypeId::AttributeError, "__abstractmethods__");
  }
  TRY(type_set_attribute(thread, type, name(Name::AbstractMethods), value));
  type->flags = abstract ? type->flags | kTypeAbstract : type->flags & ~kTypeAbstract;
  return ok_status();
}
Value get_annotations(Thread& thread, Value self) {
  Type* type = self.as<Type>();
  if (!type->is_heap()) return raise(thread, TypeId::AttributeError, "type object '%Q' has no attribute '__annotations__'", type);
  Value found = dict_get(type->dict, name(Name::Annotations));
  if (found.is_unbound()) {
    found = Value(new_dict(thread.heap()));
    dict_set(thread.heap(), type->dict, name(Name::Annotations), found);
    type_modified(type);
    return found;
  }
  return bind_descriptor(thread, found, Value::unbound(), type);
}
Status set_annotations(Thread& thread, Value self, Value value) {
  Type* type = self.as<Type>();
  if (!type->is_heap()) return raise(thread, TypeId::TypeError, "cannot set '__annotations__' attribute of immutable type '%Q'", type);
  if (value.is_unbound() && dict_get(type->dict, name(Name::Annotations)).is_unbound()) return raise(thread, TypeId::AttributeError, "__annotations__");
  return type_set_attribute(thread, type, name(Name::Annotations), value);
}
Value get_basicsize(Thread&, Value self) { return Value::integer(self.as<Type>()->root_shape->instance_size); }
Value get_itemsize(Thread&, Value self) {
  switch (self.as<Type>()->root_shape->kind) {
    case Kind::Tuple: return Value::integer(8);
    case Kind::BigInt: return Value::integer(4);
    case Kind::Bytes: return Value::integer(1);
    default: return Value::integer(0);
  }
}
Value get_flags(Thread&, Value self) {
  Type* t = self.as<Type>();
  int64_t flags = 1 << 12;                                  // ready
  if (t->is_heap()) flags |= 1 << 9;
  if (t->has(kTypeSubclassable)) flags |= 1 << 10;
  if (!t->is_heap()) flags |= 1 << 8;                       // immutable
  if (t->has(kTypeAbstract)) flags |= 1 << 20;
  if (t->has(kTypeSequence)) flags |= 1 << 5;
  if (t->has(kTypeMapping)) flags |= 1 << 6;
  if (t->has(kTypeNoInstantiation)) flags |= 1 << 7;
  if (t->has(kTypeIntSubclass)) flags |= 1 << 24;
  if (t->has(kTypeListSubclass)) flags |= 1 << 25;
  if (t->has(kTypeTupleSubclass)) flags |= 1 << 26;
  if (t->has(kTypeBytesSubclass)) flags |= 1 << 27;
  if (t->has(kTypeStrSubclass)) flags |= 1 << 28;
  if (t->has(kTypeDictSubclass)) flags |= 1 << 29;
  if (t->has(kTypeExceptionSubclass)) flags |= 1 << 30;
  if (t->has(kTypeTypeSubclass)) flags |= int64_t{1} << 31;
  return Value::integer(flags);
}
Value get_zero(Thread&, Value) { return Value::integer(0); }

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", type_new, "Create and return a new object."},
    {"__init__(self, /, *args, **kwargs)", type_init, ""},
    {"__call__(self, /, *args, **kwargs)", type_call, "Call self as a function."},
    {"__repr__(self, /)", type_repr, "Return repr(self)."},
    {"__getattribute__(self, name, /)", type_getattribute, "Return getattr(self, name)."},
    {"__setattr__(self, name, value, /)", type_setattr, "Implement setattr(self, name, value)."},
    {"__delattr__(self, name, /)", type_delattr, "Implement delattr(self, name)."},
    {"__or__(self, value, /)", type_or, "Return self|value."},
    {"__ror__(self, value, /)", type_ror, "Return value|self."},
    {"mro(self, /)", type_mro_method, "Return a type's method resolution order."},
    {"__subclasses__(self, /)", type_subclasses, "Return a list of immediate subclasses."},
    {"__prepare__(*args, **kwargs)", type_prepare, "", kClass},
    {"__instancecheck__(self, instance, /)", type_instancecheck, "Check if an object is an instance."},
    {"__subclasscheck__(self, subclass, /)", type_subclasscheck, "Check if a class is a subclass."},
    {"__dir__(self, /)", type_dir, "Specialized __dir__ implementation for types."},
    {"__sizeof__(self, /)", type_sizeof, "Return memory consumption of the type object."},
};
const Getter kGetters[] = {
    {"__name__", get_name, set_name, nullptr},
    {"__qualname__", get_qualname, set_qualname, nullptr},
    {"__module__", get_module, set_module, nullptr},
    {"__bases__", get_bases, set_bases, nullptr},
    {"__dict__", get_dict, nullptr, nullptr},
    {"__doc__", get_doc, set_doc, nullptr},
    {"__text_signature__", get_text_signature, nullptr, nullptr},
    {"__abstractmethods__", get_abstract, set_abstract, nullptr},
    {"__annotations__", get_annotations, set_annotations, nullptr},
    {"__basicsize__", get_basicsize, nullptr, nullptr},
    {"__itemsize__", get_itemsize, nullptr, nullptr},
    {"__flags__", get_flags, nullptr, nullptr},
    {"__dictoffset__", get_zero, nullptr, nullptr},
    {"__weakrefoffset__", get_zero, nullptr, nullptr},
};
const Member kMembers[] = {
    {"__base__", MemberType::NoneIfUnbound, offsetof(Type, base), true, nullptr},
    {"__mro__", MemberType::NoneIfUnbound, offsetof(Type, mro), true, nullptr},
};

}  // namespace

bool uses_native_name(Type* type, String* method, TypeId definer) {
  return lookup(type, method) == lookup(builtin_type(definer), method);
}

extern const TypeSpec kTypeSpec = {.name = "type",
                                   .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
                                   .layout = &kTypeLayout,
                                   .kind = kind(PythonKind::Type),
                                   .native_size = sizeof(Type),
                                   .flags = kTypeSubclassable | kTypeHasDict | kTypeWeakrefable,
                                   .methods = kMethods,
                                   .getters = kGetters,
                                   .members = kMembers};

}  // namespace taipan::python
