// python/objects/number_locale.cpp -- localeconv() as the formatter wants it.
//
// Room       python/objects. Only module _locale ever sets a locale; until then this is the C locale's.
// Tests      CPython's test_locale, test_types
#include "python/objects/number_locale.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

namespace taipan::python {

namespace {

// In the encoding of LC_CTYPE, which the locale's author is taken to share.
text::TextView decode(const char* bytes, char32_t** storage) {
  const size_t size = strlen(bytes);
  auto* wide = static_cast<wchar_t*>(malloc((size + 1) * sizeof(wchar_t)));
  if (!wide) return text::TextView(std::string_view(bytes, size));
  size_t length = mbstowcs(wide, bytes, size + 1);
  if (length == size_t(-1)) {
    for (length = 0; length < size; length++) wide[length] = static_cast<unsigned char>(bytes[length]);
  }
  *storage = reinterpret_cast<char32_t*>(wide);
  static_assert(sizeof(wchar_t) == sizeof(char32_t));
  return text::TextView(*storage, length);
}

}  // namespace

ProcessNumberLocale::ProcessNumberLocale(const numbers::FormatSpec& spec) : used_(spec.type == 'n') {
  if (!used_) return;
  const lconv* conventions = localeconv();
  locale_.decimal_point = decode(conventions->decimal_point, &point_);
  locale_.thousands_separator = decode(conventions->thousands_sep, &separator_);
  locale_.grouping = conventions->grouping;
}

ProcessNumberLocale::~ProcessNumberLocale() {
  free(point_);
  free(separator_);
}

}  // namespace taipan::python
