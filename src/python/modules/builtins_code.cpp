// python/modules/builtins_code.cpp -- compile, eval, exec, __build_class__, __import__, input, open, breakpoint; and the module builtins.
#include <cstdlib>
#include <cstring>

#include "python/interpreter/interpreter.h"
#include "python/modules/builtins.h"
#include "python/modules/dis_supplement.h"
#include "python/objects/abstract.h"
#include "python/objects/buffer.h"
#include "python/objects/class_creation.h"
#include "python/objects/exceptions.h"
#include "python/objects/objects.h"
#include "python/objects/text_codec.h"
#include "python/runtime/audit.h"
#include "python/runtime/compile_source.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

// The text of a source argument as bytes; keeps `holder` alive.
struct Source {
  std::string_view bytes;
  bool is_string = false;
  Value holder;
};
Status source_argument(Thread& thread, Value source, const char* function, const char* what, Source* out) {
  if (String* text = as_string(source)) {
    Bytes* encoded = TRY(encode(thread, text, "utf-8", nullptr));
    out->bytes = encoded->view();
    out->is_string = true;
    out->holder = Value(encoded);
  } else if (is_bytes_like(source)) {
    Bytes* copy = TRY(bytes_of_buffer(thread, source));
    out->bytes = copy->view();
    out->holder = Value(copy);
  } else {
    return raise(thread, TypeId::TypeError, "%s() arg 1 must be a %s object", function, what);
  }
  if (memchr(out->bytes.data(), 0, out->bytes.size())) return raise(thread, TypeId::ValueError, "source code string cannot contain null bytes");
  return ok_status();
}

uint32_t inherited_features(Thread& thread) { return thread.regs ? code_of(thread.regs)->flags & 0x1FE0000 : 0; }

