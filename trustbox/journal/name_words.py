"""What a word of a letter looks like: a given name, a surname, a patronymic, a place, what stands before a
name. Forms of words, Kyrgyz and Russian; no word of any corpus.
"""

import re

from office.kyrgyz import fold
from trustbox.journal.data.given_names import COMMON, KYRGYZ, RUSSIAN, SHORT, SOUTHERN
from trustbox.journal.data.places import CAPITALS, PLACES

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Endings of cases, of possession and of number, Kyrgyz and Russian.
ENDING = (
    r"(?:(?:лар|лер|лор|лөр|дар|дер|дор|дөр|тар|тер|тор|төр)?(?:ым|им|ум|үм|ы|и|у|ү|сы|си|су|сү)?"
    r"(?:нын|нин|нун|нүн|дын|дин|дун|дүн|тын|тин|тун|түн|га|ге|го|гө|ка|ке|ко|кө|на|не|но|нө|а|е|"
    r"ны|ни|ну|нү|ды|ди|ду|дү|ты|ти|ту|тү|да|де|до|дө|та|те|то|тө|нда|нде|"
    r"дан|ден|дон|дөн|тан|тен|тон|төн|нан|нен|нон|нөн|н)?(?:м[ыиуү]н)?)"
)
# Behind all of them: whose it is, like whom, the question.
PARTICLE = r"(?:(?:н|д|т)[ыиуү]к[ыиуү](?:н[а-яөү]{0,3})?|д[аеоө]й|т[аеоө]й|ч[ыиуү]|б[ыиуү]|п[ыиуү])?"
ENDING += PARTICLE
RUSSIAN_ENDING = r"(?:а|у|ым|им|ом|ем|е|ой|ей|ою|ых|ы|ами|ая|ую|ий|ого|ому)?"
SURNAME = re.compile(
    rf"[а-яёңөү-]{{2,40}}(?:(?:ов|ев|ёв|ьмин|шкин|ицын)(?:а|{RUSSIAN_ENDING})?|ск(?:ий|ая|ого|ой|ому|им|ую)|"
    rf"цк(?:ий|ая|ого|ой|ому|им|ую)|енко|швили|дзе|[а-яё][кгшжчрз]ин(?:{RUSSIAN_ENDING})|"
    rf"[бвгджзклмнпрстфхч]ян|нчук|щук|зода|заде|заада|штейн|бай|бек){ENDING}"
)
PATRONYMIC = re.compile(rf"[а-яёңөү]{{2,40}}(?:ович|евич|ьич|овн|евн|ичн)(?:а|у|ом|е|ой|ы)?{ENDING}")
OF_A_PARENT = re.compile(rf"(?:уулу|улуу|кызы|кызи|кизи|кыси|угли|углы|огли|оглы){ENDING}")
# So too, where the name of the parent stands before and the own one beside: «тегин» is «free of charge» too.
PERHAPS_OF_A_PARENT = frozenset("уул тегин кыз у к".split())
AFTER_A_NAME = re.compile(r"(?:байке|эже|эжей|агай|аке|ака|аба|ава|опа|ата|апа|тайке|жеңе)[а-яёңөү]{0,20}")
CALLED = re.compile(r"(?:деген|аттуу)")
# Words that end like a surname and are none, and words that stand before a name with a capital.
NO_NAMES = frozenset(
    """
    слова снова основа глава нова голова готова корова здорова столова обнова подкова сурова дешёва
    право лев кыскача бишкек тоодов кров улов остров покров готов здоров часов столов домов слов годов
    актов фондов сомов видов налогов вопросов органов районов документов законов расходов доходов
    гражданов жителев судов лесов клубов классов заводов ремонтов проектов автобусов тарифов счётов
    ответов сроков адресов новый минского областной районный городской айылдык жергиликтүү поселковый
    сельский общественный кыргызский русский советский ошский чуйский баткенский нарынский таласский
    джалал-абадский кабай чабай кымбай лицевой годовой правовой торговой половой плановой магазин машина
    бензин причина вершина резина корзина мужчина величина половина пружина ширина глубина
    """.split()
)
# Before a name with a capital: who speaks, relatives, offices.
BEFORE_A_NAME = frozenset(
    """
    мен мени менин биз бизди сиз сизди ал анын жолдошум аялым күйөөм кызым уулум балам атам апам энем
    агам иним эжем карындашым сиңдим кошунам үйүм үйүбүз тууганым башчы башчысы катчы катчысы адис адиси
    ооган кыргыз орус өзбек казак тажик улуу имам мугалим мугалими директор директору депутат депутаты
    участкалык милиционер врач доктор жаран спасибо рахмат атайын зарегистрирован пишет лакабы баба чоң
    баарыбыз биздин гражданин гражданка гражданину специалист исполнитель свидетель свидетели заявитель
    заявительница директора главы депутата сын дочь сына мой моя моего моему моей муж жена мать отец со
    от на для выдать урматтуу уважаемый уважаемая арыз кайрылуу айыл шаар район сатуучу айдоочу и а в к
    у о с не
    """.split()
)
# «-ыбыз», «-ымдын»: a noun with whose it is and its case.
NOUN_ENDING = rf"(?:(?:л|д|т)[аеоө]р)?(?:[ыиуү]?(?:м|ң|б[ыиуү]з|ң[ыиуү]з))?{ENDING}"
# Somebody who bears the name behind it: offices, trades, relatives.
PERSON = re.compile(
    rf"(?:(?:кошуна|коңшу|комшу|бригадир|завхоз|мугалим|тарбиячы|башчы|катчы|адис|имам|"
    rf"молдо|директор|депутат|"
    rf"милиционер|врач|врачы|доктор|доктур|фельдшер|ветеринар|айдоочу|сатуучу|аткаруучу|"
    rf"мура[бп]|мираб|мураскор|"
    rf"маркум|кайната|кайнага|кайнене|кайни|жээн|небере|жезде|күйөө|жолдош|аял|келин|бөлө|"
    rf"агроном|бухгалтер|прораб|участкалык|аксакал|секретар|жетекчи|администратор|менеджер|"
    rf"чабан|малчы|фермер|ижарачы|кассир|лаборант|инспектор|прокурор|тергөөчү|дос|тууган|"
    rf"ага|ини|карындаш|сиңди|"
    rf"апа|ата|эне|байбиче|уул|кыз|бала|кызматкер|медайым|дарыгер|тракторист|почтальон|бу[хг]г?алтер|"
    rf"комендант|завуч|аскер|"
    rf"лейтенант|капитан|майор|полковник|сержант|старшина|судья|нотариус|адвокат|юрист|лесник|мастер|"
    rf"электрик|"
    rf"сварщик|диспетчер|оператор|медсестра|санитар|акушер|ветврач|кароол|ректор|декан|таксист|куратор|"
    rf"классташ|курдаш|кудагый|куда|абысын|күйөөбала|бажа|тай[эа]?ке|таята|таене|төрага|орун[бп]асар|хирург|"
    rf"терапевт|педиатр|стоматолог|логопед|психолог|методист|землемер|архитектор|кошунабыз|"
    rf"[а-яёңөү]{{3,30}}ч[ыиуү]){NOUN_ENDING}|"
    r"(?:сосед|участков|заявител|мат[ьи]|отец|отц|гражданин|гражданк|свидетел|специалист|начальник|заведующ|"
    r"учительниц|учител|председател|бригадир|завхоз|директор|депутат|врач|бухгалтер|внук|внучк|подруг|коллег|"
    r"брат|сестр|зят|невестк|т[её]щ|свекров|племянни|дяд|т[её]т|жил[еь]ц|хозя|жител|пенсионер|водител|продав|"
    r"лейтенант|капитан|майор|полковник|сержант|судь|адвокат|юрист|медсестр|воспитател|глав|инспектор|"
    r"охранник|"
    r"муж|жен|доч|сын|бабушк|дедушк|друг|ветеринар|фельдшер|мастер|электрик|сантехник|секретар|сотрудни|"
    r"управляющ|арендатор|подрядчик|застройщик|чиновник|житель)[а-яё-]{0,9})"
)
# Who is called by whose kin: «Азаматтын атасы».
OF_WHOM = re.compile(r"(?:[ндт][ыиуү]н)$")
KIN = re.compile(
    r"(?:атасы|апасы|энеси|аялы|күйөөсү|баласы|уулу|кызы|агасы|иниси|эжеси|карындашы|келини|жубайы|байбичеси|"
    r"кемпири|чалы|жолдошу|небереси|жээни|тайкеси|кайнатасы|кайненеси|күйөө баласы|бир тууганы|тууганы)"
    r"(?:н[а-яёңөү]{0,6})?"
)
# What begins a sentence before a name and is none: «our …», «these … (whom)».
OURS = re.compile(r"[а-яёңөү]{2,30}(?:[ыиуү]б[ыиуү]з|[аеоө]б[ыиуү]з)[а-яёңөү]{0,6}")
MANY = re.compile(
    r"[а-яёңөү]{2,30}(?:л[аеоө]р|(?:л|д|т)[аеоө]р(?:ды|ди|ду|дү|га|ге|го|гө|дын|дин|дун|дүн|[ыи]))"
)
OF_A_COUNTRY = re.compile(r"[а-яёңөү]{3,20}л[ыиуү]к(?:тар|тер|тор|төр)?")  # «кытайлык»
THING = re.compile(
    rf"(?:(?:карыз|документ|жооп|жооб|мал|чек|арыз|кагаз|акча|жер|үй|там|уй|кой|ат|көмүр|"
    rf"суу|паспорт|талон|тизме|"
    rf"кат|сөз|колтамга){NOUN_ENDING}|(?:заявлени|жалоб|справк|подпис)[а-яё]{{1,3}}|"
    rf"(?:(?:кыргыз|өзбек|казак|тажик|түркмөн|оога|пакы)стан|россия|москва|түркия|корея|кытай|"
    rf"бишкек|ош|каракол|нарын|баткен|токмок|талас|чүй|отдел|комитет|жогорку|жок){ENDING})"
)
FUNCTION_WORDS = frozenset(
    "деп деген дегенди аттуу жана менен үчүн боюнча эмес бизге бизди мага ага эгер бирок".split()
)
# Names that are common words too, where these stand behind them: «Алтын күз», «Жеңиш майрамы».
COMMON_HEAD = re.compile(r"(?:базар|соода|күз|майрам|жылдыз|күн|сөөк|шакек|мезгил|доор|заман)[а-яёңөү]{0,12}")
ANIMAL = re.compile(r"(?:ит|уй|ат|мышык|бээ|кой|букачар)(?:[аиыуү][а-яёңөү]{0,8})?")
INSTITUTION = re.compile(
    r"(?:мекте[пб]|бакча|балабакча|парк|сейил|китепкана|клуб|маданият|аянт|стадион|"
    r"университет|колледж|лице|гимнази|"
    r"театр|музе|колхоз|совхоз|оорукана|көчө|айыл|канал|школ|библиотек|больниц)[а-яёңөү]{0,14}"
)
# Surnames of Chinese and Koreans, of one syllable, before one or two names with a capital.
ONE_SYLLABLE = frozenset(
    """
    ван чжан лю чен чэнь ян ли хуан чжао ву цзян сюй ким пак цой пан тен тян юн шин хван шэнь хань тан фэн дэн
    цао пэн цзэн сяо тянь дун пань юань юй цай ду вэй су люй дин жэнь лу яо цуй ляо ши гао го ма хэ сун сунь
    чжоу нам хан шим кан лим
    """.split()
)
# What stands behind the name of a place, in the form «its»: «Ак-Суу районунун», but «Бекжан мектепте».
ITS = r"(?:[ыиуү]|с[ыиуү])(?:н[а-яёңөү]{0,8})?"
PLACE_HEAD = re.compile(
    rf"(?:район|облус|шаар|айыл|мектеб|бакча|дарыя|суу|канал|көл|тоо|базар|аянт|эстелиг|көпүрө|ашуу|жайлоо|"
    rf"капчыгай|өрөөн|кыштаг|конуш|массив|аймаг|стансия|станция|аялдама|бекет|мечит|кен|гэс){ITS}|"
    r"(?:район|област|городск|сельск|поселк|гор\b|город)[а-я]{0,6}"
)
# What stands behind the name of an office, a shop, a law, a feast.
OFFICE_HEAD = re.compile(
    rf"(?:министрлиг|башкармалыг|агенттиг|кызмат|фонд|банк|сот|прокуратура|комитет|бөлүм|борбор|дүкөн|кафе|"
    rf"ресторан|тойкана|компания|ишкана|кооператив|партия|гезит|радио|программа|долбоор|мыйзам|кодекс|майрам|"
    rf"согуш|тил|стадион|өкүлчүлүг|кубог|сыйлыг|тарых|кабинет|кеңеш|мамлекет|республика|балабакча|фирма|"
    rf"маркет|аптека|дарыкана|заправка){ITS}"
)
OF_A_VILLAGE = frozenset("айыл ай айылдык райондук шаардык аймактык областтык областной районный а".split())
BEFORE_A_PLACE = re.compile(
    r"(?:сел[аоеу]|селом|город[аеу]?|городе|район[ауе]?|пос[её]л(?:ок|к)[а-я]{0,2}|пос|пгт|озер[аоеу]|"
    r"рек[аиуе]|"
    r"станци[яию]|ущель[яюе]|аил[ае]?|трасс[аеуы]|стран[аеуы]|республик[аиу])"
)
PLACE_SHAPE = re.compile(
    r"(?:кызыл|кара|ак|жаңы|жаны|чоң|чон|кичи|орто|жогорку|төмөнкү|көк|кок|сары|таш|алты|беш|үч|эки|жети|"
    r"он|тогуз|"
    r"ала|төө|ача|бир)-[а-яёңөү]{2,20}|[а-яёңөү]{2,20}-(?:суу|туу|булак|дөбө|добо|балта|көл|базар|турмуш|"
    r"кайыңды|"
    rf"арык|таш|жар|ата|арал|өзөн|талаа|жол|бел|коргон|кыштак|сай|терек|моюн|кемин|кыя|жылга){NOUN_ENDING}"
)


