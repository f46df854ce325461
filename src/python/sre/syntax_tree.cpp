// python/sre/syntax_tree.cpp -- what can be said of a node from its children.
//
// Room       Regular expressions.
// Tests      tests/unit/python/sre/code_reader_test.cpp
#include "python/sre/syntax_tree.h"

#include <algorithm>

namespace taipan::sre {

namespace {

uint32_t saturate(uint64_t value) {
  return static_cast<uint32_t>(std::min<uint64_t>(value, 0xFFFFFFFF));
}

}  // namespace

void SyntaxTree::analyse() {
  for (size_t i = nodes.size(); i-- > 0;) {
    Node& node = nodes[i];
    uint64_t sum_of_widths = 0;
    uint64_t least_width = UINT64_MAX;
    uint64_t size = 1;
    uint32_t child_count = 0;
    for (NodeIndex c = node.first_child; c != kNoNode; c = nodes[c].next) {
      const Node& child = nodes[c];
      node.has_marks |= child.has_marks;
      node.has_counted_loop |= child.has_counted_loop;
      sum_of_widths += child.min_width;
      least_width = std::min<uint64_t>(least_width, child.min_width);
      size += child.size;
      child_count += 1;
    }
    node.size = saturate(size);
    switch (node.kind) {
      case NodeKind::Sequence:
      case NodeKind::Atomic:
        node.min_width = saturate(sum_of_widths);
        break;
      case NodeKind::Branch:
        node.min_width = child_count == 0 ? 0 : saturate(least_width);
        break;
      case NodeKind::Conditional:
        node.min_width = child_count < 2 ? 0 : saturate(least_width);
        break;
      case NodeKind::Repeat:
        node.min_width = saturate(sum_of_widths * node.minimum);
        if (single_unit(node.first_child) == kNoNode) node.has_counted_loop = true;
        break;
      case NodeKind::Mark:
        node.has_marks = true;
        break;
      case NodeKind::Character:
      case NodeKind::NotCharacter:
      case NodeKind::Any:
      case NodeKind::AnyAll:
      case NodeKind::Class:
        node.min_width = 1;
        break;
      default:
        break;
    }
  }
}

}  // namespace taipan::sre
