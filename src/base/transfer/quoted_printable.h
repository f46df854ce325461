// base/transfer/quoted_printable.h -- MIME's quoted-printable encoding, as binascii reads and writes it.
//
// Room       Base: transfer encodings.
// In / out   Bytes in; bytes appended to a buffer. Reading never fails: what is no escape is copied.
// Tests      tests/unit/base/transfer/transfer_test.cpp, tests/differential/numbers/
#pragma once

#include "base/text/byte_buffer.h"

namespace taipan::transfer {

using text::ByteBuffer;

struct QuotedPrintableStyle {
  bool quote_tabs = false;  // blanks and tabs are escaped everywhere, not only at line ends
  bool is_text = true;      // line ends are line ends, not data
  bool header = false;      // '_' stands for a blank
};
// Lines are at most 76 characters; line ends become like the first one of the data.
void append_quoted_printable(ByteBuffer& out, const uint8_t* data, size_t size, const QuotedPrintableStyle& style);

enum class QuotedPrintableKind { Body, Header };
void read_quoted_printable(ByteBuffer& out, const uint8_t* text, size_t size, QuotedPrintableKind kind);

}  // namespace taipan::transfer
