// Trouble that is not the migration's: the gate cannot work, or cannot vouch for what it saw.
//
// A wrong migration is a Finding (finding.h), never an Error. Messages are lowercase without a
// period and say what, where and what was found; hints are full sentences that say what to do.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>

#include "gate/core/exit_code.h"

namespace gate {

enum class ErrorCode {
  usage,           // the command line
  declaration,     // a tree's declaration or its alembic.ini
  no_interpreter,  // no Python that can import alembic
  no_server,       // no way to a PostgreSQL server of our own
  infrastructure,  // the server, the engine, the disk or the driver failed under us
  wrong_database,  // what the migrations did is not to be found in our own cluster
  interrupted,     // a signal ended the work
  internal,        // a bug of ours
};

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message = {};
  std::string hint = {};
  std::string tree = {};  // empty where it concerns no single tree
  std::string step = {};  // empty where it concerns no single step
  // infrastructure: the text of an issue to file, its title on the first line
  std::string issue = {};
};

// The value or the Error; gate throws no exceptions across functions of its own.
template <class T>
using Result = boost::system::result<T, Error>;

// The slug printed in reports ("no-server").
std::string_view slug(ErrorCode code);
ExitCode exit_code(ErrorCode code);

// Needed by boost::system::result for value(); a call of it on an error is a bug of ours.
[[noreturn]] void throw_exception_from_error(const Error& error,
                                             const boost::source_location& where);

}  // namespace gate
