"""The other village's every text holds a mark.

Whoever of this village reads whatever there is to read never meets it (SAFETY I-2).
"""

import contextlib
import html
import io
import json
import re
import zipfile
from collections import Counter
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pypdf
import pytest
from django.http import HttpResponse, JsonResponse

from office import clock
from office.models.organisation import Organisation
from office.models.person import Person
from office.models.restored_book import RestoredBook
from office.registers.workflow import Workflow
from office.roles import Role
from tests import make
from tests.files import zipped
from tests.page import Visitor

MARK = "Канарейка"
# Open to everyone, or the way out.
NOT_FOLLOWED = ("/open/", "/accounts/", "/static/")


def fill_tables(body, mark=""):
    """Rows of every model, and of those with states one in each."""
    for model in make.owned_models():
        if not issubclass(model, Workflow):
            # A book that waits after a restore closes the others: its number is known here.
            answered = {"known_last": 1, "answered_on": clock.today(), "last": 1}
            make.row(model, body, mark, **(answered if model is RestoredBook else {}))
    for model in (model for model in make.owned_models() if issubclass(model, Workflow)):
        for state in model.State.values:
            # A body has one edition of a form in work; a row of each stands among the rows above.
            if model not in (make.Edition, make.PositionEdition) or state == "ordered":
                make.in_state(model, state, body, mark)


@pytest.fixture
def villages(body, foreign, cast):
    Organisation.objects.filter(pk=foreign.pk).update(
        name_ky=f"{MARK} айыл өкмөтү", address=MARK, head_post=MARK
    )
    fill_tables(body)
    fill_tables(Organisation.objects.get(pk=foreign.pk), MARK)


@pytest.fixture
def stranger_s_cast(villages, foreign):
    people = {role: make.row(Person, foreign, MARK) for role in Role}
    for role, person in people.items():
        make.appoint(person, foreign, role, MARK)
    return people


def words_of(answer):
    """Everything an answer says: its bytes, what is packed in it, what stands on its pages, each also as a
    reader sees it: entities and escapes decoded, the runs of a text joined.
    """
    content = answer.content if not answer.streaming else b"".join(answer.streaming_content)
    yield from readings(content)
    yield str(answer.headers)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield from readings(packed.read(name))
    if content.startswith(b"%PDF") and len(content) > 500:
        yield "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def readings(content):
    """The text of some bytes, with entities decoded, and of XML and JSON what a program reads in it."""
    text = content.decode("utf-8", errors="ignore")
    yield text
    yield html.unescape(text)
    if content.startswith((b"<?xml", b"<")):
        with contextlib.suppress(ElementTree.ParseError):
            root = ElementTree.fromstring(content)
            yield "".join(root.itertext())
            yield "\n".join(value for element in root.iter() for value in element.attrib.values())
    elif content.startswith((b"{", b"[")):
        with contextlib.suppress(ValueError):
            yield json.dumps(json.loads(content), ensure_ascii=False)


def crawl(person, addresses=("/",), skip=()):
    """{address: whether the mark stands there} of what can be reached by links, every kind of address, to the
    last one.
    """
    visitor, found, waiting, asked = Visitor(person), {}, list(addresses), Counter()
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(NOT_FOLLOWED) or address.partition("?")[0].endswith(skip):
            continue
        asked[shape := shape_of(address)] += 1
        if asked[shape] > MOST.get(kind_of(address), 2):
            continue
        answer = visitor.get(address)
        assert answer.status_code < 500
        found[address] = any(MARK in words for words in words_of(answer))
        if answer.is_html:
            links = [urljoin(address, urldefrag(link).url) for link in answer.links]
            waiting += [link for link in links if not urlsplit(link).netloc and worth_following(link)]
    return found


# Addresses of one shape asked: some rows of a view tell what it lets through. Papers take long to make: of
# those two. Without a limit a calendar that turns its years keeps the sweep from ever coming to the other
# pages.
MOST = {"page": 6}


def shape_of(address):
    """What addresses of one view under one kind of choice have in common."""
    path, _, query = address.partition("?")
    names = sorted(parse_qs(query)) if kind_of(address) == "page" else ()
    return (re.sub(r"\d+", "N", path), *names)


def worth_following(link):
    """Sorting turns the same rows round: one column is as good as all of them."""
    return "sort=-" not in link and link.count("&") < 2


