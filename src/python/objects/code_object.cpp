// python/objects/code_object.cpp -- the type `code`. https://docs.python.org/3.11/reference/datamodel.html#code-objects
// co_code shows our own register bytecode, two bytes of nothing an instruction: line and position tables agree with its length.
#include <cstring>
#include <vector>

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/runtime/bootstrap.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

Code* code_of_value(Value v) { return v.as<Code>(); }

Value get_argcount(Thread&, Value self) { return Value::integer(code_of_value(self)->argument_count); }
Value get_posonly(Thread&, Value self) { return Value::integer(code_of_value(self)->positional_only_count); }
Value get_kwonly(Thread&, Value self) { return Value::integer(code_of_value(self)->keyword_only_count); }
Value get_nlocals(Thread&, Value self) { return Value::integer(code_of_value(self)->variable_count); }
Value get_stacksize(Thread&, Value self) { return Value::integer(code_of_value(self)->register_count - code_of_value(self)->local_count); }
Value get_flags(Thread&, Value self) { return Value::integer(code_of_value(self)->flags & 0x0FFFFFFF); }
Value get_code(Thread& thread, Value self) {
  const Code* code = code_of_value(self);
  Bytes* bytes = new_bytes(thread.heap(), int64_t(code->instruction_count) * 2);
  for (uint32_t i = 0; i < code->instruction_count; i++) {
    bytes->data_[2 * i] = uint8_t(code->instructions[i].op);
    bytes->data_[2 * i + 1] = uint8_t(code->instructions[i].a);
  }
  return Value(bytes);
}
Value get_consts(Thread&, Value self) { return Value(code_of_value(self)->constants_tuple); }
Value get_names(Thread&, Value self) { return Value(code_of_value(self)->names); }
Value get_varnames(Thread& thread, Value self) {
  const Code* code = code_of_value(self);
  return Value(tuple_from(thread.heap(), code->register_names->span().subspan(0, code->variable_count)));
}
Value get_cellvars(Thread&, Value self) { return Value(code_of_value(self)->cell_names); }
Value get_freevars(Thread&, Value self) { return Value(code_of_value(self)->free_names); }
Value get_filename(Thread&, Value self) { return Value(code_of_value(self)->filename); }
Value get_name(Thread&, Value self) { return Value(code_of_value(self)->name); }
Value get_qualname(Thread&, Value self) { return Value(code_of_value(self)->qualified_name); }
Value get_firstlineno(Thread&, Value self) { return Value::integer(code_of_value(self)->first_line); }
Value get_linetable(Thread& thread, Value self) {
  const Code* code = code_of_value(self);
  return Value(bytes_from(thread.heap(), {reinterpret_cast<const char*>(code->positions), code->position_bytes}));
}
Value get_exceptiontable(Thread& thread, Value) { return Value(bytes_from(thread.heap(), "")); }

