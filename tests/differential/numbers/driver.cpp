// tests/differential/numbers/driver.cpp -- answers operations read from standard input; see driver.h.

#include "driver.h"

#include <bit>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <unordered_map>

namespace taipan::differential {

namespace {

int hex_digit(char c) {
  return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

}  // namespace

Integer parse_integer(std::string_view text) {
  Integer result;
  if (!text.empty() && text[0] == '-') {
    result.negative = true;
    text.remove_prefix(1);
  }
  for (size_t end = text.size(); end != 0;) {
    const size_t start = end < 16 ? 0 : end - 16;
    numbers::Limb limb = 0;
    for (size_t i = start; i < end; ++i)
      limb = limb << 4 | static_cast<unsigned>(hex_digit(text.at(i)));
    result.limbs.push_back(limb);
    end = start;
  }
  while (!result.limbs.empty() && result.limbs.back() == 0)
    result.limbs.pop_back();
  if (result.limbs.empty()) result.negative = false;
  return result;
}

std::string print_integer(numbers::IntegerView a) {
  if (a.length == 0) return a.negative ? "negative zero" : "0";
  if (a.limbs[a.length - 1] == 0) return "not normalised";
  std::string text = a.negative ? "-" : "";
  for (size_t i = a.length; i-- != 0;) {
    char limb[20];
    std::snprintf(limb, sizeof(limb), i + 1 == a.length ? "%lx" : "%016lx", a.limbs[i]);
    text += limb;
  }
  return text;
}

std::string print_integer(const numbers::Limb* limbs, numbers::SignedLength length) {
  return print_integer(numbers::IntegerView::of(limbs, length));
}

int64_t parse_int64(std::string_view text) {
  const Integer integer = parse_integer(text);
  int64_t value = 0;
  if (!numbers::to_int64(integer.view(), &value)) std::abort();
  return value;
}

double parse_double(std::string_view text) {
  uint64_t bits = 0;
  for (const char c : text)
    bits = bits << 4 | static_cast<unsigned>(hex_digit(c));
  return std::bit_cast<double>(bits);
}

std::string print_double(double value) {
  if (value != value) return "nan";
  char text[20];
  std::snprintf(text, sizeof(text), "%016lx", std::bit_cast<uint64_t>(value));
  return text;
}

std::u32string parse_text(std::string_view text) {
  std::u32string result;
  if (text.empty()) return result;
  char32_t point = 0;
  for (const char c : text) {
    if (c == ',') {
      result.push_back(point);
      point = 0;
    } else {
      point = point << 4 | static_cast<unsigned>(hex_digit(c));
    }
  }
  result.push_back(point);
  return result;
}

std::string print_text(numbers::TextView text) {
  std::string result;
  for (size_t i = 0; i < text.length; ++i) {
    char point[12];
    std::snprintf(point, sizeof(point), i == 0 ? "%x" : ",%x", static_cast<unsigned>(text.at(i)));
    result += point;
  }
  return result;
}

std::vector<uint8_t> parse_bytes(std::string_view text) {
  std::vector<uint8_t> result;
  for (size_t i = 0; i + 1 < text.size(); i += 2) {
    result.push_back(static_cast<uint8_t>(hex_digit(text.at(i)) << 4 | hex_digit(text[i + 1])));
  }
  return result;
}

std::string print_bytes(const uint8_t* bytes, size_t count) {
  std::string result;
  for (size_t i = 0; i < count; ++i) {
    result.push_back("0123456789abcdef"[bytes[i] >> 4]);
    result.push_back("0123456789abcdef"[bytes[i] & 15]);
  }
  return result;
}

}  // namespace taipan::differential

int main() {
  using namespace taipan::differential;
  std::unordered_map<std::string_view, Operation> operations;
  for (const auto* table :
       {&kLimbOperations, &kTextOperations, &kFormatOperations, &kMathOperations, &kHashOperations}) {
    for (const OperationRow& row : *table)
      operations[row.name] = row.operation;
  }
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    Arguments fields;
    std::string_view rest = line;
    for (size_t tab; (tab = rest.find('\t')) != std::string_view::npos; rest.remove_prefix(tab + 1)) {
      fields.push_back(rest.substr(0, tab));
    }
    fields.push_back(rest);
    const auto found = operations.find(fields[0]);
    if (found == operations.end()) {
      std::cout << "unknown operation " << fields[0] << '\n';
      continue;
    }
    fields.erase(fields.begin());
    std::cout << found->second(fields) << '\n';
  }
  return 0;
}
