"""What the chair and the secretaries see of the conclusion and its papers: shapes of `views`."""

from server.rooms.concluding import HeardOrder
from server.rooms.conclusion import Issuer, Task
from server.rooms.conflicts import Finding
from server.rooms.issuing import DocumentStage, PaperFile
from server.rooms.words import Millis, Struct


class ConclusionPointView(Struct, frozen=True):
    id: str
    title: str
    text: str
    version: int
    tasks: tuple[Task, ...] = ()
    issuers: tuple[Issuer, ...] = ()
    opinions: tuple[str, ...] = ()


class DocumentView(Struct, frozen=True):
    """`draft` is the latest one's number, `at` and `by` when and who made it. `changed`: what is
    there now is not what it was made from. `returned` is why it came back from the signer."""

    stage: DocumentStage
    draft: int
    at: Millis
    by: str
    changed: bool = False
    files: tuple[PaperFile, ...] = ()
    signer: str = ""
    number: str = ""
    day: str = ""
    returned: str = ""


class ConclusionView(Struct, frozen=True):
    """`arranged` is the version of `order`; `excluded` gives the reason for each opinion that is
    left out. `printed` counts copies by what was printed."""

    points: dict[str, ConclusionPointView]
    order: list[str]
    arranged: int = 0
    excluded: dict[str, str] | None = None
    documents: dict[str, DocumentView] | None = None
    printed: dict[str, int] | None = None


class FieldCounts(Struct, frozen=True):
    """Opinions of one field ("" not classified yet) by deciding level ("" likewise). `answered` in
    full, `partly` not."""

    field: str
    levels: dict[str, int]
    total: int
    answered: int
    partly: int


class SharedWish(Struct, frozen=True):
    """An opinion that several ask for: so many people or points, itself included."""

    opinion: str
    count: int


class SheetView(Struct, frozen=True):
    """*Bảng tổng hợp ý kiến phục vụ kết luận*. `turns` are *lượt phát biểu*, `opinions` *ý kiến* of
    which `merged` go with another one; `fields` count those that stand for themselves. `promises`
    are opinions with an open commitment, the nearest day first. `uncovered` the conclusion does not
    touch, points of `neither` stand in no notice. `orders` are the latest ones heard while the
    leader concludes. Lists show their head, and `counts` how many there are."""

    turns: int
    opinions: int
    merged: int
    fields: tuple[FieldCounts, ...]
    counts: dict[str, int]
    promises: tuple[str, ...] = ()
    wishes: tuple[SharedWish, ...] = ()
    uncovered: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    neither: tuple[str, ...] = ()
    orders: tuple[HeardOrder, ...] = ()
