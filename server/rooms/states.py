"""What becomes of a request to speak."""

from enum import StrEnum
from typing import Final


class RequestState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    HELD = "held"
    """*Mời sau*: still open, out of the order until somebody calls it or puts it back."""
    CALLED = "called"
    MERGED = "merged"
    """Stands behind another request that asks the same; what becomes of that becomes of it."""
    DONE = "done"
    LOWERED = "lowered"
    DECLINED = "declined"
    """Shown as "Chưa bố trí phát biểu, mời gửi ý kiến bằng văn bản" (day.md D2)."""
    WRITTEN = "written"
    """Sent in writing instead, or to be; the text may follow (D8)."""
    LATER = "later"
    """Answered later (D8)."""
    CARRIED = "carried"
    """Carried to the next conference (D8)."""
    DIVERTED = "diverted"
    """Chuyển xử lý theo quy định về khiếu nại, tố cáo (D9)."""


LINED: Final = frozenset({RequestState.WAITING, RequestState.APPROVED})
"""In the order."""
OPEN_STATES: Final = LINED | {RequestState.HELD}
ASIDE: Final = frozenset(
    {
        RequestState.DECLINED,
        RequestState.WRITTEN,
        RequestState.LATER,
        RequestState.CARRIED,
        RequestState.DIVERTED,
    }
)
"""Đăng ký, chưa phát biểu: over, but neither spoken nor taken back."""
COUNTED: Final = OPEN_STATES | {RequestState.MERGED}
"""What counts as waiting for the limits of a person and of a point (D6)."""


class Matter(StrEnum):
    """What has its own procedure, and no place in the register (domain.md §3.3)."""

    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    """A number is all that may be shown of it: who accuses is a state secret."""
