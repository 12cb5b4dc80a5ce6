surprise =
    Something spoil for our side. Your money dey safe: payment go either go through or the money go come back.
    Abeg start again from Home.
too-fast = E too plenty for one time. Abeg wait small, then try again.