class Word:
    """A word of a text with what it looks like."""

    def __init__(self, match, staff):
        self.text, self.start, self.end = match[0], match.start(), match.end()
        low = self.low = read_by_sound(self.text)
        self.is_capital = self.text[0].isupper()
        self.is_initial = self.is_capital and (len(self.text) == 1 or self.text in INITIALS_OF_TWO)
        self.is_listed = low not in BEFORE_A_NAME and has_stem(low, EVERYWHERE)
        self.is_listed = self.is_listed or self.is_capital and is_a_short_name(low)
        self.is_given = self.is_listed or low not in BEFORE_A_NAME and COMPOUND.fullmatch(low) is not None
        self.is_common = has_stem(low, ALSO_WORDS) or LIKE_A_VERB.search(low) is not None
        self.is_of_a_given_name = low not in NO_NAMES and is_made_of_a_given_name(low)
        is_like_a_surname = SURNAME.fullmatch(low) is not None and len(low) > 3
        is_like_a_surname = is_like_a_surname or self.is_of_a_given_name
        self.is_surname = low not in NO_NAMES and low not in BEFORE_A_NAME and is_like_a_surname
        self.is_family = self.is_surname and not low.endswith(("бай", "бек"))
        self.is_patronymic = PATRONYMIC.fullmatch(low) is not None
        self.is_of_a_parent = OF_A_PARENT.fullmatch(low) is not None
        self.is_perhaps_of_a_parent = low in PERHAPS_OF_A_PARENT and not self.is_capital
        self.is_of_staff = any(fold(low).startswith(name) for name in staff)

    @property
    def stands_before(self):
        """Whether it is what a name follows, with a capital at the beginning of a sentence."""
        if self.low in BEFORE_A_NAME or self.low in FUNCTION_WORDS:
            return True
        is_common = any(form.fullmatch(self.low) for form in (PERSON, OURS, MANY, THING, OF_A_COUNTRY))
        return is_common and not (self.is_given or self.is_surname or self.is_patronymic)

    @property
    def is_of_a_place(self):
        """Whether it is a place, an office or another word with a capital that is no person."""
        return PLACE_SHAPE.fullmatch(self.low) is not None or has_stem(self.low, PLACES | CAPITALS)

    @property
    def is_rare(self):
        """Whether it is a given name and nothing else, so in small letters too."""
        return self.is_listed and not self.is_common and len(self.low) > 3

    @property
    def is_anchor(self):
        """Whether it is a name by itself."""
        strong = self.is_surname or self.is_patronymic or self.is_given or self.is_of_staff
        return self.is_capital and not self.is_initial and strong


