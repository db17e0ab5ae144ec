// Where a tree writes its numbers, which of them are taken, and what comes next.
#include "gate/diagnosis/numbering.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

RevisionFile file(const std::string& name, const std::string& id) {
  RevisionFile one;
  one.file = "/tree/versions/" + name;
  one.revision = id;
  return one;
}

using Files = std::vector<RevisionFile>;
using Place = Numbering::Place;

Place place_of(const Files& files) { return Numbering(files, files).place(); }

TEST(Numbering, IsWhereMostFilesHaveIt) {
  EXPECT_EQ(place_of({file("0001_a.py", "0001"), file("0002_b.py", "0002")}), Place::ids);
  EXPECT_EQ(place_of({file("0001_a.py", "0001_a"), file("0002_b.py", "0002_b")}),
            Place::begin_of_ids);
  EXPECT_EQ(place_of({file("0001_a.py", "ab12cd34ef56"), file("0002_b.py", "bb12cd34ef56")}),
            Place::file_names);
  EXPECT_EQ(place_of({file("ab12_a.py", "ab12cd34ef56"), file("bb12_b.py", "bb12cd34ef56")}),
            Place::nowhere);
  EXPECT_EQ(place_of({}), Place::nowhere);
}

// What begins with a date has no number: two of one day do not collide by it.
TEST(Numbering, ADateIsNone) {
  EXPECT_EQ(
      place_of({file("2024_05_01_a.py", "ab12cd34ef56"), file("2024_06_01_b.py", "bb12cd34e")}),
      Place::nowhere);
  EXPECT_EQ(place_of({file("2024_05_01_a.py", "ab12cd34ef56")}), Place::nowhere);
  EXPECT_EQ(place_of({file("20240501_a.py", "ab12cd34ef56"), file("20240601_b.py", "bb12cd34e")}),
            Place::nowhere);
  EXPECT_EQ(place_of({file("1714521600_a.py", "ab12cd34ef56")}), Place::nowhere);
}

TEST(Numbering, NumberOfAFileThatHasNoneIsEmpty) {
  const Files files{file("0001_a.py", "0001_a"), file("0002_b.py", "0002_b"),
                    file("merge.py", "merge")};
  const Numbering numbering(files, files);
  EXPECT_EQ(numbering.number_of(files[1]), "0002");
  EXPECT_EQ(numbering.number_of(files[2]), "");
}

TEST(Numbering, WhatOthersHaveIsTaken) {
  const Files tree{file("0001_a.py", "0001"), file("0002_b.py", "0002")};
  Files all = tree;
  all.push_back(file("0007_c.py", "0007"));
  Numbering numbering(tree, all);
  const auto name = numbering.moved(tree[1], {true, true}, &tree[0]);
  EXPECT_EQ(name.id, "0008");
  EXPECT_EQ(name.file, "0008_b.py");
  EXPECT_EQ(numbering.fresh(&tree[1]).id, "0009");
}

TEST(Numbering, WhatCountsOnAndIsNobodyElsesMayStay) {
  const Files tree{file("0001_a.py", "0001"), file("0002_b.py", "0002"), file("0004_d.py", "0004")};
  Numbering numbering(tree, tree);
  EXPECT_EQ(numbering.moved(tree[2], {}, &tree[1]).id, "0004");
  EXPECT_EQ(numbering.moved(tree[1], {}, &tree[2]).id, "0005");
}

TEST(Numbering, OnlyTheNumberOfWordsBehindOneChanges) {
  const Files tree{file("0009_a.py", "0009_a"), file("0010_b.py", "0010_b")};
  Numbering numbering(tree, tree);
  const auto name = numbering.moved(tree[1], {false, true}, &tree[0]);
  EXPECT_EQ(name.id, "0011_b");
  EXPECT_EQ(name.file, "0011_b.py");
  EXPECT_EQ(numbering.fresh(&tree[1]).id, "0012_<slug>");
}

TEST(Numbering, OfMadeUpIdsTheNameIsCountedAndACopiedIdHasToBeFresh) {
  const Files tree{file("099_a.py", "ab12cd34ef56"), file("100-b.py", "bb12cd34ef56")};
  Numbering numbering(tree, tree);
  auto name = numbering.moved(tree[1], {false, true}, &tree[0]);
  EXPECT_EQ(name.id, "bb12cd34ef56");
  EXPECT_EQ(name.file, "101-b.py");
  name = numbering.moved(tree[1], {true, false}, &tree[0]);
  EXPECT_EQ(name.id, "");
  EXPECT_EQ(name.file, "102-b.py");
  name = numbering.fresh(&tree[1]);
  EXPECT_EQ(name.id, "");
  EXPECT_EQ(name.file, "103-<slug>.py");
}

}  // namespace
}  // namespace gate
