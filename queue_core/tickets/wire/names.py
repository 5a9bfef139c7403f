"""The words that requests may name: keys of the profile, codes of languages."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

Name = Annotated[str, StringConstraints(strict=True, max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
LanguageCode = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]{2,3}$")]
