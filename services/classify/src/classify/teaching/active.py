"""Which model judges in this process: read at the start, and looked for again every few seconds."""

import asyncio
import logging

from classify.judgement.judge import Judge
from classify.refusals import Refused
from classify.teaching.activation import SHIPPED
from classify.teaching.activations import Activations
from classify.teaching.models import ModelShelf
from shared.exits import Away
from shared.failures import Transient
from shared.ops.metrics import Metrics

log = logging.getLogger(__name__)

LOOK_SECONDS = 3.0
"""A promotion is a person's step of once in months: some seconds later is soon enough, and a look is one row by id."""


class CannotJudge(Away):
    """The model that people have made the active one cannot be had. Exit code 3, with the cure."""


class ActiveJudge:
    """A part of the service and a side task. Whoever judges a batch asks once: it is judged by one model."""

    def __init__(self, activations: Activations, shelf: ModelShelf, metrics: Metrics) -> None:
        self._activations = activations
        self._shelf = shelf
        self._number = SHIPPED
        self._judge = Judge()
        self._told = metrics.gauge("model_active", "1 for the model that judges in this replica", "version")
        self._tell()

    def __call__(self) -> Judge:
        return self._judge

    async def start(self) -> None:
        """Raises CannotJudge; CannotReachMongo comes before, from the store."""
        try:
            await self.look()
        except Refused as error:
            raise CannotJudge(f"{error} Or go back: `haichieu classify rollback`.") from error

    async def stop(self) -> None:
        """Nothing is held."""

    async def run(self) -> None:
        """Endless. While the new one cannot be had, the last one goes on."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look()
            except (Transient, Refused) as error:
                log.warning("the model stays: %s", error, extra={"action": "model.stays"})

    async def look(self) -> None:
        """Take over what people have said since. Raises Transient; Refused when that cannot be had."""
        said = await self._activations.last()
        if said is None or said.number == self._number:
            return
        model = await self._shelf.model(said.version)
        # Its automata are built anew, in a thread: the batches in hand go on.
        self._judge = await asyncio.to_thread(Judge, model)
        self._number = said.number
        self._tell()
        extra = {"action": "model.active", "version": said.version, "how": said.how, "by": said.by}
        log.info("another model judges", extra=extra)

    def _tell(self) -> None:
        self._told.clear()
        self._told.labels(self._judge.model.version).set(1)
