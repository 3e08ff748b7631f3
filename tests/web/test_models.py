"""Every stored field says how private it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.apps import apps
from django.db import models
from pydantic import BaseModel

from preround.domain.applicant import Applicant, Letter
from preround.web.models import Note, ProgramMark
from preround.web.privacy import APPLICANT_DOCUMENT, Privacy


def unmarked(model: type[models.Model]) -> set[str]:
    marks = getattr(model, "PRIVACY", {})
    named = {field.name for field in model._meta.concrete_fields}
    return named ^ {name for name, mark in marks.items() if isinstance(mark, Privacy)}


def leaves(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = [
            part
            for part in (field.annotation, *getattr(field.annotation, "__args__", ()))
            for part in (part, *getattr(part, "__args__", ()))
            if isinstance(part, type) and issubclass(part, BaseModel)
        ]
        if inner:
            yield from leaves(inner[0], f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def test_every_field_of_every_model_is_marked() -> None:
    assert {
        model.__name__: unmarked(model) for model in apps.get_app_config("web").get_models()
    } == {model.__name__: set() for model in apps.get_app_config("web").get_models()}


def test_a_field_without_a_mark_and_a_mark_without_a_field_are_found() -> None:
    class Planted(ProgramMark):
        PRIVACY: ClassVar[dict[str, Privacy]] = {"id": Privacy.PERSONAL, "gone": Privacy.PUBLIC}

        class Meta:
            proxy = True
            app_label = "planted"

    assert {"record", "signal", "gone"} <= unmarked(Planted)


def test_every_answer_of_the_applicant_document_is_marked() -> None:
    assert set(leaves(Applicant)) == set(APPLICANT_DOCUMENT)


def test_an_answer_that_nobody_marked_is_found() -> None:
    class Planted(Applicant):
        planted: Letter = Letter()

    assert "planted.specialty" in set(leaves(Planted)) - set(APPLICANT_DOCUMENT)


def test_notes_are_sensitive() -> None:
    assert Note.PRIVACY["text"] is Privacy.SENSITIVE
