import pytest

from caretrack.domain.people.in_sentences import Cast, cast_of, may_name_group, mentions_in
from caretrack.domain.people.names import Candidate, name_key
from caretrack.domain.people.presence import NAMED, OWNER, SPOKEN_OF, THERE


def somebody(name: str, *nicknames: str, archived: bool = False) -> Candidate:
    keys = tuple(map(name_key, nicknames))
    return Candidate(name.split(maxsplit=1)[0].lower(), name, name_key(name), keys, (), archived)


ANA, BEN, EVA, WILL, MAY, ROSE, HOPE, IDA = (
    somebody(name)
    for name in (
        "Ana Silva", "Ben Okoro", "Eva Lind", "Will Hart", "May Chen", "Rose Adeyemi",
        "Hope Lindqvist", "Dr. Ida Holm",
    )
)  # fmt: skip
WANG = Candidate("wang", "王小明", name_key("王小明"), (), (), False)
LI = Candidate("li", "李小明", name_key("李小明"), (), (), False)
TARO = Candidate("taro", "山田太郎", name_key("山田太郎"), (), (), False)
EVERYBODY = [ANA, BEN, EVA, WILL, MAY, ROSE, HOPE, IDA]
CAST = cast_of(EVERYBODY, {"lagoon foods": ["ana", "ben"]})


def named(sentence: str, cast: Cast = CAST) -> str:
    """Who is named, with how surely they were there: "ana 3"."""
    return ", ".join(
        f"{'|'.join(one.people) or one.written + '?'} {one.weight}"
        + ("<" if one.did else "~" if one.talked else "")
        for one in mentions_in(sentence, cast)
    )


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        # Done to them, or by them.
        ("Lunch with Ana and Ben at the fair", "ana 3, ben 3"),
        ("Called Ana.", "ana 3"),
        ("Wrote to Eva about the export", "eva 3"),
        ("Sent Ben the offer", "ben 3"),
        ("Ana called", "ana 3<"),
        ("Ana finally called", "ana 3<"),
        ("Ana called back", "ana 3"),
        ("A letter from Rose", "rose 3<"),
        ("Borrowed a book from Ana", "ana 0"),
        ("Ana and I had lunch", "ana 3"),
        ("Me and Ana had lunch", "ana 3"),
        ("Ana & Ben called", "ana 3<, ben 3<"),
        ("lunch w/ Ana", "ana 3"),
        ("Invited by Ben", "ben 3"),
        ("A book by Ben", "ben 0"),
        # Only talk.
        ("Talked to Ana", "ana 3~"),
        ("Talked with Ana", "ana 3~"),
        ("Told Ana the news", "ana 3~"),
        ("Ana told me", "ana 3~"),
        # Named, and no more.
        ("Ben is worried", "ben 2"),
        ("Coffee: Ana, Ben", "ana 2, ben 2"),
        # Something of theirs, or only spoken of.
        ("Ana's mother is ill", "ana 1"),
        ("Dinner at Ana's", "ana 2"),
        ("Dinner at Ana's wedding", "ana 1"),
        ("Talked about Ben", "ben 0"),
        ("Heard that Eva is leaving", "eva 0"),
        ("Called Ana about Ben and Eva", "ana 3, ben 0, eva 0"),
        ("Called Ana about dinner with Ben", "ana 3, ben 0"),
        ("Thanked Ana for introducing me to Ben", "ana 3, ben 0"),
        ("Wrote to Ana about the export and called Ben", "ana 3, ben 3"),
        ("Told Ana I would introduce her to Eva", "ana 3~, eva 0"),
        ("Must call Ana", "ana 0"),
        ("I owe Ana an answer", "ana 0"),
        ("Thought of Ana", "ana 0"),
        ("Went to Ana", "ana 0"),
        ("Met Ana and Ben's sister", "ana 3, ben 1"),
        ("Talked about Ana, Ben and Eva", "ana 0, ben 0, eva 0"),
        ("Ana said Ben told Eva", "ana 3~, ben 0, eva 0"),
        ("Talked about Ben with Ana", "ben 0, ana 3~"),
        ("Thought of Ana; called Ben", "ana 0, ben 3"),
        ("Stopped by at Ana's, she was out", "ana 2"),
        ("Called Ana (busy), Ben (out) and Eva", "ana 3, ben 3, eva 3"),
        ("Ana wants to leave, so I called Ben", "ana 2, ben 3"),
        ("Ana wants to leave and I called Ben", "ana 2, ben 3"),
        ("Called Ana about the house, met Ben", "ana 3, ben 3"),
        ("Ana can come, Ben cannot", "ana 2, ben 2"),
        ("Rang Ana at 9, Ben at 10 and Eva in the evening", "ana 3, ben 3, eva 3"),
        ("Ana called at 9, Ben at 10", "ana 3<, ben 3<"),
        ("Thought of Ana at 9, Ben at 10", "ana 0, ben 2"),
        ("Dinner at Eva and Ben's", "eva 2, ben 2"),
        ("Got Ben's postcard from Peru", "ben 3<"),
        ("Got Ben's keys", "ben 1"),
        # Whole names and surnames.
        ("met ana silva", "ana 3"),
        ("Ana Silva called", "ana 3<"),
        ("Talked to Dr. Holm", "dr. 3~"),
        ("Mr Okoro called", "ben 3<"),
        ("Mr Fox called", "Fox? 3<"),
        # No capitals.
        ("met ana and ben", "ana 3, ben 3"),
        ("Met ana", "ana 3"),
        ("The ana of it", ""),
        # The tags of jrnl.
        ("Lunch with @ana", "ana 3"),
        ("Lunch with @Will and @Rose", "will 3, rose 3"),
    ],
)
def test_who_was_there_and_who_is_spoken_of(sentence: str, who: str) -> None:
    assert named(sentence) == who


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Will rang", "will 3<"),
        ("Will is worried", "will 2"),
        ("Will couldn't come", "will 2"),
        ("Will it rain?", ""),
        ("Will do", ""),
        ("Hope will", ""),
        ("Will can", ""),
        ("I will call", ""),
        ("Called Will", "will 3"),
        ("called will", "will 3"),
        ("will rang", "will 3<"),
        ("the will is long", ""),
        ("Hope to see her", ""),
        ("Hope's mother is ill", "hope 1"),
        ("Will, Hope and Rose came", "will 2, hope 2, rose 2"),
        ("Will and Rose met", "will 2, rose 2"),
        ("Rose early", ""),
        ("Rose was delighted", "rose 2"),
        ("with a rose", ""),
        ("In May we met", ""),
        ("May is a month", ""),
        ("May is pregnant", "may 2"),
        ("We met May", "may 3"),
        ("Saw Ana in May", "ana 3"),
        ("met rose and may", "rose 3, may 3"),
        ("sun and may", ""),
        ("wrote to will", "will 3"),
        ("need to will it", ""),
        ("a letter from hope", "hope 3<"),
        ("far from hope", ""),
        ("Yesterday Will and Rose came", "will 2, rose 2"),
        ("Today Hope", "hope 2"),
        ("Rose", "rose 2"),
        ("Rose (phone): fine", "rose 2"),
        ("Hope: her son came", "hope 2"),
        ("May: a month", ""),
        ("In the queue: Hope, with her baby", "hope 2"),
        ("On Wednesday May sent the recipe", "may 3<"),
        ("Baked a cake for Rose", "rose 2"),
        ("made for will", ""),
    ],
)
def test_a_name_that_is_a_plain_word_must_stand_like_a_name(sentence: str, who: str) -> None:
    assert named(sentence) == who


