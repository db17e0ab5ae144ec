// Random graphs, sound by construction, against the simplest way to compute each answer.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "gate/source/revision_graph.h"
#include "tests/unit/source/revisions.h"

namespace gate {
namespace {

using Ids = std::vector<std::string>;
using Set = std::set<std::string>;

struct Graph {
  std::vector<RevisionFile> files;  // shuffled
  std::map<std::string, Set> down;
  std::map<std::string, Set> parents;  // with depends_on
  std::string head;
};

// Every revision follows earlier ones; what is left over at the end is merged.
Graph random_graph(std::mt19937& random) {
  auto up_to = [&](int most) { return std::uniform_int_distribution<>(0, most)(random); };
  Graph graph;
  Ids ids;
  const int count = 1 + up_to(11);
  for (int i = 0; i < count; ++i) {
    // Ids in no order, as Alembic makes them.
    const auto id = std::to_string(1000 + up_to(8999)) + "_" + std::to_string(i);
    Ids down;
    Ids depends_on;
    for (int n = up_to(2); n > 0 && !ids.empty(); --n) {
      down.push_back(ids[static_cast<std::size_t>(up_to(static_cast<int>(ids.size()) - 1))]);
    }
    if (!ids.empty() && up_to(3) == 0) {
      depends_on.push_back(ids[static_cast<std::size_t>(up_to(static_cast<int>(ids.size()) - 1))]);
    }
    graph.files.push_back(revision(id, down, depends_on));
    ids.push_back(id);
  }
  Set heads(ids.begin(), ids.end());
  for (const auto& file : graph.files) {
    for (const auto& parent : file.down_revisions) heads.erase(parent);
  }
  graph.head = *heads.begin();
  if (heads.size() > 1) {
    graph.head = "merge";
    graph.files.push_back(revision("merge", {heads.begin(), heads.end()}));
  }
  for (const auto& file : graph.files) {
    graph.down[file.revision] = {file.down_revisions.begin(), file.down_revisions.end()};
    auto& parents = graph.parents[file.revision] = graph.down[file.revision];
    parents.insert(file.depends_on.begin(), file.depends_on.end());
  }
  std::shuffle(graph.files.begin(), graph.files.end(), random);
  return graph;
}

// All that can be reached, itself included, by trying until nothing is new.
Set closure(const std::map<std::string, Set>& edges, Set from) {
  for (std::size_t before = 0; before != from.size();) {
    before = from.size();
    for (const auto& id : Set(from)) from.insert(edges.at(id).begin(), edges.at(id).end());
  }
  return from;
}

std::string shown(const Graph& graph) {
  std::string text;
  for (const auto& [id, parents] : graph.parents) {
    text += id + " <-";
    for (const auto& parent : parents) text += " " + parent;
    text += "\n";
  }
  return text;
}

// One test for all: ctest starts a process for each test.
template <class Check>
void over_random_graphs(Check check) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    check(random_graph(random));
    if (testing::Test::HasFailure()) break;
  }
}

void expect_no_faults_and_one_head(const Graph& graph) {
  EXPECT_TRUE(faults(graph.files).empty()) << shown(graph);
  EXPECT_EQ(RevisionGraph(graph.files).heads(), Ids{graph.head}) << shown(graph);
}

void expect_ancestors_in_order(const Graph& graph) {
  const RevisionGraph revisions(graph.files);
  for (const auto& [id, parents] : graph.parents) {
    const auto ancestors = revisions.ancestors(id);
    auto expected = closure(graph.parents, {id});
    expected.erase(id);
    EXPECT_EQ(Set(ancestors.begin(), ancestors.end()), expected) << id << "\n" << shown(graph);
    EXPECT_EQ(ancestors.size(), expected.size());
    for (const auto& parent : parents) {
      EXPECT_LT(revisions.position(parent), revisions.position(id)) << shown(graph);
    }
  }
}

void expect_rows_after_a_downgrade(const Graph& graph) {
  const RevisionGraph revisions(graph.files);
  for (const auto& parent : graph.down.at(graph.head)) {
    // What needs a child of the parent has to go.
    Set left;
    for (const auto& [id, parents] : graph.parents) {
      const auto needs = closure(graph.parents, {id});
      const bool goes = std::any_of(needs.begin(), needs.end(), [&](const auto& needed) {
        return graph.down.at(needed).count(parent) > 0;
      });
      if (!goes) left.insert(id);
    }
    auto rows = left;
    for (const auto& id : left) {
      for (const auto& implied : graph.parents.at(id)) rows.erase(implied);
    }
    EXPECT_EQ(revisions.after_downgrade({graph.head}, revisions.children(parent)),
              Ids(rows.begin(), rows.end()))
        << "to " << parent << "\n"
        << shown(graph);
    EXPECT_EQ(revisions.without_implied(Ids(left.begin(), left.end())),
              Ids(rows.begin(), rows.end()));
  }
}

// Whatever one file is taken away, the gap is named, and no head is invented beside it.
void expect_a_gap_and_nothing_else(const Graph& graph) {
  for (const auto& gone : graph.files) {
    auto files = graph.files;
    files.erase(std::find_if(files.begin(), files.end(),
                             [&](const auto& file) { return file.revision == gone.revision; }));
    const bool needed = std::any_of(files.begin(), files.end(), [&](const auto& file) {
      return graph.parents.at(file.revision).count(gone.revision) > 0;
    });
    if (!needed) continue;
    // A merge that is gone leaves the heads it joined, and those are real.
    if (graph.down.at(gone.revision).size() > 1) continue;
    // Nobody follows it: what depends on it alone does not stand in for it.
    const bool followed = std::any_of(files.begin(), files.end(), [&](const auto& file) {
      return graph.down.at(file.revision).count(gone.revision) > 0;
    });
    if (!followed) continue;
    const auto found = faults(files);
    ASSERT_EQ(found.size(), 1U) << "without " << gone.revision << "\n" << shown(graph);
    EXPECT_EQ(found[0].kind, GraphFaultKind::missing_parent);
    EXPECT_EQ(found[0].reference, gone.revision);
  }
}

TEST(RandomGraph, HasNoFaultsAndOneHead) { over_random_graphs(expect_no_faults_and_one_head); }

TEST(RandomGraph, AncestorsAreTheClosureInOrder) { over_random_graphs(expect_ancestors_in_order); }

TEST(RandomGraph, RowsAfterADowngradeAreTheTopOfWhatIsLeft) {
  over_random_graphs(expect_rows_after_a_downgrade);
}

TEST(RandomGraph, AGapIsAMissingParentAndNothingElse) {
  over_random_graphs(expect_a_gap_and_nothing_else);
}

}  // namespace
}  // namespace gate
