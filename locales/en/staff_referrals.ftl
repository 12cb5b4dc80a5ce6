staff-usage-referrals =
    /referrals [suspicious, page or REFERENCE]
    For example: /referrals suspicious
staff-about-referrals = Rewards for friends that wait for a person, and friends who look invented
staff-usage-givereward =
    /givereward REFERENCE
    For example: /givereward 0193c1d2
staff-about-givereward = Let a reward for a friend be given
staff-usage-refusereward =
    /refusereward REFERENCE [reason]
    For example: /refusereward 0193c1d2 the same meter
staff-about-refusereward = Give no reward for a friend
staff-referrals-title = <b>{ $count ->
    [one] 1 reward waits
   *[other] { $count } rewards wait
} for a person:</b> the friend's bill was for a phone, meter or card of who brought her, or of another friend.
staff-referrals-none = No reward waits for a person.
staff-referral-row = 👥 <code>{ $friend }</code> brought by <code>{ $referrer }</code>, { $joined } · { $state ->
    [review] waits for a person
    [held] held until { $due }
    [rewarded] { $reward } given
    [declined] refused
   *[waiting] no bill yet
}
staff-referral-give = <b>Give { $reward }</b> for <code>{ $friend }</code>, not before { $due }, if the bill stays paid.
staff-referral-decided = { $given ->
    [yes] ✅ { $reward } for <code>{ $friend }</code> comes at its time.
   *[no] ✖️ There is no reward for <code>{ $friend }</code>.
}
staff-clusters-title = <b>Friends who are much alike</b>, of the last { $days } days. It proves nothing: flatmates pay one meter.
staff-clusters-none = No friends of the last { $days } days are much alike.
staff-cluster = 👥 <code>{ $referrer }</code>: { $friends } friends, { $rewarded } rewarded
staff-cluster-same-recipient = • { $count } paid for the same meter, card or line
staff-cluster-same-hour = • { $count } joined within { $within }
staff-cluster-like-numbers = • { $count } have phone numbers that begin alike
staff-button-suspicious = Friends alike
staff-button-friend = Friend
staff-button-referrer = Who brought her
staff-button-give = Give…
staff-button-friends-bill = Her bill
staff-referral-refuse = <b>Give no reward</b> for <code>{ $friend }</code>.
