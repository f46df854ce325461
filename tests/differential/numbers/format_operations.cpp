// tests/differential/numbers/format_operations.cpp -- the driver's operations of format() and of the % operator.

#include "base/numbers/format_spec.h"
#include "base/numbers/integer_text.h"
#include "base/numbers/printf_format.h"
#include "driver.h"

namespace taipan::differential {
namespace {

using numbers::FormatContext;
using numbers::FormatError;
using numbers::FormatSpec;
using numbers::FormattedKind;
using numbers::TextBuffer;

std::string error_text(const FormatError& error) {
  switch (error.kind) {
    case numbers::FormatErrorKind::None:
      return "none";
    case numbers::FormatErrorKind::Value:
      return "ValueError " + print_text(error.message.view());
    case numbers::FormatErrorKind::Overflow:
      return "OverflowError " + print_text(error.message.view());
    case numbers::FormatErrorKind::OutOfMemory:
      return "MemoryError";
  }
  return "";
}

// kind, value (two for complex), spec.
std::string format(const Arguments& arguments) {
  const std::string_view kind = arguments[0];
  const std::u32string text = parse_text(arguments.back());
  FormatSpec spec;
  FormatError error;
  TextBuffer out;
  FormatContext context;
  context.digit_limit = numbers::kDefaultDigitLimit;
  const numbers::TextView type_name(kind);
  bool ok;
  if (kind == "str") {
    const std::u32string value = parse_text(arguments[1]);
    ok = numbers::parse_format_spec(view_of(text), FormattedKind::Text, type_name, &spec, &error) &&
         numbers::format_text(view_of(value), spec, type_name, out, &error);
  } else if (kind == "int") {
    const Integer value = parse_integer(arguments[1]);
    ok = numbers::parse_format_spec(view_of(text), FormattedKind::Integer, type_name, &spec, &error) &&
         numbers::format_integer(value.view(), spec, type_name, context, out, &error);
  } else if (kind == "float") {
    ok = numbers::parse_format_spec(view_of(text), FormattedKind::Float, type_name, &spec, &error) &&
         numbers::format_float(parse_double(arguments[1]), spec, type_name, context, out, &error);
  } else {
    ok = numbers::parse_format_spec(view_of(text), FormattedKind::Complex, type_name, &spec, &error) &&
         numbers::format_complex(parse_double(arguments[1]), parse_double(arguments[2]), spec, type_name, context, out,
                                 &error);
  }
  return ok ? "text " + print_text(out.view()) : error_text(error);
}

// kind, value, decimal point, thousands separator, grouping (a character code a size), spec of type n.
std::string format_in_locale(const Arguments& arguments) {
  const std::u32string point = parse_text(arguments[2]);
  const std::u32string separator = parse_text(arguments[3]);
  const std::vector<uint8_t> sizes = parse_bytes(arguments[4]);
  const std::string grouping(sizes.begin(), sizes.end());
  const numbers::NumberLocale locale{view_of(point), view_of(separator), grouping.c_str()};
  FormatContext context;
  context.locale = &locale;
  const std::u32string text = parse_text(arguments[5]);
  FormatSpec spec;
  FormatError error;
  TextBuffer out;
  const bool is_int = arguments[0] == "int";
  const numbers::TextView type_name(arguments[0]);
  bool ok = numbers::parse_format_spec(view_of(text), is_int ? FormattedKind::Integer : FormattedKind::Float, type_name,
                                       &spec, &error);
  if (ok && is_int) {
    const Integer value = parse_integer(arguments[1]);
    ok = numbers::format_integer(value.view(), spec, type_name, context, out, &error);
  } else if (ok) {
    ok = numbers::format_float(parse_double(arguments[1]), spec, type_name, context, out, &error);
  }
  return ok ? "text " + print_text(out.view()) : error_text(error);
}

// A format with one directive, and what to do with the argument: an int, a float or a text. Further arguments are the
// ints that '*' takes.
std::string percent(const Arguments& arguments) {
  const std::u32string text = parse_text(arguments[0]);
  const std::string_view kind = arguments[1];
  numbers::PrintfScanner scanner(view_of(text));
  TextBuffer out;
  size_t star = 3;
  for (;;) {
    switch (scanner.next()) {
      case numbers::PrintfEvent::Literal:
        out.append(scanner.literal());
        break;
      case numbers::PrintfEvent::Mapping:
        return "mapping wanted";
      case numbers::PrintfEvent::Key:
        return "key";
      case numbers::PrintfEvent::Width:
        scanner.set_width(parse_int64(arguments[star++]));
        break;
      case numbers::PrintfEvent::Precision:
        scanner.set_precision(parse_int64(arguments[star++]));
        break;
      case numbers::PrintfEvent::Percent:
        out.append('%');
        break;
      case numbers::PrintfEvent::Error:
        return "ValueError " + print_text(scanner.error());
      case numbers::PrintfEvent::End:
        return "text " + print_text(out.view());
      case numbers::PrintfEvent::Conversion: {
        numbers::AsciiBuffer number;
        const numbers::PrintfDirective& directive = scanner.directive();
        const std::u32string conversions = kind == "int" ? U"diuoxX" : kind == "float" ? U"eEfFgG" : U"sc";
        if (conversions.find(directive.conversion) == std::u32string::npos) {
          TextBuffer message;
          numbers::append_unsupported_conversion_message(message, directive.conversion, scanner.conversion_index());
          return "ValueError " + print_text(message.view());
        }
        if (kind == "int") {
          if (numbers::printf_integer(number, parse_integer(arguments[2]).view(), directive, 4300) !=
              numbers::PrintfStatus::Ok) {
            return "refused";
          }
        } else if (kind == "float") {
          if (numbers::printf_float(number, parse_double(arguments[2]), directive) != numbers::PrintfStatus::Ok) {
            return "refused";
          }
        } else {
          const std::u32string value = parse_text(arguments[2]);
          const auto layout = numbers::printf_text_layout(value.size(), directive);
          out.append_repeated(' ', layout.left);
          out.append(view_of(value).substring(0, layout.length));
          out.append_repeated(' ', layout.right);
        }
        out.append_ascii(number.data(), number.size());
        break;
      }
    }
  }
}

}  // namespace

const std::vector<OperationRow> kFormatOperations = {
    {"format", format},
    {"format_in_locale", format_in_locale},
    {"percent", percent},
};

}  // namespace taipan::differential
