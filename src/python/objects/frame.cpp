// python/objects/frame.cpp -- frame and traceback objects. https://docs.python.org/3.11/reference/datamodel.html#frame-objects
//
// A frame object is made when somebody looks: sys._getframe, a traceback. While the frame runs, the object points to its registers;
// when the frame is left they are copied into it (detach). A suspended generator's frame object reads the generator's copies.
#include "python/interpreter/interpreter.h"
#include "python/interpreter/jump_to_line.h"
#include "python/modules/builtins.h"
#include "python/objects/abstract.h"
#include "python/objects/code_tables.h"
#include "python/objects/exceptions.h"
#include "python/objects/generator.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"
#include "python/runtime/threads.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

void trace_frame(HeapObject* object, Tracer& tracer) {
  auto* f = static_cast<Frame*>(object);
  if (f->function) tracer.visit(f->function);
  if (f->back) tracer.visit(f->back);
  for (Value v : {f->saved, f->locals, f->trace, f->generator}) tracer.visit_value(v.bits());
}
const Layout kFrameLayout = {.name = "frame", .fixed_size = sizeof(Frame), .trace = &trace_frame};

void trace_traceback(HeapObject* object, Tracer& tracer) {
  auto* t = static_cast<TracebackObject*>(object);
  tracer.visit_value(t->next.bits());
  if (t->frame) tracer.visit(t->frame);
}
const Layout kTracebackLayout = {.name = "traceback", .fixed_size = sizeof(TracebackObject), .trace = &trace_traceback};

// The instruction a frame stands at.
const Instruction* pc_of(const Frame* frame, Thread& thread) {
  if (!frame->regs) return frame->pc;
  const PythonThread& state = python_thread(thread);
  if (state.jump_pc && frame == state.traced_frame) return state.jump_pc;
  if (frame->regs == thread.regs) return thread.pc;
  // Somebody called by this frame runs: its header knows where.
  const auto place_in = [&](const Thread& t) -> const Instruction* {
    if (frame->regs == t.regs) return t.pc;
    for (Value* regs = t.regs; regs; regs = frame_header(regs)->caller) {
      if (frame_header(regs)->caller == frame->regs) return frame_header(regs)->return_pc;
    }
    return nullptr;
  };
  if (const Instruction* pc = place_in(thread)) return pc;
  const Instruction* elsewhere = nullptr;
  for_each_thread([&](Thread& t) {
    if (!elsewhere) elsewhere = place_in(t);
  });
  return elsewhere ? elsewhere : frame->pc;
}

uint32_t instruction_of(const Frame* frame, Thread& thread) {
  const Instruction* pc = pc_of(frame, thread);
  const Code* code = frame->function->code;
  if (!pc || pc < code->instructions) return 0;
  return uint32_t(pc - code->instructions);
}

// The registers as they are now: on the stack, in the generator, or saved. Null: cleared.
Value* registers_of(Frame* frame) {
  if (frame->regs) return frame->regs;
  if (!frame->generator.is_unbound() && frame->saved.is_unbound()) {
    auto* generator = GeneratorObject::from(frame->generator);
    if (generator->state != GeneratorObject::State::Finished) return generator->registers;
  }
  return frame->saved.is_unbound() ? nullptr : frame->saved.as<Tuple>()->items();
}

}  // namespace

Frame* frame_object(Thread& thread, Value* regs) {
  FrameHeader* header = frame_header(regs);
  if (header->info.flags & FrameInfo::kHasFrameObject) return header->frame_object.as<Frame>();
  Heap& heap = thread.heap();
  Function* function = function_of(regs);
  Frame* frame = nullptr;
  const bool of_generator = header->info.flags & FrameInfo::kGenerator;
  if (of_generator) frame = GeneratorObject::from(header->auxiliary)->frame_object;
  if (!frame) {
    frame = heap.allocate_as<Frame>(exact_shape(TypeId::FrameType));
    frame->function = function;
    frame->trace = Value::none();
    frame->trace_lines = true;
    if (of_generator) {
      frame->generator = header->auxiliary;
      auto* generator = GeneratorObject::from(header->auxiliary);
      generator->frame_object = frame;
      heap.write_barrier(generator);
    } else if (!header->auxiliary.is_unbound() && !(function->code->flags & kCodeOptimized)) {
      frame->locals = header->auxiliary;
    }
  }
  frame->regs = regs;
  header->frame_object = Value(frame);
  header->info.flags |= FrameInfo::kHasFrameObject;
  heap.write_barrier(frame);
  return frame;
}

