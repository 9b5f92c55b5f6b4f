"""The demo's last half-year of the trust box: who receives when, what came in person, by the trust telephone,
in the box and otherwise, what became of it, the analysis the head has read, the yearly one in work. Its
people are invented.
"""

from datetime import date, time, timedelta

from office import clock
from office.database.actor import act_as
from office.models.provision import Provision
from trustbox.analysis.models import Analysis
from trustbox.boxes.models.receptions import Reception
from trustbox.journal import actions
from trustbox.journal.actions import take_appeal

SCHEDULE = (
    # kind, who in Kyrgyz and Russian, day of the week, hours, place, telephone
    ("personal", "Башчы Э. М. Токтосунов", "Глава Э. М. Токтосунов", 1, 10, 12, "2-кабинет", ""),
    (
        "personal",
        "Жооптуу катчы А. А. Сыдыкова",
        "Ответственный секретарь А. А. Сыдыкова",
        4,
        14,
        17,
        "1-кабинет",
        "",
    ),
    (
        "public",
        "Коомдук кеңештин мүчөсү Б. А. Сатыбалдиев",
        "Член Общественного совета Б. А. Сатыбалдиев",
        3,
        9,
        12,
        "Айылдык китепкана",
        "",
    ),
    ("telephone", "Жооптуу катчы", "Ответственный секретарь", 2, 9, 17, "", "0 (3231) 5-12-34"),
    ("telephone", "Жооптуу катчы", "Ответственный секретарь", 5, 9, 17, "", "0 (3231) 5-12-34"),
)
# day of the half-year, channel, kind, anonymous, signatories, text, zone, point of the standard, what became
# of it
CAME = (
    (19, "reception", "application", False, 1, ("Энеме жөлөк пул дайындоодо "
            "кечиктирип жатышат."), "services", "", "satisfied"),
    (26, "telephone", "complaint", True, 1, ("Дүкөнгө уруксат берүүдө "
            "акча сурашты."), "licensing", "12", "forwarded"),
    (33, "counter", "application", False, 4, ("Төртүнчү көчөнүн тургундары: көчө жарыгын "
            "калыбына келтирүүнү сурайбыз."), "budget", "", "satisfied"),
    (47, "post", "complaint", False, 1, ("Жер участогун бөлүштүрүүдө адистин тууганына "
            "артыкчылык берилген."), "land", "19.2", "explained"),
    (61, "telephone", "complaint", True, 1, ("Айыл өкмөтүнүн унаасы дем алыш күнү "
            "жеке жумушка колдонулат."), "property", "14.3", "anonymous"),
    (68, "reception", "proposal", False, 1, ("Жер комиссиясынын отурумдарын алдын "
            "ала жарыялап туруңуздар."), "land", "", "explained"),
    (82, "online", "complaint", True, 1, ("Мектептин оңдоо иштери боюнча тендер кимге "
            "берилгени айтылган жок."), "procurement", "", "anonymous"),
    (96, "reception", "application", False, 1, ("Ижара келишимин узартууга үч "
            "айдан бери жооп жок."), "property", "", "satisfied"),
    (104, "telephone", "complaint", False, 1, ("Сугат суусунун кезеги бузулуп, кат "
            "жазылса да жооп болбоду."), "services", "", "refused"),
    (120, "telephone", "proposal", True, 1, ("Ишеним телефонунун номерин базарга "
            "да илип койгула."), "services", "", "anonymous"),
    (133, "counter", "complaint", False, 1, ("Справка үчүн кызматкер "
            "белек күттү."), "services", "14.4", "explained"),
    (150, "reception", "complaint", False, 1, ("Балдар бакчасынын кезегине "
            "тизмесиз алып жатышат."), "services", "", "late"),
)  # fmt: skip
ANSWERS = {
    "satisfied": "Кайрылууда көтөрүлгөн маселе чечилди.",
    "explained": "Текшерилип, жыйынтыгы жана тартиби түшүндүрүлдү.",
    "refused": "Текшерүүдө кезектин бузулганы далилденген жок.",
}
CONCLUSIONS = (
    "Кайрылуулардын көбү жеке кабыл алууда жана “Ишеним телефону” аркылуу түштү.\n"
    "Кызматкерлердин үстүнөн төрт кайрылуу түштү, бири укук коргоо органына жөнөтүлдү.\n"
    "Бир кайрылуу мөөнөтүнөн кеч каралды."
)
PROPOSALS = (
    "Жер комиссиясынын отурумдарынын күн тартиби үч күн мурун сайтка жарыялансын.\n"
    "“Ишеним телефонунун” номери базарга жана мектепке илинсин."
)


