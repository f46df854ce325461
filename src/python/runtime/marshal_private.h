// python/runtime/marshal_private.h -- the type codes that writing and reading share.
#pragma once

#include "base/siphash.h"
#include "python/runtime/marshal.h"

namespace taipan::python {

enum MarshalType : uint8_t {
  kNull = '0',
  kNone = 'N',
  kFalse = 'F',
  kTrue = 'T',
  kStopIteration = 'S',
  kEllipsis = '.',
  kInt = 'i',
  kInt64 = 'I',
  kFloatText = 'f',
  kFloat = 'g',
  kComplexText = 'x',
  kComplex = 'y',
  kLong = 'l',
  kBytes = 's',
  kInterned = 't',
  kReference = 'r',
  kTuple = '(',
  kSmallTuple = ')',
  kList = '[',
  kDict = '{',
  kCode = 'c',
  kUnicode = 'u',
  kUnknown = '?',
  kSet = '<',
  kFrozenSet = '>',
  kAscii = 'a',
  kAsciiInterned = 'A',
  kShortAscii = 'z',
  kShortAsciiInterned = 'Z',
  kFlagReference = 0x80,
};

constexpr int kMaximumDepth = 2000;
constexpr uint32_t kCodeCounts = 13;

inline SipKey code_checksum_key() { return {bytecode_fingerprint(), 0x7461'6970'616E'3131u}; }

}  // namespace taipan::python