void attach_frame_object(Thread& thread, Frame* frame, Value* regs) {
  frame->regs = regs;
  frame->back = nullptr;
  (void)thread;
}
void suspend_frame_object(Thread& thread, Frame* frame, GeneratorObject* generator) {
  frame->regs = nullptr;
  frame->pc = generator->pc;
  (void)thread;
}

namespace {

// The nearest frame below that is shown.
Value* shown_caller(Value* regs) {
  for (Value* r = frame_header(regs)->caller; r; r = frame_header(r)->caller) {
    if (!(code_of(r)->flags & kCodeHidden)) return r;
  }
  return nullptr;
}

}  // namespace

void detach_frame_object(Thread& thread, Value* regs, const Instruction* pc) {
  Heap& heap = thread.heap();
  FrameHeader* header = frame_header(regs);
  Frame* frame = header->frame_object.as<Frame>();
  Code* code = code_of(regs);
  if (code->local_count > 0) {
    Tuple* saved = new_tuple(heap, code->local_count);
    for (int64_t i = 0; i < code->local_count; i++) saved->items_[i] = regs[i];
    heap.write_barrier(saved);
    frame->saved = Value(saved);
  } else {
    frame->saved = Value(empty_tuple());
  }
  frame->pc = pc;
  frame->regs = nullptr;
  frame->left = true;
  heap.write_barrier(frame);  // before the frames below are made
  // f_back stays right while frames below are alive: they get objects too.
  if (!frame->back) {
    if (Value* below = shown_caller(regs)) frame->back = frame_object(thread, below);
  }
  heap.write_barrier(frame);
}

void add_traceback(Thread& thread, Value exception, Value* regs, const Instruction* pc) {
  Heap& heap = thread.heap();
  auto* e = exception.as<ExceptionObject>();
  thread.regs = regs;
  thread.pc = pc;
  Frame* frame = frame_object(thread, regs);
  auto* entry = heap.allocate_as<TracebackObject>(exact_shape(TypeId::Traceback));
  entry->next = e->traceback;
  entry->frame = frame;
  entry->instruction = int32_t(pc - frame->function->code->instructions);
  entry->line = -1;
  e->traceback = Value(entry);
  heap.write_barrier(entry);
  heap.write_barrier(e);
}

// ---- f_locals

namespace {

Value variable_value(const Code* code, const Value* registers, int64_t i) {
  Value v = registers[i];
  if (v.is_object() && !v.is_unbound() && is_cell(v)) {
    // A captured variable's register holds its cell.
    const Value variable_name = code->register_names->at(i);
    bool captured = i >= code->local_count - code->free_count;
    for (int64_t k = 0; !captured && k < code->cell_names->length(); k++) captured = code->cell_names->at(k) == variable_name;
    if (captured) return v.as<Cell>()->value;
  }
  return v;
}

}  // namespace

Value frame_locals_of(Thread& thread, Frame* frame) {
  Code* code = frame->function->code;
  if (!(code->flags & kCodeOptimized)) {
    if (!frame->locals.is_unbound()) return frame->locals;
    return Value(frame->function->globals);
  }
  Heap& heap = thread.heap();
  if (frame->locals.is_unbound()) {
    frame->locals = Value(new_dict(heap));
    heap.write_barrier(frame);
  }
  Dict* dict = frame->locals.as<Dict>();
  const Value* registers = registers_of(frame);
  if (!registers) return frame->locals;
  for (int64_t i = 0; i < code->local_count; i++) {
    String* variable = code->register_names->at(i).as<String>();
    Value v = variable_value(code, registers, i);
    // What has not started has not taken over its function's cells yet.
    const int64_t free = i - (code->local_count - code->free_count);
    if (registers[i].is_unbound() && free >= 0 && frame->function->closure) v = frame->function->closure->at(free).as<Cell>()->value;
    if (v.is_unbound()) {
      dict_delete(heap, dict, variable);
    } else {
      dict_set(heap, dict, variable, v);
    }
  }
  return frame->locals;
}

