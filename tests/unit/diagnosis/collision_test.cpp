// C: which file is to be renumbered, to what, and who has to follow.
#include <gmock/gmock.h>

#include "gate/diagnosis/classify.h"
#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

RevisionFile version(const std::string& name, const std::string& revision,
                     const std::string& down) {
  RevisionFile file = version_file(revision, name);
  if (!down.empty()) file.down_revisions = {down};
  return file;
}

// 0001 <- ... <- 0036, as many as matter.
std::vector<RevisionFile> begun() {
  return {version("0035_b.py", "0035", ""), version("0036_c.py", "0036", "0035")};
}

Evidence with(std::vector<RevisionFile> more) {
  Evidence made = evidence({step(StepKind::upgrade, StepStatus::skipped),
                            step(StepKind::assert_single_head, StepStatus::failed)});
  made.revisions = begun();
  made.revisions.insert(made.revisions.end(), more.begin(), more.end());
  return made;
}

Finding of_heads(Evidence seen, const std::vector<std::string>& heads) {
  GraphFault fault{GraphFaultKind::multiple_heads, heads.front(), "", {}, heads};
  for (const auto& head : heads) {
    for (const auto& file : seen.revisions) {
      if (file.revision == head) fault.files.push_back(file);
    }
  }
  seen.graph_faults = {fault};
  return classify(seen).front();
}

Finding of_duplicate(Evidence seen, const std::string& id) {
  GraphFault fault{GraphFaultKind::duplicate_revision, id, "", {}, {}};
  for (const auto& file : seen.revisions) {
    if (file.revision == id) fault.files.push_back(file);
  }
  seen.graph_faults = {fault};
  return classify(seen).front();
}

std::vector<std::string> values(const Finding& finding, const std::string& name) {
  std::vector<std::string> all;
  for (const auto& [key, value] : finding.facts) {
    if (key == name) all.push_back(value);
  }
  return all;
}

// The runbook's own case, with no history to ask: as PRs 1778 and 1781 mended it.
TEST(Collision, OneIdInTwoFilesLowerInTheChain) {
  const Finding finding =
      of_duplicate(with({version("0037_fees.py", "0037", "0036"),
                         version("0037_promote_trace_mode_transitions.py", "0038", "0037"),
                         version("0038_promote_demo_paper_fill.py", "0038", "0037"),
                         version("0039_auth_backup_codes.py", "0039", "0038")}),
                   "0038");
  EXPECT_EQ(finding.file, "versions/0038_promote_demo_paper_fill.py");
  EXPECT_EQ(finding.line, 6);
  EXPECT_THAT(values(finding, "common parent"), ElementsAre("0037"));
  EXPECT_THAT(values(finding, "renumber"), ElementsAre("versions/0038_promote_demo_paper_fill.py"));
  EXPECT_THAT(values(finding, "to"), ElementsAre("0040"));
  EXPECT_THAT(values(finding, "new name"), ElementsAre("0040_promote_demo_paper_fill.py"));
  EXPECT_THAT(values(finding, "down_revision"), ElementsAre("0039"));
  EXPECT_THAT(finding.fix, HasSubstr("rename it to 0038_promote_trace_mode_transitions.py"));
  EXPECT_THAT(finding.fix, HasSubstr("cannot be known here"));
  EXPECT_THAT(finding.places,
              ElementsAre(Place{"versions/0037_promote_trace_mode_transitions.py", 6,
                                "says revision 0038, down_revision 0037"},
                          Place{"versions/0038_promote_demo_paper_fill.py", 6,
                                "says revision 0038, down_revision 0037; to be changed"}));
}

FileHistory came(const std::string& name, std::size_t order, const std::string& commit,
                 const std::string& subject) {
  FileHistory history;
  history.file = "/srv/shop/versions/" + name;
  history.order = order;
  history.added = Commit{commit, "2026-05-30T10:00:00+00:00", subject};
  return history;
}

TEST(Collision, HistoryOverrulesTheNames) {
  Evidence seen =
      with({version("0037_a.py", "0037", "0036"), version("0037_b.py", "0037", "0036")});
  seen.history.known = true;
  seen.history.files = {came("0037_a.py", 2, "aaaaaaaa", "Fees (#1778)"),
                        came("0037_b.py", 1, "bbbbbbbb", "Merge pull request #12 from x/y")};
  const Finding finding = of_duplicate(seen, "0037");
  EXPECT_EQ(finding.file, "versions/0037_a.py");
  EXPECT_THAT(values(finding, "later by"), ElementsAre("git history"));
  EXPECT_THAT(values(finding, "down_revision"), ElementsAre("0037")) << "the other one keeps it";
  EXPECT_THAT(finding.fix, HasSubstr("0037_a.py came with aaaaaaaa (2026-05-30, PR #1778)"));
  EXPECT_THAT(finding.fix, HasSubstr("0037_b.py came with bbbbbbbb (2026-05-30, PR #12)"));
}

