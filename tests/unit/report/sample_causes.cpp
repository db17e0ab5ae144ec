#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/page.h"
#include "tests/unit/report/sample_reports.h"

namespace gate::samples {
namespace {

Owner owner_of(std::string_view word) {
  if (word == "sre") return Owner::sre;
  return word == "operator" ? Owner::operator_ : Owner::feature_dev;
}

// What the cause's own data say, at a place in a file, and whatever a finding of its kind may have.
Finding finding_of(const Cause& cause) {
  Finding finding;
  finding.mode = cause.mode;
  finding.kind = cause.slug;
  finding.owner = owner_of(cause.owner);
  finding.verifier = cause.verifier;
  if (!cause.escalate.empty()) finding.escalate = {std::string(cause.escalate)};
  for (const auto reference : cause.references) finding.references.emplace_back(reference);
  finding.step = "Shop — alembic upgrade head";
  finding.revision = "0003";
  finding.file = "versions/0003_total.py";
  finding.path = "shop/versions/0003_total.py";
  finding.line = 12;
  finding.excerpt = {11, {"def upgrade():", "    op.execute(\"SELECT 1\")", ""}};
  finding.message = fmt::format("what {} says of 0003", cause.slug);
  finding.fix = "Do what the page of this cause says.";
  finding.places = {
      {"versions/0002_orders.py", 9, "is the other one", "shop/versions/0002_orders.py"}};
  if (cause.proof != nullptr) {
    finding.differences = {{SchemaChange::removed, "index", "public.ix_orders_open", "", "",
                            "CREATE INDEX ix_orders_open ON public.orders (open)", "", ""},
                           {SchemaChange::changed, "column", "public.orders.total", "", "type",
                            "integer", "bigint", "column-order"}};
    finding.row_changes = {
        {RowChange::Kind::changed, "public.orders", {"total"}, "(id=1, total=1)", "(id=1)", true}};
  }
  return finding;
}

// A fork above 0001, a parent that is nowhere, and one id in two files.
std::vector<ShownRevision> revisions() {
  return {{"0001", {}, {}, {"shop"}, "Shop", "shop/versions/0001_shop.py", 3},
          {"0002", {"0001"}, {}, {}, "Orders", "shop/versions/0002_orders.py", 3},
          {"0003", {"0001"}, {"0002"}, {}, "Total", "shop/versions/0003_total.py", 3},
          {"0003", {"0404"}, {}, {}, "", "shop/versions/0003_again.py", 3}};
}

}  // namespace

std::vector<Sample> of_causes() {
  std::vector<Sample> samples;
  for (const Cause* cause : all_causes()) {
    if (cause->error) continue;
    TreeReport tree;
    tree.name = "shop";
    tree.title = "Shop";
    tree.heads = {"0002", "0003"};
    tree.revisions = revisions();
    tree.findings = {finding_of(*cause)};
    tree.verdict = verdict_of(tree.findings);
    Report report;
    report.started_at = "2026-11-20T18:30:00Z";
    report.gate_version = "0.1.0";
    report.trees = {tree};
    report.causes = {{std::string(cause->slug), std::string(cause->mode), std::string(cause->title),
                      std::string(page(cause->slug))}};
    conclude(report);
    samples.push_back({fmt::format("cause-{}", cause->slug), report});
  }
  return samples;
}

}  // namespace gate::samples
