#include "gate/pipeline/schema_proof.h"

#include "gate/core/grant_restored.h"
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

}  // namespace

QueryOutcome<bool> SchemaProof::read(std::optional<Schema>& into) {
  if (!now_) {
    auto schema =
        read_schema([&](std::string_view sql) { return connection_.query(sql); }, server_version_);
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
