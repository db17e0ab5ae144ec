#include "gate/log/python_traceback.h"

#include <gmock/gmock.h>

#include "tests/unit/log/texts.h"

namespace gate {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;

auto link(const std::string& class_name, const std::string& message) {
  return AllOf(Field(&ExceptionLink::class_name, class_name),
               Field(&ExceptionLink::message, message));
}

const std::string migration = "/srv/shop/migrations/versions/0001.py";

std::string frame(int line, const std::string& code) {
  return "  File \"" + migration + "\", line " + std::to_string(line) + ", in upgrade\n    " +
         code + "\n";
}

TEST(PythonTraceback, FramesAndTheExceptionsOutermostFirst) {
  const Traceback traceback = last_traceback(missing_role_output);
  EXPECT_THAT(
      traceback.chain,
      ElementsAre(link("sqlalchemy.exc.ProgrammingError",
                       "(psycopg2.errors.UndefinedObject) role \"raptor_app\" does not exist"),
                  link("psycopg2.errors.UndefinedObject", "role \"raptor_app\" does not exist")));
  ASSERT_EQ(traceback.frames.size(), 10u);
  const SourcePlace& ours = traceback.frames[7];
  EXPECT_EQ(ours.file, "/srv/shop/migrations/versions/0002.py");
  EXPECT_EQ(ours.line, 13);
  EXPECT_EQ(ours.function, "upgrade");
  EXPECT_EQ(ours.code, "op.execute('''GRANT SELECT");
  EXPECT_EQ(traceback.frames[3].code, "module = load_module_py(module_id, path)");
  EXPECT_EQ(traceback.frames[5].code, "") << "a frame without a source line";
  EXPECT_EQ(traceback.frames.back().function, "do_execute");
}

TEST(PythonTraceback, BeginsWhereTheFirstOfTheChainBegins) {
  EXPECT_EQ(last_traceback(missing_role_output).begin,
            missing_role_output.find("Traceback (most recent"));
}

TEST(PythonTraceback, ADirectCauseAndOneThatCameWhileHandling) {
  const std::string inner = "Traceback (most recent call last):\n" + frame(14, "int('x')") +
                            "ValueError: invalid literal for int() with base 10: 'x'\n";
  const std::string outer = way_in + frame(16, "raise RuntimeError('no')") + "RuntimeError: no\n";
  for (const std::string& between : {direct_cause, during_handling}) {
    const Traceback traceback = last_traceback(inner + between + outer);
    EXPECT_THAT(traceback.chain,
                ElementsAre(link("RuntimeError", "no"),
                            link("ValueError", "invalid literal for int() with base 10: 'x'")));
    EXPECT_EQ(traceback.frames.front().line, 14);
    EXPECT_EQ(traceback.frames.back().line, 16);
  }
}

TEST(PythonTraceback, AFileThatDoesNotParse) {
  const Traceback traceback = last_traceback(way_in + "  File \"" + migration + R"(", line 13
    def
       ^
SyntaxError: invalid syntax
)");
  EXPECT_THAT(traceback.chain, ElementsAre(link("SyntaxError", "invalid syntax")));
  EXPECT_EQ(traceback.frames.back().file, migration);
  EXPECT_EQ(traceback.frames.back().line, 13);
  EXPECT_EQ(traceback.frames.back().function, "");
  EXPECT_EQ(traceback.frames.back().code, "def");
}

TEST(PythonTraceback, AMessageOfSeveralLinesEndsAtAnEmptyOne) {
  EXPECT_THAT(last_traceback(
                  way_in + frame(15, "bind.execute(insert)") +
                  R"(sqlalchemy.exc.IntegrityError: (psycopg2.errors.UniqueViolation) duplicate key
DETAIL:  Key (id)=(7) already exists.

[SQL: INSERT INTO a VALUES (%(id)s)]
[parameters: {'id': 7}]
)")
                  .chain,
              ElementsAre(link("sqlalchemy.exc.IntegrityError",
                               "(psycopg2.errors.UniqueViolation) duplicate key\n"
                               "DETAIL:  Key (id)=(7) already exists.")));
}

TEST(PythonTraceback, LinesOfAMessageAreNoFrames) {
  const Traceback traceback = last_traceback(way_in + frame(13, "raise RuntimeError(text)") +
                                             R"(RuntimeError: first
    File "/etc/x.py", line 3, in y
  File "/etc/x.py", line 3, in y
)");
  EXPECT_EQ(traceback.frames.back().file, migration);
  EXPECT_EQ(traceback.chain.at(0).message,
            "first\n    File \"/etc/x.py\", line 3, in y\n  File \"/etc/x.py\", line 3, in y");
}

TEST(PythonTraceback, OneThatAMigrationPrintedBeforeIsNotIt) {
  const Traceback traceback = last_traceback(
      "Traceback (most recent call last):\n" + frame(15, "int('no')") + "ValueError: caught\n" +
      way_in + frame(19, "raise RuntimeError('real')") + "RuntimeError: real\n");
  EXPECT_THAT(traceback.chain, ElementsAre(link("RuntimeError", "real")));
  EXPECT_EQ(traceback.frames.back().line, 19);
}

TEST(PythonTraceback, AChainThatAMigrationPrintedBeforeIsNotIt) {
  const std::string mark = "Traceback (most recent call last):\n";
  const Traceback traceback =
      last_traceback(mark + frame(14, "{}['x']") + "KeyError: 'x'\n" + during_handling + mark +
                     frame(16, "raise ValueError") + "ValueError: printed\n" + way_in +
                     frame(19, "raise RuntimeError('real')") + "RuntimeError: real\n");
  EXPECT_THAT(traceback.chain, ElementsAre(link("RuntimeError", "real")));
}

TEST(PythonTraceback, NamesOfExceptionsAreOfManyKinds) {
  const auto chain = [](const std::string& last) {
    return last_traceback(way_in + frame(1, "raise") + last + "\n").chain;
  };
  EXPECT_THAT(chain("NotImplementedError"), ElementsAre(link("NotImplementedError", "")));
  EXPECT_THAT(chain("RuntimeError: "), ElementsAre(link("RuntimeError", "")));
  EXPECT_THAT(chain("RuntimeError: \non the next line"),
              ElementsAre(link("RuntimeError", "\non the next line")));
  EXPECT_THAT(chain("KeyError: 'kris'"), ElementsAre(link("KeyError", "'kris'")));
  EXPECT_THAT(chain("0001_py.upgrade.<locals>.Refused: no: not so"),
              ElementsAre(link("0001_py.upgrade.<locals>.Refused", "no: not so")));
  EXPECT_THAT(chain("0001_größe_py.Zurückgewiesen: nein"),
              ElementsAre(link("0001_größe_py.Zurückgewiesen", "nein")));
}

TEST(PythonTraceback, FramesThatRepeatAreSkipped) {
  EXPECT_THAT(last_traceback(way_in + frame(14, "f()") +
                             "  [Previous line repeated 978 more times]\n"
                             "RecursionError: maximum recursion depth exceeded\n")
                  .chain,
              ElementsAre(link("RecursionError", "maximum recursion depth exceeded")));
}

TEST(PythonTraceback, WindowsLineEnds) {
  std::string windows;
  for (const char letter : missing_role_output) {
    windows += letter == '\n' ? "\r\n" : std::string(1, letter);
  }
  const Traceback traceback = last_traceback(windows);
  EXPECT_EQ(traceback.chain.at(1).message, "role \"raptor_app\" does not exist");
  EXPECT_EQ(traceback.frames.at(7).code, "op.execute('''GRANT SELECT");
}

TEST(PythonTraceback, WhatIsNoneGivesNothing) {
  for (const char* text : {"", "\n\n", "Traceback (most recent call last):",
                           "Traceback (most recent call last):\n  File",
                           "Traceback (most recent call last):\nno exception's name here",
                           "  File \"/x.py\", line 1, in f\nValueError: no mark before it",
                           "it said \"Traceback (most recent call last):\"\nValueError: x",
                           "\xff\xfe\nTraceback (most recent call last):\n\xff \xff"}) {
    EXPECT_TRUE(last_traceback(text).empty()) << text;
  }
}

}  // namespace
}  // namespace gate
