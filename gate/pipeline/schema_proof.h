// The proof that a downgrade undoes its upgrade and nothing else: the schema before a revision
// against the one after its downgrade, and the one above against that after the round trip.
//
// It reads and compares; which differences count is diagnosis's business. The version table is
// Alembic's own and left out.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gate/core/evidence.h"
#include "gate/core/schema.h"
#include "gate/pipeline/own_connection.h"

namespace gate {

class SchemaProof {
 public:
  SchemaProof(OwnConnection& connection, int server_version);

  // Another revision's turn; what the database holds now is below it, where that is known.
  void begin() { below_ = above_ = std::nullopt; }
  // The schema just before the revision was applied, as the migrations' own connection saw it.
  void set_below(Schema schema) { below_ = std::move(schema); }
  // The downgrade took others down as well, so what is below the revision alone is not known.
  void forget_below() { below_.reset(); }
  // Reads it from the database, unless nothing has happened since it was read.
  QueryOutcome<bool> read_below();
  // The schema above the revision, before its downgrade.
  QueryOutcome<bool> read_above();
  // What the step left that is not as it was; `version_table` with its schema where it has one.
  QueryOutcome<bool> compare_below(StepEvidence& seen);
  QueryOutcome<bool> compare_above(StepEvidence& seen);
  // Whether the schema is still as it was last read: what failed since changed nothing.
  QueryOutcome<bool> is_unchanged();
  // Something was done that is none of the revision's: a prerequisite was supplied. What it made
  // is taken as having been there before.
  QueryOutcome<bool> before_prerequisite();
  QueryOutcome<bool> after_prerequisite();
  // The database was changed otherwise: what was read of it is no longer so.
  void forget() { now_.reset(); }
  void set_version_table(std::string table) { version_table_ = std::move(table); }

  const std::optional<Schema>& below() const { return below_; }
  const std::optional<Schema>& above() const { return above_; }

 private:
  QueryOutcome<Schema> read_by_halves();
  QueryOutcome<Schema> read_other_half();
  QueryOutcome<bool> read(std::optional<Schema>& into);

  OwnConnection& connection_;
  OwnConnection beside_;  // another session, for the other half of the queries
  std::pair<std::vector<std::string>, std::vector<std::string>> halves_;
  std::string version_table_;
  std::optional<Schema> below_;
  std::optional<Schema> above_;
  std::optional<Schema> now_;  // as last read, where nothing has happened since
};

}  // namespace gate
