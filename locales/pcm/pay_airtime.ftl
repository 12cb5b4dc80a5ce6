airtime-own-line =
    <b>{ $biller } card</b>
    Your own line { $phone }
airtime-other-line =
    <b>{ $biller } card</b>
    For { $phone }
airtime-how-much = How much? Tap the amount or type am, from { $minimum } reach { $maximum }.
airtime-network = { $biller } ▾
airtime-other-number = Another number
airtime-which-number = Which number? Type am, paste am, or share contact.
airtime-which-network = Which network { $phone } dey use?
