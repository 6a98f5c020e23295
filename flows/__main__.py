"""The command ``duizhang``.

Worker processes import the module that was started once more. So this one imports nothing: they
stay small.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from flows.command_line import app

    app()


if __name__ == "__main__":
    main()
