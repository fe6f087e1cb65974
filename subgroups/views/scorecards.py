"""Pages of scorecards and slippage: all agencies for those who oversee; an agency its own figures and nobody else's."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from partnership.kit.addresses import address_of
from partnership.kit.dates import Period, add_months, quarter, quarters_to
from partnership.models import Agency, Body
from partnership.permissions import AgencyRight, BodyRight
from subgroups.forms.scorecards import AgencyScoreFilter, ScorecardFilter, SlippageFilter
from subgroups.models import Action
from subgroups.presenters import scorecards as words
from subgroups.selectors import scorecards as selectors
from subgroups.selectors import slippage
from subgroups.selectors.past import NamesThen, actions_as_at
from subgroups.selectors.quarters import Whose
from subgroups.views.past import PastDay

QUARTERS_SHOWN = 5


class Counting(PastDay):
    """What pages of figures share: whose actions count, today or as at a past day, over which quarters."""

    past_what = "Figures"

    @cached_property
    def bodies(self) -> list[int] | None:
        """The bodies whose actions count; none means all. One who chairs counts what they chair."""
        person: Any = self.request.user
        if chosen := self.filters.get("body"):
            return [chosen.pk]
        return None if person.rights.sees_everything else sorted(person.rights.bodies(BodyRight.CHAIR))

    @cached_property
    def actions(self) -> Any:
        """The actions that count, as they stood when the day ended that is shown."""
        rows = Action.objects.all() if self.bodies is None else Action.objects.filter(body_id__in=self.bodies)
        return actions_as_at(rows, self.as_at) if self.as_at else rows

    @property
    def as_they_stood(self) -> Any:
        """The same for a past day; today's are counted by a query that is made once."""
        return self.actions if self.as_at else None

    @cached_property
    def quarters(self) -> list[Period]:
        """Five quarters that end with the one asked for, or with the last that is over."""
        last = self.filters.get("quarter") or quarter(add_months(quarter(self.shown_on).first, -1))
        return quarters_to(last, QUARTERS_SHOWN)

    def named(self, rows: Any) -> list[Any]:
        """Agencies or bodies under the names of the day that is shown."""
        found = list(rows)
        if self.as_at and found:
            names = NamesThen.of(self.as_at)
            then: dict[int, Any] = {**names.agencies} if isinstance(found[0], Agency) else {**names.bodies}
            for one in found:
                one.name = then[one.pk].name if one.pk in then else one.name
                one.short_name = then[one.pk].short_name if one.pk in then else one.short_name
            found.sort(key=lambda one: one.name)
        return found


class ScorecardPage(Counting, TemplateView):
    """All agencies: for those who oversee everything, and for chairs what their own bodies asked for."""

    template_name = "subgroups/scorecard.html"
    filter_form = ScorecardFilter
    columns = words.score_columns()
    file_name = "scorecard"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person: Any = request.user
        if not (person.rights.sees_everything or person.rights.bodies(BodyRight.CHAIR)):
            own = person.rights.agencies(AgencyRight.SEE_WORK)
            if agency := Agency.objects.filter(pk__in=own).order_by("name").first():
                return redirect("subgroups:agency-scorecard", slug=agency.slug)
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def board(self) -> selectors.Scorecard:
        return selectors.scorecard(self.as_they_stood, self.quarters, until=self.shown_on, bodies=self.bodies)

    @cached_property
    def agencies(self) -> list[Agency]:
        return self.named(selectors.AGENCIES())

    def exported(self, filters: dict[str, Any]) -> Iterable[Any]:
        for agency in self.agencies:
            if agency.pk in self.board.by_agency:
                for period, score in zip(self.quarters, self.board.of(agency.pk), strict=True):
                    yield agency.name, period, score

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        board, period, totals = self.board, self.quarters[-1], self.board.totals()
        person: Any = self.request.user
        latest = {agency: scores[-1] for agency, scores in board.by_agency.items()}
        partners = selectors.partners_with_parts(self.agencies, self.shown_on)
        return super().get_context_data(
            title="Scorecard",
            kicker=words.quarter_words(period),
            lede=words.lede(totals[-1], period),
            form=self.form,
            query=f"{self.query}&" if self.query else "",
            partners_heads=words.beside_heads([words.with_parts(partner, parts) for partner, parts in partners]),
            partners_rows=words.beside_rows([board.together(own)[-1] for own in partners]) if partners else [],
            trend_chart=words.trend_chart(totals, self.quarters),
            trend_heads=words.trend_heads(self.quarters),
            trend_rows=words.beside_rows(totals),
            agency_heads=words.AGENCY_HEADS,
            agency_rows=words.agency_rows(self.agencies, latest, self.agency_url),
            meanings=words.MEANINGS,
            of_chair=not person.rights.sees_everything,
            **kwargs,
        )

    def agency_url(self, agency: Agency) -> str:
        """An agency's own card, for those who may open it."""
        person: Any = self.request.user
        may = agency.allows(person, AgencyRight.SEE_WORK)
        return address_of("subgroups:agency-scorecard", agency.slug) if may else ""


