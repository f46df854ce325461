// python/modules/sre/sre_private.h -- the objects of the module _sre: patterns, matches, scanners.
//
// Room       python/modules/sre. The machine is python/sre; here are its subjects, results and Python's methods.
// Tests      tests/python/modules/re/, CPython's test_re
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "python/objects/buffer.h"
#include "python/objects/objects.h"
#include "python/sre/matcher.h"
#include "vm/layouts.h"

namespace taipan::python {

// Malloc'd; belongs to one Pattern.
struct CompiledPattern {
  std::unique_ptr<sre::Program> program;
  std::vector<uint32_t> words;
};

struct PatternObject : HeapObject {
  enum class Subjects : uint8_t { Text, Bytes, Any };
  Value pattern;        // str, bytes-like or None
  Value group_index;    // Dict: name to number
  Value index_group;    // Tuple: number to name or None
  int64_t group_count;
  int32_t flags;
  Subjects subjects;
  CompiledPattern* compiled;
};

struct MatchObject : HeapObject {  // variable size: (group_count + 1) spans follow
  PatternObject* pattern;
  Value string;
  Value regs;           // a tuple once asked for
  int64_t position, end_position;
  int64_t last_index;   // -1: none
  int64_t group_count;  // group 0 included
  sre::Span spans[0];
};

struct SrePatternTypes {
  Type* pattern = nullptr;
  Type* match = nullptr;
  Type* scanner = nullptr;
};
SrePatternTypes& sre_types();

// What a pattern is matched against, for the time of one call. Never lives in malloc'd memory by itself: ScannerObject keeps
// its parts traced.
class SreSubject {
 public:
  // TypeError for what is neither text nor bytes-like.
  Status open(Thread& thread, Value string);
  // Bytes that stay where they are as long as `holder` lives.
  void open_held(Value string, const sre::Subject& subject, Value holder);
  bool is_text() const { return text_ != nullptr; }
  const sre::Subject& subject() const { return subject_; }
  Value string() const { return string_; }
  // Where the characters are, for the collector; or unbound.
  Value storage() const { return storage_; }
  // [start, end) as an exact str or bytes.
  Value slice(Thread& thread, int64_t start, int64_t end) const;
  // The same of a group: `absent` when it took no part.
  Value group(Thread& thread, sre::Span span, Value absent) const {
    return span.start < 0 ? absent : slice(thread, span.start, span.end);
  }
  String* text() const { return text_; }

 private:
  sre::Subject subject_;
  String* text_ = nullptr;
  Value string_;
  Value storage_;
  BufferView view_;
};

// The subject for a method of the pattern: of the right kind.
Status open_subject(Thread& thread, const PatternObject* pattern, Value string, SreSubject* subject);
// Long matches ask this, whichever thread they run on.
sre::InterruptCheck interrupt_check();
sre::BacktrackStack& backtrack_stack();
// True: matched. False: did not match. Failed: raised.
Result<bool> outcome(Thread& thread, sre::MatchStatus status);
// A MatchObject of what the matcher found.
Value new_match(Thread& thread, PatternObject* pattern, Value string, const sre::Matcher& matcher, int64_t position, int64_t end_position);
// The function `re.<helper>`.
Value re_helper(Thread& thread, const char* helper, std::span<const Value> arguments);

// sub and subn (substitute.cpp).
Value pattern_sub(Thread& thread, PatternObject* self, Value replacement, Value string, int64_t count);
Value pattern_subn(Thread& thread, PatternObject* self, Value replacement, Value string, int64_t count);
// scanner.cpp
Value new_scanner(Thread& thread, PatternObject* pattern, Value string, int64_t position, int64_t end_position);
Value scanner_search(Thread& thread, Value self);

extern const TypeSpec kPatternSpec, kMatchSpec, kScannerSpec;

NATIVE_TYPE(PatternObject, v.is_object() && type_of(v) == sre_types().pattern, "re.Pattern")
NATIVE_TYPE(MatchObject, v.is_object() && type_of(v) == sre_types().match, "re.Match")

}  // namespace taipan::python