def test_several_who_have_a_name_are_all_meant_until_it_is_said_who() -> None:
    toms = [Candidate(who, f"Tom {who}", f"tom {who}", (), (), False) for who in ("baker", "reed")]
    assert named("Met Tom", cast_of(toms)) == "baker|reed 3"
    assert named("Met Tom Reed", cast_of(toms)) == "reed 3"
    assert named("Met Tom", cast_of(toms, {}, {"tom": ["reed"]})) == "reed 3"
    there = cast_of([toms[0], toms[1]._replace(archived=True)])
    assert named("Met Tom", there) == "baker 3"
    gone = cast_of([person._replace(archived=True) for person in toms])
    assert named("Met Tom", gone) == "baker|reed 3"


def test_a_group_of_a_company_names_nobody_until_it_is_said_who() -> None:
    (group,) = mentions_in("Met the Lagoon team", CAST)
    assert (group.people, group.group, group.is_clear) == (("ana", "ben"), True, False)
    known = cast_of(EVERYBODY, {"lagoon foods": ["ana", "ben"]}, {"Lagoon team": ["ben"]})
    (said,) = mentions_in("Met the Lagoon team", known)
    assert (said.people, said.is_clear) == (("ben",), True)
    assert named("Met the Lagoon Foods people") == "ana|ben 3"
    assert named("a lagoon team") == ""
    assert named("The Lagoon is deep, Lagoon") == ""
    assert may_name_group("the Lagoon team,")
    assert not may_name_group("the lagoon")


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Met Zoltan at the fair", "Zoltan? 3"),
        # Nobody is called in "a girl called Ines".
        ("It is a girl called Ines", ""),
        ("Ana has a new boss called Olga", "ana 2"),
        ("Her colleague named Olga is off", ""),
        ("Yesterday I called Olga", "Olga? 3"),
        ("Met Zoltan Kiss", "Zoltan Kiss? 3"),
        ("Lunch with Zoltan", "Zoltan? 3"),
        ("Zoltan called", "Zoltan? 3<"),
        ("Zoltan is ill", ""),
        ("Met Zoltan's sister", ""),
        ("Yesterday called", ""),
        ("Met Monday", ""),
        ("The house called", ""),
        ("Met X", ""),
        ("Olga and Ben came", "Olga? 2, ben 2"),
        ("Lunch with Ana and Olga", "ana 3, Olga? 3"),
        ("Called Ana and Home", "ana 3"),
        ("She called", ""),
    ],
)
def test_a_stranger_is_who_is_written_and_placed_like_a_name(sentence: str, who: str) -> None:
    assert named(sentence) == who


def test_names_without_spaces_are_found_by_their_given_name_as_well() -> None:
    cast = cast_of([WANG, TARO, ANA])
    assert named("和王小明吃饭", cast) == "wang 2"
    assert named("小明から電話。", cast) == "wang 2"
    assert named("山田太郎さんに会った", cast) == "taro 2"
    assert named("Called 太郎 and Ana", cast) == "taro 3, ana 3"
    assert named("Called Ana", cast) == "ana 3"
    assert named("小明", cast_of([WANG, LI])) == "wang|li 2"
    assert named("王小明", cast_of([WANG, LI])) == "wang 2"
    assert named("王小明和山田太郎", cast) == "wang 2, taro 2"
    (one,) = mentions_in("mit ガ王小明", cast)
    assert one.written == "王小明"


def test_the_weights_are_in_their_order() -> None:
    assert SPOKEN_OF < OWNER < NAMED < THERE
