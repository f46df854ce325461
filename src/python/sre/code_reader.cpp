// python/sre/code_reader.cpp -- from code words to a syntax tree, with every operand checked.
//
// Room       Regular expressions.
// Tests      tests/unit/python/sre/code_reader_test.cpp
//
// Bodies of constructs are read by the same loop as the whole: a frame says where the present body ends, which node its
// parts belong to, and what must follow it. `s` marks the position of a skip operand below:
//
//   REPEAT s min max body UNTIL                 skip leads to the UNTIL word
//   POSSESSIVE_REPEAT s min max body SUCCESS SUCCESS?   the same, the word there is SUCCESS
//   REPEAT_ONE s min max body SUCCESS           skip leads behind SUCCESS
//   ASSERT s back body SUCCESS                  the same; ATOMIC_GROUP s body SUCCESS, too
//   BRANCH s body JUMP t  s body JUMP t  0      each skip leads to the next; all jumps lead behind the 0
//   GROUPREF_EXISTS g s yes JUMP t no           skip leads one word further than the `no` part (or the end of `yes`)
#include "python/sre/code_reader.h"

namespace taipan::sre {

namespace {

class Reader {
 public:
  Reader(std::span<const uint32_t> code, uint32_t group_count) : code_(code) { tree_.group_count = group_count; }

  std::optional<SyntaxTree> read();

 private:
  enum class Body : uint8_t { Whole, Repeat, RepeatOne, Closed, Alternative, Yes, No };

  struct Frame {
    Body body;
    NodeIndex construct;  // the Repeat, Branch, ... node
    NodeIndex sequence;   // what is read is appended to this
    size_t end;           // where the body must end
    size_t after;         // where reading goes on after the construct; an alternative: where all jumps lead, or 0
  };

  NodeIndex add(NodeIndex parent, NodeKind kind, uint32_t value = 0) {
    const auto index = static_cast<NodeIndex>(tree_.nodes.size());
    tree_.nodes.push_back(Node{.kind = kind, .value = value});
    if (parent != kNoNode) {
      Node& owner = tree_.nodes[parent];
      if (owner.last_child == kNoNode) {
        owner.first_child = index;
      } else {
        tree_.nodes[owner.last_child].next = index;
      }
      owner.last_child = index;
    }
    return index;
  }
  NodeIndex append(NodeKind kind, uint32_t value = 0) { return add(frames_.back().sequence, kind, value); }

  void open(Body body, NodeIndex construct, size_t end, size_t after) {
    const NodeIndex sequence = add(construct, NodeKind::Sequence);
    frames_.push_back({body, construct, sequence, end, after});
  }

  // Where the skip operand at `position` leads; 0 if that is not inside the present body.
  size_t skip_target(size_t position) const {
    const size_t target = position + code_[position];
    return code_[position] == 0 || target > frames_.back().end ? 0 : target;
  }

  bool has_operands(size_t count) const { return frames_.back().end - position_ >= count; }

  bool close_body();
  bool open_alternative(NodeIndex branch, size_t position, size_t target);
  bool read_construct();
  bool read_repeat(Word op, size_t skip_position);
  bool read_set(Fold fold);
  bool read_at();
  bool read_group_reference(Fold fold);
  bool read_conditional();
  void append_class(std::span<const uint32_t> words, Fold fold, bool inverted);
  void append_folded(uint32_t character, Fold fold, bool inverted);

