// python/objects/struct_sequence.cpp -- classes of tuples with named fields; the contract is in struct_sequence.h.
//
// Room       python/objects.
// Tests      tests/python/objects/struct_sequences_*.py; CPython's test_structseq
#include "python/objects/struct_sequence.h"

#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

// Belongs to the class and lives for ever, as the class does.
struct StructSequenceSpec : TypeSpec {
  Member* named;     // fields that have a name, in order
  int named_count;
  int field_count;
  int visible_count;
  int unnamed_count() const { return field_count - named_count; }
  // The name that goes with position `i` in representations and dicts: names skip the unnamed fields.
  const char* name_at(int i) const { return named[i].name; }
};

const StructSequenceSpec& spec_of(const Type* type) { return *static_cast<const StructSequenceSpec*>(type->spec); }

size_t bytes_of(int fields) { return sizeof(Tuple) + size_t(fields) * sizeof(Value); }
size_t struct_sequence_size(const HeapObject* object) {
  return bytes_of(int(static_cast<const Tuple*>(object)->length_) + object->aux);
}
const Layout kStructSequenceLayout = {
    .name = "struct sequence", .size = struct_sequence_size, .flags = kLayoutValues, .values_offset = sizeof(Tuple)};

Tuple* allocate(Thread& thread, Type* type) {
  const StructSequenceSpec& spec = spec_of(type);
  auto* made = static_cast<Tuple*>(allocate_instance_sized(thread.heap(), type, bytes_of(spec.field_count)));
  if (!made) return raise_memory_error(thread);
  made->length_ = spec.visible_count;
  made->aux = uint16_t(spec.field_count - spec.visible_count);
  for (int i = 0; i < spec.field_count; i++) made->items_[i] = Value::none();
  return made;
}

Value struct_sequence_new(Thread& thread, Type* cls, Value sequence, Value dict) {
  return make_struct_sequence(thread, cls, sequence, dict);
}

Value struct_sequence_repr(Thread& thread, Tuple* self) {
  Type* type = type_of(Value(self));
  const StructSequenceSpec& spec = spec_of(type);
  StringBuilder out;
  out.append_ascii(spec.name);
  out.append('(');
  for (int i = 0; i < spec.visible_count; i++) {
    if (i) out.append_ascii(", ");
    out.append_utf8(spec.name_at(i));
    out.append('=');
    out.append(TRY(repr(thread, self->items_[i])));
  }
  out.append(')');
  String* text = out.finish(thread.heap());
  if (!text) return raise_memory_error(thread);
  return Value(text);
}

Value struct_sequence_reduce(Thread& thread, Tuple* self) {
  Heap& heap = thread.heap();
  Type* type = type_of(Value(self));
  const StructSequenceSpec& spec = spec_of(type);
  Tuple* visible = tuple_from(heap, {self->items_, size_t(spec.visible_count)});
  Dict* hidden = new_dict(heap);
  for (int i = spec.visible_count; i < spec.field_count; i++) {
    dict_set(heap, hidden, intern(heap, spec.name_at(i - spec.unnamed_count())), self->items_[i]);
  }
  return Value(tuple_of(heap, Value(type), Value(tuple_of(heap, Value(visible), Value(hidden)))));
}

const Method kConstructor[] = {
    {"__new__(cls, sequence, dict=<{}>)", struct_sequence_new, "Create and return a new object.", kStatic},
    {"__repr__(self, /)", struct_sequence_repr, "Return repr(self)."},
    {"__reduce__(self, /)", struct_sequence_reduce, ""},
};

void set_class_attribute(Heap& heap, Type* type, const char* key, Value value) {
  dict_set(heap, type->dict, intern(heap, key), value);
}

}  // namespace

