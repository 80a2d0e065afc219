"""Sound that is sent."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "not_your_source": (
        "Không được gửi âm thanh của nguồn này.",
        "You may not send this source's sound.",
    ),
    "not_on_floor": (
        "Điểm cầu chưa được mời phát biểu, âm thanh không được ghi.",
        "This point does not have the floor: nothing was kept.",
    ),
    "bad_sound": ("Gói âm thanh không hợp lệ ({why}).", "Bad chunk of sound ({why})."),
    "disk_full": (
        "Ổ đĩa của máy chủ đầy: âm thanh chưa ghi được, máy của bạn giữ lại và gửi sau.",
        "The server's disk is full: sound is not recorded now; your device keeps it.",
    ),
    "too_much_sound": (
        "Âm thanh gửi lên vượt mức {limit} kbit/giây.",
        "The sound is more than {limit} kbit/s.",
    ),
    "unfit_sound": (
        "Âm thanh phải là PCM 16 bit, một kênh, 8, 16, 44,1 hoặc 48 kHz ({why}).",
        "The sound must be 16-bit PCM, mono, at 8, 16, 44.1 or 48 kHz ({why}).",
    ),
}
