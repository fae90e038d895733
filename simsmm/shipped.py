"""Where the scenarios that come with simsmm are: in the installed package, or in the checkout."""

from __future__ import annotations

from pathlib import Path


def scenario_path(name: str) -> Path:
    """The file of a shipped scenario, such as ``"band_album"``.

    Raises:
        FileNotFoundError: no scenario of that name is shipped; the message lists those that are.
    """
    package = Path(__file__).parent
    folders = (package / "scenarios", package.parent / "scenarios")
    for folder in folders:
        path = folder / f"{name}.yaml"
        if path.is_file():
            return path
    known = sorted({path.stem for folder in folders for path in folder.glob("*.yaml")})
    raise FileNotFoundError(
        f"no shipped scenario {name!r}; there are: {', '.join(known) or 'none'}"
    )
