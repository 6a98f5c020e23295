"""The command ``duizhang``.

Worker processes import the module that was started once more. So this one imports nothing: they
stay small.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line; a fault of ours is one line there too, with its details in a file."""
    from flows.commands.command_line import EXIT_FAULT, app

    try:
        app()
    except Exception as error:
        import os
        import sys
        import tempfile
        import traceback

        from extractors.characters import printable
        from outputs.language.speaking import language_of, speaking, translated

        with tempfile.NamedTemporaryFile(
            "w", prefix="duizhang-", suffix=".log", encoding="utf-8", delete=False
        ) as file:
            file.write(traceback.format_exc())
        message = f"Duizhang itself failed: {type(error).__name__}: {error} (details in {file.name})"
        with speaking(language_of(os.environ)):
            print(printable(translated(message)), file=sys.stderr)
        sys.exit(EXIT_FAULT)


if __name__ == "__main__":
    main()
