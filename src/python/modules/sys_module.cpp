// python/modules/sys_module.cpp -- sys. https://docs.python.org/3.11/library/sys.html
// Tracing functions are in sys_tracing.cpp; what needs files in standard_streams.cpp.
#include <dlfcn.h>

#include <cfloat>
#include <clocale>
#include <cstring>
#include <utility>

#include "python/interpreter/interpreter.h"
#include "python/modules/builtins.h"
#include "python/modules/locale_setup.h"
#include "python/modules/sys.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/struct_sequence.h"
#include "python/objects/text_codec.h"
#include "python/runtime/audit.h"
#include "python/runtime/compile_source.h"
#include "python/runtime/import.h"
#include "python/runtime/start.h"
#include "python/runtime/threads.h"
#include "vm/integer.h"

namespace taipan::python {

bool is_unraisable_arguments(Thread& thread, Value value);  // sys_tracing.cpp

namespace {

Value sys_exit(Thread& thread, Value status) {
  const Value arguments[] = {status};
  if (status.is_none()) return raise_with(thread, TypeId::SystemExit, {});
  if (is_kind(status, Kind::Tuple)) return raise_with(thread, TypeId::SystemExit, status.as<Tuple>()->span());
  return raise_with(thread, TypeId::SystemExit, arguments);
}
Value get_frame(Thread& thread, int depth) {
  Value* regs = thread.regs;
  if (depth < 0) depth = 0;
  while (regs && (code_of(regs)->flags & kCodeHidden)) regs = frame_header(regs)->caller;
  for (; depth > 0 && regs; depth--) {
    do {
      regs = frame_header(regs)->caller;
    } while (regs && (code_of(regs)->flags & kCodeHidden));
  }
  if (!regs) return raise(thread, TypeId::ValueError, "call stack is not deep enough");
  const Value frame(frame_object(thread, regs));
  TRY(audit(thread, "sys._getframe", frame));
  return frame;
}
Value current_frames(Thread& thread) {
  Dict* dict = new_dict(thread.heap());
  for_each_thread([&](Thread& t) {
    if (t.regs) (void)dict_set(thread, dict, unsigned_value(thread.heap(), t.id), Value(frame_object(t, t.regs)));
  });
  return Value(dict);
}
Value handled_exception(Thread& thread) {
  for (const HandledState* s = thread.handled; s; s = s->previous) {
    if (!s->exception.is_none()) return s->exception;
  }
  return Value::none();
}
Value current_exceptions(Thread& thread) {
  Dict* dict = new_dict(thread.heap());
  for_each_thread([&](Thread& t) {
    const Value e = handled_exception(t);
    const Value row = e.is_none() ? Value(tuple_of(thread.heap(), e, e, e))
                                  : Value(tuple_of(thread.heap(), Value(type_of(e)), e, e.as<ExceptionObject>()->traceback));
    (void)dict_set(thread, dict, unsigned_value(thread.heap(), t.id), row);
  });
  return Value(dict);
}
Value exc_info(Thread& thread) {
  const Value e = handled_exception(thread);
  if (e.is_none()) return Value(tuple_of(thread.heap(), Value::none(), Value::none(), Value::none()));
  return Value(tuple_of(thread.heap(), Value(type_of(e)), e, e.as<ExceptionObject>()->traceback));
}
Value sys_exception(Thread& thread) { return handled_exception(thread); }

Value get_recursion_limit(Thread& thread) { return Value::integer(thread.recursion_limit); }
Status set_recursion_limit(Thread& thread, int limit) {
  if (limit < 1) return raise(thread, TypeId::ValueError, "recursion limit must be greater or equal than 1");
  const int32_t used = thread.recursion_limit - thread.remaining_depth;
  if (limit <= used) {
    return raise(thread, TypeId::RecursionError, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", limit, used);
  }
  for_each_thread([&](Thread& t) {
    t.remaining_depth += limit - t.recursion_limit;
    t.recursion_limit = limit;
  });
  return ok_status();
}
Value get_sizeof(Thread& thread, Value object, Value default_value) {
  const Value size = call_special(thread, object, Special::SizeOf, {});
  if (size.is_raised()) {
    if (!default_value.is_missing() && clear_if(thread, TypeId::TypeError)) return default_value;
    return size;
  }
  if (size.is_unbound()) {
    if (!default_value.is_missing()) return default_value;
    return raise(thread, TypeId::TypeError, "Type %T doesn't define __sizeof__", object);
  }
  const int64_t n = TRY(to_int64(thread, size));
  if (n < 0) return raise(thread, TypeId::ValueError, "__sizeof__() should return >= 0");
  return Value::integer(n);
}
int64_t get_refcount(Thread&, Value) { return 2; }
Value sys_intern(Thread& thread, Value string) {
  if (!is_exact_string(string)) {
    if (as_string(string)) return raise(thread, TypeId::TypeError, "can't intern %T", string);
    return raise(thread, TypeId::TypeError, "intern() argument must be str, not %T", string);
  }
  return Value(intern(thread.heap(), string.as<String>()));
}
Value get_default_encoding(Thread& thread) { return Value(intern(thread.heap(), "utf-8")); }
Value get_filesystem_encoding(Thread& thread) { return Value(intern(thread.heap(), filesystem_encoding_name())); }
Value get_filesystem_errors(Thread& thread) { return Value(intern(thread.heap(), "surrogateescape")); }
double get_switch_interval(Thread&) { return switch_interval(); }
Status sys_set_switch_interval(Thread& thread, double seconds) {
  if (!(seconds > 0)) return raise(thread, TypeId::ValueError, "switch interval must be strictly positive");
  set_switch_interval(seconds);
  return ok_status();
}
bool is_finalizing(Thread&) { return runtime().finalizing; }
int64_t get_allocated_blocks(Thread& thread) { return int64_t(thread.heap().bytes_in_use() / 64); }
Value get_int_max_str_digits(Thread&) { return Value::integer(int_max_str_digits()); }
Status sys_set_int_max_str_digits(Thread& thread, int maxdigits) {
  if (maxdigits != 0 && maxdigits < 640) return raise(thread, TypeId::ValueError, "maxdigits must be 0 or larger than 640");
  set_int_max_str_digits(maxdigits);
  return ok_status();
}
int get_origin_depth(Thread& thread) { return python_thread(thread).origin_tracking_depth; }
Status set_origin_depth(Thread& thread, int depth) {
  if (depth < 0) return raise(thread, TypeId::ValueError, "depth must be >= 0");
  python_thread(thread).origin_tracking_depth = depth;
  return ok_status();
}
Value get_async_hooks(Thread& thread);
Type* g_async_hooks_type = nullptr;
Value get_async_hooks(Thread& thread) {
  const Value values[] = {python_thread(thread).async_first_iteration, python_thread(thread).async_finalizer};
  return new_struct_sequence(thread, g_async_hooks_type, values);
}
Status set_async_hooks(Thread& thread, Value firstiter, Value finalizer) {
  if (!finalizer.is_missing()) {
    if (!finalizer.is_none() && !is_callable(finalizer)) return raise(thread, TypeId::TypeError, "callable finalizer expected, got %T", finalizer);
    TRY(audit(thread, "sys.set_asyncgen_hooks_finalizer"));
    python_thread(thread).async_finalizer = finalizer;
  }
  if (!firstiter.is_missing()) {
    if (!firstiter.is_none() && !is_callable(firstiter)) return raise(thread, TypeId::TypeError, "callable firstiter expected, got %T", firstiter);
    TRY(audit(thread, "sys.set_asyncgen_hooks_firstiter"));
    python_thread(thread).async_first_iteration = firstiter;
  }
  return ok_status();
}
Value sys_audit(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "sys.audit() takes no keyword arguments");
  if (call.count == 0) return raise(thread, TypeId::TypeError, "audit() missing 1 required positional argument: 'event'");
  if (!as_string(call.values[0])) return raise(thread, TypeId::TypeError, "expected str for argument 'event', not %T", call.values[0]);
  if (g_audited) TRY(tell_hooks(thread, as_string(call.values[0]), std::span(call.values + 1, size_t(call.count - 1))));
  return Value::none();
}

Value display_hook(Thread& thread, Value object) {
  if (object.is_none()) return Value::none();
  Heap& heap = thread.heap();
  Dict* builtins = runtime().builtins;
  dict_set(heap, builtins, intern(heap, "_"), Value::none());
  const Value out = sys_get("stdout");
  if (out.is_unbound() || out.is_none()) return raise(thread, TypeId::RuntimeError, "lost sys.stdout");
  String* text = TRY(repr(thread, object));
  const Value written = call_method_with(thread, out, name(Name::Write), Value(text));
  if (written.is_raised()) {
    if (!clear_if(thread, TypeId::UnicodeEncodeError)) return written;
    const Value encoding = TRY(get_attribute(thread, out, name(Name::Encoding)));
    ByteBuilder encoding_text;
    append_utf8(encoding_text, TRY(str(thread, encoding)));
    encoding_text.append(uint8_t(0));
    Bytes* bytes = TRY(encode(thread, text, reinterpret_cast<char*>(encoding_text.data()), "backslashreplace"));
    String* plain = TRY(decode(thread, bytes->view(), reinterpret_cast<char*>(encoding_text.data()), "strict"));
    TRY(call_method_with(thread, out, name(Name::Write), Value(plain)));
  }
  TRY(call_method_with(thread, out, name(Name::Write), Value(string_from_character(heap, '\n'))));
  dict_set(heap, builtins, intern(heap, "_"), object);
  return Value::none();
}
Value except_hook(Thread& thread, Value type, Value value, Value traceback) {
  (void)type;
  if (!is_exception(value)) {  // told, not raised
    raise(thread, TypeId::TypeError, "print_exception(): Exception expected for value, %T found", value);
    value = thread.take_exception();
    traceback = Value::none();
  }
  if (is_exact(traceback, TypeId::Traceback)) {
    auto* e = value.as<ExceptionObject>();
    if (e->traceback.is_none()) {
      e->traceback = traceback;
      thread.heap().write_barrier(e);
    }
  }
  print_exception(thread, value);
  return Value::none();
}
Value breakpoint_hook(Thread& thread, NativeCall call) {
  const char* setting = getenv("PYTHONBREAKPOINT");
  if (start_options().ignore_environment) setting = nullptr;
  if (setting && strcmp(setting, "0") == 0) return Value::none();
  const std::string path = setting && *setting ? setting : "pdb.set_trace";
  const size_t dot = path.rfind('.');
  const std::string holder_name = dot == std::string::npos ? "builtins" : path.substr(0, dot);
  Value hook = import_module(thread, holder_name);
  if (!hook.is_raised()) {
    const Value holder = dict_get(thread, runtime().modules, Value(intern(thread.heap(), holder_name)));
    hook = get_attribute(thread, holder.is_unbound() ? hook : holder, intern(thread.heap(), dot == std::string::npos ? path : path.substr(dot + 1)));
  }
  if (hook.is_raised()) {
    if (!clear_if(thread, TypeId::ImportError) && !clear_if(thread, TypeId::AttributeError) && !clear_if(thread, TypeId::ValueError)) return hook;
    TRY(warn(thread, TypeId::RuntimeWarning, 1, "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", path.c_str()));
    return Value::none();
  }
  return call_with_names(thread, hook, call.values, call.count, call.names);
}
Value unraisable_hook(Thread& thread, Value unraisable) {
  if (!is_unraisable_arguments(thread, unraisable)) return raise(thread, TypeId::TypeError, "sys.unraisablehook argument type must be UnraisableHookArgs");
  print_unraisable(thread, unraisable);
  return Value::none();
}
// Tracing goes on in there, though a trace function asks for it.
Value call_tracing(Thread& thread, Value function, Tuple* args) {
  PythonThread& state = python_thread(thread);
  const bool tracing = std::exchange(state.tracing, false);
  const uint8_t event = std::exchange(state.trace_event, 0);
  const Value result = call(thread, function, args->span());
  state.tracing = tracing;
  state.trace_event = event;
  return result;
}
Value get_unicode_internal(Thread&) { return Value::none(); }
int g_dlopen_flags = RTLD_NOW;
Status set_dlopen_flags(Thread&, int flags) {
  g_dlopen_flags = flags;
  return ok_status();
}
int64_t get_dlopen_flags(Thread&) { return g_dlopen_flags; }

const Method kFunctions[] = {
    {"exit(status=None, /)", sys_exit, "Exit the interpreter by raising SystemExit(status)."},
    {"_getframe(depth=0, /)", get_frame, "Return a frame object from the call stack."},
    {"_current_frames()", current_frames, "Return a dict mapping each thread's thread id to its current stack frame."},
    {"_current_exceptions()", current_exceptions, "Return a dict mapping each thread's identifier to its current raised exception."},
    {"exc_info()", exc_info, "Return current exception information: (type, value, traceback)."},
    {"exception()", sys_exception, "Return the current exception."},
    {"getrecursionlimit()", get_recursion_limit, "Return the current value of the recursion limit."},
    {"setrecursionlimit(limit, /)", set_recursion_limit, "Set the maximum depth of the Python interpreter stack to n."},
    {"getsizeof(object, default=<missing>)", get_sizeof, "Return the size of object in bytes."},
    {"getrefcount(object, /)", get_refcount, "Return the reference count of object."},
    {"intern(string, /)", sys_intern, "``Intern'' the given string."},
    {"getdefaultencoding()", get_default_encoding, "Return the current default encoding used by the Unicode implementation."},
    {"getfilesystemencoding()", get_filesystem_encoding, "Return the encoding used to convert Unicode filenames to OS filenames."},
    {"getfilesystemencodeerrors()", get_filesystem_errors, "Return the error mode used for Unicode to OS filename conversion."},
    {"getswitchinterval()", get_switch_interval, "Return the current thread switch interval; see sys.setswitchinterval()."},
    {"setswitchinterval(interval, /)", sys_set_switch_interval, "Set the ideal thread switching delay inside the Python interpreter."},
    {"is_finalizing()", is_finalizing, "Return True if Python is exiting."},
    {"getallocatedblocks()", get_allocated_blocks, "Return the number of memory blocks currently allocated."},
    {"get_int_max_str_digits()", get_int_max_str_digits, "Return the maximum string digits limit for non-binary int<->str conversions."},
    {"set_int_max_str_digits(maxdigits)", sys_set_int_max_str_digits, "Set the maximum string digits limit for non-binary int<->str conversions."},
    {"get_coroutine_origin_tracking_depth()", get_origin_depth, "Check status of origin tracking for coroutine objects in this thread."},
    {"set_coroutine_origin_tracking_depth(depth)", set_origin_depth, "Enable or disable origin tracking for coroutine objects in this thread."},
    {"get_asyncgen_hooks()", get_async_hooks, "Return the installed asynchronous generators hooks."},
    {"set_asyncgen_hooks(firstiter=<missing>, finalizer=<missing>)", set_async_hooks, "Set a finalizer for async generators objects."},
    {"audit(*args)", sys_audit, "Passes the event to any hooks that are attached."},
    {"addaudithook(hook)", add_audit_hook, "Adds a new audit hook callback."},
    {"displayhook(object, /)", display_hook, "Print an object to sys.stdout and also save it in builtins._"},
    {"excepthook(exctype, value, traceback, /)", except_hook, "Handle an exception by displaying it with a traceback on sys.stderr."},
    {"breakpointhook(*args, **kws)", breakpoint_hook, "This hook function is called by built-in breakpoint()."},
    {"unraisablehook(unraisable, /)", unraisable_hook, "Handle an unraisable exception."},
    {"call_tracing(func, args, /)", call_tracing, "Call func(*args), while tracing is enabled."},
    {"setdlopenflags(flags, /)", set_dlopen_flags, "Set the flags used by the interpreter for dlopen calls."},
    {"getdlopenflags()", get_dlopen_flags, "Return the current value of the flags that are used for dlopen calls."},
};

Value text(Thread& thread, std::string_view s) { return Value(string_from_utf8(thread.heap(), s)); }
Value path_text(Thread& thread, std::string_view s) { return Value(decode_filesystem(thread, s)); }

Value list_of_texts(Thread& thread, const std::vector<std::string>& all) {
  List* list = new_list(thread.heap());
  for (const std::string& s : all) (void)list->append(thread.heap(), path_text(thread, s));
  return Value(list);
}

// -X options as a dict: True for those without a value.
Value x_options(Thread& thread) {
  Dict* dict = new_dict(thread.heap());
  for (const std::string& option : start_options().x_options) {
    const size_t equals = option.find('=');
    const Value key = path_text(thread, std::string_view(option).substr(0, equals));
    const Value value = equals == std::string::npos ? Value::true_value() : path_text(thread, std::string_view(option).substr(equals + 1));
    (void)dict_set(thread, dict, key, value);
  }
  return Value(dict);
}

struct FlagRow {
  FieldSpec field;
  int value;
};

Status add_struct_sequences(Thread& thread, Dict* dict) {
  Heap& heap = thread.heap();
  const StartOptions& o = start_options();
  auto add = [&](const char* key, Value value) { dict_set(heap, dict, intern(heap, key), value); };

  static const FieldSpec kVersionFields[] = {{"major", "Major release number"}, {"minor", "Minor release number"}, {"micro", "Patch release number"},
                                             {"releaselevel", "'alpha', 'beta', 'candidate', or 'final'"}, {"serial", "Serial release number"}};
  Type* version_type = TRY(define_struct_sequence(thread, "sys.version_info", "Version information as a named tuple.", kVersionFields, 5));
  version_type->flags |= kTypeNoInstantiation;
  const Value version_values[] = {Value::integer(3), Value::integer(11), Value::integer(2), text(thread, "final"), Value::integer(0)};
  const Value version = TRY(new_struct_sequence(thread, version_type, version_values));
  add("version_info", version);

  static const FieldSpec kFlagFields[] = {{"debug", "-d"}, {"inspect", "-i"}, {"interactive", "-i"}, {"optimize", "-O or -OO"}, {"dont_write_bytecode", "-B"},
                                          {"no_user_site", "-s"}, {"no_site", "-S"}, {"ignore_environment", "-E"}, {"verbose", "-v"}, {"bytes_warning", "-b"},
                                          {"quiet", "-q"}, {"hash_randomization", "-R"}, {"isolated", "-I"}, {"dev_mode", "-X dev"}, {"utf8_mode", "-X utf8"},
                                          {"warn_default_encoding", "-X warn_default_encoding"}, {"safe_path", "-P"}, {"int_max_str_digits", "-X int_max_str_digits"}};
  Type* flags_type = TRY(define_struct_sequence(thread, "sys.flags", "Flags provided through command line arguments or environment vars.", kFlagFields, 18));
  flags_type->flags |= kTypeNoInstantiation;
  const Value flag_values[] = {Value::integer(o.debug), Value::integer(o.inspect), Value::integer(o.interactive), Value::integer(o.optimize),
                               Value::integer(o.dont_write_bytecode), Value::integer(o.no_user_site), Value::integer(o.no_site),
                               Value::integer(o.ignore_environment), Value::integer(o.verbose), Value::integer(o.bytes_warning), Value::integer(o.quiet),
                               Value::integer(o.hash_randomization), Value::integer(o.isolated), Value::boolean(o.dev_mode), Value::integer(o.utf8_mode),
                               Value::integer(o.warn_default_encoding), Value::boolean(o.safe_path), Value::integer(o.int_max_str_digits)};
  add("flags", TRY(new_struct_sequence(thread, flags_type, flag_values)));

  static const FieldSpec kFloatFields[] = {{"max", nullptr}, {"max_exp", nullptr}, {"max_10_exp", nullptr}, {"min", nullptr}, {"min_exp", nullptr},
                                           {"min_10_exp", nullptr}, {"dig", nullptr}, {"mant_dig", nullptr}, {"epsilon", nullptr}, {"radix", nullptr}, {"rounds", nullptr}};
  Type* float_type = TRY(define_struct_sequence(thread, "sys.float_info", "A named tuple holding information about the float type.", kFloatFields, 11));
  const Value float_values[] = {Value::number(DBL_MAX), Value::integer(DBL_MAX_EXP), Value::integer(DBL_MAX_10_EXP), Value::number(DBL_MIN),
                                Value::integer(DBL_MIN_EXP), Value::integer(DBL_MIN_10_EXP), Value::integer(DBL_DIG), Value::integer(DBL_MANT_DIG),
                                Value::number(DBL_EPSILON), Value::integer(FLT_RADIX), Value::integer(1)};
  add("float_info", TRY(new_struct_sequence(thread, float_type, float_values)));

  static const FieldSpec kIntFields[] = {{"bits_per_digit", nullptr}, {"sizeof_digit", nullptr}, {"default_max_str_digits", nullptr}, {"str_digits_check_threshold", nullptr}};
  Type* int_type = TRY(define_struct_sequence(thread, "sys.int_info", "A named tuple that holds information about Python's internal representation of integers.", kIntFields, 4));
  const Value int_values[] = {Value::integer(30), Value::integer(4), Value::integer(4300), Value::integer(640)};
  add("int_info", TRY(new_struct_sequence(thread, int_type, int_values)));

  static const FieldSpec kHashFields[] = {{"width", nullptr}, {"modulus", nullptr}, {"inf", nullptr}, {"nan", nullptr}, {"imag", nullptr},
                                          {"algorithm", nullptr}, {"hash_bits", nullptr}, {"seed_bits", nullptr}, {"cutoff", nullptr}};
  Type* hash_type = TRY(define_struct_sequence(thread, "sys.hash_info", "Information about the hash algorithms.", kHashFields, 9));
  const Value hash_values[] = {Value::integer(64), integer_value(heap, (int64_t{1} << 61) - 1), Value::integer(314159), Value::integer(0), Value::integer(1000003),
                               text(thread, "siphash13"), Value::integer(64), Value::integer(128), Value::integer(0)};
  add("hash_info", TRY(new_struct_sequence(thread, hash_type, hash_values)));

  static const FieldSpec kThreadFields[] = {{"name", nullptr}, {"lock", nullptr}, {"version", nullptr}};
  Type* thread_type = TRY(define_struct_sequence(thread, "sys.thread_info", "A named tuple holding information about the thread implementation.", kThreadFields, 3));
  const Value thread_values[] = {text(thread, "pthread"), text(thread, "semaphore"), Value::none()};
  add("thread_info", TRY(new_struct_sequence(thread, thread_type, thread_values)));

  static const FieldSpec kHookFields[] = {{"firstiter", nullptr}, {"finalizer", nullptr}};
  g_async_hooks_type = TRY(define_struct_sequence(thread, "asyncgen_hooks", "", kHookFields, 2));

  // sys.implementation
  const Value namespace_type = Value(builtin_type(TypeId::SimpleNamespace));
  const Value implementation = TRY(call_with(thread, namespace_type));
  TRY(set_attribute(thread, implementation, intern(heap, "name"), text(thread, "taipan")));
  TRY(set_attribute(thread, implementation, intern(heap, "cache_tag"), text(thread, "taipan-311")));
  TRY(set_attribute(thread, implementation, intern(heap, "version"), version));
  TRY(set_attribute(thread, implementation, intern(heap, "hexversion"), Value::integer(0x030b02f0)));
  TRY(set_attribute(thread, implementation, intern(heap, "_multiarch"), text(thread, "x86_64-linux-gnu")));
  add("implementation", implementation);
  return ok_status();
}

// sys.path before site runs: PYTHONPATH, then the library's zip, folder and lib-dynload. The script's folder is put in front by the
// command line.
Value initial_path(Thread& thread) {
  List* path = new_list(thread.heap());
  if (start_options().has_path_file) {
    for (const std::string& folder : start_options().path_file) (void)path->append(thread.heap(), path_text(thread, folder));
    return Value(path);
  }
  const std::string& given = start_options().python_path;
  size_t start = 0;
  while (!given.empty() && start <= given.size()) {
    size_t end = given.find(':', start);
    if (end == std::string::npos) end = given.size();
    (void)path->append(thread.heap(), path_text(thread, std::string_view(given).substr(start, end - start)));
    start = end + 1;
  }
  const std::string library(library_path());
  const std::string prefix = library.substr(0, library.rfind('/'));
  (void)path->append(thread.heap(), path_text(thread, prefix + "/python311.zip"));
  (void)path->append(thread.heap(), path_text(thread, library));
  (void)path->append(thread.heap(), path_text(thread, library + "/lib-dynload"));
  return Value(path);
}

}  // namespace

std::span<const Method> sys_tracing_functions();  // sys_tracing.cpp: settrace, setprofile, gettrace, getprofile

Status make_sys_module(Thread& thread) {
  Heap& heap = thread.heap();
  Runtime& r = runtime();
  const StartOptions& o = start_options();
  Module* module = new_module(heap, intern(heap, "sys"));
  r.sys_dict = module->dict;
  dict_set(heap, r.modules, intern(heap, "sys"), Value(module));
  auto add = [&](const char* key, Value value) { dict_set(heap, module->dict, intern(heap, key), value); };
  for (auto functions : {std::span<const Method>(kFunctions), sys_tracing_functions()}) {
    for (const Method& m : functions) {
      Native* f = new_native(heap, m, Value(module), text(thread, "sys"));
      dict_set(heap, module->dict, f->name, Value(f));
    }
  }
  for (const char* hook : {"displayhook", "excepthook", "breakpointhook", "unraisablehook"}) {
    add((std::string("__") + hook + "__").c_str(), dict_get(module->dict, intern(heap, hook)));
  }
  TRY(add_struct_sequences(thread, module->dict));
  add("modules", Value(r.modules));
  add("path", initial_path(thread));
  add("meta_path", Value(new_list(heap)));
  add("path_hooks", Value(new_list(heap)));
  add("path_importer_cache", Value(new_dict(heap)));
  add("argv", list_of_texts(thread, o.arguments));
  add("orig_argv", list_of_texts(thread, o.original_arguments));
  add("warnoptions", list_of_texts(thread, o.warning_options));
  add("_xoptions", x_options(thread));
  add("executable", path_text(thread, o.executable));
  add("_base_executable", path_text(thread, o.executable));
  const std::string library(library_path());
  const std::string prefix = library.substr(0, library.rfind("/" + o.platform_library_folder));
  for (const char* key : {"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"}) add(key, path_text(thread, prefix));
  add("platlibdir", path_text(thread, o.platform_library_folder));
  add("_stdlib_dir", path_text(thread, library));
  add("platform", text(thread, "linux"));
  add("byteorder", text(thread, "little"));
  add("version", text(thread, "3.11.2 (main, Taipan) [Clang]"));
  add("hexversion", Value::integer(0x030b02f0));
  add("api_version", Value::integer(1013));
  add("copyright", text(thread, "Copyright (c) The Taipan authors.\nAll Rights Reserved."));
  add("_git", Value(tuple_of(heap, text(thread, "Taipan"), text(thread, ""), text(thread, ""))));
  add("_framework", text(thread, ""));
  add("abiflags", text(thread, ""));
  add("maxsize", integer_value(heap, INT64_MAX));
  add("maxunicode", Value::integer(0x10FFFF));
  add("float_repr_style", text(thread, "short"));
  add("dont_write_bytecode", Value::boolean(o.dont_write_bytecode != 0));
  add("pycache_prefix", o.pycache_prefix.empty() ? Value::none() : path_text(thread, o.pycache_prefix));
  List* builtin_names = new_list(heap);
  for (const char* own : {"builtins", "sys"}) (void)builtin_names->append(heap, Value(intern(heap, own)));
  for_each_native_module([&](const ModuleSpec& spec) { (void)builtin_names->append(heap, Value(intern(heap, spec.name))); });
  TRY(call_method_with(thread, Value(builtin_names), name(Name::Sort)));
  add("builtin_module_names", Value(tuple_from(heap, builtin_names->span())));
  add("stdlib_module_names", standard_library_names(thread));
  return ok_status();
}

}  // namespace taipan::python
