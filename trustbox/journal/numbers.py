"""Where a text shows telephones, mails, documents, cars, addresses and nicknames.

Every repetition has an upper bound: a letter of one endless word costs no more than another.
"""

import re
from collections.abc import Iterator

STREET = (
    r"(?:көч\.|көчө|бульвар|проспект|тар көчө|кыска көчө|кичи район|микрорайон|квартал|"
    r"чую[кг]|тую[кг]|тупи[кг]|к-с[үиу])[а-яёңөү]{0,20}"
)
SHORT_STREET = r"(?:к|пр|просп|пр-т|пр-ти|б-р|туп|мкр)\b\.?"  # only with the number of a house
NO_NAME = r"(?:Мен|Биз|Үйүм|Дарегим|Айыл[а-яёңөү]{0,3}|[А-ЯЁҢӨҮ][а-яёңөү]{1,20}б[ыиуү]з)\b"
NAME = rf"\b(?:(?!{NO_NAME})[А-ЯЁҢӨҮ0-9][\w-]{{0,40}}\.?\s{{1,4}}){{1,3}}"
HOUSE = (
    r"(?:[\s,]{1,4}(?:№\s?)?(?:д|дом|кв|квартира|үй|корпус|бөлмө|"
    r"батир)?[.\s]{0,3}\d{1,6}[а-яА-Я]?(?:[/-]\d{1,4})?"
    r"(?:\s?-\s?(?:үй|батир|бөлмө|тар көчө|корпус|кабат|квартира)[а-яёңөү]{0,20})?(?:\s{1,3}үй\b)?)"
)
STREET_BEFORE = (
    r"\b(?i:ул|пер|пр|просп|туп|мкр|мкрн|мкр-н|мкр-не|улиц[а-я]{0,9}|переул[а-я]{0,9}|проспект[а-я]{0,9}|"
    r"тупик[а-я]{0,9}|микрорайон[а-я]{0,9}|кварта[а-я]{0,9}|бульвар[а-я]{0,9})\b\.?\s{1,3}"
)
MAIL_NAME, MAIL_HOST = (
    r"\b[\w.+-]{1,64}",
    r"[\w-]{1,40}(?:\s?(?:\.|\(dot\)|\[dot\]|\bточка\b)\s?[\w-]{1,40}){1,4}",
)
AT = r"(?:\s?(?:[(\[{](?:at|эт|ат|собака)[)\]}])\s?|\s(?:at|собака|собачка)\s)"
NUMBER_WORD = (
    r"(?:н[оө]ль?|нуль|бир|эки|үч|төрт|беш|алты|жети|сегиз|тогуз|он|жыйырма|отуз|кырк|элүү|"
    r"алтымыш|жетимиш|сексен|"
    r"токсон|жүз|один|два|три|четыре|пять|шесть|семь|восемь|девять|десять|"
    r"[а-я]{2,6}надцать|двадцать|тридцать|"
    r"сорок|[а-я]{3,6}десят|девяносто|сто|двести|триста|четыреста|[а-я]{3,6}сот)"
)
DOCUMENT = (
    r"\b(?i:күбөлү[кг]|паспорт|акт|иш|дело|протокол|эсеп|сч[её]т|полис|свидетельств|удостоверени|доверенност|"
    r"ишеним кат|аттестат|диплом|справк|талон|медкарт)"
    r"[а-яёңөү]{0,12}[\s,:]{1,3}(?:сериясы\s|серия\s|номери\s)?"
)
# With the sign of a number whatever stands behind it; without, letters and digits or six digits.
NUMBER_OF_DOCUMENT = (
    r"(?:(?:[A-ZА-ЯҮӨҢ]{1,4}(?:-[A-ZА-ЯҮӨҢ]{1,4})?\s?)?(?:№|N|номери|номер)\s?"
    r"(?P<own>(?:[\dIVX]{1,4}-[A-ZА-ЯҮӨҢ]{1,3}\s)?(?=[\w/-]{0,12}\d\d)[\w/-]{3,30})|"
    r"(?P<bare>[A-ZА-ЯҮӨҢ]{1,4}(?:-[A-ZА-ЯҮӨҢ]{1,4})?[\s-]?\d[\w/-]{3,30}|\d{6,20}\b))"
)
QUOTED = r"[«\"“„](?P<own>[^«»\"“”„\n]{1,40})[»\"”“]"
PATTERNS = (
    re.compile(rf"{MAIL_NAME}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,6}}"),
    re.compile(rf"{MAIL_NAME}{AT}{MAIL_HOST}", re.IGNORECASE),
    re.compile(rf"{NAME}{STREET}(?:{HOUSE}{{1,4}})?"),
    re.compile(rf"\b\w[\w-]{{0,40}}\s{{1,4}}{STREET}{HOUSE}{{1,4}}", re.IGNORECASE),
    re.compile(rf"{NAME}{SHORT_STREET}{HOUSE}{{1,4}}"),
    re.compile(
        rf"{STREET_BEFORE}(?:(?:[А-ЯЁҢӨҮ0-9][\w-]{{0,40}}\.?[ ]{{0,3}}){{1,3}}(?:/\d{{1,4}})?{HOUSE}{{0,4}}|"
        rf"[а-яёңөү-]{{2,40}}\.?(?:\s[а-яёңөү-]{{2,40}})?{HOUSE}{{1,4}})"
    ),
    re.compile(
        r"\b\d{1,4}[а-я]?\s?-\s?үй[а-яёңөү]{0,20},?\s{0,3}\d{1,4}\s?-\s?батир[а-яёңөү]{0,20}", re.IGNORECASE
    ),
    re.compile(r"(?:\bд\.|\bдом)\s{0,3}\d{1,4}\w?,?\s{0,3}(?:кв\.?|квартира)\s{0,3}\d{1,4}", re.IGNORECASE),
    # Documents and cars, in Latin letters or in Cyrillic ones that look alike.
    re.compile(r"\b(?:[A-Z]{2}|АН|ИД|[АA][NН])\s{0,3}(?:№\s?)?\d{6,8}\b", re.IGNORECASE),
    re.compile(DOCUMENT + NUMBER_OF_DOCUMENT),
    re.compile(r"\b\d{2}\s?(?:KG|КG)\s?\d{3}\s?[A-ZА-Я]{2,3}\b", re.IGNORECASE),
    re.compile(r"\b[A-ZА-Я]\s?\d{4}\s?[A-ZА-Я]{1,2}\b"),
    # Nine digits and more are a telephone or a personal number; five or six in pairs a telephone of the
    # village. In words it begins with a nought, or six words of numbers stand together.
    re.compile(r"\+?\(?\d(?:[\s().-]{0,3}\d){8,40}"),
    re.compile(r"\b\d{1,3}-\d{2}-\d{2}\b"),
    re.compile(
        rf"\b(?:н[оө]ль?|нуль)\b(?:[\s,.-]{{1,3}}(?:{NUMBER_WORD}|\d{{1,4}})\b){{2,20}}", re.IGNORECASE
    ),
    re.compile(rf"\b{NUMBER_WORD}(?:[\s,.-]{{1,3}}{NUMBER_WORD}\b){{5,20}}", re.IGNORECASE),
    # What somebody says the own name is, in small letters too, up to the end of the phrase.
    re.compile(
        r"\b(?:менин атым|аты-жөнүм|фамилиям|меня зовут|моя фамилия)[\s:—–-]{1,3}"
        r"(?!айт|чык|көрсөт|жаз|жашыр|ката|туура|ачык)(?P<own>[\w-]{2,40}(?:\s[\w-]{2,40}){0,2})"
        r"(?=\s?[,.;:!?\n]|\s(?:деген|болот)\b|$)",
        re.IGNORECASE,
    ),
    # What somebody is called by the village.
    re.compile(
        r"\b(?:лакап|кличка|кличке|прозвищ)[а-яёңөү]{0,12}(?:\s(?:аты|ысымы|менен))?"
        rf"[\s:—–-]{{1,4}}{QUOTED}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{QUOTED}\s{{1,3}}(?:атыккан|аталган|аттуу|лакап|деп аталган|деген)\s"
        r"(?=(?:(?:лакап|атык|киши|адам|бала|кыз|жигит|неме|аял|чал|кемпир|кошуна)|[А-ЯЁҢӨҮ]))",
    ),
)


def number_spans(text: str) -> Iterator[tuple[int, int]]:
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            part = match.lastgroup or 0  # a pattern with names covers what they name
            yield match.start(part), match.start(part) + len(match[part].rstrip(" ,"))
