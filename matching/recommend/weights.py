"""How much each component of the score can give, and the steps within. The weights sum to 100.

The order of size follows what people here ask first (is it my trade, can I do it, can I get
there, does it pay) and what measured systems found: concepts and skills carry the meaning,
free text and freshness only break ties.
"""

WEIGHTS: dict[str, float] = {
    # The wanted trade decides; a sibling in the same ISCO group is worth part of it.
    "occupation": 30,
    # Without the essential skills one cannot begin; rarer skills weigh more.
    "skills": 20,
    # What is also useful never outweighs one essential skill of a usual vacancy.
    "optional_skills": 4,
    # Commuting is why rural people leave jobs here: second only to trade and skills.
    "place": 16,
    # One-sided: more than the wish costs nothing, less costs in proportion.
    "pay": 10,
    # Shifts and kind of employment; an unstated wish costs nothing.
    "schedule": 7,
    # Schooling, professional level and experience asked for.
    "level": 8,
    # New vacancies have fewer applicants.
    "freshness": 2,
    # The person's own words against the title: catches what the lists lack.
    "text": 3,
}

# Occupation: how near it is to a wanted or practised one, by shared digits of ISCO-08.
SAME_OCCUPATION = 1.0
NEARNESS = {4: 0.8, 3: 0.5, 2: 0.25}
# Practised work that is not wanted again counts less than wanted work.
PRACTISED = 0.6
# Nothing wanted and nothing practised: every occupation is as good as another.
UNKNOWN_WISH = 0.4

# Skills: one that is being learnt, or that earlier work implies, is half had: it may be named
# in a talk with the employer, but is not shown yet.
HALF_HAD = 0.5
# Work done this long is taken to imply its essential skills.
IMPLIED_AFTER_MONTHS = 6
# No optional skills named: neither a reward nor a loss for employers who name some.
NO_OPTIONAL = 0.5

# Place: points fall evenly from home to this many times the stated distance, beyond which
# nobody commutes; at the stated distance 0.6 is left.
OUT_OF_REACH = 2.5
# A shuttle bus makes the way feel this much shorter; needing one and not having it, longer.
WITH_SHUTTLE = 0.35
WITHOUT_NEEDED_SHUTTLE = 2.0
# Somebody who did not ask for a dormitory would rather sleep at home.
DORMITORY = 0.4
# "Anywhere in the province" makes far work possible, and never beats what is within reach.
PROVINCE_WISH = 0.4
# Home or workplace unknown.
UNKNOWN_PLACE = 0.5

# Pay: nothing is left at this part of the wish.
PAY_FLOOR = 0.6
PAY_UNKNOWN = 0.6

# Schedule: shares of its weight; shifts that the vacancy does not name.
SHIFTS_SHARE = 0.6
EMPLOYMENT_SHARE = 0.4
SHIFTS_UNKNOWN = 0.6

# Level: shares of its weight, and what each step below the asked level costs.
LEVEL_SHARES = {"education": 0.25, "cmkt": 0.3, "experience": 0.3, "languages": 0.15}
STEP_BELOW = 0.5
# So many professional levels below what is asked, nobody is taken: not shown at all.
LEVEL_OUT_OF_REACH = 3
# Months of work in an occupation that nobody could name, for any vacancy.
UNPLACED_EXPERIENCE = 0.25

FRESH_DAYS = 45
