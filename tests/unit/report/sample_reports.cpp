#include "tests/unit/report/sample_reports.h"

namespace gate::samples {
namespace {

StepEvidence step(StepKind kind, std::string name, std::string command, StepStatus status,
                  double duration_ms) {
  StepEvidence evidence;
  evidence.kind = kind;
  evidence.name = std::move(name);
  evidence.command = std::move(command);
  evidence.status = status;
  evidence.end = status == StepStatus::skipped ? StepEnd::not_run : StepEnd::told;
  evidence.duration_ms = duration_ms;
  return evidence;
}

TreeReport console() {
  TreeReport tree;
  tree.name = "console";
  tree.title = "Console";
  tree.server = {"local", "15.18", "no container engine answers", "127.0.0.1:45123"};
  tree.python = "/usr/bin/python3 (Python 3.11.2, Alembic 1.8.1)";
  tree.heads = {"0040"};
  const auto passed = StepStatus::passed;
  tree.steps = {
      step(StepKind::upgrade, "Console — alembic upgrade to 0015 (pre-seed)", "upgrade 0015",
           passed, 213.4),
      step(StepKind::prerequisite, "Console — seed kris@ admin row (required by 0016)",
           "INSERT INTO \"admins\" ...", passed, 2.2),
      step(StepKind::upgrade, "Console — alembic upgrade head", "upgrade head", passed, 181.0),
      step(StepKind::assert_single_head, "Console — assert single head", "heads", passed, 0.0),
      step(StepKind::downgrade, "Console — downgrade -1 (reversibility check)", "downgrade -1",
           passed, 21.5),
      step(StepKind::upgrade, "Console — alembic upgrade head (round trip)", "upgrade head", passed,
           24.9)};
  tree.steps[0].applied = {"0001", "0015"};
  tree.steps[0].expected = {"0015"};
  tree.steps[0].found = {"0015"};
  tree.steps.back().second_upgrade = true;
  return tree;
}

TreeReport raptor() {
  TreeReport tree;
  tree.name = "raptor";
  tree.title = "Raptor";
  tree.server = {"container", "15.18", "docker has the image postgres:15", "127.0.0.1:32771"};
  tree.heads = {"0041"};
  const auto passed = StepStatus::passed;
  tree.steps = {
      step(StepKind::prerequisite, "Raptor — create raptor_app role (required by 0002+)",
           "DO $$ ... $$", passed, 1.9),
      step(StepKind::upgrade, "Raptor — alembic upgrade head", "upgrade head", passed, 402.7),
      step(StepKind::assert_single_head, "Raptor — assert single head", "heads", passed, 0.0),
      step(StepKind::downgrade, "Raptor — downgrade -1 (reversibility check)", "downgrade -1",
           passed, 19.0),
      step(StepKind::upgrade, "Raptor — alembic upgrade head (round trip)", "upgrade head", passed,
           22.1)};
  return tree;
}

Finding missing_role() {
  Finding finding;
  finding.mode = "B";
  finding.kind = "missing-role";
  finding.owner = Owner::sre;
  finding.verifier = "sre";
  finding.step = "Raptor — alembic upgrade head";
  finding.revision = "0041";
  finding.file = "backend_v2/alembic/versions/0041_metrics.py";
  finding.line = 12;
  finding.path = "fixtures/monorepo/" + finding.file;
  finding.excerpt = {10,
                     {"", "def upgrade() -> None:",
                      "    op.execute(\"GRANT SELECT, INSERT, UPDATE, DELETE ON metrics TO "
                      "raptor_metrics\")",
                      "", "", "def downgrade() -> None:"}};
  finding.sqlstate = "42704";
  finding.message = "role \"raptor_metrics\" does not exist";
  finding.detail = "The role is granted to, and nothing declares it.";
  finding.hint = "Roles are made outside Alembic.";
  finding.statement = "GRANT SELECT, INSERT, UPDATE, DELETE ON metrics TO raptor_metrics";
  finding.fix = "Declare the role in seeds/raptor.json, in the same pull request.";
  finding.facts = {{"role", "raptor_metrics"}};
  finding.places = {{"backend_v2/alembic/versions/0042_more.py", 20, "names raptor_metrics"}};
  finding.prerequisite =
      "{\n  \"role\": {\n    \"name\": \"raptor_metrics\",\n    \"login\": false\n  },\n"
      "  \"required_by\": \"0041+\",\n  \"label\": \"create raptor_metrics role\"\n}";
  finding.references = {"PR #1656"};
  return finding;
}

// From the failed step on nothing ran.
void fail_from(TreeReport& tree, std::size_t index) {
  tree.verdict = Verdict::fail;
  for (auto i = index; i < tree.steps.size(); ++i) {
    tree.steps[i].status = i == index ? StepStatus::failed : StepStatus::skipped;
    tree.steps[i].end = i == index ? StepEnd::told : StepEnd::not_run;
    if (i != index) tree.steps[i].duration_ms = 0;
  }
}

TreeReport red_raptor() {
  auto tree = raptor();
  fail_from(tree, 1);
  auto& failed = tree.steps[1];
  for (int i = 1; i <= 14; ++i) {
    failed.output_tail += "INFO  [alembic.runtime.migration] Running upgrade " + std::to_string(i) +
                          " -> " + std::to_string(i + 1) + "\n";
  }
  Failure failure;
  failure.traceback = "Traceback (most recent call last):\n  File \"env.py\", line 80\nBoom\n";
  failed.failure = failure;
  tree.findings = {missing_role()};
  tree.reproduce = {"cd backend_v2", "export DATABASE_URL=postgresql://postgres@127.0.0.1:5432/x",
                    "alembic upgrade head"};
  return tree;
}

// One step after the other, from a tenth of a second on.
void set_times(TreeReport& tree, Clock::time_point begun) {
  double at_ms = 100;
  for (auto& one : tree.steps) {
    if (one.status == StepStatus::skipped) continue;
    one.begun = begun + std::chrono::duration_cast<Clock::duration>(Milliseconds(at_ms));
    at_ms += one.duration_ms;
  }
}

Report concluded(std::vector<TreeReport> trees, std::vector<Error> errors = {}) {
  Report report;
  report.duration_ms = 1234.5;
  report.begun = Clock::time_point(std::chrono::hours(1));
  report.started_at = "2026-11-20T18:30:00Z";
  report.gate_version = "0.1.0";
  report.trees = std::move(trees);
  for (auto& tree : report.trees) set_times(tree, report.begun);
  report.errors = std::move(errors);
  conclude(report);
  return report;
}

Report two_red() {
  auto tree = console();
  tree.verdict = Verdict::fail;
  Finding heads;
  heads.mode = "C";
  heads.kind = "multiple-heads";
  heads.verifier = "sre";
  heads.step = "Console — assert single head";
  heads.message = "the tree has 2 heads, 0040 and 0040b, where it must have one";
  heads.file = "console/migrations/versions/0040b_late.py";
  heads.line = 7;
  heads.fix = "Set down_revision = \"0040\" in 0040b_late.py.";
  heads.escalate = {
      "operator: audit tables are touched, so it is a SEV-2 until it is known "
      "that nothing is lost"};
  heads.severity = Severity::sev2;
  Finding follows = heads;
  follows.kind = "migration-error";
  follows.mode = "";
  follows.severity = Severity::warning;
  follows.because_of = "multiple-heads";
  follows.escalate.clear();
  tree.findings = {heads, follows};
  tree.heads = {"0040", "0040b"};
  fail_from(tree, 3);
  return concluded({tree, red_raptor()});
}

Report tool_error() {
  auto tree = raptor();
  tree.server = {};
  tree.verdict = Verdict::error;
  for (auto& one : tree.steps) {
    one.status = StepStatus::skipped;
    one.end = StepEnd::not_run;
  }
  return concluded({console(), tree},
                   {{ErrorCode::no_server,
                     "found no way to a PostgreSQL 15: docker does not answer, and no postgres of "
                     "version 15 is installed",
                     "Start docker, or install postgresql-15.", "raptor", ""}});
}

Report interrupted() {
  auto tree = raptor();
  fail_from(tree, 1);
  tree.verdict = Verdict::error;
  tree.steps[1].end = StepEnd::died;
  tree.steps[1].how_it_ended = "killed by signal 9 (SIGKILL)";
  auto report = concluded({tree}, {{ErrorCode::interrupted, "interrupted by SIGINT", "", "raptor",
                                    "Raptor — alembic upgrade head"}});
  return report;
}

Report hostile() {
  auto tree = red_raptor();
  auto& finding = tree.findings.front();
  finding.message =
      "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b[2J\rover \xff\xfe bad\n::error file=x::fake\n"
      "##[group]y \xE2\x80\xAE"
      "reversed \xC2\x9B"
      "1m csi <script>alert(1)</script> ]]> &amp; \x80 \xED\xA0\x80 \xEF\xBF\xBE \xEF\xBF\xBF";
  finding.message += std::string("\0 nul", 5);
  finding.path = "fixtures/100%/a b#c?\xfe\"<script>.py";
  finding.statement =
      std::string("SELECT '\0' -- nul", 17) + " 表名 \xF0\x9F\x98\x80 " + std::string(150, 'x');
  finding.file = "a\nb/\x1b[1Ac.py";
  tree.steps[1].output_tail = "progress 10%\rprogress 100%\r\n\tdone\x08\x08\n\x1b[1;1Hhome\n";
  tree.steps[1].name = "Raptor — alembic\x1b[8m upgrade\nhead";
  return concluded({tree});
}

Report kept() {
  auto tree = console();
  tree.note = "the tree has no revisions";
  tree.heads.clear();
  tree.steps.clear();
  tree.kept = {{"postgresql://gate@127.0.0.1:45123/console_ci", "/tmp/gate kept/passfile",
                "pg_ctl -D /tmp/x stop"}};
  return concluded({tree});
}

}  // namespace

std::vector<Sample> all() {
  return {{"green", concluded({console(), raptor()})},
          {"red", concluded({console(), red_raptor()})},
          {"two-red", two_red()},
          {"tool-error", tool_error()},
          {"interrupted", interrupted()},
          {"hostile", hostile()},
          {"kept", kept()},
          {"declaration-error",
           concluded({}, {{ErrorCode::declaration,
                           "seeds/raptor.json: /prerequisites/0/role/login: found true, expected "
                           "false",
                           "Declare it with \"login\": false.", "raptor", ""}})}};
}

}  // namespace gate::samples
