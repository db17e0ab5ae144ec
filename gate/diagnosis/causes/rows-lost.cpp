// Rows do not survive the way down and up again: some are gone, or hold other values.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/proof.h"
#include "gate/diagnosis/sources.h"

namespace gate::causes {
namespace {

using Kind = RowChange::Kind;

constexpr std::size_t most_named = 3;

std::string rows_of(std::size_t count, const std::string& table) {
  return fmt::format("{} row{} of {}", count, count == 1 ? "" : "s", table);
}

// "loses 2 rows of public.orders, changes 1 row of public.users"
std::string words(const std::vector<RowChange>& changes, const std::map<Kind, std::string>& verbs) {
  std::map<std::pair<Kind, std::string>, std::size_t> counts;
  for (const RowChange& one : changes) {
    if (verbs.count(one.kind) != 0) ++counts[{one.kind, one.table}];
  }
  std::vector<std::string> parts;
  for (const auto& [what, count] : counts) {
    if (parts.size() == most_named) break;
    parts.push_back(verbs.at(what.first) + " " + rows_of(count, what.second));
  }
  if (counts.size() > parts.size()) {
    parts.push_back(fmt::format("and so with {} more tables", counts.size() - parts.size()));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

bool has_change_of(const StepEvidence* downgrade, const RowChange& change) {
  return downgrade != nullptr &&
         std::any_of(downgrade->row_changes.begin(), downgrade->row_changes.end(),
                     [&](const RowChange& one) { return one.table == change.table; });
}

Finding at_revision(const Evidence& evidence, const StepEvidence& step, bool by_downgrade) {
  Finding finding = at_downgrade(evidence, step, step.revision);
  const RevisionFile* file = file_of(evidence, step.revision);
  if (file != nullptr && !by_downgrade) finding.line = file->revision_line;
  return finding;
}

std::string whose(const std::vector<RowChange>& changes) {
  const auto old = std::count_if(changes.begin(), changes.end(),
                                 [](const RowChange& one) { return !one.put_by_gate; });
  if (old == 0) return "gate had put the rows there before the downgrade";
  if (static_cast<std::size_t>(old) == changes.size()) {
    return "the rows were there before the downgrade, and none of them is gate's own";
  }
  return fmt::format(
      "gate had put the rows there before the downgrade, but for {} that were there already", old);
}

Finding lost(const Evidence& evidence, const StepEvidence& step) {
  const StepEvidence* downgrade = downgrade_before(evidence, step);
  std::vector<RowChange> changes = step.row_changes;
  std::erase_if(changes, [](const RowChange& one) { return one.kind == Kind::added; });
  const bool by_downgrade = std::any_of(changes.begin(), changes.end(), [&](const RowChange& one) {
    return has_change_of(downgrade, one);
  });
  Finding finding = at_revision(evidence, step, by_downgrade);
  finding.message =
      fmt::format("{}, down and up again, {}", step.revision,
                  words(changes, {{Kind::lost, "loses"}, {Kind::changed, "changes"}}));
  finding.detail = whose(changes);
  finding.row_changes = std::move(changes);
  if (!by_downgrade && !finding.file.empty()) {
    if (const RevisionFile* file = file_of(evidence, step.revision)) {
      finding.places.push_back({finding.file, file->downgrade_line, "the way down"});
    }
  }
  finding.fix = fmt::format(
      "Let {} of {} leave the rows that were there before as they are. Where the older "
      "schema cannot hold what they hold, keep it in a table or a column of its own until the "
      "next upgrade; where there is no way at all, declare the revision irreversible, with the "
      "reason.",
      by_downgrade ? "the downgrade()" : "downgrade() and upgrade()", step.revision);
  return finding;
}

// What comes right in the end is worth a look, and no fault.
Finding note(const Evidence& evidence, const StepEvidence& step, std::string message,
             const std::vector<RowChange>& changes) {
  Finding finding = at_revision(evidence, step, step.kind == StepKind::downgrade);
  finding.severity = Severity::note;
  finding.message = std::move(message);
  finding.row_changes = changes;
  finding.fix = "Nothing has to be done where this is meant.";
  return finding;
}

// The second upgrade has the last word, where it came to that.
const StepEvidence* upgrade_after(const Evidence& evidence, const StepEvidence& downgrade) {
  for (const StepEvidence& step : evidence.steps) {
    if (step.second_upgrade && downgrade_before(evidence, step) == &downgrade) return &step;
  }
  return nullptr;
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.row_changes.empty()) return std::nullopt;
  if (any_row_lost(step)) return lost(evidence, step);
  if (step.second_upgrade) {
    return note(evidence, step,
                fmt::format("{}, down and up again, {} that were not there before", step.revision,
                            words(step.row_changes, {{Kind::added, "adds"}})),
                step.row_changes);
  }
  const StepEvidence* again = upgrade_after(evidence, step);
  if (again != nullptr && any_row_lost(*again)) return std::nullopt;
  const bool whole = again != nullptr && again->status == StepStatus::passed;
  return note(
      evidence, step,
      fmt::format("the downgrade of {} {}{}", step.revision,
                  words(step.row_changes, {{Kind::lost, "deletes"}, {Kind::changed, "changes"}}),
                  whole ? ", and the upgrade brings them back" : ""),
      step.row_changes);
}

}  // namespace

extern const Cause rows_lost{
    .slug = "rows-lost",
    .title = "Rows do not survive the way down and up again",
    .owner = "feature-dev",
    .proof = claim,
};

}  // namespace gate::causes
