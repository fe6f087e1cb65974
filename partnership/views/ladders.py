"""Pages of the ladder: how the portal chases, the form that changes it, and what would go out tomorrow."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from partnership.chasing import Ladders, Rung
from partnership.chasing.planning import plan_run
from partnership.forms.away import ConfirmForm
from partnership.forms.ladders import EMPTY, MOST_ROWS, LadderForm, row_of
from partnership.kit.errors import NotYours, Stale
from partnership.kit.views import Clocked
from partnership.models import Body
from partnership.presenters import ladders as words
from partnership.selectors import ladders as selectors
from partnership.services import ladders as services
from partnership.views.managing import ManagedFormView

ONE_DAY = dt.timedelta(days=1)


class LadderPage(Clocked, TemplateView):
    """A page about the ladder of a body, or without one of the partnership."""

    body: Body | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if slug := kwargs.get("slug"):
            self.body = get_object_or_404(Body, slug=slug)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def standing(self) -> services.Standing:
        return services.standing_ladder(self.body)

    @property
    def own_url(self) -> str:
        if self.body:
            return reverse("partnership:body-ladder", args=[self.body.slug])
        return reverse("partnership:chase-ladder")

    def crumbs(self) -> list[tuple[str, str]]:
        if self.body is None:
            return []
        return [("Bodies", reverse("partnership:body-list")), (self.body.name, self.body.get_absolute_url())]


class LadderDetail(LadderPage):
    """How the portal chases: the steps, in words, for everybody who is chased."""

    template_name = "partnership/chase_ladder.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        manages, standing = person.rights.manages, self.standing
        return super().get_context_data(
            body=self.body,
            title=f"How {self.body.short_name} chases" if self.body else "How the portal chases",
            lede=words.ladder_lede(self.body, is_own=standing.is_own),
            crumbs=self.crumbs(),
            steps=words.ladder_rows(standing.rungs),
            may_change=manages,
            may_give_up=manages and self.body is not None and standing.is_own,
            change_words="Change the ladder" if standing.is_own or self.body is None else "Give it a ladder of its own",
            own=words.own_ladders(selectors.bodies_with_own_ladder()) if self.body is None else [],
            changes=words.history_entries(selectors.changes_of_ladder(self.body), self.on) if manages else [],
            **kwargs,
        )


class LadderChange(LadderPage):
    """The ladder as a form. It is looked at before it is saved: what would go out tomorrow stands below."""

    template_name = "partnership/chase_ladder_change.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person: Any = request.user
        if not person.rights.manages:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = LadderForm(
            rows=[row_of(rung) for rung in self.standing.rungs], initial={"version": self.standing.version}
        )
        return self.show(form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form, act = LadderForm(request.POST), str(request.POST.get("act", ""))
        if act == "add" or act.startswith("remove-"):
            return self.show(self.with_other_rows(form, act))
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            rungs = services.proposed_ladder(body=self.body, rungs=form.rungs())
            seen = services.version_of(rungs, is_own=True)
            if act != "save" or form.cleaned_data["looked_at"] != seen:
                if act == "save":
                    messages.info(request, "The steps differ from those looked at. Look at the list again, then save.")
                return self.show(self.looked_at(form, seen), rungs=rungs)
            changed = services.change_ladder(
                body=self.body, rungs=form.rungs(), seen=form.cleaned_data["version"], by=request.user, now=self.now
            )  # type: ignore[misc]  # signed in
        except NotYours as refusal:
            raise PermissionDenied from refusal
        except ValidationError as error:
            return self.refused(form, error)
        words_ = "The ladder is saved. What is owed is looked at again with it." if changed else "Nothing was changed."
        messages.success(request, words_)
        return redirect(self.own_url)

    def with_other_rows(self, form: LadderForm, act: str) -> LadderForm:
        """The same words with one row more or one fewer; nothing is judged yet."""
        rows = form.typed()
        if act == "add":
            rows = [*rows, dict(EMPTY)][:MOST_ROWS]
        elif (place := act.removeprefix("remove-")).isdecimal() and int(place[:3]) < len(rows):
            del rows[int(place[:3])]
        return LadderForm(rows=rows, initial={"version": form.data.get("version", "")})

    def looked_at(self, form: LadderForm, seen: str) -> LadderForm:
        """The same form, knowing which steps were looked at."""
        data = form.data.copy()  # type: ignore[union-attr]  # what was posted
        data["looked_at"] = seen
        again = LadderForm(data)
        again.is_valid()
        return again

    def refused(self, form: LadderForm, error: ValidationError) -> HttpResponse:
        """Each fault at its step; of a ladder that somebody else changed meanwhile, theirs beside."""
        if isinstance(error, services.LadderFaults):
            for fault in error.faults:
                form.add_error(f"{fault.field}_{fault.place}", fault.words)
            return self.show(form, status=422)
        for sentence in error.messages:
            form.add_error(None, sentence)
        if not isinstance(error, Stale):
            return self.show(form, status=422)
        self.__dict__.pop("standing", None)  # as it stands now
        data = form.data.copy()  # type: ignore[union-attr]  # what was posted
        data["version"], data["looked_at"] = self.standing.version, ""
        form.data = data
        return self.show(form, status=409, theirs=words.ladder_rows(self.standing.rungs))

    def preview(self, rungs: list[Rung]) -> words.Preview:
        """What would go out tomorrow, as the ladder stands and with these steps."""
        ladders = Ladders()
        body_id = self.body.pk if self.body else None
        before, after = plan_run(
            ladders=[ladders, ladders.with_ladder(body_id, rungs)], on=self.on + ONE_DAY, now=self.now, body_id=body_id
        )
        return words.preview_of(before, after, selectors.names_of_people(), selectors.names_of_bodies(), self.on)

    def show(
        self, form: LadderForm, *, status: int = 200, rungs: list[Rung] | None = None, **more: Any
    ) -> HttpResponse:
        name = self.body.name if self.body else "the partnership"
        context = self.get_context_data(
            title=f"The ladder of {name}",
            lede="Look at what would go out tomorrow, then save. Nobody is told of a step twice, whatever you change.",
            crumbs=[*self.crumbs(), ("Ladder", self.own_url)],
            form=form,
            rows=form.rows(),
            may_add=form.size < MOST_ROWS,
            preview=self.preview(rungs) if rungs is not None else None,
            proposed=words.ladder_rows(rungs) if rungs is not None else [],
            people_heads=words.PEOPLE_HEADS,
            body_heads=[words.Head("Body", "what"), *words.PEOPLE_HEADS[1:]],
            line_heads=words.LINE_HEADS,
            cancel_url=self.own_url,
            **more,
        )
        return self.render_to_response(context, status=status)


class LadderGiveUp(ManagedFormView):
    """Use the partnership's ladder for a body that has its own."""

    model = Body
    form_class = ConfirmForm
    title = "Use the partnership’s ladder"
    lede = "Its own steps are taken away; their history stays. Nobody who was told is told again for the same due date."
    submit_label = "Use the partnership’s ladder"
    success_message = "It climbs the partnership’s ladder now"

    def own_url(self) -> str:
        return reverse("partnership:body-ladder", args=[self.object.slug])

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("Bodies", reverse("partnership:body-list")), (self.object.name, self.object.get_absolute_url())]

    def perform(self, form: Any) -> Any:
        return services.use_common_ladder(body=self.object, by=self.request.user, now=self.now)  # type: ignore[arg-type]
