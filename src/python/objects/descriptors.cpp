// python/objects/descriptors.cpp -- descriptors: properties, class and static methods, super, and the wrappers of native functions.
// https://docs.python.org/3.11/howto/descriptor.html
#include <cstring>

#include "python/interpreter/interpreter.h"
#include "python/objects/abstract.h"
#include "python/objects/class_creation.h"
#include "python/objects/native_text.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

// Layouts whose native part behind the header is all values.
template <class T, auto... fields>
void trace_fields(HeapObject* object, Tracer& tracer) {
  auto* o = static_cast<T*>(object);
  auto visit = [&](auto field) {
    if constexpr (std::is_same_v<decltype(field), Value>) {
      tracer.visit_value(field.bits());
    } else if (field) {
      tracer.visit(const_cast<HeapObject*>(static_cast<const HeapObject*>(field)));
    }
  };
  (visit(o->*fields), ...);
  trace_attributes(object, tracer);
}
#define LAYOUT(variable, Struct, ...) const Layout variable = {.name = #Struct, .size = &size_from_shape, .trace = &trace_fields<Struct, __VA_ARGS__>};
LAYOUT(kWrappedLayout, ClassMethodObject, &ClassMethodObject::callable)
LAYOUT(kPropertyLayout, PropertyObject, &PropertyObject::get, &PropertyObject::set, &PropertyObject::del, &PropertyObject::doc, &PropertyObject::name)
LAYOUT(kSuperLayout, SuperObject, &SuperObject::type, &SuperObject::object, &SuperObject::object_type)
LAYOUT(kGetSetLayout, GetSetObject, &GetSetObject::owner, &GetSetObject::name, &GetSetObject::qualified_name)
LAYOUT(kMemberLayout, MemberObject, &MemberObject::owner, &MemberObject::name)
LAYOUT(kMethodWrapperLayout, MethodWrapperObject, &MethodWrapperObject::function, &MethodWrapperObject::self)
LAYOUT(kNativeLayout, Native, &Native::name, &Native::self, &Native::owner, &Native::module)
#undef LAYOUT

// ---- classmethod, staticmethod

Status copy_function_attributes(Thread& thread, Value wrapper, Value callable) {
  for (Name id : {Name::Module, Name::NameName, Name::Qualname, Name::Doc, Name::Annotations}) {
    const Value v = TRY(get_attribute_or_unbound(thread, callable, name(id)));
    if (!v.is_unbound()) set_own_attribute(thread.heap(), wrapper.as_object(), name(id), v);
  }
  return ok_status();
}
Value wrapped_new(Thread& thread, NativeCall call) {
  Type* type = call.values[0].as<Type>();
  auto* self = static_cast<ClassMethodObject*>(allocate_instance(thread.heap(), type));
  self->callable = Value::none();
  return Value(self);
}
Status wrapped_init(Thread& thread, Value self, Value callable) {
  self.as<ClassMethodObject>()->callable = callable;
  thread.heap().write_barrier(self.as_object());
  return copy_function_attributes(thread, self, callable);
}
Value classmethod_get(Thread& thread, Value self, Value instance, Value owner) {
  const Value callable = self.as<ClassMethodObject>()->callable;
  const Value cls = owner.is_none() ? Value(type_of(instance)) : owner;
  if (!lookup_special(type_of(callable), Special::Get).is_unbound()) {
    return bind_descriptor(thread, callable, cls, has_type_flag(cls, kTypeTypeSubclass) ? cls.as<Type>() : type_of(cls));
  }
  return Value(new_bound_method(thread.heap(), callable, cls));
}
Value staticmethod_get(Thread&, Value self, Value, Value) { return self.as<ClassMethodObject>()->callable; }
Value staticmethod_call(Thread& thread, NativeCall c) {
  return call_with_names(thread, c.values[0].as<ClassMethodObject>()->callable, c.values + 1, c.count - 1, c.names);
}
Value classmethod_repr(Thread& thread, Value self) { return Value(format_string(thread, "<classmethod(%R)>", self.as<ClassMethodObject>()->callable)); }
Value staticmethod_repr(Thread& thread, Value self) { return Value(format_string(thread, "<staticmethod(%R)>", self.as<ClassMethodObject>()->callable)); }
Value get_is_abstract(Thread& thread, Value self) {
  const Value flag = TRY(get_attribute_or_unbound(thread, self.as<ClassMethodObject>()->callable, name(Name::IsAbstract)));
  return Value::boolean(!flag.is_unbound() && TRY(is_true(thread, flag)));
}

