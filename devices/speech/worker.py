"""The child process that speaks: `python -m devices.speech.worker`.

A request is `{"text", "voice", "rate", "target"}`; see `devices.speech.child` for the line.
"""

from pathlib import Path

from devices.speech.child import Handler, Request, serve
from devices.speech.rendering import render, start_engine


def start() -> Handler:
    """Start the one engine; what it returns renders one request."""
    engine = start_engine()

    def handle(request: Request) -> None:
        render(engine, request["text"], request["voice"], int(request["rate"]), Path(request["target"]))

    return handle


if __name__ == "__main__":
    serve(start)
