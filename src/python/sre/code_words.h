// python/sre/code_words.h -- the 32-bit code words that the library's `re._compiler` produces (MAGIC 20220615).
//
// Room       Regular expressions. Facts about an interface that is fixed by the library; nothing is decided here.
// Tests      tests/unit/python/sre/code_reader_test.cpp
//
// A construct is an opcode followed by operands. A `skip` operand counts words from its own position to the word after
// the construct's body, except where code_reader.cpp says otherwise.
#pragma once

#include <cstdint>

namespace taipan::sre {

inline constexpr uint32_t kMagic = 20220615;
inline constexpr uint32_t kCodeWordSize = 4;
inline constexpr uint32_t kMaxRepeat = 0xFFFFFFFF;
inline constexpr uint32_t kMaxGroups = 0x3FFFFFFF;

enum class Word : uint32_t {
  Failure,
  Success,
  Any,
  AnyAll,
  Assert,
  AssertNot,
  At,
  Branch,
  Category,
  Charset,
  BigCharset,
  GroupRef,
  GroupRefExists,
  In,
  Info,
  Jump,
  Literal,
  Mark,
  MaxUntil,
  MinUntil,
  NotLiteral,
  Negate,
  Range,
  Repeat,
  RepeatOne,
  Subpattern,
  MinRepeatOne,
  AtomicGroup,
  PossessiveRepeat,
  PossessiveRepeatOne,
  GroupRefIgnore,
  InIgnore,
  LiteralIgnore,
  NotLiteralIgnore,
  GroupRefLocaleIgnore,
  InLocaleIgnore,
  LiteralLocaleIgnore,
  NotLiteralLocaleIgnore,
  GroupRefUnicodeIgnore,
  InUnicodeIgnore,
  LiteralUnicodeIgnore,
  NotLiteralUnicodeIgnore,
  RangeUnicodeIgnore,
};

enum class AtCode : uint32_t {
  Beginning,
  BeginningLine,
  BeginningString,
  Boundary,
  NonBoundary,
  End,
  EndLine,
  EndString,
  LocaleBoundary,
  LocaleNonBoundary,
  UnicodeBoundary,
  UnicodeNonBoundary,
};
inline constexpr uint32_t kAtCodeCount = 12;

// Each category is followed by its complement.
enum class CategoryCode : uint32_t {
  Digit,
  NotDigit,
  Space,
  NotSpace,
  Word,
  NotWord,
  LineBreak,
  NotLineBreak,
  LocaleWord,
  LocaleNotWord,
  UnicodeDigit,
  UnicodeNotDigit,
  UnicodeSpace,
  UnicodeNotSpace,
  UnicodeWord,
  UnicodeNotWord,
  UnicodeLineBreak,
  UnicodeNotLineBreak,
};
inline constexpr uint32_t kCategoryCodeCount = 18;

// Sizes inside charsets, in words.
inline constexpr uint32_t kCharsetWords = 8;         // 256 bits
inline constexpr uint32_t kBigCharsetMapWords = 64;  // 256 bytes: which chunk stands for each high byte

}  // namespace taipan::sre
