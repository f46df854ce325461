// python/modules/expat/expat_private.h -- the parser object that the files of this folder share.
//
// Room       python/modules/expat. The library is expat; heap objects never move, so it keeps the object's address.
#pragma once

#include <expat.h>

#include <string>

#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python::expat {

// Every handler, in the order of their rows in handlers.cpp.
enum class HandlerId : uint8_t {
  StartElement, EndElement, ProcessingInstruction, CharacterData, UnparsedEntityDecl, NotationDecl, StartNamespaceDecl, EndNamespaceDecl,
  Comment, StartCdataSection, EndCdataSection, Default, DefaultExpand, NotStandalone, ExternalEntityRef, StartDoctypeDecl, EndDoctypeDecl,
  EntityDecl, XmlDecl, ElementDecl, AttlistDecl, SkippedEntity,
  Count
};
constexpr size_t kHandlers = size_t(HandlerId::Count);

struct Parser : HeapObject {
  XML_Parser native;
  std::string* text;          // character data not yet handed out, when `buffers_text`
  int64_t buffer_size;
  bool buffers_text, ordered_attributes, specified_attributes, namespace_prefixes, in_handler;
  Value intern;               // Dict, or None
  Value parent;               // of a parser of an external entity: owns what the library shares between the two
  Value handlers[kHandlers];  // callables; unbound: none
};
inline Parser* parser_of(Value v) { return v.as<Parser>(); }

struct HandlerRow {
  const char* name;  // of the attribute
  void (*install)(XML_Parser parser, bool on);
};
extern const HandlerRow kHandlerRows[kHandlers];

// Hands out the character data that was collected.
Status flush_text(Thread& thread, Parser* parser);
void install_handlers(Parser* parser);  // those that are set, in a parser of the library that has none
void remove_handlers(Parser* parser);
// For encodings that the library does not know.
int unknown_encoding(void* data, const XML_Char* name, XML_Encoding* encoding);

}  // namespace taipan::python::expat
