// python/compiler/problem.h -- what keeps a tree from being compiled, as a value.
//
// Room       python/compiler. Knows no exception object; the runtime raises from these.
// Tests      tests/syntax/compare_compile_errors.py
#pragma once

#include <cstdint>
#include <string>

#include "python/syntax/ast.h"

namespace taipan::python {

struct CompileProblem {
  enum class Kind : uint8_t {
    None,
    SyntaxError,
    RecursionError,  // "maximum recursion depth exceeded during compilation"
    OverflowError,   // more registers or constants than instructions can name
    ValueError,      // a tree made by hand that no parser would make
    SystemError,     // likewise
    Raised,          // the thread has an exception already (out of memory, a warning's filter, ...)
  };

  Kind kind = Kind::None;
  std::string message;
  // Attributes of the SyntaxError: lines and offsets count from 1 (0: as it is), -1 stands for None.
  int32_t lineno = -1;
  int32_t offset = -1;
  int32_t end_lineno = -1;
  int32_t end_offset = -1;
  // Whether the place is part of `args`, as (filename, lineno, offset, text, end_lineno, end_offset); otherwise `args`
  // has the message only and the attributes are set afterwards. `text` is the line of the file, if there is one.
  bool place_in_arguments = false;

  explicit operator bool() const { return kind != Kind::None; }

  // The first problem counts.
  void set_syntax(std::string text, const syntax::ast::Location& place, bool in_arguments) {
    if (kind != Kind::None) return;
    kind = Kind::SyntaxError;
    message = std::move(text);
    lineno = place.lineno;
    offset = place.col_offset + 1;
    end_lineno = place.end_lineno;
    end_offset = place.end_col_offset + 1;
    place_in_arguments = in_arguments;
  }
  void set(Kind which, const char* text) {
    if (kind != Kind::None) return;
    kind = which;
    message = text;
  }
};

}  // namespace taipan::python
