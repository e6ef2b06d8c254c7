"""Who this device is, and whom it knows: keys, cards, and the words that people compare.

The secret keys live in the encrypted workspace and leave it only encrypted with a passphrase. A
card is a claim until a person has compared its words; a known device with other keys is never
accepted. What a device is to us, its role, is what a person here said: whatever a card or a bundle
says about that is shown and never believed.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

from carefacilitator import paths
from carefacilitator.bundle.keys import Card as Card
from carefacilitator.bundle.keys import (
    Identity,
    Recipient,
    identity_from,
    new_identity,
    parse_card,
    parse_recipient,
    words_of,
)
from carefacilitator.bundle.keys import Role as Role
from carefacilitator.errors import DiskFull, FileMissing, NoPermission, Refusal
from carefacilitator.machine import files, keeping
from carefacilitator.model.privacy.passphrases import LEAST_LETTERS, is_long_enough
from carefacilitator.storage import peers, readings
from carefacilitator.storage.failures import PassphraseMissing, PassphraseShort, named_failures
from carefacilitator.storage.peers import KnownDevice as KnownDevice
from carefacilitator.storage.workspace import Workspace

_KEYS = "identity"
_NAME = "device_name"
_LARGEST_CARD = 64 * 1024


class SignerUnknown(Refusal):
    """The device ``device`` was never met, or nobody has compared its words yet."""

    code = "signer_unknown"


class SignerChanged(Refusal):
    """The known device ``device`` comes with another key."""

    code = "signer_changed"


class RecipientUnknown(Refusal):
    """``name`` is no card, no age key and no device that is known."""

    code = "recipient_unknown"


class RecipientAmbiguous(Refusal):
    """Several known devices are called ``name``."""

    code = "recipient_ambiguous"


class Identities:
    """This device's keys and card, and the cards of others."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._own: Identity | None = None

    # -- this device -----------------------------------------------------------------------

    def own(self) -> Identity:
        """The keys of this device, drawn when they are first needed."""
        if self._own is None:
            kept = self._workspace.meta(_KEYS)
            self._own = _read(kept) if kept else self._draw()
        return self._own

    def _draw(self) -> Identity:
        identity = new_identity()
        told = {"age": identity.age_secret, "sign": identity.sign_seed.hex()}
        self._workspace.set_meta(_KEYS, json.dumps(told))
        return identity

    def name_device(self) -> None:
        """Name a device that has written nothing yet after its signing key."""
        if not readings.anything_written(self._workspace) and not self._workspace.meta(_KEYS):
            self._workspace.set_meta("device", self.own().key_id.hex())

    @property
    def name(self) -> str:
        """What people call this device; until somebody names it, its first words."""
        return self._workspace.meta(_NAME) or " ".join(self.words()[:2])

    def rename(self, name: str) -> None:
        """Give this device a name that others see on its card."""
        self._workspace.set_meta(_NAME, " ".join(name.split())[:100])

    def card(self, role: Role = "other") -> Card:
        """The public card, to give to others; ``role`` is what it asks to be taken as."""
        return self.own().card(self._workspace.device, self.name, role)

    def words(self, language: str = "en") -> tuple[str, ...]:
        """The words of this device, to compare by voice."""
        own = self.own()
        return words_of(own.age_public, own.minisign_public, language)

    def write_card(self, out: Path) -> None:
        """Write this device's public card into a file. Raises DiskFull, NoPermission."""
        _write_privately(out, self.card().text().encode())

    def write_secrets(self, out: Path, passphrase: str | None) -> list[Path]:
        """Write the secret keys, encrypted, for ``age -i`` and ``minisign -s``.

        ``out`` is the age identity; beside it stand ``out.minisign`` and ``out.minisign.pub``.
        Raises PassphraseMissing, PassphraseShort, DiskFull, NoPermission.
        """
        if not passphrase:
            raise PassphraseMissing()
        if not is_long_enough(passphrase):
            raise PassphraseShort(least=LEAST_LETTERS)
        from carefacilitator.bundle.secret_export import export_secrets

        made = export_secrets(self.own(), passphrase)
        files = {
            out: made.age,
            out.with_name(out.name + ".minisign"): made.minisign,
            out.with_name(out.name + ".minisign.pub"): made.minisign_public,
        }
        for path, content in files.items():
            _write_privately(path, content)
        return list(files)

    # -- others ----------------------------------------------------------------------------

    def peers(self) -> list[KnownDevice]:
        """Every device that is known, trusted or not."""
        return peers.peers(self._workspace)

    def told_names(self) -> dict[str, str]:
        """What to call every device on a screen; equal names are told apart by the short name."""
        known = self.peers()
        often = Counter(one.name for one in known)
        return {
            one.device: (f"{one.name} ({one.device})" if often[one.name] > 1 else one.name)
            if one.name
            else one.device
            for one in known
        }

    def find(self, device: str) -> KnownDevice | None:
        """What is known of a device, or None."""
        return peers.find_peer(self._workspace, device)

    @staticmethod
    def words_of(peer: KnownDevice) -> tuple[str, ...]:
        """The words of another device, to compare with those it shows."""
        return words_of(peer.age, peer.minisign)

    def is_known(self, card: Card) -> bool:
        """Whether this very card belongs to this device or to one that is trusted.

        Raises SignerChanged where its device is known with other keys.
        """
        if card.device == self._workspace.device:
            if card.minisign != self.own().minisign_public:
                raise SignerChanged(device=card.device)
            return True
        known = self.find(card.device)
        if known is None:
            return False
        if known.minisign != card.minisign:
            raise SignerChanged(device=card.device)
        return known.trusted

    def trust(self, card: Card, role: Role | None = None) -> KnownDevice:
        """Accept a card whose words a person has compared. Raises SignerChanged.

        ``role`` is what the person says; without it a known device keeps its role and a new one is
        ``other``. Nothing is shared with it by that.
        """
        self.is_known(card)
        before = self.find(card.device)
        peer = KnownDevice(
            device=card.device,
            name=card.name or (before.name if before else ""),
            role=role or (before.role if before and before.trusted else "other"),
            age=card.age,
            minisign=card.minisign,
            met_at=before.met_at if before else self._workspace.now(),
            trusted=True,
        )
        if peer != before:
            peers.keep_peer(self._workspace, peer)
        return peer

    @staticmethod
    def look_at_card(path: Path) -> Card:
        """The card in a file; nothing is kept. Raises KeyInvalid, FileMissing, NoPermission."""
        if not path.is_file():
            raise FileMissing(name=path.name)
        return parse_card(_card_text(path))

    def take_card(self, text: str, role: Role | None = None) -> KnownDevice:
        """Keep the card that a person was given by hand; ``role`` as for :meth:`trust`.

        Raises KeyInvalid, SignerChanged.
        """
        card = parse_card(text)
        self._checked(card.recipient())  # a card by hand is not signed: every key must be the same
        return self.trust(card, role)

    def take_card_file(self, path: Path, role: Role | None = None) -> KnownDevice:
        """Keep the card in a file. Raises FileMissing and what :meth:`take_card` raises."""
        return self.take_card(_card_text(path), role)

    def forget(self, device: str) -> None:
        """Forget a device: what it signs is asked about again."""
        peers.forget_peer(self._workspace, device)

    def known(self, text: str) -> KnownDevice:
        """The known device of this short name, or of this name where only one bears it.

        Raises RecipientUnknown, RecipientAmbiguous.
        """
        peer = self._named(text.strip())
        if peer is None or not peer.trusted:
            raise RecipientUnknown(name=text.strip()[:80])
        return peer

    def _named(self, wanted: str) -> KnownDevice | None:
        """A device by its short name first: anybody may name herself after somebody else."""
        found = self.find(wanted)
        if found is not None:
            return found
        named = [one for one in self.peers() if wanted and wanted == one.name]
        if len(named) > 1:
            raise RecipientAmbiguous(name=wanted[:80])
        return named[0] if named else None

    def recipient(self, text: str) -> Recipient:
        """Whom somebody means by a card's file, an age key, or a known device's name.

        The role is the one a person here gave the device; whoever is not known is ``other``,
        whatever the card says. Raises RecipientUnknown, RecipientAmbiguous, KeyInvalid,
        FileMissing, NoPermission; SignerChanged where the card's device is known with other keys.
        """
        wanted = text.strip()
        if wanted.startswith(("age1", "AGE-SECRET-KEY-", "{")):
            return self._checked(parse_recipient(wanted))
        peer = self._named(wanted)
        if peer is not None:
            return _of_peer(peer)
        path = Path(wanted)
        if not path.is_file():
            if path.suffix:
                raise FileMissing(name=path.name)
            raise RecipientUnknown(name=wanted[:80])
        return self._checked(parse_recipient(_card_text(path)))

    def _checked(self, recipient: Recipient) -> Recipient:
        known = self.find(recipient.device) if recipient.device else None
        if known is not None and (known.age, known.minisign) != (recipient.age, recipient.minisign):
            raise SignerChanged(device=recipient.device)
        return replace(recipient, role="other" if known is None else _role_of(known))


def _role_of(peer: KnownDevice) -> Role:
    """What a person here said a device is; one whose words nobody compared is ``other``."""
    return "own_group" if peer.trusted and peer.role == "own_group" else "other"


def _of_peer(peer: KnownDevice) -> Recipient:
    role = _role_of(peer)
    return Recipient(
        age=peer.age, name=peer.name, role=role, device=peer.device, minisign=peer.minisign
    )


def _read(kept: str) -> Identity:
    told = json.loads(kept)
    return identity_from(told["age"], bytes.fromhex(told["sign"]))


def _card_text(path: Path) -> str:
    try:
        with named_failures(path.name), path.open("rb") as file:
            return file.read(_LARGEST_CARD).decode("utf-8", "replace")
    except OSError as error:
        raise FileMissing(name=path.name) from error


def _write_privately(path: Path, content: bytes) -> None:
    temporary = paths.unfinished(path)
    try:
        with named_failures(path.parent.name):
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                keeping.close_to_others(temporary, 0o600)
                files.hide(temporary)
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            files.replace(temporary, path)
    except FileNotFoundError as error:
        raise FileMissing(name=path.parent.name) from error
    except (DiskFull, NoPermission):
        temporary.unlink(missing_ok=True)
        raise
