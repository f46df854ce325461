// python/modules/testing/testcapi_module.cpp -- _testcapi: limits of C's integers, exceptions, texts of signatures.
//
// Room       python/modules/testing; the README says why it exists. Calling conventions are in testcapi_calls.cpp.
#include <cfloat>
#include <climits>
#include <cstdlib>

#include "python/interpreter/tracing.h"
#include "python/modules/fatal_error.h"
#include "python/modules/new_exception.h"
#include "python/modules/sys.h"
#include "python/modules/testing/testcapi_calls.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/runtime/start.h"
#include "python/runtime/threads.h"
#include "vm/integer.h"

namespace taipan::python {

void print_exception_to(Thread& thread, Value exception, Value file);  // objects/traceback_print.cpp
Status print_traceback_to(Thread& thread, Value traceback, Value file);

namespace {

Value exception_print(Thread& thread, Value exception) {
  if (!is_exception(exception)) return raise(thread, TypeId::TypeError, "an exception instance is required");
  print_exception(thread, exception);
  return Value::none();
}
Status traceback_print(Thread& thread, Value traceback, Value file) { return print_traceback_to(thread, traceback, file); }

// raise exception(0, 1, ..., number_of_arguments - 1)
Value raise_exception_of(Thread& thread, Value exception, int number_of_arguments) {
  if (!is_kind(exception, kind(PythonKind::Type)) || !is_subtype(exception.as<Type>(), builtin_type(TypeId::BaseException))) {
    return raise(thread, TypeId::TypeError, "an exception class is required");
  }
  Tuple* arguments = new_tuple(thread.heap(), number_of_arguments);
  for (int i = 0; i < number_of_arguments; i++) arguments->items_[i] = Value::integer(i);
  const Value instance = TRY(call(thread, exception, arguments->span()));
  if (!is_exception(instance)) {
    return raise(thread, TypeId::TypeError, "calling %R should have returned an instance of BaseException, not %R", exception,
                 Value(type_of(instance)));
  }
  return raise_exception(thread, instance);
}
Value fatal_error_of(Thread& thread, Bytes* message, bool release_gil) {
  const std::string text(message->view());
  if (release_gil) {
    WithoutLock released(thread);
    fatal_error("test_fatal_error", text.c_str());
  }
  fatal_error("test_fatal_error", text.c_str());
}
// There is one allocator; what PYTHONMALLOC and -X dev ask for beyond it shows in its name alone.
Value allocator_name(Thread& thread) {
  const char* wish = start_options().ignore_environment ? nullptr : getenv("PYTHONMALLOC");
  const bool checks = wish && *wish ? std::string_view(wish).ends_with("debug") : start_options().dev_mode != 0;
  return Value(intern(thread.heap(), checks ? "malloc_debug" : "malloc"));
}
Value raise_memoryerror(Thread& thread) { return raise_memory_error(thread); }

Value make_exception_with_doc(Thread& thread, String* name, Value doc, Value base, Value dict) {
  const int64_t dot = [&] {
    for (int64_t i = name->length(); i-- > 0;) {
      if (name->at(i) == '.') return i;
    }
    return int64_t{-1};
  }();
  if (dot < 0) return raise(thread, TypeId::SystemError, "PyErr_NewException: name must be module.class");
  Heap& heap = thread.heap();
  Dict* attributes = new_dict(heap);
  if (!dict.is_none()) TRY(dict_update(thread, attributes, dict));
  if (dict_get(attributes, intern(heap, "__module__")).is_unbound()) {
    dict_set(heap, attributes, intern(heap, "__module__"), Value(substring(heap, name, 0, dot)));
  }
  if (!doc.is_none()) dict_set(heap, attributes, intern(heap, "__doc__"), doc);
  if (base.is_none()) base = Value(builtin_type(TypeId::Exception));
  const Value bases = is_kind(base, Kind::Tuple) ? base : Value(tuple_of(heap, base));
  return call_with(thread, Value(builtin_type(TypeId::Type)), Value(substring(heap, name, dot + 1, name->length() - dot - 1)), bases, Value(attributes));
}

Value write_unraisable_exc(Thread& thread, Value exception, Value message, Value object) {
  if (!is_exception(exception)) return raise(thread, TypeId::TypeError, "an exception instance is required");
  std::string text = "Exception ignored ";
  if (!message.is_none()) {
    ByteBuilder utf8;
    append_utf8(utf8, TRY(str(thread, message)));
    text += utf8.view();
  }
  thread.raise_value(exception);
  write_unraisable_message(thread, message.is_none() ? nullptr : text.c_str(), object);
  return Value::none();
}

Value code_newempty(Thread& thread, String* filename, String* function_name, int first_line) {
  Heap& heap = thread.heap();
  // raise AssertionError: there is nothing to run.
  const Value constants[] = {Value(builtin_type(TypeId::AssertionError))};
  Instruction instructions[2] = {};
  instructions[0].op = uint16_t(Op::LoadConst);
  instructions[1].op = uint16_t(Op::Raise);
  instructions[1].c = 1;
  const Position positions[] = {{first_line, first_line, -1, -1}, {first_line, first_line, -1, -1}};
  CodeDraft draft;
  draft.instructions = instructions;
  draft.constants = constants;
  draft.positions = positions;
  draft.names = draft.register_names = draft.cell_names = draft.free_names = empty_tuple();
  draft.name = draft.qualified_name = function_name;
  draft.filename = filename;
  draft.flags = kCodeOptimized | kCodeNewLocals;
  draft.register_count = 1;
  draft.first_line = uint32_t(first_line);
  return Value(make_code(heap, draft));
}

Value do_nothing(Thread&, Arguments) { return Value::none(); }
Value takes_sig(Thread&, Value) { return Value::none(); }
Value takes_defaults(Thread&, NativeCall) { return Value::none(); }

const Method kFunctions[] = {
    {"exception_print(exception, /)", exception_print, "Print an exception as an uncaught one is printed."},
    {"traceback_print(traceback, file, /)", traceback_print, "Print a traceback to a file."},
    {"raise_exception(exception, number_of_arguments, /)", raise_exception_of, "Raise exception(0, 1, ...)."},
    {"pymem_getallocatorsname()", allocator_name, "Which allocator is in use."},
    {"fatal_error(message, release_gil=False, /)", fatal_error_of, "End the process as one that cannot go on."},
    {"raise_memoryerror()", raise_memoryerror, "Raise MemoryError."},
    {"make_exception_with_doc(name, doc=None, base=None, dict=None)", make_exception_with_doc, "Make an exception class."},
    {"write_unraisable_exc(exception, message, object, /)", write_unraisable_exc, "Report an exception that nobody can catch."},
    {"code_newempty(filename, function_name, first_line, /)", code_newempty, "A code object that raises when it runs."},
    {"docstring_empty(*args, default=<hidden>)", do_nothing, ""},
    {"docstring_no_signature(*args, default=<hidden>)", do_nothing, "This docstring has no signature."},
    {"docstring_with_signature_but_no_doc(sig)", takes_sig, ""},
    {"docstring_with_signature_with_defaults(module, s='avocado', b=b'bytes', d=3.14, i=35, n=None, t=True, f=False, local=3, sys=9223372036854775807, exp=9223372036854775806)",
     takes_defaults,
     "\n\nThis docstring has a valid signature with parameters,\nand the parameters take defaults of varying types."},
};

Status fill(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  const struct {
    const char* name;
    int64_t value;
  } kSigned[] = {{"CHAR_MAX", CHAR_MAX},   {"CHAR_MIN", CHAR_MIN},   {"UCHAR_MAX", UCHAR_MAX},   {"SHRT_MAX", SHRT_MAX},
                 {"SHRT_MIN", SHRT_MIN},   {"USHRT_MAX", USHRT_MAX}, {"INT_MAX", INT_MAX},       {"INT_MIN", INT_MIN},
                 {"UINT_MAX", UINT_MAX},   {"LONG_MAX", LONG_MAX},   {"LONG_MIN", LONG_MIN},     {"LLONG_MAX", LLONG_MAX},
                 {"LLONG_MIN", LLONG_MIN}, {"PY_SSIZE_T_MAX", INT64_MAX}, {"PY_SSIZE_T_MIN", INT64_MIN}, {"SIZEOF_TIME_T", sizeof(time_t)},
                 {"CHAR_BIT", CHAR_BIT}};
  for (const auto& row : kSigned) TRY(module_add(thread, module, row.name, integer_value(heap, row.value)));
  TRY(module_add(thread, module, "ULONG_MAX", unsigned_value(heap, ULONG_MAX)));
  TRY(module_add(thread, module, "ULLONG_MAX", unsigned_value(heap, ULLONG_MAX)));
  TRY(module_add(thread, module, "FLT_MAX", Value::number(FLT_MAX)));
  TRY(module_add(thread, module, "FLT_MIN", Value::number(FLT_MIN)));
  TRY(module_add(thread, module, "DBL_MAX", Value::number(DBL_MAX)));
  TRY(module_add(thread, module, "DBL_MIN", Value::number(DBL_MIN)));
  TRY(module_add(thread, module, "WITH_PYMALLOC", Value::false_value()));
  return add_calling_conventions(thread, module);
}

}  // namespace

extern const ModuleSpec kTestCapiModule = {
    .name = "_testcapi", .doc = "Native functions and limits for tests.", .functions = kFunctions, .execute = fill};

}  // namespace taipan::python