UZBEK = str.maketrans("ўқғҳі", "укгхи")
RUSSIAN_KEYS = str.maketrans("өүң", "оун")
WORDS_OF_A_LETTER = frozenset("АВИКОСУЯ")
INITIALS_OF_TWO = frozenset(("Дж", "Дз", "Sh", "Ch", "Zh", "Dj", "Kh", "Yu", "Ya"))


def read_by_sound(word: str) -> str:
    """A word in small Cyrillic letters: Latin ones by sound, Uzbek ones by the nearest."""
    low = word.lower()
    return fold(low) if low.isascii() else low.translate(UZBEK)


LOCAL = KYRGYZ | SOUTHERN
LOCAL = LOCAL | {name.translate(RUSSIAN_KEYS).replace("гул", "гуль") for name in LOCAL}
LOCAL = (
    LOCAL
    | {name.translate(RUSSIAN_KEYS) for name in LOCAL}
    | {name + "ь" for name in LOCAL if name[-2:] == "ел"}
)
LOCAL = LOCAL | {fold(name) for name in LOCAL if len(name) > 4}  # as Latin letters and lazy ones spell them
EVERYWHERE = LOCAL | RUSSIAN
ALSO_WORDS = COMMON | {fold(name) for name in COMMON}
LIKE_A_VERB = re.compile(r"(?:сун|сын|син|сүн|ган|ген|гон|гөн|бай|бей|бой|бөй|келди|берди|болду)$")
GIVEN_ENDING = re.compile(ENDING + "|" + RUSSIAN_ENDING)
RUSSIAN_FORM = re.compile(RUSSIAN_ENDING)
# Given names are put together: what the second part is, behind whatever the first.
COMPOUND = re.compile(
    r"[а-яёңөү]{2,12}(?:бек|жан|гүл|гул|зада|зат|мырза|мурза|султан|бүбү|бубу|айым|кул|хан|алы|нур|жамал|"
    r"кожо|улла|газы|темир|болот|назар|жигит|мамат|сейит|сулуу|пери|бүү?|тилек)" + ENDING
)
SURNAME_OF_A_GIVEN_NAME = re.compile(
    rf"([а-яёңөү]{{3,20}}?)(?:ов|ев|ёв|оф|еф|иев|уев)(?:а|{RUSSIAN_ENDING}){ENDING}"
)


