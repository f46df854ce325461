// python/modules/expat/handlers.cpp -- what the library calls while it parses, and how that reaches Python functions.
//
// Room       python/modules/expat.
// Tests      tests/python/library/expat_*.py; CPython's test_pyexpat, test_sax, test_minidom
//
// An exception cannot cross the library's frames. It stays raised, all handlers are removed, and Parse() returns it when the library
// comes back.
#include "python/modules/expat/expat_private.h"
#include "python/objects/exceptions.h"
#include "vm/layouts.h"

namespace taipan::python::expat {

namespace {

String* text_of(Heap& heap, const char* s) { return string_from_utf8(heap, s); }
Value optional_text(Heap& heap, const char* s) { return s ? Value(text_of(heap, s)) : Value::none(); }

// The text of a name, one object for equal names of a parser.
Value interned(Thread& thread, Parser* parser, const char* s) {
  if (!s) return Value::none();
  String* text = text_of(thread.heap(), s);
  if (!is_kind(parser->intern, Kind::Dict)) return Value(text);
  Dict* known = parser->intern.as<Dict>();
  const Value found = TRY(dict_get(thread, known, Value(text)));
  if (!found.is_unbound()) return found;
  TRY(dict_set(thread, known, Value(text), Value(text)));
  return Value(text);
}

int refuse_external_entity(XML_Parser, const XML_Char*, const XML_Char*, const XML_Char*, const XML_Char*) { return 0; }
void drop_text(void*, const XML_Char*, int) {}

// One call of a handler: whether it is to be made, the call, and what follows from an exception.
class Handling {
 public:
  Handling(void* data, HandlerId id) : parser_(static_cast<Parser*>(data)), id_(id), thread_(*current_thread()) {}
  bool wanted() const { return !thread_.has_exception() && !parser_->handlers[size_t(id_)].is_unbound(); }
  bool begin() { return wanted() && (flush_text(thread_, parser_).ok() || fail()); }
  Thread& thread() { return thread_; }
  Heap& heap() { return thread_.heap(); }
  Parser* parser() { return parser_; }
  Value name(const char* s) { return interned(thread_, parser_, s); }
  Value text(const char* s) { return optional_text(heap(), s); }

  template <class... V>
  Value call(V... arguments) {
    const Value values[] = {Value(arguments)..., Value::none()};
    for (size_t i = 0; i < sizeof...(arguments); i++) {
      if (values[i].is_raised()) {
        fail();
        return Value::raised();
      }
    }
    const bool before = parser_->in_handler;
    parser_->in_handler = true;
    const Value result = python::call(thread_, parser_->handlers[size_t(id_)], {values, sizeof...(arguments)});
    parser_->in_handler = before;
    if (result.is_raised()) fail();
    return result;
  }
  bool fail() {
    remove_handlers(parser_);
    XML_SetExternalEntityRefHandler(parser_->native, refuse_external_entity);
    return false;
  }

