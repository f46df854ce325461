// What a thread holds is seen by the collector.
#include "tests/unit/vm/test_vm.h"

namespace taipan {
namespace {

using test::VmTest;

class ThreadTest : public VmTest {};

TEST_F(ThreadTest, ExceptionsAndHandledStatesAreRoots) {
  HandledState inner{.exception = Value::none(), .previous = &thread.base_handled};
  [ this, &inner ]() __attribute__((noinline)) {
    thread.raise_value(name("an exception being raised"));
    inner.exception = name("an exception being handled");
    thread.base_handled.exception = name("one handled further out");
    thread.pending_call.callable = name("a pending call");
  }
  ();
  thread.handled = &inner;
  const size_t before = interned_count();
  heap().collect(CollectionKind::Major);
  EXPECT_GE(interned_count() + 20, before);
  EXPECT_TRUE(thread.take_exception().as<String>()->equals_ascii("an exception being raised"));
  EXPECT_FALSE(thread.has_exception());
  EXPECT_TRUE(inner.exception.as<String>()->equals_ascii("an exception being handled"));
  EXPECT_TRUE(thread.base_handled.exception.as<String>()->equals_ascii("one handled further out"));
  EXPECT_TRUE(thread.pending_call.callable.as<String>()->equals_ascii("a pending call"));
  thread.handled = &thread.base_handled;
}

TEST_F(ThreadTest, TheVmStackIsRead) {
  std::vector<Value> stack(64);
  thread.stack_base = stack.data();
  thread.regs = stack.data() + 32;
  [ this, &stack ]() __attribute__((noinline)) {
    stack[3] = text("below the innermost frame's registers");
  }
  ();
  heap().collect(CollectionKind::Major);
  heap().collect(CollectionKind::Major);
  EXPECT_TRUE(stack[3].as<String>()->equals_ascii("below the innermost frame's registers"));
  thread.regs = nullptr;
}

TEST_F(ThreadTest, BreakersAreSetAndCleared) {
  thread.request(Breaker::Signal);
  thread.request(Breaker::Finalize);
  thread.clear_request(Breaker::Signal);
  EXPECT_EQ(thread.eval_breaker.load(), uint32_t(Breaker::Finalize));
}

}  // namespace
}  // namespace taipan
