"""An axis on which a chance of 80 in 100 stands four times as far out as one of 20."""

from __future__ import annotations

from preround.web.design.interval_picture import Axis


class EvenAxis(Axis):
    """A plain axis for chances that do not crowd near zero."""

    __slots__ = ()

    def place(self, value: float) -> float:
        """Give the position in percent of the axis' width."""
        return round(100 * min(max(value, 0.0), self.top) / self.top, 2)


EVEN = EvenAxis("even", 1.0, (0, 0.5, 1.0))
