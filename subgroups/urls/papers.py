"""Addresses of papers and of the forward plan."""

from django.urls import path

from subgroups.views import papers, planned_reports

urlpatterns = [
    path("meetings/<int:pk>/papers/new/", papers.PaperNew.as_view(), name="paper-new"),
    path("papers/", papers.PaperList.as_view(), name="paper-list"),
    path("papers/<int:pk>/", papers.PaperDetail.as_view(), name="paper-detail"),
    path("papers/<int:pk>/file/", papers.paper_file, name="paper-file"),
    path("papers/<int:pk>/file/<int:number>/", papers.paper_file, name="paper-version"),
    path("papers/<int:pk>/hand-in/", papers.PaperHandIn.as_view(), name="paper-hand-in"),
    path("papers/<int:pk>/change/", papers.PaperChange.as_view(), name="paper-change"),
    path("papers/<int:pk>/withdraw/", papers.PaperWithdraw.as_view(), name="paper-withdraw"),
    path("papers/<int:pk>/history/", papers.PaperHistory.as_view(), name="paper-history"),
    path("bodies/<slug:slug>/forward-plan/", planned_reports.ForwardPlan.as_view(), name="forward-plan"),
    path("planned-reports/", planned_reports.PlannedReportList.as_view(), name="planned-report-list"),
    path("planned-reports/new/", planned_reports.PlannedReportNew.as_view(), name="planned-report-new"),
    path("planned-reports/<int:pk>/", planned_reports.PlannedReportDetail.as_view(), name="planned-report-detail"),
    path(
        "planned-reports/<int:pk>/hand-in/",
        planned_reports.PlannedReportHandIn.as_view(),
        name="planned-report-hand-in",
    ),
    path(
        "planned-reports/<int:pk>/change/", planned_reports.PlannedReportChange.as_view(), name="planned-report-change"
    ),
    path(
        "planned-reports/<int:pk>/receive/",
        planned_reports.PlannedReportReceive.as_view(),
        name="planned-report-receive",
    ),
    path(
        "planned-reports/<int:pk>/withdraw/",
        planned_reports.PlannedReportWithdraw.as_view(),
        name="planned-report-withdraw",
    ),
    path(
        "planned-reports/<int:pk>/history/",
        planned_reports.PlannedReportHistory.as_view(),
        name="planned-report-history",
    ),
]
