"""Reads a TOML file into a frozen model and tells every mistake at once, each with the nearest known key."""

from __future__ import annotations

import difflib
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from queue_core.foundation.errors import SettingsInvalid


class Frozen(BaseModel):
    """A value that is read once and never changed; an unknown key is a mistake, not a wish."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def model_json_schema(cls, *args: Any, **how: Any) -> dict[str, Any]:  # noqa: ANN401  as pydantic's
        """Pydantic's own, made once: the description of the API asks for it anew with every route."""
        schema: dict[str, Any] = json.loads(_schema(cls, args, tuple(how.items())))
        return schema


@cache
def _schema(model: type[Frozen], args: tuple[Any, ...], how: tuple[tuple[str, Any], ...]) -> str:
    return json.dumps(super(Frozen, model).model_json_schema(*args, **dict(how)))


Model = TypeVar("Model", bound=Frozen)


def read_model(path: Path, model: type[Model]) -> Model:
    """The file as a `model`. Raises SettingsInvalid with one line for each mistake in it."""
    return parse_model(_read_toml(path), model, str(path))


def parse_model(data: dict[str, Any], model: type[Model], source: str) -> Model:
    """The data as a `model`. Raises SettingsInvalid with one line for each mistake, naming `source`."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        lines = [
            f"{source}: {_mistake(item['loc'], item['type'], item['msg'], model)}" for item in error.errors()
        ]
        raise SettingsInvalid("\n".join(lines)) from None


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsInvalid(f"{path}: there is no such file.", remedy="Check the path.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsInvalid(f"{path}: {error}") from None


def _mistake(place: tuple[int | str, ...], kind: str, message: str, model: type[BaseModel]) -> str:
    key = ".".join(str(part) for part in place)
    if kind != "extra_forbidden":
        return f"{key}: {message}"
    plain = ".".join(part for part in place if isinstance(part, str))
    near = difflib.get_close_matches(plain, sorted(known_keys(model)), n=1, cutoff=0.5)
    return f"{key}: unknown key" + (f"; did you mean {near[0]}?" if near else "")


def known_keys(model: type[BaseModel], prefix: str = "") -> set[str]:
    """Every key of a model of tables and lists of tables, dotted."""
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                keys |= known_keys(inner, f"{prefix}{name}.")
        keys.add(prefix + name)
    return keys
