// python/syntax/ast.h -- the abstract syntax tree that the parser makes and the compiler walks.
//
// Room       Syntax. Every struct here comes from a row of ast_nodes.def; fields are in the row's order.
// In / out   Nodes live in an Arena, and so does every text they point to. Nodes are plain aggregates.
// Tests      tests/syntax/compare_ast.py
//
// How a node looks, and how to use it:
//
//   Node { NodeKind node_kind }
//    |- LocatedNode { + Location location }         statements, expressions, patterns, handlers, arg, keyword, alias
//    |   `- ExprNode                                the base of all expressions; StmtNode, PatternNode, ...
//    |       `- BinOp { left, op, right }           a concrete node
//    `- Comprehension, Arguments, WithItem, ...     nodes without a place
//
//   switch (expression->node_kind) {
//     case NodeKind::BinOp: return compile(expression->as<ast::BinOp>());
//   }
//   auto* name = make<ast::Name>(arena, location, identifier, ExprContext::Load);
//
// A field of quantity One is never null. An Optional node is null when absent; an Optional text has a null data().
// Two `Many` fields have null elements: Dict::keys (for `**mapping`) and Arguments::kw_defaults (no default).
#pragma once

#include <cstdint>
#include <string_view>

#include "base/arena.h"

namespace taipan::syntax::ast {

// Lines count from 1, columns are byte offsets into the UTF-8 line and count from 0, ends are exclusive.
struct Location {
  int32_t lineno = 0;
  int32_t col_offset = 0;
  int32_t end_lineno = 0;
  int32_t end_col_offset = 0;
};

// A run of elements in the arena.
template <class T>
struct Sequence {
  T* elements = nullptr;
  uint32_t count = 0;

  [[nodiscard]] uint32_t size() const { return count; }
  [[nodiscard]] bool empty() const { return count == 0; }
  [[nodiscard]] T& operator[](size_t index) const { return elements[index]; }
  [[nodiscard]] T& front() const { return elements[0]; }
  [[nodiscard]] T& back() const { return elements[count - 1]; }
  [[nodiscard]] T* begin() const { return elements; }
  [[nodiscard]] T* end() const { return elements + count; }
};

// NFKC-normalised UTF-8. Within one ParseResult equal identifiers have equal data(), so they compare by pointer.
// Identifiers of nodes that were not made by the parser need not be unique.
using Identifier = std::string_view;
// Type comments and the prefix kind of a string constant.
using Text = std::string_view;

enum class ConstantKind : uint8_t {
  None,
  True,
  False,
  Ellipsis,
  Int,        // `text` holds the digits in base `radix` without prefix or underscores; `integer` if `fits_int64`
  Float,      // `number`
  Imaginary,  // `number` times 1j
  Str,        // `text`: UTF-8 in which lone surrogates are three-byte sequences
  Bytes,      // `text`: the bytes
  External,   // `external`: a value of the language's runtime, in trees made from Python objects; never parsed
};

struct ConstantValue {
  ConstantKind kind = ConstantKind::None;
  uint8_t radix = 0;        // Int: 2, 8, 10 or 16
  bool fits_int64 = false;  // Int
  union {
    int64_t integer = 0;
    double number;
    void* external;
  };
  std::string_view text;
};

// Enumerations: ExprContext, BoolOperator, Operator, UnaryOperator, CompareOperator.
#define AST_ENUM(name, Class, enumerators) enum class Class : uint8_t { enumerators };
#define AST_ENUMERATOR(Class, Name) Name,
#include "python/syntax/ast_nodes.def"

// One enumerator a class that can be instantiated.
enum class NodeKind : uint8_t {
#define AST_NODE(name, Base, layout, Class, fields) Class,
#define AST_PRODUCT(name, Class, layout, fields) Class,
#include "python/syntax/ast_nodes.def"
};

struct Node {
  NodeKind node_kind;

