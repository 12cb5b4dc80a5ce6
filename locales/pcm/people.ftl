people-offer = Save am as…
people-ask =
    <b>Wetin you dey call { $reference } ({ $biller })?</b>
    Touch one name or type am. After that you fit pay with am: 500 mum
people-mum = Mum
people-dad = Papa
people-home = House
people-shop = Shop
people-office = Office
people-line = My line
people-saved = ✅ I don save am as <b>{ $name }</b>.
people-forgotten = I don comot am. Your payments still dey History.
people-title = <b>People and meters</b>
people-title-button = People and meters
people-none = No name dey yet. After you pay, touch Save am as… for the result.
people-name = <b>{ $name }</b>
people-what = { $biller } { $reference }
people-rename = Change name
people-forget = Comot am
