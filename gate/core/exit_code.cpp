#include "gate/core/exit_code.h"

namespace gate {
namespace {

int rank(ExitCode code) {
  switch (code) {
    case ExitCode::pass:
      return 0;
    case ExitCode::findings:
      return 1;
    case ExitCode::environment:
      return 2;
    case ExitCode::usage:
      return 3;
    case ExitCode::internal:
      return 4;
    case ExitCode::hangup:
    case ExitCode::interrupted:
    case ExitCode::terminated:
      return 5;
  }
  return 4;
}

}  // namespace

ExitCode worse(ExitCode left, ExitCode right) { return rank(right) > rank(left) ? right : left; }

}  // namespace gate
