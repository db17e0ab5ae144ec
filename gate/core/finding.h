// A fault of the tree under test: what diagnosis concludes from the Evidence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate {

enum class Severity { note, warning, error, sev2 };
enum class Owner { sre, feature_dev, operator_ };

// One fault, in the order of the report's JSON (design.md, "Interface that others rely on").
struct Finding {
  std::string mode;  // the runbook's letter A to F; empty where it has none
  std::string kind;  // the cause's slug; always there
  Severity severity = Severity::error;
  Owner owner = Owner::feature_dev;
  std::string verifier;               // empty: nobody in particular
  std::vector<std::string> escalate;  // whom to tell and why
  std::string step;
  std::string revision;
  std::string file;  // relative to the repository
  int line = 0;
  std::string sqlstate;
  std::string message;
  std::string detail;
  std::string hint;
  std::string statement;
  std::string fix;
  std::string because_of;  // kind of the finding that this one follows from
};

std::string_view to_string(Severity severity);
std::string_view to_string(Owner owner);

}  // namespace gate
