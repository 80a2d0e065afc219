import pytest

from server.documents import text


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("  Nguyễn \t Văn\r\nA ", "Nguyễn Văn A"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("a\x00\x08\x1bb", "ab"),
        ("\u202eđảo\u202c ẩn\u200b", "đảo ẩn"),
        ("lẻ \ud800 đôi\ufffe", "lẻ đôi"),
        ("<w:t>&amp;</w:t>", "<w:t>&amp;</w:t>"),
    ],
)
def test_clean_text_is_safe_in_xml_and_on_one_line(raw: str, safe: str) -> None:
    assert text.clean(raw) == safe


def test_paragraphs_keep_their_breaks_and_nothing_empty() -> None:
    assert text.paragraphs("một\r\n\n hai \u2028ba") == ["một", "hai", "ba"]


@pytest.mark.parametrize(
    ("loose", "glued"),
    [
        ("ngày 25 tháng 4 năm 2024", "ngày~25 tháng~4 năm~2024"),
        ("điểm a khoản 2 Điều 79", "điểm~a khoản~2 Điều~79"),
        ("2,5 ha và 58 km", "2,5~ha và 58~km"),
        ("quý II/2024", "quý~II/2024"),
        ("số hộ nghèo", "số hộ nghèo"),
    ],
)
def test_numbers_stay_with_their_words(loose: str, glued: str) -> None:
    assert text.glue(loose) == glued.replace("~", text.NBSP)


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2024-05-06", "06/5/2024"),
        ("2025-02-07", "07/02/2025"),
        ("2024-11-30", "30/11/2024"),
        ("2024-13-45", "2024-13-45"),
        ("", ""),
    ],
)
def test_short_days_are_written_as_the_decree_has_them(iso: str, shown: str) -> None:
    assert text.short_day(iso) == shown


def test_moments_are_those_of_the_hall() -> None:
    assert text.long_moment(1_714_003_500_000, 420) == "07 giờ 05 phút, ngày 25 tháng 4 năm 2024"
    assert text.long_moment(1_706_720_400_000, 420) == "00 giờ 00 phút, ngày 01 tháng 02 năm 2024"


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Xã Quảng Minh", "xã Quảng Minh"),
        ("Thành phố Hạ Long", "thành phố Hạ Long"),
        ("Phường 1", "Phường 1"),
        ("Xãi", "Xãi"),
        ("UBND xã Quảng Minh", "UBND xã Quảng Minh"),
    ],
)
def test_generic_words_of_units_are_lower_case_in_a_sentence(name: str, inside: str) -> None:
    assert text.lower_unit(name) == inside


@pytest.mark.parametrize(
    ("task", "inside"),
    [
        ("Rà soát quy hoạch", "rà soát quy hoạch"),
        ("Ban hành hướng dẫn", "ban hành hướng dẫn"),
        ("Ban Tổ chức rà soát", "Ban Tổ chức rà soát"),
        ("UBND tỉnh rà soát", "UBND tỉnh rà soát"),
        ("Văn phòng rà soát", "Văn phòng rà soát"),
        ("", ""),
    ],
)
def test_tasks_go_on_in_lower_case_but_names_keep_their_capital(task: str, inside: str) -> None:
    assert text.lower_verb(task) == inside


def test_numbers_and_letters() -> None:
    assert [text.count(n) for n in (7, 2500, 1_000_000)] == ["7", "2.500", "1.000.000"]
    assert [text.roman(n) for n in (1, 4, 6, 9, 14)] == ["I", "IV", "VI", "IX", "XIV"]
    assert [text.letter(n) for n in (0, 3, 4, 5, 22, 23)] == ["a", "d", "đ", "e", "y", "aa"]


def test_a_sentence_ends_once() -> None:
    ends = ("Đề nghị", "Đề nghị.", "Đề nghị;", "Vì sao?", "[chưa có tóm tắt]")
    told = ["Đề nghị.", "Đề nghị.", "Đề nghị.", "Vì sao?", "[chưa có tóm tắt]"]
    assert [text.sentence(end) for end in ends] == told