const Method kClassMethodMethods[] = {
    {"__new__(*args, **kwargs)", wrapped_new, ""},
    {"__init__(self, function, /)", wrapped_init, ""},
    {"__get__(self, instance, owner=None, /)", classmethod_get, "Return an attribute of instance, which is of type owner."},
    {"__repr__(self, /)", classmethod_repr, "Return repr(self)."},
};
const Method kStaticMethodMethods[] = {
    {"__new__(*args, **kwargs)", wrapped_new, ""},
    {"__init__(self, function, /)", wrapped_init, ""},
    {"__get__(self, instance, owner=None, /)", staticmethod_get, "Return an attribute of instance, which is of type owner."},
    {"__call__(self, /, *args, **kwargs)", staticmethod_call, "Call self as a function."},
    {"__repr__(self, /)", staticmethod_repr, "Return repr(self)."},
};
const Getter kWrappedGetters[] = {{"__isabstractmethod__", get_is_abstract, nullptr, nullptr}};
const Member kWrappedMembers[] = {
    {"__func__", MemberType::NoneIfUnbound, offsetof(ClassMethodObject, callable), true, nullptr},
    {"__wrapped__", MemberType::NoneIfUnbound, offsetof(ClassMethodObject, callable), true, nullptr},
};

// ---- property

Value property_new(Thread& thread, NativeCall call) {
  auto* self = static_cast<PropertyObject*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  self->get = self->set = self->del = self->doc = Value::none();
  return Value(self);
}
Status property_init(Thread& thread, Value self_value, Value fget, Value fset, Value fdel, Value doc) {
  auto* self = self_value.as<PropertyObject>();
  self->get = fget;
  self->set = fset;
  self->del = fdel;
  self->doc = doc;
  self->getter_doc = false;
  if (doc.is_none() && !fget.is_none()) {
    const Value inherited = TRY(get_attribute_or_unbound(thread, fget, name(Name::Doc)));
    if (!inherited.is_unbound()) {
      self->doc = inherited;
      self->getter_doc = true;
    }
  }
  thread.heap().write_barrier(self);
  // Instances of subclasses keep the doc in their own attributes, where the class's __doc__ does not hide it.
  if (!is_exact(self_value, TypeId::Property) && !self->doc.is_none()) {
    TRY(set_attribute(thread, self_value, name(Name::Doc), self->doc));
  }
  return ok_status();
}
Raised property_missing(Thread& thread, PropertyObject* self, Value instance, const char* what) {
  String* owner = type_of(instance)->qualified_name;
  if (!self->name.is_unbound() && !self->name.is_none()) {
    return raise(thread, TypeId::AttributeError, "property %R of %R object has no %s", self->name, Value(owner), what);
  }
  return raise(thread, TypeId::AttributeError, "property of %R object has no %s", Value(owner), what);
}
Value property_get(Thread& thread, Value self, Value instance, Value) {
  if (instance.is_none()) return self;
  auto* p = self.as<PropertyObject>();
  if (p->get.is_none()) return property_missing(thread, p, instance, "getter");
  return call_with(thread, p->get, instance);
}
Status property_set(Thread& thread, Value self, Value instance, Value value) {
  auto* p = self.as<PropertyObject>();
  if (p->set.is_none()) return property_missing(thread, p, instance, "setter");
  TRY(call_with(thread, p->set, instance, value));
  return ok_status();
}
Status property_delete(Thread& thread, Value self, Value instance) {
  auto* p = self.as<PropertyObject>();
  if (p->del.is_none()) return property_missing(thread, p, instance, "deleter");
  TRY(call_with(thread, p->del, instance));
  return ok_status();
}
Value property_copy(Thread& thread, Value self, Value get, Value set, Value del) {
  auto* p = self.as<PropertyObject>();
  if (get.is_unbound()) get = p->get;
  if (set.is_unbound()) set = p->set;
  if (del.is_unbound()) del = p->del;
  const Value doc = p->getter_doc && !get.is_none() ? Value::none() : p->doc;
  const Value copy = TRY(call_with(thread, Value(type_of(self)), get, set, del, doc));
  if (is_kind(copy, kind(PythonKind::Property))) {
    copy.as<PropertyObject>()->name = p->name;
    thread.heap().write_barrier(copy.as_object());
  }
  return copy;
}
Value property_getter(Thread& thread, Value self, Value f) { return property_copy(thread, self, f, Value(), Value()); }
Value property_setter(Thread& thread, Value self, Value f) { return property_copy(thread, self, Value(), f, Value()); }
Value property_deleter(Thread& thread, Value self, Value f) { return property_copy(thread, self, Value(), Value(), f); }
Value property_set_name(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "%T.__set_name__() takes no keyword arguments", call.values[0]);
  if (call.count != 3) return raise(thread, TypeId::TypeError, "__set_name__() takes 2 positional arguments but %ld were given", call.count - 1);
  call.values[0].as<PropertyObject>()->name = call.values[2];
  thread.heap().write_barrier(call.values[0].as_object());
  return Value::none();
}
Value get_property_abstract(Thread& thread, Value self) {
  auto* p = self.as<PropertyObject>();
  for (Value f : {p->get, p->set, p->del}) {
    const Value flag = TRY(get_attribute_or_unbound(thread, f, name(Name::IsAbstract)));
    if (!flag.is_unbound() && TRY(is_true(thread, flag))) return Value::true_value();
  }
  return Value::false_value();
}
const Method kPropertyMethods[] = {
    {"__new__(*args, **kwargs)", property_new, ""},
    {"__init__(self, fget=None, fset=None, fdel=None, doc=None)", property_init, ""},
    {"__get__(self, instance, owner=None, /)", property_get, "Return an attribute of instance, which is of type owner."},
    {"__set__(self, instance, value, /)", property_set, "Set an attribute of instance to value."},
    {"__delete__(self, instance, /)", property_delete, "Delete an attribute of instance."},
    {"getter(self, function, /)", property_getter, "Descriptor to obtain a copy of the property with a different getter."},
    {"setter(self, function, /)", property_setter, "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter(self, function, /)", property_deleter, "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__(self, owner, name, /)", property_set_name, "Method to set name of a property."},
};
const Getter kPropertyGetters[] = {{"__isabstractmethod__", get_property_abstract, nullptr, nullptr}};
const Member kPropertyMembers[] = {
    {"fget", MemberType::Object, offsetof(PropertyObject, get), true, nullptr},
    {"fset", MemberType::Object, offsetof(PropertyObject, set), true, nullptr},
    {"fdel", MemberType::Object, offsetof(PropertyObject, del), true, nullptr},
    {"__doc__", MemberType::Object, offsetof(PropertyObject, doc), false, nullptr},
};

