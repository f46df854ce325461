// python/syntax/diagnosis/grammar.h -- the grammar of grammar_text.h as a data structure.
//
// Room       Syntax, private to the diagnosis.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "python/syntax/token.h"

namespace taipan::syntax::diagnosis {

using RuleId = uint16_t;

enum class ItemKind : uint8_t {
  Token,         // `token`
  SoftKeyword,   // `text`
  AnySoftKeyword,
  Rule,          // `rule`
  Group,         // `alternatives`
  Optional,      // the rest have one element in `parts`; SeparatedBy has two, the separator first
  ZeroOrMore,
  OneOrMore,
  SeparatedBy,
  Follows,
  FollowsNot,
  Forced,
  Cut,
};

struct Alternative;

struct Item {
  ItemKind kind = ItemKind::Cut;
  TokenKind token = TokenKind::EndMarker;
  RuleId rule = 0;
  int8_t capture = -1;  // 0 for a, 1 for b
  std::string_view text;
  std::vector<Item> parts;
  std::vector<Alternative> alternatives;
};

enum class ActionKind : uint8_t {
  None,
#define DIAGNOSIS_ACTION(Name, text) Name,
#include "python/syntax/diagnosis/actions.def"
};

constexpr int kMaxCaptures = 2;

struct Alternative {
  std::vector<Item> items;
  ActionKind action = ActionKind::None;
  int8_t action_captures[kMaxCaptures] = {-1, -1};
  std::string_view message;
  bool only_for_mistakes = false;  // is nothing but the rule of a mistake
};

struct Rule {
  std::string_view name;
  bool memo = false;
  bool quiet = false;
  bool describes_mistake = false;
  std::vector<Alternative> alternatives;
};

class Grammar final {
 public:
  // The grammar, read when it is first asked for.
  static const Grammar& get();

  [[nodiscard]] const Rule& rule(RuleId id) const { return rules_[id]; }
  [[nodiscard]] size_t rule_count() const { return rules_.size(); }
  // The rule with this name, which must exist.
  [[nodiscard]] RuleId find(std::string_view name) const;

 private:
  friend class GrammarReader;
  std::vector<Rule> rules_;
};

}  // namespace taipan::syntax::diagnosis
