// cli/program.cpp -- running the program that the command line names; the contract is in program.h.
#include "cli/program.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "cli/repl.h"
#include "python/interpreter/interpreter.h"
#include "python/objects/exceptions.h"
#include "python/objects/text_codec.h"
#include "python/runtime/compile_source.h"
#include "python/runtime/marshal.h"

namespace taipan::cli {

using namespace taipan::python;

namespace {

constexpr size_t kPycHeaderBytes = 16;

class ProgramRunner {
 public:
  ProgramRunner(Thread& thread, const CommandLine& line, Module* main) : thread_(thread), heap_(thread.heap()), line_(line), main_(main) {}

  ProgramEnd run() {
    Value importable;
    if (line_.program == CommandLine::Program::File) {
      importable = importer_path(line_.text);
      if (importable.is_raised()) return report_uncaught(thread_);
    }
    if (!importable.is_unbound()) {
      put_first(importable);
    } else if (!line_.options.safe_path) {
      set_first_path();
    }
    const bool interactive_stdin = line_.program == CommandLine::Program::Stdin && (stdin_is_terminal() || line_.options.interactive);
    if ((interactive_stdin || line_.options.verbose) && !line_.options.quiet) print_banner(line_.options);
    ProgramEnd end;
    switch (line_.program) {
      case CommandLine::Program::Command: end = finish(run_command()); break;
      case CommandLine::Program::Module: end = finish(run_module(line_.text, true)); break;
      case CommandLine::Program::File:
        end = importable.is_unbound() ? run_file() : finish(run_module("__main__", false));
        break;
      case CommandLine::Program::Stdin: end = interactive_stdin ? interact_first() : run_stdin(); break;
    }
    if (end.exits || interactive_stdin) return end;
    if (!line_.options.inspect && !inspects_now()) return end;
    if (!stdin_is_terminal() && !line_.options.interactive) return end;
    run_interactive_hook(thread_);
    return run_interactive(thread_, main_->dict);
  }

 private:
  ProgramEnd finish(Value result) {
    if (!result.is_raised()) return {};
    return report_uncaught(thread_, line_.options.inspect ? SystemExitMode::IsPrinted : SystemExitMode::Exits);
  }
  // A program may ask for a prompt at its end through the environment.
  bool inspects_now() const {
    const char* value = line_.options.ignore_environment ? nullptr : getenv("PYTHONINSPECT");
    return value && *value;
  }

  void set(const char* key, Value value) { dict_set(heap_, main_->dict, intern(heap_, key), value); }
  void forget(const char* key) { dict_delete(heap_, main_->dict, intern(heap_, key)); }

  // ---- sys.path[0]

  void put_first(Value path_entry) {
    const Value path = sys_get("path");
    if (is_kind(path, Kind::List)) (void)path.as<List>()->insert(heap_, 0, path_entry);
  }

  void set_first_path() {
    std::string folder;
    if (line_.program == CommandLine::Program::Module) {
      char buffer[PATH_MAX];
      if (!getcwd(buffer, sizeof buffer)) return;
      folder = buffer;
    } else if (line_.program == CommandLine::Program::File) {
      // The folder of the script, or of what it is a link to, whether that is there or not.
      std::string script = line_.text;
      char buffer[PATH_MAX];
      const ssize_t link_length = readlink(script.c_str(), buffer, sizeof buffer);
      if (link_length > 0 && buffer[0] == '/') script.assign(buffer, size_t(link_length));
      if (realpath(script.c_str(), buffer)) script = buffer;
      const size_t slash = script.rfind('/');
      folder = slash == std::string::npos ? "" : slash == 0 ? "/" : script.substr(0, slash);
    }
    put_first(Value(decode_filesystem(thread_, folder)));
  }

