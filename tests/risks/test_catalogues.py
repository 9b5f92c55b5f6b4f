"""The catalogues of the method of 2016 are the act's own words."""

import re
from pathlib import Path

import pytest

from risks.data import catalogues as c

SEED = Path(__file__).parents[1] / "inputs" / "seeds" / "281-points-5-14.txt"
COUNTS = {"FUNCTION_KINDS": 6, "ZONES": 17, "SECTORS": 9, "SOURCES": 6, "SIGNS": 15, "BARRIERS": 12}


def points():
    """The act's text by point, link marks taken out and a bullet broken over two lines put together."""
    text = re.sub(r"\[([^\]]*)\]\(#\)", r"\1", SEED.read_text(encoding="utf-8"))
    parts = re.split(r"^(\d+)\. ", text, flags=re.MULTILINE)[1:]
    return {number: " ".join(body.split()) for number, body in zip(parts[::2], parts[1::2], strict=True)}


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_catalogue_is_whole_and_its_codes_differ(name, count):
    assert len({entry.code for entry in getattr(c, name)}) == len(getattr(c, name)) == count


@pytest.mark.parametrize("name", [name for name in COUNTS if name != "FUNCTION_KINDS"])
def test_words_are_the_act_s_in_its_order(name):
    entries = getattr(c, name)
    text = points()[entries[0].point]
    places = [text.find(f"- {entry.ky}") for entry in entries]
    assert -1 not in places
    assert places == sorted(places)


def test_definitions_of_functions_are_the_act_s():
    text = points()["5"]
    for kind in c.FUNCTION_KINDS:
        assert f"- {kind.name_ky}" in text
        assert kind.definition_ky in text


def test_zones_and_sectors_leave_nothing_of_the_point_out():
    for entries in (c.ZONES, c.SECTORS):
        assert points()[entries[0].point].count(" - ") == len(entries)


def test_headings_of_the_printed_groups():
    assert [kind.heading_ky for kind in c.FUNCTION_KINDS] == [
        "Контролдоо жана көзөмөлдөө функциясы",
        "Мүлктү башкаруу функциясы",
        "Кызмат көрсөтүү функциясы",
        "Уруксат берүү функциясы",
        "Юрисдикциялык функция",
        "Ченем жаратуучу функция",
    ]


def test_every_line_has_a_russian_translation_without_kyrgyz_letters():
    for name in COUNTS:
        for entry in getattr(c, name):
            russian = [value for key, value in vars(entry).items() if key.endswith("ru")]
            assert all(russian)
            assert not re.search("[ңөү]", " ".join(russian), re.IGNORECASE)
