// python/interpreter/bind_arguments.cpp -- placing the arguments of a call into the parameters of a Python function.
//
// Language reference, "Calls". The error texts are CPython's.
#include "python/interpreter/interpreter.h"

namespace taipan::python {

namespace {

// 'a', 'b', and 'c'
String* join_names(Thread& thread, List* names) {
  StringBuilder out;
  const int64_t n = names->length();
  for (int64_t i = 0; i < n; i++) {
    if (i > 0) out.append_ascii(n == 2 ? " and " : i == n - 1 ? ", and " : ", ");
    out.append_ascii("'");
    out.append(names->at(i).as<String>());
    out.append_ascii("'");
  }
  return out.finish(thread.heap());
}

Raised raise_missing(Thread& thread, Function* function, List* names, const char* what) {
  return raise(thread, TypeId::TypeError, "%U() missing %ld required %s argument%s: %U", function->qualified_name, names->length(), what,
               names->length() == 1 ? "" : "s", join_names(thread, names));
}

Raised raise_too_many(Thread& thread, Function* function, Value* regs, int64_t given) {
  const Code* code = function->code;
  const int64_t limit = code->argument_count;
  int64_t keyword_only_given = 0;
  for (int i = 0; i < code->keyword_only_count; i++) {
    if (!regs[limit + i].is_unbound()) keyword_only_given++;
  }
  const int64_t defaults = function->defaults.is_none() ? 0 : function->defaults.as<Tuple>()->length();
  String* takes = defaults ? format_string(thread, "from %ld to %ld", limit - defaults, limit) : format_string(thread, "%ld", limit);
  if (!takes) return {};
  const bool plural = defaults ? true : limit != 1;
  if (keyword_only_given) {
    return raise(thread, TypeId::TypeError,
                 "%U() takes %U positional argument%s but %ld positional argument%s (and %ld keyword-only argument%s) were given",
                 function->qualified_name, takes, plural ? "s" : "", given, given == 1 ? "" : "s", keyword_only_given,
                 keyword_only_given == 1 ? "" : "s");
  }
  return raise(thread, TypeId::TypeError, "%U() takes %U positional argument%s but %ld %s given", function->qualified_name, takes,
               plural ? "s" : "", given, given == 1 ? "was" : "were");
}

}  // namespace

Status bind_arguments(Thread& thread, Function* function, Value* regs, const Value* values, int64_t count, Tuple* names) {
  const Code* code = function->code;
  const int64_t named = names ? names->length() : 0;
  const int64_t positional = count - named;
  const int64_t limit = code->argument_count;
  const int64_t named_limit = limit + code->keyword_only_count;
  const bool var_arguments = code->flags & kCodeVarArgs;
  const bool var_keywords = code->flags & kCodeVarKeywords;
  Heap& heap = thread.heap();

  // Keyword values may lie where parameters go: take them away first.
  Value few[16];
  Value* keyword_values = few;
  List* many = nullptr;
  if (named > 16) {
    many = list_from(heap, {values + positional, size_t(named)});
    keyword_values = many->items();
  } else {
    for (int64_t i = 0; i < named; i++) few[i] = values[positional + i];
  }
  // The collector does not know the callee's parameters before its frame is entered.
  struct Held {
    Tuple* rest = nullptr;
    Dict* keywords = nullptr;
    ~Held() { asm volatile("" : : "r"(rest), "r"(keywords) : "memory"); }
  } held;
  Tuple*& rest = held.rest;
  if (var_arguments) {
    rest = positional > limit ? tuple_from(heap, {values + limit, size_t(positional - limit)}) : empty_tuple();
    if (!rest) return raise_memory_error(thread);
  }
  const int64_t placed = positional < limit ? positional : limit;
  if (values != regs) {
    for (int64_t i = 0; i < placed; i++) regs[i] = values[i];
  }
  for (int64_t i = placed; i < code->parameter_count; i++) regs[i] = Value::unbound();
  Dict*& keywords = held.keywords;
  int64_t next = named_limit;
  if (var_arguments) regs[next++] = Value(rest);
  if (var_keywords) {
    keywords = new_dict(heap);
    regs[next] = Value(keywords);
  }

  for (int64_t k = 0; k < named; k++) {
    String* key = names->at(k).as<String>();
    int64_t target = -1;
    for (int64_t i = code->positional_only_count; i < named_limit; i++) {
      String* parameter = code->register_names->at(i).as<String>();
      if (parameter == key || equal(parameter, key)) {
        target = i;
        break;
      }
    }
    if (target < 0) {
      if (keywords) {
        dict_set(heap, keywords, key, keyword_values[k]);
        continue;
      }
      List* wrong = new_list(heap);
      for (int64_t i = 0; i < code->positional_only_count; i++) {
        for (int64_t j = 0; j < named; j++) {
          if (equal(code->register_names->at(i).as<String>(), names->at(j).as<String>())) {
            (void)wrong->append(heap, code->register_names->at(i));
          }
        }
      }
      if (wrong->length()) {
        StringBuilder list;
        for (int64_t i = 0; i < wrong->length(); i++) {
          if (i) list.append_ascii(", ");
          list.append(wrong->at(i).as<String>());
        }
        return raise(thread, TypeId::TypeError, "%U() got some positional-only arguments passed as keyword arguments: '%U'",
                     function->qualified_name, list.finish(heap));
      }
      return raise(thread, TypeId::TypeError, "%U() got an unexpected keyword argument '%U'", function->qualified_name, key);
    }
    if (!regs[target].is_unbound()) {
      return raise(thread, TypeId::TypeError, "%U() got multiple values for argument '%U'", function->qualified_name, key);
    }
    regs[target] = keyword_values[k];
  }
  // Until the frame is entered, nobody else knows what lies in its registers.
  asm volatile("" : : "r"(rest), "r"(keywords), "r"(many) : "memory");

  if (positional > limit && !var_arguments) return raise_too_many(thread, function, regs, positional);

  if (positional < limit) {
    const int64_t defaults = function->defaults.is_none() ? 0 : function->defaults.as<Tuple>()->length();
    const int64_t first_default = limit - defaults;
    List* missing = nullptr;
    for (int64_t i = positional; i < limit; i++) {
      if (!regs[i].is_unbound()) continue;
      if (i >= first_default) {
        regs[i] = function->defaults.as<Tuple>()->at(i - first_default);
      } else {
        if (!missing) missing = new_list(heap);
        (void)missing->append(heap, code->register_names->at(i));
      }
    }
    if (missing) return raise_missing(thread, function, missing, "positional");
  }
  if (code->keyword_only_count) {
    List* missing = nullptr;
    for (int64_t i = limit; i < named_limit; i++) {
      if (!regs[i].is_unbound()) continue;
      Value found;
      if (!function->keyword_defaults.is_none()) {
        found = TRY(dict_get(thread, function->keyword_defaults.as<Dict>(), code->register_names->at(i)));
      }
      if (found.is_unbound()) {
        if (!missing) missing = new_list(heap);
        (void)missing->append(heap, code->register_names->at(i));
      }
      regs[i] = found;
    }
    if (missing) return raise_missing(thread, function, missing, "keyword-only");
  }
  return ok_status();
}

}  // namespace taipan::python
