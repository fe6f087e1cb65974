"""Pages of strategic plans and objectives."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView

from partnership.forms.plans import ObjectiveForm, PlanForm, PlanVersionForm, PriorityForm, ProgressForm, ThemeForm
from partnership.kit.page_parts import AddedTo
from partnership.kit.tables import Column
from partnership.kit.views import Clocked, ListPage, ServiceFormView
from partnership.models import Objective, PlanVersion, Priority, Progress, StrategicPlan, Theme
from partnership.presenters import plans as words
from partnership.selectors.plans import objectives_with_plan, plans, said_of, versions_of, whole_plan
from partnership.services import plans as services
from partnership.views.managing import ManagedFormView, WithDay


def list_crumb() -> tuple[str, str]:
    """The first step of every trail here."""
    return ("Plans", reverse("partnership:plan-list"))


class PlanList(ListPage):
    template_name = "partnership/plan_list.html"
    file_name = "plans"
    extra_context = {"noun": "plan,plans", "heads": words.LIST_HEADS}
    columns = [
        Column("Title", lambda row: row.title),
        Column("Whose", lambda row: row.body.name),
        Column("From", lambda row: row.starts_on),
        Column("To", lambda row: row.ends_on),
        Column("Objectives", lambda row: row.objective_count),
        Column("Done", lambda row: row.done_count),
        Column("Late", lambda row: row.late_count),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        return plans(self.on)

    def present(self, page: Any) -> Any:
        return words.list_rows(page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        return super().get_context_data(may_manage=person.rights.manages, **kwargs)


class PlanDetail(AddedTo, Clocked, DetailView):
    """A plan, open to everybody who signs in: it is what the partnership promised."""

    model = StrategicPlan
    template_name = "partnership/plan_detail.html"
    context_object_name = "record"
    page_name = "plan"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("body")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, person = self.object, self.request.user
        found = whole_plan(plan)
        return super().get_context_data(
            may_manage=person.rights.manages,  # type: ignore[union-attr]  # nobody comes here without signing in
            crumbs=[list_crumb()],
            lede=words.plan_lede(found, self.on),
            priorities=words.priorities(found, self.on),
            heads=words.OBJECTIVE_HEADS,
            facts=words.plan_facts(plan),
            versions=words.version_entries(versions_of(plan)),
            on=self.on,
            **kwargs,
        )


class PlanAdd(WithDay, ManagedFormView):
    form_class = PlanForm
    title = "Begin a plan"
    submit_label = "Begin the plan"
    success_message = "{result} begun"

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [list_crumb()]

    def get_cancel_url(self) -> str:
        return reverse("partnership:plan-list")

    def perform(self, form: Any) -> StrategicPlan:
        return services.add_plan(by=self.request.user, now=self.now, **form.cleaned_data)


class PlanAct(ManagedFormView):
    """A form about a plan or a part of one."""

    model = StrategicPlan

    def plan(self) -> StrategicPlan:
        plan: StrategicPlan = self.object
        return plan

    def own_url(self) -> str:
        return self.plan().get_absolute_url()

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [list_crumb(), (self.plan().title, self.plan().get_absolute_url())]


class PlanChange(PlanAct):
    related = ("body",)
    form_class = PlanForm
    title = "Change the plan’s record"
    success_message = "{result} changed"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "on": self.on, "also": self.object.body}

    def get_initial(self) -> dict[str, Any]:
        plan = self.object
        initial = {name: getattr(plan, name) for name in ("title", "body", "starts_on", "ends_on", "approved_on")}
        return initial | {"values": "\n".join(plan.values), "aims": "\n".join(plan.aims)}

    def perform(self, form: Any) -> StrategicPlan:
        return services.change_plan(plan=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class PlanVersionAdd(PlanAct):
    form_class = PlanVersionForm
    title = "Record a new version"
    submit_label = "Record the version"
    success_message = "{result} recorded"

    def get_initial(self) -> dict[str, Any]:
        return {"dated": self.on}

    def perform(self, form: Any) -> PlanVersion:
        return services.add_plan_version(plan=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class PriorityAdd(PlanAct):
    form_class = PriorityForm
    title = "Add a priority"
    submit_label = "Add the priority"
    success_message = "{result} added"

    def perform(self, form: Any) -> Priority:
        return services.add_priority(plan=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class PriorityAct(PlanAct):
    model = Priority
    related = ("plan",)

    def plan(self) -> StrategicPlan:
        plan: StrategicPlan = self.object.plan
        return plan


class PriorityChange(PriorityAct):
    form_class = PriorityForm
    title = "Change the priority"
    success_message = "{result} changed"

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.object.title, "summary": self.object.summary}

    def perform(self, form: Any) -> Priority:
        return services.change_priority(priority=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class ThemeAdd(PriorityAct):
    form_class = ThemeForm
    title = "Add a theme"
    submit_label = "Add the theme"
    success_message = "{result} added"

    def get_lede(self) -> str:
        return f"{self.object}."

    def perform(self, form: Any) -> Theme:
        return services.add_theme(priority=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class ThemeAct(PlanAct):
    model = Theme
    related = ("priority__plan",)

    def plan(self) -> StrategicPlan:
        plan: StrategicPlan = self.object.priority.plan
        return plan


class ThemeChange(ThemeAct):
    form_class = ThemeForm
    title = "Change the theme"
    success_message = "{result} changed"

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("title", "from_on", "to_on")}

    def perform(self, form: Any) -> Theme:
        return services.change_theme(theme=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class ObjectiveAdd(WithDay, ThemeAct):
    form_class = ObjectiveForm
    title = "Add an objective"
    submit_label = "Add the objective"
    success_message = "Objective {result.number} added"

    def get_lede(self) -> str:
        return f"{self.object.priority}. {self.object.title}."

    def get_initial(self) -> dict[str, Any]:
        plan = self.plan()
        return {"starts_on": plan.starts_on, "due_on": plan.ends_on}

    def perform(self, form: Any) -> Objective:
        fields = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return services.add_objective(theme=self.object, by=self.request.user, now=self.now, **fields)


class ObjectiveDetail(AddedTo, Clocked, DetailView):
    """An objective, open to everybody who signs in."""

    model = Objective
    template_name = "partnership/objective_detail.html"
    context_object_name = "record"
    page_name = "objective"

    def get_queryset(self) -> QuerySet[Any]:
        return objectives_with_plan()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        objective, person = self.object, self.request.user
        theme = objective.theme
        plan = theme.priority.plan
        said = list(said_of(objective))
        return super().get_context_data(
            may_manage=person.rights.manages,  # type: ignore[union-attr]  # nobody comes here without signing in
            may_record=services.may_record_progress(objective, person),
            crumbs=[list_crumb(), (plan.title, plan.get_absolute_url())],
            kicker=f"Objective {objective.number} · {theme.priority} · {theme.title}",
            lede=words.objective_lede(objective, self.on),
            facts=words.objective_facts(objective),
            said=words.said_entries(said, self.on),
            on=self.on,
            **kwargs,
        )


class ObjectiveChange(PlanAct):
    model = Objective
    related = ("theme__priority__plan", "owner")
    form_class = ObjectiveForm
    title = "Change the objective"
    success_message = "Objective {result.number} changed"

    def plan(self) -> StrategicPlan:
        plan: StrategicPlan = self.object.theme.priority.plan
        return plan

    def own_url(self) -> str:
        url: str = self.object.get_absolute_url()
        return url

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "on": self.on, "also": self.object.owner}

    def get_initial(self) -> dict[str, Any]:
        names = ("number", "what", "measure", "owner", "starts_on", "due_on", "version")
        return {name: getattr(self.object, name) for name in names}

    def perform(self, form: Any) -> Objective:
        fields = dict(form.cleaned_data)
        seen = fields.pop("version")
        return services.change_objective(objective=self.object, by=self.request.user, seen=seen, now=self.now, **fields)


class ObjectiveProgress(ServiceFormView):
    """For the business unit and those who record in the body that owns the objective."""

    form_class = ProgressForm
    title = "Record progress"
    submit_label = "Record progress"
    success_message = "Progress recorded"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.objective = get_object_or_404(objectives_with_plan(), pk=kwargs["pk"])
        if not services.may_record_progress(self.objective, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_crumbs(self) -> list[tuple[str, str]]:
        plan = self.objective.theme.priority.plan
        label = f"Objective {self.objective.number}"
        return [list_crumb(), (plan.title, plan.get_absolute_url()), (label, self.objective.get_absolute_url())]

    def get_lede(self) -> str:
        return self.objective.what

    def get_initial(self) -> dict[str, Any]:
        return {"progress": self.objective.progress}

    def get_cancel_url(self) -> str:
        return self.objective.get_absolute_url()

    def success_path(self, result: Any) -> str:
        return self.objective.get_absolute_url()

    def perform(self, form: Any) -> Progress:
        return services.record_progress(
            objective=self.objective, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data
        )
