// python/modules/expat/expat_module.cpp -- the module pyexpat: parser objects and constants. https://docs.python.org/3.11/library/pyexpat.html
//
// Room       python/modules/expat. Handlers are in handlers.cpp.
// Tests      tests/python/library/expat_*.py; CPython's test_pyexpat, test_sax, test_minidom, test_xml_etree
#include <climits>
#include <cstring>

#include "python/modules/expat/expat_private.h"
#include "python/modules/new_exception.h"
#include "python/objects/buffer.h"
#include "python/objects/builtin_codecs.h"
#include "python/runtime/runtime.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace expat {

namespace {

constexpr size_t kLargestPiece = size_t{1} << 20;
constexpr int64_t kUsualBuffer = 8192;

Type *g_parser_type, *g_error;

void trace_parser(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<Parser*>(object);
  tracer.visit_value(self->intern.bits());
  tracer.visit_value(self->parent.bits());
  for (const Value handler : self->handlers) tracer.visit_value(handler.bits());
}
void finalize_parser(HeapObject* object) {
  auto* self = static_cast<Parser*>(object);
  if (self->native) XML_ParserFree(self->native);
  delete self->text;
}
const Layout kLayout = {.name = "expat parser", .size = &size_from_shape, .trace = &trace_parser, .finalize = &finalize_parser};

Value text_or_none(Thread& thread, const char* s) { return s ? Value(string_from_utf8(thread.heap(), s)) : Value::none(); }

Raised raise_expat_error(Thread& thread, XML_Parser parser, XML_Error code) {
  const auto line = int64_t(XML_GetErrorLineNumber(parser)), column = int64_t(XML_GetErrorColumnNumber(parser));
  String* text = TRY(format_string(thread, "%s: line %ld, column %ld", XML_ErrorString(code), line, column));
  const Value error = TRY(call_with(thread, Value(g_error), Value(text)));
  Heap& heap = thread.heap();
  TRY(set_attribute(thread, error, intern(heap, "code"), Value::integer(int(code))));
  TRY(set_attribute(thread, error, intern(heap, "offset"), Value::integer(column)));
  TRY(set_attribute(thread, error, intern(heap, "lineno"), Value::integer(line)));
  return raise_exception(thread, error);
}

void set_up(Parser* self) {
  XML_SetHashSalt(self->native, (unsigned long)(vm().hash_key[0] | 1));
  XML_SetUserData(self->native, self);
  XML_SetUnknownEncodingHandler(self->native, unknown_encoding, nullptr);
}
Parser* new_parser(Thread& thread, Value intern) {
  auto* self = static_cast<Parser*>(thread.heap().allocate_with_native(g_parser_type->root_shape, g_parser_type->root_shape->instance_size));
  self->native = nullptr;
  self->text = new std::string;
  self->buffer_size = kUsualBuffer;
  self->intern = intern;
  self->parent = Value::none();
  for (Value& handler : self->handlers) handler = Value::unbound();
  return self;
}

// What the library said about a piece of text, as the result of a method.
Value result_of(Thread& thread, Parser* self, XML_Status status) {
  if (thread.has_exception()) return Value::raised();
  if (status == XML_STATUS_ERROR) return raise_expat_error(thread, self->native, XML_GetErrorCode(self->native));
  TRY(flush_text(thread, self));
  return Value::integer(int(status));
}

Value parser_parse(Thread& thread, Value object, Value data, bool is_final) {
  Parser* self = parser_of(object);
  BufferView view;
  const char* bytes;
  size_t size;
  Bytes* encoded = nullptr;
  if (String* text = as_string(data)) {
    encoded = TRY(encode_utf8(thread, text, nullptr));
    bytes = reinterpret_cast<const char*>(encoded->data());
    size = size_t(encoded->length());
    (void)XML_SetEncoding(self->native, "utf-8");
  } else {
    TRY(get_buffer(thread, data, &view));
    bytes = reinterpret_cast<const char*>(view.data);
    size = size_t(view.size);
  }
  XML_Status status = XML_STATUS_OK;
  while (size > kLargestPiece && status != XML_STATUS_ERROR) {
    status = XML_Parse(self->native, bytes, int(kLargestPiece), 0);
    if (thread.has_exception()) return Value::raised();
    bytes += kLargestPiece;
    size -= kLargestPiece;
  }
  if (status != XML_STATUS_ERROR) status = XML_Parse(self->native, bytes, int(size), is_final);
  asm volatile("" : : "r"(encoded) : "memory");
  return result_of(thread, self, status);
}

Value parser_parse_file(Thread& thread, Value object, Value file) {
  constexpr int kPiece = 2048;
  Parser* self = parser_of(object);
  const Value read = TRY(get_attribute_or_unbound(thread, file, intern(thread.heap(), "read")));
  if (read.is_unbound()) return raise(thread, TypeId::TypeError, "argument must have 'read' attribute");
  for (;;) {
    const Value data = TRY(call_with(thread, read, Value::integer(kPiece)));
    if (!is_kind(data, Kind::Bytes) && !is_kind(data, kind(PythonKind::MutableBytes))) {
      return raise(thread, TypeId::TypeError, "read() did not return a bytes object (type=%M)", data);
    }
    BufferView view;
    TRY(get_buffer(thread, data, &view));
    if (view.size > kPiece) return raise(thread, TypeId::ValueError, "read() returned too much data: %d bytes requested, %ld returned", kPiece, view.size);
    const bool last = view.size == 0;
    const XML_Status status = XML_Parse(self->native, reinterpret_cast<const char*>(view.data), int(view.size), last);
    if (thread.has_exception()) return Value::raised();
    if (status == XML_STATUS_ERROR || last) return result_of(thread, self, status);
  }
}

Status parser_set_base(Thread& thread, Value object, String* base) {
  Bytes* encoded = TRY(encode_utf8(thread, base, nullptr));
  if (!XML_SetBase(parser_of(object)->native, reinterpret_cast<const char*>(std::string(encoded->view()).c_str()))) return raise_memory_error(thread);
  return ok_status();
}
Value parser_get_base(Thread& thread, Value object) { return text_or_none(thread, XML_GetBase(parser_of(object)->native)); }
Value parser_get_input_context(Thread& thread, Value object) {
  Parser* self = parser_of(object);
  if (!self->in_handler) return Value::none();
  int offset, size;
  const char* buffer = XML_GetInputContext(self->native, &offset, &size);
  if (!buffer) return Value::none();
  return Value(bytes_from(thread.heap(), {buffer + offset, size_t(size - offset)}));
}
std::string utf8_or_empty(Thread& thread, Optional<String*> text, bool* failed) {
  *failed = false;
  if (!text.present) return {};
  Bytes* encoded = encode_utf8(thread, text.value, nullptr);
  if (!encoded) {
    *failed = true;
    return {};
  }
  return std::string(encoded->view());
}
Value parser_external(Thread& thread, Value object, Optional<String*> context, Optional<String*> encoding) {
  Parser* self = parser_of(object);
  bool failed;
  const std::string where = utf8_or_empty(thread, context, &failed);
  if (failed) return Value::raised();
  const std::string code = utf8_or_empty(thread, encoding, &failed);
  if (failed) return Value::raised();
  Parser* made = new_parser(thread, self->intern);
  made->buffer_size = self->buffer_size;
  made->buffers_text = self->buffers_text;
  made->ordered_attributes = self->ordered_attributes;
  made->specified_attributes = self->specified_attributes;
  made->namespace_prefixes = self->namespace_prefixes;
  made->native = XML_ExternalEntityParserCreate(self->native, context.present ? where.c_str() : nullptr, encoding.present ? code.c_str() : nullptr);
  if (!made->native) return raise_memory_error(thread);
  made->parent = object;
  for (size_t i = 0; i < kHandlers; i++) made->handlers[i] = self->handlers[i];
  thread.heap().write_barrier(made);
  XML_SetUserData(made->native, made);
  install_handlers(made);
  return Value(made);
}
int64_t parser_set_parameter_entities(Thread&, Value object, int flag) { return XML_SetParamEntityParsing(parser_of(object)->native, XML_ParamEntityParsing(flag)); }
Status parser_use_foreign_dtd(Thread& thread, Value object, bool flag) {
  const XML_Error code = XML_UseForeignDTD(parser_of(object)->native, flag);
  if (code != XML_ERROR_NONE) return raise_expat_error(thread, parser_of(object)->native, code);
  return ok_status();
}

const Method kParserMethods[] = {
    {"Parse(self, data, isfinal=False, /)", parser_parse, "Parse XML data."},
    {"ParseFile(self, file, /)", parser_parse_file, "Parse XML data from file-like object."},
    {"SetBase(self, base, /)", parser_set_base, "Set the base URL for the parser."},
    {"GetBase(self, /)", parser_get_base, "Return base URL string for the parser."},
    {"GetInputContext(self, /)", parser_get_input_context, "Return the untranslated text of the input that caused the current event."},
    {"ExternalEntityParserCreate(self, context, encoding=<missing>, /)", parser_external, "Create a parser for parsing an external entity based on the information passed to the ExternalEntityRefHandler."},
    {"SetParamEntityParsing(self, flag, /)", parser_set_parameter_entities, "Controls parsing of parameter entities (including the external DTD subset)."},
    {"UseForeignDTD(self, flag=True, /)", parser_use_foreign_dtd, "Allows the application to provide an artificial external subset if one is not specified as part of the document instance."},
};

// ---- attributes

template <size_t i>
Value get_handler(Thread&, Value object) {
  const Value handler = parser_of(object)->handlers[i];
  return handler.is_unbound() ? Value::none() : handler;
}
template <size_t i>
Status set_handler(Thread& thread, Value object, Value handler) {
  Parser* self = parser_of(object);
  if (handler.is_unbound()) return raise(thread, TypeId::RuntimeError, "Cannot delete attribute");
  // What was collected is for the old handler.
  if (i == size_t(HandlerId::CharacterData)) TRY(flush_text(thread, self));
  self->handlers[i] = handler.is_none() ? Value::unbound() : handler;
  thread.heap().write_barrier(self);
  // The library may be about to report text: taking its function away then would send that to the default handler.
  const bool keep = i == size_t(HandlerId::CharacterData) && self->in_handler;
  kHandlerRows[i].install(self->native, keep || !handler.is_none());
  return ok_status();
}
template <bool Parser::* flag>
Value get_flag(Thread&, Value object) { return Value::boolean(parser_of(object)->*flag); }
template <bool Parser::* flag>
Status set_flag(Thread& thread, Value object, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::RuntimeError, "Cannot delete attribute");
  const bool on = TRY(is_true(thread, value));
  Parser* self = parser_of(object);
  if (flag == &Parser::buffers_text && !on) TRY(flush_text(thread, self));
  self->*flag = on;
  if (flag == &Parser::namespace_prefixes) XML_SetReturnNSTriplet(self->native, on);
  return ok_status();
}
Value get_buffer_size(Thread&, Value object) { return Value::integer(parser_of(object)->buffer_size); }
Status set_buffer_size(Thread& thread, Value object, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::RuntimeError, "Cannot delete attribute");
  if (!is_int_like(value)) return raise(thread, TypeId::TypeError, "buffer_size must be an integer");
  Parser* self = parser_of(object);
  const int64_t size = TRY(to_index_clamped(thread, value));
  if (size == self->buffer_size) return ok_status();
  if (size <= 0) return raise(thread, TypeId::ValueError, "buffer_size must be greater than zero");
  if (size > INT_MAX) return raise(thread, TypeId::ValueError, "buffer_size must not be greater than %d", INT_MAX);
  TRY(flush_text(thread, self));
  self->buffer_size = size;
  return ok_status();
}
Value get_buffer_used(Thread&, Value object) { return Value::integer(int64_t(parser_of(object)->text->size())); }
Value get_intern(Thread&, Value object) { return parser_of(object)->intern; }
template <auto function>
Value get_number(Thread&, Value object) { return Value::integer(int64_t(function(parser_of(object)->native))); }

