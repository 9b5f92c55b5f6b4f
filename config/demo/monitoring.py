"""Two years of monitoring in the district: certificates of the first, one body in the middle of the second,
the village's own check of its school.
"""

from datetime import date, timedelta

from monitoring import memo, score_actions, self_check_actions
from monitoring.models.certificate import Recommendation
from monitoring.models.criteria import CriteriaSet
from monitoring.models.media import MediaReport
from monitoring.models.monitoring import Monitoring
from monitoring.models.notice import Document
from monitoring.models.selfcheck import SelfCheck, SelfDocument
from office import clock
from office.database.actor import act_as
from office.models.commission import Commission, Seat
from office.models.organisation import Organisation
from office.models.person import Appointment, Person
from office.roles import Role

# (body, year, how many of each score from 5 down to 1)
RATED = (
    ("dostuk", 2025, "454344344554434354434443"),
    ("birlik", 2025, "344333433443333343323433"),
    ("mektep", 2025, "444534443354443444443444"),
    ("baldyrgan", 2025, "333232332333223332323333"),
    ("birlik", 2026, "444343443443434343433443"),
    ("mektep", 2026, "554544544454544554454545"),
    ("baldyrgan", 2026, "443333433343334343333433"),
)
REASONS = {
    1: "Комиссиянын курамы буйрук менен бекитилген",
    5: "Ички кадрлар резерви жөнүндө жобо бар, бирок резерв жаңыланган эмес",
    13: "Жеке иш пландары бардык кызматчыларда бар",
    24: "Мурдагы сунуштар боюнча маалымат берилген",
}


def load_monitoring(people):
    """Everything through the portal's own acts, as inspector, clerk and members did it."""
    inspector, second = people["inspector"], second_inspector()
    district = Organisation.objects.get(code="araban")
    with act_as(inspector):
        group = create_commission(
            district, "Мыйзамдарды сактоо боюнча мониторинг комиссиясы", inspector, second
        )
        results = {
            (code, year): complete_monitoring(district, group, code, year, marks)
            for code, year, marks in RATED
        }
    create_recommendations(people, results["dostuk", 2025])
    with act_as(inspector):
        in_work(people, district, group, second)
    own_check(people)
    village_and_school(people)
    village_in_the_media(people)


def second_inspector():
    row = Person.objects.create(
        username="inspector-2", surname="Кадырова", name="Мээрим", patronymic="Асанбековна"
    )
    row.set_unusable_password()
    row.save()
    Appointment.objects.create(
        person=row,
        organisation=Organisation.objects.get(code="araban"),
        role=Role.INSPECTOR,
        post="Персонал боюнча башкы адис",
        starts=date(2025, 1, 9),
    )
    return row


def create_commission(organisation, name, chair, *members):
    group = Commission.objects.create(
        organisation=organisation, kind=Commission.Kind.MONITORING, name_ky=name, formed_on=date(2025, 2, 3)
    )
    for place, person in enumerate([chair, *members]):
        part = Seat.Part.MEMBER if place else Seat.Part.CHAIR
        post = person.appointments.first().post
        Seat.objects.create(organisation=organisation, commission=group, part=part, person=person, post=post)
    return group


def begin_monitoring(organisation, group, subject, year):
    criteria = CriteriaSet.objects.newest(clock.today())
    row = Monitoring(
        organisation=organisation,
        subject=subject,
        criteria_set=criteria,
        commission=group,
        year=year,
        period_from=date(year - 1, 1, 1),
        period_to=date(year - 1, 12, 31),
        visit_from=date(year, 3, 2),
        directions=memo.directions_of(criteria),
    )
    row.save()
    return memo.create_lines(row)


def scores_from_marks(marks):
    return {
        number: {"score": int(mark), "note": REASONS.get(number, ""), "references": ""}
        for number, mark in enumerate(marks, 1)
    }


def complete_monitoring(organisation, group, code, year, marks):
    """A monitoring gone through to its certificate, its members of one mind."""
    row = begin_monitoring(organisation, group, Organisation.objects.get(code=code), year)
    chair = row.members[0].person
    row.move("announce", by=chair)
    for seat in row.members:
        score_actions.give_scores(row, seat, scores_from_marks(marks), by=seat.person)
    row.move("close", by=chair, made_on=date(year, 3, 20))
    return row.notice.result


RECOMMENDED = (
    # criterion, words, to whom, due, answered on, what was done
    (
        5,
        "Ички кадрлар резервинин тизмегин жаңылоо жана аны менен иштөөнүн планын бекитүү",
        "Жооптуу катчы А. А. Сыдыкова",
        date(2025, 4, 21),
        date(2025, 5, 12),
        "Резервдин тизмеги жаңыланып, план бекитилди",
    ),
    (
        18,
        "Өздүк көктөмөлөрдү сактоо үчүн жооптуу адамды буйрук менен дайындоо",
        "Башчы Э. М. Токтосунов",
        date(2025, 4, 30),
        date(2025, 4, 25),
        "Жооптуу адам дайындалды",
    ),
    (
        22,
        "Жарандарды кабыл алуунун жыйынтыктарын расмий сайтка чейрек сайын жарыялоо",
        "Жооптуу катчы А. А. Сыдыкова",
        date(2026, 12, 18),
        None,
        "",
    ),
)


def create_recommendations(people, result):
    """Three recommendations to the village: one answered late, one in time, one that still waits."""
    for number, (criterion, text, addressee, due, answered_on, answer) in enumerate(RECOMMENDED, 1):
        with act_as(people["inspector"]):
            row = Recommendation.objects.create(
                organisation=result.organisation,
                result=result,
                number=number,
                criterion=result.criteria_set.criteria.get(number=criterion),
                text=text,
                addressee=addressee,
                issued_on=result.made_on,
                issued_by=people["inspector"],
                due=due,
            )
        if answered_on is None:
            continue
        with act_as(people["clerk"]):
            row.move("answer", by=people["clerk"], answer=answer, answered_on=answered_on, proof=None)
        with act_as(people["inspector"]):
            row.move("accept", by=people["inspector"], verdict="")


