"""Acts on actions: recording, updating, moving a date, handing over, claiming, returning, closing, reopening."""

from subgroups.services.actions.closing import (
    claim_complete,
    close_action,
    open_parts,
    reopen_action,
    return_action,
    withdraw_action,
)
from subgroups.services.actions.dates import answer_new_date, ask_new_date, may_ask, take_back_date
from subgroups.services.actions.impact import check_impact
from subgroups.services.actions.ownership import (
    answer_ownership,
    delegate_action,
    hand_over,
    may_hand_over,
    may_query,
    query_ownership,
    take_back_query,
)
from subgroups.services.actions.recording import change_action, check_holder, open_action, record_action
from subgroups.services.actions.support import finish_part, may_report_part, reopen_part
from subgroups.services.actions.telling import tell
from subgroups.services.actions.updates import add_update, keep_evidence, may_update, updating_agency
from subgroups.services.actions.waiting import may_take_back

__all__ = [
    "add_update",
    "answer_new_date",
    "answer_ownership",
    "ask_new_date",
    "change_action",
    "check_holder",
    "check_impact",
    "claim_complete",
    "close_action",
    "delegate_action",
    "finish_part",
    "hand_over",
    "keep_evidence",
    "may_ask",
    "may_hand_over",
    "may_query",
    "may_report_part",
    "may_take_back",
    "may_update",
    "open_action",
    "open_parts",
    "query_ownership",
    "record_action",
    "reopen_action",
    "reopen_part",
    "return_action",
    "take_back_date",
    "take_back_query",
    "tell",
    "updating_agency",
    "withdraw_action",
]
