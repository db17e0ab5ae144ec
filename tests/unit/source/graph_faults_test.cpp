#include <gtest/gtest.h>

#include "gate/source/revision_graph.h"
#include "tests/unit/source/revisions.h"

namespace gate {
namespace {

using Files = std::vector<RevisionFile>;

// Each fault in one line: what, of which, by which files.
std::vector<std::string> said(const Files& files, const std::vector<std::string>& declared = {}) {
  std::vector<std::string> lines;
  for (const auto& fault : faults(files, declared)) {
    std::string line;
    switch (fault.kind) {
      case GraphFaultKind::unreadable_file:
        line = "unreadable";
        break;
      case GraphFaultKind::duplicate_revision:
        line = "duplicate " + fault.revision;
        break;
      case GraphFaultKind::missing_parent:
        line = "missing " + fault.reference + " of " + fault.revision;
        break;
      case GraphFaultKind::cycle:
        line = "cycle";
        break;
      case GraphFaultKind::multiple_heads:
        line = "heads" + (fault.branch.empty() ? "" : " of " + fault.branch);
        break;
      case GraphFaultKind::stray_head:
        line = "stray";
        break;
    }
    for (const auto& id : fault.revisions) line += " " + id;
    line += ":";
    for (const auto& file : fault.files) {
      line += " " + file.file.substr(file.file.find_last_of('/') + 1);
    }
    lines.push_back(line);
  }
  return lines;
}

using Said = std::vector<std::string>;

RevisionFile named(RevisionFile file, const std::string& name) {
  file.file = "/repo/versions/" + name;
  return file;
}

TEST(GraphFaults, NoneInASoundTree) {
  EXPECT_EQ(said({}), Said{});
  EXPECT_EQ(said(chain(5)), Said{});
  EXPECT_EQ(
      said({revision("a"), revision("b", {"a"}), revision("c", {"a"}), revision("d", {"b", "c"})}),
      Said{});
  // A merge of two bases, with dependencies by id and by branch label.
  auto labelled = revision("x");
  labelled.branch_labels = {"audit"};
  EXPECT_EQ(said({labelled, revision("y"), revision("z", {"x", "y"}, {"audit", "y"})}), Said{});
}

TEST(GraphFaults, SeveralHeads) {
  EXPECT_EQ(said({revision("1"), revision("3", {"1"}), revision("2", {"1"})}),
            Said{"heads 2 3: 2_words.py 3_words.py"});
  // Alembic counts heads by down_revision alone.
  EXPECT_EQ(said({revision("a"), revision("b", {}, {"a"})}),
            Said{"heads a b: a_words.py b_words.py"});
}

RevisionFile labelled(RevisionFile file, const std::string& label) {
  file.branch_labels = {label};
  return file;
}

TEST(GraphFaults, HeadsByDesign) {
  const Files two{revision("1"), labelled(revision("2", {"1"}), "left"),
                  labelled(revision("3", {"1"}), "right")};
  EXPECT_EQ(said(two, {"left", "right"}), Said{});
  EXPECT_EQ(said(two), Said{"heads 2 3: 2_words.py 3_words.py"});
  EXPECT_EQ(said(two, {"left"}), Said{"stray 3: 3_words.py"});
  auto forked = two;
  forked.push_back(revision("4", {"3"}));
  forked.push_back(revision("5", {"3"}));
  EXPECT_EQ(said(forked, {"left", "right"}), Said{"heads of right 4 5: 4_words.py 5_words.py"});
  EXPECT_EQ(said(chain(2), {"nobody"}), Said{"stray 00002: 00002_words.py"});
}

TEST(GraphFaults, IdsThatAreThereTwice) {
  const auto twice = named(revision("3", {"2"}), "3_other.py");
  // At the top both are heads to Alembic; lower down one of them is.
  EXPECT_EQ(said({revision("1"), revision("2", {"1"}), revision("3", {"2"}), twice}),
            Said{"duplicate 3: 3_words.py 3_other.py"});
  EXPECT_EQ(said({revision("1"), revision("2", {"1"}), revision("3", {"2"}), twice,
                  revision("4", {"3"})}),
            Said{"duplicate 3: 3_words.py 3_other.py"});
  // Its two parents differ: neither is a head because of it.
  EXPECT_EQ(said({revision("1"), revision("2", {"1"}), revision("3", {"2"}),
                  named(revision("3", {"1"}), "3_other.py")}),
            Said{"duplicate 3: 3_words.py 3_other.py"});
  // The way round through it is not one of either file.
  EXPECT_EQ(said({revision("1"), revision("2", {"1"}), named(revision("2", {"3"}), "2b.py"),
                  revision("3", {"2"})}),
            Said{"duplicate 2: 2_words.py 2b.py"});
}

TEST(GraphFaults, DuplicateAndRealHeadsAreTwoThings) {
  EXPECT_EQ(said({revision("1"), revision("2", {"1"}), named(revision("2", {"1"}), "2b.py"),
                  revision("3", {"2"}), revision("4", {"2"})}),
            (Said{"duplicate 2: 2_words.py 2b.py", "heads 3 4: 3_words.py 4_words.py"}));
}

TEST(GraphFaults, MissingParents) {
  // 3 was deleted: 2 is a head only because of that.
  EXPECT_EQ(said({revision("1"), revision("2", {"1"}), revision("4", {"3"}), revision("5", {"4"})}),
            Said{"missing 3 of 4: 4_words.py"});
  // At the bottom nothing else is left over.
  EXPECT_EQ(said({revision("2", {"1"}), revision("3", {"2"})}), Said{"missing 1 of 2: 2_words.py"});
  // Two that name the same missing one are one fault, and two heads of their own.
  EXPECT_EQ(said({revision("1"), revision("3", {"2"}), revision("4", {"2"})}),
            (Said{"missing 2 of 3: 3_words.py 4_words.py", "heads 3 4: 3_words.py 4_words.py"}));
  // Two gaps in one chain.
  EXPECT_EQ(said({revision("1"), revision("3", {"2"}), revision("5", {"4"})}),
            (Said{"missing 2 of 3: 3_words.py", "missing 4 of 5: 5_words.py"}));
}

TEST(GraphFaults, MissingDependencyMakesNoHead) {
  EXPECT_EQ(said({revision("1"), revision("2", {"1"}, {"nowhere"})}),
            Said{"missing nowhere of 2: 2_words.py"});
  EXPECT_EQ(said({revision("1"), revision("2", {"1"}, {"nowhere"}), revision("3", {"1"})}),
            (Said{"missing nowhere of 2: 2_words.py", "heads 2 3: 2_words.py 3_words.py"}));
}

TEST(GraphFaults, RealHeadsBesideAMissingParent) {
  EXPECT_EQ(said({revision("1"), revision("2", {"1"}), revision("4", {"3"}), revision("5", {"4"}),
                  revision("6", {"4"})}),
            (Said{"missing 3 of 4: 4_words.py", "heads 5 6: 5_words.py 6_words.py"}));
  // Of the two below the gap, the nearer one is what 3 would have followed.
  EXPECT_EQ(said({revision("0"), revision("1", {"0"}), revision("2", {"0"}), revision("4", {"3"})}),
            (Said{"missing 3 of 4: 4_words.py", "heads 1 4: 1_words.py 4_words.py"}));
}

TEST(GraphFaults, WhatIsAboveAGapIsNotBelowIt) {
  EXPECT_EQ(said({revision("c"), revision("d", {"c"}), revision("e", {"c"}), revision("y", {"z"})}),
            (Said{"missing z of y: y_words.py", "heads d y: d_words.py y_words.py"}));
}

TEST(GraphFaults, Cycles) {
  EXPECT_EQ(said({revision("1", {"1"})}), Said{"cycle 1: 1_words.py"});
  EXPECT_EQ(said({revision("1", {"3"}), revision("2", {"1"}), revision("3", {"2"})}),
            Said{"cycle 1 3 2: 1_words.py 2_words.py 3_words.py"});
  // 3 was to follow 2: that 2 is a head follows from the cycle.
  EXPECT_EQ(said({revision("1"), revision("2", {"1"}), revision("3", {"5"}), revision("4", {"3"}),
                  revision("5", {"4"}), revision("6", {"5"})}),
            Said{"cycle 3 5 4: 3_words.py 4_words.py 5_words.py"});
  EXPECT_EQ(said({revision("1"), revision("2", {"1"}), revision("3", {"1"}, {"4"}),
                  revision("4", {"2", "3"})}),
            Said{"cycle 3 4: 3_words.py 4_words.py"});
}

TEST(GraphFaults, FilesThatCannotBeRead) {
  // Its name says that it is the parent that seems to be missing.
  EXPECT_EQ(said({revision("0001"), broken("0002_broken.py"), revision("0003", {"0002"})}),
            Said{"unreadable: 0002_broken.py"});
  // Its name says nothing, so it may be.
  EXPECT_EQ(said({revision("0001"), broken("add_users.py"), revision("0003", {"abc"})}),
            Said{"unreadable: add_users.py"});
  // Its name says that it is another one.
  EXPECT_EQ(said({revision("0001"), broken("0002_broken.py"), revision("0003", {"0002"}),
                  revision("0009", {"0008"})}),
            (Said{"unreadable: 0002_broken.py", "missing 0008 of 0009: 0009_words.py"}));
}

TEST(GraphFaults, AFileThatCannotBeReadMayBeTheMerge) {
  EXPECT_EQ(said({revision("1"), revision("2", {"1"}), revision("3", {"1"}), broken("4_merge.py")}),
            Said{"unreadable: 4_merge.py"});
}

TEST(GraphFaults, LongChainsAreNoMatter) {
  auto files = chain(10000);
  EXPECT_EQ(said(files), Said{});
  files.front().down_revisions = {"10000"};
  const auto cycle = faults(files);
  ASSERT_EQ(cycle.size(), 1U);
  EXPECT_EQ(cycle[0].revisions.size(), 10000U);
}

}  // namespace
}  // namespace gate
