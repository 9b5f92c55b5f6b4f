"""Ten lists as other bodies keep them, each in the formats of several programs: titles, sections,
totals, heads in two and three storeys, two lists on one sheet, rows that go on.
"""

import pytest

from office.imports.room import read_tables
from office.staff.imports import StaffReading
from plans.imports.reader import PlanReading
from positions.imports import PositionListReading, StaffingReading
from risks.imports import RiskListReading
from tests.files import document_bytes, excel_file, opened_word, word_file
from tests.libreoffice import Office

RISKS_OF_MINISTRY = [
    ["Приложение 1 к приказу"],
    ["ПЕРЕЧЕНЬ КОРРУПЦИОННЫХ РИСКОВ на 2026 год"],
    [None],
    ["№ п/п", "Наименование полномочия", "Коррупционный риск (ситуация)", "Степень (уровень)", "Вид"],
    ["а)", "Выдача справок", "Требуют плату", "высокий", "ситуативный"],
    ["б)", "Закупки", "Сговор", "средний", "потенциальный"],
    ["", "ИТОГО: 2 риска"],
]
RISKS_OF_TOWN = [
    ["№", "Милдети", "Тобокелдиктин сүрөттөлүшү", "Деңгээли", "Категориясы"],
    ["Мүлктү башкаруу"],
    ["1", "Ижарага берүү", "Жеңилдетилген баа", "Жогорку", "Системалуу"],
    [None],
    ["Кызмат көрсөтүү функциясы"],
    ["1", "Маалымкат берүү", "Акча суроо", "Орточо", "Кырдаалдык"],
    ["Баары", "", "", "", "2"],
]
RISKS_BESIDE = [
    ["№", "Милдет", "Тобокелдик", "Деңгээл", "Категория", None] * 2,
    ["1", "Жер берүү", "Пара", "Жогорку", "Системалуу", None]
    + ["3", "Кат каттоо", "Жоготуу", "Төмөнкү", "Кырдаалдык"],
    ["2", "Сатып алуу", "Үлүш", "Орточо", "Потенциалдуу"],
]
RISKS_IN_STOREYS = [
    ["№", "Функция", "Коррупциялык тобокелдик", None, None, "Жооптуу", None],
    [None, None, "сүрөттөлүшү", "баасы", None, "бөлүм", "кызмат орду"],
    [None, None, None, "деңгээли", "категориясы", None, None],
    ["1", "Жер берүү", "Кезек бузулат", "Жогорку", "Системалуу", "Жер бөлүмү", "Адис"],
    ["2", "Кат каттоо", "Кат жоголот", "Төмөнкү", "Кырдаалдык", "Катчылык", "Катчы"],
]
RISKS_THAT_GO_ON = [
    ["№ р/с", "Ыйгарым укук", "Коррупция коркунучу", "Коркунуч деңгээли", "Түрү"],
    ["1", "2", "3", "4", "5"],
    ["1", "Уруксат берүү", "Сүйлөшүп алуу", "орточо", "потенциалдуу"],
    ["", "", "жана пара", "", ""],
    ["2", "Текшерүү", "Көз жуму", "жогорку", "системалуу"],
]
PLAN_OF_STOREYS = [
    ["№", "Мероприятие", "Срок исполнения", "", "Ответственные", "Ожидаемый результат"],
    ["", "", "начало", "конец", "", ""],
    ["1.", "Обучение сотрудников", "январь 2026", "март 2026", "Отдел кадров", "Обучены все"],
    ["2.", "Проверка закупок", "II квартал 2026 года", "июнь 2026", "Отдел закупок", "Отчёт"],
]
PLAN_OF_SECTIONS = [
    ["К/№", "Аткарылуучу чаралар", "Мөөнөтү", "Жооптуулар", "Каржылоо"],
    ["I. Уюштуруу", "", "", "", ""],
    ["1", "Жыйын өткөрүү", "2026-жылдын I кварталы", "Аппарат", "Талап кылынбайт"],
    ["2", "Тизмени жаңылоо", "жыл сайын", "Кадр адиси", "Талап кылынбайт"],
    ["II. Текшерүү", "", "", "", ""],
    ["1", "Сатып алууларды текшерүү", "01.09.2026-жылга чейин", "Ички аудит", "Бюджет"],
]
POSITIONS = [
    ["Должность", "Функции", "Коррупционные риски", "Уровень"],
    ["Начальник отдела", "Подписывает договоры", "Закупки", "высокий"],
]
MORE_POSITIONS = [POSITIONS[0], ["Специалист", "Принимает заявления", "Справки", "низкий"]]
STAFFING = [
    ["ШТАТНОЕ РАСПИСАНИЕ"],
    ["№", "Должность", "Количество штатных единиц", "Оклад"],
    ["Руководство"],
    ["1", "Директор", "1", "40000"],
    ["Итого по руководству", "", "1", "40000"],
    ["Отдел кадров"],
    ["2", "Специалист", "2", "20000"],
    ["", "Итого", "2", "40000"],
    ["", "Всего", "3", "80000"],
]
STAFF = [
    ["Кызматкерлердин тизмеси"],
    ["№", "Аты-жөнү", "Ээлеген кызматы", "Иштеген бөлүмү", "Кызматка кирген күнү", "Телефону"],
    ["1", "Токтосунова Айсулуу Маратовна", "Башкы адис", "Финансы", "01.02.2020", "62 01 02"],
    ["2", "Жээнбаев Нурлан", "Адис", "Юридика", "15 март 2021", "62 01 03"],
    ["", "Баары: 2 кызматкер"],
]


