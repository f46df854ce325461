// python/compiler/constants.cpp -- making and merging constants.
//
// Room       python/compiler. The contract is in constants.h.
// Tests      tests/golden/compiler/
#include "python/compiler/constants.h"

#include <cstring>

#include "python/compiler/compiler.h"
#include "vm/integer.h"

namespace taipan::python::compiler {

namespace {

uint64_t mix(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  return hash ^ (hash >> 29);
}

uint64_t hash_bytes(uint64_t hash, const void* data, size_t size) {
  const auto* bytes = static_cast<const uint8_t*>(data);
  for (size_t i = 0; i < size; ++i)
    hash = (hash ^ bytes[i]) * 0x100000001B3u;
  return mix(hash, size);
}

// Equal for values that may be one constant.
uint64_t structural_hash(Value value) {
  if (!value.is_object()) return mix(1, value.bits());
  if (is_exact_string(value)) {
    const auto* string = value.as<String>();
    return hash_bytes(2, string->data(), string->bytes().size());
  }
  if (is_exact_bytes(value)) return hash_bytes(3, value.as<Bytes>()->data(), value.as<Bytes>()->view().size());
  if (is_exact_bigint(value)) {
    const auto* integer = value.as<BigInt>();
    return hash_bytes(4 + integer->negative(), integer->limbs_, static_cast<size_t>(integer->length()) * 8);
  }
  if (is_exact_tuple(value)) {
    uint64_t hash = 6;
    for (const Value item : value.as<Tuple>()->span())
      hash = mix(hash, structural_hash(item));
    return hash;
  }
  return mix(7, value.bits());
}

bool same_constant(Value a, Value b) {
  if (a == b) return true;
  if (!a.is_object() || !b.is_object()) return false;
  if (a.as_object()->shape_ref != b.as_object()->shape_ref) return false;
  if (is_exact_string(a)) return equal(a.as<String>(), b.as<String>());
  if (is_exact_bytes(a)) return a.as<Bytes>()->view() == b.as<Bytes>()->view();
  if (is_exact_bigint(a)) {
    const auto* x = a.as<BigInt>();
    const auto* y = b.as<BigInt>();
    return x->signed_length_ == y->signed_length_ &&
           std::memcmp(x->limbs_, y->limbs_, static_cast<size_t>(x->length()) * 8) == 0;
  }
  if (is_exact_tuple(a)) {
    const auto* x = a.as<Tuple>();
    const auto* y = b.as<Tuple>();
    if (x->length() != y->length()) return false;
    for (int64_t i = 0; i < x->length(); ++i) {
      if (!same_constant(x->at(i), y->at(i))) return false;
    }
    return true;
  }
  return false;
}

// CPython interns strings that look like names.
bool looks_like_name(std::string_view text) {
  for (const char c : text) {
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) return false;
  }
  return true;
}

}  // namespace

ConstantPool::ConstantPool(Thread& thread, Arena& arena)
    : heap_(thread.heap()), arena_(arena), strings_(arena), byte_strings_(arena) {
  heap_.add_roots(this);
}

ConstantPool::~ConstantPool() {
  heap_.remove_roots(this);
}

void ConstantPool::visit_roots(Tracer& tracer) {
  for (const Value value : kept_)
    tracer.visit_value(value.bits());
}

Value ConstantPool::keep(Value value) {
  kept_.push_back(value);
  return value;
}

Value ConstantPool::canonical(Value value) {
  if (!value.is_object()) return value;
  const uint64_t hash = structural_hash(value);
  // Equal hashes of different constants are told apart by looking further.
  for (uint64_t probe = hash;; ++probe) {
    const uint32_t known = by_hash_.find(probe);
    if (known == IndexMap::kAbsent) {
      by_hash_.add(arena_, probe, static_cast<uint32_t>(kept_.size()));
      return keep(value);
    }
    if (same_constant(kept_[known], value)) return kept_[known];
  }
}