// ---- super

Type* super_check(Thread& thread, Type* type, Value object) {
  if (has_type_flag(object, kTypeTypeSubclass) && is_subtype(object.as<Type>(), type)) return object.as<Type>();
  if (is_subtype(type_of(object), type)) return type_of(object);
  const Value cls = get_attribute_or_unbound(thread, object, name(Name::Class));
  if (cls.is_raised()) return nullptr;
  if (has_type_flag(cls, kTypeTypeSubclass) && is_subtype(cls.as<Type>(), type)) return cls.as<Type>();
  return raise(thread, TypeId::TypeError, "super(type, obj): obj must be an instance or subtype of type");
}

// super() without arguments: __class__ and the first argument of the calling frame.
Status implicit_super(Thread& thread, Value* type, Value* object) {
  Value* regs = thread.regs;
  if (!regs) return raise(thread, TypeId::RuntimeError, "super(): no current frame");
  Code* code = code_of(regs);
  if (code->argument_count == 0 && !(code->flags & kCodeVarArgs)) return raise(thread, TypeId::RuntimeError, "super(): no arguments");
  Value first = regs[0];
  if (is_cell(first) && code->cell_count > 0) first = first.as<Cell>()->value;
  if (first.is_unbound()) return raise(thread, TypeId::RuntimeError, "super(): arg[0] deleted");
  Tuple* closure = function_of(regs)->closure;
  Tuple* names = code->free_names;
  for (int64_t i = 0; closure && i < names->length(); i++) {
    if (!(names->at(i) == Value(name(Name::Class)))) continue;
    const Value cell = closure->at(i).as<Cell>()->value;
    if (cell.is_unbound()) return raise(thread, TypeId::RuntimeError, "super(): empty __class__ cell");
    if (!has_type_flag(cell, kTypeTypeSubclass)) return raise(thread, TypeId::RuntimeError, "super(): __class__ is not a type (%T)", cell);
    *type = cell;
    *object = first;
    return ok_status();
  }
  return raise(thread, TypeId::RuntimeError, "super(): __class__ cell not found");
}

