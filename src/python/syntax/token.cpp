// python/syntax/token.cpp -- names of token kinds, and the recognition of keywords.
//
// Room       Syntax.
// Tests      tests/unit/python/syntax/tokenizer_test.cpp
#include "python/syntax/token.h"

namespace taipan::syntax {

namespace {

constexpr std::string_view kSpellings[] = {
#define TOKEN(Name, description) {},
#define OPERATOR(Name, text) text,
#define KEYWORD(Name, text) text,
#include "python/syntax/tokens.def"
};

struct Keyword {
  std::string_view word;
  TokenKind kind = TokenKind::Name;
};

// Keywords have 2 to 8 letters, and these factors give each of them a slot of its own.
constexpr size_t kSlotCount = 128;

constexpr size_t slot_of(std::string_view word) {
  return (static_cast<unsigned char>(word[0]) + static_cast<unsigned char>(word[1]) * 7u +
          static_cast<unsigned char>(word[word.size() - 1]) * 16u + word.size()) %
         kSlotCount;
}

struct KeywordSlots {
  Keyword at[kSlotCount];
  bool collision = false;

  constexpr void insert(std::string_view word, TokenKind kind) {
    Keyword& slot = at[slot_of(word)];
    if (!slot.word.empty()) collision = true;
    slot = {word, kind};
  }
};

constexpr KeywordSlots build_slots() {
  KeywordSlots slots;
#define KEYWORD(Name, text) slots.insert(text, TokenKind::Keyword##Name);
#include "python/syntax/tokens.def"
  return slots;
}

constexpr KeywordSlots kSlots = build_slots();
static_assert(!kSlots.collision, "two keywords share a slot: choose other factors in slot_of()");

}  // namespace

std::string_view spelling(TokenKind kind) { return kSpellings[static_cast<size_t>(kind)]; }

TokenKind classify_word(std::string_view word) {
  if (word.size() < 2 || word.size() > 8) return TokenKind::Name;
  const Keyword& candidate = kSlots.at[slot_of(word)];
  return candidate.word == word ? candidate.kind : TokenKind::Name;
}

}  // namespace taipan::syntax
