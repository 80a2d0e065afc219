import pytest
from sqlalchemy import select

from server.rooms.words import Role
from server.store.codes import ALPHABET, HOUSE, Codes, Grant, tidy
from server.store.database import Database
from server.store.schema import codes as table

CHAIR, MUONG_LAT = (Role.CHAIR, ""), (Role.POINT, "p17")


@pytest.fixture
def codes(database: Database) -> Codes:
    return Codes(database, b"secret of the house", clock=lambda: 1_741_046_400_000)


async def test_a_code_opens_what_it_was_issued_for(codes: Codes) -> None:
    given = await codes.issue("h1", [CHAIR, MUONG_LAT])
    assert await codes.find(given[CHAIR]) == Grant("h1", Role.CHAIR, "")
    assert await codes.find(given[MUONG_LAT]) == Grant("h1", Role.POINT, "p17")
    other = await codes.issue("h2", [CHAIR])
    house = await codes.issue(HOUSE, [(Role.ADMIN, "")])
    assert len({*given.values(), *other.values(), *house.values()}) == 4
    assert await codes.find(house[Role.ADMIN, ""]) == Grant("", Role.ADMIN, "")


async def test_issuing_again_gives_the_same_code(codes: Codes) -> None:
    first = await codes.issue("h1", [CHAIR, CHAIR])
    again = await codes.issue("h1", [CHAIR, MUONG_LAT])
    assert again[CHAIR] == first[CHAIR]
    assert await codes.list("h1") == again
    assert await codes.list("h2") == {}


async def test_a_code_has_forty_bits_and_no_letters_that_look_alike(codes: Codes) -> None:
    keys = [(Role.POINT, f"p{n}") for n in range(500)]
    given = await codes.issue("h1", keys)
    assert len(set(given.values())) == 500
    letters = set("".join(given.values())) - {"-"}
    assert letters == set(ALPHABET)
    assert all(len(code) == 9 and code[4] == "-" for code in given.values())


async def test_a_code_is_found_however_it_is_typed(codes: Codes) -> None:
    grant = Grant("h1", Role.CHAIR, "")
    code = (await codes.issue("h1", [CHAIR]))[CHAIR]
    loose = code.replace("-", "").lower().replace("0", "o").replace("1", "l")
    for typed in (code, loose, f"  {code[:2]} {code[2:]} ", code.replace("-", "–"), loose.upper()):
        assert await codes.find(typed) == grant


@pytest.mark.parametrize(
    "typed", ["", "-", "ABCD-EFG", "ABCD-EFGU", "ABCD-EFGHJ", "Đ" * 8, "x" * 9999]
)
async def test_what_cannot_be_a_code_opens_nothing(codes: Codes, typed: str) -> None:
    assert tidy(typed) == ""
    assert await codes.find(typed) is None


async def test_a_revoked_code_opens_nothing_and_the_next_one_is_another(codes: Codes) -> None:
    old = await codes.issue("h1", [CHAIR, MUONG_LAT])
    await codes.revoke("h1", *CHAIR)
    assert await codes.find(old[CHAIR]) is None
    assert await codes.list("h1") == {MUONG_LAT: old[MUONG_LAT]}
    new = await codes.issue("h1", [CHAIR, MUONG_LAT])
    assert new[CHAIR] != old[CHAIR]
    assert new[MUONG_LAT] == old[MUONG_LAT]
    assert await codes.find(new[CHAIR]) == Grant("h1", Role.CHAIR, "")
    assert await codes.find(old[CHAIR]) is None


async def test_revoking_what_was_never_issued_does_nothing(codes: Codes) -> None:
    await codes.revoke("h1", *CHAIR)
    assert await codes.list("h1") == {}


async def test_a_stolen_database_holds_no_code(codes: Codes, database: Database) -> None:
    given = await codes.issue("h1", [CHAIR, MUONG_LAT])
    async with database.reading() as connection:
        stored = str((await connection.execute(select(table))).all())
    assert not any(code in stored or code.replace("-", "") in stored for code in given.values())


async def test_another_secret_kills_every_code_and_issues_new_ones(
    codes: Codes, database: Database
) -> None:
    old = await codes.issue("h1", [CHAIR])
    others = Codes(database, b"another secret")
    assert await others.find(old[CHAIR]) is None
    assert await others.list("h1") == {}
    new = await others.issue("h1", [CHAIR])
    assert await others.find(new[CHAIR]) == Grant("h1", Role.CHAIR, "")


async def test_names_that_run_together_have_different_codes(codes: Codes) -> None:
    given = await codes.issue("h|point", [(Role.POINT, "a")])
    other = await codes.issue("h", [(Role.POINT, "point|a")])
    assert set(given.values()).isdisjoint(other.values())
