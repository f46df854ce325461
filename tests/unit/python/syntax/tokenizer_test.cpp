#include "python/syntax/tokenizer.h"

#include "gtest/gtest.h"

namespace taipan::syntax {
namespace {

// The tokens of a source, in short: names in full, layout as words.
std::string tokens_of(std::string_view source, TokenizerOptions options = {}) {
  const std::string text(source);
  Tokenizer tokenizer(text, options);
  std::string result;
  for (;;) {
    const Token token = tokenizer.next();
    switch (token.kind) {
      case TokenKind::Newline: result += "NEWLINE"; break;
      case TokenKind::Indent: result += "INDENT"; break;
      case TokenKind::Dedent: result += "DEDENT"; break;
      case TokenKind::EndMarker: return result + "END";
      case TokenKind::Error: return result + "ERROR " + tokenizer.problem().message;
      case TokenKind::TypeComment: result += "TYPE<" + std::string(token.text()) + ">"; break;
      case TokenKind::TypeIgnore: result += "IGNORE<" + std::string(token.text()) + ">"; break;
      default: result += token.text();
    }
    result += ' ';
  }
}

TEST(Tokenizer, cuts_a_line) { EXPECT_EQ(tokens_of("x = y+1\n"), "x = y + 1 NEWLINE END"); }

TEST(Tokenizer, takes_the_longest_operator) {
  EXPECT_EQ(tokens_of("a**=b//c<<=d->e:=f...\n"), "a **= b // c <<= d -> e := f ... NEWLINE END");
}

TEST(Tokenizer, opens_and_closes_blocks) {
  EXPECT_EQ(tokens_of("if x:\n  y\n\n  # comment\n  z\nw\n"),
            "if x : NEWLINE INDENT y NEWLINE z NEWLINE DEDENT w NEWLINE END");
}

TEST(Tokenizer, closes_blocks_at_the_end) {
  EXPECT_EQ(tokens_of("if x:\n if y:\n  z\n"), "if x : NEWLINE INDENT if y : NEWLINE INDENT z NEWLINE DEDENT DEDENT END");
}

TEST(Tokenizer, ignores_lines_inside_brackets) { EXPECT_EQ(tokens_of("(a,\n   b)\n"), "( a , b ) NEWLINE END"); }

TEST(Tokenizer, joins_lines_behind_a_backslash) { EXPECT_EQ(tokens_of("a + \\\n  b\n"), "a + b NEWLINE END"); }

TEST(Tokenizer, knows_keywords) {
  Tokenizer tokenizer("while whilst", {});
  EXPECT_EQ(tokenizer.next().kind, TokenKind::KeywordWhile);
  EXPECT_EQ(tokenizer.next().kind, TokenKind::Name);
}

TEST(Tokenizer, takes_prefixes_as_part_of_strings) {
  EXPECT_EQ(tokens_of("rb'a' Fr\"b\" u'c' x'd'\n"), "rb'a' Fr\"b\" u'c' x 'd' NEWLINE END");
}

TEST(Tokenizer, gives_strings_the_line_of_their_start) {
  const std::string source = "x = '''a\nb''' + c\n";
  Tokenizer tokenizer(source, {});
  tokenizer.next();
  tokenizer.next();
  const Token string = tokenizer.next();
  EXPECT_EQ(string.lineno, 1);
  EXPECT_EQ(string.col_offset, 4);
  EXPECT_EQ(string.end_lineno, 2);
  EXPECT_EQ(string.end_col_offset, 4);
}

TEST(Tokenizer, reads_numbers) {
  EXPECT_EQ(tokens_of("0x_fF 1_0.5e-3j .5 0_0 1.\n"), "0x_fF 1_0.5e-3j .5 0_0 1. NEWLINE END");
}

TEST(Tokenizer, refuses_wrong_numbers) {
  EXPECT_EQ(tokens_of("012\n"),
            "ERROR leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
  EXPECT_EQ(tokens_of("0b12\n"), "ERROR invalid digit '2' in binary literal");
  EXPECT_EQ(tokens_of("1__0\n"), "ERROR invalid decimal literal");
  EXPECT_EQ(tokens_of("1jx\n"), "ERROR invalid imaginary literal");
}

TEST(Tokenizer, warns_of_keywords_behind_numbers) {
  const std::string source = "1if x else 2\n";
  Tokenizer tokenizer(source, {});
  EXPECT_EQ(tokenizer.next().text(), "1");
  ASSERT_EQ(tokenizer.warnings().size(), 1u);
  EXPECT_EQ(tokenizer.warnings()[0].message, "invalid decimal literal");
}

TEST(Tokenizer, names_the_line_where_a_string_is_missed) {
  EXPECT_EQ(tokens_of("'''a\nb\n"), "ERROR unterminated triple-quoted string literal (detected at line 2)");
  EXPECT_EQ(tokens_of("'a\n"), "ERROR unterminated string literal (detected at line 1)");
}

TEST(Tokenizer, checks_brackets) {
  EXPECT_EQ(tokens_of(")\n"), "ERROR unmatched ')'");
  EXPECT_EQ(tokens_of("(]\n"), "( ERROR closing parenthesis ']' does not match opening parenthesis '('");
  EXPECT_EQ(tokens_of("(\n]\n"), "( ERROR closing parenthesis ']' does not match opening parenthesis '(' on line 1");
  EXPECT_EQ(tokens_of(std::string(201, '(')).substr(400), "ERROR too many nested parentheses");
}

TEST(Tokenizer, refuses_mixed_tabs_and_spaces) {
  const std::string source = "if x:\n\ty\n        z\n";
  Tokenizer tokenizer(source, {});
  while (tokenizer.next().kind != TokenKind::Error) {
  }
  EXPECT_EQ(tokenizer.failure(), TokenizerFailure::TabsAndSpaces);
}

TEST(Tokenizer, sees_type_comments_when_asked) {
  TokenizerOptions options;
  options.type_comments = true;
  EXPECT_EQ(tokens_of("x # type: int\ny # type: ignore[z]\n", options),
            "x TYPE<int> NEWLINE y IGNORE<[z]> NEWLINE END");
  EXPECT_EQ(tokens_of("x # type: int\n"), "x NEWLINE END");
}

TEST(Tokenizer, refuses_what_is_no_identifier) {
  EXPECT_EQ(tokens_of("na\u00efve\n"), "na\u00efve NEWLINE END");
  EXPECT_EQ(tokens_of("a\u20acb\n"), "ERROR invalid character '\u20ac' (U+20AC)");
  EXPECT_EQ(tokens_of("a\u00a0b\n"), "ERROR invalid non-printable character U+00A0");
}

TEST(Tokenizer, knows_async_as_a_name_in_old_versions) {
  TokenizerOptions options;
  options.async_is_name = true;
  const std::string source = "async = 1\nasync def f(): await x\nawait = 2\n";
  Tokenizer tokenizer(source, options);
  std::vector<TokenKind> kinds;
  for (Token token = tokenizer.next(); token.kind != TokenKind::EndMarker; token = tokenizer.next()) {
    if (token.text() == "async" || token.text() == "await") kinds.push_back(token.kind);
  }
  EXPECT_EQ(kinds, (std::vector<TokenKind>{TokenKind::Name, TokenKind::KeywordAsync, TokenKind::KeywordAwait,
                                           TokenKind::Name}));
}

}  // namespace
}  // namespace taipan::syntax
