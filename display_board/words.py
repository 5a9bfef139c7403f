"""What the voice says. Letters and digits of the number singly, the counter as a number word."""

from __future__ import annotations

from num2words import num2words

from queue_core.foundation.messages import Catalogue


def call_sentence(catalogue: Catalogue, number: str, counter: int) -> str:
    """The sentence that calls a ticket to a counter. Its comma makes the pause."""
    spelled = " ".join(_sign(catalogue, sign) for sign in number)
    return catalogue.say("call.sentence", number=spelled, counter=_number(catalogue, counter))


def _sign(catalogue: Catalogue, sign: str) -> str:
    # espeak-ng's Indonesian voice reads a single capital as the letter's own name: B is "be", C is "ce"
    return _number(catalogue, int(sign)) if sign.isdecimal() else catalogue.say("call.letter", letter=sign)


def _number(catalogue: Catalogue, number: int) -> str:
    """The number in words, or in digits, which the voice reads in its own language."""
    try:
        return str(num2words(number, lang=catalogue.language))
    except NotImplementedError:
        return str(number)
