"""A real browser before a real server, both for one test."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """The browser that is installed; None where none is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def why_missing() -> str:
    """Why no browser can be driven; "" where one can."""
    return "" if executable() else f"no browser is installed: none of {', '.join(NAMES)}"


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """The first address of an officer's folder, served by the command; then it is ended."""
    command = [sys.executable, "-m", "cyps_reports", "open", str(folder), "--no-browser", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            address = re.search(r"http://\S+", process.stdout.readline())
            assert address, "the command says where the page is"
            yield address[0]
        finally:
            process.terminate()
            process.stdout.read()


@contextmanager
def browser(*, has_script: bool = True) -> Iterator[BrowserContext]:
    """A browser with nothing in it, and with script or without."""
    # Only root, as in a container, cannot have the browser's own fence.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    fence = ["--no-sandbox"] if is_root else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=fence)
        try:
            yield chromium.new_context(java_script_enabled=has_script)
        finally:
            chromium.close()


def settled(page: Page) -> Page:
    """The page, once what it waits for is done."""
    page.wait_for_selector("main h1")
    page.wait_for_function("!document.querySelector('meta[http-equiv=refresh]')")
    return page
