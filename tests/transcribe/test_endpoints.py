"""Sentences end by our rules; all else of a model is its own."""

from pathlib import Path

from server.transcribe import endpoints, models

THEIRS = """--min-active=200
--endpoint.silence-phones=1:2:3
 --endpoint.rule2.min-trailing-silence=0.75
--endpoint.rule5.min-utterance-length=20
"""


def test_our_rules_replace_the_model_s_and_nothing_else() -> None:
    lines = endpoints.patched(THEIRS).splitlines()
    assert lines[:2] == ["--min-active=200", "--endpoint.silence-phones=1:2:3"]
    rules = dict(line.split("=") for line in lines[2:])
    assert rules["--endpoint.rule2.min-trailing-silence"] == "0.5"
    assert rules["--endpoint.rule5.min-utterance-length"] == endpoints.ENDLESS
    assert len(rules) == len(lines) - 2 == len(endpoints.RULES)


def test_the_copy_is_the_model_but_for_the_rules_and_goes_away() -> None:
    model = models.embedded()
    with endpoints.copy(model) as copy:
        files = {one.relative_to(model) for one in model.rglob("*") if one.is_file()}
        for file in files - {endpoints.CONF}:
            assert (copy / file).read_bytes() == (model / file).read_bytes()
        conf = (copy / endpoints.CONF).read_text()
        assert conf.strip() == endpoints.patched((model / endpoints.CONF).read_text())
    assert not copy.exists()
    assert "rule4.min-utterance-length" not in (model / endpoints.CONF).read_text()


def test_a_linked_model_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "in-use"
    link.symlink_to(models.embedded())
    with endpoints.copy(link) as copy:
        assert (copy / "am" / "final.mdl").stat().st_size > 100_000
