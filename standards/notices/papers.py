"""Registers of notices and the conclusion of an expertise as declared sheets; no act we keep prescribes a
form, so the columns follow the points of the standard.
"""

from datetime import date

from office.data.layouts import ShippedLayout
from office.papers.layouts import DatedForm
from office.papers.sheet import Column, Sheet

NUMBER = Column("sign", "№", 21)
DECISION = (
    Column("measure", "Көрүлгөн чара", 40),
    Column("decision", "Чечим жана анын негизи, күнү", 55),
    Column("proof", "Аткарылышы (далил)", 40),
)


def notice_sheet(form, title, *columns):
    return Sheet(
        form=form,
        title="{organisation_genitive}\n" + title,
        columns=(NUMBER, Column("given_on", "Билдирилген күнү", 34), *columns, *DECISION),
    )


CONFLICTS = notice_sheet(
    "standards/conflicts",
    "КЫЗЫКЧЫЛЫКТАРДЫН КАГЫЛЫШУУСУ ЖӨНҮНДӨ БИЛДИРҮҮЛӨРДҮ КАТТОО ЖУРНАЛЫ",
    Column("author", "Кызматкер", 38),
    Column("interest", "Жеке кызыкчылык", 50),
    Column("duty", "Тиешеси бар кызматтык милдет", 45),
    Column("due_on", "Чечимдин мөөнөтү", 34),
)
RELATIVES = notice_sheet(
    "standards/relatives",
    "БАШ ИЙҮҮДӨГҮ ЖАКЫН ТУУГАНДАР ЖӨНҮНДӨ БИЛДИРҮҮЛӨРДҮ КАТТОО ЖУРНАЛЫ",
    Column("author", "Кызматкер", 38),
    Column("relative", "Тууганы, ким болот", 45),
    Column("relative_post", "Кызмат орду", 40),
    Column("direction", "Ким кимге баш ийет", 35),
)
GIFTS = notice_sheet(
    "standards/gifts",
    "БЕЛЕКТЕР ЖӨНҮНДӨ БИЛДИРҮҮЛӨРДҮ КАТТОО ЖУРНАЛЫ",
    Column("author", "Кызматкер", 38),
    Column("what", "Белек, баасы", 45),
    Column("giver", "Кимден, кимге", 38),
    Column("happened_on", "Болгон күнү", 34),
)
REPORTS = notice_sheet(
    "standards/reports",
    "КОРРУПЦИЯ ФАКТЫЛАРЫ ЖАНА УКУК БУЗУУГА ТҮРТҮҮ ЖӨНҮНДӨ БИЛДИРҮҮЛӨРДҮ КАТТОО ЖУРНАЛЫ",
    Column("reporter", "Билдирген адам", 35),
    Column("kind", "Билдирүүнүн түрү, пункту", 38),
    Column("accused", "Ким жөнүндө", 38),
    Column("what", "Кыскача мазмуну", 55),
)
DECLARATIONS = Sheet(
    form="standards/declarations",
    title="{organisation_genitive}\nЖЕКЕ КЫЗЫКЧЫЛЫКТАРДЫН ДЕКЛАРАЦИЯЛАРЫН КАТТОО ЖУРНАЛЫ",
    columns=(
        NUMBER,
        Column("filer", "Декларант", 50),
        Column("reason", "Берүү себеби", 40),
        Column("filed_on", "Берилген күнү", 30),
        Column("measure", "Этика комиссиясынын чечими", 55),
        Column("commission_day", "Чечимдин күнү", 30),
        Column("decision", "Негизи", 55),
    ),
)
CONCLUSION = Sheet(
    form="standards/conclusion",
    title=(
        "{organisation_genitive}\n№ {sign} долбооруна\nКОРРУПЦИЯГА КАРШЫ ЭКСПЕРТИЗАНЫН КОРУТУНДУСУ\n"
        "{title_of_draft}"
    ),
    columns=(
        Column("number", "№", 10, numeric=True),
        Column("factor", "Коррупциогендик фактор", 50),
        Column("place", "Долбоордун жери", 35),
        Column("reason", "Негиздеме", 65),
        Column("proposal", "Четтетүү боюнча сунуш", 65),
    ),
)
SHEETS = (CONFLICTS, RELATIVES, GIFTS, REPORTS, DECLARATIONS, CONCLUSION)
SHIPPED_LAYOUTS = tuple(ShippedLayout(sheet, "", date(2024, 11, 25), confirmed=False) for sheet in SHEETS)
DATED_FORMS = {sheet.form: DatedForm(sheet) for sheet in SHEETS}

# Words of choices on paper: papers are Kyrgyz whatever the reader's language.
MEASURES = {
    "reassign": "Башка милдеттерге же башка кызмат ордуна которуу",
    "recuse": "Четтетүү: ишке катышпайт",
    "substitute": "Алмаштыруу: ишти башка адам чечет",
    "restrict": "Маалыматка жетүүсү чектелди",
    "renounce": "Жеке кызыкчылыгынан баш тартты",
    "upward": "Жогору турган же башка ыйгарым укуктуу органга берилди",
    "refused": "Чара көрүлгөн жок",
    "returned": "Бергенге кайтарылды",
    "handed": "Акт менен органга өткөрүлдү",
    "symbolic": "Символикалык белги (19.10)",
    "noted": "Эске алынды",
    "sent": "Укук коргоо органына жөнөтүлдү",
    "check": "Кызматтык текшерүү дайындалды",
    "discipline": "Ырасталды: тартиптик чара",
    "unconfirmed": "Ырасталган жок",
    "known": "Фактылар мурда текшерилген (23-пункт)",
    "false": "Атайын жалган: 26-пункт боюнча берилди",
    "clean": "Кызыкчылыктардын кагылышуусу жок",
    "conflict": "Кызыкчылыктардын кагылышуусу бар",
    "incomplete": "Толук эмес же анык эмес: кайра берилсин",
}
KINDS = {
    "fact": "Башка кызматкердин коррупция фактысы (21)",
    "push": "Укук бузууга түртүү (23)",
    "under_me": "Тууганы кызматкерге баш ийет",
    "over_me": "Кызматкер тууганына баш ийет",
    "hiring": "Кызматка кабыл алуу",
    "change": "Кызыкчылыктардын өзгөрүшү",
    "other": "Башка",
    "promotion": "жогору турган кызматка дайындоо",
    "title": "атайын наам ыйгаруу",
    "rank": "класстык чин ыйгаруу",
    "award": "сыйлоо",
    "taken": "Толук эске алынды",
    "partly": "Жарым-жартылай эске алынды",
    "refused_answer": "Эске алынган жок",
    "nothing": "Эске ала турган эч нерсе жок",
}
