// python/modules/sys_tracing.cpp -- sys.settrace, sys.setprofile and unraisable exceptions.
#include "python/interpreter/tracing.h"
#include "python/modules/sys.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/struct_sequence.h"
#include "python/objects/suggestions.h"
#include "python/runtime/audit.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

Value get_trace(Thread& thread) { return python_thread(thread).trace_function; }
Value get_profile(Thread& thread) { return python_thread(thread).profile_function; }
Status set_trace(Thread& thread, Value function) {
  set_trace_function(thread, function);
  return ok_status();
}
Status set_profile(Thread& thread, Value function) {
  set_profile_function(thread, function);
  return ok_status();
}
const Method kFunctions[] = {
    {"gettrace()", get_trace, "Return the global debug tracing function set with sys.settrace."},
    {"settrace(function, /)", set_trace, "Set the global debug tracing function."},
    {"getprofile()", get_profile, "Return the profiling function set with sys.setprofile."},
    {"setprofile(function, /)", set_profile, "Set the profiling function."},
};

Type* unraisable_type(Thread& thread) {
  static Type* type = nullptr;
  static const FieldSpec kFields[] = {{"exc_type", nullptr}, {"exc_value", nullptr}, {"exc_traceback", nullptr}, {"err_msg", nullptr}, {"object", nullptr}};
  if (!type) type = define_struct_sequence(thread, "UnraisableHookArgs", "Type used to pass arguments to sys.unraisablehook.", kFields, 5);
  return type;
}

}  // namespace

std::span<const Method> sys_tracing_functions() { return kFunctions; }

Value sys_stdlib_names(Thread&) { return sys_get("stdlib_module_names"); }

void print_exception_to(Thread& thread, Value exception, Value file);  // objects/traceback_print.cpp

bool is_unraisable_arguments(Thread& thread, Value value) { return type_of(value) == unraisable_type(thread); }

void print_unraisable(Thread& thread, Value arguments) {
  const Value file = sys_get("stderr");
  if (file.is_unbound() || file.is_none()) return;
  auto field = [&](int64_t i) { return arguments.as<Tuple>()->at(i); };
  const Value value = field(1), message = field(3), object = field(4);
  String* head;
  if (!message.is_none() && !object.is_none()) {
    String* shown = repr(thread, object);
    if (!shown) {
      thread.clear_exception();
      shown = string_from_latin1(thread.heap(), "<object repr() failed>");
    }
    head = format_string(thread, "%S: %U\n", message, shown);
  } else if (!message.is_none()) {
    head = format_string(thread, "%S:\n", message);
  } else if (!object.is_none()) {
    String* shown = repr(thread, object);
    if (!shown) {
      thread.clear_exception();
      shown = string_from_latin1(thread.heap(), "<object repr() failed>");
    }
    head = format_string(thread, "Exception ignored in: %U\n", shown);
  } else {
    head = nullptr;
  }
  if (head) (void)call_method_with(thread, file, name(Name::Write), Value(head));
  thread.clear_exception();
  if (is_exception(value)) print_exception_to(thread, value, file);
  thread.clear_exception();
}

void write_unraisable(Thread& thread, Value where) { write_unraisable_message(thread, nullptr, where); }

void write_unraisable_message(Thread& thread, const char* message, Value where) {
  const Value exception = thread.take_exception();
  if (exception.is_unbound()) return;
  Type* type = unraisable_type(thread);
  const Value values[] = {Value(type_of(exception)), exception, exception.as<ExceptionObject>()->traceback,
                          message ? Value(string_from_utf8(thread.heap(), message)) : Value::none(), where};
  const Value arguments = type ? new_struct_sequence(thread, type, values) : Value::raised();
  if (arguments.is_raised()) {
    thread.clear_exception();
    return;
  }
  const Value hook = sys_get("unraisablehook");
  if (hook.is_unbound() || hook.is_none()) {
    print_unraisable(thread, arguments);
    return;
  }
  Status told = audit(thread, "sys.unraisablehook", hook, arguments);
  if (!told.ok() || call_with(thread, hook, arguments).is_raised()) {
    const Value second = thread.take_exception();
    const Value again[] = {Value(type_of(second)), second, second.as<ExceptionObject>()->traceback,
                           Value(string_from_latin1(thread.heap(), "Exception ignored in sys.unraisablehook")), hook};
    const Value described = new_struct_sequence(thread, type, again);
    if (!described.is_raised()) print_unraisable(thread, described);
    thread.clear_exception();
  }
}

}  // namespace taipan::python
