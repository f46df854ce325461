// python/compiler/unparse.cpp -- expressions as text, with as few parentheses as their precedence needs.
//
// Room       python/compiler. The contract is in unparse.h.
// Tests      tests/python/compiler/future_annotations.py
#include "python/compiler/unparse.h"

#include <cstdio>
#include <vector>

#include "base/numbers/float_text.h"
#include "base/numbers/limbs.h"
#include "base/unicode/properties.h"
#include "python/compiler/constants.h"
#include "python/objects/abstract.h"
#include "python/syntax/utf8.h"

namespace taipan::python::compiler {

using ast::NodeKind;

namespace {

// How tightly an expression binds; what stands in a place of a higher level is put in parentheses.
enum Level {
  kTuple,
  kTest,  // if-else, lambda
  kOr,
  kAnd,
  kNot,
  kComparison,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kSum,
  kTerm,
  kFactor,
  kPower,
  kAwait,
  kAtom,
};
constexpr int kExpression = kBitOr;

struct OperatorText {
  const char* text;
  int level;
};

OperatorText text_of(ast::Operator op) {
  switch (op) {
    case ast::Operator::Add:
      return {" + ", kSum};
    case ast::Operator::Sub:
      return {" - ", kSum};
    case ast::Operator::Mult:
      return {" * ", kTerm};
    case ast::Operator::MatMult:
      return {" @ ", kTerm};
    case ast::Operator::Div:
      return {" / ", kTerm};
    case ast::Operator::Mod:
      return {" % ", kTerm};
    case ast::Operator::Pow:
      return {" ** ", kPower};
    case ast::Operator::LShift:
      return {" << ", kShift};
    case ast::Operator::RShift:
      return {" >> ", kShift};
    case ast::Operator::BitOr:
      return {" | ", kBitOr};
    case ast::Operator::BitXor:
      return {" ^ ", kBitXor};
    case ast::Operator::BitAnd:
      return {" & ", kBitAnd};
    case ast::Operator::FloorDiv:
      return {" // ", kTerm};
  }
  return {"", kAtom};
}

const char* text_of(ast::CompareOperator op) {
  constexpr const char* kTexts[] = {" == ", " != ", " < ",      " <= ", " > ",
                                    " >= ", " is ", " is not ", " in ", " not in "};
  return kTexts[static_cast<int>(op)];
}

class Writer {
 public:
  explicit Writer(Thread& thread) : thread_(thread) {}
  std::string take() { return std::move(out_); }

