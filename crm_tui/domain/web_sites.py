"""Addresses of web sites, however they are written."""

import re

HOST = re.compile(r"(?:[a-z]+://)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)


def host(address: str) -> str:
    """What the site is called in all its addresses: example.com; "" for what is none."""
    found = HOST.match(address.strip())
    return found[1].lower() if found else ""