 private:
  Parser* parser_;
  HandlerId id_;
  Thread& thread_;
};

Value attributes_of(Handling& h, const XML_Char** attributes) {
  Heap& heap = h.heap();
  int64_t count = 0;
  if (h.parser()->specified_attributes) {
    count = XML_GetSpecifiedAttributeCount(h.parser()->native);
  } else {
    while (attributes[count]) count += 2;
  }
  if (h.parser()->ordered_attributes) {
    List* list = new_list(heap, count);
    for (int64_t i = 0; i < count; i += 2) {
      const Value key = TRY(h.name(attributes[i]));
      if (!list->append(heap, key) || !list->append(heap, h.text(attributes[i + 1]))) return raise_memory_error(h.thread());
    }
    return Value(list);
  }
  Dict* dict = new_dict(heap);
  for (int64_t i = 0; i < count; i += 2) {
    const Value key = TRY(h.name(attributes[i]));
    TRY(dict_set(h.thread(), dict, key, h.text(attributes[i + 1])));
  }
  return Value(dict);
}

void start_element(void* data, const XML_Char* name, const XML_Char** attributes) {
  Handling h(data, HandlerId::StartElement);
  if (!h.begin()) return;
  const Value all = attributes_of(h, attributes);
  if (all.is_raised()) {
    h.fail();
    return;
  }
  h.call(h.name(name), all);
}
void end_element(void* data, const XML_Char* name) {
  Handling h(data, HandlerId::EndElement);
  if (h.begin()) h.call(h.name(name));
}
void processing_instruction(void* data, const XML_Char* target, const XML_Char* content) {
  Handling h(data, HandlerId::ProcessingInstruction);
  if (h.begin()) h.call(h.name(target), h.text(content));
}
void hand_out(Handling& h, const char* text, size_t size) { h.call(Value(string_from_utf8(h.heap(), {text, size}))); }

void character_data(void* data, const XML_Char* text, int size) {
  Handling h(data, HandlerId::CharacterData);
  if (h.thread().has_exception()) return;
  Parser* parser = h.parser();
  if (!parser->buffers_text) {
    if (h.wanted()) hand_out(h, text, size_t(size));
    return;
  }
  if (int64_t(parser->text->size()) + size > parser->buffer_size) {
    if (!h.begin()) return;
    if (size > parser->buffer_size) {
      if (h.wanted()) hand_out(h, text, size_t(size));
      parser->text->clear();
      return;
    }
  }
  parser->text->append(text, size_t(size));
}
void unparsed_entity(void* data, const XML_Char* entity, const XML_Char* base, const XML_Char* system, const XML_Char* public_id, const XML_Char* notation) {
  Handling h(data, HandlerId::UnparsedEntityDecl);
  if (h.begin()) h.call(h.name(entity), h.name(base), h.name(system), h.name(public_id), h.name(notation));
}
void notation(void* data, const XML_Char* name, const XML_Char* base, const XML_Char* system, const XML_Char* public_id) {
  Handling h(data, HandlerId::NotationDecl);
  if (h.begin()) h.call(h.name(name), h.name(base), h.name(system), h.name(public_id));
}
void start_namespace(void* data, const XML_Char* prefix, const XML_Char* uri) {
  Handling h(data, HandlerId::StartNamespaceDecl);
  if (h.begin()) h.call(h.name(prefix), h.name(uri));
}
void end_namespace(void* data, const XML_Char* prefix) {
  Handling h(data, HandlerId::EndNamespaceDecl);
  if (h.begin()) h.call(h.name(prefix));
}
void comment(void* data, const XML_Char* text) {
  Handling h(data, HandlerId::Comment);
  if (h.begin()) h.call(h.text(text));
}
template <HandlerId id>
void without_arguments(void* data) {
  Handling h(data, id);
  if (h.begin()) h.call();
}
template <HandlerId id>
void any_text(void* data, const XML_Char* text, int size) {
  Handling h(data, id);
  if (h.begin()) hand_out(h, text, size_t(size));
}
// A handler whose answer the library wants: 0 stops it.
int answer_of(Handling& h, Value result) {
  if (result.is_raised()) return 0;
  const Result<int64_t> number = to_int64(h.thread(), result);
  if (!number.ok()) return h.fail();
  return int(Result<int64_t>(number).value());
}
int not_standalone(void* data) {
  Handling h(data, HandlerId::NotStandalone);
  return h.begin() ? answer_of(h, h.call()) : 0;
}
int external_entity(XML_Parser native, const XML_Char* context, const XML_Char* base, const XML_Char* system, const XML_Char* public_id) {
  Handling h(XML_GetUserData(native), HandlerId::ExternalEntityRef);
  return h.begin() ? answer_of(h, h.call(h.text(context), h.name(base), h.name(system), h.name(public_id))) : 0;
}
void start_doctype(void* data, const XML_Char* name, const XML_Char* system, const XML_Char* public_id, int internal_subset) {
  Handling h(data, HandlerId::StartDoctypeDecl);
  if (h.begin()) h.call(h.name(name), h.name(system), h.name(public_id), Value::integer(internal_subset));
}
void entity(void* data, const XML_Char* name, int parameter, const XML_Char* value, int size, const XML_Char* base, const XML_Char* system,
            const XML_Char* public_id, const XML_Char* notation_name) {
  Handling h(data, HandlerId::EntityDecl);
  if (!h.begin()) return;
  const Value content = value ? Value(string_from_utf8(h.heap(), {value, size_t(size)})) : Value::none();
  h.call(h.name(name), Value::integer(parameter), content, h.name(base), h.name(system), h.name(public_id), h.name(notation_name));
}
void xml_declaration(void* data, const XML_Char* version, const XML_Char* encoding, int standalone) {
  Handling h(data, HandlerId::XmlDecl);
  if (h.begin()) h.call(h.text(version), h.text(encoding), Value::integer(standalone));
}
// (type, quantifier, name, (children...))
Value model_value(Handling& h, const XML_Content& model) {
  DepthGuard depth(h.thread());
  if (!depth.ok()) return h.thread().language().raise_recursion_error(h.thread(), " in conv_content_model");
  Heap& heap = h.heap();
  Tuple* children = new_tuple(heap, model.numchildren);
  for (unsigned i = 0; i < model.numchildren; i++) children->initialize(heap, i, Value::none());
  for (unsigned i = 0; i < model.numchildren; i++) children->initialize(heap, i, TRY(model_value(h, model.children[i])));
  const Value name = TRY(h.name(model.name));
  return Value(tuple_of(heap, Value::integer(int(model.type)), Value::integer(int(model.quant)), name, Value(children)));
}
void element(void* data, const XML_Char* name, XML_Content* model) {
  Handling h(data, HandlerId::ElementDecl);
  if (h.begin()) h.call(h.name(name), model_value(h, *model));
  XML_FreeContentModel(h.parser()->native, model);
}
void attribute_list(void* data, const XML_Char* element_name, const XML_Char* name, const XML_Char* type, const XML_Char* value, int required) {
  Handling h(data, HandlerId::AttlistDecl);
  if (h.begin()) h.call(h.name(element_name), h.name(name), h.text(type), h.text(value), Value::integer(required));
}
void skipped_entity(void* data, const XML_Char* name, int parameter) {
  Handling h(data, HandlerId::SkippedEntity);
  if (h.begin()) h.call(h.name(name), Value::integer(parameter));
}

}  // namespace

#define HANDLER(name, set, function) {name, [](XML_Parser p, bool on) { set(p, on ? function : nullptr); }}
const HandlerRow kHandlerRows[kHandlers] = {
    HANDLER("StartElementHandler", XML_SetStartElementHandler, start_element),
    HANDLER("EndElementHandler", XML_SetEndElementHandler, end_element),
    HANDLER("ProcessingInstructionHandler", XML_SetProcessingInstructionHandler, processing_instruction),
    HANDLER("CharacterDataHandler", XML_SetCharacterDataHandler, character_data),
    HANDLER("UnparsedEntityDeclHandler", XML_SetUnparsedEntityDeclHandler, unparsed_entity),
    HANDLER("NotationDeclHandler", XML_SetNotationDeclHandler, notation),
    HANDLER("StartNamespaceDeclHandler", XML_SetStartNamespaceDeclHandler, start_namespace),
    HANDLER("EndNamespaceDeclHandler", XML_SetEndNamespaceDeclHandler, end_namespace),
    HANDLER("CommentHandler", XML_SetCommentHandler, comment),
    HANDLER("StartCdataSectionHandler", XML_SetStartCdataSectionHandler, without_arguments<HandlerId::StartCdataSection>),
    HANDLER("EndCdataSectionHandler", XML_SetEndCdataSectionHandler, without_arguments<HandlerId::EndCdataSection>),
    HANDLER("DefaultHandler", XML_SetDefaultHandler, any_text<HandlerId::Default>),
    HANDLER("DefaultHandlerExpand", XML_SetDefaultHandlerExpand, any_text<HandlerId::DefaultExpand>),
    HANDLER("NotStandaloneHandler", XML_SetNotStandaloneHandler, not_standalone),
    HANDLER("ExternalEntityRefHandler", XML_SetExternalEntityRefHandler, external_entity),
    HANDLER("StartDoctypeDeclHandler", XML_SetStartDoctypeDeclHandler, start_doctype),
    HANDLER("EndDoctypeDeclHandler", XML_SetEndDoctypeDeclHandler, without_arguments<HandlerId::EndDoctypeDecl>),
    HANDLER("EntityDeclHandler", XML_SetEntityDeclHandler, entity),
    HANDLER("XmlDeclHandler", XML_SetXmlDeclHandler, xml_declaration),
    HANDLER("ElementDeclHandler", XML_SetElementDeclHandler, element),
    HANDLER("AttlistDeclHandler", XML_SetAttlistDeclHandler, attribute_list),
    HANDLER("SkippedEntityHandler", XML_SetSkippedEntityHandler, skipped_entity),
};
#undef HANDLER

Status flush_text(Thread& thread, Parser* parser) {
  if (!parser->buffers_text || parser->text->empty()) return ok_status();
  Handling h(parser, HandlerId::CharacterData);
  const Value text = Value(string_from_utf8(thread.heap(), *parser->text));
  parser->text->clear();
  if (h.wanted() && h.call(text).is_raised()) return Raised{};
  return ok_status();
}

void install_handlers(Parser* parser) {
  for (size_t i = 0; i < kHandlers; i++) {
    if (!parser->handlers[i].is_unbound()) kHandlerRows[i].install(parser->native, true);
  }
}

void remove_handlers(Parser* parser) {
  for (size_t i = 0; i < kHandlers; i++) {
    parser->handlers[i] = Value::unbound();
    kHandlerRows[i].install(parser->native, false);
  }
  // Without one the library would report text by the default handler.
  if (parser->in_handler) XML_SetCharacterDataHandler(parser->native, drop_text);
}

int unknown_encoding(void*, const XML_Char* name, XML_Encoding* encoding) {
  Thread& thread = *current_thread();
  if (thread.has_exception()) return XML_STATUS_ERROR;
  Heap& heap = thread.heap();
  char all[256];
  for (int i = 0; i < 256; i++) all[i] = char(i);
  const Value decoded = call_method_with(thread, Value(bytes_from(heap, {all, 256})), intern(heap, "decode"), Value(text_of(heap, name)),
                                         Value(intern(heap, "replace")));
  if (decoded.is_raised()) return XML_STATUS_ERROR;
  String* text = as_string(decoded);
  if (!text || text->length() != 256) {
    raise(thread, TypeId::ValueError, "multi-byte encodings are not supported");
    return XML_STATUS_ERROR;
  }
  for (int i = 0; i < 256; i++) {
    const auto c = int(text->at(i));
    encoding->map[i] = c == 0xfffd ? -1 : c;
  }
  encoding->data = nullptr;
  encoding->convert = nullptr;
  encoding->release = nullptr;
  return XML_STATUS_OK;
}

}  // namespace taipan::python::expat