  void expression(const ast::ExprNode* node, int level) {
    if (!native_stack_ok(thread_)) return;
    switch (node->node_kind) {
      case NodeKind::BoolOp: {
        const auto* operation = node->as<ast::BoolOp>();
        const bool is_and = operation->op == ast::BoolOperator::And;
        const int own = is_and ? kAnd : kOr;
        const Parentheses p(*this, level > own);
        return sequence(operation->values, own + 1, is_and ? " and " : " or ");
      }
      case NodeKind::NamedExpr: {
        const Parentheses p(*this, level > kTuple);
        expression(node->as<ast::NamedExpr>()->target, kAtom);
        out_ += " := ";
        return expression(node->as<ast::NamedExpr>()->value, kAtom);
      }
      case NodeKind::BinOp: {
        const auto* operation = node->as<ast::BinOp>();
        const OperatorText op = text_of(operation->op);
        const bool to_the_right = operation->op == ast::Operator::Pow;
        const Parentheses p(*this, level > op.level);
        expression(operation->left, op.level + (to_the_right ? 1 : 0));
        out_ += op.text;
        return expression(operation->right, op.level + (to_the_right ? 0 : 1));
      }
      case NodeKind::UnaryOp:
        return unary(node->as<ast::UnaryOp>(), level);
      case NodeKind::Lambda: {
        const auto* lambda = node->as<ast::Lambda>();
        const Parentheses p(*this, level > kTest);
        out_ += lambda->args->posonlyargs.empty() && lambda->args->args.empty() ? "lambda" : "lambda ";
        parameters(lambda->args);
        out_ += ": ";
        return expression(lambda->body, kTest);
      }
      case NodeKind::IfExp: {
        const auto* choice = node->as<ast::IfExp>();
        const Parentheses p(*this, level > kTest);
        expression(choice->body, kTest + 1);
        out_ += " if ";
        expression(choice->test, kTest + 1);
        out_ += " else ";
        return expression(choice->orelse, kTest);
      }
      case NodeKind::Dict:
        return dict(node->as<ast::Dict>());
      case NodeKind::Set:
        return enclosed('{', node->as<ast::Set>()->elts, '}');
      case NodeKind::List:
        return enclosed('[', node->as<ast::List>()->elts, ']');
      case NodeKind::Tuple:
        return tuple(node->as<ast::Tuple>()->elts, level);
      case NodeKind::ListComp: {
        const auto* c = node->as<ast::ListComp>();
        return comprehension('[', c->elt, nullptr, c->generators, ']');
      }
      case NodeKind::SetComp: {
        const auto* c = node->as<ast::SetComp>();
        return comprehension('{', c->elt, nullptr, c->generators, '}');
      }
      case NodeKind::DictComp: {
        const auto* c = node->as<ast::DictComp>();
        return comprehension('{', c->key, c->value, c->generators, '}');
      }
      case NodeKind::GeneratorExp: {
        const auto* c = node->as<ast::GeneratorExp>();
        return comprehension('(', c->elt, nullptr, c->generators, ')');
      }
      case NodeKind::Await: {
        const Parentheses p(*this, level > kAwait);
        out_ += "await ";
        return expression(node->as<ast::Await>()->value, kAtom);
      }
      case NodeKind::Yield: {
        const auto* value = node->as<ast::Yield>()->value;
        out_ += value == nullptr ? "(yield" : "(yield ";
        if (value != nullptr) expression(value, kTest);
        out_ += ')';
        return;
      }
      case NodeKind::YieldFrom:
        out_ += "(yield from ";
        expression(node->as<ast::YieldFrom>()->value, kTest);
        out_ += ')';
        return;
      case NodeKind::Compare: {
        const auto* compare = node->as<ast::Compare>();
        const Parentheses p(*this, level > kComparison);
        expression(compare->left, kComparison + 1);
        for (uint32_t i = 0; i < compare->ops.size(); ++i) {
          out_ += text_of(compare->ops[i]);
          expression(compare->comparators[i], kComparison + 1);
        }
        return;
      }
      case NodeKind::Call:
        return call(node->as<ast::Call>());
      case NodeKind::FormattedValue:
        return formatted_value(node->as<ast::FormattedValue>());
      case NodeKind::JoinedStr:
        return joined_string(node, false);
      case NodeKind::Constant: {
        const auto* constant = node->as<ast::Constant>();
        out_ += constant->kind;
        return value(constant->value);
      }
      case NodeKind::Attribute: {
        const auto* attribute = node->as<ast::Attribute>();
        expression(attribute->value, kAtom);
        const auto* constant = attribute->value->try_as<ast::Constant>();
        // A point behind digits would belong to the number.
        out_ += constant != nullptr && constant->value.kind == ast::ConstantKind::Int ? " ." : ".";
        out_ += attribute->attr;
        return;
      }
      case NodeKind::Subscript:
        expression(node->as<ast::Subscript>()->value, kAtom);
        out_ += '[';
        expression(node->as<ast::Subscript>()->slice, kTuple);
        out_ += ']';
        return;
      case NodeKind::Starred:
        out_ += '*';
        return expression(node->as<ast::Starred>()->value, kExpression);
      case NodeKind::Name:
        out_ += node->as<ast::Name>()->id;
        return;
      case NodeKind::Slice: {
        const auto* slice = node->as<ast::Slice>();
        if (slice->lower != nullptr) expression(slice->lower, kTest);
        out_ += ':';
        if (slice->upper != nullptr) expression(slice->upper, kTest);
        if (slice->step == nullptr) return;
        out_ += ':';
        return expression(slice->step, kTest);
      }
      default:
        return;
    }
  }

 private:
  class Parentheses {
   public:
    Parentheses(Writer& writer, bool needed) : writer_(writer), needed_(needed) {
      if (needed_) writer_.out_ += '(';
    }
    ~Parentheses() {
      if (needed_) writer_.out_ += ')';
    }
    Parentheses(const Parentheses&) = delete;
    Parentheses& operator=(const Parentheses&) = delete;

   private:
    Writer& writer_;
    bool needed_;
  };

  void sequence(const ast::Sequence<ast::ExprNode*>& nodes, int level, const char* separator) {
    for (uint32_t i = 0; i < nodes.size(); ++i) {
      if (i > 0) out_ += separator;
      expression(nodes[i], level);
    }
  }

  void enclosed(char open, const ast::Sequence<ast::ExprNode*>& nodes, char close) {
    out_ += open;
    sequence(nodes, kTest, ", ");
    out_ += close;
  }

  void tuple(const ast::Sequence<ast::ExprNode*>& elements, int level) {
    if (elements.empty()) {
      out_ += "()";
      return;
    }
    const Parentheses p(*this, level > kTuple);
    sequence(elements, kTest, ", ");
    if (elements.size() == 1) out_ += ',';
  }

