"""Russian names without a patronymic: which of the words is the family name."""

import re
from functools import lru_cache

MEN = frozenset(
    re.findall(
        "[а-я]+",
        """
    александр алексей анатолий андрей антон аркадий арсений артем артур богдан борис вадим валентин
    валерий василий вениамин виктор виталий владимир владислав всеволод вячеслав геннадий георгий
    герман глеб григорий давид даниил данила демьян денис дмитрий евгений егор емельян захар иван
    игорь илья иннокентий иосиф кирилл константин кузьма лев леонид лука лукьян макар максим марат
    марк мартин матвей михаил никита николай олег павел петр платон прохор ринат роберт родион
    роман ростислав руслан рустам савва савелий семен сергей станислав степан тарас тимофей тимур
    федор филипп фома эдуард юрий яков ян ярослав
        """,
    )
)
WOMEN = frozenset(
    re.findall(
        "[а-я]+",
        """
    агата алевтина александра алена алина алиса алла альбина анастасия ангелина анжела анна
    антонина арина валентина валерия варвара василина василиса вера вероника виктория виолетта
    галина дарина дарья диана дина ева евгения екатерина елена елизавета жанна зинаида зоя инга
    инна ирина карина каролина катерина кира клавдия кристина ксения лариса лидия лилия лина любовь
    людмила маргарита марина мария марта надежда наталия наталья нелли нина оксана олеся ольга
    полина раиса регина римма светлана снежана софия софья таисия тамара татьяна ульяна фаина
    эвелина элина эльвира эмма юлия яна
        """,
    )
)
SURNAME = re.compile(
    r"[а-я-]{2,}(?:[ое]ва?|[иы]на?|[сц]кий|[сц]кая|[сц]кой|енко|чук|щук|юк|дзе|швили|ян|янц)"
)


def is_first(folded: str) -> bool:
    """Is it a first name that many have? Of double ones, Анна-Мария, the first part tells."""
    part = folded.partition("-")[0]
    return part in MEN or part in WOMEN


@lru_cache(4096)
def looks_like_surname(folded: str) -> bool:
    return not is_first(folded) and SURNAME.fullmatch(folded) is not None


def surname_is_first(one: str, other: str) -> bool:
    """Of two folded words: Петров Иван, Ким Анна. In doubt the first name stands first."""
    if is_first(one) or looks_like_surname(other):
        return False
    return is_first(other) or looks_like_surname(one)


def has_patronymic(first: str, patronymic: str) -> bool:
    """May the second of two folded words, which looks like a patronymic, be one beside the first?

    Анна Маркович and Горан Петрович have family names.
    """
    return first in (WOMEN if patronymic.endswith("на") else MEN)
