"""What every part of a plan document is: frozen, closed to unknown fields."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen part of the plan document; an unknown field is an error, never dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)
