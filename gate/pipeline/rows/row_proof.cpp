#include "gate/pipeline/rows/row_proof.h"

#include "gate/core/quote.h"
#include "gate/pipeline/rows/dropped_tables.h"
#include "gate/pipeline/rows/row_filler.h"
#include "gate/pipeline/rows/take_out_rows.h"
#include "gate/pipeline/rows/touched_columns.h"

namespace gate {

// Without a schema it is left out in whatever schema it is found.
bool RowProof::is_version_table(const std::string& table) const {
  std::string bare = table;
  std::erase(bare, '"');
  return !version_table_.empty() &&
         (bare == version_table_ || bare.ends_with("." + version_table_));
}

QueryOutcome<RowSnapshot> RowProof::read(Connection& connection, bool with_dropped) const {
  return read_rows(connection, [&](const RowTable& one) {
    return !is_version_table(one.shown) && (with_dropped || dropped_.count(one.shown) == 0);
  });
}

QueryOutcome<bool> RowProof::fill(const Schema* below, const Schema* above,
                                  const std::string& version_table, StepEvidence& downgrade) {
  version_table_ = version_table;
  below_is_known_ = below != nullptr && above != nullptr;
  dropped_ = below_is_known_ ? dropped_tables(*below, *above) : std::set<std::string>();
  auto connection = connection_.another();
  if (!connection) return connection.error();
  const auto before = read(*connection, true);
  if (!before) return before.error();
  auto filled = fill_tables(*connection, [this](const RowTable& one) {
    return !is_version_table(one.shown) && dropped_.count(one.shown) == 0;
  });
  if (!filled) return filled.error();
  auto all = read(*connection, true);
  if (!all) return all.error();
  auto now = dropped_.empty() ? all : read(*connection, false);
  if (!now) return now.error();
  auto touched = touched_columns(*connection, *now);
  if (!touched) return touched.error();
  rows_put_ = downgrade.rows_put = filled->rows;
  downgrade.unfilled = std::move(filled->unfilled);
  for (const std::string& table : now->too_large) {
    downgrade.unfilled.push_back({table, "it has more rows than gate compares"});
  }
  put_ = put_rows(*before, *now);
  all_put_ = put_rows(*before, *all);
  above_ = std::move(*now);
  all_above_ = std::move(*all);
  touched_ = std::move(*touched);
  return true;
}

QueryOutcome<bool> RowProof::after_downgrade(StepEvidence& downgrade) {
  auto connection = connection_.another();
  if (!connection) return connection.error();
  auto now = read(*connection, false);
  if (!now) return now.error();
  below_ = std::move(*now);
  // Not knowing what was there before the revision, it may drop what it likes.
  if (!below_is_known_) leave_out_dropped(below_, above_);
  downgrade.row_changes = changed_on_the_way(above_, put_, below_);
  return true;
}

QueryOutcome<bool> RowProof::after_upgrade(StepEvidence& upgrade) {
  auto connection = connection_.another();
  if (!connection) return connection.error();
  const auto now = read(*connection, false);
  if (!now) return now.error();
  upgrade.rows_put = rows_put_;
  upgrade.row_changes = changed_in_the_end(above_, put_, below_, *now, touched_);
  return true;
}

QueryOutcome<bool> RowProof::take_out() {
  if (rows_put_ == 0) return true;
  auto connection = connection_.another();
  if (!connection) return connection.error();
  const auto now = read(*connection, true);
  if (!now) return now.error();
  const auto done = take_out_rows(*connection, all_above_, all_put_, *now);
  if (!done && done.error().connection_lost) return done;
  rows_put_ = 0;
  return static_cast<bool>(done);
}

}  // namespace gate
