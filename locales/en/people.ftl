people-offer = Save as…
people-ask =
    <b>What do you call { $reference } ({ $biller })?</b>
    Tap a name or type one. Then you can pay with it: 500 mum
people-mum = Mum
people-dad = Dad
people-home = Home
people-shop = Shop
people-office = Office
people-line = My line
people-saved = ✅ Saved as <b>{ $name }</b>.
people-forgotten = Forgotten. Your payments stay in History.
people-title = <b>People and meters</b>
people-title-button = People and meters
people-none = No names yet. After a payment, tap Save as… on its result.
people-name = <b>{ $name }</b>
people-what = { $biller } { $reference }
people-rename = Rename
people-forget = Forget
