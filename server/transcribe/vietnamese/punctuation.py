"""Full stops, commas and question marks from pauses and cue words; always suggestions. Pure."""

from collections.abc import Sequence
from typing import Final

from server.transcribe.vietnamese.page import Page, Span
from server.transcribe.vietnamese.places import CHAIN
from server.transcribe.vietnamese.spelling import words

COMMA_MS: Final = 350
STOP_MS: Final = 800
"""A pause this long is a comma, a full stop (speech.md §9.2)."""
_CLAUSE: Final = 5
"""Words of a sentence at least, where only a cue word parts it from the next."""

_HOLDS_ON: Final = words(
    """của và là các những cho với để trong ở tại về được bị đã sẽ đang rất không có từ đến do vì
    theo trên dưới khi nếu mà thì một hơn gần khoảng bằng cùng hoặc hay như nên tôi chúng kính
    thưa đồng số năm tháng ngày"""
)
"""No mark behind these, however long the speaker thinks."""


Phrase = tuple[str, ...]


class _Cues:
    """Phrases that are looked up by their first and by their last word."""

    def __init__(self, text: str) -> None:
        phrases = [tuple(part.split()) for part in text.replace("\n", ",").split(",")]
        self._by_first: dict[str, list[Phrase]] = {}
        self._by_last: dict[str, list[Phrase]] = {}
        for phrase in filter(None, phrases):
            self._by_first.setdefault(phrase[0], []).append(phrase)
            self._by_last.setdefault(phrase[-1], []).append(phrase)

    def begin(self, page: Page, i: int) -> bool:
        """Does one begin at word `i`?"""
        phrases = self._by_first.get(page.low[i], ())
        return any(tuple(page.low[i : i + len(phrase)]) == phrase for phrase in phrases)

    def end(self, page: Page, i: int) -> bool:
        """Does one end before word `i`?"""
        phrases = self._by_last.get(page.low[i - 1], ()) if i else ()
        return any(
            i >= len(phrase) and tuple(page.low[i - len(phrase) : i]) == phrase
            for phrase in phrases
        )


_OPENS: Final = _Cues(
    """
    tôi đề nghị, chúng tôi đề nghị, em đề nghị, tôi kiến nghị, chúng tôi kiến nghị, tôi xin,
    em xin, tôi mong, chúng tôi mong, chúng tôi xin, đề nghị tỉnh, đề nghị trung ương,
    đề nghị thành phố, đề nghị sở, đề nghị chính quyền, đề nghị ủy ban, đề nghị các,
    đề nghị đồng chí, đề nghị huyện, đề nghị lãnh đạo, đề nghị nhà nước, đề nghị chính phủ,
    đề nghị hội đồng, đề nghị ban, đề nghị bộ, kiến nghị tỉnh, xin cảm ơn, hiện nay, hiện tại,
    tuy nhiên, vì vậy, do vậy, do đó, chính vì vậy, bên cạnh đó, ngoài ra, mặt khác, thứ nhất là,
    thứ nhất, thứ hai là, thứ ba là, cuối cùng, trước hết, vướng mắc lớn nhất, khó khăn lớn nhất,
    nguyên nhân là, trước đây, thời gian qua, thời gian tới, năm ngoái, về phía, trong khi đó,
    cụ thể là, tôi xin hết, xin trân trọng cảm ơn, qua rà soát, qua kiểm tra, kết quả là,
    theo phản ánh, tính đến nay"""
)
"""Words that begin a sentence."""
_OPENS_ANYWAY: Final = frozenset(
    ("tôi", "chúng", "em", "tuy", "hiện", "ngoài", "bên", "xin", "mặt")
)
_NOT_OPENED_BY: Final = words(
    """tôi chúng em xin kính và nên có được đã sẽ ý lần để theo các những nhiều tri dân con cũng
    do nghị rằng là của nhất trong mà cho vì cháu hội thì từ qua chỉ rất như tại ở này hay còn"""
)
_LEAD_ON: Final = words("và của mà cho với là như để thì rằng do nếu khi vì nên")
"""Behind these even "tôi đề nghị" goes on."""
_COMMA: Final = _Cues(
    """
    nhưng, trong đó, trong khi, nhất là, đặc biệt là, tuy vậy, chưa kể, bao gồm, gồm có, cụ thể là,
    kể cả, không những, mà còn, đồng thời, từ đó, đến nay, phối hợp với"""
)
_COMMA_BEHIND: Final = frozenset(
    ("tuy nhiên", "vì vậy", "do vậy", "do đó", "bên cạnh đó", "ngoài ra", "mặt khác", "thứ nhất",
     "trước hết", "cuối cùng", "hiện nay", "thời gian qua", "thời gian tới"),
)  # fmt: skip
_ADDRESSED: Final = _Cues(
    """
    thưa các đồng chí lãnh đạo, thưa các đồng chí, thưa chủ tọa hội nghị, thưa chủ tọa,
    thưa hội nghị, thưa toàn thể hội nghị, thưa quý vị đại biểu, thưa các vị đại biểu,
    thưa đồng chí chủ tọa, thưa đồng chí chủ trì, thưa các quý vị, thưa quý vị, thưa đoàn chủ tịch,
    thưa các bác"""
)
_QUESTIONS: Final = _Cues(
    """
    không ạ, phải không, đúng không, hay không, được không, chưa ạ, thế nào, bao giờ, bao nhiêu,
    như thế nào, vì sao, tại sao, ra sao, hay chưa, phải không ạ, được không ạ, khi nào, ở đâu"""
)


