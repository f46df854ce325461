// python/modules/functools/functools_module.cpp -- the module _functools: reduce, cmp_to_key, and the types of this folder.
// https://docs.python.org/3.11/library/functools.html
//
// Room       python/modules.
// Tests      tests/python/modules/functools_*.py; CPython's test_functools
#include "python/modules/functools/functools_private.h"

namespace taipan::python {

namespace {

Value reduce(Thread& thread, Value function, Value iterable, Value initial) {
  const Value iterator = get_iterator(thread, iterable);
  if (iterator.is_raised()) {
    if (!clear_if(thread, TypeId::TypeError)) return iterator;
    return raise(thread, TypeId::TypeError, "reduce() arg 2 must support iteration");
  }
  Value total = initial;
  for (;;) {
    const Value item = TRY(iterator_next(thread, iterator));
    if (item.is_unbound()) break;
    total = total.is_missing() ? item : TRY(call_with(thread, function, total, item));
  }
  if (total.is_missing()) return raise(thread, TypeId::TypeError, "reduce() of empty iterable with no initial value");
  return total;
}

// ---- cmp_to_key: objects that compare by a function of two arguments

struct ComparisonKey : HeapObject {
  Value comparison;
  Value object;  // unbound in the factory
};
Type* g_key_type;
ComparisonKey* from(Value v) { return v.as<ComparisonKey>(); }

void trace_key(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<ComparisonKey*>(object)->comparison.bits());
  tracer.visit_value(static_cast<ComparisonKey*>(object)->object.bits());
}
const Layout kKeyLayout = {.name = "comparison key", .fixed_size = sizeof(ComparisonKey), .trace = &trace_key};

Value new_key(Thread& thread, Value comparison, Value object) {
  auto* key = thread.heap().allocate_as<ComparisonKey>(g_key_type->root_shape);
  key->comparison = comparison;
  key->object = object;
  return Value(key);
}
Value cmp_to_key(Thread& thread, Value comparison) { return new_key(thread, comparison, Value::unbound()); }
Value key_call(Thread& thread, Value self, Value object) { return new_key(thread, from(self)->comparison, object); }
template <Compare op>
Value key_compare(Thread& thread, Value self, Value other) {
  if (type_of(other) != g_key_type) return raise(thread, TypeId::TypeError, "other argument must be K instance");
  const Value x = from(self)->object, y = from(other)->object;
  if (x.is_unbound() || y.is_unbound()) return raise(thread, TypeId::AttributeError, "object");
  const Value result = TRY(call_with(thread, from(self)->comparison, x, y));
  return compare(thread, result, Value::integer(0), op);
}
const Method kKeyMethods[] = {
    {"__call__(self, /, obj)", key_call, "Call self as a function."},
    {"__lt__(self, value, /)", key_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", key_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", key_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", key_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", key_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", key_compare<Compare::GreaterEqual>, "Return self>=value."},
};
const Member kKeyMembers[] = {
    {"obj", MemberType::NoneIfUnbound, offsetof(ComparisonKey, object), false, "Value wrapped by a key function."}};
const TypeSpec kKeySpec = {.name = "functools.KeyWrapper",
                           .layout = &kKeyLayout,
                           .kind = kind(PythonKind::Other),
                           .native_size = sizeof(ComparisonKey),
                           .flags = kTypeNoInstantiation,
                           .methods = kKeyMethods,
                           .members = kKeyMembers};

const Method kFunctions[] = {
    {"cmp_to_key(mycmp)", cmp_to_key, "Convert a cmp= function into a key= function."},
    {"reduce(function, iterable, initial=<missing>, /)", reduce, "Apply a function of two arguments cumulatively to the items of an iterable."},
};

Status execute(Thread& thread, Module* module) {
  g_key_type = define_type(thread, kKeySpec);
  TRY(functools::define_partial(thread, module));
  return functools::define_lru_cache(thread, module);
}

}  // namespace

extern const ModuleSpec kFunctoolsModule = {
    .name = "_functools", .doc = "Tools that operate on functions.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
