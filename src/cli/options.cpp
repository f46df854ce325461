// cli/options.cpp -- reads argv and the environment; the contract is in options.h.
#include "cli/options.h"

#include <unistd.h>

#include <algorithm>
#include <climits>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "cli/help_text.h"

namespace taipan::cli {

using python::StartOptions;

namespace {

constexpr char kVersion[] = "Python 3.11.2";
constexpr char kLongVersion[] = "Python 3.11.2 (main, Taipan) [Clang]";
constexpr int kMinimumDigitLimit = 640;

// Walks through the options like getopt, as far as the first argument that is none.
class OptionReader {
 public:
  OptionReader(int argc, char** argv) : argc_(argc), argv_(argv) {}

  // The option's letter; 0: no more; '?' with `problem` set; long options are letters above 127.
  enum Long : int { kCheckHashPycs = 128, kHelpAll, kHelpEnvironment, kHelpXOptions, kDumpBytecode };

  int next() {
    value = nullptr;
    if (!rest_ || !*rest_) {
      if (at_ >= argc_) return 0;
      const char* argument = argv_[at_];
      if (argument[0] != '-' || argument[1] == '\0') return 0;
      at_++;
      if (strcmp(argument, "--") == 0) return 0;
      if (argument[1] == '-') return long_option(argument);
      rest_ = argument + 1;
    }
    const char letter = *rest_++;
    if (letter == 'c' || letter == 'm' || letter == 'W' || letter == 'X') {
      if (*rest_) {
        value = rest_;
        rest_ = nullptr;
      } else if (at_ < argc_) {
        value = argv_[at_++];
      } else {
        fprintf(stderr, "Argument expected for the -%c option\n", letter);
        return -1;
      }
      return letter;
    }
    if (letter == 'J') {
      fputs("-J is reserved for Jython\n", stderr);
      return -1;
    }
    if (!strchr("bBdEhiIOPqRsStuvVx?", letter)) {
      // One character, which may be two bytes.
      const int second = uint8_t(*rest_);
      const bool is_latin1 = (uint8_t(letter) == 0xC2 || uint8_t(letter) == 0xC3) && (second & 0xC0) == 0x80;
      fprintf(stderr, "Unknown option: -%c\n", is_latin1 ? (uint8_t(letter) & 3) << 6 | (second & 0x3F) : letter);
      return -1;
    }
    return letter;
  }
  int position() const { return at_; }

  const char* value = nullptr;

 private:
  int long_option(const char* argument) {
    if (strcmp(argument, "--help") == 0) return 'h';
    if (strcmp(argument, "--version") == 0) return 'V';
    if (strcmp(argument, "--help-all") == 0) return kHelpAll;
    if (strcmp(argument, "--help-env") == 0) return kHelpEnvironment;
    if (strcmp(argument, "--help-xoptions") == 0) return kHelpXOptions;
    if (strcmp(argument, "--dump-bytecode") == 0) return kDumpBytecode;
    if (strcmp(argument, "--check-hash-based-pycs") == 0) {
      if (at_ >= argc_) {
        fprintf(stderr, "Argument expected for the %s options\n", argument + 0);
        return -1;
      }
      value = argv_[at_++];
      return kCheckHashPycs;
    }
    fprintf(stderr, "unknown option %s\n", argument);
    return -1;
  }

  int argc_;
  char** argv_;
  int at_ = 1;
  const char* rest_ = nullptr;
};

int fatal(const char* where, const char* message, const char* state) {
  fprintf(stderr, "Fatal Python error: %s%s%s\nPython runtime state: %s\n\n", where, *where ? ": " : "", message, state);
  return 1;
}

int usage_error(const char* program) {
  fprintf(stderr, kUsageLine, program);
  fputs("Try `python -h' for more information.\n", stderr);
  return 2;
}

// The value of an environment variable; null: not set, empty, or ignored.
class Environment {
 public:
  explicit Environment(bool ignored) : ignored_(ignored) {}
  const char* get(const char* key) const {
    if (ignored_) return nullptr;
    const char* value = getenv(key);
    return value && *value ? value : nullptr;
  }
  // A number, where anything else counts as 1.
  void raise_flag(const char* key, int* flag) const {
    const char* value = get(key);
    if (!value) return;
    char* end;
    const long number = strtol(value, &end, 10);
    const int wanted = *end || number < 0 || number > INT_MAX ? 1 : int(number);
    if (*flag < wanted) *flag = wanted;
  }

