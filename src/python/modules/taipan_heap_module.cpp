// python/modules/taipan_heap_module.cpp -- taipan_heap: tools to find out what keeps objects alive, and what fills the heap.
//
// Room       python/modules. docs/howto/find-a-leak.md shows how to use it.
// Tests      tests/python/memory/why_alive_leads_from_a_root.py, tests/unit/gc/root_path_test.cpp
#include <algorithm>
#include <cstdio>
#include <unordered_map>
#include <vector>

#include "gc/root_path.h"
#include "python/interpreter/interpreter.h"
#include "python/modules/gc_census.h"
#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/objects/weak_reference.h"
#include "python/runtime/threads.h"

namespace taipan::python {

namespace {

void append_text(ByteBuilder& out, Value text) {
  if (is_kind(text, Kind::String)) append_utf8(out, text.as<String>());
}

template <class... A>
void append_format(ByteBuilder& out, const char* format, A... arguments) {
  char text[160];
  snprintf(text, sizeof text, format, arguments...);
  out.append(text);
}

// Which variable of which frame the word at `place` is; nothing when it is in no frame.
void append_register(ByteBuilder& out, const void* place) {
  for_each_thread([&](Thread& thread) {
    const Value* above = nullptr;
    const Instruction* pc = thread.pc;
    for (Value* regs = thread.regs; regs; regs = frame_header(regs)->caller) {
      const Code* code = code_of(regs);
      const Value* end = above ? above - kFrameHeaderWords : regs + code->register_count;
      const auto* word = static_cast<const Value*>(place);
      if (word >= regs - kFrameHeaderWords && word < end) {
        out.append(": function ");
        append_utf8(out, code->qualified_name);
        append_format(out, ", line %d of ", pc ? position_of(code, uint32_t(pc - code->instructions)).line : 0);
        append_utf8(out, code->filename);
        if (word >= regs && word - regs < code->local_count) {
          out.append(", variable ");
          append_text(out, code->register_names->at(word - regs));
        } else if (word >= regs) {
          append_format(out, ", temporary %d", int(word - regs));
        } else {
          out.append(", its function or namespace");
        }
      }
      above = regs;
      pc = frame_header(regs)->return_pc;
    }
  });
}

// How `from` refers to `to`, when that can be said.
void append_edge(ByteBuilder& out, HeapObject* from, HeapObject* to) {
  const Value value(from), target(to);
  if (is_kind(value, Kind::Tuple)) {
    for (int64_t i = 0; i < value.as<Tuple>()->length(); i++) {
      if (value.as<Tuple>()->at(i) == target) return append_format(out, "[%ld]", long(i));
    }
  } else if (kind_of(from) == Kind::ValueArray) {
    const auto* array = static_cast<ValueArray*>(from);
    for (int64_t i = 0; i < array->capacity; i++) {
      if (array->items[i] == target) return append_format(out, "[%ld]", long(i));
    }
  } else if (kind_of(from) == Kind::DictTable) {
    auto* table = static_cast<DictTable*>(from);
    for (uint32_t i = 0; i < table->used; i++) {
      const Value* entry = table->entry(i);
      if (entry[0] == target) return out.append("[a key]");
      if (!(entry[1] == target)) continue;
      out.append("[");
      if (is_kind(entry[0], Kind::String)) {
        append_text(out, entry[0]);
      } else {
        out.append("...");
      }
      return out.append("]");
    }
  } else if (const Shape* shape = shape_of(from); shape->has_attributes() && !shape->is_dict_mode()) {
    for (const Shape* s = shape; s && s->name; s = s->parent) {
      if (!(get_own_attribute(from, s->name) == target)) continue;
      out.append(".");
      append_utf8(out, s->name);
      return;
    }
  }
}

void append_object(ByteBuilder& out, HeapObject* object) {
  if (is_in_shape_region(reinterpret_cast<uintptr_t>(object))) return out.append("a shape");
  const Shape* shape = shape_of(object);
  if (!is_visible(object)) {
    out.append("its storage, a ");
    return out.append(shape->layout->name);
  }
  append_utf8(out, type_from_shape(shape)->qualified_name);
  const Value value(object);
  Value called = Value::none();
  if (is_kind(value, kind(PythonKind::Function))) called = Value(value.as<Function>()->qualified_name);
  if (has_type_flag(value, kTypeTypeSubclass)) called = Value(value.as<Type>()->qualified_name);
  if (is_instance_of(value, TypeId::Module)) called = dict_get(value.as<Module>()->dict, intern(vm().heap, "__name__"));
  if (is_kind(called, Kind::String)) {
    out.append(" ");
    append_text(out, called);
  }
  append_format(out, " at 0x%lx", long(reinterpret_cast<uintptr_t>(object)));
}

__attribute__((noinline)) uintptr_t hidden_target(Thread& thread, Value reference) {
  if (is_kind(reference, kind(PythonKind::WeakReference))) {
    HeapObject* target = reference.as<WeakReferenceObject>()->target;
    return target ? hidden_address(target) : 0;
  }
  if (!reference.is_int()) return 0;
  HeapObject* target = thread.heap().find_object(reinterpret_cast<const void*>(uintptr_t(reference.as_int())));
  return target ? hidden_address(target) : 0;
}

__attribute__((noinline)) void clear_dead_stack() {
  volatile uint64_t area[2048];
  for (size_t i = 0; i < 2048; i++) area[i] = 0;
}

Value why_alive(Thread& thread, Value reference) {
  if (!is_kind(reference, kind(PythonKind::WeakReference)) && !reference.is_int()) {
    return raise(thread, TypeId::TypeError, "why_alive() wants a weak reference or an id, not '%T'", reference);
  }
  Heap& heap = thread.heap();
  heap.collect(CollectionKind::Major);
  const uintptr_t target = hidden_target(thread, reference);
  clear_dead_stack();
  RootPath path;
  if (target == 0 || !find_root_path(heap, target, path)) return Value::none();
  std::vector<ByteBuilder> lines(path.objects.size() + 1);
  lines[0].append(path.source);
  if (path.code) {
    append_format(lines[0], ", called from program address 0x%lx", long(reinterpret_cast<uintptr_t>(path.code)));
  } else if (path.place) {
    append_register(lines[0], path.place);
  }
  for (size_t i = 0; i < path.objects.size(); i++) {
    append_object(lines[i + 1], path.objects[i]);
    if (i + 1 < path.objects.size()) append_edge(lines[i + 1], path.objects[i], path.objects[i + 1]);
  }
  path.objects.clear();
  List* list = new_list(heap);
  for (ByteBuilder& line : lines) (void)list->append(heap, Value(string_from_utf8(heap, line.view())));
  return Value(list);
}

Value census(Thread& thread, int64_t limit) {
  Heap& heap = thread.heap();
  struct Row {
    int64_t count = 0, bytes = 0;
  };
  std::unordered_map<HeapObject*, Row> rows;  // by type; storage that no class has goes to null
  heap.for_each_object([&](HeapObject* object) {
    Row& row = rows[is_visible(object) ? shape_of(object)->type : nullptr];
    row.count++;
    row.bytes += int64_t(object_size(object));
  });
  std::vector<std::pair<HeapObject*, Row>> sorted(rows.begin(), rows.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second.bytes > b.second.bytes; });
  if (limit >= 0 && int64_t(sorted.size()) > limit) sorted.resize(size_t(limit));
  List* list = new_list(heap);
  Heap::DeferCollections defer(heap);
  for (const auto& [type, row] : sorted) {
    String* type_name = type ? static_cast<Type*>(type)->qualified_name : intern(heap, "(storage)");
    (void)list->append(heap, Value(tuple_of(heap, Value(type_name), Value::integer(row.count), Value::integer(row.bytes))));
  }
  return Value(list);
}

Status verify(Thread& thread) {
  const char* wrong = thread.heap().find_inconsistency();
  if (wrong) return raise(thread, TypeId::SystemError, "%s", wrong);
  return ok_status();
}

Status set_stress(Thread& thread, int64_t every) {
  if (every < 0 || every > INT32_MAX) return raise(thread, TypeId::ValueError, "every n-th allocation: n is not negative");
  thread.heap().set_stress(uint32_t(every));
  return ok_status();
}

const Method kFunctions[] = {
    {"why_alive(reference, /)", why_alive,
     "Collect garbage; then return what keeps an object alive, given by a weak reference or its id: a list of lines that leads\n"
     "from a root to the object. None if it is dead."},
    {"census(limit=20)", census, "Return (class name, number of instances, bytes) of the classes that take most of the heap."},
    {"set_stress(every, /)", set_stress, "Collect at every n-th allocation from now on; 0: no longer."},
    {"verify()", verify, "Check the heap's own invariants; raise SystemError if one is broken."},
};

Status execute(Thread&, Module*) { return ok_status(); }

}  // namespace

extern const ModuleSpec kTaipanHeapModule = {
    .name = "taipan_heap", .doc = "What fills the heap, and what keeps objects alive.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
