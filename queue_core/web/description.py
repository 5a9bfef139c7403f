"""The description of the API, made when somebody asks: it is most of what an application costs to start."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask_openapi3 import APIBlueprint, OpenAPI

from queue_core.foundation.problem import REQUEST_ID_HEADER
from queue_core.web.requests import REQUEST_ID, WRITES

Document = dict[str, Any]


class ApiBlueprint(APIBlueprint):
    """Routes that keep what they would tell of themselves until they are asked to describe themselves."""

    def __init__(self, *names: str, **how: Any) -> None:  # noqa: ANN401  as flask-openapi3's
        super().__init__(*names, **how)
        self._kept: list[tuple[str, Callable[..., Any], dict[str, Any]]] = []

    def _collect_openapi_info(self, rule: str, func: Callable[..., Any], **told: Any) -> Any:  # noqa: ANN401
        self._kept.append((rule, func, told))
        return super()._collect_openapi_info(rule, func, **{**told, "doc_ui": False})

    def describe(self) -> None:
        """Makes the description of each route."""
        for rule, func, told in self._kept:
            super()._collect_openapi_info(rule, func, **told)


class Description:
    """The description of an application and its blueprints, made once."""

    def __init__(self, app: OpenAPI, blueprints: Iterable[ApiBlueprint]) -> None:
        self._app = app
        self._blueprints = tuple(blueprints)
        self._made: Document | None = None

    def document(self) -> Document:
        """As OpenAPI 3.1 has it; the first call takes about a second of a processor."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def _make(self) -> Document:
        for blueprint in self._blueprints:
            blueprint.describe()
            self._app.paths.update(blueprint.paths)
            self._app.components_schemas.update(blueprint.components_schemas)
            known = {tag.name for tag in self._app.tags}
            self._app.tags.extend(tag for tag in blueprint.tags if tag.name not in known)
        return _with_request_ids(self._app.api_doc)


def _with_request_ids(document: Document) -> Document:
    """With the header that every write carries; the strict reading checks it, not a model."""
    header = {
        "name": REQUEST_ID_HEADER,
        "in": "header",
        "required": True,
        "schema": {"type": "string", "pattern": REQUEST_ID.pattern},
    }
    for operations in document["paths"].values():
        for method in operations.keys() & {name.lower() for name in WRITES}:
            operations[method].setdefault("parameters", []).append(header)
    return document
