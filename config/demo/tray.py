"""The demo's quarantine tray: five days ago somebody sent the same words again and again, and four people
wrote among them.
"""

from datetime import timedelta

from office import clock
from office.database.actor import act_as
from trustbox.tray import actions
from trustbox.tray.models import TrayLetter

FLOOD = "Баарыңар уурусуңар!!! Жоопко тартыласыңар {}"
HONEST = (
    "Үчүнчү көчөдө суу түтүгү жарылган, эки жумадан бери эч ким келбейт.",
    "Жайытты ижарага берүүдө тизме жарыяланган жок.",
    "Мектептин ашканасына азык-түлүк кайсы дүкөндөн алынарын билгибиз келет.",
    "Жер салыгын эки жолу төлөттү, дүмүрчөгү колумда.",
)


def load_tray(village, people):
    """Two of the honest letters stand in the journal, most of the flood is set aside; the rest waits for the
    clerk.
    """
    clerk, day = people["clerk"], clock.today() - timedelta(days=5)
    with clock.set_today(day), act_as(None):
        for place in range(24):
            actions.hold_letter(village, kind="complaint", text=FLOOD.format("!" * place))
            if place % 6 == 5:
                actions.hold_letter(village, kind="complaint", text=HONEST[place // 6])
    rows = TrayLetter.objects.of(village)
    with clock.set_today(day + timedelta(days=1)), act_as(clerk):
        actions.take_into_journal(rows.filter(number__in=[1, 7, 14]), by=clerk)
        flood = rows.filter(likeness=actions.likeness_digest(FLOOD.format("")), number__lte=20)
        actions.set_aside(
            flood,
            by=clerk,
            ground="same",
            text="Ошол эле сөздөр, биринчиси журналга алынды; ага жооп берилет.",
        )
