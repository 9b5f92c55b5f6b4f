"""The citizen's side: a letter without an account, its receipt, the way back by the code (SAFETY P-1 … P-8,
E-2, L-4).
"""

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from office import tickets
from office.files import store
from office.files.models import StoredFile
from office.roles import Role
from office.wall.actions import open_identity, originals_of
from tests.files import zipped
from tests.office import samples, vault
from tests.trustbox import build
from trustbox.citizen import answer_pages, appeal_pages
from trustbox.journal.actions import add_event
from trustbox.journal.models.appeals import Appeal

TEXT = "Көчөдө суу жок, айтсак уккан киши жок."
CODE = re.compile(r"\b(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}\b")


@pytest.fixture(autouse=True)
def desks(monkeypatch, db):
    """No waiting at the desks, nothing left from another test."""
    cache.clear()
    monkeypatch.setattr(tickets, "SOONEST", 0)
    for desk in (appeal_pages.DESK, answer_pages.DESK):
        monkeypatch.setattr(desk, "minute", 0)


@pytest.fixture
def written(body, page):
    """A letter that was sent: the page of its receipt."""
    return send(page(None), body)


def send(visitor, body, **changes):
    form = visitor.get(f"/open/{body.code}/appeal/write/")
    return form.submit(**{"kind": "complaint", "text": TEXT, **changes})


def code_of(receipt):
    return "-".join(receipt.words("dd", class_="secret")[0].split())


def back(visitor, body, code, **more):
    return visitor.post(f"/open/{body.code}/appeal/answer/", {"code": code, **more})


# --- Writing -----------------------------------------------------------------------------------------------


def test_body_with_a_box_stands_on_the_first_open_page_though_it_published_nothing(body, foreign, page):
    address = f"/open/{body.code}/"
    assert address not in page(None).get("/open/").links
    box = build.box(body)
    assert address in page(None).get("/open/").links
    assert f"/open/{foreign.code}/" not in page(None).get("/open/").links
    assert f"{address}appeal/" in page(None).get(address).links
    box.removed_on = box.set_up_on
    box.save()
    assert address not in page(None).get("/open/").links


def test_letter_gets_its_number_and_a_receipt_at_once(body, written):
    appeal = Appeal.objects.of(body).get()
    assert (appeal.text, appeal.channel, appeal.kind, appeal.anonymous, appeal.keeper) == (
        TEXT, "online", "complaint", True, None,
    )  # fmt: skip
    assert written.status_code == 200
    assert f"№ 1/{appeal.year}" in written.text
    assert f"{body.code} {appeal.year} № 1 · {appeal.head}" in written.text
    assert CODE.fullmatch(code_of(written))
    assert 'class="qr"' in written.content.decode()