  std::span<const uint32_t> code_;
  size_t position_ = 0;
  SyntaxTree tree_;
  std::vector<Frame> frames_;
};

std::optional<SyntaxTree> Reader::read() {
  if (code_.empty() || code_.size() > 0x7FFFFFFF || static_cast<Word>(code_.back()) != Word::Success) return {};
  if (tree_.group_count > kMaxGroups) return {};
  open(Body::Whole, kNoNode, code_.size() - 1, 0);
  while (!frames_.empty()) {
    Frame& frame = frames_.back();
    bool ok;
    if (frame.body == Body::Yes && frame.end - position_ == 2 && static_cast<Word>(code_[position_]) == Word::Jump) {
      // What looked like the end of the `no` part was that of the `yes` part.
      const size_t end = position_ + 1 + code_[position_ + 1];
      const NodeIndex construct = frame.construct;
      frames_.pop_back();
      position_ += 2;
      ok = end >= position_ && end <= frames_.back().end;
      if (ok) open(Body::No, construct, end, end);
    } else if (position_ == frame.end) {
      ok = close_body();
    } else {
      ok = read_construct();
    }
    if (!ok) return {};
  }
  tree_.analyse();
  return std::move(tree_);
}

bool Reader::close_body() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  const auto follower = [&](size_t at) { return static_cast<Word>(code_[at]); };
  switch (frame.body) {
    case Body::Whole:
      return true;
    case Body::Repeat: {
      Node& repeat = tree_.nodes[frame.construct];
      const Word until = follower(frame.end);
      if (repeat.mode == RepeatMode::Possessive) {
        if (until != Word::Success) return false;
      } else if (until == Word::MaxUntil) {
        repeat.mode = RepeatMode::Greedy;
      } else if (until == Word::MinUntil) {
        repeat.mode = RepeatMode::Lazy;
      } else {
        return false;
      }
      position_ = frame.after;
      return true;
    }
    case Body::RepeatOne:
    case Body::Closed:
      if (follower(frame.end) != Word::Success) return false;
      position_ = frame.after;
      return true;
    case Body::Alternative: {
      if (follower(frame.end) != Word::Jump) return false;
      const size_t target = frame.end + 1 + code_[frame.end + 1];
      if (frame.after != 0 && frame.after != target) return false;
      return open_alternative(frame.construct, frame.end + 2, target);
    }
    case Body::Yes:
    case Body::No:
      position_ = frame.after;
      return true;
  }
  return false;
}

// An alternative whose skip operand is at `position`, or the end of the branch.
bool Reader::open_alternative(NodeIndex branch, size_t position, size_t target) {
  if (position >= frames_.back().end) return false;
  if (code_[position] == 0) {
    position_ = position + 1;
    return target == position_ || target == 0;
  }
  const size_t next = skip_target(position);
  if (next == 0 || next < position + 3 || next >= frames_.back().end) return false;
  open(Body::Alternative, branch, next - 2, target);
  position_ = position + 1;
  return true;
}

bool Reader::read_construct() {
  const size_t start = position_;
  const auto op = static_cast<Word>(code_[start]);
  switch (op) {
    case Word::Success:
      append(NodeKind::Accept);
      position_ += 1;
      return true;
    case Word::Failure:
      append(NodeKind::Fail);
      position_ += 1;
      return true;
    case Word::Any:
    case Word::AnyAll:
      append(op == Word::Any ? NodeKind::Any : NodeKind::AnyAll);
      position_ += 1;
      return true;
    default:
      break;
  }
  // All others have an operand.
  if (!has_operands(2)) return false;
  const uint32_t operand = code_[start + 1];
  switch (op) {
    case Word::Literal:
      append(NodeKind::Character, operand);
      break;
    case Word::NotLiteral:
      append(NodeKind::NotCharacter, operand);
      break;
    case Word::LiteralIgnore:
      append_folded(operand, Fold::Ascii, false);
      break;
    case Word::NotLiteralIgnore:
      append_folded(operand, Fold::Ascii, true);
      break;
    case Word::LiteralLocaleIgnore:
      append_folded(operand, Fold::Locale, false);
      break;
    case Word::NotLiteralLocaleIgnore:
      append_folded(operand, Fold::Locale, true);
      break;
    case Word::LiteralUnicodeIgnore:
      append_folded(operand, Fold::Unicode, false);
      break;
    case Word::NotLiteralUnicodeIgnore:
      append_folded(operand, Fold::Unicode, true);
      break;
    case Word::Category: {
      if (operand >= kCategoryCodeCount) return false;
      const uint32_t words[] = {static_cast<uint32_t>(Word::Category), operand, static_cast<uint32_t>(Word::Failure)};
      append_class(words, Fold::None, false);
      break;
    }
    case Word::Mark:
      if (operand / 2 >= tree_.group_count) return false;
      append(NodeKind::Mark, operand);
      break;
    case Word::At:
      return read_at();
    case Word::GroupRef:
      return read_group_reference(Fold::None);
    case Word::GroupRefIgnore:
      return read_group_reference(Fold::Ascii);
    case Word::GroupRefLocaleIgnore:
      return read_group_reference(Fold::Locale);
    case Word::GroupRefUnicodeIgnore:
      return read_group_reference(Fold::Unicode);
    case Word::GroupRefExists:
      return read_conditional();
    case Word::In:
      return read_set(Fold::None);
    case Word::InIgnore:
      return read_set(Fold::Ascii);
    case Word::InLocaleIgnore:
      return read_set(Fold::Locale);
    case Word::InUnicodeIgnore:
      return read_set(Fold::Unicode);
    case Word::Info: {
      // Hints for searching. The program finds better ones in the pattern itself.
      const size_t after = skip_target(start + 1);
      if (after < start + 5) return false;
      position_ = after;
      return true;
    }
    case Word::Branch:
      return open_alternative(append(NodeKind::Branch), start + 1, 0);
    case Word::Repeat:
    case Word::PossessiveRepeat:
    case Word::RepeatOne:
    case Word::MinRepeatOne:
    case Word::PossessiveRepeatOne:
      return read_repeat(op, start + 1);
    case Word::AtomicGroup: {
      const size_t after = skip_target(start + 1);
      if (after < start + 3) return false;
      open(Body::Closed, append(NodeKind::Atomic), after - 1, after);
      position_ = start + 2;
      return true;
    }
    case Word::Assert:
    case Word::AssertNot: {
      const size_t after = skip_target(start + 1);
      if (after < start + 4 || code_[start + 2] > 0x7FFFFFFF) return false;
      const NodeIndex node = append(NodeKind::Assertion, code_[start + 2]);
      tree_.nodes[node].is_negated = op == Word::AssertNot;
      open(Body::Closed, node, after - 1, after);
      position_ = start + 3;
      return true;
    }
    default:
      return false;
  }
  position_ += 2;
  return true;
}

bool Reader::read_repeat(Word op, size_t skip_position) {
  const size_t target = skip_target(skip_position);
  const size_t body_start = skip_position + 3;
  const bool is_long = op == Word::Repeat || op == Word::PossessiveRepeat;
  if (target < body_start + (is_long ? 0 : 1) || (is_long && target >= frames_.back().end)) return false;
  const uint32_t minimum = code_[skip_position + 1];
  const uint32_t maximum = code_[skip_position + 2];
  if (minimum > maximum) return false;
  const NodeIndex node = append(NodeKind::Repeat);
  tree_.nodes[node].minimum = minimum;
  tree_.nodes[node].maximum = maximum;
  if (op == Word::PossessiveRepeat || op == Word::PossessiveRepeatOne) {
    tree_.nodes[node].mode = RepeatMode::Possessive;
  } else if (op == Word::MinRepeatOne) {
    tree_.nodes[node].mode = RepeatMode::Lazy;
  }
  if (is_long) {
    open(Body::Repeat, node, target, target + 1);
  } else {
    open(Body::RepeatOne, node, target - 1, target);
  }
  position_ = body_start;
  return true;
}

bool Reader::read_set(Fold fold) {
  const size_t after = skip_target(position_ + 1);
  if (after < position_ + 3) return false;
  const auto words = code_.subspan(position_ + 2, after - position_ - 2);
  if (!is_valid_charset(words)) return false;
  append_class(words, fold, false);
  position_ = after;
  return true;
}

bool Reader::read_at() {
  if (code_[position_ + 1] >= kAtCodeCount) return false;
  append(NodeKind::At, code_[position_ + 1]);
  position_ += 2;
  return true;
}

bool Reader::read_group_reference(Fold fold) {
  const uint32_t group = code_[position_ + 1];
  if (group >= tree_.group_count) return false;
  tree_.nodes[append(NodeKind::GroupRef, group)].fold = fold;
  tree_.has_group_reference = true;
  position_ += 2;
  return true;
}

bool Reader::read_conditional() {
  const uint32_t group = code_[position_ + 1];
  if (group >= tree_.group_count || !has_operands(3)) return false;
  const size_t start = position_ + 3;
  const size_t end = position_ + 2 + code_[position_ + 2] - 1;
  if (code_[position_ + 2] == 0 || end < start || end > frames_.back().end) return false;
  tree_.has_conditional = true;
  open(Body::Yes, append(NodeKind::Conditional, group), end, end);
  position_ = start;
  return true;
}

void Reader::append_class(std::span<const uint32_t> words, Fold fold, bool inverted) {
  for (size_t i = 0; i < tree_.classes.size() && i < 64; ++i) {
    if (!tree_.classes[i]->is_same(words, fold, inverted)) continue;
    append(NodeKind::Class, static_cast<uint32_t>(i));
    return;
  }
  append(NodeKind::Class, static_cast<uint32_t>(tree_.classes.size()));
  tree_.classes.push_back(std::make_unique<CharacterClass>(words, fold, inverted));
}

// A character that matches whatever folds to it.
void Reader::append_folded(uint32_t character, Fold fold, bool inverted) {
  const uint32_t words[] = {static_cast<uint32_t>(Word::Literal), character, static_cast<uint32_t>(Word::Failure)};
  append_class(words, fold, inverted);
}

}  // namespace

std::optional<SyntaxTree> read_code(std::span<const uint32_t> code, uint32_t group_count) {
  return Reader(code, group_count).read();
}

}  // namespace taipan::sre
