"""Runs of the workflow, as a user would have copied it, for pull requests made on the spot."""

import json
import os
import pathlib
import tempfile
import unittest

import yaml

import fakes
from runner import Run
from shop import SOURCE, Shop, table, version

GATE = os.environ.get("GATE_BINARY", str(SOURCE / "build/gate"))
FILE = SOURCE / ".github/workflows/migration-gate.yml"
VERSIONS = "migrations/versions"


def is_missed(there):
    """Whether to skip for what is not there: not in CI, where everything has to be."""
    return os.environ.get("CI") != "true" and not there


class Scenario(unittest.TestCase):
    server = "local"

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="gate-workflow-test-")
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.folder.chmod(0o755)
        cls.runs = 0
        cls.shop = Shop(cls.folder)
        broken = version("0002", "0001", "SELEC 1", "SELECT 1")
        cls.pulls = [
            cls.shop.pull_request(1, {"README.md": "words\n"}),
            cls.shop.pull_request(2, {f"console/{VERSIONS}/0002_carts.py": table("carts"),
                                      f"raptor/{VERSIONS}/0002_broken.py": broken}),
            cls.shop.pull_request(3, {f"console/{VERSIONS}/0002_notes.py": table("notes")}),
        ]

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def run_for(self, ref, event, inputs=None, workflow=None, environment=None):
        type(self).runs += 1
        folder = self.folder / f"run-{self.runs}"
        self.programs = folder / "programs"
        folder.mkdir()
        fakes.make_programs(self.programs, GATE)
        page = {"data": {"repository": {"pullRequests": {"nodes": self.pulls}}}}
        (self.programs / "pulls.json").write_text(json.dumps(page))
        variables = {
            "PATH": f"{self.programs}:{os.environ['PATH']}", "TMPDIR": str(folder),
            "GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_REPOSITORY": "ada/shop",
            "GITHUB_EVENT_NAME": event["name"], "GIT_CONFIG_GLOBAL": "/dev/null",
            "GITHUB_BASE_REF": "", "GITHUB_HEAD_REF": "", **(environment or {}),
        }
        run = Run(folder, self.shop.origin, ref, event,
                  {"server": self.server, **(inputs or {})}, variables)
        return run.go(workflow or yaml.safe_load(FILE.read_text()))

    def pull_request(self, number, inputs=None, workflow=None):
        event = {
            "name": "pull_request",
            "pull_request": {
                "number": number,
                "base": {"sha": self.shop.main()},
                "head": {"repo": {"full_name": "ada/shop"}},
            },
            "merge_group": None,
        }
        # What somebody else chose the name of is never a command.
        branch = "feature-$(touch hacked)`touch hacked`;touch hacked"
        return self.run_for(f"refs/pull/{number}/merge", event, inputs, workflow,
                            {"GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": branch})

    def results(self, run, **expected):
        found = {name.replace("-", "_").replace(" ", "_"): job["result"]
                 for name, job in run.jobs.items()}
        self.assertEqual({name: found.get(name) for name in expected}, expected, run.logs)
        self.assertEqual(list(run.folder.rglob("hacked")), [])
