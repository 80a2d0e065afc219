"""A conference's own names are written as the office writes them."""

from server.transcribe.vietnamese.names import Names, read
from server.transcribe.vietnamese.spelling import fold, region_key, tidy
from tests.transcribe.vietnamese.tables import written


def test_a_point_is_found_with_and_without_its_unit() -> None:
    names = Names.of(places=["Xã Thái Trung", "Điểm cầu phường Đông Sơn"])
    assert written("xã thái trung", names).text == "xã Thái Trung"
    assert written("điểm cầu phường đông sơn", names).text == "điểm cầu phường Đông Sơn"
    assert written("bà con thái trung", names).text == "bà con Thái Trung"


def test_a_name_inside_a_longer_one_is_known_too() -> None:
    names = Names.of(places=["UBND xã Lương Phú"])
    assert written("u bê nhân dân xã lương phú", names).text == "UBND xã Lương Phú"
    assert written("ủy ban nhân dân xã lương phú", names).text == "Ủy ban nhân dân xã Lương Phú"


def test_people_and_offices() -> None:
    names = Names.of(people=["Hà Y Nhiên"], agencies=["Ban Quản lý Vịnh Hạ Long"])
    assert written("cảm ơn hà y nhiên", names).text == "cảm ơn Hà Y Nhiên"
    assert written("giám đốc ban quản lý vịnh hạ long", names).text == (
        "Giám đốc Ban Quản lý Vịnh Hạ Long"
    )


def test_the_gazetteer_runs_before_the_numbers() -> None:
    names = Names.of(places=["Xã Ba Sao", "Thôn Năm Mẫu"])
    assert written("xã ba sao", names).text == "xã Ba Sao"
    assert written("thôn năm mẫu", names).text == "thôn Năm Mẫu"


def test_either_place_of_the_tone_mark_is_the_same_name() -> None:
    assert written("xã hoà bình thuỷ an").text == "xã Hòa Bình thủy an"
    assert fold("HOÀ") == "hòa"
    assert tidy("quý") == "quý"
    assert tidy("thuý") == "thúy"


def test_regions_share_a_key() -> None:
    assert region_key("nắng") == region_key("lắn")
    assert region_key("xáo") == region_key("sào")
    assert region_key("trời") == region_key("chời")
    assert region_key("giã") == region_key("dả") == region_key("rã")
    assert region_key("bác") != region_key("bán")


def test_a_file_of_names() -> None:
    names = read("# của hội nghị\nXã Mường Lạn\n\nvê nét\tVNET # nói một đằng\n")
    assert written("xã mường lạn dùng vê nét", names).text == "xã Mường Lạn dùng VNET"
