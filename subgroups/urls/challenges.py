"""Addresses of challenges and risks."""

from django.urls import path

from subgroups.views import challenges, risks

urlpatterns = [
    path("challenges/", challenges.ChallengeList.as_view(), name="challenge-list"),
    path("challenges/new/", challenges.ChallengeNew.as_view(), name="challenge-new"),
    path("challenges/<str:reference>/", challenges.ChallengeDetail.as_view(), name="challenge-detail"),
    path("challenges/<str:reference>/answer/", challenges.ChallengeAnswer.as_view(), name="challenge-answer"),
    path("challenges/<str:reference>/ask-again/", challenges.ChallengeAskAgain.as_view(), name="challenge-ask-again"),
    path("challenges/<str:reference>/close/", challenges.ChallengeClose.as_view(), name="challenge-close"),
    path("challenges/<str:reference>/withdraw/", challenges.ChallengeWithdraw.as_view(), name="challenge-withdraw"),
    path("challenges/<str:reference>/history/", challenges.ChallengeHistory.as_view(), name="challenge-history"),
    path("risks/", risks.RiskList.as_view(), name="risk-list"),
    path("risks/new/", risks.RiskNew.as_view(), name="risk-new"),
    path("risks/<str:reference>/", risks.RiskDetail.as_view(), name="risk-detail"),
    path("risks/<str:reference>/change/", risks.RiskChange.as_view(), name="risk-change"),
    path("risks/<str:reference>/review/", risks.RiskReview.as_view(), name="risk-review"),
    path("risks/<str:reference>/close/", risks.RiskClose.as_view(), name="risk-close"),
    path("risks/<str:reference>/reopen/", risks.RiskReopen.as_view(), name="risk-reopen"),
    path("risks/<str:reference>/history/", risks.RiskHistory.as_view(), name="risk-history"),
]
