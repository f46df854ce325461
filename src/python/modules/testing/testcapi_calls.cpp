// python/modules/testing/testcapi_calls.cpp -- native callables of every kind, and calls of a callable from native code.
//
// Room       python/modules/testing; the README says why it exists.
// Tests      CPython's test_call
//
// `meth_...` tell what they got: (self, arguments) or (self, arguments, keywords). They are functions of the module, methods
// (MethInstance), class methods (MethClass) and static methods (MethStatic). The MethodDescriptor... types are callables
// that bind as functions do, or not.
#include "python/modules/testing/testcapi_calls.h"

#include "python/objects/abstract.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

Value g_module;

Value seen(Thread& thread, Value self, Arguments arguments) {
  const Value positional(tuple_from(thread.heap(), {arguments.values, size_t(arguments.count)}));
  return Value(tuple_of(thread.heap(), self, positional));
}
Value seen_keywords(Thread& thread, Value self, Arguments arguments, Keywords keywords) {
  Heap& heap = thread.heap();
  const Value positional(tuple_from(heap, {arguments.values, size_t(arguments.count)}));
  return Value(tuple_of(heap, self, positional, keywords.count == 0 ? Value::none() : Value(keywords.to_dict(heap))));
}
Value seen_nothing(Thread&, Value self) { return self; }
Value seen_one(Thread& thread, Value self, Value argument) { return Value(tuple_of(thread.heap(), self, argument)); }

Value function_seen(Thread& thread, Arguments a) { return seen(thread, g_module, a); }
Value function_keywords(Thread& thread, Arguments a, Keywords k) { return seen_keywords(thread, g_module, a, k); }
Value function_nothing(Thread&) { return g_module; }
Value function_one(Thread& thread, Value argument) { return seen_one(thread, g_module, argument); }

Value static_seen(Thread& thread, Arguments a) { return seen(thread, Value::none(), a); }
Value static_keywords(Thread& thread, Arguments a, Keywords k) { return seen_keywords(thread, Value::none(), a, k); }
Value static_nothing(Thread&) { return Value::none(); }
Value static_one(Thread& thread, Value argument) { return seen_one(thread, Value::none(), argument); }

// ---- calling out

Value pyobject_fastcall(Thread& thread, Value function, Value arguments) {
  if (arguments.is_none()) return call(thread, function, {});
  if (!is_kind(arguments, Kind::Tuple)) return raise(thread, TypeId::TypeError, "args must be None or a tuple");
  return call(thread, function, arguments.as<Tuple>()->span());
}
Value call_with_dict(Thread& thread, Value function, Value arguments, Value keywords) {
  if (!arguments.is_none() && !is_kind(arguments, Kind::Tuple)) return raise(thread, TypeId::TypeError, "args must be None or a tuple");
  if (!keywords.is_none() && !is_kind(keywords, Kind::Dict)) return raise(thread, TypeId::TypeError, "kwnames must be None or a dict");
  return call_unpacked(thread, function, arguments.is_none() ? empty_tuple() : arguments.as<Tuple>(),
                       keywords.is_none() ? nullptr : keywords.as<Dict>());
}
Value pyobject_vectorcall(Thread& thread, Value function, Value arguments, Value names) {
  if (!arguments.is_none() && !is_kind(arguments, Kind::Tuple)) return raise(thread, TypeId::TypeError, "args must be None or a tuple");
  if (!names.is_none() && !is_kind(names, Kind::Tuple)) return raise(thread, TypeId::TypeError, "kwnames must be None or a tuple");
  Tuple* values = arguments.is_none() ? empty_tuple() : arguments.as<Tuple>();
  Tuple* keywords = names.is_none() || names.as<Tuple>()->length() == 0 ? nullptr : names.as<Tuple>();
  if (keywords && keywords->length() > values->length()) return raise(thread, TypeId::ValueError, "kwnames longer than args");
  return call_with_names(thread, function, values->items(), values->length(), keywords);
}
Value pyvectorcall_call(Thread& thread, Value function, Value arguments, Value keywords) {
  return call_with_dict(thread, function, arguments, keywords);
}

#define METHODS_OF(none, one_text, more, flags, seen, keywords, nothing, one)           \
  {"meth_varargs(" more "*args)", seen, "", flags},                                    \
      {"meth_varargs_keywords(" more "*args, **kwargs)", keywords, "", flags},         \
      {"meth_o(" one_text "argument, /)", one, "", flags},                                 \
      {"meth_noargs(" none ")", nothing, "", flags},                             \
      {"meth_fastcall(" more "*args)", seen, "", flags},                               \
      {"meth_fastcall_keywords(" more "*args, **kwargs)", keywords, "", flags}

