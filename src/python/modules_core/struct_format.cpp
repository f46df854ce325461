// python/modules_core/struct_format.cpp -- the table of format characters, the parser, and numbers to and from bytes.
//
// Room       Cores of modules.
// Tests      tests/unit/python/modules_core/struct_format_test.cpp, tests/differential/modules_core/compare_cores.py
#include "python/modules_core/struct_format.h"

#include <bit>
#include <climits>
#include <cmath>
#include <cstring>

namespace taipan::modules_core {

namespace {

struct Row {
  char code;
  StructKind kind;
  uint8_t native_size;
  uint8_t native_alignment;
  uint8_t standard_size;  // 0: only in native formats
};

template <typename T>
struct Aligned {
  char before;
  T value;
};
#define NATIVE(type) sizeof(type), offsetof(Aligned<type>, value)

constexpr Row kRows[] = {
    {'b', StructKind::Signed, 1, 0, 1},
    {'B', StructKind::Unsigned, 1, 0, 1},
    {'c', StructKind::Character, 1, 0, 1},
    {'s', StructKind::Bytes, 1, 0, 1},
    {'p', StructKind::PascalBytes, 1, 0, 1},
    {'h', StructKind::Signed, NATIVE(short), 2},
    {'H', StructKind::Unsigned, NATIVE(unsigned short), 2},
    {'i', StructKind::Signed, NATIVE(int), 4},
    {'I', StructKind::Unsigned, NATIVE(unsigned), 4},
    {'l', StructKind::Signed, NATIVE(long), 4},
    {'L', StructKind::Unsigned, NATIVE(unsigned long), 4},
    {'q', StructKind::Signed, NATIVE(long long), 8},
    {'Q', StructKind::Unsigned, NATIVE(unsigned long long), 8},
    {'n', StructKind::Signed, NATIVE(ptrdiff_t), 0},
    {'N', StructKind::Unsigned, NATIVE(size_t), 0},
    {'P', StructKind::Pointer, NATIVE(void*), 0},
    {'?', StructKind::Boolean, NATIVE(bool), 1},
    {'e', StructKind::Float, NATIVE(short), 2},
    {'f', StructKind::Float, NATIVE(float), 4},
    {'d', StructKind::Float, NATIVE(double), 8},
};
#undef NATIVE

const Row* find_row(char code) {
  for (const Row& row : kRows) {
    if (row.code == code) return &row;
  }
  return nullptr;
}

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr bool kHostIsBigEndian = std::endian::native == std::endian::big;

void store_bits(uint64_t bits, int64_t size, bool is_big_endian, uint8_t* to) {
  for (int64_t i = 0; i < size; ++i) {
    to[is_big_endian ? size - 1 - i : i] = static_cast<uint8_t>(bits);
    bits >>= 8;
  }
}

uint64_t load_bits(const uint8_t* from, int64_t size, bool is_big_endian) {
  uint64_t bits = 0;
  for (int64_t i = 0; i < size; ++i)
    bits = bits << 8 | from[is_big_endian ? i : size - 1 - i];
  return bits;
}

// With the machine's own order CPython uses the functions of native formats wherever the sizes agree.
bool is_like_native(const StructItem& item) {
  if (item.is_native) return true;
  return item.is_big_endian == kHostIsBigEndian && item.size == find_row(item.code)->native_size;
}

}  // namespace

const char* message_of(StructStatus status) {
  switch (status) {
    case StructStatus::BadCharacter:
      return "bad char in struct format";
    case StructStatus::CountWithoutCode:
      return "repeat count given without format specifier";
    case StructStatus::SizeTooLong:
      return "total struct size too long";
    default:
      return nullptr;
  }
}

StructLayout parse_struct_format(std::string_view format) {
  StructLayout layout;
  bool is_native = true;
  bool is_big_endian = kHostIsBigEndian;
  size_t place = 0;
  if (!format.empty()) {
    place = 1;
    switch (format[0]) {
      case '@':
        break;
      case '=':
        is_native = false;
        break;
      case '<':
        is_native = false;
        is_big_endian = false;
        break;
      case '>':
      case '!':
        is_native = false;
        is_big_endian = true;
        break;
      default:
        place = 0;
        break;
    }
  }
  const auto fail = [&](StructStatus status) {
    layout = {};
    layout.status = status;
    return layout;
  };
  const auto is_digit = [&](char c) { return c >= '0' && c <= '9'; };
  while (place < format.size()) {
    char code = format[place++];
    if (is_space(code)) continue;
    int64_t count = 1;
    if (is_digit(code)) {
      count = code - '0';
      while (place < format.size() && is_digit(format[place])) {
        if (__builtin_mul_overflow(count, 10, &count) || __builtin_add_overflow(count, format[place] - '0', &count)) {
          return fail(StructStatus::SizeTooLong);
        }
        ++place;
      }
      if (place == format.size()) return fail(StructStatus::CountWithoutCode);
      code = format[place++];
    }
    if (code == 'x') {
      if (__builtin_add_overflow(layout.size, count, &layout.size)) return fail(StructStatus::SizeTooLong);
      continue;
    }
    const Row* row = find_row(code);
    if (row == nullptr || (!is_native && row->standard_size == 0)) return fail(StructStatus::BadCharacter);
    const int64_t size = is_native ? row->native_size : row->standard_size;
    if (is_native && row->native_alignment > 1) {
      const int64_t excess = layout.size % row->native_alignment;
      if (excess != 0 && __builtin_add_overflow(layout.size, row->native_alignment - excess, &layout.size)) {
        return fail(StructStatus::SizeTooLong);
      }
    }
    int64_t bytes = 0;
    int64_t end = 0;
    if (__builtin_mul_overflow(size, count, &bytes) || __builtin_add_overflow(layout.size, bytes, &end)) {
      return fail(StructStatus::SizeTooLong);
    }
    const bool is_bytes = row->kind == StructKind::Bytes || row->kind == StructKind::PascalBytes;
    if (is_bytes) {
      layout.items.push_back({code, row->kind, is_native, is_big_endian, layout.size, count, 1});
      layout.value_count += 1;
    } else if (count > 0) {
      layout.items.push_back({code, row->kind, is_native, is_big_endian, layout.size, size, count});
      layout.value_count += count;
    }
    layout.size = end;
  }
  return layout;
}

// --- integers -------------------------------------------------------------------------------------------------------

bool pack_integer(const StructItem& item, StructInteger value, uint8_t* to) {
  if (value.kind == StructInteger::Huge) return false;
  const int64_t bits = item.size * 8;
  if (item.kind == StructKind::Signed) {
    if (!value.fits_signed()) return false;
    const auto number = static_cast<int64_t>(value.bits);
    if (bits < 64 && (number < -(int64_t{1} << (bits - 1)) || number >= int64_t{1} << (bits - 1))) return false;
  } else if (item.kind == StructKind::Unsigned) {
    if (value.kind == StructInteger::Negative) return false;
    if (bits < 64 && value.bits >> bits != 0) return false;
  }
  store_bits(value.bits, item.size, item.is_big_endian, to);
  return true;
}

std::string_view message_of_range(const StructItem& item, StructInteger value) {
  constexpr std::string_view kOut = "argument out of range";
  constexpr std::string_view kTooLarge = "int too large to convert";
  const bool is_like_native = modules_core::is_like_native(item);
  const bool is_not_unsigned = value.kind != StructInteger::NotNegative;
  switch (item.code) {
    case 'b':
      return value.fits_signed() ? "byte format requires -128 <= number <= 127" : kOut;
    case 'B':
      return value.fits_signed() ? "ubyte format requires 0 <= number <= 255" : kOut;
    case 'h':
      if (!value.fits_signed()) return kOut;
      return is_like_native ? "short format requires -32768 <= number <= 32767"
                            : "'h' format requires -32768 <= number <= 32767";
    case 'H':
      if (is_like_native) return value.fits_signed() ? "ushort format requires 0 <= number <= 65535" : kOut;
      return is_not_unsigned ? kOut : "'H' format requires 0 <= number <= 65535";
    case 'i':
      return value.fits_signed() ? "'i' format requires -2147483648 <= number <= 2147483647" : kOut;
    case 'I':
      return is_not_unsigned ? kOut : "'I' format requires 0 <= number <= 4294967295";
    case 'l':
      if (item.size == 8 || !value.fits_signed()) return kOut;
      return "'l' format requires -2147483648 <= number <= 2147483647";
    case 'L':
      if (item.size == 8 || is_not_unsigned) return kOut;
      return "'L' format requires 0 <= number <= 4294967295";
    case 'P':
      return kTooLarge;
    default:
      return is_like_native ? kOut : kTooLarge;
  }
}

StructInteger unpack_integer(const StructItem& item, const uint8_t* from) {
  const uint64_t bits = load_bits(from, item.size, item.is_big_endian);
  if (item.kind != StructKind::Signed) return StructInteger::of_unsigned(bits);
  const int unused = static_cast<int>(64 - item.size * 8);
  return StructInteger::of(static_cast<int64_t>(bits << unused) >> unused);
}

// --- floats ---------------------------------------------------------------------------------------------------------

bool to_half(double value, uint16_t& half) {
  const uint64_t bits = std::bit_cast<uint64_t>(value);
  const auto sign = static_cast<uint16_t>(bits >> 48 & 0x8000);
  const int exponent = static_cast<int>(bits >> 52 & 0x7FF);
  uint64_t fraction = bits & ((uint64_t{1} << 52) - 1);
  if (exponent == 0x7FF) {
    half = static_cast<uint16_t>(sign | 0x7C00 | (fraction != 0 ? 0x200 : 0));
    return true;
  }
  // The significand, of 53 bits, is shifted so that what remains is in units of the half's last place.
  const int power = exponent - 1023;
  if (power < -25) {
    half = sign;
    return true;
  }
  const bool is_subnormal = power < -14;
  fraction |= uint64_t{1} << 52;
  const int shift = is_subnormal ? 42 + (-14 - power) : 42;
  uint64_t kept = fraction >> shift;
  const uint64_t rest = fraction & ((uint64_t{1} << shift) - 1);
  const uint64_t middle = uint64_t{1} << (shift - 1);
  if (rest > middle || (rest == middle && (kept & 1) != 0)) kept += 1;
  // A carry out of the fraction moves on into the exponent by itself.
  const uint64_t magnitude = is_subnormal ? kept : kept + (static_cast<uint64_t>(power + 14) << 10);
  if (magnitude >= 0x7C00) return false;
  half = static_cast<uint16_t>(sign | magnitude);
  return true;
}

double from_half(uint16_t half) {
  const int exponent = half >> 10 & 0x1F;
  const int fraction = half & 0x3FF;
  double value;
  if (exponent == 0x1F) {
    const uint64_t bits = uint64_t{0x7FF} << 52 | static_cast<uint64_t>(fraction) << 42;
    value = std::bit_cast<double>(bits);
  } else if (exponent == 0) {
    value = std::ldexp(fraction, -24);
  } else {
    value = std::ldexp(fraction + 0x400, exponent - 25);
  }
  return (half & 0x8000) != 0 ? -value : value;
}

bool pack_float(const StructItem& item, double value, uint8_t* to) {
  uint64_t bits;
  if (item.size == 8) {
    bits = std::bit_cast<uint64_t>(value);
  } else if (item.size == 4) {
    const auto narrow = static_cast<float>(value);
    // Native formats convert as C does; the others see that a finite value became infinite.
    if (!item.is_native && std::isinf(narrow) && !std::isinf(value)) return false;
    bits = std::bit_cast<uint32_t>(narrow);
  } else {
    uint16_t half = 0;
    if (!to_half(value, half)) return false;
    bits = half;
  }
  store_bits(bits, item.size, item.is_big_endian, to);
  return true;
}

double unpack_float(const StructItem& item, const uint8_t* from) {
  const uint64_t bits = load_bits(from, item.size, item.is_big_endian);
  if (item.size == 8) return std::bit_cast<double>(bits);
  if (item.size == 4) return std::bit_cast<float>(static_cast<uint32_t>(bits));
  return from_half(static_cast<uint16_t>(bits));
}

// --- bytes ----------------------------------------------------------------------------------------------------------

int64_t pascal_length(int64_t size, int64_t length) {
  if (size == 0) return 0;
  if (length > size - 1) length = size - 1;
  return length > 255 ? 255 : length;
}

void pack_bytes(const StructItem& item, const uint8_t* bytes, int64_t length, uint8_t* to) {
  if (item.size == 0) return;
  std::memset(to, 0, static_cast<size_t>(item.size));
  if (item.kind == StructKind::PascalBytes) {
    // All that fits is copied, even where the length byte cannot count it.
    int64_t copied = length > item.size - 1 ? item.size - 1 : length;
    if (copied > 0) std::memcpy(to + 1, bytes, static_cast<size_t>(copied));
    to[0] = static_cast<uint8_t>(copied > 255 ? 255 : copied);
    return;
  }
  const int64_t copied = length > item.size ? item.size : length;
  if (copied > 0) std::memcpy(to, bytes, static_cast<size_t>(copied));
}

std::string_view unpack_bytes(const StructItem& item, const uint8_t* from) {
  const auto* chars = reinterpret_cast<const char*>(from);
  if (item.kind != StructKind::PascalBytes) return {chars, static_cast<size_t>(item.size)};
  if (item.size == 0) return {};
  return {chars + 1, static_cast<size_t>(pascal_length(item.size, from[0]))};
}

}  // namespace taipan::modules_core
