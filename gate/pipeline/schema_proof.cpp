#include "gate/pipeline/schema_proof.h"

#include <thread>

#include "gate/postgres/catalog.h"

namespace gate {
namespace {

// Of a grant that the upgrade did not make either, the downgrade can only mean to give it back.
void mark_restored_grants(const Schema& above, std::vector<SchemaDifference>& differences) {
  for (SchemaDifference& one : differences) {
    const bool made = one.change == SchemaChange::added && one.kind == "grant";
    if (made && above.count(one.kind + " " + one.name) == 0) one.tolerance = grant_restored;
  }
}

// Queries of about the same cost stand side by side in their order.
std::pair<std::vector<std::string>, std::vector<std::string>> halves(int server_version) {
  std::pair<std::vector<std::string>, std::vector<std::string>> both;
  for (std::string& query : catalog_queries(server_version)) {
    const bool even = both.first.size() == both.second.size();
    (even ? both.first : both.second).push_back(std::move(query));
  }
  return both;
}

}  // namespace

SchemaProof::SchemaProof(OwnConnection& connection, int server_version)
    : connection_(connection), beside_(connection.beside()), halves_(halves(server_version)) {}

// Two sessions side by side take half as long; nothing else is done in the database meanwhile.
QueryOutcome<Schema> SchemaProof::read_by_halves() {
  QueryOutcome<Schema> other = Schema();
  std::jthread beside([&] { other = read_other_half(); });
  auto schema =
      read_schema([&](std::string_view sql) { return connection_.query(sql); }, halves_.first);
  beside.join();
  if (!other) return other;
  if (schema) schema->merge(*other);
  return schema;
}

QueryOutcome<Schema> SchemaProof::read_other_half() {
  return read_schema([&](std::string_view sql) { return beside_.query(sql); }, halves_.second);
}

QueryOutcome<bool> SchemaProof::read(std::optional<Schema>& into) {
  if (!now_) {
    auto schema = read_by_halves();
    if (!schema) return schema.error();
    now_ = std::move(*schema);
  }
  into = now_;
  if (!version_table_.empty()) leave_out(*into, version_table_);
  return true;
}

QueryOutcome<bool> SchemaProof::read_below() { return read(below_); }

QueryOutcome<bool> SchemaProof::read_above() {
  if (above_) return true;
  now_.reset();
  return read(above_);
}

QueryOutcome<bool> SchemaProof::compare_below(StepEvidence& seen) {
  now_.reset();
  if (!below_) return true;
  std::optional<Schema> found;
  if (auto done = read(found); !done) return done;
  if (!version_table_.empty()) leave_out(*below_, version_table_);
  seen.differences = differences(*below_, *found);
  if (above_) mark_restored_grants(*above_, seen.differences);
  return true;
}

QueryOutcome<bool> SchemaProof::compare_above(StepEvidence& seen) {
  now_.reset();
  if (!above_) return true;
  std::optional<Schema> found;
  if (auto done = read(found); !done) return done;
  seen.differences = differences(*above_, *found);
  return true;
}

QueryOutcome<bool> SchemaProof::is_unchanged() {
  const std::optional<Schema> before = std::move(now_);
  now_.reset();
  std::optional<Schema> found;
  if (auto done = read(found); !done) return done;
  return before && now_ == before;
}

QueryOutcome<bool> SchemaProof::before_prerequisite() {
  now_.reset();
  if (!below_) return true;
  std::optional<Schema> unused;
  return read(unused);
}

QueryOutcome<bool> SchemaProof::after_prerequisite() {
  const std::optional<Schema> before = std::move(now_);
  now_.reset();
  if (!below_ || !before) return true;
  std::optional<Schema> after;
  if (auto done = read(after); !done) return done;
  for (const auto& [key, object] : *after) {
    const auto earlier = before->find(key);
    if (earlier == before->end() || earlier->second != object) (*below_)[key] = object;
  }
  for (const auto& [key, object] : *before) {
    if (after->count(key) == 0) below_->erase(key);
  }
  return true;
}

}  // namespace gate
