"""The two lists of corruption risks as declared sheets, and the words they are filled with.

Headings and notes stand to the letter, faults included: the forms are the acts', not ours. The one departure
is the title of the village list: the seed calls a list «Иш-планы».
"""

from datetime import date

from office.data.layouts import ShippedLayout, own_layout
from office.lists.changes import sheet_of_changes
from office.papers.sheet import Column, Sheet

LEVEL_WORDS = {"zero": "Нөлдүк", "low": "Төмөнкү", "medium": "Орточо", "high": "Жогорку"}
CATEGORY_WORDS = {
    "systemic": "Системалуу (реалдуу)",
    "potential": "Потенциалдуу",
    "situational": "Кырдаалдык",
}

# The kinds of functions to be assessed, in the order of point 5 of the method of 18.05.2016 No 281.
FUNCTION_HEADINGS = {
    "control": "Контролдоо жана көзөмөлдөө функциясы",
    "property": "Мүлктү башкаруу функциясы",
    "services": "Кызмат көрсөтүү функциясы",
    "permits": "Уруксат берүү функциясы",
    "jurisdiction": "Юрисдикциялык функция",
    "norms": "Ченем жаратуучу функция",
}

NUMBER = Column("number", "№", 10, numeric=True, aliases=("№ п/п", "№ р/с", "К/№"))
WORDS = {"category": CATEGORY_WORDS, "level": LEVEL_WORDS}
BLANKS = ("organisation_genitive", "organisation_dative", "organisation_locative")

# Annex to the order of a village executive body, 2026, under Cabinet resolution No 232 of 08.04.2026 (seed
# 002).
VILLAGE_LIST = Sheet(
    form="risks/village-list",
    title=(
        "{organisation_genitive} коррупциянын келип чыгуу тобокелдиги бар учурлардын жана "
        "кырдаалдардын\nТИЗМЕГИ"
    ),
    columns=(
        NUMBER,
        Column(
            "function",
            "{organisation_dative} караштуу мектеп жана балдар бакчаларына жана апарат "
            "кызматкерлеринин функциясы (ыйгарым укуктары)",
            41,
            aliases=("{body} функциясы (ыйгарым укуктары)", "{body} функциялары (ыйгарым укуктары)"),
        ),
        Column("situation", "Коррупциянын тобокелдиги бар учурлар жана кырдаалдар", 38),
        Column(
            "category",
            "Коррупциялык тобокелдиктин категориясы: Системалуу (реалдуу), потенциалдуу, кырдаалдык",
            30,
            aliases=(
                "Коррупциялык тобокелдиктин категориясы",
                "категориясы",
                "Категория коррупционного риска",
            ),
        ),
        Column(
            "level",
            "деңгээли (нөлдүк, төмөнкү, орточо нөлдүк)",
            22,
            aliases=(
                "деңгээли",
                "деңгээли (нөлдүк, төмөнкү, орточо, жогорку)",
                "деңгээли (төмөнкү, орточо, жогорку)",
                "Коррупциялык тобокелдиктин деңгээли",
                "Коррупциялык тобокелдиктин деңгээли (нөлдүк, төмөнкү, орточо нөлдүк)",
                "Коррупциялык тобокелдиктин деңгээли (нөлдүк, төмөнкү, орточо, жогорку)",
                "Уровень коррупционного риска",
            ),
        ),
        Column(
            "unit",
            "Түзүмдүк бөлүмдүн (мамлекеттик органдын, мекеменин) аталышы",
            36,
            aliases=("Түзүмдүк бөлүмдүн аталышы",),
        ),
        Column("posts", "Коррупциялык тобокелдикке кабылган кызмат орундары", 36),
        Column(
            "elsewhere",
            "Башка маморгандарда/ЖӨБода коррупциялык тобокелдиктин пайда болушу мүмкүнбү"
            " (ооба болсо, кайсы экенин көрсөтүү)",
            44,
            aliases=("Башка маморгандарда/ЖӨБодо коррупциялык тобокелдиктин пайда болушу мүмкүнбү",),
        ),
    ),
    spare=(Column("note", "Эскертүү", 20, aliases=("Примечание",)),),
    words=WORDS,
    blanks=BLANKS,
)