  void unary(const ast::UnaryOp* node, int level) {
    const int own = node->op == ast::UnaryOperator::Not ? kNot : kFactor;
    const Parentheses p(*this, level > own);
    constexpr const char* kTexts[] = {"~", "not ", "+", "-"};
    out_ += kTexts[static_cast<int>(node->op)];
    expression(node->operand, own);
  }

  void parameters(const ast::Arguments* arguments) {
    bool first = true;
    const auto comma = [&] {
      if (!first) out_ += ", ";
      first = false;
    };
    const auto parameter = [&](const ast::Arg* argument) {
      out_ += argument->arg;
      if (argument->annotation == nullptr) return;
      out_ += ": ";
      expression(argument->annotation, kTest);
    };
    const uint32_t only_positional = arguments->posonlyargs.size();
    const uint32_t positional = only_positional + arguments->args.size();
    for (uint32_t i = 0; i < positional; ++i) {
      comma();
      parameter(i < only_positional ? arguments->posonlyargs[i] : arguments->args[i - only_positional]);
      if (i + arguments->defaults.size() >= positional) {
        out_ += '=';
        expression(arguments->defaults[i + arguments->defaults.size() - positional], kTest);
      }
      if (i + 1 == only_positional) out_ += ", /";
    }
    if (arguments->vararg != nullptr || !arguments->kwonlyargs.empty()) {
      comma();
      out_ += '*';
      if (arguments->vararg != nullptr) parameter(arguments->vararg);
    }
    for (uint32_t i = 0; i < arguments->kwonlyargs.size(); ++i) {
      comma();
      parameter(arguments->kwonlyargs[i]);
      if (arguments->kw_defaults[i] == nullptr) continue;
      out_ += '=';
      expression(arguments->kw_defaults[i], kTest);
    }
    if (arguments->kwarg == nullptr) return;
    comma();
    out_ += "**";
    parameter(arguments->kwarg);
  }

  void dict(const ast::Dict* node) {
    out_ += '{';
    for (uint32_t i = 0; i < node->values.size(); ++i) {
      if (i > 0) out_ += ", ";
      if (node->keys[i] == nullptr) {
        out_ += "**";
        expression(node->values[i], kExpression);
      } else {
        expression(node->keys[i], kTest);
        out_ += ": ";
        expression(node->values[i], kTest);
      }
    }
    out_ += '}';
  }

  void comprehension(char open, const ast::ExprNode* element, const ast::ExprNode* element_value,
                     const ast::Sequence<ast::Comprehension*>& generators, char close) {
    out_ += open;
    expression(element, kTest);
    if (element_value != nullptr) {
      out_ += ": ";
      expression(element_value, kTest);
    }
    for (const ast::Comprehension* generator : generators) {
      out_ += generator->is_async != 0 ? " async for " : " for ";
      expression(generator->target, kTuple);
      out_ += " in ";
      expression(generator->iter, kTest + 1);
      for (const ast::ExprNode* condition : generator->ifs) {
        out_ += " if ";
        expression(condition, kTest + 1);
      }
    }
    out_ += close;
  }

  void call(const ast::Call* node) {
    expression(node->func, kAtom);
    // The parentheses of a generator expression that is the only argument are those of the call.
    if (node->args.size() == 1 && node->keywords.empty() && node->args[0]->is<ast::GeneratorExp>()) {
      return expression(node->args[0], kTest);
    }
    out_ += '(';
    sequence(node->args, kTest, ", ");
    bool first = node->args.empty();
    for (const ast::Keyword* keyword : node->keywords) {
      if (!first) out_ += ", ";
      first = false;
      if (keyword->arg.data() == nullptr) {
        out_ += "**";
      } else {
        out_ += keyword->arg;
        out_ += '=';
      }
      expression(keyword->value, kTest);
    }
    out_ += ')';
  }

  // ---- f-strings

  void joined_string(const ast::ExprNode* node, bool is_format_spec) {
    std::string outer = std::move(out_);
    out_.clear();
    for (const ast::ExprNode* part : node->as<ast::JoinedStr>()->values)
      string_part(part);
    const std::string text = std::move(out_);
    out_ = std::move(outer);
    if (is_format_spec) {
      out_ += text;
    } else {
      out_ += 'f';
      string(text);
    }
  }

  void string_part(const ast::ExprNode* node) {
    if (const auto* constant = node->try_as<ast::Constant>()) {
      for (const char c : constant->value.text) {
        if (c == '{' || c == '}') out_ += c;
        out_ += c;
      }
    } else if (node->is<ast::JoinedStr>()) {
      joined_string(node, true);
    } else {
      formatted_value(node->as<ast::FormattedValue>());
    }
  }

