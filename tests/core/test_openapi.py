"""The description of the API: whole, valid, and kept by what the core answers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest import SkipTest

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from queue_core.access.rules import MATRIX, Role
from tests.core.http_office import PROBLEM, Api, build_api
from tests.core.office import open_office, token_of


@pytest.fixture(scope="module")
def api(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with open_office(staffed, tmp_path_factory.mktemp("described")) as office:
        yield build_api(office)


@pytest.fixture(scope="module")
def description(api: Api) -> dict[str, Any]:
    found: dict[str, Any] = api.send("GET", "/api/v1/openapi.json").get_json()
    return found


def test_the_description_lists_every_route_of_the_api_and_no_other(description: dict[str, Any]) -> None:
    listed = {f"{method.upper()} {path}" for path, verbs in description["paths"].items() for method in verbs}
    routes = {line for line in MATRIX if re.match(r"[A-Z]+ /api/v1/", line)}
    assert listed == routes - {"GET /api/v1/openapi.json"}


def test_every_route_says_what_it_is_for_and_what_it_answers(description: dict[str, Any]) -> None:
    for verbs in description["paths"].values():
        for operation in verbs.values():
            assert operation["summary"]
            assert {"200", "201", "204"} & set(operation["responses"])


def test_no_two_operations_share_an_id(description: dict[str, Any]) -> None:
    ids = [
        operation["operationId"] for verbs in description["paths"].values() for operation in verbs.values()
    ]
    assert len(set(ids)) == len(ids)


def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    for name in re.findall(r"'#/components/schemas/(\w+)'", str(description)):
        assert name in description["components"]["schemas"]


@pytest.mark.real
def test_the_description_is_valid(description: dict[str, Any]) -> None:
    import schemathesis  # too slow to load for the fast tests

    schemathesis.openapi.from_dict(description).validate()


def is_a_problem_or_fine(response: Any) -> bool:  # noqa: ANN401  the library's own answer
    kind = response.headers["content-type"][0] if "content-type" in response.headers else PROBLEM
    return response.status_code < 400 or (response.status_code < 500 and kind == PROBLEM)


def let_in(line: str) -> Role:
    """One of those whom a line of the matrix lets in, always the same."""
    return min(MATRIX[line] - {Role.PUBLIC})


@pytest.mark.real
@pytest.mark.parametrize("mode", ["POSITIVE", "NEGATIVE"])
def test_no_generated_request_of_who_is_let_in_is_answered_with_a_fault(api: Api, mode: str) -> None:
    import schemathesis  # too slow to load for the fast tests

    schemathesis.serializer("application/pdf")(lambda _, value: str(value).encode())
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", api.app)
    ids = itertools.count()

    def try_out(operation: Any) -> None:  # noqa: ANN401  the library's own operation
        @settings(max_examples=8, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode[mode]))
        def send(case: Any) -> None:  # noqa: ANN401  the library's own case
            headers = {
                "Authorization": f"Bearer {token_of(let_in(operation.label))}",
                "Idempotency-Key": f"generated-{next(ids)}",
            }
            response = case.call(headers=headers)
            assert is_a_problem_or_fine(response), response.text

        send()

    operations: Any = schema.get_all_operations()
    for found in operations:
        with suppress(Unsatisfiable, SkipTest):  # nothing can be wrong with a request that takes nothing
            try_out(found.ok())
