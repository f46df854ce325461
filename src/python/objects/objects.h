// python/objects/objects.h -- native layouts of the objects of the language itself: functions, methods, modules,
// descriptors, generators, frames. Containers and text have theirs in vm/; exceptions in exceptions.h.
#pragma once

#include "python/bytecode/bytecode.h"
#include "python/objects/native.h"

namespace taipan::python {

struct Function : HeapObject {
  Code* code;
  Dict* globals;
  Dict* builtins;
  Value defaults;          // Tuple or None
  Value keyword_defaults;  // Dict or None
  Tuple* closure;          // of Cell, or null
  String* name;
  String* qualified_name;
  Value module;
  Value doc;
  Value annotations;       // Dict, Tuple of alternating names and values not yet made a Dict, or None
  uint32_t version;        // changes with code, defaults: inline caches of calls
};
Function* new_function(Heap& heap, Code* code, Dict* globals, Dict* builtins);

struct BoundMethod : HeapObject {
  Value function;
  Value self;
};
BoundMethod* new_bound_method(Heap& heap, Value function, Value self);

struct Module : HeapObject {
  Dict* dict;
  const ModuleSpec* spec;  // native modules
  void* state;             // native modules: malloc'd
};
Module* new_module(Heap& heap, String* name);

struct ClassMethodObject : HeapObject {  // classmethod and staticmethod
  Value callable;
};
struct PropertyObject : HeapObject {
  Value get, set, del, doc;
  Value name;
  bool getter_doc;
};
struct SuperObject : HeapObject {
  Type* type;
  Value object;       // unbound: unbound super
  Type* object_type;
};
struct GetSetObject : HeapObject {
  const Getter* getter;
  Type* owner;
  String* name;
  Value qualified_name;
};
struct MemberObject : HeapObject {  // native members and __slots__
  const Member* member;  // null: a slot
  Type* owner;
  String* name;
  uint32_t offset;       // of a slot, in bytes from the header; in variable-size kinds from the end of the object
};
struct MethodWrapperObject : HeapObject {
  Native* function;
  Value self;
};
struct MappingProxy : HeapObject {
  Value mapping;
};

// The frame object that sys._getframe and tracebacks show. While the frame runs its registers are on the VM stack
// (`regs` not null); when it is left they are copied into `saved`.
struct Frame : HeapObject {
  Value* regs;
  const Instruction* pc;     // of a left frame: the last instruction
  Function* function;
  Frame* back;               // of a left frame; running frames find it through the stack
  Value saved;               // Tuple of the registers of a left frame, or unbound
  Value locals;              // the dict f_locals gave, or the namespace
  Value trace;               // f_trace
  Value generator;
  bool trace_lines, trace_opcodes, left, cleared;
  int32_t traced_line, traced_instruction;  // where the last event of a trace function was
};

struct TracebackObject : HeapObject {
  Value next;                // TracebackObject or None
  Frame* frame;
  int32_t instruction;       // index into the code
  int32_t line;              // -1: from the instruction
};

struct GeneratorObject : HeapObject {  // generators, coroutines, async generators
  enum class State : uint8_t { Created, Suspended, Running, Finished };
  Function* function;
  Code* code;
  Frame* frame_object;       // or null
  const Instruction* pc;     // where to resume
  HandledState handled;      // `previous` is only set while running
  Value* running_regs;       // while running
  Tuple* details;            // null, or what is seldom other than usual: generator_detail
  State state;
  bool hooks_inited, closed, running_async;
  uint32_t register_count;
  Value registers[0];        // of a suspended one: those that matter (suspended_register_count)

  static GeneratorObject* from(Value v) { return v.as<GeneratorObject>(); }
};

struct SliceObject : HeapObject {
  Value start, stop, step;
};
struct RangeObject : HeapObject {
  Value start, stop, step, length;  // ints of any size
};
struct RangeIterator : HeapObject {  // immediates only; LongRangeIterator for the rest
  int64_t next, stop, step;          // exhausted when next == stop; stop is start + count * step
  int64_t start;
};
struct SequenceIteratorObject : HeapObject {  // list, tuple, str, bytes, bytearray iterators and `iterator`
  Value sequence;  // unbound when exhausted
  int64_t index;
};
struct DictIterator : HeapObject {  // keys, values, items, both directions
  Value dict;      // unbound when exhausted
  uint32_t position;
  int64_t expected_count;
  int64_t remaining;
};
struct DictView : HeapObject {
  Dict* dict;
};
struct ComplexObject : HeapObject {
  double real, imaginary;
};

NATIVE_TYPE(Native, is_kind(v, Kind(uint8_t(Kind::FirstLanguageKind) + 3)), "builtin_function_or_method")
NATIVE_TYPE(Type, has_type_flag(v, kTypeTypeSubclass), "type")
NATIVE_TYPE(Function, is_kind(v, Kind(uint8_t(Kind::FirstLanguageKind) + 1)), "function")
NATIVE_TYPE(BoundMethod, is_exact(v, TypeId::BoundMethod), "method")
NATIVE_TYPE(Module, is_instance_of(v, TypeId::Module), "module")
NATIVE_TYPE(Code, is_kind(v, Kind::Code), "code")
NATIVE_TYPE(Frame, is_exact(v, TypeId::FrameType), "frame")
NATIVE_TYPE(SliceObject, is_exact(v, TypeId::Slice), "slice")
NATIVE_TYPE(RangeObject, is_exact(v, TypeId::Range), "range")

// Kinds of the structs above, for Shape::kind. Every native struct that code tests for by kind has one.
enum class PythonKind : uint8_t {
  Type = uint8_t(Kind::FirstLanguageKind),
  Function, BoundMethod, Native, Module, ClassMethod, StaticMethod, Property, Super, GetSet, Member, MethodWrapper, MappingProxy,
  Frame, Traceback, Generator, Slice, Range, RangeIterator, LongRangeIterator, SequenceIterator, DictIterator, DictView, Complex,
  Exception, Set, SetIterator, MutableBytes, MemoryView, WeakReference, Other,
};
constexpr Kind kind(PythonKind k) { return Kind(uint8_t(k)); }
// A Python function, with or without attributes of its own.
inline bool is_function(Value v) { return is_kind(v, kind(PythonKind::Function)); }
static_assert(uint8_t(PythonKind::Function) == uint8_t(Kind::FirstLanguageKind) + 1);
static_assert(uint8_t(PythonKind::Native) == uint8_t(Kind::FirstLanguageKind) + 3);

}  // namespace taipan::python
