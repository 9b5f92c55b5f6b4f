"""The plans of the demo in November 2026: the strategy plan of seed 002, imported from its Word file, half
carried out; the plan of managing risks of the year, with a measure against every high risk, approved by the
head's order.
"""

import io
from datetime import date, datetime, timedelta
from hashlib import sha256
from types import SimpleNamespace

from django.conf import settings
from django.utils import timezone
from PIL import Image, ImageDraw

from office.database.actor import act_as
from office.models.commission import Commission
from office.models.counter import Counter
from office.models.organisation import Organisation
from office.models.person import Person
from office.papers.models import Order
from plans.delegation import actions as delegation_actions
from plans.delegation.models import HandedMeasure
from plans.editions.checks import uncovered_risks
from plans.editions.models import PlanEdition
from plans.imports import reader
from plans.imports.models import PlanImport
from plans.models.division import Section, Task
from plans.models.executor import Executor, LinkedRisk
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.papers import PLAN
from plans.progress import actions
from plans.progress.models import Note, Proof
from plans.public import actions as public_actions
from plans.reports.models import PlanReport
from plans.terms import parse_term
from positions.models.posts import Post
from risks.models.method import CatalogueEntry

PAPER = settings.BASE_DIR / "tests/inputs/dostuk-2025-2027-plan.docx"
APPROVAL = {"approval": "Достук айыл өкмөтүнүн буйругу", "number": "41", "date": date(2025, 2, 14)}
DEPUTY = "Жооптуу катчы"

# How the measures of the strategy plan stand, in the order of the paper: what was told, on which day; an
# empty word has not been told yet.
REPORTS = (
    (
        "done",
        date(2025, 9, 18),
        "Кызматтык нускамаларга өзгөртүү киргизилди, кызматкерлер кол коюп таанышты.",
    ),
    ("begin", date(2026, 4, 2), "Бош кызмат орундарына ачык сынак өткөрүлдү, жыйынтыгы сайтка коюлду."),
    (
        "done",
        date(2025, 11, 27),
        "Ченемдик актылардын тизмеси кайра каралды, талап кылынуучу документтер кыскартылды.",
    ),
    (
        "done",
        date(2025, 12, 10),
        "Аутсорсингге берилүүчү кызматтардын тизмеси түзүлүп, ыйгарым укуктуу органга жөнөтүлдү.",
    ),
    ("done", date(2025, 9, 29), "Функцияларга талдоо жүргүзүлдү, корутунду районго жөнөтүлдү."),
    ("begin", date(2026, 7, 3), "Жарым жылдык талдоо жүргүзүлдү, кайрылуулардын анализи башчыга берилди."),
    ("done", date(2025, 12, 19), "Бюджеттик процесстин талдоосу айылдык кеңештин отурумунда угулду."),
    ("begin", date(2026, 5, 14), "Электрондук документ жүгүртүү кошулду, окутуу өткөрүлдү."),
    ("", None, ""),
    ("done", date(2025, 6, 26), "Салык кызматы менен биргеликте электрондук кабылдама ачылды."),
    ("begin", date(2026, 9, 8), "Жер тилкелеринин үчтөн экиси санариптик реестрге киргизилди."),
    ("begin", date(2026, 3, 20), "Кызматтар жөнүндө түшүндүрмө барак сайтка жана кабылдамага коюлду."),
    ("begin", date(2026, 10, 15), "«Коррупцияга каршы аракеттенүү» бөлүмү ай сайын жаңыланып турат."),
    ("done", date(2025, 3, 25), "2025-жылга деталдаштырылган план түзүлүп, башчы тарабынан бекитилди."),
    ("begin", date(2026, 1, 30), "Жергиликтүү бюджетте каражат каралды."),
    ("", None, ""),
    ("done", date(2025, 6, 12), "Отчеттун бирдиктүү формасы иштелип чыкты."),
)

