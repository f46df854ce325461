// python/bytecode/code.cpp -- making and freeing code objects, and looking things up in them.
//
// Room       python/bytecode. In / out: a CodeDraft of the compiler or of the cache reader; an immutable Code.
// May touch  The native memory that belongs to a Code.
// Tests      tests/unit/python/bytecode/code_test.cpp
#include <cstdlib>
#include <cstring>

#include "gc/tracer.h"
#include "python/bytecode/bytecode.h"
#include "python/bytecode/positions.h"

namespace taipan::python {

// The root shape of code objects, made by the runtime.
extern Shape* code_shape();
// Frees what the jit's driver keeps for a code object (python/jit/loops.h).
extern void free_loops(void* jit_data);

namespace {

void trace_code(HeapObject* object, Tracer& tracer) {
  auto* code = static_cast<Code*>(object);
  tracer.visit(code->constants_tuple);
  tracer.visit(code->names);
  tracer.visit(code->register_names);
  tracer.visit(code->cell_names);
  tracer.visit(code->free_names);
  tracer.visit(code->name);
  tracer.visit(code->qualified_name);
  tracer.visit(code->filename);
  for (uint32_t i = 0; i < code->cache_count; ++i)
    tracer.visit(code->caches[i].name);
}

void finalize_code(HeapObject* object) {
  auto* code = static_cast<Code*>(object);
  std::free(code->instructions);
  std::free(code->caches);
  std::free(code->exceptions);
  std::free(code->positions);
  std::free(code->loop_counters);
  if (code->jit_data != nullptr) free_loops(code->jit_data);
}

bool g_only_lines = false;

// A malloc'd copy; null for nothing.
template <class T>
T* copy_of(std::span<const T> elements) {
  if (elements.empty()) return nullptr;
  auto* copy = static_cast<T*>(std::malloc(elements.size_bytes()));
  VM_CHECK(copy != nullptr, "memory for a code object");
  std::memcpy(static_cast<void*>(copy), elements.data(), elements.size_bytes());
  return copy;
}

template <class T>
T* zeroed(size_t count) {
  if (count == 0) return nullptr;
  auto* memory = static_cast<T*>(std::calloc(count, sizeof(T)));
  VM_CHECK(memory != nullptr, "memory for a code object");
  return memory;
}

}  // namespace

extern const Layout kCodeLayout;
const Layout kCodeLayout = {
    .name = "code",
    .fixed_size = sizeof(Code),
    .trace = trace_code,
    .finalize = finalize_code,
};

void keep_only_lines() {
  g_only_lines = true;
}

Code* make_code(Heap& heap, const CodeDraft& draft) {
  Tuple* constants = tuple_from(heap, draft.constants);
  auto* code = static_cast<Code*>(heap.allocate_with_native(code_shape(), sizeof(Code)));
  code->constants_tuple = constants;
  code->constants = constants->items();
  code->names = draft.names;
  code->register_names = draft.register_names;
  code->cell_names = draft.cell_names;
  code->free_names = draft.free_names;
  code->name = draft.name;
  code->qualified_name = draft.qualified_name;
  code->filename = draft.filename;

  code->instructions = copy_of(draft.instructions);
  code->instruction_count = static_cast<uint32_t>(draft.instructions.size());
  code->exceptions = copy_of(draft.exceptions);
  code->exception_count = static_cast<uint32_t>(draft.exceptions.size());
  code->caches = zeroed<InlineCache>(draft.cache_names.size());
  for (size_t i = 0; i < draft.cache_names.size(); ++i)
    code->caches[i].name = draft.cache_names[i];
  code->cache_count = static_cast<uint32_t>(draft.cache_names.size());
  code->loop_counters = zeroed<uint32_t>(draft.loop_count);
  code->loop_count = static_cast<uint16_t>(draft.loop_count);
  std::vector<uint8_t> positions;
  std::span<const uint8_t> encoded = draft.encoded_positions;
  if (encoded.empty()) {
    if (g_only_lines) {
      std::vector<Position> lines(draft.positions.begin(), draft.positions.end());
      for (Position& p : lines) p = {p.line, p.line, -1, -1};
      encode_positions(positions, lines);
    } else {
      encode_positions(positions, draft.positions);
    }
    encoded = positions;
  }
  code->positions = copy_of(encoded);
  code->position_bytes = static_cast<uint32_t>(encoded.size());

  code->flags = draft.flags;
  code->register_count = static_cast<uint16_t>(draft.register_count);
  code->local_count = static_cast<uint16_t>(draft.local_count);
  code->variable_count = static_cast<uint16_t>(draft.variable_count);
  code->argument_count = static_cast<uint16_t>(draft.argument_count);
  code->positional_only_count = static_cast<uint16_t>(draft.positional_only_count);
  code->keyword_only_count = static_cast<uint16_t>(draft.keyword_only_count);
  code->parameter_count = static_cast<uint16_t>(draft.argument_count + draft.keyword_only_count +
                                                ((draft.flags & kCodeVarArgs) != 0 ? 1 : 0) +
                                                ((draft.flags & kCodeVarKeywords) != 0 ? 1 : 0));
  code->cell_count = static_cast<uint16_t>(draft.cell_names->length());
  code->free_count = static_cast<uint16_t>(draft.free_names->length());
  code->first_line = draft.first_line;
  heap.write_barrier(code);
  return code;
}

Position position_of(const Code* code, uint32_t instruction) {
  if (code->positions == nullptr) return {-1, -1, -1, -1};
  return decode_position(code->positions, code->instruction_count, instruction);
}

// Entries are sorted by start, and one that covers a position and starts later is nested in one that starts earlier.
const ExceptionEntry* find_handler(const Code* code, uint32_t instruction) {
  uint32_t low = 0;
  uint32_t high = code->exception_count;
  while (low < high) {
    const uint32_t middle = (low + high) / 2;
    if (code->exceptions[middle].start <= instruction) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  while (low > 0) {
    const ExceptionEntry& entry = code->exceptions[--low];
    if (instruction < entry.end) return &entry;
  }
  return nullptr;
}

}  // namespace taipan::python