const Method kFunctions[] = {
    METHODS_OF("", "", "", kMethodPlain, function_seen, function_keywords, function_nothing, function_one),
    {"pyobject_fastcall(function, arguments, /)", pyobject_fastcall, "Call function(*arguments)."},
    {"pyobject_fastcalldict(function, arguments, keywords, /)", call_with_dict, "Call function(*arguments, **keywords)."},
    {"pyobject_vectorcall(function, arguments, names, /)", pyobject_vectorcall, "Call with the last arguments named."},
    {"pyvectorcall_call(function, arguments, keywords=None, /)", pyvectorcall_call, "Call function(*arguments, **keywords)."},
};
const Method kInstanceMethods[] = {METHODS_OF("self, /", "self, ", "self, /, ", kMethodPlain, seen, seen_keywords, seen_nothing, seen_one)};
const Method kClassMethods[] = {METHODS_OF("type, /", "type, ", "type, /, ", kClass, seen, seen_keywords, seen_nothing, seen_one)};
const Method kStaticMethods[] = {METHODS_OF("", "", "", kStatic, static_seen, static_keywords, static_nothing, static_one)};
#undef METHODS_OF

// ---- callables that bind

Value call_true(Thread&, Value, Arguments, Keywords) { return Value::true_value(); }
Value call_false(Thread&, Value, Arguments, Keywords) { return Value::false_value(); }
Value call_arguments(Thread& thread, Value, Arguments arguments) {
  return Value(tuple_from(thread.heap(), {arguments.values, size_t(arguments.count)}));
}
Value bind(Thread& thread, Value self, Value object, Value) {
  return object.is_none() ? self : Value(new_bound_method(thread.heap(), self, object));
}
Value bind_not(Thread&, Value self, Value, Value) { return self; }

const Method kBaseMethods[] = {
    {"__call__(self, /, *args, **kwargs)", call_true, "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", bind, "Return an attribute of instance, which is of type owner."},
};
const Method kSecondMethods[] = {{"__call__(self, /, *args, **kwargs)", call_false, "Call self as a function."}};
const Method kNopGetMethods[] = {
    {"__call__(self, /, *args)", call_arguments, "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", bind_not, "Return an attribute of instance, which is of type owner."},
};

const TypeSpec kInstanceSpec = {.name = "_testcapi.MethInstance", .doc = "Class with methods for tests.", .methods = kInstanceMethods};
const TypeSpec kClassSpec = {.name = "_testcapi.MethClass", .doc = "Class with class methods for tests.", .methods = kClassMethods};
const TypeSpec kStaticSpec = {.name = "_testcapi.MethStatic", .doc = "Class with static methods for tests.", .methods = kStaticMethods};
const TypeSpec kBaseSpec = {.name = "MethodDescriptorBase", .flags = kTypeSubclassable, .methods = kBaseMethods};
const TypeSpec kDerivedSpec = {.name = "MethodDescriptorDerived", .flags = kTypeSubclassable};
const TypeSpec kNopGetSpec = {.name = "MethodDescriptorNopGet", .flags = kTypeSubclassable, .methods = kNopGetMethods};
const TypeSpec kSecondSpec = {.name = "MethodDescriptor2", .flags = kTypeSubclassable, .methods = kSecondMethods};

}  // namespace

Status add_calling_conventions(Thread& thread, Module* module) {
  if (g_module.is_unbound()) thread.heap().add_root_values(reinterpret_cast<const uint64_t*>(&g_module), 1);
  g_module = Value(module);
  for (const Method& method : kFunctions) {
    String* function_name = intern(thread.heap(), std::string_view(method.signature).substr(0, std::string_view(method.signature).find('(')));
    TRY(set_attribute(thread, Value(module), function_name, Value(new_native(thread.heap(), method, Value(module), Value(intern(thread.heap(), "_testcapi"))))));
  }
  auto add = [&](const char* name, const TypeSpec& spec, Type* base) -> Type* {
    Type* type = define_type(thread, spec, base);
    if (!type || !module_add(thread, module, name, Value(type)).ok()) return nullptr;
    return type;
  };
  Type* base = nullptr;
  if (!add("MethInstance", kInstanceSpec, nullptr) || !add("MethClass", kClassSpec, nullptr) || !add("MethStatic", kStaticSpec, nullptr) ||
      !(base = add("MethodDescriptorBase", kBaseSpec, nullptr)) || !add("MethodDescriptorDerived", kDerivedSpec, base) ||
      !add("MethodDescriptorNopGet", kNopGetSpec, base) || !add("MethodDescriptor2", kSecondSpec, base)) {
    return Raised{};
  }
  return ok_status();
}

}  // namespace taipan::python
