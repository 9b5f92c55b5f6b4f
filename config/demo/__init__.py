"""The demo: a village in the middle of its year.

Everything is made through the portal's own doors; its people are invented.

The list of risks is the village's own of 2026 (seed 002), imported from its Word file as a clerk would.
"""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from config.demo import desk, monitoring, plans, standards, trustbox, wall
from office import clock
from office.actions import keep_meeting, publish_annex
from office.database.actor import act_as
from office.models.commission import Commission, Meeting, Seat
from office.models.counter import Counter
from office.models.organisation import Organisation, Unit
from office.models.person import Appointment, Person
from office.models.signal import Signal
from office.papers.models import Order, OrderPoint
from office.papers.scans import file_scans
from office.roles import Role
from positions.editions.models import PositionEdition
from positions.models.exposures import Exposure
from positions.models.posts import Post
from positions.papers import ANNEX_2
from risks.actions import add_imported_risks
from risks.editions.models import Edition
from risks.imports import read_risk_list
from risks.library import situations
from risks.models.assessment import Assessment
from risks.models.method import FunctionKind, Method
from risks.models.risk import Risk
from risks.score_rules import METHOD_232, level_of_points, total_points
from risks.sessions import actions as session_actions
from risks.sessions.models import Opinion, Session
from risks.signals import links
from risks.subordinates import lists

VILLAGE = "dostuk"
PASSWORD = "demo-2026"  # noqa: S105  the demo's password is public; the command refuses to run elsewhere
LIST = settings.BASE_DIR / "tests/inputs/dostuk-2026-risks.docx"
START_DAY = date(2026, 1, 12)

PEOPLE = {
    # login: surname, name, patronymic, body, role, post
    "clerk": ("Сыдыкова", "Айгүл", "Асановна", VILLAGE, Role.CLERK, "Жооптуу катчы"),
    "head": ("Токтосунов", "Эркин", "Маратович", VILLAGE, Role.HEAD, "Башчы"),
    "officer": (
        "Жумабекова",
        "Нуриза",
        "Таалайбековна",
        VILLAGE,
        Role.OFFICER,
        "Коррупциянын алдын алуу боюнча ыйгарым укуктуу",
    ),
    "member": ("Орозбеков", "Бакыт", "Сагынович", VILLAGE, Role.MEMBER, "Жер маселелери боюнча адис"),
    "employee": (
        "Касымова",
        "Гүлнара",
        "Өмүрбековна",
        VILLAGE,
        Role.EMPLOYEE,
        "Социалдык маселелер боюнча адис",
    ),
    "inspector": ("Мамытов", "Данияр", "Кубанычович", "araban", Role.INSPECTOR, "Башкы инспектор"),
    "admin": ("Абдылдаев", "Тимур", "Нурланович", "araban", Role.ADMINISTRATOR, "Системалык администратор"),
    "stranger": ("Исакова", "Жылдыз", "Бекболотовна", "birlik", Role.CLERK, "Жооптуу катчы"),
}


def load_demo():
    """Fill an empty install in one transaction: all of the demo or nothing."""
    with transaction.atomic():
        create_organisations()
        people = {login: create_person(login, *row) for login, row in PEOPLE.items()}
        create_other_heads()
        with act_as(people["clerk"]):
            group = working_group(people)
        fill_risk_register(people, group)
        score_apart(people, group)
        create_signals(people)
        fill_school_list()
        fill_neighbour_register(people["stranger"])
        wall.load_custodians(people)
        desk.load_desk(people)
        plans.load_plans(people)
        standards.load_standards(people)
        monitoring.load_monitoring(people)
        trustbox.load_trustbox(people)
        wall.request_disclosures(people)
        wall.request_erasure(people)