# Against the high risks: what is done, the term, the post that executes it, the person of the demo, the
# barrier of 281 p.14, how it stands.
AGAINST = (
    (("Турак жай үчүн жер тилкелеринин ачык "
            "электрондук кезегин жүргүзүү"), "2026-жыл", "Жер маселелери боюнча адис", "member", "begin"),
    (("Сатып алуулардын пландарын жана "
            "жыйынтыктарын сайтка "
            "жарыялоо"), "2026-жылдын 3-кварталы", "Сатып алуулар боюнча адис", "", "begin"),
    (("Балдар бакчасына кабыл алуунун жалпы "
            "кезегин сайтка жарыялоо"), "2026-жылдын 3-кварталы", ("Социалдык маселелер "
                    "боюнча адис"), "employee", "done"),
    (("Социалдык объекттерди оңдоого тендерлерди сынак "
            "комиссиясы аркылуу "
            "гана өткөрүү"), "2026-жылдын 4-кварталы", "Айыл өкмөтүнүн башчысы", "head", ""),
    (("Жергиликтүү салыктардын ставкаларын жана "
            "жыйналышын кварталдык жарыялоо"), "2026-жыл", "Башкы эсепчи", "", "report"),
    (("Жайыттарды ижарага берүүнү ачык аукцион "
            "аркылуу өткөрүү, "
            "видеого тартуу"), "2026-жылдын 4-кварталы", "Жер маселелери боюнча адис", "member", ""),
    (("Жер бөлүү чечимдерин сайтка жарыялап, коомдук "
            "комиссияга кароого берүү"), "2026-жылдын 2-жарым жылдыгы", DEPUTY, "clerk", "done"),
    (("Жер акысынын эсебин эки адис текшерүү "
            "тартибин киргизүү"), "2026-жылдын 4-кварталы", "", "member employee", "begin"),
)  # fmt: skip
SECTION = "Жогорку коррупциялык тобокелдиктерди азайтуу чаралары"


def load_plans(people):
    village = Organisation.objects.get(code="dostuk")
    risks = risk_plan(village, people)
    strategy = strategy_plan(village, people)
    with act_as(people["clerk"]):
        for plan in (risks, strategy):
            public_actions.toggle_open_page(plan, by=people["clerk"])
    report_of_last_year(strategy, people)
    delegate_to_school(strategy, people["clerk"])


# --- The plan of managing risks ----------------------------------------------------------------------------


def risk_plan(village, people):
    """A task and a measure for every high risk; the working group, the order, the open page; then some of it
    is carried out.
    """
    clerk = people["clerk"]
    with act_as(clerk):
        plan = Plan.objects.create(
            organisation=village,
            kind=Plan.Kind.RISKS,
            title="Достук айыл өкмөтүнүн 2026-жылга коррупциялык тобокелдиктерди башкаруу планы",
            first_year=2026,
            last_year=2026,
        )
        section = Section.objects.create(organisation=village, plan=plan, number="1", title=SECTION)
        rows = [
            create_measure_against(section, place, risk, people)
            for place, risk in enumerate(list(uncovered_risks(plan)))
        ]
    approve_plan(plan, people)
    with act_as(clerk):
        plan.move("start", by=clerk)
    for row, (*_words, step) in zip(rows, AGAINST, strict=False):
        report_measure(row, step, people)
    return plan


def create_measure_against(section, place, risk, people):
    """A task named after the risk and its measure; risks beyond the list above get its measures again."""
    text, term, post, login, _step = AGAINST[place % len(AGAINST)]
    task = Task.objects.create(
        organisation=section.organisation,
        section=section,
        number=str(place + 1),
        text=risk.situation,
        position=place,
    )
    row = Measure(
        organisation=section.organisation,
        plan=section.plan,
        task=task,
        text=text,
        result="Чечимдер ачык кабыл алынат, жарандардын даттануулары азаят",
        funding="Талап кылынбайт",
        barrier=CatalogueEntry.objects.filter(catalogue="barrier")[place],
    )
    row.set_term(parse_term(term))
    row.index()
    row.save()
    LinkedRisk.objects.create(organisation=row.organisation, measure=row, risk=risk)
    named = [people[one] for one in login.split()]
    posts = Post.objects.of(row.organisation).filter(name_ky=post) if not named else ()
    actions.replace_executors(row, posts=posts, people=named)
    return row


