"""What pages of the business unit are made of: a form about one record, open to whoever manages the partnership."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from partnership.kit.views import ServiceFormView
from partnership.permissions import PortalRight


class ManagedFormView(ServiceFormView):
    """A service form for the business unit: 403 for others. With `model`, about one record: 404 where it is not."""

    model: type[Model] | None = None
    related: tuple[str, ...] = ()
    object: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may(request.user):
            raise PermissionDenied
        if self.model is not None:
            rows = self.model._default_manager.select_related(*self.related)
            self.object = get_object_or_404(rows, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    def may(self, person: Any) -> bool:
        """Who may do this: whoever manages the partnership."""
        return bool(person.rights.has(PortalRight.MANAGE))

    def own_url(self) -> str:
        """Where the record is shown."""
        url: str = self.object.get_absolute_url()
        return url

    def get_cancel_url(self) -> str | None:
        return self.cancel_url or (self.own_url() if self.object is not None else None)

    def success_path(self, result: Any) -> str:
        return self.own_url() if self.object is not None else super().success_path(result)


class WithDay:
    """Hands the form the day, for what it offers."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "on": self.on}  # type: ignore[misc,attr-defined]  # mixed into a view


class ManagedAct(ManagedFormView):
    """An act of one button on a managed record: POST only."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.form_valid(None)
