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


class TooManyConnections(Refused):
    """One token has as many connections as it may. Fields: `limit`."""

    code = "too_many_connections"


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


class NoSpace(Refused):
    code = "no_space"


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
    "marker_fixed": (
        "Dòng này do hệ thống ghi, không sửa được.",
        "The service wrote this line; it cannot be edited.",
    ),
    "too_many_editors": (
        "Có quá nhiều người đang hiệu đính.",
        "Too many people are editing.",
    ),
    "not_your_turn": (
        "Lượt này do thư ký khác phụ trách.",
        "Another secretary looks after this turn.",
    ),
    "desk_full": (
        "Bàn thư ký đã đủ {limit} người.",
        "The desk has {limit} secretaries already.",
    ),
    "segment_regrouped": (
        "Đoạn này vừa được tách, gộp hoặc chuyển từ.",
        "This segment has just been split, merged, or given words away.",
    ),
    "segment_locked": (
        "Đoạn này đã chốt, chỉ sửa được bằng Đính chính.",
        "This segment is locked; it can only be corrected, with a reason.",
    ),
    "not_locked": (
        "Đoạn này chưa chốt, hãy sửa trực tiếp.",
        "This segment is not locked yet; edit it.",
    ),
    "not_verified": (
        "Còn {count} đoạn chưa xác nhận, chưa chốt được.",
        "{count} segments are not verified; they cannot be locked yet.",
    ),
    "nothing_to_undo": (
        "Không có thay đổi nào của bạn để hoàn tác.",
        "There is no change of yours to undo.",
    ),
    "not_neighbours": (
        "Hai đoạn này không liền nhau trong cùng một lượt.",
        "These two segments do not follow each other in one turn.",
    ),
    "segment_too_long": (
        "Một đoạn không được dài quá {limit} ký tự.",
        "One segment holds {limit} characters at most.",
    ),
    "bad_stretch": (
        "Khoảng thời gian thu hồi không hợp lệ (tối đa 30 phút, không ở tương lai).",
        "The stretch of time is not valid (30 minutes at most, not ahead).",
    ),
    "second_person": (
        "Cần người thứ hai xác nhận thu hồi.",
        "A second person must confirm the withdrawal.",
    ),
    "withdrawal_settled": (
        "Yêu cầu thu hồi này đã xong hoặc đã hủy.",
        "This withdrawal is done or cancelled.",
    ),
    "not_their_request": (
        "Đăng ký này của điểm cầu khác.",
        "This request was raised at another point.",
    ),
    "wrong_turn_stage": (
        "Lượt phát biểu không còn ở trạng thái đó.",
        "This turn is no longer at that stage.",
    ),
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
    "already_called": (
        "Vừa có lượt mời khác. Hãy xem lại rồi mời.",
        "Somebody was called meanwhile. Look again, then call.",
    ),
    "diverted": (
        "Lượt này đã chuyển xử lý theo quy định về khiếu nại, tố cáo.",
        "This turn was diverted as a complaint or denunciation.",
    ),
    "bad_merge": (
        "Không gộp được một đăng ký vào chính nó.",
        "A request cannot be merged into itself.",
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
    "wrong_notice": (
        "Tin nhắn này không gửi được từ đây.",
        "This message cannot be sent from here.",
    ),
    "bad_count": (
        "Số vắng có lý do lớn hơn số vắng ({absent}).",
        "More are excused than are absent ({absent}).",
    ),
    "bad_day": ("Ngày {day} không có trong lịch.", "There is no such day: {day}."),
    "deadline_before": (
        "Thời hạn {day} trước ngày hội nghị ({conference}).",
        "The deadline {day} lies before the conference ({conference}).",
    ),
    "no_conference_day": (
        "Chưa có ngày hội nghị để tính thời hạn. Hãy chọn ngày cụ thể.",
        "The conference has no day yet to count from. Choose a day.",
    ),
    "number_only": (
        "Tố cáo: sổ chỉ giữ số, không ghi nội dung.",
        "A denunciation: the register holds its number and nothing else.",
    ),
    "opinion_locked": (
        "Danh mục đã chốt. Chỉ trưởng tổ thư ký đính chính được, có ghi lý do.",
        "The list is frozen. Only the lead secretary corrects it, with a reason.",
    ),
    "not_frozen": (
        "Ý kiến này chưa chốt, sửa trực tiếp, không cần đính chính.",
        "This row is not frozen: revise it, no correction is needed.",
    ),
    "already_frozen": ("Danh mục ý kiến đã được chốt.", "The list is frozen already."),
    "new_rows": (
        "Vừa có ý kiến mới, danh mục có {count} ý kiến. Hãy xem lại rồi chốt.",
        "Rows came meanwhile: the list has {count}. Look again, then freeze it.",
    ),
    "deadline_set": (
        "Hạn do văn phòng giao là {day}; hãy đề nghị gia hạn và nêu lý do.",
        "The office set the deadline {day}: ask for more time, with a reason.",
    ),
    "nothing_asked": (
        "Đơn vị không còn đề nghị nào chờ quyết định ở ý kiến này.",
        "Nothing that the agency asked for waits for a decision here.",
    ),
    "opinion_merged": (
        "Ý kiến này đã gộp vào ý kiến khác. Theo dõi tại ý kiến đó.",
        "This row stands behind another one. Follow that one up.",
    ),
    "opinion_not_merged": ("Ý kiến này không gộp với ý kiến nào.", "This row is not merged."),
    "bad_opinion_merge": (
        "Không gộp được: ý kiến đã gộp, hoặc trùng chính nó.",
        "Cannot merge: a row is merged already, or is the same one.",
    ),
    "speaker_of_turn": (
        "Ý kiến theo lượt phát biểu. Hãy sửa tên người nói ở lượt đó.",
        "This row belongs to a turn. Correct the speaker there.",
    ),
    "bad_result": (
        "Kết quả này do hệ thống xác định, không đặt trực tiếp.",
        "This result follows from other acts; it is not set by hand.",
    ),
    "nothing_to_check": (
        "Ý kiến chưa có tóm tắt để điểm cầu xác nhận.",
        "The opinion has no summary to check yet.",
    ),
    "no_draft": (
        "Lượt này không còn chờ ghi ý kiến.",
        "This turn does not await an opinion.",
    ),
    "bad_opinions": (
        "{count} dòng chưa hợp lệ. Chưa ý kiến nào được ghi.",
        "{count} rows are not valid. Nothing was taken in.",
    ),
    "agency_in_use": (
        "{agency} đang được giao {count} ý kiến và {tasks} nhiệm vụ. Hãy giao lại trước khi xóa.",
        "{agency} has {count} opinions and {tasks} tasks. Assign them anew before it goes.",
    ),
    "bad_phone": (
        "“{phone}” không phải số điện thoại.",
        "{phone} is not a telephone number.",
    ),
    "field_twice": ("Mã lĩnh vực {field} có hai lần.", "The field {field} is listed twice."),
    "field_in_use": (
        "Lĩnh vực {field} đang dùng ở {count} chỗ. Hãy đổi ở đó trước khi xóa.",
        "The field {field} is used in {count} places. Change it there first.",
    ),
    "wrong_form": (
        "Thể thức {profile} không dùng cho bên này.",
        "The form {profile} is not one of this side's.",
    ),
    "agency_twice": ("{agency} có hai lần trong danh sách.", "{agency} is listed twice."),
    "not_a_paper": (
        "{name}: không đọc được như tệp Word (.docx).",
        "{name}: cannot be read as a Word file (.docx).",
    ),
    "odd_paper": (
        "{name}: không phải tệp PDF hoặc Word (.docx).",
        "{name}: neither PDF nor Word (.docx).",
    ),
    "paper_too_big": ("Tệp quá lớn (tối đa {limit} MB).", "The file is over {limit} MB."),
    "too_many_papers": (
        "Mục này đã nhận đủ tệp (tối đa {files} tệp, {limit} MB).",
        "This has taken all files that it may (at most {files} files, {limit} MB).",
    ),
    "paper_gone": ("{name}: tệp không còn trên máy chủ.", "{name}: the file is gone."),
    "paper_changed": (
        "{name}: tệp trên máy chủ không còn đúng như khi nhận (SHA-256 khác).",
        "{name}: the file is not the one that was handed in (its SHA-256 differs).",
    ),
    "wrong_document_stage": (
        "Văn bản đang ở bước khác ({stage}).",
        "The document is at another step ({stage}).",
    ),
    "other_turn": (
        "Đoạn ghi lời thuộc lượt phát biểu khác.",
        "This segment belongs to another turn.",
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
    "not_a_template": (
        "Mẫu không dùng được: không phải tệp Word (.docx) hoặc cú pháp sai ({why}).",
        "The template cannot be used: no Word file (.docx), or its syntax is wrong ({why}).",
    ),
    "template_acts": (
        "Mẫu có macro, đối tượng nhúng hoặc liên kết ra ngoài ({what}). Hãy bỏ rồi tải lại.",
        "The template holds macros, embedded objects or outside links ({what}).",
    ),
    "template_too_big": (
        "Mẫu quá lớn (tối đa {limit} MB).",
        "The template is too big ({limit} MB).",
    ),
    "unknown_field": (
        "Mẫu dùng trường không có: {field}. Các trường dùng được ở đó: {near}.",
        "The template names a field that there is not: {field}. Fields there: {near}.",
    ),
    "template_code": (
        "Mẫu có mã lệnh ({what}). Mẫu chỉ được nêu trường, lặp và điều kiện.",
        "The template holds code ({what}); it may only name fields, repeat and leave out.",
    ),
    "pdf_unavailable": (
        "Máy chủ chưa cài LibreOffice nên chưa xuất được PDF. Hãy tải tệp Word.",
        "LibreOffice is not installed on the server: no PDF. Take the Word file.",
    ),
    "pdf_busy": (
        "Đang có nhiều văn bản chờ chuyển sang PDF. Hãy thử lại sau ít phút.",
        "Too many papers are waiting to become PDF. Try again in a few minutes.",
    ),
    "pdf_failed": (
        "Chưa chuyển được sang PDF trong {seconds} giây. Hãy tải tệp Word.",
        "The PDF could not be made within {seconds} seconds. Take the Word file.",
    ),
    "bad_term": (
        "Mục từ chưa dùng được: “{text}” ({why}).",
        'This entry cannot be used: "{text}" ({why}).',
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
    "too_many_connections": (
        "Mã này đang mở trên quá nhiều cửa sổ (tối đa {limit}). Hãy đóng bớt.",
        "This code is open in too many windows ({limit} at most). Close some.",
    ),
    "too_many_attempts": (
        "Nhập sai nhiều lần. Hãy thử lại sau {seconds} giây.",
        "Too many wrong attempts. Try again in {seconds} seconds.",
    ),
    "not_found": ("Không tìm thấy.", "Not found."),
    "no_space": ("Không đủ chỗ trên đĩa.", "There is not enough space on the disk."),
    "bad_sheet": ("Tệp không đọc được.", "The file cannot be read."),
    "not_a_sheet": (
        "{file}: không phải tệp Excel (.xlsx) hoặc CSV (UTF-8).",
        "{file}: neither a workbook (.xlsx) nor CSV (UTF-8).",
    ),
    "sheet_too_big": ("Tệp quá lớn (tối đa {limit} MB).", "The file is too big ({limit} MB)."),
    "too_many_rows": (
        "Trang {sheet}: quá nhiều dòng (tối đa {limit}).",
        "Sheet {sheet}: too many rows ({limit} at most).",
    ),
    "no_known_sheet": (
        "{file}: không thấy bảng nào có tên cột như trong tệp mẫu.",
        "{file}: no sheet has headings like those of the sample.",
    ),
    "missing_column": (
        "Trang {sheet}: thiếu cột {column}.",
        "Sheet {sheet}: the column {column} is missing.",
    ),
    "column_twice": (
        "Trang {sheet}: hai cột cùng là {column}.",
        "Sheet {sheet}: two columns are {column}.",
    ),
    "bad_row": ("Dòng không hợp lệ.", "The row is not valid."),
    "cell_empty": ("Chưa điền.", "This must be filled in."),
    "cell_formula": (
        "Ô có công thức: hãy dán giá trị.",
        "A formula: paste its value instead.",
    ),
    "cell_merged": ("Ô bị gộp: hãy tách ô.", "A merged cell: split it."),
    "cell_bad": (
        "Giá trị không hợp lệ: {value}. Cần: {expected}.",
        "Not a valid value: {value}. Expected: {expected}.",
    ),
    "cell_too_long": (
        "Quá dài (tối đa {limit} ký tự).",
        "Too long ({limit} characters at most).",
    ),
    "cell_unknown": ("Không có: {value}.", "There is no such thing: {value}."),
    "cell_ambiguous": (
        "Có nhiều điểm cầu tên {value}: hãy ghi mã.",
        "Several points are named {value}: give the id.",
    ),
    "row_twice": ("Trùng với dòng {first}.", "The same as row {first}."),
    "column_ignored": ("Cột không dùng: {column}.", "This column is not used: {column}."),
    "sheet_ignored": ("Trang không dùng: {sheet}.", "This sheet is not used: {sheet}."),
    "unit_untyped": (
        "Tên chưa ghi loại đơn vị (xã, phường, đặc khu): {value}.",
        "The name does not say what kind of unit it is: {value}.",
    ),
    "folder_busy": (
        "Đang lập một hồ sơ khác, xin chờ rồi thử lại.",
        "Another folder is being made: wait and try again.",
    ),
    "house_not_empty": (
        "Hệ thống này đã có dữ liệu ({table}): chỉ khôi phục vào một hệ thống trống.",
        "This house holds data already ({table}): restore into an empty one.",
    ),
    "bad_backup": (
        "Bản sao lưu bị hỏng hoặc không phải của hệ thống này ({part}).",
        "The backup is damaged or is none of ours ({part}).",
    ),
    "nothing_to_export": ("Không có hội nghị này.", "There is nothing to export."),
    "archive_unreadable": (
        "Không đọc được tệp hội nghị ({why}).",
        "The archive cannot be read ({why}).",
    ),
    "archive_tampered": (
        "Tệp hội nghị đã bị thay đổi ({where}).",
        "The archive is not what was exported ({where}).",
    ),
    "archive_too_big": ("Tệp hội nghị quá lớn.", "The archive is too big."),
    "conference_exists": (
        "Hội nghị này đã có trên máy chủ ({id}).",
        "This house already has the conference ({id}).",
    ),
    "bad_period": ("Không có kỳ báo cáo này.", "There is no such period."),
    "office_only": (
        "Danh mục chung không thuộc một hội nghị.",
        "This belongs to the office, not to one conference.",
    ),
    "in_use": (
        "Đang được sử dụng nên không xóa được. Hãy ghi ngày kết thúc.",
        "It is in use and cannot be removed: give it an end instead.",
    ),
    "bad_dates": ("Ngày kết thúc trước ngày bắt đầu.", "The end is before the beginning."),
    "circular": (
        "Không thể kế thừa vòng quanh chính mình.",
        "It would come to be its own successor.",
    ),
    "name_in_use": (
        "Đã có cơ quan tên này trong cùng thời gian: {name}.",
        "An agency of this name exists at the same time: {name}.",
    ),
    "other_year": ("Ngày {day} không thuộc năm {year}.", "{day} is not in {year}."),
    "internal": ("Có lỗi trong hệ thống, đã được ghi lại.", "An internal error; it was logged."),
}

STATUS: Final[dict[str, int]] = {
    "bad_token": 401, "expired_token": 401, "bad_code": 401, "bad_password": 401, "revoked": 401,
    "taken_over": 409, "device_taken": 409, "account_exists": 409, "not_allowed": 403,
    "no_conference": 404, "not_found": 404, "unknown_id": 404, "too_many_attempts": 429,
    "pdf_unavailable": 503, "pdf_busy": 503, "pdf_failed": 503,
    "unavailable": 503, "busy": 503, "folder_busy": 503, "internal": 500, "stale_version": 409,
    "conference_exists": 409, "in_use": 409, "nothing_to_export": 404, "no_space": 507,
    "too_many_papers": 409,
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
