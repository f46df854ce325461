// python/objects/function.cpp -- function, method and cell objects. https://docs.python.org/3.11/reference/datamodel.html#callable-types
#include "python/interpreter/interpreter.h"
#include "python/interpreter/slow_paths.h"
#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

void trace_function(HeapObject* object, Tracer& tracer) {
  auto* f = static_cast<Function*>(object);
  for (HeapObject* o : {static_cast<HeapObject*>(f->code), static_cast<HeapObject*>(f->globals), static_cast<HeapObject*>(f->builtins),
                        static_cast<HeapObject*>(f->closure), static_cast<HeapObject*>(f->name), static_cast<HeapObject*>(f->qualified_name)}) {
    if (o) tracer.visit(o);
  }
  for (Value v : {f->defaults, f->keyword_defaults, f->module, f->doc, f->annotations}) tracer.visit_value(v.bits());
  trace_attributes(object, tracer);
}
const Layout kFunctionLayout = {.name = "function", .size = &size_from_shape, .trace = &trace_function};

void trace_method(HeapObject* object, Tracer& tracer) {
  auto* m = static_cast<BoundMethod*>(object);
  tracer.visit_value(m->function.bits());
  tracer.visit_value(m->self.bits());
}
const Layout kMethodLayout = {.name = "method", .fixed_size = sizeof(BoundMethod), .trace = &trace_method};

// ---- function

Value function_new(Thread& thread, Value cls, Code* code, Dict* globals, Value function_name, Value defaults, Value closure) {
  (void)cls;
  if (!function_name.is_none() && !as_string(function_name)) return raise(thread, TypeId::TypeError, "arg 3 (name) must be None or string");
  if (!defaults.is_none() && !is_kind(defaults, Kind::Tuple)) return raise(thread, TypeId::TypeError, "arg 4 (defaults) must be None or tuple");
  const int64_t free_count = code->free_names->length();
  if (!is_kind(closure, Kind::Tuple)) {
    if (free_count && closure.is_none()) return raise(thread, TypeId::TypeError, "arg 5 (closure) must be tuple");
    if (!closure.is_none()) return raise(thread, TypeId::TypeError, "arg 5 (closure) must be None or tuple");
  }
  const int64_t given = closure.is_none() ? 0 : closure.as<Tuple>()->length();
  if (given != free_count) {
    return raise(thread, TypeId::ValueError, "%U requires closure of length %ld, not %ld", code->name, free_count, given);
  }
  for (int64_t i = 0; i < given; i++) {
    if (!is_cell(closure.as<Tuple>()->at(i))) return raise(thread, TypeId::TypeError, "arg 5 (closure) expected cell, found %T", closure.as<Tuple>()->at(i));
  }
  // Without builtins of its own the namespace has those of the caller.
  const bool own = !dict_get(globals, name(Name::Builtins)).is_unbound() || !thread.regs;
  Dict* builtins = own ? TRY(builtins_of_globals(thread, globals)) : function_of(thread.regs)->builtins;
  Function* f = new_function(thread.heap(), code, globals, builtins);
  if (!function_name.is_none()) f->name = as_string(function_name);
  f->defaults = defaults;
  if (given) f->closure = closure.as<Tuple>();
  const Value module = dict_get(globals, name(Name::NameName));
  if (!module.is_unbound()) f->module = module;
  if (code->constants_tuple->length() > 0 && as_string(code->constants_tuple->at(0))) f->doc = code->constants_tuple->at(0);
  thread.heap().write_barrier(f);
  return Value(f);
}
Value function_repr(Thread& thread, Function* self) {
  return Value(format_string(thread, "<function %U at 0x%lx>", self->qualified_name, long(identity(Value(self)))));
}
Value function_call(Thread& thread, NativeCall c) {
  return call_with_names(thread, c.values[0], c.values + 1, c.count - 1, c.names);
}
Value function_get(Thread& thread, Value self, Value instance, Value owner) {
  (void)owner;
  if (instance.is_none()) return self;
  return Value(new_bound_method(thread.heap(), self, instance));
}

