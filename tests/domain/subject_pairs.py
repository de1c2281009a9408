"""Pairs of facts as people write them: whether two who said these should be brought together. Written before the rule was tuned, and not for it."""

from typing import NamedTuple


class Pair(NamedTuple):
    """A fact of one and a fact of another (category, text), and whether they share a subject."""

    one: tuple[str, str]
    other: tuple[str, str]
    shared: bool


def _pairs(shared: bool, text: str) -> list[Pair]:
    made = []
    for line in text.strip().split("\n"):
        one, other = ([part.strip() for part in half.split(":", 1)] for half in line.split(" | "))
        made.append(Pair((one[0], one[1]), (other[0], other[1]), shared))
    return made


SHARED = _pairs(
    True,
    """
hobby: runs marathons | hobby: marathon in spring
hobby: restores an old sailing boat | passion: sails the Baltic every August
passion: choir, second alto | hobby: sings tenor in the church choir
hobby: keeps bees on the roof | hobby: beekeeping since she was ten
hobby: bakes sourdough at weekends | passion: sourdough, has a starter from 1998
hobby: long-distance cycling | hobby: cycled to Rome last year
passion: photographs birds | hobby: bird watching with his father
hobby: plays chess online | passion: chess, club champion twice
hobby: climbing in the Alps | passion: climbs on Thursdays
passion: her garden, mostly dahlias | hobby: gardening, wants to win with her dahlias
hobby: learns Japanese | passion: everything Japanese, above all the cinema
hobby: collects old typewriters | passion: repairs typewriters in the cellar
worry: churn among the small shops | challenge: churn doubled since the price change
worry: nobody to cover the holidays | challenge: cover for three nurses over the holidays
worry: nine days for a spare part | worry: customers wait two weeks for spare parts
challenge: two bakers short | worry: cannot find bakers for the night shift
goal: one audit a year instead of three | worry: the audit in March
goal: open a second warehouse in Poland | challenge: running a warehouse in Poland from here
worry: succession, no child wants the firm | goal: settle the succession before he is sixty
challenge: migrating off the old ERP | goal: a new ERP by January
worry: energy prices in winter | challenge: energy is a third of her costs
goal: be carbon neutral by 2030 | challenge: measure the carbon of the supply chain
worry: ransomware, a neighbour was hit | challenge: staff training against ransomware
goal: get ISO 27001 certified | challenge: the ISO certificate eats her evenings
goal: raise a seed round | worry: the seed round is slower than planned
worry: late payments of the big chains | challenge: chains pay late, sixty days and more
goal: win the tender of the city hospital | worry: losing the hospital tender
worry: her mother's dementia | challenge: cares for a father with dementia
challenge: onboarding of remote staff | goal: onboarding in one week instead of four
goal: export to Japan | challenge: first export, customs papers
hobby: plays the cello | passion: string quartets, cello above all
hobby: Volleyball im Verein | passion: Volleyball mit den Töchtern
hobby: wędkarstwo, co niedzielę | passion: wędkarstwo na Mazurach
worry: hiring, eleven open positions | goal: hire eight engineers before summer
hobby: jogs along the river | hobby: runs every morning
worry: people leave after a year | challenge: staff turnover
""",
)

APART = _pairs(
    False,
    """
worry: the Q3 budget: two teams, one pot | goal: a team that runs without her
goal: open a second site by spring | goal: open the new office in May
goal: grow the business by ten percent | worry: the business after he retires
challenge: a team of four for the work of nine | worry: his team does not talk to each other
goal: happy customers | worry: customers wait nine days for an answer
goal: finish the project on time | challenge: too many projects at once
worry: the new manager | goal: become a manager
goal: a better work-life balance | challenge: work on Sundays
hobby: reads crime novels | passion: her book club friends
hobby: long walks with the dog | hobby: city trips with friends
passion: travel, forty countries so far | hobby: restores old radios
hobby: board games with the family | hobby: swims with the family on Sundays
passion: music of the seventies | hobby: skiing in February
hobby: tennis twice a week | hobby: yoga twice a week
worry: the house, damp in the cellar | goal: buy a house by the sea
challenge: keep good people | goal: bring people together once a year
goal: launch the app in March | worry: the shop in March
worry: prices of steel | challenge: price list in three languages
goal: close the books in five days | challenge: five days of holidays are not enough
worry: his daughter's first year at school | goal: a daughter company in Spain
goal: less time in meetings | worry: meeting the bank on Monday
challenge: the first year of the new system | goal: one system for everything
goal: improve quality | challenge: quality of the sleep with twins
hobby: marathon in spring | goal: a marathon of a project, to be finished in spring
worry: cash until the summer | goal: be home by six
goal: start a podcast | challenge: start earlier in the morning
hobby: weekend house in the country | passion: country music
challenge: two offices, one board | worry: the board wants a report each week
hobby: football on television | hobby: knitting in front of the television
goal: sell the company in five years | challenge: sell more than last year
passion: good coffee | hobby: collects good wine
worry: losing the largest client | goal: a client in every country
goal: learn to delegate | hobby: learns to fly
challenge: staff sick since October | goal: finish by October
hobby: cooking for friends | hobby: old friends from the army
worry: his health | challenge: health and safety at work
""",
)

PAIRS = [*SHARED, *APART]
