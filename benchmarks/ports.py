"""Ports for real programs in tests and benchmarks: free, and claimed until the program listens on its own."""

from __future__ import annotations

import random
import socket
from collections import deque

BLOCKS = range(20_000, 32_000, 10)
"""First ports of blocks, below the ports that the kernel gives to outgoing connections."""
CLAIMS_KEPT = 30
"""So many blocks later the program that asked for one has long been listening, or has ended."""

_claims: deque[socket.socket] = deque()


def free_ports(count: int) -> int:
    """The first of so many consecutive ports (at most 10) that nobody listens on.

    A program takes a second to listen, while other tests look for ports, too: a block is claimed by a UDP
    socket at its first port. Raises OSError when all are taken.
    """
    for base in random.sample(BLOCKS, len(BLOCKS)):
        if (claim := _claimed(base)) is None:
            continue
        if not all(_is_free(base + offset) for offset in range(count)):
            claim.close()
            continue
        _claims.append(claim)
        if len(_claims) > CLAIMS_KEPT:
            _claims.popleft().close()
        return base
    raise OSError("no free ports")


def _claimed(base: int) -> socket.socket | None:
    claim = socket.socket(type=socket.SOCK_DGRAM)
    try:
        claim.bind(("127.0.0.1", base))
    except OSError:
        claim.close()
        return None
    return claim


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
