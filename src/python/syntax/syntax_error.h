// python/syntax/syntax_error.h -- what the front end has to say about a source, as values.
//
// Room       Syntax. Knows no exception object; the caller turns these into SyntaxError and friends, and into warnings.
// Tests      tests/syntax/compare_errors.py
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace taipan::syntax {

enum class ErrorKind : uint8_t {
  None,
  SyntaxError,
  IndentationError,
  TabError,
  ValueError,   // only the message counts
  MemoryError,  // no message: the source nests too deeply
  // Of the codec 'utf-8': `message` is the reason, `text` the bytes, `offset` and `end_offset` the range of the wrong
  // ones, from 0. The only error that is no SyntaxError though it is one in the source's text: CPython lets it through
  // where it looks at the rest of a wrong program.
  UnicodeDecodeError,
};

// The attributes of a SyntaxError. Offsets count characters from 1; 0 and -1 are used as CPython uses them.
struct SyntaxProblem {
  ErrorKind kind = ErrorKind::None;
  std::string message;
  int32_t lineno = 0;
  int32_t offset = 0;
  int32_t end_lineno = 0;
  int32_t end_offset = 0;
  std::string text;            // UTF-8 in which undecodable bytes have been replaced
  bool has_text = false;       // else `text` is None
  bool has_end = false;        // else end_lineno and end_offset are None
  bool has_place = true;       // else all attributes but msg are None

  explicit operator bool() const { return kind != ErrorKind::None; }
};

enum class WarningCategory : uint8_t { DeprecationWarning, SyntaxWarning };

// To be issued at `lineno` before the code is compiled. A filter that makes an error of it turns it into a SyntaxError
// with this message and the range of the token: the columns are byte offsets, as in the tree.
struct WarningRecord {
  WarningCategory category = WarningCategory::DeprecationWarning;
  std::string message;
  int32_t lineno = 0;
  int32_t col_offset = 0;
  int32_t end_lineno = 0;
  int32_t end_col_offset = 0;
};

}  // namespace taipan::syntax