Value get_code(Thread&, Value self) { return Value(self.as<Function>()->code); }
Status set_code(Thread& thread, Value self, Value value) {
  if (!is_kind(value, Kind::Code)) return raise(thread, TypeId::TypeError, "__code__ must be set to a code object");
  auto* f = self.as<Function>();
  Code* code = value.as<Code>();
  const int64_t free_count = code->free_names->length(), given = f->closure ? f->closure->length() : 0;
  if (free_count != given) {
    return raise(thread, TypeId::ValueError, "%U() requires a code object with %ld free vars, not %ld", f->name, given, free_count);
  }
  f->code = code;
  f->version++;
  thread.heap().write_barrier(f);
  return ok_status();
}
Value get_name(Thread&, Value self) { return Value(self.as<Function>()->name); }
Status set_name(Thread& thread, Value self, Value value) {
  String* text = as_string(value);
  if (!text) return raise(thread, TypeId::TypeError, "__name__ must be set to a string object");
  self.as<Function>()->name = text;
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}
Value get_qualname(Thread&, Value self) { return Value(self.as<Function>()->qualified_name); }
Status set_qualname(Thread& thread, Value self, Value value) {
  String* text = as_string(value);
  if (!text) return raise(thread, TypeId::TypeError, "__qualname__ must be set to a string object");
  self.as<Function>()->qualified_name = text;
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}
Value get_defaults(Thread&, Value self) { return self.as<Function>()->defaults; }
Status set_defaults(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) value = Value::none();
  if (!value.is_none() && !is_kind(value, Kind::Tuple)) return raise(thread, TypeId::TypeError, "__defaults__ must be set to a tuple object");
  self.as<Function>()->defaults = value;
  self.as<Function>()->version++;
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}
Value get_kwdefaults(Thread&, Value self) { return self.as<Function>()->keyword_defaults; }
Status set_kwdefaults(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) value = Value::none();
  if (!value.is_none() && !is_kind(value, Kind::Dict)) return raise(thread, TypeId::TypeError, "__kwdefaults__ must be set to a dict object");
  self.as<Function>()->keyword_defaults = value;
  self.as<Function>()->version++;
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}
Value get_annotations(Thread& thread, Value self) {
  auto* f = self.as<Function>();
  if (f->annotations.is_none()) {
    f->annotations = Value(new_dict(thread.heap()));
  } else if (is_kind(f->annotations, Kind::Tuple)) {
    Tuple* pairs = f->annotations.as<Tuple>();
    Dict* dict = new_dict(thread.heap());
    for (int64_t i = 0; i + 1 < pairs->length(); i += 2) TRY(dict_set(thread, dict, pairs->at(i), pairs->at(i + 1)));
    f->annotations = Value(dict);
  }
  thread.heap().write_barrier(f);
  return f->annotations;
}
Status set_annotations(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) value = Value::none();
  if (!value.is_none() && !is_kind(value, Kind::Dict)) return raise(thread, TypeId::TypeError, "__annotations__ must be set to a dict object");
  self.as<Function>()->annotations = value;
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}
Value get_dict(Thread& thread, Value self) { return Value(instance_dict(thread, self)); }
Status set_dict(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "cannot delete __dict__");
  if (!is_kind(value, Kind::Dict)) return raise(thread, TypeId::TypeError, "__dict__ must be set to a dictionary, not a '%T'", value);
  return set_instance_dict(thread, self, value.as<Dict>());
}

const Method kFunctionMethods[] = {
    {"__new__(cls, code, globals, name=None, argdefs=None, closure=None)", function_new, ""},
    {"__repr__(self, /)", function_repr, "Return repr(self)."},
    {"__call__(self, /, *args, **kwargs)", function_call, "Call self as a function."},
    {"__get__(self, instance, owner=None, /)", function_get, "Return an attribute of instance, which is of type owner."},
};
const Getter kFunctionGetters[] = {
    {"__code__", get_code, set_code, nullptr},
    {"__name__", get_name, set_name, nullptr},
    {"__qualname__", get_qualname, set_qualname, nullptr},
    {"__defaults__", get_defaults, set_defaults, nullptr},
    {"__kwdefaults__", get_kwdefaults, set_kwdefaults, nullptr},
    {"__annotations__", get_annotations, set_annotations, nullptr},
    {"__dict__", get_dict, set_dict, nullptr},
};
const Member kFunctionMembers[] = {
    {"__doc__", MemberType::Object, offsetof(Function, doc), false, nullptr},
    {"__module__", MemberType::Object, offsetof(Function, module), false, nullptr},
    {"__closure__", MemberType::NoneIfUnbound, offsetof(Function, closure), true, nullptr},
    {"__globals__", MemberType::Object, offsetof(Function, globals), true, nullptr},
    {"__builtins__", MemberType::Object, offsetof(Function, builtins), true, nullptr},
};

