"""A list of units becomes units over time: 177, 171 and 54 of Quảng Ninh, or a workbook."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from server.rooms import units
from server.rooms.office import SetUnits
from server.rooms.plan import Level
from server.rooms.room import Room
from server.rooms.words import Refused
from server.setup.units import Read, read
from tests.given import ADMIN, after

DATA = (
    Path(__file__).parent.parent.parent / "server" / "rehearsal" / "demo" / "quang_ninh_units.json"
)
HEAD = ("Mã", "Tên", "Loại", "Cấp", "Đơn vị cấp trên", "Từ ngày", "Đến ngày", "Nay là")


@pytest.fixture(scope="module")
def province() -> Read:
    return read(DATA.read_bytes(), "units.json")


def communes(made: Read, day: str) -> list[units.Unit]:
    return [one for one in units.on(made.units, day) if one.level is Level.COMMUNE]


def test_the_province_has_177_then_171_then_54_communes(province: Read) -> None:
    days = ("2024-10-31", "2024-11-01", "2025-06-30", "2025-07-01")
    assert [len(communes(province, day)) for day in days] == [177, 171, 171, 54]
    kinds = [one.type for one in communes(province, "2025-07-01")]
    assert [kinds.count(kind) for kind in ("phường", "xã", "đặc khu")] == [30, 22, 2]
    districts = [one for one in province.units if one.level is Level.DISTRICT]
    assert len(districts) == 13
    assert {one.parent for one in communes(province, "2024-10-31")} == {one.id for one in districts}
    assert not any(one.parent for one in communes(province, "2025-07-01"))


def test_every_old_unit_is_something_now_and_fourteen_were_split(province: Read) -> None:
    there = {one.id: one for one in province.units}
    now = {
        one.id: units.heirs(there, province.successions, one.id, "2026-01-01")
        for one in communes(province, "2024-10-31")
    }
    assert all(now.values()) and {one.level for heirs in now.values() for one in heirs} == {
        "commune"
    }
    told = json.loads(DATA.read_bytes())["historic_2024"]
    for old in told:
        assert {one.name for one in now[old["code"]]} >= set(old["successors_2025"]), old
    assert sum(len(old["successors_2025"]) > 1 for old in told) == 14
    assert sum(one.unsure for one in province.successions) == 8
    name = units.shown(there, province.successions, "06799", "2026-01-01")
    assert name == "Xã Cộng Hòa (nay là Xã Hải Hòa, Xã Hải Lạng)"


def test_the_office_takes_it_in_one_entry(province: Read) -> None:
    room = after(Room(), SetUnits(province.units, province.successions), actor=ADMIN)
    assert len(room.office.units) == len(province.units)


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_of_units() -> None:
    made = read(workbook(
        HEAD,
        ("A", "Xã An", "xã", "Cấp xã", "", "", "30/6/2025", "B, C"),
        ("B", "Phường Bình", "phường", "", "", "01/7/2025"),
        ("C", "Phường Cường", "phường", "xã", "", "01/7/2025"),
    ), "x.xlsx")  # fmt: skip
    assert [(one.id, one.since, one.until) for one in made.units] == [
        ("A", "", "2025-06-30"), ("B", "2025-07-01", ""), ("C", "2025-07-01", ""),
    ]  # fmt: skip
    assert [(one.old, one.new, one.on, one.part) for one in made.successions] == [
        ("A", "B", "2025-07-01", True), ("A", "C", "2025-07-01", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "not_a_sheet"), (b"PK", "not_a_sheet"), (workbook(), "not_a_sheet"),
        (workbook(("Mã", "Loại"), ("A", "xã")), "missing_column"),
        (workbook(HEAD, ("A", "")), "cell_empty"),
        (workbook(HEAD, ("A", "=1+1")), "cell_formula"),
        (workbook(HEAD, ("A", "Xã An", "xã", "vùng")), "cell_bad"),
        (workbook(HEAD, ("A", "Xã An", "xã", "xã", "", "30/2/2025")), "cell_bad"),
        (workbook(HEAD, ("A", "Xã An", "xã", "xã", "", "", "30/6/2025", "Z")), "cell_unknown"),
        (workbook(HEAD, ("A", "Xã An", "xã", "xã", "", "", "", "A")), "cell_empty"),
    ],
)  # fmt: skip
def test_a_file_with_faults_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as why:
        read(data, "x.xlsx")
    assert why.value.code == code
