"""A filled PDF form reaches the clerk with the words that its sender wrote."""

import io
import subprocess

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from office.files.clean_copy import clean_upload
from office.files.metadata_worker import UnwashableFile, wash_file

NAME = "Өмүрова Айгүл, № 5"


def form(value=NAME, *, drawn="", asked=True, more=None):
    """A form of one field in Helvetica, as most forms are made; `drawn` is the drawing it brings."""
    with pikepdf.new() as paper:
        page = paper.add_blank_page(page_size=(300, 200))
        font = paper.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
            )
        )
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V=value, F=4,
            Rect=[20, 100, 280, 130], P=page.obj, DA="/Helv 12 Tf 0 g",
        )  # fmt: skip
        for key, part in (more or {}).items():
            field[key] = part
        if drawn:
            resources = Dictionary(Font=Dictionary(Helv=font))
            field.AP = Dictionary(
                N=paper.make_stream(
                    drawn.encode(), Subtype=Name.Form, BBox=[0, 0, 260, 30], Resources=resources
                )
            )
        page.Annots = Array([paper.make_indirect(field)])
        paper.Root.AcroForm = Dictionary(
            Fields=Array([page.Annots[0]]),
            DA="/Helv 12 Tf 0 g",
            DR=Dictionary(Font=Dictionary(Helv=font)),
            NeedAppearances=asked,
        )
        out = io.BytesIO()
        paper.save(out)
    return out.getvalue()


def words(content):
    """The words that a reader finds on the pages of the copy, made within the limits of the washing
    process.
    """
    copy = clean_upload(content).content
    shown = subprocess.run(["pdftotext", "-layout", "-", "-"], input=copy, capture_output=True, check=True)
    return " ".join(shown.stdout.decode().split())


QUESTIONS = "/Tx BMC BT /Helv 12 Tf 2 10 Td (??????? ?????, ? 5) Tj ET EMC"
EMPTY = "/Tx BMC EMC"


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("drawn", ["", QUESTIONS], ids=["not drawn", "question marks"])
def test_kyrgyz_name_in_a_field_is_read(drawn, asked):
    assert words(form(drawn=drawn, asked=asked)) == NAME


def test_field_left_to_the_reader_is_drawn():
    assert words(form(drawn=EMPTY, asked=True)) == NAME


def test_drawing_of_a_field_that_is_right_stays():
    """A program of the form may show a value otherwise than it keeps it."""
    drawn = "/Tx BMC BT /Helv 12 Tf 2 10 Td (1 500,00 som?) Tj ET EMC"
    assert words(form("1500?", drawn=drawn, asked=False)) == "1 500,00 som?"


def test_long_answer_is_drawn_whole():
    answer = " ".join(f"сөз{number}" for number in range(60))
    assert words(form(answer, more={"/Ff": 1 << 12, "/DA": "/Helv 0 Tf 0 g"})) == answer


def test_choice_shows_its_words_and_not_its_code():
    options = Array([Array(["1", "Жогорку"]), Array(["2", "Төмөнкү"])])
    assert words(form("2", more={"/FT": Name.Ch, "/Opt": options})) == "Төмөнкү"


def test_value_of_the_field_above_is_drawn():
    """A field with several places on the pages keeps its value once."""
    with pikepdf.open(io.BytesIO(form())) as paper:
        widget = paper.Root.AcroForm.Fields[0]
        above = paper.make_indirect(Dictionary(T="name", FT=Name.Tx, V=NAME, Kids=Array([widget])))
        del widget.V, widget.FT, widget.T
        widget.Parent = above
        paper.Root.AcroForm.Fields = Array([above])
        out = io.BytesIO()
        paper.save(out)
    assert words(out.getvalue()) == NAME


def test_free_text_on_a_page_is_drawn():
    note = {"/Subtype": Name.FreeText, "/Contents": NAME}
    assert words(form("", more=note, asked=False)) == NAME


def test_sign_that_no_font_of_ours_has_is_refused():
    with pytest.raises(UnwashableFile, match="^letters$"):
        wash_file(form("汉字"))


@pytest.mark.parametrize(("value", "ink"), [(Name.Yes, True), (Name.Off, False)])
def test_tick_that_its_reader_was_to_draw_is_seen(value, ink):
    copy = wash_file(form(value, more={"/FT": Name.Btn}))[1]
    drawn = subprocess.run(
        ["pdftoppm", "-gray", "-r", "30", "-"], input=copy, capture_output=True, check=True
    )
    assert (min(drawn.stdout[20:]) < 128) is ink
