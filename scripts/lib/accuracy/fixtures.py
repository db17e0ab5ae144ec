"""The cases under fixtures/broken, each made in a folder of its own."""
import json
import os
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
        if not told.get("arguments"):  # those with some need no run, or the branches of a repository
            found.append(case(name, told))
    return found


def case(name, told):
    expected = [{key: one[key] for key in COMPARED if key in one} for one in told.get("findings", [])]
    kind = expected[0]["kind"] if expected else told["errors"][0]["code"]
    folder = os.path.join(FIXTURES, "broken", name)
    arguments = (["--ini", "alembic.ini"] if told["healthy"] == "bookshop" else ["--tree", told["tree"]])
    drivers = ["psycopg2"] if any("env.py" in files for _, _, files in os.walk(folder)) else None
    if told["healthy"] == "monorepo":
        drivers = ["psycopg2", "psycopg"]  # it passes dates as text, which asyncpg refuses
    return Case(name, kind, lambda place, way: make(place, way, folder, told), arguments, expected, drivers)


def make(place, way, overlay, told):
    """The folder to run gate in; without an overlay the healthy tree as it is."""
    at = os.path.join(place, told["healthy"])
    shutil.copytree(os.path.join(FIXTURES, told["healthy"]), at)
    if told["healthy"] == "monorepo":
        declare_here(os.path.join(at, "seeds"))
    for gone in told.get("remove", []):
        os.remove(os.path.join(at, gone))
    late = [file for commit in told.get("history", []) for file in commit.get("add", [])]
    if overlay:
        shutil.copytree(overlay, at, dirs_exist_ok=True, ignore=shutil.ignore_patterns("fixture.json"))
    if way.driver != "psycopg2":
        for folder, _, files in os.walk(at):
            if "env.py" in files:
                with open(os.path.join(folder, "env.py"), "w") as file:
                    file.write(env_py(way.driver, one_transaction=told["healthy"] == "bookshop"))
    commit(at, told, late)
    return at


def declare_here(folder):
    """This project's declarations, for a monorepo that is the repository itself."""
    os.makedirs(folder)
    for name in os.listdir(os.path.join(ROOT, "seeds")):
        with open(os.path.join(ROOT, "seeds", name), encoding="utf-8") as file:
            declaration = json.load(file)
        declaration.pop("repository", None)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            json.dump(declaration, file)


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
