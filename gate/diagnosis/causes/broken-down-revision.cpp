// E: a down_revision (or depends_on) that names a revision which exists nowhere.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

std::optional<Finding> claim(const Evidence& evidence, const GraphFault& fault) {
  if (fault.kind != GraphFaultKind::missing_parent || fault.files.empty()) return std::nullopt;
  const RevisionFile& file = fault.files.front();
  Finding finding = finding_of(evidence, file, file.down_line);
  finding.step = step_named(evidence, StepKind::upgrade);
  finding.message = fmt::format("revision {} refers to {}, which no file declares", file.revision,
                                fault.reference);
  finding.fix =
      "Point down_revision at the right predecessor. It breaks when a migration is deleted, "
      "renamed without its successor, or named before it has merged; only its author can confirm "
      "which one was meant.";
  return finding;
}

constexpr std::string_view mend_the_file =
    "Point the down_revision of the migration that refers to it at the right predecessor; only its "
    "author can confirm which one was meant. `alembic history` shows the gap.";

// The cutover SOP answers this message with `alembic stamp <revision>`; Alembic looks the old row
// up first and fails in the same way.
constexpr std::string_view mend_the_stamp =
    "The cutover SOP's `alembic stamp <revision>` fails in the same way, as Alembic looks up the "
    "stamp it is to replace. What works: deploy the code that has the revision; else `alembic "
    "stamp "
    "--purge <revision>` (Alembic 1.2 and later), or an UPDATE of alembic_version by hand before "
    "that. Both only rewrite the version row: where the schema is not at the revision that is "
    "stamped, later upgrades fail, or skip what is missing. Compare the schema first, and take a "
    "backup.";

// In a log it shows in three ways: the warning, the KeyError of Alembic's revision map, and
// "Can't locate revision", which is about a stamp unless the log says otherwise.
std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const std::string& missing = failure.missing_revision;
  const bool in_map = raised(failure, "KeyError") && (failure.reads_graph || !missing.empty());
  const std::string unknown = failure.unknown_revision;
  if (failure.form == LogForm::warning ? !missing.empty()
                                       : in_map || (!unknown.empty() && !missing.empty())) {
    const std::string id =
        missing.empty() ? std::string(unquoted(exception_message(failure))) : missing;
    return LogClaim{
        failure.referring_revision.empty()
            ? fmt::format("a version file refers to revision {}, which no file declares", id)
            : fmt::format("revision {} refers to {}, which no file declares",
                          failure.referring_revision, id),
        failure.form == LogForm::warning ? Confidence::medium : Confidence::high,
        std::string(mend_the_file), id};
  }
  if (unknown.empty() || failure.asked_for) return std::nullopt;
  if (failure.reached_database) {
    return LogClaim{fmt::format("the database is stamped with revision {} (or the command asked "
                                "for it), which no file declares",
                                unknown),
                    Confidence::medium, std::string(mend_the_stamp), unknown};
  }
  return LogClaim{
      fmt::format("revision {} is declared by no file: either the database is stamped "
                  "with it, or a down_revision refers to it",
                  unknown),
      Confidence::low,
      fmt::format("See which: `SELECT version_num FROM alembic_version` shows the stamp, "
                  "and a search for {} in the version files shows a reference. A "
                  "reference: {} A stamp: {}",
                  unknown, mend_the_file, mend_the_stamp),
      unknown};
}

}  // namespace

extern const Cause broken_down_revision{
    .slug = "broken-down-revision",
    .mode = "E",
    .title = "A revision refers to one that no file declares",
    .owner = "feature-dev",
    .graph = claim,
    .log = claim_log,
};

}  // namespace gate::causes
