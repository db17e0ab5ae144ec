#include "gate/git/file_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include "gate/git/fields.h"

namespace gate {

Known<std::vector<LoggedChange>> changes_between(const GitRepository& repository,
                                                 const std::string& from, const std::string& to,
                                                 const std::vector<std::string>& folders,
                                                 const Deadline& deadline) {
  if (folders.empty() || from == to) return std::vector<LoggedChange>();
  std::vector<std::string> words{
      "diff-tree",     "-r", "-z", "--raw", "--full-index", "--no-renames",
      "--no-ext-diff", from, to,   "--"};
  words.insert(words.end(), folders.begin(), folders.end());
  const auto said = repository.ask(std::move(words), deadline);
  if (!said) return said.error();
  return parse_raw_changes(*said);
}

Known<std::map<std::string, std::string>> texts_of(const GitRepository& repository,
                                                   const std::vector<std::string>& blobs,
                                                   const Deadline& deadline) {
  std::map<std::string, std::string> texts;
  if (blobs.empty()) return texts;
  std::string wanted;
  for (const std::string& blob : blobs) wanted += blob + "\n";
  const auto said = repository.answer({"cat-file", "--batch"}, deadline, wanted);
  if (!said) return said.error();
  // "<id> blob <size>", the text, and a line's end.
  std::string_view rest(said->text);
  while (!rest.empty()) {
    const auto line = rest.substr(0, rest.find('\n'));
    const auto fields = fields_of(line, ' ');
    if (fields.size() != 3) {
      return NotKnown::because(fmt::format("git does not have {} here", line));
    }
    const auto size = std::strtoull(std::string(fields[2]).c_str(), nullptr, 10);
    if (rest.size() < line.size() + size + 2) {
      return NotKnown::because("git's answer ends too soon");
    }
    texts[std::string(fields[0])] = rest.substr(line.size() + 1, size);
    rest.remove_prefix(line.size() + size + 2);
  }
  return texts;
}

Known<std::vector<LoggedCommit>> commits_between(const GitRepository& repository,
                                                 const std::string& without, const std::string& tip,
                                                 const std::vector<std::string>& folders,
                                                 const Deadline& deadline) {
  std::vector<std::string> options{"--full-history", tip};
  if (!without.empty()) options.push_back("^" + without);
  return commit_log(repository, options, folders, deadline);
}

// Two questions for all of them, as a repository may have hundreds of branches.
Known<std::set<std::string>> tips_that_change(const GitRepository& repository,
                                              const std::vector<std::string>& tips,
                                              const std::vector<std::string>& without,
                                              const std::vector<std::string>& folders,
                                              const Deadline& deadline) {
  std::set<std::string> found;
  if (tips.empty() || folders.empty()) return found;
  std::vector<std::string> range = tips;
  for (const std::string& commit : without) range.push_back("^" + commit);
  const auto list = [&](std::vector<std::string> words, const std::vector<std::string>& paths) {
    words.insert(words.end(), range.begin(), range.end());
    words.emplace_back("--");
    words.insert(words.end(), paths.begin(), paths.end());
    return repository.ask(std::move(words), deadline);
  };
  const auto changing = list({"rev-list", "--full-history"}, folders);
  if (!changing) return changing.error();
  const auto all = list({"rev-list", "--topo-order", "--reverse", "--parents"}, {});
  if (!all) return all.error();
  std::set<std::string, std::less<>> touched;
  for (const auto id : fields_of(*changing, '\n')) touched.emplace(id);
  for (const auto line : fields_of(*all, '\n')) {  // parents come before their children
    const auto ids = fields_of(line, ' ');
    const auto is_touched = [&](std::string_view id) { return touched.count(id) != 0; };
    if (std::any_of(ids.begin(), ids.end(), is_touched)) touched.emplace(ids.front());
  }
  std::copy_if(tips.begin(), tips.end(), std::inserter(found, found.end()),
               [&](const std::string& tip) { return touched.count(tip) != 0; });
  return found;
}

}  // namespace gate
