// python/interpreter/slow_attributes.cpp -- attribute lookups that miss their inline cache, and items.
//
// A lookup on an instance of a class with the plain object.__getattribute__ is resolved into an AttributeAccess; what may be
// remembered goes to the cache under the shape's lookup version.
#include "python/interpreter/attribute_cache.h"
#include "python/interpreter/slow_paths.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

bool has_getter(Value v) { return !lookup_special(type_of(v), Special::Get).is_unbound(); }
bool is_data_descriptor(Value v) {
  Type* type = type_of(v);
  return !lookup_special(type, Special::Set).is_unbound() || !lookup_special(type, Special::Delete).is_unbound();
}

Value ask_getter(Thread& thread, Value getter, Value object) {
  PendingCall& pending = thread.pending_call;
  pending.callable = getter;
  pending.arguments[0] = object;
  pending.count = 1;
  pending.action = return_action(Action::Result);
  pending.auxiliary = Value::unbound();
  return Value::pending();
}

bool plain_getter(Value property, Value* getter) {
  if (!is_exact(property, TypeId::Property)) return false;
  *getter = property.as<PropertyObject>()->get;
  return is_function(*getter);
}

struct Resolution {
  AccessKind kind = AccessKind::None;
  Value value;
  uint64_t slot = 0;
};

// Fails softly: kind None means "do it the general way".
Resolution resolve(Value object, const Shape* shape, Type* type, String* attribute) {
  Resolution r;
  if (!uses_native(type, Special::GetAttribute, TypeId::Object)) return r;
  if (const_cast<Shape*>(shape)->root() != type->root_shape) return r;  // the object changed its class: versions are not kept up
  Type* definer = nullptr;
  Value* entry = lookup_entry(type, attribute, &definer);
  const Value found = entry ? *entry : Value::unbound();
  if (!found.is_unbound() && is_data_descriptor(found)) {
    if (is_exact(found, TypeId::MemberDescriptor) && !found.as<MemberObject>()->member && !(shape->flags & Shape::kVariableSize)) {
      if (!is_subtype(type, found.as<MemberObject>()->owner)) return r;  // a slot of another class: an error
      r.kind = AccessKind::Member;
      r.slot = found.as<MemberObject>()->offset;
      return r;
    }
    Value getter;
    if (plain_getter(found, &getter) && lookup_special(type, Special::GetAttr).is_unbound()) {
      r.kind = AccessKind::Property;
      r.value = getter;
    }
    return r;
  }
  if (shape->is_dict_mode()) return r;
  if (shape->has_attributes()) {
    const int slot = shape->find(attribute);
    if (slot >= 0) {
      if (shape->flags & Shape::kVariableSize) return r;
      if (slot < shape->inline_capacity) {
        r.kind = AccessKind::Slot;
        r.slot = shape->first_slot_offset + uint64_t(slot) * sizeof(Value);
      } else {
        r.kind = AccessKind::Overflow;
        r.slot = uint64_t(slot - shape->inline_capacity);
      }
      return r;
    }
  }
  if (found.is_unbound()) return r;
  if (is_function(found) || (is_exact(found, TypeId::MethodDescriptor) && is_subtype(type, found.as<Native>()->owner))) {
    r.kind = AccessKind::Method;
    r.value = found;
  } else if (!has_getter(found)) {
    r.kind = AccessKind::ClassValue;
    r.slot = uint64_t(reinterpret_cast<uintptr_t>(entry));
  }
  (void)object;
  return r;
}

Value overflow_value(Value object, const Shape* shape, uint64_t index) {
  Value* base = slot_base(object.as_object(), shape);
  return base[-1].as<ValueArray>()->items[index];
}

