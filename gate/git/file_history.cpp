#include "gate/git/file_history.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "gate/git/commit_log.h"
#include "gate/git/fields.h"
#include "gate/git/first_parent_line.h"

namespace gate {
namespace {

// A folder that is moved adds all its files in one commit; more moves than this are not followed.
constexpr int most_moves = 4;

// The present path of a file that is being followed, by the one it has at this point of the past.
using Followed = std::map<std::string, std::string>;

struct Addition {
  LoggedCommit commit;
  std::string path;  // at that time
};
using Additions = std::map<std::string, Addition>;  // by present path

std::vector<std::string> folders_of(const Followed& followed) {
  std::set<std::string> folders;
  for (const auto& [path, now] : followed) {
    const auto slash = path.rfind('/');
    folders.insert(slash == std::string::npos ? "." : path.substr(0, slash));
  }
  return {folders.begin(), folders.end()};
}

// Newest first: the first commit that adds a path is the one that its present file came with.
void follow(const std::vector<LoggedCommit>& commits, Followed& followed, Additions& additions) {
  for (const LoggedCommit& logged : commits) {
    for (const LoggedChange& change : logged.changes) {
      const auto found = followed.find(change.path);
      if (found == followed.end()) continue;
      const std::string now = found->second;
      if (change.status == 'R') {
        followed.erase(found);
        followed[change.old_path] = now;
      } else if (change.status == 'A') {
        additions[now] = {logged, change.path};
        followed.erase(found);
      }
    }
  }
}

// Where the commits that added these had them from, if they moved them from another folder.
Known<Followed> moved_from(const GitRepository& repository, const Additions& additions,
                           const Deadline& deadline) {
  std::set<std::string> ids;
  for (const auto& [now, addition] : additions) ids.insert(addition.commit.id);
  std::vector<std::string> options{"--no-walk"};
  options.insert(options.end(), ids.begin(), ids.end());
  const auto whole = commit_log(repository, options, {}, deadline);
  if (!whole) return whole.error();
  std::map<std::pair<std::string, std::string>, std::string> renames;  // commit and new path, old
  for (const LoggedCommit& logged : *whole) {
    for (const LoggedChange& change : logged.changes) {
      if (change.status == 'R') renames[{logged.id, change.path}] = change.old_path;
    }
  }
  Followed moved;
  for (const auto& [now, addition] : additions) {
    const auto found = renames.find({addition.commit.id, addition.path});
    if (found != renames.end()) moved[found->second] = now;
  }
  return moved;
}

Known<Additions> additions_of(const GitRepository& repository, const Followed& paths,
                              const Deadline& deadline) {
  Additions all;
  Followed followed = paths;
  Followed never_added;
  for (int moves = 0; moves < most_moves && !followed.empty(); ++moves) {
    const auto commits = commit_log(repository, {"HEAD"}, folders_of(followed), deadline);
    if (!commits) return commits.error();
    Additions found;
    follow(*commits, followed, found);
    if (moves == 0) never_added = followed;
    if (found.empty()) break;
    auto moved = moved_from(repository, found, deadline);
    if (!moved) return moved.error();
    for (auto& [now, addition] : found) all[now] = std::move(addition);
    followed = std::move(*moved);
  }
  // What no commit added came with a merge that somebody edited.
  if (never_added.empty()) return all;
  const auto merges =
      commit_log(repository, {"--first-parent", "--diff-merges=first-parent", "HEAD"},
                 folders_of(never_added), deadline);
  if (!merges) return merges.error();
  follow(*merges, never_added, all);
  return all;
}

// What decides which of two came first, the most telling first.
using When = std::tuple<int, std::size_t, long long>;
constexpr int before_what_is_known = 0;
constexpr int in_the_base = 1;
constexpr int in_head_only = 2;
constexpr int not_committed = 3;

// The lines that a commit can have come by: the base's, then HEAD's.
class Arrivals {
 public:
  static Known<Arrivals> read(const GitRepository& repository,
                              const std::optional<std::string>& base, const Deadline& deadline) {
    Arrivals arrivals;
    if (base) {
      auto line = FirstParentLine::read(repository, *base, deadline);
      if (!line) return line.error();
      arrivals.lines_.emplace_back(in_the_base, std::move(*line));
    }
    auto line = FirstParentLine::read(repository, "HEAD", deadline);
    if (!line) return line.error();
    arrivals.lines_.emplace_back(in_head_only, std::move(*line));
    return arrivals;
  }

  Known<When> fill(FileHistory& history, const LoggedCommit& logged,
                   const Deadline& deadline) const {
    history.added = logged.commit;
    for (const auto& [rank, line] : lines_) {
      const auto arrival = line.arrival_of(logged.id, deadline);
      if (!arrival) return arrival.error();
      if (!*arrival) continue;
      history.merged = (*arrival)->merged;
      return When{rank, (*arrival)->place, logged.time};
    }
    return When{in_head_only, 0, logged.time};
  }

 private:
  std::vector<std::pair<int, FirstParentLine>> lines_;
};

void number(std::vector<FileHistory>& files, const std::vector<When>& when) {
  const std::set<When> times(when.begin(), when.end());
  for (std::size_t index = 0; index < files.size(); ++index) {
    files[index].order =
        1 + static_cast<std::size_t>(std::distance(times.begin(), times.find(when[index])));
  }
}

Known<std::set<std::string>> in_head(const GitRepository& repository, const Followed& paths,
                                     const Deadline& deadline) {
  std::vector<std::string> words{"ls-tree", "-z", "--name-only", "--full-tree", "HEAD", "--"};
  for (const auto& [path, now] : paths) words.push_back(path);
  const auto said = repository.ask(std::move(words), deadline);
  if (!said) return said.error();
  std::set<std::string> there;
  for (const auto path : fields_of(*said)) there.emplace(path);
  return there;
}

}  // namespace

Known<std::vector<FileHistory>> file_histories(const GitRepository& repository,
                                               const std::vector<std::string>& files,
                                               const std::optional<std::string>& base,
                                               const Deadline& deadline) {
  Followed asked;
  for (const std::string& file : files) {
    if (const auto path = repository.path_of(file)) asked[*path] = *path;
  }
  if (asked.empty()) return NotKnown::because("the files are not in the git repository");
  const auto there = in_head(repository, asked, deadline);
  if (!there) return there.error();
  Followed committed = asked;
  std::erase_if(committed, [&](const auto& entry) { return there->count(entry.first) == 0; });
  const auto added = additions_of(repository, committed, deadline);
  if (!added) return added.error();
  const auto arrivals = Arrivals::read(repository, base, deadline);
  if (!arrivals) return arrivals.error();

  std::vector<FileHistory> histories;
  std::vector<When> when;
  for (const std::string& file : files) {
    const auto path = repository.path_of(file);
    if (!path) continue;
    FileHistory history;
    history.file = file;
    history.committed = committed.count(*path) != 0;
    const auto found = added->find(*path);
    // In a shallow clone the oldest commit seems to add everything.
    const bool beyond =
        found == added->end() || (repository.shallow() && found->second.commit.parents.empty());
    When time{history.committed ? before_what_is_known : not_committed, 0, 0};
    if (history.committed && !beyond) {
      const auto filled = arrivals->fill(history, found->second.commit, deadline);
      if (!filled) return filled.error();
      time = *filled;
    }
    when.push_back(time);
    histories.push_back(std::move(history));
  }
  number(histories, when);
  return histories;
}

}  // namespace gate
