airtime-own-line =
    <b>{ $biller } airtime</b>
    Your line { $phone }
airtime-other-line =
    <b>{ $biller } airtime</b>
    For { $phone }
airtime-how-much = How much? Tap an amount or type one, from { $minimum } to { $maximum }.
airtime-network = { $biller } ▾
airtime-other-number = Another number
airtime-which-number = For which number? Type it, paste it, or share a contact.
airtime-which-network = Which network is { $phone } on?