Value super_new(Thread& thread, NativeCall call) { return Value(allocate_instance(thread.heap(), call.values[0].as<Type>())); }
Status super_init(Thread& thread, Value self_value, Value type, Value object) {
  auto* self = self_value.as<SuperObject>();
  if (type.is_missing()) TRY(implicit_super(thread, &type, &object));
  if (!has_type_flag(type, kTypeTypeSubclass)) return raise(thread, TypeId::TypeError, "super() argument 1 must be a type, not %T", type);
  if (object.is_missing() || object.is_none()) {
    object = Value::unbound();
  } else {
    self->object_type = TRY(super_check(thread, type.as<Type>(), object));
  }
  self->type = type.as<Type>();
  self->object = object;
  thread.heap().write_barrier(self);
  return ok_status();
}
Value super_getattribute(Thread& thread, Value self_value, Value attribute) {
  auto* self = self_value.as<SuperObject>();
  String* text = as_string(attribute);
  if (!text) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", attribute);
  text = intern(thread.heap(), text);
  if (self->object_type && self->object_type->mro && text != name(Name::Class)) {
    Tuple* mro = self->object_type->mro;
    int64_t i = 0;
    while (i < mro->length() && !(mro->at(i) == Value(self->type))) i++;
    for (i++; i < mro->length(); i++) {
      const Value found = dict_get(mro->at(i).as<Type>()->dict, text);
      if (found.is_unbound()) continue;
      const bool through_class = self->object == Value(self->object_type);
      return bind_descriptor(thread, found, through_class ? Value::unbound() : self->object, self->object_type);
    }
  }
  const Value found = lookup(type_of(self_value), text);
  if (found.is_unbound() && !shape_of(self)->has_attributes()) return raise(thread, TypeId::AttributeError, "'super' object has no attribute '%U'", text);
  return generic_get_attribute(thread, self_value, text);
}
Value super_get(Thread& thread, Value self_value, Value instance, Value) {
  auto* self = self_value.as<SuperObject>();
  if (instance.is_none() || !self->object.is_unbound()) return self_value;
  if (!is_exact(self_value, TypeId::Super)) return call_with(thread, Value(type_of(self_value)), Value(self->type), instance);
  Type* checked = TRY(super_check(thread, self->type, instance));
  auto* bound = static_cast<SuperObject*>(allocate_instance(thread.heap(), builtin_type(TypeId::Super)));
  bound->type = self->type;
  bound->object = instance;
  bound->object_type = checked;
  return Value(bound);
}
Value super_repr(Thread& thread, Value self_value) {
  auto* self = self_value.as<SuperObject>();
  String* type_name = self->type ? self->type->name : intern(thread.heap(), "NULL");
  if (self->object_type) return Value(format_string(thread, "<super: <class '%U'>, <%N object>>", type_name, self->object_type));
  return Value(format_string(thread, "<super: <class '%U'>, NULL>", type_name));
}
const Method kSuperMethods[] = {
    {"__new__(*args, **kwargs)", super_new, ""},
    {"__init__(self, type=<missing>, object=<missing>, /)", super_init, ""},
    {"__getattribute__(self, name, /)", super_getattribute, "Return getattr(self, name)."},
    {"__get__(self, instance, owner=None, /)", super_get, "Return an attribute of instance, which is of type owner."},
    {"__repr__(self, /)", super_repr, "Return repr(self)."},
};
const Member kSuperMembers[] = {{"__thisclass__", MemberType::NoneIfUnbound, offsetof(SuperObject, type), true, "the class invoking super()"},
                                {"__self_class__", MemberType::NoneIfUnbound, offsetof(SuperObject, object_type), true, "the type of the instance invoking super(); may be None"},
                                {"__self__", MemberType::NoneIfUnbound, offsetof(SuperObject, object), true, "the instance invoking super(); may be None"}};

// ---- getset and member descriptors

