"""Pages of bodies, their standing items and documents."""

from typing import Any

from django.urls import reverse

from partnership.forms.bodies import (
    BodyAddForm,
    BodyCloseForm,
    BodyFilter,
    BodyForm,
    DocumentChangeForm,
    DocumentForm,
    QuorumForm,
    ReportingLinesForm,
    StandingItemForm,
)
from partnership.kit.page_parts import AddedTo
from partnership.kit.parts import Entry
from partnership.kit.tables import Column
from partnership.kit.views import GuardedObjectMixin, ListPage, RecordView
from partnership.kit.wording import list_words
from partnership.models import Body, Document, StandingItem
from partnership.permissions import PortalRight
from partnership.presenters import bodies as words
from partnership.selectors.bodies import around, as_tree, find_bodies, lines_of, reports_to
from partnership.selectors.seats import leaders_in, seats_of_body
from partnership.services import bodies as services
from partnership.services.documents import may_review
from partnership.views.managing import ManagedAct, ManagedFormView, WithDay


class BodyList(ListPage):
    template_name = "partnership/body_list.html"
    filter_form = BodyFilter
    file_name = "bodies"
    page_size = 500
    columns = [
        Column("Name", lambda row: row.name),
        Column("Code", lambda row: row.code),
        Column("Kind", lambda row: row.get_kind_display()),
        Column("Remit", lambda row: row.get_remit_display()),
        Column("Reports to", lambda row: list_words(line.parent.name for line in row.lines_now)),
        Column("Chair", lambda row: row.chair_name or ""),
        Column("Seats", lambda row: row.seat_count),
        Column("Vacant", lambda row: row.vacant_count),
        Column("Meets", lambda row: row.frequency),
        Column("Opened on", lambda row: row.opened_on),
        Column("Closed on", lambda row: row.closed_on),
        Column("Why it closed", lambda row: row.closing_reason),
    ]
    extra_context = {"noun": "body,bodies"}

    def rows(self, filters: dict[str, Any]) -> Any:
        return find_bodies(
            self.on,
            words=filters.get("words") or "",
            remit=filters.get("remit") or "",
            state=filters.get("state") or "",
        )

    def present(self, page: Any) -> Any:
        bodies = list(page)
        still = [body for body in bodies if body.is_open(self.on)]
        self.ours = [body for body in still if body.kind != Body.Kind.EXTERNAL]
        self.outside = [body for body in still if body.kind == Body.Kind.EXTERNAL]
        self.closed = sorted(
            (body for body in bodies if body not in still), key=lambda body: (body.closed_on or self.on, body.name)
        )
        return [words.body_row(branch) for branch in as_tree(self.ours)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        context = super().get_context_data(**kwargs)
        context |= {
            "lede": words.list_lede(self.ours) if not context["is_filtered"] else "",
            "closed": words.closed_entries(self.closed),
            "outside": words.outside_entries(self.outside),
            "may_manage": person.rights.manages,
            "list_words": words.count_words(len(self.outside), len(self.closed)) if not context["is_filtered"] else "",
            "count": len(self.ours) if not context["is_filtered"] else context["count"],
            "show_open": bool(self.ours) or not (self.closed or self.outside),
        }
        return context


class BodyDetail(AddedTo, RecordView):
    model = Body
    template_name = "partnership/body_detail.html"
    page_name = "body"
    context_object_name = "body"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        body, person = self.object, self.request.user
        standing = around(body, self.on)
        table = seats_of_body(body, self.on)
        rules = list(body.quorum.all())
        documents = list(body.documents.all())
        vacant = sum(row.is_vacant and row.seat.is_required for row in table)
        return super().get_context_data(
            may_manage=body.allows(person, PortalRight.MANAGE),
            is_open=body.is_open(self.on),
            crumbs=words.crumbs(body, standing.above),
            kicker=words.kicker(body, standing.above),
            lede=words.sentence(words.vacant_words(vacant)) if table else "",
            vacant=vacant,
            seat_table=table,
            seats=[words.seat_row(row, self.on, person) for row in table],
            seats_words=words.seats_words(table),
            quorum_rules=rules,
            documents=[(document, words.document_words(document, self.on)) for document in documents[:3]],
            how=words.how_it_works(body, leaders_in(table, self.on), rules),
            below=[Entry(child.name, child.get_absolute_url()) for child in standing.below],
            on=self.on,
            **kwargs,
        )


class BodyAdd(WithDay, ManagedFormView):
    form_class = BodyAddForm
    title = "Add a body"
    submit_label = "Add the body"
    success_message = "{result} added"

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("Bodies", reverse("partnership:body-list"))]

    def get_cancel_url(self) -> str:
        return reverse("partnership:body-list")

    def perform(self, form: Any) -> Body:
        fields = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return services.add_body(by=self.request.user, on=self.on, now=self.now, **fields)


class BodyAct(ManagedFormView):
    """A form about one body."""

    model = Body

    def get_crumbs(self) -> list[tuple[str, str]]:
        return words.crumbs_below(self.object)


class BodyChange(BodyAct):
    form_class = BodyForm
    title = "Change the body’s record"
    success_message = "{result} changed"

    def get_initial(self) -> dict[str, Any]:
        body = self.object
        initial = {name: getattr(body, name) for name in services.WRITABLE}
        return initial | {
            "duties": "\n".join(body.duties),
            "aliases": "\n".join(body.aliases),
            "version": body.version,
        }

    def perform(self, form: Any) -> Body:
        fields = dict(form.cleaned_data)
        seen = fields.pop("version")
        return services.change_body(body=self.object, by=self.request.user, seen=seen, now=self.now, **fields)


