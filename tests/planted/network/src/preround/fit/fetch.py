"""Asks the network, and takes addresses apart, which is allowed."""

import http.client  # planted
import urllib.request as ask  # planted
from http import HTTPStatus
from urllib import request  # planted
from urllib.parse import quote
from urllib.request import urlopen  # planted
