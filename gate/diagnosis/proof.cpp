#include "gate/diagnosis/proof.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gate {
namespace {

constexpr std::size_t most_named = 3;

std::string words(const SchemaDifference& one, const Verbs& verbs) {
  const std::string object = one.kind + " " + one.name;
  if (one.change == SchemaChange::added) return fmt::format("{} {}", object, verbs.added);
  if (one.change == SchemaChange::removed) return fmt::format("{} {}", object, verbs.removed);
  return fmt::format("{} has another {}", object,
                     one.attribute.empty() ? "definition" : one.attribute);
}

// What a role was granted names it at the end: "on table public.orders to reader".
bool belongs_to(const SchemaDifference& difference, const DeclaredPrerequisite& one) {
  if (one.kind == PrerequisiteKind::sql) return true;
  const bool itself = difference.name == one.name || difference.name.ends_with(" " + one.name) ||
                      difference.name.find(" " + one.name + " ") != std::string::npos;
  if (one.kind == PrerequisiteKind::schema) {
    return itself || difference.name.starts_with(one.name + ".");
  }
  return itself;
}

}  // namespace

bool counts(const SchemaDifference& difference, const DeclaredFacts& declared) {
  return difference.tolerance.empty() || std::find(declared.strict.begin(), declared.strict.end(),
                                                   difference.tolerance) != declared.strict.end();
}

bool any_counts(const std::vector<SchemaDifference>& differences, const DeclaredFacts& declared) {
  return std::any_of(differences.begin(), differences.end(),
                     [&](const SchemaDifference& one) { return counts(one, declared); });
}

bool any_row_lost(const StepEvidence& step) {
  if (!step.second_upgrade) return false;
  return std::any_of(step.row_changes.begin(), step.row_changes.end(),
                     [](const RowChange& one) { return one.kind != RowChange::Kind::added; });
}

std::vector<SchemaDifference> own_differences(const Evidence& evidence, const StepEvidence& step) {
  if (step.differences.empty()) return {};  // nearly always, and a stairway has many steps
  const StepEvidence* downgrade = step.second_upgrade ? downgrade_before(evidence, step) : &step;
  auto differences = step.differences;
  if (downgrade == nullptr) return differences;
  for (const LostPrerequisite& lost : evidence.lost_prerequisites) {
    if (lost.step != downgrade->name) continue;
    for (const DeclaredPrerequisite& one : evidence.declared.prerequisites) {
      if (one.label != lost.label) continue;
      std::erase_if(differences, [&](const SchemaDifference& difference) {
        return belongs_to(difference, one);
      });
    }
  }
  return differences;
}

bool failed_by_proof(const StepEvidence& step) {
  return step.status == StepStatus::failed && !step.failure && !step.lost_stamp &&
         (!step.differences.empty() || !step.row_changes.empty());
}

const StepEvidence* downgrade_before(const Evidence& evidence, const StepEvidence& second_upgrade) {
  const StepEvidence* downgrade = nullptr;
  for (const StepEvidence& step : evidence.steps) {
    if (step.kind == StepKind::downgrade) downgrade = &step;
    if (step.name == second_upgrade.name) return step.second_upgrade ? downgrade : nullptr;
  }
  return nullptr;
}

std::string words(const std::vector<SchemaDifference>& differences, const Verbs& verbs) {
  std::vector<std::string> parts;
  for (const SchemaDifference& one : differences) {
    if (parts.size() < most_named) parts.push_back(words(one, verbs));
  }
  if (differences.size() > most_named) {
    parts.push_back(fmt::format("and {} more", differences.size() - most_named));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace gate
