"""A masked draft that comes back unchanged is the draft; one number that was written anew is that number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from queue_core.kia.rules.life import Output
from queue_core.kia.rules.needs import MASKED, Field, needed
from queue_core.kia.rules.nik import masked
from queue_core.kia.service.reading import with_masks
from queue_core.kia.service.writing import unmasked
from queue_core.kia.wire.subject import Child, Draft

numbers = st.text(alphabet="0123456789-/ABC", max_size=30)
children = st.builds(
    Child, nik=numbers, family_card=numbers, birth_certificate=numbers, phone=numbers, name=numbers
)


@given(children)
def test_what_was_shown_masked_and_comes_back_is_what_it_was(child: Child) -> None:
    draft = Draft(child=child)
    assert unmasked(with_masks(draft), draft) == draft


@given(children, st.sampled_from(MASKED), st.text(alphabet="0123456789", min_size=1, max_size=30))
def test_a_number_that_was_written_anew_replaces_the_old_one(child: Child, field: Field, new: str) -> None:
    draft = Draft(child=child)
    shown = with_masks(draft)
    written = shown.model_copy(update={"child": shown.child.model_copy(update={str(field): new})})
    assert unmasked(written, draft).child == child.model_copy(update={str(field): new})


@given(st.text(alphabet="0123456789", max_size=8))
def test_of_a_short_number_nothing_is_shown(number: str) -> None:
    assert masked(number) == "•" * len(number)


def test_every_number_that_can_be_needed_or_masked_is_a_field_of_the_child() -> None:
    fields = set(needed(Output.CARD, registers_birth=False)) | set(MASKED)
    assert fields - {Field.PARENT_OR_GUARDIAN, Field.CONSENT} <= set(Child.model_fields)
