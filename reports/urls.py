"""Addresses of this room."""

from django.urls import path

from reports.views import editions, moves, reports

app_name = "reports"
urlpatterns = [
    path("reports/", reports.ReportList.as_view(), name="report-list"),
    path("reports/new/", reports.ReportNew.as_view(), name="report-new"),
    path("reports/<slug:slug>/", reports.ReportDetail.as_view(), name="report-detail"),
    path("reports/<slug:slug>/draft/", reports.ReportPreview.as_view(), name="report-preview"),
    path("reports/<slug:slug>/submit/", moves.ReportSubmit.as_view(), name="report-submit"),
    path("reports/<slug:slug>/send-back/", moves.ReportSendBack.as_view(), name="report-send-back"),
    path("reports/<slug:slug>/approve/", moves.ReportApprove.as_view(), name="report-approve"),
    path("reports/<slug:slug>/reopen/", moves.ReportReopen.as_view(), name="report-reopen"),
    path("reports/<slug:slug>/publish/", moves.ReportPublish.as_view(), name="report-publish"),
    path("reports/<slug:slug>/correct/", moves.ReportCorrect.as_view(), name="report-correct"),
    path("reports/<slug:slug>/sections/<slug:key>/", reports.SectionEdit.as_view(), name="section-edit"),
    path("reports/<slug:slug>/editions/<int:number>/", editions.EditionDetail.as_view(), name="edition-detail"),
    path("reports/<slug:slug>/editions/<int:number>/sign/", editions.EditionSign.as_view(), name="edition-sign"),
    path("reports/<slug:slug>/editions/<int:number>/pdf/", editions.EditionPdf.as_view(), name="edition-pdf"),
    path("reports/<slug:slug>/editions/<int:number>/data/", editions.EditionData.as_view(), name="edition-data"),
    path(
        "reports/<slug:slug>/editions/<int:number>/tables/<int:table>/",
        editions.EditionTable.as_view(),
        name="edition-table",
    ),
]
