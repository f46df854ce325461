// python/objects/generic_alias.cpp -- types.GenericAlias: list[int]. PEP 585, 646.
//
// Room       python/objects. Unions are in union_type.cpp; substitution of type variables, which both need, is here.
// Tests      tests/python/objects/generic_alias_*.py; CPython's test_genericalias
//
// An alias passes most attribute lookups on to its origin. What a type variable is, the module typing decides: anything with
// __typing_subst__ is one.
#include "python/objects/generic_alias.h"

#include "python/objects/iterators.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

struct GenericAlias : HeapObject {
  Value origin;
  Tuple* arguments;
  Value parameters;  // tuple, made when asked for
  bool starred;      // *tuple[int, ...]
};
GenericAlias* from(Value v) { return v.as<GenericAlias>(); }
bool is_alias(Value v) { return v.is_object() && is_instance_of(v, TypeId::GenericAlias); }

void trace_alias(HeapObject* object, Tracer& tracer) {
  auto* alias = static_cast<GenericAlias*>(object);
  tracer.visit_value(alias->origin.bits());
  tracer.visit(alias->arguments);
  tracer.visit_value(alias->parameters.bits());
  trace_attributes(object, tracer);
}
const Layout kLayout = {.name = "generic alias", .size = &size_from_shape, .trace = &trace_alias};

bool is_type(Value v) { return has_type_flag(v, kTypeTypeSubclass); }
String* text(Thread& thread, const char* characters) { return intern(thread.heap(), characters); }

void fill(Thread& thread, GenericAlias* alias, Value origin, Value arguments) {
  if (!is_kind(arguments, Kind::Tuple)) arguments = Value(tuple_of(thread.heap(), arguments));
  alias->origin = origin;
  alias->arguments = arguments.as<Tuple>();
  thread.heap().write_barrier(alias);
}

Value alias_new(Thread& thread, Value cls, Value origin, Value arguments) {
  auto* alias = new_instance<GenericAlias>(thread, cls);
  fill(thread, alias, origin, arguments);
  return Value(alias);
}

// ---- attributes

constexpr const char* kOwnAttributes[] = {"__class__",      "__origin__",
                                          "__args__",       "__unpacked__",
                                          "__parameters__", "__typing_unpacked_tuple_args__",
                                          "__mro_entries__", "__reduce_ex__",
                                          "__reduce__",     "__copy__",
                                          "__deepcopy__"};

Value alias_getattribute(Thread& thread, Value self, Value attribute) {
  String* wanted = as_string(attribute);
  if (!wanted) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", attribute);
  wanted = intern(thread.heap(), wanted);
  for (const char* own : kOwnAttributes) {
    if (wanted->equals_ascii(own)) return generic_get_attribute(thread, self, wanted);
  }
  return get_attribute(thread, from(self)->origin, wanted);
}
Value alias_dir(Thread& thread, Value self) {
  const Value names = TRY(call_special(thread, from(self)->origin, Special::Dir, {}));
  List* list = TRY(list_from_iterable(thread, names));
  for (const char* own : kOwnAttributes) {
    const Value attribute(text(thread, own));
    if (!TRY(contains(thread, Value(list), attribute))) (void)list->append(thread.heap(), attribute);
  }
  return Value(list);
}

Value get_parameters(Thread& thread, Value self) {
  auto* alias = from(self);
  if (alias->parameters.is_unbound()) {
    Tuple* found = TRY(type_parameters(thread, alias->arguments));
    alias->parameters = Value(found);
    thread.heap().write_barrier(alias);
  }
  return alias->parameters;
}
Value get_unpacked_tuple_args(Thread&, Value self) {
  auto* alias = from(self);
  if (alias->starred && alias->origin == Value(builtin_type(TypeId::Tuple))) return Value(alias->arguments);
  return Value::none();
}

// ---- behaviour

Value alias_repr(Thread& thread, Value self) {
  auto* alias = from(self);
  StringBuilder out;
  if (alias->starred) out.append('*');
  TRY(append_type_text(thread, out, alias->origin));
  out.append('[');
  for (int64_t i = 0; i < alias->arguments->length(); i++) {
    if (i) out.append_ascii(", ");
    TRY(append_type_text(thread, out, alias->arguments->at(i)));
  }
  out.append_ascii(alias->arguments->length() == 0 ? "()]" : "]");
  String* s = out.finish(thread.heap());
  return s ? Value(s) : Value(raise_memory_error(thread));
}

Value alias_call(Thread& thread, NativeCall call) {
  const Value self = call.values[0];
  const Value made = TRY(call_with_names(thread, from(self)->origin, call.values + 1, call.count - 1, call.names));
  if (!set_attribute(thread, made, name(Name::OrigClass), self).ok()) {
    if (!clear_if(thread, TypeId::AttributeError) && !clear_if(thread, TypeId::TypeError)) return Value::raised();
  }
  return made;
}

