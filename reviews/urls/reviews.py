"""Addresses of reviews."""

from django.urls import path

from reviews.views import reviews as views

urlpatterns = [
    path("reviews/<str:reference>/", views.ReviewDetail.as_view(), name="review-detail"),
    path("reviews/<str:reference>/change/", views.ReviewChange.as_view(), name="review-change"),
    path("reviews/<str:reference>/conclude/", views.ReviewConclude.as_view(), name="review-conclude"),
    path("reviews/<str:reference>/publish/", views.ReviewPublish.as_view(), name="review-publish"),
    path("reviews/<str:reference>/check-impact/", views.ReviewCheckImpact.as_view(), name="review-check-impact"),
    path("reviews/<str:reference>/briefing/", views.ReviewBriefing.as_view(), name="review-briefing"),
    path(
        "reviews/<str:reference>/recommendations/new/", views.RecommendationNew.as_view(), name="recommendation-new"
    ),
    path("reviews/<str:reference>/history/", views.ReviewHistory.as_view(), name="review-history"),
]  # fmt: skip
