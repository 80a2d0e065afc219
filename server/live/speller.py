"""Gives heard words their official form, with the names that this conference knows."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from server.live.liveroom import LiveRoom
from server.live.papers import Papers
from server.rooms import glossary
from server.rooms.plan import People, Person
from server.rooms.spelling import Change, Suggestion
from server.transcribe.heard import HeardWord
from server.transcribe.vietnamese.names import BUNDLED, LINE, BadName, Names, Term
from server.transcribe.vietnamese.written import write

log = logging.getLogger(__name__)

ROSTER_WORDS: Final = 3
Spelt = tuple[str, tuple[Change, ...], tuple[Suggestion, ...]]


class Speller:
    """Of one room. The names are built anew only when somebody has spoken who is not on the roster,
    or plan, roster or glossary changed: that takes some milliseconds (27 for a roster of 2,500),
    spelling a sentence less than two."""

    def __init__(self, live: LiveRoom) -> None:
        self._live = live
        self._papers = Papers(live)
        self._of: tuple[object, ...] = ()
        self._roster: frozenset[str] = frozenset()
        self._known: frozenset[str] = frozenset()
        self._names = BUNDLED

    def __call__(self, turn: str, heard: Sequence[HeardWord]) -> Spelt:
        """The text of a whole utterance of `turn`, what made it of the words, and what may be
        meant. Of a speech handed in beforehand it is that speech's."""
        names = self._names_now()
        followed = self._papers.follow(turn, heard, names)
        written = followed or write(heard, names, sentences=True)
        changes = tuple(
            Change(span.start, span.end, span.text, span.rule, span.suggested)
            for span in written.spans
        )
        suggestions = tuple(
            Suggestion(one.start, one.end, one.text, one.rule, one.confidence)
            for one in written.suggestions
        )
        return written.text.strip(), changes, suggestions

    def _names_now(self) -> Names:
        room = self._live.room
        session, plan = room.session, room.session.plan
        of = (plan, session.people, room.glossary)
        same = len(of) == len(self._of) and all(a is b for a, b in zip(of, self._of, strict=True))
        if not same:
            self._of, self._roster = of, _roster(session.people)
        people = _names([turn.speaker for turn in room.floor.turns.values()]) - self._roster
        if not same or people != self._known:
            self._known = people
            self._names = Names.of(
                places=_usable(point.name for point in plan.points),
                people=_usable(sorted(people | self._roster)),
                agencies=_usable(plan.agencies),
            )
            for term in room.glossary.terms:
                _add(self._names, term)
        return self._names


def _roster(people: People) -> frozenset[str]:
    """Those who lead the conference, and those invited to it whose names are long enough to be no
    ordinary words: "Thu Hà" is a name, "thu hà" may be anything."""
    leaders = (*people.chairs, people.moderator, *people.secretaries)
    invited = (one for one in people.delegates if len(one.name.split()) >= ROSTER_WORDS)
    return _names([*leaders, *invited])


def _add(names: Names, term: glossary.Term) -> None:
    try:
        names.add_term(Term(term.meant, term.heard, term.unless))
    except BadName as bad:  # an entry of an older release: the others are none the worse for it
        log.warning("glossary entry left out: %s", bad)


def _names(people: Sequence[Person]) -> frozenset[str]:
    return frozenset(person.name for person in people if person.name.strip())


def _usable(names: Iterable[str]) -> Iterator[str]:
    """Without those too long to have been spoken as a name."""
    return (name for name in names if name.strip() and len(name) <= LINE // 2)
