// python/modules/ast/ast_classes.h -- the classes of module _ast, and what is known of each.
//
// Room       python/modules/ast. Everything here comes from the rows of syntax/ast_nodes.def.
// In / out   ast_classes() makes the classes at the first use. The conversions walk trees by the tables below.
// Tests      tests/python/ast/, tests/syntax/compare_tree_objects.py
#pragma once

#include "base/arena.h"
#include "python/objects/objects.h"
#include "python/syntax/ast.h"

namespace taipan::python::ast_module {

namespace ast = syntax::ast;

// One enumerator a class that Python sees: the root, the sums, their alternatives, products, operators.
enum class ClassId : uint8_t {
  Root,
#define AST_SUM(name, Class, layout) Class,
#define AST_NODE(name, Base, layout, Class, fields) Class,
#define AST_PRODUCT(name, Class, layout, fields) Class,
#define AST_ENUM(name, Class, enumerators) Class, enumerators
#define AST_ENUMERATOR(Class, Name) Name,
#include "python/syntax/ast_nodes.def"
  Count
};
constexpr size_t kClassCount = size_t(ClassId::Count);

enum class ClassForm : uint8_t { Root, Sum, Alternative, Product, Enumeration, Enumerator };
enum class FieldKind : uint8_t { Node, Enumeration, Identifier, String, Integer, Constant };
enum class Quantity : uint8_t { One, Optional, Many };

struct FieldInfo {
  const char* name = nullptr;
  const char* type_name = nullptr;
  FieldKind kind = FieldKind::Node;
  Quantity quantity = Quantity::One;
  ClassId type = ClassId::Root;  // of nodes and enumerations
  uint16_t offset = 0;           // in the C++ struct
};

struct ClassInfo {
  const char* name;
  ClassForm form;
  ClassId parent;
  bool located;
  const FieldInfo* fields;
  uint8_t field_count;
  uint8_t ordinal;  // NodeKind or the value of the enumeration
  uint16_t size;    // of the C++ struct
};

constexpr size_t kMaximumFields = 7;
constexpr size_t kLocationFields = 4;
extern const char* const kLocationNames[kLocationFields];  // lineno, col_offset, end_lineno, end_col_offset

const ClassInfo& info_of(ClassId id);
// Whether end_lineno and end_col_offset must be there: patterns alone.
constexpr bool needs_end(ClassId id) { return id == ClassId::PatternNode; }
ClassId class_of(ast::NodeKind kind);

// How the struct of a `Many` field looks, whatever its elements are.
struct RawSequence {
  void* elements;
  uint32_t count;
};

struct AstClasses {
  Type* types[kClassCount] = {};
  Value singletons[kClassCount] = {};  // of enumerators
  String* field_names[kClassCount][kMaximumFields] = {};
  String* location_names[kLocationFields] = {};
  String* fields_name = nullptr;       // "_fields"
  String* attributes_name = nullptr;   // "_attributes"

  Type* type(ClassId id) const { return types[size_t(id)]; }
};

// The classes, made at the first call; null: raised.
const AstClasses* ast_classes(Thread& thread);
// Null while nobody has needed them.
const AstClasses* existing_ast_classes();
Type* define_root_class(Thread& thread);  // ast_root.cpp: ast.AST

// ast_validate.cpp: what no parser would make is a ValueError.
Status validate(Thread& thread, const ast::ModNode* tree);

}  // namespace taipan::python::ast_module
