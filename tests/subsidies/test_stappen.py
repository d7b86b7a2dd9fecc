"""What is missing, as its readers see it."""

from subsidies.regels.volledigheid import Gemis
from subsidies.stappen import samengevat


def teksten(aantal: int) -> list[Gemis]:
    return [Gemis(f"Schrijf over: vraag {nummer}", "de tafel", "antwoord", nummer) for nummer in range(aantal)]


def test_up_to_three_texts_are_named_one_by_one():
    assert samengevat(teksten(3)) == teksten(3)


def test_more_than_three_texts_become_one_line_that_counts_them():
    ander = Gemis("Vul de begroting in", "Anker", "begroting", 1)

    assert samengevat([ander, *teksten(4)]) == [
        ander,
        Gemis("Schrijf nog 4 gezamenlijke teksten", "de tafel", "teksten"),
    ]


def test_many_optional_gaps_stay_optional():
    gaten = [Gemis(f"Niemand werkt aan: doel {n}", "de tafel", "dekking", blokkeert=False) for n in range(5)]

    assert samengevat(gaten) == [
        Gemis("Nog 5 doelen en opgaven zonder voorziening", "de tafel", "dekking", blokkeert=False)
    ]


def test_a_statutory_task_nobody_carries_is_named_among_many_gaps():
    taak = Gemis("Wie voert de wettelijke taak uit: X?", "de tafel", "wettelijke_taak", blokkeert=False)
    gaten = [Gemis(f"Niemand werkt aan: doel {n}", "de tafel", "dekking", blokkeert=False) for n in range(5)]

    assert taak in samengevat([taak, *gaten])
