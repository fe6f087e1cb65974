"""Numbers of referrals (LR-2026-04) and reviews (RV-2026-01): one series a kind and year, no gap, no double."""

from django.db import transaction

from reviews.models import Counter

REFERRAL, REVIEW = "LR", "RV"


def next_reference(*, series: str, year: int) -> str:
    """The next number of a series. Its row stays locked until the caller's transaction ends, so that nobody else
    gets the same number, and a number goes back when what it was for was not saved."""
    with transaction.atomic():
        Counter.objects.get_or_create(series=series, year=year)
        counter = Counter.objects.select_for_update().get(series=series, year=year)
        counter.last += 1
        counter.save(update_fields=["last"])
    return f"{series}-{year}-{counter.last:02d}"
