"""The hash chain of the audit trail, as a function of its entries."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ayumi.ground.wording import say

FIRST_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class ChainLink:
    """What is hashed of one audit entry."""

    municipality_id: str
    sequence: int
    at: str
    actor_id: str
    actor_name: str
    verb: str
    object_type: str
    object_id: str
    object_label: str
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoredLink:
    """An entry as it stands in the database, with the hashes stored beside it."""

    link: ChainLink
    previous_hash: str
    hash: str


def link_hash(link: ChainLink, previous_hash: str) -> str:
    """Return SHA-256 over the previous hash and every field, in a canonical form."""
    body = json.dumps(
        [previous_hash, *(getattr(link, name) for name in ChainLink.__slots__)],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


def broken_links(entries: Iterable[StoredLink], head_sequence: int, head_hash: str) -> tuple[str, ...]:
    """Return a sentence per break: an edited entry, a gap, or a tail that was cut off.

    ``entries`` come in order of their sequence. The head cannot protect itself; it is printed in
    every published edition so that a cut of both is seen too.
    """
    problems: list[str] = []
    previous_hash, expected = FIRST_HASH, 1
    for entry in entries:
        if entry.link.sequence != expected:
            last = entry.link.sequence - 1
            problems.append(say("{first}番から{last}番までの記録がありません。", first=expected, last=last))
        if entry.previous_hash != previous_hash or entry.hash != link_hash(entry.link, entry.previous_hash):
            problems.append(say("{number}番の記録が書き換えられています。", number=entry.link.sequence))
        previous_hash, expected = entry.hash, entry.link.sequence + 1
    if head_sequence != expected - 1 or head_hash != previous_hash:
        problems.append(
            say("末尾の記録が失われています（先頭記録は{number}番を示しています）。", number=head_sequence)
        )
    return tuple(problems)
