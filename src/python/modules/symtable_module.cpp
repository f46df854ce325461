// python/modules/symtable_module.cpp -- _symtable: the compiler's scopes as objects. https://docs.python.org/3.11/library/symtable.html
//
// Room       python/modules. Shows what compiler/symbol_table.h builds.
// Tests      tests/python/modules/symtable_*.py; CPython's test_symtable
#include <cstddef>

#include "python/compiler/compiler.h"
#include "python/compiler/futures.h"
#include "python/compiler/symbol_table.h"
#include "python/objects/abstract.h"
#include "python/objects/buffer.h"
#include "python/objects/text_codec.h"
#include "python/runtime/compile_source.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

using compiler::Scope;
using compiler::ScopeKind;

// One scope. The values do not change once it is made.
struct SymtableEntry : HeapObject {
  Value id, name, symbols, varnames, children, nested, type, lineno;
};

void trace_entry(HeapObject* object, Tracer& tracer) {
  auto* entry = static_cast<SymtableEntry*>(object);
  tracer.visit_values(reinterpret_cast<const uint64_t*>(&entry->id), 8);
  trace_attributes(object, tracer);
}
const Layout kEntryLayout = {.name = "symtable entry", .size = &size_from_shape, .trace = &trace_entry};

Value entry_repr(Thread& thread, Value self) {
  auto* entry = self.as<SymtableEntry>();
  return Value(format_string(thread, "<symtable entry %S(%S), line %S>", entry->name, entry->id, entry->lineno));
}

const Method kEntryMethods[] = {{"__repr__(self, /)", entry_repr, "Return repr(self)."}};
#define ENTRY_MEMBER(field) {#field, MemberType::Object, offsetof(SymtableEntry, field), true, ""}
const Member kEntryMembers[] = {
    ENTRY_MEMBER(id),       ENTRY_MEMBER(name),   ENTRY_MEMBER(symbols), ENTRY_MEMBER(varnames),
    ENTRY_MEMBER(children), ENTRY_MEMBER(nested), ENTRY_MEMBER(type),    ENTRY_MEMBER(lineno),
};
#undef ENTRY_MEMBER
const TypeSpec kEntrySpec = {.name = "symtable entry",
                             .layout = &kEntryLayout,
                             .kind = kind(PythonKind::Other),
                             .native_size = sizeof(SymtableEntry),
                             .flags = kTypeNoInstantiation,
                             .methods = kEntryMethods,
                             .members = kEntryMembers};
Type* g_entry_type = nullptr;

constexpr int kScopeShift = 11;

enum EntryType : int64_t { kFunctionEntry = 0, kClassEntry = 1, kModuleEntry = 2, kAnnotationEntry = 3 };

EntryType type_of_scope(const Scope* scope) {
  switch (scope->kind) {
    case ScopeKind::Function: return kFunctionEntry;
    case ScopeKind::Class: return kClassEntry;
    case ScopeKind::Module: return kModuleEntry;
    case ScopeKind::Annotation: return kAnnotationEntry;
  }
  return kFunctionEntry;
}

Value entry_of(Thread& thread, const Scope* scope) {
  if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, " during compilation");
  Heap& heap = thread.heap();
  String* scope_name = string_from_utf8(heap, scope->name->text);
  Dict* symbols = new_dict(heap);
  List* varnames = new_list(heap);
  List* children = new_list(heap);
  auto* entry = heap.allocate_as<SymtableEntry>(g_entry_type->root_shape);
  const Value result(entry);
  entry->name = Value(scope_name);
  entry->symbols = Value(symbols);
  entry->varnames = Value(varnames);
  entry->children = Value(children);
  entry->nested = Value::integer(scope->nested);
  entry->type = Value::integer(type_of_scope(scope));
  entry->lineno = Value::integer(scope->kind == ScopeKind::Module ? 0 : scope->location.lineno);
  heap.write_barrier(entry);
  entry->id = integer_value(heap, int64_t(identity(result)));
  heap.write_barrier(entry);
  for (uint32_t i = 0; i < scope->symbol_count; i++) {
    const compiler::Symbol* symbol = scope->symbols[i];
    String* text = intern(heap, symbol->name->text);
    const int64_t flags = (symbol->flags & compiler::kSymbolVisibleMask) | int64_t(symbol->resolution) << kScopeShift;
    dict_set(heap, symbols, text, Value::integer(flags));
    if (symbol->flags & compiler::kSymbolParameter) {
      if (!varnames->append(heap, Value(text))) return raise_memory_error(thread);
    }
  }
  for (const Scope* child = scope->first_child; child; child = child->next) {
    const Value made = TRY(entry_of(thread, child));
    if (!children->append(heap, made)) return raise_memory_error(thread);
  }
  return result;
}

