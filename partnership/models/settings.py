"""The partnership itself: its name, its colours. One row; another borough has another."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from partnership.kit.history import Tracked

COLOURS = {
    "brand": "#0b5a5d",
    "brand-deep": "#063537",
    "frame": "#0a3d40",
    "strand": "#2f8785",
    "tint": "#e6f1f0",
    "paper": "#f4f8f7",
}
_hex = RegexValidator(r"^#[0-9a-f]{6}$", "Enter a colour as # and six digits, for example #0b5a5d.")


class Partnership(Tracked):
    """The one partnership that this portal serves."""

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=20)
    first_line = models.CharField("first line of the name in the frame", max_length=40)
    second_line = models.CharField("second line", max_length=40, blank=True)
    place = models.CharField(max_length=60)
    public_email = models.EmailField(blank=True)
    brand = models.CharField(max_length=7, default=COLOURS["brand"], validators=[_hex])
    brand_deep = models.CharField(max_length=7, default=COLOURS["brand-deep"], validators=[_hex])
    frame = models.CharField(max_length=7, default=COLOURS["frame"], validators=[_hex])
    strand = models.CharField(max_length=7, default=COLOURS["strand"], validators=[_hex])
    tint = models.CharField(max_length=7, default=COLOURS["tint"], validators=[_hex])
    paper = models.CharField(max_length=7, default=COLOURS["paper"], validators=[_hex])

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="partnership_partnership_only_one")]

    def __str__(self) -> str:
        return self.name
