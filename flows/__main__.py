"""The command ``duizhang``.

Worker processes import the module that was started once more. So this one imports nothing: they
stay small.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line, which ends in order whenever it is told to."""
    from flows.commands.ending import EXIT_INTERRUPTED, ToldToEnd

    ending = ToldToEnd()
    ending.listen()
    try:
        code = _carried_out()
    except KeyboardInterrupt:  # before a command has begun, or when it had ended
        code = _told("Interrupted.", EXIT_INTERRUPTED)
    ending.end(code)


def _carried_out() -> int:
    """The code to end with; a fault of ours is one line there too, with its details in a file."""
    from flows.commands.command_line import EXIT_FAULT, app

    try:
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except Exception as error:
        import tempfile
        import traceback

        with tempfile.NamedTemporaryFile(
            "w", prefix="duizhang-", suffix=".log", encoding="utf-8", delete=False
        ) as file:
            file.write(traceback.format_exc())
        told = f"Duizhang itself failed: {type(error).__name__}: {error} (details in {file.name})"
        return _told(told, EXIT_FAULT)
    return 0


def _told(message: str, code: int) -> int:
    """Say a sentence where no command does, in the language that is asked for; gives ``code`` back."""
    import os
    import sys

    from extractors.characters import printable
    from flows.commands.program import wanted_language
    from outputs.language.speaking import speaking, translated

    with speaking(wanted_language(sys.argv[1:], os.environ)):
        print(printable(translated(message)), file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
