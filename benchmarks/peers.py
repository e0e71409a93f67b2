"""The differential's network in other libraries, for comparison: exact inference, every posterior."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from lumbago.pathway.differential import Posterior

PGMPY_CASES = 3
"""pgmpy takes seconds a person: it is asked about so many only."""

Floats = NDArray[np.float64]


class Peer(Protocol):
    """A library that holds the network."""

    name: str

    def prepare(self, odds: Posterior) -> Any:
        """Put one person's prior and evidence in the library's own form; not timed."""

    def ask(self, question: Any) -> Floats:
        """Give the probability of every condition, in the network's column order."""


class Layout:
    """Which node answers for which columns, and what each answer tells each node."""

    def __init__(self, odds: Posterior) -> None:
        net = odds.network
        columns = range(len(net.conditions))
        self.risks = [i for i in columns if net.independent[i]]
        self.members = [i for i in columns if net.nonspecific[i]]
        self.common = [i for i in columns if not net.independent[i] and not net.nonspecific[i]]
        pairs = list(net.likelihoods)
        self.of_risk = sorted((row, i) for row, i in pairs if net.independent[i])
        self.of_common = sorted({row for row, i in pairs if i in self.common})
        self.of_members = sorted({row for row, i in pairs if i in self.members})

    def nodes(self) -> dict[str, int]:
        """Name the nodes that are asked, with their number of states."""
        return {**{f"c{i}": 2 for i in self.risks}, "common": 1 + len(self.common), "member": len(self.members)}

    def children(self) -> list[tuple[str, str]]:
        """Pair every evidence child with its parent."""
        return [
            *((f"e{row}_{i}", f"c{i}") for row, i in self.of_risk),
            *((f"s{row}", "common") for row in self.of_common),
            *((f"m{row}", "member") for row in self.of_members),
        ]

    def priors(self, odds: Posterior) -> dict[str, Floats]:
        """Give each node's prior: the odds before any answer."""
        before = np.exp(odds.log_odds - odds.moved.sum(axis=0))
        risks = {f"c{i}": np.array([1.0, before[i]]) for i in self.risks}
        nodes = {**risks, "common": np.array([1.0, *before[self.common]]), "member": before[self.members]}
        return {name: weights / weights.sum() for name, weights in nodes.items()}

    def evidence(self, odds: Posterior) -> dict[str, Floats]:
        """Give each child's virtual evidence; an answer that says nothing to a node is left out."""
        found = {}
        for row, moved in zip(odds.known, odds.moved, strict=True):
            for i in self.risks:
                if moved[i]:
                    found[f"e{row}_{i}"] = np.exp([0.0, moved[i]])
            if moved[self.common].any():
                found[f"s{row}"] = np.exp([0.0, *moved[self.common]])
            if moved[self.members].any():
                found[f"m{row}"] = np.exp(moved[self.members])
        return {name: likelihood / likelihood.max() for name, likelihood in found.items()}

    def result(self, posteriors: dict[str, Floats], size: int) -> Floats:
        """Put the nodes' posteriors back in column order."""
        answer = np.zeros(size)
        for i in self.risks:
            answer[i] = posteriors[f"c{i}"][1]
        answer[self.common] = posteriors["common"][1:]
        answer[self.members] = posteriors["common"][0] * posteriors["member"]
        return answer


class PyAgrum:
    """Exact inference by lazy propagation; a person's prior odds are virtual evidence on a flat prior."""

    name = "pyAgrum"

    def __init__(self, example: Posterior) -> None:
        import pyagrum

        self._layout = Layout(example)
        self._size = len(example.log_odds)
        net = pyagrum.BayesNet("differential")
        for name, size in self._layout.nodes().items():
            net.add(pyagrum.LabelizedVariable(name, "", size))
            net.cpt(name).fillWith(1 / size)
        for child, parent in self._layout.children():
            size = self._layout.nodes()[parent]
            net.add(pyagrum.LabelizedVariable(child, "", size))
            net.addArc(parent, child)
            net.cpt(child).fillWith(np.eye(size).ravel().tolist())
        self._engine = pyagrum.LazyPropagation(net)
        self._engine.setTargets(set(self._layout.nodes()))

    def prepare(self, odds: Posterior) -> dict[str, list[float]]:
        told = {**self._layout.priors(odds), **self._layout.evidence(odds)}
        return {name: likelihood.tolist() for name, likelihood in told.items()}

    def ask(self, question: dict[str, list[float]]) -> Floats:
        self._engine.eraseAllEvidence()
        self._engine.setEvidence(question)
        self._engine.makeInference()
        found = {name: self._engine.posterior(name).toarray() for name in self._layout.nodes()}
        return self._layout.result(found, self._size)


class Pgmpy:
    """Exact inference by variable elimination."""

    name = "pgmpy"

    def __init__(self, example: Posterior) -> None:
        from pgmpy.factors.discrete import TabularCPD
        from pgmpy.models import DiscreteBayesianNetwork

        self._cpd = TabularCPD
        self._layout = Layout(example)
        self._size = len(example.log_odds)
        sizes = self._layout.nodes()
        self._net = DiscreteBayesianNetwork([(parent, child) for child, parent in self._layout.children()])
        self._net.add_nodes_from(sizes)
        self._net.add_cpds(*(TabularCPD(name, size, np.full((size, 1), 1 / size)) for name, size in sizes.items()))
        for child, parent in self._layout.children():
            size = sizes[parent]
            self._net.add_cpds(TabularCPD(child, size, np.eye(size), evidence=[parent], evidence_card=[size]))

    def prepare(self, odds: Posterior) -> list[object]:
        told = {**self._layout.priors(odds), **self._layout.evidence(odds)}
        return [self._cpd(name, len(e), (e / e.sum())[:, None]) for name, e in told.items()]

    def ask(self, question: list[object]) -> Floats:
        from pgmpy.inference import VariableElimination

        engine = VariableElimination(self._net)
        # One node at a time: asked for all at once it builds the joint table, which no memory holds.
        found = {
            name: engine.query([name], virtual_evidence=question, show_progress=False).values
            for name in self._layout.nodes()
        }
        return self._layout.result(found, self._size)
