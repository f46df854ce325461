// vm/layouts.h -- how the collector sees the vm's own kinds of objects.
//
// Room       vm. A class of the language whose instances have one of these native layouts takes the Layout from here,
//            also when its instances have attributes: sizes and references of attributes are read from the shape.
// Tests      tests/unit/vm/shape_test.cpp, containers_test.cpp
#pragma once

#include "gc/layout.h"
#include "vm/shape.h"

namespace taipan {

extern const Layout kInstanceLayout;  // only the attributes; native_size is sizeof(HeapObject)
extern const Layout kStringLayout;    // variable size; instances of subclasses are never buffered
extern const Layout kStringBufferLayout;
extern const Layout kBytesLayout;   // variable size
extern const Layout kBigIntLayout;  // variable size
extern const Layout kFloatLayout;
extern const Layout kTupleLayout;  // variable size
extern const Layout kValueArrayLayout;
extern const Layout kByteArrayLayout;
extern const Layout kListLayout;
extern const Layout kDictLayout;
extern const Layout kDictTableLayout;
extern const Layout kCellLayout;

// The layout of a kind below Kind::FirstLanguageKind; null for Kind::Code, which the language defines.
const Layout* layout_of(Kind kind);
// Bytes of the native part of fixed-size kinds (ShapeInit::native_size), and of the fixed part of variable-size ones.
uint32_t native_size_of(Kind kind);
bool is_variable_size(Kind kind);

// For Layout::size of fixed-size kinds that can have attributes: what the shape says.
size_t size_from_shape(const HeapObject* object);

}  // namespace taipan
