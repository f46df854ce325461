// python/modules/crypt_module.cpp -- the module _crypt: hashes of passwords as the system keeps them. https://docs.python.org/3.11/library/crypt.html
//
// Room       python/modules.
// Tests      CPython's test_crypt
#include <crypt.h>

#include <cerrno>
#include <cstdlib>

#include "python/objects/abstract.h"
#include "python/objects/text_codec.h"

namespace taipan::python {

namespace {

Value crypt_function(Thread& thread, String* word, String* salt) {
  const char* word_text = TRY(c_text(thread, word));
  const char* salt_text = TRY(c_text(thread, salt));
  auto* data = static_cast<struct crypt_data*>(calloc(1, sizeof(struct crypt_data)));
  if (!data) return raise_memory_error(thread);
  const char* hash = crypt_r(word_text, salt_text, data);
  const int error = errno;
  const Value result = hash ? Value(string_from_utf8(thread.heap(), hash)) : Value::none();
  free(data);
  if (!hash) return raise_os_error(thread, error);
  return result;
}
const Method kFunctions[] = {{"crypt(word, salt, /)", crypt_function, "Hash a *word* with the given *salt* and return the hashed password."}};

}  // namespace

extern const ModuleSpec kCryptModule = {.name = "_crypt", .functions = kFunctions};

}  // namespace taipan::python
