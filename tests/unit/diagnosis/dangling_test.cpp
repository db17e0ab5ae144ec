// E: where the reference stands, what it may have meant, and what git says became of it.
#include <gmock/gmock.h>

#include "gate/diagnosis/classify.h"
#include "gate/diagnosis/near_ids.h"
#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

Evidence broken_chain() {
  Evidence made = evidence({step(StepKind::upgrade, StepStatus::failed, StepEnd::not_run)});
  RevisionFile first = version_file("0001", "0001_a.py");
  RevisionFile second = version_file("0002", "0002_b.py");
  second.down_revisions = {"0001"};
  RevisionFile fourth = version_file("0004", "0004_d.py");
  fourth.down_revisions = {"0003"};
  fourth.depends_on = {"nowhere"};
  fourth.depends_line = 9;
  made.revisions = {first, second, fourth};
  made.graph_faults = {{GraphFaultKind::missing_parent, "0004", "0003", {fourth}, {}}};
  return made;
}

IdHistory became(IdHistory::Fate fate) {
  IdHistory history;
  history.id = "0003";
  history.fate = fate;
  history.file = "db/0003_c.py";
  history.commit = {"cccccccc", "2026-05-30T10:00:00+00:00", "Tidy up (#31)"};
  return history;
}

std::string fix_with(const IdHistory& history) {
  Evidence seen = broken_chain();
  seen.history.ids = {history};
  return classify(seen).front().fix;
}

TEST(Dangling, TheChainsEndIsTheLikelyPredecessor) {
  const Finding finding = classify(broken_chain()).front();
  EXPECT_EQ(finding.file, "versions/0004_d.py");
  EXPECT_EQ(finding.line, 7);
  EXPECT_THAT(finding.facts,
              AllOf(Contains(Pair("reference", "0003")), Contains(Pair("nearest", "0002"))));
  EXPECT_THAT(finding.fix, HasSubstr("ends at 0002"));
  EXPECT_THAT(finding.fix,
              HasSubstr("set down_revision of versions/0004_d.py (line 7) to \"0002\""));
}

TEST(Dangling, ADependencyHasItsOwnLine) {
  Evidence seen = broken_chain();
  seen.graph_faults[0].reference = "nowhere";
  const Finding finding = classify(seen).front();
  EXPECT_EQ(finding.line, 9);
  EXPECT_EQ(finding.detail.substr(0, 28), "its depends_on names nowhere");
}

TEST(Dangling, OthersThatNameItAreTold) {
  Evidence seen = broken_chain();
  RevisionFile fifth = version_file("0005", "0005_e.py");
  fifth.down_revisions = {"0003"};
  seen.revisions.push_back(fifth);
  seen.graph_faults[0].files.push_back(fifth);
  EXPECT_THAT(classify(seen).front().places,
              ElementsAre(Place{"versions/0005_e.py", 7, "its down_revision names 0003 too"}));
}

TEST(Dangling, GitSaysWhatBecameOfIt) {
  IdHistory deleted = became(IdHistory::Fate::deleted);
  deleted.down_revisions = {"0002"};
  EXPECT_THAT(fix_with(deleted),
              AllOf(HasSubstr("deleted with db/0003_c.py in cccccccc (2026-05-30, PR #31)"),
                    HasSubstr("to \"0002\", which it followed"),
                    HasSubstr("git checkout cccccccc^ -- db/0003_c.py")));
  IdHistory renumbered = became(IdHistory::Fate::renumbered);
  renumbered.new_id = "0007";
  EXPECT_THAT(fix_with(renumbered),
              AllOf(HasSubstr("0003 became 0007 in cccccccc"), HasSubstr("to \"0007\"")));
  IdHistory elsewhere = became(IdHistory::Fate::not_merged);
  elsewhere.branch = "origin/bills";
  EXPECT_THAT(fix_with(elsewhere), HasSubstr("it is on origin/bills, in db/0003_c.py (cccccccc"));
}

TEST(NearIds, NumbersHaveNeighboursNames) {
  EXPECT_THAT(near_ids("0003", {"0001", "0002", "0004", "0007"}), ElementsAre("0002", "0004"));
  EXPECT_THAT(near_ids("0009", {"0001", "0002", "0004"}), ElementsAre("0004"));
}

TEST(NearIds, OthersAreNearWhenTheyAreWrittenAlike) {
  EXPECT_THAT(near_ids("ae1027a6acf", {"ae1027a6acf1", "3f2a91c07b4d"}),
              ElementsAre("ae1027a6acf1"));
  EXPECT_THAT(near_ids("ae1027b6acf1", {"3f2a91c07b4d", "ae1027a6acf1"}),
              ElementsAre("ae1027a6acf1"));
  EXPECT_THAT(near_ids("zzzz", {"3f2a91c07b4d", "ae1027a6acf1"}), ElementsAre());
  EXPECT_THAT(near_ids("0037x", {"0036", "0037", "0038"}), Contains("0037"));
}

}  // namespace
}  // namespace gate
