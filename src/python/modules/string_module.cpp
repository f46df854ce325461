// python/modules/string_module.cpp -- the module _string: the grammar of str.format() for string.Formatter.
//
// Room       python/modules. The scanning is in objects/format_fields.h.
// Tests      CPython's test_string, test_unicode
#include <cstddef>

#include "python/objects/format_fields.h"
#include "python/objects/iterators.h"
#include "python/objects/str_private.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

// Both iterators are over a text, from a place on.
struct FormatIterator : HeapObject {
  String* text;
  size_t at, end;
};

void trace_iterator(HeapObject* object, Tracer& tracer) {
  tracer.visit(static_cast<FormatIterator*>(object)->text);
  trace_attributes(object, tracer);
}
const Layout kLayout = {.name = "format iterator", .size = &size_from_shape, .trace = &trace_iterator};

Type* g_parser_type = nullptr;
Type* g_field_name_type = nullptr;

Value new_iterator(Heap& heap, Type* type, String* text, FormatPart part) {
  auto* iterator = static_cast<FormatIterator*>(allocate_instance(heap, type));
  iterator->text = text;
  iterator->at = part.start;
  iterator->end = part.end;
  return Value(iterator);
}

String* part_of(Thread& thread, String* text, FormatPart part) {
  return slice_of(thread, text, int64_t(part.start), part.empty() ? 0 : int64_t(part.end - part.start));
}

// (literal, field name, spec, conversion); the last three are None behind the last field.
Value parser_next(Thread& thread, Value self) {
  auto* iterator = self.as<FormatIterator>();
  FormatScanner scanner(text_of(iterator->text), {iterator->at, iterator->end});
  FormatField field;
  if (!TRY(scanner.next(thread, &field))) return Value::unbound();
  iterator->at = scanner.position();
  Heap& heap = thread.heap();
  const Value literal(TRY(part_of(thread, iterator->text, field.literal)));
  if (!field.has_field) return Value(tuple_of(heap, literal, Value::none(), Value::none(), Value::none()));
  const Value name(TRY(part_of(thread, iterator->text, field.name)));
  const Value spec(TRY(part_of(thread, iterator->text, field.spec)));
  const Value conversion = field.conversion ? Value(string_from_character(heap, field.conversion)) : Value::none();
  return Value(tuple_of(heap, literal, name, spec, conversion));
}

// (is it an attribute, its name or index)
Value field_name_next(Thread& thread, Value self) {
  auto* iterator = self.as<FormatIterator>();
  FormatPart rest{iterator->at, iterator->end};
  FieldStep step;
  if (!TRY(next_field_step(thread, text_of(iterator->text), &rest, &step))) return Value::unbound();
  iterator->at = rest.start;
  Heap& heap = thread.heap();
  const Value name = step.index >= 0 ? integer_value(heap, step.index) : Value(TRY(part_of(thread, iterator->text, step.name)));
  return Value(tuple_of(heap, Value::boolean(step.is_attribute), name));
}

const Method kParserMethods[] = {{"__iter__(self, /)", iterator_self}, {"__next__(self, /)", next_method<parser_next>}};
const Method kFieldNameMethods[] = {{"__iter__(self, /)", iterator_self}, {"__next__(self, /)", next_method<field_name_next>}};

const TypeSpec kParserSpec = {
    .name = "formatteriterator",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(FormatIterator),
    .flags = kTypeNoInstantiation,
    .methods = kParserMethods,
    .next = &parser_next,
};
const TypeSpec kFieldNameSpec = {
    .name = "fieldnameiterator",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(FormatIterator),
    .flags = kTypeNoInstantiation,
    .methods = kFieldNameMethods,
    .next = &field_name_next,
};

Value formatter_parser(Thread& thread, Value text) {
  String* s = as_string(text);
  if (!s) return raise(thread, TypeId::TypeError, "expected str, got %T", text);
  return new_iterator(thread.heap(), g_parser_type, s, {0, size_t(s->length())});
}

Value formatter_field_name_split(Thread& thread, Value text) {
  String* s = as_string(text);
  if (!s) return raise(thread, TypeId::TypeError, "expected str, got %T", text);
  const FieldName name = TRY(split_field_name(thread, text_of(s), {0, size_t(s->length())}, nullptr));
  Heap& heap = thread.heap();
  const Value first = name.index >= 0 ? integer_value(heap, name.index) : Value(TRY(part_of(thread, s, name.first)));
  return Value(tuple_of(heap, first, new_iterator(heap, g_field_name_type, s, name.rest)));
}

const Method kFunctions[] = {
    {"formatter_parser(text, /)", formatter_parser, "The literals and fields of a format text, one after the other."},
    {"formatter_field_name_split(text, /)", formatter_field_name_split, "The first part of a field's name, and the steps behind it."},
};

Status execute(Thread& thread, Module*) {
  if (!g_parser_type) {
    g_parser_type = define_type(thread, kParserSpec);
    g_field_name_type = define_type(thread, kFieldNameSpec);
  }
  return ok_status();
}

}  // namespace

extern const ModuleSpec kStringModule = {.name = "_string", .doc = "string helper module", .functions = kFunctions, .execute = &execute};

}  // namespace taipan::python
