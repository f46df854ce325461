// python/objects/singletons.cpp -- the types of None, Ellipsis and NotImplemented.
// https://docs.python.org/3.11/library/constants.html
//
// Room       python/objects. The values themselves are immediates (vm/value.h).
// Tests      tests/python/objects/singletons.py
#include "python/objects/abstract.h"

namespace taipan::python {

namespace {

// type(None)() and the like give the value again.
Value new_singleton(Thread& thread, NativeCall call, Value value) {
  if (call.count > 1) return raise(thread, TypeId::TypeError, "%N takes no arguments", call.values[0].as<Type>());
  return value;
}
Value none_new(Thread& thread, NativeCall call) { return new_singleton(thread, call, Value::none()); }
Value ellipsis_new(Thread& thread, NativeCall call) { return new_singleton(thread, call, Value::ellipsis()); }
Value not_implemented_new(Thread& thread, NativeCall call) { return new_singleton(thread, call, Value::not_implemented()); }

Value text(Thread& thread, const char* characters) { return Value(intern(thread.heap(), characters)); }
Value none_repr(Thread& thread, Value) { return text(thread, "None"); }
Value ellipsis_text(Thread& thread, Value) { return text(thread, "Ellipsis"); }
Value not_implemented_text(Thread& thread, Value) { return text(thread, "NotImplemented"); }

bool none_bool(Thread&, Value) { return false; }
Value not_implemented_bool(Thread& thread, Value) {
  TRY(warn(thread, TypeId::DeprecationWarning, 1, "NotImplemented should not be used in a boolean context"));
  return Value::true_value();
}

const Method kNoneMethods[] = {
    {"__new__(*args, **kwargs)", none_new, "Create and return a new object."},
    {"__repr__(self, /)", none_repr, "Return repr(self)."},
    {"__bool__(self, /)", none_bool, "True if self else False"},
};
const Method kEllipsisMethods[] = {
    {"__new__(*args, **kwargs)", ellipsis_new, "Create and return a new object."},
    {"__repr__(self, /)", ellipsis_text, "Return repr(self)."},
    {"__reduce__(self, /)", ellipsis_text, ""},
};
const Method kNotImplementedMethods[] = {
    {"__new__(*args, **kwargs)", not_implemented_new, "Create and return a new object."},
    {"__repr__(self, /)", not_implemented_text, "Return repr(self)."},
    {"__bool__(self, /)", not_implemented_bool, "True if self else False"},
    {"__reduce__(self, /)", not_implemented_text, ""},
};

}  // namespace

extern const TypeSpec kNoneTypeSpec = {.name = "NoneType", .methods = kNoneMethods};
extern const TypeSpec kEllipsisTypeSpec = {.name = "ellipsis", .methods = kEllipsisMethods};
extern const TypeSpec kNotImplementedTypeSpec = {.name = "NotImplementedType", .methods = kNotImplementedMethods};

}  // namespace taipan::python
