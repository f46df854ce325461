// python/objects/exceptions.h -- layouts of exception instances. `args` and the native fields are what Python code sees
// as attributes; other attributes are in the object's slots. See https://docs.python.org/3.11/library/exceptions.html
#pragma once

#include "python/objects/objects.h"

namespace taipan::python {

struct ExceptionObject : HeapObject {
  Tuple* arguments;
  Value traceback;         // TracebackObject or None
  Value context, cause;    // exception or None
  bool suppress_context;
  bool context_set;        // raise already linked the context
  // Fields of the classes that have more; unbound when not set. Which is which: exceptions.cpp, by class:
  //   StopIteration, SystemExit: value/code   NameError: name   AttributeError: name, obj   ImportError: msg, name, path
  //   OSError: errno, strerror, filename, filename2, written   SyntaxError: msg, filename, lineno, offset, text, end_lineno, end_offset, print_file_and_line
  //   UnicodeError: encoding, object, start, end, reason       ExceptionGroup: message, exceptions
  Value fields[0];
};
constexpr int kExceptionFields[] = {0};

inline bool is_exception(Value v) { return has_type_flag(v, kTypeExceptionSubclass); }
NATIVE_TYPE(ExceptionObject, is_exception(v), "BaseException")

// type(*arguments) for exception classes, __init__ included.
Value new_exception(Thread& thread, Type* type, std::span<const Value> arguments);
// Adds an entry for the frame to the traceback of the exception raised now.
void add_traceback(Thread& thread, Value exception, Value* regs, const Instruction* pc);
// Prints like the interpreter does at the end of a program (traceback.cpp).
void print_exception(Thread& thread, Value exception);

}  // namespace taipan::python
