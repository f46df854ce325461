// python/modules/ast/ast_from_objects.cpp -- a tree for the compiler from instances of the classes of module _ast.
//
// Room       python/modules/ast. Objects may be anything that a program made: every field is checked.
// Tests      tests/python/ast/; CPython's test_ast
#include <climits>
#include <cstring>

#include "python/modules/ast/ast_classes.h"
#include "python/objects/abstract.h"
#include "python/runtime/compile_source.h"
#include "vm/integer.h"

namespace taipan::python {

namespace ast_module {

namespace {

// Objects that constants of recent trees refer to: nothing else may hold them while their tree is compiled.
constexpr size_t kRecentTrees = 16;
Value g_recent[kRecentTrees];
size_t g_next_recent = 0;
bool g_recent_registered = false;

List* new_keeper(Heap& heap) {
  if (!g_recent_registered) {
    heap.add_root_values(reinterpret_cast<const uint64_t*>(g_recent), kRecentTrees);
    g_recent_registered = true;
  }
  List* keeper = new_list(heap);
  g_recent[g_next_recent++ % kRecentTrees] = Value(keeper);
  return keeper;
}

class TreeReader {
 public:
  TreeReader(Thread& thread, Arena& arena, const AstClasses& classes)
      : thread_(thread), arena_(arena), classes_(classes), keeper_(new_keeper(thread.heap())) {}

  Status node(Value object, ClassId wanted, ast::Node** out) {
    const ClassInfo& wanted_info = info_of(wanted);
    if (wanted_info.form == ClassForm::Product) return product(object, wanted, out);
    *out = nullptr;
    if (object.is_none()) return ok_status();
    ast::Location location;
    if (wanted_info.located) TRY(read_location(object, wanted, &location));
    const ClassId id = TRY(find_class(object, wanted));
    if (id == wanted) return unexpected(object, wanted_info);
    ast::Node* made = allocate(id);
    if (wanted_info.located) static_cast<ast::LocatedNode*>(made)->location = location;
    TRY(read_fields(object, id, made));
    *out = made;
    return ok_status();
  }

 private:
  Raised unexpected(Value object, const ClassInfo& wanted) {
    return raise(thread_, TypeId::TypeError, "expected some sort of %s, but got %R", wanted.name, object);
  }

  Result<bool> has_class(Value object, ClassId id) {
    if (is_subtype(type_of(object), classes_.type(id))) return true;
    return is_instance(thread_, object, Value(classes_.type(id)));
  }

  // The alternative of `sum` that the object is an instance of; `sum` itself: none.
  Result<ClassId> find_class(Value object, ClassId sum) {
    const Type* type = type_of(object);
    const size_t first = size_t(sum) + 1;
    size_t end = first;
    while (end < kClassCount && info_of(ClassId(end)).parent == sum) end++;
    for (size_t i = first; i < end; i++) {
      if (classes_.types[i] == type) return ClassId(i);
    }
    for (size_t i = first; i < end; i++) {
      if (TRY(has_class(object, ClassId(i)))) return ClassId(i);
    }
    return sum;
  }

  ast::Node* allocate(ClassId id) {
    const ClassInfo& info = info_of(id);
    void* memory = arena_.allocate(info.size, alignof(std::max_align_t));
    memset(memory, 0, info.size);
    auto* made = static_cast<ast::Node*>(memory);
    made->node_kind = ast::NodeKind(info.ordinal);
    return made;
  }

  Status product(Value object, ClassId id, ast::Node** out) {
    const ClassInfo& info = info_of(id);
    ast::Node* made = allocate(id);
    TRY(read_fields(object, id, made));
    if (info.located) TRY(read_location(object, id, &static_cast<ast::LocatedNode*>(made)->location));
    *out = made;
    return ok_status();
  }

