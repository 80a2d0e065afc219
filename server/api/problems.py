"""Every error's words: one table from stable code to Vietnamese and English, filled in at the edge.

A field in braces is a field of the error. A code without a row is a bug that a test finds."""

import logging
from typing import Any, Final

import msgspec
from aiohttp import web

from server.live.ports import Unavailable
from server.rooms.words import Refused

log = logging.getLogger(__name__)


class BadInput(Refused):
    """Something that cannot be read. Fields: `field`, `why` (technical, English)."""

    code = "bad_field"


class UnknownCommand(Refused):
    code = "unknown_command"


class UnknownEvent(Refused):
    code = "unknown_event"


class BadArguments(Refused):
    code = "bad_arguments"


class BadCommandId(Refused):
    code = "bad_command_id"


class BadToken(Refused):
    code = "bad_token"


class ExpiredToken(Refused):
    code = "expired_token"


class BadCode(Refused):
    code = "bad_code"


class TooManyAttempts(Refused):
    """Fields: `seconds` to wait."""

    code = "too_many_attempts"


class BadPassword(Refused):
    code = "bad_password"


class DeviceTaken(Refused):
    """Another device holds this point's seat. Fields: `since` (ms)."""

    code = "device_taken"


class TakenOver(Refused):
    """Another device has taken this point's seat. Fields: `since` (ms)."""

    code = "taken_over"


class Revoked(Refused):
    code = "revoked"


class NameTaken(Refused):
    code = "account_exists"


class NotFound(Refused):
    code = "not_found"


class Internal(Refused):
    code = "internal"


WORDS: Final[dict[str, tuple[str, str]]] = {
    "refused": ("Yêu cầu không được chấp nhận.", "Refused."),
    "not_allowed": ("Vai trò này không có quyền thực hiện.", "This role may not do that."),
    "conference_not_open": (
        "Hội nghị chưa bắt đầu, đang tạm dừng hoặc đã kết thúc.",
        "The conference has not started, is paused, or has ended.",
    ),
    "wrong_stage": (
        "Không thực hiện được ở giai đoạn này của hội nghị.",
        "Not possible at this stage of the conference.",
    ),
    "already_set_up": ("Hội nghị đã được thiết lập.", "The conference is already set up."),
    "bad_plan": ("Mã {id} bị trùng trong thiết lập.", "Id {id} appears twice in the plan."),
    "unknown_id": ("Không tìm thấy: {id}.", "Not found: {id}."),
    "stale_version": (
        "Nội dung vừa được người khác sửa. Hãy xem lại rồi lưu.",
        "Somebody changed this meanwhile. Look again, then save.",
    ),
    "empty_field": ("Chưa nhập nội dung ({field}).", "This must not be empty ({field})."),
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
    "floor_taken": ("Đang có người phát biểu.", "Somebody has the floor."),
    "not_their_request": (
        "Đăng ký này của điểm cầu khác.",
        "This request was raised at another point.",
    ),
    "wrong_turn_stage": (
        "Lượt phát biểu không còn ở trạng thái đó.",
        "This turn is no longer at that stage.",
    ),
    "bad_day": ("Ngày {day} không có trong lịch.", "There is no such day: {day}."),
    "other_turn": (
        "Đoạn ghi lời thuộc lượt phát biểu khác.",
        "This segment belongs to another turn.",
    ),
    "busy": ("Hệ thống đang bận, xin thử lại.", "The service is busy, please try again."),
    "command_id_reused": (
        "Mã lệnh đã dùng cho việc khác.",
        "This command id was used for something else.",
    ),
    "unavailable": (
        "Tạm thời chưa ghi nhận được, sẽ tự gửi lại.",
        "Not recorded for the moment; ask again with the same id.",
    ),
    "no_conference": ("Không có hội nghị này.", "There is no such conference."),
    "not_your_source": (
        "Không được gửi âm thanh của nguồn này.",
        "You may not send this source's sound.",
    ),
    "not_on_floor": (
        "Điểm cầu chưa được mời phát biểu, âm thanh không được ghi.",
        "This point does not have the floor: nothing was kept.",
    ),
    "bad_sound": ("Gói âm thanh không hợp lệ ({why}).", "Bad chunk of sound ({why})."),
    "bad_field": ("Dữ liệu không hợp lệ: {field}.", "Invalid value: {field}."),
    "unknown_command": ("Không có lệnh này.", "There is no such command."),
    "unknown_event": ("Không có sự kiện này.", "There is no such event."),
    "bad_arguments": ("Sai số lượng tham số.", "Wrong number or kind of arguments."),
    "bad_command_id": ("Mã lệnh phải là UUID.", "The command id must be a UUID."),
    "bad_token": ("Phiên đăng nhập không hợp lệ.", "Invalid token."),
    "expired_token": (
        "Phiên đã hết hạn, hãy nhập lại mã tham gia.",
        "The session has expired: join again with your code.",
    ),
    "bad_code": ("Mã tham gia không đúng hoặc đã thu hồi.", "Wrong or revoked join code."),
    "bad_password": ("Sai tên hoặc mật khẩu.", "Wrong name or password."),
    "device_taken": (
        "Mã này đang dùng trên máy khác. Bấm Tiếp quản để dùng trên máy này.",
        "This code is in use on another device. Take over to use it here.",
    ),
    "taken_over": (
        "Máy khác đã tiếp quản điểm cầu này.",
        "Another device has taken over this point.",
    ),
    "revoked": (
        "Mã đã bị thu hồi, hãy xin mã mới.",
        "This code was revoked: ask for a new one.",
    ),
    "account_exists": ("Đã có tài khoản tên này.", "There is an account of this name."),
    "too_many_attempts": (
        "Nhập sai nhiều lần. Hãy thử lại sau {seconds} giây.",
        "Too many wrong attempts. Try again in {seconds} seconds.",
    ),
    "not_found": ("Không tìm thấy.", "Not found."),
    "internal": ("Có lỗi trong hệ thống, đã được ghi lại.", "An internal error; it was logged."),
}

