"""Traces of a body: fingerprints, voiceprints, and pictures that show who someone is."""

# ruff: noqa: E501 - a pattern is read whole, not in pieces
from __future__ import annotations

import re
from collections.abc import Iterator

from preround.logbook.guard_span import Identifier, Span

BIOMETRIC = re.compile(
    r"(?<!\[)\b(?:(?:finger|thumb|palm|hand|voice)[ -]?prints?(?!ing| (?:whorls?|pattern|ridges?|lecture|analysis))|(?<=with a )(?:iris|retinal?) scan|(?<=by )(?:iris|retinal?) scan|(?<=with )(?:iris|retinal?) scan|face ?id|facial recognition(?: template| scan)?|"
    r"(?:iris|retinal?) (?:scan|print|template)s?(?= (?:id|on file|to (?:log|identify|unlock|verify))| stored| used| enrolled| template)|"
    r"biometrics?(?: (?:id|data|template|scan|record)s?)?|dna (?:profile|fingerprint)|gait signature|"
    r"(?:newborn|baby'?s?|infant'?s?) footprints?)\b",
    re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:no|not|never|without|declined|refused|don't|do not|didn't|avoid(?:ed)?|forbidden|delete[sd]?|removed)\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)
OWN = re.compile(
    r"\b(?:my|our|badge office|onboarding|employee health|for the badge)\b[^.;\n]{0,24}$",
    re.IGNORECASE,
)
OWN_AFTER = re.compile(
    r"\s+(?:taken |done )?for (?:the |my |our |a )?(?:badge|background|visa|job|license|onboarding|green card|immigration|employment|clearance|id)\b",
    re.IGNORECASE,
)
WHO = r"(?:patient|pt|pts|her|him|his|their|them|face|faces|family|baby|child|mother|father|mom|dad|son|daughter|wife|husband|kid|newborn|couple|man|woman|boy|girl|couples)"
PICTURE = r"(?:photos?|photographs?|pictures?|pics?|selfies?|snapshots?|headshots?|mug ?shots?|portraits?|videos?|images?)"
PHOTO = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:full[- ]?face|facial|identifiable|unblurred)\s+{PICTURE}",
        rf"\b{PICTURE}\s+(?:of|with|showing)\s+(?:the\s+|a\s+|my\s+|our\s+|this\s+)?(?:\w+'s\s+)?{WHO}(?:'s)?(?:\s+(?:face|family|and family))?\b(?!\s+(?:wound|rash|x-ray|lesion|ct|mri|ekg|ecg|knee|ulcer|heart|chest|leg|foot|arm|abdomen|labs?|sepsis|illness|disease|condition))",
        rf"\b(?:{WHO}|pt'?s|patient'?s|took a|took|snapped(?: a)?)\s+(?:face\s+)?(?:photos?|photographs?|pics?|selfies?|snapshots?|headshots?|portraits?)\b(?!\s+of\s+(?:the\s+)?(?:wound|rash|lesion|whiteboard|board|slide|x-ray|poster))",
        r"\b(?:took|posted|shared|sent|attached|uploaded|saved|texted)\s+(?:a\s+|the\s+|me\s+a\s+)?(?:selfie|headshot|mugshot|picture|photo|pic)s?\s+(?:with|of|from)\s+(?:the\s+)?(?:pt|patient|her|him|them|family)\b",
        r"\b\w*(?:img|dsc|photo|face|pic|selfie|pt|patient)[\w-]*\.(?:jpe?g|png|heic|gif|mp4|mov)\b",
        r"\b(?!(?:fig|figure|chart|table|slide|graph|poster|logo|icon|plot|flow|diagram|screenshot)[\w-]*\.)(?=[\w-]*[_\d-])\w[\w-]+\.(?:jpe?g|png|heic|gif|tiff?|mp4|mov|dcm)\b",
        r"\bselfies?\s+(?:with|of)\b",
    )
)  # fmt: skip
FIGURE = re.compile(r"\bclinical\s+$|\bmental\s+$|\bbig\s+$", re.IGNORECASE)


def find(text: str) -> Iterator[Span]:
    """Words that say a print or a picture of a person is kept."""
    for match in BIOMETRIC.finditer(text):
        lead = text[: match.start()][-40:]
        own = OWN.search(lead) or OWN_AFTER.match(text, match.end())
        if not NEGATED.search(lead) and not own:
            yield Span(*match.span(), Identifier.BIOMETRIC, "a print of someone's body")
    for pattern in PHOTO:
        for match in pattern.finditer(text):
            lead = text[: match.start()][-40:]
            if not NEGATED.search(lead) and not FIGURE.search(lead):
                yield Span(*match.span(), Identifier.PHOTO, "a picture of someone")
