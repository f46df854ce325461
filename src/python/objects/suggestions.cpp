// python/objects/suggestions.cpp -- names like the one that was not found: edit distance with cheap changes of case.
#include "python/objects/suggestions.h"

#include <vector>

#include "python/objects/exceptions.h"
#include "python/objects/objects.h"

namespace taipan::python {

namespace {

constexpr int kMove = 2, kCase = 1;
constexpr int64_t kMaxItems = 750, kMaxLength = 40;

int substitution(uint32_t a, uint32_t b) {
  if (a == b) return 0;
  auto lower = [](uint32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; };
  return lower(a) == lower(b) ? kCase : kMove;
}

// Distance of the texts, or limit + 1.
int distance(const String* a, const String* b, int limit) {
  int64_t start = 0, m = a->length(), n = b->length();
  while (start < m && start < n && a->at(start) == b->at(start)) start++;
  while (m > start && n > start && a->at(m - 1) == b->at(n - 1)) m--, n--;
  m -= start;
  n -= start;
  if (m == 0 || n == 0) return int(m + n) * kMove;
  if (m > kMaxLength || n > kMaxLength) return limit + 1;
  if ((m > n ? m - n : n - m) * kMove > limit) return limit + 1;
  std::vector<int> row(size_t(m) + 1);
  for (int64_t i = 0; i <= m; i++) row[size_t(i)] = int(i) * kMove;
  for (int64_t j = 1; j <= n; j++) {
    int diagonal = row[0];
    row[0] = int(j) * kMove;
    int least = row[0];
    for (int64_t i = 1; i <= m; i++) {
      const int swap = diagonal + substitution(a->at(start + i - 1), b->at(start + j - 1));
      diagonal = row[size_t(i)];
      int best = swap;
      if (row[size_t(i)] + kMove < best) best = row[size_t(i)] + kMove;
      if (row[size_t(i - 1)] + kMove < best) best = row[size_t(i - 1)] + kMove;
      row[size_t(i)] = best;
      if (best < least) least = best;
    }
    if (least > limit) return limit + 1;
  }
  return row[size_t(m)];
}

String* nearest(List* names, String* wanted) {
  if (names->length() >= kMaxItems) return nullptr;
  String* found = nullptr;
  int best = INT32_MAX;
  for (int64_t i = 0; i < names->length(); i++) {
    String* candidate = as_string(names->at(i));
    if (!candidate || equal(candidate, wanted)) continue;
    int limit = int((wanted->length() + candidate->length() + 3) * kMove / 6);
    if (best - 1 < limit) limit = best - 1;
    const int d = distance(wanted, candidate, limit);
    if (d > limit) continue;
    if (!found || d < best) {
      found = candidate;
      best = d;
    }
  }
  return found;
}

void add_keys(Thread& thread, List* names, Value mapping) {
  if (!is_kind(mapping, Kind::Dict)) return;
  Value key, value;
  for (uint32_t i = 0; dict_next(mapping.as<Dict>(), i, key, value);) (void)names->append(thread.heap(), key);
}

String* for_name(Thread& thread, ExceptionObject* e) {
  String* wanted = as_string(e->fields[0]);
  if (!wanted || e->traceback.is_none()) return nullptr;
  auto* entry = e->traceback.as<TracebackObject>();
  while (!entry->next.is_none()) entry = entry->next.as<TracebackObject>();
  Frame* frame = entry->frame;
  List* names = new_list(thread.heap());
  for (Value v : frame->function->code->register_names->span()) (void)names->append(thread.heap(), v);
  if (!frame->locals.is_unbound()) add_keys(thread, names, frame->locals);
  // Locals of methods: an attribute of self with that name is what was meant.
  const Value locals = get_attribute_or_unbound(thread, Value(frame), intern(thread.heap(), "f_locals"));
  if (locals.is_raised()) thread.clear_exception();
  if (is_kind(locals, Kind::Dict)) {
    const Value self = dict_get(locals.as<Dict>(), name(Name::Self));
    if (!self.is_unbound()) {
      Result<bool> has = has_attribute(thread, self, intern(thread.heap(), wanted));
      if (!has.ok()) {
        thread.clear_exception();
      } else if (has.value()) {
        return format_string(thread, ". Did you mean: 'self.%U'?", wanted);
      }
    }
  }
  String* found = nearest(names, wanted);
  if (!found) {
    List* globals = new_list(thread.heap());
    add_keys(thread, globals, Value(frame->function->globals));
    found = nearest(globals, wanted);
  }
  if (!found) {
    List* builtins = new_list(thread.heap());
    add_keys(thread, builtins, Value(frame->function->builtins));
    found = nearest(builtins, wanted);
  }
  return found ? format_string(thread, ". Did you mean: '%U'?", found) : nullptr;
}


}  // namespace

String* suggestion_for(Thread& thread, Value exception) {
  auto* e = exception.as<ExceptionObject>();
  String* result = nullptr;
  if (is_instance_of(exception, TypeId::NameError)) {
    result = for_name(thread, e);
    const Value names = sys_stdlib_names(thread);
    String* wanted = as_string(e->fields[0]);
    if (wanted && !names.is_unbound() && type_of(exception) == builtin_type(TypeId::NameError)) {
      Result<bool> is_module = contains(thread, names, Value(wanted));
      if (is_module.ok() && is_module.value()) {
        result = result ? format_string(thread, "%U Or did you forget to import '%U'", result, wanted)
                        : format_string(thread, ". Did you forget to import '%U'", wanted);
      }
    }
  } else if (is_instance_of(exception, TypeId::AttributeError)) {
    String* wanted = as_string(e->fields[0]);
    if (wanted && !e->fields[1].is_unbound()) {
      const Value names = call_special(thread, e->fields[1], Special::Dir, {});
      if (!names.is_raised() && !names.is_unbound()) {
        List* list = list_from_iterable(thread, names);
        if (list && call_method_with(thread, Value(list), intern(thread.heap(), "sort")).is_raised()) list = nullptr;  // the first of equals counts
        String* found = list ? nearest(list, wanted) : nullptr;
        if (found) result = format_string(thread, ". Did you mean: '%U'?", found);
      }
    }
  } else if (is_instance_of(exception, TypeId::ImportError)) {
    return nullptr;
  }
  thread.clear_exception();
  return result;
}

}  // namespace taipan::python
