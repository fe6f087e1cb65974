"""Addresses of action plans."""

from django.urls import path

from subgroups.views import action_logs
from subgroups.views import action_plans as views

urlpatterns = [
    path("action-plans/", views.ActionPlanChoice.as_view(), name="action-plans"),
    path("action-plans/body/<slug:slug>/", views.BodyPlan.as_view(), name="body-plan"),
    path("action-plans/agency/<slug:slug>/", views.AgencyPlan.as_view(), name="agency-plan"),
    path("action-plans/priority/<int:pk>/", views.PriorityPlan.as_view(), name="priority-plan"),
    path("action-plans/objective/<int:pk>/", views.ObjectivePlan.as_view(), name="objective-plan"),
    path("action-plans/origin/<slug:origin>/", views.OriginPlan.as_view(), name="origin-plan"),
    path("action-plans/person/<int:pk>/", views.PersonPlan.as_view(), name="person-plan"),
    path("action-logs/<int:pk>/", action_logs.ActionLogDetail.as_view(), name="action-log"),
    path("action-logs/<int:pk>/pdf/", action_logs.ActionLogPdf.as_view(), name="action-log-pdf"),
]