  Status read_location(Value object, ClassId id, ast::Location* out) {
    int32_t numbers[kLocationFields];
    const size_t required = needs_end(id) ? 4 : 2;
    for (size_t i = 0; i < kLocationFields; i++) {
      const Value value = TRY(get_attribute_or_unbound(thread_, object, classes_.location_names[i]));
      if (i < required && value.is_unbound()) return missing(kLocationNames[i], info_of(id));
      if (i >= required && (value.is_unbound() || value.is_none())) {
        numbers[i] = numbers[i - 2];
      } else {
        TRY(integer(value, &numbers[i]));
      }
    }
    *out = {numbers[0], numbers[1], numbers[2], numbers[3]};
    return ok_status();
  }

  Raised missing(const char* field, const ClassInfo& info) {
    return raise(thread_, TypeId::TypeError, "required field \"%s\" missing from %s", field, info.name);
  }

  Status read_fields(Value object, ClassId id, ast::Node* made) {
    const ClassInfo& info = info_of(id);
    bool absent[kMaximumFields] = {};
    for (uint8_t i = 0; i < info.field_count; i++) {
      const FieldInfo& field = info.fields[i];
      const Value value = TRY(get_attribute_or_unbound(thread_, object, classes_.field_names[size_t(id)][i]));
      char* place = reinterpret_cast<char*>(made) + field.offset;
      if (field.quantity == Quantity::Optional && (value.is_unbound() || value.is_none())) continue;
      if (value.is_unbound()) return missing(field.name, info);
      TRY(enter(field));
      const Status read = field.quantity == Quantity::Many ? sequence(value, info, field, place) : one(value, field, place);
      thread_.remaining_depth++;
      TRY(read);
      absent[i] = field.quantity == Quantity::One && value.is_none() && field.kind != FieldKind::Constant &&
                  field.kind != FieldKind::Integer;
    }
    for (uint8_t i = 0; i < info.field_count; i++) {
      if (!absent[i]) continue;
      return raise(thread_, TypeId::ValueError, "field '%s' is required for %s", info.fields[i].name, info.name);
    }
    return ok_status();
  }

  Status enter(const FieldInfo& field) {
    if (thread_.remaining_depth <= 0 || !native_stack_ok(thread_)) {
      return raise(thread_, TypeId::RecursionError, "maximum recursion depth exceeded while traversing '%s' node", field.type_name);
    }
    thread_.remaining_depth--;
    return ok_status();
  }

  Status sequence(Value value, const ClassInfo& owner, const FieldInfo& field, char* place) {
    if (!is_kind(value, Kind::List)) {
      return raise(thread_, TypeId::TypeError, "%s field \"%s\" must be a list, not a %T", owner.name, field.name, value);
    }
    List* list = value.as<List>();
    const int64_t count = list->length();
    const size_t width = field.kind == FieldKind::Node          ? sizeof(ast::Node*)
                         : field.kind == FieldKind::Enumeration ? sizeof(uint8_t)
                                                                : sizeof(std::string_view);
    RawSequence raw{arena_.allocate(size_t(count) * width + 1), uint32_t(count)};
    memset(raw.elements, 0, size_t(count) * width);
    for (int64_t i = 0; i < count; i++) {
      TRY(enter(field));
      const Status read = one(list->at(i), field, static_cast<char*>(raw.elements) + size_t(i) * width);
      thread_.remaining_depth++;
      TRY(read);
      if (list->length() != count) {
        return raise(thread_, TypeId::RuntimeError, "%s field \"%s\" changed size during iteration", owner.name, field.name);
      }
    }
    memcpy(place, &raw, sizeof(raw));
    return ok_status();
  }

