#include "tests/html/large_reports.h"

#include <fmt/format.h>

namespace gate::samples {
namespace {

const Clock::time_point begun = Clock::time_point(std::chrono::hours(1));

Report report_of(TreeReport tree) {
  tree.verdict = verdict_of(tree.findings);
  Report report;
  report.begun = begun;
  report.duration_ms = 4200;
  report.started_at = "2026-11-20T18:30:00Z";
  report.gate_version = "0.1.0";
  report.trees = {std::move(tree)};
  conclude(report);
  return report;
}

std::string id(int number) { return fmt::format("{:04}", number); }

ShownRevision revision(int number, std::vector<std::string> parents) {
  return {id(number),
          std::move(parents),
          {},
          {},
          fmt::format("Add what {} is about", id(number)),
          fmt::format("console/versions/{}_change.py", id(number)),
          12};
}

// A chain of 400 with a side branch every 20th, merged again, and a second head at 0350.
TreeReport console_of_400() {
  TreeReport tree;
  tree.name = "console";
  tree.title = "Console";
  for (int at = 1; at <= 400; ++at) {
    std::vector<std::string> parents;
    if (at > 1) parents.push_back(id(at == 351 ? 349 : at - 1));
    if (at % 20 == 0) parents.push_back(fmt::format("side{}", at));
    tree.revisions.push_back(revision(at, parents));
    if (at % 20 == 12) {
      auto side = revision(at, {id(at)});
      side.revision = fmt::format("side{}", at + 8);
      tree.revisions.push_back(side);
    }
  }
  tree.revisions[210].depends_on = {id(100)};
  tree.revisions[250].branch_labels = {"billing"};
  Finding finding;
  finding.mode = "C";
  finding.kind = "multiple-heads";
  finding.verifier = "sre";
  finding.revision = id(350);
  finding.file = "versions/0350_change.py";
  finding.path = "console/versions/0350_change.py";
  finding.line = 12;
  finding.message = "the tree has 2 heads, 0350 and 0400, where it must have one";
  finding.fix = "Set down_revision = \"0400\" in 0350_change.py.";
  finding.places = {
      {"versions/0400_change.py", 12, "is the other one", "console/versions/0400_change.py"}};
  tree.findings = {finding};
  tree.heads = {id(350), id(400)};
  return tree;
}

TreeReport stairway_of_40() {
  TreeReport tree;
  tree.name = "raptor";
  tree.title = "Raptor";
  tree.server = {"local", "15.18", "--server local", "127.0.0.1:45123"};
  double at_ms = 400;
  for (int number = 1; number <= 40; ++number) {
    tree.revisions.push_back(
        revision(number, number == 1 ? std::vector<std::string>() : std::vector{id(number - 1)}));
    for (const auto kind : {StepKind::upgrade, StepKind::downgrade, StepKind::upgrade}) {
      StepEvidence step;
      step.kind = kind;
      step.stair = true;
      step.name = "Raptor — stairway " + id(number);
      step.revision = id(number);
      step.status = StepStatus::passed;
      step.end = StepEnd::told;
      step.begun = begun + std::chrono::duration_cast<Clock::duration>(Milliseconds(at_ms));
      step.duration_ms = 20 + number % 7;
      at_ms += step.duration_ms + 4;
      tree.steps.push_back(step);
    }
  }
  tree.steps[60].status = StepStatus::failed;
  tree.heads = {id(40)};
  return tree;
}

// Everything that might become markup, break out of it, or fill a browser, in every field.
const std::string attack =
    "</pre></code></script></style></title></svg>]]>--><script>window.owned=1</script>"
    "<img src=x onerror=\"window.owned=1\"><svg onload='window.owned=1'>\" onmouseover=\"window."
    "owned=1\" x=\"{{constructor.constructor('window.owned=1')()}}${window.owned=1} &lt;b&gt; "
    "\xE2\x80\xAEgnp.exe\xE2\x81\xA6 \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xff\xfe\xC0\xAF";

std::string hostile(std::string_view name) {
  return fmt::format("{} {}{}", name, attack, std::string(1, '\0'));
}

StepEvidence hostile_step() {
  StepEvidence step;
  step.name = hostile("step");
  step.status = StepStatus::failed;
  step.end = StepEnd::died;
  step.how_it_ended = hostile("ended");
  step.begun = begun;
  step.duration_ms = 12;
  step.output_tail = hostile("output") + std::string(3000000, 'o');
  step.failure = Failure();
  step.failure->traceback = hostile("traceback");
  step.unfilled = {{hostile("table"), hostile("why")}};
  return step;
}

Finding hostile_finding() {
  const std::string megabyte(1 << 20, 'x');
  Finding finding;
  finding.kind = "migration-error";
  finding.message = hostile("message") + "\nof two lines";
  finding.verifier = hostile("verifier");
  finding.escalate = {hostile("escalate")};
  finding.step = hostile("step");
  finding.revision = megabyte;
  finding.file = hostile("file");
  finding.path = hostile("path") + megabyte;
  finding.line = 2;
  finding.excerpt = {1, {hostile("line"), attack, megabyte}};
  finding.sqlstate = hostile("sqlstate");
  finding.detail = hostile("detail") + megabyte;
  finding.hint = hostile("hint");
  finding.statement = "CREATE TABLE " + megabyte;
  finding.fix = "Do this:\n  " + attack + "\n" + hostile("fix");
  finding.places = {{hostile("file"), 3, hostile("note"), hostile("path")}};
  finding.facts = {{hostile("fact"), hostile("value")}, {"table", megabyte}};
  finding.declaration = "{\"a\": \"" + attack + "\"}";
  finding.references = {hostile("reference")};
  for (int at = 0; at < 500; ++at) {
    finding.differences.push_back({SchemaChange::changed, "table", hostile("name"), "",
                                   "definition", hostile("before") + megabyte.substr(0, 9000),
                                   hostile("after"), ""});
  }
  finding.row_changes = {
      {RowChange::Kind::changed, megabyte, {hostile("column")}, hostile("before"), "", false}};
  return finding;
}

TreeReport hostile_tree() {
  TreeReport tree;
  tree.name = "hostile";
  tree.title = hostile("title");
  tree.server = {"local", hostile("version"), hostile("why"), ""};
  tree.python = hostile("python");
  tree.heads = {hostile("head"), std::string(1 << 20, 'h')};
  tree.note = hostile("note");
  tree.steps = {hostile_step()};
  tree.findings = std::vector<Finding>(8, hostile_finding());
  tree.revisions = {{hostile("id"),
                     {hostile("parent")},
                     {hostile("dep")},
                     {hostile("label")},
                     hostile("message"),
                     hostile("path"),
                     1},
                    {std::string(1 << 20, 'r'),
                     {},
                     {},
                     {},
                     std::string(1 << 20, 'm'),
                     std::string(99999, 'p'),
                     1}};
  tree.reproduce = {hostile("reproduce")};
  tree.kept = {{hostile("url"), hostile("passfile"), hostile("remove")}};
  tree.server_log_tail = hostile("log");
  SeedDependence need;
  need.revision = hostile("revision");
  need.name = hostile("role");
  need.is_role = true;
  tree.seed_dependent = {need};
  return tree;
}

}  // namespace

std::vector<Sample> large() {
  Report worst = report_of(hostile_tree());
  worst.errors = {{ErrorCode::internal, hostile("message"), hostile("hint"), hostile("tree"),
                   hostile("step"), hostile("issue")}};
  worst.causes = {{"migration-error", "", hostile("title"),
                   "# " + attack + "\n\n[x](javascript:window.owned=1)\n\n" + attack}};
  return {{"graph-of-400", report_of(console_of_400())},
          {"stairway", report_of(stairway_of_40())},
          {"hostile-everywhere", worst}};
}

}  // namespace gate::samples