Value ConstantPool::value_of(const ast::ConstantValue& constant) {
  switch (constant.kind) {
    case ast::ConstantKind::None:
      return Value::none();
    case ast::ConstantKind::True:
      return Value::true_value();
    case ast::ConstantKind::False:
      return Value::false_value();
    case ast::ConstantKind::Ellipsis:
      return Value::ellipsis();
    case ast::ConstantKind::Float:
      return Value::number(constant.number);
    case ast::ConstantKind::Int:
      if (constant.fits_int64 && Value::fits_int(constant.integer)) return Value::integer(constant.integer);
      return canonical(keep(make(constant)));
    case ast::ConstantKind::Str: {
      Name* name = strings_.intern(constant.text);
      if (name->string == nullptr) {
        name->string =
            looks_like_name(constant.text) ? intern(heap_, constant.text) : string_from_utf8(heap_, constant.text);
        keep(name->string);
      }
      return name->string;
    }
    case ast::ConstantKind::Bytes: {
      const Name* name = byte_strings_.intern(constant.text);
      if (name->id == byte_objects_.size()) byte_objects_.push_back(keep(bytes_from(heap_, constant.text)));
      return byte_objects_[name->id];
    }
    case ast::ConstantKind::Imaginary:
      // The object has an identity only for `is`, so like ones need not be merged.
      return keep(make_imaginary(heap_, constant.number));
    case ast::ConstantKind::External:
      return canonical(external_value(constant));
  }
  return Value::none();
}

Value ConstantPool::make(const ast::ConstantValue& constant) {
  if (constant.fits_int64) return integer_value(heap_, constant.integer);
  const IntegerResult integer = integer_from_digits(heap_, constant.text, constant.radix, false);
  VM_CHECK(integer.ok(), "memory for an integer literal");
  return integer.value;
}

ast::ConstantValue constant_of(Value value) {
  ast::ConstantValue constant;
  if (value.is_none()) {
    constant.kind = ast::ConstantKind::None;
  } else if (value.is_bool()) {
    constant.kind = value.is_true() ? ast::ConstantKind::True : ast::ConstantKind::False;
  } else if (value.is_ellipsis()) {
    constant.kind = ast::ConstantKind::Ellipsis;
  } else if (value.is_int()) {
    constant.kind = ast::ConstantKind::Int;
    constant.fits_int64 = true;
    constant.radix = 10;
    constant.integer = value.as_int();
  } else if (value.is_double()) {
    constant.kind = ast::ConstantKind::Float;
    constant.number = value.as_double();
  } else {
    constant.kind = ast::ConstantKind::External;
    constant.external = reinterpret_cast<void*>(value.bits());
  }
  return constant;
}

std::optional<bool> truth_of(const ast::ConstantValue& constant) {
  switch (constant.kind) {
    case ast::ConstantKind::None:
    case ast::ConstantKind::False:
      return false;
    case ast::ConstantKind::True:
    case ast::ConstantKind::Ellipsis:
      return true;
    case ast::ConstantKind::Int:
      return !constant.fits_int64 || constant.integer != 0;
    case ast::ConstantKind::Float:
    case ast::ConstantKind::Imaginary:
      return constant.number != 0;
    case ast::ConstantKind::Str:
    case ast::ConstantKind::Bytes:
      return !constant.text.empty();
    case ast::ConstantKind::External:
      break;
  }
  const Value value = external_value(constant);
  if (is_exact_tuple(value)) return value.as<Tuple>()->length() != 0;
  if (is_exact_string(value)) return value.as<String>()->length() != 0;
  if (is_exact_bytes(value)) return value.as<Bytes>()->length() != 0;
  if (is_exact_bigint(value)) return true;
  return std::nullopt;
}

std::string_view type_name_of(const ast::ConstantValue& constant) {
  switch (constant.kind) {
    case ast::ConstantKind::None:
      return "NoneType";
    case ast::ConstantKind::True:
    case ast::ConstantKind::False:
      return "bool";
    case ast::ConstantKind::Ellipsis:
      return "ellipsis";
    case ast::ConstantKind::Int:
      return "int";
    case ast::ConstantKind::Float:
      return "float";
    case ast::ConstantKind::Imaginary:
      return "complex";
    case ast::ConstantKind::Str:
      return "str";
    case ast::ConstantKind::Bytes:
      return "bytes";
    case ast::ConstantKind::External:
      break;
  }
  const Value value = external_value(constant);
  if (is_exact_tuple(value)) return "tuple";
  if (is_exact_string(value)) return "str";
  if (is_exact_bytes(value)) return "bytes";
  if (is_exact_bigint(value)) return "int";
  return "frozenset";
}

}  // namespace taipan::python::compiler