  // The path, if it is a folder or an archive from which modules can be imported; else unbound.
  Value importer_path(const std::string& path) {
    String* text = TRY(decode_filesystem(thread_, path));
    const Value pkgutil = dict_get(runtime().modules, intern(heap_, "_frozen_importlib_external"));
    if (pkgutil.is_unbound()) return Value::unbound();
    const Value hooks = sys_get("path_hooks");
    if (!is_kind(hooks, Kind::List)) return Value::unbound();
    const Value cache = sys_get("path_importer_cache");
    for (int64_t i = 0; i < hooks.as<List>()->length(); i++) {
      const Value importer = call_with(thread_, hooks.as<List>()->at(i), Value(text));
      if (importer.is_raised()) {
        if (!clear_if(thread_, TypeId::ImportError)) return importer;
        continue;
      }
      if (is_kind(cache, Kind::Dict)) TRY(dict_set(thread_, cache.as<Dict>(), Value(text), importer));
      return Value(text);
    }
    return Value::unbound();
  }

  // ---- what to run

  Value run_code_object(Code* code) {
    if (line_.dumps_bytecode) {
      ByteBuilder listing;
      disassemble(listing, code);
      fwrite(listing.data(), 1, listing.size(), stdout);
      return Value::none();
    }
    return run_code(thread_, code, main_->dict, Value::unbound());
  }

  Value run_text(std::string_view source, std::string_view filename, bool from_file) {
    std::string shortened;
    if (from_file && source.find('\0') != std::string_view::npos) source = shortened = without_nulls(source);
    CompileRequest request;
    request.source = source;
    request.filename = TRY(decode_filesystem(thread_, filename));
    request.from_file = from_file;
    request.source_is_string = !from_file;
    const Value code = TRY(compile_source(thread_, request));
    return run_code_object(code.as<Code>());
  }

  Value run_command() {
    String* text = TRY(decode_filesystem(thread_, line_.text));
    if (!encode(thread_, text, "utf-8", "strict")) {
      fputs("Unable to decode the command from the command line:\n", stderr);
      return Value::raised();
    }
    return run_text(line_.text, "<string>", false);
  }

  Value run_module(const std::string& module, bool sets_argv0) {
    const Value runpy = import_module(thread_, "runpy");
    if (runpy.is_raised()) {
      fputs("Could not import runpy module\n", stderr);
      return runpy;
    }
    return call_method_with(thread_, runpy, intern(heap_, "_run_module_as_main"), Value(TRY(decode_filesystem(thread_, module))),
                            Value::boolean(sets_argv0));
  }

  ProgramEnd run_stdin() {
    const std::string source = read_all(STDIN_FILENO);
    set("__file__", Value(intern(heap_, "<stdin>")));
    set("__cached__", Value::none());
    return finish(run_text(source, "<stdin>", true));
  }

  ProgramEnd interact_first() {
    const ProgramEnd early = prepare_interactive(thread_, main_->dict);
    if (early.exits) return early;
    return run_interactive(thread_, main_->dict);
  }

  static std::string read_all(int fd) {
    std::string contents;
    char buffer[65536];
    for (;;) {
      const ssize_t n = read(fd, buffer, sizeof buffer);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return contents;
      contents.append(buffer, size_t(n));
    }
  }

  // repr() of a path.
  std::string quoted(const std::string& path) {
    String* text = decode_filesystem(thread_, path);
    String* shown = text ? repr(thread_, Value(text)) : nullptr;
    if (!shown) {
      thread_.clear_exception();
      return "'" + path + "'";
    }
    ByteBuilder utf8;
    append_utf8(utf8, shown);
    return std::string(utf8.view());
  }

  static bool begins_with_magic(std::string_view contents) {
    const uint32_t magic = bytecode_magic();
    return contents.size() >= 2 && memcmp(contents.data(), &magic, 2) == 0;
  }

  // In a file a null character takes the rest of its line away, with the line's end, and at the beginning of a line it ends the program.
  static std::string without_nulls(std::string_view source) {
    std::string kept;
    while (!source.empty()) {
      const size_t line_end = source.find('\n');
      const std::string_view line = source.substr(0, line_end == std::string_view::npos ? line_end : line_end + 1);
      const size_t null = line.find('\0');
      if (null == 0 && (kept.empty() || kept.back() == '\n')) break;
      kept.append(line.substr(0, null));
      if (line_end == std::string_view::npos) break;
      source.remove_prefix(line_end + 1);
    }
    return kept;
  }

