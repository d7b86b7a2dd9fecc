"""Travelling by the calendar: so many days on, at the same time of day, also when the clocks were changed between."""

import datetime

import time_machine
from django.utils import timezone


def over_dagen(dagen: int) -> time_machine.travel:
    """`with over_dagen(3):` three days from now, at the time of day it is here."""
    straks = timezone.localtime() + datetime.timedelta(days=dagen)
    return time_machine.travel(straks.astimezone(datetime.UTC), tick=False)
