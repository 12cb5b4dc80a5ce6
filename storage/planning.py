"""How PostgreSQL plans: what the money path says to the driver directly, and what only looks."""

from __future__ import annotations

# Plans over arrays do not depend on the values, and planning anew each time would only cost. Every row is
# found by its key: a plan that was made while the tables were small must not read them whole ever after.
BY_KEY = {
    "plan_cache_mode": "force_generic_plan",
    "jit": "off",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
}

# Who looks, looks at a customer, a payment or a day, and waits for it. Left to itself, PostgreSQL reckons
# with disks that turn: of a day's thousands of entries it reads all postings rather than find theirs by key.
FOR_LOOKS = {"random_page_cost": "1.1", "jit": "off"}
