// python/runtime/marshal_write.cpp -- values to bytes; the format is in marshal.h.
//
// An object that is met again becomes a reference to its first place. Only then is the first place marked, and at the end
// the marked places are numbered in their order, which is how a reader counts them.
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <vector>

#include "base/numbers/float_text.h"
#include "python/objects/buffer.h"
#include "python/objects/objects.h"
#include "python/objects/set.h"
#include "python/objects/text_codec.h"
#include "python/runtime/marshal_private.h"
#include "vm/integer.h"

namespace taipan::python {

uint64_t bytecode_fingerprint() {
  static const uint64_t fingerprint = [] {
    constexpr std::string_view kTables =
#define OP(name, a, b, c, effects, meaning) #name ":" #a "," #b "," #c ";"
#include "python/bytecode/opcodes.def"
#undef OP
#define INTRINSIC(name, count, meaning) #name ":" #count ";"
#include "python/bytecode/intrinsics.def"
#undef INTRINSIC
        "layout 1";
    uint64_t hash = siphash13(SipKey{sizeof(Instruction), sizeof(ExceptionEntry)}, kTables.data(), kTables.size());
    // The compiler may have changed without its tables: another executable writes other code.
    struct stat program;
    if (stat("/proc/self/exe", &program) == 0) {
      const uint64_t stamp[] = {uint64_t(program.st_mtim.tv_sec), uint64_t(program.st_mtim.tv_nsec), uint64_t(program.st_size)};
      hash = siphash13(SipKey{hash, 0}, stamp, sizeof stamp);
    }
    return hash;
  }();
  return fingerprint;
}

namespace {

class Writer {
 public:
  Writer(Thread& thread, ByteBuilder& out, int version) : thread_(thread), out_(out), version_(version) {}

  Status run(Value value) {
    TRY(write(value));
    resolve();
    return ok_status();
  }

 private:
  struct Use {
    uint32_t at;     // of the number, behind 'r'
    uint32_t first;  // of the type code it refers to
  };

  void byte(uint8_t b) { out_.append(b); }
  void put32(uint32_t i) { out_.append(&i, sizeof i); }
  void put16(uint16_t i) { out_.append(&i, sizeof i); }
  void put64(uint64_t i) { out_.append(&i, sizeof i); }

  // Numbers the references, then seals the codes.
  void resolve() {
    std::vector<uint32_t> firsts;
    for (const Use& use : uses_) firsts.push_back(use.first);
    std::sort(firsts.begin(), firsts.end());
    firsts.erase(std::unique(firsts.begin(), firsts.end()), firsts.end());
    for (const uint32_t first : firsts) out_.data()[first] |= kFlagReference;
    for (const Use& use : uses_) {
      const auto number = uint32_t(std::lower_bound(firsts.begin(), firsts.end(), use.first) - firsts.begin());
      memcpy(out_.data() + use.at, &number, sizeof number);
    }
    for (const uint32_t at : outer_codes_) {
      uint32_t size;
      memcpy(&size, out_.data() + at, sizeof size);
      const uint64_t checksum = siphash13(code_checksum_key(), out_.data() + at + 12, size);
      memcpy(out_.data() + at + 4, &checksum, sizeof checksum);
    }
  }

  Status write(Value value) {
    if (depth_ >= kMaximumDepth || !native_stack_ok(thread_)) {
      return raise(thread_, TypeId::ValueError, "object too deeply nested to marshal");
    }
    if (value.is_int()) {
      put_int(value);
      return ok_status();
    }
    if (value.is_double()) {
      put_float(value.as_double());
      return ok_status();
    }
    if (!value.is_object() || value.is_unbound()) {
      if (value.is_none()) byte(kNone);
      else if (value.is_true()) byte(kTrue);
      else if (value.is_false()) byte(kFalse);
      else if (value.is_ellipsis()) byte(kEllipsis);
      else return unmarshallable();
      return ok_status();
    }
    if (version_ >= 3) {
      const auto [place, is_new] = places_.try_emplace(value.bits(), uint32_t(out_.size()));
      if (!is_new) {
        byte(kReference);
        uses_.push_back({uint32_t(out_.size()), place->second});
        put32(0);
        return ok_status();
      }
    }
    depth_++;
    const Status status = write_object(value);
    depth_--;
    return status;
  }

