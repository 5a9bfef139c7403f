"""Starts the board."""

from queue_core.web.starting import start_on_gevent

start_on_gevent()

# ruff: noqa: E402  gevent has to patch before anything else is imported
from display_board.build import build, read_means
from queue_core.foundation.program import run_daemon
from queue_core.foundation.settings import Settings
from queue_core.web.serve import serve


def start(settings: Settings) -> None:
    """Serves the board page until a signal comes; what is wrong with its files is told before."""
    board = settings.board
    means = read_means(board)
    serve(lambda: build(board, means), board.host, board.port)


if __name__ == "__main__":
    raise SystemExit(run_daemon("board", "A display of the waiting area, with its voice.", start))
