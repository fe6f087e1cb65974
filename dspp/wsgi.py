"""The WSGI entry that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspp.settings")
application = get_wsgi_application()

# Every address with its views, and the frame of every page: read here, once for all workers, what otherwise the first
# request of each would wait a second for.
reverse("home")
get_template("base.html")
# Everything that is loaded by now stays: the collector need not walk through it in the middle of requests.
gc.collect()
gc.freeze()
