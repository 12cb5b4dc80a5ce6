light-which-meter = <b>Light</b> for which meter?
light-other-amount = Other amount
light-new-meter = Another meter
light-which-disco = <b>Light</b> from which company?
light-type-meter =
    <b>{ $biller }</b>
    Type the meter or account number.
light-right-house = <b>Is this the right house?</b>
light-owner = <b>{ $name }</b>
light-address = { $address }
light-meter = { $kind ->
    [postpaid] Account { $meter } · { $biller }, postpaid
   *[prepaid] Meter { $meter } · { $biller }, prepaid
}
light-minimum = The least you can buy is { $minimum }.
light-arrears = There is a debt of { $arrears } on it. Part of what you pay may go there.
light-yes = Yes, this one
light-no = No, change number
light-how-much = How much? Tap an amount or type one, from { $minimum } to { $maximum }.
