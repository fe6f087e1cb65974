"""Addresses of recommendations."""

from django.urls import path

from reviews.views import reviews as views

urlpatterns = [
    path("reviews/recommendations/", views.RecommendationList.as_view(), name="recommendation-list"),
    path("reviews/recommendations/<int:pk>/", views.RecommendationDetail.as_view(), name="recommendation-detail"),
    path("reviews/recommendations/<int:pk>/change/", views.RecommendationChange.as_view(),
         name="recommendation-change"),
    path("reviews/recommendations/<int:pk>/accept/", views.RecommendationAccept.as_view(),
         name="recommendation-accept"),
    path("reviews/recommendations/<int:pk>/not-implement/", views.RecommendationNotImplement.as_view(),
         name="recommendation-not-implement"),
    path("reviews/recommendations/<int:pk>/actions/new/", views.RecommendationActionNew.as_view(),
         name="recommendation-action-new"),
]  # fmt: skip
