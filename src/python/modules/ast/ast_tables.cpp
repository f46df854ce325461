// python/modules/ast/ast_tables.cpp -- what ast_nodes.def says of every class, as data that can be walked.
//
// Room       python/modules/ast. Knows the structs of syntax/ast.h; touches no object.
// Tests      tests/python/ast/
#include <cstddef>

#include "python/modules/ast/ast_classes.h"

namespace taipan::python::ast_module {

const char* const kLocationNames[kLocationFields] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};

namespace {

#define AST_SUM(name, Class, layout)                       \
  constexpr FieldKind kind_of_##name = FieldKind::Node;    \
  constexpr ClassId class_of_##name = ClassId::Class;
#define AST_PRODUCT(name, Class, layout, fields) AST_SUM(name, Class, layout)
#define AST_ENUM(name, Class, enumerators)                      \
  constexpr FieldKind kind_of_##name = FieldKind::Enumeration;  \
  constexpr ClassId class_of_##name = ClassId::Class;
#include "python/syntax/ast_nodes.def"
constexpr FieldKind kind_of_identifier = FieldKind::Identifier, kind_of_string = FieldKind::String;
constexpr FieldKind kind_of_int = FieldKind::Integer, kind_of_constant = FieldKind::Constant;
constexpr ClassId class_of_identifier = ClassId::Root, class_of_string = ClassId::Root;
constexpr ClassId class_of_int = ClassId::Root, class_of_constant = ClassId::Root;

template <class Node>
struct FieldsOf;

// Each table ends with an empty row, so that none is of length zero.
#define AST_FIELD(type, quantity, name) \
  FieldInfo{#name, #type, kind_of_##type, Quantity::quantity, class_of_##type, uint16_t(offsetof(Current, name))},
#define AST_NODE(name, Base, layout, Class, fields)            \
  template <>                                                  \
  struct FieldsOf<ast::Class> {                                \
    using Current = ast::Class;                                \
    static constexpr FieldInfo kRows[] = {fields FieldInfo{}}; \
    static constexpr uint8_t kCount = std::size(kRows) - 1;    \
    static_assert(kCount <= kMaximumFields);                   \
  };
#define AST_PRODUCT(name, Class, layout, fields)               \
  template <>                                                  \
  struct FieldsOf<ast::Class> {                                \
    using Current = ast::Class;                                \
    static constexpr FieldInfo kRows[] = {fields FieldInfo{}}; \
    static constexpr uint8_t kCount = std::size(kRows) - 1;    \
    static_assert(kCount <= kMaximumFields);                   \
  };
#include "python/syntax/ast_nodes.def"

constexpr bool is_located_Plain = false;
constexpr bool is_located_Located = true;

constexpr ClassInfo kInfos[] = {
    {"AST", ClassForm::Root, ClassId::Root, false, nullptr, 0, 0, 0},
#define AST_SUM(name, Class, layout) \
  {#name, ClassForm::Sum, ClassId::Root, is_located_##layout, nullptr, 0, 0, 0},
#define AST_NODE(name, Base, layout, Class, fields)                                                     \
  {#Class, ClassForm::Alternative, ClassId::Base, is_located_##layout, FieldsOf<ast::Class>::kRows,     \
   FieldsOf<ast::Class>::kCount, uint8_t(ast::NodeKind::Class), sizeof(ast::Class)},
#define AST_PRODUCT(name, Class, layout, fields)                                                        \
  {#name, ClassForm::Product, ClassId::Root, is_located_##layout, FieldsOf<ast::Class>::kRows,          \
   FieldsOf<ast::Class>::kCount, uint8_t(ast::NodeKind::Class), sizeof(ast::Class)},
#define AST_ENUM(name, Class, enumerators) \
  {#name, ClassForm::Enumeration, ClassId::Root, false, nullptr, 0, 0, 0}, enumerators
#define AST_ENUMERATOR(Class, Name) \
  {#Name, ClassForm::Enumerator, ClassId::Class, false, nullptr, 0, uint8_t(ast::Class::Name), 0},
#include "python/syntax/ast_nodes.def"
};
static_assert(std::size(kInfos) == kClassCount);

constexpr ClassId kClassOfKind[] = {
#define AST_NODE(name, Base, layout, Class, fields) ClassId::Class,
#define AST_PRODUCT(name, Class, layout, fields) ClassId::Class,
#include "python/syntax/ast_nodes.def"
};

}  // namespace

const ClassInfo& info_of(ClassId id) { return kInfos[size_t(id)]; }
ClassId class_of(ast::NodeKind kind) { return kClassOfKind[size_t(kind)]; }

}  // namespace taipan::python::ast_module
