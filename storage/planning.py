"""How PostgreSQL plans what we say to the driver directly: statements over arrays that find rows by keys."""

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
