// The proof that rows survive a revision's way down and up again (`--rows`): fills the tables
// before the downgrade and looks at every row after the second upgrade.
//
// It reads and compares; what that means is diagnosis's business. The version table is Alembic's
// own and left out, and so are tables that the revision itself makes.
#pragma once

#include <optional>
#include <string>

#include "gate/core/evidence.h"
#include "gate/core/schema.h"
#include "gate/pipeline/own_connection.h"
#include "gate/pipeline/rows/compare_rows.h"

namespace gate {

class RowProof {
 public:
  explicit RowProof(OwnConnection& connection) : connection_(connection) {}

  // Before the downgrade: puts rows into the tables but those that are in `above` and not in
  // `below` (nothing known of that: into all). `downgrade` gets how many, and what could not be
  // filled. `version_table` may have a schema in front.
  QueryOutcome<bool> fill(const Schema* below, const Schema* above,
                          const std::string& version_table, StepEvidence& downgrade);
  // After a downgrade that passed: what it did to rows on the way.
  QueryOutcome<bool> after_downgrade(StepEvidence& downgrade);
  // After a second upgrade that passed: what is not as it was before the downgrade.
  QueryOutcome<bool> after_upgrade(StepEvidence& upgrade);
  // Takes out again what fill() put in, wherever the walk is by now. False: that cannot be done.
  QueryOutcome<bool> take_out();
  // How many rows of gate's are in the tables: 0 before fill() and after take_out().
  std::size_t rows_put() const { return rows_put_; }

 private:
  QueryOutcome<RowSnapshot> read(Connection& connection, bool with_dropped) const;
  bool is_version_table(const std::string& table) const;

  OwnConnection& connection_;
  std::string version_table_;
  std::set<std::string> dropped_;
  bool below_is_known_ = false;
  std::size_t rows_put_ = 0;
  RowSnapshot above_;
  PutRows put_;
  RowSnapshot all_above_;  // with tables that are dropped: others may need rows of theirs
  PutRows all_put_;
  ColumnsByTable touched_;
  RowSnapshot below_;
};

}  // namespace gate
