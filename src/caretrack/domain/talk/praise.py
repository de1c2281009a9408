"""What kind of praise they gave: a referral is a thanks owed at once (S3.1)."""

from caretrack.domain.language.first_look import may_tell_of_referral


def is_referral(text: str) -> bool:
    """True if feedback tells of a referral or a testimonial of theirs.

    The rules of referrals are loaded for a text alone that may tell of one.
    """
    if not may_tell_of_referral(text):
        return False
    from caretrack.domain.talk.referrals import referrals_in

    return bool(referrals_in(text))