STATUS: Final[dict[str, int]] = {
    "bad_token": 401, "expired_token": 401, "bad_code": 401, "bad_password": 401, "revoked": 401,
    "taken_over": 409, "device_taken": 409, "account_exists": 409, "not_allowed": 403,
    "no_conference": 404, "not_found": 404, "unknown_id": 404, "too_many_attempts": 429,
    "unavailable": 503, "busy": 503, "internal": 500, "stale_version": 409,
}  # fmt: skip
"""HTTP status by code; everything else is 400."""


def code_of(error: Exception) -> str:
    """The stable code of anything that can go wrong behind a door."""
    if isinstance(error, Refused):
        return error.code
    return "unavailable" if isinstance(error, Unavailable) else Internal.code


def problem(error: Exception, language: str = "vi") -> dict[str, Any]:
    """`{code, message, …fields}`; what is no refusal is logged and told as `internal`."""
    code = code_of(error)
    if code == Internal.code:
        log.error("internal error", exc_info=error)
    fields = error.fields if isinstance(error, Refused) else {}
    told = {name: value for name, value in fields.items() if value is not None}
    vietnamese, english = WORDS[code]
    message = (english if language == "en" else vietnamese).format_map(_Blank(told))
    return {**told, "code": code, "message": message}


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def language_of(request: web.Request) -> str:
    """ "en" if the browser asks for English first, else "vi"."""
    return "en" if request.headers.get("Accept-Language", "").startswith("en") else "vi"


def response(error: Exception, language: str) -> web.Response:
    """The problem as `application/problem+json` (RFC 9457)."""
    told = problem(error, language)
    status = STATUS.get(told["code"], 400)
    body = {"type": "about:blank", "title": told["message"], "status": status, **told}
    headers = {"Retry-After": str(told["seconds"])} if "seconds" in told else {}
    return web.Response(
        body=msgspec.json.encode(body), status=status, headers=headers,
        content_type="application/problem+json",
    )  # fmt: skip