// Executes a cached access that the staged fast path leaves to us. Unbound: do it the general way.
Value execute(Thread& thread, Value object, const Shape* shape, AccessKind how, uint64_t slot, Value value) {
  switch (how) {
    case AccessKind::Slot: return *reinterpret_cast<Value*>(reinterpret_cast<char*>(object.as_object()) + slot);
    case AccessKind::Overflow: return overflow_value(object, shape, slot);
    case AccessKind::Constant: return value;
    case AccessKind::Method: return bind_method(thread, value, object);
    case AccessKind::ClassValue: return *reinterpret_cast<Value*>(uintptr_t(slot));
    case AccessKind::Member: return *reinterpret_cast<Value*>(reinterpret_cast<char*>(object.as_object()) + slot);
    case AccessKind::Property: return ask_getter(thread, value, object);
    case AccessKind::None: break;
  }
  return Value::unbound();
}

void remember(InlineCache* cache, const Shape* shape, const Resolution& r) {
  cache->version = shape->lookup_version;
  cache->kind = uint64_t(r.kind);
  if (r.kind == AccessKind::Constant || r.kind == AccessKind::Method || r.kind == AccessKind::Property) {
    cache->value = r.value;
  } else {
    cache->slot = r.slot;
  }
}

}  // namespace

Value bind_method(Thread& thread, Value function, Value self) {
  if (is_exact(function, TypeId::MethodDescriptor)) {
    Native* descriptor = function.as<Native>();
    Native* bound = new_native(thread.heap(), *descriptor->method, self, descriptor->module);
    bound->signature = descriptor->signature;
    bound->owner = descriptor->owner;
    return Value(bound);
  }
  return Value(new_bound_method(thread.heap(), function, self));
}

Value load_attribute_slow(Thread& thread, Value object, InlineCache* cache) {
  if (object.is_object()) {
    const Shape* shape = shape_of(object.as_object());
    Resolution r;
    if (cache->version == shape->lookup_version) {
      r = {AccessKind(cache->kind), cache->value, cache->slot};
    } else {
      r = resolve(object, shape, type_from_shape(shape), cache->name);
      if (r.kind != AccessKind::None) remember(cache, shape, r);
    }
    const Value found = execute(thread, object, shape, r.kind, r.slot, r.value);
    if (!found.is_unbound()) return found;
  }
  const Value result = get_attribute(thread, object, cache->name);
  if (result.is_unbound()) return raise(thread, TypeId::SystemError, "the lookup of attribute '%U' of a '%T' object gave no result", cache->name, object);
  return result;
}

Value store_attribute_slow(Thread& thread, Value object, Value value, InlineCache* cache) {
  if (object.is_object()) {
    HeapObject* target = object.as_object();
    Shape* shape = shape_of(target);
    Type* type = type_from_shape(shape);
    if (shape->has_attributes() && !shape->is_dict_mode() && !(shape->flags & Shape::kVariableSize) && type->is_heap() &&
        uses_native(type, Special::SetAttr, TypeId::Object)) {
      const Value found = lookup(type, cache->name);
      if (found.is_unbound() || !is_data_descriptor(found)) {
        const int slot = shape->find(cache->name);
        if (slot >= 0) {
          if (slot < shape->inline_capacity) {
            cache->version = shape->lookup_version;
            cache->shape = nullptr;
            cache->slot = shape->first_slot_offset + uint64_t(slot) * sizeof(Value);
          }
        } else if (Shape* child = shape->with_attribute(thread.heap(), cache->name); child && child->slot_count <= child->inline_capacity) {
          cache->version = shape->lookup_version;
          cache->shape = child;
          cache->slot = child->first_slot_offset + uint64_t(child->slot_count - 1) * sizeof(Value);
        }
        set_own_attribute(thread.heap(), target, cache->name, value);
        return Value::none();
      }
    }
    if (type->is_heap() && uses_native(type, Special::SetAttr, TypeId::Object) && shape->root() == type->root_shape &&
        !(shape->flags & Shape::kVariableSize)) {
      const Value found = lookup(type, cache->name);
      if (is_exact(found, TypeId::MemberDescriptor) && !found.as<MemberObject>()->member && is_subtype(type, found.as<MemberObject>()->owner)) {
        cache->version = shape->lookup_version;
        cache->shape = nullptr;
        cache->slot = found.as<MemberObject>()->offset;
      }
    }
  }
  TRY(set_attribute(thread, object, cache->name, value));
  return Value::none();
}