def places(page: Page) -> list[Span]:
    """A comma between a unit and the greater one: xã Đồn Đạc, huyện Ba Chẽ."""
    named = {span.end for span in page.spans.values() if span.rule in _NAMED}
    begun = {span.start for span in page.spans.values() if span.rule in _NAMED}
    found = []
    for i in sorted(named):
        pair = (page.low[i], page.low[i + 1])
        name = i + 1 + (pair[1] in ("phố", "xã", "trấn", "khu"))
        if (pair[0] in CHAIN or pair == ("khu", "phố")) and name in begun:
            found.append(Span(i, i, ",", "punctuation.place", suggested=True))
    return found


_NAMED: Final = frozenset(("name.place", "name.number"))


def sentences(page: Page, pauses: Sequence[int]) -> list[Span]:
    """Marks and sentence capitals of a whole utterance; `pauses[i]` ms of silence before word i."""
    marks: dict[int, str] = {}
    since = 0
    inside = _inside(page)
    for i in range(1, page.size):
        if i in inside:
            continue
        mark = _mark(page, i, since, pauses[i])
        if mark:
            marks[i] = mark
            since = i if mark == "." else since
    _questions(page, marks)
    spans = [
        Span(i, i, mark, f"punctuation.{_NAME[mark]}", suggested=True)
        for i, mark in sorted(marks.items())
    ]
    return spans + _capitals(page, [0, *(i for i, mark in marks.items() if mark != ",")])


_NAME: Final = {",": "comma", ".": "stop", "?": "question"}


def _inside(page: Page) -> set[int]:
    """Words that a change joins to the one before."""
    return {i for span in page.spans.values() for i in range(span.start + 1, span.end)}


def _mark(page: Page, i: int, since: int, pause: int) -> str:
    before = page.low[i - 1]
    opens = _OPENS.begin(page, i)
    held = _LEAD_ON if page.low[i] in _OPENS_ANYWAY else _NOT_OPENED_BY
    if opens and i - since >= _CLAUSE and before not in held:
        return "."
    if pause >= STOP_MS and before not in _HOLDS_ON and i - since >= 2:
        return "."
    if _addressed(page, i) or _behind_cue(page, i, since):
        return ","
    if pause >= COMMA_MS and before not in _HOLDS_ON:
        return ","
    return "," if _COMMA.begin(page, i) and before not in _HOLDS_ON and i - since > 2 else ""


def _addressed(page: Page, i: int) -> bool:
    if not _ADDRESSED.end(page, i):
        return False
    longer = any(_ADDRESSED.end(page, i + n) for n in (1, 2))
    return not longer and page.low[i] not in ("chủ", "và", "của")


def _behind_cue(page: Page, i: int, since: int) -> bool:
    return i - since <= 3 and " ".join(page.low[since:i]) in _COMMA_BEHIND


def _questions(page: Page, marks: dict[int, str]) -> None:
    """The last mark, and every full stop behind a question."""
    if page.size:
        marks[page.size] = "."
    for i, mark in marks.items():
        if mark == "." and _QUESTIONS.end(page, i):
            marks[i] = "?"


def _capitals(page: Page, starts: Sequence[int]) -> list[Span]:
    found = []
    for i in starts:
        if i >= page.size:
            continue
        if i in page.spans:
            old = page.spans[i]
            text = old.text[:1].upper() + old.text[1:]
            page.spans[i] = Span(old.start, old.end, text, old.rule, old.suggested)
            continue
        word = page.raw[i]
        if (upper := word[:1].upper() + word[1:]) != word and len(upper) == len(word):
            found.append(Span(i, i + 1, upper, "casing.sentence", suggested=True))
    return found
