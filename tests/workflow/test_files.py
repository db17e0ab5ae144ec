"""What the workflow's and the action's files have to keep to, and what the required check comes to."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import yaml

import fakes
from runner import Job, Run
from shop import SOURCE

WORKFLOW = SOURCE / ".github/workflows/migration-gate.yml"
ACTION = SOURCE / ".github/actions/migration-gate"


def read(file):
    return yaml.safe_load(file.read_text())


class RequiredCheck(unittest.TestCase):
    """The last job by itself, for every end that the jobs before it can come to."""

    def ends(self, detect, any_tree, gate, collisions, rivals=None):
        with tempfile.TemporaryDirectory(prefix="gate-workflow-test-") as folder:
            run = Run(folder, None, None, {"name": "pull_request"})
            run.jobs = {
                "detect-changes": {"result": detect, "outputs": {"any": any_tree}},
                "gate": {"result": gate, "outputs": {}},
                "collisions": {"result": collisions, "outputs": {}},
            }
            contexts = {"github": run.github, "inputs": {"rivals": rivals}}
            run.job("migration-gate", read(WORKFLOW)["jobs"]["migration-gate"], contexts)
            return run.jobs["migration-gate"]["result"]

    def test_is_green_only_where_all_that_had_to_run_did_and_passed(self):
        for ends, expected in (
            (("success", "true", "success", "success"), "success"),
            (("success", "false", "skipped", "skipped"), "success"),
            (("success", "true", "success", "skipped", "none"), "success"),
            (("success", "true", "failure", "success"), "failure"),
            (("success", "true", "success", "failure"), "failure"),
            (("success", "true", "cancelled", "success"), "failure"),
            (("success", "true", "success", "cancelled"), "failure"),
            (("failure", None, "skipped", "skipped"), "failure"),
            (("cancelled", None, "skipped", "skipped"), "failure"),
            # Skipped although there was something to do: nobody has looked.
            (("success", "true", "skipped", "success"), "failure"),
            (("success", "true", "success", "skipped"), "failure"),
            (("skipped", None, "skipped", "skipped"), "failure"),
        ):
            with self.subTest(ends):
                self.assertEqual(self.ends(*ends), expected)


class Alerts(unittest.TestCase):
    """Whether the job that uploads SARIF runs at all."""

    def result(self, event, head, sarif=None, touched="true"):
        with tempfile.TemporaryDirectory(prefix="gate-workflow-test-") as folder:
            pull = {"head": {"repo": head and {"full_name": head}}}
            run = Run(folder, None, None, {"name": event, "pull_request": pull})
            matrix = '{"include":[{"tree":"console","title":"Console"}]}'
            run.jobs = {
                "detect-changes": {"result": "success",
                                   "outputs": {"any": touched, "matrix": matrix}},
                "gate": {"result": "failure", "outputs": {}},
            }
            job = {**read(WORKFLOW)["jobs"]["sarif"], "steps": []}
            run.job("sarif", job, {"github": run.github, "inputs": {"sarif": sarif}})
            return run.jobs["sarif"]["result"]

    def test_are_of_red_runs_too_and_not_of_forks(self):
        self.assertEqual(self.result("pull_request", "ada/shop"), "success")
        self.assertEqual(self.result("push", None), "success")
        self.assertEqual(self.result("pull_request", "eve/shop"), "skipped")
        self.assertEqual(self.result("pull_request", None), "skipped", "a fork that is gone")
        self.assertEqual(self.result("merge_group", None), "skipped")
        self.assertEqual(self.result("pull_request", "ada/shop", "none"), "skipped")
        self.assertEqual(self.result("pull_request", "ada/shop", None, "false"), "skipped")


class Files(unittest.TestCase):
    def test_it_starts_for_every_pull_request_and_merge_group(self):
        events = read(WORKFLOW)[True]
        self.assertIsNone(events["pull_request"])
        self.assertIsNone(events["merge_group"])
        self.assertIn("workflow_call", events)

    def test_every_job_below_detect_changes_says_when_it_runs(self):
        for name, job in read(WORKFLOW)["jobs"].items():
            if job.get("needs"):
                self.assertRegex(job["if"], r"always\(\)|!cancelled\(\)", name)
            self.assertIn("timeout-minutes", job)

    def test_permissions_are_the_least(self):
        workflow = read(WORKFLOW)
        self.assertEqual(workflow["permissions"], {"contents": "read"})
        more = {name: {key for key in job.get("permissions", {}) if key != "contents"}
                for name, job in workflow["jobs"].items()}
        more = {name: keys for name, keys in more.items() if keys}
        self.assertEqual(more, {"collisions": {"pull-requests"}, "sarif": {"security-events"}})
        self.assertNotIn("secrets.", WORKFLOW.read_text())

    # A branch's or a title's name that is put into a script is a command.
    def test_no_script_has_a_value_put_into_it(self):
        steps = [step for job in read(WORKFLOW)["jobs"].values() for step in job["steps"]]
        steps += read(ACTION / "action.yml")["runs"]["steps"]
        scripts = [step["run"] for step in steps if "run" in step]
        self.assertGreaterEqual(len(scripts), 5)
        for script in scripts:
            self.assertNotIn("${{", script)

    def test_actions_of_others_are_pinned_to_a_major_version(self):
        for use in re.findall(r"uses: (\S+)", WORKFLOW.read_text()):
            if not use.startswith("./"):
                self.assertRegex(use, r"^(actions|github)/[\w/-]+@v\d+$")

    def test_linters_have_nothing_to_say(self):
        scripts = [str(ACTION / name) for name in ("install", "run", "fetch-rivals")]
        workflows = sorted(str(file) for file in (SOURCE / ".github/workflows").glob("*.yml"))
        for words in (["shellcheck", "-x", *scripts], ["actionlint", *workflows]):
            with self.subTest(words[0]):
                program = shutil.which(words[0], path=f"{os.environ['PATH']}:{SOURCE}/build/tools")
                if program is None:
                    self.skipTest(f"this test needs {words[0]} (scripts/lib/get-actionlint)")
                done = subprocess.run([program, *words[1:]], cwd=SOURCE, text=True, check=False,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                self.assertEqual(done.returncode, 0, done.stdout)


class Install(unittest.TestCase):
    """The action's way to gate: a package that is what its sums say, or the source."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="gate-workflow-test-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.gate = self.script("released", "echo released")
        self.programs = self.folder / "programs"
        fakes.make_programs(self.programs, self.gate)

    def script(self, name, text):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\n{text}\n")
        file.chmod(0o755)
        return file

    def install(self, version="", with_source=False, in_workspace=False):
        """The job's result, its output, and what was put on the PATH."""
        action = self.folder / "source/.github/actions/migration-gate"
        if not action.exists():
            shutil.copytree(ACTION, action)
        if with_source:
            self.script("source/gate/main.cpp", "")
            self.script("source/scripts/gate", 'mkdir -p "$(dirname "$0")/../build"\n'
                        'printf "#!/bin/sh\\necho built\\n" >"$(dirname "$0")/../build/gate"\n'
                        'chmod +x "$(dirname "$0")/../build/gate"')
        run = Run(self.folder / f"run-{version}", None, None, {"name": "pull_request"}, None,
                  {"PATH": f"{self.programs}:{os.environ['PATH']}"})
        job = Job(run, "job", {"github": {**run.github, "event": {}}}, 0)
        if in_workspace:
            job.workspace = self.folder / "source"
        job.composite(action, {"command": "install", "version": version}, job.contexts)
        return job.result, job.log, job.search

    def test_a_release_is_installed_where_there_is_one(self):
        result, log, search = self.install()
        self.assertEqual((result, search), ("success", ""), log)
        self.assertIn("gate_1.0.0_amd64.deb: OK", log)
        self.assertTrue(log.endswith("released\n"), log)
        said = (self.programs / "said").read_text()
        self.assertIn("--repo ada/shop", said)

    def test_a_package_that_is_not_what_its_sums_say_is_refused(self):
        (self.programs / "release/gate_1.0.0_amd64.deb").write_text("another")
        result, log, _ = self.install(with_source=True)
        self.assertEqual(result, "failure")
        self.assertIn("::error title=migration gate::the package", log)
        self.assertFalse((self.programs / "gate").exists())

    def test_without_a_release_it_is_built_from_source(self):
        shutil.rmtree(self.programs / "release")
        result, log, _ = self.install()
        self.assertEqual(result, "failure")
        self.assertIn("has no release of gate", log)
        shutil.rmtree(self.folder / "run-")
        result, log, search = self.install(with_source=True)
        self.assertEqual(result, "success", log)
        self.assertIn("source/build", search)
        self.assertTrue(log.endswith("built\n"), log)

    def test_a_release_that_is_named_and_is_not_there_is_an_error(self):
        shutil.rmtree(self.programs / "release")
        result, log, _ = self.install("v9", with_source=True)
        self.assertEqual(result, "failure")
        self.assertIn("there is no release v9", log)

    def test_the_source_is_built_where_it_is_what_is_checked_out_or_asked_for(self):
        self.assertTrue(self.install("source", with_source=True)[1].endswith("built\n"))
        self.assertTrue(self.install(with_source=True, in_workspace=True)[1].endswith("built\n"))
        self.assertEqual((self.programs / "said").read_text(), "")


if __name__ == "__main__":
    unittest.main()