class AgencyScorecard(Counting, TemplateView):
    """One agency's own figures over five quarters. Nothing of any other, and no rank among them."""

    template_name = "subgroups/agency_scorecard.html"
    filter_form = AgencyScoreFilter
    columns = words.score_columns()

    @cached_property
    def agency(self) -> Agency:
        agency: Agency = get_object_or_404(Agency, slug=self.kwargs["slug"])
        if not agency.allows(self.request.user, AgencyRight.SEE_WORK):
            raise Http404
        return agency

    @cached_property
    def bodies(self) -> list[int] | None:  # type: ignore[override]  # an agency's card counts what all bodies asked
        return None

    @cached_property
    def scores(self) -> list[selectors.Score]:
        agency = self.agency
        board = selectors.scorecard(self.as_they_stood, self.quarters, until=self.shown_on, agency_id=agency.pk)
        return board.of(agency.pk)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.file_name = f"scorecard-{self.agency.slug}"
        return super().get(request, *args, **kwargs)

    def exported(self, filters: dict[str, Any]) -> Iterable[Any]:
        [agency] = self.named(Agency.objects.filter(pk=self.agency.pk))
        for period, score in zip(self.quarters, self.scores, strict=True):
            yield agency.name, period, score

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        period = self.quarters[-1]
        moves = slippage.moves_by_quarter(self.quarters, self.shown_on, Whose.of(agency=self.agency.pk))
        return super().get_context_data(
            title=f"Scorecard of {self.agency.short_name}",
            heading=f"Scorecard of {self.agency.name}",
            kicker=words.quarter_words(period),
            lede=words.lede(self.scores[-1], period),
            form=self.form,
            query=f"{self.query}&" if self.query else "",
            trend_chart=words.trend_chart(self.scores, self.quarters),
            trend_heads=words.trend_heads(self.quarters),
            trend_rows=words.beside_rows(self.scores),
            moves_heads=words.MOVES_HEADS,
            moves_rows=words.moves_rows(moves, self.quarters),
            meanings=words.MEANINGS,
            plan_url=address_of("subgroups:agency-plan", self.agency.slug),
            **kwargs,
        )


class SlippagePage(Counting, TemplateView):
    """How due dates slip, by body and by agency, and quarter by quarter."""

    template_name = "subgroups/slippage.html"
    filter_form = SlippageFilter
    columns = words.SLIPPAGE_COLUMNS
    file_name = "slippage"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person: Any = request.user
        if not (person.rights.sees_everything or person.rights.bodies(BodyRight.CHAIR)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def quarters(self) -> list[Period]:
        """Five quarters that end with the one that is shown, so far as it has gone."""
        return quarters_to(quarter(self.shown_on), QUARTERS_SHOWN)

    def counted(self, name: str, rows: Any, kind: str) -> list[tuple[str, str, slippage.Slipped]]:
        found = slippage.slipped_by(self.actions, name)
        return [
            (one.name, address_of(f"subgroups:{kind}-plan", one.slug), found[one.pk])
            for one in self.named(rows.order_by("name"))
            if one.pk in found
        ]

    @cached_property
    def by_body(self) -> list[tuple[str, str, slippage.Slipped]]:
        return self.counted("body_id", Body.objects.all(), "body")

    @cached_property
    def by_agency(self) -> list[tuple[str, str, slippage.Slipped]]:
        return self.counted("lead_agency_id", Agency.objects.all(), "agency")

    def exported(self, filters: dict[str, Any]) -> Iterable[Any]:
        for kind, named in (("Body", self.by_body), ("Agency", self.by_agency)):
            yield from ((kind, name, slipped) for name, _, slipped in named)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        total = sum((row for *_, row in self.by_body), slippage.Slipped())
        moves = slippage.moves_by_quarter(self.quarters, self.shown_on, Whose.of(self.bodies))
        return super().get_context_data(
            title="Slippage",
            lede=words.slippage_lede(total),
            form=self.form,
            query=f"{self.query}&" if self.query else "",
            body_chart=words.slipped_chart(self.by_body, "Open actions of each body by how often their date has moved"),
            body_heads=words.slipped_heads("Body"),
            body_rows=words.slipped_rows(self.by_body),
            agency_heads=words.slipped_heads("Agency"),
            agency_rows=words.slipped_rows(self.by_agency),
            moves_chart=words.moves_chart(moves, self.quarters),
            moves_heads=words.MOVES_HEADS,
            moves_rows=words.moves_rows(moves, self.quarters),
            **kwargs,
        )