// ---- method

Value method_new(Thread& thread, Value, Value function, Value instance) {
  if (!is_callable(function)) return raise(thread, TypeId::TypeError, "first argument must be callable");
  if (instance.is_none()) return raise(thread, TypeId::TypeError, "instance must not be None");
  return Value(new_bound_method(thread.heap(), function, instance));
}
Value method_repr(Thread& thread, BoundMethod* self) {
  Value shown = TRY(get_attribute_or_unbound(thread, self->function, name(Name::Qualname)));
  if (shown.is_unbound()) shown = TRY(get_attribute_or_unbound(thread, self->function, name(Name::NameName)));
  String* text = as_string(shown) ? as_string(shown) : string_from_latin1(thread.heap(), "?");
  return Value(format_string(thread, "<bound method %U of %R>", text, self->self));
}
Value method_call(Thread& thread, NativeCall c) { return call_with_names(thread, c.values[0], c.values + 1, c.count - 1, c.names); }
Value method_eq(Thread& thread, BoundMethod* self, Value other) {
  if (!is_exact(other, TypeId::BoundMethod)) return Value::not_implemented();
  auto* o = other.as<BoundMethod>();
  if (!is_same(self->self, o->self)) return Value::false_value();
  return Value::boolean(TRY(equal(thread, self->function, o->function)));
}
Value method_ne(Thread& thread, BoundMethod* self, Value other) {
  const Value result = TRY(method_eq(thread, self, other));
  return result.is_bool() ? Value::boolean(!result.as_bool()) : result;
}
Value method_hash(Thread& thread, BoundMethod* self) {
  const uint64_t a = (identity(self->self) >> 4) | (identity(self->self) << 60);
  const int64_t h = int64_t(a ^ TRY(hash(thread, self->function)));
  return integer_value(thread.heap(), h == -1 ? -2 : h);
}
Value method_getattribute(Thread& thread, Value self, Value attribute) {
  String* text = as_string(attribute);
  if (!text) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", attribute);
  text = intern(thread.heap(), text);
  const Value found = lookup(type_of(self), text);
  if (!found.is_unbound()) return bind_descriptor(thread, found, self, type_of(self));
  return get_attribute(thread, self.as<BoundMethod>()->function, text);
}
Value method_reduce(Thread& thread, BoundMethod* self) {
  const Value getattr = dict_get(runtime().builtins, intern(thread.heap(), "getattr"));
  const Value function_name = TRY(get_attribute(thread, self->function, name(Name::NameName)));
  return Value(tuple_of(thread.heap(), getattr, Value(tuple_of(thread.heap(), self->self, function_name))));
}
Value get_method_doc(Thread& thread, Value self) {
  const Value doc = TRY(get_attribute_or_unbound(thread, self.as<BoundMethod>()->function, name(Name::Doc)));
  return doc.is_unbound() ? Value::none() : doc;
}

const Method kMethodMethods[] = {
    {"__new__(cls, function, instance, /)", method_new, ""},
    {"__repr__(self, /)", method_repr, "Return repr(self)."},
    {"__call__(self, /, *args, **kwargs)", method_call, "Call self as a function."},
    {"__eq__(self, value, /)", method_eq, "Return self==value."},
    {"__ne__(self, value, /)", method_ne, "Return self!=value."},
    {"__hash__(self, /)", method_hash, "Return hash(self)."},
    {"__getattribute__(self, name, /)", method_getattribute, "Return getattr(self, name)."},
    {"__reduce__(self, /)", method_reduce, ""},
};
const Getter kMethodGetters[] = {{"__doc__", get_method_doc, nullptr, nullptr}};
const Member kMethodMembers[] = {
    {"__func__", MemberType::Object, offsetof(BoundMethod, function), true, "the function (or other callable) implementing a method"},
    {"__self__", MemberType::Object, offsetof(BoundMethod, self), true, "the instance to which a method is bound"},
};

// ---- cell

