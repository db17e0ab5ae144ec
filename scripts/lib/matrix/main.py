"""Runs the cells of scripts/matrix, which says what it is for."""
import argparse
import concurrent.futures
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "accuracy"))

import cells  # noqa: E402
import found  # noqa: E402
import trees  # noqa: E402
from case import ROOT, judge  # noqa: E402
from combinations import Way  # noqa: E402
from environments import NotToBeHad  # noqa: E402

ZOO = os.environ.get("GATE_CLI_TESTS", os.path.join(ROOT, "build", "tests", "gate_cli_tests"))


class Outcome:
    def __init__(self, cell):
        self.cell, self.versions, self.postgres, self.why = cell, ["-"] * 3, "-", ""
        self.right, self.wrong = 0, []

    def verdict(self):
        if self.why:
            return "not run: " + self.why
        return "failed: %d of %d" % (len(self.wrong), self.right + len(self.wrong)) if self.wrong else \
               "passed: %d" % self.right


def main():
    options = argparse.ArgumentParser(prog="matrix")
    options.add_argument("--only", default="", metavar="TEXT", help="cells whose name has TEXT in it")
    options.add_argument("--quick", action="store_true", help="both ends alone, without the zoo")
    options.add_argument("--list", action="store_true", help="name the cells and run none")
    options = options.parse_args()
    chosen = [cell for cell in (cells.ends() if options.quick else cells.every()) if options.only in str(cell)]
    if options.list:
        print("\n".join(map(str, chosen)))
        return 0
    outcomes = []
    for cell in chosen:
        outcomes.append(run(cell, with_zoo=not options.quick))
        print("%s: %s" % (cell, outcomes[-1].verdict()), flush=True)
    return report(outcomes)


def run(cell, with_zoo):
    outcome = Outcome(cell)
    try:
        folder = found.virtual_environment(cell.python, tuple(cell.requirements()))
        outcome.versions = found.versions(folder)
        arguments, outcome.postgres = found.server(cell.server, cell.postgres)
    except NotToBeHad as why:
        outcome.why = str(why)
        return outcome
    ways = [Way(via, str(cell), folder, "psycopg2", arguments) for via in ("driver", "cli")]
    runs = [(case, way) for case in trees.cases(outcome.postgres, *outcome.versions[1:]) for way in ways]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = list(pool.map(lambda one: judge(*one), runs))
    for (case, way), verdict in zip(runs, verdicts):
        if verdict.wrong:
            outcome.wrong.append("%s, %s: %s\n%s" % (case.name, way.via, verdict.wrong, verdict.told[:1200]))
        else:
            outcome.right += 1
    if with_zoo and cell.server == "pg-bin":
        run_zoo(outcome, ways[0])
    return outcome


def run_zoo(outcome, way):
    if not os.path.exists(ZOO):
        return
    environment = {name: value for name, value in way.environment().items() if name != "CI"}  # a lack is a skip here
    environment.update(GATE_ZOO_SERVER=" ".join(way.server), GTEST_TOTAL_SHARDS=str(os.cpu_count()))
    shards = [subprocess.Popen([ZOO, "--gtest_filter=*Zoo*", "--gtest_brief=1"], stdout=subprocess.PIPE,
                               env=dict(environment, GTEST_SHARD_INDEX=str(index)), stderr=subprocess.STDOUT,
                               universal_newlines=True) for index in range(os.cpu_count())]
    for shard in shards:
        told = shard.communicate()[0]
        passed = re.search(r"PASSED  \] (\d+) test", told)
        outcome.right += int(passed.group(1)) if passed else 0
        failed = re.findall(r"^\[  FAILED  \] (\S+), where", told, re.MULTILINE)
        outcome.wrong += ["the zoo's %s:\n%s" % (name, part_about(name, told)) for name in dict.fromkeys(failed)]
        if shard.returncode != 0 and not failed:
            outcome.wrong.append("the zoo:\n" + told[-2000:])


def part_about(name, told):
    """The lines before its FAILED, as far back as the test before it."""
    before = told.split("[  FAILED  ] %s, where" % name)[0]
    return before[before.rfind("[  FAILED  ]") + 1:][-1500:]


def report(outcomes):
    rows = [("cell", "python", "alembic", "sqlalchemy", "postgres", "")]
    rows += [(str(one.cell), *one.versions, one.postgres, one.verdict()) for one in outcomes]
    widths = [max(len(row[column]) for row in rows) for column in range(5)] + [0]
    print("\n" + "\n".join("  ".join("%-*s" % pair for pair in zip(widths, row)).rstrip() for row in rows))
    for one in outcomes:
        for wrong in one.wrong:
            print("\nwrong: %s: %s" % (one.cell, wrong))
    return 1 if any(one.wrong for one in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
