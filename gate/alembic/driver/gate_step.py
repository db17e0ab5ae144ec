"""One Alembic command, in a child process of its own, through Alembic's public API.

It sets up what the command line would have set up, runs the command between the walls and reports what
came of it. It decides nothing and never returns: the child ends here.
"""
import logging
import os
import sys

import gate_failure
import gate_flask
import gate_frames
import gate_preload
import gate_executed
import gate_locations
from gate_graph import files, from_modules, read
from gate_handed import Handed
from gate_watch import Watch

PASSED, FAILED = 0, 1


class Job:
    """What the parent knows and each child starts from."""

    def __init__(self, load, locations, walls):
        self.ini, self.section = load["ini"], load.get("section") or "alembic"
        self.arguments = [str(one) for one in load.get("alembic_args") or []]
        self.locations = locations
        self.tree = gate_frames.Tree(os.getcwd(), locations)
        self.script_location = locations.script_location if locations.flask_migrate else None
        self.flask = gate_flask.is_wanted(locations.script_location, not locations.flask_migrate)
        self.flask_app = load.get("flask_app") or ""
        self.target = None
        self.walls = walls


def run_command(job, channel, shared, request):
    watch = Watch(channel.send, job.tree.name)

    def work():
        from alembic.runtime import environment
        watch.install_context(environment)
        watch.install_revisions(environment)
        command, revision = request["command"], request.get("revision")
        words = [command] if command in ("heads", "current") else [command, str(revision)]
        _command(_surrounded(job, words), channel, command, revision)

    _guarded(job, channel, shared, watch, "failure", work)


def run_graph(job, channel, shared, paths, graph):
    """The revision files' facts by running them, for those that say them in no literal."""

    def work():
        from alembic.script import ScriptDirectory
        ScriptDirectory.from_config(_config(job, ["heads"]))  # for prepend_sys_path
        facts = list(from_modules(paths))
        for one in facts:
            channel.send("revision-file", **one)
        channel.send("graph", **dict(graph, complete=_complete(facts), source="alembic"))

    _guarded(job, channel, shared, Watch(channel.send), "graph-failure", work)


def run_locations(job, channel, shared):
    """The revision files' facts, of the folders that env.py leaves the tree with."""

    def work():
        from alembic.runtime.environment import EnvironmentContext
        from alembic.script import ScriptDirectory
        config = _surrounded(job, ["current"])
        script = ScriptDirectory.from_config(config)
        with EnvironmentContext(config, script, fn=lambda heads, context: [], dont_mutate=True):
            script.run_env()
        locations = job.locations
        locations.version_locations = gate_locations.of(script)
        paths = files(locations)
        facts = [read(file)[0] for file in paths]
        if not _complete(facts):
            facts = list(from_modules(paths))
        for one in facts:
            channel.send("revision-file", **one)
        channel.send("graph", complete=_complete(facts), source="env",
                     script_location=locations.script_location,
                     version_locations=locations.version_locations)

    _guarded(job, channel, shared, Watch(channel.send), "graph-failure", work)


def _complete(facts):
    return all((one["problem"] or {}).get("kind") != "not-literal" for one in facts)


def _guarded(job, channel, shared, watch, failure, work):
    status = FAILED
    statements = gate_executed.Executed(watch)
    try:
        memory = gate_failure.Memory(job.tree, watch.running)
        job.walls.aim(job.target, lambda **facts: channel.send("connection", **facts))
        _listen(memory)
        statements.listen()
        try:
            work()
            status = PASSED
        except BaseException as error:  # SystemExit and KeyboardInterrupt are failures as well
            facts = gate_failure.facts(error, job.tree, watch.running())
            if facts["sqlstate"] == "25P02" and memory.error:
                facts["first_error"] = memory.error
            facts["statements"] = statements.facts()
            channel.send(failure, **facts)
    except BaseException:
        _driver_error(channel)
    finally:
        _leave(channel, shared, status)


def _leave(channel, shared, status):
    # A child that a migration forked and let run on gets here too, and is not the step.
    if os.getpid() != channel.owner:
        os._exit(FAILED)
    for flush in (sys.stdout.flush, sys.stderr.flush, logging.shutdown):
        try:
            flush()
        except Exception:  # the migration may have closed them
            pass
    shared.settle(b"P" if status == PASSED else b"F", gate_preload.worth_loading())
    os._exit(status)  # nothing that was registered with atexit runs


def _driver_error(channel):
    import traceback
    channel.send("driver-error", traceback=traceback.format_exc())


def _listen(memory):
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    event.listen(Engine, "handle_error", memory.see)


def _surrounded(job, words):
    """A Config whose env.py is handed what it expects, in the application that it runs in."""
    from alembic.runtime import environment

    config = _config(job, words)
    Handed(lambda: job.target).install(environment)
    if job.flask:
        gate_flask.enter(job.flask_app, os.getcwd(), config)
    return config


def _config(job, words):
    """Alembic's Config as its command line, or Flask-Migrate, would make it."""
    from alembic.config import CommandLine, Config

    # The section comes last: the graph was read from that one.
    arguments = job.arguments + ["-c", job.ini, "-n", job.section] + words
    sys.argv = [os.path.join(os.path.dirname(sys.executable), "alembic")] + arguments
    options = CommandLine(prog="alembic").parser.parse_args(arguments)
    keywords = {}
    if hasattr(Config, "toml_alembic_config"):  # 1.16 on
        keywords["toml_file"] = "pyproject.toml"
    config = Config(file_=job.ini, ini_section=job.section, cmd_opts=options, **keywords)
    if job.script_location is not None:
        config.set_main_option("script_location", job.script_location.replace("%", "%%"))
    return config


def _command(config, channel, command, revision):
    from alembic import command as commands
    from alembic.script import ScriptDirectory

    if command == "heads":
        # commands.heads() prints them; asking a second time would load every file a second time.
        script = ScriptDirectory.from_config(config)
        heads = script.get_heads()
        for head in heads:
            config.print_stdout("%s (head)", head)
        channel.send("heads", heads=heads)
    elif command == "current":
        commands.current(config)
    elif command in ("upgrade", "downgrade", "stamp"):
        getattr(commands, command)(config, revision)
    else:
        raise ValueError("not a command that gate uses: %s" % command)