Value make_struct_sequence(Thread& thread, Type* type, Value sequence, Value dict) {
  const StructSequenceSpec& spec = spec_of(type);
  const Value values = TRY(fast_sequence(thread, sequence, "constructor requires a sequence"));
  if (!dict.is_missing() && !dict.is_unbound() && !is_kind(dict, Kind::Dict)) {
    return raise(thread, TypeId::TypeError, "%s() takes a dict as second arg, if any", spec.name);
  }
  const bool is_tuple = is_kind(values, Kind::Tuple);
  const int64_t given = is_tuple ? values.as<Tuple>()->length() : values.as<List>()->length();
  if (given < spec.visible_count || given > spec.field_count) {
    const bool exact = spec.visible_count == spec.field_count;
    const int64_t wanted = given < spec.visible_count ? spec.visible_count : spec.field_count;
    const char* how = exact ? "a" : given < spec.visible_count ? "an at least" : "an at most";
    return raise(thread, TypeId::TypeError, "%s() takes %s %ld-sequence (%ld-sequence given)", spec.name, how, wanted, given);
  }
  Tuple* made = TRY(allocate(thread, type));
  const Value* items = is_tuple ? values.as<Tuple>()->items_ : values.as<List>()->items();
  memcpy(static_cast<void*>(made->items_), items, size_t(given) * sizeof(Value));
  if (is_kind(dict, Kind::Dict)) {
    for (int i = int(given); i < spec.field_count; i++) {
      const Value found = dict_get(dict.as<Dict>(), intern(thread.heap(), spec.name_at(i - spec.unnamed_count())));
      if (!found.is_unbound()) made->items_[i] = found;
    }
  }
  thread.heap().write_barrier(made);
  return Value(made);
}

Type* define_struct_sequence(Thread& thread, const char* name, const char* doc, std::span<const FieldSpec> fields,
                             int visible_count, StructSequenceCalls calls) {
  auto* spec = new (malloc(sizeof(StructSequenceSpec))) StructSequenceSpec();
  spec->named = static_cast<Member*>(calloc(fields.size() + 1, sizeof(Member)));
  VM_CHECK(spec->named, "out of memory");
  for (size_t i = 0; i < fields.size(); i++) {
    if (!fields[i].name) continue;
    spec->named[spec->named_count++] = {fields[i].name, MemberType::Object, uint32_t(bytes_of(int(i))), true, fields[i].doc};
  }
  spec->field_count = int(fields.size());
  spec->visible_count = visible_count;
  spec->name = name;
  spec->doc = doc ? doc : "";
  spec->layout = &kStructSequenceLayout;
  spec->kind = Kind::Tuple;
  spec->native_size = sizeof(Tuple);
  spec->flags = calls == StructSequenceCalls::Refused ? uint32_t{kTypeNoInstantiation} : 0;
  spec->variable_size = true;
  const std::span<const Method> methods(kConstructor);
  spec->methods = calls == StructSequenceCalls::Refused ? methods.subspan(1) : methods;
  spec->members = {spec->named, size_t(spec->named_count)};

  Heap& heap = thread.heap();
  Type* type = define_type(thread, *spec, builtin_type(TypeId::Tuple));
  set_class_attribute(heap, type, "n_sequence_fields", Value::integer(visible_count));
  set_class_attribute(heap, type, "n_fields", Value::integer(spec->field_count));
  set_class_attribute(heap, type, "n_unnamed_fields", Value::integer(spec->unnamed_count()));
  const int visible_names = visible_count - spec->unnamed_count();
  Tuple* match_args = new_tuple(heap, visible_names);
  for (int i = 0; i < visible_names; i++) match_args->initialize(heap, i, Value(intern(heap, spec->named[i].name)));
  set_class_attribute(heap, type, "__match_args__", Value(match_args));
  return type;
}

Value new_struct_sequence(Thread& thread, Type* type, std::span<const Value> values) {
  Tuple* made = TRY(allocate(thread, type));
  const size_t count = values.size() < size_t(spec_of(type).field_count) ? values.size() : size_t(spec_of(type).field_count);
  for (size_t i = 0; i < count; i++) {
    if (!values[i].is_unbound()) made->items_[i] = values[i];
  }
  thread.heap().write_barrier(made);
  return Value(made);
}

Value struct_sequence_field(Value instance, int index) { return instance.as<Tuple>()->items_[index]; }

}  // namespace taipan::python
