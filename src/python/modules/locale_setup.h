// python/modules/locale_setup.h -- the process's locale for characters, set before the environment is shown to Python. Defined in
// standard_streams.cpp.
#pragma once

namespace taipan::python {

// LC_CTYPE from the environment; the C locale is replaced by a UTF-8 one (PEP 538). Once.
void prepare_locale();
// The locale does not say what the encoding is: standard streams let undecodable bytes through.
bool locale_is_undecided();

// File names and arguments are UTF-8, except in the C locale without UTF-8 mode, where what is not ASCII is undecodable.
enum class FilesystemEncoding : unsigned char { Utf8, Ascii };
void set_filesystem_encoding(FilesystemEncoding encoding);  // text_codec.cpp
const char* filesystem_encoding_name();

}  // namespace taipan::python