// A trace function may have changed f_locals: CPython copies them back.
void frame_locals_to_registers(Thread& thread, Frame* frame) {
  Code* code = frame->function->code;
  if (!(code->flags & kCodeOptimized) || frame->locals.is_unbound() || !frame->regs) return;
  Dict* dict = frame->locals.as<Dict>();
  for (int64_t i = 0; i < code->local_count; i++) {
    const Value v = dict_get(dict, code->register_names->at(i).as<String>());
    Value& slot = frame->regs[i];
    if (!slot.is_unbound() && slot.is_object() && is_cell(slot)) {
      slot.as<Cell>()->value = v;
      thread.heap().write_barrier(slot.as_object());
    } else {
      slot = v;
    }
  }
}

Value frame_locals(Thread& thread) {
  Value* regs = thread.regs;
  while (regs && (code_of(regs)->flags & kCodeHidden)) regs = frame_header(regs)->caller;
  if (!regs) return raise(thread, TypeId::SystemError, "frame does not exist");
  Code* code = code_of(regs);
  if (!(code->flags & kCodeOptimized)) {
    const Value space = frame_header(regs)->auxiliary;
    return space.is_unbound() ? Value(function_of(regs)->globals) : space;
  }
  return frame_locals_of(thread, frame_object(thread, regs));
}

Function* function_of_frame(const Thread& thread) { return thread.regs ? function_of(thread.regs) : nullptr; }

// Of an instruction without a place (an implicit return), the line before it: the last one traced, or the nearest in the code.
int frame_line(Thread& thread, Frame* frame) {
  const Code* code = frame->function->code;
  uint32_t instruction = instruction_of(frame, thread);
  int line = position_of(code, instruction).line;
  if (line < 0 && frame->traced_line > 0) return frame->traced_line;
  while (line < 0 && instruction > 0) line = position_of(code, --instruction).line;
  return line;
}

