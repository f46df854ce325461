// python/objects/code_tables.cpp -- co_code, co_linetable and co_exceptiontable; the formats are in code_tables.h.
//
// Room       python/objects.
#include "python/objects/code_tables.h"

#include <algorithm>
#include <cstring>

#include "python/bytecode/operands.h"

namespace taipan::python {

namespace {

constexpr uint8_t kNop = 9;
constexpr size_t kMostCaches = 60'000;  // operands of 16 bits must name them

Bytes* bytes_of(Heap& heap, const std::vector<uint8_t>& data) {
  return bytes_from(heap, {reinterpret_cast<const char*>(data.data()), data.size()});
}

// ---- variable-length integers of the table of places: six bits a byte, lowest first

void put_unsigned(std::vector<uint8_t>& out, uint32_t value) {
  for (; value >= 64; value >>= 6) out.push_back(uint8_t(0x40 | (value & 63)));
  out.push_back(uint8_t(value));
}
void put_signed(std::vector<uint8_t>& out, int32_t value) {
  put_unsigned(out, value < 0 ? (uint32_t(-value) << 1) | 1 : uint32_t(value) << 1);
}

struct Reader {
  std::span<const uint8_t> bytes;
  size_t at = 0;
  bool failed = false;

  bool done() const { return at >= bytes.size(); }
  uint8_t byte() {
    if (done()) {
      failed = true;
      return 0;
    }
    return bytes[at++];
  }
  uint32_t unsigned_number() {
    uint32_t value = 0;
    for (uint32_t shift = 0; shift < 36; shift += 6) {
      const uint8_t b = byte();
      if (shift < 32) value |= uint32_t(b & 63) << shift;
      if (!(b & 0x40)) return value;
    }
    failed = true;
    return value;
  }
  int32_t signed_number() {
    const uint32_t value = unsigned_number();
    return value & 1 ? -int32_t(value >> 1) : int32_t(value >> 1);
  }
  uint64_t big_end_number() {  // of the table of handlers: highest bits first
    uint8_t b = byte();
    uint64_t value = b & 63;
    for (int n = 0; (b & 0x40) && n < 6; ++n) {
      b = byte();
      value = value << 6 | (b & 63);
    }
    return value;
  }
};

// ---- places

void put_place(std::vector<uint8_t>& out, const Position& p, int64_t units, int32_t& line) {
  while (units > 0) {
    const auto length = uint8_t(std::min<int64_t>(units, 8));
    units -= length;
    const auto head = [&](int code) { out.push_back(uint8_t(0x80 | code << 3 | (length - 1))); };
    if (p.line < 0) {
      head(15);
      continue;
    }
    const int32_t delta = p.line - line;
    const int32_t width = p.end_column - p.column;
    line = p.line;
    if (p.column < 0 || p.end_column < 0) {
      head(13);
      put_signed(out, delta);
    } else if (p.end_line == p.line && delta == 0 && p.column < 80 && width >= 0 && width < 16) {
      head(p.column / 8);
      out.push_back(uint8_t((p.column % 8) << 4 | width));
    } else if (p.end_line == p.line && delta >= 0 && delta < 3 && p.column < 128 && p.end_column < 128) {
      head(10 + delta);
      out.push_back(uint8_t(p.column));
      out.push_back(uint8_t(p.end_column));
    } else {
      head(14);
      put_signed(out, delta);
      put_unsigned(out, uint32_t(p.end_line - p.line));
      put_unsigned(out, uint32_t(p.column + 1));
      put_unsigned(out, uint32_t(p.end_column + 1));
    }
  }
}

bool same(const Position& a, const Position& b) {
  return a.line == b.line && a.end_line == b.end_line && a.column == b.column && a.end_column == b.end_column;
}

// ---- handlers

void put_big_end(std::vector<uint8_t>& out, uint32_t value, uint8_t mark) {
  int shift = 30;
  while (shift > 0 && (value >> shift) == 0) shift -= 6;
  for (; shift >= 0; shift -= 6) {
    out.push_back(uint8_t((value >> shift & 63) | (shift > 0 ? 0x40 : 0) | mark));
    mark = 0;
  }
}

bool is_cache(OperandKind kind) { return kind == OperandKind::Cache || kind == OperandKind::WideCache; }

}  // namespace

Bytes* shown_code(Heap& heap, const Code* code) {
  Bytes* bytes = new_bytes(heap, int64_t(code->instruction_count) * kBytesPerInstruction);
  for (uint32_t i = 0; i < code->instruction_count; ++i) {
    Instruction in = code->instructions[i];
    const OperandKind kind = info_of(in).c;
    if (is_cache(kind)) {
      const bool wide = kind == OperandKind::WideCache;
      const String* name = code->caches[wide ? uint32_t(in.wide) : in.c].name;
      int64_t index = -1;
      for (int64_t n = 0; name && n < code->names->length() && index < 0; ++n) {
        if (code->names->at(n).as<String>() == name) index = n;
      }
      if (wide) {
        in.wide = int32_t(index);
      } else {
        in.c = uint16_t(index);
      }
    }
    auto* out = reinterpret_cast<uint8_t*>(bytes->data_) + int64_t(i) * kBytesPerInstruction;
    out[0] = kNop;
    out[1] = uint8_t(in.op);
    const uint16_t fields[] = {in.a, in.b, in.c};
    memcpy(out + 2, fields, sizeof fields);
  }
  return bytes;
}
static_assert(size_t(Op::Count) < 256, "an opcode shows as a byte");

bool parse_code(std::span<const uint8_t> bytes, const Tuple* names, std::vector<Instruction>& instructions, std::vector<String*>& caches) {
  if (bytes.empty() || bytes.size() % kBytesPerInstruction != 0) return false;
  std::vector<std::pair<uint32_t, uint32_t>> shared;  // name and cache, once there are very many
  for (size_t at = 0; at < bytes.size(); at += kBytesPerInstruction) {
    if (bytes[at] != kNop || bytes[at + 1] >= uint8_t(Op::Count)) return false;
    Instruction in;
    uint16_t fields[3];
    memcpy(fields, &bytes[at + 2], sizeof fields);
    in.op = bytes[at + 1];
    in.a = fields[0];
    in.b = fields[1];
    in.c = fields[2];
    const OperandKind kind = info_of(in).c;
    if (is_cache(kind)) {
      const int64_t index = kind == OperandKind::WideCache ? int64_t(in.wide) : in.c == 0xFFFF ? -1 : int64_t(in.c);
      if (index >= names->length()) return false;
      auto cache = uint32_t(caches.size());
      if (caches.size() >= kMostCaches) {
        const auto known = std::find_if(shared.begin(), shared.end(), [&](const auto& s) { return s.first == uint32_t(index); });
        if (known != shared.end()) cache = known->second;
        if (known == shared.end()) shared.emplace_back(uint32_t(index), cache);
      }
      if (cache == caches.size()) caches.push_back(index < 0 ? nullptr : names->at(index).as<String>());
      if (kind == OperandKind::WideCache) {
        in.wide = int32_t(cache);
      } else {
        if (cache > 0xFFFF) return false;
        in.c = uint16_t(cache);
      }
    }
    instructions.push_back(in);
  }
  return true;
}

Bytes* shown_line_table(Heap& heap, const Code* code) {
  std::vector<uint8_t> table;
  if (code->positions == nullptr) return bytes_of(heap, table);
  int32_t line = int32_t(code->first_line);
  uint32_t start = 0;
  for (uint32_t i = 0; i < code->instruction_count; ++i) {
    const Position here = position_of(code, i);
    if (i + 1 < code->instruction_count && same(here, position_of(code, i + 1))) continue;
    put_place(table, here, int64_t(i + 1 - start) * kUnitsPerInstruction, line);
    start = i + 1;
  }
  return bytes_of(heap, table);
}

bool parse_line_table(std::span<const uint8_t> table, uint32_t instruction_count, int32_t first_line, std::vector<Position>& positions) {
  constexpr Position kUnknown{-1, -1, -1, -1};
  if (table.empty()) return true;
  positions.assign(instruction_count, kUnknown);
  Reader in{table};
  int32_t line = first_line;
  int64_t unit = 0;
  while (!in.done()) {
    const uint8_t head = in.byte();
    if (!(head & 0x80)) return false;
    const int64_t length = (head & 7) + 1;
    const int code = head >> 3 & 15;
    Position p = kUnknown;
    if (code < 10) {
      const uint8_t second = in.byte();
      p = {line, line, code * 8 + (second >> 4), code * 8 + (second >> 4) + (second & 15)};
    } else if (code < 13) {
      line += code - 10;
      p.line = p.end_line = line;
      p.column = in.byte();
      p.end_column = in.byte();
    } else if (code == 13) {
      line += in.signed_number();
      p = {line, line, -1, -1};
    } else if (code == 14) {
      line += in.signed_number();
      p.line = line;
      p.end_line = line + int32_t(in.unsigned_number());
      p.column = int32_t(in.unsigned_number()) - 1;
      p.end_column = int32_t(in.unsigned_number()) - 1;
    }
    if (in.failed) return false;
    for (int64_t u = unit; u < unit + length; ++u) {
      if (u % kUnitsPerInstruction == 0 && u / kUnitsPerInstruction < instruction_count) positions[size_t(u / kUnitsPerInstruction)] = p;
    }
    unit += length;
  }
  return true;
}

Bytes* shown_exception_table(Heap& heap, const Code* code) {
  std::vector<uint8_t> table;
  for (uint32_t i = 0; i < code->exception_count; ++i) {
    const ExceptionEntry& e = code->exceptions[i];
    put_big_end(table, uint32_t(e.start * kUnitsPerInstruction), 0x80);
    put_big_end(table, uint32_t((e.end - e.start) * kUnitsPerInstruction), 0);
    put_big_end(table, uint32_t(e.target * kUnitsPerInstruction), 0);
    put_big_end(table, uint32_t(e.exception_register - code->local_count) << 1, 0);
  }
  return bytes_of(heap, table);
}

bool parse_exception_table(std::span<const uint8_t> table, uint32_t instruction_count, uint32_t local_count,
                           std::vector<ExceptionEntry>& entries) {
  Reader in{table};
  while (!in.done()) {
    const uint64_t start = in.big_end_number(), length = in.big_end_number(), target = in.big_end_number(), depth = in.big_end_number();
    if (in.failed || (start | length | target) % kUnitsPerInstruction != 0) return false;
    ExceptionEntry e{};
    const uint64_t end = start + length, limit = uint64_t{instruction_count} * kUnitsPerInstruction;
    if (length == 0 || end > limit || target >= limit || local_count + (depth >> 1) > 0xFFFF) return false;
    e.start = uint32_t(start / kUnitsPerInstruction);
    e.end = uint32_t(end / kUnitsPerInstruction);
    e.target = uint32_t(target / kUnitsPerInstruction);
    e.exception_register = uint16_t(local_count + (depth >> 1));
    if (!entries.empty() && entries.back().start > e.start) return false;
    for (size_t k = entries.size(); k-- > 0;) {  // nested in the nearest entry that is not over
      if (entries[k].end <= e.start) continue;
      if (entries[k].end < e.end) return false;
      e.depth = uint16_t(entries[k].depth + 1);
      break;
    }
    entries.push_back(e);
  }
  return true;
}

}  // namespace taipan::python
