// The text form of traces: what is read back prints the same.
#include "jit/ir/text.h"

#include <gtest/gtest.h>

namespace taipan::jit {
namespace {

constexpr const char* kLoop = R"(a0: Any = load_register 2
guard_int a0 -> s0
i2: Int = unbox_int a0
a3: Any = load_register 1
guard_object a3 -> s0
guard_shape a3, pointer#0 -> s0
guard_lookup pointer#0, 0 -> s0
a8: Any = load_slot a3, 16
guard_is a8, object#1 -> s1
f10: Float = int_to_float i2
f11: Float = float_multiply f10, -0.5f
a12: Any = box_float f11
store_slot a3, a12, 16
i14: Int = int_add i2, 1 -> s1
loop
b16: Bool = int_less i14, 100
guard_true b16 -> s2
guard_no_breaker -> s2
i19: Int = int_add i14, 1 -> s2
jump
phi i14, i19
s0: {}
s1: {3: none}
s2: {2: i14, 5: value 7, 6: value 0.25f, 7: yes}, frame 11 from 0, frame 20 from 11
)";

TEST(JitText, ReadsBackWhatItPrints) {
  Trace trace;
  std::string mistake;
  ASSERT_TRUE(from_text(kLoop, trace, mistake)) << mistake;
  EXPECT_STREQ(find_mistake(trace), nullptr);
  EXPECT_EQ(to_text(trace), kLoop);
}

constexpr const char* kBridge = R"(i0: Int = inherit 12
a1: Any = reload_register 4
store_register a1, 9
a3: Any = call_value function#0 effects 31 (a1, register 9, word)
guard_plain a3 -> s0
b5: Bool = call_bool function#1 effects 17 ()
guard_true b5 -> s1
transfer function#0 effects 31 (a3) to 18 -> s2
guard_frame 18 -> s1
pop_header
exit -> s3
s0: {result: a3, 0: i0, 4: memory}, result
s1: {0: i0, 4: a1}, frame 18 from 0
s2: {}, in memory
s3: {0: i0}, interrupted
)";

TEST(JitText, ReadsBackCallsAndTheirExits) {
  Trace trace;
  std::string mistake;
  ASSERT_TRUE(from_text(kBridge, trace, mistake)) << mistake;
  EXPECT_STREQ(find_mistake(trace), nullptr);
  EXPECT_EQ(to_text(trace), kBridge);
}

TEST(JitText, SaysWhichLineCannotBeRead) {
  Trace trace;
  std::string mistake;
  EXPECT_FALSE(from_text("i0: Int = int_sum 1, 2\n", trace, mistake));
  EXPECT_EQ(mistake, "cannot read: i0: Int = int_sum 1, 2");
}

TEST(JitVerify, FindsAnOperandOfTheWrongType) {
  Trace trace;
  std::string mistake;
  ASSERT_TRUE(from_text("i0: Int = int_and 1, 0.5f\n", trace, mistake));
  EXPECT_STREQ(find_mistake(trace), "an operand has the wrong type");
}

TEST(JitVerify, FindsAUseBeforeTheDefinition) {
  Trace trace;
  std::string mistake;
  ASSERT_TRUE(from_text("i0: Int = int_not i1\ni1: Int = int_not 5\n", trace, mistake));
  EXPECT_STREQ(find_mistake(trace), "an operand does not exist before its use");
}

TEST(JitVerify, WantsASnapshotForAGuard) {
  Trace trace;
  std::string mistake;
  ASSERT_TRUE(from_text("guard_true yes\n", trace, mistake));
  EXPECT_STREQ(find_mistake(trace), "guards and only guards have snapshots");
}

}  // namespace
}  // namespace taipan::jit
