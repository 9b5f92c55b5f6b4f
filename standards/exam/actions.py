"""Questions of a try at the test: drawn, submitted, judged."""

import random
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from office.registers.workflow import Refused
from standards.data.questions import QUESTIONS
from standards.exam.models import ExamQuestion, ExamTry

QUESTIONS_A_TRY = 10  # of a try at most
TRIES = 3  # of a person at one version


@dataclass(frozen=True)
class ShuffledQuestion:
    """A question as one person is asked it in one try: its answers shuffled, `right` the place of the right
    one.
    """

    question: ExamQuestion
    options: list[str]
    right: int

    @property
    def name(self) -> str:
        return f"q{self.question.pk}"


def draw_questions(standard, person, number) -> list[ShuffledQuestion]:
    """Questions of a try, drawn and shuffled by a seed of version, person and number: repeatable, nothing is
    stored.
    """
    chance = random.Random(f"{standard.pk}:{person.pk}:{number}")  # noqa: S311  an order, not a secret
    questions = list(ExamQuestion.objects.of(standard.organisation).in_use().order_by("pk"))
    asked = []
    for question in chance.sample(questions, min(QUESTIONS_A_TRY, len(questions))):
        places = list(range(len(question.options)))
        chance.shuffle(places)
        asked.append(
            ShuffledQuestion(question, [question.options[place] for place in places], places.index(0))
        )
    return asked


def questions_digest(asked: list[ShuffledQuestion], number: int) -> str:
    """Hash of the try's number and the questions' versions: detects that they changed while the page was
    open.
    """
    words = [str(number), *(f"{one.question.pk}.{one.question.version}" for one in asked)]
    return sha256("/".join(words).encode()).hexdigest()[:16]


def tries_of(standard, person):
    return standard.tries.filter(by=person)


def starters_left(organisation) -> list[tuple]:
    """The questions to begin with that the organisation does not have yet."""
    there = set(ExamQuestion.objects.of(organisation).values_list("text_ky", flat=True))
    return [row for row in QUESTIONS if row[1][0] not in there]


@transaction.atomic
def add_starter_questions(organisation) -> int:
    """Give the organisation the questions to begin with that it lacks. Returns how many were new."""
    return len(
        ExamQuestion.objects.bulk_create(
            ExamQuestion(
                organisation=organisation,
                point=point,
                text_ky=text[0],
                text_ru=text[1],
                right_ky=right[0],
                right_ru=right[1],
                wrong_ky=wrong[0],
                wrong_ru=wrong[1],
            )
            for point, text, right, wrong in starters_left(organisation)
        )
    )


@transaction.atomic
def submit_try(standard, *, by, asked: list[ShuffledQuestion], chosen: dict[str, int]) -> ExamTry:
    """Judge a try and keep it: `chosen` is the place of the answer by the name of its question.

    Refused beyond the last try.
    """
    if not standard.is_in_force or not asked:
        raise Refused(_("This version is not asked about."))
    number = tries_of(standard, by).count() + 1
    if number > TRIES:
        raise Refused(_("The tries at this version are used up: the best of them counts."))
    answers = [
        {
            "point": one.question.point,
            "text": one.question.text_ky,
            "chosen": one.options[chosen[one.name]],
            "is_right": chosen[one.name] == one.right,
        }
        for one in asked
    ]
    return ExamTry.objects.create(
        organisation=standard.organisation,
        standard=standard,
        number=number,
        answers=answers,
        right=sum(answer["is_right"] for answer in answers),
        total=len(answers),
        by=by,
    )