#define HANDLER(id, name) {name "Handler", get_handler<size_t(HandlerId::id)>, set_handler<size_t(HandlerId::id)>, ""}
const Getter kParserGetters[] = {
    HANDLER(StartElement, "StartElement"), HANDLER(EndElement, "EndElement"), HANDLER(ProcessingInstruction, "ProcessingInstruction"),
    HANDLER(CharacterData, "CharacterData"), HANDLER(UnparsedEntityDecl, "UnparsedEntityDecl"), HANDLER(NotationDecl, "NotationDecl"),
    HANDLER(StartNamespaceDecl, "StartNamespaceDecl"), HANDLER(EndNamespaceDecl, "EndNamespaceDecl"), HANDLER(Comment, "Comment"),
    HANDLER(StartCdataSection, "StartCdataSection"), HANDLER(EndCdataSection, "EndCdataSection"), HANDLER(Default, "Default"),
    {"DefaultHandlerExpand", get_handler<size_t(HandlerId::DefaultExpand)>, set_handler<size_t(HandlerId::DefaultExpand)>, ""},
    HANDLER(NotStandalone, "NotStandalone"), HANDLER(ExternalEntityRef, "ExternalEntityRef"), HANDLER(StartDoctypeDecl, "StartDoctypeDecl"),
    HANDLER(EndDoctypeDecl, "EndDoctypeDecl"), HANDLER(EntityDecl, "EntityDecl"), HANDLER(XmlDecl, "XmlDecl"), HANDLER(ElementDecl, "ElementDecl"),
    HANDLER(AttlistDecl, "AttlistDecl"), HANDLER(SkippedEntity, "SkippedEntity"),
    {"buffer_text", get_flag<&Parser::buffers_text>, set_flag<&Parser::buffers_text>, ""},
    {"ordered_attributes", get_flag<&Parser::ordered_attributes>, set_flag<&Parser::ordered_attributes>, ""},
    {"specified_attributes", get_flag<&Parser::specified_attributes>, set_flag<&Parser::specified_attributes>, ""},
    {"namespace_prefixes", get_flag<&Parser::namespace_prefixes>, set_flag<&Parser::namespace_prefixes>, ""},
    {"buffer_size", get_buffer_size, set_buffer_size, ""},
    {"buffer_used", get_buffer_used, nullptr, ""},
    {"intern", get_intern, nullptr, ""},
    {"ErrorCode", get_number<XML_GetErrorCode>, nullptr, ""},
    {"ErrorLineNumber", get_number<XML_GetErrorLineNumber>, nullptr, ""},
    {"ErrorColumnNumber", get_number<XML_GetErrorColumnNumber>, nullptr, ""},
    {"ErrorByteIndex", get_number<XML_GetErrorByteIndex>, nullptr, ""},
    {"CurrentLineNumber", get_number<XML_GetCurrentLineNumber>, nullptr, ""},
    {"CurrentColumnNumber", get_number<XML_GetCurrentColumnNumber>, nullptr, ""},
    {"CurrentByteIndex", get_number<XML_GetCurrentByteIndex>, nullptr, ""},
};
#undef HANDLER
const TypeSpec kParserSpec = {.name = "pyexpat.xmlparser", .doc = "XML parser", .layout = &kLayout, .kind = kind(PythonKind::Other),
                              .native_size = sizeof(Parser), .flags = kTypeNoInstantiation, .methods = kParserMethods, .getters = kParserGetters};

