// python/syntax/diagnosis/grammar.cpp -- reads the notation of grammar_text.h.
//
// Room       Syntax, private to the diagnosis.
// Tests      tests/unit/python/syntax/parser_test.cpp, tests/syntax/compare_errors.py
#include "python/syntax/diagnosis/grammar.h"

#include "base/assert.h"
#include "python/syntax/diagnosis/grammar_text.h"

namespace taipan::syntax::diagnosis {

namespace {

struct NamedToken {
  std::string_view name;
  TokenKind kind;
};

constexpr NamedToken kNamedTokens[] = {
    {"NAME", TokenKind::Name},       {"NUMBER", TokenKind::Number},
    {"STRING", TokenKind::String},   {"NEWLINE", TokenKind::Newline},
    {"INDENT", TokenKind::Indent},   {"DEDENT", TokenKind::Dedent},
    {"ENDMARKER", TokenKind::EndMarker}, {"TYPE_COMMENT", TokenKind::TypeComment},
};

struct NamedAction {
  std::string_view name;
  ActionKind kind;
};

constexpr NamedAction kNamedActions[] = {
#define DIAGNOSIS_ACTION(Name, text) {text, ActionKind::Name},
#include "python/syntax/diagnosis/actions.def"
};

constexpr std::string_view kMistakePrefix = "wrong_";

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

TokenKind kind_spelled(std::string_view text) {
  for (size_t i = 0; i < kTokenKindCount; ++i) {
    if (spelling(static_cast<TokenKind>(i)) == text) return static_cast<TokenKind>(i);
  }
  VM_ASSERT(false, "the grammar names a token that does not exist");
  return TokenKind::Error;
}

// Mistakes in the middle of an alternative are looked for always.
bool is_mistake(const std::vector<Item>& items, const std::vector<Rule>& rules) {
  return items.size() == 1 && items[0].kind == ItemKind::Rule && rules[items[0].rule].describes_mistake;
}

}  // namespace

class GrammarReader final {
 public:
  explicit GrammarReader(Grammar& grammar) : rules_(grammar.rules_) {}

  // All texts declare their rules first, since rules refer to each other freely.
  void declare(std::string_view text) {
    text_ = text;
    while (skip_blanks(), at_ < text_.size()) {
      Rule rule;
      rule.name = word();
      rule.describes_mistake = rule.name.starts_with(kMistakePrefix);
      rules_.push_back(std::move(rule));
      skip_body();
    }
    at_ = 0;
  }

  void define(std::string_view text) {
    text_ = text;
    at_ = 0;
    while (skip_blanks(), at_ < text_.size()) {
      Rule& rule = rules_[find(word())];
      for (skip_blanks(); text_[at_] != ':'; skip_blanks()) {
        const std::string_view mark = word();
        if (mark == "memo") rule.memo = true;
        else if (mark == "quiet") rule.quiet = true;
        else VM_ASSERT(false, "unknown mark in the grammar");
      }
      ++at_;
      rule.alternatives = alternatives();
    }
    at_ = 0;
  }

  RuleId find(std::string_view name) const {
    for (size_t i = 0; i < rules_.size(); ++i) {
      if (rules_[i].name == name) return static_cast<RuleId>(i);
    }
    VM_ASSERT(false, "the grammar names a rule that does not exist");
    return 0;
  }

  void mark_mistakes() {
    for (Rule& rule : rules_) {
      for (Alternative& alternative : rule.alternatives) {
        alternative.only_for_mistakes = is_mistake(alternative.items, rules_);
      }
    }
  }

