// python/modules/openssl/openssl_errors.h -- what OpenSSL says went wrong, as a Python exception.
//
// Room       python/modules/openssl.
#pragma once

#include "python/objects/abstract.h"

namespace taipan::python::openssl {

// Takes the library's queue of errors away: "[library] reason" of the last one, or `otherwise` when it has none.
Raised raise_openssl_error(Thread& thread, TypeId type, const char* otherwise);

}  // namespace taipan::python::openssl
