"""The mechanisms of channels by name, as the engine numbers them.

| mechanism | who can see an item |
| --- | --- |
| feed | those tied to whoever published or shared it |
| message | some ties, chosen by the sender |
| venue | members; a reply bumps the thread; in a place, those present |
| ranking | visitors of a list ordered by votes against age |
| recommended | a test audience, widened while engagement holds |
| broadcast | an audience that is bought; nobody answers |
"""

FEED, MESSAGE, VENUE, RANKING, RECOMMENDED, BROADCAST = range(6)
MECHANISMS = {
    "feed": FEED,
    "message": MESSAGE,
    "venue": VENUE,
    "ranking": RANKING,
    "recommended": RECOMMENDED,
    "broadcast": BROADCAST,
}
