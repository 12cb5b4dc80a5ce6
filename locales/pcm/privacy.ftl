privacy-rights = You fit collect copy of everything, correct wetin no correct (/help), or make we forget you.
privacy-export-button = Give me copy of my data
privacy-delete-button = Delete my account

export-caption = Na your data be this. Anybody wey get this file fit read am: keep am well, or delete am here.
export-done = Your copy dey this chat. I no keep any.
export-explained =
    Na wetin Vision dey keep about you be this. data.json get everything; each .csv file get one kind of record as table.
    Money dey kobo: 100 kobo na one naira. Time dey UTC.
    Each kind of record get at most the newest 5,000 lines. Token no dey inside when your wallet freeze.
    Wetin no dey here, because nobody fit read am: your PIN and your codes.

deletion-title = <b>Delete my account</b>
deletion-goes = Wetin go commot: your name, your number, your Telegram account, your PIN, your e-mail, the names and bank accounts wey you save, your safe word and wetin show who you be.
deletion-stays = Wetin go remain for 7 years, because law talk am: the record of wetin you pay, without your name.
deletion-before = Before that, your wallet must empty, and nothing must still dey go on. Anything wey no reach { $least } go end with the account.
deletion-ends = Your cashback of { $amount } go end with am too. You fit use am pay bill before.
deletion-grace = You get { $days } days to change your mind. Until then no money go commot from your wallet.
deletion-button = Delete my account
deletion-empty-first = Your money still dey here. Use am pay bill, send am give person or withdraw am. Then come back.
deletion-wallet = Wallet { $amount }
deletion-held = E still dey go { $amount }
deletion-asked = We go delete your account { $due }. Until then no money go commot, and you fit stay.
deletion-stay = Stay with Vision
deletion-stayed = You stay. We no delete anything.
deletion-stopped = I no delete your account: money enter, or something never settle. E dey work as before. When everything don finish, send /delete again.
