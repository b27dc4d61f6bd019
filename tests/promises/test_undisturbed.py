"""The measure of all other tests here: what a run comes to when nothing happens to it."""

from clerk.model.lifecycle import Step
from fixtures.barcode_pages import CODES, text_of
from fixtures.worlds import Tables, World, assert_as_undisturbed


def test_a_run_that_nothing_happens_to_does_each_thing_once(world: World, undisturbed: Tables) -> None:
    world.enqueue()

    world.work()

    assert_as_undisturbed(world, undisturbed)
    steps = [Step.FETCH, *[Step.OCR] * len(CODES), *Step]
    steps = [step for step in steps if step is not Step.DEPLOY_TEXT]
    del steps[1 + len(CODES) : 3 + len(CODES)]
    assert sorted(row[0] for row in world.rows("select step from job_tracking where attempt = 1")) == sorted(steps)


def test_every_page_is_there_once_with_its_own_text(undisturbed: Tables) -> None:
    texts = [text for row in undisturbed["minutes"] for text in row if str(text).startswith("Minutes, sheet")]

    assert sorted(map(str, texts)) == sorted(map(text_of, CODES))
    assert len(undisturbed["agendas"]) == 1
    assert len(undisturbed["motions"]) == len(CODES)
