"""A fake assistant for the front desk: it compares, goes on, and takes its time when asked to."""

import time

from assistant.answer import Answer, Outcome, Statement
from assistant.question import Intent, Query
from assistant.rendering import render
from index.evidence import Evidence
from tests.ui.fake_assistant import FIR, FIR_ANSWER, GRAND_EST, STAGES, FakeAssistant, cite, passages_of

SLOW_S = 4
STEPS_A_SECOND = 50
"""Often enough that a run that is stopped ends before the next one has read anything."""
LABEL = "Grand Est – ARS Grand Est, 2018-2019 (date déduite)"

DEFINITIONS = passages_of(
    GRAND_EST,
    "Une ESP est un mode d’organisation coordonné conçu par des professionnels de santé, dont au moins un médecin "
    "généraliste.",
    "Une MSP regroupe au moins deux médecins généralistes et un professionnel paramédical autour d’un projet de santé.",
    "Une CPTS rassemble les professionnels d’un territoire, du premier et du second recours, du médico-social et du "
    "social.",
)
COMPARED = tuple(
    Statement(passage.text, (n,), LABEL, row=structure)
    for n, (structure, passage) in enumerate(zip(("ESP", "MSP", "CPTS"), DEFINITIONS, strict=True), 1)
)
COMPARISON = Answer(
    Outcome.ANSWERED,
    render(COMPARED),
    statements=COMPARED,
    citations=tuple(cite(n, passage, passage.text) for n, passage in enumerate(DEFINITIONS, 1)),
)
STEPS = Answer(
    Outcome.ANSWERED, f"- {FIR[0].text} [1]", regions=("grand-est",), citations=(cite(1, FIR[0], FIR[0].text),)
)
AMOUNT = Answer(
    Outcome.ANSWERED,
    FIR_ANSWER.text,
    FIR_ANSWER.regions,
    citations=FIR_ANSWER.citations,
    evidence=(Evidence(FIR[1], 1.0),),
)
SILENT = Answer(Outcome.NOT_FOUND, "Les documents disponibles ne répondent pas à cette question.")


class DeskAssistant(FakeAssistant):
    """Answers by the words of the question; knows the steps and the definition of an MSP, and nothing else of it."""

    def answer(self, question, on_stage=None):
        """Choose the answer, and wait before it when the question says so."""
        self.asked.append(question)
        if "lentement" in question.text:
            self.linger(on_stage)
        if "différence" in question.text:
            return COMPARISON
        if "étapes" in question.text:
            return STEPS
        if "Qui valide" in question.text:
            return FIR_ANSWER
        return AMOUNT if "montant" in question.text else SILENT

    def linger(self, on_stage):
        """Take SLOW_S over the stages."""
        for step in range(SLOW_S * STEPS_A_SECOND):
            time.sleep(1 / STEPS_A_SECOND)
            if on_stage:
                on_stage(STAGES[step % len(STAGES)])

    def understand(self, question):
        """Understand that the amount for an MSP in the Grand Est is asked."""
        return Query(question.text, "", "", intent=Intent.AMOUNT, regions=("grand-est",), structures=("MSP",))

    def context(self, passage):
        """Return all passages of the passage's document."""
        return DEFINITIONS if passage in DEFINITIONS else super().context(passage)
