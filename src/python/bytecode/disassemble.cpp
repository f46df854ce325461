// python/bytecode/disassemble.cpp -- a code object as text.
//
// Room       python/bytecode. In / out: a Code; lines for people, golden tests and `--dump-bytecode`.
// Tests      tests/golden/compiler/
//
// Registers of variables are shown by name, temporaries as t0, t1, ... (t0 is the first behind the variables). Jump
// targets get labels in order of their position. Code objects among the constants follow, unless they are left out.
//
//   code f(a, b)  registers 5, flags optimized newlocals simple
//      2  0  Resume               0
//      3  1  JumpUnlessLess       a, b, L1
//      4  2  Return               a
//         L1:
//      5  3  AddInt               t0, b, 1
//         4  Return               t0
//      except 1 to 3 -> L1 with t0, depth 0
#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <vector>

#include "base/numbers/float_text.h"
#include "base/numbers/limbs.h"
#include "python/bytecode/operands.h"
#include "python/objects/objects.h"

namespace taipan::python {

namespace {

struct FlagName {
  uint32_t bit;
  const char* name;
};
constexpr FlagName kFlagNames[] = {
    {kCodeOptimized, "optimized"},
    {kCodeNewLocals, "newlocals"},
    {kCodeVarArgs, "varargs"},
    {kCodeVarKeywords, "varkeywords"},
    {kCodeNested, "nested"},
    {kCodeGenerator, "generator"},
    {kCodeCoroutine, "coroutine"},
    {kCodeIterableCoroutine, "iterable_coroutine"},
    {kCodeAsyncGenerator, "async_generator"},
    {kCodeSimpleParameters, "simple"},
    {kCodeHidden, "hidden"},
};

[[gnu::format(printf, 2, 3)]] void print(ByteBuilder& out, const char* format, ...) {
  char buffer[256];
  va_list arguments;
  va_start(arguments, format);
  const int length = std::vsnprintf(buffer, sizeof buffer, format, arguments);
  va_end(arguments);
  out.append(buffer, std::min<size_t>(static_cast<size_t>(length), sizeof buffer - 1));
}

void print_character(ByteBuilder& out, uint32_t c, bool bytes) {
  if (c == '\\' || c == '\'') {
    print(out, "\\%c", static_cast<int>(c));
  } else if (c >= 0x20 && c < 0x7F) {
    out.append(static_cast<uint8_t>(c));
  } else if (c == '\n') {
    out.append("\\n");
  } else if (c == '\t') {
    out.append("\\t");
  } else if (c == '\r') {
    out.append("\\r");
  } else if (bytes || c < 0x100) {
    print(out, "\\x%02x", c);
  } else if (c < 0x10000) {
    print(out, "\\u%04x", c);
  } else {
    print(out, "\\U%08x", c);
  }
}

void print_constant(ByteBuilder& out, Value value);

void print_object(ByteBuilder& out, HeapObject* object) {
  switch (kind_of(object)) {
    case Kind::String: {
      const auto* string = static_cast<const String*>(object);
      out.append('\'');
      for (int64_t i = 0; i < string->length(); ++i)
        print_character(out, string->at(i), false);
      out.append('\'');
      return;
    }
    case Kind::Bytes:
      out.append("b'");
      for (const char c : static_cast<const Bytes*>(object)->view())
        print_character(out, static_cast<uint8_t>(c), true);
      out.append('\'');
      return;
    case Kind::BigInt: {
      const auto* integer = static_cast<const BigInt*>(object);
      const auto view = numbers::IntegerView::of(integer->limbs_, integer->signed_length_);
      std::vector<char> digits(numbers::to_digits_capacity(view, 10));
      out.append(digits.data(), numbers::to_digits(digits.data(), view, 10));
      return;
    }
    case Kind::Tuple: {
      const auto* tuple = static_cast<const Tuple*>(object);
      out.append('(');
      for (int64_t i = 0; i < tuple->length(); ++i) {
        if (i > 0) out.append(", ");
        print_constant(out, tuple->at(i));
      }
      out.append(tuple->length() == 1 ? ",)" : ")");
      return;
    }
    case Kind::Code:
      out.append("<code ");
      append_utf8(out, static_cast<const Code*>(object)->qualified_name);
      out.append('>');
      return;
    default:
      break;
  }
  if (kind_of(object) == kind(PythonKind::Complex)) {
    const auto* complex = static_cast<const ComplexObject*>(object);
    numbers::AsciiBuffer text;
    numbers::append_complex_repr(text, complex->real, complex->imaginary);
    out.append(text.data(), text.size());
  } else {
    out.append(kind_of(object) == kind(PythonKind::Set) ? "<frozenset>" : "<object>");
  }
}

void print_constant(ByteBuilder& out, Value value) {
  if (value.is_none()) return out.append("None");
  if (value.is_true()) return out.append("True");
  if (value.is_false()) return out.append("False");
  if (value.is_ellipsis()) return out.append("Ellipsis");
  if (value.is_int()) return print(out, "%lld", static_cast<long long>(value.as_int()));
  if (value.is_double()) {
    numbers::AsciiBuffer text;
    numbers::append_float_repr(text, value.as_double());
    return out.append(text.data(), text.size());
  }
  if (value.is_object()) return print_object(out, value.as_object());
  out.append("<value>");
}

class Listing {
 public:
  // `offset_scale`: jumps are shown as offsets of so many bytes an instruction; 0: as labels.
  Listing(ByteBuilder& out, const Code* code, uint32_t offset_scale = 0) : out_(out), code_(code), offset_scale_(offset_scale) {}

