#include "gate/core/error.h"

#include <stdexcept>

namespace gate {

std::string_view slug(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
      return "usage";
    case ErrorCode::declaration:
      return "declaration";
    case ErrorCode::no_interpreter:
      return "no-interpreter";
    case ErrorCode::no_server:
      return "no-server";
    case ErrorCode::infrastructure:
      return "infrastructure";
    case ErrorCode::wrong_database:
      return "wrong-database";
    case ErrorCode::interrupted:
      return "interrupted";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

ExitCode exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
    case ErrorCode::declaration:
      return ExitCode::usage;
    case ErrorCode::no_interpreter:
    case ErrorCode::no_server:
    case ErrorCode::infrastructure:
    case ErrorCode::wrong_database:
      return ExitCode::environment;
    case ErrorCode::interrupted:
      return ExitCode::interrupted;
    case ErrorCode::internal:
      return ExitCode::internal;
  }
  return ExitCode::internal;
}

void throw_exception_from_error(const Error& error, const boost::source_location&) {
  throw std::logic_error(error.message);
}

}  // namespace gate
