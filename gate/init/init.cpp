#include "gate/init/init.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "gate/init/declared_trees.h"
#include "gate/init/propose.h"
#include "gate/init/tree_names.h"
#include "gate/init/write_files.h"
#include "gate/pipeline/in_run_directory.h"
#include "gate/tree/declaration_writer.h"
#include "gate/tree/json_value.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

// The nearest folder upward that holds declarations or is the top of a repository.
fs::path root_above(const fs::path& start) {
  std::error_code unknown;
  for (auto at = start;; at = at.parent_path()) {
    if (!declaration_files(at).empty() || fs::exists(at / ".git", unknown)) return at;
    if (at == at.parent_path()) return start;
  }
}

class Init {
 public:
  Init(const InitOptions& options, const Interrupt& interrupt)
      : options_(options), deadline_(options.timeout), interrupt_(interrupt) {
    std::error_code failed;
    const auto& named = options.root.empty() ? options.start : options.root;
    const auto folder = fs::canonical(named, failed);
    root_ = failed ? named : options.root.empty() ? root_above(folder) : folder;
    outcome_.root = root_;
    outcome_.root_named = !options.root.empty();
  }

  Result<InitOutcome> go() {
    std::optional<Error> stopped;
    const auto done = with_run_directory([&](RunDirectory& directory, const Lifeline& lifeline) {
      if (auto looked = look_through(directory.path(), lifeline); !looked) stopped = looked.error();
    });
    if (!done) return done.error();
    if (stopped) return *stopped;
    if (interrupt_.requested()) return Error{ErrorCode::interrupted, "interrupted"};
    write_files(options_.dry_run, outcome_);
    return std::move(outcome_);
  }

 private:
  Result<void> look_through(const fs::path& folder, const Lifeline& lifeline) {
    const auto ignored = ignored_by_git(lifeline);
    const auto files = survey(root_, ignored.folders, deadline_, interrupt_);
    if (!files) return files.error();
    outcome_.folders = files->folders;
    for (const fs::path& closed : files->closed) {
      outcome_.notes.push_back(fmt::format("{} could not be looked into.", shown(closed)));
    }
    FoundTrees found = find_trees(root_, *files);
    leave_out_declared(found.trees);
    for (const NoTree& one : found.others) {
      outcome_.notes.push_back(fmt::format("{}: {}; not declared.", shown(one.place), one.why));
    }
    const auto names = tree_names(found.trees, root_, taken_);
    const auto servers = stated_servers(*files);
    const InitSurroundings around{root_, servers, ignored, folder, lifeline, deadline_, interrupt_};
    InterpreterChooser interpreters(lifeline, deadline_, interrupt_);
    for (std::size_t i = 0; i < found.trees.size(); ++i) {
      auto proposal = propose(found.trees[i], names[i], around, interpreters);
      if (!proposal) return proposal.error();
      take(std::move(*proposal));
    }
    return {};
  }

  IgnoredPaths ignored_by_git(const Lifeline& lifeline) const {
    const auto repository = GitRepository::open(root_, lifeline, deadline_, interrupt_);
    if (!repository) return {};
    const auto ignored = ignored_paths(*repository, deadline_);
    return ignored ? *ignored : IgnoredPaths{};
  }

  std::string shown(const fs::path& path) const {
    return path == root_ ? path.string() : path.lexically_relative(root_).string();
  }

  void leave_out_declared(std::vector<FoundTree>& trees) {
    for (const DeclaredTree& declared : declared_trees(root_)) {
      taken_.insert(declared.tree);
      const auto means = [&](const FoundTree& tree) {
        return tree.by == declared.by ||
               std::find(tree.also.begin(), tree.also.end(), declared.by) != tree.also.end();
      };
      const auto first = std::find_if(trees.begin(), trees.end(), means);
      if (!declared.trouble.empty()) {
        outcome_.notes.push_back(fmt::format("gate cannot take {} as a declaration: {}.",
                                             shown(declared.file), declared.trouble));
      }
      if (first == trees.end()) continue;
      outcome_.trees.push_back({declared.tree,
                                {shown(declared.by.ini)},
                                {shown(declared.file), {}, InitFile::State::was_there},
                                {},
                                {}});
      trees.erase(first);
    }
  }

  void take(Proposal proposal) {
    const Declaration& one = proposal.declaration;
    if (!is_json_text(one.alembic_ini.string() + one.directory.string() + one.python.string())) {
      outcome_.notes.push_back(fmt::format(
          "{}: its path is not UTF-8, which a declaration has to be; not declared.", one.tree));
      return;
    }
    std::vector<InitFile> with;
    if (!proposal.ini.empty()) with.push_back({shown(one.alembic_ini), proposal.ini});
    outcome_.trees.push_back({one.tree,
                              std::move(proposal.found),
                              {shown(one.file), declaration_text(one)},
                              std::move(with),
                              std::move(proposal.open)});
  }

  const InitOptions& options_;
  const Deadline deadline_;
  const Interrupt& interrupt_;
  fs::path root_;
  std::set<std::string> taken_;
  InitOutcome outcome_;
};

}  // namespace

Result<InitOutcome> init(const InitOptions& options, const Interrupt& interrupt) {
  return Init(options, interrupt).go();
}

}  // namespace gate
