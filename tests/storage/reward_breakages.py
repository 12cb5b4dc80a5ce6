"""How each rule of `storage.reward_checks` is broken, by its name, as `test_checks` has it."""

REWARD_BREAKAGES = {
    "a promo code gave something else than it says": (
        "INSERT INTO promo_codes"
        " (id, reward, budget, spent, per_customer, least_bill, for_newcomers, made_at, expires_at)"
        " VALUES ('GIFT', 100, 1000, 100, 1, 0, false, '2026-11-18', '2026-12-18')"
    ),
    "a promo code was used more often than it may be": (
        "INSERT INTO promo_uses (id, code, customer_id, times, last_try, used_at)"
        " VALUES ('GIFT:{ada}', 'GIFT', '{ada}', 1, 'm', '2026-11-18')"
    ),
    "a promo entry belongs to no use of a code": (
        "INSERT INTO journal_entries (key, kind, subject_id, posted_at)"
        " VALUES ('promo:x', 'promo', 'x', '2026-11-18')"
    ),
    "a referral was rewarded and its referrer has nothing of it": (
        "INSERT INTO referrals (id, referrer_id, status, joined_at)"
        " VALUES ('{ada}', '{ada}', 'rewarded', '2026-11-18')"
    ),
    "a referral has an entry and was not rewarded": (
        "INSERT INTO journal_entries (key, kind, subject_id, posted_at)"
        " VALUES ('referral:x', 'referral', 'x', '2026-11-18')"
    ),
}
