"""One broken tree and what gate has to say of it; running gate on it and comparing."""
import json
import os
import shutil
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
GATE = os.environ.get("GATE", os.path.join(ROOT, "build", "gate"))


class Case:
    """`kind` is the first finding's (or error's) slug; `expected` are the facts that have to be told."""

    def __init__(self, name, kind, make, arguments, expected=(), drivers=None):
        self.name, self.kind, self.make, self.arguments = name, kind, make, arguments
        self.expected, self.drivers = list(expected), drivers

    def suits(self, way):
        return self.drivers is None or way.driver in self.drivers


class Verdict:
    def __init__(self, kind, wrong, told):
        self.kind, self.wrong, self.told = kind, wrong, told


def judge(case, way):
    folder = tempfile.mkdtemp(prefix="accuracy-")
    try:
        os.chmod(folder, 0o711)
        place = case.make(folder, way)
        report, told = _run(place, case.arguments, way)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    found = [finding for tree in report.get("trees", []) for finding in tree["findings"]
             if finding["severity"] != "note"]
    found += report.get("errors", [])
    kind = (found[0].get("kind") or found[0].get("code")) if found else report.get("verdict", "no report")
    return Verdict(kind, _difference(case, kind, found), told[:3000])


def _run(place, arguments, way):
    path = os.path.join(place, "report.json")
    command = [GATE, "--via", way.via, "--json", path] + way.server + arguments
    ran = subprocess.run(command, cwd=place, env=way.environment(), stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, universal_newlines=True, timeout=300)
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file), ran.stdout
    except (OSError, ValueError):
        return {}, ran.stdout


def _difference(case, kind, found):
    if kind != case.kind:
        return "expected %s, got %s" % (case.kind, kind)
    for wanted, got in zip(case.expected, found):
        for key, value in wanted.items():
            has = got.get(key)
            if isinstance(value, dict):  # of the facts only those that are named
                has = {name: (has or {}).get(name) for name in value}
            if has != value:
                return "%s is %r, expected %r" % (key, has, value)
    if len(case.expected) > len(found):
        return "%d findings, expected %d" % (len(found), len(case.expected))
    return None
