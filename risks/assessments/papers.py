"""The assessment sheet (232 §7) as a form whose words are dated data: each line is a cell of its `Sheet`."""

from datetime import date

from office.data.layouts import ShippedLayout
from office.papers.layouts import DatedForm
from office.papers.sheet import Column, Sheet
from risks.papers import WORDS

LINES = {
    "about": "Аныкталган тобокелдиктин сыпаттамасы",
    "function": "Функция (кызматтык ыйгарым укук)",
    "risk": "Коррупциялык тобокелдик бар учур, кырдаал",
    "mechanism": "Тобокелдиктин аракетинин механизми",
    "category": "Тобокелдиктин категориясы",
    "zone": "Коррупциялык тобокелдик зонасы",
    "unit": "Түзүмдүк бөлүм",
    "positions": "Тобокелдикке кабылган кызмат орундары",
    "assessment": "Баалоо",
    "criterion": "Критерий",
    "score": "Балл",
    "reason": "Негиздеме",
    "likelihood": "Ыктымалдуулук",
    "indicators": "Ыктымалдуулуктун индикаторлору",
    "harm": "Кесепет (зыян)",
    "points": "Баллдардын суммасы",
    "level": "Тобокелдиктин жыйынтыктоочу деңгээли",
    "internal": "Ички контроль жана калдык тобокелдик",
    "control": "Ички контролдун иштеп жаткан чаралары",
    "effectiveness": "Контролдун натыйжалуулугу",
    "residual": "Калдык тобокелдиктин деңгээли",
    "residual_reason": "Негиздеме",
    "reduction": "Тобокелдикти азайтуу боюнча сунушталган чаралар",
    "response": "Деңгээлге жараша башкаруу чарасы",
    "measures": "Сунушталган чаралар",
    "method": "Баалоо методикасы",
    "day": "Баалоо жүргүзүлгөн күн",
    "group": "Жумушчу топ",
}
SHEET = Sheet(
    form="risks/assessment-sheet",
    title="{organisation}\nКОРРУПЦИЯЛЫК ТОБОКЕЛДИКТИ БААЛОО БАРАКЧАСЫ\n№ {number}",
    columns=tuple(Column(key, words, 1) for key, words in LINES.items()),
    orientation="portrait",
    words=WORDS,
)
NO_NUMBER = "_____"


def sheet_look(sheet, organisation, number="") -> dict:
    """What a version says on one printed sheet: its title, and the words of its lines by key."""
    title = sheet.title.format(organisation=organisation.name_ky, number=number or NO_NUMBER)
    return {
        "title": title,
        "lines": {column.key: column.heading for column in sheet.columns},
        "notes": list(sheet.notes),
    }


def sample_sheet(sheet, organisation) -> dict:
    """The context of a sheet with dots in its cells and the words of the scales, for a preview."""
    dots = dict.fromkeys(LINES, "…")
    levels = " / ".join(sheet.words["level"].values())
    score = {"score": "…", "word": levels, "reason": "…"}
    cells = {
        "category": " / ".join(sheet.words["category"].values()),
        "level": levels,
        "effectiveness": levels,
        "likelihood": score,
        "harm": score,
        "residual": {"level": levels, "reason": "…"},
        "indicators": ["…"],
        "measures": ["…"],
        "date": "",
    }
    one = {**dots, **cells, "look": sheet_look(sheet, organisation)}
    return {"title": sheet.title, "organisation": organisation.name_ky, "sheets": [one], "signatures": []}


# The act says what a sheet holds and not how it looks: the wording is ours.
SHIPPED_LAYOUTS = (
    ShippedLayout(SHEET, "method-232", date(2026, 4, 8), point="I-тиркеме, 7", confirmed=False),
)
DATED_FORMS = {SHEET.form: DatedForm(SHEET, has_places=False, has_widths=False, sample=sample_sheet)}
