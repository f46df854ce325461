// python/compiler/constants.h -- the values of constants, each once per compilation, kept alive while compiling.
//
// Room       python/compiler. Knows the heap.
// In / out   Constants of the tree in; heap values out. Equal constants of equal type become one object, in all code
//            objects of the module, as in CPython.
// Tests      tests/golden/compiler/constants*.py
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "gc/hooks.h"
#include "gc/tracer.h"
#include "python/compiler/names.h"
#include "python/syntax/ast.h"
#include "vm/thread.h"

namespace taipan::python::compiler {

namespace ast = syntax::ast;

class ConstantPool final : public RootProvider {
 public:
  ConstantPool(Thread& thread, Arena& arena);
  ~ConstantPool();
  ConstantPool(const ConstantPool&) = delete;
  ConstantPool& operator=(const ConstantPool&) = delete;

  // The object for a constant; never raises.
  Value value_of(const ast::ConstantValue& constant);
  // The one object that stands for all values like this one.
  Value canonical(Value value);
  // Keeps the value alive until the pool dies.
  Value keep(Value value);

  void visit_roots(Tracer& tracer) override;

 private:
  Value make(const ast::ConstantValue& constant);

  Heap& heap_;
  Arena& arena_;
  std::vector<Value> kept_;
  NameTable strings_;  // texts of strings; `Name::string` is the object
  NameTable byte_strings_;
  std::vector<Value> byte_objects_;  // by id
  IndexMap by_hash_;                 // structural hash to index in kept_, of everything else
};

// A constant of the tree that stands for `value`.
ast::ConstantValue constant_of(Value value);

// Whether the constant is true in a condition; nothing if only running code could tell.
std::optional<bool> truth_of(const ast::ConstantValue& constant);
// The name of its type, for messages.
std::string_view type_name_of(const ast::ConstantValue& constant);

inline Value external_value(const ast::ConstantValue& constant) {
  return Value::from_bits(reinterpret_cast<uint64_t>(constant.external));
}

}  // namespace taipan::python::compiler