Value alias_getitem(Thread& thread, Value self, Value item) {
  const Value parameters = TRY(get_parameters(thread, self));
  auto* alias = from(self);
  Tuple* arguments = TRY(substitute_parameters(thread, self, alias->arguments, parameters.as<Tuple>(), item));
  const Value result = TRY(new_generic_alias(thread, alias->origin, Value(arguments)));
  from(result)->starred = alias->starred;
  return result;
}

Value alias_hash(Thread& thread, Value self) {
  auto* alias = from(self);
  const uint64_t a = TRY(hash(thread, alias->origin)), b = TRY(hash(thread, Value(alias->arguments)));
  return integer_value(thread.heap(), int64_t(a ^ b));
}
template <Compare op>
Value alias_compare(Thread& thread, Value self, Value other) {
  if constexpr (op != Compare::Equal && op != Compare::NotEqual) return Value::not_implemented();
  if (!is_alias(other)) return Value::not_implemented();
  auto *a = from(self), *b = from(other);
  bool same = a->starred == b->starred && TRY(equal(thread, a->origin, b->origin));
  same = same && TRY(equal(thread, Value(a->arguments), Value(b->arguments)));
  return Value::boolean(same == (op == Compare::Equal));
}

Value alias_instancecheck(Thread& thread, Value, Value) {
  return raise(thread, TypeId::TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}
Value alias_subclasscheck(Thread& thread, Value, Value) {
  return raise(thread, TypeId::TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}
Value alias_mro_entries(Thread& thread, Value self, Value) { return Value(tuple_of(thread.heap(), from(self)->origin)); }

Value alias_reduce(Thread& thread, Value self) {
  auto* alias = from(self);
  Heap& heap = thread.heap();
  if (alias->starred) {
    const Value plain = TRY(new_generic_alias(thread, alias->origin, Value(alias->arguments)));
    const Value next = TRY(builtin_object(thread, "next"));
    const Value iterator = TRY(get_iterator(thread, plain));
    return Value(tuple_of(heap, next, Value(tuple_of(heap, iterator))));
  }
  return Value(tuple_of(heap, Value(builtin_type(TypeId::GenericAlias)), Value(tuple_of(heap, alias->origin, Value(alias->arguments)))));
}

// *alias: one unpacked alias. What iter() gives is pickled as iter(alias).
struct AliasIterator : HeapObject {
  Value alias;  // unbound at the end
};
void trace_alias_iterator(HeapObject* object, Tracer& tracer) {
  tracer.visit_value(static_cast<AliasIterator*>(object)->alias.bits());
  trace_attributes(object, tracer);
}
const Layout kIteratorLayout = {.name = "generic alias iterator", .size = &size_from_shape, .trace = &trace_alias_iterator};

Value alias_iterator_next(Thread& thread, Value self) {
  auto* iterator = self.as<AliasIterator>();
  if (iterator->alias.is_unbound()) return Value::unbound();
  auto* alias = from(iterator->alias);
  iterator->alias = Value::unbound();
  const Value unpacked = TRY(new_generic_alias(thread, alias->origin, Value(alias->arguments)));
  from(unpacked)->starred = true;
  return unpacked;
}
Value alias_iterator_reduce(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  const Value iter = TRY(builtin_object(thread, "iter")), alias = self.as<AliasIterator>()->alias;
  const Value over = alias.is_unbound() ? Value(empty_tuple()) : alias;
  return Value(tuple_of(heap, iter, Value(tuple_of(heap, over))));
}
const Method kIteratorMethods[] = {
    {"__iter__(self, /)", iterator_self, ""},
    {"__next__(self, /)", next_method<alias_iterator_next>, ""},
    {"__reduce__(self, /)", alias_iterator_reduce, ""},
};
const TypeSpec kIteratorSpec = {.name = "generic_alias_iterator",
                                .layout = &kIteratorLayout,
                                .kind = kind(PythonKind::Other),
                                .native_size = sizeof(AliasIterator),
                                .flags = kTypeNoInstantiation,
                                .methods = kIteratorMethods,
                                .next = alias_iterator_next};

Value alias_iter(Thread& thread, Value self) {
  static Type* type = nullptr;
  if (!type) type = define_type(thread, kIteratorSpec);
  auto* iterator = static_cast<AliasIterator*>(allocate_instance(thread.heap(), type));
  iterator->alias = self;
  thread.heap().write_barrier(iterator);
  return Value(iterator);
}

Value alias_or(Thread& thread, Value self, Value other) { return new_union(thread, self, other); }
Value alias_ror(Thread& thread, Value self, Value other) { return new_union(thread, other, self); }

const Method kMethods[] = {
    {"__new__(cls, origin, args, /)", alias_new, "Create and return a new object."},
    {"__repr__(self, /)", alias_repr, "Return repr(self)."},
    {"__getattribute__(self, name, /)", alias_getattribute, "Return getattr(self, name)."},
    {"__dir__(self, /)", alias_dir, "Default dir() implementation."},
    {"__call__(self, /, *args, **kwargs)", alias_call, "Call self as a function."},
    {"__getitem__(self, key, /)", alias_getitem, "Return self[key]."},
    {"__hash__(self, /)", alias_hash, "Return hash(self)."},
    {"__lt__(self, value, /)", alias_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", alias_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", alias_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", alias_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", alias_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", alias_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__iter__(self, /)", alias_iter, "Implement iter(self)."},
    {"__or__(self, value, /)", alias_or, "Return self|value."},
    {"__ror__(self, value, /)", alias_ror, "Return value|self."},
    {"__mro_entries__(self, bases, /)", alias_mro_entries, ""},
    {"__instancecheck__(self, instance, /)", alias_instancecheck, ""},
    {"__subclasscheck__(self, cls, /)", alias_subclasscheck, ""},
    {"__reduce__(self, /)", alias_reduce, ""},
};
const Getter kGetters[] = {
    {"__parameters__", get_parameters, nullptr, "Type variables in the GenericAlias."},
    {"__typing_unpacked_tuple_args__", get_unpacked_tuple_args, nullptr, nullptr},
};
const Member kMembers[] = {
    {"__origin__", MemberType::Object, offsetof(GenericAlias, origin), true, nullptr},
    {"__args__", MemberType::Object, offsetof(GenericAlias, arguments), true, nullptr},
    {"__unpacked__", MemberType::Bool, offsetof(GenericAlias, starred), true, nullptr},
};

// ---- substitution

int64_t index_of(Tuple* tuple, Value value) {
  for (int64_t i = 0; i < tuple->length(); i++) {
    if (tuple->at(i) == value) return i;
  }
  return -1;
}

// The items between the brackets, with *tuple[...] of fixed length spread out.
Tuple* unpacked_items(Thread& thread, Value item) {
  Heap& heap = thread.heap();
  Tuple* items = is_kind(item, Kind::Tuple) ? item.as<Tuple>() : tuple_of(heap, item);
  List* result = new_list(heap, items->length());
  for (Value one : items->span()) {
    if (!is_type(one)) {
      Value inner;
      if (is_exact(one, TypeId::GenericAlias)) {
        inner = get_unpacked_tuple_args(thread, one);
      } else {
        inner = TRY(get_attribute_or_unbound(thread, one, text(thread, "__typing_unpacked_tuple_args__")));
      }
      if (is_kind(inner, Kind::Tuple)) {
        Tuple* spread = inner.as<Tuple>();
        if (spread->length() == 0 || !spread->at(spread->length() - 1).is_ellipsis()) {
          for (Value v : spread->span()) (void)result->append(heap, v);
          continue;
        }
      }
    }
    (void)result->append(heap, one);
  }
  return tuple_from(heap, result->span());
}

// An argument that is itself generic, with the parameters it mentions replaced.
Value substitute_inside(Thread& thread, Value argument, Tuple* parameters, Tuple* items) {
  const Value inner = TRY(get_attribute_or_unbound(thread, argument, name(Name::Parameters)));
  if (!is_kind(inner, Kind::Tuple) || inner.as<Tuple>()->length() == 0) return argument;
  Heap& heap = thread.heap();
  List* replaced = new_list(heap);
  for (Value parameter : inner.as<Tuple>()->span()) {
    const int64_t i = index_of(parameters, parameter);
    if (i < 0) {
      (void)replaced->append(heap, parameter);
      continue;
    }
    const Value with = items->at(i);
    const bool many = !lookup_special(type_of(parameter), Special::Iter).is_unbound() && is_kind(with, Kind::Tuple);
    if (many) {
      for (Value v : with.as<Tuple>()->span()) (void)replaced->append(heap, v);
    } else {
      (void)replaced->append(heap, with);
    }
  }
  return get_item(thread, argument, Value(tuple_from(heap, replaced->span())));
}

}  // namespace

Status append_type_text(Thread& thread, StringBuilder& out, Value value) {
  if (value.is_ellipsis()) {
    out.append_ascii("...");
    return ok_status();
  }
  const Value origin = TRY(get_attribute_or_unbound(thread, value, name(Name::Origin)));
  if (!origin.is_unbound()) {
    const Value arguments = TRY(get_attribute_or_unbound(thread, value, name(Name::Args)));
    if (!arguments.is_unbound()) {
      out.append(TRY(repr(thread, value)));
      return ok_status();
    }
  }
  const Value qualified = TRY(get_attribute_or_unbound(thread, value, name(Name::Qualname)));
  const Value module = qualified.is_unbound() ? qualified : TRY(get_attribute_or_unbound(thread, value, name(Name::Module)));
  if (qualified.is_unbound() || module.is_unbound() || module.is_none()) {
    out.append(TRY(repr(thread, value)));
    return ok_status();
  }
  if (!as_string(module) || !as_string(module)->equals_ascii("builtins")) {
    out.append(TRY(str(thread, module)));
    out.append('.');
  }
  out.append(TRY(str(thread, qualified)));
  return ok_status();
}

Tuple* type_parameters(Thread& thread, Tuple* arguments) {
  Heap& heap = thread.heap();
  List* found = new_list(heap);
  auto add = [&](Value parameter) {
    for (Value v : found->span()) {
      if (v == parameter) return;
    }
    (void)found->append(heap, parameter);
  };
  for (Value argument : arguments->span()) {
    if (is_type(argument)) continue;
    const Value substitute = TRY(get_attribute_or_unbound(thread, argument, text(thread, "__typing_subst__")));
    if (!substitute.is_unbound()) {
      add(argument);
      continue;
    }
    const Value inner = TRY(get_attribute_or_unbound(thread, argument, name(Name::Parameters)));
    if (!is_kind(inner, Kind::Tuple)) continue;
    for (Value parameter : inner.as<Tuple>()->span()) add(parameter);
  }
  return tuple_from(heap, found->span());
}

Tuple* substitute_parameters(Thread& thread, Value self, Tuple* arguments, Tuple* parameters, Value item) {
  Heap& heap = thread.heap();
  if (parameters->length() == 0) return raise(thread, TypeId::TypeError, "%R is not a generic class", self);
  Value items(TRY(unpacked_items(thread, item)));
  for (Value parameter : parameters->span()) {
    const Value prepare = TRY(get_attribute_or_unbound(thread, parameter, text(thread, "__typing_prepare_subst__")));
    if (prepare.is_unbound() || prepare.is_none()) continue;
    if (!is_kind(items, Kind::Tuple)) items = Value(tuple_of(heap, items));
    items = TRY(call_with(thread, prepare, self, items));
  }
  Tuple* given = is_kind(items, Kind::Tuple) ? items.as<Tuple>() : tuple_of(heap, items);
  if (given->length() != parameters->length()) {
    return raise(thread, TypeId::TypeError, "Too %s arguments for %R; actual %ld, expected %ld",
                 given->length() > parameters->length() ? "many" : "few", self, given->length(), parameters->length());
  }
  List* result = new_list(heap, arguments->length());
  for (Value argument : arguments->span()) {
    if (is_type(argument)) {
      (void)result->append(heap, argument);
      continue;
    }
    const Value unpacked = TRY(get_attribute_or_unbound(thread, argument, text(thread, "__typing_is_unpacked_typevartuple__")));
    const bool spread = !unpacked.is_unbound() && TRY(is_true(thread, unpacked));
    const Value substitute = TRY(get_attribute_or_unbound(thread, argument, text(thread, "__typing_subst__")));
    Value replaced;
    if (!substitute.is_unbound()) {
      const int64_t i = index_of(parameters, argument);
      if (i < 0) return raise_system_error(thread, "a type variable is not among the parameters");
      replaced = TRY(call_with(thread, substitute, given->at(i)));
    } else {
      replaced = TRY(substitute_inside(thread, argument, parameters, given));
    }
    if (spread && is_kind(replaced, Kind::Tuple)) {
      for (Value v : replaced.as<Tuple>()->span()) (void)result->append(heap, v);
    } else {
      (void)result->append(heap, replaced);
    }
  }
  return tuple_from(heap, result->span());
}

Value new_generic_alias(Thread& thread, Value origin, Value arguments) {
  auto* alias = thread.heap().allocate_as<GenericAlias>(exact_shape(TypeId::GenericAlias));
  alias->origin = origin;
  alias->arguments = empty_tuple();
  fill(thread, alias, origin, arguments);
  return Value(alias);
}

extern const TypeSpec kGenericAliasSpec = {.name = "types.GenericAlias",
                                           .doc = "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
                                           .layout = &kLayout,
                                           .kind = kind(PythonKind::Other),
                                           .native_size = sizeof(GenericAlias),
                                           .flags = kTypeSubclassable | kTypeWeakrefable,
                                           .methods = kMethods,
                                           .getters = kGetters,
                                           .members = kMembers};

}  // namespace taipan::python