Value number_or_none(int32_t i) { return i < 0 ? Value::none() : Value::integer(i); }
Value code_positions(Thread& thread, Code* self) {
  Heap& heap = thread.heap();
  List* rows = new_list(heap, self->instruction_count);
  for (uint32_t i = 0; i < self->instruction_count; i++) {
    const Position p = position_of(self, i);
    (void)rows->append(heap, Value(tuple_of(heap, number_or_none(p.line), number_or_none(p.end_line), number_or_none(p.column), number_or_none(p.end_column))));
  }
  return get_iterator(thread, Value(rows));
}
Value code_lines(Thread& thread, Code* self) {
  Heap& heap = thread.heap();
  List* rows = new_list(heap);
  uint32_t start = 0;
  for (uint32_t i = 0; i < self->instruction_count; i++) {
    const int32_t line = position_of(self, i).line;
    if (i + 1 == self->instruction_count || position_of(self, i + 1).line != line) {
      (void)rows->append(heap, Value(tuple_of(heap, Value::integer(int64_t(start) * 2), Value::integer(int64_t(i + 1) * 2), number_or_none(line))));
      start = i + 1;
    }
  }
  return get_iterator(thread, Value(rows));
}
Value code_repr(Thread& thread, Code* self) {
  return Value(format_string(thread, "<code object %U at 0x%lx, file \"%U\", line %d>", self->name, long(identity(Value(self))), self->filename,
                             int(self->first_line)));
}
bool same_texts(const Tuple* a, const Tuple* b) {
  if (a->length() != b->length()) return false;
  for (int64_t i = 0; i < a->length(); i++) {
    if (!equal(a->at(i).as<String>(), b->at(i).as<String>())) return false;
  }
  return true;
}
Result<bool> same_constant(Thread& thread, Value a, Value b) {
  if (a == b) return true;
  if (type_of(a) != type_of(b)) return false;
  if (is_kind(a, Kind::Tuple)) {
    Tuple* x = a.as<Tuple>();
    Tuple* y = b.as<Tuple>();
    if (x->length() != y->length()) return false;
    for (int64_t i = 0; i < x->length(); i++) {
      if (!TRY(same_constant(thread, x->at(i), y->at(i)))) return false;
    }
    return true;
  }
  if (a.is_double()) return false;  // equal bits were handled above: 0.0 and -0.0 differ
  return equal(thread, a, b);
}
Value code_eq(Thread& thread, Code* a, Value other) {
  if (!is_kind(other, Kind::Code)) return Value::not_implemented();
  Code* b = other.as<Code>();
  if (a == b) return Value::true_value();
  bool same = equal(a->name, b->name) && a->argument_count == b->argument_count && a->positional_only_count == b->positional_only_count &&
              a->keyword_only_count == b->keyword_only_count && a->flags == b->flags && a->first_line == b->first_line &&
              a->instruction_count == b->instruction_count && a->position_bytes == b->position_bytes &&
              memcmp(a->instructions, b->instructions, a->instruction_count * sizeof(Instruction)) == 0 &&
              memcmp(a->positions, b->positions, a->position_bytes) == 0 && same_texts(a->register_names, b->register_names) &&
              same_texts(a->free_names, b->free_names) && same_texts(a->cell_names, b->cell_names) && a->cache_count == b->cache_count;
  for (uint32_t i = 0; same && i < a->cache_count; i++) same = a->caches[i].name == b->caches[i].name;
  if (!same) return Value::false_value();
  return Value::boolean(TRY(same_constant(thread, Value(a->constants_tuple), Value(b->constants_tuple))));
}
Value code_hash(Thread& thread, Code* self) {
  uint64_t h = TRY(hash(thread, Value(self->name)));
  h = h * 1000003 ^ self->argument_count ^ self->first_line ^ (uint64_t(self->flags) << 20) ^ self->instruction_count;
  return integer_value(thread.heap(), int64_t(h) == -1 ? -2 : int64_t(h));
}
int64_t code_sizeof(Thread&, Code* self) {
  return int64_t(sizeof(Code) + self->instruction_count * sizeof(Instruction) + self->cache_count * sizeof(InlineCache) + self->position_bytes);
}

