"""The HTML report in a real browser: every sample, and reports larger and worse than samples are.

Called with the program that writes the pages. GATE_SCREENSHOTS=FOLDER keeps pictures of them."""

import base64
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import browser

CHECKS = pathlib.Path(__file__).with_name("checks.js").read_text()
TO_SKIP = 77  # as tests/CMakeLists.txt has it
PHONE, DESK = 360, 1280
MOST_BYTES = 6_000_000
WRITER = ""


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        subprocess.run([WRITER, cls.folder], check=True)
        cls.pages = {page.stem: page for page in sorted(cls.folder.glob("*.html"))}
        cls.browser = cls.enterClassContext(browser.Browser(browser.find()))
        for domain in ("Page", "Runtime", "Network", "Log", "Accessibility"):
            cls.browser.call(f"{domain}.enable")

    def setUp(self):
        self.look(DESK)
        self.browser.call("Emulation.setScriptExecutionDisabled", value=False)

    def look(self, width, scheme="light", media="", motion="no-preference"):
        self.browser.call("Emulation.setDeviceMetricsOverride", width=width, height=780,
                          deviceScaleFactor=1, mobile=width == PHONE)
        self.browser.call("Emulation.setEmulatedMedia", media=media, features=[
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": motion}])

    def open(self, name, checks=True):
        """Opens the page, which may ask for nothing, complain of nothing and ask no question."""
        url = self.pages[name].as_uri()
        self.browser.take_events()
        self.browser.call("Page.navigate", url=url)
        self.browser.wait_for("Page.loadEventFired")
        if checks:
            self.browser.evaluate(CHECKS)
        for event in self.browser.take_events():
            self.assertNotIn(event["method"], {
                "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded",
                "Page.javascriptDialogOpening"}, event)
            if event["method"] == "Network.requestWillBeSent":
                self.assertEqual(event["params"]["request"]["url"], url)

    def expect_none(self, check, where):
        self.assertEqual(self.browser.evaluate(f"checks.{check}()"), [], f"{check}: {where}")

    def picture(self, name):
        folder = os.environ.get("GATE_SCREENSHOTS")
        if folder:
            height = self.browser.evaluate("document.documentElement.scrollHeight")
            data = self.browser.call("Page.captureScreenshot", captureBeyondViewport=True, clip={
                "x": 0, "y": 0, "width": self.browser.evaluate("innerWidth"),
                "height": min(height, 6000), "scale": 1})["data"]
            (pathlib.Path(folder) / f"{name}.png").write_bytes(base64.b64decode(data))

    def test_every_page_is_sound_readable_and_harmless(self):
        self.assertGreater(len(self.pages), 30)
        for name, page in self.pages.items():
            with self.subTest(name):
                self.assertLess(page.stat().st_size, MOST_BYTES)
                self.look(DESK)
                self.open(name)
                self.picture(f"{name}-desk")
                self.expect_none("injected", name)
                self.expect_none("structure", name)
                self.look(PHONE, "dark")
                self.picture(f"{name}-phone-dark")
                self.browser.evaluate("checks.unfold()")
                self.expect_none("overflow", name)
                self.expect_none("contrasts", name)
                self.look(PHONE)
                self.expect_none("contrasts", name)

    def test_pictures_of_the_other_schemes(self):
        for name in ("red", "two-red", "graph-of-400", "stairway"):
            self.look(DESK, "dark")
            self.open(name)
            self.expect_none("contrasts", name)
            self.picture(f"{name}-desk-dark")
            self.look(PHONE)
            self.picture(f"{name}-phone")

    def test_it_prints_all_that_matters(self):
        self.open("red")
        self.look(DESK, media="print")
        self.expect_none("contrasts", "print")
        self.assertEqual(
            self.browser.evaluate("getComputedStyle(document.querySelector('nav')).display"), "none")
        data = self.browser.call("Page.printToPDF")["data"]
        self.assertTrue(base64.b64decode(data).startswith(b"%PDF"))
        folder = os.environ.get("GATE_SCREENSHOTS")
        if folder:
            (pathlib.Path(folder) / "red.pdf").write_bytes(base64.b64decode(data))

    def test_the_carets_are_in_view_on_a_phone(self):
        self.look(PHONE)
        self.open("red")
        self.assertTrue(self.browser.evaluate("""(() => {
            const carets = document.querySelector('.carets').getBoundingClientRect();
            return carets.left + 100 <= innerWidth && carets.top < carets.bottom; })()"""))

    def test_nothing_moves_where_that_is_not_wanted(self):
        self.look(DESK, motion="reduce")
        self.open("red")
        self.assertEqual(
            self.browser.evaluate("getComputedStyle(document.documentElement).scrollBehavior"), "auto")

    def test_tab_reaches_everything_visibly(self):
        for name in ("red", "graph-of-400"):
            self.open(name)
            wanted = self.browser.evaluate(
                "[...document.querySelectorAll('a, button, summary, [tabindex=\"0\"]')]"
                ".filter((e) => e.checkVisibility()).length")
            self.browser.evaluate("window.seen = []")
            for _ in range(wanted):
                self.browser.key("Tab", windowsVirtualKeyCode=9)
                self.browser.evaluate("seen.push(document.activeElement)")
                outline = self.browser.evaluate(
                    "getComputedStyle(document.activeElement).outlineStyle")
                self.assertEqual(outline, "solid", self.browser.evaluate(
                    "document.activeElement.outerHTML.slice(0, 200)"))
            self.assertEqual(self.browser.evaluate("new Set(seen).size"), wanted, name)

    def test_enter_unfolds_and_a_link_opens_what_is_folded(self):
        self.open("cause-missing-role")
        self.browser.evaluate("document.querySelector('summary').focus()")
        self.browser.key("Enter", windowsVirtualKeyCode=13, text="\r")
        self.assertTrue(self.browser.evaluate("document.querySelector('details').open"))
        self.browser.evaluate("document.querySelector('.kind a').click()")
        self.assertTrue(self.browser.evaluate("document.querySelector('.cause').open"))

    def test_the_accessibility_tree_has_names(self):
        for name in ("red", "two-red", "graph-of-400", "interrupted"):
            self.open(name)
            for node in self.browser.call("Accessibility.getFullAXTree")["nodes"]:
                role = node.get("role", {}).get("value")
                if not node.get("ignored") and role in {
                        "button", "link", "region", "image", "table", "navigation", "heading",
                        "columnheader", "rowheader", "RootWebArea", "DisclosureTriangle"}:
                    self.assertTrue(node["name"]["value"].strip(), f"{name}: {role} has no name")

    def test_the_graph_begins_at_the_fault_and_pans_and_zooms(self):
        self.open("graph-of-400")
        self.browser.evaluate("""
            box = document.querySelector('.graph');
            svgWidth = () => box.querySelector('svg').getBoundingClientRect().width;
            faultIsSeen = () => {
              const fault = box.querySelector('.node.fault').getBoundingClientRect();
              const seen = box.getBoundingClientRect();
              return fault.top >= seen.top && fault.bottom <= seen.bottom;
            };
            box.scrollIntoView({block: 'center', behavior: 'instant'}); box.focus({preventScroll: true});
            0""")
        evaluate = self.browser.evaluate
        self.assertTrue(evaluate("faultIsSeen()"))
        before = evaluate("box.scrollTop")
        self.assertGreater(before, 0)
        self.browser.key("ArrowDown", windowsVirtualKeyCode=40)
        self.settle("box.scrollTop", lambda top: top > before)
        width = evaluate("svgWidth()")
        self.browser.key("+", "Equal", text="+")
        self.assertGreater(evaluate("svgWidth()"), width)
        self.browser.key("-", "Minus", text="-")
        self.browser.key("-", "Minus", text="-")
        self.assertLess(evaluate("svgWidth()"), width)
        self.drag()
        self.pinch()
        evaluate("document.querySelector('[data-graph=whole]').click()")
        self.assertLessEqual(evaluate("box.scrollHeight - box.clientHeight"), 1)
        evaluate("document.querySelector('[data-graph=fault]').click()")
        self.assertTrue(evaluate("faultIsSeen()"))

    def settle(self, expression, holds):
        """Scrolling by key is animated: asks until it has moved."""
        for _ in range(200):
            if holds(self.browser.evaluate(
                    f"new Promise((done) => requestAnimationFrame(() => done({expression})))")):
                return
        self.fail(f"{expression} is {self.browser.evaluate(expression)}")

    def centre(self):
        return self.browser.evaluate(
            "(() => { const r = box.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()")

    def drag(self):
        x, y = self.centre()
        before = self.browser.evaluate("box.scrollTop")
        mouse = {"button": "left", "buttons": 1, "clickCount": 1}
        self.browser.call("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, **mouse)
        self.browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y - 80, **mouse)
        self.browser.call("Input.dispatchMouseEvent", type="mouseReleased", x=x, y=y - 80, **mouse)
        self.settle("box.scrollTop", lambda top: abs(top - before - 80) < 2)

    def pinch(self):
        x, y = self.centre()
        width = self.browser.evaluate("svgWidth()")

        def touch(kind, apart):
            points = [{"x": x, "y": y - apart, "id": 1}, {"x": x, "y": y + apart, "id": 2}]
            self.browser.call("Input.dispatchTouchEvent", type=kind,
                              touchPoints=points if apart else [])
        touch("touchStart", 20)
        for apart in (30, 40, 60):
            touch("touchMove", apart)
        touch("touchEnd", 0)
        self.settle("svgWidth()", lambda now: now > width * 1.5)

    def test_without_javascript_everything_is_there(self):
        for name in ("red", "hostile", "graph-of-400", "interrupted"):
            self.browser.call("Emulation.setScriptExecutionDisabled", value=False)
            self.open(name)
            text = "document.querySelector('main').textContent"
            with_script = self.browser.evaluate(text)
            self.browser.call("Emulation.setScriptExecutionDisabled", value=True)
            self.open(name)
            self.assertEqual(self.browser.evaluate(text), with_script)
            self.expect_none("overflow", name)
            self.assertEqual(self.browser.evaluate(
                "[...document.querySelectorAll('button')].filter((e) => e.checkVisibility()).length"), 0)
        self.browser.call("Emulation.setScriptExecutionDisabled", value=True)
        self.open("graph-of-400")
        self.assertTrue(self.browser.evaluate(
            "(() => { const box = document.querySelector('.graph');"
            " return box.scrollHeight > 2 * box.clientHeight && getComputedStyle(box).overflowY === 'auto'; })()"))


if __name__ == "__main__":
    WRITER = sys.argv.pop(1)
    if browser.find() is None:
        print("this test needs chromium")
        sys.exit(1 if os.environ.get("CI") == "true" else TO_SKIP)
    unittest.main()
