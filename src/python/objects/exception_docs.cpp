// python/objects/exception_docs.cpp -- the documentation of the exception classes: one line each.
//
// Room       python/objects. exceptions.cpp makes the classes. Tests: tests/python/core/introspection/
#include "python/objects/exceptions.h"

namespace taipan::python {

const char* exception_doc(TypeId id) {
  switch (id) {
    case TypeId::BaseException: return "What can be raised: the base of all exceptions.";
    case TypeId::Exception: return "The base of exceptions that do not ask the program to end.";
    case TypeId::BaseExceptionGroup: return "Several exceptions of any kind, raised as one.";
    case TypeId::ExceptionGroup: return "Several exceptions that derive from Exception, raised as one.";
    case TypeId::GeneratorExit: return "Raised inside a generator or coroutine that is closed.";
    case TypeId::KeyboardInterrupt: return "The user asked to interrupt the program.";
    case TypeId::SystemExit: return "A request to end the program.";
    case TypeId::ArithmeticError: return "The base of errors of calculation.";
    case TypeId::FloatingPointError: return "An operation on floats failed.";
    case TypeId::OverflowError: return "A result is too large to be represented.";
    case TypeId::ZeroDivisionError: return "The divisor of a division or modulo is zero.";
    case TypeId::AssertionError: return "An assert statement failed.";
    case TypeId::AttributeError: return "An object has no such attribute.";
    case TypeId::BufferError: return "A buffer cannot do what is asked of it.";
    case TypeId::EOFError: return "Input ended before anything was read.";
    case TypeId::ImportError: return "An import cannot find the module, or a name in it.";
    case TypeId::ModuleNotFoundError: return "There is no module of this name.";
    case TypeId::LookupError: return "The base of errors about missing items.";
    case TypeId::IndexError: return "A sequence has no item at this index.";
    case TypeId::KeyError: return "A mapping has no such key.";
    case TypeId::MemoryError: return "There is not enough memory.";
    case TypeId::NameError: return "There is no variable of this name.";
    case TypeId::UnboundLocalError: return "A local variable is used before it has a value.";
    case TypeId::OSError: return "The operating system reports a failure.";
    case TypeId::BlockingIOError: return "Input or output would have to wait.";
    case TypeId::ChildProcessError: return "An operation on a child process failed.";
    case TypeId::ConnectionError: return "The base of errors of network connections.";
    case TypeId::BrokenPipeError: return "The other end of the connection was closed.";
    case TypeId::ConnectionAbortedError: return "The connection was aborted.";
    case TypeId::ConnectionRefusedError: return "The connection was refused.";
    case TypeId::ConnectionResetError: return "The connection was reset.";
    case TypeId::FileExistsError: return "The file is there already.";
    case TypeId::FileNotFoundError: return "There is no such file or folder.";
    case TypeId::InterruptedError: return "A signal interrupted the call.";
    case TypeId::IsADirectoryError: return "A folder was found where a file is needed.";
    case TypeId::NotADirectoryError: return "A file was found where a folder is needed.";
    case TypeId::PermissionError: return "The rights are not sufficient.";
    case TypeId::ProcessLookupError: return "There is no such process.";
    case TypeId::TimeoutError: return "The time allowed is over.";
    case TypeId::ReferenceError: return "A weak proxy is used after its object has gone.";
    case TypeId::RuntimeError: return "An error that no other class describes.";
    case TypeId::NotImplementedError: return "A method has to be overridden, or is still missing.";
    case TypeId::RecursionError: return "Calls are nested too deeply.";
    case TypeId::StopAsyncIteration: return "An asynchronous iterator has no more items.";
    case TypeId::StopIteration: return "An iterator has no more items.";
    case TypeId::SyntaxError: return "The source text is not valid.";
    case TypeId::IndentationError: return "The indentation is not valid.";
    case TypeId::TabError: return "The indentation mixes tabs and spaces.";
    case TypeId::SystemError: return "The interpreter itself went wrong; please report it.";
    case TypeId::TypeError: return "An argument is of the wrong type.";
    case TypeId::ValueError: return "An argument is of the right type, but its value is not acceptable.";
    case TypeId::UnicodeError: return "The base of errors of encoding and decoding text.";
    case TypeId::UnicodeDecodeError: return "Bytes cannot be decoded to text.";
    case TypeId::UnicodeEncodeError: return "Text cannot be encoded to bytes.";
    case TypeId::UnicodeTranslateError: return "Text cannot be translated.";
    case TypeId::Warning: return "The base of warnings.";
    case TypeId::BytesWarning: return "Bytes are compared with, or shown as, text.";
    case TypeId::DeprecationWarning: return "A feature should not be used any more: for programmers.";
    case TypeId::EncodingWarning: return "An encoding is chosen by the locale.";
    case TypeId::FutureWarning: return "Something will behave differently in future: for users.";
    case TypeId::ImportWarning: return "An import may be a mistake.";
    case TypeId::PendingDeprecationWarning: return "A feature will be deprecated.";
    case TypeId::ResourceWarning: return "A file, socket or the like was left open.";
    case TypeId::RuntimeWarning: return "Dubious behaviour while the program runs.";
    case TypeId::SyntaxWarning: return "Dubious source text.";
    case TypeId::UnicodeWarning: return "Dubious text.";
    case TypeId::UserWarning: return "Warnings of a program's own code.";
    default: return nullptr;
  }
}

}  // namespace taipan::python
