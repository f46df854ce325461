// python/objects/errors.h -- raising exceptions from C++.
//
// Room       python/objects. raise(thread, TypeId::TypeError, "unsupported operand type(s) for %s: '%T' and '%T'", ...).
#pragma once

#include "python/objects/type.h"

namespace taipan::python {

// Formats like printf with these directives (and no others):
//   %s const char* or std::string_view via %.*s     %d int     %ld int64_t     %lu uint64_t   %zd ssize_t   %c int (code point)  %x unsigned  %g double
//   %M Value: the last part of its type's name, for reprs
//   %S Value or String*: str(value)       %R Value: repr(value)      %T Value: the full name of its type
//   %N Type*: its name, without module       %Q Type*: its full name: native types of modules with the module
//   %U String*: the text                     %%
// Values are passed as Value (never as naked integers).
Raised raise(Thread& thread, TypeId type, const char* format, ...);
Raised raise(Thread& thread, Type* type, const char* format, ...);
// Same formatting without raising; null when it raised (a repr failed).
String* format_string(Thread& thread, const char* format, ...);
String* format_string_v(Thread& thread, const char* format, va_list arguments);

// raise Type(*arguments)
Raised raise_with(Thread& thread, TypeId type, std::span<const Value> arguments);
Raised raise_key_error(Thread& thread, Value key);
Raised raise_stop_iteration(Thread& thread, Value value);        // unbound: no value
Raised raise_memory_error(Thread& thread);
Raised raise_os_error(Thread& thread, int error_number, Value filename = Value::unbound(), Value filename2 = Value::unbound());
Raised raise_errno(Thread& thread);
Raised raise_attribute_error(Thread& thread, Value object, String* name);  // "'X' object has no attribute 'y'", name and obj set
Raised raise_unicode_error(Thread& thread, TypeId type, const char* encoding, Value object, int64_t start, int64_t end, const char* reason);
Raised raise_not_implemented(Thread& thread, const char* what);   // NotImplementedError: "... is not available in Taipan yet"
Raised raise_system_error(Thread& thread, const char* message);

// Whether the raised exception is an instance of the class (which stays raised).
bool exception_matches(Thread& thread, TypeId type);
// The raised exception of this class is taken away; false: something else is raised, or nothing.
bool clear_if(Thread& thread, TypeId type);
// Raises `exception` (an instance), setting __context__ from the handled exception.
Raised raise_exception(Thread& thread, Value exception);
// Raises `type(message)` with __cause__ and __context__ the exception raised now.
Raised raise_from_current(Thread& thread, TypeId type, const char* format, ...);
// Prints the exception raised now as "Exception ignored in: <where>", through sys.unraisablehook, and clears it.
void write_unraisable(Thread& thread, Value where);
// Issues a warning (may raise). `level` frames up.
Status warn(Thread& thread, TypeId category, int level, const char* format, ...);
// The same with the object that caused it, for tracemalloc (ResourceWarning).
Status warn_with_source(Thread& thread, TypeId category, Value source, int level, const char* format, ...);

}  // namespace taipan::python