Value builtin_compile(Thread& thread, Value source, Value filename, String* mode, int flags, bool dont_inherit, int optimize, int feature_version) {
  CompileRequest request;
  if (as_string(filename)) {
    request.filename = as_string(filename);
  } else if (is_bytes_like(filename)) {
    if (!is_kind(filename, Kind::Bytes)) {
      TRY(warn(thread, TypeId::DeprecationWarning, 1, "path should be string, bytes, or os.PathLike, not %T", filename));
    }
    request.filename = TRY(decode_filesystem(thread, TRY(bytes_of_buffer(thread, filename))->view()));
  } else {
    const Value path = TRY(call_special(thread, filename, Special::Fspath, {}));
    if (path.is_unbound()) return raise(thread, TypeId::TypeError, "expected str, bytes or os.PathLike object, not %T", filename);
    if (as_string(path)) {
      request.filename = as_string(path);
    } else {
      request.filename = TRY(decode_filesystem(thread, TRY(bytes_of_buffer(thread, path))->view()));
    }
  }
  constexpr int kKnown = 0x1FE0000 | 0x200 | 0x400 | 0x1000 | 0x2000 | 0x4000 | 0x10 | 0x100;
  if (flags & ~kKnown) return raise(thread, TypeId::ValueError, "compile(): unrecognised flags");
  if (optimize < -1 || optimize > 2) return raise(thread, TypeId::ValueError, "compile(): invalid optimize value");
  request.flags = uint32_t(flags);
  request.future_flags = dont_inherit ? 0 : inherited_features(thread);
  request.optimize = optimize;
  request.feature_version = flags & kCompileOnlyAst ? feature_version : -1;
  if (mode->equals_ascii("exec")) {
    request.mode = CompileMode::Exec;
  } else if (mode->equals_ascii("eval")) {
    request.mode = CompileMode::Eval;
  } else if (mode->equals_ascii("single")) {
    request.mode = CompileMode::Single;
  } else if (mode->equals_ascii("func_type")) {
    if (!(flags & kCompileOnlyAst)) return raise(thread, TypeId::ValueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
    request.func_type = true;
  } else {
    return raise(thread, TypeId::ValueError, flags & kCompileOnlyAst ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                                                                     : "compile() mode must be 'exec', 'eval' or 'single'");
  }
  if (is_ast_object(thread, source)) {
    if (flags & kCompileOnlyAst) return source;
    Arena arena;
    auto* tree = TRY(ast_from_objects(thread, arena, source, request.mode));
    return Value(TRY(compile_tree(thread, arena, tree, request)));
  }
  Source text;
  TRY(source_argument(thread, source, "compile", "string, bytes or AST", &text));
  request.source = text.bytes;
  request.source_is_string = text.is_string;
  const Value result = compile_source(thread, request);
  asm volatile("" : : "r"(text.holder.bits()) : "memory");
  return result;
}

// Globals and locals of eval and exec: those of the caller by default.
Status namespaces(Thread& thread, const char* function, Value* globals, Value* locals) {
  if (globals->is_none()) {
    if (!thread.regs) return raise(thread, TypeId::SystemError, "globals and locals cannot be NULL");
    *globals = Value(function_of(thread.regs)->globals);
    if (locals->is_none()) *locals = TRY(frame_locals(thread));
  } else if (locals->is_none()) {
    *locals = *globals;
  }
  if (!is_kind(*globals, Kind::Dict)) {
    if (strcmp(function, "exec") == 0) return raise(thread, TypeId::TypeError, "%s() globals must be a dict, not %T", function, *globals);
    return raise(thread, TypeId::TypeError, lookup_special(type_of(*globals), Special::GetItem).is_unbound()
                                                ? "globals must be a dict"
                                                : "globals must be a real dict; try eval(code, {}, mapping)");
  }
  if (lookup_special(type_of(*locals), Special::GetItem).is_unbound()) {
    if (strcmp(function, "exec") == 0) return raise(thread, TypeId::TypeError, "locals must be a mapping or None, not %T", *locals);
    return raise(thread, TypeId::TypeError, "locals must be a mapping");
  }
  Dict* dict = globals->as<Dict>();
  if (dict_get(dict, name(Name::Builtins)).is_unbound()) {
    dict_set(thread.heap(), dict, name(Name::Builtins), Value(thread.regs ? function_of(thread.regs)->builtins : runtime().builtins));
  }
  return ok_status();
}

Value run_source(Thread& thread, Value source, Value globals, Value locals, CompileMode mode, const char* function) {
  Source text;
  TRY(source_argument(thread, source, function, "string, bytes or code", &text));
  CompileRequest request;
  request.filename = string_from_latin1(thread.heap(), "<string>");
  request.mode = mode;
  request.future_flags = inherited_features(thread);
  request.source_is_string = text.is_string;
  request.source = text.bytes;
  if (mode == CompileMode::Eval) {
    size_t skip = 0;
    while (skip < request.source.size() && (request.source[skip] == ' ' || request.source[skip] == '\t')) skip++;
    request.source.remove_prefix(skip);
  }
  const Value code = TRY(compile_source(thread, request));
  asm volatile("" : : "r"(text.holder.bits()) : "memory");
  TRY(audit(thread, "exec", code));
  return run_code(thread, code.as<Code>(), globals.as<Dict>(), locals);
}

Value builtin_eval(Thread& thread, Value source, Value globals, Value locals) {
  TRY(namespaces(thread, "eval", &globals, &locals));
  if (is_kind(source, Kind::Code)) {
    Code* code = source.as<Code>();
    if (code->free_names->length()) return raise(thread, TypeId::TypeError, "code object passed to eval() may not contain free variables");
    TRY(audit(thread, "exec", source));
    return run_code(thread, code, globals.as<Dict>(), locals);
  }
  return run_source(thread, source, globals, locals, CompileMode::Eval, "eval");
}
Value builtin_exec(Thread& thread, Value source, Value globals, Value locals, Value closure) {
  TRY(namespaces(thread, "exec", &globals, &locals));
  if (is_kind(source, Kind::Code)) {
    Code* code = source.as<Code>();
    const int64_t wanted = code->free_names->length();
    Tuple* cells = nullptr;
    if (wanted == 0) {
      if (!closure.is_none()) return raise(thread, TypeId::TypeError, "cannot use a closure with this code object");
    } else {
      bool good = is_exact_tuple(closure) && closure.as<Tuple>()->length() == wanted;
      for (int64_t i = 0; good && i < wanted; i++) good = is_cell(closure.as<Tuple>()->at(i));
      if (!good) return raise(thread, TypeId::TypeError, "code object requires a closure of exactly length %ld", wanted);
      cells = closure.as<Tuple>();
    }
    TRY(audit(thread, "exec", source));
    TRY(run_code(thread, code, globals.as<Dict>(), locals, cells));
    TRY(after_library_module(thread, globals.as<Dict>()));
    return Value::none();
  }
  if (!closure.is_none()) return raise(thread, TypeId::TypeError, "closure can only be used when source is a code object");
  TRY(run_source(thread, source, globals, locals, CompileMode::Exec, "exec"));
  return Value::none();
}

// Bases with __mro_entries__ replaced (PEP 560); the same tuple when there are none.
Tuple* resolve_bases(Thread& thread, Tuple* bases) {
  List* resolved = nullptr;
  for (int64_t i = 0; i < bases->length(); i++) {
    const Value base = bases->at(i);
    Value entries = Value::unbound();
    if (!has_type_flag(base, kTypeTypeSubclass)) {
      const Value method = TRY(get_attribute_or_unbound(thread, base, special_name(Special::MroEntries)));
      if (!method.is_unbound()) {
        entries = TRY(call_with(thread, method, Value(bases)));
        if (!is_kind(entries, Kind::Tuple)) return raise(thread, TypeId::TypeError, "__mro_entries__ must return a tuple");
      }
    }
    if (entries.is_unbound()) {
      if (resolved) (void)resolved->append(thread.heap(), base);
      continue;
    }
    if (!resolved) resolved = list_from(thread.heap(), bases->span().subspan(0, size_t(i)));
    for (Value v : entries.as<Tuple>()->span()) (void)resolved->append(thread.heap(), v);
  }
  return resolved ? tuple_from(thread.heap(), resolved->span()) : bases;
}

Value builtin_build_class(Thread& thread, NativeCall call) {
  Heap& heap = thread.heap();
  const int64_t positional = call.positional();
  if (positional < 2) return raise(thread, TypeId::TypeError, "__build_class__: not enough arguments");
  if (!is_function(call.values[0])) return raise(thread, TypeId::TypeError, "__build_class__: func must be a function");
  Function* body = call.values[0].as<Function>();
  String* class_name = as_string(call.values[1]);
  if (!class_name) return raise(thread, TypeId::TypeError, "__build_class__: name is not a string");
  Tuple* original = positional == 2 ? empty_tuple() : tuple_from(heap, {call.values + 2, size_t(positional - 2)});
  Tuple* bases = TRY(resolve_bases(thread, original));
  Value metaclass = Value::unbound();
  Dict* keywords = nullptr;
  if (call.names) {
    keywords = new_dict(heap);
    for (int64_t i = 0; i < call.names->length(); i++) {
      String* key = call.names->at(i).as<String>();
      if (key->equals_ascii("metaclass")) {
        metaclass = call.values[positional + i];
      } else {
        dict_set(heap, keywords, key, call.values[positional + i]);
      }
    }
  }
  bool is_class = true;
  if (metaclass.is_unbound()) {
    metaclass = bases->length() ? Value(type_of(bases->at(0))) : Value(builtin_type(TypeId::Type));
  } else {
    is_class = has_type_flag(metaclass, kTypeTypeSubclass);
  }
  if (is_class) metaclass = Value(TRY(most_derived_metatype(thread, metaclass.as<Type>(), bases)));
  Value space;
  if (metaclass == Value(builtin_type(TypeId::Type))) {
    space = Value(new_dict(heap));
  } else {
    const Value prepare = TRY(get_attribute_or_unbound(thread, metaclass, special_name(Special::Prepare)));
    if (prepare.is_unbound()) {
      space = Value(new_dict(heap));
    } else {
      space = TRY(call_unpacked(thread, prepare, tuple_of(heap, Value(class_name), Value(bases)), keywords));
    }
    if (lookup_special(type_of(space), Special::GetItem).is_unbound() && !is_kind(space, Kind::Dict)) {
      if (is_class) return raise(thread, TypeId::TypeError, "%N.__prepare__() must return a mapping, not %T", metaclass.as<Type>(), space);
      return raise(thread, TypeId::TypeError, "<metaclass>.__prepare__() must return a mapping, not %T", space);
    }
  }
  const Value cell = TRY(run_code(thread, body->code, body->globals, space, body->closure, body->builtins));
  if (bases != original) {
    TRY(set_item(thread, space, Value(intern(heap, "__orig_bases__")), Value(original)));
  }
  Value cls;
  if (metaclass == Value(builtin_type(TypeId::Type)) && is_exact_dict(space)) {
    cls = TRY(make_class(thread, builtin_type(TypeId::Type), class_name, bases, space.as<Dict>(), keywords));
  } else {
    cls = TRY(call_unpacked(thread, metaclass, tuple_of(heap, Value(class_name), Value(bases), space), keywords));
  }
  if (is_cell(cell) && has_type_flag(cls, kTypeTypeSubclass)) {
    const Value stored = cell.as<Cell>()->value;
    if (stored.is_unbound()) {
      return raise(thread, TypeId::RuntimeError, "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?", Value(class_name), cls);
    }
    if (!(stored == cls)) return raise(thread, TypeId::TypeError, "__class__ set to %R defining %R as %R", stored, Value(class_name), cls);
  }
  return cls;
}

Value builtin_import(Thread& thread, Value module, Value globals, Value locals, Value from_list, Value level) {
  (void)locals;
  if (!as_string(module)) return raise(thread, TypeId::TypeError, "module name must be a string");
  return import_module_level(thread, as_string(module), globals, from_list, level);
}
Value builtin_breakpoint(Thread& thread, NativeCall call) {
  const Value hook = sys_get("breakpointhook");
  if (hook.is_unbound()) return raise(thread, TypeId::RuntimeError, "lost sys.breakpointhook");
  return call_with_names(thread, hook, call.values, call.count, call.names);
}

const Method kFunctions[] = {
    {"compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", builtin_compile, "Compile source into a code object that can be executed by exec() or eval()."},
    {"eval(source, globals=None, locals=None, /)", builtin_eval, "Evaluate the given source in the context of globals and locals."},
    {"exec(source, globals=None, locals=None, /, *, closure=None)", builtin_exec, "Execute the given source in the context of globals and locals."},
    {"__build_class__(*args, **kwargs)", builtin_build_class, "Internal helper function used by the class statement."},
    {"__import__(name, globals=None, locals=None, fromlist=(), level=0)", builtin_import, "Import a module."},
    {"breakpoint(*args, **kws)", builtin_breakpoint, "Call sys.breakpointhook(*args, **kws)."},
};

}  // namespace

