// python/syntax/ast_dump.cpp -- see ast_dump.h.
//
// Room       Syntax. Fields and their order come from ast_nodes.def.
// Tests      tests/syntax/compare_ast.py
#include "python/syntax/ast_dump.h"

#include <cstdio>
#include <vector>

#include "base/numbers/float_text.h"
#include "base/unicode/properties.h"
#include "python/syntax/utf8.h"

namespace taipan::syntax {

namespace {

class Dumper {
 public:
  void node(const ast::Node* node) {
    if (node == nullptr) {
      out_ += "None";
      return;
    }
    out_ += ast::name_of(node->node_kind);
    out_ += '(';
    first_ = true;
    switch (node->node_kind) {
#define AST_FIELD(type, quantity, name) field(#name, concrete->name, Quantity::quantity);
#define AST_NODE(name, Base, layout, Class, fields)                    \
  case ast::NodeKind::Class: {                                         \
    [[maybe_unused]] const auto* concrete = node->as<ast::Class>();    \
    fields                                                             \
    break;                                                             \
  }
#define AST_PRODUCT(name, Class, layout, fields) AST_NODE(name, Class, layout, Class, fields)
#include "python/syntax/ast_nodes.def"
    }
    if (ast::has_location(node->node_kind)) {
      const ast::Location& location = static_cast<const ast::LocatedNode*>(node)->location;
      number_field("lineno", location.lineno);
      number_field("col_offset", location.col_offset);
      number_field("end_lineno", location.end_lineno);
      number_field("end_col_offset", location.end_col_offset);
    }
    out_ += ')';
    first_ = false;
  }

  std::string take() { return std::move(out_); }

 private:
  enum class Quantity { One, Optional, Many };

  void begin_field(std::string_view name) {
    if (!first_) out_ += ", ";
    first_ = false;
    out_ += name;
    out_ += '=';
  }

  void number_field(std::string_view name, int32_t number) {
    begin_field(name);
    out_ += std::to_string(number);
  }

  template <class T>
  static bool is_absent(const T& value) {
    if constexpr (std::is_pointer_v<T>) {
      return value == nullptr;
    } else if constexpr (std::is_same_v<T, std::string_view>) {
      return value.data() == nullptr;
    } else {
      return false;
    }
  }

  template <class T>
  void field(std::string_view name, const T& value, Quantity quantity) {
    if (quantity == Quantity::Optional && is_absent(value)) return;
    begin_field(name);
    element(value);
    first_ = false;
  }

  template <class T>
  void field(std::string_view name, const ast::Sequence<T>& values, Quantity) {
    begin_field(name);
    out_ += '[';
    bool first = true;
    for (const T& value : values) {
      if (!first) out_ += ", ";
      first = false;
      element(value);
    }
    out_ += ']';
    first_ = false;
  }

  template <class T>
  void element(const T& value) {
    if constexpr (std::is_pointer_v<T>) {
      node(value);
    } else if constexpr (std::is_enum_v<T>) {
      out_ += ast::name_of(value);
      out_ += "()";
    } else if constexpr (std::is_same_v<T, std::string_view>) {
      quoted(value);
    } else if constexpr (std::is_same_v<T, ast::ConstantValue>) {
      constant(value);
    } else {
      out_ += std::to_string(value);
    }
  }

  void constant(const ast::ConstantValue& value) {
    switch (value.kind) {
      case ast::ConstantKind::None: out_ += "None"; break;
      case ast::ConstantKind::True: out_ += "True"; break;
      case ast::ConstantKind::False: out_ += "False"; break;
      case ast::ConstantKind::Ellipsis: out_ += "Ellipsis"; break;
      case ast::ConstantKind::Int: integer(value); break;
      case ast::ConstantKind::Float: {
        numbers::AsciiBuffer text;
        numbers::append_float_repr(text, value.number);
        out_.append(text.data(), text.size());
        break;
      }
      case ast::ConstantKind::Imaginary: {
        numbers::AsciiBuffer text;
        numbers::append_complex_repr(text, 0, value.number);
        out_.append(text.data(), text.size());
        break;
      }
      case ast::ConstantKind::Str: quoted(value.text); break;
      case ast::ConstantKind::Bytes: quoted_bytes(value.text); break;
      case ast::ConstantKind::External: out_ += "<external>"; break;
    }
  }

  void integer(const ast::ConstantValue& value) {
    if (value.fits_int64) out_ += std::to_string(value.integer);
    else if (value.radix == 10) out_ += value.text;
    else decimal_of(value);
  }

  // Converts digits of another base, in decimal limbs of nine digits.
  void decimal_of(const ast::ConstantValue& value) {
    constexpr uint64_t kLimb = 1'000'000'000;
    std::vector<uint32_t> limbs;
    for (char c : value.text) {
      uint64_t carry = static_cast<uint64_t>(unicode::hex_digit_value(static_cast<char32_t>(c)));
      for (uint32_t& limb : limbs) {
        carry += uint64_t{limb} * value.radix;
        limb = static_cast<uint32_t>(carry % kLimb);
        carry /= kLimb;
      }
      if (carry != 0) limbs.push_back(static_cast<uint32_t>(carry));
    }
    out_ += std::to_string(limbs.back());
    for (size_t i = limbs.size() - 1; i-- > 0;) {
      const std::string digits = std::to_string(limbs[i]);
      out_.append(9 - digits.size(), '0');
      out_ += digits;
    }
  }

  static char preferred_quote(std::string_view text) {
    const bool has_single = text.find('\'') != std::string_view::npos;
    return has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
  }

  void hex(char letter, uint32_t number, int digits) {
    char text[16];
    std::snprintf(text, sizeof text, "\\%c%0*x", letter, digits, number);
    out_ += text;
  }

  // One ASCII character inside quotes.
  void ascii(char c, char quote) {
    switch (c) {
      case '\n': out_ += "\\n"; return;
      case '\r': out_ += "\\r"; return;
      case '\t': out_ += "\\t"; return;
    }
    if (c == quote || c == '\\') out_ += '\\';
    if (c < 0x20 || c == 0x7F) hex('x', static_cast<unsigned char>(c), 2);
    else out_ += c;
  }

  void quoted(std::string_view text) {
    const char quote = preferred_quote(text);
    out_ += quote;
    for (const char* at = text.data(); at < text.data() + text.size();) {
      const char* start = at;
      const char32_t point = utf8::next(at);
      if (point < 0x80) ascii(static_cast<char>(point), quote);
      else if (unicode::is_printable(point)) out_.append(start, at);
      else if (point < 0x100) hex('x', point, 2);
      else if (point < 0x10000) hex('u', point, 4);
      else hex('U', point, 8);
    }
    out_ += quote;
  }

  void quoted_bytes(std::string_view bytes) {
    const char quote = preferred_quote(bytes);
    out_ += 'b';
    out_ += quote;
    for (char c : bytes) {
      if (static_cast<signed char>(c) < 0) hex('x', static_cast<unsigned char>(c), 2);
      else ascii(c, quote);
    }
    out_ += quote;
  }

  std::string out_;
  bool first_ = true;
};

}  // namespace

std::string dump(const ast::Node* node) {
  Dumper dumper;
  dumper.node(node);
  return dumper.take();
}

}  // namespace taipan::syntax
