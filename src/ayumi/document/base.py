"""What every part of a plan document is: frozen, closed to unknown fields."""

import json
from functools import lru_cache
from typing import Annotated, Any, Self, cast
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict

REMEMBERED = 256
"""So many stored parts are kept as they were read."""


class Part(BaseModel):
    """A frozen part of the plan document; an unknown field is an error, never dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)

    @classmethod
    def from_stored(cls, stored: Any) -> Self:
        """Return the part that was stored as JSON; raises ValidationError.

        What is judged by (scales, stages) stays as it is for a year and is read many times in every request:
        the same JSON is validated once.
        """
        return cast(Self, _read(cls, json.dumps(stored)))


@lru_cache(maxsize=REMEMBERED)
def _read(kind: type[Part], text: str) -> Part:
    return kind.model_validate(json.loads(text))


def _canonical(text: str) -> str:
    return str(UUID(text))


Identifier = Annotated[str, AfterValidator(_canonical)]
"""A stable id: a UUID in its canonical form, unique over all municipalities."""
