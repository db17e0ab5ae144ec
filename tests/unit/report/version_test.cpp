#include "gate/report/version.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace gate {
namespace {

VersionReport sample() {
  VersionReport report{
      "0.1.0", "1a2b3c4", "2026-11-20", {{"libpq", "15.20"}, {"Boost", "1.81.0"}}, {}, {}, ""};
  report.servers = {{15, "15.20", "/usr/lib/postgresql/15/bin", ""},
                    {16, "", "", "neither docker nor podman is on PATH"},
                    {17, "", "the image postgres:17, which docker would pull", ""}};
  report.interpreters = {
      {"a-long-tree-name", "/usr/bin/python3", "python3 on PATH", "3.11.2", "1.8.1", "1.4.46", ""},
      {"", "", "", "", "", "", "no Python interpreter found"}};
  return report;
}

TEST(VersionText, SaysWhatIsThereAndWhatIsNot) {
  EXPECT_EQ(render_version_text(sample()),
            "gate 0.1.0 (commit 1a2b3c4, 2026-11-20)\n"
            "libpq 15.20, Boost 1.81.0\n"
            "\n"
            "What it would use here:\n"
            "  PostgreSQL        15.20 in /usr/lib/postgresql/15/bin\n"
            "  PostgreSQL        no version 16: neither docker nor podman is on PATH\n"
            "  PostgreSQL        the image postgres:17, which docker would pull\n"
            "  a-long-tree-name  Python 3.11.2, Alembic 1.8.1, SQLAlchemy 1.4.46 "
            "(/usr/bin/python3, python3 on PATH)\n"
            "  Alembic           no Python interpreter found\n");
}

TEST(VersionText, ACommitThatNobodyKnowsHasNoDate) {
  VersionReport report = sample();
  report.commit = "unknown";
  report.date = "";
  EXPECT_THAT(render_version_text(report), testing::StartsWith("gate 0.1.0 (commit unknown)\n"));
}

TEST(VersionText, WhatIsForeignCannotRepaintTheTerminal) {
  VersionReport report = sample();
  report.note = "/tmp/\033[2Jx\ny";
  EXPECT_THAT(render_version_text(report), testing::Not(testing::HasSubstr("\033")));
}

TEST(VersionJson, HasTheSame) {
  const auto json = nlohmann::json::parse(render_version_json(sample()));
  EXPECT_EQ(json["version"], "0.1.0");
  EXPECT_EQ(json["commit"], "1a2b3c4");
  EXPECT_EQ(json["libraries"]["libpq"], "15.20");
  EXPECT_EQ(json["servers"][0]["where"], "/usr/lib/postgresql/15/bin");
  EXPECT_TRUE(json["servers"][0]["problem"].is_null());
  EXPECT_EQ(json["interpreters"][0]["tree"], "a-long-tree-name");
  EXPECT_EQ(json["interpreters"][1]["problem"], "no Python interpreter found");
}

}  // namespace
}  // namespace gate