OF_EMPLOYEES = (
    "Кызматкерлердин үстүнөн түшкөн кайрылуулар ар кандай пункттарга тиешелүү, бир кызмат ордуна "
    "топтолгон жок.\n"
    "Белек күтүү жана кызматтык унааны колдонуу боюнча кызматкерлер менен маектешүү өткөрүлдү."
)


def last_half(today: date) -> tuple[str, int]:
    """Kind and year of the half-year that is over."""
    return ("first", today.year) if today.month > 6 else ("second", today.year - 1)


def load_half_year(village, people, institution):
    """Everything of the half-year, in its order, and the two analyses."""
    clerk, head = people["clerk"], people["head"]
    kind, year = last_half(clock.today())
    begins = date(year, 1 if kind == "first" else 7, 1)
    with act_as(clerk):
        for one in SCHEDULE:
            create_reception(village, *one)
    for days, *came in CAME:
        enter_appeal(village, people, institution, begins + timedelta(days=days), *came)
    analysis = {"organisation": village, "conclusions": CONCLUSIONS, "proposals": PROPOSALS}
    over = begins + timedelta(days=187)
    with clock.set_today(over), act_as(clerk):
        half = Analysis.objects.create(kind=kind, year=year, **analysis)
        half.move("submit", by=clerk)
    with clock.set_today(over + timedelta(days=2)), act_as(head):
        half.move("read", by=head)
    with act_as(clerk):
        Analysis.objects.create(
            organisation=village, kind="employees", year=year, conclusions=OF_EMPLOYEES, proposals=""
        )


def create_reception(village, kind, holder_ky, holder_ru, weekday, starts, ends, place, telephone):
    Reception.objects.create(
        organisation=village,
        kind=kind,
        holder_ky=holder_ky,
        holder_ru=holder_ru,
        weekday=weekday,
        starts=time(starts),
        ends=time(ends),
        place=place,
        telephone=telephone,
    )


def enter_appeal(
    village, people, institution, day, channel, kind, anonymous, signatories, text, zone, point, fate
):
    """One appeal on its day, and what was done with it in the weeks after."""
    clerk = people["clerk"]
    with clock.set_today(day), act_as(clerk):
        appeal = take_appeal(
            village,
            channel=channel,
            received_on=day,
            kind=kind,
            text=text,
            anonymous=anonymous,
            signatories=signatories,
            by=None if channel == "online" else clerk,
        ).appeal
        actions.set_summary(appeal, by=clerk, text=text)
        provision = Provision.objects.filter(code=point).first() if point else None
        actions.classify_appeal(appeal, by=clerk, zone=zone, provision=provision)
    with clock.set_today(day + timedelta(days=33 if fate == "late" else 9)), act_as(clerk):
        finish_appeal(appeal, people, institution, fate)


def finish_appeal(appeal, people, institution, fate):
    clerk, today = people["clerk"], clock.today()
    if fate == "forwarded":
        appeal.move(
            "forward",
            by=clerk,
            institution=institution,
            notice_date=None,
            text="Укук коргоо органынын ыйгарым укугу",
        )
    elif fate == "anonymous":
        appeal.move("close", by=clerk, ground="anonymous", text="Текшерилди, чара көрүлдү.")
    else:
        result = "explained" if fate == "late" else fate
        appeal.move(
            "answer",
            by=clerk,
            number=f"01-14/{100 + appeal.number}",
            date=today,
            executor=people["employee"],
            language="ky",
            reason="",
            result=result,
            text=ANSWERS[result],
        )
