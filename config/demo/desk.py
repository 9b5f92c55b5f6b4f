"""The desk of the village: notices of its employees, within the term and past it.

Names of relatives and firms are invented.
"""

from datetime import timedelta
from uuid import uuid4

from office import clock
from office.database.actor import act_as
from office.models.counter import Counter
from office.models.organisation import Organisation
from office.models.provision import Provision
from positions.models.posts import Post
from risks.models.risk import Risk
from standards.expertise.models import DraftAct, Factor, FoundFactor
from standards.notices import terms
from standards.notices.models.conflict import Conflict
from standards.notices.models.corruption_report import Report, fresh_author_mark
from standards.notices.models.declaration import Declaration
from standards.notices.models.gift import Gift
from standards.notices.models.relative import Kin, Relative
from standards.references.contexts import reference_data
from standards.references.models import Reference


def load_desk(people):
    """A decided conflict, one the head is silent on, a gift, a relative, declarations; drafts stay with their
    authors.
    """
    village = Organisation.objects.get(code="dostuk")
    employee, member, head, officer = (people[login] for login in ("employee", "member", "head", "officer"))
    create_settled_conflict(village, member, head)
    create_silent_conflict(village, employee)
    with act_as(employee):
        Gift.objects.create(
            organisation=village,
            author=employee,
            kind=Gift.Kind.RECEIVED,
            what="Эки кап ун жана кагаз салынган конверт",
            giver="Жөлөк пулга документ тапшырган жаран",
            happened_on=clock.today(),
            occasion="Документтерди кабыл алуу",
            place="Катчылыкта, акт менен",
        ).move("give", by=employee)
        Relative.objects.create(organisation=village, author=employee, relative="Касымов Бектур")
    with act_as(member):
        Relative.objects.create(
            organisation=village,
            author=member,
            relative="Орозбекова Салтанат",
            kin=Kin.objects.get(code="sister"),
            relative_post="Достук орто мектеби, чарба башчысы",
            direction=Relative.Direction.UNDER_ME,
            note="Жер тилкелеринин актыларын мен текшерем",
        ).move("give", by=member)
    create_declarations(village, people, officer)
    create_report(village, employee, head)
    create_examined_draft(village, employee, officer)
    with act_as(head):
        create_reference(village, member, head)


def create_settled_conflict(village, member, head):
    with act_as(member):
        row = Conflict.objects.create(
            organisation=village,
            author=member,
            interest="Бир тууганым турак жай үчүн жер тилкесин сурап арыз берген",
            duty="Жер тилкелерин бөлүштүрүү комиссиясынын мүчөсүмүн",
            post=Post.objects.of(village).first(),
            proposal="Бул арызды кароодо мени катыштырбоону суранам",
        ).move("give", by=member)
    with act_as(head):
        risk = Risk.objects.of(village).in_the_list().in_order().first()
        row.move(
            "decide",
            by=head,
            measure="recuse",
            decision="Б. С. Орозбеков бул арызды кароого катышпайт, ордуна жооптуу катчы катышат.",
            risk=risk,
        )
        row.move("prove", by=head, proof="Башчынын № 118 буйругу")


def create_silent_conflict(village, employee):
    """Given three weeks ago: the term is over, the officer sees it."""
    day = clock.today() - timedelta(days=21)
    with act_as(employee):
        Conflict.objects.create(
            organisation=village,
            author=employee,
            state=Conflict.State.GIVEN,
            addressee="head",
            number=Counter.take(village, Conflict.BOOK, day.year),
            year=day.year,
            given_on=day,
            due_on=terms.decision_due_day(day),
            interest="Эжемдин үй-бүлөсү социалдык жардамга арыз берди",
            duty="Жардам алуучулардын тизмесин мен түзөм",
            proposal="Тизмени башка адис түзсүн",
        )


def create_declarations(village, people, officer):
    """Two filed on hiring, one of them judged; the others are listed as missing."""
    for login in ("employee", "clerk"):
        with act_as(people[login]):
            row = Declaration.objects.create(
                organisation=village,
                author=people[login],
                filer=people[login],
                reason=Declaration.Reason.HIRING,
                filed_on=clock.today(),
                interests="Жок",
            ).move("give", by=people[login])
    with act_as(officer):
        row.move(
            "decide",
            by=officer,
            measure="clean",
            decision="Этика комиссиясынын № 3 протоколу",
            day=clock.today(),
        )


def create_report(village, employee, head):
    """A report on the head goes past him; who wrote it is named nowhere."""
    with act_as(employee):
        Report.objects.create(
            organisation=village,
            **fresh_author_mark(employee, village.pk),
            key=uuid4(),
            kind=Report.Kind.FACT,
            accused="Айыл өкмөтүнүн башчысы",
            about=head,
            happened_on=clock.today() - timedelta(days=3),
            place="Айыл өкмөтүнүн имараты",
            what="Күйүүчү май сатып алууда жеңүүчү тендер жарыялангыча эле аталган.",
            evidence="Жеткирүүчүнүн келишимдин долбооруна койгон күнү жарыядан эрте.",
            wants_protection=True,
            provision=Provision.objects.in_force(clock.today()).filter(code="19.4").first(),
        ).move("give", by=employee, warned=True)


def create_examined_draft(village, employee, officer):
    """A draft with two factors, concluded and waiting for its author."""
    today = clock.today()
    with act_as(officer):
        draft = DraftAct.objects.create(
            organisation=village,
            title="Муниципалдык мүлктү ижарага берүүнүн тартиби жөнүндө",
            kind="токтом",
            source="Муниципалдык мүлк боюнча адис",
            drafter=employee,
            received_on=today,
            year=today.year,
            number=Counter.take(village, "expertises", today.year),
        )
        for code, place, reason, proposal in (
            (
                "no-terms",
                "7-пункт",
                "Арызды кароонун мөөнөтү көрсөтүлгөн эмес",
                "«10 жумуш күнүнүн ичинде» деп толуктоо",
            ),
            (
                "may",
                "12-пункт",
                "Башчы ижара акысын «төмөндөтүүгө укуктуу», негиздери жок",
                "Төмөндөтүүнүн негиздерин санап чыгуу",
            ),
        ):
            FoundFactor.objects.create(
                organisation=village,
                draft=draft,
                factor=Factor.objects.get(code=code),
                place=place,
                reason=reason,
                proposal=proposal,
            )
        draft.move(
            "conclude", by=officer, conclusion="Көрсөтүлгөн факторлор четтетилгенден кийин кабыл алынсын"
        )


def create_reference(village, member, head):
    """The head asks about a person before an award, and reads the paper once."""
    note = "Ардак грамота"
    data = reference_data(
        village, member, occasion=Reference.Occasion.AWARD, note=note, by=head, on=clock.today()
    )
    reference = Reference.objects.create(
        organisation=village,
        person=member,
        occasion=Reference.Occasion.AWARD,
        note=note,
        data=data,
        asked_by=head,
    )
    reference.read(by=head)
