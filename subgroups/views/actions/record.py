"""The page of one action, its history and its evidence files."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnership.kit.history import history_of
from partnership.kit.thread import thread_of
from partnership.kit.views import RecordView
from partnership.permissions import AgencyRight, BodyRight
from partnership.presenters.chases import ledger_path
from subgroups.models import Action, DateChange, Evidence, ImpactCheck, OwnershipQuery
from subgroups.obligations import ACTIONS
from subgroups.presenters import action_life as life
from subgroups.presenters import actions as words
from subgroups.selectors import actions as selectors
from subgroups.services import actions as services
from subgroups.workflow import actions as workflow


class ActionDetail(RecordView):
    """One action: what was agreed, its dates, its chases, what was said, and its thread."""

    model = Action
    slug_field = slug_url_kwarg = "reference"
    template_name = "subgroups/action_detail.html"

    def get_object(self, queryset: Any = None) -> Action:
        person: Any = self.request.user
        action = selectors.action_record(person, self.kwargs["reference"])
        if action is None:
            raise Http404
        return action

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action, person = self.object, self.request.user
        clock = selectors.Clock.of(self.on)
        changes = list(action.date_changes.all())
        granted = [change for change in changes if change.status == DateChange.Status.GRANTED]
        asked = next((change for change in changes if change.status == DateChange.Status.ASKED), None)
        queries = list(action.ownership_queries.all())
        query = next((one for one in queries if one.status == OwnershipQuery.Status.ASKED), None)
        checks = [check for check in action.impact_checks.all() if check.cancelled_on is None]
        check = next((one for one in checks if one.checked_at is None), None)
        chases = list(selectors.chases_of(action))
        rungs = words.ladder_rungs(chases, action, clock)
        is_owed = action.status == Action.Status.OPEN and asked is None and query is None
        has_ledger = is_owed or any(chase.kind == ACTIONS.key for chase in chases)
        lede_time, lede_state, lede_rest = words.lede_of(action, clock)
        loose = [file for file in action.evidence.all() if file.update_id is None]
        by_update: dict[int, list[Evidence]] = {}
        for file in action.evidence.all():
            if file.update_id:
                by_update.setdefault(file.update_id, []).append(file)
        return super().get_context_data(
            on=self.on,
            crumbs=[("Actions", reverse("subgroups:action-list"))],
            lede_time=lede_time,
            lede_state=lede_state,
            lede_rest=lede_rest,
            facts=words.agreed_facts(action),
            dates_words=words.dates_words(action, self.on),
            dates_chart=words.dates_chart(action, granted, self.on),
            date_rows=words.date_rows(action, changes, self.on),
            asked=asked,
            query=query,
            check=check,
            supports=life.support_rows(action, person, self.on),
            supports_words=life.supports_words(action),
            query_entries=life.query_entries(queries, self.on),
            check_entries=life.check_entries(checks, self.on),
            rungs=rungs,
            chases_words=words.chases_words(rungs),
            ledger_url=ledger_path(ACTIONS.key, action.pk) if has_ledger else "",
            updates=[(update, by_update.get(update.pk, [])) for update in action.updates.all()],
            loose=loose,
            knots=thread_of(action, person=person, on=self.on),
            may=self.rights(action, person, asked, query, check),
            faded=bool(checks) and checks[-1].outcome == ImpactCheck.Outcome.FADED,
            **kwargs,
        )

    def rights(
        self,
        action: Action,
        person: Any,
        asked: DateChange | None,
        query: OwnershipQuery | None,
        check: ImpactCheck | None,
    ) -> dict[str, bool]:
        """Which buttons stand on the page: each from the same table as the service's own check."""
        leads = action.is_live and action.allows(person, AgencyRight.LEAD)
        records, updates = action.allows(person, BodyRight.RECORD), action.allows(person, AgencyRight.UPDATE_WORK)
        is_open = action.status == Action.Status.OPEN
        may_grant = records and (action.due_on >= self.on or action.allows(person, BodyRight.CHAIR))
        return {
            "update": action.is_live and services.may_update(action, person),
            "claim": is_open and updates,
            "ask": is_open and asked is None and services.may_ask(action, person),
            "answer": asked is not None and may_grant and asked.asked_by_id != person.pk,
            "close": action.status == Action.Status.CLAIMED and workflow.CLOSE.open_to(action, person, self.on),
            "return": workflow.RETURN.open_to(action, person, self.on),
            "accept": workflow.OPEN.open_to(action, person, self.on),
            "withdraw": workflow.WITHDRAW.open_to(action, person, self.on),
            "reopen": workflow.REOPEN.open_to(action, person, self.on),
            "change": action.is_live and records,
            "delegate": leads,
            "hand_over": action.is_live and not leads and services.may_hand_over(action, person),
            "not_ours": is_open and query is None and updates and not person.rights.manages,
            "whose": query is not None and records and query.asked_by_id != person.pk,
            "ours_after_all": query is not None and services.may_take_back(query, action, person),
            "keep_date": asked is not None and services.may_take_back(asked, action, person),
            "impact": check is not None and updates,
        }


class ActionHistory(RecordView):
    """Every saved version of an action, latest first, with who, when and why, and what changed."""

    model = Action
    slug_field = slug_url_kwarg = "reference"
    template_name = "subgroups/action_history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            on=self.on,
            crumbs=[
                ("Actions", reverse("subgroups:action-list")),
                (self.object.reference, self.object.get_absolute_url()),
            ],
            lines=history_of(self.object),
            moves=self.object.moves.select_related("by"),
            **kwargs,
        )


def evidence_file(request: HttpRequest, reference: str, pk: int) -> FileResponse:
    """Serve one evidence file to those who may see its action: as a download, with a policy that runs nothing."""
    action = get_object_or_404(Action.objects.visible_to(request.user), reference=reference)
    evidence = get_object_or_404(action.evidence, pk=pk)
    response = FileResponse(
        evidence.file.open("rb"), as_attachment=True, filename=evidence.name, content_type=evidence.content_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