def test_form_sent_again_brings_the_first_receipt(body, page):
    visitor = page(None)
    form = visitor.get(f"/open/{body.code}/appeal/write/")
    answers = [form.submit(kind="complaint", text=TEXT) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({code_of(answer) for answer in answers}) == 1
    assert Appeal.objects.of(body).count() == 1


def test_form_sent_again_with_another_text_says_that_it_was_not_added(body, page):
    visitor = page(None)
    form = visitor.get(f"/open/{body.code}/appeal/write/")
    first, second = form.submit(kind="complaint", text=TEXT), form.submit(kind="complaint", text="Башка сөз")
    assert (second.status_code, code_of(second)) == (409, code_of(first))
    assert [appeal.text for appeal in Appeal.objects.of(body)] == [TEXT]


@pytest.mark.parametrize(
    "changes",
    [{"text": ""}, {"kind": ""}, {"text": "ы" * 20_001}, {"kind": "unreadable"}, {"language": "en"}],
)
def test_refused_letter_comes_back_as_it_was_typed(body, page, changes):
    answer = send(page(None), body, **changes)
    assert answer.status_code == 422
    assert answer.form["text"] == changes.get("text", TEXT)
    assert answer.words("strong", class_="wrong")
    assert not Appeal.objects.of(body).exists()


@pytest.mark.parametrize("ticket", ["", "forged", "another body"])
def test_letter_without_a_ticket_of_this_page_comes_back(body, foreign, page, ticket):
    signed = appeal_pages.DESK.issue(foreign.code) if ticket == "another body" else ticket
    answer = send(page(None), body, ticket=signed)
    assert (answer.status_code, answer.form["text"]) == (422, TEXT)
    assert not Appeal.objects.of(body).exists()


def test_ten_megabytes_of_text_get_a_clear_answer(body, page):
    visitor = page(None)
    ticket = visitor.get(f"/open/{body.code}/appeal/write/").form["ticket"]
    answer = visitor.post(
        f"/open/{body.code}/appeal/write/", {"ticket": ticket, "kind": "complaint", "text": "ы" * 5 * 2**20}
    )
    assert (answer.status_code, answer.h1) == (413, "Файл же форма өтө чоң")
    assert not Appeal.objects.of(body).exists()


def test_body_that_is_not_there_has_no_box(page, body):
    for place in ("", "write/", "answer/", "heads/"):
        assert page(None).get(f"/open/nowhere/appeal/{place}").status_code == 404


# --- Coming back -------------------------------------------------------------------------------------------


def test_code_shows_the_state_however_it_is_typed(body, page, written):
    code = code_of(written)
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code.replace('-', '')} "):
        answer = back(page(None), body, typed)
        assert (answer.status_code, answer.h1) == (200, "Сиздин кайрылууңуз")
        assert TEXT not in answer.text


def test_talk_goes_both_ways(body, clerk, page, written):
    code, visitor = code_of(written), page(None)
    add_event(Appeal.objects.of(body).get(), "asked", by=clerk, text="Кайсы көчө?")
    state = back(visitor, body, code)
    assert "Кайсы көчө?" in state.text
    answer = state.submit(text="Ленин көчөсү")
    assert answer.status_code == 200 and "Ленин көчөсү" in answer.text
    events = Appeal.objects.of(body).get().events.all()
    assert [(event.kind, event.text, event.author) for event in events] == [
        ("asked", "Кайсы көчө?", clerk),
        ("heard", "Ленин көчөсү", None),
    ]
    state.submit(text="Ленин көчөсү")
    assert events.count() == 2


def test_inside_of_the_office_is_not_told_to_the_sender(body, clerk, page, written):
    appeal = Appeal.objects.of(body).get()
    add_event(appeal, "summarised", by=clerk, text="ичкикыскача")
    add_event(appeal, "noted", by=clerk, reason="ичкибелги")
    answer = back(page(None), body, code_of(written))
    assert "ички" not in answer.text and str(clerk) not in answer.text


def test_wrong_codes_get_one_answer(body, foreign, page, written):
    code, visitor = code_of(written), page(None)
    elsewhere = code_of(send(visitor, foreign))
    wrong = [
        "0" * 24,
        code[:-1] + ("0" if code[-1] != "0" else "1"),
        elsewhere,
        "x",
        "ы" * 60,
        "'; --",
        "0000-0000",
    ]
    pages = set()
    for typed in wrong:
        answer = back(visitor, body, typed)
        plain = re.sub(r'(name="ticket" value|name="code" value)="[^"]*"', "", answer.content.decode())
        pages.add((answer.status_code, plain))
    assert len(pages) == 1 and pages.pop()[0] == 422


def test_code_stands_in_no_address(body, page, written):
    code = code_of(written)
    answer = back(page(None), body, code)
    assert not any(code in link for link in [*answer.links, *written.links])
    assert [form.get("action") for form in answer.all("form")] == [None]
    assert answer.all("form")[0].get("method") == "post"


def test_heads_page_tells_how_many_there_are(body, foreign, page, written):
    appeal = Appeal.objects.of(body).get()
    text = page(None).get(f"/open/{body.code}/appeal/heads/").text
    assert f"{body.code} {appeal.year} № 1 · 1 · {appeal.head}" in text
    assert foreign.code not in text


