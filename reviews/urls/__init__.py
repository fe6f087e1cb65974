"""Addresses of this room, by noun."""

from reviews.urls import recommendations, referrals, reviews

app_name = "reviews"
urlpatterns = [*referrals.urlpatterns, *recommendations.urlpatterns, *reviews.urlpatterns]
