// python/objects/native.h -- how native functions, methods, attributes, types and modules are declared.
//
// Room       python/objects. Every builtin type and module is written with these. Tests: tests/python/core/native_calls_*.py
//
// A native function is one C++ function and one row:
//
//   Value list_insert(Thread& thread, List* self, int64_t index, Value object);
//   constexpr Method kListMethods[] = {
//       {"insert(self, index, object, /)", list_insert, "Insert object before index."},
//       {"sort(self, /, *, key=None, reverse=False)", list_sort, "..."},
//       {"__new__(cls, iterable=(), /)", list_new, "", kStatic},
//   };
//
// The signature gives argument parsing, defaults (None, True, False, ints, floats, 'str', b'bytes', (), or `<missing>`,
// which passes Value::missing()), keyword handling, __text_signature__ and the error texts. A text with a <...> default is
// hidden, but <=x> shows as x, and <unrepresentable> as it is; all three pass Value::missing(). The C++
// parameter types give conversion; after Thread& there is one for each name in the signature, in order:
//
//   Value          anything                        T* (String*, List*, Tuple*, Type* ...)   that type or a subclass, TypeError otherwise
//   int64_t        through __index__, OverflowError when it does not fit;  int  likewise for C int
//   double         through __float__ / __index__   bool   truth value
//   Arguments      `*args`: a span of values       Keywords   `**kwargs`: names and values; to_dict() makes a Dict
//   Optional<T>    None or missing gives no value, otherwise as T
// A parameter `self` of methods is already checked by the descriptor. Functions return Value, Status (None), bool, int64_t,
// double, T* (null: raised) or Result<T>.
// A function that wants its arguments unparsed has the type Value (*)(Thread&, NativeCall) and any signature text.
#pragma once

#include <cstdint>
#include <span>

#include "python/objects/errors.h"
#include "python/objects/type.h"

namespace taipan::python {

struct Native;

// Positional arguments first; the last `names->length()` of `values` are keyword arguments.
struct NativeCall {
  Native* function;
  const Value* values;
  int64_t count;         // all, keyword ones included
  Tuple* names;          // or null
  int64_t positional() const { return names ? count - names->length() : count; }
};

struct Arguments {
  const Value* values = nullptr;
  int64_t count = 0;
  Value operator[](int64_t i) const { return values[i]; }
};
struct Keywords {
  const Value* names = nullptr;
  const Value* values = nullptr;
  int64_t count = 0;
  Dict* to_dict(Heap& heap) const;
  Value get(std::string_view name) const;  // unbound if absent
};
template <class T>
struct Optional {
  T value{};
  bool present = false;
};

using NativeFunction = void (*)();
// Converts `arguments` (one word a parameter, already bound) and calls.
using NativeInvoke = Value (*)(Thread& thread, NativeFunction function, const Value* arguments, Native* native);

enum MethodFlag : uint8_t {
  kMethodPlain = 0,
  kStatic = 1,        // staticmethod; __new__ always has it
  kClass = 2,         // classmethod: the first parameter is the class
  kCoexist = 4,
  kRaw = 8,           // takes NativeCall
};

namespace detail {
template <class T>
struct Convert;  // native_convert.h: static Result<T> from(Thread&, Value, Native*, int index)
template <class R, class... A>
struct Invoke;
Value invoke_raw_unreachable(Thread&, NativeFunction, const Value*, Native*);
}  // namespace detail

struct Method {
  const char* signature;
  NativeFunction function;
  NativeInvoke invoke;
  const char* doc;
  uint8_t flags;

