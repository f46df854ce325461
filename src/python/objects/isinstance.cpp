// python/objects/isinstance.cpp -- isinstance() and issubclass(). Data model, "Customizing instance and subclass checks".
//
// Room       python/objects. The contract is in abstract.h and isinstance.h.
// Tests      tests/python/objects/isinstance_*.py; CPython's test_isinstance
//
// Anything with a tuple __bases__ counts as a class.
#include "python/objects/isinstance.h"

#include "python/objects/objects.h"

namespace taipan::python {

namespace {

bool is_type(Value v) { return has_type_flag(v, kTypeTypeSubclass); }
bool is_plain_type(Value v) { return is_type(v) && type_of(v) == builtin_type(TypeId::Type); }

// cls.__bases__ if it is a tuple; unbound if there is none.
Value bases_of(Thread& thread, Value cls) {
  const Value bases = TRY(get_attribute_or_unbound(thread, cls, name(Name::Bases)));
  return is_kind(bases, Kind::Tuple) ? bases : Value::unbound();
}
Status check_class(Thread& thread, Value cls, const char* message) {
  const Value bases = TRY(bases_of(thread, cls));
  if (bases.is_unbound()) return raise(thread, TypeId::TypeError, "%s", message);
  return ok_status();
}

Result<bool> is_subclass_by_bases(Thread& thread, Value derived, Value cls) {
  for (;;) {
    if (derived == cls) return true;
    const Value bases = TRY(bases_of(thread, derived));
    if (bases.is_unbound() || bases.as<Tuple>()->length() == 0) return false;
    Tuple* all = bases.as<Tuple>();
    if (all->length() == 1) {
      derived = all->at(0);
      continue;
    }
    if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, " in __issubclass__");
    for (Value base : all->span()) {
      if (TRY(is_subclass_by_bases(thread, base, cls))) return true;
    }
    return false;
  }
}

using Check = Result<bool> (*)(Thread& thread, Value, Value);

Result<bool> any_of(Thread& thread, Value value, Tuple* classes, Check check, const char* where) {
  DepthGuard depth(thread);
  if (!depth.ok()) return thread.language().raise_recursion_error(thread, where);
  for (Value cls : classes->span()) {
    if (TRY(check(thread, value, cls))) return true;
  }
  return false;
}

// What a metaclass's special method says; ok and unbound when there is none.
Value ask_class(Thread& thread, Value cls, Special special, Value value) {
  const Value result = call_special(thread, cls, special, {&value, 1});
  if (result.is_raised() || result.is_unbound()) return result;
  return Value::boolean(TRY(is_true(thread, result)));
}

}  // namespace

Result<bool> is_instance_by_default(Thread& thread, Value object, Value cls) {
  if (is_type(cls)) {
    Type* type = cls.as<Type>();
    if (is_subtype(type_of(object), type)) return true;
    const Value shown = TRY(get_attribute_or_unbound(thread, object, name(Name::Class)));
    return is_type(shown) && shown.as<Type>() != type_of(object) && is_subtype(shown.as<Type>(), type);
  }
  TRY(check_class(thread, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"));
  const Value shown = TRY(get_attribute_or_unbound(thread, object, name(Name::Class)));
  if (shown.is_unbound()) return false;
  return is_subclass_by_bases(thread, shown, cls);
}

Result<bool> is_subclass_by_default(Thread& thread, Value derived, Value cls) {
  if (is_type(derived) && is_type(cls)) return is_subtype(derived.as<Type>(), cls.as<Type>());
  TRY(check_class(thread, derived, "issubclass() arg 1 must be a class"));
  if (!union_members(cls)) TRY(check_class(thread, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"));
  return is_subclass_by_bases(thread, derived, cls);
}

Result<bool> is_instance(Thread& thread, Value object, Value cls) {
  if (Value(type_of(object)) == cls) return true;
  if (is_plain_type(cls)) return is_instance_by_default(thread, object, cls);
  if (Tuple* members = union_members(cls)) return any_of(thread, object, members, &is_instance, " in __instancecheck__");
  if (is_kind(cls, Kind::Tuple)) return any_of(thread, object, cls.as<Tuple>(), &is_instance, " in __instancecheck__");
  DepthGuard depth(thread);
  if (!depth.ok()) return thread.language().raise_recursion_error(thread, " in __instancecheck__");
  const Value answer = TRY(ask_class(thread, cls, Special::InstanceCheck, object));
  if (!answer.is_unbound()) return answer.as_bool();
  return is_instance_by_default(thread, object, cls);
}

Result<bool> is_subclass(Thread& thread, Value derived, Value cls) {
  if (is_plain_type(cls)) {
    if (derived == cls) return true;
    return is_subclass_by_default(thread, derived, cls);
  }
  if (Tuple* members = union_members(cls)) return any_of(thread, derived, members, &is_subclass, " in __subclasscheck__");
  if (is_kind(cls, Kind::Tuple)) return any_of(thread, derived, cls.as<Tuple>(), &is_subclass, " in __subclasscheck__");
  DepthGuard depth(thread);
  if (!depth.ok()) return thread.language().raise_recursion_error(thread, " in __subclasscheck__");
  const Value answer = TRY(ask_class(thread, cls, Special::SubclassCheck, derived));
  if (!answer.is_unbound()) return answer.as_bool();
  return is_subclass_by_default(thread, derived, cls);
}

}  // namespace taipan::python
