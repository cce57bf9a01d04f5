"""What can go wrong with somebody else's repository, by what helps."""


class Fault(Exception):  # noqa: N818  # what another did, not what this program did
    """The harvest can't go on now. What has been taken stays; the text tells a person why."""


class Broken(Fault):
    """An answer that did not come, or did not come whole: asking again may help."""


class Unfaithful(Fault):
    """The repository breaks the protocol, or refuses, in a way that asking again can't mend."""
