"""Counts in other languages than English: the plain ones, and nothing that may be a part, a fear or history."""

import datetime as dt

import pytest

from briefing.model import DateMention, Quantity, Span
from briefing.steps.figures import find_quantities
from briefing.steps.figures.languages import claimant_of
from tests.conftest import build_document
from tests.steps.piles import sentences_of

PUBLISHED = dt.date(2023, 3, 15)


def quantities_of(code: str, text: str, *dates: DateMention) -> tuple[Quantity, ...]:
    document = build_document(text, language=code, published=PUBLISHED, published_basis="stated")
    return find_quantities(document, sentences_of(document), {0: dates})


def read(code: str, text: str) -> list[tuple[str, int | None, int | None, str, str | None]]:
    return [
        (one.measure, one.low, one.high, text[one.span.start : one.span.end], one.attributed_to)
        for one in quantities_of(code, text)
    ]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (
            "fr",
            "La crue a fait au moins quatre morts et deux disparus dans la vallée, a annoncé la préfecture.",
            [
                ("killed", 4, None, "au moins quatre morts", "la préfecture"),
                ("missing", 2, 2, "deux disparus", "la préfecture"),
            ],
        ),
        (
            "fr",
            "Onze personnes ont été blessées, dont trois grièvement.",
            [("injured", 11, 11, "Onze personnes", None)],
        ),
        (
            "fr",
            "Plus d’une centaine de personnes sont portées disparues.",
            [("missing", 100, None, "Plus d’une centaine de personnes", None)],
        ),
        ("fr", "Le nombre de morts s’élève désormais à 17, selon la police.", [("killed", 17, 17, "17", "la police")]),
        (
            "fr",
            "Environ 1 320 habitants ont dû être évacués dans la nuit.",
            [("evacuated", 1320, 1320, "Environ 1 320 habitants", None)],
        ),
        ("fr", "L’explosion a tué 12 personnes sur le quai.", [("killed", 12, 12, "12 personnes", None)]),
        (
            "de",
            "Bei dem Brand sind mindestens zwei Menschen ums Leben gekommen und 19 verletzt worden.",
            [("killed", 2, None, "mindestens zwei Menschen", None), ("injured", 19, 19, "19", None)],
        ),
        ("de", "Zwölf Menschen starben in der Nacht.", [("killed", 12, 12, "Zwölf Menschen", None)]),
        ("de", "Gestern ist die Zahl der Todesopfer auf fünf gestiegen.", [("killed", 5, 5, "fünf", None)]),
        ("de", "Die Zahl der Toten stieg auf 41, teilte die Polizei mit.", [("killed", 41, 41, "41", "die Polizei")]),
        (
            "de",
            "Rund 1.300 Anwohner wurden am Abend evakuiert.",
            [("evacuated", 1300, 1300, "Rund 1.300 Anwohner", None)],
        ),
        ("de", "Es gab keine Toten, aber 12 Verletzte.", [("injured", 12, 12, "12 Verletzte", None)]),
        ("de", "Es gab Dutzende Verletzte.", [("injured", 24, None, "Dutzende Verletzte", None)]),
        (
            "es",
            "El sismo dejó al menos 23 muertos y más de 140 heridos, informó Protección Civil.",
            [
                ("killed", 23, None, "al menos 23 muertos", "Protección Civil"),
                ("injured", 140, None, "más de 140 heridos", "Protección Civil"),
            ],
        ),
        (
            "es",
            "La cifra de muertos por el sismo subió este viernes a 41, según la alcaldía.",
            [("killed", 41, 41, "41", "la alcaldía")],
        ),
        ("es", "Murieron 12 personas en el derrumbe.", [("killed", 12, 12, "12 personas", None)]),
        ("es", "Al menos ocho personas siguen desaparecidas.", [("missing", 8, None, "Al menos ocho personas", None)]),
        ("ru", "При пожаре погибли 12 человек, сообщили в МЧС.", [("killed", 12, 12, "12 человек", "МЧС")]),
        ("ru", "Число погибших при аварии выросло до 14: двое скончались.", [("killed", 14, 14, "14", None)]),
        ("ru", "Пострадали около 20 человек.", [("injured", 20, 20, "около 20 человек", None)]),
        ("ru", "Эвакуированы более 200 жителей.", [("evacuated", 200, None, "более 200 жителей", None)]),
        (
            "ru",
            "Не менее шести человек погибли и 25 пострадали, сообщила прокуратура в пятницу.",
            [
                ("killed", 6, None, "Не менее шести человек", "прокуратура"),
                ("injured", 25, 25, "25", "прокуратура"),
            ],
        ),
        ("ru", "Число погибших выросло до девяти, сообщила полиция.", [("killed", 9, 9, "девяти", "полиция")]),
        (
            "es",
            "Al menos siete personas murieron y 18 resultaron heridas.",
            [("killed", 7, None, "Al menos siete personas", None), ("injured", 18, 18, "18", None)],
        ),
        ("es", "La alcaldía habla de diez fallecidos.", [("killed", 10, 10, "diez fallecidos", "La alcaldía")]),
        (
            "de",
            "Die Polizei sprach dagegen von sieben Todesopfern.",
            [("killed", 7, 7, "sieben Todesopfern", "Die Polizei")],
        ),
        ("ar", "إجلاء نحو 120 ساكنا.", [("evacuated", 120, 120, "نحو 120 ساكنا", None)]),
        (
            "ar",
            "أدى انهيار الجسر إلى مقتل 12 شخصا وإصابة 34 آخرين، بحسب الدفاع المدني.",
            [("killed", 12, 12, "12 شخصا", "الدفاع المدني"), ("injured", 34, 34, "34 آخرين", "الدفاع المدني")],
        ),
        (
            "ar",
            "قالت وزارة الصحة إن ثمانية عشر شخصًا لقوا حتفهم.",
            [("killed", 18, 18, "ثمانية عشر شخصًا", "وزارة الصحة")],
        ),
        ("ar", "ارتفعت حصيلة قتلى الحريق في الحي إلى تسعة، بينهم طفل.", [("killed", 9, 9, "تسعة", None)]),
        ("ar", "قُتل ١٢ شخصا على الأقل في الحريق.", [("killed", 12, None, "١٢ شخصا", None)]),
        (
            "ar",
            "أسفر الحادث عن قتيلين وجريحين.",
            [("killed", 2, 2, "قتيلين", None), ("injured", 2, 2, "جريحين", None)],
        ),
        (
            "ar",
            "سقط ثلاثة قتلى وعشرات الجرحى.",
            [("killed", 3, 3, "ثلاثة قتلى", None), ("injured", 20, None, "عشرات الجرحى", None)],
        ),
        ("ar", "مقتل شخصين في انفجار.", [("killed", 2, 2, "شخصين", None)]),
        ("ar", "لقي مئتا شخص مصرعهم.", [("killed", 200, 200, "مئتا شخص", None)]),
        ("ar", "وصل عدد القتلى إلى 31 شخصا.", [("killed", 31, 31, "31", None)]),
        ("ar", "فقدان سبعة أشخاص في النهر.", [("missing", 7, 7, "سبعة أشخاص", None)]),
        ("ar", "اعتقلت الشرطة 210 أشخاص منذ الاثنين.", [("detained", 210, 210, "210 أشخاص", None)]),
        ("ar", "نزح أكثر من ١٬٢٠٠ شخص.", [("displaced", 1200, None, "أكثر من ١٬٢٠٠ شخص", None)]),
        ("ar", "إجلاء نحو 300 شخص.", [("evacuated", 300, 300, "نحو 300 شخص", None)]),
        (
            "ar",
            "قالت نقابة التجار إن عدد القتلى بلغ واحدا وعشرين شخصا، بينهم خمسة أطفال.",
            [("killed", 21, 21, "واحدا وعشرين شخصا", "نقابة التجار")],
        ),
        (
            "es",
            "La Junta denunció que los muertos son cinco y que hay más de 150 detenidos.",
            [("killed", 5, 5, "cinco", "La Junta"), ("detained", 150, None, "más de 150 detenidos", "La Junta")],
        ),
        ("ar", "مقتل خمسة وعشرين شخصا.", [("killed", 25, 25, "خمسة وعشرين شخصا", None)]),
        ("es", "Treinta y dos personas resultaron heridas.", [("injured", 32, 32, "Treinta y dos personas", None)]),
        ("es", "Los muertos son cinco, según los bomberos.", [("killed", 5, 5, "cinco", "los bomberos")]),
        ("es", "La policía detuvo a 87 personas.", [("detained", 87, 87, "87 personas", None)]),
        ("es", "Hubo 87 detenidos.", [("detained", 87, 87, "87 detenidos", None)]),
        (
            "fr",
            "Neuf personnes ont été tuées et trente-deux blessées.",
            [("killed", 9, 9, "Neuf personnes", None), ("injured", 32, 32, "trente-deux blessées", None)],
        ),
        ("fr", "Deux restent portées disparues.", [("missing", 2, 2, "Deux", None)]),
        ("fr", "La police a procédé à 14 interpellations.", [("detained", 14, 14, "14 interpellations", None)]),
        ("de", "Zweiundzwanzig Menschen starben.", [("killed", 22, 22, "Zweiundzwanzig Menschen", None)]),
        ("de", "Rund 50 wurden verletzt.", [("injured", 50, 50, "Rund 50", None)]),
        ("de", "Es gab 30 Festnahmen.", [("detained", 30, 30, "30 Festnahmen", None)]),
        ("ru", "Двадцать три человека пострадали.", [("injured", 23, 23, "Двадцать три человека", None)]),
        ("ru", "Число погибших выросло до двадцати трёх.", [("killed", 23, 23, "двадцати трёх", None)]),
        ("ru", "Трое пропали без вести.", [("missing", 3, 3, "Трое", None)]),
        ("ru", "Погибли двое, сообщила полиция.", [("killed", 2, 2, "двое", "полиция")]),
        ("ru", "Погибших уже восемь.", [("killed", 8, 8, "восемь", None)]),
        ("ru", "Задержаны 15 человек.", [("detained", 15, 15, "15 человек", None)]),
        ("it", "La piena ha fatto 12 morti.", [("killed", 12, 12, "12 morti", None)]),
        (
            "it",
            "Almeno ventitré persone sono morte e 40 sono rimaste ferite, ha detto il prefetto.",
            [("killed", 23, None, "Almeno ventitré persone", "il prefetto"), ("injured", 40, 40, "40", "il prefetto")],
        ),
        (
            "pt",
            "Segundo os bombeiros, sete pessoas morreram e 12 ficaram feridas.",
            [
                ("killed", 7, 7, "sete pessoas", "os bombeiros"),
                ("injured", 12, 12, "12", "os bombeiros"),
            ],
        ),
        ("pt", "A polícia deteve 30 pessoas.", [("detained", 30, 30, "30 pessoas", None)]),
        (
            "pl",
            "Zginęło pięć osób, a 18 zostało rannych, poinformował w środę wojewoda.",
            [("killed", 5, 5, "pięć osób", "wojewoda"), ("injured", 18, 18, "18", "wojewoda")],
        ),
        ("pl", "Ewakuowano ponad 200 mieszkańców.", [("evacuated", 200, None, "ponad 200 mieszkańców", None)]),
        (
            "uk",
            "Загинули шестеро, ще не знайдено нікого, повідомила поліція.",
            [("killed", 6, 6, "шестеро", "поліція")],
        ),
        (
            "uk",
            "Внаслідок пожежі загинули п’ять людей, повідомили в поліції.",
            [("killed", 5, 5, "п’ять людей", "поліції")],
        ),
        ("uk", "Троє зникли безвісти.", [("missing", 3, 3, "Троє", None)]),
        ("uk", "Евакуйовано понад 200 мешканців.", [("evacuated", 200, None, "понад 200 мешканців", None)]),
        (
            "nl",
            "Bij de brand zijn zeker vier mensen omgekomen en raakten 23 mensen gewond, meldde de politie.",
            [
                ("killed", 4, None, "zeker vier mensen", "de politie"),
                ("injured", 23, 23, "23 mensen", "de politie"),
            ],
        ),
        ("nl", "Het dodental steeg tot 31.", [("killed", 31, 31, "31", None)]),
        ("nl", "Er vielen tientallen gewonden.", [("injured", 20, None, "tientallen gewonden", None)]),
        (
            "tr",
            "Kazada en az 12 kişi hayatını kaybetti, 34 kişi yaralandı.",
            [("killed", 12, None, "en az 12 kişi", None), ("injured", 34, 34, "34 kişi", None)],
        ),
    ],
)
def test_a_plain_count_is_read(code: str, text: str, expected: list[object]) -> None:
    assert read(code, text) == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "En 1999, le séisme avait fait 1 200 morts."),
        ("fr", "Il y a dix ans, une crue a fait 50 morts."),
        ("fr", "Le bilan pourrait atteindre 50 morts."),
        ("fr", "Deux autres personnes ont été tuées."),
        ("fr", "Le village pleure, parmi les 12 morts, trois enfants."),
        ("fr", "Deux pompiers ont été tués dans l’incendie."),
        ("fr", "Quelque 500 personnes ont marché en silence pour ceux qui ont été tués."),
        ("fr", "Il y a 12 blessés légers."),
        ("fr", "Trois blessés restent hospitalisés."),
        ("fr", "La crue a-t-elle fait 12 morts ?"),
        ("fr", "Entre 12 et 15 morts sont à déplorer."),
        ("de", "20 Menschen blieben unverletzt."),
        ("de", "Zwölf Menschen wurden schwer verletzt."),
        ("de", "600 Menschen gedachten der fünf Opfer."),
        ("de", "40 Menschen, darunter 5 Verletzte, wurden versorgt."),
        ("de", "Zwei weitere Menschen starben."),
        ("de", "Vor zwanzig Jahren starben hier 12 Menschen."),
        ("es", "Podría haber 100 muertos bajo los escombros."),
        ("es", "Entre los 12 muertos hay dos niños."),
        ("es", "Unas 200 personas rezaron donde murieron sus vecinos."),
        ("es", "Hace diez años un alud dejó 40 muertos."),
        ("ru", "Двое пострадавших остаются в реанимации."),
        ("ru", "Ещё 3 человека погибли позже."),
        ("ru", "Десять лет назад здесь погибли 40 человек."),
        ("ru", "В городе простились с пятью погибшими."),
        ("fr", "Le précédent bilan était de 12 morts."),
        ("fr", "Mardi, trois morts avaient déjà été recensés."),
        ("fr", "Cent douze personnes ont été blessées."),
        ("fr", "Deux personnes sont mortes de froid l’hiver dernier."),
        ("fr", "La crue a fait 30 morts dans la seule ville de Lorme."),
        ("de", "Zunächst war von zwei Toten die Rede."),
        ("de", "Allein in Rudow gab es fünf Tote."),
        ("es", "Es el peor accidente desde que 43 personas murieron en Nans."),
        ("es", "El balance anterior era de 12 muertos."),
        ("ru", "Ранее сообщалось о 12 погибших."),
        ("ru", "Погибли более двухсот пяти человек."),
        ("ar", "لقي مئة وخمسة أشخاص مصرعهم."),
        ("ar", "نزوح 3 آلاف شخص."),
        ("ar", "أفرجت الشرطة عن 150 معتقلا."),
        ("ar", "نفت الوزارة مقتل 12 شخصا."),
        ("ar", "وأصيب 34 آخرون."),
        ("ar", "قتل خمسة أشخاص آخرون."),
        ("ar", "إصابة 30 شخصا بالتسمم."),
        ("ar", "في عام ١٩٩٩ قتل 12 شخصا."),
        ("ar", "قبل عشرة أعوام قتل هنا 12 شخصا."),
        ("ar", "من بين القتلى خمسة أشخاص من القرية."),
        ("ar", "هل قتل 12 شخصا؟"),
        ("ar", "أصيب 3 أشخاص بجروح خطيرة."),
        ("ar", "شارك الآلاف في جنازة 12 قتيلا."),
        ("ar", "مقتل وإصابة 12 شخصا."),
        ("ar", "سقط 12 قتيلا من الشرطة."),
        ("ar", "قتل 1٫5 شخص."),
        ("ru", "Погибли двое детей."),
        ("uk", "Десять років тому загинули 40 людей."),
        ("nl", "Tien jaar geleden kwamen 40 mensen om."),
        ("nl", "Onder de 12 doden zijn twee kinderen."),
        ("ar", "ولا يزال 16 جريحا في المستشفيات."),
        ("ru", "Двое пострадавших отказались от госпитализации."),
        ("it", "Nel 1999 una piena fece 12 morti."),
        ("it", "Altre due persone sono morte."),
        ("it", "Potrebbero esserci 100 morti."),
        ("pt", "Há dez anos morreram 40 pessoas."),
        ("pt", "Entre os 12 mortos há duas crianças."),
        ("pl", "Dziesięć lat temu zginęło 40 osób."),
        ("pl", "W tym 12 rannych to dzieci."),
        ("tr", "On yıl önce 40 kişi öldü."),
    ],
)
def test_what_may_be_a_part_a_fear_or_history_is_left_out(code: str, text: str) -> None:
    assert read(code, text) == []


