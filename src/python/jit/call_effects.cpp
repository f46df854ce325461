// python/jit/call_effects.cpp -- the contract is in call_effects.h.
#include "python/jit/call_effects.h"

#include <algorithm>
#include <string_view>

#include "python/objects/native.h"

namespace taipan::python {

namespace {

bool is_sequence(Value v) { return is_exact(v, TypeId::List) || is_exact(v, TypeId::Tuple); }

bool all_plain(const Value* values, int count) { return std::all_of(values, values + count, [](Value v) { return is_plain_key(v); }); }

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

uint32_t effects_of_call(CallKind kind, const Value* values, int count) {
  switch (kind) {
    case CallKind::Any: break;
    case CallKind::Plain:
      if (all_plain(values, count)) return kPlainEffects;
      break;
    case CallKind::Item:
      if (all_plain(values, count) || (count == 2 && is_sequence(values[0]) && values[1].is_int())) return kPlainEffects;
      break;
    case CallKind::Iterate:
      if (is_sequence(values[0]) || is_exact(values[0], TypeId::Str)) return kPlainEffects;
      break;
    case CallKind::Next:
      if (is_exact(values[0], TypeId::ListIterator) || is_exact(values[0], TypeId::TupleIterator) ||
          is_exact(values[0], TypeId::StrIterator) || is_exact(values[0], TypeId::StrAsciiIterator)) {
        return kPlainEffects | kWritesHeap;
      }
      break;
  }
  return kAnyEffect;
}

uint32_t effects_of_native(const Native* function, const Value* arguments, int count) {
  const std::string_view name = function->name->bytes();
  if (function->owner == builtin_type(TypeId::Str)) {
    if (function->self.is_unbound() && all_plain(arguments, count) &&
        !is_one_of(name, {"format", "format_map", "join", "translate", "encode", "__format__", "__mod__", "__rmod__", "__new__"})) {
      return kPlainEffects;
    }
  } else if (function->owner == builtin_type(TypeId::List)) {
    if (!function->self.is_unbound() || count == 0 || !is_exact(arguments[0], TypeId::List)) return kAnyEffect;
    if ((name == "append" && count == 2) || (name == "pop" && (count == 1 || (count == 2 && arguments[1].is_int())))) {
      return kPlainEffects | kWritesHeap;
    }
  } else if (!function->owner && is_kind(function->module, Kind::String)) {
    const std::string_view module = function->module.as<String>()->bytes();
    if (module == "builtins") {
      if (name == "len" && count == 1 && (is_sequence(arguments[0]) || is_exact(arguments[0], TypeId::Str) || is_exact(arguments[0], TypeId::Dict))) {
        return kPlainEffects;
      }
      if (all_plain(arguments, count) && is_one_of(name, {"abs", "ord", "chr", "divmod", "pow", "round", "repr"})) return kPlainEffects;
      if (all_plain(arguments, count) && count >= 2 && is_one_of(name, {"min", "max"})) return kPlainEffects;
    } else if (module == "math") {
      if (all_plain(arguments, count)) return kPlainEffects;
    }
  }
  return kAnyEffect;
}

}  // namespace taipan::python
