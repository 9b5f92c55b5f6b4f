"""A resolution of a kenesh with its session, also on its annexes, and a second signature (002, 003)."""

import pytest

from office.kyrgyz import ordinal_words
from office.papers.additions import OrderAddition
from office.papers.models import Order
from office.papers.official import make_word_copy, paper_of
from office.roles import Role
from tests import files, make

REGULATION = """1-глава. Жалпы жоболор
1.1. Бул Жобо “Жарандардын кайрылууларын кароо тартиби жөнүндө” мыйзамга ылайык иштелип чыкты.
Кайрылуу – айыл өкмөтүнүн кызмат адамына жазылган арыз же даттануу.
2-глава. Кутучаны ачуу
2.1. “Ишеним кутучасы” жума сайын ачылат."""
RESOLUTION = {
    "kind": "resolution",
    "title": "“Ишеним кутучасынын иштөө тартиби” жөнүндө Жобону бекитүү жөнүндө",
    "preamble": "“Ишеним кутучасынын иштөө тартиби” жөнүндө Жобону бекитүү максатында",
    "points": "Жобо тиркемеге ылайык бекитилсин.",
    "controller": "өзүмө",
    "convocation": "8",
    "session": "26",
}
SITTING = "Чынар айылдык кеңешинин VIII чакырылышынын жыйырма алтынчы кезектүү кеңешмеси"


@pytest.fixture
def kenesh(body):
    place = make.organisation("chynar", parent=body, kind="council", name_ky="Чынар айылдык кеңеши")
    for name, role, post in (
        ("tor-aga", Role.HEAD, "Кеңештин төрагасы"),
        ("keneshkatchy", Role.CLERK, "Жооптуу катчы"),
    ):
        make.appoint(make.person(name), place, role, post)
    return place


@pytest.fixture
def desk(kenesh, page):
    return page(kenesh.secretary.person)


def enter(desk, **fields):
    return desk.get("/orders/new/").submit(**{**RESOLUTION, **fields})


def printed(order, number=0):
    template, context, _frozen = paper_of(order, number)
    return "\n".join(one.text for one in files.opened_word(make_word_copy(context, template)).paragraphs)


def test_resolution_with_its_regulation_is_made_on_the_screen_and_signed(desk, kenesh, page):
    answer = enter(desk, second_post="Жооптуу катчы", second_name="А. Осмонова")
    order = Order.objects.of(kenesh).get()
    assert answer.headers["Location"] == f"/orders/{order.pk}/"
    added = desk.get(f"/orders/{order.pk}/annexes/text/").submit(title="Жобо", text=REGULATION)
    assert added.status_code == 302
    text = printed(order)
    assert f"{SITTING}нин токтому" in text
    assert f"Жобону бекитүү максатында {SITTING} ТОКТОМ КЫЛАТ:" in text
    assert "Бул токтомдун аткарылышын көзөмөлдөө өзүмө калтырылсын." in text
    order.move("submit", by=kenesh.secretary.person)
    order.move("sign", by=kenesh.head.person)
    order.move("register", by=kenesh.secretary.person, number="108", date=make.LONG_AGO)
    assert "Чынар айылдык кеңешинин 8-чакырылышынын 26-кезектүү кеңешмесинин" in printed(order, 1)
    signatures = paper_of(order, 0)[1]["signatures"]
    assert [one["post"] for one in signatures] == ["Кеңештин төрагасы", "Жооптуу катчы"]
    assert signatures[1]["name"] == "А. Осмонова"
    whole = desk.get(f"/orders/{order.pk}/package.pdf")
    assert whole.content.startswith(b"%PDF")


def test_changed_session_is_kept_once_and_shown_again(desk, kenesh):
    enter(desk)
    order = Order.objects.of(kenesh).get()
    edit = desk.get(f"/orders/{order.pk}/edit/")
    assert edit.form["session"] == "26"
    assert edit.submit(session="27", session_kind="extraordinary").status_code == 302
    assert "жыйырма жетинчи кезексиз кеңешмесинин" in printed(order)
    assert OrderAddition.objects.of(kenesh).get().version == 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"session": ""}, "session"),
        ({"convocation": ""}, "convocation"),
        ({"convocation": "0"}, "convocation"),
        ({"session": "1000"}, "session"),
        ({"kind": "directive"}, "session"),
        ({"second_post": "Катчы"}, "second_name"),
    ],
)
def test_half_a_session_or_a_nameless_signature_is_refused(fields, field, desk, kenesh):
    answer = enter(desk, **fields)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Order.objects.of(kenesh).exists()


def test_order_without_them_prints_as_before(body):
    order = make.order(body, kind="resolution")
    assert "\nТОКТОМ\n" in printed(order) and "чакырылыш" not in printed(order)
    assert len(paper_of(order, 0)[1]["signatures"]) == 1


def test_second_signature_of_an_order_stands_below_the_head(desk, kenesh):
    enter(desk, kind="directive", convocation="", session="", second_name="А. Осмонова")
    assert printed(Order.objects.of(kenesh).get()).rstrip().endswith("А. Осмонова")


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "биринчи"), (4, "төртүнчү"), (20, "жыйырманчы"), (26, "жыйырма алтынчы"), (59, "элүү тогузунчу")],
)
def test_ordinal_is_said_in_words(number, words):
    assert ordinal_words(number) == words
    assert ordinal_words(126) == "126-"
