"""Loading files through a page: send, read what would happen, confirm."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.forms.imports import ConfirmImportForm, ImportForm
from partnership.imports import Source, apply_import, check, keeping, showing
from partnership.imports.sources import COLUMNS, DOCUMENTS
from partnership.kit.views import RightRequired, ServiceFormView
from partnership.kit.wording import list_words
from partnership.permissions import PortalRight


class ImportNew(RightRequired, ServiceFormView):
    """Send a file. Nothing is loaded by it: a preview comes first."""

    portal_right = PortalRight.MANAGE
    form_class = ImportForm
    template_name = "partnership/import_new.html"
    title = "Load from files"
    lede = "Agencies, bodies, seats, people and the plan from files. First you see what would happen."
    submit_label = "Show what would happen"

    def perform(self, form: Any) -> str:
        upload = form.cleaned_data["file"]
        sender: Any = self.request.user
        try:
            return keeping.keep(name=upload.name, content=upload.read(), by=sender, now=self.now)
        finally:
            upload.close()

    def success_path(self, result: str) -> str:
        return reverse("partnership:import-preview", args=[result])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = [(name, ", ".join(columns)) for name, columns in COLUMNS.items()]
        return super().get_context_data(documents=list_words(DOCUMENTS), files=files, **kwargs)


class ImportPreview(RightRequired, ServiceFormView):
    """What the files would add and change, or why they are refused; confirmed here."""

    portal_right = PortalRight.MANAGE
    form_class = ConfirmImportForm
    template_name = "partnership/import_preview.html"
    title = "What would happen"

    @property
    def person(self) -> Any:
        return self.request.user

    @cached_property
    def source(self) -> Source:
        source = keeping.kept_source(kept=self.kwargs["kept"], by=self.person, now=self.now)
        if source is None:
            raise Http404("This preview has run out, or is somebody else's.")
        return source

    def perform(self, form: Any) -> str:
        preview = apply_import(
            source=self.source, by=self.person, now=self.now, on=self.on, token=form.cleaned_data["token"]
        )
        keeping.forget(kept=self.kwargs["kept"], by=self.person)
        return showing.done(preview)

    success_message = "{result}"

    def success_path(self, result: Any) -> str:
        return reverse("partnership:structure")

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("Load from files", reverse("partnership:import-new"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        preview = check(self.source)
        context = super().get_context_data(
            preview=preview,
            refused_heads=showing.REFUSED,
            refused=showing.refused_rows(preview),
            changed_heads=showing.CHANGED,
            changed=showing.changed_rows(preview),
            added=showing.added_groups(preview),
            unchanged=showing.unchanged_words(preview) if preview.unchanged else "",
            left_aside=showing.left_aside_words(preview) if preview.left_aside else "",
            again_url=reverse("partnership:import-new"),
            **kwargs,
        )
        return {**context, "lede": showing.summary(preview)}