template <class T>
Value descriptor_repr(Thread& thread, Value self) {
  auto* d = self.as<T>();
  return Value(format_string(thread, "<%s '%U' of '%Q' objects>", std::is_same_v<T, GetSetObject> ? "attribute" : "member", d->name, d->owner));
}
Value getset_descriptor_get(Thread& thread, Value self, Value instance, Value) {
  return instance.is_none() ? self : getset_get(thread, self.as<GetSetObject>(), instance);
}
Status getset_descriptor_set(Thread& thread, Value self, Value instance, Value value) { return getset_set(thread, self.as<GetSetObject>(), instance, value); }
Status getset_descriptor_delete(Thread& thread, Value self, Value instance) { return getset_set(thread, self.as<GetSetObject>(), instance, Value::unbound()); }
Value member_descriptor_get(Thread& thread, Value self, Value instance, Value) {
  return instance.is_none() ? self : member_get(thread, self.as<MemberObject>(), instance);
}
Status member_descriptor_set(Thread& thread, Value self, Value instance, Value value) { return member_set(thread, self.as<MemberObject>(), instance, value); }
Status member_descriptor_delete(Thread& thread, Value self, Value instance) { return member_set(thread, self.as<MemberObject>(), instance, Value::unbound()); }
template <class T>
Value get_descriptor_owner(Thread&, Value self) { return Value(self.as<T>()->owner); }
template <class T>
Value get_descriptor_qualname(Thread& thread, Value self) {
  return Value(format_string(thread, "%U.%U", self.as<T>()->owner->qualified_name, self.as<T>()->name));
}
Value get_getset_doc(Thread& thread, Value self) {
  const char* doc = self.as<GetSetObject>()->getter->doc;
  return doc ? Value(string_from_utf8(thread.heap(), doc)) : Value::none();
}
Value get_member_doc(Thread& thread, Value self) {
  const Member* m = self.as<MemberObject>()->member;
  return m && m->doc ? Value(string_from_utf8(thread.heap(), m->doc)) : Value::none();
}
template <class T>
Value descriptor_reduce(Thread& thread, Value self) {
  const Value getattr = dict_get(runtime().builtins, intern(thread.heap(), "getattr"));
  return Value(tuple_of(thread.heap(), getattr, Value(tuple_of(thread.heap(), Value(self.as<T>()->owner), Value(self.as<T>()->name)))));
}
const Method kGetSetMethods[] = {
    {"__get__(self, instance, owner=None, /)", getset_descriptor_get, ""},
    {"__set__(self, instance, value, /)", getset_descriptor_set, ""},
    {"__delete__(self, instance, /)", getset_descriptor_delete, ""},
    {"__repr__(self, /)", descriptor_repr<GetSetObject>, "Return repr(self)."},
};
const Member kGetSetMembers[] = {
    {"__name__", MemberType::NoneIfUnbound, offsetof(GetSetObject, name), true, nullptr},
    {"__objclass__", MemberType::NoneIfUnbound, offsetof(GetSetObject, owner), true, nullptr},
};
const Getter kGetSetGetters[] = {
    {"__qualname__", get_descriptor_qualname<GetSetObject>, nullptr, nullptr},
    {"__doc__", get_getset_doc, nullptr, nullptr},
};
const Method kMemberMethods[] = {
    {"__get__(self, instance, owner=None, /)", member_descriptor_get, ""},
    {"__set__(self, instance, value, /)", member_descriptor_set, ""},
    {"__delete__(self, instance, /)", member_descriptor_delete, ""},
    {"__repr__(self, /)", descriptor_repr<MemberObject>, "Return repr(self)."},
    {"__reduce__(self, /)", descriptor_reduce<MemberObject>, ""},
};
const Member kMemberMembers[] = {
    {"__name__", MemberType::NoneIfUnbound, offsetof(MemberObject, name), true, nullptr},
    {"__objclass__", MemberType::NoneIfUnbound, offsetof(MemberObject, owner), true, nullptr},
};
const Getter kMemberGetters[] = {
    {"__qualname__", get_descriptor_qualname<MemberObject>, nullptr, nullptr},
    {"__doc__", get_member_doc, nullptr, nullptr},
};

// ---- native functions

