"""What a report is made of: which parts come from the records, and the sections that somebody must write."""

from dataclasses import dataclass

# Parts that the records give. A duty answered by one of these needs nothing written.
FROM_RECORDS = {
    "membership": "seats",
    "attendance": "attendance",
    "decisions": "decisions",
    "actions": "actions",
}
PLAN = "plan"  # answered by the sections on the priorities
WRITTEN = "narrative:"


@dataclass(frozen=True)
class Asked:
    """A section to be written: its title, what belongs in it, and whose words they are."""

    title: str
    about: str
    owner: str = "Business unit"


SECTIONS: dict[str, Asked] = {
    "foreword": Asked(
        "Foreword",
        "What kind of year it was: what went wrong, then what is better, then what is asked of the reader. One page.",
        "Independent chair",
    ),
    "objective": Asked(
        "What the board did for adults at risk",
        "What was done in the year to help and protect adults in the area, with the evidence for each claim.",
    ),
    "effectiveness": Asked(
        "How well the arrangements worked",
        "How effective the arrangements were in practice: where they worked, where they did not, and how we know.",
    ),
    "impact": Asked(
        "What changed for children, adults and families",
        "Evidence of a difference made, from early help to leaving care. Attendance at training is not impact; what "
        "people did with it is.",
    ),
    "little-progress": Asked(
        "Where there was little or no progress",
        "Each priority or weakness that did not move: the cause, what is being done, by whom and by when.",
    ),
    "feedback": Asked(
        "What children, adults and families told us",
        "How they were asked, what they said, and a decision that changed because of it.",
    ),
    "scrutiny": Asked(
        "Independent scrutiny",
        "What the scrutineer, reviews and audits found taken together, and what was done about it.",
        "Independent scrutineer",
    ),
    "reviews": Asked(
        "Reviews and their findings",
        "Reviews concluded in the year or going on at its end, their findings, what was learned. No person’s details.",
    ),
    "findings": Asked(
        "What was done about findings", "Each finding of a review, what was done in the year, and what changed."
    ),
    "findings-not-implemented": Asked(
        "Findings not acted on",
        "Each finding that was not acted on, with the reason. If there was none, say so.",
    ),
    "statements": Asked(
        "What each agency did",
        "Each member in its own words: what it did, what it changed, what it owes. Name those that did not answer.",
        "Each agency",
    ),
    "challenge": Asked("Who was challenged", "Challenges made by members, the answers to them and what came of each."),
    "money": Asked(
        "Money",
        "What each partner paid, what it was spent on, and what it bought. Shares beside their base.",
    ),
    "reforms": Asked("National reforms", "What was put in place, what is still to come, and what is in the way."),
    "data": Asked(
        "Use of data", "How data was shared and used to learn, and where sharing it made a difference to somebody."
    ),
    "arrangements": Asked(
        "Changes to the published arrangements",
        "What changed or will change, and by when; and where this report is kept.",
    ),
    "restraint": Asked(
        "Use of restraint in secure settings",
        "A review of the use of restraint if there is a secure establishment in the area. If there is none, say so.",
    ),
}


def key_of(answered_by: str) -> str:
    """The section that a duty asks for, or nothing where records or the plan answer it."""
    answered_by = answered_by.strip()
    if answered_by in FROM_RECORDS or answered_by == PLAN:
        return ""
    return answered_by.removeprefix(WRITTEN)
