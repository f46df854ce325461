// python/modules/ast/ast_root.cpp -- the class ast.AST, and the module _ast. https://docs.python.org/3.11/library/ast.html
//
// Room       python/modules/ast.
// Tests      tests/python/ast/; CPython's test_ast
#include "python/modules/ast/ast_classes.h"
#include "python/objects/abstract.h"
#include "python/runtime/compile_source.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace ast_module {

namespace {

Value ast_new(Thread& thread, NativeCall call) {
  if (call.positional() < 1 || !has_type_flag(call.values[0], kTypeTypeSubclass)) {
    return raise(thread, TypeId::TypeError, "AST.__new__(): not enough arguments");
  }
  Type* type = call.values[0].as<Type>();
  if (!is_subtype(type, existing_ast_classes() ? existing_ast_classes()->type(ClassId::Root) : type)) {
    return raise(thread, TypeId::TypeError, "ast.AST.__new__(%N): %N is not a subtype of ast.AST", type, type);
  }
  return Value(allocate_instance(thread.heap(), type));
}

// Position of a keyword in _fields, or -1.
Result<int64_t> position_in_fields(Thread& thread, Value fields, Value keyword) {
  if (fields.is_unbound() || !TRY(contains(thread, fields, keyword))) return int64_t{-1};
  const int64_t count = TRY(length(thread, fields));
  for (int64_t i = 0; i < count; i++) {
    const Value field = TRY(get_item(thread, fields, Value::integer(i)));
    if (TRY(equal(thread, field, keyword))) return i;
  }
  return int64_t{-1};
}

// Positional arguments fill the fields in order; keywords may be anything.
Value ast_init(Thread& thread, NativeCall call) {
  Heap& heap = thread.heap();
  const Value self = call.values[0];
  Type* type = type_of(self);
  const Value fields = TRY(get_attribute_or_unbound(thread, Value(type), intern(heap, "_fields")));
  const int64_t field_count = fields.is_unbound() ? 0 : TRY(length(thread, fields));
  const int64_t given = call.positional() - 1;
  if (given > field_count) {
    return raise(thread, TypeId::TypeError, "%N constructor takes at most %ld positional argument%s", type, field_count,
                 field_count == 1 ? "" : "s");
  }
  for (int64_t i = 0; i < given; i++) {
    const Value field = TRY(get_item(thread, fields, Value::integer(i)));
    String* text = as_string(field);
    if (!text) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", field);
    TRY(set_attribute(thread, self, intern(heap, text), call.values[1 + i]));
  }
  for (int64_t i = 0; call.names && i < call.names->length(); i++) {
    const Value keyword = call.names->at(i);
    const int64_t position = TRY(position_in_fields(thread, fields, keyword));
    if (position >= 0 && position < given) {
      return raise(thread, TypeId::TypeError, "%N got multiple values for argument '%U'", type, keyword.as<String>());
    }
    TRY(set_attribute(thread, self, intern(heap, keyword.as<String>()), call.values[1 + given + i]));
  }
  return Value::none();
}

Value ast_reduce(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  const Value dict = TRY(get_attribute_or_unbound(thread, self, name(Name::Dict)));
  if (dict.is_unbound()) return Value(tuple_of(heap, Value(type_of(self)), Value(empty_tuple())));
  return Value(tuple_of(heap, Value(type_of(self)), Value(empty_tuple()), dict));
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", ast_new, "Create and return a new object."},
    {"__init__(self, /, *args, **kwargs)", ast_init, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__reduce__(self, /)", ast_reduce, ""},
};

const TypeSpec kRootSpec = {.name = "ast.AST",
                            .layout = &kInstanceLayout,
                            .native_size = sizeof(HeapObject),
                            .flags = kTypeSubclassable | kTypeHasDict | kTypeHeap,
                            .methods = kMethods};

Status execute(Thread& thread, Module* module) {
  const AstClasses* classes = TRY(ast_classes(thread));
  for (size_t i = 0; i < kClassCount; i++) {
    TRY(module_add(thread, module, info_of(ClassId(i)).name, Value(classes->types[i])));
  }
  TRY(module_add(thread, module, "PyCF_ONLY_AST", Value::integer(kCompileOnlyAst)));
  TRY(module_add(thread, module, "PyCF_TYPE_COMMENTS", Value::integer(kCompileTypeComments)));
  return module_add(thread, module, "PyCF_ALLOW_TOP_LEVEL_AWAIT", Value::integer(kCompileTopLevelAwait));
}

}  // namespace

Type* define_root_class(Thread& thread) { return define_type(thread, kRootSpec); }

}  // namespace ast_module

extern const ModuleSpec kAstModule = {.name = "_ast", .execute = ast_module::execute};

bool is_ast_object(Thread&, Value value) {
  const ast_module::AstClasses* classes = ast_module::existing_ast_classes();
  return classes && value.is_object() && is_subtype(type_of(value), classes->type(ast_module::ClassId::Root));
}

}  // namespace taipan::python
