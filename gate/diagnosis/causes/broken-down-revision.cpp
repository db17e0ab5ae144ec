// E: a down_revision (or depends_on) that names a revision which exists nowhere.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/chain.h"
#include "gate/diagnosis/commit_words.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/near_ids.h"

namespace gate::causes {
namespace {

// The assignment in which a file names what exists nowhere.
struct Reference {
  std::string_view variable = "down_revision";
  int line = 0;
};

Reference reference_in(const RevisionFile& file, const std::string& id) {
  const auto& down = file.down_revisions;
  if (std::find(down.begin(), down.end(), id) != down.end())
    return {"down_revision", file.down_line};
  return {"depends_on", file.depends_line};
}

const IdHistory* history_of_id(const Evidence& evidence, const std::string& id) {
  for (const IdHistory& history : evidence.history.ids) {
    if (history.id == id) return &history;
  }
  return nullptr;
}

// Where the chain ends below the gap: revisions that nobody follows, but for those above it.
std::vector<std::string> loose_ends(const Chain& chain, const GraphFault& fault) {
  std::vector<std::string> cut_off;
  for (const RevisionFile& file : fault.files) cut_off.push_back(file.revision);
  const auto above = chain.above(cut_off);
  std::vector<std::string> ends = chain.heads();
  std::erase_if(ends, [&](const std::string& id) { return above.count(id) != 0; });
  return ends;
}

std::string set_to(const std::string& variable_words, const std::string& id) {
  return fmt::format("set {} to \"{}\"", variable_words, id);
}

std::string fix_from_history(const IdHistory& history, const std::string& where) {
  const std::string commit = words(history.commit);
  switch (history.fate) {
    case IdHistory::Fate::renumbered:
      return fmt::format("{} became {} in {}, in {}: {}.", history.id, history.new_id, commit,
                         history.file, set_to(where, history.new_id));
    case IdHistory::Fate::deleted:
      return fmt::format(
          "{} was deleted with {} in {}. If that was meant, {}; if not, bring the file back with "
          "`git checkout {}^ -- {}`.",
          history.id, history.file, commit,
          history.down_revisions.empty()
              ? fmt::format("point {} at what came before it", where)
              : set_to(where, history.down_revisions.front()) + ", which it followed",
          history.commit.id, history.file);
    case IdHistory::Fate::not_merged:
      return fmt::format(
          "{} has not been merged: it is on {}, in {} ({}). Merge that first, or point {} at a "
          "revision that is merged.",
          history.id, history.branch, history.file, commit, where);
  }
  return {};
}

std::string fix_from_files(const std::vector<std::string>& ends,
                           const std::vector<std::string>& near, const std::string& where) {
  if (ends.size() == 1) {
    return fmt::format(
        "The chain ends at {} and goes on nowhere, so that is probably the predecessor: {}.",
        ends.front(), set_to(where, ends.front()));
  }
  if (near.empty()) return fmt::format("Point {} at its predecessor.", where);
  return fmt::format("Point {} at its predecessor; the nearest ids that exist are {}.", where,
                     fmt::join(near, ", "));
}

std::string_view fate_word(IdHistory::Fate fate) {
  if (fate == IdHistory::Fate::deleted) return "deleted";
  return fate == IdHistory::Fate::renumbered ? "renumbered" : "not merged";
}

void add_facts(Finding& finding, const std::string& reference, const std::vector<std::string>& near,
               const IdHistory* history) {
  finding.facts.emplace_back("reference", reference);
  for (const std::string& id : near) finding.facts.emplace_back("nearest", id);
  if (history == nullptr) return;
  finding.facts.emplace_back("fate", fate_word(history->fate));
  finding.facts.emplace_back("commit", history->commit.id);
  if (!history->new_id.empty()) finding.facts.emplace_back("now", history->new_id);
  if (!history->branch.empty()) finding.facts.emplace_back("branch", history->branch);
}

std::optional<Finding> claim(const Evidence& evidence, const GraphFault& fault) {
  if (fault.kind != GraphFaultKind::missing_parent || fault.files.empty()) return std::nullopt;
  const RevisionFile& file = fault.files.front();
  const Reference reference = reference_in(file, fault.reference);
  const Chain chain(evidence.revisions);
  const auto near = near_ids(fault.reference, chain.ids());
  const IdHistory* history = history_of_id(evidence, fault.reference);
  Finding finding = finding_of(evidence, file, reference.line);
  finding.step = step_named(evidence, StepKind::upgrade);
  finding.message = fmt::format("revision {} refers to {}, which no file declares", file.revision,
                                fault.reference);
  finding.detail = fmt::format("its {} names {}", reference.variable, fault.reference);
  if (!near.empty()) {
    finding.detail += fmt::format("; the nearest that exist: {}", fmt::join(near, ", "));
  }
  for (auto other = fault.files.begin() + 1; other != fault.files.end(); ++other) {
    const Reference also = reference_in(*other, fault.reference);
    finding.places.push_back({relative(evidence, other->file), also.line,
                              fmt::format("its {} names {} too", also.variable, fault.reference)});
  }
  const std::string where =
      fmt::format("{} of {}{}", reference.variable, relative(evidence, file.file),
                  reference.line > 0 ? fmt::format(" (line {})", reference.line) : "");
  finding.fix = history != nullptr ? fix_from_history(*history, where)
                                   : fix_from_files(loose_ends(chain, fault), near, where);
  finding.fix +=
      " Only its author can confirm which revision was meant. Then `alembic history --verbose` has "
      "to show a chain without a gap.";
  add_facts(finding, fault.reference, near, history);
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
