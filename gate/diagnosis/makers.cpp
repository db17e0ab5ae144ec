#include "gate/diagnosis/makers.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/core/nearest.h"
#include "gate/diagnosis/finding_of.h"

namespace gate {
namespace {

// A typing error, and not another word: "practices" is not "invoices".
std::size_t most_slips(const std::string& name) {
  return std::max<std::size_t>(1, name.size() / 3);
}

bool makes_relation(const Operation& one) {
  switch (one.kind) {
    case OperationKind::create_table:
    case OperationKind::create_view:
    case OperationKind::create_sequence:
    case OperationKind::create_index:
    case OperationKind::rename_table:
      return true;
    default:
      return false;
  }
}

bool makes(const Operation& one, const std::string& kind) {
  if (kind == "relation") return makes_relation(one);
  if (kind == "type") return one.kind == OperationKind::create_type || makes_relation(one);
  if (kind == "function") return one.kind == OperationKind::create_function;
  if (kind == "schema") return one.kind == OperationKind::create_schema;
  if (kind == "extension") return one.kind == OperationKind::create_extension;
  return false;
}

std::string_view name_made(const Operation& one) {
  if (one.kind != OperationKind::rename_table) return one.name;
  const std::string_view name = one.new_name;
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

// A serial column makes its sequence with the table.
bool is_sequence_of(std::string_view sequence, const Operation& one) {
  return one.kind == OperationKind::create_table && sequence.ends_with("_seq") &&
         sequence.starts_with(one.name + "_");
}

bool is_its_name(const Operation& one, const MissingObject& object) {
  return name_made(one) == object.name ||
         (object.kind == "relation" && is_sequence_of(object.name, one));
}

}  // namespace

Makers makers_of(const Evidence& evidence, const MissingObject& object,
                 const std::string& revision) {
  Makers makers;
  const std::size_t here = place_in_chain(evidence, revision);
  std::vector<std::string_view> names;
  for (const Operation& one : evidence.operations) {
    const bool later = place_in_chain(evidence, one.revision) > here;
    makers.unread = makers.unread || (later && one.kind == OperationKind::unread);
    if (!makes(one, object.kind)) continue;
    if (one.upgrading && name_made(one) != object.name) names.push_back(name_made(one));
    if (!is_its_name(one, object)) continue;
    if (!one.upgrading) {
      makers.undoing.push_back(&one);
    } else {
      (later ? makers.after : makers.before).push_back(&one);
    }
  }
  const std::string near = nearest(object.name, names);
  if (edit_distance(object.name, near) <= most_slips(object.name)) makers.like_it = near;
  return makers;
}

bool makes_a_table_before(const Evidence& evidence, const std::string& revision, int line) {
  const std::size_t here = place_in_chain(evidence, revision);
  return std::any_of(
      evidence.operations.begin(), evidence.operations.end(), [&](const Operation& one) {
        if (one.kind != OperationKind::create_table || !one.upgrading || one.schema == "pg_temp") {
          return false;
        }
        const std::size_t place = place_in_chain(evidence, one.revision);
        return place < here || (place == here && one.line < line);
      });
}

Operations others_on(const Evidence& evidence, const MissingObject& object,
                     const std::string& revision) {
  Operations found;
  for (const Operation& one : evidence.operations) {
    const bool on_it = one.name == object.name || one.table == object.name;
    if (on_it && one.upgrading && one.revision != revision) found.push_back(&one);
  }
  return found;
}

bool tell_makers(const Evidence& evidence, const Makers& makers, Finding& finding) {
  for (const Operation* one : makers.after) {
    finding.places.push_back({relative(evidence, one->file), one->line,
                              fmt::format("{} makes it, which is too late", one->revision)});
  }
  for (const Operation* one : makers.undoing) {
    finding.places.push_back({relative(evidence, one->file), one->line,
                              fmt::format("the downgrade() of {} makes it", one->revision)});
  }
  const bool meant = makers.before.empty() && makers.after.empty() && !makers.like_it.empty();
  if (meant) finding.facts.emplace_back("meant", makers.like_it + "?");
  return meant || !makers.after.empty() || !makers.undoing.empty();
}

}  // namespace gate
