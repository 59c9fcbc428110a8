"""A table of measures that a city made for itself, read under a mapping that a person looked at.

``propose`` says what the headings seem to mean, ``understand`` reads every cell under a mapping. Both take a
``SourceWorkbook`` and know no file, no database and no clock.
"""

from ayumi.importing.rules.mapping.mapping import Mapping
from ayumi.importing.rules.mapping.proposal import NothingToMap, Proposal, propose
from ayumi.importing.rules.mapping.result import Understanding
from ayumi.importing.rules.mapping.understanding import understand
from ayumi.importing.rules.mapping.yaml_text import BadMapping, from_yaml, to_yaml

__all__ = [
    "BadMapping",
    "Mapping",
    "NothingToMap",
    "Proposal",
    "Understanding",
    "from_yaml",
    "propose",
    "to_yaml",
    "understand",
]
