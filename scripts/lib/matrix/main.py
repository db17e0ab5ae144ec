"""Runs the cells of scripts/matrix, which says what it is for."""
import argparse
import concurrent.futures
import os
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
    # The zoo's own test takes the machine's PostgreSQL.
    if with_zoo and cell.server == "pg-bin" and cell.postgres == cells.DEFAULT["postgres"]:
        run_zoo(outcome, ways[0])
    return outcome


def run_zoo(outcome, way):
    if not os.path.exists(ZOO):
        return
    environment = {name: value for name, value in way.environment().items() if name != "CI"}  # a lack is a skip here
    ran = subprocess.run([ZOO, "--gtest_filter=*Zoo*", "--gtest_brief=1"], env=environment, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, universal_newlines=True)
    if ran.returncode != 0:
        outcome.wrong.append("the zoo:\n" + ran.stdout[-6000:])
    else:
        outcome.right += 1


def report(outcomes):
    rows = [("python", "alembic", "sqlalchemy", "postgres", "server", "outcome")]
    rows += [tuple(one.versions) + (one.postgres, one.cell.server, one.verdict()) for one in outcomes]
    names = [""] + [str(one.cell) for one in outcomes]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    print()
    for name, row in zip(names, rows):
        cells_of_row = "  ".join("%-*s" % pair for pair in zip(widths, row))
        print("%-*s  %s  %s" % (max(map(len, names)), name, cells_of_row, row[5]))
    for one in outcomes:
        for wrong in one.wrong:
            print("\nwrong: %s: %s" % (one.cell, wrong))
    return 1 if any(one.wrong for one in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
