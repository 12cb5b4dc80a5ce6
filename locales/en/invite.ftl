invite-title = <b>Invite a friend, get { $reward }</b>
invite-how = Send your link. When a friend registers with it and a first bill of at least { $least } is delivered, { $reward } comes into your cashback { $days ->
    [one] 1 day
   *[other] { $days } days
} later, { $most } times a month at most.
invite-link = Your link: { $link }
invite-send = Send my link
invite-copy = Copy my link
invite-words = I pay airtime, data, light and TV in Telegram with Vision. Try it:
invite-nobody-yet = Nobody has come with your link yet.
invite-progress = <b>Who came with your link</b>
invite-counts = { $waiting } waiting · { $held } soon paid · { $rewarded } paid
invite-waiting = { $joined }: waits for the first bill
invite-held = { $joined }: { $reward } comes { $due }
invite-rewarded = { $joined }: { $reward } paid
invite-review = { $joined }: we are looking at it
invite-declined = { $joined }: does not count
invite-already-here = You have an account already, so nobody can invite you any more. You can invite others with /invite
referral-held = A friend whom you invited had the first bill delivered. { $reward } comes into your cashback { $due }.
referral-rewarded = ✅ { $reward } is in your cashback, for a friend whom you invited.
