"""The policy: in which order those who wait are called, and why each stands where it does.

Rules compose. The first named decides, the next settles what it leaves equal, and at last the
earlier hand goes first. Everything is computed on the server from server time (anchors.md, T1)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Final, NamedTuple

from msgspec import Meta

from server.rooms.words import Struct


class RequestKind(StrEnum):
    OPINION = "opinion"
    REPLY = "reply"
    BACK = "back"
    """Trao đổi lại."""
    ORDER = "order"
    """Ý kiến về điều hành, chương trình."""
    DEBATE = "debate"
    """Tranh luận (councils)."""


class Rule(StrEnum):
    """What may decide the order, one row of the policy each."""

    APPROVED = "approved"
    """Approved requests before those that still await approval."""
    KIND = "kind"
    """By class of priority, as `Policy.kinds` lists them."""
    VENUE = "venue"
    """The main venue before the connection points."""
    POINT = "point"
    """Who has not spoken first, by point: every point's first turn before any point's second."""
    PERSON = "person"
    """Who has not spoken first, by person."""
    CLUSTER = "cluster"
    """One cluster (cụm) after the other, those with fewest turns first."""
    FIELD = "field"
    """One field (lĩnh vực) after the other, those with fewest turns first."""
    QUOTA = "quota"
    """Clusters that have had `Policy.quota` turns go behind all others."""


class Scope(StrEnum):
    """Which turns count as spoken already."""

    CONFERENCE = "conference"
    ITEM = "item"


class Policy(Struct, frozen=True):
    """`rules` by weight; none is first come, first served. `kinds` by priority, those not named
    last. `safe`: so many at the head are never reshuffled. `quota` is turns per cluster, 0 none."""

    rules: Annotated[tuple[Rule, ...], Meta(max_length=8)] = ()
    kinds: Annotated[tuple[RequestKind, ...], Meta(max_length=5)] = ()
    quota: Annotated[int, Meta(ge=0, le=1000)] = 0
    safe: Annotated[int, Meta(ge=0, le=2)] = 0
    scope: Scope = Scope.CONFERENCE


class ReasonCode(StrEnum):
    """Why a request stands where it does: the rules of the policy, and what is above them."""

    APPROVED = "approved"
    KIND = "kind"
    VENUE = "venue"
    POINT = "point"
    PERSON = "person"
    CLUSTER = "cluster"
    FIELD = "field"
    QUOTA = "quota"
    FIRST_COME = "first_come"
    SAFE = "safe"
    BY_HAND = "by_hand"


class Reason(Struct, frozen=True):
    """`n` is the rank that the rule gave: less goes first. For `point`, `person`, `cluster` and
    `field` it is the number of turns before this one, spoken or waiting; for `first_come` the
    receipt's number. `of` is what was ranked: a kind, a point, a cluster or a field."""

    code: ReasonCode
    n: int = 0
    of: str = ""


class Row(NamedTuple):
    """What the rules look at in a request. `person` "" is nobody yet."""

    id: str
    no: int
    kind: RequestKind
    approved: bool
    venue: bool
    point: str
    person: str
    cluster: str
    field: str


class Spoken(NamedTuple):
    """How many turns there were so far, of each."""

    points: Counter[str]
    people: Counter[str]
    clusters: Counter[str]
    fields: Counter[str]


Ranks = dict[Rule, dict[str, int]]
"""By rule, by request."""

_GROUPS: Final[dict[Rule, Callable[[Row], str]]] = {
    Rule.POINT: attrgetter("point"),
    Rule.CLUSTER: attrgetter("cluster"),
    Rule.FIELD: attrgetter("field"),
    Rule.QUOTA: attrgetter("cluster"),
}
"""Rules that go round: a rank depends on how many of the same group go before."""


def arrange(rows: Sequence[Row], policy: Policy, spoken: Spoken) -> tuple[list[str], Ranks]:
    """The ids of `rows` in the policy's order, and the ranks that explain it: within the order
    they never decrease, the first rule's compared first. `rows` come by number."""
    rules = tuple(dict.fromkeys(policy.rules))
    ranks: Ranks = {rule: {} for rule in rules}
    return [row.id for row in _arrange(list(rows), rules, policy, spoken, ranks)], ranks


def _arrange(
    rows: list[Row], rules: tuple[Rule, ...], policy: Policy, spoken: Spoken, ranks: Ranks
) -> list[Row]:
    if not rules:
        return rows
    rule, rest = rules[0], rules[1:]
    rank = ranks[rule]
    if rule in _GROUPS:
        inner = _arrange(rows, rest, policy, spoken, ranks)
        rank.update(_rounds(inner, rule, policy, spoken))
        return sorted(inner, key=lambda row: rank[row.id])
    ranked = _ranked(rule, policy, spoken)
    blocks: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        rank[row.id] = value = ranked(row)
        blocks[value].append(row)
    inside = (_arrange(blocks[value], rest, policy, spoken, ranks) for value in sorted(blocks))
    return [row for block in inside for row in block]


def _rounds(
    rows: list[Row], rule: Rule, policy: Policy, spoken: Spoken
) -> Iterator[tuple[str, int]]:
    """How many turns of its own group go before each row; of a quota, whether that is too many."""
    had = {Rule.POINT: spoken.points, Rule.FIELD: spoken.fields}.get(rule, spoken.clusters)
    turns, group = dict(had), _GROUPS[rule]
    quota = policy.quota if rule is Rule.QUOTA else None
    for row in rows:
        of = group(row)
        before = turns.get(of, 0)
        turns[of] = before + 1
        yield row.id, before if quota is None else int(0 < quota <= before)


def _ranked(rule: Rule, policy: Policy, spoken: Spoken) -> Callable[[Row], int]:
    """What a rule makes of one row by itself."""
    kinds, last = {kind: n for n, kind in enumerate(policy.kinds)}, len(policy.kinds)
    people = {**spoken.people, "": 0}  # an unnamed one is nobody yet
    rules: dict[Rule, Callable[[Row], int]] = {
        Rule.APPROVED: lambda row: int(not row.approved),
        Rule.KIND: lambda row: kinds.get(row.kind, last),
        Rule.VENUE: lambda row: int(not row.venue),
        Rule.PERSON: lambda row: people.get(row.person, 0),
    }
    return rules[rule]


def reasons(row: Row, ranks: Ranks) -> tuple[Reason, ...]:
    """Why the policy puts `row` where it does, by weight."""
    of = {
        Rule.KIND: row.kind.value, Rule.POINT: row.point, Rule.CLUSTER: row.cluster,
        Rule.FIELD: row.field, Rule.QUOTA: row.cluster,
    }  # fmt: skip
    ruled = (
        Reason(ReasonCode(rule.value), rank[row.id], of.get(rule, ""))
        for rule, rank in ranks.items()
    )
    return (*ruled, Reason(ReasonCode.FIRST_COME, row.no))


def key(why: tuple[Reason, ...]) -> tuple[int, ...]:
    """What the policy compares: the order of requests is the order of their keys."""
    return tuple(reason.n for reason in why)
