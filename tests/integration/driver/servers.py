"""The PostgreSQL that the driver's tests run on, and the one that must never be reached."""
import atexit
import glob
import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
from urllib.parse import quote


class Server:
    """The PostgreSQL that GATE_TEST_PG names, or one of our own that goes when the tests end."""

    _one = None

    @classmethod
    def get(cls):
        if cls._one is None:
            cls._one = cls()
        return cls._one

    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[-2]))
        self.socket = None
        self.bin = found[-1] if found else os.path.dirname(shutil.which("psql") or "/usr/bin/psql")
        if os.environ.get("GATE_TEST_PG"):
            self.facts = json.loads(os.environ["GATE_TEST_PG"])
        else:
            self._start()
        self.name = None

    def _start(self):
        self.folder = tempfile.mkdtemp(prefix="gate-driver-test-")
        self.become = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, pwd.getpwnam("postgres").pw_uid)
            self.become = ["runuser", "-u", "postgres", "--"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        data = os.path.join(self.folder, "data")
        password = os.path.join(self.folder, "password")
        with open(password, "w") as file:
            file.write("se cr:et@%\n")
        os.chmod(password, 0o644)
        # md5, because pg8000 before 1.12 knows nothing newer.
        self._run("initdb", "-D", data, "-A", "md5", "-U", "postgres", "-N",
                  "--pwfile", password, "--locale=C.UTF-8")
        self._run("pg_ctl", "-D", data, "-w", "-l", os.path.join(self.folder, "log"), "-o",
                  "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=off "
                  "-c lc_messages=C" % (port, self.folder), "start")
        atexit.register(self._stop, data)
        self.facts = {"host": "127.0.0.1", "port": port, "user": "postgres", "password": "se cr:et@%"}
        self.socket = self.folder

    def _run(self, program, *arguments):
        subprocess.run(self.become + [os.path.join(self.bin, program)] + list(arguments), check=True,
                       stdout=subprocess.DEVNULL, cwd="/")

    def _stop(self, data):
        self._run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def database(self):
        """An empty database; the same one each time, as making one takes longer than a test."""
        if self.name is None:
            self.name = "driver_test_%d" % os.getpid()
            self.sql('CREATE DATABASE "%s"' % self.name, "postgres")
            if os.environ.get("GATE_TEST_PG"):
                atexit.register(self.sql, 'DROP DATABASE "%s" WITH (FORCE)' % self.name, "postgres")
        else:
            self.sql("SET client_min_messages = error; SET lock_timeout = '5s';"
                     "DROP SCHEMA IF EXISTS public, audit CASCADE; CREATE SCHEMA public", self.name)
        return self.name

    def sql(self, text, database):
        environment = dict(os.environ, PGPASSWORD=self.facts["password"], PGHOST=self.facts["host"],
                           PGPORT=str(self.facts["port"]), PGUSER=self.facts["user"])
        done = subprocess.run([os.path.join(self.bin, "psql"), "-XAtqc", text, database],
                              env=environment, stdout=subprocess.PIPE, check=True)
        return done.stdout.decode().strip()


class Listener:
    """The "production" server: it counts who comes, and nobody should."""

    def __enter__(self):
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(8)
        self.port = self.socket.getsockname()[1]
        self.visits = 0
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def _serve(self):
        while True:
            try:
                visitor, _ = self.socket.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()

    def __exit__(self, *_):
        self.socket.close()


def url_of(facts, scheme="postgresql"):
    return "%s://%s:%s@%s:%d/%s" % (scheme, quote(facts["user"], safe=""), quote(facts["password"], safe=""),
                                    facts["host"], facts["port"], facts["database"])
