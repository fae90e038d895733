"""The commands and their options; each imports what it needs when it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from simsmm.cli.complaints import complaining
from simsmm.cli.helping import App
from simsmm.cli.language import OPTION, VARIABLE
from simsmm.cli.options import (
    Force,
    Json,
    Out,
    Scenario,
    Seed,
    Tables,
    choose_language,
    share_of,
    tell_version,
)
from simsmm.wording import LANGUAGES, say

app = App(
    name="simsmm",
    help=say(
        "A wind tunnel for social media campaigns: how many people a plan will reach, how often "
        "and at what cost, with honest error bars, before the money is spent."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _simsmm(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=tell_version,
            is_eager=True,
            help=say("Say which version this is."),
        ),
    ] = False,
    language: Annotated[
        str | None,
        typer.Option(
            OPTION,
            metavar="L",
            callback=choose_language,
            is_eager=True,
            help=say(
                "Language of all texts: {languages}. May stand after the command too; "
                "{variable} in the environment does the same.",
                languages=", ".join(LANGUAGES),
                variable=VARIABLE,
            ),
            show_default=False,
        ),
    ] = None,
) -> None:
    pass


@app.command(
    help=say("Say what is wrong with a scenario, and where.")
    + "\n\n"
    + say("Exit code 2 if it cannot be run; 0 otherwise, with or without warnings.")
)
def check(
    scenario: Scenario,
    resolved: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=say("Also write the plan with every default filled in, to keep.")
        ),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--force", help=say("Overwrite that file."))] = False,
) -> None:
    """Check a scenario."""
    from simsmm.cli.checking import check as examine
    from simsmm.cli.checking import resolve

    with complaining():
        usable = examine(scenario)
        if usable and resolved is not None:
            resolve(scenario, resolved, overwrite=overwrite)
    raise typer.Exit(0 if usable else 2)


@app.command(
    help=say("Write a first scenario, with comments, from a few questions or from options.")
)
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("Where to write it."))] = Path(
        "campaign.yaml"
    ),
    brand: Annotated[str | None, typer.Option(help=say("Whose campaign it is."))] = None,
    market: Annotated[str | None, typer.Option(help=say("Whom it could reach, in words."))] = None,
    people: Annotated[str | None, typer.Option(help=say("How many people that are."))] = None,
    channels: Annotated[
        str | None, typer.Option(help=say("Channels, with commas between them."))
    ] = None,
    budget: Annotated[
        str | None, typer.Option(help=say("Money for boosts, such as '500 EUR'."))
    ] = None,
    days: Annotated[str | None, typer.Option(help=say("How many days it lasts."))] = None,
    goal: Annotated[str | None, typer.Option(help=say("How many people it should reach."))] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help=say("Ask nothing; assume what is left out."))
    ] = False,
) -> None:
    """Write a first scenario."""
    from simsmm.cli.drafting import new as write

    given = {"brand": brand, "market": market, "people": people, "channels": channels}
    with complaining():
        write(file, {**given, "budget": budget, "days": days, "goal": goal}, ask=not yes)


@app.command(
    help=say("Print the JSON Schema of scenarios, from which editors complete and underline.")
    + "\n\n"
    + say(
        "An editor that speaks YAML reads it where the first line of a scenario says "
        "`# yaml-language-server: $schema=FILE`."
    )
)
def schema(
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=say("Write it there."), show_default=say("printed")),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--force", help=say("Overwrite that file."))] = False,
) -> None:
    """Print the schema."""
    from simsmm.cli.checking import print_schema

    with complaining():
        print_schema(out, overwrite=overwrite)


@app.command(
    help=say("Simulate a campaign and write its report.")
    + "\n\n"
    + say(
        "Writes report.html with its figures and tables, replay.html, answer.json, every replicate "
        "as Parquet, and manifest.json, which repeats the run. Ctrl-C stops early and keeps what "
        "is done."
    )
)
def run(
    context: typer.Context,
    scenario: Annotated[
        Path | None, typer.Argument(metavar="SCENARIO", help=say("A scenario file (YAML)."))
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="MANIFEST",
            help=say("Repeat a run from its manifest.json, bit for bit, instead of a scenario."),
        ),
    ] = None,
    seed: Seed = 0,
    replicates: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=1_000_000,
            metavar="N",
            help=say("Exactly so many simulated outcomes."),
            show_default=say("as many as the precision needs"),
        ),
    ] = None,
    precision: Annotated[
        float | None,
        typer.Option(
            parser=share_of,
            metavar="P",
            help=say("How sure the mean of reach has to be, such as 2%."),
            show_default=say("that of the scenario's effort"),
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=1024,
            metavar="W",
            help=say("Threads; changes no number."),
            show_default=say("one per processor"),
        ),
    ] = None,
    out: Out = None,
    json: Json = False,
    quick: Annotated[
        bool,
        typer.Option(
            "--quick", help=say("A first look: effort quick, whatever the scenario says.")
        ),
    ] = False,
    curve: Annotated[
        bool | None,
        typer.Option(
            "--curve/--no-curve",
            help=say("Also try no, half and twice the media money, 16 outcomes each."),
            show_default=say("unless the effort is quick"),
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Run a scenario."""
    from simsmm.cli.running import Order, carry_out

    with complaining():
        if manifest is not None:
            _nothing_but(context, ("manifest", "workers", "out", "json", "force"))
        elif scenario is None:
            raise typer.BadParameter(say("name a scenario, or --from and a manifest"))
        order = Order(
            manifest or scenario or Path(),
            seed,
            replicates,
            precision,
            workers,
            out,
            json,
            quick,
            force,
            curve,
            repeat=manifest is not None,
        )
        code = carry_out(order)
    raise typer.Exit(code)


