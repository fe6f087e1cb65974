"""The product's jobs on a schedule of seconds, so that a night passes while one waits."""

import os

from dspp.celery import app

CHASE, DELIVER = (float(os.environ.get(name, "1")) for name in ("PORTAL_CHAOS_CHASE", "PORTAL_CHAOS_DELIVER"))

# A tick that nobody took up in half a minute is as good as the next one.
app.conf.beat_schedule = {
    "beat tick": {"task": "partnership.tasks.record_tick", "schedule": 10.0, "options": {"expires": 30}},
    "chase": {"task": "partnership.tasks.chase", "schedule": CHASE, "options": {"expires": 30}},
    "deliver": {"task": "partnership.tasks.deliver_notices", "schedule": DELIVER, "options": {"expires": 30}},
    "build editions": {"task": "reports.tasks.build_editions", "schedule": 10.0, "options": {"expires": 30}},
}
app.conf.beat_max_loop_interval = 0.5
