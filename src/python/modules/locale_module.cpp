// python/modules/locale_module.cpp -- _locale: the C library's locales and message catalogues.
// https://docs.python.org/3.11/library/locale.html
//
// Room       python/modules. Tests: CPython's test_locale, test__locale
#include <langinfo.h>
#include <libintl.h>

#include <cerrno>
#include <climits>
#include <clocale>
#include <cstring>
#include <cwchar>
#include <vector>

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/objects/text_codec.h"
#include "python/runtime/start.h"

namespace taipan::python {

namespace {

Type* g_error;

Value locale_text(Thread& thread, const char* text) { return Value(decode(thread, text, "utf-8", "surrogateescape")); }

Value locale_setlocale(Thread& thread, int category, Value locale) {
  if (category < LC_CTYPE || category > LC_IDENTIFICATION) return raise(thread, g_error, "invalid locale category");
  if (locale.is_missing() || locale.is_none()) {
    const char* current = setlocale(category, nullptr);
    if (!current) return raise(thread, g_error, "locale query failed");
    return locale_text(thread, current);
  }
  if (!as_string(locale)) return raise(thread, TypeId::TypeError, "setlocale() argument 2 must be str or None, not %T", locale);
  const char* wanted = TRY(c_text(thread, as_string(locale)));
  const char* result = setlocale(category, wanted);
  if (!result) return raise(thread, g_error, "unsupported locale setting");
  return locale_text(thread, result);
}

// A grouping: numbers up to one that ends it, with that one.
Value grouping_value(Thread& thread, const char* grouping) {
  List* list = new_list(thread.heap());
  if (!grouping || !*grouping) return Value(list);
  for (const char* at = grouping;; at++) {
    if (!list->append(thread.heap(), Value::integer(*at))) return raise_memory_error(thread);
    if (*at == 0 || *at == CHAR_MAX) return Value(list);
  }
}
Value locale_localeconv(Thread& thread) {
  Heap& heap = thread.heap();
  const struct lconv* l = localeconv();
  Dict* result = new_dict(heap);
  auto add = [&](const char* key, Value value) {
    if (value.is_raised()) return false;
    dict_set(heap, result, intern(heap, key), value);
    return true;
  };
  struct Text {
    const char *name, *value;
  };
  for (const Text& t : {Text{"int_curr_symbol", l->int_curr_symbol}, Text{"currency_symbol", l->currency_symbol}, Text{"mon_decimal_point", l->mon_decimal_point},
                        Text{"mon_thousands_sep", l->mon_thousands_sep}}) {
    if (!add(t.name, locale_text(thread, t.value))) return Value::raised();
  }
  if (!add("mon_grouping", grouping_value(thread, l->mon_grouping))) return Value::raised();
  for (const Text& t : {Text{"positive_sign", l->positive_sign}, Text{"negative_sign", l->negative_sign}}) {
    if (!add(t.name, locale_text(thread, t.value))) return Value::raised();
  }
  struct Number {
    const char* name;
    char value;
  };
  for (const Number& n : {Number{"int_frac_digits", l->int_frac_digits}, Number{"frac_digits", l->frac_digits}, Number{"p_cs_precedes", l->p_cs_precedes},
                          Number{"p_sep_by_space", l->p_sep_by_space}, Number{"n_cs_precedes", l->n_cs_precedes}, Number{"n_sep_by_space", l->n_sep_by_space},
                          Number{"p_sign_posn", l->p_sign_posn}, Number{"n_sign_posn", l->n_sign_posn}}) {
    add(n.name, Value::integer(n.value));
  }
  if (!add("decimal_point", locale_text(thread, l->decimal_point)) || !add("thousands_sep", locale_text(thread, l->thousands_sep)) ||
      !add("grouping", grouping_value(thread, l->grouping))) {
    return Value::raised();
  }
  return Value(result);
}

Status to_wide(Thread& thread, String* text, std::vector<wchar_t>* out) {
  for (int64_t i = 0; i < text->length(); i++) {
    if (text->at(i) == 0) return raise(thread, TypeId::ValueError, "embedded null character");
    out->push_back(wchar_t(text->at(i)));
  }
  out->push_back(0);
  return ok_status();
}
Value locale_strcoll(Thread& thread, String* os1, String* os2) {
  std::vector<wchar_t> a, b;
  TRY(to_wide(thread, os1, &a));
  TRY(to_wide(thread, os2, &b));
  return Value::integer(wcscoll(a.data(), b.data()));
}
Value locale_strxfrm(Thread& thread, String* string) {
  std::vector<wchar_t> text;
  TRY(to_wide(thread, string, &text));
  std::vector<wchar_t> out(text.size() + 1);
  errno = 0;
  size_t n = wcsxfrm(out.data(), text.data(), out.size());
  if (errno && errno != ERANGE) return raise_errno(thread);
  if (n >= out.size()) {
    out.resize(n + 1);
    n = wcsxfrm(out.data(), text.data(), out.size());
  }
  // Weights may be beyond what text can hold.
  for (size_t i = 0; i < n; i++) {
    if (uint32_t(out[i]) > 0x10FFFF) out[i] = 0x10FFFF;
  }
  return Value(string_from_code_points(thread.heap(), reinterpret_cast<const uint32_t*>(out.data()), int64_t(n)));
}
Value locale_getencoding(Thread& thread) {
  const char* codeset = nl_langinfo(CODESET);
  return Value(intern(thread.heap(), codeset && *codeset ? codeset : "UTF-8"));
}

struct Item {
  const char* name;
  nl_item item;
};
#define ITEM(name) {#name, name}
constexpr Item kItems[] = {
    ITEM(DAY_1), ITEM(DAY_2), ITEM(DAY_3), ITEM(DAY_4), ITEM(DAY_5), ITEM(DAY_6), ITEM(DAY_7), ITEM(ABDAY_1), ITEM(ABDAY_2), ITEM(ABDAY_3),
    ITEM(ABDAY_4), ITEM(ABDAY_5), ITEM(ABDAY_6), ITEM(ABDAY_7), ITEM(MON_1), ITEM(MON_2), ITEM(MON_3), ITEM(MON_4), ITEM(MON_5), ITEM(MON_6),
    ITEM(MON_7), ITEM(MON_8), ITEM(MON_9), ITEM(MON_10), ITEM(MON_11), ITEM(MON_12), ITEM(ABMON_1), ITEM(ABMON_2), ITEM(ABMON_3), ITEM(ABMON_4),
    ITEM(ABMON_5), ITEM(ABMON_6), ITEM(ABMON_7), ITEM(ABMON_8), ITEM(ABMON_9), ITEM(ABMON_10), ITEM(ABMON_11), ITEM(ABMON_12), ITEM(RADIXCHAR),
    ITEM(THOUSEP), ITEM(CRNCYSTR), ITEM(D_FMT), ITEM(D_T_FMT), ITEM(T_FMT), ITEM(AM_STR), ITEM(PM_STR), ITEM(CODESET), ITEM(T_FMT_AMPM), ITEM(ERA),
    ITEM(ERA_D_FMT), ITEM(ERA_D_T_FMT), ITEM(ERA_T_FMT), ITEM(ALT_DIGITS), ITEM(YESEXPR), ITEM(NOEXPR), ITEM(_DATE_FMT)};
#undef ITEM
Value locale_nl_langinfo(Thread& thread, int key) {
  for (const Item& item : kItems) {
    if (item.item != key) continue;
    const char* text = nl_langinfo(key);
    return locale_text(thread, text ? text : "");
  }
  return raise(thread, TypeId::ValueError, "unsupported langinfo constant");
}

// ---- message catalogues

Value locale_gettext(Thread& thread, String* msg) { return locale_text(thread, gettext(TRY(c_text(thread, msg)))); }
Result<const char*> optional_text(Thread& thread, Value value) {
  if (value.is_none()) return static_cast<const char*>(nullptr);
  if (!as_string(value)) return raise(thread, TypeId::TypeError, "argument 1 must be str or None, not %T", value);
  const char* text = TRY(c_text(thread, as_string(value)));
  return text;
}
Value locale_dgettext(Thread& thread, Value domain, String* msg) {
  const char* name = TRY(optional_text(thread, domain));
  return locale_text(thread, dgettext(name, TRY(c_text(thread, msg))));
}
Value locale_dcgettext(Thread& thread, Value domain, String* msg, int category) {
  const char* name = TRY(optional_text(thread, domain));
  return locale_text(thread, dcgettext(name, TRY(c_text(thread, msg)), category));
}
Value locale_textdomain(Thread& thread, Value domain) {
  const char* name = TRY(optional_text(thread, domain));
  const char* result = textdomain(name);
  if (!result) return raise_errno(thread);
  return locale_text(thread, result);
}
Value locale_bindtextdomain(Thread& thread, String* domain, Value dir) {
  if (domain->length() == 0) return raise(thread, g_error, "domain must be a non-empty string");
  const char* name = TRY(c_text(thread, domain));
  Bytes* folder = nullptr;
  if (!dir.is_none()) {
    if (!as_string(dir)) return raise(thread, TypeId::TypeError, "bindtextdomain() argument 2 must be str or None, not %T", dir);
    folder = TRY(encode_filesystem(thread, as_string(dir)));
  }
  const char* result = bindtextdomain(name, folder ? reinterpret_cast<const char*>(folder->data()) : nullptr);
  if (!result) return raise_errno(thread);
  return locale_text(thread, result);
}
Value locale_bind_textdomain_codeset(Thread& thread, String* domain, Value codeset) {
  const char* name = TRY(c_text(thread, domain));
  const char* wanted = TRY(optional_text(thread, codeset));
  const char* result = bind_textdomain_codeset(name, wanted);
  return result ? locale_text(thread, result) : Value::none();
}

const Method kFunctions[] = {
    {"setlocale(category, locale=<unrepresentable>, /)", locale_setlocale, "Activates/queries locale processing."},
    {"localeconv()", locale_localeconv, "Returns numeric and monetary locale-specific parameters."},
    {"strcoll(os1, os2, /)", locale_strcoll, "Compares two strings according to the locale."},
    {"strxfrm(string, /)", locale_strxfrm, "Return a string that can be used as a key for locale-aware comparisons."},
    {"getencoding()", locale_getencoding, "Get the current locale encoding."},
    {"nl_langinfo(key, /)", locale_nl_langinfo, "Return the value for the locale information associated with key."},
    {"gettext(msg, /)", locale_gettext, "Return translation of msg."},
    {"dgettext(domain, msg, /)", locale_dgettext, "Return translation of msg in domain."},
    {"dcgettext(domain, msg, category, /)", locale_dcgettext, "Return translation of msg in domain and category."},
    {"textdomain(domain, /)", locale_textdomain, "Set the C library's textdmain to domain, returning the new domain."},
    {"bindtextdomain(domain, dir, /)", locale_bindtextdomain, "Bind the C library's domain to dir."},
    {"bind_textdomain_codeset(domain, codeset, /)", locale_bind_textdomain_codeset, "Bind the C library's domain to codeset."},
};

Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  if (!g_error) {
    Dict* body = new_dict(heap);
    dict_set(heap, body, name(Name::Module), Value(intern(heap, "locale")));
    Tuple* bases = tuple_of(heap, Value(builtin_type(TypeId::Exception)));
    const Value error = TRY(call_with(thread, Value(builtin_type(TypeId::Type)), Value(intern(heap, "Error")), Value(bases), Value(body)));
    g_error = error.as<Type>();
    heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_error), 1);
  }
  TRY(module_add(thread, module, "Error", Value(g_error)));
  struct Row {
    const char* name;
    int value;
  };
  for (const Row& row : {Row{"LC_CTYPE", LC_CTYPE}, Row{"LC_TIME", LC_TIME}, Row{"LC_COLLATE", LC_COLLATE}, Row{"LC_MONETARY", LC_MONETARY},
                         Row{"LC_MESSAGES", LC_MESSAGES}, Row{"LC_NUMERIC", LC_NUMERIC}, Row{"LC_ALL", LC_ALL}, Row{"CHAR_MAX", CHAR_MAX}}) {
    TRY(module_add(thread, module, row.name, Value::integer(row.value)));
  }
  for (const Item& item : kItems) TRY(module_add(thread, module, item.name, Value::integer(item.item)));
  return ok_status();
}

}  // namespace

extern const ModuleSpec kLocaleModule = {.name = "_locale", .doc = "Support for POSIX locales.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
