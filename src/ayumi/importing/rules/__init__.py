"""Pure rules of the room: what a plan text says, recognised from its words and numbering."""

from ayumi.importing.rules.plan_document import to_plain, to_plan_document
from ayumi.importing.rules.understanding import understand

__all__ = ["to_plain", "to_plan_document", "understand"]
