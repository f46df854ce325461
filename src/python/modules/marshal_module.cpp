// python/modules/marshal_module.cpp -- the module marshal. The work is done by runtime/marshal.h.
#include "python/objects/buffer.h"
#include "python/objects/bytes.h"
#include "python/objects/objects.h"
#include "python/runtime/marshal.h"

namespace taipan::python {

namespace {

Bytes* dumps(Thread& thread, Value value, int version) {
  ByteBuilder out;
  TRY(marshal_write(thread, out, value, version));
  return make_bytes(thread, out.view());
}

Value dump(Thread& thread, Value value, Value file, int version) {
  Bytes* bytes = TRY(dumps(thread, value, version));
  return call_method_with(thread, file, name(Name::Write), Value(bytes));
}

Value loads(Thread& thread, Value bytes) {
  BufferView view;
  TRY(get_buffer(thread, bytes, &view));
  return marshal_read(thread, view.view());
}

Value load(Thread& thread, Value file) {
  const Value nothing = TRY(call_method_with(thread, file, name(Name::Read), Value::integer(0)));
  if (!is_kind(nothing, Kind::Bytes)) return raise(thread, TypeId::TypeError, "file.read() returned not bytes but %T", nothing);
  return marshal_read_file(thread, file);
}

const Method kFunctions[] = {
    {"dump(value, file, version=4, /)", dump, "Write the value on the open file."},
    {"load(file, /)", load, "Read one value from the open file and return it."},
    {"dumps(value, version=4, /)", dumps, "Return the bytes object that would be written to a file by dump(value, file)."},
    {"loads(bytes, /)", loads, "Convert the bytes-like object to a value."},
};

Status execute(Thread& thread, Module* module) { return module_add(thread, module, "version", Value::integer(kMarshalVersion)); }

}  // namespace

extern const ModuleSpec kMarshalModule = {
    .name = "marshal", .doc = "Values as bytes, in Python's own format.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
