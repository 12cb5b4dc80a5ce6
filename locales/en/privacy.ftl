privacy-rights = You can have a copy of everything, correct what is wrong (/help), and be forgotten.
privacy-export-button = Get a copy of my data
privacy-delete-button = Delete my account

export-caption = Your data. Whoever has this file can read it: keep it safe, or delete it here.
export-done = Your copy is in this chat. I kept none.
export-explained =
    This is what Vision keeps about you. data.json has everything; each .csv file has one kind of record as a table.
    Amounts are in kobo: 100 kobo are one naira. Times are in UTC.
    Each kind of record has at most its newest 5,000 rows. Tokens are left out while your wallet is frozen.
    Not in here, because nobody can read them: your PIN and your codes.

deletion-title = <b>Delete my account</b>
deletion-goes = What goes: your name, your number, your Telegram account, your PIN, your e-mail address, your saved names and bank accounts, your safe word and what proves who you are.
deletion-stays = What stays for 7 years, because the law demands it: the records of your payments, without your name.
deletion-before = Before that your wallet must be empty, and nothing may be under way. What is less than { $least } ends with the account.
deletion-ends = Your cashback of { $amount } ends with it too. You can use it for a bill before.
deletion-grace = You have { $days } days to change your mind. Until then no money leaves your wallet.
deletion-button = Delete my account
deletion-empty-first = There is still money of yours here. Spend it on a bill, send it to somebody or withdraw it. Then come back.
deletion-wallet = Wallet { $amount }
deletion-held = Under way { $amount }
deletion-asked = Your account is deleted { $due }. Until then no money leaves it, and you can stay.
deletion-stay = Stay with Vision
deletion-stayed = You stay. Nothing was deleted.
deletion-stopped = I did not delete your account: money came in, or something is not finished yet. It works as before. When all is done, send /delete again.
