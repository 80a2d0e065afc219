"""What papers of every kind begin and end with."""

from server.documents.content import Frame
from server.documents.layout import Paper


def begin(frame: Frame, paper: Paper) -> None:
    """Everything above the text."""
    if frame.rehearsal:
        paper.mark(frame.rehearsal)
    paper.heading(frame.heading)
    if frame.kind:
        paper.title(frame.kind, frame.subject)
    if frame.draft:
        paper.add("draft", frame.draft)


def end(frame: Frame, paper: Paper, ending: str) -> None:
    """The last sentence, and everything below it."""
    paper.add("ending", ending)
    paper.signature(frame.signature, frame.recipients, frame.kept)
