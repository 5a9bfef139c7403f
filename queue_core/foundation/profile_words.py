"""The words of which every part of a profile is made."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Text = dict[str, str]
"""One text in several languages, by language code."""
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Letter = Annotated[str, Field(pattern=r"^[A-Z]$")]