def create_organisations():
    """A district; under it two villages that never see each other; under the first a school and a
    kindergarten.
    """
    district = create_organisation(
        "araban",
        None,
        Organisation.Kind.DISTRICT,
        "Араван райондук мамлекеттик администрациясы",
        "Араванская районная государственная администрация",
        "Араван айылы",
        "село Араван",
    )
    village = create_organisation(
        VILLAGE,
        district,
        Organisation.Kind.VILLAGE,
        "Достук айыл өкмөтү",
        "Айыл окмоту Достук",
        "Пахта-Дөбө айылы",
        "село Пахта-Дебе",
        letterhead_ky="Кыргыз Республикасы\nОш облусу, Араван району\nДостук айыл өкмөтү",
        letterhead_ru="Кыргызская Республика\nОшская область, Араванский район\nАйыл окмоту Достук",
    )
    create_organisation(
        "birlik",
        district,
        Organisation.Kind.VILLAGE,
        "Бирлик айыл өкмөтү",
        "Айыл окмоту Бирлик",
        "Бирлик айылы",
        "село Бирлик",
    )
    create_organisation(
        "mektep",
        village,
        Organisation.Kind.SCHOOL,
        "Достук орто мектеби",
        "Средняя школа Достук",
        "Пахта-Дөбө айылы",
        "село Пахта-Дебе",
        head_post="Директор",
    )
    create_organisation(
        "baldyrgan",
        village,
        Organisation.Kind.KINDERGARTEN,
        "Балдырган балдар бакчасы",
        "Детский сад Балдырган",
        "Пахта-Дөбө айылы",
        "село Пахта-Дебе",
        head_post="Башчы",
    )


def create_organisation(code, parent, kind, name_ky, name_ru, place_ky, place_ru, **fields):
    row = Organisation(
        code=code, kind=kind, name_ky=name_ky, name_ru=name_ru, place_ky=place_ky, place_ru=place_ru, **fields
    )
    row.stand_under(parent)
    row.save()
    return row


def create_person(login, surname, name, patronymic, code, role, post):
    row = Person(
        username=login, surname=surname, name=name, patronymic=patronymic, password=hashed_password()
    )
    row.save()
    appoint_person(row, code, role, post)
    return row


def hashed_password():
    """One slow hash for everybody: the demo starts sooner."""
    global _password
    _password = _password or make_password(PASSWORD)
    return _password


_password = ""


def appoint_person(row, code, role, post):
    Appointment.objects.create(
        person=row, organisation=Organisation.objects.get(code=code), role=role, post=post, starts=START_DAY
    )


def create_other_heads():
    """The heads of the other bodies, and the units of the village."""
    create_person("birlik-head", "Эргешов", "Нурбек", "Асылбекович", "birlik", Role.HEAD, "Башчы")
    create_person("mektep-head", "Турдубаева", "Назгүл", "Шаршеновна", "mektep", Role.HEAD, "Директор")
    create_person("mektep-clerk", "Алиева", "Чолпон", "Кадыровна", "mektep", Role.CLERK, "Катчы")
    create_person("bakcha-head", "Маматова", "Бурул", "Токтогуловна", "baldyrgan", Role.HEAD, "Башчы")
    village = Organisation.objects.get(code=VILLAGE)
    for name_ky, name_ru in (
        ("Аппарат", "Аппарат"),
        ("Жер жана мүлк бөлүмү", "Отдел земли и имущества"),
        ("Социалдык бөлүм", "Социальный отдел"),
    ):
        Unit.objects.create(organisation=village, name_ky=name_ky, name_ru=name_ru)