def has_stem(word: str, names: frozenset[str]) -> bool:
    """Whether a word in small letters is one of the names, in any case of it."""
    lengths = range(len(word) - 1, max(1, len(word) - 10), -1)
    return word in names or any(
        (word[:length] in names and GIVEN_ENDING.fullmatch(word[length:]))
        or (
            length > 3
            and {word[:length] + last for last in "аяйь"} & names
            and RUSSIAN_FORM.fullmatch(word[length:])
        )
        for length in lengths
    )


def is_made_of_a_given_name(word: str) -> bool:
    """Whether a word in small letters is a surname of a given name: «асанов», «асановага»."""
    match = SURNAME_OF_A_GIVEN_NAME.fullmatch(word)
    return match is not None and (match[1] in LOCAL or COMPOUND.fullmatch(match[1]) is not None)


SHORT_ENDING = re.compile(
    rf"(?P<name>[а-яёңөү]{{3,12}}?)(?:ушка|юшка|ушк|ик|ька|ок|ёк|чик|аке|еке|оке|өкө|юша|уша|ыш|иш|үш|ай|"
    rf"кан|бү|ча|тай)"
    rf"(?:{ENDING}|{RUSSIAN_ENDING})"
)
PARTS_OF_A_NAME = frozenset("бек нур гүл гул жан эл тал мак мирз айк айб айд бак зам кан ул эр".split())


def is_a_short_name(word: str) -> bool:
    """Whether a word in small letters is a name made small: «нурик», «айгулька», «серёга», «жаке»."""
    if has_stem(word, SHORT) or re.fullmatch(r"[бджкмпстчш]аке(?:" + ENDING + ")", word):
        return True
    match = SHORT_ENDING.fullmatch(word)
    return match is not None and (match["name"] in LOCAL or match["name"] in PARTS_OF_A_NAME)
