// The models say another schema than the migrations make (`--models`).
#include <fmt/format.h>

#include <algorithm>

#include "gate/diagnosis/cause.h"

namespace gate::causes {
namespace {

constexpr std::string_view strictness = "model-drift";

std::string listed(const ModelDrift& drift) {
  std::string text;
  for (const std::string& one : drift.operations) text += (text.empty() ? "" : "\n") + one;
  return text.empty() ? drift.words : text;
}

std::optional<Finding> claim(const Evidence& evidence, const ModelDrift& drift) {
  Finding finding;
  finding.message =
      drift.operations.empty()
          ? "the models differ from the database after all migrations"
          : fmt::format(
                "the models differ from the database after all migrations "
                "in {} {}",
                drift.operations.size(), drift.operations.size() == 1 ? "thing" : "things");
  finding.detail = listed(drift);
  finding.fix =
      "Write the migration that is missing (`alembic revision --autogenerate` proposes it), or let "
      "the models say what the migrations have made.";
  const auto& strict = evidence.declared.strict;
  if (std::find(strict.begin(), strict.end(), strictness) == strict.end()) {
    finding.severity = Severity::note;
  }
  return finding;
}

}  // namespace

extern const Cause model_drift{
    .slug = "model-drift",
    .title = "The models say another schema than the migrations make",
    .owner = "feature-dev",
    .models = claim,
};

}  // namespace gate::causes