def paper(*tables, merges=()):
    document = opened_word(word_file(*tables))
    for place, table in enumerate(document.tables, 1):
        table.style = "Table Grid"
        table._tbl.addprevious(document.add_paragraph(f"{place}-тиркеме")._p)
    for first, last in merges:
        table = document.tables[0]
        table.cell(*first).merge(table.cell(*last))
    document.add_paragraph("Жооптуу катчы")
    return document_bytes(document)


MERGED_STOREYS = [((0, 2), (0, 3)), *(((0, place), (1, place)) for place in (0, 1, 4, 5))]
LISTS = {
    "ministry.xlsx": (RiskListReading, excel_file(RISKS_OF_MINISTRY)),
    "town.xlsx": (RiskListReading, excel_file(RISKS_OF_TOWN, ["A2:E2", "A5:E5"])),
    "beside.xlsx": (RiskListReading, excel_file(RISKS_BESIDE)),
    "storeys.xlsx": (
        RiskListReading,
        excel_file(
            RISKS_IN_STOREYS, ["A1:A3", "B1:B3", "C1:E1", "C2:C3", "D2:E2", "F1:G1", "F2:F3", "G2:G3"]
        ),
    ),
    "on.docx": (RiskListReading, paper(RISKS_THAT_GO_ON)),
    "plan.docx": (PlanReading, paper(PLAN_OF_STOREYS, merges=MERGED_STOREYS)),
    "sections.docx": (PlanReading, paper(PLAN_OF_SECTIONS, merges=[((1, 0), (1, 4)), ((4, 0), (4, 4))])),
    "positions.docx": (PositionListReading, paper(POSITIONS, MORE_POSITIONS)),
    "staffing.xlsx": (StaffingReading, excel_file(STAFFING)),
    "staff.xlsx": (StaffReading, excel_file(STAFF)),
}
# The number and the texts of two columns of each row, then the codes of notes that say what was left out.
FOUND = {
    "ministry.xlsx": (
        ("function", "level"),
        [("а)", "Выдача справок", "высокий"), ("б)", "Закупки", "средний")],
        ["total"],
    ),
    "town.xlsx": (
        ("function", "category"),
        [("1", "Ижарага берүү", "Системалуу"), ("1", "Маалымкат берүү", "Кырдаалдык")],
        ["total"],
    ),
    "beside.xlsx": (
        ("function", "level"),
        [("1", "Жер берүү", "Жогорку"), ("2", "Сатып алуу", "Орточо"), ("3", "Кат каттоо", "Төмөнкү")],
        ["table-also"],
    ),
    "storeys.xlsx": (
        ("situation", "posts"),
        [("1", "Кезек бузулат", "Адис"), ("2", "Кат жоголот", "Катчы")],
        [],
    ),
    "on.docx": (
        ("situation", "level"),
        [("1", "Сүйлөшүп алуу", "орточо"), ("", "жана пара", ""), ("2", "Көз жуму", "жогорку")],
        ["column-numbers"],
    ),
    "plan.docx": (
        ("measure", "result"),
        [("1.", "Обучение сотрудников", "Обучены все"), ("2.", "Проверка закупок", "Отчёт")],
        [],
    ),
    "sections.docx": (
        ("measure", "term"),
        [
            ("1", "Жыйын өткөрүү", "2026-жылдын I кварталы"),
            ("2", "Тизмени жаңылоо", "жыл сайын"),
            ("1", "Сатып алууларды текшерүү", "01.09.2026-жылга чейин"),
        ],
        [],
    ),
    "positions.docx": (
        ("post", "level"),
        [("", "Начальник отдела", "высокий"), ("", "Специалист", "низкий")],
        ["table-also"],
    ),
    "staffing.xlsx": (
        ("post", "count"),
        [("1", "Директор", "1"), ("2", "Специалист", "2")],
        ["total"] * 3,
    ),
    "staff.xlsx": (
        ("name", "since"),
        [("1", "Токтосунова Айсулуу Маратовна", "01.02.2020"), ("2", "Жээнбаев Нурлан", "15 март 2021")],
        ["total"],
    ),
}
ENDS = {"docx": ["docx", "odt", "rtf", "doc", "pdf"], "xlsx": ["xlsx", "ods", "xls"]}
CASES = [(name, end) for name in LISTS for end in ENDS[name.rpartition(".")[2]]]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    made = {name: content for name, (_kind, content) in LISTS.items()}
    ways = [(name, f"{name.partition('.')[0]}.{end}") for name, end in CASES if not name.endswith(end)]
    return made | Office(tmp_path_factory.mktemp("ten")).save_all(made, ways)


@pytest.mark.parametrize(("name", "end"), CASES)
def test_a_list_that_was_not_seen_before_is_read_whole(files, name, end):
    keys, rows, notes = FOUND[name]
    file = f"{name.partition('.')[0]}.{end}"
    found = LISTS[name][0].of_tables(read_tables(files[file], file))
    assert [(row.number, *(row.cells.get(key, "") for key in keys)) for row in found.rows] == rows
    assert not any(row.outside for row in found.rows)
    marks = {"total", "table-also", "column-numbers", "table-unread"}
    assert [note.code for note in found.notes if note.code in marks] == notes
