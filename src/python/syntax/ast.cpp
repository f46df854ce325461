// python/syntax/ast.cpp -- names of nodes and of enumerators.
//
// Room       Syntax. All from ast_nodes.def.
#include "python/syntax/ast.h"

namespace taipan::syntax::ast {

std::string_view name_of(NodeKind kind) {
  switch (kind) {
#define AST_NODE(name, Base, layout, Class, fields) \
  case NodeKind::Class:                             \
    return #Class;
#define AST_PRODUCT(name, Class, layout, fields) \
  case NodeKind::Class:                          \
    return #name;
#include "python/syntax/ast_nodes.def"
  }
  return {};
}

#define AST_ENUM(name, Class, enumerators)    \
  std::string_view name_of(Class value) {     \
    switch (value) { enumerators }            \
    return {};                                \
  }
#define AST_ENUMERATOR(Class, Name) \
  case Class::Name:                 \
    return #Name;
#include "python/syntax/ast_nodes.def"

}  // namespace taipan::syntax::ast
