#include <fmt/format.h>

#include <utility>

#include "gate/report/printable.h"
#include "gate/report/sarif_parts.h"
#include "gate/report/uri.h"
#include "gate/report/where.h"

namespace gate {
namespace {

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
    case Severity::sev2:
      return "error";
  }
  return "error";
}

// All that one has to know to act on it: GitHub shows nothing else beside the code.
std::string message_of(const Finding& finding) {
  std::string text = printable(finding.message);
  const auto add = [&](const char* label, const std::string& words) {
    if (!words.empty()) text += fmt::format("\n{}{}", label, printable(words));
  };
  add("", finding.detail);
  add("Fix: ", finding.fix);
  add("Add to the declaration's prerequisites: ", finding.prerequisite);
  add("Add to the declaration: ", finding.declaration);
  add("Mended by: ", std::string(to_string(finding.owner)));
  add("Verified by: ", finding.verifier);
  for (const std::string& whom : finding.escalate) add("Escalate: ", whom);
  return text;
}

SarifJson properties_of(const TreeReport& tree, const Finding& finding) {
  SarifJson properties = {{"tree", tree.name},
                          {"severity", to_string(finding.severity)},
                          {"owner", to_string(finding.owner)}};
  const std::initializer_list<std::pair<const char*, const std::string&>> others{
      {"mode", finding.mode},           {"verifier", finding.verifier},
      {"step", finding.step},           {"revision", finding.revision},
      {"sqlstate", finding.sqlstate},   {"statement", finding.statement},
      {"becauseOf", finding.because_of}};
  for (const auto& [name, value] : others) {
    if (!value.empty()) properties[name] = value;
  }
  if (!finding.references.empty()) properties["references"] = finding.references;
  return properties;
}

// The line that is marked, and the lines around it.
void add_excerpt(SarifJson& location, const Finding& finding) {
  const auto& [first, lines] = finding.excerpt;
  const auto count = static_cast<int>(lines.size());
  if (lines.empty() || finding.line < first || finding.line >= first + count) return;
  std::string around;
  for (const std::string& line : lines) around += line + '\n';
  auto& place = location["physicalLocation"];
  const std::string& marked = lines[static_cast<std::size_t>(finding.line - first)];
  place["region"]["snippet"] = {{"text", marked}};
  place["contextRegion"] = {{"startLine", first},
                            {"endLine", first + count - 1},
                            {"snippet", {{"text", std::move(around)}}}};
}

SarifJson locations_of(const TreeReport& tree, const Finding& finding) {
  const Where place = where(tree, finding);
  if (place.path.empty()) return SarifJson::array();
  SarifJson location = sarif_location(place.path, place.line);
  if (!finding.path.empty()) add_excerpt(location, finding);
  return SarifJson::array({std::move(location)});
}

SarifJson related_locations(const Finding& finding) {
  SarifJson all = SarifJson::array();
  for (const Place& place : finding.places) {
    const std::string& path = place.path.empty() ? place.file : place.path;
    if (path.empty()) continue;
    SarifJson one = sarif_location(path, place.line);
    one["id"] = all.size() + 1;
    one["message"] = {{"text", place.note.empty() ? "see also" : printable_line(place.note)}};
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

SarifJson sarif_location(const std::string& path, int line) {
  SarifJson file = {{"uri", uri_of(path)}};
  if (path.substr(0, 1) != "/") file["uriBaseId"] = "%SRCROOT%";
  SarifJson place = {{"artifactLocation", std::move(file)}};
  if (line > 0) place["region"] = {{"startLine", line}};
  return {{"physicalLocation", std::move(place)}};
}

SarifJson sarif_result(const TreeReport& tree, const Finding& finding, const RuleIndexes& rules,
                       Fingerprints& fingerprints) {
  const std::string fingerprint = fingerprints.of(tree.name, finding);
  SarifJson result = {{"ruleId", finding.kind},
                      {"ruleIndex", rules.at(finding.kind)},
                      {"level", level_of(finding.severity)},
                      {"message", {{"text", message_of(finding)}}},
                      {"locations", locations_of(tree, finding)}};
  if (auto related = related_locations(finding); !related.empty()) {
    result["relatedLocations"] = std::move(related);
  }
  // GitHub knows the first name only.
  result["partialFingerprints"] = {{"primaryLocationLineHash", fingerprint},
                                   {"gateFinding/v1", fingerprint}};
  result["properties"] = properties_of(tree, finding);
  return result;
}

}  // namespace gate
