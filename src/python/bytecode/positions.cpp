// python/bytecode/positions.cpp -- coding of source positions.
//
// Room       python/bytecode. The format is drawn in positions.h.
// Tests      tests/unit/python/bytecode/positions_test.cpp
#include "python/bytecode/positions.h"

#include <cstring>

namespace taipan::python {

namespace {

constexpr uint32_t kStride = 64;
constexpr int32_t kDeltaBias = 64;

struct Checkpoint {
  uint32_t offset;
  int32_t line;
};

enum EntryForm : uint8_t { kSame = 0, kUnknown = 1, kLong = 2, kFirstShort = 3 };

void put_unsigned(std::vector<uint8_t>& out, uint32_t value) {
  for (; value >= 0x80; value >>= 7)
    out.push_back(static_cast<uint8_t>(value | 0x80));
  out.push_back(static_cast<uint8_t>(value));
}

void put_signed(std::vector<uint8_t>& out, int32_t value) {
  put_unsigned(out, (static_cast<uint32_t>(value) << 1) ^ static_cast<uint32_t>(value >> 31));
}

uint32_t get_unsigned(const uint8_t*& in) {
  uint32_t value = 0;
  for (int shift = 0;; shift += 7) {
    const uint8_t byte = *in++;
    value |= static_cast<uint32_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
}

int32_t get_signed(const uint8_t*& in) {
  const uint32_t value = get_unsigned(in);
  return static_cast<int32_t>((value >> 1) ^ (~(value & 1) + 1));
}

bool is_unknown(const Position& p) {
  return p.line < 0;
}

bool same(const Position& a, const Position& b) {
  return a.line == b.line && a.end_line == b.end_line && a.column == b.column && a.end_column == b.end_column;
}

}  // namespace

void encode_positions(std::vector<uint8_t>& out, std::span<const Position> positions) {
  const size_t checkpoints = (positions.size() + kStride - 1) / kStride;
  out.assign(checkpoints * sizeof(Checkpoint), 0);
  int32_t line = 0;
  for (size_t i = 0; i < positions.size(); ++i) {
    const Position& p = positions[i];
    if (i % kStride == 0) {
      const Checkpoint checkpoint{static_cast<uint32_t>(out.size()), line};
      std::memcpy(out.data() + i / kStride * sizeof(Checkpoint), &checkpoint, sizeof checkpoint);
    } else if (same(p, positions[i - 1])) {
      out.push_back(kSame);
      continue;
    }
    if (is_unknown(p)) {
      out.push_back(kUnknown);
      continue;
    }
    const int64_t delta = int64_t{p.line} - line + kDeltaBias;
    const int32_t width = p.end_column - p.column;
    if (p.end_line == p.line && delta >= kFirstShort && delta <= 255 && p.column >= 0 && p.column <= 255 &&
        width >= 0 && width <= 255) {
      out.push_back(static_cast<uint8_t>(delta));
      out.push_back(static_cast<uint8_t>(p.column));
      out.push_back(static_cast<uint8_t>(width));
    } else {
      out.push_back(kLong);
      put_signed(out, p.line - line);
      put_signed(out, p.end_line - p.line);
      put_unsigned(out, static_cast<uint32_t>(p.column + 1));
      put_unsigned(out, static_cast<uint32_t>(p.end_column + 1));
    }
    line = p.line;
  }
}

Position decode_position(const uint8_t* table, uint32_t instruction_count, uint32_t instruction) {
  Position position{-1, -1, -1, -1};
  if (instruction >= instruction_count) return position;
  Checkpoint checkpoint;
  std::memcpy(&checkpoint, table + instruction / kStride * sizeof checkpoint, sizeof checkpoint);
  const uint8_t* in = table + checkpoint.offset;
  int32_t line = checkpoint.line;
  for (uint32_t i = instruction / kStride * kStride; i <= instruction; ++i) {
    const uint8_t form = *in++;
    if (form == kSame) continue;
    if (form == kUnknown) {
      position = {-1, -1, -1, -1};
      continue;
    }
    if (form == kLong) {
      position.line = line + get_signed(in);
      position.end_line = position.line + get_signed(in);
      position.column = static_cast<int32_t>(get_unsigned(in)) - 1;
      position.end_column = static_cast<int32_t>(get_unsigned(in)) - 1;
    } else {
      position.line = position.end_line = line + form - kDeltaBias;
      position.column = *in++;
      position.end_column = position.column + *in++;
    }
    line = position.line;
  }
  return position;
}

}  // namespace taipan::python
