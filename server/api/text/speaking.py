"""Hands, the floor, and what is handed in about a speaker."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "already_waiting": (
        "Đại biểu này đã đăng ký, số {no}.",
        "This person is already registered, number {no}.",
    ),
    "point_limit": (
        "Điểm cầu đã đăng ký đủ {limit} lượt đang chờ.",
        "This point already has {limit} waiting requests.",
    ),
    "not_waiting": ("Đăng ký này không còn chờ.", "This request is no longer waiting."),
    "nobody_waiting": ("Chưa có đăng ký phát biểu nào.", "Nobody is waiting to speak."),
    "list_closed": (
        "Danh sách đăng ký phát biểu đã đóng.",
        "The list of speakers is closed.",
    ),
    "too_late": (
        "Đã hết thời hạn gửi ý kiến bằng văn bản.",
        "The time for sending a text is over.",
    ),
    "bad_rows": (
        "{count} dòng chưa hợp lệ. Chưa dòng nào được ghi.",
        "{count} rows are not valid. Nothing was registered.",
    ),
    "bad_merge": (
        "Không gộp được một đăng ký vào chính nó.",
        "A request cannot be merged into itself.",
    ),
    "floor_taken": ("Đang có người phát biểu.", "Somebody has the floor."),
    "not_their_request": (
        "Đăng ký này của điểm cầu khác.",
        "This request was raised at another point.",
    ),
    "wrong_turn_stage": (
        "Lượt phát biểu không còn ở trạng thái đó.",
        "This turn is no longer at that stage.",
    ),
    "already_called": (
        "Vừa có lượt mời khác. Hãy xem lại rồi mời.",
        "Somebody was called meanwhile. Look again, then call.",
    ),
    "diverted": (
        "Lượt này đã chuyển xử lý theo quy định về khiếu nại, tố cáo.",
        "This turn was diverted as a complaint or denunciation.",
    ),
    "not_last_call": (
        "Chỉ hoàn tác được lượt mời gần nhất.",
        "Only the last call can be undone.",
    ),
    "words_heard": (
        "Lượt này đã có lời được ghi. Hãy chọn cách xử lý lời đã ghi.",
        "Words were heard in this turn: say what becomes of them.",
    ),
    "no_earlier_turn": (
        "Trước đó chưa có ai phát biểu.",
        "Nobody had spoken before this turn.",
    ),
    "slip_late": (
        "Ý kiến này đã trả lời xong, hoặc chưa đến lượt kế tiếp.",
        "This speaker was answered already, or is not among the next.",
    ),
    "too_many_slips": (
        "Đã có {most} phiếu nhắc về người này.",
        "There are {most} slips about this speaker already.",
    ),
    "one_target": (
        "Bài phát biểu gắn với một đăng ký hoặc một lượt phát biểu.",
        "A speech belongs to one request or to one turn.",
    ),
    "speech_diverted": (
        "Nội dung này đã chuyển xử lý theo quy định về khiếu nại, tố cáo.",
        "This was diverted as a complaint or denunciation: no text is taken.",
    ),
    "not_a_speech": (
        "{file}: không phải tệp Word (.docx) hoặc văn bản UTF-8 (.txt).",
        "{file}: neither a Word file (.docx) nor UTF-8 text (.txt).",
    ),
    "speech_macros": (
        "{file}: tệp có macro. Hãy lưu lại thành .docx.",
        "{file}: the file holds macros. Save it as .docx.",
    ),
    "speech_too_big": (
        "Bài phát biểu quá dài (tối đa {limit}).",
        "The speech is too long ({limit} at most).",
    ),
}
