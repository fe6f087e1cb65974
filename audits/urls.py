"""Addresses of this room."""

from django.urls import path

from audits.views import inspections, returns, rounds

app_name = "audits"
STANDARD = "audits/returns/<int:pk>/standards/<int:number>/"
FINDING = "inspections/<int:pk>/findings/<int:number>/"
urlpatterns = [
    path("audits/", rounds.RoundList.as_view(), name="round-list"),
    path("audits/new/", rounds.RoundNew.as_view(), name="round-new"),
    path("audits/<int:pk>/", rounds.RoundDetail.as_view(), name="round-detail"),
    path("audits/<int:pk>/change/", rounds.RoundChange.as_view(), name="round-change"),
    path("audits/<int:pk>/open/", rounds.RoundOpen.as_view(), name="round-open"),
    path("audits/<int:pk>/close/", rounds.RoundClose.as_view(), name="round-close"),
    path("audits/<int:pk>/reopen/", rounds.RoundReopen.as_view(), name="round-reopen"),
    path("audits/<int:pk>/action-plans/", rounds.RoundActionPlans.as_view(), name="round-action-plans"),
    path("audits/<int:pk>/history/", rounds.RoundHistory.as_view(), name="round-history"),
    path("audits/returns/<int:pk>/", returns.ReturnDetail.as_view(), name="return-detail"),
    path("audits/returns/<int:pk>/submit/", returns.ReturnSubmit.as_view(), name="return-submit"),
    path("audits/returns/<int:pk>/send-back/", returns.ReturnSendBack.as_view(), name="return-send-back"),
    path("audits/returns/<int:pk>/moderate/", returns.ReturnModerate.as_view(), name="return-moderate"),
    path("audits/returns/<int:pk>/history/", returns.ReturnHistory.as_view(), name="return-history"),
    path(STANDARD, returns.StandardPage.as_view(), name="return-standard"),
    path(f"{STANDARD}answer/", returns.ReturnAnswer.as_view(), name="return-answer"),
    path(f"{STANDARD}moderate/", returns.ReturnModerateStandard.as_view(), name="return-moderate-standard"),
    path("audits/returns/<int:pk>/files/<int:file>/", returns.answer_file, name="answer-file"),
    path("audits/returns/<int:pk>/files/<int:file>/take-away/", returns.take_file_away, name="answer-file-take-away"),
    path("inspections/", inspections.InspectionList.as_view(), name="inspection-list"),
    path("inspections/new/", inspections.InspectionNew.as_view(), name="inspection-new"),
    path("inspections/<int:pk>/", inspections.InspectionDetail.as_view(), name="inspection-detail"),
    path("inspections/<int:pk>/change/", inspections.InspectionChange.as_view(), name="inspection-change"),
    path("inspections/<int:pk>/history/", inspections.InspectionHistory.as_view(), name="inspection-history"),
    path("inspections/<int:pk>/findings/new/", inspections.FindingNew.as_view(), name="finding-new"),
    path(f"{FINDING}change/", inspections.FindingChange.as_view(), name="finding-change"),
    path(f"{FINDING}remove/", inspections.FindingRemove.as_view(), name="finding-remove"),
    path(f"{FINDING}actions/new/", inspections.FindingActionNew.as_view(), name="finding-action-new"),
]