def test_a_count_with_a_day_long_past_is_history() -> None:
    text = "Le 3 janvier, une crue a fait 12 morts."
    old = DateMention(
        source=build_document(text).source.id,
        span=Span(start=3, end=12),
        first=dt.date(2023, 1, 3),
        last=dt.date(2023, 1, 3),
        precision="day",
        basis="resolved",
    )

    assert quantities_of("fr", text, old) == ()
    assert [one.as_of for one in quantities_of("fr", text)] == [PUBLISHED]


def test_nobody_is_the_claimant_where_two_are_named() -> None:
    text = "Selon la police, 12 personnes ont été tuées, a indiqué le maire."

    assert [one.attributed_to for one in quantities_of("fr", text)] == [None]


def test_the_count_of_a_very_long_line_is_not_read() -> None:
    assert quantities_of("es", f"Murieron 12 personas. {'a ' * 900}") == ()


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("fr", "Le pont reste fermé, a indiqué le maire.", "le maire"),
        ("de", "Die Brücke bleibt gesperrt, wie die Polizei mitteilte.", "die Polizei"),
        ("es", "El puente sigue cerrado, informó la policía.", "la policía"),
        ("ru", "Мост закрыт, сообщила полиция.", "полиция"),
        ("ru", "Мост закрыт, сообщил в четверг губернатор Лев Орлов.", "губернатор Лев Орлов"),
        ("es", "El puente sigue cerrado, informó este miércoles la policía.", "la policía"),
        ("fr", "Le pont reste fermé, a indiqué mardi soir la préfecture.", "la préfecture"),
        ("fr", "Selon le dernier bilan de la préfecture, le pont est fermé.", "la préfecture"),
        ("de", "Die Brücke bleibt zu, sagte Landrätin Petra Holl am Freitag.", "Landrätin Petra Holl"),
        ("de", "Die Brücke bleibt zu, sagte er am Freitag.", None),
        ("es", "La Junta Vecinal denunció que el puente sigue cerrado.", "La Junta Vecinal"),
        ("fr", "Le syndicat affirme que le pont reste fermé.", "Le syndicat"),
        ("it", "Il prefetto ha detto che il ponte è chiuso.", "Il prefetto"),
        ("it", "Il ponte è chiuso, dicono i soccorritori.", "i soccorritori"),
        ("pt", "A prefeitura informou que a ponte segue fechada.", "A prefeitura"),
        ("ru", "Мэр города Олег Тихонов сообщил, что мост закрыт.", "Мэр города Олег Тихонов"),
        ("ru", "Он сообщил, что мост закрыт.", None),
        ("pl", "Wojewoda przekazał, że most jest zamknięty.", "Wojewoda"),
        ("tr", "Valilik, köprünün kapandığını açıkladı.", "Valilik"),
        ("fr", "Le pont reste fermé.", None),
        ("ar", "قال المحافظ إن الجسر مغلق.", "المحافظ"),
        ("ar", "الجسر مغلق.", None),
    ],
)
def test_who_says_so_is_found_where_one_is_plainly_named(language: str, text: str, who: str | None) -> None:
    assert claimant_of(text, language) == who