  Status unmarshallable() { return raise(thread_, TypeId::ValueError, "unmarshallable object"); }

  Status write_object(Value value) {
    if (is_exact_string(value)) return put_string(value.as<String>());
    if (is_exact_tuple(value)) return put_tuple(value.as<Tuple>());
    if (is_exact_bytes(value)) return put_bytes(kBytes, value.as<Bytes>()->view());
    if (is_exact_bigint(value)) {
      put_int(value);
      return ok_status();
    }
    if (is_kind(value, Kind::Code)) return put_code(value.as<Code>());
    if (is_exact_list(value)) {
      byte(kList);
      put32(uint32_t(value.as<List>()->length()));
      for (int64_t i = 0; i < value.as<List>()->length(); i++) TRY(write(value.as<List>()->at(i)));
      return ok_status();
    }
    if (is_exact_dict(value)) {
      byte(kDict);
      Value key, item;
      for (uint32_t i = 0; dict_next(value.as<Dict>(), i, key, item);) {
        TRY(write(key));
        TRY(write(item));
      }
      byte(kNull);
      return ok_status();
    }
    if (is_exact(value, TypeId::Set) || is_exact(value, TypeId::FrozenSet)) return put_set(value.as<SetObject>());
    if (is_exact(value, TypeId::Complex)) {
      put_complex(value.as<ComplexObject>());
      return ok_status();
    }
    if (value == Value(builtin_type(TypeId::StopIteration))) {
      byte(kStopIteration);
      return ok_status();
    }
    if (is_bytes_like(value)) {
      BufferView view;
      TRY(get_buffer(thread_, value, &view));
      return put_bytes(kBytes, view.view());
    }
    return unmarshallable();
  }

  void put_int(Value value) {
    int64_t small;
    if (integer_to_int64(value, &small) && small == int32_t(small)) {
      byte(kInt);
      put32(uint32_t(small));
      return;
    }
    // Digits of 15 bits.
    const IntegerOperand operand(value);
    const numbers::IntegerView view = operand.view();
    const uint64_t bits = integer_bit_length(value);
    const auto digits = int64_t((bits + 14) / 15);
    byte(kLong);
    put32(uint32_t(view.negative ? -digits : digits));
    for (int64_t i = 0; i < digits; i++) {
      const uint64_t at = uint64_t(i) * 15;
      const size_t limb = at / 64;
      const unsigned shift = at % 64;
      uint64_t digit = view.limbs[limb] >> shift;
      if (shift > 49 && limb + 1 < view.length) digit |= view.limbs[limb + 1] << (64 - shift);
      put16(uint16_t(digit & 0x7FFF));
    }
  }

  void put_float_text(double d) {
    numbers::AsciiBuffer text;
    numbers::FloatFormat format;
    format.style = numbers::FloatStyle::General;
    format.precision = 17;
    (void)numbers::append_float(text, d, format);
    byte(uint8_t(text.size()));
    out_.append(text.data(), text.size());
  }
  void put_float(double d) {
    if (version_ <= 1) {
      byte(kFloatText);
      put_float_text(d);
      return;
    }
    byte(kFloat);
    out_.append(&d, sizeof d);
  }
  void put_complex(const ComplexObject* c) {
    if (version_ <= 1) {
      byte(kComplexText);
      put_float_text(c->real);
      put_float_text(c->imaginary);
      return;
    }
    byte(kComplex);
    out_.append(&c->real, sizeof c->real);
    out_.append(&c->imaginary, sizeof c->imaginary);
  }

