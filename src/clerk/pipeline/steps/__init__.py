"""What each step does: the stage's work, between the archive and the rows of PostgreSQL."""

from collections.abc import Callable, Iterable, Mapping

from clerk.model.job import Job, PlannedJob
from clerk.model.lifecycle import Step
from clerk.pipeline.context import Context
from clerk.pipeline.steps.after_ocr import compile_, deploy, extract, ocr_complete
from clerk.pipeline.steps.fetch import fetch
from clerk.pipeline.steps.ocr import ocr

Work = Callable[[Context, Job], Iterable[PlannedJob]]
"""Does a job's work; what it returns becomes jobs of the same run when the job succeeds."""

WORK: Mapping[Step, Work] = {
    Step.FETCH: fetch,
    Step.OCR: ocr,
    Step.OCR_COMPLETE: ocr_complete,
    Step.COMPILE_TEXT: compile_,
    Step.DEPLOY_TEXT: deploy,
    Step.EXTRACT: extract,
    Step.COMPILE_ENTITIES: compile_,
    Step.DEPLOY: deploy,
}
