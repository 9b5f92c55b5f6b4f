"""The net of counts: whoever a matter is hidden from reads the very same portal as if it had never come: no
list, figure, paper or export counts it, by channel, kind or sender (SAFETY D-16).
"""

import io
import re
import zipfile
from collections import Counter
from datetime import timedelta
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.utils import timezone

from office.registers.workflow import Refused
from office.roles import Role
from office.wall.actions import exclude_person
from tests.page import TOKEN, Visitor
from tests.test_canary import kind_of, shape_of, worth_following
from tests.trustbox import build, tray_build
from trustbox.analysis.models import Analysis
from trustbox.journal.models.appeals import Appeal

HALF = "first" if timezone.localdate().month <= 6 else "second"
# The length and the head of the book are public: each receipt and the open page say them.
NOT_COMPARED = ("/open/", "/accounts/", "/static/", "/guide/", "/trustbox/appeals/book.json")
MOST = 4  # addresses of one shape


def words(answer):
    """What an answer says: the text of a page, the parts of an Office file, the bytes of another."""
    content = answer.content if not answer.streaming else b"".join(answer.streaming_content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return {name: packed.read(name) for name in packed.namelist() if not name.startswith("docProps/")}
    return TOKEN.sub("", content.decode("utf-8", errors="ignore"))


def read_everything(person, begin="/"):
    """{address: words} of what a person reaches by links, papers as Word, tables and data; PDF aside."""
    visitor, found, waiting, asked = Visitor(person), {}, [begin], Counter()
    while waiting:
        address = waiting.pop(0)
        if address in found or address.startswith(NOT_COMPARED) or kind_of(address) == "pdf":
            continue
        asked[shape_of(address)] += 1
        if asked[shape_of(address)] > MOST:
            continue
        answer = visitor.get(address)
        found[address] = words(answer)
        if answer.is_html:
            links = [urljoin(address, urldefrag(link).url) for link in answer.links]
            waiting += [link for link in links if not urlsplit(link).netloc and worth_following(link)]
    return found


@pytest.fixture
def journal(body, clerk):
    """Entries that everybody may know of, and a draft of the analysis that counts them."""
    for channel in ("counter", "post"):
        build.appeal(body, channel=channel)
    build.close_opening(build.opening(body, clerk, letters=2), clerk)
    build.answer_appeal(build.assign_appeal(body, clerk), clerk)
    return Analysis.objects.create(organisation=body, kind=HALF, year=timezone.localdate().year)


def hide_matters(body, cast, reader):
    """An entry of its own channel, kind and sender and a letter of the tray, hidden from a reader."""
    entry = build.appeal(body, channel="reception", kind="proposal", anonymous=False, text="Башчы жөнүндө")
    letter = tray_build.tray_letter(body)
    for row in (entry, letter):
        exclude_person(row.wall, reader, reason="Үстүнөн даттанган", by=cast[Role.OFFICER])
    return entry


def differing(before, after):
    return sorted(address for address in {*before, *after} if before.get(address) != after.get(address))


@pytest.mark.parametrize("role", [Role.HEAD, Role.CLERK, Role.MEMBER])
def test_hidden_matters_change_nothing_that_their_excluded_reader_reads(role, journal, body, cast):
    before = read_everything(cast[role])
    hide_matters(body, cast, cast[role])
    assert differing(before, read_everything(cast[role])) == []
    assert {"/trustbox/appeals/", journal.get_absolute_url(), "/trustbox/openings/"} <= set(before)
    assert any(kind_of(address) == "docx" for address in before)


def test_control_another_reader_reads_of_them_in_list_figures_and_book(journal, body, cast):
    before = read_everything(cast[Role.OFFICER], "/trustbox/appeals/")
    hide_matters(body, cast, cast[Role.HEAD])
    changed = differing(before, read_everything(cast[Role.OFFICER], "/trustbox/appeals/"))
    assert {"/trustbox/appeals/", journal.get_absolute_url()} <= set(changed)
    assert any("book.docx" in address for address in changed)
    assert any("/paper.docx" in address for address in changed)


def test_letter_of_the_box_is_counted_in_no_paper_of_its_opening_for_whom_it_is_hidden_from(
    page, body, cast, clerk, head
):
    opening = build.close_opening(build.opening(body, clerk, letters=3), clerk)
    hidden = opening.appeals.get(number=2)
    exclude_person(hidden.wall, head, reason="Үстүнөн даттанган", by=clerk)
    shown = {
        who: str(page(cast[who]).get(opening.get_absolute_url()).text) for who in (Role.HEAD, Role.CLERK)
    }
    counted = {who: re.search(r"Каттардын саны\s+(\d+)", text)[1] for who, text in shown.items()}
    assert counted == {Role.HEAD: "2", Role.CLERK: "3"}
    for who, numbers in ((Role.HEAD, "№ 1, 3"), (Role.CLERK, "№ 1–3")):
        for address in (f"{opening.get_absolute_url()}act.docx", "/trustbox/openings/journal.docx"):
            parts = words(page(cast[who]).get(address))
            text = re.sub(r"<[^>]+>", "", parts["word/document.xml"].decode())
            assert numbers in text.replace("\xa0", " "), address


# --- The official analysis ---------------------------------------------------------------------------------


def after_the_period(analysis, monkeypatch):
    day = analysis.period[1] + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: day)


def test_official_analysis_counts_the_journal_and_is_not_there_for_whom_an_entry_is_hidden_from(
    page, journal, body, cast, monkeypatch
):
    hide_matters(body, cast, cast[Role.HEAD])
    Analysis.objects.of(body).update(conclusions="Кайрылуулар көбөйдү", version=2)
    address = journal.get_absolute_url()
    assert "5 кайрылуу катталды" in page(cast[Role.HEAD]).get(address).text
    after_the_period(journal, monkeypatch)
    journal.refresh_from_db()
    journal.move("submit", by=cast[Role.CLERK])
    assert page(cast[Role.HEAD]).get(address).status_code == 404
    assert page(cast[Role.HEAD]).get(f"{address}paper.docx").status_code == 404
    assert "6 кайрылуу катталды" in page(cast[Role.CLERK]).get(address).text
    assert len(page(cast[Role.HEAD]).get("/trustbox/analyses/").rows) == 0


def test_whom_an_entry_is_hidden_from_submits_no_official_figures(journal, body, cast, monkeypatch):
    hide_matters(body, cast, cast[Role.CLERK])
    after_the_period(journal, monkeypatch)
    Analysis.objects.of(body).update(conclusions="Кайрылуулар көбөйдү", version=2)
    with pytest.raises(Refused):
        journal.move("submit", by=cast[Role.CLERK])


def test_closing_sheet_counts_the_rows_above_it(page, journal, body, cast):
    hide_matters(body, cast, cast[Role.HEAD])
    found = {}
    for role in (Role.HEAD, Role.CLERK):
        parts = words(page(cast[role]).get("/trustbox/appeals/book.docx"))
        text = re.sub(r"<[^>]+>", "", parts["word/document.xml"].decode())
        found[role] = re.search(r"(?i)жазуулардын саны:? (\d+)", text)[1]
    assert found == {Role.HEAD: "5", Role.CLERK: str(Appeal.objects.of(body).count())}
