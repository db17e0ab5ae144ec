#include <algorithm>

#include "gate/tree/alembic_ini.h"

namespace gate {
namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

std::string_view trimmed(std::string_view text) {
  const auto start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

}  // namespace

IniFile::IniFile(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void IniFile::take(std::string_view line) {
  const auto content = trimmed(line);
  // A comment or an empty line does not end a value that goes on below it.
  if (content.empty() || content.front() == '#' || content.front() == ';') return;
  const bool indented = blanks.find(line.front()) != std::string_view::npos;
  if (indented && value_ != nullptr) {
    value_->append("\n").append(content);
    return;
  }
  value_ = nullptr;
  if (content.front() == '[' && content.find(']') != std::string_view::npos) {
    section_ = &sections_[std::string(content.substr(1, content.rfind(']') - 1))];
    return;
  }
  const auto separator = content.find_first_of("=:");
  if (separator == std::string_view::npos || section_ == nullptr) return;
  value_ = &(*section_)[lower(trimmed(content.substr(0, separator)))];
  *value_ = trimmed(content.substr(separator + 1));
}

std::vector<std::string> IniFile::sections_with(const std::string& key) const {
  std::vector<std::string> names;
  for (const auto& [name, section] : sections_) {
    if (section.count(key) != 0) names.push_back(name);
  }
  return names;
}

std::optional<std::string> IniFile::value(const std::string& section,
                                          const std::string& key) const {
  for (const auto& name : {section, std::string("DEFAULT")}) {
    const auto found = sections_.find(name);
    if (found == sections_.end()) continue;
    const auto value = found->second.find(key);
    if (value != found->second.end()) return value->second;
  }
  return std::nullopt;
}

}  // namespace gate
