// The shell commands that do by hand what the gate did for a tree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/alembic/database_variables.h"
#include "gate/alembic/flask_application.h"
#include "gate/pipeline/plan.h"
#include "gate/postgres/cluster.h"

namespace gate {

// How things are called on the machine it ran on.
struct ByHand {
  std::string alembic = "alembic";       // the command, or the path where PATH has another
  std::string programs = {};             // of a local server; empty: a container is used
  std::string as_user = {};              // what goes before a program that may not run as root
  int postgres = default_major_version;  // of the container
  SuppliedVariables supplied = {};       // variables to export besides the declared ones
  // Whether the database is named in the ini and nowhere else that gate knows of: left so, the
  // commands would go there.
  bool url_in_ini = false;
  std::optional<FlaskApplication> flask = {};  // `flask db` is what is run
};

// From a server of one's own (trust authentication, so no password is needed or shown) to the
// step that failed, or to the last one where none did.
std::vector<std::string> reproduce(const Declaration& declaration,
                                   const std::vector<PlannedStep>& plan,
                                   const std::vector<StepEvidence>& steps, const ByHand& by_hand);

}  // namespace gate
