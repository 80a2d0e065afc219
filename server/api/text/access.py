"""At the door: codes, passwords, tokens, and devices."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "bad_code": ("Mã tham gia không đúng hoặc đã thu hồi.", "Wrong or revoked join code."),
    "bad_password": ("Sai tên hoặc mật khẩu.", "Wrong name or password."),
    "bad_token": ("Phiên đăng nhập không hợp lệ.", "Invalid token."),
    "expired_token": (
        "Phiên đã hết hạn, hãy nhập lại mã tham gia.",
        "The session has expired: join again with your code.",
    ),
    "revoked": (
        "Mã đã bị thu hồi, hãy xin mã mới.",
        "This code was revoked: ask for a new one.",
    ),
    "device_taken": (
        "Mã này đang dùng trên máy khác. Bấm Tiếp quản để dùng trên máy này.",
        "This code is in use on another device. Take over to use it here.",
    ),
    "taken_over": (
        "Máy khác đã tiếp quản điểm cầu này.",
        "Another device has taken over this point.",
    ),
    "account_exists": ("Đã có tài khoản tên này.", "There is an account of this name."),
    "too_many_attempts": (
        "Nhập sai nhiều lần. Hãy thử lại sau {seconds} giây.",
        "Too many wrong attempts. Try again in {seconds} seconds.",
    ),
    "too_many_connections": (
        "Mã này đang mở trên quá nhiều cửa sổ (tối đa {limit}). Hãy đóng bớt.",
        "This code is open in too many windows ({limit} at most). Close some.",
    ),
}
