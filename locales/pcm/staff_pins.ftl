staff-usage-staffpin-reset =
    /staffpin reset PERSON reason
    Like this: /staffpin reset @bola forgot it, called me on her own phone
staff-about-staffpin-reset = Make colleague choose another staff PIN
staff-state-pin = her staff PIN
