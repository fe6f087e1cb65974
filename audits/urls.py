"""Addresses of this room."""

from django.urls import path

from audits.views import returns, rounds

app_name = "audits"
STANDARD = "audits/returns/<int:pk>/standards/<int:number>/"
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
]
