"""An address is what the connection says, or what a proxy of ours says it saw."""

from pathlib import Path

import pytest

from server.api.auth import ATTEMPTS, Pace
from server.api.problems import TooManyAttempts
from server.api.remote import neighbourhood, networks, origin
from tests.service import in_process

OURS = networks("10.0.0.0/8, ::1")


@pytest.mark.parametrize(
    ("remote", "forwarded", "is_"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("10.1.1.1", "", "10.1.1.1"),
        ("10.1.1.1", "192.0.2.7", "192.0.2.7"),
        ("10.1.1.1", "198.51.100.1, 192.0.2.7", "192.0.2.7"),
        ("10.1.1.1", "198.51.100.1, 192.0.2.7, 10.2.2.2", "192.0.2.7"),
        ("::1", "2001:db8::5", "2001:db8::5"),
        ("10.1.1.1", "rubbish", "rubbish"),
        ("::ffff:10.1.1.1", "192.0.2.7", "192.0.2.7"),
        ("", "192.0.2.7", ""),
    ],
)
def test_the_nearest_stranger_is_whom_we_speak_with(remote: str, forwarded: str, is_: str) -> None:
    assert origin(remote, forwarded, OURS) == is_


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.8", False),
        ("192.0.2.7", "::ffff:192.0.2.7", True),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8", False),
        ("2001:db8::5", "2001:db8:0:0:ffff::9", True),
        ("2001:db8::5", "2001:db8:0:1::5", False),
        ("rubbish", "2001:db8::5", False),
        ("", "", True),
    ],
)
def test_machines_of_one_subnet_share_their_limits(one: str, other: str, same: bool) -> None:
    assert (neighbourhood(one) == neighbourhood(other)) is same


def test_a_subnet_guesses_as_one() -> None:
    pace = Pace()
    for n in range(ATTEMPTS):
        pace.wrong(f"2001:db8::{n:x}")
    with pytest.raises(TooManyAttempts):
        pace.check("2001:db8::ffff")
    pace.check("2001:db8:0:1::5")


def test_networks_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        networks("nonsense")


@pytest.mark.parametrize(("proxies", "paced"), [("127.0.0.0/8", False), ("", True)])
async def test_wrong_codes_are_paced_by_the_address_behind_the_proxy(
    tmp_path: Path, proxies: str, paced: bool
) -> None:
    """Behind a trusted proxy a hundred guessers have a hundred addresses; else they all are one."""
    async with in_process(tmp_path, trusted_proxies=networks(proxies)) as service:
        codes = set()
        for number in range(40):
            headers = {"X-Forwarded-For": f"192.0.2.{number}"}
            body = {"code": "AAAA-BBBB"}
            url = f"{service.url}/api/join"
            async with service.http.post(url, json=body, headers=headers) as answer:
                codes.add((await answer.json())["code"])
    assert ("too_many_attempts" in codes) is paced
