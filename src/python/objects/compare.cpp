// python/objects/compare.cpp -- truth, comparison, hash, identity. Language reference, "Basic customization".
#include <cmath>

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

constexpr Special kForward[] = {Special::Lt, Special::Le, Special::Eq, Special::Ne, Special::Gt, Special::Ge};
constexpr Special kSwapped[] = {Special::Gt, Special::Ge, Special::Eq, Special::Ne, Special::Lt, Special::Le};
constexpr const char* kSymbols[] = {"<", "<=", "==", "!=", ">", ">="};

template <class T>
bool decide(T a, T b, Compare op) {
  switch (op) {
    case Compare::Less: return a < b;
    case Compare::LessEqual: return a <= b;
    case Compare::Equal: return a == b;
    case Compare::NotEqual: return a != b;
    case Compare::Greater: return a > b;
    case Compare::GreaterEqual: return a >= b;
  }
  return false;
}

}  // namespace

Result<bool> is_true(Thread& thread, Value v) {
  if (v.is_bool()) return v.as_bool();
  if (v.is_none()) return false;
  if (v.is_int()) return v.as_int() != 0;
  if (v.is_double()) return v.as_double() != 0.0;
  if (v.is_not_implemented()) {
    TRY(warn(thread, TypeId::DeprecationWarning, 1, "NotImplemented should not be used in a boolean context"));
    return true;
  }
  if (!v.is_object()) return true;
  if (is_exact_string(v)) return v.as<String>()->length() != 0;
  if (is_exact_list(v)) return v.as<List>()->length() != 0;
  if (is_exact_dict(v)) return v.as<Dict>()->length() != 0;
  if (is_exact_tuple(v)) return v.as<Tuple>()->length() != 0;
  const Value result = TRY(call_special(thread, v, Special::Bool, {}));
  if (!result.is_unbound()) {
    if (!result.is_bool()) return raise(thread, TypeId::TypeError, "__bool__ should return bool, returned %T", result);
    return result.as_bool();
  }
  if (lookup_special(type_of(v), Special::Len).is_unbound()) return true;
  return TRY(length(thread, v)) != 0;
}

// The default when both methods returned NotImplemented or are absent.
static Value compare_default(Thread& thread, Value a, Value b, Compare op) {
  if (op == Compare::Equal) return Value::boolean(is_same(a, b));
  if (op == Compare::NotEqual) return Value::boolean(!is_same(a, b));
  return raise(thread, TypeId::TypeError, "'%s' not supported between instances of '%T' and '%T'", kSymbols[int(op)], a, b);
}

// One side's method. A descriptor that fails to give it counts as one that has nothing to say.
static Value ask(Thread& thread, Value self, Special special, Value other) {
  const Value method = lookup_special(type_of(self), special);
  if (method.is_unbound() || is_function(method) || is_kind(method, kind(PythonKind::Native))) return call_special(thread, self, special, {&other, 1});
  const Value bound = bind_descriptor(thread, method, self, type_of(self));
  if (bound.is_raised()) {
    thread.clear_exception();
    return Value::not_implemented();
  }
  return call_with(thread, bound, other);
}

Value compare_not_implemented(Thread& thread, Value a, Value b, Compare op) {
  const Value swapped = TRY(ask(thread, b, kSwapped[int(op)], a));
  if (!swapped.is_unbound() && !swapped.is_not_implemented()) return swapped;
  return compare_default(thread, a, b, op);
}

Value compare(Thread& thread, Value a, Value b, Compare op) {
  if (a.is_int() && b.is_int()) return Value::boolean(decide(a.as_int(), b.as_int(), op));
  if (a.is_double() && b.is_double()) return Value::boolean(decide(a.as_double(), b.as_double(), op));
  if (is_exact_string(a) && is_exact_string(b)) {
    if (op == Compare::Equal) return Value::boolean(equal(a.as<String>(), b.as<String>()));
    if (op == Compare::NotEqual) return Value::boolean(!equal(a.as<String>(), b.as<String>()));
    return Value::boolean(decide(taipan::compare(a.as<String>(), b.as<String>()), 0, op));
  }
  DepthGuard depth(thread);
  if (!depth.ok()) return thread.language().raise_recursion_error(thread, " in comparison");
  Type* left = type_of(a);
  Type* right = type_of(b);
  bool swapped_first = false;
  if (left != right && is_subtype(right, left)) {
    const Value method = lookup_special(right, kSwapped[int(op)]);
    if (!method.is_unbound()) {
      swapped_first = true;
      const Value result = TRY(ask(thread, b, kSwapped[int(op)], a));
      if (!result.is_not_implemented()) return result;
    }
  }
  const Value result = TRY(ask(thread, a, kForward[int(op)], b));
  if (!result.is_unbound() && !result.is_not_implemented()) return result;
  if (!swapped_first) {
    const Value other = TRY(ask(thread, b, kSwapped[int(op)], a));
    if (!other.is_unbound() && !other.is_not_implemented()) return other;
  }
  return compare_default(thread, a, b, op);
}

Result<bool> compare_bool(Thread& thread, Value a, Value b, Compare op) {
  if (is_same(a, b)) {
    if (op == Compare::Equal) return true;
    if (op == Compare::NotEqual) return false;
  }
  const Value result = TRY(compare(thread, a, b, op));
  if (result.is_bool()) return result.as_bool();
  return is_true(thread, result);
}

Result<bool> equal(Thread& thread, Value a, Value b) { return compare_bool(thread, a, b, Compare::Equal); }

bool is_same(Value a, Value b) { return a == b; }

uint64_t identity(Value value) { return value.bits(); }

Result<uint64_t> hash(Thread& thread, Value v) {
  if (is_exact_string(v)) return taipan::hash(v.as<String>());
  const Value method = lookup_special(type_of(v), Special::Hash);
  if (method.is_unbound() || method.is_none()) return raise(thread, TypeId::TypeError, "unhashable type: '%T'", v);
  const Value result = TRY(call_special(thread, v, Special::Hash, {}));
  if (result.is_int()) return uint64_t(result.as_int() == -1 ? -2 : result.as_int());
  if (!is_int_like(result)) return raise(thread, TypeId::TypeError, "__hash__ method should return an integer");
  const Value integer = int_value_of(thread.heap(), result);
  if (integer.is_int()) return uint64_t(integer.as_int() == -1 ? -2 : integer.as_int());
  int64_t wide;
  if (integer_to_int64(integer, &wide)) return uint64_t(wide == -1 ? -2 : wide);
  return integer_hash(integer);
}

}  // namespace taipan::python
