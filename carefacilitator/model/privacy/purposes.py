"""What people are asked to agree to, and the other reasons for which something stays here."""

from __future__ import annotations

STORE = "store"
SHARE = "share_secretariat"
LIST = "list_in_report"
PHOTO = "photo"
QUOTE = "quote"
QUOTE_BY_NAME = "quote_by_name"
CONTACT = "contact"
PUBLISH = "publish_image"
SENSITIVE = "sensitive_data"
PURPOSES = (
    STORE,
    SHARE,
    LIST,
    PHOTO,
    "audio_video",
    PUBLISH,
    QUOTE,
    QUOTE_BY_NAME,
    CONTACT,
    SENSITIVE,
)
"""The purposes a person is asked about, in the order of the vocabulary."""

ANONYMOUS = "anonymous"
NOT_LINKED = "not_linked"
SEVERE = "severe"
NAMES_PEOPLE = "names_people"
NAMED = "named"
KEPT = "kept"
HIDDEN = "hidden"
"""Reasons beside the purposes: an anonymous copy; a name or a field for which nobody's consent can
be found; a sensitivity that must not leave (``data_sensitivity``); a sheet full of names; a text
that names somebody who did not agree; one that a person chose to leave here for that; an answer to
what is not asked at the workshop."""