  void formatted_value(const ast::FormattedValue* node) {
    Writer inner(thread_);
    inner.expression(node->value, kTest + 1);
    const std::string text = inner.take();
    out_ += text.starts_with('{') ? "{ " : "{";
    out_ += text;
    if (node->conversion > 0) {
      out_ += '!';
      out_ += static_cast<char>(node->conversion);
    }
    if (node->format_spec != nullptr) {
      out_ += ':';
      string_part(node->format_spec);
    }
    out_ += '}';
  }

  // ---- constants

  void string(std::string_view text) {
    const bool doubled = text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
    const char quote = doubled ? '"' : '\'';
    out_ += quote;
    const char* at = text.data();
    const char* end = at + text.size();
    while (at < end) {
      const char* start = at;
      const char32_t c = syntax::utf8::next(at);
      if (!escape(c, quote)) {
        if (c < 0x7F || unicode::is_printable(c)) {
          out_.append(start, at);
        } else {
          number_escape(c);
        }
      }
    }
    out_ += quote;
  }

  void bytes(std::string_view text) {
    const bool doubled = text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
    const char quote = doubled ? '"' : '\'';
    out_ += 'b';
    out_ += quote;
    for (const char byte : text) {
      const auto c = static_cast<uint8_t>(byte);
      if (escape(c, quote)) continue;
      if (c < 0x7F) {
        out_ += byte;
      } else {
        number_escape(c);
      }
    }
    out_ += quote;
  }

  bool escape(char32_t c, char quote) {
    switch (c) {
      case '\n':
        out_ += "\\n";
        return true;
      case '\r':
        out_ += "\\r";
        return true;
      case '\t':
        out_ += "\\t";
        return true;
      default:
        break;
    }
    if (c == '\\' || c == static_cast<char32_t>(quote)) {
      out_ += '\\';
      out_ += static_cast<char>(c);
      return true;
    }
    if (c >= 0x20) return false;
    number_escape(c);
    return true;
  }

  void number_escape(char32_t c) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer,
                  c < 0x100     ? "\\x%02x"
                  : c < 0x10000 ? "\\u%04x"
                                : "\\U%08x",
                  static_cast<unsigned>(c));
    out_ += buffer;
  }

  // Infinity has no literal: a number too large stands for it.
  void number(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
      if (text.substr(at, 3) == "inf") {
        out_ += "1e309";
        at += 3;
      } else {
        out_ += text[at++];
      }
    }
  }

  void integer(const ast::ConstantValue& constant) {
    if (constant.fits_int64) {
      out_ += std::to_string(constant.integer);
      return;
    }
    std::vector<numbers::Limb> limbs(numbers::from_digits_result_limbs(constant.text.size(), constant.radix));
    const numbers::SignedLength length =
        numbers::from_digits(limbs.data(), constant.text.data(), constant.text.size(), constant.radix);
    const auto view = numbers::IntegerView::of(limbs.data(), length);
    std::string digits(numbers::to_digits_capacity(view, 10), '0');
    digits.resize(numbers::to_digits(digits.data(), view, 10));
    out_ += digits;
  }

  void value(const ast::ConstantValue& constant) {
    switch (constant.kind) {
      case ast::ConstantKind::None:
        out_ += "None";
        return;
      case ast::ConstantKind::True:
        out_ += "True";
        return;
      case ast::ConstantKind::False:
        out_ += "False";
        return;
      case ast::ConstantKind::Ellipsis:
        out_ += "...";
        return;
      case ast::ConstantKind::Int:
        return integer(constant);
      case ast::ConstantKind::Float: {
        numbers::AsciiBuffer text;
        numbers::append_float_repr(text, constant.number);
        return number({text.data(), text.size()});
      }
      case ast::ConstantKind::Imaginary: {
        numbers::AsciiBuffer text;
        numbers::append_complex_repr(text, 0, constant.number);
        return number({text.data(), text.size()});
      }
      case ast::ConstantKind::Str:
        return string(constant.text);
      case ast::ConstantKind::Bytes:
        return bytes(constant.text);
      case ast::ConstantKind::External: {
        String* text = repr(thread_, external_value(constant));
        if (text == nullptr) return thread_.clear_exception();
        ByteBuilder utf8;
        append_utf8(utf8, text);
        return number(utf8.view());
      }
    }
  }

  Thread& thread_;
  std::string out_;
};

}  // namespace

std::string unparse(Thread& thread, const ast::ExprNode* node) {
  Writer writer(thread);
  writer.expression(node, kTest);
  return writer.take();
}

}  // namespace taipan::python::compiler