 private:
  // A rule ends where a line begins with a letter.
  bool at_rule_start() const {
    return at_ < text_.size() && at_ > 0 && text_[at_ - 1] == '\n' && is_word_character(text_[at_]);
  }
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  void skip_body() {
    do ++at_;
    while (at_ < text_.size() && !at_rule_start());
  }
  bool at_end_of_rule() {
    skip_blanks();
    return at_ >= text_.size() || at_rule_start();
  }
  bool take(std::string_view expected) {
    skip_blanks();
    if (!text_.substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }
  std::string_view word() {
    skip_blanks();
    const size_t start = at_;
    while (at_ < text_.size() && is_word_character(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }
  std::string_view quoted(char quote) {
    const size_t start = ++at_;
    while (text_[at_] != quote) ++at_;
    return text_.substr(start, at_++ - start);
  }

  std::vector<Alternative> alternatives() {
    std::vector<Alternative> result;
    do result.push_back(alternative());
    while (take("|"));
    return result;
  }

  Alternative alternative() {
    Alternative result;
    while (!at_end_of_rule() && text_[at_] != '|' && text_[at_] != ')' && text_[at_] != ']') {
      if (take("=>")) {
        action(result);
        break;
      }
      result.items.push_back(item());
    }
    return result;
  }

  void action(Alternative& alternative) {
    const std::string_view name = word();
    for (const NamedAction& known : kNamedActions) {
      if (known.name == name) alternative.action = known.kind;
    }
    VM_ASSERT(alternative.action != ActionKind::None, "the grammar names an action that does not exist");
    for (int i = 0; !at_end_of_rule() && is_word_character(text_[at_]); ++i) {
      alternative.action_captures[i] = static_cast<int8_t>(word()[0] - 'a');
    }
    if (!at_end_of_rule() && text_[at_] == '`') alternative.message = quoted('`');
  }

  static Item make(ItemKind kind) {
    Item item;
    item.kind = kind;
    return item;
  }

  static Item wrap(ItemKind kind, Item inner) {
    Item item = make(kind);
    item.parts.push_back(std::move(inner));
    return item;
  }

  Item item() {
    skip_blanks();
    if (take("~")) return make(ItemKind::Cut);
    if (take("&&")) {
      Item forced = atom();
      forced.kind = ItemKind::Forced;
      return forced;
    }
    if (take("&")) return wrap(ItemKind::Follows, repeated());
    if (take("!")) return wrap(ItemKind::FollowsNot, repeated());
    int8_t capture = -1;
    if (at_ + 1 < text_.size() && text_[at_ + 1] == '=' && is_word_character(text_[at_])) {
      capture = static_cast<int8_t>(text_[at_] - 'a');
      at_ += 2;
    }
    Item result = repeated();
    result.capture = capture;
    return result;
  }

  Item repeated() {
    Item inner = atom();
    if (text_[at_] == '.') {
      ++at_;
      Item separated = wrap(ItemKind::SeparatedBy, std::move(inner));
      separated.parts.push_back(atom());
      ++at_;  // the plus sign, which is always there
      return separated;
    }
    switch (text_[at_]) {
      case '?': ++at_; return wrap(ItemKind::Optional, std::move(inner));
      case '*': ++at_; return wrap(ItemKind::ZeroOrMore, std::move(inner));
      case '+': ++at_; return wrap(ItemKind::OneOrMore, std::move(inner));
      default: return inner;
    }
  }

  Item atom() {
    skip_blanks();
    if (text_[at_] == '\'') {
      Item item = make(ItemKind::Token);
      item.token = kind_spelled(quoted('\''));
      return item;
    }
    if (text_[at_] == '"') {
      Item item = make(ItemKind::SoftKeyword);
      item.text = quoted('"');
      return item;
    }
    if (take("(")) {
      Item item = make(ItemKind::Group);
      item.alternatives = alternatives();
      take(")");
      return item;
    }
    if (take("[")) {
      Item group = make(ItemKind::Group);
      group.alternatives = alternatives();
      take("]");
      return wrap(ItemKind::Optional, std::move(group));
    }
    const std::string_view name = word();
    if (name == "SOFT_KEYWORD") return make(ItemKind::AnySoftKeyword);
    for (const NamedToken& known : kNamedTokens) {
      if (known.name != name) continue;
      Item item = make(ItemKind::Token);
      item.token = known.kind;
      return item;
    }
    Item item = make(ItemKind::Rule);
    item.rule = find(name);
    return item;
  }

  std::vector<Rule>& rules_;
  std::string_view text_;
  size_t at_ = 0;
};

const Grammar& Grammar::get() {
  static const Grammar* grammar = [] {
    auto* made = new Grammar;
    GrammarReader reader(*made);
    for (const char* text : {kStatementRules, kExpressionRules, kMistakes}) reader.declare(text);
    for (const char* text : {kStatementRules, kExpressionRules, kMistakes}) reader.define(text);
    reader.mark_mistakes();
    return made;
  }();
  return *grammar;
}

RuleId Grammar::find(std::string_view name) const {
  for (size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i].name == name) return static_cast<RuleId>(i);
  }
  VM_ASSERT(false, "no such rule");
  return 0;
}

}  // namespace taipan::syntax::diagnosis
