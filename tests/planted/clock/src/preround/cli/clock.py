"""The command line may ask what day it is."""

from datetime import date

TODAY = date.today()
