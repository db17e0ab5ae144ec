// F: two migrations of the chain both create the same table or view.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/source_rules.h"
#include "gate/diagnosis/sources.h"

namespace gate::causes {
namespace {

constexpr std::string_view duplicate_table_state = "42P07";
const auto creations = {OperationKind::create_table, OperationKind::create_view};

// 42P07 is every relation, an index too; only a table or view that is created is F.
const Operation* second_creation(const Evidence& evidence) {
  for (const Operation& one : evidence.failing) {
    if (std::find(creations.begin(), creations.end(), one.kind) != creations.end()) return &one;
  }
  return nullptr;
}

// What is in the way has to be one as well, where the catalog could say what it is.
bool is_in_the_way_of(const Evidence& evidence) {
  const auto& duplicate = evidence.catalog.duplicate;
  if (!duplicate || duplicate->existing_kind.empty()) return true;
  return duplicate->existing_kind.find("table") != std::string::npos ||
         duplicate->existing_kind.find("view") != std::string::npos;
}

// The last creation before the failing line: an earlier revision's, or the same one's.
const Operation* first_creation(const Evidence& evidence, const Operation& second,
                                const Finding& finding) {
  const Operation* found = nullptr;
  const std::size_t here = place_in_chain(evidence, finding.revision);
  for (const Operation* one : upgrades_of(evidence, creations, qualified(second))) {
    const std::size_t place = place_in_chain(evidence, one->revision);
    if (place < here || (place == here && one->line < finding.line)) found = one;
  }
  return found;
}

std::string fix_for(const Evidence& evidence, const std::string& table,
                    const std::string& revision) {
  const auto& duplicate = evidence.catalog.duplicate;
  const std::string replace = fmt::format(
      "Let the upgrade() of {0} drop {1} before it creates it anew, and let its downgrade() create "
      "the earlier definition again, so that the chain stays reversible. Dropping it drops its "
      "rows: where production's are wanted, rename the old one instead, and tell the operator.",
      revision, table);
  const std::string redundant = fmt::format(
      "Take the second creation out of {} and leave a comment that says which migration creates "
      "{}.",
      revision, table);
  if (!duplicate || !duplicate->equal) {
    return fmt::format(
        "Where the later definition replaces the earlier one: {} Where both are the "
        "same: {}",
        replace, redundant);
  }
  return *duplicate->equal
             ? "Both definitions are the same, so the second is redundant. " + redundant
             : "The definitions differ, so the later one replaces the earlier. " + replace;
}

void add_comparison(const Evidence& evidence, Finding& finding) {
  const auto& duplicate = evidence.catalog.duplicate;
  if (!duplicate || !duplicate->equal) return;
  finding.facts.emplace_back("schemas", *duplicate->equal ? "equal" : "different");
  if (!duplicate->differences.empty()) {
    finding.detail = fmt::format("{}", fmt::join(duplicate->differences, "; "));
  }
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::upgrade || step.second_upgrade || !step.failure) return std::nullopt;
  const SqlError* sql = cause_of(*step.failure);
  if (sql == nullptr || sql->sqlstate != duplicate_table_state) return std::nullopt;
  const Operation* second = second_creation(evidence);
  if (second == nullptr || !is_in_the_way_of(evidence)) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  const std::string table = qualified(*second);
  finding.facts.emplace_back(second->kind == OperationKind::create_view ? "view" : "table", table);
  if (const Operation* first = first_creation(evidence, *second, finding)) {
    finding.places.push_back({relative(evidence, first->file), first->line,
                              fmt::format("where revision {} creates it first", first->revision)});
  }
  add_comparison(evidence, finding);
  finding.fix = fix_for(evidence, table, finding.revision);
  return finding;
}

// "CREATE TABLE IF NOT EXISTS public.orders (": the words up to the name.
constexpr std::string_view table_makers[] = {"CREATE TABLE ",
                                             "CREATE UNLOGGED TABLE ",
                                             "CREATE TEMP TABLE ",
                                             "CREATE TEMPORARY TABLE ",
                                             "CREATE FOREIGN TABLE ",
                                             "CREATE VIEW ",
                                             "CREATE MATERIALIZED VIEW ",
                                             "CREATE RECURSIVE VIEW "};

// A constraint's index or a sequence of the new table can be what is there already.
bool is_the_table_made(const LogFailure& failure, std::string_view maker) {
  std::string_view rest = server_error(failure)->statement;
  const auto begin = rest.find_first_not_of(" \n\t");
  rest = rest.substr(std::min(rest.size(), begin + maker.size()));
  rest = rest.substr(0, rest.find('('));
  return rest.find(failure.subject) != rest.npos;
}

bool is_named_like_an_index(std::string_view name) {
  for (const std::string_view begin : {"ix_", "idx_", "uq_", "pk_", "fk_", "index_", "uix_"}) {
    if (name.starts_with(begin)) return true;
  }
  for (const std::string_view end :
       {"_idx", "_ix", "_key", "_pkey", "_seq", "_index", "_uq", "_unique"}) {
    if (name.ends_with(end)) return true;
  }
  return false;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  if (failure.phrase != ServerPhrase::relation_exists || failure.second_upgrade ||
      failure.elsewhere || going_down(failure)) {
    return std::nullopt;
  }
  LogClaim claim{
      fmt::format("the table \"{}\" is created, and is there already", failure.subject),
      confidence_in(failure.form),
      "Find every migration that creates it. Where the later one replaces the table, let it drop "
      "the earlier one first (and restore it in downgrade()); where it is redundant, delete it.",
      failure.subject};
  // A log that does not say where in the walk it was could be the second upgrade's.
  const bool placed = failure.step_kind || !failure.failure.revision.empty();
  if (!placed && claim.confidence == Confidence::high) claim.confidence = Confidence::medium;
  for (const std::string_view maker : table_makers) {
    if (!statement_begins(failure, maker)) continue;
    return is_the_table_made(failure, maker) ? std::optional(claim) : std::nullopt;
  }
  if (!server_error(failure)->statement.empty()) return std::nullopt;
  const std::string& code = failure.failure.place.code;
  if (code.find("create_table(") != std::string::npos) return claim;
  // Nothing says what was to be created.
  if (!code.empty() || failure.form == LogForm::server || is_named_like_an_index(failure.subject))
    return std::nullopt;
  claim.confidence = Confidence::low;
  return claim;
}

}  // namespace

extern const Cause duplicate_table{
    .slug = "duplicate-table",
    .mode = "F",
    .title = "Two migrations create the same table",
    .owner = "feature-dev",
    .step = claim,
    .source = tables_created_twice,
    .log = claim_log,
};

}  // namespace gate::causes
