"""The demo's trust box: two openings, appeals of every channel on their way, an envelope, terms that press.

Its people are invented.
"""

from datetime import date, timedelta

from config.demo import half_year, tray
from office import clock
from office.database.actor import act_as
from office.models.commission import Commission, Seat
from office.models.organisation import Organisation
from office.models.provision import Provision
from trustbox.boxes.models.boxes import Box, Institution
from trustbox.boxes.models.openings import Attendee, BoxLetter, Opening
from trustbox.journal import actions
from trustbox.journal.actions import take_appeal

INSTITUTIONS = (
    (
        "state",
        "Араван райондук прокуратурасы",
        "Прокуратура Араванского района",
        "Мыйзамдын сакталышын көзөмөлдөө",
    ),
    ("state", "Араван райондук ички иштер бөлүмү", "РОВД Араванского района", "Укук бузуулар"),
    (
        "social",
        "Эмгек жана социалдык өнүктүрүү башкармалыгы",
        "Управление труда и соцразвития",
        "Жөлөк пулдар",
    ),
    ("special", "Райондук архитектура кызматы", "Районная служба архитектуры", "Курулушка уруксаттар"),
)
LETTERS = (
    "Жер үлүшүн алууга кезек бузулуп жатат, тизме илинген эмес.",
    "Сугат суусу үчүн дүмүрчөксүз акча алынат.",
    "Мектептин чатырын оңдоого бөлүнгөн каражат кайда жумшалганын түшүндүрүп бериңиздер.",
)


def load_trustbox(people):
    village = Organisation.objects.get(code="dostuk")
    clerk = people["clerk"]
    with act_as(clerk):
        directory = [
            Institution.objects.create(
                organisation=village, kind=kind, name_ky=name_ky, name_ru=name_ru, competence=competence
            )
            for kind, name_ky, name_ru, competence in INSTITUTIONS
        ]
        box = Box.objects.create(
            organisation=village,
            place_ky="Айыл өкмөтүнүн кире беришиндеги фойе",
            place_ru="Фойе у входа в айыл окмоту",
            notice_ky="Сунушуңузду, арызыңызды же даттанууңузду жазып салыңыз. Атыңызды жазбасаңыз да болот. "
            "Кутучаны комиссия ачат, каттарды ошол күнү каттайт.",
            notice_ru="Опустите предложение, заявление или жалобу. Имя можно не указывать. "
            "Ящик вскрывает комиссия, письма регистрируются в тот же день.",
            set_up_on=date(2026, 1, 12),
        )
        group = create_commission(village, people)
    half_year.load_half_year(village, people, directory[1])
    create_earlier_appeals(village, people, box, group, directory)
    tray.load_tray(village, people)
    with act_as(clerk):
        for channel, text, anonymous in (
            ("telephone", "Көчөдө жарык жок, кайрылсак эч ким келбейт.", False),
            ("post", "Балдар бакчасына орун акча менен берилет деген сөз бар.", True),
        ):
            take_appeal(
                village,
                channel=channel,
                received_on=clock.today(),
                kind="complaint",
                text=text,
                anonymous=anonymous,
                by=clerk,
            )
        create_open_box(village, box, group, clerk)


def create_commission(village, people):
    group = Commission.objects.create(
        organisation=village,
        kind=Commission.Kind.TRUST_BOX,
        name_ky="Коррупциянын алдын алуу боюнча комиссия",
        formed_on=date(2026, 1, 12),
    )
    for part, who, outsider, post in (
        (Seat.Part.CHAIR, people["officer"], "", "Ыйгарым укуктуу"),
        (Seat.Part.SECRETARY, people["clerk"], "", "Жооптуу катчы"),
        (Seat.Part.MEMBER, people["member"], "", "Жер маселелери боюнча адис"),
        (Seat.Part.MEMBER, None, "Б. А. Сатыбалдиев", "Коомдук кеңештин мүчөсү"),
        (Seat.Part.SUBSTITUTE, None, "Г. Т. Жолдошева", "айылдык кеңештин депутаты"),
    ):
        Seat.objects.create(
            organisation=village, commission=group, part=part, person=who, outsider=outsider, post=post
        )
    return group


def create_earlier_appeals(village, people, box, group, directory):
    """Three weeks ago the box was opened with three letters; since then they went their ways."""
    clerk, head, employee = people["clerk"], people["head"], people["employee"]
    day = clock.today() - timedelta(days=24)
    with clock.set_today(day), act_as(clerk):
        opening = begin_opening(village, box, group, clerk, "0113", LETTERS)
        opening.move("close", by=clerk, seal_after="0114", note="")
        land, water, school = opening.appeals.order_by("number")
        named = take_appeal(
            village,
            channel="counter",
            received_on=day,
            kind="application",
            text="Жардам акы дайындоону эки айдан бери күтүп жатам.",
            anonymous=False,
            by=clerk,
        ).appeal
        for entry in (land, water, school, named):
            actions.set_summary(entry, by=clerk, text=entry.text)
        land.move("assign", by=clerk, executor=employee, masked=land.text)
        named.move("assign", by=clerk, executor=employee, masked=named.text)
        actions.classify_appeal(
            land, by=clerk, function="services", zone="land", provision=Provision.objects.first()
        )
        water.move(
            "forward",
            by=clerk,
            institution=directory[1],
            notice_date=None,
            text="Укук коргоо органынын ыйгарым укугу",
        )
    with act_as(employee):
        actions.report_measure(
            named, by=employee, text="Документтер социалдык өнүктүрүү башкармалыгынан сурап алынды."
        )
    with act_as(clerk):
        named.move(
            "answer",
            by=clerk,
            number="01-14/212",
            date=clock.today(),
            language="ky",
            reason="",
            result="satisfied",
            text="Жардам акы дайындалды, төлөм кийинки айдан башталат.",
        )
        school.move("close", by=clerk, ground="anonymous", text="Эсеп сайтка жарыяланды.")
    with act_as(head):
        if not land.is_overdue():
            land.move(
                "extend",
                by=head,
                until=land.due_on + timedelta(days=10),
                notice_date=None,
                reason="Жер комиссиясынын протоколдорун архивден алуу керек.",
                after_term=False,
            )


def begin_opening(village, box, group, clerk, seal, letters):
    """An opening with everybody but the substitute present, and these letters on the table."""
    opening = Opening.objects.create(
        organisation=village,
        box=box,
        commission=group,
        opened_on=clock.today(),
        opened_by=clerk,
        seal_before=seal,
        count=len(letters),
    )
    for seat in group.seats.all():
        standing = "absent" if seat.part == Seat.Part.SUBSTITUTE else "present"
        Attendee.objects.create(organisation=village, opening=opening, seat=seat, standing=standing)
    for place, text in enumerate(letters, 1):
        BoxLetter.objects.create(
            organisation=village, opening=opening, place=place, kind="complaint", text=text, anonymous=True
        )
    return opening


def create_open_box(village, box, group, clerk):
    """Today the box stands open: two of four letters are entered."""
    opening = begin_opening(village, box, group, clerk, "0114", LETTERS[:2])
    opening.count = 4
    opening.version += 1
    opening.save()
