#include <fmt/format.h>

#include <algorithm>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/log_words.h"

namespace gate::causes {
namespace {

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
    .log = claim_log,
};

}  // namespace gate::causes
