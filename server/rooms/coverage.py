"""Does the conclusion touch every opinion, and does every point stand in a notice (day.md D23)."""

from server.rooms.conclusion import Conclusion, ConclusionPoint, Issuer, linked
from server.rooms.opinions import Opinion, Opinions, Result


def touched(conclusion: Conclusion) -> frozenset[str]:
    """The opinions that some point, or a task of one, names."""
    return frozenset(id for point in conclusion.points.values() for id in linked(point))


def uncovered(conclusion: Conclusion, register: Opinions) -> tuple[str, ...]:
    """Opinions that no point and no task touches, and that nobody left out for a reason. One that
    is said to be the same as another goes with that other."""
    told = {register.rows[id].into or id for id in (*touched(conclusion), *conclusion.excluded)}
    return tuple(id for id in register.order if id not in told and stands(register.rows[id]))


def stands(row: Opinion) -> bool:
    """The row stands for itself: it goes with no other one, and holds more than a number."""
    return not (row.into or row.matter or row.result is Result.DUPLICATE)


def neither(conclusion: Conclusion) -> tuple[str, ...]:
    """Points that stand in no notice, although others do."""
    points = conclusion.points
    return tuple(id for id in conclusion.order if _named(conclusion) and not points[id].issuers)


def of_notice(conclusion: Conclusion, issuer: Issuer) -> tuple[ConclusionPoint, ...]:
    """The points of `issuer`'s notice, in order. Where nobody has named an issuer there is one
    notice, and all points stand in it."""
    every = (conclusion.points[id] for id in conclusion.order)
    named = _named(conclusion)
    return tuple(point for point in every if issuer in point.issuers or not named)


def _named(conclusion: Conclusion) -> bool:
    return any(point.issuers for point in conclusion.points.values())
