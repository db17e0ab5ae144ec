#include "gate/log/own_report.h"

#include <algorithm>
#include <array>

#include "gate/log/foreign_client.h"

namespace gate {
namespace {

constexpr std::array<std::string_view, 3> severities{"error: ", "warning: ", "sev-2: "};
constexpr std::size_t most_lines = 12;

bool is_slug(std::string_view text) {
  return text.size() > 3 && text.find('-') != text.npos &&
         std::all_of(text.begin(), text.end(),
                     [](char letter) { return letter == '-' || (letter >= 'a' && letter <= 'z'); });
}

// "[missing-role, failure mode B]" at the end.
bool read_end(std::string_view text, ReportedFinding& found) {
  if (!text.ends_with(']')) return false;
  const auto open = text.rfind(" [");
  if (open == text.npos) return false;
  std::string_view inside = text.substr(open + 2, text.size() - open - 3);
  constexpr std::string_view mode = ", failure mode ";
  if (const auto at = inside.find(mode); at != inside.npos) {
    found.mode = inside.substr(at + mode.size());
    inside = inside.substr(0, at);
  }
  found.kind = inside;
  found.message = text.substr(0, open);
  return is_slug(inside) && found.mode.size() < 2;
}

// The string of `"key": "value",`; empty for null and others.
std::string_view value_of(std::string_view line, std::string_view key) {
  if (!line.starts_with(key)) return {};
  line.remove_prefix(key.size());
  if (!line.starts_with('"')) return {};
  const auto end = line.rfind('"');
  return end == 0 ? std::string_view() : line.substr(1, end - 1);
}

}  // namespace

std::optional<OwnReport> OwnReport::begin(const LogLine& line) {
  OwnReport report;
  const std::string_view text = line.text;
  const auto indent = std::min(text.find_first_not_of(' '), text.size());
  if (indent >= 8 && text.substr(indent).starts_with("\"mode\": ")) {
    report.json_ = true;
    report.found_.mode = value_of(text.substr(indent), "\"mode\": ");
    report.lines_.push_back(line);
    return report;
  }
  for (const std::string_view severity : severities) {
    if (!text.starts_with(severity)) continue;
    report.text_ = text.substr(severity.size());
    report.lines_.push_back(line);
    report.complete_ = read_end(report.text_, report.found_);
    return report;
  }
  return std::nullopt;
}

bool OwnReport::take(const LogLine& line) {
  if (complete_ || lines_.size() == most_lines) return false;
  const std::string_view text = line.text;
  if (!json_) {
    if (!text.starts_with("  ") || text.starts_with("   ")) return false;
    text_.append(" ").append(text.substr(2));
    lines_.push_back(line);
    complete_ = read_end(text_, found_);
    return true;
  }
  const std::string_view field = text.substr(std::min(text.find_first_not_of(' '), text.size()));
  if (!field.starts_with('"')) return false;
  if (const auto kind = value_of(field, "\"kind\": "); !kind.empty()) {
    found_.kind = kind;
    lines_.push_back(line);
  }
  if (const auto message = value_of(field, "\"message\": "); !message.empty()) {
    found_.message = message;
    lines_.push_back(line);
    complete_ = is_slug(found_.kind);
  }
  return true;
}

std::optional<LogFailure> OwnReport::finish() const {
  if (!complete_ && json_) return std::nullopt;
  LogFailure result;
  result.lines = lines_;
  if (!complete_) {  // another tool's "error: "
    if (auto foreign = foreign_client_failure(lines_.front())) return foreign;
    result.lines.resize(1);
    return result;
  }
  result.form = LogForm::gate_report;
  result.reported = found_;
  return result;
}

}  // namespace gate
