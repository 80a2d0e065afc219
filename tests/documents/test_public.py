"""*Bản công khai*: what may be posted."""

import pytest

from server.documents.public import without_private
from server.rooms.plan import Person
from tests.documents import given


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Gọi 0912 345 678 gặp tôi", "Gọi [đã lược] gặp tôi"),
        ("Gọi 0912345678.", "Gọi [đã lược]."),
        ("Gọi +84 912.345.678", "Gọi [đã lược]"),
        ("Số máy 0203.3825.123", "Số máy [đã lược]"),
        ("thư a.b@quangninh.gov.vn nhé", "thư [đã lược] nhé"),
        ("CCCD 022099001234", "CCCD [đã lược]"),
        ("CCCD 022 099 001 234", "CCCD [đã lược]"),
        ("kinh phí 1.200.000.000 đồng", "kinh phí 1.200.000.000 đồng"),
        ("kinh phí 150.000.000.000 đồng", "kinh phí 150.000.000.000 đồng"),
        ("ngày 05/9/2024, số 0123/QĐ-UBND", "ngày 05/9/2024, số 0123/QĐ-UBND"),
        ("thửa 123, tờ 45, 2.500 m²", "thửa 123, tờ 45, 2.500 m²"),
    ],
)
def test_telephones_addresses_and_numbers_of_people_are_left_out(text: str, shown: str) -> None:
    assert without_private(text) == shown


def test_of_a_person_only_name_and_point_are_public() -> None:
    person = Person("Lê Thị B", "Bí thư chi bộ", "Thôn 3, nhà số 12", "bà")
    room = given.small(
        given.logged(1, summary="Đề nghị sửa đường, gọi 0912345678.", speaker=person)
    )
    told = given.whole(given.made(room, "public"))
    assert "Lê Thị B (điểm cầu xã Quảng Minh)" in told
    assert "sửa đường, gọi [đã lược]" in told
    for private in ("0912345678", "Bí thư", "nhà số 12", "Thôn 3"):
        assert private not in told


def test_what_nobody_summed_up_is_a_gap_and_never_verbatim() -> None:
    room = given.small(given.logged(1, text="Nguyên văn lời nói"))
    told = given.whole(given.made(room, "public"))
    assert "[chưa có tóm tắt]" in told
    assert "Nguyên văn" not in told
