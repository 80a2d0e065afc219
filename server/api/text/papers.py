"""Documents: their steps, their files, their templates, and PDF."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "wrong_document_stage": (
        "Văn bản đang ở bước khác ({stage}).",
        "The document is at another step ({stage}).",
    ),
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
}