Value get_native_text_signature(Thread& thread, Value self) { return native_text_signature(thread, self.as<Native>()); }
Value get_native_doc(Thread& thread, Value self) { return native_doc(thread, self.as<Native>()); }
Value get_native_name(Thread&, Value self) { return Value(self.as<Native>()->name); }
Value get_native_qualname(Thread& thread, Value self) {
  auto* f = self.as<Native>();
  const Type* owner = f->owner ? f->owner : f->method->flags & kStatic ? f->self.as<Type>() : nullptr;
  return owner ? Value(format_string(thread, "%U.%U", owner->qualified_name, f->name)) : Value(f->name);
}
Value get_native_self(Thread&, Value self) {
  auto* f = self.as<Native>();
  return f->self.is_unbound() || (f->method->flags & kStatic) ? Value::none() : f->self;
}
Value get_native_module(Thread&, Value self) { return self.as<Native>()->module; }
Status set_native_module(Thread& thread, Value self, Value value) {
  self.as<Native>()->module = value.is_unbound() ? Value::none() : value;
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}
Value native_call(Thread& thread, NativeCall c) { return call_native(thread, c.values[0].as<Native>(), c.values + 1, c.count - 1, c.names); }
Value native_descriptor_get(Thread& thread, Value self, Value instance, Value owner) {
  if (instance.is_none()) {
    if (!is_exact(self, TypeId::ClassMethodDescriptor)) return self;
  }
  return bind_descriptor(thread, self, instance.is_none() ? Value::unbound() : instance, has_type_flag(owner, kTypeTypeSubclass) ? owner.as<Type>() : nullptr);
}
Value classmethod_descriptor_call(Thread& thread, NativeCall c) {
  Native* d = c.values[0].as<Native>();
  if (c.positional() < 2) return raise(thread, TypeId::TypeError, "descriptor '%U' of '%Q' object needs an argument", d->name, d->owner);
  const Value bound = TRY(bind_descriptor(thread, c.values[0], Value::unbound(), c.values[1].as<Type>()));
  return call_with_names(thread, bound, c.values + 2, c.count - 2, c.names);
}
Value builtin_function_repr(Thread& thread, Native* self) {
  if (self->self.is_unbound() || is_kind(self->self, kind(PythonKind::Module))) {
    return Value(format_string(thread, "<built-in function %U>", self->name));
  }
  return Value(format_string(thread, "<built-in method %U of %T object at 0x%lx>", self->name, self->self, long(identity(self->self))));
}
Value method_descriptor_repr(Thread& thread, Native* self) { return Value(format_string(thread, "<method '%U' of '%Q' objects>", self->name, self->owner)); }
Value wrapper_descriptor_repr(Thread& thread, Native* self) {
  return Value(format_string(thread, "<slot wrapper '%U' of '%Q' objects>", self->name, self->owner));
}
Value builtin_function_eq(Thread&, Native* self, Value other) {
  if (!is_exact(other, TypeId::BuiltinFunction)) return Value::not_implemented();
  return Value::boolean(self->method == other.as<Native>()->method && self->self == other.as<Native>()->self);
}
int64_t builtin_function_hash(Thread&, Native* self) {
  const uint64_t h = (self->self.bits() >> 4) ^ reinterpret_cast<uint64_t>(self->method);
  return int64_t(h) == -1 ? -2 : int64_t(h & 0x7FFFFFFFFFFF);
}
Value native_reduce(Thread& thread, Native* self) {
  if (self->self.is_unbound() || is_kind(self->self, kind(PythonKind::Module))) {
    if (!self->owner) return Value(self->name);
  }
  const Value getattr = dict_get(runtime().builtins, intern(thread.heap(), "getattr"));
  const Value from = self->self.is_unbound() ? Value(self->owner) : self->self;
  return Value(tuple_of(thread.heap(), getattr, Value(tuple_of(thread.heap(), from, Value(self->name)))));
}
const Method kBuiltinFunctionMethods[] = {
    {"__call__(self, /, *args, **kwargs)", native_call, "Call self as a function."},
    {"__repr__(self, /)", builtin_function_repr, "Return repr(self)."},
    {"__eq__(self, value, /)", builtin_function_eq, "Return self==value."},
    {"__hash__(self, /)", builtin_function_hash, "Return hash(self)."},
    {"__reduce__(self, /)", native_reduce, ""},
};
const Getter kBuiltinFunctionGetters[] = {
    {"__name__", get_native_name, nullptr, nullptr},      {"__qualname__", get_native_qualname, nullptr, nullptr},
    {"__doc__", get_native_doc, nullptr, nullptr},        {"__self__", get_native_self, nullptr, nullptr},
    {"__text_signature__", get_native_text_signature, nullptr, nullptr}, {"__module__", get_native_module, set_native_module, nullptr},
};
const Method kMethodDescriptorMethods[] = {
    {"__call__(self, /, *args, **kwargs)", native_call, "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", native_descriptor_get, ""},
    {"__repr__(self, /)", method_descriptor_repr, "Return repr(self)."},
    {"__reduce__(self, /)", native_reduce, ""},
};
const Method kClassMethodDescriptorMethods[] = {
    {"__call__(self, /, *args, **kwargs)", classmethod_descriptor_call, "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", native_descriptor_get, ""},
    {"__repr__(self, /)", method_descriptor_repr, "Return repr(self)."},
};
const Method kWrapperDescriptorMethods[] = {
    {"__call__(self, /, *args, **kwargs)", native_call, "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", native_descriptor_get, ""},
    {"__repr__(self, /)", wrapper_descriptor_repr, "Return repr(self)."},
    {"__reduce__(self, /)", native_reduce, ""},
};
const Member kNativeDescriptorMembers[] = {
    {"__name__", MemberType::NoneIfUnbound, offsetof(Native, name), true, nullptr},
    {"__objclass__", MemberType::NoneIfUnbound, offsetof(Native, owner), true, nullptr},
};
const Getter kNativeDescriptorGetters[] = {
    {"__qualname__", get_native_qualname, nullptr, nullptr},
    {"__doc__", get_native_doc, nullptr, nullptr},
    {"__text_signature__", get_native_text_signature, nullptr, nullptr},
};

