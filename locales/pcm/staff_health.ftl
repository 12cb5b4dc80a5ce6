staff-usage-health =
    /health
    Like this: /health
staff-about-health = How everything dey work
staff-usage-float =
    /float
    Like this: /float
staff-about-float = Our money wey dey with vendors
staff-health-database = { $light } Database: e answer for { $ms } ms
staff-health-inbox = { $light } From Telegram: { $waiting } dey wait{ $waiting ->
    [0] { "" }
   *[other] { ", " }the oldest since { $oldest }
}
staff-health-outbox = { $light } To customers: { $waiting } dey wait{ $waiting ->
    [0] { "" }
   *[other] { ", " }the oldest since { $oldest }
}
staff-health-clock = { $light } Clock: last tick { $at }
staff-health-books = { $light } Books: we check am { $at }, { $problems ->
    [0] everything correct
    [one] { $problems } problem
   *[other] { $problems } problems
}
staff-health-vendor = { $light } { $vendor }: { $success } of { $calls } calls, p95 { $p95 }, we hold am for: { $open }
staff-health-biller = { $light } { $biller }
staff-button-float = Floats
staff-button-again = Again
staff-float = { $light } { $vendor } <b>{ $left }</b> · { $uses ->
    [yes] e dey use { $hour } every hour · e go finish { $empty }
   *[no] nobody use am lately
}
staff-float-unknown = ⚪ { $vendor } · nobody know wetin remain
staff-float-nothing = No vendor dey.
staff-float-short = ⚠️ <b>Our money with one vendor wan finish</b>
