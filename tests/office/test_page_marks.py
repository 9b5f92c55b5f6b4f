"""What is seen on the pages of a PDF is seen in its copy, and nothing else: layers that are off, marks that
the reader draws itself, portfolios. poppler is the judge.
"""

import io
import subprocess

import pikepdf
import pytest
from django.utils import translation
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageChops

from office.files.clean_copy import clean_upload
from office.files.metadata_worker import UnwashableFile, wash_file
from office.files.models import WrongFile
from tests.office.samples import MARK

RED = b"1 0 0 rg 0 0 100 50 re f"
BLUE = b"0 0 1 rg 50 50 100 100 re f"
BOX = [10, 200, 110, 250]
QUAD = Array([10, 250, 110, 250, 10, 200, 110, 200])


def paper_of(change, drawing=BLUE):
    """A page with a blue square; `change(paper, page)` adds to it."""
    with pikepdf.new() as paper:
        page = paper.add_blank_page(page_size=(300, 300))
        page.Contents = paper.make_stream(drawing)
        change(paper, page)
        out = io.BytesIO()
        paper.save(out)
    return out.getvalue()


def shown(content):
    """The first page as poppler draws it."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", "72", "-png", "-singlefile", "-"], input=content, capture_output=True, check=True
    ).stdout
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def red_points(picture):
    """How many points are rather red, or yellow, than white, black or blue."""
    return sum(count for count, (red, _green, blue) in picture.getcolors(1 << 20) if red > 150 and blue < 120)


def drawing_of(paper, content=RED, **more):
    return paper.make_indirect(
        paper.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 50], **more)
    )


def add_mark(paper, page, kind, **more):
    page.Annots = Array(
        [paper.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=BOX, **more))]
    )


# --- Layers -------------------------------------------------------------------------------------------------


def layer(paper, state):
    """A layer of the paper and the state it is opened with."""
    group = paper.make_indirect(Dictionary(Type=Name.OCG, Name=String(MARK)))
    states = {
        "off": Dictionary(OFF=Array([group])),
        "on": Dictionary(),
        "base": Dictionary(BaseState=Name.OFF),
    }
    paper.Root.OCProperties = Dictionary(OCGs=Array([group]), D=states[state])
    return group


def in_words(paper, page, group):
    """Marked content of the page: a square, words and a drawing in the layer."""
    page.Resources = Dictionary(
        Properties=Dictionary(M=group),
        XObject=Dictionary(X=drawing_of(paper)),
        Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)),
    )
    page.Contents = paper.make_stream(
        BLUE + b" /OC /M BDC 1 0 0 rg 200 200 50 50 re f BT /F 20 Tf 10 10 Td (words) Tj ET q /X Do Q "
        b"/Span BMC 9 w 1 0 0 RG 0 0 m 300 300 l S EMC EMC 0 0 1 rg 5 5 9 9 re f"
    )


def in_form(paper, page, group):
    """A drawing that is itself of the layer, inside another drawing."""
    inner = drawing_of(paper, OC=group)
    outer = drawing_of(paper, b"/Y Do", Resources=Dictionary(XObject=Dictionary(Y=inner)))
    page.Resources = Dictionary(XObject=Dictionary(X=outer))
    page.Contents = paper.make_stream(BLUE + b" /X Do")


def in_mark(paper, page, group):
    add_mark(paper, page, "Stamp", AP=Dictionary(N=drawing_of(paper)), F=4, OC=group)


def under_condition(paper, page, group):
    """Seen when all of its layers are on."""
    in_words(paper, page, paper.make_indirect(Dictionary(Type=Name.OCMD, OCGs=group, P=Name.AllOn)))


def under_expression(paper, page, group):
    """Seen when it is not so that the layer is off."""
    rule = Array([Name.Not, Array([Name.Not, group])])
    in_words(paper, page, paper.make_indirect(Dictionary(Type=Name.OCMD, VE=rule)))


PLACES = (in_words, in_form, in_mark, under_condition, under_expression)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("state", ["off", "base"])
def test_layer_that_is_off_stays_unseen(place, state):
    content = paper_of(lambda paper, page: place(paper, page, layer(paper, state)))
    copy = wash_file(content)[1]
    if place is not under_expression:  # poppler reads no such rule
        assert red_points(shown(content)) == 0
    assert red_points(shown(copy)) == 0
    if place is in_words:
        assert ImageChops.difference(shown(content), shown(copy)).getbbox() is None
        assert "words" not in words_of(copy)


@pytest.mark.parametrize("place", PLACES)
def test_control_layer_that_is_on_is_seen(place):
    content = paper_of(lambda paper, page: place(paper, page, layer(paper, "on")))
    copy = wash_file(content)[1]
    assert red_points(shown(copy)) == red_points(shown(content)) > 0


@pytest.mark.parametrize("state", ["on", "off"])
def test_names_of_layers_go(state):
    content = paper_of(lambda paper, page: in_words(paper, page, layer(paper, state)))
    with pikepdf.open(io.BytesIO(wash_file(content)[1])) as copy:
        assert MARK not in "".join(repr(thing) for thing in copy.objects)


def words_of(content):
    return subprocess.run(
        ["pdftotext", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


# --- Marks --------------------------------------------------------------------------------------------------

LINES = {"QuadPoints": QUAD}
MARKS = {
    "Highlight": LINES,
    "Underline": LINES,
    "Squiggly": LINES,
    "StrikeOut": LINES,
    "Square": {},
    "Circle": {},
    "Line": {"L": Array([10, 200, 110, 250])},
    "PolyLine": {"Vertices": Array([10, 200, 60, 250, 110, 200])},
    "Polygon": {"Vertices": Array([10, 200, 60, 250, 110, 200])},
    "Ink": {"InkList": Array([Array([10, 200, 60, 240, 110, 250])])},
}


@pytest.mark.parametrize("kind", MARKS)
def test_mark_without_a_drawing_is_drawn_where_its_reader_would(kind):
    colours = Array([1, 1, 0] if kind == "Highlight" else [1, 0, 0])
    more = {**MARKS[kind], "C": colours, "BS": Dictionary(W=4), "F": 4}
    content = paper_of(lambda paper, page: add_mark(paper, page, kind, **more))
    as_written, copy = (shown(one) for one in (content, wash_file(content)[1]))
    was, now = red_points(as_written), red_points(copy)
    assert now > 90
    thinner = 0.2 if kind == "Squiggly" else 0.5  # poppler's waves are of four lines
    assert thinner < now / was < 1.5


def test_words_under_a_highlight_are_still_read():
    """The colour is laid under them, not over them."""
    black = BLUE + b" 0 g 20 210 30 20 re f"
    more = {"QuadPoints": QUAD, "C": Array([1, 1, 0]), "F": 4}
    copy = wash_file(paper_of(lambda paper, page: add_mark(paper, page, "Highlight", **more), black))[1]
    assert shown(copy).getpixel((30, 80)) == (0, 0, 0)


@pytest.mark.parametrize("more", [{"C": Array([])}, {"QuadPoints": Array([1, 2])}, {"QuadPoints": Array([])}])
def test_mark_that_shows_nothing_does_no_harm(more):
    more = {"QuadPoints": QUAD, "C": Array([1, 0, 0]), **more}
    copy = wash_file(paper_of(lambda paper, page: add_mark(paper, page, "StrikeOut", **more)))[1]
    assert red_points(shown(copy)) == 0


@pytest.mark.parametrize(("flags", "seen"), [(2, False), (32, False), (4, True), (0, True)])
def test_mark_that_is_not_seen_on_the_screen_goes(flags, seen):
    def stamp(paper, page):
        add_mark(paper, page, "Stamp", AP=Dictionary(N=drawing_of(paper)), F=flags)

    content = paper_of(stamp)
    found = [red_points(shown(one)) > 0 for one in (content, wash_file(content)[1])]
    assert found == [seen, seen]


@pytest.mark.parametrize(("name", "said"), [("/NotApproved", "NOT APPROVED"), (None, "DRAFT")])
def test_stamp_that_its_reader_draws_says_its_words(name, said):
    more = {"Name": Name(name)} if name else {}
    content = paper_of(lambda paper, page: add_mark(paper, page, "Stamp", F=4, **more))
    assert said in words_of(wash_file(content)[1])


def test_portfolio_whose_words_are_in_its_files_is_refused():
    def portfolio(paper, _page):
        paper.attachments["кат.txt"] = "Арыз".encode()
        paper.Root.Collection = Dictionary(View=Name.D)

    with pytest.raises(UnwashableFile, match="^inside$"):
        wash_file(paper_of(portfolio))


XFA = "<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'>{}<arz>Асанов пара алды</arz></xdp:xdp>"


def xfa_form(config="", needs_rendering=False, in_parts=False):
    """A form of Adobe LiveCycle: its page says «Please wait»; with `config` its XML says how it is drawn."""

    def change(paper, _page):
        packet = paper.make_stream(XFA.format(config).encode())
        packets = Array([String("template"), packet]) if in_parts else packet
        paper.Root.AcroForm = Dictionary(Fields=Array(), XFA=packets)
        if needs_rendering:
            paper.Root.NeedsRendering = True

    return paper_of(change)


DYNAMIC = "<config><acrobat><acrobat7><dynamicRender>required</dynamicRender></acrobat7></acrobat></config>"


@pytest.mark.parametrize(
    "content",
    [
        xfa_form(needs_rendering=True),
        xfa_form(DYNAMIC),
        xfa_form(DYNAMIC, in_parts=True),
    ],
    ids=["told by the paper", "told by its XML", "XML in parts"],
)
def test_form_whose_words_are_in_its_xml_is_refused_with_what_to_do(content):
    with pytest.raises(UnwashableFile, match="^xfa$"):
        wash_file(content)
    with pytest.raises(WrongFile, match="Print to PDF"), translation.override("en"):
        clean_upload(content)


@pytest.mark.parametrize(
    "config", ["", DYNAMIC.replace("required", "forbidden")], ids=["no word of it", "forbidden"]
)
def test_form_that_is_drawn_on_its_pages_is_taken(config):
    assert wash_file(xfa_form(config))[0] == "application/pdf"
