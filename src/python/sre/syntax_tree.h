// python/sre/syntax_tree.h -- a pattern as a tree, between the code words and the program.
//
// Room       Regular expressions. Made by code_reader.h, consumed by program_builder.cpp.
// Tests      tests/unit/python/sre/code_reader_test.cpp
//
// Nodes lie in one vector, a parent before its children, so a loop from the last node to the first meets children
// before their parents: no pass over the tree is recursive, however deep the pattern.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "python/sre/character_class.h"
#include "python/sre/code_words.h"

namespace taipan::sre {

using NodeIndex = uint32_t;
inline constexpr NodeIndex kNoNode = 0xFFFFFFFF;

enum class NodeKind : uint8_t {
  Sequence,      // children one after the other
  Character,     // value
  NotCharacter,  // value
  Any,           // any character but a line feed
  AnyAll,        // any character
  Class,         // value: index of a character class
  At,            // value: AtCode
  Mark,          // value: index of the mark; even opens a group, odd closes it
  GroupRef,      // value: group, fold
  Conditional,   // value: group; children: sequence if it matched, perhaps a sequence if not
  Branch,        // children: one sequence for each alternative
  Repeat,        // child: sequence; minimum, maximum, mode
  Assertion,     // child: sequence; value: how far to step back; is_negated
  Atomic,        // child: sequence
  Fail,
  Accept,
};

enum class RepeatMode : uint8_t { Greedy, Lazy, Possessive };

struct Node {
  NodeKind kind;
  RepeatMode mode = RepeatMode::Greedy;
  Fold fold = Fold::None;
  bool is_negated = false;

  // Found by analyse().
  bool has_marks = false;
  bool has_counted_loop = false;
  uint32_t min_width = 0;  // no match of this node is shorter; saturated
  uint32_t size = 1;       // estimate of its instructions; saturated

  uint32_t value = 0;
  uint32_t minimum = 0;
  uint32_t maximum = 0;
  NodeIndex first_child = kNoNode;
  NodeIndex last_child = kNoNode;
  NodeIndex next = kNoNode;  // the next sibling
};

struct SyntaxTree {
  std::vector<Node> nodes;  // the first is the whole pattern, a sequence
  std::vector<std::unique_ptr<CharacterClass>> classes;
  uint32_t group_count = 0;
  bool has_group_reference = false;
  bool has_conditional = false;

  // Fills in what each node says of itself. Called once by the reader.
  void analyse();

  bool is_unit(const Node& node) const { return node.kind >= NodeKind::Character && node.kind <= NodeKind::Class; }
  // The only child of a sequence if that is a unit: what a loop over one character repeats.
  NodeIndex single_unit(NodeIndex sequence) const {
    const NodeIndex child = nodes[sequence].first_child;
    if (child == kNoNode || nodes[child].next != kNoNode || !is_unit(nodes[child])) return kNoNode;
    return child;
  }
};

}  // namespace taipan::sre
