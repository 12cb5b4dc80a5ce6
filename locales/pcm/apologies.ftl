surprise =
    Something spoil for our side. Your money dey safe: payment go either go through or the money go come back.
    Abeg start again from Home.
books-full =
    I no fit write anything down now, so nobody charge you. We dey on top am. Abeg try again later.
books-busy =
    People plenty wey dey wait, so e never reach your turn and nobody charge you. Abeg try again in one minute.
books-unreachable =
    Connection to our books don cut. Your money dey safe: wetin you confirm don go through, or nobody charge you.
    Check your history in one minute before you try again.
too-fast = E too plenty for one time. Abeg wait small, then try again.