TEST(Collision, WhatIsNotCommittedIsTheLater) {
  Evidence seen =
      with({version("0037_a.py", "0037", "0036"), version("0037_b.py", "0037", "0036")});
  FileHistory fresh;
  fresh.file = "/srv/shop/versions/0037_a.py";
  fresh.committed = false;
  fresh.order = 2;
  seen.history.files = {fresh, came("0037_b.py", 1, "bbbbbbbb", "")};
  const Finding finding = of_duplicate(seen, "0037");
  EXPECT_EQ(finding.file, "versions/0037_a.py");
  EXPECT_THAT(finding.fix, HasSubstr("0037_a.py is not committed yet"));
}

// What came with the later file follows that one and not the one that keeps the id.
TEST(Collision, SuccessorsGoWithWhomTheyCame) {
  Evidence seen = with({version("0037_a.py", "0037", "0036"), version("0037_b.py", "0037", "0036"),
                        version("0038_c.py", "0038", "0037")});
  seen.history.files = {came("0037_a.py", 1, "aaaaaaaa", ""), came("0037_b.py", 2, "bbbbbbbb", ""),
                        came("0038_c.py", 2, "bbbbbbbb", "")};
  const Finding finding = of_duplicate(seen, "0037");
  EXPECT_EQ(finding.file, "versions/0037_b.py");
  EXPECT_THAT(values(finding, "to"), ElementsAre("0039"));
  EXPECT_THAT(values(finding, "down_revision"), ElementsAre("0037"));
  EXPECT_THAT(values(finding, "successor"), ElementsAre("versions/0038_c.py"));
}

TEST(Collision, MadeUpIdsGetAFreshOne) {
  Evidence seen = with({});
  seen.revisions = {version("ae1027a6acf1_a.py", "ae1027a6acf1", ""),
                    version("3f2a91c07b4d_b.py", "3f2a91c07b4d", "ae1027a6acf1"),
                    version("3f2a91c07b4d_c.py", "3f2a91c07b4d", "ae1027a6acf1")};
  const Finding finding = of_duplicate(seen, "3f2a91c07b4d");
  EXPECT_THAT(values(finding, "to"), ElementsAre("a fresh id"));
  EXPECT_THAT(finding.fix, HasSubstr("uuid.uuid4().hex[-12:]"));
}

TEST(Collision, TwoHeadsWhereTheLaterIdIsItsOwn) {
  const Finding finding =
      of_heads(with({version("0037_a.py", "0037", "0036"), version("0038_b.py", "0038", "0036")}),
               {"0037", "0038"});
  EXPECT_EQ(finding.file, "versions/0038_b.py");
  EXPECT_EQ(finding.line, 7) << "the down_revision";
  EXPECT_THAT(values(finding, "common parent"), ElementsAre("0036"));
  EXPECT_THAT(values(finding, "to"), ElementsAre("0038"));
  EXPECT_THAT(values(finding, "down_revision"), ElementsAre("0037"));
  EXPECT_THAT(finding.fix, HasSubstr("its own id 0038 can stay"));
}

TEST(Collision, TwoHeadsWhereTheLaterHasTheLowerId) {
  Evidence seen = with({version("0037_a.py", "0037", "0036"), version("0038_b.py", "0038", "0036"),
                        version("0039_c.py", "0039", "0038")});
  seen.history.files = {came("0037_a.py", 2, "aaaaaaaa", ""), came("0038_b.py", 1, "bbbbbbbb", ""),
                        came("0039_c.py", 1, "bbbbbbbb", "")};
  const Finding finding = of_heads(seen, {"0037", "0039"});
  EXPECT_EQ(finding.file, "versions/0037_a.py");
  EXPECT_THAT(values(finding, "to"), ElementsAre("0040"));
  EXPECT_THAT(values(finding, "new name"), ElementsAre("0040_a.py"));
  EXPECT_THAT(values(finding, "down_revision"), ElementsAre("0039"));
}

// The fork is mended where it is, not at the head; what follows is re-pointed.
TEST(Collision, ALongerBranchIsMovedAtItsLowestFile) {
  Evidence seen =
      with({version("0037_a.py", "0037", "0036"), version("0037b_b.py", "0037b", "0036"),
            version("0038_c.py", "0038", "0037b")});
  const Finding finding = of_heads(seen, {"0037", "0038"});
  EXPECT_EQ(finding.file, "versions/0037b_b.py");
  EXPECT_THAT(values(finding, "to"), ElementsAre("0039"));
  EXPECT_THAT(values(finding, "successor"), ElementsAre("versions/0038_c.py"));
  EXPECT_THAT(finding.fix,
              HasSubstr("versions/0038_c.py follows it: set its down_revision to \"0039\""));
}

TEST(Collision, EachOfThreeHeadsGoesOnTopOfTheOneBefore) {
  const Finding finding =
      of_heads(with({version("0037_a.py", "0037", "0036"), version("0038_b.py", "0038", "0036"),
                     version("0039_c.py", "0039", "0036")}),
               {"0037", "0038", "0039"});
  EXPECT_EQ(finding.file, "versions/0039_c.py");
  EXPECT_THAT(values(finding, "down_revision"), ElementsAre("0037", "0038"));
}

TEST(Collision, TwoBasesHaveNoCommonParent) {
  const Finding finding = of_heads(with({version("0037_a.py", "0037", "")}), {"0036", "0037"});
  EXPECT_THAT(values(finding, "common parent"), ElementsAre());
  EXPECT_THAT(values(finding, "down_revision"), ElementsAre("0036"));
}

}  // namespace
}  // namespace gate