  Status put_bytes(uint8_t type, std::string_view bytes) {
    if (bytes.size() > INT32_MAX) return unmarshallable();
    byte(type);
    put32(uint32_t(bytes.size()));
    out_.append(bytes);
    return ok_status();
  }

  Status put_string(String* s) {
    if (version_ >= 4 && s->is_ascii()) {
      if (s->length() < 256) {
        byte(s->is_interned() ? kShortAsciiInterned : kShortAscii);
        byte(uint8_t(s->length()));
        out_.append(s->bytes());
        return ok_status();
      }
      return put_bytes(s->is_interned() ? kAsciiInterned : kAscii, s->bytes());
    }
    ByteBuilder utf8;
    append_utf8(utf8, s);
    return put_bytes(version_ >= 3 && s->is_interned() ? kInterned : kUnicode, utf8.view());
  }

  Status put_tuple(Tuple* tuple) {
    if (version_ >= 4 && tuple->length() < 256) {
      byte(kSmallTuple);
      byte(uint8_t(tuple->length()));
    } else {
      byte(kTuple);
      put32(uint32_t(tuple->length()));
    }
    for (const Value item : tuple->span()) TRY(write(item));
    return ok_status();
  }

  // Elements are written in the order of their bytes, so that equal sets give equal bytes.
  Status put_set(SetObject* set) {
    byte(is_exact(Value(set), TypeId::Set) ? kSet : kFrozenSet);
    put32(uint32_t(set->used));
    struct Element {
      std::string bytes;
      Value value;
    };
    std::vector<Element> elements;
    int64_t position = 0;
    Value key;
    while (set_next(set, position, key)) {
      ByteBuilder alone;
      TRY(Writer(thread_, alone, version_).run(key));
      elements.push_back({std::string(alone.view()), key});
    }
    std::sort(elements.begin(), elements.end(), [](const Element& a, const Element& b) { return a.bytes < b.bytes; });
    for (const Element& element : elements) TRY(write(element.value));
    return ok_status();
  }

  Status write_text(String* s) { return write(s ? Value(s) : Value::none()); }

  Status put_code(Code* code) {
    byte(kCode);
    const size_t start = out_.size();
    put32(0);
    put64(0);
    const uint32_t counts[kCodeCounts] = {
        code->flags,          code->register_count,        code->local_count,        code->variable_count,
        code->argument_count, code->positional_only_count, code->keyword_only_count, code->loop_count,
        code->first_line,     code->instruction_count,     code->cache_count,        code->exception_count,
        code->position_bytes,
    };
    out_.append(counts, sizeof counts);
    out_.append(code->instructions, code->instruction_count * sizeof(Instruction));
    out_.append(code->exceptions, code->exception_count * sizeof(ExceptionEntry));
    out_.append(code->positions, code->position_bytes);
    const bool is_outer = code_depth_++ == 0;
    for (String* s : {code->filename, code->name, code->qualified_name}) TRY(write_text(s));
    for (Tuple* t : {code->names, code->register_names, code->cell_names, code->free_names, code->constants_tuple}) TRY(write(Value(t)));
    for (uint32_t i = 0; i < code->cache_count; i++) TRY(write_text(code->caches[i].name));
    code_depth_--;
    if (out_.size() > UINT32_MAX) return unmarshallable();
    const auto size = uint32_t(out_.size() - start - 12);
    memcpy(out_.data() + start, &size, sizeof size);
    if (is_outer) outer_codes_.push_back(uint32_t(start));
    return ok_status();
  }

  Thread& thread_;
  ByteBuilder& out_;
  int version_;
  int depth_ = 0;
  int code_depth_ = 0;
  std::unordered_map<uint64_t, uint32_t> places_;
  std::vector<Use> uses_;
  std::vector<uint32_t> outer_codes_;
};

}  // namespace

Status marshal_write(Thread& thread, ByteBuilder& out, Value value, int version) { return Writer(thread, out, version).run(value); }

}  // namespace taipan::python
