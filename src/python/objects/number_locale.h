// python/objects/number_locale.h -- how the process' locale writes numbers, for formats of type 'n'.
#pragma once

#include "base/numbers/format_spec.h"

namespace taipan::python {

// Looks at the locale only when `spec` asks for it. Its texts are decoded, and live as long as this object.
class ProcessNumberLocale {
 public:
  explicit ProcessNumberLocale(const numbers::FormatSpec& spec);
  ~ProcessNumberLocale();
  ProcessNumberLocale(const ProcessNumberLocale&) = delete;
  ProcessNumberLocale& operator=(const ProcessNumberLocale&) = delete;
  const numbers::NumberLocale* get() const { return used_ ? &locale_ : nullptr; }

 private:
  bool used_ = false;
  numbers::NumberLocale locale_;
  char32_t* point_ = nullptr;
  char32_t* separator_ = nullptr;
};

}  // namespace taipan::python
