"""Addresses of this room."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("reports/", views.ReportList.as_view(), name="report-list"),
    path("reports/new/", views.ReportNew.as_view(), name="report-new"),
    path("reports/<slug:slug>/", views.ReportDetail.as_view(), name="report-detail"),
    path("reports/<slug:slug>/draft/", views.ReportPreview.as_view(), name="report-preview"),
    path("reports/<slug:slug>/submit/", views.ReportSubmit.as_view(), name="report-submit"),
    path("reports/<slug:slug>/send-back/", views.ReportSendBack.as_view(), name="report-send-back"),
    path("reports/<slug:slug>/approve/", views.ReportApprove.as_view(), name="report-approve"),
    path("reports/<slug:slug>/reopen/", views.ReportReopen.as_view(), name="report-reopen"),
    path("reports/<slug:slug>/publish/", views.ReportPublish.as_view(), name="report-publish"),
    path("reports/<slug:slug>/correct/", views.ReportCorrect.as_view(), name="report-correct"),
    path("reports/<slug:slug>/sections/<slug:key>/", views.SectionEdit.as_view(), name="section-edit"),
    path("reports/<slug:slug>/editions/<int:number>/", views.EditionDetail.as_view(), name="edition-detail"),
    path("reports/<slug:slug>/editions/<int:number>/sign/", views.EditionSign.as_view(), name="edition-sign"),
    path("reports/<slug:slug>/editions/<int:number>/pdf/", views.EditionPdf.as_view(), name="edition-pdf"),
    path("reports/<slug:slug>/editions/<int:number>/data/", views.EditionData.as_view(), name="edition-data"),
    path(
        "reports/<slug:slug>/editions/<int:number>/tables/<int:table>/",
        views.EditionTable.as_view(),
        name="edition-table",
    ),
]