// A copy with other texts and numbers; the instructions stay.
Value code_replace(Thread& thread, NativeCall call) {
  Code* self = code_of_value(call.values[0]);
  if (call.positional() > 1) return raise(thread, TypeId::TypeError, "replace() takes 0 positional arguments but %ld were given", call.positional() - 1);
  std::vector<Position> positions;
  for (uint32_t i = 0; i < self->instruction_count; i++) positions.push_back(position_of(self, i));
  std::vector<String*> cache_names;
  for (uint32_t i = 0; i < self->cache_count; i++) cache_names.push_back(self->caches[i].name);
  CodeDraft draft;
  draft.instructions = {self->instructions, self->instruction_count};
  draft.constants = self->constants_tuple->span();
  draft.cache_names = cache_names;
  draft.exceptions = {self->exceptions, self->exception_count};
  draft.positions = positions;
  draft.names = self->names;
  draft.register_names = self->register_names;
  draft.cell_names = self->cell_names;
  draft.free_names = self->free_names;
  draft.name = self->name;
  draft.qualified_name = self->qualified_name;
  draft.filename = self->filename;
  draft.flags = self->flags;
  draft.register_count = self->register_count;
  draft.local_count = self->local_count;
  draft.variable_count = self->variable_count;
  draft.argument_count = self->argument_count;
  draft.positional_only_count = self->positional_only_count;
  draft.keyword_only_count = self->keyword_only_count;
  draft.loop_count = self->loop_count;
  draft.first_line = self->first_line;
  for (int64_t i = 0; call.names && i < call.names->length(); i++) {
    String* key = call.names->at(i).as<String>();
    const Value v = call.values[call.positional() + i];
    if (key->equals_ascii("co_name") && as_string(v)) {
      draft.name = as_string(v);
    } else if (key->equals_ascii("co_qualname") && as_string(v)) {
      draft.qualified_name = as_string(v);
    } else if (key->equals_ascii("co_filename") && as_string(v)) {
      draft.filename = as_string(v);
    } else if (key->equals_ascii("co_firstlineno")) {
      draft.first_line = uint32_t(TRY(to_int64(thread, v)));
    } else if (key->equals_ascii("co_flags")) {
      draft.flags = uint32_t(TRY(to_int64(thread, v))) | (self->flags & 0xF0000000u);
    } else if (key->equals_ascii("co_consts") && is_kind(v, Kind::Tuple)) {
      if (v.as<Tuple>()->length() != self->constants_tuple->length()) return raise_not_implemented(thread, "code.replace() with another number of constants");
      draft.constants = v.as<Tuple>()->span();
    } else if (key->equals_ascii("co_names") || key->equals_ascii("co_code") || key->equals_ascii("co_varnames") || key->equals_ascii("co_linetable") ||
               key->equals_ascii("co_exceptiontable") || key->equals_ascii("co_stacksize") || key->equals_ascii("co_freevars") ||
               key->equals_ascii("co_cellvars") || key->equals_ascii("co_argcount") || key->equals_ascii("co_nlocals") ||
               key->equals_ascii("co_posonlyargcount") || key->equals_ascii("co_kwonlyargcount")) {
      const Value now = TRY(get_attribute(thread, call.values[0], key));
      if (!TRY(equal(thread, now, v))) return raise_not_implemented(thread, "code.replace() of instructions");
    } else {
      return raise(thread, TypeId::TypeError, "'%U' is an invalid keyword argument for replace()", key);
    }
  }
  return Value(make_code(thread.heap(), draft));
}
Value code_new(Thread& thread, NativeCall) { return raise_not_implemented(thread, "making code objects from CPython bytecode"); }
Value code_varname_from_oparg(Thread& thread, Code* self, int index) {
  if (index < 0 || index >= self->register_names->length()) return raise(thread, TypeId::IndexError, "tuple index out of range");
  return self->register_names->at(index);
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", code_new, ""},
    {"__repr__(self, /)", code_repr, "Return repr(self)."},
    {"__eq__(self, value, /)", code_eq, "Return self==value."},
    {"__hash__(self, /)", code_hash, "Return hash(self)."},
    {"__sizeof__(self, /)", code_sizeof, ""},
    {"co_positions(self, /)", code_positions, ""},
    {"co_lines(self, /)", code_lines, ""},
    {"replace(self, /, **kwargs)", code_replace, "Return a copy of the code object with new values for the specified fields."},
    {"_varname_from_oparg(self, oparg, /)", code_varname_from_oparg, ""},
};
const Getter kGetters[] = {
    {"co_argcount", get_argcount, nullptr, nullptr},   {"co_posonlyargcount", get_posonly, nullptr, nullptr},
    {"co_kwonlyargcount", get_kwonly, nullptr, nullptr}, {"co_nlocals", get_nlocals, nullptr, nullptr},
    {"co_stacksize", get_stacksize, nullptr, nullptr}, {"co_flags", get_flags, nullptr, nullptr},
    {"co_code", get_code, nullptr, nullptr},           {"_co_code_adaptive", get_code, nullptr, nullptr},
    {"co_consts", get_consts, nullptr, nullptr},       {"co_names", get_names, nullptr, nullptr},
    {"co_varnames", get_varnames, nullptr, nullptr},   {"co_cellvars", get_cellvars, nullptr, nullptr},
    {"co_freevars", get_freevars, nullptr, nullptr},   {"co_filename", get_filename, nullptr, nullptr},
    {"co_name", get_name, nullptr, nullptr},           {"co_qualname", get_qualname, nullptr, nullptr},
    {"co_firstlineno", get_firstlineno, nullptr, nullptr}, {"co_linetable", get_linetable, nullptr, nullptr},
    {"co_lnotab", get_linetable, nullptr, nullptr},    {"co_exceptiontable", get_exceptiontable, nullptr, nullptr},
};

}  // namespace

extern const TypeSpec kCodeTypeSpec = {.name = "code", .doc = "Create a code object.", .layout = &kCodeLayout, .kind = Kind::Code, .native_size = sizeof(Code), .flags = kTypeWeakrefable, .methods = kMethods, .getters = kGetters};

}  // namespace taipan::python
