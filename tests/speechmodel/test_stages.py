"""A stage runs again only when something of it changed."""

from pathlib import Path
from types import ModuleType

from speechmodel import stages
from speechmodel.stages import key, stage


def test_a_stage_that_is_done_is_kept(tmp_path: Path) -> None:
    made = tmp_path / "made"
    times = []

    def make() -> None:
        times.append(1)
        made.write_text("x")

    for wanted in ("a", "a", "b"):
        assert stage("it", made, wanted, make) == wanted
    assert len(times) == 2
    made.unlink()
    stage("it", made, "b", make)
    assert len(times) == 3


def test_a_stage_that_failed_is_not_kept(tmp_path: Path) -> None:
    made = tmp_path / "made"
    stage("it", made, "a", made.touch)

    def fail() -> None:
        raise OSError

    try:
        stage("it", made, "b", fail)
    except OSError:
        pass
    else:
        raise AssertionError
    times: list[int] = []
    stage("it", made, "a", lambda: times.append(1))
    assert times == [1]


def module(path: Path, code: str) -> ModuleType:
    path.write_text(code)
    found = ModuleType("found")
    found.__file__ = str(path)
    return found


def test_a_key_is_that_of_the_code_not_of_its_layout(tmp_path: Path) -> None:
    one = key(1, code=(module(tmp_path / "a.py", "x = [1, 2]\n"),))
    assert one == key(1, code=(module(tmp_path / "b.py", "# why\nx = [\n    1,\n    2,\n]\n"),))
    assert one != key(1, code=(module(tmp_path / "c.py", "x = [1, 3]\n"),))
    assert one != key(2, code=(module(tmp_path / "d.py", "x = [1, 2]\n"),))
    assert len(stages.key()) == 64
