"""Orders, resolutions and minutes on paper."""

import io

import pypdf

from office.papers.printing import pdf

ORDER = {
    "title": "Тобокелдиктердин тизмегин бекитүү жөнүндө",
    "letterhead": {
        "ky": ["Кыргыз Республикасы", "Достук айыл өкмөтү"],
        "ru": ["Кыргызская Республика", "Достукский айыл окмоту"],
        "contacts": "Пахта-Дөбө айылы",
    },
    "kind": {"ky": "БУЙРУК", "ru": "РАСПОРЯЖЕНИЕ"},
    "number": "",
    "date": "",
    "place": "Пахта-Дөбө айылы",
    "preamble": "Министрлер Кабинетинин № 232 токтомун аткаруу максатында",
    "formula": "буйрук кылам:",
    "points": [{"text": "Тизмек тиркемеге ылайык бекитилсин."}, {"text": "Тизмек жарыялансын."}],
    "enclosures": ["Тобокелдиктердин тизмеги"],
    "signatures": [{"post": "Башчы", "name": "Т. Д. Маматов", "seal": True}],
}


def text_of(template, context):
    pages = pypdf.PdfReader(io.BytesIO(pdf(template, context))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def follow(text, words):
    place = 0
    for word in words:
        assert word in text[place:], f"{word!r} is not after {text[max(0, place - 60) : place]!r}"
        place = text.index(word, place) + len(word)


def test_an_order_stands_as_in_the_seed():
    text = text_of("office/print/order.html", ORDER)
    head = [
        "Достук айыл өкмөтү",
        "Достукский айыл окмоту",
        "Пахта-Дөбө айылы",
        "БУЙРУК",
        "РАСПОРЯЖЕНИЕ",
        "№",
        "Пахта-Дөбө айылы",
    ]
    points = [
        "буйрук кылам: 1. Тизмек тиркемеге",
        "2. Тизмек жарыялансын.",
        "1-тиркеме. Тобокелдиктердин тизмеги",
    ]
    follow(
        text, [*head, ORDER["title"], ORDER["preamble"], *points, "Башчы", "Т. Д. Маматов", "М.О.", "1 / 1"]
    )


def test_number_and_date_to_come_are_blank_lines():
    follow(
        text_of("office/print/order.html", ORDER), ['20____-жылдын "____" ______________', "№ ____________"]
    )


def test_number_and_date_print_as_the_office_writes_them():
    text = text_of("office/print/order.html", {**ORDER, "number": "№ 629-Б", "date": "2024-11-25"})
    follow(text, ["2024-жылдын 25-ноябры", "№ 629-Б"])


def test_a_resolution_resolves_in_one_column():
    resolution = {**ORDER, "kind": {"ky": "ТОКТОМ", "ru": ""}, "formula": "ТОКТОМ КЫЛАТ:"}
    text = text_of("office/print/order.html", resolution)
    follow(text, ["Достук айыл өкмөтү", "ТОКТОМ", "ТОКТОМ КЫЛАТ:"])
    assert "Республика " not in text and "БУЙРУК" not in text


def test_what_people_type_is_never_markup():
    text = text_of(
        "office/print/order.html",
        {**ORDER, "title": "<b>Жөнүндө</b>", "points": [{"text": '<img src="file:///etc/passwd">'}]},
    )
    follow(text, ["<b>Жөнүндө</b>", '1. <img src="file:///etc/passwd">'])


def test_minutes_name_who_was_there_and_what_was_decided():
    chair, secretary = (
        {"name": "А. К. Токтосунов", "post": "орун басар"},
        {"name": "А. А. Сыдыкова", "post": "жооптуу катчы"},
    )
    text = text_of(
        "office/print/minutes.html",
        {
            "title": "Протокол",
            "body": "Достук айыл өкмөтү",
            "commission": "Жумушчу топтун отурумунун",
            "number": "",
            "date": "2026-05-19",
            "place": "Пахта-Дөбө айылы",
            "chair": chair,
            "secretary": secretary,
            "present": [{"name": "Н. Б. Эшматова", "post": "жер адиси"}],
            "absent": [{"name": "К. Т. Алиев", "post": ""}],
            "agenda": ["Тизмекти кароо"],
            "items": [
                {
                    "question": "Тизмекти кароо",
                    "heard": "Катчынын маалыматы.",
                    "decided": ["Тизмек жактырылсын."],
                    "votes": "макул – 5",
                }
            ],
            "signatures": [
                {"post": "Төрага", "name": "А. К. Токтосунов"},
                {"post": "Катчы", "name": "А. А. Сыдыкова"},
            ],
        },
    )
    follow(
        text,
        [
            "ПРОТОКОЛУ",
            "2026-жылдын 19-майы",
            "№ ____",
            "Төрага: А. К. Токтосунов, орун басар",
            "Катчы: А. А. Сыдыкова",
            "Катышкандар:",
            "Н. Б. Эшматова – жер адиси",
        ]
        + [
            "Катышпагандар:",
            "К. Т. Алиев",
            "КҮН ТАРТИБИ:",
            "УГУЛДУ:",
            "Катчынын маалыматы.",
            "ЧЕЧИМ КАБЫЛ АЛЫНДЫ:",
            "Тизмек жактырылсын.",
            "макул – 5",
            "Төрага",
            "Катчы",
        ],
    )