  ProgramEnd run_file() {
    const std::string& path = line_.text;
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const char* program = line_.options.program.c_str();
    if (fd < 0) {
      const int error = errno;
      fprintf(stderr, "%s: can't open file %s: [Errno %d] %s\n", program, quoted(path).c_str(), error, strerror(error));
      return {.status = 2};
    }
    struct stat info;
    if (fstat(fd, &info) != 0) info = {};
    if (S_ISDIR(info.st_mode)) {
      fprintf(stderr, "%s: %s is a directory, cannot continue\n", program, quoted(path).c_str());
      close(fd);
      return {.status = 1};
    }
    const std::string contents = read_all(fd);
    close(fd);
    const bool is_bytecode = path.ends_with(".pyc") || (S_ISREG(info.st_mode) && begins_with_magic(contents));
    set("__file__", Value(decode_filesystem(thread_, path)));
    set("__cached__", Value::none());
    const Value loader = set_loader(is_bytecode ? "SourcelessFileLoader" : "SourceFileLoader");
    Value result = loader;
    if (!loader.is_raised()) result = is_bytecode ? run_bytecode(contents) : run_source(contents);
    const ProgramEnd end = finish(result);
    forget("__file__");
    forget("__cached__");
    return end;
  }

  Value set_loader(const char* type) {
    const Value external = dict_get(runtime().modules, intern(heap_, "_frozen_importlib_external"));
    if (external.is_unbound()) return Value::none();
    const Value loader = TRY(call_method_with(thread_, external, intern(heap_, type), Value(intern(heap_, "__main__")),
                                              Value(TRY(decode_filesystem(thread_, line_.text)))));
    set("__loader__", loader);
    return Value::none();
  }

  Value run_source(std::string_view source) {
    if (line_.skip_first_line) {
      // Line numbers stay as they are.
      const size_t end = source.find('\n');
      source = end == std::string_view::npos ? std::string_view() : source.substr(end);
    }
    return run_text(source, line_.text, true);
  }

  Value run_bytecode(std::string_view contents) {
    uint32_t magic = 0;
    if (contents.size() >= sizeof magic) memcpy(&magic, contents.data(), sizeof magic);
    if (magic != bytecode_magic()) return raise(thread_, TypeId::RuntimeError, "Bad magic number in .pyc file");
    if (contents.size() < kPycHeaderBytes) return raise(thread_, TypeId::EOFError, "EOF read where not expected");
    const Value code = marshal_read(thread_, contents.substr(kPycHeaderBytes));
    if (code.is_raised()) thread_.clear_exception();
    if (code.is_raised() || !is_kind(code, Kind::Code)) return raise(thread_, TypeId::RuntimeError, "Bad code object in .pyc file");
    return run_code_object(code.as<Code>());
  }

  Thread& thread_;
  Heap& heap_;
  const CommandLine& line_;
  Module* main_;
};

}  // namespace

Module* make_main_module(Thread& thread) {
  Heap& heap = thread.heap();
  Module* main = new_module(heap, intern(heap, "__main__"));
  auto set = [&](const char* key, Value value) { dict_set(heap, main->dict, intern(heap, key), value); };
  set("__annotations__", Value(new_dict(heap)));
  set("__builtins__", Value(runtime().builtins_module));
  const Value importlib = runtime().importlib;
  if (!importlib.is_unbound()) {
    const Value loader = get_attribute_or_unbound(thread, importlib, intern(heap, "BuiltinImporter"));
    if (loader.is_raised()) thread.clear_exception();
    else if (!loader.is_unbound()) set("__loader__", loader);
  }
  dict_set(heap, runtime().modules, intern(heap, "__main__"), Value(main));
  return main;
}

ProgramEnd run_program(Thread& thread, const CommandLine& line, Module* main) { return ProgramRunner(thread, line, main).run(); }

}  // namespace taipan::cli
