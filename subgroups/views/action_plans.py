"""Pages of action plans: choose one; then its actions in the order of the plan, or by where they came from."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from partnership.kit.views import Clocked
from partnership.models import Agency, Body, Objective, Priority
from subgroups.models import Action
from subgroups.presenters import action_lists as list_words
from subgroups.presenters import action_plans as words
from subgroups.selectors import action_plans as selectors
from subgroups.selectors.action_lists import Counts, Wanted
from subgroups.selectors.actions import Clock
from subgroups.views.actions.lists import ActionsPage


class ActionPlanChoice(Clocked, TemplateView):
    """Choose a plan: by body, agency, priority and objective, origin or person."""

    template_name = "subgroups/action_plan_choice.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        by = self.request.GET.get("by", "")
        by = by if by in dict(words.TABS) else "body"
        choices = selectors.plans_to_choose(person, by, Wanted(person, {}, Clock.of(self.on)))
        return super().get_context_data(
            title="Action plans",
            lede=words.choices_lede(choices, by),
            tabs=[(name, label, name == by) for name, label in words.TABS],
            by=dict(words.TABS)[by].lower(),
            heads=words.CHOICE_HEADS,
            rows=words.choice_rows(choices),
            **kwargs,
        )


class ActionPlan(ActionsPage):
    """One plan. Whoever opens it sees the actions that they may see, and no others are counted."""

    template_name = "subgroups/action_plan.html"
    page_size = 100
    kind = ""
    kicker = ""

    @cached_property
    def subject(self) -> Any:
        """Whose plan it is. Raises Http404 for what the person may not know of."""
        raise NotImplementedError("A plan says whose it is.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.kwargs = kwargs

    @property
    def heading(self) -> str:
        return str(self.subject.name)

    @property
    def subject_url(self) -> str:
        return str(self.subject.get_absolute_url())

    @property
    def log_heading(self) -> str:
        return self.heading

    @property
    def log_about(self) -> str:  # type: ignore[override]  # whose plan it is
        return self.kicker

    @property
    def grouped_by(self) -> str:  # type: ignore[override]  # as on the page
        return self.by

    @cached_property
    def by(self) -> str:
        """The field by which its actions stand in groups."""
        return selectors.grouping_of(self.kind)

    def narrowed(self) -> dict[str, Any]:
        return {self.fixed: self.subject.pk}

    def rows(self, filters: dict[str, Any]) -> Any:
        return self.wanted.rows(*selectors.order_of(self.by))

    def present(self, page: Any) -> Any:
        return selectors.grouped(self.shown(page), self.by, self.counts, self.wanted.person)

    @cached_property
    def counts(self) -> dict[int | None, Counts]:
        """What each group holds."""
        return selectors.counts_of_groups(self.wanted, self.by)

    def counted(self) -> int:
        return sum(self.counts.values(), Counts()).count

    def get_file_name(self) -> str:
        self.file_name = "-".join(["action-plan", self.kind, *map(str, self.kwargs.values())])
        return super().get_file_name()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            title=f"Action plan: {self.heading}",
            heading=self.heading,
            kicker=self.kicker,
            heads=list_words.plan_heads(),
            crumbs=[("Action plans", f"{reverse('subgroups:action-plans')}?by={words_of_tab(self.kind)}")],
            subject_url=self.subject_url,
            **kwargs,
        )
        context["lede"] = list_words.plan_lede(sum(self.counts.values(), Counts()))
        context["sections"] = words.sections(context["rows"], self.clock)
        return context


def words_of_tab(kind: str) -> str:
    return "priority" if kind == "objective" else kind


class BodyPlan(ActionPlan):
    kind, fixed, kicker = "body", "body", "Action plan of a body"

    @cached_property
    def subject(self) -> Any:
        return get_object_or_404(Body, slug=self.kwargs["slug"])


class AgencyPlan(ActionPlan):
    kind, fixed, kicker = "agency", "lead_agency", "Action plan of an agency"

    @cached_property
    def subject(self) -> Any:
        return get_object_or_404(Agency.objects.visible_to(self.request.user), slug=self.kwargs["slug"])


class PriorityPlan(ActionPlan):
    kind, fixed = "priority", "priority"

    @cached_property
    def subject(self) -> Any:
        return get_object_or_404(Priority.objects.select_related("plan"), pk=self.kwargs["pk"])

    @property
    def heading(self) -> str:
        return str(self.subject)

    @property
    def subject_url(self) -> str:
        return str(self.subject.plan.get_absolute_url())

    @property
    def kicker(self) -> str:  # type: ignore[override]  # the plan that the priority stands in
        return f"Action plan of a priority · {self.subject.plan.title}"


class ObjectivePlan(ActionPlan):
    kind, fixed = "objective", "objective"

    @cached_property
    def subject(self) -> Any:
        return get_object_or_404(Objective.objects.select_related("theme__priority"), pk=self.kwargs["pk"])

    @property
    def heading(self) -> str:
        return str(self.subject)

    @property
    def kicker(self) -> str:  # type: ignore[override]  # the priority that the objective stands in
        return f"Action plan of an objective · {self.subject.theme.priority}"


class OriginPlan(ActionPlan):
    """Actions that came from one kind of record, each under the record it came from."""

    kind, fixed, kicker = "origin", "origin", "Actions by where they came from"

    @cached_property
    def subject(self) -> Any:
        if self.kwargs["origin"] not in Action.Origin.values:
            raise Http404
        return Action.Origin(self.kwargs["origin"])

    @property
    def heading(self) -> str:
        return f"From: {self.subject.label.lower()}"

    @property
    def subject_url(self) -> str:
        return ""

    @cached_property
    def by(self) -> str:
        return selectors.grouping_of(self.kind, self.subject.value)

    def narrowed(self) -> dict[str, Any]:
        return {"origin": self.subject.value}


class PersonPlan(ActionPlan):
    kind, fixed, kicker = "person", "holder", "Actions that a person holds"

    @cached_property
    def subject(self) -> Any:
        person: Any = self.request.user
        rows = selectors.person_with_plan(person).select_related("agency")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def subject_url(self) -> str:
        return ""