namespace {

Value line_or_none(int line) { return line < 0 ? Value::none() : Value::integer(line); }

// ---- frame

Value get_code(Thread&, Value self) { return Value(self.as<Frame>()->function->code); }
Value get_globals(Thread&, Value self) { return Value(self.as<Frame>()->function->globals); }
Value get_builtins(Thread&, Value self) { return Value(self.as<Frame>()->function->builtins); }
Value get_locals(Thread& thread, Value self) { return frame_locals_of(thread, self.as<Frame>()); }
Value get_lineno(Thread& thread, Value self) { return line_or_none(frame_line(thread, self.as<Frame>())); }
Value get_lasti(Thread& thread, Value self) { return Value::integer(int64_t(instruction_of(self.as<Frame>(), thread)) * kBytesPerInstruction); }
Value get_back(Thread& thread, Value self) {
  auto* frame = self.as<Frame>();
  if (frame->regs) {
    Value* below = shown_caller(frame->regs);
    return below ? Value(frame_object(thread, below)) : Value::none();
  }
  return frame->back ? Value(frame->back) : Value::none();
}
Value get_trace(Thread&, Value self) { return self.as<Frame>()->trace; }
Status set_trace(Thread& thread, Value self, Value value) {
  auto* frame = self.as<Frame>();
  if (frame->trace.is_none() && frame->regs) {  // followed from here on: the present line has begun already
    const uint32_t instruction = instruction_of(frame, thread);
    frame->traced_instruction = int32_t(instruction);
    frame->traced_line = position_of(frame->function->code, instruction).line;
  }
  frame->trace = value.is_unbound() ? Value::none() : value;
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}
Status set_lineno(Thread& thread, Value self, Value value) { return plan_jump(thread, self.as<Frame>(), value); }
Value frame_clear(Thread& thread, Value self) {
  auto* frame = self.as<Frame>();
  if (frame->regs) return raise(thread, TypeId::RuntimeError, "cannot clear an executing frame");
  if (!frame->generator.is_unbound() && GeneratorObject::from(frame->generator)->state == GeneratorObject::State::Suspended) {
    TRY(call_method_with(thread, frame->generator, name(Name::Close)));
  }
  frame->saved = Value::unbound();
  if (frame->function->code->flags & kCodeOptimized) frame->locals = Value::unbound();
  frame->cleared = true;
  return Value::none();
}
Value frame_repr(Thread& thread, Value self) {
  auto* frame = self.as<Frame>();
  return Value(format_string(thread, "<frame at 0x%lx, file %R, line %d, code %U>", long(identity(self)), Value(frame->function->code->filename),
                             frame_line(thread, frame), frame->function->code->name));
}
int64_t frame_sizeof(Thread&, Value self) { return int64_t(object_size(self.as_object())) + self.as<Frame>()->function->code->register_count * 8; }
const Method kFrameMethods[] = {
    {"clear(self, /)", frame_clear, "F.clear(): clear most references held by the frame"},
    {"__repr__(self, /)", frame_repr, "Return repr(self)."},
    {"__sizeof__(self, /)", frame_sizeof, ""},
};
const Getter kFrameGetters[] = {
    {"f_code", get_code, nullptr, nullptr},       {"f_globals", get_globals, nullptr, nullptr}, {"f_builtins", get_builtins, nullptr, nullptr},
    {"f_locals", get_locals, nullptr, nullptr},   {"f_lineno", get_lineno, set_lineno, nullptr}, {"f_lasti", get_lasti, nullptr, nullptr},
    {"f_back", get_back, nullptr, nullptr},       {"f_trace", get_trace, set_trace, nullptr},
};
const Member kFrameMembers[] = {
    {"f_trace_lines", MemberType::Bool, offsetof(Frame, trace_lines), false, nullptr},
    {"f_trace_opcodes", MemberType::Bool, offsetof(Frame, trace_opcodes), false, nullptr},
};

// ---- traceback

Value traceback_new(Thread& thread, Value, Value next, Frame* frame, int lasti, int lineno) {
  if (!next.is_none() && !is_exact(next, TypeId::Traceback)) {
    return raise(thread, TypeId::TypeError, "expected traceback object or None, got '%T'", next);
  }
  auto* t = thread.heap().allocate_as<TracebackObject>(exact_shape(TypeId::Traceback));
  t->next = next;
  t->frame = frame;
  t->instruction = lasti < 0 ? 0 : int32_t(lasti / kBytesPerInstruction);
  if (uint32_t(t->instruction) >= frame->function->code->instruction_count) t->instruction = 0;
  t->line = lineno;
  return Value(t);
}
Value get_next(Thread&, Value self) { return self.as<TracebackObject>()->next; }
Status set_next(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "can't delete tb_next attribute");
  if (!value.is_none() && !is_exact(value, TypeId::Traceback)) return raise(thread, TypeId::TypeError, "expected traceback object, got '%T'", value);
  for (Value at = value; !at.is_none(); at = at.as<TracebackObject>()->next) {
    if (at == self) return raise(thread, TypeId::ValueError, "traceback loop detected");
  }
  self.as<TracebackObject>()->next = value;
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}
Value get_tb_frame(Thread&, Value self) { return Value(self.as<TracebackObject>()->frame); }
Value get_tb_lineno(Thread&, Value self) {
  auto* t = self.as<TracebackObject>();
  if (t->line >= 0) return Value::integer(t->line);
  return line_or_none(position_of(t->frame->function->code, uint32_t(t->instruction)).line);
}
Value get_tb_lasti(Thread&, Value self) { return Value::integer(int64_t(self.as<TracebackObject>()->instruction) * kBytesPerInstruction); }
Value traceback_dir(Thread& thread, Value) {
  List* list = new_list(thread.heap());
  for (const char* text : {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"}) (void)list->append(thread.heap(), Value(intern(thread.heap(), text)));
  return Value(list);
}
const Method kTracebackMethods[] = {
    {"__new__(cls, tb_next, tb_frame, tb_lasti, tb_lineno)", traceback_new, ""},
    {"__dir__(self, /)", traceback_dir, ""},
};
const Getter kTracebackGetters[] = {
    {"tb_next", get_next, set_next, nullptr},
    {"tb_frame", get_tb_frame, nullptr, nullptr},
    {"tb_lineno", get_tb_lineno, nullptr, nullptr},
    {"tb_lasti", get_tb_lasti, nullptr, nullptr},
};

}  // namespace

extern const TypeSpec kFrameTypeSpec = {.name = "frame", .layout = &kFrameLayout, .kind = kind(PythonKind::Frame), .native_size = sizeof(Frame), .flags = kTypeNoInstantiation, .methods = kFrameMethods, .getters = kFrameGetters, .members = kFrameMembers};
extern const TypeSpec kTracebackSpec = {.name = "traceback", .doc = "Create a new traceback object.", .layout = &kTracebackLayout, .kind = kind(PythonKind::Traceback), .native_size = sizeof(TracebackObject), .methods = kTracebackMethods, .getters = kTracebackGetters};

}  // namespace taipan::python
