"""The core's API as a client sees it: typed answers, refusals by cause, and one retry with the same id."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from queue_core.client.api import CoreApi
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.problem import MEDIA_TYPE
from queue_core.tickets.errors import LaneFull
from queue_core.tickets.wire.tickets import NewTicket
from queue_core.web.problems import problem_of

KIA = NewTicket(service="kia")
Answer = tuple[int, str, bytes] | None
"""Status, content type and body; None hangs up without a word."""


class PlayedCore:
    """Answers as it is told, and remembers what came."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.request_ids: list[str | None] = []
        self.tokens: list[str | None] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(core: PlayedCore) -> type[BaseHTTPRequestHandler]:  # noqa: N805  `self` is the handler's
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                core.request_ids.append(self.headers.get("Idempotency-Key"))
                core.tokens.append(self.headers.get("Authorization"))
                answer = core.answers.pop(0)
                if answer is None:
                    return
                status, kind, body = answer
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET: Callable[[Handler], None] = do_POST  # noqa: N815  the library's name

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture
def core() -> Iterator[PlayedCore]:
    played = PlayedCore()
    yield played
    played.close()


ISSUED = json.dumps(
    {
        "ticket": {
            "number": "A001",
            "day": "2021-02-08",
            "lane": "A",
            "state": "waiting",
            "issued_at": "2021-02-08T01:00:00Z",
        },
        "ahead": 0,
        "wait": None,
        "page": "https://antrean.test/t/x",
        "slip": [],
    }
).encode()
GOOD: Answer = (201, "application/json", ISSUED)
FULL: Answer = (409, MEDIA_TYPE, problem_of(LaneFull("Lane A is full.")).model_dump_json().encode())


def test_a_lost_answer_is_asked_for_again_with_the_same_request_id(core: PlayedCore) -> None:
    core.answers = [None, GOOD]
    assert CoreApi(core.address, "t").issue(KIA, "the-same-id").ticket.number == "A001"
    assert core.request_ids == ["the-same-id", "the-same-id"]


def test_what_a_newer_core_tells_besides_is_left_out(core: PlayedCore) -> None:
    newer = json.loads(ISSUED)
    newer["ticket"]["colour"] = newer["weather"] = "fair"
    core.answers = [(201, "application/json", json.dumps(newer).encode())]
    assert CoreApi(core.address, "t").issue(KIA, "an-id").ticket.number == "A001"


def test_a_core_that_never_answers_is_out_of_reach(core: PlayedCore) -> None:
    core.answers = [None, None]
    with pytest.raises(CoreUnreachable):
        CoreApi(core.address, "t").issue(KIA, "the-same-id")


def test_a_refusal_is_told_with_its_cause_and_is_not_sent_again(core: PlayedCore) -> None:
    core.answers = [FULL]
    with pytest.raises(Refused) as refused:
        CoreApi(core.address, "t").issue(KIA, "the-same-id")
    assert (refused.value.cause, refused.value.status_code) == ("lane-full", 409)
    assert refused.value.what_to_do == LaneFull.remedy


@pytest.mark.parametrize(
    "answer",
    [
        (502, "text/html", b"<html>Bad gateway</html>"),
        (200, "text/html", b"<html>Log in to the hotel's network</html>"),
        (200, "application/json", b"{}"),
        (409, MEDIA_TYPE, b"not json"),
        (500, MEDIA_TYPE, b"[]"),
    ],
)
def test_whatever_else_answers_is_not_taken_for_the_core(core: PlayedCore, answer: Answer) -> None:
    core.answers = [answer]
    with pytest.raises(CoreUnreachable):
        CoreApi(core.address, "t").issue(KIA, "the-same-id")


def test_nobody_listening_is_out_of_reach_in_words_without_a_traceback(core: PlayedCore) -> None:
    core.close()
    with pytest.raises(CoreUnreachable, match="ConnectionError"):
        CoreApi(core.address, "t").snapshot()


def test_the_token_goes_with_every_call_and_only_when_there_is_one(core: PlayedCore) -> None:
    core.answers = [GOOD, GOOD]
    CoreApi(core.address, "secret").issue(KIA, "one")
    CoreApi(core.address).issue(KIA, "two")
    assert core.tokens == ["Bearer secret", None]


def test_every_write_has_a_request_id_of_its_own(core: PlayedCore) -> None:
    core.answers = [FULL] * 3
    api = CoreApi(core.address, "t")
    for _ in range(3):
        with pytest.raises(Refused):
            api.act(3, "call-next")
    assert len(set(core.request_ids)) == 3
