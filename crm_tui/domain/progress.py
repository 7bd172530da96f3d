"""How long work tells how far it is."""

from collections.abc import Callable

Progress = Callable[[float], object]
"""Called with the share that is done, from 0 to 1; what it raises ends the work, and undoes it."""
