#include "gate/diagnosis/sources.h"

#include <algorithm>
#include <iterator>

namespace gate {
namespace {

constexpr std::string_view default_schema = "public";

bool same_schema(std::string_view left, std::string_view right) {
  if (left.empty()) left = default_schema;
  if (right.empty()) right = default_schema;
  return left == right;
}

}  // namespace

bool is_on(const Operation& operation, std::string_view name) {
  if (operation.name == name) return same_schema(operation.schema, "");
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) return false;
  return operation.name == name.substr(dot + 1) &&
         same_schema(operation.schema, name.substr(0, dot));
}

Operations upgrades_of(const Evidence& evidence, std::initializer_list<OperationKind> kinds,
                       std::string_view name) {
  Operations found;
  for (const Operation& operation : evidence.operations) {
    const bool wanted = std::find(kinds.begin(), kinds.end(), operation.kind) != kinds.end();
    if (wanted && operation.upgrading && is_on(operation, name)) found.push_back(&operation);
  }
  return found;
}

std::size_t place_in_chain(const Evidence& evidence, std::string_view revision) {
  const auto found = std::find(evidence.chain.begin(), evidence.chain.end(), revision);
  return static_cast<std::size_t>(std::distance(evidence.chain.begin(), found));
}

Operations before(const Evidence& evidence, const Operations& operations,
                  std::string_view revision) {
  const std::size_t end = place_in_chain(evidence, revision);
  Operations earlier;
  std::copy_if(operations.begin(), operations.end(), std::back_inserter(earlier),
               [&](const Operation* one) { return place_in_chain(evidence, one->revision) < end; });
  return earlier;
}

std::string parent_of(const Evidence& evidence, std::string_view revision) {
  const RevisionFile* file = file_of(evidence, revision);
  if (file == nullptr || file->down_revisions.empty()) return {};
  return file->down_revisions.front();
}

const RevisionFile* file_of(const Evidence& evidence, std::string_view revision) {
  const auto found =
      std::find_if(evidence.revisions.begin(), evidence.revisions.end(),
                   [&](const RevisionFile& file) { return file.revision == revision; });
  return found == evidence.revisions.end() ? nullptr : &*found;
}

std::string in_words(const std::vector<ColumnValue>& wanted) {
  std::string words;
  for (const ColumnValue& one : wanted) {
    if (!words.empty()) words += " and ";
    words += one.column + " = " + (one.value ? "'" + *one.value + "'" : "...");
  }
  return words;
}

std::string qualified(const Operation& operation) {
  return operation.schema.empty() ? operation.name : operation.schema + "." + operation.name;
}

}  // namespace gate
