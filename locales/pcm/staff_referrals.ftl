staff-usage-referrals =
    /referrals [suspicious, page or REFERENCE]
    Like this: /referrals suspicious
staff-about-referrals = Rewards for friends wey dey wait for person, and friends wey be like fake
staff-usage-givereward =
    /givereward REFERENCE
    Like this: /givereward 0193c1d2
staff-about-givereward = Let reward for friend come
staff-usage-refusereward =
    /refusereward REFERENCE [reason]
    Like this: /refusereward 0193c1d2 the same meter
staff-about-refusereward = No give reward for friend
staff-referrals-title = <b>{ $count ->
    [one] 1 reward dey
   *[other] { $count } rewards dey
} wait for person:</b> the friend pay for phone, meter or card of who bring am, or of another friend.
staff-referrals-none = No reward dey wait for person.
staff-referral-row = 👥 <code>{ $friend }</code> wey <code>{ $referrer }</code> bring, { $joined } · { $state ->
    [review] dey wait for person
    [held] we hold am until { $due }
    [rewarded] we don give { $reward }
    [declined] we refuse am
   *[waiting] no bill yet
}
staff-referral-give = <b>Give { $reward }</b> for <code>{ $friend }</code>, no be before { $due }, if the bill still stand.
staff-referral-decided = { $given ->
    [yes] ✅ { $reward } for <code>{ $friend }</code> go come when e time reach.
   *[no] ✖️ No reward for <code>{ $friend }</code>.
}
staff-clusters-title = <b>Friends wey resemble well well</b>, for the last { $days } days. E no prove anything: people for one house dey pay one meter.
staff-clusters-none = No friends for the last { $days } days resemble well well.
staff-cluster = 👥 <code>{ $referrer }</code>: { $friends } friends, { $rewarded } don get reward
staff-cluster-same-recipient = • { $count } pay for the same meter, card or line
staff-cluster-same-hour = • { $count } join inside { $within }
staff-cluster-like-numbers = • { $count } get phone numbers wey start the same way
staff-button-suspicious = Friends wey resemble
staff-button-friend = Friend
staff-button-referrer = Who bring am
staff-button-give = Give…
staff-button-friends-bill = The bill
staff-referral-refuse = <b>No give reward</b> for <code>{ $friend }</code>.