class BodyClose(BodyAct):
    form_class = BodyCloseForm
    title = "Close the body"
    lede = "Its seats close and its members leave on its last day. Its records stay and can still be read."
    submit_label = "Close the body"
    success_message = "{result} closed"

    def perform(self, form: Any) -> Body:
        return services.close_body(
            body=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data
        )


class BodyLines(BodyAct):
    form_class = ReportingLinesForm
    template_name = "partnership/body_lines.html"
    title = "Say whom it reports to"
    success_message = "Reporting lines saved"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "on": self.on, "body": self.object}

    def get_initial(self) -> dict[str, Any]:
        return {"parents": reports_to(self.object, self.on), "from_on": self.on}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lines=words.line_entries(lines_of(self.object)), **kwargs)

    def perform(self, form: Any) -> Body:
        return services.set_reporting_lines(body=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class BodyQuorum(BodyAct):
    form_class = QuorumForm
    title = "Set the quorum"
    lede = (
        "How many agencies of each kind must be at the table before the body decides. "
        "Leave out the kinds that need not be there."
    )
    success_message = "Quorum saved"

    def get_initial(self) -> dict[str, Any]:
        return {rule.kind: rule.at_least for rule in self.object.quorum.all()}

    def perform(self, form: Any) -> Body:
        return services.set_quorum(body=self.object, kinds=form.kinds(), by=self.request.user, now=self.now)


# ---- standing items ----


class StandingItemAdd(BodyAct):
    form_class = StandingItemForm
    template_name = "partnership/standing_items.html"
    title = "Items on every agenda"
    submit_label = "Add the item"
    success_message = "“{result}” stands on every agenda from now on"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(items=list(self.object.standing_items.all()), **kwargs)

    def success_path(self, result: Any) -> str:
        return reverse("partnership:standing-items", args=[self.object.slug])

    def perform(self, form: Any) -> StandingItem:
        return services.add_standing_item(body=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class StandingItemAct(ManagedFormView):
    model = StandingItem
    related = ("body",)

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [*words.crumbs_below(self.object.body), ("Items on every agenda", self.own_url())]

    def own_url(self) -> str:
        return reverse("partnership:standing-items", args=[self.object.body.slug])


class StandingItemChange(StandingItemAct):
    form_class = StandingItemForm
    title = "Change the item"
    success_message = "Item changed"

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("title", "purpose", "place")}

    def perform(self, form: Any) -> StandingItem:
        fields = dict(form.cleaned_data)
        fields["place"] = fields["place"] or self.object.body.standing_items.count()
        return services.change_standing_item(item=self.object, by=self.request.user, now=self.now, **fields)


class StandingItemRemove(StandingItemAct, ManagedAct):
    success_message = "Item removed from future agendas"

    def perform(self, form: Any) -> Body:
        return services.remove_standing_item(item=self.object, by=self.request.user, now=self.now)


# ---- documents ----


class DocumentList(GuardedObjectMixin, ListPage):
    """The governing documents of a body, for everybody who signs in."""

    model = Body
    template_name = "partnership/document_list.html"
    page_size = 50
    extra_context = {"noun": "document,documents"}
    columns = [
        Column("Kind", lambda row: row.get_kind_display()),
        Column("Title", lambda row: row.title),
        Column("Version", lambda row: row.number),
        Column("Agreed on", lambda row: row.agreed_on),
        Column("Review due on", lambda row: row.review_on),
        Column("Summary", lambda row: row.summary),
    ]
    file_name = "documents"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.object = self.get_object()
        return super().get(request, *args, **kwargs)

    def rows(self, filters: dict[str, Any]) -> Any:
        return self.object.documents.select_related("owner", "body")

    def present(self, page: Any) -> Any:
        may_manage = self.object.allows(self.request.user, PortalRight.MANAGE)
        person: Any = self.request.user
        reviews = {row.pk for row in page if may_review(row, person)}
        return words.document_rows(page, self.on, may_change=may_manage, may_review=reviews)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_manage = self.object.allows(self.request.user, PortalRight.MANAGE)
        return super().get_context_data(
            body=self.object,
            crumbs=words.crumbs_below(self.object),
            may_manage=may_manage,
            heads=words.document_heads(may_change=may_manage),
            **kwargs,
        )


class DocumentAdd(BodyAct):
    form_class = DocumentForm
    title = "Add a version of a document"
    submit_label = "Add the version"
    success_message = "{result} added"

    def success_path(self, result: Any) -> str:
        return reverse("partnership:document-list", args=[self.object.slug])

    def perform(self, form: Any) -> Document:
        return services.add_document(body=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class DocumentChange(ManagedFormView):
    model = Document
    related = ("body",)
    form_class = DocumentChangeForm
    title = "Change the document’s record"
    success_message = "{result} changed"

    def own_url(self) -> str:
        return reverse("partnership:document-list", args=[self.object.body.slug])

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [*words.crumbs_below(self.object.body), ("Documents", self.own_url())]

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("title", "summary", "agreed_on", "review_on", "owner")}

    def perform(self, form: Any) -> Document:
        return services.change_document(document=self.object, by=self.request.user, now=self.now, **form.cleaned_data)
