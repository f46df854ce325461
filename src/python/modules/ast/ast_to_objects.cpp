// python/modules/ast/ast_to_objects.cpp -- the parser's tree as instances of the classes of module _ast.
//
// Room       python/modules/ast. Walks by the tables of ast_tables.cpp.
// Tests      tests/syntax/compare_tree_objects.py
#include <cstring>

#include "python/compiler/compiler.h"
#include "python/modules/ast/ast_classes.h"
#include "python/objects/abstract.h"
#include "python/runtime/compile_source.h"
#include "vm/integer.h"

namespace taipan::python {

namespace ast_module {

namespace {

class TreeWriter {
 public:
  TreeWriter(Thread& thread, const AstClasses& classes)
      : thread_(thread), heap_(thread.heap()), classes_(classes), depth_left_(int64_t{3} * thread.recursion_limit) {}

  Value node(const ast::Node* tree) {
    if (tree == nullptr) return Value::none();
    if (depth_left_ <= 0 || !native_stack_ok(thread_)) {
      return raise(thread_, TypeId::RecursionError, "maximum recursion depth exceeded during ast construction");
    }
    depth_left_--;
    const Value made = node_here(tree);
    depth_left_++;
    return made;
  }

 private:
  Value node_here(const ast::Node* tree) {
    const ClassId id = class_of(tree->node_kind);
    const ClassInfo& info = info_of(id);
    const Value object(allocate_instance(heap_, classes_.type(id)));
    for (uint8_t i = 0; i < info.field_count; i++) {
      const FieldInfo& field = info.fields[i];
      const char* place = reinterpret_cast<const char*>(tree) + field.offset;
      const Value value = TRY(field.quantity == Quantity::Many ? sequence(field, place) : one(field, place));
      TRY(generic_set_attribute(thread_, object, classes_.field_names[size_t(id)][i], value));
    }
    if (!info.located) return object;
    const ast::Location& location = static_cast<const ast::LocatedNode*>(tree)->location;
    const int32_t numbers[] = {location.lineno, location.col_offset, location.end_lineno, location.end_col_offset};
    for (size_t i = 0; i < kLocationFields; i++) {
      TRY(generic_set_attribute(thread_, object, classes_.location_names[i], Value::integer(numbers[i])));
    }
    return object;
  }

  Value one(const FieldInfo& field, const char* place) {
    switch (field.kind) {
      case FieldKind::Node: {
        const ast::Node* child;
        memcpy(&child, place, sizeof(child));
        return node(child);
      }
      case FieldKind::Enumeration: {
        // Its alternatives follow the class of the enumeration.
        return classes_.singletons[size_t(field.type) + 1 + static_cast<uint8_t>(*place)];
      }
      case FieldKind::Identifier: {
        std::string_view text;
        memcpy(&text, place, sizeof(text));
        return text.data() ? Value(intern(heap_, text)) : Value::none();
      }
      case FieldKind::String: {
        std::string_view text;
        memcpy(&text, place, sizeof(text));
        return text.data() ? Value(string_from_utf8(heap_, text)) : Value::none();
      }
      case FieldKind::Integer: {
        int32_t number;
        memcpy(&number, place, sizeof(number));
        return Value::integer(number);
      }
      case FieldKind::Constant: return constant(*reinterpret_cast<const ast::ConstantValue*>(place));
    }
    return Value::none();
  }

  Value sequence(const FieldInfo& field, const char* place) {
    RawSequence raw;
    memcpy(&raw, place, sizeof(raw));
    const size_t width = field.kind == FieldKind::Node          ? sizeof(ast::Node*)
                         : field.kind == FieldKind::Enumeration ? sizeof(uint8_t)
                                                                : sizeof(std::string_view);
    List* list = new_list(heap_, raw.count);
    if (!list) return raise_memory_error(thread_);
    for (uint32_t i = 0; i < raw.count; i++) {
      const Value item = TRY(one(field, static_cast<const char*>(raw.elements) + i * width));
      if (!list->append(heap_, item)) return raise_memory_error(thread_);
    }
    return Value(list);
  }

  Value constant(const ast::ConstantValue& c) {
    switch (c.kind) {
      case ast::ConstantKind::None: return Value::none();
      case ast::ConstantKind::True: return Value::true_value();
      case ast::ConstantKind::False: return Value::false_value();
      case ast::ConstantKind::Ellipsis: return Value::ellipsis();
      case ast::ConstantKind::Int: {
        if (c.fits_int64) return integer_value(heap_, c.integer);
        const IntegerResult integer = integer_from_digits(heap_, c.text, c.radix, false);
        return integer.ok() ? integer.value : Value(raise_memory_error(thread_));
      }
      case ast::ConstantKind::Float: return Value::number(c.number);
      case ast::ConstantKind::Imaginary: return make_imaginary(heap_, c.number);
      case ast::ConstantKind::Str: {
        String* text = string_from_utf8(heap_, c.text);
        return text ? Value(text) : Value(raise_memory_error(thread_));
      }
      case ast::ConstantKind::Bytes: {
        Bytes* bytes = bytes_from(heap_, c.text);
        return bytes ? Value(bytes) : Value(raise_memory_error(thread_));
      }
      case ast::ConstantKind::External: return Value::from_bits(reinterpret_cast<uint64_t>(c.external));
    }
    return Value::none();
  }

  Thread& thread_;
  Heap& heap_;
  const AstClasses& classes_;
  int64_t depth_left_;
};

}  // namespace
}  // namespace ast_module

Value ast_to_objects(Thread& thread, syntax::ast::ModNode* tree) {
  const ast_module::AstClasses* classes = TRY(ast_module::ast_classes(thread));
  return ast_module::TreeWriter(thread, *classes).node(tree);
}

}  // namespace taipan::python
