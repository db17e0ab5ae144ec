"""Every golden report is what its readers take: gate's own JSON, SARIF, GitLab's code quality, JUnit.

Run with files as arguments it holds those to their schemas instead; their endings say which is which.
"""
import json
import os
import subprocess
import sys
import unittest
import urllib.parse
import xml.etree.ElementTree as xml

import jsonschema

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
REPORTS = os.path.join(ROOT, "tests/golden/report")
SCHEMAS = {
    ".json": "gate/report/report.schema.json",
    ".sarif": "tests/schemas/sarif-schema-2.1.0.json",
    ".gitlab": "tests/schemas/gitlab-code-quality.schema.json",
}
JUNIT = os.path.join(ROOT, "tests/schemas/junit-10.xsd")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def ending(path):
    return os.path.splitext(path)[1]


def reports(kind):
    return [path for path in PATHS if ending(path) == kind]


def urls(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "uri":
                yield inner
            yield from urls(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from urls(inner)


class ReportsAgree(unittest.TestCase):
    def some(self, kind):
        paths = reports(kind)
        if not ARGUMENTS:
            self.assertGreater(len(paths), 30, kind)
        for path in paths:
            with self.subTest(os.path.basename(path)):
                yield path

    def test_json_is_valid(self):
        for kind, schema in SCHEMAS.items():
            validator = jsonschema.Draft7Validator(load(os.path.join(ROOT, schema)))
            validator.check_schema(validator.schema)
            for path in self.some(kind):
                self.assertEqual([], [f"{list(e.path)}: {e.message}" for e in validator.iter_errors(load(path))])

    def test_junit_is_valid(self):
        paths = list(self.some(".junit"))
        if paths:
            told = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", JUNIT, *paths], capture_output=True)
            self.assertEqual(0, told.returncode, told.stderr.decode())

    def test_junit_counts_its_cases(self):
        for path in self.some(".junit"):
            root = xml.parse(path).getroot()
            for suite in root.findall("testsuite"):
                cases = suite.findall("testcase")
                self.assertEqual(len(cases), int(suite.get("tests")))
                for name, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
                    self.assertEqual(len(suite.findall(f"testcase/{element}")), int(suite.get(name)))
                names = [case.get("name") for case in cases]
                self.assertEqual(len(set(names)), len(names))
            for name in ("tests", "failures", "errors"):
                self.assertEqual(sum(int(suite.get(name)) for suite in root), int(root.get(name)))

    def test_sarif_names_files_by_uris_and_rules_by_their_index(self):
        for path in self.some(".sarif"):
            run = load(path)["runs"][0]
            for url in urls(run):
                parts = urllib.parse.urlsplit(url)
                self.assertIn(parts.scheme, ("", "file"))
                self.assertNotRegex(url, r"[^!-~]")
                self.assertEqual("", parts.query + parts.fragment)
            for result in run["results"]:
                self.assertEqual(result["ruleId"], run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"])

    def test_fingerprints_are_of_one_finding_each(self):
        for path in self.some(".gitlab"):
            prints = [one["fingerprint"] for one in load(path)]
            self.assertEqual(len(set(prints)), len(prints))

    def test_formats_agree_on_the_findings(self):
        for path in self.some(".gitlab"):
            here = os.path.splitext(path)[0]
            told = [one for tree in load(here + ".json")["trees"] for one in tree["findings"]]
            errors = load(here + ".json")["errors"]
            sarif = load(here + ".sarif")["runs"][0]
            self.assertEqual([one["kind"] for one in told], [one["ruleId"] for one in sarif["results"]])
            self.assertEqual(
                [one["kind"] for one in told] + [one["code"] for one in errors],
                [one["check_name"] for one in load(path)],
            )
            junit = xml.parse(here + ".junit").getroot()
            red = any(one["severity"] != "note" for one in told)
            self.assertEqual(red, int(junit.get("failures")) > 0)
            self.assertEqual(len(errors), int(junit.get("errors")))


ARGUMENTS = sys.argv[1:]
PATHS = ARGUMENTS or sorted(os.path.join(REPORTS, name) for name in os.listdir(REPORTS))

if __name__ == "__main__":
    sys.exit(unittest.main(argv=sys.argv[:1]))