Value cell_new(Thread& thread, Value, Value contents) { return Value(new_cell(thread.heap(), contents.is_missing() ? Value::unbound() : contents)); }
Value cell_repr(Thread& thread, Cell* self) {
  if (self->value.is_unbound()) return Value(format_string(thread, "<cell at 0x%lx: empty>", long(identity(Value(self)))));
  return Value(format_string(thread, "<cell at 0x%lx: %T object at 0x%lx>", long(identity(Value(self))), self->value, long(identity(self->value))));
}
template <Compare op>
Value cell_compare(Thread& thread, Cell* self, Value other) {
  if (!is_cell(other)) return Value::not_implemented();
  const Value a = self->value, b = other.as<Cell>()->value;
  if (a.is_unbound() || b.is_unbound()) {
    const int x = !a.is_unbound(), y = !b.is_unbound();
    switch (op) {
      case Compare::Less: return Value::boolean(x < y);
      case Compare::LessEqual: return Value::boolean(x <= y);
      case Compare::Equal: return Value::boolean(x == y);
      case Compare::NotEqual: return Value::boolean(x != y);
      case Compare::Greater: return Value::boolean(x > y);
      case Compare::GreaterEqual: return Value::boolean(x >= y);
    }
  }
  return compare(thread, a, b, op);
}
Value get_contents(Thread& thread, Value self) {
  const Value v = self.as<Cell>()->value;
  if (v.is_unbound()) return raise(thread, TypeId::ValueError, "Cell is empty");
  return v;
}
Status set_contents(Thread& thread, Value self, Value value) {
  self.as<Cell>()->value = value;
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}
const Method kCellMethods[] = {
    {"__new__(cls, contents=<missing>, /)", cell_new, ""},
    {"__repr__(self, /)", cell_repr, "Return repr(self)."},
    {"__lt__(self, value, /)", cell_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", cell_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", cell_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", cell_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", cell_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", cell_compare<Compare::GreaterEqual>, "Return self>=value."},
};
const Getter kCellGetters[] = {{"cell_contents", get_contents, set_contents, nullptr}};

}  // namespace

// The class statement's and lambda's: MakeFunction. `parts`: defaults, keyword defaults, annotations, closure.
Value make_function(Thread& thread, Value code, Value* parts) {
  Function* outer = function_of(thread.regs);
  Function* f = new_function(thread.heap(), code.as<Code>(), outer->globals, outer->builtins);
  const Value module = dict_get_interned(outer->globals, name(Name::NameName));
  if (!module.is_unbound()) f->module = module;
  Code* c = f->code;
  if (c->constants_tuple->length() > 0 && as_string(c->constants_tuple->at(0))) f->doc = c->constants_tuple->at(0);
  if (parts) {
    if (!parts[0].is_unbound()) f->defaults = parts[0];
    if (!parts[1].is_unbound()) f->keyword_defaults = parts[1];
    if (!parts[2].is_unbound()) f->annotations = parts[2];
    if (!parts[3].is_unbound()) f->closure = parts[3].as<Tuple>();
  }
  return Value(f);
}

extern const TypeSpec kFunctionSpec = {.name = "function",
                                       .doc = "Create a function object.",
                                       .layout = &kFunctionLayout,
                                       .kind = kind(PythonKind::Function),
                                       .native_size = sizeof(Function),
                                       .flags = kTypeHasDict | kTypeWeakrefable,
                                       .methods = kFunctionMethods,
                                       .getters = kFunctionGetters,
                                       .members = kFunctionMembers};
extern const TypeSpec kBoundMethodSpec = {.name = "method",
                                          .doc = "Create a bound instance method object.",
                                          .layout = &kMethodLayout,
                                          .kind = kind(PythonKind::BoundMethod),
                                          .native_size = sizeof(BoundMethod),
                                          .flags = kTypeWeakrefable,
                                          .methods = kMethodMethods,
                                          .getters = kMethodGetters,
                                          .members = kMethodMembers};
extern const TypeSpec kCellTypeSpec = {.name = "cell",
                                       .signature = "([contents])",
                                       .doc = "Create a new cell object.",
                                       .layout = &kCellLayout,
                                       .kind = Kind::Cell,
                                       .native_size = sizeof(Cell),
                                       .methods = kCellMethods,
                                       .getters = kCellGetters};

}  // namespace taipan::python