# --- Light pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("place", ["", "write/", "answer/", "heads/"])
def test_page_is_light_and_asks_nothing_of_the_reader(body, place, language):
    answer = Client().get(
        f"/open/{body.code}/appeal/{place}?lang={language}", headers={"accept-language": "en"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies
    assert len(answer.content) + weight(page) < 50_000
    assert "<script" not in page and not re.findall(r'(?:src|href|action)="(?:https?:)?//', page)
    assert f'<html lang="{language}"' in page
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert not {"ETag", "Last-Modified", "Set-Cookie"} & set(answer.headers)
    assert body.code not in re.search("<title>(.*)</title>", page)[1]


def weight(page):
    """Bytes of the style sheets and pictures a page asks for."""
    from django.contrib.staticfiles import finders

    names = set(re.findall(r'(?:src|href)="/static/([^"]+)"', page))
    return sum(len(open(finders.find(name), "rb").read()) for name in names)


# --- Files -------------------------------------------------------------------------------------------------


def upload(name, content):
    return SimpleUploadedFile(name, content)


def test_file_is_kept_as_a_cleaned_copy_without_its_name(body, page):
    photograph = next(samples.jpegs())
    answer = send(page(None), body, files=[upload("Asan-7431.jpg", photograph)])
    assert answer.status_code == 200
    appeal = Appeal.objects.of(body).get()
    kept = appeal.kept_files.get().file
    assert (kept.name, kept.stored_by, kept.wall, appeal.files) == ("", None, appeal.wall, kept.sha256)
    assert samples.MARK.encode() not in kept.read() and kept.read() != photograph


def test_refused_file_says_which_and_why_and_the_text_stays(body, page):
    answer = send(page(None), body, files=[upload("a.png", next(samples.pngs())), upload("b.jpg", b"<html>")])
    assert (answer.status_code, answer.form["text"]) == (422, TEXT)
    assert "2-файл кабыл алынган жок" in answer.text
    assert not Appeal.objects.of(body).exists() and not StoredFile.unscoped.exists()


def test_file_that_no_program_would_open_is_refused_before_anything_is_let_go(body, page):
    bodiless = zipped({"content.xml": b"<a/>"}, samples.open_document())
    answer = send(page(None), body, files=[upload("арыз.odt", bodiless)])
    assert (answer.status_code, answer.form["text"]) == (422, TEXT)
    assert "программа ача албайт" in answer.text
    assert not Appeal.objects.of(body).exists() and not StoredFile.unscoped.exists()


def test_without_room_for_files_the_text_stays_and_goes_without_them(
    body, page, monkeypatch, settings, tmp_path
):
    place = settings.STORAGES["default"] | {
        "OPTIONS": {"location": tmp_path}
    }  # where these bytes do not lie yet
    settings.STORAGES = settings.STORAGES | {"default": place}
    monkeypatch.setattr(store, "ROOM", 2**60)
    answer = send(page(None), body, files=[upload("a.jpg", next(samples.jpegs()))])
    assert (answer.status_code, answer.form["text"]) == (422, TEXT)
    assert "файлдар үчүн орун жок" in answer.text and not Appeal.objects.of(body).exists()
    assert send(page(None), body).status_code == 200
    assert Appeal.objects.of(body).get().text == TEXT


def test_six_files_and_fifty_files_get_clear_answers(body, page):
    assert "5 файлдан көп тандабаңыз" in send(page(None), body, files=[upload("a", b"x")] * 6).text
    assert send(page(None), body, files=[upload("a", b"x")] * 50).status_code == 413


def test_more_than_twenty_five_megabytes_are_refused(body, page):
    huge = [upload("a.pdf", b"%PDF-" + b"0" * (14 << 20)) for _place in range(2)]
    assert send(page(None), body, files=huge).status_code == 413


def test_warning_stands_before_the_choice_of_files(body, page):
    text = page(None).get(f"/open/{body.code}/appeal/write/").content.decode()
    assert text.index("түп нускасын жок кылат") < text.index('type="file"')


def test_nothing_lies_in_a_temporary_folder(body, page, monkeypatch):
    def forbidden(*args, **kwargs):
        raise AssertionError("a temporary file")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", forbidden)
    big = upload("a.jpg", next(samples.jpegs()) + b"0" * (4 << 20))
    assert send(page(None), body, files=[big]).status_code == 200


# --- Names -------------------------------------------------------------------------------------------------


def test_body_with_envelopes_asks_for_no_name_and_says_how_to_give_it(body, page):
    form = page(None).get(f"/open/{body.code}/appeal/write/")
    assert not {"name", "address", "telephone", "email"} & set(form.form)
    assert "конвертке салыңыз" in form.text
    answer = send(page(None), body, name="Асанов Асан", telephone="0555 123 456")
    assert answer.status_code == 200 and Appeal.objects.of(body).get().anonymous


def test_body_with_a_vault_seals_name_and_original(body, cast, page, settings, tmp_path):
    own = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": own}  # without what other tests keep
    vault.vault(body, cast)
    photograph = next(samples.jpegs())
    answer = send(
        page(None),
        body,
        name="Асанов Асан",
        address="Ош",
        signatories="3",
        files=[upload("IMG.jpg", photograph)],
    )
    assert answer.status_code == 200
    appeal = Appeal.objects.of(body).get()
    assert (appeal.anonymous, appeal.signatories) == (False, 3)
    assert {"name", "address", "files"} <= set(appeal.wall.commitments)
    kept = "".join(
        path.read_bytes().decode("latin-1")
        for path in Path(default_storage.location).rglob("*")
        if path.is_file()
    )
    assert samples.MARK not in kept
    opened = open_identity(
        vault.request(
            appeal.wall, cast[Role.CLERK], cast[Role.HEAD], fields=["name", "address", "telephone", "files"]
        ),
        by=cast[Role.OFFICER],
        fields=["name", "files"],
        secret=vault.PASSPHRASE,
    )
    assert opened.values["name"] == "Асанов Асан"
    assert originals_of(opened) == [("IMG.jpg", photograph)]


def test_body_with_a_vault_takes_an_anonymous_letter_too(body, cast, page):
    vault.vault(body, cast)
    assert send(page(None), body).status_code == 200
    assert Appeal.objects.of(body).get().anonymous


def test_staff_person_in_the_same_browser_is_not_the_author(body, clerk, sign_in):
    values = {
        "ticket": appeal_pages.DESK.issue(body.code),
        "kind": "complaint",
        "text": TEXT,
        "language": "ky",
    }
    sign_in(clerk).post(f"/open/{body.code}/appeal/write/", values)
    assert Appeal.objects.of(body).get().keeper is None


def test_state_asks_no_more_for_thirty_events_than_for_one(
    body, clerk, page, written, django_assert_num_queries
):
    appeal, code = Appeal.objects.of(body).get(), code_of(written)
    add_event(appeal, "asked", by=clerk, text="Кайда?")
    with CaptureQueriesContext(connection) as one:
        back(Client(), body, code)
    for _number in range(29):
        add_event(appeal, "asked", by=clerk, text="Качан?")
    with django_assert_num_queries(len(one)):
        back(Client(), body, code)


def test_clerk_sees_on_the_first_page_that_a_sender_has_written(body, clerk, head, page, written):
    appeal, code = Appeal.objects.of(body).get(), code_of(written)
    add_event(appeal, "asked", by=clerk, text="Кайда?")
    assert "кайрылуучу жазды" not in page(clerk).get("/").text
    back(page(None), body, code).submit(text="Мектепте")
    assert f"{appeal} · кайрылуучу жазды" in page(clerk).get("/").text
    assert "кайрылуучу жазды" not in page(head).get("/").text


def test_clerk_writes_to_the_sender_from_the_record(body, clerk, page, written):
    appeal = Appeal.objects.of(body).get()
    form = page(clerk).get(f"/trustbox/appeals/{appeal.pk}/ask/")
    assert form.submit(text="Качан болду?").status_code == 302
    assert "Качан болду?" in back(page(None), body, code_of(written)).text