Value delete_attribute(Thread& thread, Value object, InlineCache* cache) {
  TRY(set_attribute(thread, object, cache->name, Value::unbound()));
  return Value::none();
}

bool load_method_slow(Thread& thread, Value* window, Value object, InlineCache* cache) {
  const Shape* shape = object.is_object() ? shape_of(object.as_object()) : nullptr;
  Type* type = type_of(object);
  Resolution r;
  if (shape && cache->version == shape->lookup_version) {
    r = {AccessKind(cache->kind), cache->value, cache->slot};
  } else if (shape) {
    r = resolve(object, shape, type, cache->name);
    if (r.kind != AccessKind::None && r.kind != AccessKind::Property) remember(cache, shape, r);
  } else if (const Value found = lookup(type, cache->name); !found.is_unbound() && is_exact(found, TypeId::MethodDescriptor)) {
    r.kind = AccessKind::Method;
    r.value = found;
  }
  if (r.kind == AccessKind::Method) {
    window[0] = r.value;
    window[1] = object;
    return true;
  }
  Value callee = r.kind == AccessKind::None || r.kind == AccessKind::Property
                     ? Value::unbound()
                     : execute(thread, object, shape, r.kind, r.slot, r.value);
  if (callee.is_unbound()) callee = get_attribute(thread, object, cache->name);
  if (callee.is_raised()) return false;
  if (is_exact(callee, TypeId::BoundMethod)) {
    window[0] = callee.as<BoundMethod>()->function;
    window[1] = callee.as<BoundMethod>()->self;
    return true;
  }
  window[0] = callee;
  window[1] = Value::unbound();
  return true;
}

bool load_special_method(Thread& thread, Value* window, Value object, int which) {
  constexpr Special specials[] = {Special::Enter, Special::Exit, Special::AEnter, Special::AExit};
  Type* type = type_of(object);
  const Value method = lookup_special(type, specials[which]);
  if (method.is_unbound()) {
    const bool asynchronous = which >= 2;
    const char* protocol = asynchronous ? "asynchronous context manager" : "context manager";
    if (which & 1) {
      raise(thread, TypeId::TypeError, "'%T' object does not support the %s protocol (missed %s method)", object, protocol,
            asynchronous ? "__aexit__" : "__exit__");
    } else {
      raise(thread, TypeId::TypeError, "'%T' object does not support the %s protocol", object, protocol);
    }
    return false;
  }
  if (is_function(method) || is_exact(method, TypeId::MethodDescriptor)) {
    window[0] = method;
    window[1] = object;
    return true;
  }
  const Value bound = bind_descriptor(thread, method, object, type);
  if (bound.is_raised()) return false;
  window[0] = bound;
  window[1] = Value::unbound();
  return true;
}

namespace {

// super().name with the real `super`: the attribute found behind __class__ in the MRO of type(self), not yet bound. Unbound: do
// it the general way.
Value super_lookup(Value* operands, String* attribute, Type** self_type) {
  if (!(operands[0] == Value(builtin_type(TypeId::Super)))) return Value::unbound();
  const Value cls = operands[1], self = operands[2];
  if (cls.is_unbound() || self.is_unbound() || !has_type_flag(cls, kTypeTypeSubclass)) return Value::unbound();
  Type* type = type_of(self);
  Type* start = cls.as<Type>();
  if (!type->mro || !is_subtype(type, start) || attribute == name(Name::Class)) return Value::unbound();
  *self_type = type;
  Tuple* mro = type->mro;
  int64_t i = 0;
  while (i < mro->length() && !(mro->at(i) == cls)) i++;
  for (i++; i < mro->length(); i++) {
    const Value found = dict_get_interned(mro->at(i).as<Type>()->dict, attribute);
    if (!found.is_unbound()) return found;
  }
  return Value::unbound();
}

Value general_super(Thread& thread, Value* operands) {
  if (operands[0] == Value(builtin_type(TypeId::Super))) return call_with(thread, operands[0], operands[1], operands[2]);
  return call_with(thread, operands[0]);
}

}  // namespace

