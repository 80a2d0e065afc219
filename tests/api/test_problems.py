"""Every refusal has words, in both languages, and every template can be filled in."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

from server.api.problems import PARTS, STATUS, WORDS, code_of, problem
from server.live.ports import Unavailable
from server.rooms.words import Refused

importlib.import_module("server.app")  # the doors, as far as the service has them
for floor in ("rooms", "live", "store", "documents"):
    package = importlib.import_module(f"server.{floor}")
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


def every(kind: type[Refused]) -> Iterator[type[Refused]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("server."):
            yield one
            yield from every(one)


@pytest.mark.parametrize("kind", sorted(every(Refused), key=str))
def test_a_refusal_has_words(kind: type[Refused]) -> None:
    vietnamese, english = WORDS[kind.code]
    assert vietnamese != english
    assert english.isascii()
    fields = set(re.findall(r"{(\w+)}", vietnamese))
    assert fields == set(re.findall(r"{(\w+)}", english))
    for language in ("vi", "en"):
        filled = problem(kind(**dict.fromkeys(fields, "17")), language)
        assert "17" in filled["message"] or not fields
        bare = problem(kind(), language)["message"]
        assert bare
        assert "{" not in bare


def test_no_code_is_used_twice() -> None:
    codes = [kind.code for kind in every(Refused)]
    assert len(codes) == len(set(codes))


def test_no_words_are_told_twice() -> None:
    assert len(WORDS) == sum(len(part.WORDS) for part in PARTS)


def test_words_and_statuses_are_of_codes_that_exist() -> None:
    known = {kind.code for kind in every(Refused)} | {"refused", "unavailable", "internal"}
    assert set(WORDS) <= known
    assert set(STATUS) <= known


def test_what_nobody_foresaw_is_internal_and_says_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told = problem(ZeroDivisionError("the password is 17"))
    assert told["code"] == "internal"
    assert "17" not in str(told)
    assert "ZeroDivisionError" in caplog.text
    assert code_of(Unavailable()) == "unavailable"


def test_braces_in_what_a_person_typed_are_only_text() -> None:
    from server.rooms.words import Unknown

    assert problem(Unknown(what="turn", id="{x}{0}{id.__class__}"))["message"].count("{x}") == 1
