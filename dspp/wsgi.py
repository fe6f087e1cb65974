"""The WSGI entry that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspp.settings")
application = get_wsgi_application()

# Everything that is loaded by now stays: the collector need not walk through it in the middle of requests.
gc.collect()
gc.freeze()
