"""Tells when Alembic configures its context and when each revision begins and ends.

Alembic's command functions hand a work function to EnvironmentContext; it yields the steps, and
Alembic runs each one before it asks for the next. So a generator around it sees every begin and end,
in every version since 1.0, whatever the migrations do to logging.
"""
import functools
import os
import time


class Watch:
    def __init__(self, send, name=os.path.abspath):
        self.send, self.name, self.contexts = send, name, []
        self.revision = self.direction = self.revision_file = self.code_file = None
        self.completed = False  # Alembic has been given every step and asked for more
        self.work = None  # what the last context was given to run, with this around it
        self.before_upgrade = lambda revision, context: None

    def running(self):
        return {"revision": self.revision, "direction": self.direction,
                "revision_file": self.revision_file}

    def install_context(self, environment):
        """Reports the version table; `environment` is the module alembic.runtime.environment."""
        kind, watch = environment.EnvironmentContext, self
        configure = kind.configure

        # Alembic up to 1.0.8 makes a function of each method, and takes away an argument named self.
        @functools.wraps(configure)
        def wrapper(self, *arguments, **keywords):
            configure(self, *arguments, **keywords)
            migration = self.get_context()
            facts = {"version_table": migration.version_table,
                     "version_table_schema": migration.version_table_schema}
            if facts not in watch.contexts:
                watch.contexts.append(facts)
                watch.send("context", **facts)

        kind.configure = wrapper

    def install_revisions(self, environment):
        kind = environment.EnvironmentContext
        init = kind.__init__

        @functools.wraps(init)
        def wrapper(context, config, script, **keywords):
            if keywords.get("fn"):
                keywords["fn"] = self.work = self._around(keywords["fn"])
            init(context, config, script, **keywords)

        kind.__init__ = wrapper

    def _around(self, work):
        @functools.wraps(work)
        def steps(heads, context):
            self.send("current", heads=list(heads or ()))
            for step in work(heads, context):
                info = step.info
                if info.is_stamp:
                    yield step
                    continue
                self.revision, self.direction = info.up_revision_id, \
                    "upgrade" if info.is_upgrade else "downgrade"
                self.revision_file = self.name(os.path.abspath(info.up_revision.path))
                self.code_file = getattr(info.up_revision.module, "__file__", None)
                self.send("revision-begin", revision=self.revision, direction=self.direction,
                          file=self.revision_file)
                if info.is_upgrade:
                    self.before_upgrade(self.revision, context)
                begun = time.monotonic()
                yield step
                self.send("revision-end", revision=self.revision,
                          duration_ms=round((time.monotonic() - begun) * 1000, 3))
                self.revision = self.direction = self.revision_file = self.code_file = None
            self.completed = True

        return steps