// ---- the module

Value parser_create(Thread& thread, Optional<String*> encoding, Optional<String*> separator, Value intern) {
  bool failed;
  const std::string code = utf8_or_empty(thread, encoding, &failed);
  if (failed) return Value::raised();
  const std::string between = utf8_or_empty(thread, separator, &failed);
  if (failed) return Value::raised();
  if (separator.present && separator.value->length() > 1) {
    return raise(thread, TypeId::ValueError, "namespace_separator must be at most one character, omitted, or None");
  }
  if (intern.is_missing()) {
    intern = Value(new_dict(thread.heap()));
  } else if (!is_kind(intern, Kind::Dict) && !intern.is_none()) {
    return raise(thread, TypeId::TypeError, "intern must be a dictionary");
  }
  Parser* self = new_parser(thread, intern);
  self->native = separator.present ? XML_ParserCreateNS(encoding.present ? code.c_str() : nullptr, between.empty() ? '\0' : between[0])
                                   : XML_ParserCreate(encoding.present ? code.c_str() : nullptr);
  if (!self->native) return raise_memory_error(thread);
  set_up(self);
  return Value(self);
}
Value error_string(Thread& thread, int64_t code) { return text_or_none(thread, XML_ErrorString(XML_Error(int(code)))); }

const Method kFunctions[] = {
    {"ParserCreate(encoding=None, namespace_separator=None, intern=<missing>)", parser_create, "Return a new XML parser object."},
    {"ErrorString(code, /)", error_string, "Returns string error for given number."},
};