  void print_all() {
    find_labels();
    print_header();
    int32_t last_line = -1;
    for (uint32_t i = 0; i < code_->instruction_count; ++i) {
      print_label(i);
      const int32_t line = position_of(code_, i).line;
      if (line != last_line && line >= 0) {
        print(out_, "%5d %4u  ", line, i);
        last_line = line;
      } else {
        print(out_, "      %4u  ", i);
      }
      print_instruction(i);
    }
    print_label(code_->instruction_count);
    for (uint32_t i = 0; i < code_->exception_count; ++i) {
      const ExceptionEntry& entry = code_->exceptions[i];
      print(out_, "   except %u to %u -> L%u with ", entry.start, entry.end, label_of(entry.target));
      print_register(entry.exception_register);
      print(out_, ", depth %u\n", entry.depth);
    }
  }

 private:
  void find_labels() {
    for (uint32_t i = 0; i < code_->instruction_count; ++i) {
      const Instruction& instruction = code_->instructions[i];
      const OperandKind kind = info_of(instruction).c;
      if (kind == OperandKind::WideJump) labels_.push_back(i + static_cast<uint32_t>(instruction.wide));
      if (kind == OperandKind::Jump16) labels_.push_back(i + static_cast<uint32_t>(instruction.c_signed()));
    }
    for (uint32_t i = 0; i < code_->exception_count; ++i)
      labels_.push_back(code_->exceptions[i].target);
    std::sort(labels_.begin(), labels_.end());
    labels_.erase(std::unique(labels_.begin(), labels_.end()), labels_.end());
  }

  uint32_t label_of(uint32_t target) const {
    return static_cast<uint32_t>(std::lower_bound(labels_.begin(), labels_.end(), target) - labels_.begin()) + 1;
  }

  void print_label(uint32_t instruction) {
    if (std::binary_search(labels_.begin(), labels_.end(), instruction))
      print(out_, "     L%u:\n", label_of(instruction));
  }

  void print_header() {
    out_.append("code ");
    append_utf8(out_, code_->qualified_name);
    out_.append('(');
    for (int64_t i = 0; i < code_->parameter_count; ++i) {
      if (i > 0) out_.append(", ");
      append_utf8(out_, code_->register_names->at(i).as<String>());
    }
    print(out_, ")  registers %u, flags", code_->register_count);
    for (const FlagName& flag : kFlagNames) {
      if ((code_->flags & flag.bit) != 0) print(out_, " %s", flag.name);
    }
    out_.append('\n');
  }

  void print_register(uint32_t index) {
    if (index < code_->local_count) {
      append_utf8(out_, code_->register_names->at(index).as<String>());
    } else {
      print(out_, "t%u", index - code_->local_count);
    }
  }

