#include "gate/pipeline/version_files.h"

#include <algorithm>
#include <filesystem>

#include "gate/git/file_changes.h"

namespace gate {
namespace {

bool is_loaded(const std::string& name) {
  return name.ends_with(".py") && !name.starts_with(".#") && !name.starts_with("__init__");
}

bool is_gone(const LoggedChange& change) { return change.status == 'D'; }

}  // namespace

VersionFiles::VersionFiles(const GitRepository& repository, const LoadedTree& tree, Driver& driver,
                           const Deadline& deadline, const Interrupt& interrupt)
    : repository_(&repository),
      driver_(&driver),
      deadline_(deadline),
      interrupt_(&interrupt),
      recursive_(tree.recursive) {
  const auto& stated =
      tree.version_locations.empty() ? tree.version_folders : tree.version_locations;
  for (const std::string& folder : stated) {
    // git does not look behind a link.
    std::error_code failed;
    const auto path = repository.path_of(std::filesystem::canonical(folder, failed));
    if (!path || !absolute_.emplace(*path, folder).second) continue;
    folders_.push_back(*path);
  }
}

std::vector<std::string> VersionFiles::absolute_folders() const {
  std::vector<std::string> all;
  for (const auto& [path, folder] : absolute_) all.push_back(folder);
  return all;
}

std::optional<std::string> VersionFiles::absolute(const std::string& path) const {
  const auto slash = path.rfind('/');
  if (!is_loaded(slash == path.npos ? path : path.substr(slash + 1))) return std::nullopt;
  for (const auto& [folder, stated] : absolute_) {
    if (!path.starts_with(folder + "/")) continue;
    const std::string rest = path.substr(folder.size());
    if (!recursive_ && rest.rfind('/') != 0) continue;
    return stated + rest;
  }
  return std::nullopt;
}

std::string VersionFiles::relative(const std::string& file) const {
  for (const auto& [folder, stated] : absolute_) {
    if (file.starts_with(stated + "/")) return folder + file.substr(stated.size());
  }
  return file;
}

Known<VersionDelta> VersionFiles::read(const std::vector<LoggedChange>& changes) {
  VersionDelta delta;
  std::vector<std::string> blobs;
  for (const LoggedChange& change : changes) {
    const auto file = absolute(change.path);
    if (!file) continue;
    delta[*file] = std::nullopt;
    if (is_gone(change) || read_.count({change.new_blob, *file}) != 0) continue;
    blobs.push_back(change.new_blob);
  }
  const auto texts = texts_of(*repository_, blobs, deadline_);
  if (!texts) return texts.error();
  std::vector<SourceText> sources;
  std::vector<std::string> ids;
  for (const LoggedChange& change : changes) {
    const auto file = absolute(change.path);
    const auto text = texts->find(change.new_blob);
    if (!file || is_gone(change) || text == texts->end()) continue;
    sources.push_back({*file, text->second});
    ids.push_back(change.new_blob);
  }
  if (!sources.empty()) {
    const auto files = driver_->read_texts(sources, deadline_, *interrupt_);
    if (!files) return NotKnown::because(files.error().message);
    for (std::size_t at = 0; at < std::min(files->size(), ids.size()); ++at) {
      read_[{ids[at], sources[at].name}] = (*files)[at];
    }
  }
  for (const LoggedChange& change : changes) {
    const auto file = absolute(change.path);
    if (!file || is_gone(change)) continue;
    delta[*file] = read_[{change.new_blob, *file}];
  }
  return delta;
}

Revisions with(Revisions files, const VersionDelta& delta) {
  std::erase_if(files, [&](const RevisionFile& file) { return delta.count(file.file) != 0; });
  for (const auto& [path, file] : delta) {
    if (file) files.push_back(*file);
  }
  std::stable_sort(files.begin(), files.end(),
                   [](const auto& left, const auto& right) { return left.file < right.file; });
  return files;
}

std::vector<LoggedChange> undone(std::vector<LoggedChange> changes) {
  for (LoggedChange& change : changes) {
    std::swap(change.old_blob, change.new_blob);
    if (change.status == 'A') {
      change.status = 'D';
    } else if (change.status == 'D') {
      change.status = 'A';
    }
  }
  return changes;
}

}  // namespace gate
