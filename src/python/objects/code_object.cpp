// python/objects/code_object.cpp -- the type `code`. https://docs.python.org/3.11/reference/datamodel.html#code-objects
// co_code shows our own register bytecode in the form of code_tables.h: line and position tables agree with its length.
#include <cstring>
#include <vector>

#include "python/objects/abstract.h"
#include "python/objects/code_construction.h"
#include "python/objects/code_tables.h"
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
Value get_code(Thread& thread, Value self) { return Value(shown_code(thread.heap(), code_of_value(self))); }
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
Value get_linetable(Thread& thread, Value self) { return Value(shown_line_table(thread.heap(), code_of_value(self))); }
Value get_exceptiontable(Thread& thread, Value self) { return Value(shown_exception_table(thread.heap(), code_of_value(self))); }
// Pairs of a distance in co_code and a distance in lines, as before PEP 626.
Value get_lnotab(Thread& thread, Value self) {
  const Code* code = code_of_value(self);
  std::vector<uint8_t> table;
  int32_t line = int32_t(code->first_line);
  int64_t start = 0;
  for (uint32_t i = 0; i < code->instruction_count; ++i) {
    const int32_t here = position_of(code, i).line;
    if (here < 0 || here == line) continue;
    int64_t distance = i * kBytesPerInstruction - start;
    int32_t lines = here - line;
    for (; distance > 254; distance -= 254) table.insert(table.end(), {254, 0});
    for (; lines > 127 || lines < -128; distance = 0) {
      const int32_t step = lines > 0 ? 127 : -128;
      table.insert(table.end(), {uint8_t(distance), uint8_t(step)});
      lines -= step;
    }
    table.insert(table.end(), {uint8_t(distance), uint8_t(lines)});
    start = i * kBytesPerInstruction;
    line = here;
  }
  return Value(bytes_from(thread.heap(), {reinterpret_cast<const char*>(table.data()), table.size()}));
}

Value number_or_none(int32_t i) { return i < 0 ? Value::none() : Value::integer(i); }

// ---- iterators over places: one for each code unit, and one for each run of units on a line

struct PlaceIterator : HeapObject {
  Code* code;
  Value last;     // what the units of the present instruction give
  uint32_t unit;
};
void trace_places(HeapObject* object, Tracer& tracer) {
  auto* it = static_cast<PlaceIterator*>(object);
  tracer.visit(it->code);
  tracer.visit_value(it->last.bits());
}
const Layout kPlaceLayout = {.name = "code_iterator", .fixed_size = sizeof(PlaceIterator), .trace = &trace_places};

Value next_position(Thread& thread, Value self) {
  auto* it = self.as<PlaceIterator>();
  const uint32_t instruction = it->unit / kUnitsPerInstruction;
  if (instruction >= it->code->instruction_count) return Value::unbound();
  if (it->unit++ % kUnitsPerInstruction == 0) {
    const Position p = position_of(it->code, instruction);
    const Value tuple(tuple_of(thread.heap(), number_or_none(p.line), number_or_none(p.end_line), number_or_none(p.column), number_or_none(p.end_column)));
    it->last = tuple;
    thread.heap().write_barrier(it);
  }
  return it->last;
}
Value next_line(Thread& thread, Value self) {
  auto* it = self.as<PlaceIterator>();
  const uint32_t start = it->unit / kUnitsPerInstruction, count = it->code->instruction_count;
  if (start >= count || it->code->positions == nullptr) return Value::unbound();
  const int32_t line = position_of(it->code, start).line;
  uint32_t end = start + 1;
  while (end < count && position_of(it->code, end).line == line) end++;
  it->unit = uint32_t(end * kUnitsPerInstruction);
  return Value(tuple_of(thread.heap(), Value::integer(start * kBytesPerInstruction), Value::integer(end * kBytesPerInstruction), number_or_none(line)));
}
Value iterator_self(Thread&, Value self) { return self; }
template <Value (*next)(Thread&, Value)>
Value next_or_stop(Thread& thread, Value self) {
  const Value v = next(thread, self);
  return v.is_unbound() ? Value(raise_stop_iteration(thread, Value::unbound())) : v;
}
const Method kPositionsMethods[] = {{"__iter__(self, /)", iterator_self, "Implement iter(self)."},
                                    {"__next__(self, /)", next_or_stop<next_position>, "Implement next(self)."}};
const Method kLinesMethods[] = {{"__iter__(self, /)", iterator_self, "Implement iter(self)."},
                                {"__next__(self, /)", next_or_stop<next_line>, "Implement next(self)."}};
const TypeSpec kPositionsSpec = {.name = "positions_iterator", .layout = &kPlaceLayout, .kind = kind(PythonKind::Other),
                                 .native_size = sizeof(PlaceIterator), .flags = kTypeNoInstantiation, .methods = kPositionsMethods, .next = next_position};
const TypeSpec kLinesSpec = {.name = "line_iterator", .layout = &kPlaceLayout, .kind = kind(PythonKind::Other),
                             .native_size = sizeof(PlaceIterator), .flags = kTypeNoInstantiation, .methods = kLinesMethods, .next = next_line};

Value new_place_iterator(Thread& thread, Type* type, Code* code) {
  auto* it = thread.heap().allocate_as<PlaceIterator>(type->root_shape);
  it->code = code;
  it->last = Value::none();
  it->unit = 0;
  return Value(it);
}
Value code_positions(Thread& thread, Code* self) {
  static Type* type = nullptr;
  if (!type) type = TRY(define_type(thread, kPositionsSpec));
  return new_place_iterator(thread, type, self);
}
Value code_lines(Thread& thread, Code* self) {
  static Type* type = nullptr;
  if (!type) type = TRY(define_type(thread, kLinesSpec));
  return new_place_iterator(thread, type, self);
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
              a->keyword_only_count == b->keyword_only_count && (a->flags & 0x0FFF'FFFF) == (b->flags & 0x0FFF'FFFF) && a->first_line == b->first_line &&
              a->instruction_count == b->instruction_count && a->exception_count == b->exception_count && a->position_bytes == b->position_bytes &&
              memcmp(a->positions, b->positions, a->position_bytes) == 0 && same_texts(a->register_names, b->register_names) &&
              same_texts(a->free_names, b->free_names) && same_texts(a->cell_names, b->cell_names) && same_texts(a->names, b->names);
  for (uint32_t i = 0; same && i < a->exception_count; i++) {
    const ExceptionEntry& x = a->exceptions[i];
    const ExceptionEntry& y = b->exceptions[i];
    same = x.start == y.start && x.end == y.end && x.target == y.target && x.exception_register == y.exception_register;
  }
  // Inline caches may be numbered otherwise.
  same = same && shown_code(thread.heap(), a)->view() == shown_code(thread.heap(), b)->view();
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

Value code_varname_from_oparg(Thread& thread, Code* self, int index) {
  if (index < 0 || index >= self->register_names->length()) return raise(thread, TypeId::IndexError, "tuple index out of range");
  return self->register_names->at(index);
}

const Method kMethods[] = {
    {"__new__(cls, argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, varnames, filename, "
     "name, qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)",
     code_new, ""},
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
    {"co_lnotab", get_lnotab, nullptr, nullptr},    {"co_exceptiontable", get_exceptiontable, nullptr, nullptr},
};

}  // namespace

extern const TypeSpec kCodeTypeSpec = {.name = "code", .doc = "Create a code object.", .layout = &kCodeLayout, .kind = Kind::Code, .native_size = sizeof(Code), .flags = kTypeWeakrefable, .methods = kMethods, .getters = kGetters};

}  // namespace taipan::python
