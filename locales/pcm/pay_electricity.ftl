light-which-meter = <b>Light</b> for which meter?
light-other-amount = Another amount
light-new-meter = Another meter
light-which-disco = <b>Light</b> from which company?
light-type-meter =
    <b>{ $biller }</b>
    Type the meter or account number.
light-right-house = <b>Na the correct house be this?</b>
light-owner = <b>{ $name }</b>
light-address = { $address }
light-meter = { $kind ->
    [postpaid] Account { $meter } · { $biller }, postpaid
   *[prepaid] Meter { $meter } · { $biller }, prepaid
}
light-minimum = The smallest wey you fit buy na { $minimum }.
light-arrears = Debt of { $arrears } dey on top am. Some of wetin you pay fit enter there.
light-yes = Yes, na this one
light-no = No, change number
light-how-much = How much? Tap the amount or type am, from { $minimum } reach { $maximum }.
