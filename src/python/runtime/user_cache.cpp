// python/runtime/user_cache.cpp -- bytecode of modules whose folders cannot be written: it goes below the user's cache folder.
//
// Room       python/runtime. Nothing of it is visible: sys.pycache_prefix stays None, __cached__ names the usual place.
// In / out   importlib's SourceFileLoader, whose get_data and set_data are wrapped. Not for root, who can write everywhere.
// Tests      tests/python/runtime/user_cache.py
#include <unistd.h>

#include "python/interpreter/interpreter.h"
#include "python/objects/text_codec.h"
#include "python/runtime/import.h"
#include "python/runtime/marshal.h"
#include "python/runtime/start.h"

namespace taipan::python {

namespace {

constexpr std::string_view kSource = R"(
def install(external, folder):
    loader = external.SourceFileLoader
    plain_get = loader.get_data
    plain_set = loader.set_data
    os = external._os
    is_folder = external._path_isdir
    split = external._path_split

    def moves(path):
        return isinstance(path, str) and path.startswith('/') and path.endswith('.pyc')

    def get_data(self, path):
        try:
            return plain_get(self, path)
        except OSError:
            if not moves(path):
                raise
        return plain_get(self, folder + path)

    def set_data(self, path, data, *, _mode=0o666):
        if moves(path):
            parent = split(path)[0]
            while parent and not is_folder(parent):
                parent = split(parent)[0]
            if not os.access(parent or '/', os.W_OK):
                path = folder + path
        return plain_set(self, path, data, _mode=_mode)

    loader.get_data = get_data
    loader.set_data = set_data
)";

}  // namespace

Status install_user_cache(Thread& thread) {
  const std::string folder = user_cache_folder();
  if (geteuid() == 0 || folder.empty() || !start_options().pycache_prefix.empty()) return ok_status();
  Heap& heap = thread.heap();
  const Value external = dict_get(runtime().modules, intern(heap, "_frozen_importlib_external"));
  if (external.is_unbound()) return ok_status();
  CompileRequest request;
  request.source = kSource;
  request.filename = intern(heap, "<frozen importlib._bootstrap_external>");
  request.optimize = 0;
  const Value code = TRY(compile_source(thread, request));
  Dict* globals = new_dict(heap);
  dict_set(heap, globals, name(Name::Builtins), Value(runtime().builtins));
  TRY(run_code(thread, code.as<Code>(), globals, Value::unbound()));
  String* root = TRY(decode_filesystem(thread, folder));
  TRY(call_with(thread, dict_get(globals, intern(heap, "install")), external, Value(root)));
  return ok_status();
}

}  // namespace taipan::python
