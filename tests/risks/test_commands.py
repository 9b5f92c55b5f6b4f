"""The importer and the papers at the keyboard."""

import json

import pytest
from django.core.management import CommandError, call_command

from risks.models.risk import Risk
from tests import make
from tests.files import INPUTS
from tests.risks.test_editions import approved, edition, minutes, ordered  # noqa: F401

LIST = str(INPUTS / "dostuk-2026-risks.docx")
ANNEX = str(INPUTS / "economy-2016-annex1.xlsx")


def answer(capsys, *arguments):
    """(exit code, JSON) of import_risks."""
    try:
        call_command("import_risks", *arguments, "--json")
        code = 0
    except CommandError as error:
        code = error.returncode
    return code, json.loads(capsys.readouterr().out)


def test_dry_run_tells_rows_groups_and_doubts(capsys, body):
    code, found = answer(capsys, LIST, "--organisation", "dostuk", "--dry-run")
    assert code == 0
    assert len(found["rows"]) == 11
    assert [(group["heading"], group["rows"]) for group in found["groups"]] == [
        ("Кызмат көрсөтүү функциясы", 6),
        ("Уруксат берүү функциясы", 5),
    ]
    assert [doubt["text"] for doubt in found["doubts"]] == ["Орго"]
    assert not Risk.objects.of(body).exists()


def test_a_list_with_doubts_is_not_taken(capsys, body):
    code, found = answer(capsys, LIST, "--organisation", "dostuk")
    assert (code, found["refused"]["code"], found["accepted"]) == (1, "doubts", False)
    assert not Risk.objects.of(body).exists()


def test_a_clear_list_is_taken(capsys, body):
    code, found = answer(capsys, ANNEX, "--organisation", "dostuk")
    assert (code, found["accepted"]) == (0, True)
    assert [risk.kind.code for risk in Risk.objects.of(body)] == ["permits"]


@pytest.mark.parametrize(
    ("file", "code", "reason"),
    [(LIST, "nowhere", "organisation"), ("/nowhere.docx", "dostuk", "file"), (__file__, "dostuk", "type")],
)
def test_refusals_have_exit_code_one_and_a_reason(capsys, body, file, code, reason):
    status, found = answer(capsys, file, "--organisation", code)
    assert (status, found["refused"]["code"]) == (1, reason)


def paper(*arguments):
    call_command("paper", *arguments)


def test_forms_are_listed(capsys):
    paper("--list")
    names = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]
    assert {"risks/annex-1", "risks/assessment-sheet", "risks/matrix", "risks/village-list"} <= set(names)


@pytest.mark.parametrize(
    "form", ["risks/annex-1", "risks/assessment-sheet", "risks/matrix", "risks/village-list"]
)
def test_each_form_is_made_from_the_register(body, tmp_path, form):
    make.agreed_sheet(make.risk(body))
    paper(form, "--organisation", "dostuk", "-o", str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize("form", ["risks/annex-1", "risks/village-list"])
def test_lists_have_a_word_copy(body, tmp_path, form):
    make.risk(body)
    paper(form, "--organisation", "dostuk", "--format", "docx", "-o", str(tmp_path / "a.docx"))
    assert (tmp_path / "a.docx").read_bytes()[:2] == b"PK"


def test_an_approved_edition_is_given_byte_for_byte(approved, tmp_path):  # noqa: F811
    paper("risks/village-list", "--organisation", "dostuk", "--edition", "1", "-o", str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes() == bytes(approved.annex.paper.pdf)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["risks/none", "--organisation", "dostuk"], "No form is called risks/none"),
        (["risks/matrix", "--organisation", "nowhere"], "No body has the code nowhere"),
        (["risks/matrix", "--organisation", "dostuk", "--edition", "1"], "has no editions"),
        (["risks/annex-1", "--organisation", "dostuk", "--edition", "7"], "no edition 7"),
    ],
)
def test_unknown_codes_are_named(body, tmp_path, arguments, words):
    with pytest.raises(CommandError, match=words):
        paper(*arguments, "-o", str(tmp_path / "a"))
    assert not (tmp_path / "a").exists()
