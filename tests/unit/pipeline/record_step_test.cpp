#include "gate/pipeline/record_step.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

StepEvidence recorded(const std::string& message) {
  RevisionFile file;
  file.file = "/repo/versions/0003-price.py";
  file.revision = "0003";
  file.revision_line = 6;
  StepResult result;
  result.failure.emplace();
  result.failure->chain = {{"AttributeError", message}};
  result.failure->place = {"/repo/env.py", 9, "run", ""};
  StepEvidence seen;
  record(result, {file}, seen);
  return seen;
}

TEST(RecordStep, AFileWithoutItsFunctionIsNamedAndNotEnvPy) {
  const auto failure = *recorded("module '0003_price_py' has no attribute 'downgrade'").failure;
  EXPECT_EQ(failure.revision, "0003");
  EXPECT_EQ(failure.direction, "downgrade");
  EXPECT_EQ(failure.place.file, "/repo/versions/0003-price.py");
  EXPECT_EQ(failure.place.line, 6);
  EXPECT_EQ(failure.chain.front().message, "0003 has no downgrade()");
}

TEST(RecordStep, AnotherModulesAttributeIsLeftAlone) {
  for (const char* message : {"module 'shop' has no attribute 'downgrade'",
                              "module '0003_price_py' has no attribute 'price'"}) {
    const auto failure = *recorded(message).failure;
    EXPECT_EQ(failure.revision, "") << message;
    EXPECT_EQ(failure.place.file, "/repo/env.py") << message;
  }
}

}  // namespace
}  // namespace gate
