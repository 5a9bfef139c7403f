"""A family's page that has no socket, and reads over HTTP what the core says of it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route


def asks_over_http(page: Page, **changed: object) -> None:
    """Without its socket the page reads what the core says of it, with some of it as it will be."""

    def told(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), **changed})

    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.route("**/socket.io/**", lambda route: route.abort())
    page.route(re.compile(r"/api/v1/pages/\w+$"), told)
    page.reload()
