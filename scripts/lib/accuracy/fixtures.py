"""The cases under fixtures/broken, each made in a folder of its own."""
import json
import os
import re
import shutil
import subprocess

from case import ROOT, Case
from env_py import env_py

FIXTURES = os.path.join(ROOT, "fixtures")
COMPARED = ("mode", "kind", "owner", "revision", "file", "line", "step")
IDENTITY = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull}


def cases():
    found = []
    for name in sorted(os.listdir(os.path.join(FIXTURES, "broken"))):
        with open(os.path.join(FIXTURES, "broken", name, "fixture.json"), encoding="utf-8") as file:
            told = json.load(file)
        if told.get("command", "run") == "run" and "base" not in told:
            found.append(case(name, told))
    return found


def case(name, told):
    expected = [{key: one[key] for key in COMPARED if key in one} for one in told.get("findings", [])]
    kind = expected[0]["kind"] if expected else told["errors"][0]["code"]
    folder = os.path.join(FIXTURES, "broken", name)
    arguments = (["--ini", "alembic.ini"] if told["healthy"] == "bookshop" else ["--tree", told["tree"]])
    own_env = any("env.py" in files for _, _, files in os.walk(folder))
    return Case(name, kind, lambda place, way: make(place, way, folder, told), arguments, expected, own_env)


def make(place, way, overlay, told):
    """The folder to run gate in."""
    healthy = os.path.join(FIXTURES, told["healthy"])
    at = os.path.join(place, "fixtures", told["healthy"])
    shutil.copytree(healthy, at)
    if told["healthy"] == "monorepo":
        shutil.copytree(os.path.join(ROOT, "seeds"), os.path.join(place, "seeds"))
    for gone in told.get("remove", []):
        os.remove(os.path.join(at, gone))
    late = [file for commit in told.get("history", []) for file in commit.get("add", [])]
    lay(overlay, at, place)
    if way.driver != "psycopg2":
        for folder, _, files in os.walk(at):
            if "env.py" in files:
                with open(os.path.join(folder, "env.py"), "w") as file:
                    file.write(env_py(way.driver, one_transaction=told["healthy"] == "bookshop"))
    commit(at, told, late)
    return place if told["healthy"] == "monorepo" else at


def lay(overlay, at, place):
    """Copies the overlay; a declaration of the monorepo lies beside it."""
    for folder, _, files in os.walk(overlay):
        for name in files:
            inside = os.path.relpath(os.path.join(folder, name), overlay)
            if inside == "fixture.json":
                continue
            beside = inside.startswith("seeds" + os.sep) and os.path.isdir(os.path.join(place, "seeds"))
            target = os.path.join(place if beside else at, inside)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy(os.path.join(folder, name), target)


def commit(at, told, late):
    """The history that the fixture tells, where who came later decides."""
    if not told.get("history"):
        return
    def git(*words):
        subprocess.run(("git",) + words, cwd=at, check=True, env=dict(os.environ, **IDENTITY),
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    git("init", "-q", "-b", "main")
    for number, one in enumerate(told["history"]):
        git("add", "-A", *([":!" + file for file in late] if number == 0 else []))
        git("add", "-A", *one.get("add", ["."]) if number else ["."] + [":!" + file for file in late])
        git("commit", "-q", "--allow-empty", "-m", one["message"])