def approve_plan(plan, people):
    """The working group considers the plan, the head approves it by an order, the paper is published."""
    from config.demo import approve_edition, consider_edition

    clerk = people["clerk"]
    group = Commission.objects.of(plan.organisation).filter(kind=Commission.Kind.WORKING_GROUP).first()
    with act_as(clerk):
        number = Counter.take(plan.organisation, f"{PLAN.form}-{plan.pk}", 0)
        edition = PlanEdition.objects.create(organisation=plan.organisation, plan=plan, number=number)
        consider_edition(edition, group, date(2026, 6, 9), "Тобокелдиктерди башкаруу планын кароо", by=clerk)
    approve_edition(edition, people, "121", date(2026, 6, 11))


def report_measure(row, step, people):
    """Report progress of a measure against a risk: a done one with an order and the head's acceptance, one
    that awaits it with a link, one under way with a photo.
    """
    by = people["clerk"]
    with act_as(by):
        if step == "report":
            link = "https://dostuk.example/salyk/2026-3"
            actions.report_progress(
                row,
                by=by,
                text="2026-жылдын үч кварталынын ставкалары жана жыйналышы сайтка жарыяланды.",
                proofs=[actions.ProofInput(Proof.Kind.LINK, "Сайттагы жарыя", link=link)],
                step=actions.FINISH,
                done_on=date(2026, 11, 24),
            )
        elif step == "done":
            order = Order.objects.of(row.organisation).filter(number="121").get()
            proof = actions.ProofInput(Proof.Kind.ORDER, str(order), order=order)
            actions.report_progress(
                row,
                by=by,
                text="Тартип бекитилип, ишке киргизилди; биринчи жыйынтыктары сайтка жарыяланды.",
                proofs=[proof],
                step=actions.FINISH,
                done_on=date(2026, 9, 22),
                public=True,
            )
        elif step == "begin":
            proof = actions.ProofInput(Proof.Kind.PHOTO, "stend.jpg", content=draw_photo())
            actions.report_progress(
                row,
                by=by,
                text="Тартип иштелип чыкты, маалымат тактасына илинди.",
                proofs=[proof],
                step=actions.BEGIN,
                public=True,
            )
    if step == "done" and row.is_controlled:
        with act_as(people["head"]):
            row.move("accept", by=people["head"])


def draw_photo() -> bytes:
    """A picture of a board with papers, drawn."""
    picture = Image.new("RGB", (640, 420), "#d9d2c0")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 50, 580, 370), fill="#8a5a3b", outline="#5d3b25", width=12)
    for place in range(3):
        left = 95 + place * 160
        pen.rectangle((left, 90, left + 125, 320), fill="#fdfdfa")
        for line in range(9):
            pen.line((left + 14, 115 + line * 22, left + 110, 115 + line * 22), fill="#60707a", width=3)
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=80)
    return content.getvalue()


def draw_scan() -> bytes:
    """A scanned sheet with lines of text and a seal, drawn."""
    picture = Image.new("RGB", (620, 877), "#fbfaf6")
    pen = ImageDraw.Draw(picture)
    pen.line((200, 90, 420, 90), fill="#30363c", width=6)
    for line in range(17):
        pen.line(
            (80, 180 + line * 30, 540 if line % 6 != 5 else 300, 180 + line * 30), fill="#7b848c", width=4
        )
    pen.line((80, 740, 230, 740), fill="#30363c", width=4)
    pen.line((430, 740, 540, 740), fill="#30363c", width=4)
    pen.ellipse((265, 675, 395, 805), outline="#3b5a9a", width=5)
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=80)
    return content.getvalue()


# --- The strategy plan -------------------------------------------------------------------------------------


def strategy_plan(village, people):
    """The village's own plan as the clerk imports it, approved on paper before the portal came; carried out
    since.
    """
    clerk = people["clerk"]
    with act_as(clerk):
        plan = import_strategy(village, clerk)
        scan = SimpleNamespace(name="41-буйрук.jpg", read=draw_scan)
        plan.move("start", by=clerk, **APPROVAL, scan=scan)
        rows = list(plan.measures.in_order())
        for row, report in zip(rows, REPORTS, strict=False):
            report_earlier(row, *report, by=clerk)
        name_executors(rows, village, people)
        for row in rows:
            if row.is_yearly:
                last_year_done(row, by=clerk)
    return plan


