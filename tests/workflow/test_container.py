"""The workflow as GitHub starts it, without any input: PostgreSQL comes from the container engine."""

import json
import shutil
import subprocess
import unittest

from scenario import Scenario, is_missed


def is_image_there():
    if not (shutil.which("docker") and shutil.which("jq")):
        return False
    return subprocess.run(["docker", "image", "inspect", "postgres:15"], check=False,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


@unittest.skipIf(is_missed(is_image_there()), "needs jq and a Docker engine with postgres:15")
class ContainerTest(Scenario):
    server = None

    def test_a_pull_request_is_run_in_a_container(self):
        run = self.pull_request(3)
        self.results(run, gate_console="success", collisions="failure", migration_gate="failure")
        report = json.loads((run.artifacts / "gate-report-console/report.json").read_text())
        self.assertEqual((report["verdict"], report["trees"][0]["server"]["kind"]),
                         ("pass", "container"))


if __name__ == "__main__":
    unittest.main()
