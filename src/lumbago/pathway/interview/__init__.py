"""The interview: the next question, why it is asked, and when to stop."""

from lumbago.pathway.interview.askable import MOST_ON_A_SCREEN
from lumbago.pathway.interview.next_screen import WORTH_ASKING, next_screen
from lumbago.pathway.interview.plan_questions import next_plan_screen
from lumbago.pathway.interview.screens import Finished, Mode, Next, Screen

__all__ = ["MOST_ON_A_SCREEN", "WORTH_ASKING", "Finished", "Mode", "Next", "Screen", "next_plan_screen", "next_screen"]
