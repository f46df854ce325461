// base/assert.h -- assertions: a broken invariant stops the program and says so in a sentence.
//
// Room       Base; everybody may include it.
// In / out   VM_ASSERT(condition, "sentence") is checked in builds with TAIPAN_DEBUG only; VM_CHECK always;
//            VM_UNREACHABLE("sentence") marks a place that control never reaches.
// Tests      tests/unit/base/assert_test.cpp
#pragma once

#if defined(TAIPAN_DEBUG) && TAIPAN_DEBUG
#define TAIPAN_ASSERTIONS 1
#else
#define TAIPAN_ASSERTIONS 0
#endif

namespace taipan {

// Prints the sentence, the condition and the place to stderr and aborts.
[[noreturn]] void assertion_failed(const char* condition, const char* sentence, const char* file, int line);

inline constexpr bool kAssertionsEnabled = TAIPAN_ASSERTIONS != 0;

}  // namespace taipan

#define VM_CHECK(condition, sentence) \
  (__builtin_expect(!!(condition), 1) ? (void)0 : ::taipan::assertion_failed(#condition, sentence, __FILE__, __LINE__))

#if TAIPAN_ASSERTIONS
#define VM_ASSERT(condition, sentence) VM_CHECK(condition, sentence)
#define VM_UNREACHABLE(sentence) ::taipan::assertion_failed("unreachable", sentence, __FILE__, __LINE__)
#else
// The condition is compiled but never evaluated, so that its variables count as used.
#define VM_ASSERT(condition, sentence) ((void)sizeof(!(condition)))
#define VM_UNREACHABLE(sentence) __builtin_unreachable()
#endif
