"""The least that Typer can be asked: the limit of what a command line may cost."""

import typer

app = typer.Typer(rich_markup_mode=None)


@app.command()
def show(name: str, shout: bool = False) -> None:
    """Show a name."""
    typer.echo(name.upper() if shout else name)


@app.command()
def hide(name: str) -> None:
    """Hide a name."""


if __name__ == "__main__":
    app()
