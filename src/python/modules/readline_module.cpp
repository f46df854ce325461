// python/modules/readline_module.cpp -- readline: editing of lines at a terminal, with libedit. https://docs.python.org/3.11/library/readline.html
//
// Room       python/modules. terminal_input.h is what it gives to input() and the interactive mode, from the module's first import on.
// In / out   The history is kept here, as plain texts, and given to libedit before it reads a line: so its files have no format of
//            libedit's own, and nothing of libedit runs in a program that never edits. Files that libedit wrote can be read.
// Tests      CPython's test_readline, tests/python/command/interactive_*.py
//
// libedit calls back (keys, completion, hooks) in the middle of reading a line: with the interpreter lock held, except that the key
// itself is waited for without it. An exception of a hook or completer is dropped; one of a signal handler ends the line.
#include <editline/readline.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "python/modules/terminal_input.h"
#include "python/objects/abstract.h"
#include "python/objects/text_codec.h"
#include "python/runtime/runtime.h"
#include "python/runtime/signals.h"
#include "python/runtime/threads.h"

namespace taipan::python {

namespace {

constexpr unsigned char kControlD = 4;
constexpr char kLibeditHeader[] = "_HiStOrY_V2_";

struct EditorState {
  Value completer, startup_hook, pre_input_hook, display_hook;  // None or a callable
  Value begin_index, end_index;                                 // of the text to be completed
};
EditorState g_state;
std::vector<std::string> g_history;
bool g_history_changed = true;  // since libedit got it
bool g_adds_lines = true;       // set_auto_history
int64_t g_most_lines_in_file = -1;
bool g_initialized = false, g_signal_raised = false, g_at_start_of_line = false;
Thread* g_thread;  // the one that reads a line
std::string g_delimiters = " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?";

String* shown(Thread& thread, const char* text) { return decode_filesystem(thread, text ? text : ""); }

Result<std::string> to_bytes(Thread& thread, String* text) {
  Bytes* bytes = TRY(encode_filesystem(thread, text));
  if (bytes->view().find('\0') != std::string_view::npos) return raise(thread, TypeId::ValueError, "embedded null character");
  return std::string(bytes->view());
}

// A path argument: a text, bytes, or an object with __fspath__.
Result<std::string> filesystem_path(Thread& thread, Value path) {
  Value inner = path;
  if (!as_string(path) && !is_kind(path, Kind::Bytes)) {
    inner = TRY(call_special(thread, path, Special::Fspath, {}));
    if (inner.is_unbound() || (!as_string(inner) && !is_kind(inner, Kind::Bytes))) {
      return raise(thread, TypeId::TypeError, "expected str, bytes or os.PathLike object, not %T", path);
    }
  }
  Bytes* bytes = as_string(inner) ? TRY(encode_filesystem(thread, as_string(inner))) : inner.as<Bytes>();
  if (bytes->view().find('\0') != std::string_view::npos) return raise(thread, TypeId::ValueError, "embedded null byte");
  return std::string(bytes->view());
}

// ---- called by libedit

// The next character, decoded; -1 at the end of input and when a signal handler raised.
int read_key(FILE*) {
  const bool is_first = g_at_start_of_line;
  g_at_start_of_line = false;
  uint32_t character = 0;
  int missing = 0;
  for (;;) {
    unsigned char byte;
    ssize_t n;
    int error;
    {
      WithoutLock released(*g_thread);
      n = read(STDIN_FILENO, &byte, 1);
      error = errno;
    }
    if (n < 0 && error == EINTR) {
      if (run_signal_handlers(*g_thread).ok()) continue;
      g_signal_raised = true;
      return -1;
    }
    if (n <= 0) return -1;
    if (is_first && byte == kControlD) return -1;  // libedit would show it
    if (missing > 0 && (byte & 0xC0) == 0x80) {
      character = character << 6 | (byte & 0x3F);
      if (--missing == 0) return int(character);
      continue;
    }
    if (byte >= 0xF0) {
      character = byte & 7;
      missing = 3;
    } else if (byte >= 0xE0) {
      character = byte & 15;
      missing = 2;
    } else if (byte >= 0xC0) {
      character = byte & 31;
      missing = 1;
    } else {
      return byte;
    }
  }
}

void call_hook(Value hook) {
  if (!hook.is_none() && call_with(*g_thread, hook).is_raised()) g_thread->clear_exception();
}
int on_start() {
  call_hook(g_state.startup_hook);
  return 0;
}
int on_input() {
  call_hook(g_state.pre_input_hook);
  return 0;
}

// The `number`-th completion of `text`, malloc'd; null: no more.
char* completion(const char* text, int number) {
  Thread& thread = *g_thread;
  if (g_state.completer.is_none()) return nullptr;
  rl_attempted_completion_over = 1;
  String* wanted = shown(thread, text);
  const Value answer = wanted ? call_with(thread, g_state.completer, Value(wanted), Value::integer(number)) : Value::raised();
  String* found = answer.is_raised() ? nullptr : as_string(answer);
  Bytes* bytes = found ? encode_filesystem(thread, found) : nullptr;
  thread.clear_exception();
  return bytes ? strndup(reinterpret_cast<const char*>(bytes->data()), size_t(bytes->length())) : nullptr;
}
char** completions(const char* text, int start, int end) {
  rl_completion_append_character = '\0';
  rl_completion_suppress_append = 0;
  g_state.begin_index = Value::integer(start);
  g_state.end_index = Value::integer(end);
  return rl_completion_matches(text, completion);
}
void display_matches(char** matches, int count, int longest) {
  Thread& thread = *g_thread;
  List* list = new_list(thread.heap());
  for (int i = 1; i <= count; i++) {
    if (String* text = shown(thread, matches[i])) (void)list->append(thread.heap(), Value(text));
  }
  String* common = shown(thread, matches[0]);
  if (common) (void)call_with(thread, g_state.display_hook, Value(common), Value(list), Value::integer(longest));
  thread.clear_exception();
  rl_forced_update_display();
}

// ---- libedit

int insert_tab(int count, int key) { return rl_insert(count, key); }

void initialize(Thread& thread) {
  g_thread = &thread;
  if (g_initialized) return;
  g_initialized = true;
  rl_readline_name = "python";
  rl_instream = stdin;
  rl_outstream = stdout;
  rl_catch_signals = 0;
  rl_getc_function = read_key;
  rl_initialize();
  using_history();
  rl_attempted_completion_function = completions;
  rl_completer_word_break_characters = strdup(g_delimiters.c_str());
  rl_bind_key('\t', insert_tab);
  rl_read_init_file(nullptr);
}

void give_history() {
  if (!g_history_changed) return;
  clear_history();
  for (const std::string& line : g_history) ::add_history(line.c_str());
  g_history_changed = false;
}

// What terminals are told between \1 and \2 is not shown by libedit at the very end of a prompt: it changes places with the last
// character.
std::string without_last_escape(std::string prompt) {
  if (!prompt.ends_with(RL_PROMPT_END_IGNORE)) return prompt;
  const size_t escape = prompt.rfind(RL_PROMPT_START_IGNORE);
  if (escape == std::string::npos || escape == 0) return prompt;
  size_t last = escape - 1;
  while (last > 0 && (uint8_t(prompt[last]) & 0xC0) == 0x80) last--;
  const std::string character = prompt.substr(last, escape - last);
  if (character[0] == RL_PROMPT_END_IGNORE) return prompt;
  return prompt.substr(0, last) + prompt.substr(escape) + character;
}

TerminalLine edit_line(Thread& thread, const std::string& prompt, std::string* line) {
  initialize(thread);
  give_history();
  g_signal_raised = false;
  rl_startup_hook = g_state.startup_hook.is_none() ? nullptr : on_start;
  rl_pre_input_hook = g_state.pre_input_hook.is_none() ? nullptr : on_input;
  rl_completion_display_matches_hook = g_state.display_hook.is_none() ? nullptr : reinterpret_cast<VFunction*>(display_matches);
  // Only the last line of the prompt is libedit's.
  const size_t last_line = prompt.rfind('\n') + 1;
  if (last_line > 0) {
    fwrite(prompt.data(), 1, last_line, stdout);
    fflush(stdout);
  }
  g_at_start_of_line = true;
  char* text = ::readline(without_last_escape(prompt.substr(last_line)).c_str());
  if (g_signal_raised) {
    free(text);
    return TerminalLine::Raised;
  }
  if (!text) return TerminalLine::EndOfFile;
  *line = text;
  free(text);
  if (g_adds_lines && !line->empty() && (g_history.empty() || g_history.back() != *line)) {
    g_history.push_back(*line);
    ::add_history(line->c_str());
  }
  line->push_back('\n');
  return TerminalLine::Line;
}

// ---- commands and keys

Value parse_and_bind(Thread& thread, String* string) {
  std::string command = TRY(to_bytes(thread, string));
  initialize(thread);
  // The line that programs write for GNU readline.
  if (command == "tab: complete" || command == "Tab: complete" || command == "TAB: complete") command = "bind ^I rl_complete";
  rl_parse_and_bind(command.c_str());
  return Value::none();
}
Value read_init_file(Thread& thread, Value filename) {
  std::string path;
  if (!filename.is_none()) path = TRY(filesystem_path(thread, filename));
  initialize(thread);
  errno = 0;
  if (rl_read_init_file(filename.is_none() ? nullptr : path.c_str()) != 0) return raise_os_error(thread, errno ? errno : ENOENT);
  return Value::none();
}
Value get_line_buffer(Thread& thread) { return Value(shown(thread, g_initialized ? rl_line_buffer : "")); }
Value insert_text(Thread& thread, String* string) {
  const std::string text = TRY(to_bytes(thread, string));
  initialize(thread);
  rl_insert_text(text.c_str());
  return Value::none();
}
Value redisplay(Thread& thread) {
  initialize(thread);
  rl_forced_update_display();  // libedit's rl_redisplay pushes a key that searches the history
  return Value::none();
}

// ---- completion

Value set_hook(Thread& thread, Value function, Value* place, const char* name) {
  if (!function.is_none() && !is_callable(function)) return raise(thread, TypeId::TypeError, "set_%s(func): argument not callable", name);
  *place = function;
  return Value::none();
}
Value set_completer(Thread& thread, Value function) { return set_hook(thread, function, &g_state.completer, "completer"); }
Value set_startup_hook(Thread& thread, Value function) { return set_hook(thread, function, &g_state.startup_hook, "startup_hook"); }
Value set_pre_input_hook(Thread& thread, Value function) { return set_hook(thread, function, &g_state.pre_input_hook, "pre_input_hook"); }
Value set_display_hook(Thread& thread, Value function) {
  return set_hook(thread, function, &g_state.display_hook, "completion_display_matches_hook");
}
Value get_completer(Thread&) { return g_state.completer; }
int64_t get_completion_type(Thread&) { return g_initialized ? rl_completion_type : 0; }
Value get_begidx(Thread&) { return g_state.begin_index; }
Value get_endidx(Thread&) { return g_state.end_index; }
Value set_completer_delims(Thread& thread, String* string) {
  g_delimiters = TRY(to_bytes(thread, string));
  if (g_initialized) {
    free(rl_completer_word_break_characters);
    rl_completer_word_break_characters = strdup(g_delimiters.c_str());
  }
  return Value::none();
}
Value get_completer_delims(Thread& thread) { return Value(shown(thread, g_delimiters.c_str())); }

// ---- history

Value add_line(Thread& thread, String* string) {
  g_history.push_back(TRY(to_bytes(thread, string)));
  g_history_changed = true;
  return Value::none();
}
Value forget_lines(Thread&) {
  g_history.clear();
  g_history_changed = true;
  return Value::none();
}
Value get_history_item(Thread& thread, int64_t index) {
  if (index < 1 || index > int64_t(g_history.size())) return Value::none();
  return Value(shown(thread, g_history[size_t(index - 1)].c_str()));
}
Status check_position(Thread& thread, int64_t pos) {
  if (pos < 0) return raise(thread, TypeId::ValueError, "History index cannot be negative");
  if (pos >= int64_t(g_history.size())) return raise(thread, TypeId::ValueError, "No history item at position %ld", pos);
  return ok_status();
}
Value remove_history_item(Thread& thread, int64_t pos) {
  TRY(check_position(thread, pos));
  g_history.erase(g_history.begin() + pos);
  g_history_changed = true;
  return Value::none();
}
Value replace_history_item(Thread& thread, int64_t pos, String* line) {
  std::string text = TRY(to_bytes(thread, line));
  TRY(check_position(thread, pos));
  g_history[size_t(pos)] = std::move(text);
  g_history_changed = true;
  return Value::none();
}
int64_t get_current_history_length(Thread&) { return int64_t(g_history.size()); }
int64_t get_history_length(Thread&) { return g_most_lines_in_file; }
Value set_history_length(Thread&, int64_t length) {
  g_most_lines_in_file = length;
  return Value::none();
}
Value set_auto_history(Thread&, bool enabled) {
  g_adds_lines = enabled;
  return Value::none();
}

// libedit's files have blanks and backslashes as three octal digits.
std::string without_escapes(std::string_view line) {
  auto is_octal = [](char c) { return c >= '0' && c <= '7'; };
  std::string text;
  for (size_t i = 0; i < line.size(); i++) {
    if (line[i] == '\\' && i + 3 < line.size() + 0 && is_octal(line[i + 1]) && is_octal(line[i + 2]) && is_octal(line[i + 3])) {
      text.push_back(char((line[i + 1] - '0') << 6 | (line[i + 2] - '0') << 3 | (line[i + 3] - '0')));
      i += 3;
    } else if (line[i] == '\\' && i + 1 < line.size()) {
      text.push_back(line[++i]);
    } else {
      text.push_back(line[i]);
    }
  }
  return text;
}

Result<std::string> history_path(Thread& thread, Value filename) {
  if (!filename.is_none()) return filesystem_path(thread, filename);
  const char* home = getenv("HOME");
  return std::string(home ? home : "") + "/.history";
}
Raised raise_file_error(Thread& thread, int error, Value filename) {
  return raise_os_error(thread, error, filename.is_none() ? Value::unbound() : filename);
}
Value read_history_file(Thread& thread, Value filename) {
  const std::string path = TRY(history_path(thread, filename));
  FILE* file = fopen(path.c_str(), "re");
  if (!file) return raise_file_error(thread, errno, filename);
  char* line = nullptr;
  size_t room = 0;
  bool is_libedits = false;
  for (ssize_t n; (n = getline(&line, &room, file)) >= 0;) {
    std::string_view text(line, size_t(n));
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text == kLibeditHeader) {
      is_libedits = true;
    } else {
      g_history.push_back(is_libedits ? without_escapes(text) : std::string(text));
    }
  }
  const int error = ferror(file) ? errno : 0;
  free(line);
  fclose(file);
  g_history_changed = true;
  if (error) return raise_file_error(thread, error, filename);
  return Value::none();
}
// Keeps the last lines of a file.
void shorten_file(const std::string& path, int64_t lines) {
  FILE* file = fopen(path.c_str(), "re");
  if (!file) return;
  std::vector<std::string> kept;
  char* line = nullptr;
  size_t room = 0;
  for (ssize_t n; (n = getline(&line, &room, file)) >= 0;) kept.emplace_back(line, size_t(n));
  free(line);
  fclose(file);
  if (int64_t(kept.size()) <= lines) return;
  file = fopen(path.c_str(), "we");
  if (!file) return;
  for (size_t i = kept.size() - size_t(lines); i < kept.size(); i++) fwrite(kept[i].data(), 1, kept[i].size(), file);
  fclose(file);
}
Value write_lines(Thread& thread, Value filename, size_t first, int open_flags) {
  const std::string path = TRY(history_path(thread, filename));
  const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | open_flags, 0600);
  if (fd < 0) return raise_file_error(thread, errno, filename);
  std::string contents;
  for (size_t i = first; i < g_history.size(); i++) contents += g_history[i] + "\n";
  int error = 0;
  for (size_t done = 0; done < contents.size();) {
    const ssize_t n = write(fd, contents.data() + done, contents.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      error = errno;
      break;
    }
    done += size_t(n);
  }
  if (close(fd) != 0 && !error) error = errno;
  if (error) return raise_file_error(thread, error, filename);
  if (g_most_lines_in_file >= 0) shorten_file(path, g_most_lines_in_file);
  return Value::none();
}
Value write_history_file(Thread& thread, Value filename) { return write_lines(thread, filename, 0, O_CREAT | O_TRUNC); }
Value append_history_file(Thread& thread, int64_t nelements, Value filename) {
  const size_t count = nelements < 0 ? 0 : size_t(nelements);
  return write_lines(thread, filename, count < g_history.size() ? g_history.size() - count : 0, O_APPEND);
}