def import_strategy(village, clerk):
    """The Word file read and accepted; what the reader doubts is answered by its first proposal."""
    content = PAPER.read_bytes()
    reading = reader.read_plan(content, PAPER.name)
    first, last = reading.years
    record = PlanImport.objects.create(
        organisation=village,
        name=PAPER.name,
        sha256=sha256(content).hexdigest(),
        reading=reading.to_dict(),
        read_by=clerk,
        title=" ".join(reading.title.split()),
        first_year=first,
        last_year=last,
    )
    record.decide({doubt.id: doubt.proposals[0][0] for doubt in record.undecided})
    return record.move("accept", by=clerk).plan


def report_earlier(row, step, day, text, *, by):
    """Enter progress reported on an earlier day: paper notes the clerk brought into the portal."""
    if not step:
        return
    row.refresh_from_db()
    noon = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    note = Note.objects.create(
        organisation=row.organisation, measure=row, text=text, told_at=noon, told_by=by, public=True
    )
    Proof.objects.create(
        organisation=row.organisation,
        measure=row,
        note=note,
        kind=Proof.Kind.LINK,
        title="Айыл өкмөтүнүн сайтындагы жарыя",
        link=f"https://dostuk.example/korruptsiya/{day:%Y-%m-%d}",
        told_at=noon,
        told_by=by,
        public=True,
    )
    row.move("finish", by=by, done_on=day) if step == "done" else row.move("begin", by=by)


def name_executors(rows, village, people):
    """Who in the portal answers for the measures that still have to be done, in turns; the paper keeps its
    own words.
    """
    posts = list(Post.objects.of(village).open().in_order()[:4])
    workers = [people[login] for login in ("employee", "member", "officer")]
    for place, row in enumerate(row for row in rows if row.is_open):
        actions.replace_executors(
            row, posts=[posts[place % len(posts)]], people=[workers[place % len(workers)]]
        )


def last_year_done(row, *, by):
    """The report of 2025 was handed in before 1 February 2026."""
    year = row.instalments.get(year=2025)
    row.refresh_from_db()
    Note.objects.create(
        organisation=row.organisation,
        measure=row,
        instalment=year,
        text="2025-жылдын отчету 28-январда районго берилди.",
        told_at=timezone.now() - timedelta(days=300),
        told_by=by,
        public=True,
    )
    year.move("finish", by=by, done_on=date(2026, 1, 28))


def report_of_last_year(plan, people):
    """The report on 2025, accepted by the head and shown to everyone."""
    clerk, head = people["clerk"], people["head"]
    with act_as(clerk):
        report = PlanReport.objects.create(
            organisation=plan.organisation,
            plan=plan,
            year=2025,
            text="Пландын 2025-жылга каралган иш-чараларынын көбү мөөнөтүндө аткарылды.\n"
            "Электрондук башкаруу боюнча иштер 2026-жылга өттү.",
        )
        report.move("submit", by=clerk)
    with act_as(head):
        report.move("accept", by=head)
    with act_as(clerk):
        report.move("publish", by=clerk)


def delegate_to_school(plan, clerk):
    """Delegate two measures to the school and the kindergarten; the school has reported on the first."""
    organisations = list(Organisation.objects.filter(code__in=("mektep", "baldyrgan")).order_by("-code"))
    rows = [row for row in plan.measures.in_order() if row.is_open][-3:-1]
    with act_as(clerk):
        for row in rows:
            for place, organisation in enumerate(organisations):
                Executor.objects.create(
                    organisation=plan.organisation, measure=row, body=organisation, position=10 + place
                )
            delegation_actions.delegate_measure(row, by=clerk)
    director = Person.objects.get(username="mektep-head")
    handed = HandedMeasure.objects.of(organisations[0]).filter(measure=rows[0]).get()
    with act_as(director):
        delegation_actions.report_delegated_progress(
            handed,
            by=director,
            text="8–11-класстарда түшүндүрүү жыйындары өттү, 214 окуучу жана 31 мугалим катышты.",
            photo=SimpleNamespace(name="жыйын.jpg", read=draw_photo),
            step=actions.BEGIN,
            year=2026 if handed.is_yearly else None,
        )