  template <class R, class... A>
  Method(const char* text, R (*f)(Thread&, A...), const char* documentation = "", uint8_t f_flags = 0)
      : signature(text), function(reinterpret_cast<NativeFunction>(f)), invoke(&detail::Invoke<R, A...>::call),
        doc(documentation), flags(f_flags) {}
  Method(const char* text, Value (*f)(Thread&, NativeCall), const char* documentation = "", uint8_t f_flags = 0)
      : signature(text), function(reinterpret_cast<NativeFunction>(f)), invoke(&detail::invoke_raw_unreachable),
        doc(documentation), flags(f_flags | kRaw) {}
};

// A computed attribute. `set` gets an unbound value for deletion; null: read-only.
struct Getter {
  const char* name;
  Value (*get)(Thread& thread, Value self);
  Status (*set)(Thread& thread, Value self, Value value);
  const char* doc;
};

// An attribute that is a field of the native struct.
enum class MemberType : uint8_t { Object, ObjectOrAttributeError, Int, LongLong, Bool, Double, NoneIfUnbound };
struct Member {
  const char* name;
  MemberType type;
  uint32_t offset;
  bool read_only;
  const char* doc;
};

struct TypeSpec {
  const char* name;                     // "list", or "collections.deque": the part before the last dot is __module__
  // __text_signature__ of the class: null derives it from __new__ or __init__, "" hides it.
  const char* signature = nullptr;
  const char* doc = "";
  const Layout* layout = nullptr;       // null: the base's
  Kind kind = Kind::Instance;
  uint32_t native_size = 0;             // bytes of the native struct, header included; 0: the base's
  uint32_t flags = 0;                   // TypeFlag
  bool variable_size = false;
  std::span<const Method> methods = {};
  std::span<const Getter> getters = {};
  std::span<const Member> members = {};
  // Iterators: what __next__ gives, but unbound (and no StopIteration) at the end. Called for instances of this type, and
  // of classes derived from it as long as these do not override __next__.
  Value (*next)(Thread& thread, Value self) = nullptr;
  // Objects that expose bytes: buffer.h.
  const struct BufferExporter* buffer = nullptr;
};

// Defines a further native type (of a module): base null means object. The type lives for ever.
Type* define_type(Thread& thread, const TypeSpec& spec, Type* base = nullptr);
// Fills the built-in type `id`, created at start-up from types.def.
void fill_builtin_type(Thread& thread, TypeId id, const TypeSpec& spec);
// The exact root shape of a native type that is not built in is type->root_shape.

// ---- parsed signatures and function objects

struct Parameter {
  String* name;
  Value default_value;  // unbound: required
};
struct Signature {
  uint16_t positional_only, positional, keyword_only;  // `positional` includes the positional-only ones
  uint16_t required;        // positional parameters without default
  bool var_positional, var_keyword;
  uint16_t total;           // words passed to `invoke`
  Parameter* parameters;    // in the order of the text, *args and **kwargs included
  bool hide_text;
  // A positional call of n arguments with required <= n == positional needs no binding.
  bool simple;
};

// BuiltinFunction (self: the bound receiver or module), MethodDescriptor, WrapperDescriptor, ClassMethodDescriptor.
struct Native : HeapObject {
  const Method* method;
  Signature* signature;  // parsed at first use
  String* name;
  Value self;            // unbound in descriptors
  Type* owner;           // class of a descriptor or bound method, else null
  Value module;          // __module__
};

Native* new_native(Heap& heap, const Method& method, Value self, Value module);
const Signature* signature_of(Native* function);
// Calls with all arguments: `values[0]` is the receiver for descriptors. kinds of `function`: see above.
Value call_native(Thread& thread, Native* function, const Value* values, int64_t count, Tuple* names);

// ---- modules

struct ModuleSpec {
  const char* name;
  const char* doc = nullptr;
  std::span<const Method> functions = {};
  // Adds types and constants; called when the module is first imported.
  Status (*execute)(Thread& thread, struct Module* module) = nullptr;
};
// Every native module is a row in modules/modules.def.
const ModuleSpec* find_native_module(std::string_view name);

// The module with its functions; its `execute` has not run.
struct Module* new_native_module(Thread& thread, const ModuleSpec& spec);
void for_each_native_module(FunctionRef<void(const ModuleSpec&)> visit);
Status module_add(Thread& thread, struct Module* module, std::string_view name, Value value);

}  // namespace taipan::python

#include "python/objects/native_convert.h"
