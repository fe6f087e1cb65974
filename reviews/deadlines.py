"""The clocks of reviews: which rule is which, and what follows what. Counting is in `partnership.deadlines`."""

from partnership.models import Rule

NOTIFY = "serious-incident-notice"
TELL_PARTNERS = "tell-partners"
LOOKED_AFTER = "looked-after-child-death-notice"
CARE_LEAVER = "care-leaver-death-notice"
RAPID_REVIEW = "rapid-review-due"
PANEL_REPLY = "panel-reply-expected"
PUBLISH = "practice-review-published"
COPIES = "practice-review-copies"
FINISH = "adult-review-finished"

# Said when the rule itself has not been loaded, so that the row still names what is owed.
TITLES = {
    NOTIFY: "The council notifies a serious incident to the national panel",
    TELL_PARTNERS: "The council tells the other safeguarding partners",
    LOOKED_AFTER: "The death of a looked-after child is notified",
    CARE_LEAVER: "The death of a care leaver is notified",
    RAPID_REVIEW: "A rapid review is finished and sent to the national panel",
    PANEL_REPLY: "The national panel is expected to answer",
    PUBLISH: "The review is published",
    COPIES: "Copies go out before publication",
    FINISH: "The review is finished",
}
COUNTED_BACKWARDS = {COPIES}
# When one is done, the clock of the next begins on that day.
FOLLOWED_BY = {NOTIFY: RAPID_REVIEW, RAPID_REVIEW: PANEL_REPLY}


def length_of(rule: Rule) -> str:
    """ "5 working days", "6 months", "1 day": the time given, in words."""
    unit = rule.get_unit_display()
    if rule.value == "1" and unit.endswith("s"):
        unit = unit[:-1]
    return f"{rule.value} {unit}".strip()
