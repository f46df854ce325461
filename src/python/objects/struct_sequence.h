// python/objects/struct_sequence.h -- tuples with named fields: time.struct_time, os.stat_result, sys.version_info.
//
// Room       python/objects. In / out: a table of fields in, a class out; instances are Tuples.
// Tests      tests/python/objects/struct_sequences_*.py; CPython's test_structseq
//
// The first `visible_count` fields are the items of the tuple; the others can only be read by name. A field without a
// name (null) can only be read by index; such fields are the last visible ones.
//
//   [ header | hash | length = visible | visible item ... | hidden item ... ]      `aux` of the header counts the hidden
#pragma once

#include <span>

#include "python/objects/native.h"

namespace taipan::python {

struct FieldSpec {
  const char* name;
  const char* doc;
};

// Whether Python code may call the class: struct_time([...]) can be made, sys.flags cannot.
enum class StructSequenceCalls : uint8_t { Allowed, Refused };

// `name` with its module: "time.struct_time". `fields` may be temporary, the texts in it live for ever.
Type* define_struct_sequence(Thread& thread, const char* name, const char* doc, std::span<const FieldSpec> fields,
                             int visible_count, StructSequenceCalls calls = StructSequenceCalls::Allowed);
// Fields beyond the given values are None.
Value new_struct_sequence(Thread& thread, Type* type, std::span<const Value> values);
// A field of an instance by position, hidden ones included.
Value struct_sequence_field(Value instance, int index);
// Class(sequence, dict): what __new__ does; for classes that adjust the outcome.
Value make_struct_sequence(Thread& thread, Type* type, Value sequence, Value dict);

}  // namespace taipan::python