def working_group(people):
    """The working group of 281 p.11: chaired by the head, with members from the Public Council and an
    independent expert.
    """
    village = Organisation.objects.get(code=VILLAGE)
    group = Commission.objects.create(
        organisation=village,
        kind=Commission.Kind.WORKING_GROUP,
        name_ky="Коррупциялык тобокелдиктерди баалоо боюнча жумушчу топ",
        formed_on=date(2026, 4, 20),
    )
    seats = (
        (Seat.Part.CHAIR, people["head"], "", "Айыл өкмөтүнүн башчысы"),
        (Seat.Part.SECRETARY, people["clerk"], "", "Жооптуу катчы"),
        (Seat.Part.MEMBER, people["member"], "", "Жер маселелери боюнча адис"),
        (Seat.Part.MEMBER, people["officer"], "", "Коррупциянын алдын алуу боюнча ыйгарым укуктуу"),
        (Seat.Part.MEMBER, None, "Б. А. Сатыбалдиев", "Коомдук кеңештин мүчөсү"),
        (Seat.Part.MEMBER, None, "Г. Т. Жолдошева", "көз карандысыз эксперт"),
    )
    for part, who, outsider, post in seats:
        Seat.objects.create(
            organisation=village, commission=group, part=part, person=who, outsider=outsider, post=post
        )
    return group


def hold_meeting(group, day, questions, *, by):
    """A meeting with all members present and its questions decided, minutes closed."""
    meeting = Meeting.objects.create(
        organisation=group.organisation, commission=group, held_on=day, place="Айыл өкмөтүнүн жыйындар залы"
    )
    keep_meeting(
        meeting, present=group.seats.all(), questions=[question for question, _heard, _decision in questions]
    )
    for item, (_question, heard_text, decision) in zip(meeting.items.all(), questions, strict=True):
        item.reporter, item.heard, item.decision, item.votes_for = (
            group.seats.get(part=Seat.Part.SECRETARY).holder,
            heard_text,
            decision,
            group.seats.count(),
        )
        item.save()
    return meeting.move("close", by=by)


def fill_risk_register(people, group):
    """The village's list: imported, scored, approved, published; then a sheet in work, a new risk and the
    next edition.
    """
    village, clerk, member = group.organisation, people["clerk"], people["member"]
    with act_as(clerk):
        risks = take_list(village)
    with act_as(member):
        for risk, scores in zip(risks, SCORES, strict=False):
            create_agreed_assessment(risk, *scores, scorer=people["officer"], by=member)
    with act_as(clerk):
        explain_chosen_levels(village)
    with act_as(clerk):
        number = Counter.take(village, Edition.Form.VILLAGE_LIST, 0)
        edition = Edition.objects.create(organisation=village, number=number)
        consider_edition(
            edition, group, date(2026, 5, 22), "Коррупциялык тобокелдиктердин тизмегин кароо", by=clerk
        )
    approve_edition(edition, people, "114", date(2026, 5, 25))
    fill_positions(people, group, risks)
    next_edition(people, group, risks)


def approve_edition(edition, people, number, day):
    """The order of an edition signed, registered, scanned; the list published."""
    clerk, head = people["clerk"], people["head"]
    with act_as(clerk):
        order = submit_order(edition, by=clerk)
    with act_as(head):
        order.move("sign", by=head)
    with act_as(clerk):
        order.move("register", by=clerk, number=number, date=day)
        scan = bytes(order.papers.get(annex=None, stage=2).pdf)
        file_scans(order, [(f"{number}-buyruk.pdf", scan)], by=clerk, unread=True)
        publish_annex(edition.annex, by=clerk)


