// Told as an Error, never as a Finding, in a run: the server, the engine, the disk or the driver
// failed. In a log it is a finding like others, as nobody else tells it.
#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

bool is_infrastructure(const SqlError& error) {
  return at_connect(error) || error.sqlstate.starts_with("53") ||
         error.sqlstate.starts_with("58") || error.sqlstate == "57P01" ||
         error.sqlstate == "57P02" || error.sqlstate == "57P03";
}

std::string_view words_for(Trouble trouble) {
  switch (trouble) {
    case Trouble::no_connection:
      return "the database server could not be reached";
    case Trouble::server_down:
      return "the database server was starting up, shutting down or gone";
    case Trouble::out_of_memory:
      return "a process was killed, as the kernel does when memory runs out";
    case Trouble::disk_full:
      return "the disk is full";
    case Trouble::no_engine:
      return "the container engine or the service container did not start";
    case Trouble::none:
    case Trouble::cancelled:
      break;
  }
  return "the connection was refused";
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  if (failure.reported || failure.trouble == Trouble::cancelled) return std::nullopt;
  const SqlError* error = server_error(failure);
  const bool refused = error != nullptr && is_infrastructure(*error);
  // Another program's own connections are none of the database's.
  if (error == nullptr && failure.elsewhere) return std::nullopt;
  if (failure.trouble == Trouble::none && !refused) return std::nullopt;
  LogClaim result;
  result.confidence = confidence_in(failure.form);
  result.message = words_for(failure.trouble);
  if (error != nullptr) {
    const bool login = failure.phrase == ServerPhrase::role_missing;
    result.message = login ? "the login role \"" + failure.subject +
                                 "\" does not exist: a wrong user in the connection's URL"
                           : result.message + ": " + error->primary;
  }
  result.fix =
      "Run the job once more. If it fails again, see whether the service container is healthy and "
      "the URL names the right host, user and database, and file a type:reliability issue.";
  return result;
}

}  // namespace

extern const Cause infrastructure{
    .slug = "infrastructure",
    .title = "The server, the disk or the engine failed",
    .error = true,
    .owner = "sre",
    .escalate = "the operator, when it goes on over all PRs while no migration changed",
    .log = claim_log,
};

}  // namespace gate::causes
