"""What the campaign costs, and what each result costs."""

from __future__ import annotations

import numpy as np

from simsmm.measures import acts, reach, sales
from simsmm.measures.measure import BOUGHT, BRANDS, PAID, SOLD_OR_SEATED, measure, ratio
from simsmm.measures.view import View
from simsmm.record import Act, Kind


@measure(
    "spend",
    unit="money",
    by=BOUGHT,
    formula="sum over boosts of the money that bought impressions",
    example="2,400 EUR set aside, of which the audience took 2,100 EUR before the cap: 2,100 EUR.",
    mistake="Reporting the budget: what the audience could not take was not spent.",
)
def spend(view: View) -> float:
    """Media money that bought impressions; never more than was set aside."""
    return sum((boost.spent for boost in view.boosts), 0.0)


@measure(
    "unspent",
    unit="money",
    by=BOUGHT,
    formula="sum over boosts of the money set aside - spend",
    example="2,400 EUR set aside, 2,100 EUR spent: 300 EUR left.",
    mistake="Treating it as saved by good buying: a cap or a small audience left it over.",
)
def unspent(view: View) -> float:
    """Media money set aside that bought nothing."""
    return sum((boost.planned - boost.spent for boost in view.boosts), 0.0)


@measure(
    "fees",
    unit="money",
    by=PAID,
    formula="sum of the fees of creators; of a channel, of those who publish there",
    example="Two creators at 500 and 700 EUR: 1,200 EUR.",
    mistake="Leaving fees out of the cost of a result.",
)
def fees(view: View) -> float:
    """Paid to creators."""
    return view.setting.fees if view.whole_money else view.fees


@measure(
    "production",
    unit="money",
    by=BRANDS,
    formula="the scenario's production budget",
    example="A video for 800 EUR: 800 EUR.",
    mistake="Leaving production out of the cost of a result.",
)
def production(view: View) -> float:
    """Paid for making what is published."""
    return view.production


@measure(
    "total cost",
    unit="money",
    by=PAID,
    formula="spend + fees + production; of a channel, or of paid media, spend + fees: production "
    "serves all channels alike and is left out there",
    example="2,100 + 1,200 + 800 EUR: 4,100 EUR.",
    mistake="Calling media money the cost of the campaign.",
)
def total_cost(view: View) -> float:
    """Everything that was paid: media, creators and production; of a channel, without the last."""
    return spend(view) + fees(view) + view.production


@measure(
    "CPM",
    unit="money per 1,000 impressions",
    by=BOUGHT,
    formula="1,000 x spend / bought impressions",
    example="2,100 EUR for 150,000 bought impressions: 14 EUR.",
    mistake="Dividing by all impressions: earned and owned ones were not bought, nor were a "
    "creator's, who costs a fee.",
)
def cost_per_thousand(view: View) -> float:
    """Cost per mille: media money per thousand bought impressions."""
    return ratio(1000.0 * spend(view), int(view.kinds[Kind.AD]) * view.scale)


@measure(
    "CPP",
    unit="money per rating point",
    by=BOUGHT,
    formula="spend / GRP of bought impressions",
    example="38,000 EUR for 200 GRP: 190 EUR.",
    mistake="Comparing it between markets: a point of a large market is more people.",
)
def cost_per_point(view: View) -> float:
    """Cost per point: media money per gross rating point among the target that it bought."""
    bought = view.keep(view.kind == Kind.AD)
    return ratio(spend(view), reach.gross_rating_points(bought))


@measure(
    "CPC",
    unit="money per click",
    by=BOUGHT,
    formula="spend / clicks on bought impressions",
    example="2,100 EUR and 1,400 clicks on advertisements: 1.50 EUR.",
    mistake="Dividing by all clicks: those at posts passed on were not bought.",
)
def cost_per_bought_click(view: View) -> float:
    """Cost per click: media money per click on a bought impression."""
    clicked = (view.acts & Act.CLICK > 0) & (view.kind == Kind.AD)
    return ratio(spend(view), int(np.count_nonzero(clicked)) * view.scale)


@measure(
    "cost per reached person",
    unit="money per person",
    by=PAID,
    formula="total cost / reach; of a channel, its media money and its creators' fees / its reach",
    example="4,100 EUR for 82,000 people: 0.05 EUR.",
    mistake="Dividing media money only: creators and production were paid for the same people.",
)
def cost_per_reached(view: View) -> float:
    """Everything that was paid, per person reached; of a channel, without production."""
    return ratio(total_cost(view), reach.reach.of_market(view))


