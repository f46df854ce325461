// python/objects/code_construction.cpp -- types.CodeType(...) and code.replace(...): code objects from their fields.
//
// Room       python/objects. The bytes of tables are read by code_tables.h; the result obeys bytecode/verify.h or is a ValueError.
// Tests      tests/python/frames/code_*.py, CPython's test_code
//
// Fields follow one another in the registers: varnames, then the cellvars that are no varnames, then freevars, then
// temporaries. When their number changes and co_code stays, the instructions' temporaries move.
#include "python/objects/code_construction.h"

#include <algorithm>
#include <vector>

#include "python/bytecode/operands.h"
#include "python/bytecode/verify.h"
#include "python/objects/abstract.h"
#include "python/objects/code_tables.h"

namespace taipan::python {

namespace {

struct Fields {
  int argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, firstlineno;
  Bytes* code;
  Tuple* constants;
  Tuple* names;
  Tuple* varnames;
  Tuple* freevars;
  Tuple* cellvars;
  String* filename;
  String* name;
  String* qualname;
  Bytes* linetable;
  Bytes* exceptiontable;
  const Code* base = nullptr;  // of replace(): what the instructions were made for
  bool keeps_code = false;
};

std::span<const uint8_t> bytes_in(const Bytes* bytes) {
  return {reinterpret_cast<const uint8_t*>(bytes->view().data()), bytes->view().size()};
}

bool only_texts(const Tuple* tuple) {
  for (Value v : tuple->span()) {
    if (!as_string(v)) return false;
  }
  return true;
}

bool has_name(const Tuple* names, const String* wanted) {
  for (Value v : names->span()) {
    if (equal(v.as<String>(), wanted)) return true;
  }
  return false;
}

// Moves the registers from `from` on by `distance`. False: there is no room.
bool move_registers(std::vector<Instruction>& instructions, std::vector<ExceptionEntry>& entries, uint32_t from, int32_t distance) {
  bool ok = true;
  const auto move = [&](OperandKind kind, uint16_t& field) {
    if (!is_register(kind)) return;
    if (field < from) {
      ok = ok && (distance > 0 || field < int32_t(from) + distance);
      return;
    }
    const int32_t moved = field + distance;
    ok = ok && moved >= 0 && moved < 0xFFFF;
    field = uint16_t(moved);
  };
  for (Instruction& in : instructions) {
    const OpInfo& info = info_of(in);
    move(info.a, in.a);
    if (info.is_wide()) continue;
    move(info.b, in.b);
    if (Op(in.op) != Op::MakeFunction || in.c != kNoFunctionParts) move(info.c, in.c);
  }
  for (ExceptionEntry& e : entries) move(OperandKind::Def, e.exception_register);
  return ok;
}

// The number of registers that the instructions name, call windows included.
uint32_t registers_needed(const std::vector<Instruction>& instructions, const std::vector<ExceptionEntry>& entries) {
  uint32_t needed = 0;
  for (const Instruction& in : instructions) {
    const OpInfo& info = info_of(in);
    const auto look = [&](OperandKind kind, uint16_t field) {
      if (is_register(kind) && registers_of(in, kind) > 0) needed = std::max(needed, field + registers_of(in, kind));
    };
    if (Op(in.op) == Op::MakeFunction && in.c == kNoFunctionParts) {
      look(info.a, in.a);
      continue;
    }
    look(info.a, in.a);
    if (info.is_wide()) continue;
    look(info.b, in.b);
    look(info.c, in.c);
  }
  for (const ExceptionEntry& e : entries) needed = std::max(needed, e.exception_register + 1u);
  return needed;
}

Value make(Thread& thread, const Fields& f) {
  Heap& heap = thread.heap();
  const auto wrong = [&](const char* what) { return raise(thread, TypeId::ValueError, "code: %s", what); };
  if (f.posonlyargcount > f.argcount) return wrong("posonlyargcount exceeds argcount");
  if (f.nlocals != f.varnames->length()) return wrong("co_nlocals != len(co_varnames)");
  const int64_t parameters = int64_t{f.argcount} + f.kwonlyargcount + ((f.flags & kCodeVarArgs) != 0) + ((f.flags & kCodeVarKeywords) != 0);
  if (parameters > f.nlocals) return wrong("co_varnames is too small");
  List* all = new_list(heap);
  const auto add = [&](Tuple* names, Tuple* but) {
    Tuple* own = new_tuple(heap, names->length());
    for (int64_t i = 0; i < names->length(); ++i) {
      own->items_[i] = Value(intern(heap, names->at(i).as<String>()));
      if (!but || !has_name(but, names->at(i).as<String>())) (void)all->append(heap, own->at(i));
    }
    heap.write_barrier(own);
    return own;
  };
  Tuple* names = new_tuple(heap, f.names->length());
  for (int64_t i = 0; i < names->length(); ++i) names->items_[i] = Value(intern(heap, f.names->at(i).as<String>()));
  heap.write_barrier(names);
  (void)add(f.varnames, nullptr);
  Tuple* cell_names = add(f.cellvars, f.varnames);
  Tuple* free_names = add(f.freevars, nullptr);
  Tuple* register_names = tuple_from(heap, all->span());
  const auto local_count = uint32_t(register_names->length());
  if (local_count > 65000) return wrong("too many variables");

  std::vector<Instruction> instructions;
  std::vector<String*> cache_names;
  std::vector<ExceptionEntry> entries;
  std::vector<Position> positions;
  if (!parse_code(bytes_in(f.code), names, instructions, cache_names)) return wrong("co_code is malformed");
  const auto count = uint32_t(instructions.size());
  const bool moves = f.base && f.keeps_code && f.base->local_count != local_count;
  if (!parse_exception_table(bytes_in(f.exceptiontable), count, moves ? f.base->local_count : local_count, entries)) {
    return wrong("co_exceptiontable is malformed");
  }
  if (!parse_line_table(bytes_in(f.linetable), count, f.firstlineno, positions)) return wrong("co_linetable is malformed");
  if (moves && !move_registers(instructions, entries, f.base->local_count, int32_t(local_count) - int32_t(f.base->local_count))) {
    return wrong("co_varnames is too small");
  }
  CodeDraft draft;
  draft.instructions = instructions;
  draft.constants = f.constants->span();
  draft.cache_names = cache_names;
  draft.exceptions = entries;
  draft.positions = positions;
  draft.names = names;
  draft.register_names = register_names;
  draft.cell_names = cell_names;
  draft.free_names = free_names;
  draft.name = f.name;
  draft.qualified_name = f.qualname;
  draft.filename = f.filename;
  draft.flags = uint32_t(f.flags) & 0x0FFF'FFFF;
  if (!(f.flags & (kCodeVarArgs | kCodeVarKeywords)) && f.kwonlyargcount == 0) draft.flags |= kCodeSimpleParameters;
  if (f.base) draft.flags |= f.base->flags & kCodeHidden;
  draft.register_count = std::max(local_count + uint32_t(f.stacksize), registers_needed(instructions, entries));
  if (draft.register_count > 65000) return wrong("co_stacksize is too large");
  draft.local_count = local_count;
  draft.variable_count = uint32_t(f.nlocals);
  draft.argument_count = uint32_t(f.argcount);
  draft.positional_only_count = uint32_t(f.posonlyargcount);
  draft.keyword_only_count = uint32_t(f.kwonlyargcount);
  for (const Instruction& in : instructions) {
    if (Op(in.op) == Op::JumpBack) draft.loop_count = std::max(draft.loop_count, in.a + 1u);
  }
  draft.first_line = uint32_t(f.firstlineno);
  Code* code = make_code(heap, draft);
  if (const char* rule = broken_rule(code)) return raise(thread, TypeId::ValueError, "code: co_code breaks a rule: %s", rule);
  return Value(code);
}

Tuple* variables_of(Heap& heap, const Code* code) { return tuple_from(heap, code->register_names->span().subspan(0, code->variable_count)); }

}  // namespace

Value code_new(Thread& thread, Value, int argcount, int posonlyargcount, int kwonlyargcount, int nlocals, int stacksize, int flags,
               Bytes* codestring, Tuple* constants, Tuple* names, Tuple* varnames, String* filename, String* name, String* qualname,
               int firstlineno, Bytes* linetable, Bytes* exceptiontable, Tuple* freevars, Tuple* cellvars) {
  const struct {
    const char* name;
    int value;
  } kCounts[] = {{"argcount", argcount}, {"posonlyargcount", posonlyargcount}, {"kwonlyargcount", kwonlyargcount}, {"nlocals", nlocals},
                 {"stacksize", stacksize}};
  for (const auto& c : kCounts) {
    if (c.value < 0) return raise(thread, TypeId::ValueError, "code: %s must not be negative", c.name);
  }
  for (Tuple* texts : {names, varnames, freevars, cellvars}) {
    for (Value v : texts->span()) {
      if (!as_string(v)) return raise(thread, TypeId::TypeError, "name tuples must contain only strings, not '%T'", v);
    }
  }
  Fields f{.argcount = argcount, .posonlyargcount = posonlyargcount, .kwonlyargcount = kwonlyargcount, .nlocals = nlocals,
           .stacksize = stacksize, .flags = flags, .firstlineno = firstlineno, .code = codestring, .constants = constants,
           .names = names, .varnames = varnames, .freevars = freevars, .cellvars = cellvars, .filename = filename, .name = name,
           .qualname = qualname, .linetable = linetable, .exceptiontable = exceptiontable};
  return make(thread, f);
}

Value code_replace(Thread& thread, NativeCall call) {
  Heap& heap = thread.heap();
  if (call.positional() > 1) return raise(thread, TypeId::TypeError, "replace() takes no positional arguments");
  Code* self = call.values[0].as<Code>();
  Fields f{.argcount = self->argument_count,
           .posonlyargcount = self->positional_only_count,
           .kwonlyargcount = self->keyword_only_count,
           .nlocals = self->variable_count,
           .stacksize = self->register_count - self->local_count,
           .flags = int(self->flags & 0x0FFF'FFFF),
           .firstlineno = int(self->first_line),
           .code = nullptr,
           .constants = self->constants_tuple,
           .names = self->names,
           .varnames = variables_of(heap, self),
           .freevars = self->free_names,
           .cellvars = self->cell_names,
           .filename = self->filename,
           .name = self->name,
           .qualname = self->qualified_name,
           .linetable = nullptr,
           .exceptiontable = nullptr,
           .base = self};
  struct Number {
    const char* name;
    int* field;
  };
  const Number kNumbers[] = {{"co_argcount", &f.argcount}, {"co_posonlyargcount", &f.posonlyargcount}, {"co_kwonlyargcount", &f.kwonlyargcount},
                             {"co_nlocals", &f.nlocals}, {"co_stacksize", &f.stacksize}, {"co_flags", &f.flags},
                             {"co_firstlineno", &f.firstlineno}};
  const std::pair<const char*, Tuple**> kTuples[] = {{"co_consts", &f.constants}, {"co_names", &f.names}, {"co_varnames", &f.varnames},
                                                     {"co_freevars", &f.freevars}, {"co_cellvars", &f.cellvars}};
  const std::pair<const char*, String**> kTexts[] = {{"co_filename", &f.filename}, {"co_name", &f.name}, {"co_qualname", &f.qualname}};
  const std::pair<const char*, Bytes**> kBytes[] = {{"co_code", &f.code}, {"co_linetable", &f.linetable}, {"co_exceptiontable", &f.exceptiontable}};
  for (int64_t i = 0; call.names && i < call.names->length(); i++) {
    String* key = call.names->at(i).as<String>();
    const Value v = call.values[call.positional() + i];
    bool known = false;
    const auto is = [&](const char* name) { return !known && (known = key->equals_ascii(name)); };
    const auto bad = [&](const char* expected) {
      return raise(thread, TypeId::TypeError, "replace() argument '%U' must be %s, not %T", key, expected, v);
    };
    for (const auto& [name, field] : kNumbers) {
      if (!is(name)) continue;
      const int64_t n = TRY(to_int64(thread, v));
      if (n > INT32_MAX || n < INT32_MIN) return raise(thread, TypeId::OverflowError, "Python int too large to convert to C int");
      if (n < 0) return raise(thread, TypeId::ValueError, "%U must be a positive integer", key);
      *field = int(n);
    }
    for (const auto& [name, field] : kTuples) {
      if (!is(name)) continue;
      if (!is_kind(v, Kind::Tuple)) return bad("tuple");
      if (field != &f.constants && !only_texts(v.as<Tuple>())) return raise(thread, TypeId::SystemError, "non-string found in code slot");
      *field = v.as<Tuple>();
    }
    for (const auto& [name, field] : kTexts) {
      if (!is(name)) continue;
      if (!as_string(v)) return bad("str");
      *field = as_string(v);
    }
    for (const auto& [name, field] : kBytes) {
      if (!is(name)) continue;
      if (!is_kind(v, Kind::Bytes)) return bad("bytes");
      *field = v.as<Bytes>();
    }
    if (!known) return raise(thread, TypeId::TypeError, "'%U' is an invalid keyword argument for replace()", key);
  }
  f.keeps_code = f.code == nullptr;
  if (!f.code) f.code = shown_code(heap, self);
  if (!f.exceptiontable) f.exceptiontable = shown_exception_table(heap, self);
  if (!f.linetable) f.linetable = shown_line_table(heap, self);
  return make(thread, f);
}

}  // namespace taipan::python
