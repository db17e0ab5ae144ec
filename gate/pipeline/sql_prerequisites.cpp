#include "gate/pipeline/sql_prerequisites.h"

namespace gate {
namespace {

bool is_a_missing_role(const QueryFailure& failure) {
  const std::string& state = failure.sql.sqlstate;
  return (state == "42704" || state == "22023") && failure.sql.primary.starts_with("role ");
}

}  // namespace

std::optional<SqlFileFailure> SqlPrerequisites::apply(const SeedFile& file) {
  auto own = connection_.another();
  if (!own) return SqlFileFailure{own.error(), 0, {}};
  return run_sql(*own, file.sql);
}

std::optional<QueryFailure> SqlPrerequisites::supply(const SeedFile& file, Evidence& evidence,
                                                     StepEvidence& seen) {
  const auto before = read_contents(connection_);
  if (!before) return before.error();
  if (const auto refused = apply(file)) {
    seen.failure = failure_in_file(*refused, file.file);
    if (is_a_missing_role(refused->failure)) {
      evidence.catalog.missing_roles = missing_roles(file.sql, connection_);
    }
    return refused->failure;
  }
  const auto after = read_contents(connection_);
  if (!after) return after.error();
  made_[file.file.string()] = made_between(*before, *after);
  return see_second_time(file, *after, seen);
}

std::optional<QueryFailure> SqlPrerequisites::see_second_time(const SeedFile& file,
                                                              const DatabaseContents& before,
                                                              StepEvidence& seen) {
  if (const auto refused = apply(file)) {
    seen.second_time = true;
    seen.failure = failure_in_file(*refused, file.file);
    return refused->failure;
  }
  const auto after = read_contents(connection_);
  if (!after) return after.error();
  seen.changed_again = differences(before, *after);
  seen.second_time = !seen.changed_again.empty();
  return std::nullopt;
}

QueryOutcome<QueryResult> SqlPrerequisites::supply_again(const SeedFile& file) {
  if (const auto refused = apply(file)) return refused->failure;
  return QueryResult{};
}

QueryOutcome<bool> SqlPrerequisites::is_there(const SeedFile& file) {
  const auto made = made_.find(file.file.string());
  if (made == made_.end()) return false;
  const auto now = read_contents(connection_);
  if (!now) return now.error();
  return holds(*now, made->second);
}

}  // namespace gate
