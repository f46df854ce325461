// python/compiler/fold_operations.cpp -- arithmetic and displays of constants.
//
// Room       python/compiler. The contract is in fold_operations.h.
// Tests      tests/golden/compiler/folding*.py
#include "python/compiler/fold_operations.h"

#include <cstdio>

#include "python/compiler/compiler.h"
#include "python/objects/abstract.h"
#include "vm/integer.h"

namespace taipan::python::compiler {

namespace {

// The limits beyond which CPython leaves an operation to run time.
constexpr uint64_t kMaximumIntegerBits = 128;
constexpr int64_t kMaximumCollection = 256;
constexpr int64_t kMaximumString = 4096;
constexpr int64_t kMaximumItems = 1024;

BinaryOp operation_of(ast::Operator op) {
  switch (op) {
    case ast::Operator::Add:
      return BinaryOp::Add;
    case ast::Operator::Sub:
      return BinaryOp::Subtract;
    case ast::Operator::Mult:
      return BinaryOp::Multiply;
    case ast::Operator::MatMult:
      return BinaryOp::MatrixMultiply;
    case ast::Operator::Div:
      return BinaryOp::TrueDivide;
    case ast::Operator::Mod:
      return BinaryOp::Remainder;
    case ast::Operator::Pow:
      return BinaryOp::Power;
    case ast::Operator::LShift:
      return BinaryOp::LeftShift;
    case ast::Operator::RShift:
      return BinaryOp::RightShift;
    case ast::Operator::BitOr:
      return BinaryOp::Or;
    case ast::Operator::BitXor:
      return BinaryOp::Xor;
    case ast::Operator::BitAnd:
      return BinaryOp::And;
    case ast::Operator::FloorDiv:
      return BinaryOp::FloorDivide;
  }
  return BinaryOp::Add;
}

bool is_whole(Value value) {
  return value.is_int() || is_exact_bigint(value);
}

// The items of a tuple and of the tuples in it, as far as they stay below `limit`; -1: too many.
int64_t items_left(Value value, int64_t limit) {
  if (!is_exact_tuple(value)) return limit;
  const auto* tuple = value.as<Tuple>();
  limit -= tuple->length();
  for (int64_t i = 0; limit >= 0 && i < tuple->length(); ++i)
    limit = items_left(tuple->at(i), limit);
  return limit;
}

bool repetition_is_small(Value count, Value sequence) {
  int64_t times = 0;
  if (!integer_to_int64(count, &times)) times = INT64_MAX;
  if (is_exact_tuple(sequence)) {
    const int64_t length = sequence.as<Tuple>()->length();
    if (length == 0) return true;
    if (times < 0 || times > kMaximumCollection / length) return false;
    return times == 0 || items_left(sequence, kMaximumItems / times) >= 0;
  }
  const int64_t length = is_exact_string(sequence)  ? sequence.as<String>()->length()
                         : is_exact_bytes(sequence) ? sequence.as<Bytes>()->length()
                                                    : 0;
  return length == 0 || (times >= 0 && times <= kMaximumString / length);
}

}  // namespace

ast::ExprNode* FoldOperations::constant(Value value, const ast::ExprNode* place) {
  return ast::make<ast::Constant>(arena_, place->location, constant_of(constants_.canonical(value)), ast::Text{});
}

bool FoldOperations::is_small_enough(ast::Operator op, Value left, Value right) {
  const bool integers = is_whole(left) && is_whole(right);
  switch (op) {
    case ast::Operator::Mult:
      if (integers) {
        if (integer_sign(left) == 0 || integer_sign(right) == 0) return true;
        return integer_bit_length(left) + integer_bit_length(right) <= kMaximumIntegerBits;
      }
      if (is_whole(left)) return repetition_is_small(left, right);
      if (is_whole(right)) return repetition_is_small(right, left);
      return true;
    case ast::Operator::Pow: {
      if (!integers || integer_sign(right) <= 0) return true;
      uint64_t exponent = 0;
      if (!integer_to_uint64(right, &exponent)) return false;
      return integer_bit_length(left) <= kMaximumIntegerBits / exponent;
    }
    case ast::Operator::LShift: {
      if (!integers || integer_sign(left) == 0 || integer_sign(right) == 0) return true;
      uint64_t count = 0;
      if (!integer_to_uint64(right, &count) || count > kMaximumIntegerBits) return false;
      return integer_bit_length(left) <= kMaximumIntegerBits - count;
    }
    case ast::Operator::Mod:
      return !is_exact_string(left) && !is_exact_bytes(left);
    default:
      return true;
  }
}

ast::ExprNode* FoldOperations::binary(ast::BinOp* node) {
  const auto* left = node->left->try_as<ast::Constant>();
  if (left == nullptr) return nullptr;
  if (node->op == ast::Operator::Mod && left->value.kind == ast::ConstantKind::Str && node->right->is<ast::Tuple>()) {
    return percent_format(node);
  }
  const auto* right = node->right->try_as<ast::Constant>();
  if (right == nullptr) return nullptr;
  const Value a = constants_.value_of(left->value);
  const Value b = constants_.value_of(right->value);
  if (!is_small_enough(node->op, a, b)) return nullptr;
  const Value result = taipan::python::binary(thread_, a, b, operation_of(node->op));
  if (result.is_raised()) {
    thread_.clear_exception();
    return nullptr;
  }
  return constant(result, node);
}

ast::ExprNode* FoldOperations::unary(ast::UnaryOp* node) {
  if (node->op == ast::UnaryOperator::Not) {
    // `not a in b` and the like have an operator of their own.
    if (auto* compare = node->operand->try_as<ast::Compare>(); compare != nullptr && compare->ops.size() == 1) {
      ast::CompareOperator& op = compare->ops[0];
      switch (op) {
        case ast::CompareOperator::Is:
          op = ast::CompareOperator::IsNot;
          return compare;
        case ast::CompareOperator::IsNot:
          op = ast::CompareOperator::Is;
          return compare;
        case ast::CompareOperator::In:
          op = ast::CompareOperator::NotIn;
          return compare;
        case ast::CompareOperator::NotIn:
          op = ast::CompareOperator::In;
          return compare;
        default:
          return nullptr;
      }
    }
  }
  const auto* operand = node->operand->try_as<ast::Constant>();
  if (operand == nullptr) return nullptr;
  if (node->op == ast::UnaryOperator::Not) {
    const std::optional<bool> truth = truth_of(operand->value);
    return truth ? constant(Value::boolean(!*truth), node) : nullptr;
  }
  if (node->op == ast::UnaryOperator::USub && operand->value.kind == ast::ConstantKind::Float) {
    return constant(Value::number(-operand->value.number), node);
  }
  const Value value = constants_.value_of(operand->value);
  if (node->op == ast::UnaryOperator::USub && value.is_int() && value.as_int() != Value::kMinInt) {
    return constant(Value::integer(-value.as_int()), node);
  }
  const Value result = node->op == ast::UnaryOperator::USub   ? negative(thread_, value)
                       : node->op == ast::UnaryOperator::UAdd ? positive(thread_, value)
                                                              : invert(thread_, value);
  if (result.is_raised()) {
    thread_.clear_exception();
    return nullptr;
  }
  return constant(result, node);
}

ast::ExprNode* FoldOperations::subscript(const ast::Subscript* node) {
  const auto* value = node->value->try_as<ast::Constant>();
  const auto* index = node->slice->try_as<ast::Constant>();
  if (node->ctx != ast::ExprContext::Load || value == nullptr || index == nullptr) return nullptr;
  const Value result = get_item(thread_, constants_.value_of(value->value), constants_.value_of(index->value));
  if (result.is_raised()) {
    thread_.clear_exception();
    return nullptr;
  }
  return constant(result, node);
}

bool FoldOperations::values_of(const ast::Sequence<ast::ExprNode*>& elements, std::vector<Value>& values) {
  for (const ast::ExprNode* element : elements) {
    if (!element->is<ast::Constant>()) return false;
  }
  values.reserve(elements.size());
  // The pool keeps them all alive.
  for (const ast::ExprNode* element : elements)
    values.push_back(constants_.value_of(element->as<ast::Constant>()->value));
  return true;
}

ast::ExprNode* FoldOperations::tuple(const ast::Sequence<ast::ExprNode*>& elements, const ast::ExprNode* place) {
  std::vector<Value> values;
  if (!values_of(elements, values)) return nullptr;
  return constant(values.empty() ? empty_tuple() : tuple_from(thread_.heap(), values), place);
}

ast::ExprNode* FoldOperations::frozenset(const ast::Sequence<ast::ExprNode*>& elements, const ast::ExprNode* place) {
  std::vector<Value> values;
  if (!values_of(elements, values)) return nullptr;
  const Value result = make_frozenset(thread_, values);
  if (result.is_raised()) {
    thread_.clear_exception();
    return nullptr;
  }
  return constant(result, place);
}

ast::ExprNode* FoldOperations::percent_format(const ast::BinOp* node) {
  const std::string_view format = node->left->as<ast::Constant>()->value.text;
  const auto& items = node->right->as<ast::Tuple>()->elts;
  for (const ast::ExprNode* item : items) {
    if (item->is<ast::Starred>()) return nullptr;
  }
  std::vector<ast::ExprNode*> parts;
  std::string literal;
  const auto text_node = [&](std::string_view text, const ast::ExprNode* place) {
    ast::ConstantValue value;
    value.kind = ast::ConstantKind::Str;
    value.text = arena_.copy(text);
    return ast::make<ast::Constant>(arena_, place->location, value, ast::Text{});
  };
  size_t used = 0;
  for (size_t i = 0; i < format.size();) {
    const char c = format[i++];
    if (c != '%') {
      literal += c;
      continue;
    }
    if (i < format.size() && format[i] == '%') {
      literal += '%';
      ++i;
      continue;
    }
    // [flags][width][.precision]type
    bool left_adjusted = false;
    while (i < format.size() && std::string_view("-+ #0").find(format[i]) != std::string_view::npos) {
      left_adjusted |= format[i++] == '-';
    }
    const auto number = [&](int* value) {
      const size_t start = i;
      for (*value = 0; i < format.size() && format[i] >= '0' && format[i] <= '9'; ++i) {
        if (i - start == 2) return false;
        *value = *value * 10 + (format[i] - '0');
      }
      return true;
    };
    int width = -1;
    int precision = -1;
    if (i < format.size() && format[i] >= '0' && format[i] <= '9' && !number(&width)) return nullptr;
    if (i < format.size() && format[i] == '.') {
      ++i;
      if (!number(&precision)) return nullptr;
    }
    if (i == format.size() || used == items.size()) return nullptr;
    const char type = format[i++];
    if (type != 's' && type != 'r' && type != 'a') return nullptr;
    char specification[32] = "";
    int length = 0;
    if (!left_adjusted && width > 0) specification[length++] = '>';
    if (width >= 0) length += std::snprintf(specification + length, 8, "%d", width);
    if (precision >= 0) length += std::snprintf(specification + length, 8, ".%d", precision);
    ast::ExprNode* item = items[used++];
    if (!literal.empty()) parts.push_back(text_node(literal, node->left));
    literal.clear();
    ast::ExprNode* spec = length == 0 ? nullptr : text_node({specification, static_cast<size_t>(length)}, item);
    parts.push_back(ast::make<ast::FormattedValue>(arena_, item->location, item, static_cast<int32_t>(type), spec));
  }
  if (used < items.size()) return nullptr;
  if (!literal.empty()) parts.push_back(text_node(literal, node->left));
  auto** elements = arena_.allocate_array<ast::ExprNode*>(parts.size());
  std::copy(parts.begin(), parts.end(), elements);
  return ast::make<ast::JoinedStr>(arena_, node->location,
                                   ast::Sequence<ast::ExprNode*>{elements, static_cast<uint32_t>(parts.size())});
}

}  // namespace taipan::python::compiler
