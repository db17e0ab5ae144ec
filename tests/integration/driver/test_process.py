"""Migrations that harm the process they run in: the parent still tells what became of the step."""
import signal
import time
import unittest

from support import DriverTest, stop
from trees import revision, table


class Ends(DriverTest):
    one_driver = True

    def dies(self, body, **ended):
        self.revisions(revision(1, body))
        step = self.run_step()
        self.assertEqual(step.status, "died", step.events)
        self.assertEqual({key: step.ended[key] for key in ended}, ended)
        # The next step is none the worse for it.
        self.revisions(table(1))
        self.assertPassed(self.last.step("upgrade", "head"))

    def test_leaving_at_once(self):
        self.dies("import os\nos._exit(0)", exit_status=0, signal=None)

    def test_leaving_with_our_own_status(self):
        self.dies("import os\nos._exit(1)", exit_status=1)

    def test_killed(self):
        self.dies("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", exit_status=None, signal=9)

    def test_its_own_group_killed(self):
        self.dies("import os, signal\nos.kill(0, signal.SIGTERM)", exit_status=None, signal=15)

    def test_a_segmentation_fault(self):
        self.dies("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", signal=11)

    def test_closed_descriptors(self):
        self.revisions(table(1), revision(2, """
            import os
            op.execute("CREATE TABLE seen ()")
            saved = os.dup2(0, 0)
            os.closerange(700, 1024)
            os.closerange(40, 256)
            """), revision(3, 'op.execute("SELECT 1 FROM nowhere_x")'))
        session = self.ready()
        self.assertPassed(session.step("upgrade", "0002"))
        step = session.step("upgrade", "0003")
        self.assertEqual(step.failure["sqlstate"], "42P01")

    def test_events_after_closed_descriptors_arrive_late_and_whole(self):
        self.revisions(revision(1, """
            import os
            keep = op.get_bind().connection.dbapi_connection.fileno() \\
                if hasattr(op.get_bind().connection, "dbapi_connection") else op.get_bind().connection.fileno()
            for number in range(3, 1024):
                if number != keep:
                    try:
                        os.close(number)
                    except OSError:
                        pass
            files = [open("/dev/null", "wb") for _ in range(990)]
            op.execute("SELECT 1 FROM nowhere_x")
            """))
        step = self.run_step()
        self.assertEqual(step.status, "failed", step.events)
        self.assertEqual(step.failure["sqlstate"], "42P01")

    def test_all_descriptors_closed(self):
        self.revisions(revision(1, "import os\nos.closerange(0, 1024)"))
        self.assertIn(self.run_step().status, ("failed", "died"))

    def test_much_output(self):
        self.revisions(revision(1, "for _ in range(20000):\n    print('x' * 99)"))
        self.assertPassed(self.run_step())
        self.assertEqual(self.last.text().count("x" * 99), 20000)

    def test_output_is_flushed_before_the_end(self):
        self.revisions(revision(1, "import sys\nsys.stdout.write('no newline')"))
        self.assertPassed(self.run_step())
        self.assertIn("no newline", self.last.text())

    def test_nothing_registered_with_atexit_runs(self):
        self.revisions(revision(1, "import atexit\natexit.register(print, 'from atexit')"))
        self.assertPassed(self.run_step())
        self.assertNotIn("from atexit", self.last.text())

    def test_standard_input_is_empty(self):
        self.revisions(revision(1, "import sys\nassert sys.stdin.read() == ''"))
        self.assertPassed(self.run_step())

    def test_low_descriptors_are_not_ours(self):
        self.revisions(revision(1, """
            import os
            for number in range(3, 900):
                try:
                    what = os.readlink("/proc/self/fd/%d" % number)
                except OSError:
                    continue
                assert not what.startswith("pipe:"), (number, what)
            """))
        self.assertPassed(self.run_step())

    def test_a_child_that_runs_on_is_not_the_step(self):
        # It comes back through our code, and must neither report nor settle anything.
        self.write("m/env.py", "import os\npid = os.fork()\nif pid == 0:\n    raise RuntimeError('astray')\n"
                               "os.waitpid(pid, 0)\n")
        step = self.run_step()
        self.assertPassed(step)
        self.assertEqual(step.all("failure"), [])


    def test_a_child_that_runs_on_cannot_pass_the_step(self):
        self.write("m/env.py", "import os\npid = os.fork()\nif pid:\n    os.waitpid(pid, 0)\n    os._exit(0)\n")
        self.assertEqual(self.run_step().status, "died")


class Leftovers(DriverTest):
    def pid(self):
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            words = [line for line in self.last.text().splitlines() if line.startswith("PID ")]
            if words:
                return int(words[0].split()[1])
            time.sleep(0.02)
        self.fail("the migration did not start")

    def gone(self, pid):
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            try:
                with open("/proc/%d/stat" % pid) as file:
                    if file.read().rsplit(")", 1)[1].split()[0] == "Z":
                        return True
            except OSError:
                return True
            time.sleep(0.02)
        stop(pid)
        return False

    def test_a_process_left_running_is_ended(self):
        self.revisions(revision(1, """
            import os, time
            pid = os.fork()
            if pid == 0:
                os.closerange(3, 1024)
                time.sleep(60)
                os._exit(0)
            print("PID %d" % pid)
            """))
        step = self.run_step()
        self.assertPassed(step)
        self.assertTrue(step.ended["leftovers"])
        self.assertTrue(self.gone(self.pid()))

    SLEEPER = revision(1, "import os, time\nprint('PID %d' % os.getpid(), flush=True)\ntime.sleep(60)")

    def test_the_step_dies_with_the_driver(self):
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
            self.revisions(self.SLEEPER)
            self.last = self.ready()
            self.last.ask(request="step", id=1, command="upgrade", revision="head")
            pid = self.pid()
            self.last.process.send_signal(number)
            self.assertTrue(self.gone(pid), number)
            self.assertEqual(self.last.close(), -number)

    def test_the_step_dies_when_nobody_listens(self):
        self.revisions(self.SLEEPER)
        self.last = self.ready()
        self.last.ask(request="step", id=1, command="upgrade", revision="head")
        pid = self.pid()
        self.last.process.stdin.close()
        self.last.events.close()
        self.assertTrue(self.gone(pid))
        self.assertEqual(self.last.process.wait(5), 0)

    def test_the_group_is_told(self):
        self.revisions(revision(1, "import os\nprint('PID %d' % os.getpid())\nassert os.getpgrp() == os.getpid()"))
        step = self.run_step()
        self.assertPassed(step)
        self.assertEqual(step.first("step-started"), {"event": "step-started", "id": 7, "pid": self.pid()})


if __name__ == "__main__":
    unittest.main()
