"""Secret keys leave in forms that age and minisign themselves open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from carefacilitator.bundle.keys import Identity
from carefacilitator.bundle.secret_export import export_secrets, minisign_secret_file

PASSPHRASE = "pas de mots faciles é ورشة"


def test_stock_minisign_signs_with_the_exported_key(
    tmp_path: Path, run: Any, identities: tuple[Identity, Identity]
) -> None:
    maker = identities[0]
    (tmp_path / "key").write_bytes(minisign_secret_file(maker, PASSPHRASE, bytes(32)))
    (tmp_path / "text").write_text("hello")
    signed = run("minisign", "-S", "-s", "key", "-m", "text", typed=PASSPHRASE + "\n")
    assert signed.returncode == 0, signed.stderr
    checked = run("minisign", "-V", "-m", "text", "-P", maker.minisign_public)
    assert checked.returncode == 0
    wrong = run("minisign", "-S", "-s", "key", "-m", "text", typed="something else\n")
    assert wrong.returncode != 0


def test_stock_age_decrypts_with_the_exported_key(
    tmp_path: Path,
    run: Any,
    run_with_terminal: Callable[[list[str], str], tuple[int, str]],
    identities: tuple[Identity, Identity],
) -> None:
    maker = identities[0]
    exported = export_secrets(maker, PASSPHRASE)
    assert maker.age_secret.encode() not in exported.age
    key, sealed, plain = tmp_path / "key.age", tmp_path / "sealed", tmp_path / "plain"
    key.write_bytes(exported.age)
    (tmp_path / "text").write_text("hello")
    made = run("age", "-r", maker.age_public, "-o", sealed, "text")
    assert made.returncode == 0
    command = ["age", "--decrypt", "-i", str(key), "-o", str(plain), str(sealed)]
    code, said = run_with_terminal(command, PASSPHRASE)
    assert code == 0, said
    assert plain.read_text() == "hello"


def test_exported_public_key_is_a_file_for_minisign(
    tmp_path: Path, run: Any, identities: tuple[Identity, Identity]
) -> None:
    maker = identities[0]
    exported = export_secrets(maker, PASSPHRASE)
    (tmp_path / "key.pub").write_bytes(exported.minisign_public)
    (tmp_path / "key").write_bytes(exported.minisign)
    (tmp_path / "text").write_text("hello")
    signed = run("minisign", "-S", "-s", "key", "-m", "text", typed=PASSPHRASE + "\n")
    assert signed.returncode == 0, signed.stderr
    assert run("minisign", "-V", "-m", "text", "-p", "key.pub").returncode == 0
