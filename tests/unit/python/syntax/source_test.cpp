#include "python/syntax/source.h"

#include "gtest/gtest.h"

namespace taipan::syntax {
namespace {

struct Decoded {
  std::string text;
  SyntaxProblem problem;
};

Decoded decode(std::string_view bytes, ParseOptions options = {}) {
  Arena arena;
  std::string_view text;
  bool has_encoding;
  Decoded result;
  if (decode_source(arena, bytes, options, text, has_encoding, result.problem)) result.text = text;
  return result;
}

TEST(Source, has_one_kind_of_line_end) { EXPECT_EQ(decode("a\r\nb\rc\n").text, "a\nb\nc\n"); }

TEST(Source, completes_the_last_line_of_files_only) {
  EXPECT_EQ(decode("a").text, "a\n");
  ParseOptions options;
  options.mode = ParseMode::Eval;
  EXPECT_EQ(decode("a", options).text, "a");
}

TEST(Source, finds_the_declared_encoding) {
  Arena arena;
  EXPECT_EQ(find_encoding(arena, "# -*- coding: Latin_1 -*-\n").name, "iso-8859-1");
  EXPECT_EQ(find_encoding(arena, "#!x\n# vim: fileencoding=koi8-r :\n").name, "koi8-r");
  EXPECT_EQ(find_encoding(arena, "x = 1\n# coding: koi8-r\n").name, "");
  EXPECT_EQ(find_encoding(arena, "\n\n# coding: koi8-r\n").name, "");
  EXPECT_TRUE(find_encoding(arena, "\xEF\xBB\xBFx\n").byte_order_mark);
}

TEST(Source, decodes_latin1) { EXPECT_EQ(decode("# coding: latin-1\n\xE9\n").text, "# coding: latin-1\n\xC3\xA9\n"); }

TEST(Source, asks_the_caller_for_other_codecs) {
  ParseOptions options;
  options.decode = [](void*, Arena& arena, std::string_view name, std::string_view) {
    return DecodedSource{true, arena.copy(name), {}};
  };
  EXPECT_EQ(decode("# coding: koi8-r\n", options).text, "koi8-r\n");
  EXPECT_EQ(decode("# coding: koi8-r\n").problem.message, "unknown encoding: koi8-r");
}

TEST(Source, refuses_a_mark_that_contradicts_the_declaration) {
  EXPECT_EQ(decode("\xEF\xBB\xBF# coding: latin-1\n").problem.message, "encoding problem: iso-8859-1 with BOM");
}

TEST(Source, refuses_null_bytes) {
  EXPECT_EQ(decode(std::string_view("a\0b", 3)).problem.kind, ErrorKind::ValueError);
}

TEST(Source, checks_files) {
  ParseOptions options;
  options.filename = "name.py";
  EXPECT_FALSE(decode("# \xFF\n", options).problem);
  options.from_file = true;
  EXPECT_EQ(decode("\n# \xFF\n", options).problem.message,
            "Non-UTF-8 code starting with '\\xff' in file name.py on line 2, but no encoding declared; see "
            "https://peps.python.org/pep-0263/ for details");
}

}  // namespace
}  // namespace taipan::syntax
