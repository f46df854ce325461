#include "python/syntax/parser.h"

#include <limits>

#include "gtest/gtest.h"
#include "python/syntax/ast_dump.h"

namespace taipan::syntax {
namespace {

class Parsing : public testing::Test {
 protected:
  ParseResult parse(std::string_view source) { return syntax::parse(arena_, source, options_); }
  const ast::ExprNode* expression(std::string_view source) {
    options_.mode = ParseMode::Eval;
    const ParseResult result = parse(source);
    return result.tree == nullptr ? nullptr : result.tree->as<ast::Expression>()->body;
  }
  const ast::ConstantValue& constant(std::string_view source) {
    return expression(source)->as<ast::Constant>()->value;
  }

  Arena arena_;
  ParseOptions options_;
};

TEST_F(Parsing, binds_operators_by_precedence) {
  const auto* sum = expression("1 + 2 * 3 ** -4")->try_as<ast::BinOp>();
  ASSERT_NE(sum, nullptr);
  EXPECT_EQ(sum->op, ast::Operator::Add);
  const auto* product = sum->right->try_as<ast::BinOp>();
  ASSERT_NE(product, nullptr);
  EXPECT_EQ(product->right->as<ast::BinOp>()->op, ast::Operator::Pow);
}

TEST_F(Parsing, places_nodes_where_their_tokens_are) {
  const ast::Location place = expression("(a) + (b)")->location;
  EXPECT_EQ(place.col_offset, 0);
  EXPECT_EQ(place.end_col_offset, 9);
  EXPECT_EQ(expression("(a) + (b)")->as<ast::BinOp>()->left->location.col_offset, 1);
}

TEST_F(Parsing, gives_equal_identifiers_the_same_text) {
  const auto* comparison = expression("name == name")->as<ast::Compare>();
  EXPECT_EQ(comparison->left->as<ast::Name>()->id.data(), comparison->comparators[0]->as<ast::Name>()->id.data());
}

TEST_F(Parsing, normalises_identifiers) { EXPECT_EQ(expression("\uFB01x")->as<ast::Name>()->id, "fix"); }

TEST_F(Parsing, copies_what_the_tree_needs) {
  std::string source = "'text' + name";
  const auto* sum = expression(source)->as<ast::BinOp>();
  source.assign(source.size(), '#');
  EXPECT_EQ(sum->left->as<ast::Constant>()->value.text, "text");
  EXPECT_EQ(sum->right->as<ast::Name>()->id, "name");
}

TEST_F(Parsing, evaluates_integers) {
  EXPECT_EQ(constant("0x_Ff").integer, 255);
  EXPECT_EQ(constant("9_223_372_036_854_775_807").integer, INT64_MAX);
  EXPECT_EQ(constant("000").text, "0");
  const ast::ConstantValue& large = constant("0x8000_0000_0000_0000");
  EXPECT_FALSE(large.fits_int64);
  EXPECT_EQ(large.radix, 16);
  EXPECT_EQ(large.text, "8000000000000000");
}

TEST_F(Parsing, evaluates_floats_of_any_size) {
  EXPECT_EQ(constant("1_0.5e1").number, 105.0);
  EXPECT_EQ(constant("1e400").number, std::numeric_limits<double>::infinity());
  EXPECT_EQ(constant("1e-400").number, 0.0);
  EXPECT_EQ(constant("0.0000000001e-400").number, 0.0);
  EXPECT_EQ(constant("2.5j").kind, ast::ConstantKind::Imaginary);
}

TEST_F(Parsing, refuses_decimal_integers_beyond_the_limit) {
  EXPECT_FALSE(parse(std::string(4300, '1')).problem);
  EXPECT_EQ(parse(std::string(4301, '1')).problem.kind, ErrorKind::SyntaxError);
  options_.int_max_str_digits = 0;
  EXPECT_FALSE(parse(std::string(5000, '1')).problem);
}

TEST_F(Parsing, decodes_escapes) {
  EXPECT_EQ(constant("'\\x41\\u20ac\\N{BULLET}\\101\\\n'").text, "A\u20ac\u2022A");
  EXPECT_EQ(constant("'\\ud800'").text, "\xED\xA0\x80");
  EXPECT_EQ(constant("b'\\xff\\0'").text, std::string_view("\xFF\0", 2));
  EXPECT_EQ(constant("r'\\n'").text, "\\n");
}

TEST_F(Parsing, warns_of_unknown_escapes_once_a_string) {
  const ParseResult result = parse("'\\d\\e'\n'\\400'");
  ASSERT_EQ(result.warnings.size(), 2u);
  EXPECT_EQ(result.warnings[0].message, "invalid escape sequence '\\d'");
  EXPECT_EQ(result.warnings[1].message, "invalid octal escape sequence '\\400'");
  EXPECT_EQ(result.warnings[1].lineno, 2);
}

TEST_F(Parsing, joins_adjacent_strings) {
  EXPECT_EQ(constant("'a' \"b\" r'\\c'").text, "ab\\c");
  EXPECT_EQ(expression("u'a' 'b'")->as<ast::Constant>()->kind, "u");
  const auto* joined = expression("'a' f'b{c}d' 'e'")->as<ast::JoinedStr>();
  ASSERT_EQ(joined->values.size(), 3u);
  EXPECT_EQ(joined->values[0]->as<ast::Constant>()->value.text, "ab");
  EXPECT_EQ(joined->values[2]->as<ast::Constant>()->value.text, "de");
}

TEST_F(Parsing, knows_match_as_a_name) {
  EXPECT_FALSE(parse("match = 1\nmatch(x)\nmatch[x]\nmatch.y\nprint(match, case)").problem);
  const ParseResult result = parse("match x:\n case 1: pass");
  EXPECT_TRUE(result.tree->as<ast::Module>()->body[0]->is<ast::Match>());
}

TEST_F(Parsing, ends_deep_nesting_without_a_crash) {
  const auto repeat = [](std::string_view text, int count) {
    std::string result;
    for (int i = 0; i < count; ++i) result += text;
    return result;
  };
  EXPECT_EQ(parse(repeat("-", 100000) + "1").problem.kind, ErrorKind::MemoryError);
  EXPECT_EQ(parse(repeat("not ", 100000) + "1").problem.kind, ErrorKind::MemoryError);
  EXPECT_EQ(parse(repeat("lambda:", 100000) + "1").problem.kind, ErrorKind::MemoryError);
  EXPECT_EQ(parse(repeat("if x: pass\nel", 100000) + "se: pass").problem.kind, ErrorKind::MemoryError);
  EXPECT_EQ(parse(repeat("(", 100000)).problem.message, "too many nested parentheses");
  EXPECT_EQ(parse(repeat("(", 200) + "a b" + repeat(")", 200)).problem.message,
            "invalid syntax. Perhaps you forgot a comma?");
  EXPECT_FALSE(parse("a" + repeat(".b", 100000)).problem);
  EXPECT_FALSE(parse("1" + repeat("+1", 100000)).problem);
}

TEST_F(Parsing, tells_incomplete_from_wrong) {
  options_.mode = ParseMode::Single;
  options_.allow_incomplete_input = true;
  options_.dont_imply_dedent = true;
  EXPECT_EQ(parse("if x:").problem.message, "incomplete input");
  EXPECT_EQ(parse("f(1,").problem.message, "incomplete input");
  EXPECT_EQ(parse("if x:\n  y").problem.message, "incomplete input");
  EXPECT_FALSE(parse("if x:\n  y\n").problem);
  EXPECT_EQ(parse("x y\n").problem.message, "invalid syntax");
}

TEST_F(Parsing, takes_one_interactive_statement) {
  options_.mode = ParseMode::Single;
  EXPECT_FALSE(parse("x = 1 # comment\n\n").problem);
  EXPECT_EQ(parse("x\ny").problem.message, "multiple statements found while compiling a single statement");
}

TEST_F(Parsing, reads_signatures_in_type_comments) {
  options_.mode = ParseMode::FuncType;
  const ParseResult result = parse("(int, *str, **Any) -> None");
  ASSERT_NE(result.tree, nullptr);
  EXPECT_EQ(result.tree->as<ast::FunctionType>()->argtypes.size(), 3u);
}

TEST_F(Parsing, counts_characters_in_errors) {
  options_.ignore_cookie = true;
  const SyntaxProblem problem = parse("'\u00e9\u20ac' x").problem;
  EXPECT_EQ(problem.offset, 6);
  EXPECT_EQ(problem.text, "'\u00e9\u20ac' x\n");
}

TEST_F(Parsing, refuses_what_came_later_than_the_version) {
  options_.feature_version = 7;
  EXPECT_EQ(parse("(x := 1)").problem.message,
            "Assignment expressions are only supported in Python 3.8 and greater");
  options_.feature_version = 8;
  EXPECT_FALSE(parse("(x := 1)").problem);
}

TEST_F(Parsing, chooses_the_operator_of_inequality) {
  EXPECT_TRUE(parse("a <> b").problem);
  options_.barry_as_flufl = true;
  EXPECT_FALSE(parse("a <> b").problem);
  EXPECT_EQ(parse("a != b").problem.message, "with Barry as BDFL, use '<>' instead of '!='");
}

TEST_F(Parsing, dumps_as_python_does) {
  EXPECT_EQ(dump(expression("-1")),
            "UnaryOp(op=USub(), operand=Constant(value=1, lineno=1, col_offset=1, end_lineno=1, end_col_offset=2), "
            "lineno=1, col_offset=0, end_lineno=1, end_col_offset=2)");
}

}  // namespace
}  // namespace taipan::syntax