// The source as UTF-8 or bytes; keeps `holder` alive.
Status source_bytes(Thread& thread, Value source, CompileRequest* request, Value* holder) {
  if (String* text = as_string(source)) {
    Bytes* encoded = TRY(encode(thread, text, "utf-8", nullptr));
    *holder = Value(encoded);
    request->source_is_string = true;
  } else if (is_bytes_like(source)) {
    *holder = Value(TRY(bytes_of_buffer(thread, source)));
  } else {
    return raise(thread, TypeId::TypeError, "symtable() arg 1 must be a string or bytes object");
  }
  request->source = holder->as<Bytes>()->view();
  if (request->source.find('\0') != std::string_view::npos) {
    return raise(thread, TypeId::ValueError, "source code string cannot contain null bytes");
  }
  return ok_status();
}

String* filename_argument(Thread& thread, Value filename) {
  if (!as_string(filename) && !is_bytes_like(filename)) {
    const Value path = TRY(call_special(thread, filename, Special::Fspath, {}));
    if (path.is_unbound()) {
      return raise(thread, TypeId::TypeError, "expected str, bytes or os.PathLike object, not %T", filename);
    }
    filename = path;
  }
  if (String* text = as_string(filename)) return text;
  if (!is_kind(filename, Kind::Bytes)) {
    TRY(warn(thread, TypeId::DeprecationWarning, 1, "path should be string, bytes, or os.PathLike, not %T", filename));
  }
  return decode_filesystem(thread, TRY(bytes_of_buffer(thread, filename))->view());
}

Value symtable(Thread& thread, Value source, Value filename, String* mode) {
  CompileRequest request;
  Value holder;
  TRY(source_bytes(thread, source, &request, &holder));
  request.filename = TRY(filename_argument(thread, filename));
  if (mode->equals_ascii("eval")) {
    request.mode = CompileMode::Eval;
  } else if (mode->equals_ascii("single")) {
    request.mode = CompileMode::Single;
  } else if (!mode->equals_ascii("exec")) {
    return raise(thread, TypeId::ValueError, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
  }
  Arena arena;
  syntax::ast::ModNode* tree = TRY(parse_source(thread, arena, request));
  uint32_t future_flags = 0;
  int32_t last_future_line = -1;
  CompileProblem problem;
  if (!compiler::find_futures(tree, future_flags, last_future_line, problem)) {
    return raise_compile_problem(thread, problem, request.filename);
  }
  const compiler::DepthLimit depth(uint32_t(thread.recursion_limit) * 3, thread.native_stack_limit);
  compiler::NameTable names(arena);
  compiler::SymbolTable table;
  if (!compiler::build_symbol_table(arena, names, tree, (future_flags & kFutureAnnotations) != 0, depth, table, problem)) {
    return raise_compile_problem(thread, problem, request.filename);
  }
  asm volatile("" : : "r"(holder.bits()) : "memory");
  return entry_of(thread, table.module);
}

const Method kFunctions[] = {
    {"symtable(source, filename, startstr, /)", symtable, "Return symbol and scope dictionaries used internally by compiler."}};

Status execute(Thread& thread, Module* module) {
  if (!g_entry_type) g_entry_type = TRY(define_type(thread, kEntrySpec));
  struct Constant {
    const char* name;
    int64_t value;
  };
  static constexpr Constant kConstants[] = {
      {"USE", compiler::kSymbolUsed},
      {"DEF_GLOBAL", compiler::kSymbolGlobal},
      {"DEF_NONLOCAL", compiler::kSymbolNonlocal},
      {"DEF_LOCAL", compiler::kSymbolLocal},
      {"DEF_PARAM", compiler::kSymbolParameter},
      {"DEF_FREE", compiler::kSymbolFree},
      {"DEF_FREE_CLASS", compiler::kSymbolFreeClass},
      {"DEF_IMPORT", compiler::kSymbolImport},
      {"DEF_BOUND", compiler::kSymbolBound},
      {"DEF_ANNOT", compiler::kSymbolAnnotated},
      {"TYPE_FUNCTION", kFunctionEntry},
      {"TYPE_CLASS", kClassEntry},
      {"TYPE_MODULE", kModuleEntry},
      {"LOCAL", int64_t(compiler::Resolution::Local)},
      {"GLOBAL_EXPLICIT", int64_t(compiler::Resolution::GlobalExplicit)},
      {"GLOBAL_IMPLICIT", int64_t(compiler::Resolution::GlobalImplicit)},
      {"FREE", int64_t(compiler::Resolution::Free)},
      {"CELL", int64_t(compiler::Resolution::Cell)},
      {"SCOPE_OFF", kScopeShift},
      {"SCOPE_MASK", 15},
  };
  for (const Constant& c : kConstants) TRY(module_add(thread, module, c.name, Value::integer(c.value)));
  return ok_status();
}

}  // namespace

extern const ModuleSpec kSymtableModule = {.name = "_symtable", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
