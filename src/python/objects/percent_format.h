// python/objects/percent_format.h -- the core of the % operator, for texts and for byte strings.
//
// Room       python/objects. Directives and numbers are in base/numbers/printf_format.h; here they get their arguments.
// In / out   A format and its right operand in; pieces to a target out. A target is a class with
//
//     static constexpr numbers::PrintfTarget kTarget;
//     static bool takes_mapping(Value arguments);              whether the operand may serve keys: not the own kind of text
//     Value key(Thread&, text::TextView name);                 the key of "%(name)s"
//     void append(text::TextView part);                        part of the format, or ASCII
//     Result<bool> convert(Thread&, const numbers::PrintfDirective&, Value argument);
//                                                              s r a c b: false if the target does not know the letter
//     Raised wrong_float(Thread&, Value argument);             the argument is no number: what to_double() raised, or another
//     static constexpr const char* kNotAllConverted;
//
// Tests      tests/python/core/strings/, CPython's test_format, test_bytes
//
//   Status percent_format_into(thread, format, arguments, target)
#pragma once

#include <charconv>

#include "base/numbers/integer_text.h"
#include "base/numbers/printf_format.h"
#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "vm/integer.h"

namespace taipan::python {

int64_t int_max_str_digits();  // runtime/compile_source.h

// ---- what does not depend on the target (percent_format.cpp)

// The integer that a conversion d i u o x X writes: an exact int, or the exception.
Value percent_integer(Thread& thread, Value argument, char32_t conversion);
Raised raise_percent_status(Thread& thread, numbers::PrintfStatus status);
// The number of a '*'.
Result<int64_t> percent_star(Thread& thread, Value argument, bool precision);
Raised raise_unsupported_conversion(Thread& thread, char32_t conversion, size_t index);
bool has_subscript(Value value);

template <class Target>
class PercentFormatter {
 public:
  PercentFormatter(Thread& thread, text::TextView format, Value arguments, Target& target)
      : thread_(thread), scanner_(format, Target::kTarget), target_(target), whole_(arguments) {
    if (is_kind(arguments, Kind::Tuple)) {
      tuple_ = arguments.as<Tuple>();
    } else {
      is_mapping_ = Target::takes_mapping(arguments) && has_subscript(arguments);
    }
  }

  Status run() {
    for (;;) {
      switch (scanner_.next()) {
        case numbers::PrintfEvent::Literal: target_.append(scanner_.literal()); break;
        case numbers::PrintfEvent::Percent: target_.append(text::TextView(std::string_view("%"))); break;
        case numbers::PrintfEvent::Mapping:
          if (!is_mapping_) return raise(thread_, TypeId::TypeError, "format requires a mapping");
          break;
        case numbers::PrintfEvent::Key: {
          const Value key = TRY(target_.key(thread_, scanner_.key()));
          single_ = TRY(get_item(thread_, whole_, key));
          tuple_ = nullptr;
          single_used_ = false;
          keyed_ = true;
          break;
        }
        case numbers::PrintfEvent::Width: {
          const Value width = TRY(next_argument());
          scanner_.set_width(TRY(percent_star(thread_, width, false)));
          break;
        }
        case numbers::PrintfEvent::Precision: {
          const Value precision = TRY(next_argument());
          scanner_.set_precision(TRY(percent_star(thread_, precision, true)));
          break;
        }
        case numbers::PrintfEvent::Conversion: TRY(convert()); break;
        case numbers::PrintfEvent::Error: {
          const std::string_view message = scanner_.error();
          return raise(thread_, TypeId::ValueError, "%.*s", int(message.size()), message.data());
        }
        case numbers::PrintfEvent::End:
          if (!is_mapping_ && has_more()) return raise(thread_, TypeId::TypeError, "%s", Target::kNotAllConverted);
          return ok_status();
      }
    }
  }

 private:
  bool has_more() const { return tuple_ != nullptr ? next_ < tuple_->length() : !single_used_; }

  Value next_argument() {
    if (!has_more()) return raise(thread_, TypeId::TypeError, "not enough arguments for format string");
    if (tuple_ != nullptr) return tuple_->at(next_++);
    single_used_ = true;
    return keyed_ ? single_ : whole_;
  }

  Status convert() {
    const numbers::PrintfDirective& directive = scanner_.directive();
    const Value argument = TRY(next_argument());
    switch (directive.conversion) {
      case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': return write_integer(directive, argument);
      case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': return write_float(directive, argument);
      default: break;
    }
    if (!TRY(target_.convert(thread_, directive, argument))) {
      return raise_unsupported_conversion(thread_, directive.conversion, scanner_.conversion_index());
    }
    return ok_status();
  }

  Status write_integer(const numbers::PrintfDirective& directive, Value argument) {
    const bool plain = directive.width < 0 && directive.precision < 0 && !directive.sign && !directive.blank;
    if (argument.is_int() && plain && directive.conversion == 'd') {
      char digits[24];
      const auto written = std::to_chars(digits, digits + sizeof digits, argument.as_int());
      target_.append(text::TextView(std::string_view(digits, size_t(written.ptr - digits))));
      return ok_status();
    }
    const Value integer = TRY(percent_integer(thread_, argument, directive.conversion));
    numbers::AsciiBuffer out;
    const IntegerOperand operand(integer);
    const auto status = numbers::printf_integer(out, operand.view(), directive, int(int_max_str_digits()));
    if (status != numbers::PrintfStatus::Ok) return raise_percent_status(thread_, status);
    target_.append(text::TextView(std::string_view(out.data(), out.size())));
    return ok_status();
  }

  Status write_float(const numbers::PrintfDirective& directive, Value argument) {
    Result<double> number = to_double(thread_, argument);
    if (!number.ok()) return target_.wrong_float(thread_, argument);
    numbers::AsciiBuffer out;
    const auto status = numbers::printf_float(out, number.value(), directive);
    if (status != numbers::PrintfStatus::Ok) return raise_percent_status(thread_, status);
    target_.append(text::TextView(std::string_view(out.data(), out.size())));
    return ok_status();
  }

  Thread& thread_;
  numbers::PrintfScanner scanner_;
  Target& target_;
  Value whole_;
  Value single_;            // the value of a key
  Tuple* tuple_ = nullptr;  // null: there is one argument
  int64_t next_ = 0;
  bool is_mapping_ = false;
  bool keyed_ = false;
  bool single_used_ = false;
};

template <class Target>
Status percent_format_into(Thread& thread, text::TextView format, Value arguments, Target& target) {
  return PercentFormatter<Target>(thread, format, arguments, target).run();
}

}  // namespace taipan::python
