// base/unicode/version_3_2.h -- what Unicode 3.2.0 said of single characters.
//
// Room       Unicode data. Internationalised domain names are defined on that version, so programs ask for it.
// In / out   As properties.h. Decompositions are those of today for the characters assigned then, save for five that
//            were wrong; names too. Normal forms: append_normalized with Version::Unicode3_2.
// Tests      tests/differential/base/compare_unicode.py
#pragma once

#include "base/unicode/properties.h"

namespace taipan::unicode {

bool is_assigned_3_2(char32_t c);
Category category_3_2(char32_t c);
Bidirectional bidirectional_3_2(char32_t c);
EastAsianWidth east_asian_width_3_2(char32_t c);
uint8_t combining_3_2(char32_t c);
bool is_mirrored_3_2(char32_t c);
int decimal_value_3_2(char32_t c);
int digit_value_3_2(char32_t c);
bool numeric_value_3_2(char32_t c, double& value);

// The character that version 3.2.0 decomposed `c` to where later versions corrected it, or 0.
char32_t corrected_decomposition_3_2(char32_t c);

}  // namespace taipan::unicode