// ---- method-wrapper

Value method_wrapper_call(Thread& thread, NativeCall c) { return call_with_names(thread, c.values[0], c.values + 1, c.count - 1, c.names); }
Value method_wrapper_repr(Thread& thread, Value self) {
  auto* w = self.as<MethodWrapperObject>();
  return Value(format_string(thread, "<method-wrapper '%U' of %T object at 0x%lx>", w->function->name, w->self, long(identity(w->self))));
}
Value method_wrapper_eq(Thread&, Value self, Value other) {
  if (!is_exact(other, TypeId::MethodWrapper)) return Value::not_implemented();
  auto* a = self.as<MethodWrapperObject>();
  auto* b = other.as<MethodWrapperObject>();
  return Value::boolean(a->function == b->function && a->self == b->self);
}
int64_t method_wrapper_hash(Thread&, Value self) {
  auto* w = self.as<MethodWrapperObject>();
  return int64_t(((identity(w->self) >> 4) ^ (reinterpret_cast<uint64_t>(w->function) << 3)) & 0x7FFFFFFFFFFF);
}
Value method_wrapper_reduce(Thread& thread, Value self) {
  auto* w = self.as<MethodWrapperObject>();
  const Value getattr = dict_get(runtime().builtins, intern(thread.heap(), "getattr"));
  return Value(tuple_of(thread.heap(), getattr, Value(tuple_of(thread.heap(), w->self, Value(w->function->name)))));
}
template <Value (*get)(Thread&, Value)>
Value through_function(Thread& thread, Value self) { return get(thread, Value(self.as<MethodWrapperObject>()->function)); }
const Method kMethodWrapperMethods[] = {
    {"__call__(self, /, *args, **kwargs)", method_wrapper_call, "Call self as a function."},
    {"__repr__(self, /)", method_wrapper_repr, "Return repr(self)."},
    {"__eq__(self, value, /)", method_wrapper_eq, "Return self==value."},
    {"__hash__(self, /)", method_wrapper_hash, "Return hash(self)."},
    {"__reduce__(self, /)", method_wrapper_reduce, ""},
};
const Getter kMethodWrapperGetters[] = {
    {"__name__", through_function<get_native_name>, nullptr, nullptr},
    {"__qualname__", through_function<get_native_qualname>, nullptr, nullptr},
    {"__doc__", through_function<get_native_doc>, nullptr, nullptr},
    {"__objclass__", through_function<get_descriptor_owner<Native>>, nullptr, nullptr},
    {"__text_signature__", through_function<get_native_text_signature>, nullptr, nullptr},
};
const Member kMethodWrapperMembers[] = {{"__self__", MemberType::Object, offsetof(MethodWrapperObject, self), true, nullptr}};

}  // namespace