std::span<const Method> builtin_code_functions() { return kFunctions; }
std::span<const Method> builtin_input_functions();  // builtins_input.cpp: input

Module* make_builtins_module(Thread& thread) {
  Heap& heap = thread.heap();
  Module* module = new_module(heap, intern(heap, "builtins"));
  auto add = [&](std::span<const Method> functions) {
    for (const Method& m : functions) {
      Native* f = new_native(heap, m, Value(module), Value(intern(heap, "builtins")));
      dict_set(heap, module->dict, f->name, Value(f));
    }
  };
  add(builtin_object_functions());
  add(builtin_code_functions());
  add(builtin_input_functions());
  static constexpr TypeId kShown[] = {
      TypeId::Bool, TypeId::MemoryView, TypeId::ByteArrayType, TypeId::Bytes, TypeId::ClassMethod, TypeId::Complex, TypeId::Dict, TypeId::Enumerate,
      TypeId::Filter, TypeId::Float, TypeId::FrozenSet, TypeId::Property, TypeId::Int, TypeId::List, TypeId::Map, TypeId::Object, TypeId::Range,
      TypeId::Reversed, TypeId::Set, TypeId::Slice, TypeId::StaticMethod, TypeId::Str, TypeId::Super, TypeId::Tuple, TypeId::Type, TypeId::Zip};
  for (TypeId id : kShown) dict_set(heap, module->dict, builtin_type(id)->name, Value(builtin_type(id)));
  for (size_t i = size_t(TypeId::BaseException); i < size_t(TypeId::Count); i++) {
    dict_set(heap, module->dict, g_builtin_types[i]->name, Value(g_builtin_types[i]));
  }
  dict_set(heap, module->dict, intern(heap, "EnvironmentError"), Value(builtin_type(TypeId::OSError)));
  dict_set(heap, module->dict, intern(heap, "IOError"), Value(builtin_type(TypeId::OSError)));
  dict_set(heap, module->dict, intern(heap, "None"), Value::none());
  dict_set(heap, module->dict, intern(heap, "Ellipsis"), Value::ellipsis());
  dict_set(heap, module->dict, intern(heap, "NotImplemented"), Value::not_implemented());
  dict_set(heap, module->dict, intern(heap, "False"), Value::false_value());
  dict_set(heap, module->dict, intern(heap, "True"), Value::true_value());
  dict_set(heap, module->dict, name(Name::Debug), Value::boolean(default_optimize() == 0));
  dict_set(heap, module->dict, name(Name::Doc), Value(string_from_latin1(heap, "Built-in functions, exceptions, and other objects.")));
  return module;
}

}  // namespace taipan::python