struct ErrorName {
  const char* name;
  XML_Error code;
};
#define CODE(name) {"XML_ERROR_" #name, XML_ERROR_##name}
const ErrorName kErrorNames[] = {
    CODE(NO_MEMORY), CODE(SYNTAX), CODE(NO_ELEMENTS), CODE(INVALID_TOKEN), CODE(UNCLOSED_TOKEN), CODE(PARTIAL_CHAR), CODE(TAG_MISMATCH),
    CODE(DUPLICATE_ATTRIBUTE), CODE(JUNK_AFTER_DOC_ELEMENT), CODE(PARAM_ENTITY_REF), CODE(UNDEFINED_ENTITY), CODE(RECURSIVE_ENTITY_REF),
    CODE(ASYNC_ENTITY), CODE(BAD_CHAR_REF), CODE(BINARY_ENTITY_REF), CODE(ATTRIBUTE_EXTERNAL_ENTITY_REF), CODE(MISPLACED_XML_PI),
    CODE(UNKNOWN_ENCODING), CODE(INCORRECT_ENCODING), CODE(UNCLOSED_CDATA_SECTION), CODE(EXTERNAL_ENTITY_HANDLING), CODE(NOT_STANDALONE),
    CODE(UNEXPECTED_STATE), CODE(ENTITY_DECLARED_IN_PE), CODE(FEATURE_REQUIRES_XML_DTD), CODE(CANT_CHANGE_FEATURE_ONCE_PARSING),
    CODE(UNBOUND_PREFIX), CODE(UNDECLARING_PREFIX), CODE(INCOMPLETE_PE), CODE(XML_DECL), CODE(TEXT_DECL), CODE(PUBLICID), CODE(SUSPENDED),
    CODE(NOT_SUSPENDED), CODE(ABORTED), CODE(FINISHED), CODE(SUSPEND_PE), CODE(RESERVED_PREFIX_XML), CODE(RESERVED_PREFIX_XMLNS),
    CODE(RESERVED_NAMESPACE_URI), CODE(INVALID_ARGUMENT), CODE(NO_BUFFER), CODE(AMPLIFICATION_LIMIT_BREACH),
};
#undef CODE
struct Constant {
  const char* name;
  int value;
};
#define CONSTANT(name) {#name, name}
const Constant kModelConstants[] = {CONSTANT(XML_CTYPE_EMPTY), CONSTANT(XML_CTYPE_ANY), CONSTANT(XML_CTYPE_MIXED), CONSTANT(XML_CTYPE_NAME),
                                    CONSTANT(XML_CTYPE_CHOICE), CONSTANT(XML_CTYPE_SEQ), CONSTANT(XML_CQUANT_NONE), CONSTANT(XML_CQUANT_OPT),
                                    CONSTANT(XML_CQUANT_REP), CONSTANT(XML_CQUANT_PLUS)};
