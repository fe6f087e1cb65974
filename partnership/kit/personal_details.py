"""Finds what would name a person in a free text: NHS numbers, dates of birth, postcodes, telephone numbers, e-mail
addresses. Pure. Names cannot be found by a rule; the page asks people to leave them out.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError


class Kind(StrEnum):
    """What was found, as it is said to the person who typed it."""

    NHS_NUMBER = "NHS number"
    DATE_OF_BIRTH = "date of birth"
    POSTCODE = "postcode"
    TELEPHONE = "telephone number"
    EMAIL = "e-mail address"


@dataclass(frozen=True)
class Detail:
    """One detail of a person: its kind, and the words as they stand in the text."""

    kind: Kind
    words: str

    @property
    def sentence(self) -> str:
        """What to do about it."""
        return f"Take out the {self.kind} “{self.words}”. No person’s details are kept here: the case code is enough."


SPACE = r"[ \u00a0]"
_NHS = re.compile(r"(?<![\w£@+])(?<!\d[.,/-])(\d{3})([ \u00a0.-]?)(\d{3})\2(\d{4})(?![\w@])(?![.,/-]\d)")
_EMAIL = re.compile(r"[\w.+'’-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(
    rf"(?<![\w£])(?<!\d[-/.])(?:\(0\d{{2,5}}\)|0\d{{2,5}}|(?:\+|00)44{SPACE}?-?(?:\(0\))?{SPACE}?\d{{2,5}})"
    r"(?:[ \u00a0.-]?\d{2,8}){1,3}(?![\w£])(?![-/.]\d)"
)
# The postcode areas of the United Kingdom and the islands.
_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY "
    "G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR "
    "NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA "
    "WC WD WF WN WR WS WV YO ZE"
)
_POSTCODE = re.compile(
    rf"(?<![\w£-])({'|'.join(sorted(_AREAS.split(), key=len, reverse=True))})(\d[A-Z\d]?)({SPACE}?)"
    rf"(\d)([ABD-HJLNP-UW-Z]{{2}})(?![\w-])",
    re.IGNORECASE,
)
# "S1 2nd draft", "L2 5wd": an ordinal or a count of working days after a number of something.
_NO_POSTCODE = {"st", "nd", "rd", "th", "wd"}

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    r"(?:(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)|"
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}\b(?:,?\s+\d{{4}}(?!\d))?|"
    rf"\b{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}}(?!\d))?|\b{_MONTHS}\s+\d{{4}}(?!\d))"
)
_BIRTH = r"(?:\bborn\b|\bbirth\s*da(?:y|te)\b|\bdates?\s+of\s+birth\b|\bd\.?\s?o\.?\s?b\b\.?)"
# What may stand between the word and the date: not the end of a sentence, not too much.
_GAP = r"(?:(?!\.\s)[^;!?\n]){0,40}?"
_AGE = r"\b(?:aged?|years?\s+old|yrs?\s+old|y/o)\b[\s:]*(?:\d{1,3}\b)?(?:\s*(?:years?|yrs?|months?)(?:\s+old)?)?"
_DATES_OF_BIRTH = [
    re.compile(rf"{_BIRTH}{_GAP}(?P<date>{_DATE})", re.IGNORECASE),
    re.compile(rf"(?P<date>{_DATE}){_GAP}(?:\bbirth\s*da(?:y|te)\b|\bdates?\s+of\s+birth\b|\bd\.?\s?o\.?\s?b\b)", re.I),
    # "aged 14 (3.4.2012)", not "aged 14, seen on 3 April 2026": nothing but signs may stand between.
    re.compile(rf"{_AGE}[\s,:()–-]*(?P<date>{_DATE})", re.IGNORECASE),
]


def is_nhs_number(digits: str) -> bool:
    """Ten digits whose last is the check digit (modulus 11) of the others."""
    if len(digits) != 10 or not digits.isdecimal() or len(set(digits)) == 1:
        return False
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return rest != 10 and int(digits[9]) == rest % 11


def _is_telephone(words: str) -> bool:
    """Nine or ten digits after the leading nought or 44, the first one that begins a British number."""
    digits = re.sub(r"\D", "", words.replace("(0)", ""))
    for prefix in ("0044", "44", "0"):
        if digits.startswith(prefix) and (prefix != "44" or words.lstrip().startswith("+")):
            digits = digits.removeprefix(prefix)
            break
    return 9 <= len(digits) <= 10 and digits[0] in "1235789"


def _is_postcode(found: re.Match[str]) -> bool:
    area, district, gap, _, unit = found.groups()
    if unit in _NO_POSTCODE:
        return False
    # In small letters without a gap ("a1b") it is as likely a number of ours: ask for a gap or capitals.
    return bool(gap) or (area + unit).isupper() or (area + unit).islower() and len(area + district) >= 3


def details_in(text: str) -> list[Detail]:
    """Every detail of a person that the text shows, in the order of the kinds above, each once."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKC", text) if unicodedata.category(mark) != "Cf")
    found = [Detail(Kind.NHS_NUMBER, hit[0]) for hit in _NHS.finditer(plain) if is_nhs_number(hit[1] + hit[3] + hit[4])]
    for pattern in _DATES_OF_BIRTH:
        found += [Detail(Kind.DATE_OF_BIRTH, hit["date"]) for hit in pattern.finditer(plain)]
    found += [Detail(Kind.POSTCODE, hit[0]) for hit in _POSTCODE.finditer(plain) if _is_postcode(hit)]
    found += [Detail(Kind.TELEPHONE, hit[0]) for hit in _TELEPHONE.finditer(plain) if _is_telephone(hit[0])]
    found += [Detail(Kind.EMAIL, hit[0].rstrip(".")) for hit in _EMAIL.finditer(plain)]
    return list(dict.fromkeys(found))


def no_personal_details(text: str) -> None:
    """Validator of a free text. Raises ValidationError with one sentence for each detail found."""
    if found := details_in(text):
        raise ValidationError([ValidationError(detail.sentence, code="personal_details") for detail in found])


def check_for_personal_details(**texts: str) -> None:
    """Check several texts by the names of their fields. Raises ValidationError with the sentences at each field."""
    wrong = {name: [detail.sentence for detail in details_in(text)] for name, text in texts.items() if text}
    wrong = {name: sentences for name, sentences in wrong.items() if sentences}
    if wrong:
        raise ValidationError(wrong)
