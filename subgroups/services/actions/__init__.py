"""Acts on actions: recording, updating, moving a date, handing over, claiming, returning, closing, reopening."""

from subgroups.services.actions.closing import (
    claim_complete,
    close_action,
    reopen_action,
    return_action,
    withdraw_action,
)
from subgroups.services.actions.dates import answer_new_date, ask_new_date, may_ask
from subgroups.services.actions.ownership import hand_over, may_hand_over
from subgroups.services.actions.recording import change_action, check_holder, open_action, record_action
from subgroups.services.actions.telling import tell
from subgroups.services.actions.updates import add_update, keep_evidence, may_update, updating_agency

__all__ = [
    "add_update",
    "answer_new_date",
    "ask_new_date",
    "change_action",
    "check_holder",
    "claim_complete",
    "close_action",
    "hand_over",
    "keep_evidence",
    "may_ask",
    "may_hand_over",
    "may_update",
    "open_action",
    "record_action",
    "reopen_action",
    "return_action",
    "tell",
    "updating_agency",
    "withdraw_action",
]
