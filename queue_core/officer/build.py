"""The console's composition root: settings in, wired App out.

The client's libraries take longer to load than the first frame to draw, so they are loaded by the first
call to the core, in a worker.
"""

from __future__ import annotations

import logging

from textual.logging import TextualHandler

from queue_core.foundation.garbage import settle
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.settings import OfficerSettings
from queue_core.officer.app import OfficerApp
from queue_core.officer.camera.serving import show_in_browser
from queue_core.officer.shift import Line, Shift


def build(settings: OfficerSettings) -> OfficerApp:
    """The console for one core."""
    catalogues = load_catalogues("queue_core.officer")
    shift = Shift(
        lambda: dial(settings.core),
        catalogues,
        settings.language,
        scans=settings.scans,
        camera_port=settings.camera_port,
        show_page=show_in_browser,
        downloads=settings.downloads,
    )
    return OfficerApp(shift)


def dial(address: str) -> Line:
    """The core's API and its live link."""
    from queue_core.client.api import CoreApi
    from queue_core.client.link import LiveLink

    api = CoreApi(address)
    return Line(api, lambda changed: LiveLink(api, changed))


def run(settings: OfficerSettings) -> None:
    """Runs the console; the log goes where it cannot tear the screen. Ends the session at the end."""
    logging.basicConfig(level=logging.WARNING, handlers=[TextualHandler()], force=True)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # it would tell of every frame of the camera
    app = build(settings)
    settle()
    app.run()
    app.shift.end()
    if app.return_code:
        raise SystemExit(app.return_code)
