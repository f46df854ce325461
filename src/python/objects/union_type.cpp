// python/objects/union_type.cpp -- types.UnionType: int | str. PEP 604.
//
// Room       python/objects.
// Tests      tests/python/objects/union_types.py; CPython's test_types
//
// Members are flat and without duplicates; None stands for its type.
#include "python/objects/generic_alias.h"
#include "python/objects/isinstance.h"
#include "python/objects/set.h"

namespace taipan::python {

namespace {

struct UnionObject : HeapObject {
  Tuple* members;
  Value parameters;  // tuple, made when asked for
};
UnionObject* from(Value v) { return v.as<UnionObject>(); }

void trace_union(HeapObject* object, Tracer& tracer) {
  tracer.visit(static_cast<UnionObject*>(object)->members);
  tracer.visit_value(static_cast<UnionObject*>(object)->parameters.bits());
}
const Layout kLayout = {.name = "union type", .fixed_size = sizeof(UnionObject), .trace = &trace_union};

bool is_unionable(Value v) {
  return v.is_none() || has_type_flag(v, kTypeTypeSubclass) || (v.is_object() && (is_exact(v, TypeId::UnionType) || is_instance_of(v, TypeId::GenericAlias)));
}

Value union_repr(Thread& thread, Value self) {
  StringBuilder out;
  Tuple* members = from(self)->members;
  for (int64_t i = 0; i < members->length(); i++) {
    if (i) out.append_ascii(" | ");
    if (members->at(i) == Value(builtin_type(TypeId::NoneType))) {
      out.append_ascii("None");
    } else {
      TRY(append_type_text(thread, out, members->at(i)));
    }
  }
  String* s = out.finish(thread.heap());
  return s ? Value(s) : Value(raise_memory_error(thread));
}

Value union_hash(Thread& thread, Value self) {
  const Value set = TRY(frozenset_from(thread, from(self)->members->span()));
  return integer_value(thread.heap(), int64_t(TRY(hash(thread, set))));
}
template <Compare op>
Value union_compare(Thread& thread, Value self, Value other) {
  if constexpr (op != Compare::Equal && op != Compare::NotEqual) return Value::not_implemented();
  if (!is_exact(other, TypeId::UnionType)) return Value::not_implemented();
  const Value a = TRY(frozenset_from(thread, from(self)->members->span()));
  const Value b = TRY(frozenset_from(thread, from(other)->members->span()));
  return compare(thread, a, b, op);
}

Value union_or(Thread& thread, Value self, Value other) { return new_union(thread, self, other); }
Value union_ror(Thread& thread, Value self, Value other) { return new_union(thread, other, self); }

Value get_parameters(Thread& thread, Value self) {
  UnionObject* u = from(self);
  if (u->parameters.is_unbound()) {
    Tuple* found = TRY(type_parameters(thread, u->members));
    u->parameters = Value(found);
    thread.heap().write_barrier(u);
  }
  return u->parameters;
}
Value union_getitem(Thread& thread, Value self, Value item) {
  const Value parameters = TRY(get_parameters(thread, self));
  Tuple* members = TRY(substitute_parameters(thread, self, from(self)->members, parameters.as<Tuple>(), item));
  Value result = members->at(0);
  for (int64_t i = 1; i < members->length(); i++) result = TRY(binary(thread, result, members->at(i), BinaryOp::Or));
  return result;
}

// Only __module__ comes from the class.
Value union_getattribute(Thread& thread, Value self, Value attribute) {
  String* wanted = as_string(attribute);
  if (!wanted) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", attribute);
  wanted = intern(thread.heap(), wanted);
  if (wanted == name(Name::Module)) return get_attribute(thread, Value(type_of(self)), wanted);
  return generic_get_attribute(thread, self, wanted);
}

const Method kMethods[] = {
    {"__getattribute__(self, name, /)", union_getattribute, ""},
    {"__repr__(self, /)", union_repr, "Return repr(self)."},
    {"__hash__(self, /)", union_hash, "Return hash(self)."},
    {"__lt__(self, value, /)", union_compare<Compare::Less>, "Return self<value."},
    {"__le__(self, value, /)", union_compare<Compare::LessEqual>, "Return self<=value."},
    {"__eq__(self, value, /)", union_compare<Compare::Equal>, "Return self==value."},
    {"__ne__(self, value, /)", union_compare<Compare::NotEqual>, "Return self!=value."},
    {"__gt__(self, value, /)", union_compare<Compare::Greater>, "Return self>value."},
    {"__ge__(self, value, /)", union_compare<Compare::GreaterEqual>, "Return self>=value."},
    {"__or__(self, value, /)", union_or, "Return self|value."},
    {"__ror__(self, value, /)", union_ror, "Return value|self."},
    {"__getitem__(self, key, /)", union_getitem, "Return self[key]."},
};
const Getter kGetters[] = {{"__parameters__", get_parameters, nullptr, "Type variables in the types.UnionType."}};
const Member kMembers[] = {{"__args__", MemberType::Object, offsetof(UnionObject, members), true, nullptr}};

// Adds a member unless it is there: aliases are compared by value, everything else by identity.
Status add_member(Thread& thread, List* members, Value value) {
  if (value.is_none()) value = Value(builtin_type(TypeId::NoneType));
  const bool alias = is_instance_of(value, TypeId::GenericAlias);
  for (int64_t i = 0; i < members->length(); i++) {
    const Value present = members->at(i);
    if (present == value) return ok_status();
    if (alias && is_instance_of(present, TypeId::GenericAlias) && TRY(equal(thread, present, value))) return ok_status();
  }
  (void)members->append(thread.heap(), value);
  return ok_status();
}

}  // namespace

Tuple* union_members(Value value) { return is_exact(value, TypeId::UnionType) ? from(value)->members : nullptr; }

Value new_union(Thread& thread, Value left, Value right) {
  if (!is_unionable(left) || !is_unionable(right)) return Value::not_implemented();
  Heap& heap = thread.heap();
  List* members = new_list(heap, 2);
  for (Value part : {left, right}) {
    if (Tuple* inner = union_members(part)) {
      for (Value v : inner->span()) TRY(add_member(thread, members, v));
    } else {
      TRY(add_member(thread, members, part));
    }
  }
  if (members->length() == 1) return members->at(0);
  Tuple* all = tuple_from(heap, members->span());
  auto* result = heap.allocate_as<UnionObject>(exact_shape(TypeId::UnionType));
  result->members = all;
  return Value(result);
}

extern const TypeSpec kUnionTypeSpec = {.name = "types.UnionType",
                                        .doc = "Represent a PEP 604 union type\n\nE.g. for int | str",
                                        .layout = &kLayout,
                                        .kind = kind(PythonKind::Other),
                                        .native_size = sizeof(UnionObject),
                                        .flags = kTypeNoInstantiation,
                                        .methods = kMethods,
                                        .getters = kGetters,
                                        .members = kMembers};

}  // namespace taipan::python
