"""The interview: the next question, why it is asked, and when to stop."""

from lumbago.pathway.interview.next_screen import WORTH_ASKING, next_screen
from lumbago.pathway.interview.screens import Finished, Mode, Next, Screen

__all__ = ["WORTH_ASKING", "Finished", "Mode", "Next", "Screen", "next_screen"]
