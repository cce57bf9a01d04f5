"""A headless Chromium, spoken to over its DevTools protocol on a pipe: what a page looks like and complains of in a real browser."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
]


# The least contrast of a text to what is behind it (WCAG 2.2, §1.4.3).
CONTRAST = """
(() => {
    const level = c => { const v = c / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    const light = ([r, g, b]) => 0.2126 * level(r) + 0.7152 * level(g) + 0.0722 * level(b);
    const read = text => text.match(/[0-9.]+/g).map(Number);
    const behind = e => { for (; e; e = e.parentElement) {
        const c = read(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
    let worst = 21;
    for (const e of document.querySelectorAll("body *")) {
        if (!e.innerText || [...e.childNodes].every(n => n.nodeType != 3 || !n.textContent.trim())) continue;
        const [a, b] = [light(read(getComputedStyle(e).color)), light(behind(e))];
        worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
    }
    return worst;
})()
"""


def chromium() -> str | None:
    """Return the browser's path, or None where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Browser:
    """One browser with one page. What happens in the page is kept in `events` until `open` is called again."""

    def __init__(self) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()
        # The browser reads commands from 3 and writes to 4.
        program = f'exec "$@" 3<&{to_read} 4>&{to_write}'
        self._process = subprocess.Popen(
            [
                "/bin/bash",
                "-c",
                program,
                "sh",
                str(chromium()),
                *FLAGS,
                f"--user-data-dir={self._profile.name}",
                "about:blank",
            ],
            pass_fds=(to_read, to_write),
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._pending = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []
        self._session = ""
        target = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Log", "Network", "Runtime"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session = ""
        with suppress(RuntimeError):
            self.call("Browser.close")
        os.close(self._to)
        os.close(self._from)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._profile.cleanup()

    def open(self, url: str, width: int = 1280, *, dark: bool = False) -> None:
        """Open a page at a width in CSS pixels and wait until everything in it is loaded."""
        self.events = []
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        failed = self.call("Page.navigate", url=url).get("errorText")
        if failed:
            raise RuntimeError(f"{url}: {failed}")
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self._receive()

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression in the page."""
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def awaited(self, expression: str) -> Any:
        """Return what the promise of a JavaScript expression gives. Raises AssertionError for what is thrown."""
        said = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in said:
            raise AssertionError(said["result"].get("description", said["exceptionDetails"]["text"]))
        return said["result"].get("value")

    def until(self, expression: str, patience: float = 30.0) -> Any:
        """Wait until a JavaScript expression is true in the page, or something, and return its value (of an element, an empty one)."""
        end = time.monotonic() + patience
        while (value := self.evaluate(expression)) in (None, False, 0, ""):
            if time.monotonic() > end:
                raise AssertionError(f"it did not come to pass: {expression}; {self.complaints()}")
            time.sleep(0.05)
        return value

    def contrast(self) -> float:
        """Return the least contrast that any text of the page has to what is behind it: 21 to 1 is black on white."""
        return float(self.evaluate(CONTRAST))

    def screenshot(self, path: Path) -> None:
        """Write a picture of the whole page, as PNG."""
        height = self.evaluate("document.documentElement.scrollHeight")
        width = self.evaluate("innerWidth")
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        shot = self.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def complaints(self) -> list[str]:
        """Return what the browser complained of: errors, blocked content, requests that failed."""
        self.evaluate("1")  # whatever was on its way is here afterwards
        found = []
        for event in self.events:
            said: Mapping[str, Any] = event["params"]
            if event["method"] == "Log.entryAdded" and said["entry"]["level"] in {"error", "warning"}:
                found.append(said["entry"]["text"])
            elif event["method"] == "Runtime.exceptionThrown":
                found.append(said["exceptionDetails"]["text"])
        return found

    def requested(self) -> list[str]:
        """Return the addresses that the page asked for."""
        return [
            e["params"]["request"]["url"] for e in self.events if e["method"] == "Network.requestWillBeSent"
        ]

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result; events that come in between are kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        number = self._number
        while True:
            received = self._receive()
            if received.get("id") == number:
                if "error" in received:
                    raise RuntimeError(f"{method}: {received['error']}")
                return dict(received["result"])

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._pending:
            some = os.read(self._from, 1 << 20)
            if not some:
                raise RuntimeError("the browser has gone")
            self._pending += some
        message, _, self._pending = self._pending.partition(b"\0")
        received: dict[str, Any] = json.loads(message)
        if "method" in received:
            self.events.append(received)
        return received
