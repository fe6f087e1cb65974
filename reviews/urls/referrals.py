"""Addresses of referrals."""

from django.urls import path

from reviews.views import referrals as views

urlpatterns = [
    path("reviews/", views.ReferralList.as_view(), name="referral-list"),
    path("reviews/referrals/new/", views.ReferralNew.as_view(), name="referral-new"),
    path("reviews/referrals/<str:reference>/", views.ReferralDetail.as_view(), name="referral-detail"),
    path("reviews/referrals/<str:reference>/change/", views.ReferralChange.as_view(), name="referral-change"),
    path("reviews/referrals/<str:reference>/criteria/", views.ReferralCriteria.as_view(), name="referral-criteria"),
    path("reviews/referrals/<str:reference>/recommend/", views.ReferralRecommend.as_view(), name="referral-recommend"),
    path("reviews/referrals/<str:reference>/send-back/", views.ReferralSendBack.as_view(), name="referral-send-back"),
    path("reviews/referrals/<str:reference>/decide/", views.ReferralDecide.as_view(), name="referral-decide"),
    path(
        "reviews/referrals/<str:reference>/commission/", views.ReferralCommission.as_view(), name="referral-commission"
    ),
    path("reviews/referrals/<str:reference>/close/", views.ReferralClose.as_view(), name="referral-close"),
    path("reviews/referrals/<str:reference>/withdraw/", views.ReferralWithdraw.as_view(), name="referral-withdraw"),
    path("reviews/referrals/<str:reference>/deadlines/<int:pk>/", views.DeadlineMeet.as_view(), name="deadline-meet"),
    path("reviews/referrals/<str:reference>/conflicts/new/", views.ConflictNew.as_view(), name="conflict-new"),
    path(
        "reviews/referrals/<str:reference>/conflicts/<int:pk>/lift/", views.ConflictLift.as_view(), name="conflict-lift"
    ),
    path("reviews/referrals/<str:reference>/opened/", views.ReferralOpened.as_view(), name="referral-opened"),
    path("reviews/referrals/<str:reference>/history/", views.ReferralHistory.as_view(), name="referral-history"),
]