# Unit, post in Kyrgyz and Russian, number of such posts, powers.
POSTS = (
    ("", "Айыл өкмөтүнүн башчысы", "Глава айыл окмоту", 1, "Жергиликтүү бюджетти аткарууга жетекчилик кылуу"),
    (
        "Аппарат",
        "Жооптуу катчы",
        "Ответственный секретарь",
        1,
        "Муниципалдык кызматка кабыл алуу жол-жоболорун уюштуруу",
    ),
    (
        "Аппарат",
        "Сатып алуулар боюнча адис",
        "Специалист по закупкам",
        1,
        "Мамлекеттик сатып алууларды даярдоо жана өткөрүү",
    ),
    ("Аппарат", "Башкы эсепчи", "Главный бухгалтер", 1, "Бюджеттик каражаттардын эсебин жүргүзүү"),
    (
        "Жер жана мүлк бөлүмү",
        "Жер маселелери боюнча адис",
        "Специалист по земельным вопросам",
        1,
        "Жер тилкелерин берүү боюнча документтерди даярдоо",
    ),
    (
        "Жер жана мүлк бөлүмү",
        "Мүлк боюнча адис",
        "Специалист по имуществу",
        0.5,
        "Муниципалдык менчикти эсепке алуу жана ижарага берүү",
    ),
    (
        "Социалдык бөлүм",
        "Социалдык маселелер боюнча адис",
        "Специалист по социальным вопросам",
        2,
        "Жөлөк пулдарды дайындоо боюнча документтерди кабыл алуу",
    ),
    ("Социалдык бөлүм", "Жаштар иштери боюнча адис", "Специалист по делам молодёжи", 1, "Жаштар менен иштөө"),
)
# Post, where in its work risks can arise, which rows of the list of risks it is linked to.
EXPOSED = (
    ("Айыл өкмөтүнүн башчысы", "Инвестициялык долбоорлорду тандоо\nкадрдык чечимдерди кабыл алуу", (2, 4)),
    ("Жооптуу катчы", "Муниципалдык кызматка дайындоо", (2,)),
    ("Сатып алуулар боюнча адис", "Сатып алуунун шарттарын даярдоо\nсунуштарды баалоо", (1,)),
    ("Жер маселелери боюнча адис", "Жер тилкелерин бөлүү\nжайыттарды ижарага берүү", (7, 8)),
    ("Социалдык маселелер боюнча адис", "Жөлөк пул алуучулардын документтерин кабыл алуу", (5,)),
)


def fill_positions(people, group, risks):
    """The staffing table; the posts of it that are exposed, linked to their risks; the list approved and
    published.
    """
    village, clerk = group.organisation, people["clerk"]
    with act_as(clerk):
        posts = {row[1]: create_post(village, *row) for row in POSTS}
        for name, areas, linked in EXPOSED:
            expose_post(posts[name], areas, [risks[place] for place in linked], by=clerk)
        number = Counter.take(village, ANNEX_2.form, 0)
        edition = PositionEdition.objects.create(organisation=village, number=number)
        consider_edition(
            edition, group, date(2026, 5, 26), "Коррупциогендик кызмат орундарынын тизмегин кароо", by=clerk
        )
    approve_edition(edition, people, "116", date(2026, 5, 27))


def create_post(village, unit, name_ky, name_ru, count, powers):
    row = Post(
        organisation=village,
        unit=Unit.objects.of(village).filter(name_ky=unit).first(),
        name_ky=name_ky,
        name_ru=name_ru,
        count=count,
        powers=powers,
    )
    row.index()
    row.assign_position()
    row.save()
    return row


def expose_post(post, areas, risks, *, by):
    """Put a post into the list under the highest level of its risks."""
    post.risks.set(risks, through_defaults={"organisation": post.organisation})
    row = Exposure(
        organisation=post.organisation,
        post=post,
        powers=post.powers,
        areas=areas,
        freedom="medium",
        freedom_reason="Чечим жазуу жүзүндө негизделет, бирок тандоо мүмкүнчүлүгү бар.",
        contact="high",
        contact_reason="Жарандарды жана уюмдарды күн сайын кабыл алат.",
    )
    row.set_level(
        Risk.objects.of(post.organisation).filter(exposed_posts=post).values_list("level", flat=True)
    )
    row.index()
    row.save()
    row.move("enter", by=by)


