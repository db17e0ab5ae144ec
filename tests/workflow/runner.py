"""Runs a workflow's file: its jobs in order, their run steps for real, with GitHub's variables.

Of the actions of others, checkout clones from a repository on disk, artifacts go into a folder, and
the rest is only noted. It knows what the workflows here use, and fails on the rest.
"""

import os
import pathlib
import shutil
import subprocess

import yaml

from expressions import as_text, asks_for_status, evaluate, fill_in, truth

SHELLS = {None: ["bash", "-e"], "bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"]}


def read_values(file):
    """What a step wrote to GITHUB_OUTPUT."""
    values = {}
    lines = iter(file.read_text().splitlines())
    for line in lines:
        name, mark, rest = line.partition("<<")
        if mark and "=" not in name:
            values[name] = "\n".join(iter(lambda: next(lines), rest))
        else:
            name, _, values[name] = line.partition("=")
    return values


class Job:
    """One job of a run, or one leg of a matrix."""

    def __init__(self, run, name, contexts, leg):
        self.run = run
        self.folder = run.folder / f"{name}-{leg}"
        self.workspace = self.folder / "work"
        self.workspace.mkdir(parents=True)
        self.contexts = {**contexts, "github": {**contexts["github"]}}
        self.result = "success"
        self.search = ""
        self.log = ""

    def functions(self):
        return {
            "always": lambda: True,
            "success": lambda: self.result == "success",
            "failure": lambda: self.result == "failure",
            "cancelled": lambda: False,
            "hashFiles": lambda name: "1" if (self.workspace / name).exists() else "",
        }

    def fill(self, value, contexts):
        return fill_in(value, contexts, self.functions())

    def do(self, steps, contexts):
        """Does the steps; gives the outputs of those that have an id."""
        outputs = contexts["steps"] = {}
        for step in steps:
            condition = str(step.get("if", "true")).strip().removeprefix("${{").removesuffix("}}")
            wanted = truth(evaluate(condition, contexts, self.functions()))
            if not wanted or (self.result != "success" and not asks_for_status(condition)):
                continue
            values = self.one(step, contexts)
            if "id" in step:
                outputs[step["id"]] = {"outputs": values}

    def one(self, step, contexts):
        environment = {
            name: self.fill(value, contexts) for name, value in step.get("env", {}).items()
        }
        if "run" in step:
            return self.command(step, environment, contexts)
        given = {name: self.fill(value, contexts) for name, value in step.get("with", {}).items()}
        uses = step["uses"]
        if uses.startswith("./"):
            return self.composite(self.workspace / uses, given, contexts)
        getattr(self, uses.split("@")[0].split("/")[-1].replace("-", "_"))(given)
        return {}

    def composite(self, folder, given, contexts):
        action = yaml.safe_load((folder / "action.yml").read_text())
        unknown = set(given) - set(action["inputs"])
        assert not unknown, f"the action has no input {unknown}"
        inputs = {
            name: self.fill(one.get("default"), contexts) for name, one in action["inputs"].items()
        }
        inputs.update({name: as_text(value) for name, value in given.items()})
        inner = {
            "inputs": inputs,
            "github": {**contexts["github"], "action_path": str(folder.resolve())},
        }
        self.do(action["runs"]["steps"], inner)
        return {
            name: as_text(self.fill(one["value"], inner))
            for name, one in action["outputs"].items()
        }

    def command(self, step, environment, contexts):
        files = {}
        for kind in ("OUTPUT", "PATH", "STEP_SUMMARY", "ENV"):
            files[kind] = self.folder / kind.lower()
            files[kind].write_text("")
        script = self.folder / "step.sh"
        script.write_text(step["run"])
        path = contexts["github"].get("action_path")
        every = {**os.environ, **self.run.environment, "GITHUB_WORKSPACE": str(self.workspace)}
        every.update({f"GITHUB_{kind}": str(file) for kind, file in files.items()})
        every.update({name: as_text(value) for name, value in contexts.get("env", {}).items()})
        every.update({name: as_text(value) for name, value in environment.items()})
        every["PATH"] = self.search + every["PATH"]
        if path:
            every["GITHUB_ACTION_PATH"] = path
        done = subprocess.run(
            SHELLS[step.get("shell")] + [str(script)], cwd=self.workspace, env=every, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        self.log += done.stdout
        if done.returncode != 0:
            self.result = "failure"
        for line in files["PATH"].read_text().splitlines():
            self.search = f"{line}:{self.search}"
        return read_values(files["OUTPUT"])

    # The actions of others.

    def checkout(self, given):
        depth = [] if given.get("fetch-depth") == 0 else ["--depth=1"]
        commands = [["init", "-q"], ["remote", "add", "origin", f"file://{self.run.origin}"]]
        if not depth:
            commands.append(["fetch", "-q", "origin", "+refs/heads/*:refs/remotes/origin/*"])
        commands.append(["fetch", "-q", *depth, "origin", f"+{self.run.ref}:refs/remotes/ci/head"])
        commands.append(["checkout", "-q", "--detach", "refs/remotes/ci/head"])
        for command in commands:
            subprocess.run(["git", *command], cwd=self.workspace, check=True)

    def upload_artifact(self, given):
        found = self.workspace / given["path"]
        if found.exists():
            shutil.copytree(found, self.run.artifacts / given["name"])

    def download_artifact(self, given):
        shutil.copytree(
            self.run.artifacts / given["name"], self.workspace, dirs_exist_ok=True
        )

    def upload_sarif(self, given):
        assert (self.workspace / given["sarif_file"]).exists()
        self.run.uploads.append(given["category"])


class Run:
    """A run of a workflow for an event. `jobs`: name -> {"result", "outputs"}, `logs`: name -> text."""

    def __init__(self, folder, origin, ref, event, inputs=None, environment=None):
        self.folder = pathlib.Path(folder)
        self.artifacts = self.folder / "artifacts"
        self.artifacts.mkdir(parents=True)
        self.origin = origin
        self.ref = ref
        self.environment = environment or {}
        self.github = {"event_name": event["name"], "event": event, "token": "t0ken",
                       "repository": "ada/shop", "action_repository": None}
        self.inputs = inputs or {}
        self.vars = {"GATE_REPOSITORY": "grace/gate"}
        self.jobs, self.logs, self.uploads = {}, {}, []

    def go(self, workflow):
        declared = workflow.get("on", workflow.get(True))["workflow_call"]["inputs"]
        assert not set(self.inputs) - set(declared)
        inputs = {name: self.inputs.get(name) for name in declared}
        contexts = {"github": self.github, "inputs": inputs, "vars": self.vars}
        contexts["env"] = {
            name: fill_in(value, contexts, {}) for name, value in workflow.get("env", {}).items()
        }
        for name, job in workflow["jobs"].items():
            self.job(name, job, contexts)
        return self

    def ancestors(self, needs, jobs):
        for one in needs:
            yield one
            yield from self.ancestors(as_list(jobs[one].get("needs")), jobs)

    def job(self, name, job, contexts):
        needs = as_list(job.get("needs"))
        own = {**contexts, "needs": {one: self.jobs[one] for one in needs}}
        results = [self.jobs[one]["result"] for one in needs]
        functions = {
            "always": lambda: True,
            "cancelled": lambda: False,
            "success": lambda: all(one == "success" for one in results),
            "failure": lambda: "failure" in results,
        }
        text = str(job.get("if", "success()")).strip().removeprefix("${{").removesuffix("}}")
        wanted = truth(evaluate(text, own, functions))
        if not asks_for_status(text):
            wanted = wanted and functions["success"]()
        self.jobs[name] = {"result": "skipped", "outputs": {}}
        self.logs[name] = ""
        if wanted:
            self.legs(name, job, own)

    def legs(self, name, job, contexts):
        matrix = fill_in(job.get("strategy", {}).get("matrix"), contexts, {})
        result = "success"
        for leg, values in enumerate(matrix["include"] if matrix else [{}]):
            one = Job(self, name, {**contexts, "matrix": values}, leg)
            one.do(job["steps"], one.contexts)
            result = one.result if result == "success" else result
            outputs = {
                key: fill_in(value, one.contexts, {})
                for key, value in job.get("outputs", {}).items()
            } if one.result == "success" else {}
            self.logs[name] += one.log
            self.jobs[f"{name} {values.get('tree', '')}".strip()] = {
                "result": one.result, "outputs": outputs, "steps": one.contexts["steps"]}
        self.jobs[name] = {"result": result, "outputs": outputs if not matrix else {}}


def as_list(value):
    return [value] if isinstance(value, str) else value or []
