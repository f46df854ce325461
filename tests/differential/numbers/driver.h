// tests/differential/numbers/driver.h -- what the driver's operation files share.
//
// The driver reads one operation a line, "name<TAB>argument<TAB>...", and answers each with one line. Arguments are
//   integers   hexadecimal with an optional '-':  -1f
//   doubles    their 16 hexadecimal digits of bits
//   texts      UTF-32 code points in hexadecimal, separated by commas; empty for the empty text
//   bytes      two hexadecimal digits each
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/numbers/limbs.h"
#include "base/numbers/number_text.h"

namespace taipan::differential {

using Arguments = std::vector<std::string_view>;
using Operation = std::string (*)(const Arguments&);

struct OperationRow {
  const char* name;
  Operation operation;
};

// The tables of the operation files.
extern const std::vector<OperationRow> kLimbOperations;
extern const std::vector<OperationRow> kTextOperations;
extern const std::vector<OperationRow> kFormatOperations;
extern const std::vector<OperationRow> kMathOperations;
extern const std::vector<OperationRow> kHashOperations;

struct Integer {
  std::vector<numbers::Limb> limbs;
  bool negative = false;
  numbers::IntegerView view() const { return {limbs.data(), limbs.size(), negative}; }
};

Integer parse_integer(std::string_view text);
std::string print_integer(numbers::IntegerView a);
std::string print_integer(const numbers::Limb* limbs, numbers::SignedLength length);
int64_t parse_int64(std::string_view text);
double parse_double(std::string_view text);
std::string print_double(double value);
std::u32string parse_text(std::string_view text);
std::string print_text(numbers::TextView text);
std::vector<uint8_t> parse_bytes(std::string_view text);
std::string print_bytes(const uint8_t* bytes, size_t count);

inline numbers::TextView view_of(const std::u32string& text) {
  return {text.data(), text.size()};
}

}  // namespace taipan::differential
