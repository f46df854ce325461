// python/modules/contextvars_module.cpp -- _contextvars. PEP 567.
// A context keeps its values in a dict of its own; copying a context copies the dict, which is small in practice.
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

struct ContextObject : HeapObject {
  Dict* values;      // ContextVar -> value
  Value previous;    // the context that was current before run(), or None
  bool entered;
};
struct VariableObject : HeapObject {
  Value name, default_value;  // default unbound: none
};
struct TokenObject : HeapObject {
  Value context, variable, old_value;  // old value unbound: there was none
  bool used;
};

template <class T, auto... fields>
void trace(HeapObject* object, Tracer& tracer) {
  auto visit = [&](auto field) {
    if constexpr (std::is_same_v<decltype(field), Value>) {
      tracer.visit_value(field.bits());
    } else if (field) {
      tracer.visit(field);
    }
  };
  (visit(static_cast<T*>(object)->*fields), ...);
}
const Layout kContextLayout = {.name = "Context", .fixed_size = sizeof(ContextObject), .trace = &trace<ContextObject, &ContextObject::values, &ContextObject::previous>};
const Layout kVariableLayout = {.name = "ContextVar", .fixed_size = sizeof(VariableObject), .trace = &trace<VariableObject, &VariableObject::name, &VariableObject::default_value>};
const Layout kTokenLayout = {.name = "Token", .fixed_size = sizeof(TokenObject), .trace = &trace<TokenObject, &TokenObject::context, &TokenObject::variable, &TokenObject::old_value>};

Type *g_context_type, *g_variable_type, *g_token_type, *g_missing_type;
Value g_missing;

ContextObject* new_context(Heap& heap) {
  auto* context = static_cast<ContextObject*>(allocate_instance(heap, g_context_type));
  context->values = new_dict(heap);
  context->previous = Value::none();
  heap.write_barrier(context);
  return context;
}
ContextObject* current(Thread& thread) {
  PythonThread& state = python_thread(thread);
  if (state.context.is_none()) state.context = Value(new_context(thread.heap()));
  return state.context.as<ContextObject>();
}
bool is_variable(Value v) { return v.is_object() && type_of(v) == g_variable_type; }
ContextObject* self_of(Value v) { return v.as<ContextObject>(); }
Status check_key(Thread& thread, Value key) {
  if (!is_variable(key)) return raise(thread, TypeId::TypeError, "a ContextVar key was expected, got %R", key);
  return ok_status();
}

// ---- Context

