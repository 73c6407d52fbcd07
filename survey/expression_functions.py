"""Every function an expression may call, with how many arguments it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from survey.expression_values import Value


class Function(NamedTuple):
    """A function of the expression language.

    `call` takes the context and the values of the arguments; with `lazy` it takes closures and
    evaluates only those it needs. `node_arguments` are the places that need a set of nodes.
    """

    name: str
    fewest: int
    most: int | None
    call: Callable[..., Value]
    lazy: bool = False
    node_arguments: frozenset[int] = frozenset()
    gives_nodes: bool = False
    names_item: bool = False  # its last argument is the name of an item, not its value
    check: Callable[[str], None] | None = None  # refuses a last argument that is a wrong text

    def fits(self, n_arguments: int) -> bool:
        """Whether it can be called with that many."""
        return self.fewest <= n_arguments and (self.most is None or n_arguments <= self.most)

    def wanted(self) -> str:
        """How many arguments it takes, in words."""
        if self.most is None:
            return f"{self.fewest} or more arguments"
        if self.fewest == self.most:
            return f"{self.most} argument{'' if self.most == 1 else 's'}"
        return f"{self.fewest} to {self.most} arguments"
