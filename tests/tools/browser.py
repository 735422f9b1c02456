"""A real browser: started once, and as new for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """The browser that is installed; None where none is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def why_missing() -> str:
    """Why no browser can be driven; "" where one can."""
    return "" if executable() else f"no browser is installed: none of {', '.join(NAMES)}"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser as it is started, without a window."""
    # Only root, as in a container, cannot have the browser's own fence.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    fence = ["--no-sandbox"] if is_root else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable(), args=fence)
        try:
            yield started
        finally:
            started.close()


@contextmanager
def browser(
    started: Browser, *, has_script: bool = True, has_high_contrast: bool = False
) -> Iterator[BrowserContext]:
    """A browser with nothing in it, with script or without, in the system's colours or not."""
    colours: Literal["active", "none"] = "active" if has_high_contrast else "none"
    context = started.new_context(java_script_enabled=has_script, forced_colors=colours)
    try:
        yield context
    finally:
        context.close()


def skip_to_main(page: Page, words: str) -> None:
    """Presses the link that a page begins with: the next Tab goes on in the page's main part.

    A browser goes there in its own time; a key that is pressed before would count from the link.
    """
    page.wait_for_load_state()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=words)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