Value context_new(Thread& thread, NativeCall call) {
  if (call.count > 1) return raise(thread, TypeId::TypeError, "Context() does not accept any arguments");
  return Value(new_context(thread.heap()));
}
Value context_run(Thread& thread, NativeCall call) {
  if (call.positional() < 2) return raise(thread, TypeId::TypeError, "run() missing 1 required positional argument");
  auto* context = self_of(call.values[0]);
  if (context->entered) return raise(thread, TypeId::RuntimeError, "cannot enter context: %R is already entered", call.values[0]);
  PythonThread& state = python_thread(thread);
  context->previous = Value(current(thread));
  context->entered = true;
  thread.heap().write_barrier(context);
  state.context = call.values[0];
  const Value result = call_with_names(thread, call.values[1], call.values + 2, call.count - 2, call.names);
  python_thread(thread).context = context->previous;
  context->previous = Value::none();
  context->entered = false;
  return result;
}
Value context_copy(Thread& thread, Value self) {
  ContextObject* copy = new_context(thread.heap());
  copy->values = dict_copy(thread.heap(), self_of(self)->values);
  thread.heap().write_barrier(copy);
  return Value(copy);
}
Value context_getitem(Thread& thread, Value self, Value key) {
  TRY(check_key(thread, key));
  const Value found = TRY(dict_get(thread, self_of(self)->values, key));
  if (found.is_unbound()) return raise_key_error(thread, key);
  return found;
}
Value context_contains(Thread& thread, Value self, Value key) {
  TRY(check_key(thread, key));
  const Value found = TRY(dict_get(thread, self_of(self)->values, key));
  return Value::boolean(!found.is_unbound());
}
Value context_get(Thread& thread, Value self, Value key, Value default_value) {
  TRY(check_key(thread, key));
  const Value found = TRY(dict_get(thread, self_of(self)->values, key));
  return found.is_unbound() ? default_value : found;
}
int64_t context_len(Thread&, Value self) { return self_of(self)->values->length(); }
Value context_iter(Thread& thread, Value self) { return get_iterator(thread, Value(self_of(self)->values)); }
Value view(Thread& thread, Value self, const char* method) {
  return call_method(thread, Value(self_of(self)->values), intern(thread.heap(), method), {});
}
Value context_keys(Thread& thread, Value self) { return view(thread, self, "keys"); }
Value context_values(Thread& thread, Value self) { return view(thread, self, "values"); }
Value context_items(Thread& thread, Value self) { return view(thread, self, "items"); }
Value context_eq(Thread& thread, Value self, Value other) {
  if (type_of(other) != g_context_type) return Value::not_implemented();
  return compare(thread, Value(self_of(self)->values), Value(self_of(other)->values), Compare::Equal);
}
const Method kContextMethods[] = {
    {"__new__(*args, **kwargs)", context_new, ""},
    {"run(self, /, *args, **kwargs)", context_run, ""},
    {"copy(self, /)", context_copy, "Return a shallow copy of the context object."},
    {"__getitem__(self, key, /)", context_getitem, "Return self[key]."},
    {"__contains__(self, key, /)", context_contains, "Return key in self."},
    {"get(self, key, default=None, /)", context_get, "Return the value for `key` if `key` has the value in the context object."},
    {"__len__(self, /)", context_len, "Return len(self)."},
    {"__iter__(self, /)", context_iter, "Implement iter(self)."},
    {"keys(self, /)", context_keys, "Return a list of all variables in the context object."},
    {"values(self, /)", context_values, "Return a list of all variables' values in the context object."},
    {"items(self, /)", context_items, "Return all variables and their values in the context object."},
    {"__eq__(self, value, /)", context_eq, "Return self==value."},
};
const TypeSpec kContextSpec = {.name = "_contextvars.Context", .layout = &kContextLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(ContextObject), .flags = kTypeWeakrefable, .methods = kContextMethods};

// ---- ContextVar

Value variable_new(Thread& thread, Value, Value variable_name, Value default_value) {
  if (!as_string(variable_name)) return raise(thread, TypeId::TypeError, "context variable name must be a str");
  auto* variable = static_cast<VariableObject*>(allocate_instance(thread.heap(), g_variable_type));
  variable->name = variable_name;
  variable->default_value = default_value.is_missing() ? Value::unbound() : default_value;
  thread.heap().write_barrier(variable);
  return Value(variable);
}
Value variable_get(Thread& thread, Value self, Value default_value) {
  if (!python_thread(thread).context.is_none()) {
    const Value found = TRY(dict_get(thread, current(thread)->values, self));
    if (!found.is_unbound()) return found;
  }
  if (!default_value.is_missing()) return default_value;
  const Value own = self.as<VariableObject>()->default_value;
  if (!own.is_unbound()) return own;
  return raise_with(thread, TypeId::LookupError, {&self, 1});
}
Value variable_set(Thread& thread, Value self, Value value) {
  ContextObject* context = current(thread);
  auto* token = static_cast<TokenObject*>(allocate_instance(thread.heap(), g_token_type));
  token->context = Value(context);
  token->variable = self;
  token->old_value = TRY(dict_get(thread, context->values, self));
  thread.heap().write_barrier(token);
  TRY(dict_set(thread, context->values, self, value));
  return Value(token);
}
Value variable_reset(Thread& thread, Value self, Value token_value) {
  if (type_of(token_value) != g_token_type) return raise(thread, TypeId::TypeError, "expected an instance of Token, got %R", token_value);
  auto* token = token_value.as<TokenObject>();
  if (token->used) return raise(thread, TypeId::RuntimeError, "%R has already been used once", token_value);
  if (!(token->variable == self)) return raise(thread, TypeId::ValueError, "%R was created by a different ContextVar", token_value);
  ContextObject* context = current(thread);
  if (!(token->context == Value(context))) return raise(thread, TypeId::ValueError, "%R was created in a different Context", token_value);
  token->used = true;
  if (token->old_value.is_unbound()) {
    TRY(dict_delete(thread, context->values, self));
  } else {
    TRY(dict_set(thread, context->values, self, token->old_value));
  }
  return Value::none();
}
Value variable_repr(Thread& thread, Value self) {
  auto* v = self.as<VariableObject>();
  if (v->default_value.is_unbound()) return Value(format_string(thread, "<ContextVar name=%R at 0x%lx>", v->name, long(identity(self))));
  return Value(format_string(thread, "<ContextVar name=%R default=%R at 0x%lx>", v->name, v->default_value, long(identity(self))));
}
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }
const Method kVariableMethods[] = {
    {"__new__(cls, name, /, *, default=<missing>)", variable_new, ""},
    {"get(self, default=<unrepresentable>, /)", variable_get, "Return a value for the context variable for the current context."},
    {"set(self, value, /)", variable_set, "Call to set a new value for the context variable in the current context."},
    {"reset(self, token, /)", variable_reset, "Reset the context variable."},
    {"__repr__(self, /)", variable_repr, "Return repr(self)."},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};
