// Revisions that follow each other in a circle; Alembic can walk none of them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/diagnosis/arrival.h"
#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/renumbering_words.h"

namespace gate::causes {
namespace {

// The revisions outside it that a file on the circle could follow: where the chain ends.
std::vector<std::string> ends_outside(const Evidence& evidence, const GraphFault& fault) {
  const Chain chain(evidence.revisions);
  const auto above = chain.above(fault.revisions);
  std::vector<std::string> ends = chain.heads();
  std::erase_if(ends, [&](const std::string& id) { return above.count(id) != 0; });
  return ends;
}

std::optional<Finding> claim(const Evidence& evidence, const GraphFault& fault) {
  if (fault.kind != GraphFaultKind::cycle || fault.files.empty()) return std::nullopt;
  RevisionFiles files;
  for (const RevisionFile& file : fault.files) files.push_back(&file);
  const ByArrival arrival = by_arrival(evidence, files);
  // Without a history the first is as good as any, and the same in every run.
  const RevisionFile& file = arrival.from_history ? *arrival.files.back() : fault.files.front();
  Finding finding = finding_of(evidence, file, file.down_line);
  finding.step = step_named(evidence, StepKind::upgrade);
  finding.message =
      fmt::format("revisions follow each other in a circle: {}", fmt::join(fault.revisions, ", "));
  for (const RevisionFile* one : files) {
    finding.places.push_back({relative(evidence, one->file), one->down_line, "says " + says(*one)});
  }
  if (arrival.from_history) finding.fix = arrival.explanation + " ";
  finding.fix += fmt::format(
      "Point the down_revision (or depends_on) of {} at a revision outside "
      "the circle",
      relative(evidence, file.file));
  const auto ends = ends_outside(evidence, fault);
  finding.fix +=
      ends.size() == 1 ? fmt::format("; the chain outside it ends at {}.", ends.front()) : ".";
  finding.fix += " Then `alembic history` has to show the chain without an error.";
  finding.facts.emplace_back("circle", fmt::format("{}", fmt::join(fault.revisions, ", ")));
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  if (!failure.says_cycle) return std::nullopt;
  return LogClaim{"revisions follow each other in a circle: " + words_of(failure),
                  confidence_in(failure.form),
                  "Point the down_revision of one of them at a revision outside the circle."};
}

}  // namespace

extern const Cause revision_cycle{
    .slug = "revision-cycle",
    .title = "Revisions follow each other in a circle",
    .owner = "feature-dev",
    .graph = claim,
    .log = claim_log,
};

}  // namespace gate::causes