# likelihood, harm, effectiveness of the control, residual; one line a risk of the list, from the first.
SCORES = (
    (3, 3, "low", ""),
    (2, 3, "medium", ""),
    (2, 2, "high", "low"),
    (3, 2, "low", ""),
    (2, 3, "", ""),
    (1, 2, "", ""),
    (2, 3, "high", "medium"),
)
WHY_LIKELY = {
    1: "Сейрек учурлар, тартылган адамдардын саны чектелген.",
    2: "Айрым индикаторлор бар, чечим кабыл алууда тандоо мүмкүнчүлүгү чектелген.",
    3: "Кеңири дискрециялык ыйгарым укуктар, жол-жобо жетиштүү жөнгө салынган эмес.",
}
WHY_HARMFUL = {
    1: "Айрым жол-жоболорго олуттуу таасир этпейт.",
    2: "Айрым ыйгарым укуктарды ишке ашырууга сезилээрлик таасир этет.",
    3: "Жергиликтүү бюджетке олуттуу зыян, коомдук ишеним төмөндөйт.",
}


def take_list(village):
    """The Word list as the clerk imports it; «Орго» is decided by her: medium."""
    content = LIST.read_bytes()
    reading = read_risk_list(content, LIST.name)
    decisions = {doubt.id: "medium" for doubt in reading.undecided({})}
    return add_imported_risks(village, reading.resolve(decisions))


def explain_chosen_levels(place):
    """Why risks of the list are not scored yet: they came with their levels."""
    rows = Risk.objects.of(place).in_the_list().filter(assessment=None)
    rows.update(level_ground="Деңгээл 281-буйрук боюнча тандалган, балл менен баалоо 2027-жылга пландалган")


def create_agreed_assessment(risk, likelihood, harm, effectiveness, residual, *, scorer, by):
    """An assessment sheet of resolution 232: one member of the working group scored, another agreed."""
    return draft_sheet(risk, likelihood, harm, effectiveness, residual, scorer=scorer).move("agree", by=by)


def draft_sheet(risk, likelihood, harm, effectiveness="", residual="", *, scorer):
    day = date(2026, 5, 20)
    return Assessment.objects.create(
        organisation=risk.organisation,
        risk=risk,
        method=Method.with_points_on(day),
        assessed_on=day,
        scorer=scorer,
        likelihood=likelihood,
        likelihood_reason=WHY_LIKELY[likelihood],
        harm=harm,
        harm_reason=WHY_HARMFUL[harm],
        level=level_of_points(total_points(likelihood, harm), METHOD_232),
        control="Комиссиянын чечимдери протоколдоштурулат, башчы ай сайын текшерет." if effectiveness else "",
        effectiveness=effectiveness,
        residual=residual,
        residual_reason="Контролдун натыйжалуулугу эки жылдагы текшерүүлөр менен ырасталган."
        if residual
        else "",
        measures="Жол-жобону регламенттөө, чечимдерди сайтка жарыялоо.",
    )


WORK = timedelta(days=9)  # between the beginning of an edition and its sitting


def consider_edition(edition, group, day, question, *, by):
    """An edition the working group has considered at a meeting of that day."""
    decision = "Тизмек каралды, башчынын бекитүүсүнө сунушталсын."
    heard_text = "Тобокелдиктер жана алардын деңгээли угулду."
    meeting = hold_meeting(group, day, [(question, heard_text, decision)], by=by)
    type(edition).objects.of(edition.organisation).filter(pk=edition.pk).update(begun_on=day - WORK)
    return edition.move("consider", by=by, question=meeting.items.get())


def submit_order(edition, *, by, controller="айыл өкмөтүнүн жооптуу катчысы А. А. Сыдыковага"):
    """The draft order of an edition, its clause of control filled in, sent to the head."""
    edition.move("order", by=by)
    order = edition.annex.order
    order.controller = controller
    order.save()
    return order.move("submit", by=by)


