#include "gate/pipeline/collect_history.h"

#include <algorithm>
#include <set>

#include "gate/diagnosis/renumbering.h"
#include "gate/git/changes.h"
#include "gate/git/file_history.h"
#include "gate/pipeline/seeded_schema.h"
#include "gate/pipeline/workflow_bypass.h"
#include "gate/process/child.h"

namespace gate {
namespace {

constexpr std::chrono::seconds most_time{5};
constexpr std::chrono::seconds most_time_for_ids{2};
constexpr std::size_t most_files = 50;
constexpr std::size_t most_ids = 5;

// What is common to all the questions.
struct Asking {
  const Declaration& declaration;
  const GitRepository& repository;
  std::optional<std::string> base;
  Deadline deadline;
  Evidence& evidence;

  // The first thing that is not known is the one to tell.
  void missed(const NotKnown& unknown) const {
    auto& why = evidence.history.why_unknown;
    if (why.empty()) why = unknown.why();
  }
};

std::vector<std::string> version_folders(const Evidence& evidence) {
  std::set<std::string> folders;
  for (const RevisionFile& file : evidence.revisions) {
    folders.insert(std::filesystem::path(file.file).parent_path().string());
  }
  return {folders.begin(), folders.end()};
}

// The files whose order decides, and those that may have come with one of them.
std::set<std::string> files_to_order(const Evidence& evidence) {
  const Chain chain(evidence.revisions);
  std::set<std::string> files;
  for (const GraphFault& fault : evidence.graph_faults) {
    RevisionFiles concerned;
    if (fault.kind == GraphFaultKind::multiple_heads) {
      concerned = plan_for_heads(evidence, fault).arrival.files;
    } else if (fault.kind == GraphFaultKind::duplicate_revision) {
      concerned = chain.successors(fault.revision);
    }
    if (fault.kind == GraphFaultKind::duplicate_revision || fault.kind == GraphFaultKind::cycle) {
      for (const RevisionFile& file : fault.files) concerned.push_back(&file);
    }
    for (const RevisionFile* file : concerned) {
      if (files.size() < most_files) files.insert(file->file);
    }
  }
  return files;
}

void ask_files(const Asking& asking) {
  const auto files = files_to_order(asking.evidence);
  if (files.empty()) return;
  auto histories =
      file_histories(asking.repository, {files.begin(), files.end()}, asking.base, asking.deadline);
  if (!histories) return asking.missed(histories.error());
  asking.evidence.history.files = std::move(*histories);
}

void ask_ids(const Asking& asking, const ReadVersions& read) {
  std::set<std::string> ids;
  for (const GraphFault& fault : asking.evidence.graph_faults) {
    if (fault.kind == GraphFaultKind::missing_parent) ids.insert(fault.reference);
  }
  const Deadline deadline = asking.deadline.at_most(most_time_for_ids);
  const auto folders = version_folders(asking.evidence);
  std::size_t asked = 0;
  for (const std::string& id : ids) {
    if (asked++ == most_ids) break;
    auto history = id_history(asking.repository, id, folders, read, deadline);
    if (!history) {
      asking.missed(history.error());
      continue;
    }
    asking.evidence.history.ids.push_back(std::move(*history));
  }
}

// What the tree watches, as git names paths.
std::vector<std::string> watched(const Asking& asking) {
  std::vector<std::string> patterns;
  const auto add = [&](const std::filesystem::path& file) {
    if (auto path = asking.repository.path_of(file)) patterns.push_back(std::move(*path));
  };
  for (const std::string& pattern : asking.declaration.watch) {
    add(asking.declaration.repository / pattern);
  }
  if (asking.declaration.watch.empty()) {
    for (const std::string& folder : version_folders(asking.evidence)) add(folder);
  }
  return patterns;
}

void ask_changes(const Asking& asking) {
  HistoryFacts& history = asking.evidence.history;
  std::optional<Changes> changes;
  if (asking.base) {
    auto known = changes_since(asking.repository, *asking.base, asking.deadline);
    if (!known) return asking.missed(known.error());
    changes = std::move(*known);
    history.base = *asking.base;
    history.migrations_changed = touches(*changes, watched(asking));
  }
  history.seeded_schema_changes =
      seeded_schema_changes(asking.repository, asking.evidence, changes, asking.deadline);
}

void ask_workflows(const Asking& asking) {
  std::vector<std::string> files;
  for (const RevisionFile& file : asking.evidence.revisions) {
    if (auto path = asking.repository.path_of(file.file)) files.push_back(std::move(*path));
  }
  auto bypassed = workflow_bypasses(asking.repository, files, asking.deadline);
  if (!bypassed) return asking.missed(bypassed.error());
  asking.evidence.history.gate_bypassed = std::move(*bypassed);
}

}  // namespace

void collect_history(const Declaration& declaration, const ReadVersions& read,
                     const Lifeline& lifeline, const Deadline& deadline, const Interrupt& interrupt,
                     Evidence& evidence) {
  const Deadline nearer = deadline.at_most(most_time);
  const auto repository = GitRepository::open(declaration.repository, lifeline, nearer, interrupt);
  if (!repository) {
    evidence.history.why_unknown = repository.error().why();
    return;
  }
  evidence.history.known = true;
  const Asking asking{declaration, *repository,
                      default_base(*repository, own_environment(), nearer), nearer, evidence};
  ask_files(asking);
  ask_ids(asking, read);
  ask_changes(asking);
  ask_workflows(asking);
}

}  // namespace gate