extern const TypeSpec kClassMethodSpec = {.name = "classmethod", .doc = "classmethod(function) -> method", .layout = &kWrappedLayout, .kind = kind(PythonKind::ClassMethod), .native_size = sizeof(ClassMethodObject), .flags = kTypeSubclassable | kTypeHasDict, .methods = kClassMethodMethods, .getters = kWrappedGetters, .members = kWrappedMembers};
extern const TypeSpec kStaticMethodSpec = {.name = "staticmethod", .doc = "staticmethod(function) -> method", .layout = &kWrappedLayout, .kind = kind(PythonKind::StaticMethod), .native_size = sizeof(ClassMethodObject), .flags = kTypeSubclassable | kTypeHasDict, .methods = kStaticMethodMethods, .getters = kWrappedGetters, .members = kWrappedMembers};
extern const TypeSpec kPropertySpec = {.name = "property", .doc = "Property attribute.", .layout = &kPropertyLayout, .kind = kind(PythonKind::Property), .native_size = sizeof(PropertyObject), .flags = kTypeSubclassable, .methods = kPropertyMethods, .getters = kPropertyGetters, .members = kPropertyMembers};
extern const TypeSpec kSuperSpec = {.name = "super", .doc = "super() -> same as super(__class__, <first argument>)", .layout = &kSuperLayout, .kind = kind(PythonKind::Super), .native_size = sizeof(SuperObject), .flags = kTypeSubclassable, .methods = kSuperMethods, .members = kSuperMembers};
extern const TypeSpec kGetSetDescriptorSpec = {.name = "getset_descriptor", .layout = &kGetSetLayout, .kind = kind(PythonKind::GetSet), .native_size = sizeof(GetSetObject), .flags = kTypeNoInstantiation, .methods = kGetSetMethods, .getters = kGetSetGetters, .members = kGetSetMembers};
extern const TypeSpec kMemberDescriptorSpec = {.name = "member_descriptor", .layout = &kMemberLayout, .kind = kind(PythonKind::Member), .native_size = sizeof(MemberObject), .flags = kTypeNoInstantiation, .methods = kMemberMethods, .getters = kMemberGetters, .members = kMemberMembers};
extern const TypeSpec kBuiltinFunctionSpec = {.name = "builtin_function_or_method", .layout = &kNativeLayout, .kind = kind(PythonKind::Native), .native_size = sizeof(Native), .flags = kTypeNoInstantiation | kTypeWeakrefable, .methods = kBuiltinFunctionMethods, .getters = kBuiltinFunctionGetters};
extern const TypeSpec kMethodDescriptorSpec = {.name = "method_descriptor", .layout = &kNativeLayout, .kind = kind(PythonKind::Native), .native_size = sizeof(Native), .flags = kTypeNoInstantiation, .methods = kMethodDescriptorMethods, .getters = kNativeDescriptorGetters, .members = kNativeDescriptorMembers};
extern const TypeSpec kClassMethodDescriptorSpec = {.name = "classmethod_descriptor", .layout = &kNativeLayout, .kind = kind(PythonKind::Native), .native_size = sizeof(Native), .flags = kTypeNoInstantiation, .methods = kClassMethodDescriptorMethods, .getters = kNativeDescriptorGetters, .members = kNativeDescriptorMembers};
extern const TypeSpec kWrapperDescriptorSpec = {.name = "wrapper_descriptor", .layout = &kNativeLayout, .kind = kind(PythonKind::Native), .native_size = sizeof(Native), .flags = kTypeNoInstantiation, .methods = kWrapperDescriptorMethods, .getters = kNativeDescriptorGetters, .members = kNativeDescriptorMembers};
extern const TypeSpec kMethodWrapperSpec = {.name = "method-wrapper", .layout = &kMethodWrapperLayout, .kind = kind(PythonKind::MethodWrapper), .native_size = sizeof(MethodWrapperObject), .flags = kTypeNoInstantiation, .methods = kMethodWrapperMethods, .getters = kMethodWrapperGetters, .members = kMethodWrapperMembers};

}  // namespace taipan::python
