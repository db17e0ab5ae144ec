"""The workflow from the first job to the required check."""

import json
import pathlib
import shutil
import subprocess
import unittest

import yaml

from runner import Job
from scenario import FILE, GATE, Scenario, is_missed

# Of those that the action asks for what this gate can write.
HELP = subprocess.run([GATE, "--help"], check=True, text=True, stdout=subprocess.PIPE).stdout
KINDS = [kind for kind in ("json", "html", "sarif", "junit") if f"--{kind} " in HELP]
INITDB = pathlib.Path("/usr/lib/postgresql/15/bin/initdb")


@unittest.skipIf(is_missed(INITDB.exists() and shutil.which("jq")), "needs PostgreSQL 15 and jq")
class WorkflowTest(Scenario):
    def test_what_touches_no_tree_is_green_without_a_run(self):
        run = self.pull_request(1)
        self.results(run, detect_changes="success", gate="skipped", collisions="skipped",
                     sarif="skipped", migration_gate="success")
        self.assertIn("not touched", run.logs["detect-changes"])
        self.assertNotIn("graphql", (self.programs / "said").read_text())

    # Each tree on its own: the red one does not keep the other from being run. The one that was
    # there first only hears of the pull request that collides with it.
    def test_one_red_tree_makes_the_required_check_red(self):
        run = self.pull_request(2)
        self.results(run, detect_changes="success", gate_console="success", gate_raptor="failure",
                     gate="failure", collisions="success", migration_gate="failure")
        for tree, verdict in (("console", "pass"), ("raptor", "fail")):
            kept = {file.name for file in (run.artifacts / f"gate-report-{tree}").iterdir()}
            self.assertEqual(kept, {f"report.{kind}" for kind in KINDS})
            report = json.loads((run.artifacts / f"gate-report-{tree}/report.json").read_text())
            self.assertEqual(report["verdict"], verdict)
            self.assertEqual([one["name"] for one in report["trees"]], [tree])
        self.assertIn("::error", run.logs["gate"])
        note = json.loads((run.artifacts / "gate-collisions/report.json").read_text())
        findings = [one for tree in note["trees"] for one in tree["findings"]]
        self.assertEqual([one["severity"] for one in findings], ["note"])
        self.assertEqual(findings[0]["kind"], "merge-collision")
        self.assertIn("gate came to failure", run.logs["migration-gate"])

    def test_the_younger_of_two_that_collide_is_red(self):
        run = self.pull_request(3)
        self.results(run, gate="success", gate_console="success", collisions="failure",
                     migration_gate="failure")
        self.assertNotIn("gate raptor", run.jobs)
        # Of the others only one changes what a tree has.
        fetched = subprocess.run(
            ["git", "for-each-ref", "--format=%(refname)", "refs/remotes/pull"], check=True,
            cwd=run.folder / "collisions-0/work", text=True, stdout=subprocess.PIPE).stdout
        self.assertEqual(fetched, "refs/remotes/pull/2\n")
        self.assertIn("--repo grace/gate", (self.programs / "said").read_text())
        report = json.loads((run.artifacts / "gate-collisions/report.json").read_text())
        finding = report["trees"][0]["findings"][0]
        self.assertEqual((finding["kind"], finding["facts"]["rival"]), ("merge-collision", "pull/2"))

    def test_collisions_may_be_left_out(self):
        run = self.pull_request(3, {"rivals": "none"})
        self.results(run, gate="success", collisions="skipped", sarif="success",
                     migration_gate="success")
        self.assertEqual(run.uploads, ["gate/console"] if "sarif" in KINDS else [])

    def test_a_merge_group_is_held_against_what_is_before_it(self):
        event = {"name": "merge_group", "pull_request": None,
                 "merge_group": {"base_sha": self.shop.main()}}
        run = self.run_for("refs/pull/3/merge", event)
        self.results(run, gate_console="success", collisions="success", sarif="skipped",
                     migration_gate="success")
        self.assertNotIn("graphql", (self.programs / "said").read_text())

    # No plan is not an empty plan.
    def test_a_plan_that_cannot_be_made_is_red(self):
        run = self.pull_request(2, {"since": "no-such-ref"})
        self.results(run, detect_changes="failure", gate="skipped", collisions="skipped",
                     migration_gate="failure")
        shallow = yaml.safe_load(FILE.read_text())
        del shallow["jobs"]["detect-changes"]["steps"][0]["with"]["fetch-depth"]
        run = self.pull_request(2, workflow=shallow)
        self.results(run, detect_changes="failure", gate="skipped", migration_gate="failure")
        self.assertIn("fetch-depth: 0", run.logs["detect-changes"])

    # One job with one step, for who needs no matrix.
    def test_the_action_by_itself_runs_what_a_change_touches(self):
        run = self.pull_request(1)
        for number, trees in ((1, None), (3, ["console"])):
            run.ref = f"refs/pull/{number}/merge"
            job = Job(run, f"alone-{number}", {"github": run.github}, 0)
            job.checkout({"fetch-depth": 0})
            given = {"since": self.shop.main(), "server": "local", "args": " --steps\n 1 "}
            place = job.workspace / ".github/actions/migration-gate"
            outputs = job.composite(place, given, job.contexts)
            self.assertEqual(outputs["verdict"], "pass", job.log)
            self.assertEqual(json.loads(outputs["findings"]), [])
            if trees is None:
                self.assertEqual(outputs["report"], "")
            else:
                report = json.loads(pathlib.Path(outputs["report"]).read_text())
                self.assertEqual([one["name"] for one in report["trees"]], trees)


if __name__ == "__main__":
    unittest.main()
