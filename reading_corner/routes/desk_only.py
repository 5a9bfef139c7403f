"""Who has which book is told at the corner itself, never to the network, wherever its pages are shown."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from flask import request

from reading_corner.errors import DeskOnly

API, KEEPERS = "/api/", "/keeper"
PUBLIC = frozenset({"/api/search", "/api/fitting", "/api/proposals", "/api/proposals/withdraw"})
"""What the child's pages and the guardian's ask. Any other address under /api/ is the desk's, and so
is every page of the keeper's: a password is typed there, and no other machine speaks to this one unseen."""


def require_desk() -> None:
    """Raises DeskOnly for a call of the desk, or of a keeper's page, that comes from another machine."""
    rule = request.url_rule
    if rule is None or not rule.rule.startswith((API, KEEPERS)) or rule.rule in PUBLIC:
        return
    if not is_loopback(request.remote_addr or ""):
        raise DeskOnly


def is_loopback(caller: str) -> bool:
    """Whether an address is this machine's own, also as IPv6 writes one of IPv4."""
    try:
        address = ip_address(caller)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_loopback