def next_edition(people, group, risks):
    """What waits for hands today: a sheet in work, a risk being described, the second edition, an order for
    the head, a meeting to come.
    """
    village, clerk, member = group.organisation, people["clerk"], people["member"]
    with act_as(member):
        draft_sheet(risks[8], 2, 2, scorer=member)
    with act_as(clerk):
        kind = FunctionKind.objects.get(code="property")
        new = Risk(
            organisation=village,
            kind=kind,
            position=1,
            state=Risk.State.DRAFT,
            category="situational",
            function="Муниципалдык менчик объекттерин ижарага берүү",
            situation="Ижара акысын негизсиз төмөн коюу, аукционсуз берүү учурлары",
            unit_text="Жер жана мүлк бөлүмү",
            posts="Мүлк боюнча адис",
        )
        new.index()
        new.save()
        Edition.objects.create(
            organisation=village,
            number=Counter.take(village, Edition.Form.VILLAGE_LIST, 0),
            ground=Edition.Ground.FUNCTIONS,
            ground_text="Айыл өкмөтүнө муниципалдык мүлктү башкаруу функциясы жүктөлдү.",
        )
        order = Order.objects.create(
            organisation=village,
            title="Жумушчу топтун курамына өзгөртүү киргизүү жөнүндө",
            preamble="Коррупциялык тобокелдиктерди баалоонун сапатын жогорулатуу максатында",
        )
        OrderPoint.objects.create(
            organisation=village,
            order=order,
            number=1,
            text="Жумушчу топтун курамына социалдык маселелер боюнча адис Г. Ө. Касымова киргизилсин.",
        )
        order.move("submit", by=clerk)
        Meeting.objects.create(
            organisation=village,
            commission=group,
            held_on=clock.today() + timedelta(days=5),
            place="Айыл өкмөтүнүн жыйындар залы",
        )


def score_apart(people, group):
    """Today's sitting: all have scored apart, one risk divides them, another has been agreed.

    A situation of the library waits to be touched.
    """
    village, clerk, head = group.organisation, people["clerk"], people["head"]
    with act_as(clerk):
        situations.copy_situations(village, ["kindergarten-food"], by=clerk)
        meeting = Meeting.objects.create(
            organisation=village,
            commission=group,
            held_on=clock.today(),
            place="Айыл өкмөтүнүн жыйындар залы",
        )
        keep_meeting(meeting, present=group.seats.all(), questions=[])
        risks = Risk.objects.of(village).in_the_list().filter(assessment=None).in_order()[:3]
        session = session_actions.begin_session(
            Session.objects.create(organisation=village, meeting=meeting), risks
        )
    first, second, third = session.matters.all()
    for place, seat in enumerate(session.present):
        with act_as(seat.person or clerk):
            opinion_of(seat, first, 2, 2, by=seat.person or clerk)
            opinion_of(seat, second, 1 + place % 3, 3 if place else 1, by=seat.person or clerk)
            opinion_of(seat, third, 2, 1 + place % 2, by=seat.person or clerk)
    with act_as(head):
        first.likelihood, first.harm, first.agreed_at, first.agreed_by = 2, 2, timezone.now(), head
        first.likelihood_reason, first.harm_reason = WHY_LIKELY[2], WHY_HARMFUL[2]
        first.save()


def opinion_of(seat, matter, likelihood, harm, *, by):
    opinion = Opinion(
        organisation=matter.organisation,
        session=matter.session,
        matter=matter,
        seat=seat,
        likelihood=likelihood,
        likelihood_reason=WHY_LIKELY[likelihood],
        harm=harm,
        harm_reason=WHY_HARMFUL[harm],
    )
    session_actions.record_opinion(opinion, by=by)


def create_signals(people):
    """Create two signals without names; one is linked to a risk of the register."""
    village, officer = Organisation.objects.get(code=VILLAGE), people["officer"]
    with act_as(officer):
        signal = Signal.keep(
            village,
            day=clock.today() - timedelta(days=12),
            source="appeals",
            function="services",
            zone="land",
            note="Турак жай үчүн жер кезегинде бош сап калтырылат",
        )
        Signal.keep(
            village,
            day=clock.today() - timedelta(days=4),
            source="media",
            function="services",
            zone="procurement",
            note="Күйүүчү май жыл бою бир жеткирүүчүдөн алынат",
        )
    risk = Risk.objects.of(village).in_the_list().in_order().first()
    with act_as(people["clerk"]):
        links.link_signal(risk, signal, by=people["clerk"])


