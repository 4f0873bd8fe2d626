"""How much each component of the score can give. The weights sum to 100.

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

# Part of the occupation weight by how near the occupation is to a wanted or practised one.
SAME_OCCUPATION = 1.0
SAME_UNIT_GROUP = 0.8  # four ISCO digits
SAME_MINOR_GROUP = 0.5  # three
SAME_SUB_MAJOR_GROUP = 0.25  # two
# Practised work that is not wanted again counts less than wanted work.
PRACTISED = 0.6
# Nothing wanted and nothing practised: every entry-level occupation is as good as another.
UNKNOWN_WISH = 0.4

# A dormitory or shuttle bus makes a far workplace as good as one at this part of the distance.
DORMITORY_DISTANCE = 0.0
SHUTTLE_DISTANCE = 0.35
# Beyond this many times the stated distance nobody commutes.
OUT_OF_REACH = 2.5

FRESH_DAYS = 45
