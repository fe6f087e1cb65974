"""Addresses of actions."""

from django.urls import path

from subgroups.views import actions as views

urlpatterns = [
    path("actions/", views.ActionList.as_view(), name="action-list"),
    path("actions/new/", views.ActionNew.as_view(), name="action-new"),
    path("actions/advice/", views.ActionAdvice.as_view(), name="action-advice"),
    path("actions/<str:reference>/", views.ActionDetail.as_view(), name="action-detail"),
    path("actions/<str:reference>/change/", views.ActionChange.as_view(), name="action-change"),
    path("actions/<str:reference>/update/", views.ActionUpdateNew.as_view(), name="action-update"),
    path("actions/<str:reference>/claim/", views.ActionClaim.as_view(), name="action-claim"),
    path("actions/<str:reference>/ask-date/", views.ActionAskDate.as_view(), name="action-ask-date"),
    path("actions/<str:reference>/answer-date/", views.ActionAnswerDate.as_view(), name="action-answer-date"),
    path("actions/<str:reference>/return/", views.ActionReturn.as_view(), name="action-return"),
    path("actions/<str:reference>/close/", views.ActionClose.as_view(), name="action-close"),
    path("actions/<str:reference>/accept/", views.ActionAccept.as_view(), name="action-accept"),
    path("actions/<str:reference>/withdraw/", views.ActionWithdraw.as_view(), name="action-withdraw"),
    path("actions/<str:reference>/reopen/", views.ActionReopen.as_view(), name="action-reopen"),
    path("actions/<str:reference>/hand-over/", views.ActionHandOver.as_view(), name="action-hand-over"),
    path("actions/<str:reference>/delegate/", views.ActionDelegate.as_view(), name="action-delegate"),
    path("actions/<str:reference>/not-ours/", views.ActionNotOurs.as_view(), name="action-not-ours"),
    path("actions/<str:reference>/whose/", views.ActionWhose.as_view(), name="action-whose"),
    path("actions/<str:reference>/ours-after-all/", views.ActionOursAfterAll.as_view(), name="action-ours-after-all"),
    path("actions/<str:reference>/keep-date/", views.ActionKeepDate.as_view(), name="action-keep-date"),
    path("actions/<str:reference>/parts/<int:part>/done/", views.PartDone.as_view(), name="part-done"),
    path("actions/<str:reference>/parts/<int:part>/reopen/", views.PartReopen.as_view(), name="part-reopen"),
    path("actions/<str:reference>/impact/", views.ActionImpact.as_view(), name="action-impact"),
    path("actions/<str:reference>/history/", views.ActionHistory.as_view(), name="action-history"),
    path("actions/<str:reference>/evidence/<int:pk>/", views.evidence_file, name="evidence-file"),
]
