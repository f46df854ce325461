// python/modules/ast/ast_classes.cpp -- makes the classes of module _ast from the tables.
//
// Room       python/modules/ast. The classes are ordinary heap types: programs may subclass and change them.
// Tests      tests/python/ast/
#include <string>

#include "python/modules/ast/ast_classes.h"
#include "python/objects/abstract.h"
#include "python/runtime/runtime.h"

namespace taipan::python::ast_module {

namespace {

AstClasses g_classes;
bool g_made = false;

// "expr? returns": a field as the grammar writes it.
void append_field(std::string& out, const FieldInfo& field) {
  out += field.type_name;
  if (field.quantity == Quantity::Optional) out += '?';
  if (field.quantity == Quantity::Many) out += '*';
  out += ' ';
  out += field.name;
}

// "Return(expr? value)", or just the name without fields.
void append_form(std::string& out, const ClassInfo& info) {
  out += info.name;
  if (info.field_count == 0) return;
  for (uint8_t i = 0; i < info.field_count; i++) {
    out += i == 0 ? "(" : ", ";
    append_field(out, info.fields[i]);
  }
  out += ')';
}

std::string documentation(ClassId id) {
  const ClassInfo& info = info_of(id);
  std::string out;
  if (info.form != ClassForm::Sum && info.form != ClassForm::Enumeration) {
    append_form(out, info);
    return out;
  }
  out = info.name;
  const std::string separator =
      info.form == ClassForm::Sum ? "\n" + std::string(out.size() + 1, ' ') + "| " : std::string(" | ");
  bool first = true;
  for (size_t i = 0; i < kClassCount; i++) {
    const ClassInfo& alternative = info_of(ClassId(i));
    const bool is_child = alternative.form == ClassForm::Alternative || alternative.form == ClassForm::Enumerator;
    if (!is_child || alternative.parent != id) continue;
    out += first ? " = " : separator;
    first = false;
    append_form(out, alternative);
  }
  return out;
}

// _fields, _attributes and the defaults of what may be absent.
void add_rows(Heap& heap, ClassId id, Dict* dict) {
  const ClassInfo& info = info_of(id);
  Tuple* fields = info.field_count ? new_tuple(heap, info.field_count) : empty_tuple();
  for (uint8_t i = 0; i < info.field_count; i++) {
    fields->initialize(heap, i, Value(g_classes.field_names[size_t(id)][i]));
  }
  dict_set(heap, dict, g_classes.fields_name, Value(fields));
  dict_set(heap, dict, name(Name::MatchArgs), Value(fields));
  dict_set(heap, dict, name(Name::Module), Value(intern(heap, "ast")));
  if (info.form == ClassForm::Root) {
    dict_set(heap, dict, g_classes.attributes_name, Value(empty_tuple()));
    return;
  }
  dict_set(heap, dict, name(Name::Doc), Value(string_from_latin1(heap, documentation(id))));
  for (uint8_t i = 0; i < info.field_count; i++) {
    if (info.fields[i].quantity != Quantity::Optional) continue;
    dict_set(heap, dict, g_classes.field_names[size_t(id)][i], Value::none());
  }
  if (info.form == ClassForm::Alternative || info.form == ClassForm::Enumerator) return;
  if (!info.located) {
    dict_set(heap, dict, g_classes.attributes_name, Value(empty_tuple()));
    return;
  }
  Tuple* attributes = new_tuple(heap, kLocationFields);
  for (size_t i = 0; i < kLocationFields; i++) attributes->initialize(heap, int64_t(i), Value(g_classes.location_names[i]));
  dict_set(heap, dict, g_classes.attributes_name, Value(attributes));
  if (needs_end(id)) return;
  dict_set(heap, dict, g_classes.location_names[2], Value::none());
  dict_set(heap, dict, g_classes.location_names[3], Value::none());
}

void intern_texts(Heap& heap) {
  g_classes.fields_name = intern(heap, "_fields");
  g_classes.attributes_name = intern(heap, "_attributes");
  for (size_t i = 0; i < kLocationFields; i++) g_classes.location_names[i] = intern(heap, kLocationNames[i]);
  for (size_t i = 0; i < kClassCount; i++) {
    const ClassInfo& info = info_of(ClassId(i));
    for (uint8_t f = 0; f < info.field_count; f++) g_classes.field_names[i][f] = intern(heap, info.fields[f].name);
  }
}

Status make_classes(Thread& thread) {
  Heap& heap = thread.heap();
  heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_classes), sizeof(g_classes) / sizeof(uint64_t));
  intern_texts(heap);
  Type* root = TRY(define_root_class(thread));
  g_classes.types[0] = root;
  add_rows(heap, ClassId::Root, root->dict);
  type_modified(root);
  for (size_t i = 1; i < kClassCount; i++) {
    const ClassInfo& info = info_of(ClassId(i));
    Type* base = g_classes.type(info.parent);
    Dict* dict = new_dict(heap);
    add_rows(heap, ClassId(i), dict);
    const Value made = TRY(make_class(thread, builtin_type(TypeId::Type), intern(heap, info.name),
                                      tuple_of(heap, Value(base)), dict, nullptr));
    g_classes.types[i] = made.as<Type>();
    if (info.form == ClassForm::Enumerator) {
      g_classes.singletons[i] = Value(allocate_instance(heap, made.as<Type>()));
    }
  }
  return ok_status();
}

}  // namespace

const AstClasses* ast_classes(Thread& thread) {
  if (!g_made) {
    TRY(make_classes(thread));
    g_made = true;
  }
  return &g_classes;
}

const AstClasses* existing_ast_classes() { return g_made ? &g_classes : nullptr; }

}  // namespace taipan::python::ast_module
