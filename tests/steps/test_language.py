import pytest

from briefing.steps.language import guess_language, languages_of, main_language, settle_language
from tests.conftest import build_document


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ""),
        ("en", "12 : 5 !"),
        ("en", "The river burst its banks and the town was flooded on Tuesday"),
        ("de", "Der Fluss ist über die Ufer getreten und die Stadt wurde überflutet"),
        ("ru", "Два поезда столкнулись на станции, движение остановлено, причины выясняются"),
        ("bg", "Два влака се сблъскаха на гарата, движението е спряно, причините се изясняват"),
        ("fr", "Le fleuve est sorti de son lit et la ville a été inondée par les eaux"),
        ("es", "El río se desbordó y la ciudad fue inundada por las aguas"),
        ("it", "Il fiume è uscito dagli argini e la città è stata allagata"),
        ("pt", "O rio transbordou e a cidade foi inundada pelas águas, não há mortos"),
        ("nl", "De rivier is buiten haar oevers getreden en de stad werd overstroomd door het water"),
        ("sv", "Floden svämmade över och staden är under vatten, men det är inte över för de som har flytt"),
        ("pl", "Rzeka wylała i miasto zostało zalane, ale nie ma ofiar, które są w szpitalu"),
        ("tr", "Nehir taştı ve bir köprü yıkıldı, bu nedenle yol için karar daha sonra"),
        ("tr", "Köprü 1992'de yıkıldı ve kapatıldı, açılışı ağustosta"),
        ("az", "Çay daşdı və körpü yıxıldı, ölən yoxdur"),
        ("en", "Mayor Yıldız said that the river had burst its banks and the town was flooded on Tuesday"),
        ("ru", "Река вышла из берегов, и город был затоплен, но это не первый раз за год"),
        ("uk", "Ріка вийшла з берегів, і місто було затоплене"),
        ("bg", "Реката излезе от бреговете си и градът е наводнен, като това не е за първи път"),
        ("kk", "Өзен арнасынан асып, қала су астында қалды"),
        ("sr", "Река се излила и град је под водом, људи су отишли"),
        ("ar", "فاض النهر وغرقت المدينة"),
        ("fa", "رودخانه طغیان کرد و پل را شکست، گفت"),
        ("ur", "دریا میں سیلاب آیا ہے"),
        ("he", "הנהר עלה על גדותיו"),
        ("el", "Ο ποταμός ξεχείλισε"),
        ("zh", "河水在周二泛滥"),
        ("ja", "川が火曜日に氾濫した"),
        ("ko", "강이 화요일에 범람했다"),
        ("hi", "नदी में बाढ़ आ गई"),
        ("ka", "მდინარე ადიდდა"),
        ("hy", "Գետը վարարեց"),
        ("th", "แม่น้ำเอ่อล้น"),
    ],
)
def test_a_language_is_known_by_its_script_and_its_small_words(language: str, text: str) -> None:
    assert guess_language(text) == language


def test_a_quotation_in_kazakh_leaves_a_russian_article_russian() -> None:
    russian = "Вода в реке поднялась за ночь на два метра, и мост закрыли для грузовиков, сообщили в акимате. " * 4

    assert guess_language(f"{russian} «Рахмет, бәріңізге», сказал он.") == "ru"
    assert guess_language("Өзендегі су бір түнде екі метрге көтеріліп, көпір жүк көліктеріне жабылды. " * 2) == "kk"


def test_a_quotation_in_another_script_does_not_change_the_language() -> None:
    assert guess_language("The mayor said “спасибо” and the town was quiet on Tuesday") == "en"


def test_most_of_the_text_tells_the_language() -> None:
    documents = [build_document("Kurz.", language="de"), build_document("A much longer text.", "b.txt", language="en")]

    assert main_language(documents) == "en"


def test_the_brief_speaks_the_first_language_allowed_where_the_main_one_of_the_pile_is_not() -> None:
    documents = [build_document("The dam above the town burst in the night.", language="en")]

    assert languages_of(documents, ()) == ("en",)
    assert languages_of(documents, ("fr", "en")) == ("en", "fr")
    assert languages_of(documents, ("fr", "de")) == ("fr", "de")


GERMAN = (
    "Die Fähre ist mit dem Wind auf den Strand gelaufen und die Leute von der Insel haben das Schiff nicht gesehen. "
)


@pytest.mark.parametrize(
    ("stated", "text", "language"),
    [
        pytest.param("en", 3 * GERMAN, "de", id="a page that says what every page of its maker says"),
        pytest.param("en", GERMAN[:60], "en", id="too little to tell"),
        pytest.param(
            "en", "Река вышла из берегов, и город был затоплен, но это не первый раз за год. " * 12, "ru", id="a script"
        ),
        pytest.param("lb", 3 * GERMAN, "lb", id="a language of which nothing is known"),
        pytest.param(
            "en", GERMAN + "The ferry ran onto the beach and the people of the island saw it. " * 3, "en", id="two"
        ),
        pytest.param(None, GERMAN, "de", id="nothing stated"),
    ],
)
def test_a_stated_language_yields_to_a_text_that_is_clearly_in_another(stated, text, language) -> None:
    assert settle_language(stated, text) == language