def _nothing_but(context: typer.Context, allowed: tuple[str, ...]) -> None:
    """Refuse options that a repetition would have to ignore."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if name not in allowed and source is not None and source.name != "DEFAULT":
            told = "SCENARIO" if name == "scenario" else f"--{name}"
            raise typer.BadParameter(
                say("--from repeats a run as it was; leave out {option}", option=told)
            )


@app.command(
    help=say("Explain a plan and its numbers, or any word of the trade.")
    + "\n\n"
    + say(
        "SUBJECT is a scenario file, a channel, a layer of ties, a measure, a term, a number or a "
        "rule, such as plan.yaml, 'social network', frequency or 'trust page'. Without it: what "
        "can be explained."
    )
)
def explain(
    subject: Annotated[str | None, typer.Argument(metavar="SUBJECT", show_default=False)] = None,
    simulate: Annotated[
        bool,
        typer.Option(
            help=say("Of a channel, also hold what a simulation gives against what is published.")
        ),
    ] = True,
) -> None:
    """Explain a subject."""
    from simsmm.cli.explaining import explain as tell

    with complaining():
        tell(subject, simulate=simulate)


@app.command(
    name="list",
    help=say("List what there is: one line each.")
    + "\n\n"
    + say(
        "WHAT is one of channels, measures, rules, actors, generators, layers, terms, "
        "formats, currencies, prices and rhythms."
    ),
)
def list_(
    what: Annotated[str, typer.Argument(metavar="WHAT")],
    json: Json = False,
) -> None:
    """List all of a kind."""
    from simsmm.cli.listing import tell

    with complaining():
        tell(what, json=json)


@app.command(
    help=say("Say who is where, before any money is spent.")
    + "\n\n"
    + say(
        "No campaign is run. Segments and cities by channel, overlaps of channels, activity by "
        "hour, fans of the pages, and where the target can be met at what price."
    )
)
def audience(
    scenario: Scenario,
    seed: Seed = 0,
    json: Json = False,
    out: Tables = None,
    force: Force = False,
) -> None:
    """Research an audience."""
    from simsmm.cli.researching import research

    with complaining():
        research(scenario, seed, json=json, out=out, force=force)


@app.command(help=say("Show the ties that are simulated: targets, and what came out."))
def society(scenario: Scenario, seed: Seed = 0) -> None:
    """Show the ties."""
    from simsmm.cli.showing import show

    with complaining():
        show(scenario, seed)


@app.command(
    help=say("Show who passed it to whom: one outcome as a moving picture, in a file of its own.")
)
def replay(
    scenario: Scenario,
    seed: Annotated[int, typer.Option(help=say("The same seed gives the same outcome."))] = 0,
    replicate: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=1_000_000,
            metavar="N",
            help=say("Which simulated outcome, counted from 0."),
            show_default=say("the one in the middle of a few"),
        ),
    ] = None,
    post: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help=say("The post to show at first."),
            show_default=say("all posts"),
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=say("File to write. If it exists, a number is added to its name."),
            show_default=say("runs/ and the scenario's name"),
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=say("Overwrite an existing file."))
    ] = False,
) -> None:
    """Write a replay."""
    from simsmm.cli.replaying import Showing, show

    with complaining():
        show(Showing(scenario, seed, replicate, post, out, force))


@app.command(help=say("Run the example that comes with simsmm: a band's album launch."))
def demo(out: Out = None, force: Force = False) -> None:
    """Run the example."""
    from simsmm.cli.running import DEMO_REPLICATES, Order, carry_out
    from simsmm.shipped import scenario_path

    with complaining():
        scenario = scenario_path("band_album")
        order = Order(scenario, replicates=DEMO_REPLICATES, out=out, force=force)
        code = carry_out(order)
    raise typer.Exit(code)