const Constant kConstants[] = {CONSTANT(XML_PARAM_ENTITY_PARSING_NEVER), CONSTANT(XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE),
                               CONSTANT(XML_PARAM_ENTITY_PARSING_ALWAYS)};
#undef CONSTANT

Module* new_part(Thread& thread, Module* module, const char* dotted_name, const char* name, const char* doc) {
  Heap& heap = thread.heap();
  Module* part = new_module(heap, intern(heap, dotted_name));
  TRY(module_add(thread, part, "__doc__", Value(string_from_utf8(heap, doc))));
  TRY(dict_set(thread, runtime().modules, Value(intern(heap, dotted_name)), Value(part)));
  TRY(module_add(thread, module, name, Value(part)));
  return part;
}
Status add_errors(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  Module* errors = TRY(new_part(thread, module, "pyexpat.errors", "errors", "Constants used to describe error conditions."));
  Dict* codes = new_dict(heap);
  Dict* messages = new_dict(heap);
  for (const ErrorName& row : kErrorNames) {
    const Value text = Value(string_from_utf8(heap, XML_ErrorString(row.code)));
    TRY(module_add(thread, errors, row.name, text));
    TRY(dict_set(thread, codes, text, Value::integer(int(row.code))));
    TRY(dict_set(thread, messages, Value::integer(int(row.code)), text));
  }
  TRY(module_add(thread, errors, "codes", Value(codes)));
  return module_add(thread, errors, "messages", Value(messages));
}
Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  g_parser_type = TRY(define_type(thread, kParserSpec));
  g_error = TRY(new_exception_type(thread, "xml.parsers.expat.ExpatError"));
  TRY(module_add(thread, module, "XMLParserType", Value(g_parser_type)));
  TRY(module_add(thread, module, "error", Value(g_error)));
  TRY(module_add(thread, module, "ExpatError", Value(g_error)));
  TRY(module_add(thread, module, "EXPAT_VERSION", Value(string_from_utf8(heap, XML_ExpatVersion()))));
  const XML_Expat_Version version = XML_ExpatVersionInfo();
  TRY(module_add(thread, module, "version_info",
                 Value(tuple_of(heap, Value::integer(version.major), Value::integer(version.minor), Value::integer(version.micro)))));
  TRY(module_add(thread, module, "native_encoding", Value(intern(heap, "UTF-8"))));
  List* features = new_list(heap);
  for (const XML_Feature* f = XML_GetFeatureList(); f->feature != XML_FEATURE_END; f++) {
    (void)features->append(heap, Value(tuple_of(heap, Value(string_from_utf8(heap, f->name)), Value::integer(int64_t(f->value)))));
  }
  TRY(module_add(thread, module, "features", Value(features)));
  TRY(add_errors(thread, module));
  Module* model = TRY(new_part(thread, module, "pyexpat.model", "model", "Constants used to interpret content model information."));
  for (const Constant& c : kModelConstants) TRY(module_add(thread, model, c.name, Value::integer(c.value)));
  for (const Constant& c : kConstants) TRY(module_add(thread, module, c.name, Value::integer(c.value)));
  return ok_status();
}

}  // namespace

}  // namespace expat

extern const ModuleSpec kExpatModule = {.name = "pyexpat", .doc = "Python wrapper for Expat parser.", .functions = expat::kFunctions, .execute = expat::execute};

}  // namespace taipan::python
