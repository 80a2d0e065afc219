"""The conference's glossary: phrases that recognition mishears here, and what they mean."""

from typing import Annotated, Final

from msgspec import Meta

from server.rooms import words
from server.rooms.words import BESIDE, Refused, Struct

LONGEST: Final = 200
"""Characters of a phrase."""
Phrase = Annotated[str, Meta(max_length=LONGEST)]
Phrases = Annotated[tuple[Phrase, ...], Meta(max_length=50)]


class Term(Struct, frozen=True):
    """`meant` is right; each of `heard` is always a mishearing of it; it never fires inside a
    phrase of `unless`."""

    meant: Phrase
    heard: Phrases = ()
    unless: Phrases = ()


class Glossary(Struct, frozen=True):
    terms: tuple[Term, ...] = ()


class SetGlossary(words.Command, frozen=True):
    """The whole glossary, in place of what it was."""

    terms: Annotated[tuple[Term, ...], Meta(max_length=1000)]


Command = SetGlossary


class GlossarySet(words.Event, frozen=True):
    by: str
    terms: Annotated[tuple[Term, ...], Meta(extra=BESIDE)] = ()


Event = GlossarySet


class BadTerm(Refused):
    """An entry that cannot be used. Fields: `why` (empty, too_long, entry_too_short: one heard word
    would corrupt ordinary sentences), `text`, `entry` (its place, from 1)."""

    code = "bad_term"


def decide(glossary: Glossary, command: Command, by: str) -> tuple[Event, ...]:
    for entry, term in enumerate(command.terms, 1):
        _check(term, entry)
    return () if command.terms == glossary.terms else (GlossarySet(by, command.terms),)


def _check(term: Term, entry: int) -> None:
    for text in (term.meant, *term.heard, *term.unless):
        if not text.strip():
            raise BadTerm(why="empty", text=text, entry=entry)
    for text in term.heard:
        if len(text.split()) < 2:
            raise BadTerm(why="entry_too_short", text=text, entry=entry)


def evolve(glossary: Glossary, event: Event) -> Glossary:
    return Glossary(event.terms)