  Status one(Value value, const FieldInfo& field, char* place) {
    switch (field.kind) {
      case FieldKind::Node: {
        ast::Node* child = nullptr;
        TRY(node(value, field.type, &child));
        memcpy(place, &child, sizeof(child));
        return ok_status();
      }
      case FieldKind::Enumeration: {
        const ClassId id = TRY(find_class(value, field.type));
        if (id == field.type) return unexpected(value, info_of(field.type));
        *place = char(info_of(id).ordinal);
        return ok_status();
      }
      case FieldKind::Identifier: {
        if (value.is_none() && field.quantity != Quantity::Many) return ok_status();
        if (!is_exact_string(value)) return raise(thread_, TypeId::TypeError, "AST identifier must be of type str");
        return text(value, place);
      }
      case FieldKind::String: {
        if (is_exact_bytes(value)) {
          const std::string_view copy = arena_.copy(value.as<Bytes>()->view());
          memcpy(place, &copy, sizeof(copy));
          return ok_status();
        }
        if (!is_exact_string(value)) return raise(thread_, TypeId::TypeError, "AST string must be of type str");
        return text(value, place);
      }
      case FieldKind::Integer: {
        int32_t number = 0;
        TRY(integer(value, &number));
        memcpy(place, &number, sizeof(number));
        return ok_status();
      }
      case FieldKind::Constant: {
        constant(value, reinterpret_cast<ast::ConstantValue*>(place));
        return ok_status();
      }
    }
    return ok_status();
  }

  std::string_view copy_text(Value value) {
    ByteBuilder bytes;
    append_utf8(bytes, value.as<String>());
    return arena_.copy(bytes.view());
  }
  Status text(Value value, char* place) {
    const std::string_view copy = copy_text(value);
    memcpy(place, &copy, sizeof(copy));
    return ok_status();
  }

  Status integer(Value value, int32_t* out) {
    if (!is_int_like(value)) return raise(thread_, TypeId::ValueError, "invalid integer value: %R", value);
    int64_t wide;
    if (!integer_to_int64(value, &wide) || wide < INT_MIN || wide > INT_MAX) {
      return raise(thread_, TypeId::OverflowError, "Python int too large to convert to C int");
    }
    *out = int32_t(wide);
    return ok_status();
  }

  // Values that the parser makes too become its constants; the validator looks at the rest.
  void constant(Value value, ast::ConstantValue* out) {
    *out = {};
    if (value.is_none()) {
      out->kind = ast::ConstantKind::None;
    } else if (value.is_bool()) {
      out->kind = value.is_true() ? ast::ConstantKind::True : ast::ConstantKind::False;
    } else if (value.is_ellipsis()) {
      out->kind = ast::ConstantKind::Ellipsis;
    } else if (value.is_int()) {
      out->kind = ast::ConstantKind::Int;
      out->radix = 10;
      out->fits_int64 = true;
      out->integer = value.as_int();
    } else if (value.is_double()) {
      out->kind = ast::ConstantKind::Float;
      out->number = value.as_double();
    } else if (is_exact_string(value)) {
      out->kind = ast::ConstantKind::Str;
      out->text = copy_text(value);
    } else if (is_exact_bytes(value) && value.as<Bytes>()->length() != 0) {  // the empty one keeps its identity
      out->kind = ast::ConstantKind::Bytes;
      out->text = arena_.copy(value.as<Bytes>()->view());
    } else {
      out->kind = ast::ConstantKind::External;
      out->external = reinterpret_cast<void*>(value.bits());
      (void)keeper_->append(thread_.heap(), value);
    }
  }

  Thread& thread_;
  Arena& arena_;
  const AstClasses& classes_;
  List* keeper_;
};

}  // namespace
}  // namespace ast_module

syntax::ast::ModNode* ast_from_objects(Thread& thread, Arena& arena, Value object, CompileMode mode) {
  using ast_module::ClassId;
  const ast_module::AstClasses* classes = TRY(ast_module::ast_classes(thread));
  const ClassId wanted = mode == CompileMode::Exec   ? ClassId::Module
                         : mode == CompileMode::Eval ? ClassId::Expression
                                                     : ClassId::Interactive;
  if (!TRY(is_instance(thread, object, Value(classes->type(wanted))))) {
    return raise(thread, TypeId::TypeError, "expected %s node, got %T", ast_module::info_of(wanted).name, object);
  }
  syntax::ast::Node* tree = nullptr;
  TRY(ast_module::TreeReader(thread, arena, *classes).node(object, ClassId::ModNode, &tree));
  auto* module = static_cast<syntax::ast::ModNode*>(tree);
  TRY(ast_module::validate(thread, module));
  return module;
}

}  // namespace taipan::python