  template <class T>
  [[nodiscard]] bool is() const {
    return node_kind == T::kNodeKind;
  }
  // The node as its concrete class, which must be the right one.
  template <class T>
  [[nodiscard]] T* as() {
    return static_cast<T*>(this);
  }
  template <class T>
  [[nodiscard]] const T* as() const {
    return static_cast<const T*>(this);
  }
  // The node as T, or null when it is something else.
  template <class T>
  [[nodiscard]] T* try_as() {
    return is<T>() ? static_cast<T*>(this) : nullptr;
  }
  template <class T>
  [[nodiscard]] const T* try_as() const {
    return is<T>() ? static_cast<const T*>(this) : nullptr;
  }
};

struct LocatedNode : Node {
  Location location;
};

namespace layout {
using Plain = Node;
using Located = LocatedNode;
}  // namespace layout

#define AST_SUM(name, Class, layout_name) struct Class : layout::layout_name {};
#define AST_PRODUCT(name, Class, layout_name, fields) struct Class;
#include "python/syntax/ast_nodes.def"

// How a value of each type of the table is held in a field.
namespace fields {
#define AST_SUM(name, Class, layout_name) using of_##name = Class*;
#define AST_PRODUCT(name, Class, layout_name, fields) using of_##name = Class*;
#define AST_ENUM(name, Class, enumerators) using of_##name = Class;
#include "python/syntax/ast_nodes.def"
using of_identifier = Identifier;
using of_string = Text;
using of_int = int32_t;
using of_constant = ConstantValue;

template <class T>
using One = T;
template <class T>
using Optional = T;
template <class T>
using Many = Sequence<T>;
}  // namespace fields

#define AST_FIELD(type, quantity, name) fields::quantity<fields::of_##type> name;
#define AST_NODE(name, BaseClass, layout_name, Class, fields) \
  struct Class final : BaseClass {                            \
    using Base = BaseClass;                                   \
    static constexpr NodeKind kNodeKind = NodeKind::Class;    \
    fields                                                    \
  };
#define AST_PRODUCT(name, Class, layout_name, fields)      \
  struct Class final : layout::layout_name {               \
    using Base = layout::layout_name;                      \
    static constexpr NodeKind kNodeKind = NodeKind::Class; \
    fields                                                 \
  };
#include "python/syntax/ast_nodes.def"

// Makes a located node; the values follow the order of the table's row, all of them.
template <class T, class... Values>
T* make(Arena& arena, Location location, Values... values) {
  static_assert(std::is_base_of_v<LocatedNode, T>);
  if constexpr (std::is_same_v<typename T::Base, LocatedNode>) {
    return arena.make<T>(LocatedNode{{T::kNodeKind}, location}, values...);
  } else {
    return arena.make<T>(typename T::Base{{{T::kNodeKind}, location}}, values...);
  }
}

// Makes a node that has no location.
template <class T, class... Values>
T* make_plain(Arena& arena, Values... values) {
  static_assert(!std::is_base_of_v<LocatedNode, T>);
  if constexpr (std::is_same_v<typename T::Base, Node>) {
    return arena.make<T>(Node{T::kNodeKind}, values...);
  } else {
    return arena.make<T>(typename T::Base{{T::kNodeKind}}, values...);
  }
}

// Whether nodes of this kind have a Location.
[[nodiscard]] constexpr bool has_location(NodeKind kind) {
  switch (kind) {
#define AST_NODE(name, BaseClass, layout_name, Class, fields) \
  case NodeKind::Class:                                       \
    return std::is_same_v<layout::layout_name, LocatedNode>;
#define AST_PRODUCT(name, Class, layout_name, fields) AST_NODE(name, Class, layout_name, Class, fields)
#include "python/syntax/ast_nodes.def"
  }
  return false;
}

// The names that Python code sees: "FunctionDef", "arguments", "Add".
[[nodiscard]] std::string_view name_of(NodeKind kind);
#define AST_ENUM(name, Class, enumerators) [[nodiscard]] std::string_view name_of(Class value);
#include "python/syntax/ast_nodes.def"

}  // namespace taipan::syntax::ast
