"""How a message leaves for a phone, read by a library that did not write it."""

from __future__ import annotations

import pytest
from flask import Flask, request
from flask_socketio import SocketIO
from hypothesis import example, given
from hypothesis import strategies as st
from wsproto.frame_protocol import FrameProtocol, Opcode

from queue_core.server.websocket import PlainWebSocket, framed, lead_others_past

EDGES = (0, 125, 126, 65_535, 65_536)
"""Bytes at which the length of a frame is written another way."""


class Sipping:
    """A connection whose kernel takes a mouthful at the first try."""

    connected = True

    def __init__(self, mouthful: int) -> None:
        self.sock = self
        self.heard = b""
        self._mouthful = mouthful

    def send(self, data: bytes) -> int:
        self.heard += data[: self._mouthful]
        return min(self._mouthful, len(data))

    def sendall(self, data: bytes) -> None:
        self.heard += data


def read(frame: bytes) -> tuple[Opcode, object, bool]:
    """Kind, message and whether it is whole, as a client reads them."""
    reader = FrameProtocol(client=True, extensions=[])
    reader.receive_bytes(frame)
    (only,) = reader.received_frames()
    return only.opcode, only.payload, only.message_finished


@given(text=st.text(max_size=300))
@example(text="🥚" * 20_000)
def test_a_client_reads_the_text_that_was_framed(text: str) -> None:
    assert read(framed(text)) == (Opcode.TEXT, text, True)


@pytest.mark.parametrize("length", EDGES)
def test_every_length_is_read_back(length: int) -> None:
    assert read(framed("x" * length)) == (Opcode.TEXT, "x" * length, True)
    assert read(framed(b"x" * length)) == (Opcode.BINARY, b"x" * length, True)


@pytest.mark.parametrize("mouthful", [1, 7, 1_000])
def test_a_phone_that_takes_a_part_at_a_time_hears_all_of_it_once(mouthful: int) -> None:
    phone = Sipping(mouthful)
    speaking = PlainWebSocket(lambda _line: [], None)
    speaking.ws = phone
    speaking.send("news of your place")
    assert read(phone.heard) == (Opcode.TEXT, "news of your place", True)


def test_a_connection_that_has_ended_says_so_as_the_driver_expects() -> None:
    ended = PlainWebSocket(lambda _line: [], None)
    ended.ws = type("Ended", (), {"connected": False})()
    with pytest.raises(OSError, match="ended"):
        ended.send("news")


def test_only_what_is_for_the_socket_server_goes_to_it() -> None:
    app = Flask("pages")
    lead_others_past(app, SocketIO(app))
    app.add_url_rule("/page", view_func=lambda: f"{'eventlet.input' in request.environ}")
    asking = app.test_client()
    assert asking.get("/page", environ_overrides={"gunicorn.socket": None}).text == "False"
    assert "unsupported version" in asking.get("/socket.io/?EIO=3&transport=polling").text
