#include "gate/log/alembic_process.h"

#include <algorithm>

#include "gate/log/alembic_output.h"

namespace gate {

std::optional<AlembicProcess::Place> AlembicProcess::read(std::string_view line) {
  const auto begin = line.find("Running ");
  // A logger's line, or the message alone; SQL that was only generated says "-- Running".
  if (begin == line.npos || begin > 160 || line.starts_with("--") || line.starts_with("#") ||
      line.starts_with("+ ") || line.starts_with("> ")) {
    return std::nullopt;
  }
  const auto found = running_lines(line.substr(0, 2000));
  if (found.empty()) return std::nullopt;
  const RunningLine& one = found.front();
  Place place{one.direction, one.direction == "upgrade" ? one.to : one.from, one.from, one.to, {}};
  const auto arrow = line.find("->", begin);
  const auto comma = line.find(", ", std::min(arrow, line.size()));
  if (comma != line.npos) place.title = line.substr(comma + 2, 200);
  return place;
}

AlembicProcess::Said AlembicProcess::take(std::string_view line) {
  if (line.find("Context impl ") != line.npos && line.find("Impl.") != line.npos) {
    end();
    connected_ = true;
    return Said::began;
  }
  const auto place = read(line);
  if (!place) return Said::nothing;
  const bool chained =
      !fresh_ && place->direction == at_.direction &&
      (place->direction == "upgrade" ? place->from == at_.to : place->to != at_.to);
  if (place->direction == "downgrade") {
    undone_ = *place;
    second_ = false;
  } else if (!chained) {
    // The way down, taken up again: the same pair, turned round.
    second_ = !undone_.revision.empty() && place->from == undone_.to && place->to == undone_.from;
  }
  const bool again = !chained && !at_.revision.empty();
  at_ = *place;
  fresh_ = false;
  if (chained) return Said::goes_on;
  return again ? Said::begins_again : Said::began;
}

void AlembicProcess::end() {
  fresh_ = true;
  at_ = {};
  second_ = false;
  connected_ = false;
  warning_ = {};
}

GraphWarning AlembicProcess::merged(const GraphWarning& warning) const {
  GraphWarning result = warning_;
  if (result.duplicate.empty()) result.duplicate = warning.duplicate;
  if (result.missing.empty()) {
    result.missing = warning.missing;
    result.referring = warning.referring;
  }
  return result;
}

void AlembicProcess::fill(LogFailure& failure) const {
  failure.duplicate_revision = warning_.duplicate;
  failure.missing_revision = warning_.missing;
  failure.referring_revision = warning_.referring;
  failure.reached_database = connected_ || !at_.revision.empty();
  failure.first_revision = at_.direction == "upgrade" && at_.from.empty();
  failure.second_upgrade = failure.second_upgrade || second_;
  if (failure.failure.revision.empty()) failure.failure.revision = at_.revision;
  if (failure.failure.direction.empty()) failure.failure.direction = at_.direction;
}

}  // namespace gate