  void print_cache(uint32_t index) {
    if (index >= code_->cache_count || code_->caches[index].name == nullptr) {
      print(out_, "cache %u", index);
    } else {
      append_utf8(out_, code_->caches[index].name);
    }
  }

  void print_constant_number(uint32_t index) {
    if (index < code_->constants_tuple->length()) print_constant(out_, code_->constants_tuple->at(index));
  }

  void print_operand(const Instruction& instruction, uint32_t i, OperandKind kind, uint16_t field) {
    switch (kind) {
      case OperandKind::None:
        return;
      case OperandKind::Def:
      case OperandKind::Use:
      case OperandKind::Mod:
      case OperandKind::Window:
        return print_register(field);
      case OperandKind::First:
      case OperandKind::FirstDef: {
        const uint32_t count = registers_of(instruction, kind);
        if (count == 0) return out_.append("-");
        print_register(field);
        if (count > 1) {
          out_.append("...");
          print_register(field + count - 1);
        }
        return;
      }
      case OperandKind::Count:
        return print(out_, "%u", field);
      case OperandKind::Imm:
        return print(out_, "%d", static_cast<int16_t>(field));
      case OperandKind::Jump16:
        return print_target(i + static_cast<uint32_t>(static_cast<int16_t>(field)));
      case OperandKind::Cache:
        return print_cache(field);
      case OperandKind::Var:
        return field < code_->register_names->length()
                   ? append_utf8(out_, code_->register_names->at(field).as<String>())
                   : print(out_, "variable %u", field);
      case OperandKind::Const:
        return print_constant_number(field);
      case OperandKind::Id:
        if (static_cast<Op>(instruction.op) == Op::Intrinsic) {
          return out_.append(name_of(static_cast<Intrinsic>(field)));
        }
        return print(out_, "%u", field);
      case OperandKind::WideConst:
        return print_constant_number(static_cast<uint32_t>(instruction.wide));
      case OperandKind::WideImm:
        return print(out_, "%d", instruction.wide);
      case OperandKind::WideJump:
        return print_target(i + static_cast<uint32_t>(instruction.wide));
      case OperandKind::WideCache:
        return print_cache(static_cast<uint32_t>(instruction.wide));
      case OperandKind::WideName:
        return append_utf8(out_, code_->names->at(instruction.wide).as<String>());
    }
  }

  void print_target(uint32_t target) {
    if (offset_scale_ == 0) return print(out_, "L%u", label_of(target));
    print(out_, "to %u", target * offset_scale_);
  }

  void print_instruction(uint32_t i) {
    const Instruction& instruction = code_->instructions[i];
    const OpInfo& info = info_of(instruction);
    if (info.a == OperandKind::None && info.b == OperandKind::None && info.c == OperandKind::None) {
      out_.append(info.name);
    } else {
      print(out_, "%-20s ", info.name);
    }
    print_operands(i);
    out_.append('\n');
  }

 public:
  void print_operands(uint32_t i) {
    const Instruction& instruction = code_->instructions[i];
    const OpInfo& info = info_of(instruction);
    const char* separator = "";
    const auto operand = [&](OperandKind kind, uint16_t field) {
      if (kind == OperandKind::None) return;
      out_.append(separator);
      print_operand(instruction, i, kind, field);
      separator = ", ";
    };
    if (static_cast<Op>(instruction.op) == Op::Extra) {
      print_constant_number(static_cast<uint32_t>(instruction.wide));
    } else {
      operand(info.a, instruction.a);
      operand(info.b, instruction.b);
      operand(info.c, instruction.c);
    }
  }

 private:
  ByteBuilder& out_;
  const Code* code_;
  const uint32_t offset_scale_;
  std::vector<uint32_t> labels_;
};

}  // namespace

void disassemble_operands(ByteBuilder& out, const Code* code, uint32_t instruction, uint32_t offset_scale) {
  Listing(out, code, offset_scale).print_operands(instruction);
}

void disassemble(ByteBuilder& out, const Code* code) {
  Listing(out, code).print_all();
  for (const Value constant : code->constants_tuple->span()) {
    if (!is_kind(constant, Kind::Code)) continue;
    out.append('\n');
    disassemble(out, constant.as<Code>());
  }
}

}  // namespace taipan::python
