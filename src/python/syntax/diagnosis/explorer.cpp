// python/syntax/diagnosis/explorer.cpp -- the search.
//
// Room       Syntax, private to the diagnosis. See explorer.h.
// Tests      tests/syntax/compare_errors.py
#include "python/syntax/diagnosis/explorer.h"

namespace taipan::syntax::diagnosis {

namespace {

std::string_view start_rule(DiagnosisStart start) {
  switch (start) {
    case DiagnosisStart::File: return "file";
    case DiagnosisStart::Interactive: return "interactive";
    case DiagnosisStart::Eval: return "eval";
    case DiagnosisStart::FunctionType: return "function_type";
    case DiagnosisStart::FString: return "fstring";
  }
  return {};
}

ParseMode mode_of(DiagnosisStart start) {
  return start == DiagnosisStart::Interactive ? ParseMode::Single : ParseMode::Eval;
}

// CPython compares only as many characters as the name has, so that `m` and `cas` pass for soft keywords too.
bool is_soft_keyword(std::string_view text) {
  for (std::string_view keyword : {"_", "case", "match"}) {
    if (keyword.starts_with(text)) return true;
  }
  return false;
}

// Whether there is more than blanks and comments.
bool has_more_statements(const char* at) {
  for (;;) {
    while (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\f') ++at;
    if (*at != '#') return *at != 0;
    while (*at != 0 && *at != '\n') ++at;
  }
}

}  // namespace

Explorer::Explorer(ParseContext& context, DiagnosisStart start, std::string_view source,
                   const TokenizerOptions& tokenizer_options)
    : context_(context),
      grammar_(Grammar::get()),
      start_(start),
      source_(source),
      tokenizer_options_(tokenizer_options),
      stream_(source, tokenizer_options, context.options, mode_of(start)),
      statement_rule_(grammar_.find("statement")) {}

SyntaxProblem Explorer::run() {
  const RuleId start = grammar_.find(start_rule(start_));
  const int32_t end = match_rule(start, 0);
  if (end != kNoMatch) {
    if (start_ == DiagnosisStart::Interactive && has_more_statements(stream_.tokenizer().cursor())) {
      report_at_last(ErrorKind::SyntaxError, "multiple statements found while compiling a single statement");
    }
    return problem_;
  }
  if (problem_.kind == ErrorKind::MemoryError) return problem_;
  if (context_.options.allow_incomplete_input && stream_.tokenizer().stopped_at_end()) {
    problem_ = {};
    report_at_last(ErrorKind::SyntaxError, "incomplete input");
    return problem_;
  }
  const Token last = last_token();
  if (!failed()) {
    memory_.clear();
    looks_for_mistakes_ = true;
    (void)match_rule(start, 0);
    if (problem_.kind == ErrorKind::MemoryError) return problem_;
  }
  if (failed()) {
    const Tokenizer& tokenizer = stream_.tokenizer();
    if (tokenizer.failure() == TokenizerFailure::None && !tokenizer.at_end_of_file()) read_rest_for_errors();
    return problem_;
  }
  report_generic(last);
  return problem_;
}

bool Explorer::read_to(int32_t index) {
  while (index >= static_cast<int32_t>(tokens_.size())) {
    if (failed()) return false;
    const Token token = stream_.next();
    take_tokenizer_warnings();
    tokens_.push_back({token, stream_.tokenizer().bracket_depth()});
    memory_.resize(tokens_.size());
    if (token.kind == TokenKind::Error) {
      report_tokenizer_failure();
      return false;
    }
  }
  return true;
}

// Warnings come in the order in which CPython issues them, and also twice as there.
void Explorer::take_tokenizer_warnings() {
  std::vector<WarningRecord>& found = stream_.tokenizer().warnings();
  for (WarningRecord& warning : found) context_.warnings.push_back(std::move(warning));
  found.clear();
}

int32_t Explorer::match_token(TokenKind kind, int32_t at) {
  if (!read_to(at) || token(at).kind != kind) return kNoMatch;
  if (kind == TokenKind::Number && !check_number(at)) return kNoMatch;
  return at + 1;
}

const int32_t* Explorer::recall(uint16_t key, int32_t at) const {
  if (at >= static_cast<int32_t>(memory_.size())) return nullptr;
  for (const Remembered& remembered : memory_[at]) {
    if (remembered.key == key) return &remembered.end;
  }
  return nullptr;
}

void Explorer::remember(uint16_t key, int32_t at, int32_t end) {
  if (at >= static_cast<int32_t>(memory_.size())) memory_.resize(at + 1);
  memory_[at].push_back({key, end});
}

// What lies inside of a complete statement is not looked at again: only its block could be, as a whole.
void Explorer::forget(int32_t begin, int32_t end) {
  for (int32_t at = begin; at < end && at < static_cast<int32_t>(memory_.size()); ++at) {
    std::vector<Remembered>().swap(memory_[at]);
  }
}

int32_t Explorer::match_rule(RuleId id, int32_t at) {
  if (failed()) return kNoMatch;
  if (++depth_ > kMaxDepth) {
    report_nesting();
    return kNoMatch;
  }
  const Rule& rule = grammar_.rule(id);
  const bool both_cases = rule.memo;
  const auto key = static_cast<uint16_t>(3 * id + (both_cases ? 0 : looks_for_mistakes_ ? 1 : 2));
  if (const int32_t* known = recall(key, at)) {
    --depth_;
    return *known;
  }
  const bool looked_for_mistakes = looks_for_mistakes_;
  if (rule.quiet) looks_for_mistakes_ = false;
  const int32_t end = match_alternatives(rule.alternatives, at);
  looks_for_mistakes_ = looked_for_mistakes;
  --depth_;
  if (failed()) return kNoMatch;
  if (id == statement_rule_ && end != kNoMatch) forget(at, end);
  else remember(key, at, end);
  return end;
}

int32_t Explorer::match_alternatives(const std::vector<Alternative>& alternatives, int32_t at) {
  for (const Alternative& alternative : alternatives) {
    if (alternative.only_for_mistakes && !looks_for_mistakes_) continue;
    bool cut = false;
    bool stop = false;
    const int32_t end = match_alternative(alternative, at, cut, stop);
    if (end != kNoMatch) return end;
    if (cut || stop || failed()) return kNoMatch;
  }
  return kNoMatch;
}

// `stop` becomes true if all has matched but the action found nothing.
int32_t Explorer::match_alternative(const Alternative& alternative, int32_t at, bool& cut, bool& stop) {
  Capture captures[kMaxCaptures];
  for (const Item& item : alternative.items) {
    if (item.kind == ItemKind::Cut) {
      cut = true;
      continue;
    }
    const int32_t end = match_item(item, at);
    if (end == kNoMatch) return kNoMatch;
    if (item.capture >= 0) captures[item.capture] = {at, end};
    at = end;
  }
  if (alternative.action != ActionKind::None && act(alternative, captures) == ActionResult::NoMatch) {
    stop = true;
    return kNoMatch;
  }
  return at;
}

int32_t Explorer::match_item(const Item& item, int32_t at) {
  if (failed()) return kNoMatch;
  switch (item.kind) {
    case ItemKind::Token: return match_token(item.token, at);
    case ItemKind::SoftKeyword:
      return read_to(at) && token(at).kind == TokenKind::Name && token(at).text() == item.text ? at + 1 : kNoMatch;
    case ItemKind::AnySoftKeyword:
      return read_to(at) && token(at).kind == TokenKind::Name && is_soft_keyword(token(at).text()) ? at + 1 : kNoMatch;
    case ItemKind::Rule: return match_rule(item.rule, at);
    case ItemKind::Group: {
      if (++depth_ > kMaxDepth) {
        report_nesting();
        return kNoMatch;
      }
      const int32_t end = match_alternatives(item.alternatives, at);
      --depth_;
      return end;
    }
    case ItemKind::Optional: {
      const int32_t end = match_item(item.parts[0], at);
      if (failed()) return kNoMatch;
      return end == kNoMatch ? at : end;
    }
    case ItemKind::ZeroOrMore:
    case ItemKind::OneOrMore: return match_repeated(item, at);
    case ItemKind::SeparatedBy: return match_separated(item, at);
    case ItemKind::Follows: return match_item(item.parts[0], at) == kNoMatch ? kNoMatch : at;
    case ItemKind::FollowsNot: {
      const int32_t end = match_item(item.parts[0], at);
      return failed() || end != kNoMatch ? kNoMatch : at;
    }
    case ItemKind::Forced: {
      if (!read_to(at)) return kNoMatch;
      if (token(at).kind == item.token) return at + 1;
      report_at(location({at, at + 1}), "expected '" + std::string(spelling(item.token)) + "'");
      return kNoMatch;
    }
    case ItemKind::Cut: return at;
  }
  return kNoMatch;
}

int32_t Explorer::match_repeated(const Item& item, int32_t at) {
  const int32_t start = at;
  for (;;) {
    const int32_t end = match_item(item.parts[0], at);
    if (failed()) return kNoMatch;
    if (end == kNoMatch) break;
    at = end;
  }
  return at == start && item.kind == ItemKind::OneOrMore ? kNoMatch : at;
}

int32_t Explorer::match_separated(const Item& item, int32_t at) {
  int32_t end = match_item(item.parts[1], at);
  if (end == kNoMatch) return kNoMatch;
  for (;;) {
    at = end;
    const int32_t behind_separator = match_item(item.parts[0], at);
    if (behind_separator == kNoMatch) break;
    end = match_item(item.parts[1], behind_separator);
    if (end == kNoMatch) break;
  }
  return failed() ? kNoMatch : at;
}

}  // namespace taipan::syntax::diagnosis