@measure(
    "cost per click",
    unit="money per click",
    by=PAID,
    formula="total cost / clicks; of a channel, media money and creators' fees / its clicks",
    example="4,100 EUR for 2,050 visits: 2 EUR.",
    mistake="Comparing it with CPC: that leaves out fees and production, and clicks not bought.",
)
def cost_per_click(view: View) -> float:
    """Everything that was paid, per visit; of a channel, without production."""
    return ratio(total_cost(view), acts.clicks.of_market(view))


@measure(
    "cost per incremental sale",
    unit="money per sale",
    by=BRANDS,
    formula="total cost / incremental sales",
    example="4,100 EUR for 410 sales more than without the campaign: 10 EUR.",
    mistake="Dividing by all sales: most of them would have been made anyway.",
)
def cost_per_incremental_sale(view: View) -> float:
    """Everything that was paid, per sale that the campaign caused."""
    return ratio(total_cost(view), sales.incremental_sales.of_market(view))


def _at_price(view: View, rows: np.ndarray, *, margin: bool) -> float:
    """Worth of purchases: at their price, or at what of it is left."""
    offers = view.setting.offers
    sold = np.bincount(rows["offer"], minlength=len(offers))
    return sum(
        int(number) * offer.price * (offer.margin if margin else 1.0)
        for number, offer in zip(sold, offers, strict=True)
    )


@measure(
    "revenue",
    unit="money",
    scaled=True,
    by=SOLD_OR_SEATED,
    formula="sum over sales of the price",
    example="600 albums at 12 EUR: 7,200 EUR.",
    mistake="Crediting it to the campaign: see incremental revenue.",
)
def revenue(view: View) -> float:
    """Price of everything sold, campaign or not."""
    return _at_price(view, view.purchases, margin=False)


@measure(
    "incremental revenue",
    unit="money",
    scaled=True,
    by=SOLD_OR_SEATED,
    formula="revenue - revenue without the campaign",
    example="7,200 EUR with the campaign and 6,000 EUR without: 1,200 EUR.",
    mistake="Comparing with last month instead of with the same days without the campaign.",
)
def incremental_revenue(view: View) -> float:
    """Revenue that the campaign caused."""
    return revenue(view) - _at_price(view, view.purchases_without, margin=False)


@measure(
    "incremental margin",
    unit="money",
    scaled=True,
    by=SOLD_OR_SEATED,
    formula="sum over incremental sales of price x margin",
    example="1,200 EUR of incremental revenue at a margin of 60 %: 720 EUR.",
    mistake="Holding revenue against cost: the product itself has to be paid for.",
)
def incremental_margin(view: View) -> float:
    """What the sales that the campaign caused leave after the cost of the product."""
    with_it = _at_price(view, view.purchases, margin=True)
    return with_it - _at_price(view, view.purchases_without, margin=True)


@measure(
    "return on spend",
    unit="money per money",
    by=BRANDS,
    formula="incremental margin / total cost",
    example="6,150 EUR of incremental margin at a total cost of 4,100 EUR: 1.5.",
    mistake="Dividing all revenue by media money, as platforms do: that is not what came back. "
    "Below 1 the campaign does not pay for itself within the run.",
)
def return_on_spend(view: View) -> float:
    """Incremental margin per unit of money paid; 1 is break-even."""
    return ratio(incremental_margin.of_market(view), total_cost(view))


@measure(
    "profit",
    unit="money",
    by=BRANDS,
    formula="incremental margin - total cost",
    example="6,150 EUR of incremental margin at a total cost of 4,100 EUR: 2,050 EUR.",
    mistake="Expecting it within the run: fans won and memory may still sell afterwards.",
)
def profit(view: View) -> float:
    """What the campaign leaves by the end of the run, after everything it cost."""
    return incremental_margin.of_market(view) - total_cost(view)


@measure(
    "break-even sales",
    unit="sales needed",
    by=BRANDS,
    formula="total cost / margin of a sale, price x margin averaged over everything sold",
    example="A total cost of 4,100 EUR and 7.20 EUR of margin a piece: 569 incremental sales.",
    mistake="Counting all sales towards it: those made anyway pay for nothing.",
)
def break_even_sales(view: View) -> float:
    """Incremental sales from which on the campaign has paid for itself."""
    sold = view.sold
    return ratio(total_cost(view), ratio(_at_price(view, sold, margin=True), len(sold)))