bool load_super_method(Thread& thread, Value* window, Value* operands, InlineCache* cache) {
  Type* type = nullptr;
  const Value found = super_lookup(operands, cache->name, &type);
  const Value self = operands[2];
  if (!found.is_unbound()) {
    if (is_function(found) || is_exact(found, TypeId::MethodDescriptor) || is_exact(found, TypeId::WrapperDescriptor)) {
      window[0] = found;
      window[1] = self;
      return true;
    }
    const Value bound = bind_descriptor(thread, found, self, type);
    if (bound.is_raised()) return false;
    window[0] = bound;
    window[1] = Value::unbound();
    return true;
  }
  const Value super = general_super(thread, operands);
  if (super.is_raised()) return false;
  const Value callee = get_attribute(thread, super, cache->name);
  if (callee.is_raised()) return false;
  window[0] = callee;
  window[1] = Value::unbound();
  return true;
}

Value load_super_attribute(Thread& thread, Value* operands, InlineCache* cache) {
  Type* type = nullptr;
  const Value found = super_lookup(operands, cache->name, &type);
  if (!found.is_unbound()) return bind_descriptor(thread, found, operands[2], type);
  return get_attribute(thread, TRY(general_super(thread, operands)), cache->name);
}

// ---- items

namespace {

bool simple_method(Value object, Special special, int count, Value* method) {
  if (!object.is_object() || !type_of(object)->is_heap()) return false;
  *method = lookup_special(type_of(object), special);
  if (method->is_unbound() || !is_function(*method)) return false;
  const Code* code = method->as<Function>()->code;
  return (code->flags & kCodeSimpleParameters) && code->argument_count == count;
}

Value ask(Thread& thread, Value method, Action action, int count, Value a, Value b, Value c = Value()) {
  PendingCall& pending = thread.pending_call;
  pending.callable = method;
  pending.arguments[0] = a;
  pending.arguments[1] = b;
  pending.arguments[2] = c;
  pending.count = count;
  pending.action = return_action(action);
  pending.auxiliary = Value::unbound();
  return Value::pending();
}

}  // namespace

Value dict_subscript(Thread& thread, Value dict, Value key) {
  const Value found = dict_get(thread, dict.as<Dict>(), key);
  if (found.is_unbound()) return raise_key_error(thread, key);
  return found;
}
Value get_item_slow(Thread& thread, Value object, Value key) {
  Value method;
  if (simple_method(object, Special::GetItem, 2, &method)) return ask(thread, method, Action::Result, 2, object, key);
  return get_item(thread, object, key);
}
Value set_item_slow(Thread& thread, Value object, Value key, Value value) {
  if (is_exact_dict(object)) {
    TRY(dict_set(thread, object.as<Dict>(), key, value));
    return Value::none();
  }
  Value method;
  if (simple_method(object, Special::SetItem, 3, &method)) return ask(thread, method, Action::Discard, 3, object, key, value);
  TRY(set_item(thread, object, key, value));
  return Value::none();
}
Value delete_item_slow(Thread& thread, Value object, Value key) {
  Value method;
  if (simple_method(object, Special::DelItem, 2, &method)) return ask(thread, method, Action::Discard, 2, object, key);
  TRY(delete_item(thread, object, key));
  return Value::none();
}

Value build_slice(Thread& thread, Value* parts, int count) {
  auto* slice = thread.heap().allocate_as<SliceObject>(exact_shape(TypeId::Slice));
  slice->start = parts[0];
  slice->stop = parts[1];
  slice->step = count == 3 ? parts[2] : Value::none();
  return Value(slice);
}

}  // namespace taipan::python