 private:
  bool ignored_;
};

const char* x_option(const StartOptions& o, std::string_view wanted) {
  const char* found = nullptr;
  for (const std::string& option : o.x_options) {
    if (option == wanted) found = "";
    else if (option.size() > wanted.size() && option[wanted.size()] == '=' && option.starts_with(wanted)) found = option.c_str() + wanted.size() + 1;
  }
  return found;
}

// How many frames tracemalloc is to keep: "", or a number; false: neither.
bool read_frame_count(const char* text, int* count) {
  char* end;
  const long number = strtol(text, &end, 10);
  if (*end || number < 0 || number > INT_MAX) return false;
  *count = int(number);
  return true;
}

bool is_allocator_name(const char* text) {
  for (const char* known : {"default", "debug", "malloc", "malloc_debug", "pymalloc", "pymalloc_debug"}) {
    if (strcmp(text, known) == 0) return true;
  }
  return false;
}

bool read_digit_limit(const char* text, int64_t* limit) {
  char* end;
  const long number = strtol(text, &end, 10);
  if (!*text || *end || number < 0 || number > INT_MAX || (number != 0 && number < kMinimumDigitLimit)) return false;
  *limit = number;
  return true;
}

// PYTHONHASHSEED.
bool read_hash_seed(const char* text, StartOptions* o) {
  if (strcmp(text, "random") == 0) return true;
  char* end;
  errno = 0;
  const unsigned long seed = strtoul(text, &end, 10);
  if (*end || seed > UINT32_MAX || errno == ERANGE || *text == '-') return false;
  o->use_hash_seed = true;
  o->hash_seed = uint32_t(seed);
  o->hash_randomization = seed != 0;
  return true;
}

void split_warnings(const char* text, std::vector<std::string>* out) {
  while (*text) {
    const char* comma = strchrnul(text, ',');
    if (comma != text) out->emplace_back(text, size_t(comma - text));
    text = *comma ? comma + 1 : comma;
  }
}

std::string absolute_path(const std::string& path) {
  if (!path.empty() && path[0] == '/') return path;
  char buffer[PATH_MAX];
  if (!getcwd(buffer, sizeof buffer)) return path;
  if (path.empty() || path == ".") return buffer;
  return std::string(buffer) + "/" + path;
}

// Where this program is: as called, or found through PATH.
std::string find_executable(const char* program) {
  if (!program || !*program) return {};
  if (strchr(program, '/')) {
    while (strncmp(program, "./", 2) == 0) program += 2;
    return absolute_path(program);
  }
  const char* path = getenv("PATH");
  while (path && *path) {
    const char* colon = strchrnul(path, ':');
    const std::string candidate = std::string(path, size_t(colon - path)) + "/" + program;
    if (access(candidate.c_str(), X_OK) == 0) return absolute_path(candidate);
    path = *colon ? colon + 1 : colon;
  }
  return {};
}

// Without "." and ".." between its slashes.
std::string plain_path(const std::string& path) {
  std::string plain;
  for (size_t at = 0; at < path.size();) {
    const size_t slash = std::min(path.find('/', at), path.size());
    const std::string part = path.substr(at, slash - at);
    if (part == "..") plain.resize(plain.empty() ? 0 : plain.rfind('/'));
    else if (!part.empty() && part != ".") plain += "/" + part;
    at = slash + 1;
  }
  return plain.empty() ? "/" : plain;
}

// <executable>._pth: its lines are sys.path, and nothing else has a say, neither the environment nor site.
void read_path_file(StartOptions* o) {
  if (o->executable.empty()) return;
  FILE* file = fopen((o->executable + "._pth").c_str(), "re");
  if (!file) return;
  o->has_path_file = true;
  o->isolated = o->ignore_environment = o->no_user_site = o->safe_path = o->no_site = 1;
  const std::string folder = o->executable.substr(0, o->executable.rfind('/') + 1);
  char* line = nullptr;
  size_t room = 0;
  while (getline(&line, &room, file) >= 0) {
    std::string text(line, strcspn(line, "#\n"));
    text.erase(0, text.find_first_not_of(" \t\r"));
    text.erase(text.find_last_not_of(" \t\r") + 1);
    if (text.empty()) continue;
    if (text == "import site") {
      o->no_site = 0;
    } else if (text.starts_with("import ")) {
      fputs("unsupported 'import' line in ._pth file\n", stderr);
    } else {
      o->path_file.push_back(plain_path(text[0] == '/' ? text : folder + text));
    }
  }
  free(line);
  fclose(file);
}

// What the environment says, and -X options that it can say as well.
std::optional<int> read_environment(StartOptions* o, std::vector<std::string> command_line_warnings, bool randomizes) {
  const Environment env(o->ignore_environment);
  env.raise_flag("PYTHONDEBUG", &o->debug);
  env.raise_flag("PYTHONVERBOSE", &o->verbose);
  env.raise_flag("PYTHONOPTIMIZE", &o->optimize);
  env.raise_flag("PYTHONDONTWRITEBYTECODE", &o->dont_write_bytecode);
  o->dont_write_bytecode = o->dont_write_bytecode != 0;
  env.raise_flag("PYTHONNOUSERSITE", &o->no_user_site);
  env.raise_flag("PYTHONUNBUFFERED", &o->unbuffered);
  if (env.get("PYTHONINSPECT")) o->inspect = 1;
  if (env.get("PYTHONSAFEPATH")) o->safe_path = 1;
  if (const char* path = env.get("PYTHONPATH")) o->python_path = path;
  if (const char* home = env.get("PYTHONHOME")) o->home = home;
  if (const char* folder = env.get("PYTHONPLATLIBDIR")) o->platform_library_folder = folder;
  if (const char* executable = env.get("PYTHONEXECUTABLE")) o->executable = executable;
  if (const char* allocator = env.get("PYTHONMALLOC"); allocator && !is_allocator_name(allocator)) {
    return fatal("preconfig_init_allocator", "PYTHONMALLOC: unknown allocator", "preinitializing");
  }
  o->dev_mode = x_option(*o, "dev") || env.get("PYTHONDEVMODE");
  o->fault_handler = o->dev_mode || x_option(*o, "faulthandler") || env.get("PYTHONFAULTHANDLER");
  o->import_time = x_option(*o, "importtime") || env.get("PYTHONPROFILEIMPORTTIME");
  o->no_debug_ranges = x_option(*o, "no_debug_ranges") || env.get("PYTHONNODEBUGRANGES");
  o->warn_default_encoding = x_option(*o, "warn_default_encoding") || env.get("PYTHONWARNDEFAULTENCODING");
  o->show_ref_count = x_option(*o, "showrefcount") != nullptr;
  if (const char* prefix = x_option(*o, "pycache_prefix")) {
    o->pycache_prefix = prefix;
  } else if (const char* variable = env.get("PYTHONPYCACHEPREFIX")) {
    o->pycache_prefix = variable;
  }
  if (const char* coding = env.get("PYTHONIOENCODING")) {
    const char* colon = strchrnul(coding, ':');
    o->stdio_encoding.assign(coding, size_t(colon - coding));
    if (*colon) o->stdio_errors = colon + 1;
  }
  if (const char* utf8 = x_option(*o, "utf8")) {
    const bool is_plain = !*utf8 && std::find(o->x_options.begin(), o->x_options.end(), "utf8=") == o->x_options.end();
    if (!is_plain && strcmp(utf8, "0") != 0 && strcmp(utf8, "1") != 0) {
      return fatal("preconfig_init_utf8_mode", "invalid -X utf8 option value", "preinitializing");
    }
    o->utf8_mode = *utf8 != '0';
  } else if (const char* variable = env.get("PYTHONUTF8")) {
    if (strcmp(variable, "0") != 0 && strcmp(variable, "1") != 0) {
      return fatal("preconfig_init_utf8_mode", "invalid PYTHONUTF8 environment variable value", "preinitializing");
    }
    o->utf8_mode = *variable == '1';
  } else {
    // The C locale says nothing about encodings. It is also what stays when the environment names a locale that is not there.
    setlocale(LC_CTYPE, "");
    const char* locale = setlocale(LC_CTYPE, nullptr);
    o->utf8_mode = !locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
  }
  if (const char* frozen = x_option(*o, "frozen_modules")) {
    if (*frozen && strcmp(frozen, "on") != 0 && strcmp(frozen, "off") != 0) {
      return fatal("", "bad value for option -X frozen_modules (expected \"on\" or \"off\")", "preinitialized");
    }
    o->use_frozen_modules = strcmp(frozen, "off") != 0;
  }
  if (const char* frames = env.get("PYTHONTRACEMALLOC"); frames && !read_frame_count(frames, &o->trace_malloc)) {
    return fatal("config_init_tracemalloc", "PYTHONTRACEMALLOC: invalid number of frames", "preinitialized");
  }
  if (const char* frames = x_option(*o, "tracemalloc")) {
    const bool is_plain = !*frames && std::find(o->x_options.begin(), o->x_options.end(), "tracemalloc=") == o->x_options.end();
    if (!read_frame_count(is_plain ? "1" : frames, &o->trace_malloc)) {
      return fatal("config_init_tracemalloc", "-X tracemalloc=NFRAME: invalid number of frames", "preinitialized");
    }
  }
  if (const char* limit = env.get("PYTHONINTMAXSTRDIGITS")) {
    if (!read_digit_limit(limit, &o->int_max_str_digits)) {
      return fatal("config_init_int_max_str_digits", "PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited.", "preinitialized");
    }
  }
  if (const char* limit = x_option(*o, "int_max_str_digits")) {
    if (!read_digit_limit(limit, &o->int_max_str_digits)) {
      return fatal("config_init_int_max_str_digits", "-X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.", "preinitialized");
    }
  }
  if (const char* seed = randomizes ? nullptr : env.get("PYTHONHASHSEED")) {
    if (!read_hash_seed(seed, o)) {
      return fatal("config_init_hash_seed", "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]", "preinitialized");
    }
  }
  if (o->dev_mode) o->warning_options.push_back("default");
  if (const char* warnings = env.get("PYTHONWARNINGS")) split_warnings(warnings, &o->warning_options);
  for (std::string& warning : command_line_warnings) o->warning_options.push_back(std::move(warning));
  if (o->bytes_warning) o->warning_options.push_back(o->bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning");
  if (const char* stress = getenv("TAIPAN_GC_STRESS")) o->gc_stress = uint32_t(strtoul(stress, nullptr, 10));
  if (const char* limit = getenv("TAIPAN_HEAP_LIMIT")) o->heap_limit = strtoull(limit, nullptr, 10);
  return std::nullopt;
}

}  // namespace

std::optional<int> read_command_line(int argc, char** argv, CommandLine* line) {
  StartOptions& o = line->options;
  const char* program = argc > 0 ? argv[0] : "";
  for (int i = 0; i < argc; i++) o.original_arguments.emplace_back(argv[i]);
  o.program = program;
  OptionReader reader(argc, argv);
  std::vector<std::string> warnings;
  int versions = 0;
  bool randomizes = false;
  bool found_program = false;
  while (!found_program) {
    const int option = reader.next();
    if (option == 0) break;
    switch (option) {
      case -1: return usage_error(program);
      case 'b': o.bytes_warning++; break;
      case 'B': o.dont_write_bytecode++; break;
      case 'c':
        line->program = CommandLine::Program::Command;
        line->text = std::string(reader.value) + "\n";
        o.arguments.push_back("-c");
        found_program = true;
        break;
      case 'm':
        line->program = CommandLine::Program::Module;
        line->text = reader.value;
        o.arguments.push_back("-m");
        found_program = true;
        break;
      case 'd': o.debug++; break;
      case 'E': o.ignore_environment = 1; break;
      case 'i':
        o.inspect++;
        o.interactive++;
        break;
      case 'I': o.isolated = o.ignore_environment = o.no_user_site = o.safe_path = 1; break;
      case 'O': o.optimize++; break;
      case 'P': o.safe_path = 1; break;
      case 'q': o.quiet++; break;
      case 's': o.no_user_site = 1; break;
      case 'S': o.no_site = 1; break;
      case 'u': o.unbuffered = 1; break;
      case 'v': o.verbose++; break;
      case 'V': versions++; break;
      case 'W': warnings.emplace_back(reader.value); break;
      case 'x': line->skip_first_line = true; break;
      case 'X': o.x_options.emplace_back(reader.value); break;
      case 'h':
      case '?':
        printf(kUsageLine, program);
        fputs(kOptionsHelp, stdout);
        return 0;
      case OptionReader::kHelpAll:
        printf(kUsageLine, program);
        fputs(kOptionsHelp, stdout);
        fputs(kEnvironmentHelp, stdout);
        fputs(kXOptionsHelp, stdout);
        return 0;
      case OptionReader::kHelpEnvironment: fputs(kEnvironmentHelp, stdout); return 0;
      case OptionReader::kHelpXOptions: fputs(kXOptionsHelp, stdout); return 0;
      case OptionReader::kDumpBytecode: line->dumps_bytecode = true; break;
      case OptionReader::kCheckHashPycs:
        o.check_hash_pycs = reader.value;
        if (o.check_hash_pycs != "always" && o.check_hash_pycs != "never" && o.check_hash_pycs != "default") {
          fputs("--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n", stderr);
          return usage_error(program);
        }
        break;
      case 'R': randomizes = true; break;
      default: break;  // -t: accepted, without effect
    }
  }
  if (versions) {
    puts(versions >= 2 ? kLongVersion : kVersion);
    return 0;
  }
  int at = reader.position();
  if (!found_program) {
    if (at < argc) {
      if (strcmp(argv[at], "-") != 0) {
        line->program = CommandLine::Program::File;
        line->text = absolute_path(argv[at]);
      }
      o.arguments.emplace_back(argv[at++]);
    } else {
      o.arguments.push_back("");
    }
  }
  for (; at < argc; at++) o.arguments.emplace_back(argv[at]);
  const std::string executable = find_executable(program);
  o.executable = executable;
  read_path_file(&o);
  o.executable.clear();
  if (auto status = read_environment(&o, std::move(warnings), randomizes)) return status;
  if (getenv("TAIPAN_DUMP_BYTECODE")) line->dumps_bytecode = true;
  if (o.executable.empty()) o.executable = executable;
  return std::nullopt;
}

}  // namespace taipan::cli
