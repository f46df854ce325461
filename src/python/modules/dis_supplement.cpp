// python/modules/dis_supplement.cpp -- dis._get_instructions_bytes for Taipan's code objects; see dis_supplement.h.
//
// Room       python/modules.
#include "python/modules/dis_supplement.h"

#include <vector>

#include "python/bytecode/operands.h"
#include "python/objects/abstract.h"
#include "python/objects/code_tables.h"

namespace taipan::python {

void disassemble_operands(ByteBuilder& out, const Code* code, uint32_t instruction, uint32_t offset_scale);  // bytecode/disassemble.cpp

bool g_dis_is_loading = false;

namespace {

int64_t target_of(const Instruction& in, uint32_t index) {
  const OperandKind kind = info_of(in).c;
  if (kind == OperandKind::WideJump) return int64_t{index} + in.wide;
  if (kind == OperandKind::Jump16) return int64_t{index} + in.c_signed();
  return -1;
}

// What the instruction names: a constant, an attribute or variable, the offset of a jump; otherwise the text of its operands.
Value subject_of(const Code* code, const Instruction& in, uint32_t index, Value text) {
  const OperandKind kind = info_of(in).c;
  if (const int64_t target = target_of(in, index); target >= 0) return Value::integer(target * kBytesPerInstruction);
  const auto cache = [&](uint32_t i) { return i < code->cache_count && code->caches[i].name ? Value(code->caches[i].name) : text; };
  switch (kind) {
    case OperandKind::WideConst:
      return code->constants_tuple->at(in.wide);
    case OperandKind::Cache:
      return cache(in.c);
    case OperandKind::WideCache:
      return cache(uint32_t(in.wide));
    case OperandKind::WideImm:
      return Op(in.op) == Op::Extra ? code->constants_tuple->at(in.wide) : Value::integer(in.wide);
    default:
      return text;
  }
}

Value instructions_of(Thread& thread, Code* code, Value row_type, Value positions_type, Value line_starts, Value line_offset) {
  Heap& heap = thread.heap();
  std::vector<bool> is_target(code->instruction_count);
  for (uint32_t i = 0; i < code->instruction_count; ++i) {
    if (const int64_t target = target_of(code->instructions[i], i); target >= 0) is_target[size_t(target)] = true;
  }
  for (uint32_t i = 0; i < code->exception_count; ++i) is_target[code->exceptions[i].target] = true;
  List* rows = new_list(heap, code->instruction_count);
  const auto number = [](int32_t i) { return i < 0 ? Value::none() : Value::integer(i); };
  for (uint32_t i = 0; i < code->instruction_count; ++i) {
    const Instruction& in = code->instructions[i];
    ByteBuilder operands;
    disassemble_operands(operands, code, i, uint32_t(kBytesPerInstruction));
    const bool bare = operands.size() == 0;
    const Value text(string_from_utf8(heap, operands.view()));
    const Value offset = Value::integer(i * kBytesPerInstruction);
    Value line = Value::none();
    if (is_kind(line_starts, Kind::Dict)) {
      line = TRY(dict_get(thread, line_starts.as<Dict>(), offset));
      line = line.is_unbound() ? Value::none() : line;
      if (!line.is_none()) line = TRY(binary(thread, line, line_offset, BinaryOp::Add));
    }
    const Position p = position_of(code, i);
    const Value place = TRY(call_with(thread, positions_type, number(p.line), number(p.end_line), number(p.column), number(p.end_column)));
    const Value row = TRY(call_with(thread, row_type, Value(string_from_utf8(heap, info_of(in).name)), Value::integer(in.op),
                                    bare ? Value::none() : Value::integer(in.a), bare ? Value::none() : subject_of(code, in, i, text), text, offset,
                                    line, Value::boolean(is_target[i]), place));
    (void)rows->append(heap, row);
  }
  return get_iterator(thread, Value(rows));
}

// The function that is replaced stays as the default of a hidden parameter: it lists bytes that are no code object's.
Value get_instructions_bytes(Thread& thread, NativeCall call) {
  Module* dis = call.function->self.as<Module>();
  const auto in_dis = [&](const char* name) { return dict_get(dis->dict, intern(thread.heap(), name)); };
  const auto argument = [&](int64_t position, const char* name) {
    if (position < call.positional()) return call.values[position];
    for (int64_t i = 0; call.names && i < call.names->length(); ++i) {
      if (call.names->at(i).as<String>()->equals_ascii(name)) return call.values[call.positional() + i];
    }
    return Value::none();
  };
  const Value lookup = argument(1, "varname_from_oparg");
  const bool own = is_kind(lookup, kind(PythonKind::Native)) && is_kind(lookup.as<Native>()->self, Kind::Code);
  if (!own) return call_with_names(thread, in_dis("_taipan_original_instructions"), call.values, call.count, call.names);
  const Value offset = argument(5, "line_offset");
  return instructions_of(thread, lookup.as<Native>()->self.as<Code>(), in_dis("Instruction"), in_dis("Positions"), argument(4, "linestarts"),
                         offset.is_none() ? Value::integer(0) : offset);
}
const Method kMethod{"_get_instructions_bytes(*args, **kwargs)", get_instructions_bytes, "Iterate over the instructions of a code object."};

}  // namespace

Status supplement_dis(Thread& thread, Dict* globals) {
  Heap& heap = thread.heap();
  const Value module_name = dict_get(globals, intern(heap, "__name__"));
  if (!as_string(module_name) || !as_string(module_name)->equals_ascii("dis")) return ok_status();
  String* replaced = intern(heap, "_get_instructions_bytes");
  const Value original = dict_get(globals, replaced);
  if (!is_function(original) || dict_get(globals, intern(heap, "Instruction")).is_unbound()) return ok_status();
  g_dis_is_loading = false;
  Module* holder = new_module(heap, intern(heap, "dis"));
  holder->dict = globals;
  heap.write_barrier(holder);
  dict_set(heap, globals, intern(heap, "_taipan_original_instructions"), original);
  dict_set(heap, globals, replaced, Value(new_native(heap, kMethod, Value(holder), module_name)));
  return ok_status();
}

}  // namespace taipan::python
