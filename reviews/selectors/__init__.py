"""Reads of this room. What the annual report takes from it is `for_report`."""

from reviews.selectors.report import Finding, ReviewsOfPeriod, ReviewToReport, for_report

__all__ = ["Finding", "ReviewToReport", "ReviewsOfPeriod", "for_report"]
