"""Addresses of escalations."""

from django.urls import path

from subgroups.views import escalations as views

urlpatterns = [
    path("escalations/", views.EscalationList.as_view(), name="escalation-list"),
    path("escalations/new/", views.EscalationNew.as_view(), name="escalation-new"),
    path("escalations/<str:reference>/", views.EscalationDetail.as_view(), name="escalation-detail"),
    path("escalations/<str:reference>/reply/", views.EscalationReply.as_view(), name="escalation-reply"),
    path("escalations/<str:reference>/withdraw/", views.EscalationWithdraw.as_view(), name="escalation-withdraw"),
    path("escalations/<str:reference>/history/", views.EscalationHistory.as_view(), name="escalation-history"),
]
