"""Addresses of scorecards and slippage."""

from django.urls import path

from subgroups.views import scorecards as views

urlpatterns = [
    path("scorecard/", views.ScorecardPage.as_view(), name="scorecard"),
    path("scorecard/<slug:slug>/", views.AgencyScorecard.as_view(), name="agency-scorecard"),
    path("slippage/", views.SlippagePage.as_view(), name="slippage"),
]
