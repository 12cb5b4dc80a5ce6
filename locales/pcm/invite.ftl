invite-title = <b>Bring your person, collect { $reward }</b>
invite-how = Send your link. When your person register with am and the first bill of { $least } or more enter, { $reward } go enter your cashback { $days ->
    [one] after 1 day
   *[other] after { $days } days
}. E no fit pass { $most } times for one month.
invite-link = Your link: { $link }
invite-send = Send my link
invite-copy = Copy my link
invite-words = I dey pay card, data, light and TV for Telegram with Vision. Try am:
invite-nobody-yet = Nobody don come with your link yet.
invite-progress = <b>Who come with your link</b>
invite-counts = { $waiting } dey wait · { $held } go pay soon · { $rewarded } don pay
invite-waiting = { $joined }: dey wait for the first bill
invite-held = { $joined }: { $reward } go come { $due }
invite-rewarded = { $joined }: { $reward } don pay
invite-review = { $joined }: we dey look am
invite-declined = { $joined }: e no count
invite-already-here = You get account already, so nobody fit bring you again. You fit bring other people with /invite
referral-held = The person wey you bring don pay the first bill. { $reward } go enter your cashback { $due }.
referral-rewarded = ✅ { $reward } don enter your cashback, for the person wey you bring.