SHOWN = (
    (1, "Конкурстук комиссия жөнүндө буйрук", "02-01"),
    (5, "Ички кадрлар резервинин тизмеги", "02-07"),
    (13, "Кызматчылардын жеке иш пландары", "02-11"),
)


def in_work(people, district, group, second):
    """The village in the second year: announced, documents shown, one member has scored, the inspector is
    halfway.
    """
    row = begin_monitoring(district, group, Organisation.objects.get(code="dostuk"), 2026)
    row.move("announce", by=people["inspector"])
    for number, name, case in SHOWN:
        Document.objects.create(
            organisation=row.subject,
            notice=row.notice,
            criterion=row.criteria_set.criteria.get(number=number),
            name=name,
            case_number=case,
            handed_by=people["clerk"],
        )
    Seat.objects.create(
        organisation=district,
        commission=group,
        part=Seat.Part.SUBSTITUTE,
        outsider="Н. Т. Абдыкеримова",
        post="коомдук кеңештин мүчөсү",
    )
    seats = {seat.person: seat for seat in row.members}
    score_actions.give_scores(row, seats[second], scores_from_marks("454445444554444454444443"), by=second)
    half = dict(list(scores_from_marks("454444444554").items()))
    score_actions.give_scores(row, seats[people["inspector"]], half, by=people["inspector"], handed_in=False)


OWN_DOCUMENTS = (
    (1, "Конкурстук комиссияны түзүү жөнүндө буйрук", "01-12"),
    (5, "Ички кадрлар резервинин тизмеги жана иш планы", "03-05"),
    (21, "Декларацияларды тапшыруу жөнүндө маалымат", "03-11"),
)


def own_check(people):
    """The village scores itself before the commission comes."""
    village = Organisation.objects.get(code="dostuk")
    with act_as(people["clerk"]):
        check = SelfCheck.objects.create(
            organisation=village, criteria_set=CriteriaSet.objects.newest(clock.today()), year=2026
        )
        self_check_actions.keep_self_scores(
            check,
            {
                number: {"score": int(mark), "proof": REASONS.get(number, ""), "responsible": "Жооптуу катчы"}
                for number, mark in enumerate("454445444554444454444433", 1)
            },
        )
        for number, name, case in OWN_DOCUMENTS:
            SelfDocument.objects.create(
                organisation=village,
                self_check=check,
                criterion=check.criteria_set.criteria.get(number=number),
                name=name,
                case_number=case,
                added_by=people["clerk"],
            )


def village_and_school(people):
    """The village monitors its kindergarten: scores lie open, its commission agrees."""
    village = Organisation.objects.get(code="dostuk")
    with act_as(people["officer"]):
        group = create_commission(
            village,
            "Айыл өкмөтүнүн мониторинг комиссиясы",
            people["officer"],
            people["clerk"],
            people["member"],
        )
        group.seats.filter(person=people["clerk"]).update(part=Seat.Part.SECRETARY)
        row = begin_monitoring(village, group, Organisation.objects.get(code="baldyrgan"), 2026)
        row.move("announce", by=people["officer"])
        for seat, marks in zip(
            row.members,
            ("443343433343334343333433", "443333433343334343333433", "453333433343334342333433"),
            strict=True,
        ):
            score_actions.give_scores(row, seat, scores_from_marks(marks), by=seat.person)


# (medium, day, kind, title, what it says, address), and how far it went
IN_THE_MEDIA = (
    (
        ("«Арабан жаңылыктары» гезити", date(2026, 3, 12), "reception"),
        "Достукта башчы айыл тургундарын кабыл алды",
        "Айыл башчысынын ар бейшембидеги кабыл алуусу жана «Ишеним телефону» жөнүндө баяндалат.",
        "https://araban-zhanylyktary.example/2026/03/12/kabyl-aluu",
        "",
        "Расмий сайтка шилтемеси коюлду",
    ),
    (
        ("«Өрөөн» радиосу", date(2026, 4, 20), "conduct"),
        "Маалымкат үчүн эки жолу келдим",
        "Угуучу маалымкат кызматкер ордунда болбогондуктан экинчи келгенде берилгенин айтат.",
        "https://oroon-radio.example/efir/2026-04-20",
        "Кабыл алуу графиги текшерилди: ошол күнү алмаштыруучу кызматкер дайындалган эмес",
        "Алмаштыруу тартиби бекитилди, радиого жооп жөнөтүлдү",
    ),
    (
        ("araban-press.example сайты", date(2026, 5, 14), "corruption"),
        "Жайыт жерлери тендерсиз берилип жатабы?",
        "Автор жайыт участокторун ижарага берүү тартиби сакталбайт деп жазат.",
        "https://araban-press.example/zhaiyt",
        "",
        "",
    ),
)


def village_in_the_media(people):
    """What newspapers, radio and sites wrote about the village in the year."""
    village = Organisation.objects.get(code="dostuk")
    with act_as(people["officer"]):
        for (medium, day, kind), title, content, address, finding, result in IN_THE_MEDIA:
            row = MediaReport.objects.create(
                organisation=village,
                medium=medium,
                published_on=day,
                kind=kind,
                title=title,
                content=content,
                address=address,
            )
            if finding:
                row.move("check", by=people["officer"], finding=finding, checked_on=day + timedelta(days=4))
            if result:
                row.move("finish", by=people["officer"], result=result, done_on=day + timedelta(days=9))
