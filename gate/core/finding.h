// A fault of the tree under test: what diagnosis concludes from the Evidence.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gate/core/excerpt.h"
#include "gate/core/row_change.h"
#include "gate/core/schema.h"

namespace gate {

enum class Severity { note, warning, error, sev2 };
enum class Owner { sre, feature_dev, operator_ };

// Another place that belongs to a finding: the other file of a collision, a migration that names
// the same role.
struct Place {
  std::string file;       // relative to the repository
  int line = 0;           // 0 unknown
  std::string note;       // "creates paper_orders first"
  std::string path = {};  // the file from the root of git's working tree; empty: as `file`
  bool operator==(const Place&) const = default;
};

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
  std::vector<Place> places;  // beside file and line
  // What the cause is about, by name: ("role", "raptor_reporting"), ("index", "ix_orders_open").
  std::vector<std::pair<std::string, std::string>> facts;
  std::string prerequisite;             // the JSON to add to the declaration's "prerequisites"
  std::string declaration;              // JSON: keys for the declaration itself ("baseline")
  std::vector<std::string> references;  // the runbook's: "PR #1654"
  std::vector<SchemaDifference> differences;  // before and after, object by object
  std::vector<RowChange> row_changes;
  std::string because_of;  // kind of the finding that this one follows from
  // How to show the place, for whoever shows it beside the code.
  std::string path;  // the file from the root of git's working tree; empty where there is no file
  Excerpt excerpt;
};

std::string_view to_string(Severity severity);
std::string_view to_string(Owner owner);

}  // namespace gate
