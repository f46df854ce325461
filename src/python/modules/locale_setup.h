// python/modules/locale_setup.h -- the process's locale for characters, set before the environment is shown to Python. Defined in
// standard_streams.cpp.
#pragma once

namespace taipan::python {

// LC_CTYPE from the environment; the C locale is replaced by a UTF-8 one (PEP 538). Once.
void prepare_locale();
// The locale does not say what the encoding is: standard streams let undecodable bytes through.
bool locale_is_undecided();

}  // namespace taipan::python
