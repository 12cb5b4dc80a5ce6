staff-usage-health =
    /health
    For example: /health
staff-about-health = How everything works
staff-usage-float =
    /float
    For example: /float
staff-about-float = Our money at the vendors
staff-health-database = { $light } Database: answers in { $ms } ms
staff-health-inbox = { $light } From Telegram: { $waiting } waiting{ $waiting ->
    [0] { "" }
   *[other] { ", " }the oldest for { $oldest }
}
staff-health-outbox = { $light } To customers: { $waiting } waiting{ $waiting ->
    [0] { "" }
   *[other] { ", " }the oldest for { $oldest }
}
staff-health-clock = { $light } Clock: ticked { $at }
staff-health-books = { $light } Books: checked { $at }, { $problems ->
    [0] all is well
    [one] { $problems } problem
   *[other] { $problems } problems
}
staff-health-vendor = { $light } { $vendor }: { $success } of { $calls } calls, p95 { $p95 }, held back: { $open }
staff-health-biller = { $light } { $biller }
staff-button-float = Floats
staff-button-again = Again
staff-float = { $light } { $vendor } <b>{ $left }</b> · { $uses ->
    [yes] uses { $hour } an hour · empty { $empty }
   *[no] nothing used lately
}
staff-float-unknown = ⚪ { $vendor } · nobody knows what is left
staff-float-nothing = There is no vendor.
staff-float-short = ⚠️ <b>Our money at a vendor runs out</b>
