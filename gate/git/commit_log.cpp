#include "gate/git/commit_log.h"

#include <cstdlib>

#include "gate/git/fields.h"

namespace gate {
namespace {

// Neither byte can be in an id, a date, or the first line of a message that git has cleaned up.
constexpr char begin_commit = '\x01';
constexpr char between = '\x02';
constexpr const char* format = "--format=%x01%H%x02%P%x02%ct%x02%aI%x02%s";

using Fields = std::vector<std::string_view>;

LoggedCommit parse_header(std::string_view text) {
  LoggedCommit logged;
  Fields fields = fields_of(text, between);
  fields.resize(5);
  logged.id = fields[0];
  for (const auto parent : fields_of(fields[1], ' ')) logged.parents.emplace_back(parent);
  logged.time = std::strtoll(std::string(fields[2]).c_str(), nullptr, 10);
  logged.commit = {abbreviated(logged.id), std::string(fields[3]), std::string(fields[4])};
  return logged;
}

// ":100644 100644 <blob> <blob> R090", then the path, or the old and the new one.
LoggedChange parse_change(const Fields& fields, std::size_t& next) {
  LoggedChange change;
  Fields words = fields_of(fields[next++], ' ');
  words.resize(5);
  change.old_blob = words[2];
  change.new_blob = words[3];
  if (!words[4].empty()) change.status = words[4].front();
  if (next < fields.size()) change.old_path = fields[next++];
  change.path = change.old_path;
  if (change.status == 'R' && next < fields.size()) change.path = fields[next++];
  return change;
}

}  // namespace

std::string abbreviated(std::string_view id) { return std::string(id.substr(0, 8)); }

std::vector<LoggedCommit> parse_commit_log(std::string_view text) {
  Fields fields = fields_of(text);
  std::vector<LoggedCommit> commits;
  for (std::size_t next = 0; next < fields.size();) {
    auto& field = fields[next];
    if (field.starts_with('\n')) field.remove_prefix(1);
    if (field.starts_with(begin_commit)) {
      commits.push_back(parse_header(field.substr(1)));
      ++next;
    } else if (field.starts_with(':') && !commits.empty()) {
      commits.back().changes.push_back(parse_change(fields, next));
    } else {
      ++next;
    }
  }
  return commits;
}

std::vector<LoggedChange> parse_raw_changes(std::string_view text) {
  const Fields fields = fields_of(text);
  std::vector<LoggedChange> changes;
  for (std::size_t next = 0; next < fields.size();) {
    if (fields[next].starts_with(':')) {
      changes.push_back(parse_change(fields, next));
    } else {
      ++next;
    }
  }
  return changes;
}

Known<std::vector<LoggedCommit>> commit_log(const GitRepository& repository,
                                            const std::vector<std::string>& options,
                                            const std::vector<std::string>& paths,
                                            const Deadline& deadline) {
  std::vector<std::string> words{"log",           "-z",          format,          "--raw",
                                 "--no-abbrev",   "-M70%",       "--no-relative", "--no-ext-diff",
                                 "--no-textconv", "--topo-order"};
  words.insert(words.end(), options.begin(), options.end());
  words.emplace_back("--");
  words.insert(words.end(), paths.begin(), paths.end());
  const auto said = repository.ask(std::move(words), deadline);
  if (!said) return said.error();
  return parse_commit_log(*said);
}

}  // namespace gate