@pytest.mark.parametrize("role", Role)
def test_nobody_of_this_village_reads_a_word_of_the_other(role, villages, cast):
    # Papers take long to print and are the same for all who may read: the clerk and the inspector print them.
    skip = () if role in (Role.CLERK, Role.INSPECTOR) else (".pdf", "/pdf/")
    found = crawl(cast[role], skip=skip)
    assert [address for address, marked in found.items() if marked] == []
    assert len(found) >= FEWEST[role]


# The sweep went somewhere: fewer pages than this and it has lost its way.
FEWEST = {
    Role.ADMINISTRATOR: 220,
    Role.CLERK: 750,
    Role.HEAD: 550,
    Role.OFFICER: 550,
    Role.MEMBER: 450,
    Role.EMPLOYEE: 30,
    Role.INSPECTOR: 350,
}


def test_body_above_reads_only_what_was_released(villages, body):
    above = make.appoint(make.person("district"), body.parent, Role.CLERK).person
    marked = {
        address
        for address, marked in crawl(above, ["/", "/publications/", "/risks/editions/"]).items()
        if marked
    }
    # What was published, and the lists approved or submitted upward: never a register, a sheet, an order or
    # minutes.
    released = ("publications", "risks/below", "risks/consolidated", "risks/editions", "positions/editions")
    released += ("duties",)  # which body owes which paper, by its name
    released += ("duty-reminders",)  # what it sent down itself, to bodies by their name
    released += ("paper-lists",)  # as approved editions: which list is in force
    # What passes between a body and those that monitor it, and the choice of the body to monitor by its name.
    handed = ("notices", "documents", "certificates", "recommendations", "rating", "new")
    released += tuple(f"monitoring/{one}" for one in handed)
    # What a body above handed down; its own measures name the bodies that carry them out.
    released += ("plans/handed", "plans/measures")
    # Of the standard its text, not who has read it.
    text = re.compile(r"standards(/\d+(/(preview|changes|paper\.\w+))?)?")
    others = {address for address in marked if not address.strip("/").startswith(released)}
    assert {one for one in others if not text.fullmatch(one.partition("?")[0].strip("/"))} == set()
    assert any(address.startswith("/publications/") for address in marked)


def test_control_the_stranger_s_own_people_meet_it_everywhere(stranger_s_cast, cast):
    found = crawl(stranger_s_cast[Role.CLERK])
    kinds = Counter(kind_of(address) for address, marked in found.items() if marked)
    assert {"csv", "xlsx", "docx", "pdf"} <= set(kinds)
    assert kinds["page"] > 60
    # Their own addresses say nothing to us.
    ours = Visitor(cast[Role.CLERK])
    theirs = [address for address in found if any(part.isdigit() for part in address.split("/"))]
    answers = {address: ours.get(address) for address in theirs if kind_of(address) == "page"}
    assert [
        address for address, answer in answers.items() if any(MARK in words for words in words_of(answer))
    ] == []


ENTITIES = "".join(f"&#{ord(letter)};" for letter in MARK)
SHEET = f"<sheetData><c t='inlineStr'><is><t>{ENTITIES}</t></is></c></sheetData>"
HIDDEN = {  # the mark, written in a way that no byte of it shows
    "Excel by numeric entities": lambda: HttpResponse(zipped({"xl/worksheets/sheet1.xml": SHEET})),
    "Word in two runs": lambda: HttpResponse(
        zipped({"word/document.xml": f"<w><t>{MARK[:4]}</t><t>{MARK[4:]}</t></w>"})
    ),
    "an attribute of a part": lambda: HttpResponse(zipped({"docProps/core.xml": f"<a b='{ENTITIES}'/>"})),
    "a page by entities": lambda: HttpResponse(f"<!doctype html><p>{ENTITIES}"),
    "JSON by escapes": lambda: JsonResponse({"name": MARK}),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_control_mark_is_read_however_it_is_written(way):
    answer = HIDDEN[way]()
    assert MARK.encode() not in answer.content
    assert any(MARK in words for words in words_of(answer))


def kind_of(address):
    path = address.partition("?")[0].rstrip("/")
    return next((kind for kind in ("csv", "xlsx", "docx", "pdf") if path.endswith(kind)), "page")
