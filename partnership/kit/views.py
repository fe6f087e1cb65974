"""Views that other views are made of: find within scope, bind the form, call one service, say so, go on."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import DetailView, FormView, TemplateView
from django.views.generic.detail import SingleObjectMixin

from partnership.kit.dates import now, today
from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.kit.querysets import Merged, capped_count
from partnership.kit.tables import Column, csv_response, xlsx_response

MOST_COUNTED = 10_000


class Clocked:
    """Asks the clock once for a request and hands it down."""

    @cached_property
    def now(self) -> dt.datetime:
        return now()

    @cached_property
    def on(self) -> dt.date:
        return today()


class RightRequired(Clocked):
    """A page for holders of a right over the whole partnership. Others get 404 while `is_secret`, else 403."""

    portal_right: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person: Any = request.user
        if self.portal_right is not None and not person.rights.has(self.portal_right):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class GuardedObjectMixin(Clocked, SingleObjectMixin):
    """One record within the person's scope: 404 if they may not know it exists, 403 if they may see but not act."""

    model: type[Model]
    permission: Any = None

    def get_queryset(self) -> QuerySet[Any]:
        return self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]

    def get_object(self, queryset: Any = None) -> Any:
        record = super().get_object(queryset)
        if self.permission is not None and not record.allows(self.request.user, self.permission):
            raise PermissionDenied
        return record


class RecordView(GuardedObjectMixin, DetailView):
    """A page of one record."""

    context_object_name = "record"


class ServiceFormView(Clocked, FormView):
    """A form whose good answer is one call of a service. The service's ValidationError becomes form errors."""

    success_message = ""
    template_name = "layout_form.html"
    title = ""
    lede = ""
    submit_label = "Save"
    cancel_url: str | None = None
    crumbs: list[tuple[str, str]] = []

    def perform(self, form: Any) -> Any:
        """Call the service with what the form cleaned, and return what it returned."""
        raise NotImplementedError("A service form says which service it calls.")

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            result = self.perform(form)
        except NotYours as refusal:
            raise PermissionDenied(" ".join(refusal.messages)) from refusal
        except ValidationError as error:
            self.take_errors(form, error)
            response = self.form_invalid(form)
            response.status_code = 409 if isinstance(error, Stale | WrongState) else 422
            return response
        if self.success_message:
            messages.success(self.request, self.success_message.format(result=result))
        return redirect(self.success_path(result))

    def take_errors(self, form: Any, error: ValidationError) -> None:
        """Put a service's errors at the fields they name, the rest on top; of a stale save show both texts."""
        form.take_errors(error)

    def success_path(self, result: Any) -> str:
        """Where to go on: the record's own page."""
        return self.success_url or result.get_absolute_url()

    def get_crumbs(self) -> list[tuple[str, str]]:
        """Pairs of words and address above the heading."""
        return self.crumbs

    def get_title(self) -> str:
        return self.title

    def get_lede(self) -> str:
        return self.lede

    def get_cancel_url(self) -> str | None:
        return self.cancel_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.get_title(),
            lede=self.get_lede(),
            submit_label=self.submit_label,
            cancel_url=self.get_cancel_url(),
            crumbs=self.get_crumbs(),
            **kwargs,
        )

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class ObjectFormView(GuardedObjectMixin, ServiceFormView):
    """A service form about one record."""

    object: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_cancel_url(self) -> str | None:
        return self.cancel_url or self.object.get_absolute_url()


class CappedPaginator(Paginator):
    """Pages of a long list whose exact length is not worth its price: counting stops at 10,000."""

    known: int | None = None  # the count, where the page has counted already

    @cached_property
    def count(self) -> int:
        if self.known is not None:
            return min(self.known, MOST_COUNTED)
        if isinstance(self.object_list, QuerySet | Merged):
            return min(capped_count(self.object_list, MOST_COUNTED), MOST_COUNTED)
        return len(self.object_list)

    @property
    def is_capped(self) -> bool:
        return self.count >= MOST_COUNTED


class Filtered(Clocked):
    """A page with a filter form that is kept in the address, and what it shows as CSV and XLSX (`?format=csv`)."""

    request: Any
    filter_form: Any = None
    columns: list[Column] = []
    file_name = "list"
    formats = {"csv": csv_response, "xlsx": xlsx_response}

    def exported(self, filters: dict[str, Any]) -> Iterable[Any]:
        """The rows of the file, by the same selector as the page."""
        raise NotImplementedError("A page with files says which rows they hold.")

    def get_file_name(self) -> str:
        return self.file_name

    @cached_property
    def form(self) -> Any:
        return self.filter_form(self.request.GET or None, person=self.request.user) if self.filter_form else None

    @cached_property
    def filters(self) -> dict[str, Any]:
        """What was asked, leaving out what could not be understood (the form says so)."""
        if self.form is None or not self.form.is_bound:
            return {}
        self.form.is_valid()
        return dict(self.form.cleaned_data)

    @cached_property
    def query(self) -> str:
        """The filters as they stand in the address, without page and format."""
        asked = self.request.GET.copy()
        asked.pop("page", None)
        asked.pop("format", None)
        return str(asked.urlencode())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = request.GET.get("format")
        if wanted in self.formats and self.columns:
            return self.formats[wanted](self.get_file_name(), self.columns, self.exported(self.filters))
        return super().get(request, *args, **kwargs)  # type: ignore[misc]  # mixed into a view


class ListPage(Filtered, TemplateView):
    """A list with a filter form kept in the address, pages, and the same rows as CSV and XLSX."""

    page_size = 50

    def rows(self, filters: dict[str, Any]) -> Any:
        """The rows that the filters leave, in order: a queryset within the person's scope."""
        raise NotImplementedError("A list says which rows it shows.")

    def counted(self) -> int | None:
        """How many rows the filters leave, where the page has counted them for its own ends."""
        return None

    def present(self, page: Page[Any]) -> Any:
        """What the template shows of one page of rows."""
        return list(page)

    def exported(self, filters: dict[str, Any]) -> Iterable[Any]:
        return self.rows(filters).iterator(2000)  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paginator = CappedPaginator(self.rows(self.filters), self.page_size)
        paginator.known = self.counted()
        page = paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=self.form,
            page=page,
            rows=self.present(page),
            count=paginator.count,
            is_capped=paginator.is_capped,
            query=self.query,
            has_files=bool(self.columns),
            is_filtered=any(value for name, value in self.request.GET.items() if name not in {"page", "format"}),
            **kwargs,
        )
