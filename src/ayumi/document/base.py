"""What every part of a plan document is: frozen, closed to unknown fields."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen part of the plan document; an unknown field is an error, never dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


def _canonical(text: str) -> str:
    return str(UUID(text))


Identifier = Annotated[str, AfterValidator(_canonical)]
"""A stable id: a UUID in its canonical form, unique over all municipalities."""