const Member kVariableMembers[] = {{"name", MemberType::Object, offsetof(VariableObject, name), true, nullptr}};
const TypeSpec kVariableSpec = {.name = "_contextvars.ContextVar", .layout = &kVariableLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(VariableObject), .methods = kVariableMethods, .members = kVariableMembers};

// ---- Token

Value token_new(Thread& thread, NativeCall) { return raise(thread, TypeId::RuntimeError, "Tokens can only be created by ContextVars"); }
Value token_repr(Thread& thread, Value self) {
  auto* t = self.as<TokenObject>();
  return Value(format_string(thread, "<Token%s var=%R at 0x%lx>", t->used ? " used" : "", t->variable, long(identity(self))));
}
Value get_old_value(Thread&, Value self) {
  const Value v = self.as<TokenObject>()->old_value;
  return v.is_unbound() ? g_missing : v;
}
const Method kTokenMethods[] = {
    {"__new__(*args, **kwargs)", token_new, ""},
    {"__repr__(self, /)", token_repr, "Return repr(self)."},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};
const Getter kTokenGetters[] = {{"old_value", get_old_value, nullptr, nullptr}};
const Member kTokenMembers[] = {{"var", MemberType::Object, offsetof(TokenObject, variable), true, nullptr}};
const TypeSpec kTokenSpec = {.name = "_contextvars.Token", .layout = &kTokenLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(TokenObject), .methods = kTokenMethods, .getters = kTokenGetters, .members = kTokenMembers};

Value missing_repr(Thread& thread, Value) { return Value(string_from_latin1(thread.heap(), "<Token.MISSING>")); }
const Method kMissingMethods[] = {{"__repr__(self, /)", missing_repr, "Return repr(self)."}};
const TypeSpec kMissingSpec = {.name = "Token.MISSING", .flags = kTypeNoInstantiation, .methods = kMissingMethods};

Value copy_context(Thread& thread) { return context_copy(thread, Value(current(thread))); }
const Method kFunctions[] = {{"copy_context()", copy_context, ""}};

Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  g_context_type = TRY(define_type(thread, kContextSpec));
  g_variable_type = TRY(define_type(thread, kVariableSpec));
  g_token_type = TRY(define_type(thread, kTokenSpec));
  g_missing_type = TRY(define_type(thread, kMissingSpec));
  g_missing = Value(allocate_instance(heap, g_missing_type));
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_missing), 1);
  dict_set(heap, g_token_type->dict, intern(heap, "MISSING"), g_missing);
  for (Type* t : {g_context_type, g_token_type}) dict_set(heap, t->dict, special_name(Special::Hash), Value::none());
  TRY(module_add(thread, module, "Context", Value(g_context_type)));
  TRY(module_add(thread, module, "ContextVar", Value(g_variable_type)));
  return module_add(thread, module, "Token", Value(g_token_type));
}

}  // namespace

extern const ModuleSpec kContextvarsModule = {.name = "_contextvars", .doc = "Context Variables", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
