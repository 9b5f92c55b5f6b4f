"""What the portal is made of: locked by digest, each package with its licence (SAFETY Q-1)."""

import re

from tests import score_sheet, supply

# What a municipality may run and hand on without opening its own data to anybody.
FREE = re.compile(
    r"MIT|BSD|Apache|ISC|MPL|Mozilla|PSF|Python|LGPL|Lesser General|Unlicense|HPND|CMU|Zlib|Zero|OFL|CC0",
    re.IGNORECASE,
)
# Programs that stand beside the tests: nothing of them is a part of the portal.
BESIDE = {"djlint"}


def test_every_package_is_locked_by_its_digest():
    assert [one.name for one in supply.packages() if not one.digests] == []


def test_every_package_names_its_licence():
    nameless = [one.name for one in supply.packages() if not one.licence and not one.marker]
    assert nameless == []


def test_licences_let_everybody_use_the_portal():
    others = {
        f"{one.name}: {one.licence}"
        for one in supply.packages()
        if one.licence and not FREE.search(one.licence) and one.name not in BESIDE
    }
    assert others == set()
    assert [one.use for one in supply.packages() if one.name in BESIDE] == ["test"]
    assert not FREE.search("GPL-3.0-or-later") and not FREE.search("AGPL-3.0-only")


def test_list_has_every_package_of_the_files():
    said = "\n".join(supply.lines())
    for word in ("run    django ", "screen bootstrap ", "test   pytest ", "BSD-3-Clause", "digests"):
        assert word in said


def test_control_a_package_without_a_digest_or_version_is_seen():
    text = "one==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
    text += "two==2.0 ; sys_platform == 'win32'\nthree>=1\n"
    assert list(supply.pinned(text)) == [("one", "1.0", "", 2), ("two", "2.0", "sys_platform == 'win32'", 0)]


def test_supply_is_printed_beneath_its_family(capsys, tmp_path):
    assert score_sheet.main(["Q", "--list", "--state", str(tmp_path / "net.json")]) == 0
    assert "screen bootstrap " in capsys.readouterr().out
    assert score_sheet.main(["N", "--list", "--state", str(tmp_path / "net.json")]) == 0
    assert "screen bootstrap " not in capsys.readouterr().out