SCHOOL_RISKS = (
    # function, situation, category, level, posts; the third is told by the village too, in almost the same
    # words
    (
        "Балдарды мектепке кабыл алуу жана которуу",
        "Микроучасткага кирбеген баланы акы үчүн кабыл алуу учурлары",
        "potential",
        "medium",
        "Мектептин директору",
    ),
    (
        "Окуучулардын тамак-ашын уюштуруу",
        "Келбеген балдарга тамак-ашты эсептен чыгаруу учурлары",
        "systemic",
        "high",
        "Чарба башчысы",
    ),
    (
        "Мектептин муктаждыктары үчүн товарларды сатып алуу",
        "Мамлекеттик сатып алуулар учурлары",
        "situational",
        "high",
        "Директор, бухгалтер",
    ),
    (
        "Балдарды мектепке чейинки билим берүү мекемелерине кабыл алуу",
        "Балдарды мектепке чейинки билим берүү мекемелерине кабыл алуунун учурлары",
        "potential",
        "high",
        "Даярдоо тобунун тарбиячысы",
    ),
)


def fill_school_list():
    """The school's own list: its group, order and publication; then submitted to the village."""
    place = Organisation.objects.get(code="mektep")
    clerk, head = (Person.objects.get(username=login) for login in ("mektep-clerk", "mektep-head"))
    with act_as(clerk):
        add_imported_risks(place, [school_row(*row) for row in SCHOOL_RISKS])
        explain_chosen_levels(place)
        number = Counter.take(place, Edition.Form.VILLAGE_LIST, 0)
        edition = Edition.objects.create(organisation=place, number=number)
        group = school_group(place, clerk, head)
        consider_edition(
            edition, group, date(2026, 6, 3), "Коррупциялык тобокелдиктердин тизмегин кароо", by=clerk
        )
        order = submit_order(edition, by=clerk, controller="директордун тарбия иштери боюнча орун басарына")
    with act_as(head):
        order.move("sign", by=head)
    with act_as(clerk):
        order.move("register", by=clerk, number="27", date=date(2026, 6, 5))
        publish_annex(edition.annex, by=clerk)
        lists.submit_edition(Edition.objects.of(place).get(), by=clerk)


def school_row(function, situation, category, level, posts):
    return {
        "kind": "services",
        "function": function,
        "situation": situation,
        "category": category,
        "level": level,
        "unit": "Достук орто мектеби",
        "posts": posts,
        "elsewhere": "Башка мектептерде да болушу мүмкүн",
        "note": "",
    }


def school_group(place, clerk, head):
    group = Commission.objects.create(
        organisation=place,
        kind=Commission.Kind.WORKING_GROUP,
        name_ky="Мектептин жумушчу тобу",
        formed_on=date(2026, 5, 11),
    )
    for part, who, outsider, post in (
        (Seat.Part.CHAIR, head, "", "Директор"),
        (Seat.Part.SECRETARY, clerk, "", "Катчы"),
        (Seat.Part.MEMBER, None, "Ж. К. Осмонова", "ата-энелер комитетинин мүчөсү"),
    ):
        Seat.objects.create(
            organisation=place, commission=group, part=part, person=who, outsider=outsider, post=post
        )
    return group


def fill_neighbour_register(stranger):
    """The other village has rows of its own, which nobody of the first may ever see."""
    birlik = Organisation.objects.get(code="birlik")
    with act_as(stranger):
        add_imported_risks(
            birlik,
            [
                {
                    "kind": "services",
                    "function": "Бирлик айылында сугат суусун бөлүштүрүү",
                    "situation": "Сугат кезегин акча үчүн алмаштыруу учурлары",
                    "unit": "Сугат комиссиясы",
                    "posts": "Мираб",
                    "elsewhere": "",
                    "note": "",
                    "category": "situational",
                    "level": "high",
                }
            ],
        )
