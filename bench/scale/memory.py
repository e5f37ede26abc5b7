"""Weigh a web worker: a process of its own that answers the pages of a broker."""

from __future__ import annotations

import os
import subprocess
import sys

from bench import BenchContext, Result
from bench.scale.browser import Broker

GOAL_MB = 130.0
ROUNDS = 20
_WORKER = """
import logging, sys
logging.disable(logging.CRITICAL)
import granian
from partnerportal.config.wsgi import application
from bench.scale.browser import Broker
from bench.scale.pages import pages_of
from partnerportal.accounts.models import Account
from partnerportal.accounts.queries import viewer_of

account = Account.objects.select_related("partner", "department").get(id=sys.argv[1])
broker = Broker(account, viewer_of(account), sys.argv[2], sys.argv[3], application)
for _round in range({rounds}):
    for page in pages_of(broker).values():
        broker.forget_reading()
        page()
print(next(line.split()[1] for line in open("/proc/self/smaps_rollup") if line.startswith("Pss:")))
"""


def result(context: BenchContext, broker: Broker) -> Result:
    """Return the memory of one worker after it answered every page twenty times (proportional set size, MB)."""
    asked = [
        sys.executable,
        "-c",
        _WORKER.format(rounds=ROUNDS),
        str(broker.account.id),
        broker.cookie,
        broker.token,
    ]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "partnerportal.config.settings"}
    told = subprocess.run(asked, env=environment, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own text
    return Result("memory.web_worker", int(told.stdout.split()[-1]) / 1024, "MB", GOAL_MB, at_most=True)