const Method kFunctions[] = {
    {"parse_and_bind(string, /)", parse_and_bind, "Execute the init line provided in the string argument."},
    {"read_init_file(filename=None, /)", read_init_file, "Execute a readline initialization file."},
    {"get_line_buffer()", get_line_buffer, "Return the current contents of the line buffer."},
    {"insert_text(string, /)", insert_text, "Insert text into the line buffer at the cursor position."},
    {"redisplay()", redisplay, "Change what's displayed on the screen to reflect contents of the line buffer."},
    {"read_history_file(filename=None, /)", read_history_file, "Load a readline history file."},
    {"write_history_file(filename=None, /)", write_history_file, "Save a readline history file."},
    {"append_history_file(nelements, filename=None, /)", append_history_file, "Append the last nelements items of the history list to file."},
    {"get_history_item(index, /)", get_history_item, "Return the current contents of history item at one-based index."},
    {"get_current_history_length()", get_current_history_length, "Return the current (not the maximum) length of history."},
    {"set_history_length(length, /)", set_history_length, "Set the maximal number of lines which will be written to the history file."},
    {"get_history_length()", get_history_length, "Return the maximum number of lines that will be written to the history file."},
    {"set_auto_history(enabled, /)", set_auto_history, "Enables or disables automatic history."},
    {"add_history(string, /)", add_line, "Add an item to the history buffer."},
    {"clear_history()", forget_lines, "Clear the current readline history."},
    {"remove_history_item(pos, /)", remove_history_item, "Remove history item given by its zero-based position."},
    {"replace_history_item(pos, line, /)", replace_history_item, "Replaces history item given by its position with contents of line."},
    {"set_completer(function=None, /)", set_completer, "Set or remove the completer function."},
    {"get_completer()", get_completer, "Get the current completer function."},
    {"get_completion_type()", get_completion_type, "Get the type of completion being attempted."},
    {"get_begidx()", get_begidx, "Get the beginning index of the completion scope."},
    {"get_endidx()", get_endidx, "Get the ending index of the completion scope."},
    {"set_completer_delims(string, /)", set_completer_delims, "Set the word delimiters for completion."},
    {"get_completer_delims()", get_completer_delims, "Get the word delimiters for completion."},
    {"set_startup_hook(function=None, /)", set_startup_hook, "Set or remove the function invoked before the first prompt is printed."},
    {"set_pre_input_hook(function=None, /)", set_pre_input_hook, "Set or remove the function invoked before readline starts to read characters."},
    {"set_completion_display_matches_hook(function=None, /)", set_display_hook, "Set or remove the completion display function."},
};

Status execute(Thread& thread, Module* module) {
  for (Value* v : {&g_state.completer, &g_state.startup_hook, &g_state.pre_input_hook, &g_state.display_hook}) {
    *v = Value::none();
    thread.heap().add_root_values(reinterpret_cast<const uint64_t*>(v), 1);
  }
  g_state.begin_index = g_state.end_index = Value::integer(0);
  set_line_editor(edit_line);
  TRY(module_add(thread, module, "_READLINE_VERSION", Value::integer(rl_readline_version)));
  TRY(module_add(thread, module, "_READLINE_RUNTIME_VERSION", Value::integer(rl_readline_version)));
  return module_add(thread, module, "_READLINE_LIBRARY_VERSION", Value(string_from_utf8(thread.heap(), rl_library_version)));
}

}  // namespace

extern const ModuleSpec kReadlineModule = {.name = "readline",
                                           .doc = "Importing this module enables command line editing using libedit readline.",
                                           .functions = kFunctions,
                                           .execute = execute};

}  // namespace taipan::python
