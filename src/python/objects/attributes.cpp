// python/objects/attributes.cpp -- attribute access in full. Language reference, "Customizing attribute access",
// "Implementing Descriptors".
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/objects.h"
#include "python/interpreter/interpreter.h"
#include "python/runtime/audit.h"

namespace taipan::python {

namespace {

bool is_data_descriptor(Value v) {
  Type* type = type_of(v);
  return !lookup_special(type, Special::Set).is_unbound() || !lookup_special(type, Special::Delete).is_unbound();
}

// Native members: fields of the object's struct.
Value load_member(Thread& thread, Value object, const Member* m) {
  const char* at = reinterpret_cast<const char*>(object.as_object()) + m->offset;
  switch (m->type) {
    case MemberType::Object:
    case MemberType::NoneIfUnbound: {
      const Value v = *reinterpret_cast<const Value*>(at);
      return v.is_unbound() ? Value::none() : v;
    }
    case MemberType::ObjectOrAttributeError: {
      const Value v = *reinterpret_cast<const Value*>(at);
      if (v.is_unbound()) return raise_attribute_error(thread, object, intern(thread.heap(), m->name));
      return v;
    }
    case MemberType::Int: return Value::integer(*reinterpret_cast<const int32_t*>(at));
    case MemberType::LongLong: return integer_value(thread.heap(), *reinterpret_cast<const int64_t*>(at));
    case MemberType::Bool: return Value::boolean(*reinterpret_cast<const bool*>(at));
    case MemberType::Double: return Value::number(*reinterpret_cast<const double*>(at));
  }
  return Value::none();
}

Status store_member(Thread& thread, Value object, const Member* m, Value value) {
  if (m->read_only) return raise(thread, TypeId::AttributeError, "readonly attribute");
  char* at = reinterpret_cast<char*>(object.as_object()) + m->offset;
  if (value.is_unbound()) {
    if (m->type == MemberType::ObjectOrAttributeError || m->type == MemberType::Object || m->type == MemberType::NoneIfUnbound) {
      if (m->type == MemberType::ObjectOrAttributeError && reinterpret_cast<Value*>(at)->is_unbound()) {
        return raise(thread, TypeId::AttributeError, "%s", m->name);
      }
      *reinterpret_cast<Value*>(at) = Value::unbound();
      return ok_status();
    }
    return raise(thread, TypeId::TypeError, "can't delete numeric/char attribute");
  }
  switch (m->type) {
    case MemberType::Object:
    case MemberType::NoneIfUnbound:
    case MemberType::ObjectOrAttributeError:
      *reinterpret_cast<Value*>(at) = value;
      thread.heap().write_barrier(object.as_object());
      break;
    case MemberType::Int: *reinterpret_cast<int32_t*>(at) = int32_t(TRY(to_int64(thread, value))); break;
    case MemberType::LongLong: *reinterpret_cast<int64_t*>(at) = TRY(to_int64(thread, value)); break;
    case MemberType::Bool:
      if (!value.is_bool()) return raise(thread, TypeId::TypeError, "attribute value type must be bool");
      *reinterpret_cast<bool*>(at) = value.as_bool();
      break;
    case MemberType::Double: *reinterpret_cast<double*>(at) = TRY(to_double(thread, value)); break;
  }
  return ok_status();
}

// A member declared by __slots__.
Value* slot_address(Value object, const MemberObject* m) {
  const Shape* shape = shape_of(object.as_object());
  if (shape->flags & Shape::kVariableSize) return member_from_end(object.as_object(), shape, m->offset / sizeof(Value));
  return reinterpret_cast<Value*>(reinterpret_cast<char*>(object.as_object()) + m->offset);
}

Raised wrong_receiver(Thread& thread, const char* what, String* attribute, Type* owner, Value object) {
  (void)what;
  return raise(thread, TypeId::TypeError, "descriptor '%U' for '%Q' objects doesn't apply to a '%T' object", attribute, owner, object);
}

}  // namespace

Value member_get(Thread& thread, MemberObject* m, Value object) {
  if (!is_subtype(type_of(object), m->owner)) return wrong_receiver(thread, "member", m->name, m->owner, object);
  if (m->member) return load_member(thread, object, m->member);
  const Value v = *slot_address(object, m);
  if (v.is_unbound()) return raise_attribute_error(thread, object, m->name);
  return v;
}
Status member_set(Thread& thread, MemberObject* m, Value object, Value value) {
  if (!is_subtype(type_of(object), m->owner)) return wrong_receiver(thread, "member", m->name, m->owner, object);
  if (m->member) return store_member(thread, object, m->member, value);
  Value* at = slot_address(object, m);
  if (value.is_unbound() && at->is_unbound()) return raise(thread, TypeId::AttributeError, "%U", m->name);
  *at = value;
  thread.heap().write_barrier(object.as_object());
  return ok_status();
}
Value getset_get(Thread& thread, GetSetObject* g, Value object) {
  if (!is_subtype(type_of(object), g->owner)) return wrong_receiver(thread, "attribute", g->name, g->owner, object);
  if (!g->getter->get) return raise(thread, TypeId::AttributeError, "attribute '%U' of '%Q' objects is not readable", g->name, g->owner);
  if (g_audited) [[unlikely]] TRY(audit_read(thread, g->owner, g->name, object));
  return detail::to_value(thread, g->getter->get(thread, object));
}
Status getset_set(Thread& thread, GetSetObject* g, Value object, Value value) {
  if (!is_subtype(type_of(object), g->owner)) return wrong_receiver(thread, "attribute", g->name, g->owner, object);
  if (!g->getter->set) return raise(thread, TypeId::AttributeError, "attribute '%U' of '%Q' objects is not writable", g->name, g->owner);
  if (g_audited) [[unlikely]] TRY(audit_write(thread, g->owner, g->name, object, value));
  return g->getter->set(thread, object, value);
}

Value bind_descriptor(Thread& thread, Value descriptor, Value object, Type* owner) {
  if (!descriptor.is_object()) return descriptor;
  const bool on_instance = !object.is_unbound();
  switch (PythonKind(uint8_t(kind_of(descriptor.as_object())))) {
    case PythonKind::Function:
      return on_instance ? Value(new_bound_method(thread.heap(), descriptor, object)) : descriptor;
    case PythonKind::Native:
      if (is_exact(descriptor, TypeId::MethodDescriptor) || is_exact(descriptor, TypeId::WrapperDescriptor)) {
        if (!on_instance) return descriptor;
        Native* d = descriptor.as<Native>();
        if (!is_subtype(type_of(object), d->owner)) {
          return raise(thread, TypeId::TypeError, "descriptor '%U' for '%Q' objects doesn't apply to a '%T' object", d->name, d->owner, object);
        }
        if (is_exact(descriptor, TypeId::WrapperDescriptor)) {
          auto* bound = thread.heap().allocate_as<MethodWrapperObject>(exact_shape(TypeId::MethodWrapper));
          bound->function = d;
          bound->self = object;
          return Value(bound);
        }
        Native* bound = new_native(thread.heap(), *d->method, object, d->module);
        bound->signature = d->signature;
        bound->owner = d->owner;
        return Value(bound);
      }
      if (is_exact(descriptor, TypeId::ClassMethodDescriptor)) {
        Native* d = descriptor.as<Native>();
        Native* bound = new_native(thread.heap(), *d->method, Value(owner ? owner : type_of(object)), d->module);
        bound->signature = d->signature;
        bound->owner = d->owner;
        return Value(bound);
      }
      return descriptor;
    case PythonKind::ClassMethod: {
      if (!type_of(descriptor)->is_heap()) {
        const Value callable = descriptor.as<ClassMethodObject>()->callable;
        const Value cls = Value(owner ? owner : type_of(object));
        if (is_function(callable)) return Value(new_bound_method(thread.heap(), callable, cls));
        const Value getter = lookup_special(type_of(callable), Special::Get);
        if (!getter.is_unbound()) return bind_descriptor(thread, callable, cls, cls.as<Type>());
        return Value(new_bound_method(thread.heap(), callable, cls));
      }
      break;
    }
    case PythonKind::StaticMethod:
      if (!type_of(descriptor)->is_heap()) return descriptor.as<ClassMethodObject>()->callable;
      break;
    case PythonKind::GetSet: return on_instance ? getset_get(thread, descriptor.as<GetSetObject>(), object) : descriptor;
    case PythonKind::Member: return on_instance ? member_get(thread, descriptor.as<MemberObject>(), object) : descriptor;
    default: break;
  }
  const Value getter = lookup_special(type_of(descriptor), Special::Get);
  if (getter.is_unbound()) return descriptor;
  const Value arguments[] = {on_instance ? object : Value::none(), Value(owner ? owner : type_of(object))};
  return call_special(thread, descriptor, Special::Get, arguments);
}

// The own attribute of an instance, wherever it is kept.
static Value own_attribute(HeapObject* object, String* attribute) {
  if (kind_of(object) == kind(PythonKind::Module)) return dict_get(static_cast<Module*>(object)->dict, attribute);
  if (!shape_of(object)->has_attributes()) return Value::unbound();
  return get_own_attribute(object, attribute);
}

// What generic_get_attribute finds; unbound: nothing.
static Value find_attribute(Thread& thread, Value object, String* attribute) {
  Type* type = type_of(object);
  const Value found = lookup(type, attribute);
  if (!found.is_unbound() && found.is_object()) {
    // The commonest data descriptors without a call.
    const Kind k = kind_of(found.as_object());
    if (k == kind(PythonKind::GetSet)) return getset_get(thread, found.as<GetSetObject>(), object);
    if (k == kind(PythonKind::Member)) return member_get(thread, found.as<MemberObject>(), object);
    if (is_data_descriptor(found) && !lookup_special(type_of(found), Special::Get).is_unbound()) {
      return bind_descriptor(thread, found, object, type);
    }
  }
  if (object.is_object()) {
    const Value own = own_attribute(object.as_object(), attribute);
    if (!own.is_unbound()) return own;
  }
  if (found.is_unbound()) return found;
  return bind_descriptor(thread, found, object, type);
}

Value generic_get_attribute(Thread& thread, Value object, String* attribute) {
  const Value found = find_attribute(thread, object, attribute);
  if (found.is_unbound()) return raise_attribute_error(thread, object, attribute);
  return found;
}

Value module_get_attribute(Thread& thread, Value module, String* attribute);  // module.cpp

// Without the fallback to __getattr__; unbound: absent (no exception).
static Value find_through_getattribute(Thread& thread, Value object, String* attribute) {
  Type* type = type_of(object);
  const Value method = lookup_special(type, Special::GetAttribute);
  if (method == lookup_special(builtin_type(TypeId::Object), Special::GetAttribute)) return find_attribute(thread, object, attribute);
  if (method == lookup_special(builtin_type(TypeId::Type), Special::GetAttribute)) {
    return type_find_attribute(thread, object.as<Type>(), attribute);
  }
  const Value wanted(attribute);
  const Value found = call_special(thread, object, Special::GetAttribute, {&wanted, 1});
  if (found.is_raised() && exception_matches(thread, TypeId::AttributeError)) {
    return Value::missing();  // the exception stays set: the caller decides
  }
  return found;
}

// An AttributeError that code of the program raised learns which attribute was looked for, for suggestions.
static Value name_missing_attribute(Thread& thread, Value object, String* attribute) {
  const Value exception = thread.exception();
  if (type_of(exception) != builtin_type(TypeId::AttributeError)) return Value::raised();
  auto* e = exception.as<ExceptionObject>();
  if (!e->fields[0].is_unbound() || !e->fields[1].is_unbound()) return Value::raised();
  e->fields[0] = Value(attribute);
  e->fields[1] = object;
  thread.heap().write_barrier(e);
  return Value::raised();
}

Value get_attribute(Thread& thread, Value object, String* attribute) {
  if (!attribute->is_interned()) attribute = intern(thread.heap(), attribute);
  const Value found = find_through_getattribute(thread, object, attribute);
  if (!found.is_unbound() && !found.is_missing()) {
    // A property may have raised AttributeError: __getattr__ then has its chance too.
    if (!found.is_raised() || !exception_matches(thread, TypeId::AttributeError)) return found;
  }
  const Value fallback = lookup_special(type_of(object), Special::GetAttr);
  if (!fallback.is_unbound()) {
    thread.clear_exception();
    const Value wanted(attribute);
    const Value result = call_special(thread, object, Special::GetAttr, {&wanted, 1});
    return result.is_raised() ? name_missing_attribute(thread, object, attribute) : result;
  }
  if (found.is_unbound()) return raise_attribute_error(thread, object, attribute);
  return name_missing_attribute(thread, object, attribute);
}

Value get_attribute_or_unbound(Thread& thread, Value object, String* attribute) {
  if (!attribute->is_interned()) attribute = intern(thread.heap(), attribute);
  Type* type = type_of(object);
  const Value fallback = lookup_special(type, Special::GetAttr);
  if (fallback.is_unbound()) {
    const Value found = find_through_getattribute(thread, object, attribute);
    if (found.is_missing() || (found.is_raised() && exception_matches(thread, TypeId::AttributeError))) {
      thread.clear_exception();
      return Value::unbound();
    }
    return found;
  }
  const Value found = get_attribute(thread, object, attribute);
  if (found.is_raised() && clear_if(thread, TypeId::AttributeError)) return Value::unbound();
  return found;
}

Result<bool> has_attribute(Thread& thread, Value object, String* attribute) {
  const Value found = TRY(get_attribute_or_unbound(thread, object, attribute));
  return !found.is_unbound();
}

Value type_find_attribute(Thread& thread, Type* type, String* attribute) {
  Type* metatype = type_of(Value(type));
  const Value meta = lookup(metatype, attribute);
  if (!meta.is_unbound() && is_data_descriptor(meta) && !lookup_special(type_of(meta), Special::Get).is_unbound()) {
    return bind_descriptor(thread, meta, Value(type), metatype);
  }
  const Value found = lookup(type, attribute);
  if (!found.is_unbound()) return bind_descriptor(thread, found, Value::unbound(), type);
  if (!meta.is_unbound()) return bind_descriptor(thread, meta, Value(type), metatype);
  return Value::unbound();
}

Value type_get_attribute(Thread& thread, Type* type, String* attribute) {
  const Value found = type_find_attribute(thread, type, attribute);
  if (found.is_unbound()) return raise_attribute_error(thread, Value(type), attribute);
  return found;
}

Status set_attribute(Thread& thread, Value object, String* attribute, Value value) {
  if (!attribute->is_interned()) attribute = intern(thread.heap(), attribute);
  Type* type = type_of(object);
  const Special special = value.is_unbound() ? Special::DelAttr : Special::SetAttr;
  const Value method = lookup_special(type, special);
  if (method == lookup_special(builtin_type(TypeId::Object), special)) return generic_set_attribute(thread, object, attribute, value);
  const Value arguments[] = {Value(attribute), value};
  TRY(call_special(thread, object, special, {arguments, value.is_unbound() ? size_t{1} : size_t{2}}));
  return ok_status();
}

Status generic_set_attribute(Thread& thread, Value object, String* attribute, Value value) {
  Type* type = type_of(object);
  const Value found = lookup(type, attribute);
  if (!found.is_unbound() && found.is_object()) {
    const Kind k = kind_of(found.as_object());
    if (k == kind(PythonKind::GetSet)) return getset_set(thread, found.as<GetSetObject>(), object, value);
    if (k == kind(PythonKind::Member)) return member_set(thread, found.as<MemberObject>(), object, value);
    const Value setter = lookup_special(type_of(found), value.is_unbound() ? Special::Delete : Special::Set);
    if (!setter.is_unbound()) {
      const Value arguments[] = {object, value};
      TRY(call_special(thread, found, value.is_unbound() ? Special::Delete : Special::Set, {arguments, value.is_unbound() ? size_t{1} : size_t{2}}));
      return ok_status();
    }
    if (is_data_descriptor(found)) {
      return raise(thread, TypeId::AttributeError, value.is_unbound() ? "__delete__" : "__set__");
    }
  }
  if (is_kind(object, kind(PythonKind::Module))) {
    Dict* dict = object.as<Module>()->dict;
    if (!value.is_unbound()) {
      dict_set(thread.heap(), dict, attribute, value);
    } else if (!dict_delete(thread.heap(), dict, attribute)) {
      return raise_attribute_error(thread, object, attribute);
    }
    return ok_status();
  }
  if (object.is_object() && shape_of(object.as_object())->has_attributes()) {
    if (value.is_unbound()) {
      if (delete_own_attribute(thread.heap(), object.as_object(), attribute)) return ok_status();
      return raise_attribute_error(thread, object, attribute);
    }
    set_own_attribute(thread.heap(), object.as_object(), attribute, value);
    return ok_status();
  }
  if (found.is_unbound()) return raise_attribute_error(thread, object, attribute);
  return raise(thread, TypeId::AttributeError, "'%T' object attribute '%U' is read-only", object, attribute);
}

Dict* instance_dict(Thread& thread, Value object) {
  if (!object.is_object()) return nullptr;
  HeapObject* o = object.as_object();
  if (is_kind(object, kind(PythonKind::Module))) return static_cast<Module*>(o)->dict;
  if (!shape_of(o)->has_attributes()) return nullptr;
  return to_dict_mode(thread.heap(), o);
}

}  // namespace taipan::python
