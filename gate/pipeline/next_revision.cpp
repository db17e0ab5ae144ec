#include "gate/pipeline/next_revision.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gate/diagnosis/numbering.h"
#include "gate/pipeline/declared_heads.h"
#include "gate/pipeline/in_run_directory.h"
#include "gate/pipeline/tree_sources.h"
#include "gate/source/revision_graph.h"

namespace gate {
namespace {

const RevisionFile* file_with(const Revisions& files, const std::string& id) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const RevisionFile& one) { return one.revision == id; });
  return found == files.end() ? nullptr : &*found;
}

std::vector<std::string> heads_of(const Revisions& files, const std::string& label) {
  const RevisionGraph graph(files);
  return label.empty() ? graph.heads() : graph.heads_of(label);
}

std::string relative(const Declaration& declaration, const std::string& file) {
  return std::filesystem::path(file).lexically_relative(declaration.repository).string();
}

std::vector<TakenId> taken_by_others(const Declaration& declaration, const MergeView& view) {
  std::set<std::pair<std::string, std::string>> known;  // the very same is nobody else's
  for (const RevisionFile& file : view.ours) known.emplace(file.file, file.revision);
  std::vector<TakenId> taken;
  const auto add = [&](const OtherSide& side) {
    for (const auto& [path, file] : side.brought) {
      if (!file || file->revision.empty() || known.count({path, file->revision}) != 0) continue;
      taken.push_back({file->revision, side.ref.name, relative(declaration, path)});
    }
  };
  if (view.base) add(*view.base);
  for (const OtherSide& rival : view.rivals) add(rival);
  return taken;
}

void find_parent(const MergeView& view, NextRevision& next) {
  next.parents = heads_of(view.ours_merged, next.branch);
  if (next.parents.size() > 1 && view.base) {
    const auto in_base = heads_of(view.base->files, next.branch);
    if (in_base.size() == 1) {
      next.notes.push_back(fmt::format(
          "the chain forks once this branch is merged into {}: see gate check --base {}",
          view.base->ref.name, view.base->ref.name));
      next.parents = in_base;
    }
  }
  if (next.parents.size() != 1 || !view.base) return;
  // By path: this branch may have another one of that id.
  const auto* parent = file_with(view.base->files, next.parents.front());
  const auto is_parent = [&](const RevisionFile& one) { return one.file == parent->file; };
  if (parent == nullptr || std::any_of(view.ours.begin(), view.ours.end(), is_parent)) return;
  next.parent_ref = view.base->ref.name;
  next.notes.push_back(fmt::format("{0} is on {1} and not on this branch yet: git rebase {1}",
                                   next.parents.front(), next.parent_ref));
}

}  // namespace

std::vector<NextRevision> next_revisions(const Declaration& declaration, const MergeView& view) {
  Revisions all = view.ours_merged;
  const auto add = [&](const Revisions& files) {
    all.insert(all.end(), files.begin(), files.end());
  };
  add(view.ours);
  if (view.base) add(view.base->files);
  for (const OtherSide& rival : view.rivals) add(rival.files);
  std::vector<std::string> branches = declaration.heads;
  if (branches.empty()) branches.emplace_back();
  std::vector<NextRevision> every;
  for (const std::string& branch : branches) {
    NextRevision next{declaration.tree, declaration.title, branch, {}, {}, {}, {}, {}, view.notes};
    find_parent(view, next);
    const RevisionFile* like =
        next.parents.empty() ? nullptr : file_with(all, next.parents.front());
    const auto name = Numbering(view.ours, all).fresh(like);
    next.id = name.id;
    next.file = name.file;
    next.taken = taken_by_others(declaration, view);
    every.push_back(std::move(next));
  }
  return every;
}

namespace {

Result<std::vector<NextRevision>> of_tree(const Declaration& declaration,
                                          const MergeTargets& targets,
                                          const MergeSurroundings& around) {
  if (auto checked = check_alembic_ini(declaration); !checked) return checked.error();
  auto driver = start_source_driver(declaration, around.folder, around.lifeline);
  if (!driver) return driver.error();
  const auto tree = driver->load(around.deadline, around.interrupt);
  if (!tree) return tree.error();
  if (auto checked = check_declared_heads(declaration, tree->revisions); !checked) {
    return checked.error();
  }
  MergeView view;
  view.ours = view.ours_merged = tree->revisions;
  if (targets.any()) {
    const std::filesystem::path folder = around.folder / declaration.tree / "git";
    auto seen = view_merges(declaration.repository, targets, *tree, *driver,
                            {folder, around.lifeline, around.deadline, around.interrupt});
    if (!seen) return seen.error();
    view = std::move(*seen);
    if (!view.base_is_named) {
      view.base.reset();
      view.ours_merged = view.ours;
    }
  }
  const auto undecided = std::count_if(view.ours.begin(), view.ours.end(), is_undecided);
  if (undecided > 0) {
    view.notes.push_back(fmt::format(
        "{} of {} version files do not state their revision as a literal, and are not counted",
        undecided, view.ours.size()));
  }
  return next_revisions(declaration, view);
}

}  // namespace

Result<std::vector<NextRevision>> next_revisions(const NextOptions& options,
                                                 const Interrupt& interrupt) {
  std::vector<NextRevision> every;
  Result<void> done;
  const Deadline deadline(options.timeout);
  const auto worked = with_run_directory([&](RunDirectory& directory, const Lifeline& lifeline) {
    for (const Declaration& declaration : options.trees) {
      auto of =
          of_tree(declaration, options.targets, {directory.path(), lifeline, deadline, interrupt});
      if (!of) {
        done = of.error();
        return;
      }
      std::move(of->begin(), of->end(), std::back_inserter(every));
    }
  });
  if (!worked) return worked.error();
  if (!done) return done.error();
  return every;
}

}  // namespace gate
