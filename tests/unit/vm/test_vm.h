// tests/unit/vm/test_vm.h -- a VM with a small language for the tests of this layer.
//
// Keys that need the language are cells with an integer in them: such a cell hashes to that integer modulo 8 (so that
// collisions are common), is equal to other cells and to ints of the same integer, and calls `on_equal` when compared.
#pragma once

#include <gtest/gtest.h>
#include <string>
#include <string_view>

#include "vm/containers.h"
#include "vm/dict.h"
#include "vm/layouts.h"
#include "vm/plain_keys.h"
#include "vm/shape.h"
#include "vm/string.h"
#include "vm/thread.h"
#include "vm/well_known_shapes.h"

namespace taipan::test {

class TestLanguage final : public Language {
 public:
  Result<uint64_t> hash(Thread& thread, Value value) override {
    if (!is_cell(value)) return thread.raise_value(Value::integer(1));
    return uint64_t(value.as<Cell>()->value.as_int()) % 8;
  }
  Result<bool> equal(Thread& thread, Value a, Value b) override {
    ++comparisons;
    if (on_equal != nullptr) on_equal(context);
    if (fail_equal) return thread.raise_value(Value::integer(2));
    return inner(a) == inner(b);
  }
  Raised raise_memory_error(Thread& thread) override { return thread.raise_value(Value::integer(3)); }
  Raised raise_recursion_error(Thread& thread, const char*) override { return thread.raise_value(Value::integer(4)); }

  int comparisons = 0;
  bool fail_equal = false;
  void (*on_equal)(void* context) = nullptr;
  void* context = nullptr;

 private:
  static Value inner(Value v) { return is_cell(v) ? v.as<Cell>()->value : v; }
};

class VmTest : public testing::Test {
 public:
  VmTest() {
    create_vm({});
    vm().language = &language;
    register_thread(&thread);
    set_current_thread(&thread);
  }
  ~VmTest() override {
    unregister_thread(&thread);
    set_current_thread(nullptr);
    destroy_vm();
  }

  Heap& heap() { return vm().heap; }
  String* text(std::string_view utf8) { return string_from_utf8(heap(), utf8); }
  String* name(std::string_view utf8) { return intern(heap(), utf8); }
  Value cell(int64_t i) { return new_cell(heap(), Value::integer(i)); }

  // A class whose instances have only attributes.
  Shape* instance_shape(uint16_t inline_capacity = 3) {
    return make_root_shape(heap(), {.layout = &kInstanceLayout,
                                    .flags = Shape::kHasAttributes,
                                    .native_size = sizeof(HeapObject),
                                    .inline_capacity = inline_capacity});
  }
  HeapObject* new_instance(Shape* shape) { return heap().allocate(shape, shape->instance_size); }

  TestLanguage language;
  Thread thread;
};

// The same, with a collection at every n-th allocation; n is the parameter, and 0 means none.
class StressedVmTest : public VmTest, public testing::WithParamInterface<int> {
 protected:
  void SetUp() override { heap().set_stress(uint32_t(GetParam())); }
  void TearDown() override {
    heap().set_stress(0);
    heap().verify();
  }
};

inline std::string utf8_of(const String* s) {
  ByteBuilder out;
  append_utf8(out, s);
  return std::string(out.view());
}

}  // namespace taipan::test
