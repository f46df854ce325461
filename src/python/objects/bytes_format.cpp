// python/objects/bytes_format.cpp -- the % operator of byte strings.
//
// Room       python/objects. What it shares with texts is in percent_format.h.
// Tests      tests/python/objects/bytes/, CPython's test_bytes, test_format
#include <cstring>

#include "python/objects/bytearray.h"
#include "python/objects/bytes_private.h"
#include "python/objects/percent_format.h"

namespace taipan::python {

namespace {

using text::TextView;

class BytesTarget {
 public:
  static constexpr numbers::PrintfTarget kTarget = numbers::PrintfTarget::Bytes;
  static constexpr const char* kNotAllConverted = "not all arguments converted during bytes formatting";
  static bool takes_mapping(Value arguments) {
    return !as_string(arguments) && !is_kind(arguments, Kind::Bytes) && !is_bytearray(arguments);
  }

  explicit BytesTarget(text::ByteBuffer& out) : out_(out) {}

  // Formats and pieces are bytes: texts of width One.
  static std::string_view bytes(TextView part) { return {static_cast<const char*>(part.data), part.length}; }
  Value key(Thread& thread, TextView name) { return detail::to_value(thread, make_bytes(thread, bytes(name))); }
  void append(TextView part) { out_.append(bytes(part)); }
  Raised wrong_float(Thread& thread, Value argument) {
    if (!clear_if(thread, TypeId::TypeError)) return {};
    return raise(thread, TypeId::TypeError, "float argument required, not %T", argument);
  }

  Result<bool> convert(Thread& thread, const numbers::PrintfDirective& directive, Value argument) {
    switch (directive.conversion) {
      case 's':
      case 'b': TRY(write_bytes(thread, directive, argument)); return true;
      case 'r':
      case 'a': write(directive, TRY(ascii(thread, argument))->bytes()); return true;
      case 'c': TRY(write_byte(thread, directive, argument)); return true;
      default: return false;
    }
  }

 private:
  void write(const numbers::PrintfDirective& directive, std::string_view data) {
    const numbers::PrintfTextLayout layout = numbers::printf_text_layout(data.size(), directive);
    fill(layout.left);
    out_.append(data.substr(0, layout.length));
    fill(layout.right);
  }
  void fill(size_t count) {
    if (count == 0) return;
    if (uint8_t* room = out_.extend(count)) memset(room, ' ', count);
  }

  Status write_bytes(Thread& thread, const numbers::PrintfDirective& directive, Value argument) {
    if (!is_kind(argument, Kind::Bytes) && !is_bytearray(argument)) {
      const Value converted = TRY(call_special(thread, argument, Special::Bytes, {}));
      if (!converted.is_unbound()) {
        if (!is_kind(converted, Kind::Bytes)) {
          return raise(thread, TypeId::TypeError, "__bytes__ returned non-bytes (type %T)", converted);
        }
        argument = converted;
      } else if (!is_bytes_like(argument)) {
        return raise(thread, TypeId::TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'",
                     argument);
      }
    }
    BufferView view;
    TRY(get_full_buffer(thread, argument, &view));
    if (is_c_contiguous(view)) {
      write(directive, view.view());
      return ok_status();
    }
    Bytes* copy = TRY(bytes_of_buffer(thread, argument));
    write(directive, copy->view());
    return ok_status();
  }

  Status write_byte(Thread& thread, const numbers::PrintfDirective& directive, Value argument) {
    char byte;
    if (is_kind(argument, Kind::Bytes) && argument.as<Bytes>()->length() == 1) {
      byte = char(argument.as<Bytes>()->data()[0]);
    } else if (is_bytearray(argument) && argument.as<ByteArrayObject>()->length() == 1) {
      byte = argument.as<ByteArrayObject>()->view()[0];
    } else {
      const Value integer = to_index(thread, argument);
      if (integer.is_raised()) {
        if (!clear_if(thread, TypeId::TypeError)) return Raised{};
        return raise(thread, TypeId::TypeError, "%%c requires an integer in range(256) or a single byte");
      }
      const int64_t code = integer_to_int64_clamped(integer);
      if (code < 0 || code > 255) return raise(thread, TypeId::OverflowError, "%%c arg not in range(256)");
      byte = char(code);
    }
    numbers::PrintfDirective whole = directive;
    whole.precision = -1;
    write(whole, {&byte, 1});
    return ok_status();
  }

  text::ByteBuffer& out_;
};

}  // namespace

Status percent_format_bytes(Thread& thread, text::ByteBuffer& out, std::string_view format, Value arguments) {
  BytesTarget target(out);
  return percent_format_into(thread, TextView(format), arguments, target);
}

}  // namespace taipan::python
