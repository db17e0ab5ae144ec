#include "gate/git/first_parent_line.h"

#include "gate/git/fields.h"

namespace gate {

Known<FirstParentLine> FirstParentLine::read(const GitRepository& repository,
                                             const std::string& tip, const Deadline& deadline) {
  const auto said = repository.ask({"rev-list", "--first-parent", tip, "--"}, deadline);
  if (!said) return said.error();
  FirstParentLine line(repository);
  line.tip_ = tip;
  const auto ids = fields_of(*said, '\n');
  for (std::size_t index = 0; index < ids.size(); ++index) {
    line.places_.emplace(ids[index], ids.size() - index);
  }
  return line;
}

// Of the commits between it and the tip, the oldest that is on the line.
Known<std::optional<FirstParentLine::Arrival>> FirstParentLine::arrival_of(
    const std::string& commit, const Deadline& deadline) const {
  if (const auto own = places_.find(commit); own != places_.end()) {
    return std::optional(Arrival{own->second, std::nullopt});
  }
  const auto said =
      repository_->ask({"rev-list", "--ancestry-path", commit + ".." + tip_, "--"}, deadline);
  if (!said) return said.error();
  auto oldest = places_.end();
  for (const auto id : fields_of(*said, '\n')) {
    const auto found = places_.find(std::string(id));
    if (found == places_.end()) continue;
    if (oldest == places_.end() || found->second < oldest->second) oldest = found;
  }
  if (oldest == places_.end()) return std::optional<Arrival>();
  const auto merge = commit_log(*repository_, {"--no-walk", oldest->first}, {}, deadline);
  if (!merge) return merge.error();
  Arrival arrival{oldest->second, std::nullopt};
  if (!merge->empty()) arrival.merged = merge->front().commit;
  return std::optional(std::move(arrival));
}

}  // namespace gate