# Annex 1 to the method approved by the Prime Minister's order No 281 of 18.05.2016 (seed 001); aliases: its
# own sample.
ANNEX_1 = Sheet(
    form="risks/annex-1",
    title="{organisation_locative} коррупциялык тобокелдиктердин\nТИЗМЕГИ",
    columns=(
        NUMBER,
        Column(
            "function",
            "Мамлекеттик органдын функциялары/ кызматтык ыйгарым укуктары(*)",
            45,
            aliases=("{body} функциялары/ кызматтык ыйгарым укуктары(*)",),
        ),
        Column(
            "unit",
            "Түзүмдүк бөлүм(*) (коррупциялык тобокелдик бар кызмат орду)",
            38,
            aliases=("Түзүмдүк бөлүнүш (коррупциялык тобокелдик бар кызмат орду)", "Түзүмдүк бөлүм"),
        ),
        Column("situation", "Коррупциялык тобокелдик(**)", 50, aliases=("Коррупционный риск",)),
        Column(
            "category",
            "Коррупциялык тобокелдиктин категориясы: системалуу (реалдуу), потенциалдуу, кырдаалдык",
            30,
            aliases=(
                "Коррупциялык тобокелдиктин категориясы",
                "категориясы",
                "Категория коррупционного риска",
            ),
        ),
        Column(
            "level",
            "Коррупциялык тобокелдиктин деңгээли (нөлдүк, төмөнкү, орточо нөлдүк)",
            30,
            aliases=(
                "Коррупциялык тобокелдиктин деңгээли (нөлдүк, төмөнкү, орточо, жогорку)",
                "Коррупциялык тобокелдиктин деңгээли",
                "деңгээли (нөлдүк, төмөнкү, орточо нөлдүк)",
                "деңгээли",
                "Уровень коррупционного риска",
            ),
        ),
        Column(
            "elsewhere",
            "Коррупциялык тобокелдик бир гана органдын ишине таандыкпы же ал бир нече мамлекеттик "
            "органдардын ишин камтышы мүмкүнбү?",
            34,
        ),
        Column("note", "Эскертүү", 20, aliases=("Примечание",)),
    ),
    notes=(
        "Эскертүү:",
        "(*) - мамлекеттик орган жөнүндө бекитилген жобого ылайык.",
        "(**) - коррупциялык көрүнүштөр болгон мисалдарды көрсөтүү менен коррупциялык "
        "тобокелдиктин аракетинин механизмин, анын ичинде келечекте мындай көрүнүштөрдүн иш "
        "жүзүндө болуу мүмкүндүгүн так сүрөттөө зарыл.",
    ),
    spare=(Column("posts", "Коррупциялык тобокелдикке кабылган кызмат орундары", 36),),
    words=WORDS,
    blanks=BLANKS,
)

# The wording «school and kindergartens» is the village's own; a body of another kind is named by its
# own name, as the sample of the ministry is.
SHIPPED_LAYOUTS = (
    ShippedLayout(VILLAGE_LIST, "method-232", date(2026, 4, 8), kinds=("village",)),
    ShippedLayout(
        VILLAGE_LIST.with_headings(function="{organisation_genitive} функциясы (ыйгарым укуктары)"),
        "method-232",
        date(2026, 4, 8),
        confirmed=False,
    ),
    ShippedLayout(ANNEX_1, "method-281", date(2016, 5, 18), point="1-тиркеме"),
    ShippedLayout(
        ANNEX_1.with_headings(function="{organisation_genitive} функциялары/ кызматтык ыйгарым укуктары(*)"),
        "method-281",
        date(2016, 5, 18),
        point="1-тиркеме",
        kinds=("school", "kindergarten", "enterprise"),
        confirmed=False,
    ),
)

# --- What changed between two editions: our own sheet, no act prescribes one
# --------------------------------------------

GROUP_HEADING = "Функциянын түрү"
CHANGES = sheet_of_changes("risks/changes", "коррупциялык тобокелдиктеринин тизмегине")
SHIPPED_CHANGES = (own_layout(CHANGES),)
