// python/syntax/tokenizer_numbers.cpp -- the tokenizer's reading of numbers, and what it says about wrong ones.
//
// Room       Syntax. Only finds where a number ends; number_literal.h evaluates it.
// Tests      tests/unit/python/syntax/tokenizer_test.cpp, tests/syntax/compare_errors.py
//
//   number := radix_number | zeros | decimal_digits [fraction] [exponent] [j] | fraction [exponent] [j]
#include <cstring>

#include "python/syntax/tokenizer.h"

namespace taipan::syntax {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

bool is_digit_of(char c, int radix) { return radix == 16 ? is_hex_digit(c) : c >= '0' && c < '0' + radix; }

bool is_word_part(char c) {
  return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || static_cast<signed char>(c) < 0;
}

// Whether one of the keywords that may follow a number in valid code stands here. Such code gets a warning only.
bool keyword_may_follow(const char* at) {
  for (const std::string_view keyword : {"and", "else", "for", "not", "or"}) {
    if (std::strncmp(at, keyword.data(), keyword.size()) == 0) return !is_word_part(at[keyword.size()]);
  }
  // Of these, only the beginning is looked at.
  return at[0] == 'i' && (at[1] == 'f' || at[1] == 'n' || at[1] == 's');
}

const char* name_of_radix(int radix) { return radix == 16 ? "hexadecimal" : radix == 8 ? "octal" : "binary"; }

}  // namespace

// Called behind the first digit.
Token Tokenizer::number(const char* start) {
  if (*start != '0') {
    --cursor_;
    if (!skip_decimal_digits()) return report("invalid decimal literal");
    if (*cursor_ == '.') {
      ++cursor_;
      return fraction(start);
    }
    return exponent_or_end(start);
  }
  switch (*cursor_ | 0x20) {
    case 'x': return radix_number(start, 16);
    case 'o': return radix_number(start, 8);
    case 'b': return radix_number(start, 2);
  }
  // Zeros, which are a number; other digits may follow only in a float.
  for (;;) {
    if (*cursor_ == '_') {
      ++cursor_;
      if (!is_digit(*cursor_)) return report("invalid decimal literal");
    }
    if (*cursor_ != '0') break;
    ++cursor_;
  }
  const char* end_of_zeros = cursor_;
  const bool nonzero = is_digit(*cursor_);
  if (nonzero && !skip_decimal_digits()) return report("invalid decimal literal");
  if (*cursor_ == '.') {
    ++cursor_;
    return fraction(start);
  }
  const char letter = static_cast<char>(*cursor_ | 0x20);
  if (letter == 'e' || letter == 'j' || !nonzero) return exponent_or_end(start);
  return report("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                static_cast<int32_t>(start + 1 - line_start_), static_cast<int32_t>(end_of_zeros + 1 - line_start_));
}

// Called with the cursor at the letter behind the 0.
Token Tokenizer::radix_number(const char* start, int radix) {
  const std::string kind = name_of_radix(radix);
  const auto wrong_digit = [&] {
    const char digit = *cursor_++;
    return report(std::string("invalid digit '") + digit + "' in " + kind + " literal");
  };
  ++cursor_;
  do {
    if (*cursor_ == '_') ++cursor_;
    if (!is_digit_of(*cursor_, radix)) {
      if (is_digit(*cursor_)) return wrong_digit();
      return report("invalid " + kind + " literal");
    }
    while (is_digit_of(*cursor_, radix)) ++cursor_;
  } while (*cursor_ == '_');
  if (is_digit(*cursor_)) return wrong_digit();
  return end_number(start, name_of_radix(radix));
}

// Called behind the period.
Token Tokenizer::fraction(const char* start) {
  if (is_digit(*cursor_) && !skip_decimal_digits()) return report("invalid decimal literal");
  return exponent_or_end(start);
}

Token Tokenizer::exponent_or_end(const char* start) {
  if ((*cursor_ | 0x20) == 'e') {
    const char* digits = cursor_ + 1;
    if (*digits == '+' || *digits == '-') {
      ++digits;
      if (!is_digit(*digits)) {
        cursor_ = digits;
        return report("invalid decimal literal");
      }
    } else if (!is_digit(*digits)) {
      return end_number(start, "decimal");
    }
    cursor_ = digits;
    if (!skip_decimal_digits()) return report("invalid decimal literal");
  }
  if ((*cursor_ | 0x20) == 'j') {
    ++cursor_;
    return end_number(start, "imaginary");
  }
  return end_number(start, "decimal");
}

Token Tokenizer::end_number(const char* start, const char* kind) {
  if (!check_end_of_number(kind)) return report(std::string("invalid ") + kind + " literal");
  return make_after_look(TokenKind::Number, start);
}

// Digits with single underscores between them. On failure the cursor is behind the underscore that no digit follows.
bool Tokenizer::skip_decimal_digits() {
  for (;;) {
    while (is_digit(*cursor_)) ++cursor_;
    if (*cursor_ != '_') return true;
    ++cursor_;
    if (!is_digit(*cursor_)) return false;
  }
}

bool Tokenizer::check_end_of_number(const char* kind) {
  if (!is_word_part(*cursor_)) return true;
  if (!keyword_may_follow(cursor_)) return false;
  const auto column = static_cast<int32_t>(cursor_ - line_start_);
  warnings_.push_back({WarningCategory::SyntaxWarning, std::string("invalid ") + kind + " literal", lineno_, column,
                       lineno_, column});
  return true;
}

}  // namespace taipan::syntax
